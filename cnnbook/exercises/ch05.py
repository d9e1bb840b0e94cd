"""Exercises of chapter 5: volumes and filters."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic, ops
from cnnbook.exercises.base import (
    Case,
    Demand,
    DesignExercise,
    FunctionExercise,
    Misconception,
    ValueExercise,
)

_FLIPPED = (
    "Your filter is turned by 180° before it slides. The weight in a slice's top left "
    "corner belongs to the window's top left pixel."
)

RGB_IMAGE = np.dstack(
    [[[3, 3, 1], [0, 2, 5]], [[1, 2, 0], [1, 5, 5]], [[3, 0, 1], [5, 1, 2]]]
)
"""The 2×3 image of `rgb-by-hand`, red, green and blue."""

RGB_FILTER = np.dstack([[[3, 2], [-1, -2]], [[-2, 2], [0, 1]], [[-2, 0], [0, -2]]])
"""Its 2×2 filter, a slice for each channel."""

RGB_BIAS = 2


def _layer(x, w, b=0):
    return ops.relu(ops.conv_layer(x, w[..., None])[0, :, 0] + b)


def _slices(x, w):
    """Return what each slice gives on its plane, the channels first."""
    return np.array([ops.conv2d(x[:, :, c], w[:, :, c])[0] for c in range(3)])


RGB_BY_HAND = ValueExercise(
    id="rgb-by-hand",
    chapter="05",
    title="A colour image by hand",
    difficulty=1,
    points=1,
    answer="rgb_by_hand",
    reference=_layer(RGB_IMAGE, RGB_FILTER, RGB_BIAS),
    misconceptions=(
        Misconception(
            "ReLU forgotten",
            "One of your numbers is negative. What does the ReLU do to it?",
            ops.conv_layer(RGB_IMAGE, RGB_FILTER[..., None])[0, :, 0] + RGB_BIAS,
        ),
        Misconception(
            "bias forgotten",
            "The bias is missing. It is added to every value of the map.",
            _layer(RGB_IMAGE, RGB_FILTER),
        ),
        Misconception(
            "bias added after the ReLU",
            "You add the bias last. It belongs to the sum, and the ReLU comes after it.",
            _layer(RGB_IMAGE, RGB_FILTER) + RGB_BIAS,
        ),
        Misconception(
            "bias once per channel",
            "You add the bias three times. A filter has one bias, not one per channel.",
            _layer(RGB_IMAGE, RGB_FILTER, 3 * RGB_BIAS),
        ),
        Misconception(
            "one map per channel",
            "You have a row of values for each channel. The three slices of a filter "
            "work for one common map.",
            ops.relu(_slices(RGB_IMAGE, RGB_FILTER) + RGB_BIAS),
        ),
        Misconception(
            "ReLU before the channels are added up",
            "You cut off negative numbers channel by channel. Add the channels up first; "
            "only the sum goes through the ReLU.",
            ops.relu(_slices(RGB_IMAGE, RGB_FILTER)).sum(axis=0) + RGB_BIAS,
        ),
        Misconception(
            "red plane only",
            "Your numbers come from the red plane alone. The window goes through all "
            "three planes.",
            ops.relu(_slices(RGB_IMAGE, RGB_FILTER)[0] + RGB_BIAS),
        ),
        Misconception(
            "red slice used for every plane",
            "You use the red slice on all three planes. Each plane has a slice of its own.",
            _layer(RGB_IMAGE, RGB_FILTER[:, :, [0, 0, 0]], RGB_BIAS),
        ),
        Misconception(
            "flipped filter",
            _FLIPPED,
            _layer(RGB_IMAGE, RGB_FILTER[::-1, ::-1], RGB_BIAS),
        ),
        Misconception(
            "mean of the channels",
            "You average over the channels. Their sums are added up and divided by "
            "nothing.",
            ops.relu(_slices(RGB_IMAGE, RGB_FILTER).mean(axis=0) + RGB_BIAS),
        ),
    ),
)


def _parameters(f, c_in, c_out, bias=True):
    return arithmetic.conv_parameters(f, c_in, c_out, bias)


CONV_PARAMETERS = FunctionExercise(
    id="conv-parameters",
    chapter="05",
    title="Count the parameters",
    difficulty=1,
    points=2,
    answer="conv_parameters",
    reference=_parameters,
    cases=(
        Case((3, 3, 10)),
        Case((5, 6, 16)),
        Case((3, 8, 4), {"bias": False}),
        Case((1, 64, 7)),
        Case((7, 2, 1)),
        Case((2, 5, 9), {"bias": False}),
    ),
    draw=lambda random: Case(
        tuple(int(n) for n in random.integers([2, 2, 2], [8, 40, 40])),
        {"bias": bool(random.integers(0, 2))},
    ),
    whole=True,
    misconceptions=(
        Misconception(
            "depth forgotten",
            "Your filters are one plane deep. A filter is as deep as its input.",
            lambda f, c_in, c_out, bias=True: (f * f + bias) * c_out,
        ),
        Misconception(
            "bias forgotten",
            "You count the weights only. Unless bias is False, each filter has one more "
            "number to learn.",
            lambda f, c_in, c_out, bias=True: f * f * c_in * c_out,
        ),
        Misconception(
            "bias always counted",
            "With bias=False there is no bias to learn, but you count one all the same.",
            lambda f, c_in, c_out, bias=True: (f * f * c_in + 1) * c_out,
        ),
        Misconception(
            "one bias per slice",
            "You give each slice of a filter a bias. The slices are added up into one "
            "map, and one bias is added to that.",
            lambda f, c_in, c_out, bias=True: (f * f + bias) * c_in * c_out,
        ),
        Misconception(
            "one bias per layer",
            "You count one bias for the whole layer. Each feature map has its own.",
            lambda f, c_in, c_out, bias=True: f * f * c_in * c_out + bias,
        ),
        Misconception(
            "one bias per input channel",
            "You count one bias per channel that comes in. Biases belong to the maps "
            "that go out.",
            lambda f, c_in, c_out, bias=True: (f * f * c_out + bias) * c_in,
        ),
        Misconception(
            "one filter only",
            "You count a single filter. How many are there?",
            lambda f, c_in, c_out, bias=True: f * f * c_in + bias,
        ),
        Misconception(
            "kernel size not squared",
            "You take f weights per slice. A slice has f rows of f weights.",
            lambda f, c_in, c_out, bias=True: (f * c_in + bias) * c_out,
        ),
        Misconception(
            "kernel cubed",
            "You take f³ weights per filter. Its third size is the number of input "
            "channels; that both are 3 for a 3×3 kernel on a colour image is chance.",
            lambda f, c_in, c_out, bias=True: (f**3 + bias) * c_out,
        ),
    ),
)


def wrong_layer(
    x,
    w,
    b,
    stride=1,
    *,
    turn=lambda w: w,
    channels=slice(None),
    scale=1,
    bias=1,
    steps=(True, True),
    missing=0,
):
    """Apply a layer with one step done wrong."""
    x = x[: x.shape[0] - missing, : x.shape[1] - missing, channels]
    w = turn(w)[:, :, channels]
    step = tuple(stride if kept else 1 for kept in steps)
    return scale * ops.conv_layer(x, w, stride=step) + bias * b


def _layer_with(**mistake):
    return lambda x, w, b, stride=1: wrong_layer(x, w, b, stride, **mistake)


def _map_per_channel(x, w, b, stride=1):
    """Add up the filters instead of the channels."""
    c_in = x.shape[2]
    each = [
        ops.conv_layer(x[:, :, [c]], w[:, :, [c]], b, 0, stride) for c in range(c_in)
    ]
    return np.stack([z.sum(axis=2) for z in each], axis=2)


def _spread_bias(x, w, b, stride=1):
    """Add all the biases to every map."""
    return ops.conv_layer(x, w, stride=stride) + b.sum()


def _layer_window(case, index):
    f_h, f_w = case.args[1].shape[:2]
    stride = case.kwargs.get("stride", 1)
    top, left = (i * stride for i in index[:2])
    return (
        f"filter {index[2]} stands on rows {top} to {top + f_h - 1} and columns {left} "
        f"to {left + f_w - 1} of all channels, counted from 0"
    )


def _integers(random, low, high, *shape):
    return random.integers(low, high, shape)


def _draw_layer(random: np.random.Generator) -> Case:
    f_h, f_w, c_in, c_out = (int(n) for n in random.integers(2, 4, 4))
    c_out += c_in  # never as many filters as channels
    height = f_h + int(random.integers(3, 6))
    width = height + int(random.integers(1, 3))
    return Case(
        (
            _integers(random, -9, 10, height, width, c_in),
            _integers(random, -4, 5, f_h, f_w, c_in, c_out),
            _integers(random, 1, 9, c_out) * random.choice([-1, 1], c_out),
        ),
        {"stride": int(random.integers(1, 4))},
    )


_random = np.random.default_rng(505)
_X = _integers(_random, -5, 10, 4, 5, 3)
_W = _integers(_random, -3, 4, 2, 3, 3, 2)
_B = np.array([2, -7])

CONV_LAYER = FunctionExercise(
    id="conv-layer",
    chapter="05",
    title="Write a convolution layer",
    difficulty=2,
    points=4,
    answer="conv_layer",
    reference=lambda x, w, b, stride=1: ops.conv_layer(x, w, b, stride=stride),
    cases=(
        Case(
            (np.array([[[1, 20, 300]]]), np.array([[[[1], [2], [3]]]]), np.array([5]))
        ),
        Case((_X, _W, _B)),
        Case((_X, _W, _B), {"stride": 2}),
        Case(
            (
                _integers(_random, -4, 5, 6, 5, 2) * 0.5,
                _integers(_random, -3, 4, 3, 2, 2, 3),
                np.array([0.25, 1.0, -3.5]),
            ),
            {"stride": 3},
        ),
        Case(
            (
                _integers(_random, -4, 5, 3, 6, 4),
                _integers(_random, -3, 4, 2, 2, 4, 2),
                np.array([-1, 4]),
            )
        ),
    ),
    draw=_draw_layer,
    locate=_layer_window,
    misconceptions=(
        Misconception(
            "one map per channel",
            "You get as many maps as there are input channels. A filter adds up all its "
            "channels, and each filter makes one map.",
            _map_per_channel,
        ),
        Misconception(
            "first channel only",
            "Only the first channel enters your sums. The window goes through all of "
            "them.",
            _layer_with(channels=slice(1)),
        ),
        Misconception(
            "first slice used for every channel",
            "You use a filter's first slice on all channels. Each channel has its own "
            "slice.",
            _layer_with(turn=lambda w: np.repeat(w[:, :, :1], w.shape[2], axis=2)),
        ),
        Misconception(
            "bias forgotten",
            "Each map is off by a constant of its own. What is added to a map at the end?",
            _layer_with(bias=0),
        ),
        Misconception(
            "bias once per channel",
            "You add the bias inside the loop over the channels. It is added once, to "
            "the sum of them all.",
            lambda x, w, b, stride=1: wrong_layer(x, w, b, stride, bias=w.shape[2]),
        ),
        Misconception(
            "all biases added to every map",
            "You add the sum of the biases to every map. Each filter has its own bias.",
            _spread_bias,
        ),
        Misconception(
            "mean over the channels",
            "You average over the channels. Add them up and divide by nothing.",
            lambda x, w, b, stride=1: wrong_layer(
                x, w, b, stride, scale=1 / w.shape[2]
            ),
        ),
        Misconception(
            "ReLU applied",
            "You return a, behind the ReLU. Here z is wanted, with its negative numbers.",
            lambda x, w, b, stride=1: ops.relu(wrong_layer(x, w, b, stride)),
        ),
        Misconception(
            "flipped filters", _FLIPPED, _layer_with(turn=lambda w: w[::-1, ::-1])
        ),
        Misconception(
            "channels in the reverse order",
            "Your first slice meets the last channel. Slice and channel have the same "
            "number.",
            _layer_with(turn=lambda w: w[:, :, ::-1]),
        ),
        Misconception(
            "stride ignored",
            "Your window always moves by one pixel.",
            _layer_with(steps=(False, False)),
        ),
        Misconception(
            "stride in one direction only",
            "Your window moves by stride pixels downwards, but by one to the right.",
            _layer_with(steps=(True, False)),
        ),
        Misconception(
            "last window missing",
            "You stop one pixel too early, in both directions. Where does the last "
            "window start, if it ends on the last pixel?",
            _layer_with(missing=1),
        ),
        Misconception(
            "maps on the first axis",
            "Your maps are numbered by the first axis. In this book, as in Keras, the "
            "channels are the last one.",
            lambda x, w, b, stride=1: np.moveaxis(
                ops.conv_layer(x, w, b, stride=stride), -1, 0
            ),
        ),
    ),
)


RED, GREEN, BLUE = np.eye(3)
WHITE = RED + GREEN + BLUE


def _edges(channels):
    """Draw images of 6×7 pixels, brighter on the left in `channels`, else even."""
    random = np.random.default_rng(55)
    for start in (2, 3, 4):
        for _ in range(4):
            low = random.uniform(0, 0.4)
            # A grey edge runs between two greys; another on an even colour.
            ground = np.full(3, low) if channels.all() else random.uniform(0, 0.4, 3)
            image = np.tile(ground, (6, 7, 1))
            image[:, :start] += random.uniform(0.2, 0.6) * channels
            yield image
    for start in (2, 3, 4):
        image = np.zeros((6, 7, 3))
        image[:, :start] = channels
        yield image


def _even():
    random = np.random.default_rng(56)
    corners = np.array(list(np.ndindex(2, 2, 2)), float)
    for colour in [*corners, *random.uniform(0, 1, (8, 3))]:
        yield np.tile(colour, (6, 7, 1))


def _answers(weights, image):
    """Return the largest value of the map behind the ReLU."""
    weights = np.asarray(weights, float)
    return ops.relu(ops.conv_layer(image, weights[..., None])).max()


def _silent(weights, images):
    slack = 1e-5 * np.abs(np.asarray(weights, float)).max()
    return all(_answers(weights, image) <= slack for image in images)


def _strong(weights):
    for image in _edges(RED):
        step = np.ptp(image[0, :, 0])
        if _answers(weights, image) < step * (1 - 1e-5):
            return False
    return True


_V = np.array([[1, 0, -1]] * 3)


def _mix(red, green, blue):
    return np.dstack([red * _V, green * _V, blue * _V])


RED_EDGE_FILTER = DesignExercise(
    id="red-edge-filter",
    chapter="05",
    title="A filter for red edges only",
    difficulty=2,
    points=3,
    answer="red_edge_filter",
    shape=(3, 3, 3),
    demands=(
        Demand(
            "red edges give at least the height of the edge",
            _strong,
            "An edge with more red on its left gives too little, or nothing. Which sign "
            "should the weights of the red slice have under the bright side?",
        ),
        Demand(
            "even surfaces give 0",
            lambda weights: _silent(weights, _even()),
            "Some even colour gets an answer. Add up the weights of each slice: what "
            "does a surface see of it?",
        ),
        Demand(
            "green edges give 0",
            lambda weights: _silent(weights, _edges(GREEN)),
            "An edge with more green on its left gets an answer. Only a sum that is not "
            "above zero is silenced by the ReLU.",
        ),
        Demand(
            "blue edges give 0",
            lambda weights: _silent(weights, _edges(BLUE)),
            "An edge with more blue on its left gets an answer. Only a sum that is not "
            "above zero is silenced by the ReLU.",
        ),
        Demand(
            "white edges give 0",
            lambda weights: _silent(weights, _edges(WHITE)),
            "An edge from a lighter to a darker grey gets an answer. It falls in all "
            "three planes, so the answers of the three slices are added up.",
        ),
        Demand(
            "yellow edges give 0",
            lambda weights: _silent(weights, _edges(RED + GREEN)),
            "Yellow is red and green. An edge that falls in both gets an answer: what "
            "must the green slice say to be heard against the red one?",
        ),
        Demand(
            "magenta edges give 0",
            lambda weights: _silent(weights, _edges(RED + BLUE)),
            "Magenta is red and blue. An edge that falls in both gets an answer: what "
            "must the blue slice say to be heard against the red one?",
        ),
    ),
    misconceptions=(
        Misconception("dark side on the left", "", _mix(-1, 1, 1)),
        Misconception("red surfaces", "", np.dstack([_V * 0 + 1, _V * 0, _V * 0])),
        Misconception("the same kernel in every slice", "", _mix(1, 1, 1)),
        Misconception("blue has the wrong sign", "", _mix(1, -2, 1)),
        Misconception("red slice only", "", _mix(1, 0, 0)),
        Misconception("white cancelled, yellow not", "", _mix(1, -0.5, -0.5)),
        Misconception("green strong enough, blue not", "", _mix(1, -1, -0.5)),
    ),
)


def _mixed(x, mix):
    return x @ mix


def _scrambled(x, mix):
    """Reshape to (C_in, pixels), which tears the channels of a pixel apart."""
    height, width, c_in = x.shape
    flat = mix.T @ x.reshape(c_in, height * width)
    return flat.reshape(height, width, mix.shape[1])


def _draw_mix(random: np.random.Generator) -> Case:
    height, width, c_in, c_out = (int(n) for n in random.integers(2, 5, 4))
    c_in = c_out if random.random() < 0.5 else c_in
    if height == width:
        width += 1
    x = _integers(random, -9, 10, height, width, c_in)
    return Case((x, _integers(random, -4, 5, c_in, c_out)))


ONE_BY_ONE = FunctionExercise(
    id="one-by-one",
    chapter="05",
    title="Mix the channels",
    difficulty=2,
    points=2,
    answer="one_by_one",
    reference=_mixed,
    cases=(
        Case((np.array([[[1, 10, 100], [2, 30, 50]]]), np.array([[1], [2], [3]]))),
        Case((_integers(_random, -5, 6, 3, 4, 2), np.array([[1, 2], [-3, 0]]))),
        Case(
            (
                _integers(_random, -5, 6, 2, 3, 3) * 0.5,
                np.array([[1, 0, 2], [0.5, -1, 3], [4, 1, 0]]),
            )
        ),
        Case(
            (
                _integers(_random, -5, 6, 4, 2, 3),
                np.array([[1, 2, 0, -1], [0, 3, 1, 1], [2, -2, 1, 5]]),
            )
        ),
    ),
    draw=_draw_mix,
    misconceptions=(
        Misconception(
            "matrix transposed",
            "You take rows for columns. mix[i, j] is the weight of channel i in the new "
            "channel j, so column j makes channel j.",
            lambda x, mix: x @ mix.T,
        ),
        Misconception(
            "not added up",
            "You return the products. For each new channel they are added up over the "
            "old ones.",
            lambda x, mix: x[..., None] * mix,
        ),
        Misconception(
            "added up over the wrong channels",
            "You add up over the new channels, so as many come out as went in. Add up "
            "over the old ones.",
            lambda x, mix: x * mix.sum(axis=1),
        ),
        Misconception(
            "first channel only",
            "Your new channels are made of channel 0 alone.",
            lambda x, mix: x[:, :, :1] * mix[0],
        ),
        Misconception(
            "mean of the channels",
            "You average over the old channels. Add up, and divide by nothing.",
            lambda x, mix: x @ mix / len(mix),
        ),
        Misconception(
            "channels torn apart by a reshape",
            "Your reshape deals the numbers of one pixel out to several. The channels "
            "are the last axis of x: keep them last when you make a matrix of it.",
            _scrambled,
        ),
        Misconception(
            "neighbouring pixels mixed in",
            "Your values depend on other pixels. A 1×1 window holds one pixel only.",
            lambda x, mix: np.broadcast_to(
                x.mean(axis=(0, 1)) @ mix, (*x.shape[:2], mix.shape[1])
            ),
        ),
        Misconception(
            "channels on the first axis",
            "Your new channels are numbered by the first axis. They belong on the last.",
            lambda x, mix: np.moveaxis(x @ mix, -1, 0),
        ),
    ),
)


def _work(height, width, f, c_in, c_out, p=0, s=1):
    rows = arithmetic.output_size(height, f, p, s)
    columns = arithmetic.output_size(width, f, p, s)
    return rows * columns * f * f * c_in * c_out


def _windows(height, width, f, p, s):
    return _work(height, width, f, 1, 1, p, s) // (f * f)


def _draw_work(random: np.random.Generator) -> Case:
    height, width, f, c_in, c_out, p, s = (
        int(n)
        for n in random.integers([12, 30, 2, 2, 2, 1, 2], [25, 60, 6, 17, 17, 3, 4])
    )
    return Case((height, width, f, c_in, c_out), {"p": p, "s": s})


MULTIPLY_ADDS = FunctionExercise(
    id="multiply-adds",
    chapter="05",
    title="Count the work",
    difficulty=2,
    points=2,
    answer="multiply_adds",
    reference=_work,
    cases=(
        Case((6, 6, 3, 3, 2)),
        Case((28, 20, 5, 6, 16)),
        Case((9, 12, 3, 4, 5), {"p": 1}),
        Case((11, 15, 3, 2, 7), {"s": 2}),
        Case((10, 17, 4, 3, 8), {"p": 2, "s": 3}),
    ),
    draw=_draw_work,
    whole=True,
    misconceptions=(
        Misconception(
            "counted per input pixel",
            "You count one window for each pixel of the image. How many windows are "
            "there?",
            lambda h, w, f, c_in, c_out, p=0, s=1: h * w * f * f * c_in * c_out,
        ),
        Misconception(
            "weights counted once",
            "You count the weights. Each of them is used once in every window.",
            lambda h, w, f, c_in, c_out, p=0, s=1: f * f * c_in * c_out,
        ),
        Misconception(
            "depth forgotten",
            "You count one plane. A window goes through all input channels.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, w, f, 1, c_out, p, s),
        ),
        Misconception(
            "one filter only",
            "You count the work of one filter.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, w, f, c_in, 1, p, s),
        ),
        Misconception(
            "kernel size not squared",
            "You count f products per plane and window. A slice has f rows of f weights.",
            lambda h, w, f, c_in, c_out, p=0, s=1: (
                _work(h, w, f, c_in, c_out, p, s) // f
            ),
        ),
        Misconception(
            "biases counted",
            "You count the biases too. A bias is added, but multiplied with nothing.",
            lambda h, w, f, c_in, c_out, p=0, s=1: (
                _windows(h, w, f, p, s) * (f * f * c_in + 1) * c_out
            ),
        ),
        Misconception(
            "padding ignored",
            "Your count does not change with p. More padding means more windows.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, w, f, c_in, c_out, 0, s),
        ),
        Misconception(
            "stride ignored",
            "Your count does not change with s. A larger stride means fewer windows.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, w, f, c_in, c_out, p),
        ),
        Misconception(
            "square image assumed",
            "You use the height for both directions. The image may be wider than high.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _work(h, h, f, c_in, c_out, p, s),
        ),
        Misconception(
            "one window",
            "You count the numbers of the output. Each of them is a sum of many products.",
            lambda h, w, f, c_in, c_out, p=0, s=1: _windows(h, w, f, p, s) * c_out,
        ),
    ),
)


def _by_kernel(gradient, image, kernel):
    return ops.conv2d_backward(gradient, image, kernel)[1]


def _by_image(gradient, image, kernel):
    return ops.conv2d_backward(gradient, image, kernel)[0]


def _full(gradient, kernel, rows=None, columns=None):
    """Slide a kernel over the gradient, with a frame of zeros around it."""
    rows = kernel.shape[0] - 1 if rows is None else rows
    columns = kernel.shape[1] - 1 if columns is None else columns
    return ops.conv2d(gradient, kernel, padding=(rows, columns))


def _half(gradient, image, kernel):
    """Pad by half of the kernel, which keeps the gradient's size where it can."""
    return ops.conv2d(gradient, kernel[::-1, ::-1], padding="same")


def _overwritten(gradient, image, kernel):
    by_image = np.zeros(image.shape)
    f_h, f_w = kernel.shape
    for (i, j), value in np.ndenumerate(gradient):
        by_image[i : i + f_h, j : j + f_w] = value * kernel
    return by_image


def _last_window(gradient, image, kernel):
    f_h, f_w = kernel.shape
    return gradient[-1, -1] * image[-f_h:, -f_w:]


def _first_window(gradient, image, kernel):
    f_h, f_w = kernel.shape
    return gradient[0, 0] * image[:f_h, :f_w]


def _backward_case(random, height, width, f_h, f_w, scale=1):
    return Case(
        (
            scale * _integers(random, -5, 6, height - f_h + 1, width - f_w + 1),
            _integers(random, -5, 10, height, width),
            _integers(random, -4, 5, f_h, f_w),
        )
    )


def _draw_backward(random: np.random.Generator) -> Case:
    f_h, f_w = (int(n) for n in random.integers(2, 4, 2))
    height = 2 * f_h + int(random.integers(0, 3))
    width = max(2 * f_w, height + 1) + int(random.integers(0, 3))
    return _backward_case(random, height, width, f_h, f_w)


_BACKWARD_CASES = (
    Case(
        (
            np.array([[1, 0, 0], [0, 10, 0]]),
            np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 8, 7, 6]]),
            np.array([[1, 2], [3, 4]]),
        )
    ),
    _backward_case(_random, 5, 7, 2, 3),
    _backward_case(_random, 7, 6, 3, 3),
    _backward_case(_random, 6, 5, 3, 2, 0.25),
)

CONV_BACKWARD = FunctionExercise(
    id="conv-backward",
    chapter="05",
    title="Back to the weights",
    difficulty=3,
    points=3,
    answer="conv_backward",
    reference=_by_kernel,
    cases=_BACKWARD_CASES,
    draw=_draw_backward,
    misconceptions=(
        Misconception(
            "gradient flipped before it slides",
            "You turn the gradient by 180°. Which pixels did the kernel's top left weight "
            "meet, and in which order? Nothing is turned on this way back.",
            lambda gradient, image, kernel: ops.convolve2d(image, gradient),
        ),
        Misconception(
            "result flipped",
            "These are the right numbers, turned by 180°. Nothing is turned on this way "
            "back.",
            lambda gradient, image, kernel: ops.conv2d(image, gradient)[::-1, ::-1],
        ),
        Misconception(
            "gradient by the image",
            "This is the gradient by the pixels. Here the one by the weights is wanted, "
            "and it has the kernel's shape.",
            _by_image,
        ),
        Misconception(
            "gradient ignored",
            "You add up the windows as if every output counted the same. Each window "
            "counts as much as the gradient of its output says.",
            lambda gradient, image, kernel: ops.conv2d(image, np.ones(gradient.shape)),
        ),
        Misconception(
            "mean over the windows",
            "You average over the windows. The kernel is shared by them all, and their "
            "shares are added up.",
            lambda gradient, image, kernel: ops.conv2d(image, gradient) / gradient.size,
        ),
        Misconception(
            "last window only",
            "Only the last window is left in your result. Each window adds its share to "
            "those before: is there an = where += should be?",
            _last_window,
        ),
        Misconception(
            "first window only",
            "You use the first window only. A weight is used in every window.",
            _first_window,
        ),
        Misconception(
            "multiplied by the kernel",
            "You multiply by the weights. The derivative of pixel · weight by the weight "
            "no longer contains the weight.",
            lambda gradient, image, kernel: ops.conv2d(image, gradient) * kernel,
        ),
    ),
)

CONV_BACKWARD_IMAGE = FunctionExercise(
    id="conv-backward-image",
    chapter="05",
    title="Back to the pixels",
    difficulty=3,
    points=3,
    answer="conv_backward_image",
    reference=_by_image,
    cases=_BACKWARD_CASES,
    draw=_draw_backward,
    misconceptions=(
        Misconception(
            "kernel not flipped",
            "You slide the kernel as it is. An output to the upper left of a pixel used "
            "it with a weight from the lower right: which way round must the kernel be?",
            lambda gradient, image, kernel: _full(gradient, kernel),
        ),
        Misconception(
            "kernel flipped along one axis",
            "You turn the kernel upside down, but not left to right.",
            lambda gradient, image, kernel: _full(gradient, kernel[::-1]),
        ),
        Misconception(
            "gradient flipped as well",
            "You turn the gradient by 180°. It stays as it is.",
            lambda gradient, image, kernel: _full(
                gradient[::-1, ::-1], kernel[::-1, ::-1]
            ),
        ),
        Misconception(
            "full padding missing",
            "Your result is smaller than the gradient. A corner pixel of the image was "
            "used too: how far must the kernel hang over the gradient to reach it?",
            lambda gradient, image, kernel: ops.convolve2d(gradient, kernel),
        ),
        Misconception(
            "padded to the size of the gradient",
            "Your result has the gradient's size. The image was larger than its feature "
            "map, so more padding is needed.",
            _half,
        ),
        Misconception(
            "overwritten instead of added up",
            "Windows overlap, and a pixel gets a share from each of them. In your result "
            "only the last share is left: is there an = where += should be?",
            _overwritten,
        ),
        Misconception(
            "gradient by the kernel",
            "This is the gradient by the weights. Here the one by the pixels is wanted, "
            "and it has the image's shape.",
            _by_kernel,
        ),
        Misconception(
            "gradient ignored",
            "You send every window back as if all outputs counted the same. Each share "
            "is a weight times the gradient of the output it went to.",
            lambda gradient, image, kernel: _full(
                np.ones(gradient.shape), kernel[::-1, ::-1]
            ),
        ),
        Misconception(
            "multiplied by the image",
            "You multiply by the pixels. The derivative of pixel · weight by the pixel "
            "no longer contains the pixel.",
            lambda gradient, image, kernel: _by_image(gradient, image, kernel) * image,
        ),
    ),
)

EXERCISES = (
    RGB_BY_HAND,
    CONV_PARAMETERS,
    CONV_LAYER,
    RED_EDGE_FILTER,
    ONE_BY_ONE,
    MULTIPLY_ADDS,
    CONV_BACKWARD,
    CONV_BACKWARD_IMAGE,
)
