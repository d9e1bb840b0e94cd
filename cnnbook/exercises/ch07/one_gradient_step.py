"""One step of descent through a convolution and a ReLU."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _squares(a, wanted):
    return 2 * (a - wanted)


def _correlated(image, message, kernel):
    return ops.conv2d(image, message)


def take_a_step(
    image,
    kernel,
    bias,
    wanted,
    rate,
    *,
    forward=lambda image, kernel: ops.conv2d(image, kernel),
    inside=lambda bias: bias,
    relu=ops.relu,
    outside=lambda bias: 0,
    error=_squares,
    share=lambda message, gate: message.size,
    gate=lambda z, bias, a, wanted: z > 0,
    slopes=_correlated,
    bias_slope=lambda message, error: message.sum(),
    step=lambda rate: -rate,
    bias_step=lambda rate: -rate,
    joined=lambda weights, bias: np.append(weights, bias),
):
    """Take a step of gradient descent, one part of it after another.

    Parameters
    ----------
    image, kernel, bias, wanted, rate
        As in the exercise.
    forward : callable
        Slides the kernel.
    inside, outside : callable
        What is added in front of the ReLU, and behind it.
    relu, error : callable
        What stands behind the sum; the derivative of the loss by what comes out, but for
        the mean.
    share : callable
        By what is divided for the mean.
    gate : callable
        Where the message gets through.
    slopes, bias_slope : callable
        Make the gradients.
    step, bias_step : callable
        Factor of the gradients.
    joined : callable
        Puts the new numbers together.
    """
    z = forward(image, kernel) + inside(bias)
    a = relu(z) + outside(bias)
    is_open = np.broadcast_to(gate(z, bias, a, wanted), z.shape)
    before_gate = error(a, wanted)
    before_gate = before_gate / share(before_gate, is_open)
    message = before_gate * is_open
    weights = kernel + step(rate) * slopes(image, message, kernel)
    return joined(weights, bias + bias_step(rate) * bias_slope(message, before_gate))


def _step_case(random, height, width, f_h, f_w):
    shape = height - f_h + 1, width - f_w + 1
    return Case(
        (
            random.integers(-2, 4, (height, width)).astype(float),
            random.integers(-2, 3, (f_h, f_w)).astype(float),
            float(random.integers(-2, 2)) + 0.5,  # so that z is never 0
            random.integers(0, 5, shape).astype(float),
            float(random.choice([0.02, 0.05, 0.1, 0.25])),
        )
    )


def _draw_step(random: np.random.Generator) -> Case:
    """Draw numbers with which every part of the step has something to do."""
    while True:
        f_h, f_w = (int(n) for n in random.integers(1, 4, 2))
        height, width = (f + int(random.integers(1, 4)) for f in (f_h, f_w))
        case = _step_case(random, height, width, f_h, f_w)
        image, kernel, bias, wanted, rate = case.args
        if random.integers(2):  # numbers of any kind, not whole ones only
            image, kernel, wanted = image * 0.7, kernel * 0.9, wanted * 0.5
            image, kernel = image.round(1), kernel.round(1)
            case = Case((image, kernel, bias, wanted, rate))
        z = ops.conv2d(image, kernel) + bias
        new = take_a_step(*case.args)[:-1].reshape(kernel.shape)
        new_z = ops.conv2d(image, new) + bias
        moved = not np.allclose(new, kernel)
        clear = min(abs(z).min(), abs(new_z).min()) > 1e-6
        if z.min() < 0 < z.max() and moved and clear:
            return case


def _about(image, kernel, bias, wanted, rate):
    z = ops.conv2d(image, kernel) + bias
    return {
        ("every gate is open", "some gate is shut"): bool((z > 0).all()),
        ("the kernel is square", "the kernel is not square"): (
            kernel.shape[0] == kernel.shape[1]
        ),
        ("the rate is 0.05", "the rate is not 0.05"): rate == 0.05,
        ("there are 4 places", "there are more or fewer than 4 places"): (
            wanted.size == 4
        ),
    }


_random = np.random.default_rng(77)


def _step_with_loops(image, kernel, bias, wanted, rate):
    f_h, f_w = kernel.shape
    grad_kernel, grad_bias = np.zeros(kernel.shape), 0.0
    for (i, j), goal in np.ndenumerate(wanted):
        window = image[i : i + f_h, j : j + f_w]
        z = (window * kernel).sum() + bias
        if z > 0:
            message = 2 * (z - goal) / wanted.size
            grad_kernel += message * window
            grad_bias += message
    return [*(kernel - rate * grad_kernel).ravel(), bias - rate * grad_bias]


def _step_by_nudging(image, kernel, bias, wanted, rate):
    from scipy.signal import correlate2d

    numbers = np.append(kernel, bias)

    def loss(numbers):
        weights = numbers[:-1].reshape(kernel.shape)
        z = correlate2d(image, weights, "valid") + numbers[-1]
        return ((np.maximum(z, 0) - wanted) ** 2).mean()

    nudges = 1e-5 * np.eye(len(numbers))
    slopes = [(loss(numbers + n) - loss(numbers - n)) / 2e-5 for n in nudges]
    return numbers - rate * np.array(slopes)


def _bias_by_new_weights(image, kernel, bias, wanted, rate):
    """Move the weights first, and then the bias, by messages of the new weights."""
    new = take_a_step(image, kernel, bias, wanted, rate)[:-1]
    again = take_a_step(image, new.reshape(kernel.shape), bias, wanted, rate)
    return np.append(new, again[-1])


def _by_the_kernel(image, kernel, bias, wanted, rate):
    return take_a_step(image, kernel, bias, wanted, rate * wanted.size / kernel.size)


def _weights_past_the_gate(image, kernel, bias, wanted, rate):
    given = image, kernel, bias, wanted, rate
    return np.append(take_a_step(*given, gate=_ALL)[:-1], take_a_step(*given)[-1])


def _two_steps(image, kernel, bias, wanted, rate):
    *weights, new_bias = take_a_step(image, kernel, bias, wanted, rate)
    new = np.reshape(weights, kernel.shape)
    return take_a_step(image, new, new_bias, wanted, rate)


def _top_left(image, message, kernel):
    f_h, f_w = kernel.shape
    return message.sum() * image[:f_h, :f_w]


def _of_the_pixels(image, message, kernel):
    by_image, _ = ops.conv2d_backward(message, image, kernel)
    f_h, f_w = kernel.shape
    return by_image[:f_h, :f_w]


def _fits(change):
    """Return the slopes, changed; as they are where the shapes do not fit."""

    def slopes(image, message, kernel):
        right = _correlated(image, message, kernel)
        changed = change(right)
        return changed if changed.shape == right.shape else right

    return slopes


def _part(name, hint, **steps):
    return Misconception(name, hint, steps=steps)


_ALL = lambda z, bias, a, wanted: True  # noqa: E731

EXERCISE = FunctionExercise(
    __name__,
    title="One gradient step",
    difficulty=3,
    points=4,
    place=70,
    look=(
        "Take the step of the chapter and print z, the error, the message behind the "
        "gate, and the two gradients. Compare each with the chapter's tables; then do the "
        "same with an image that is wider than high."
    ),
    section="What training changes",
    reference=take_a_step,
    cases=(
        Case(
            (
                np.array([[2.0, 1, 0], [1, 3, 1], [0, 2, 4]]),
                np.array([[1.0, -1], [0, 1]]),
                -1.0,
                np.array([[1.0, 0], [2, 3]]),
                0.05,
            )
        ),
        Case(
            (
                np.array([[2.0, -3, 1]]),
                np.array([[1.0, 2]]),
                0.5,
                np.array([[0.0, 3]]),
                0.25,
            )
        ),
        Case(
            (
                np.array([[1.0, -1, 2], [0, 2, -2]]),
                np.array([[2.0], [1]]),
                -0.5,
                np.array([[1.0, 4, 3]]),
                0.1,
            )
        ),
        _step_case(_random, 4, 6, 2, 3),
        _step_case(_random, 6, 5, 3, 2),
        _step_case(_random, 5, 7, 3, 3),
        Case(
            (
                np.array([[1.0, 2]]),
                np.array([[1.0]]),
                -0.5,
                np.array([[6.0, -1]]),
                2.0,
            )
        ),
        Case(
            (
                np.array([[1.0, 2]]),
                np.array([[1.0]]),
                -0.5,
                np.array([[6.0, -1]]),
                0.0,
            )
        ),
        Case(
            (
                np.array([[1.0], [2], [0.5]]),
                np.array([[1.0], [0.5]]),
                0.25,
                np.array([[1.0], [14]]),
                0.1,
            )
        ),
    ),
    draw=_draw_step,
    features=_about,
    misconceptions=(
        _part(
            "kernel flipped on the way forward",
            "You turn the kernel by 180° before you slide it. It is laid on the window as "
            "it is.",
            forward=lambda image, kernel: ops.convolve2d(image, kernel),
        ),
        _part(
            "bias left out on the way forward",
            "Your z lacks the bias. It is added at every place before the ReLU.",
            inside=lambda bias: 0,
        ),
        _part(
            "bias behind the ReLU",
            "You add the bias behind the ReLU. It belongs into z, before the ReLU.",
            inside=lambda bias: 0,
            outside=lambda bias: bias,
        ),
        _part(
            "gate of the ReLU forgotten",
            "You send messages through a ReLU that is shut. Where z was negative, a "
            "little more or less of it changes nothing.",
            gate=_ALL,
        ),
        _part(
            "gate by the sign of the error",
            "You stop the messages where the error is negative. The gate looks at z, the "
            "number that went into the ReLU.",
            gate=lambda z, bias, a, wanted: a - wanted > 0,
        ),
        _part(
            "gate without the bias",
            "Your gate looks at the sum of products. It is the sum with its bias that goes "
            "into the ReLU.",
            gate=lambda z, bias, a, wanted: z - bias > 0,
        ),
        _part(
            "gate by what is wanted",
            "Your gate looks at what is wanted. It is z, the number that went into the "
            "ReLU, that opens or shuts it.",
            gate=lambda z, bias, a, wanted: wanted > 0,
        ),
        _part(
            "gate the wrong way round",
            "Your gate is open where z is negative, and shut where it is positive.",
            gate=lambda z, bias, a, wanted: z < 0,
        ),
        _part(
            "ReLU forgotten",
            "Your errors are those of z. The layer returns what comes out of the ReLU.",
            relu=lambda z: z,
            gate=_ALL,
        ),
        _part(
            "factor 2 forgotten",
            "Your step is half as long as it should be. What is the derivative of a "
            "square?",
            error=lambda a, wanted: a - wanted,
        ),
        _part(
            "sign of the error alone",
            "You use the signs of the errors. The derivative of a square grows with the "
            "error.",
            error=lambda a, wanted: np.sign(a - wanted),
        ),
        _part(
            "squares of the errors",
            "You send back the squares of the errors. What is the derivative of a square?",
            error=lambda a, wanted: (a - wanted) ** 2,
        ),
        _part(
            "sum for mean",
            "Your step is too long. The loss is the mean of the squares, so each error "
            "counts for its share only.",
            share=lambda message, gate: 1,
        ),
        _part(
            "mean over the open places",
            "You divide by the number of open gates. The mean is taken over all the "
            "places, shut ones too.",
            share=lambda message, gate: max(1, gate.sum()),
        ),
        _part(
            "divided by the rows",
            "You divide by the number of rows. The mean is taken over all the values.",
            share=lambda message, gate: len(message),
        ),
        _part(
            "divided by the columns",
            "You divide by the number of columns. The mean is taken over all the values.",
            share=lambda message, gate: message.shape[1],
        ),
        Misconception(
            "divided by the size of the kernel",
            "You divide by how many weights the kernel has. The mean is taken over all the "
            "values that the layer gives.",
            _by_the_kernel,
        ),
        _part(
            "always divided by 4",
            "You divide by 4, as in the chapter. There were four values then.",
            share=lambda message, gate: 4,
        ),
        _part(
            "gradient flipped",
            "You turn the messages by 180° before you slide them over the image. Which "
            "pixel has the first weight met in the first window?",
            slopes=lambda image, message, kernel: ops.convolve2d(image, message),
        ),
        _part(
            "gradient turned round",
            "Your gradient is turned by 180°: the first weight gets that of the last. "
            "Which pixel has the first weight met in the first window?",
            slopes=_fits(lambda slopes: slopes[::-1, ::-1]),
        ),
        _part(
            "gradient transposed",
            "Rows and columns of your gradient are exchanged. It has the shape of the "
            "kernel.",
            slopes=lambda image, message, kernel: _correlated(image, message, kernel).T,
        ),
        _part(
            "gradient of one window",
            "You use the pixels of the first window for every message. A weight has met "
            "another pixel at each place.",
            slopes=_top_left,
        ),
        _part(
            "gradient of the pixels",
            "You take what conv2d_backward returns for the image. The gradient of the "
            "kernel is the second thing that it returns.",
            slopes=_of_the_pixels,
        ),
        _part(
            "bias left alone",
            "Your bias does not move. It is a number to learn, like the weights.",
            bias_slope=lambda message, error: 0,
        ),
        _part(
            "bias moved by the mean",
            "You take the mean of the messages for the bias. It was added at every "
            "place, so it gets the message of every place.",
            bias_slope=lambda message, error: message.mean(),
        ),
        _part(
            "bias moved past the gate",
            "The messages to the bias pass the ReLU, too: it was added in front of it.",
            bias_slope=lambda message, error: error.sum(),
        ),
        _part(
            "uphill",
            "Your numbers walk up the gradient. Either the step is added, or the error has "
            "the wrong sign.",
            step=lambda rate: rate,
            bias_step=lambda rate: rate,
        ),
        _part(
            "bias uphill",
            "Your bias walks up the gradient, and your weights down.",
            bias_step=lambda rate: rate,
        ),
        _part(
            "weights uphill",
            "Your weights walk up the gradient, and your bias down.",
            step=lambda rate: rate,
        ),
        _part(
            "weights left alone",
            "Your weights do not move. Only the bias has taken a step.",
            step=lambda rate: 0,
        ),
        _part(
            "rate ignored",
            "Your step is as long as the gradient. Multiply by the learning rate.",
            step=lambda rate: -1,
            bias_step=lambda rate: -1,
        ),
        _part(
            "rate ignored for the bias",
            "The bias takes a step as long as its gradient. Multiply it by the learning "
            "rate, too.",
            bias_step=lambda rate: -1,
        ),
        _part(
            "always a rate of 0.05",
            "Your rate is 0.05, as in the chapter. The function is given one.",
            step=lambda rate: -0.05,
            bias_step=lambda rate: -0.05,
        ),
        Misconception(
            "gradient returned",
            "You return the gradient. Wanted are the numbers after the step.",
            lambda image, kernel, bias, wanted, rate: (
                np.append(kernel, bias) - take_a_step(image, kernel, bias, wanted, 1.0)
            ),
        ),
        Misconception(
            "changes returned",
            "You return by how much the numbers change. Wanted are the numbers after the "
            "step.",
            lambda image, kernel, bias, wanted, rate: (
                take_a_step(image, kernel, bias, wanted, rate) - np.append(kernel, bias)
            ),
        ),
        Misconception(
            "weights moved past the gate",
            "The messages to the weights pass the ReLU, too, as those to the bias do in "
            "your step.",
            _weights_past_the_gate,
        ),
        Misconception(
            "two steps",
            "Your numbers have taken two steps. One was asked for.",
            _two_steps,
        ),
        Misconception(
            "bias after a second step",
            "Your bias moves by messages that the new weights have made. All numbers "
            "take their step at the same time, from the old ones.",
            _bias_by_new_weights,
        ),
        _part(
            "bias first",
            "Your bias stands in front of the weights. It is wanted at the end.",
            joined=lambda weights, bias: np.append(bias, weights),
        ),
        _part(
            "weights column by column",
            "You write the weights down column by column. They are wanted row by row.",
            joined=lambda weights, bias: np.append(weights.T, bias),
        ),
        _part(
            "weights alone",
            "Your list ends with the last weight. The new bias is missing.",
            joined=lambda weights, bias: np.ravel(weights),
        ),
        *rounded(1, 2, 3, 4),
    ),
    alternatives=(
        Alternative("window by window; a list comes back", _step_with_loops),
        Alternative(
            "the slope of the loss is measured for each number", _step_by_nudging
        ),
        Alternative(
            "the ReLU is open where z is exactly 0, which never happens here",
            lambda *given: take_a_step(*given, gate=lambda z, bias, a, wanted: z >= 0),
        ),
    ),
)
