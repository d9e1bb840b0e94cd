"""Exercises of chapter 3: kernels as feature detectors."""

from __future__ import annotations

import numpy as np

from cnnbook import kernels, lecture, ops
from cnnbook.exercises.base import (
    Case,
    Demand,
    DesignExercise,
    FunctionExercise,
    Misconception,
    ValueExercise,
)

VERTICAL = kernels.kernel("sobel-vertical")
HORIZONTAL = kernels.kernel("sobel-horizontal")

WINDOWS = np.array(
    [
        [[9, 9, 1], [9, 9, 1], [9, 9, 1]],
        [[1, 9, 9], [1, 9, 9], [1, 9, 9]],
        [[9, 9, 9], [9, 9, 9], [1, 1, 1]],
        [[9, 9, 9], [9, 9, 9], [9, 9, 9]],
        [[1, 9, 1], [1, 9, 1], [1, 9, 1]],
        [[1, 1, 1], [9, 1, 1], [9, 9, 1]],
    ]
)
"""The windows of `edge-sign`, as its page prints them."""

_SIGNS = np.sign((WINDOWS * VERTICAL).sum(axis=(1, 2)))
_CENTRE = np.array([0, 0, 0, 0, 1, 0])

EDGE_SIGN = ValueExercise(
    id="edge-sign",
    chapter="03",
    title="Which sign?",
    difficulty=1,
    points=1,
    answer="edge_sign",
    reference=_SIGNS,
    misconceptions=(
        Misconception(
            "signs reversed",
            "Every sign is the other way round. Which column of the kernel has the "
            "positive weights, and which pixels lie under it?",
            -_SIGNS,
        ),
        Misconception(
            "an edge is always positive",
            "You found the edges, but a response also says which side is bright: bright "
            "pixels under negative weights pull the sum below 0.",
            abs(_SIGNS),
        ),
        Misconception(
            "horizontal instead of vertical edges",
            "You compare above with below. This kernel compares left with right.",
            np.sign((WINDOWS * HORIZONTAL).sum(axis=(1, 2))),
        ),
        Misconception(
            "brightness counted as an edge",
            "You call every window positive in which something is bright. The weights "
            "add up to 0, so brightness alone is worth nothing.",
            np.ones(6, int),
        ),
        Misconception(
            "the middle column counted",
            "You let the bright line in the middle count. Which weights lie on it?",
            _SIGNS + _CENTRE,
        ),
    ),
)


def _answer(kernel, picture) -> float:
    """Return a kernel's answer, as a part of the largest it could be."""
    weights = np.abs(kernel).sum()
    return float((kernel * picture).sum() / weights) if weights else 0.0


def _silent(kernel, pictures) -> bool:
    """Return whether the answers are 0, up to weights rounded to two or three digits."""
    return all(abs(_answer(kernel, picture)) < 0.002 for picture in pictures)


_LEVELS = [np.full((3, 3), level) for level in (0.2, 1.0)]
_VERTICAL_EDGES = [np.tile(row, (3, 1)) for row in ([1, 0, 0], [1, 1, 0], [1, 0.5, 0])]
_HORIZONTAL_EDGES = [edge.T for edge in _VERTICAL_EDGES]
_LINE = np.array([[0, 0, 0], [1, 1, 1], [0, 0, 0]])

_EVEN = Demand(
    "an even surface gives 0",
    lambda kernel: _silent(kernel, _LEVELS),
    "Nothing changes on an even surface, yet your kernel answers. What is the sum of its "
    "weights?",
)

DESIGN_HORIZONTAL = DesignExercise(
    id="design-horizontal",
    chapter="03",
    title="A detector of horizontal edges",
    difficulty=2,
    points=2,
    answer="design_horizontal",
    shape=(3, 3),
    demands=(
        _EVEN,
        Demand(
            "bright above dark gives more than 0",
            lambda kernel: all(_answer(kernel, e) > 0.01 for e in _HORIZONTAL_EDGES),
            "On a horizontal edge with the bright side above, your kernel does not "
            "answer above 0. Under which weights do the bright pixels lie?",
        ),
        Demand(
            "a vertical edge gives 0",
            lambda kernel: _silent(kernel, _VERTICAL_EDGES),
            "A vertical edge makes your kernel answer. Such an edge is bright in some "
            "columns only: what do the weights of one column add up to?",
        ),
        Demand(
            "a thin bright line through the middle gives 0",
            lambda kernel: _silent(kernel, [_LINE]),
            "A line of one row has an edge above and one below, and the two should "
            "cancel. Which weights does the line meet in your kernel?",
        ),
    ),
    misconceptions=(
        Misconception("weights that add up", "", [[1, 1, 1], [0, 0, 0], [-1, 0, -1]]),
        Misconception("dark above bright", "", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
        Misconception("oblique edges", "", [[2, 1, 0], [1, 0, -1], [0, -1, -2]]),
        Misconception("two rows of three", "", [[1, 1, 1], [1, 1, 1], [-2, -2, -2]]),
    ),
)

OBLIQUE = 135
"""The angle that `design-oblique` asks for; bright is at the lower left."""

_ANGLES = range(0, 360, 15)


def _strongest(kernel) -> bool:
    answers = {a: _answer(kernel, kernels.step_edge(a)) for a in _ANGLES}
    others = max(answer for angle, answer in answers.items() if angle != OBLIQUE)
    return answers[OBLIQUE] > others + 1e-6


DESIGN_OBLIQUE = DesignExercise(
    id="design-oblique",
    chapter="03",
    title="A detector of oblique edges",
    difficulty=2,
    points=2,
    answer="design_oblique",
    shape=(3, 3),
    demands=(
        _EVEN,
        Demand(
            "the edge with the bright lower left gives more than 0",
            lambda kernel: _answer(kernel, kernels.step_edge(OBLIQUE)) > 0.01,
            "On the edge that it is meant for, your kernel does not answer above 0. Draw "
            "the edge, and see which weights lie on its bright side.",
        ),
        Demand(
            "no edge at another angle gives as much",
            _strongest,
            "Of the test edges, turned by 15° each, another one makes your kernel answer "
            "at least as strongly. Are its weights arranged along the diagonal?",
        ),
        Demand(
            "edges along the other diagonal give 0",
            lambda kernel: _silent(kernel, map(kernels.step_edge, (45, 225))),
            "An edge that runs along the other diagonal still makes your kernel answer. "
            "Compare weights that are mirror images in the diagonal of your edge.",
        ),
    ),
    misconceptions=(
        Misconception(
            "a detector of lines that are bright", "", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        ),
        Misconception(
            "bright and dark exchanged", "", [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]]
        ),
        Misconception("vertical edges", "", [[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
        Misconception("tilted a little", "", [[0, -1, -2], [1.4, 0, -1.4], [2, 1, 0]]),
    ),
)


def _both(image, down=HORIZONTAL, across=VERTICAL):
    return ops.conv2d(image, across), ops.conv2d(image, down)


def _magnitude(image):
    return np.hypot(*_both(image))


def _draw_image(random: np.random.Generator) -> Case:
    height, width = random.integers(4, 9, 2)
    if height == width:
        width += 1
    return Case((random.integers(0, 10, (height, width)),))


_random = np.random.default_rng(303)
_TALL, _WIDE = _random.integers(0, 10, (6, 4)), _random.uniform(0, 1, (4, 7)).round(2)

SOBEL_MAGNITUDE = FunctionExercise(
    id="sobel-magnitude",
    chapter="03",
    title="How strong is the edge?",
    difficulty=2,
    points=2,
    answer="sobel_magnitude",
    reference=_magnitude,
    cases=(Case((lecture.C,)), Case((_TALL,)), Case((_WIDE,))),
    draw=_draw_image,
    misconceptions=(
        Misconception(
            "root forgotten",
            "You add the squares. The length of an arrow is the root of that sum.",
            lambda image: sum(r**2 for r in _both(image)),
        ),
        Misconception(
            "absolute values added",
            "You add the two absolute values. The two responses are at right angles: "
            "remember Pythagoras.",
            lambda image: sum(abs(r) for r in _both(image)),
        ),
        Misconception(
            "responses added with their signs",
            "You add the responses before you square, so edges can cancel each other.",
            lambda image: abs(sum(_both(image))),
        ),
        Misconception(
            "vertical edges only",
            "You use one of the two kernels. Horizontal edges count as well.",
            lambda image: abs(_both(image)[0]),
        ),
        Misconception(
            "horizontal edges only",
            "You use one of the two kernels. Vertical edges count as well.",
            lambda image: abs(_both(image)[1]),
        ),
        Misconception(
            "kernel mirrored instead of transposed",
            "Both of your kernels find vertical edges: a mirrored kernel only changes its "
            "sign. The other one compares above with below.",
            lambda image: np.hypot(*_both(image, down=VERTICAL[:, ::-1])),
        ),
        Misconception(
            "scaled as in scikit-image",
            "You divide by something. Here the weights are 1 and 2, as in the chapter, "
            "and nothing is divided.",
            lambda image: _magnitude(image) / 4 / np.sqrt(2),
        ),
        Misconception(
            "weights without the 2",
            "Your middle weights are 1. Sobel's smoothing is 1, 2, 1.",
            lambda image: np.hypot(
                *_both(
                    image,
                    kernels.kernel("edge-horizontal"),
                    kernels.kernel("edge-vertical"),
                )
            ),
        ),
        Misconception(
            "padded",
            "Your map is as large as the image. Use windows of real pixels only: the "
            "zeros of a border would look like edges.",
            lambda image: _magnitude(np.pad(image, 1)),
        ),
        Misconception(
            "direction instead of strength",
            "These are angles. The question here is how strong the edge is.",
            lambda image: np.arctan2(*_both(image)),
        ),
    ),
)


def _gradient(image, kernel, target, *, error=None, turn=lambda g: g, factor=2.0):
    """Return the gradient of the mean squared error, or one with a mistake in it."""
    gap = ops.conv2d(image, kernel) - target
    gap = gap if error is None else error(gap)
    return factor * turn(ops.conv2d(image, gap)) / gap.size


def _draw_pair(random: np.random.Generator) -> Case:
    f_h, f_w = random.integers(2, 4, 2)
    height, width = f_h + random.integers(3, 6), f_w + random.integers(3, 6)
    if height == width:
        width += 1
    image = random.integers(-4, 5, (height, width))
    kernel = random.integers(-2, 3, (f_h, f_w))
    target = random.integers(-9, 10, (height - f_h + 1, width - f_w + 1))
    return Case((image, kernel, target))


def _pair(height, width, f_h, f_w, seed):
    random = np.random.default_rng(seed)
    image = random.integers(-4, 5, (height, width))
    kernel = random.integers(-2, 3, (f_h, f_w))
    target = random.integers(-9, 10, (height - f_h + 1, width - f_w + 1))
    return Case((image, kernel, target))


KERNEL_GRADIENT = FunctionExercise(
    id="kernel-gradient",
    chapter="03",
    title="The gradient of a kernel",
    difficulty=3,
    points=3,
    answer="kernel_gradient",
    reference=_gradient,
    cases=(
        Case((np.array([[0, 1, 3, 2]]), np.array([[0, 0]]), np.array([[-1, -2, 1]]))),
        _pair(5, 7, 3, 3, 1),
        _pair(6, 5, 2, 3, 2),
    ),
    draw=_draw_pair,
    misconceptions=(
        Misconception(
            "factor 2 forgotten",
            "Your gradient is half as long as it should be. What does the square leave "
            "behind when it is differentiated?",
            lambda *a: _gradient(*a, factor=1.0),
        ),
        Misconception(
            "sum instead of mean",
            "This is the gradient of the sum of the squared errors. The loss is their "
            "mean.",
            lambda *a: _gradient(*a) * np.asarray(a[2]).size,
        ),
        Misconception(
            "divided by the number of weights",
            "You divide by the number of weights. The mean is taken over the outputs.",
            lambda *a: _gradient(*a) * np.asarray(a[2]).size / np.asarray(a[1]).size,
        ),
        Misconception(
            "divided by the number of pixels",
            "You divide by the number of pixels of the image. The mean is taken over the "
            "outputs, and there are fewer of them.",
            lambda *a: _gradient(*a) * np.asarray(a[2]).size / np.asarray(a[0]).size,
        ),
        Misconception(
            "target minus output",
            "Your gradient points the other way. If an output is too large and its pixel "
            "positive, a larger weight makes the loss grow: is that what you say?",
            lambda *a: -_gradient(*a),
        ),
        Misconception(
            "gradient flipped",
            "Your gradient is turned by 180°. The weight in the top left corner meets "
            "the top left pixel of each window: nothing is flipped.",
            lambda *a: _gradient(*a, turn=lambda g: g[::-1, ::-1]),
        ),
        Misconception(
            "gradient of the absolute error",
            "You use the sign of the error only. For a squared error, large errors weigh "
            "more.",
            lambda *a: _gradient(*a, error=np.sign, factor=1.0),
        ),
        Misconception(
            "output taken for the error",
            "Your gradient does not depend on the target. Correlate the image with the "
            "error, not with the output.",
            lambda image, kernel, target: _gradient(image, kernel, target * 0),
        ),
    ),
)


def _learn(
    image,
    target,
    size,
    rate,
    steps,
    *,
    start=0.0,
    downhill=1,
    extra=0,
    move=lambda kernel, gradient, rate: kernel - rate * gradient,
    **mistake,
):
    """Learn a kernel, or make a mistake at it."""
    kernel = np.full((size, size), start)
    for _ in range(steps + extra):
        gradient = _gradient(image, kernel, target, **mistake)
        kernel = move(kernel, downhill * gradient, rate)
    return kernel


def _one_weight_at_a_time(kernel, gradient, rate):
    """Move only the weight with the steepest gradient."""
    steepest = abs(gradient) == abs(gradient).max()
    return kernel - rate * gradient * steepest


def _lesson(random: np.random.Generator, size: int, rate: float, steps: int) -> Case:
    height, width = size + random.integers(5, 9), size + random.integers(9, 13)
    image = random.normal(size=(height, width)).round(2)
    wanted = random.integers(-3, 4, (size, size))
    wanted[0, 0] = wanted[-1, -1] + 2  # never its own half turn
    return Case((image, ops.conv2d(image, wanted).round(2), size, rate, steps))


def _draw_lesson(random: np.random.Generator) -> Case:
    size, steps = (int(n) for n in (random.integers(2, 4), random.integers(3, 9)))
    return _lesson(random, size, float(random.choice([0.05, 0.1])), steps)


_random = np.random.default_rng(304)

LEARN_A_KERNEL = FunctionExercise(
    id="learn-a-kernel",
    chapter="03",
    title="Learn a kernel",
    difficulty=3,
    points=3,
    answer="learn_a_kernel",
    reference=_learn,
    cases=(
        _lesson(_random, 2, 0.1, 1),
        _lesson(_random, 3, 0.05, 4),
        _lesson(_random, 3, 0.1, 60),
    ),
    draw=_draw_lesson,
    misconceptions=(
        Misconception(
            "uphill",
            "Your kernel walks uphill: the loss grows. The gradient points to where the "
            "loss grows fastest.",
            lambda *a: _learn(*a, downhill=-1),
        ),
        Misconception(
            "factor 2 forgotten",
            "Your steps are half as long as they should be. What does the square leave "
            "behind when it is differentiated?",
            lambda *a: _learn(*a, factor=1.0),
        ),
        Misconception(
            "sum instead of mean",
            "Your steps are far too long. The loss is the mean of the squared errors, "
            "not their sum.",
            lambda *a: _learn(*a, factor=2.0 * np.asarray(a[1]).size),
        ),
        Misconception(
            "gradient flipped",
            "Your gradient is turned by 180°, so each weight gets the advice that is "
            "meant for the weight on the other side.",
            lambda *a: _learn(*a, turn=lambda g: g[::-1, ::-1]),
        ),
        Misconception(
            "one step too few",
            "You take one step less than you are asked to.",
            lambda *a: _learn(*a, extra=-1),
        ),
        Misconception(
            "one step too many",
            "You take one step more than you are asked to.",
            lambda *a: _learn(*a, extra=1),
        ),
        Misconception(
            "started from ones",
            "Your kernel starts with ones. It should start with zeros.",
            lambda *a: _learn(*a, start=1.0),
        ),
        Misconception(
            "only the steepest weight moved",
            "You move one weight in each step. All weights move at once.",
            lambda *a: _learn(*a, move=_one_weight_at_a_time),
        ),
        Misconception(
            "rate ignored",
            "Your steps do not depend on the rate.",
            lambda *a: _learn(*a, move=lambda kernel, g, rate: kernel - g),
        ),
        Misconception(
            "error not computed anew",
            "You compute the gradient once and take all the steps with it. After each "
            "step the error is another one.",
            lambda image, target, size, rate, steps: (
                -rate * steps * _gradient(image, np.zeros((size, size)), target)
            ),
        ),
    ),
)

EXERCISES = (
    EDGE_SIGN,
    DESIGN_HORIZONTAL,
    DESIGN_OBLIQUE,
    SOBEL_MAGNITUDE,
    KERNEL_GRADIENT,
    LEARN_A_KERNEL,
)
