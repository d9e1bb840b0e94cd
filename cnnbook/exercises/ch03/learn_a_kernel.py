"""A kernel found by gradient descent."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch03._shared import loss_gradient
from cnnbook.exercises.mistakes import each, wrong_step


def learn_in_steps(
    image,
    target,
    size,
    rate,
    steps,
    *,
    start=0.0,
    walk=range,
    step=lambda rate, number: rate,
    gradient=loss_gradient,
    direction=lambda gradient: -gradient,
    keep=lambda kernel: kernel,
):
    """Learn a kernel, one step of the work after another.

    Parameters
    ----------
    image, target : ndarray
        What goes into the convolution, and what should come out.
    size : int
        Height and width of the kernel.
    rate : float
        How far each step goes.
    steps : int
        How many there are.
    start : float
        What all weights are at first.
    walk : callable
        Gives the numbers of the steps that are taken.
    step : callable
        How far the step with a number goes, at a rate.
    gradient, direction : callable
        The slope, and in which direction the kernel moves.
    keep : callable
        What is made of the kernel after each step.
    """
    kernel = np.full((size, size), start)
    for number in walk(steps):
        slope = gradient(image, kernel, target)
        kernel = keep(kernel + step(rate, number) * direction(slope))
    return kernel


def _steepest(gradient):
    """Return the steepest slope alone, downwards."""
    return -gradient * (abs(gradient) == abs(gradient).max())


def _factor_one(image, kernel, target):
    return loss_gradient(image, kernel, target, factor=1.0)


def _sum(image, kernel, target):
    return loss_gradient(image, kernel, target, number=lambda *given: 1)


def _sum_alone(image, kernel, target):
    return _sum(image, kernel, target) / 2


def _factor_four(image, kernel, target):
    return loss_gradient(image, kernel, target, factor=4.0)


def _turned(image, kernel, target):
    return loss_gradient(image, kernel, target)[::-1, ::-1]


def _error_turned(image, kernel, target):
    return loss_gradient(image, kernel, target, turn_error=lambda e: e[::-1, ::-1])


def _forwards_turned(image, kernel, target):
    return loss_gradient(image, kernel, target, used=lambda k: k[::-1, ::-1])


def _by_weights(image, kernel, target):
    return loss_gradient(image, kernel, target, number=lambda i, k, t: k.size)


def _by_pixels(image, kernel, target):
    return loss_gradient(image, kernel, target, number=lambda i, k, t: i.size)


def _changed(error):
    return lambda image, kernel, target: loss_gradient(
        image, kernel, target, error=error
    )


def _replaced(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _ in range(steps):
        kernel = -rate * loss_gradient(image, kernel, target)
    return kernel


def _not_anew(image, kernel, target):
    return loss_gradient(image, kernel * 0, target)


def _one_after_the_other(image, target, size, rate, steps):
    kernel = np.zeros((size, size))
    for _ in range(steps):
        for place in np.ndindex(size, size):
            kernel[place] -= rate * loss_gradient(image, kernel, target)[place]
    return kernel


def _best(image, target, size, rate, steps):
    rows = sliding_window_view(image, (size, size)).reshape(-1, size * size)
    best = np.linalg.lstsq(rows.astype(float), target.ravel(), rcond=None)[0]
    return best.reshape(size, size)


def _with_momentum(image, target, size, rate, steps, keep=0.9):
    kernel, speed = np.zeros((size, size)), np.zeros((size, size))
    for _ in range(steps):
        speed = keep * speed - rate * loss_gradient(image, kernel, target)
        kernel = kernel + speed
    return kernel


def _with_bias(image, target, size, rate, steps):
    kernel, bias = np.zeros((size, size)), 0.0
    for _ in range(steps):
        error = ops.conv2d(image, kernel) + bias - target
        kernel = kernel - rate * 2 * ops.conv2d(image, error) / error.size
        bias -= rate * 2 * error.mean()
    return kernel


def _last_gradient(image, target, size, rate, steps):
    kernel = learn_in_steps(image, target, size, rate, steps)
    return loss_gradient(image, kernel, target)


def _output(image, target, size, rate, steps):
    return ops.conv2d(image, learn_in_steps(image, target, size, rate, steps))


def _draw_lesson(random: np.random.Generator) -> Case:
    size = int(random.choice([1, 2, 2, 3, 4]))
    height, width = size + random.integers(0, 3), size + random.integers(1, 4)
    image = random.integers(-3, 4, (height, width))
    target = ops.conv2d(image, random.integers(-3, 4, (size, size)))
    if random.integers(2):
        target = target + random.integers(-1, 2, target.shape) / 2
    steps = int(random.choice([0, 1, 2, 3, 4, 5, 8]))
    rate = float(
        random.choice([0.01, 0.02, 0.05, 0.2, 0] if size < 3 else [0.01, 0.05])
    )
    if rate == 0.2:
        steps = min(steps, 3)
    return Case((image, target, size, rate, steps))


def _noise(height, width, size, rate, steps):
    random = np.random.default_rng(304)
    image = random.normal(size=(height, width)).round(1)
    wanted = random.integers(-3, 4, (size, size))
    return Case((image, ops.conv2d(image, wanted).round(2), size, rate, steps))


def _learn_by_regression(image, target, size, rate, steps):
    rows = sliding_window_view(image, (size, size)).reshape(-1, size * size)
    square, mixed = rows.T @ rows / len(rows), rows.T @ target.ravel() / len(rows)
    weights = np.zeros(size * size)
    for _ in range(steps):
        weights += 2 * rate * (mixed - square @ weights)
    return weights.reshape(size, size)


def _still(image, target, size, rate, steps):
    return {
        (
            "nothing is learned, since the rate or the number of steps is 0",
            "something is learned",
        ): rate == 0 or steps == 0,
        ("the rate is 0", "the rate is more than 0"): rate == 0,
    }


def _whole(name, hint, answer):
    return Misconception(name, hint, answer)


EXERCISE = FunctionExercise(
    __name__,
    title="Learn a kernel",
    difficulty=3,
    points=3,
    place=60,
    look=(
        "Take an image of two pixels, 1 and 2, the target 3 and 6, a size of 1 and a rate "
        "of 0.1. Which weight do you have after one step, on paper, and after two? Print "
        "the kernel after each step."
    ),
    section="Gradient descent finds Sobel",
    reference=learn_in_steps,
    features=_still,
    cases=(
        Case((np.array([[1, 2]]), np.array([[3, 6]]), 1, 0.1, 1)),
        Case((np.array([[1, 2]]), np.array([[3, 6]]), 1, 0.1, 2)),
        Case((np.array([[1, 2]]), np.array([[3, 7]]), 1, 0.05, 3)),
        Case((np.array([[1, 0], [2, 1]]), np.array([[4]]), 2, 0.05, 1)),
        Case(
            (
                np.array([[1, 0, 2], [3, -1, 1]]),
                np.array([[4, -2]]),
                2,
                0.02,
                3,
            )
        ),
        _noise(7, 9, 3, 0.05, 4),
        _noise(7, 9, 3, 0.1, 60),
        Case((np.array([[1, 2]]), np.array([[3, 6]]), 1, 0.0, 2)),
        Case((np.array([[1, 0]]), np.array([[3, 1]]), 1, 0.5, 2)),
        Case((np.array([[5, 0]]), np.array([[800, 1]]), 1, 0.01, 1)),
        _noise(8, 9, 4, 0.02, 130),
        # As the second, with other numbers: an answer that keeps something fails.
        Case((np.array([[2, 1]]), np.array([[3, 6]]), 1, 0.1, 2)),
        Case((np.array([[100, 200, 50]]), np.array([[90, 30, 70]]), 1, 1e-5, 3)),
        Case((np.array([[1], [2]]), np.array([[3], [7]]), 1, 0.05, 3)),
    ),
    draw=_draw_lesson,
    misconceptions=(
        wrong_step(
            "uphill",
            "Your kernel walks uphill: the loss grows. The gradient points to where the "
            "loss grows fastest.",
            direction=lambda gradient: gradient,
        ),
        wrong_step(
            "factor 2 forgotten",
            "Your steps are half as long as they should be. What does the square leave "
            "behind when it is differentiated?",
            gradient=_factor_one,
        ),
        wrong_step(
            "sum instead of mean",
            "Your steps are far too long. The loss is the mean of the squared errors, "
            "not their sum.",
            gradient=_sum,
        ),
        wrong_step(
            "factor 2 forgotten, and sum instead of mean",
            "Your steps are not as long as they should be: what does the square leave "
            "behind when it is differentiated, and by how many outputs is the sum divided?",
            gradient=_sum_alone,
        ),
        wrong_step(
            "steps twice as long",
            "Your steps are twice as long as they should be. Is a factor 2 there twice?",
            gradient=_factor_four,
        ),
        wrong_step(
            "gradient flipped",
            "Your gradient is turned by 180°, so each weight gets the advice that is "
            "meant for the weight on the other side.",
            gradient=_turned,
        ),
        wrong_step(
            "error turned",
            "Your error is turned by 180° before it slides over the image, as convolve2d "
            "turns what it slides. The first error belongs to the first window.",
            gradient=_error_turned,
        ),
        wrong_step(
            "kernel turned on the way forwards",
            "Your output is that of a kernel turned by 180°, as convolve2d turns it. Slide "
            "it as it is.",
            gradient=_forwards_turned,
        ),
        wrong_step(
            "divided by the number of weights",
            "You divide by the number of weights. The mean is taken over the outputs.",
            gradient=_by_weights,
        ),
        wrong_step(
            "divided by the number of pixels",
            "You divide by the number of pixels of the image. The mean is taken over the "
            "outputs, and there are fewer of them.",
            gradient=_by_pixels,
        ),
        wrong_step(
            "weights kept between −1 and 1",
            "No weight of yours leaves −1 … 1. A weight may be as large as it becomes.",
            keep=lambda kernel: np.clip(kernel, -1, 1),
        ),
        *each(
            "gradient cut off",
            "You cut a steep gradient off. Here each step is the rate times the gradient, "
            "and no more.",
            direction=(
                lambda gradient: -np.clip(gradient, -1, 1),
                lambda gradient: -np.clip(gradient, -10, 10),
                lambda gradient: -np.clip(gradient, -100, 100),
            ),
        ),
        wrong_step(
            "gradient transposed",
            "Your gradient is transposed. Its first axis runs down the kernel.",
            gradient=lambda image, kernel, target: (
                loss_gradient(image, kernel, target).T
            ),
        ),
        wrong_step(
            "the kernel never moves",
            "Your kernel stays at its zeros, whatever the target is. The error is the output "
            "minus the target: print it, and the gradient that you make of it.",
            gradient=_changed(lambda output, target: output),
        ),
        wrong_step(
            "gradient of the absolute error",
            "You use the sign of the error only. For a squared error, large errors weigh "
            "more.",
            gradient=_changed(lambda output, target: np.sign(output - target) / 2),
        ),
        wrong_step(
            "negative outputs cut off",
            "You cut negative outputs off before you compare them with the target. There is "
            "no ReLU here.",
            gradient=_changed(lambda output, target: np.maximum(output, 0) - target),
        ),
        wrong_step(
            "gradient scaled to length 1",
            "You divide the gradient by its length. Where the loss is steep, a step is long.",
            direction=lambda gradient: -gradient / (np.linalg.norm(gradient) or 1),
        ),
        wrong_step(
            "steps that get longer",
            "Your steps get longer and longer by themselves. The rate stays what it is.",
            step=lambda rate, number: rate * (1 + number),
        ),
        wrong_step(
            "at least one step",
            "You take a step even where none is asked for. Then the kernel stays zeros.",
            walk=lambda steps: range(max(steps, 1)),
        ),
        _whole(
            "kernel replaced by its step",
            "Each step begins at zeros again: the kernel before it is forgotten. A step is "
            "added to what is there.",
            _replaced,
        ),
        Misconception(
            "image scaled to 0 … 1",
            "You divide the pixels by 255 first. Take them as they are.",
            before=lambda image, **rest: {"image": image / 255},
        ),
        *each(
            "a rate of 0 replaced",
            "Where the rate is 0 you take another one. Then the kernel stays where it is.",
            step=(
                lambda rate, number: rate or 0.1,
                lambda rate, number: rate or 0.01,
            ),
        ),
        Misconception(
            "made to add up to 1",
            "You divide the weights by their sum at the end. Return the kernel as it has "
            "been learned.",
            after=lambda kernel: kernel / kernel.sum() if kernel.sum() else kernel,
        ),
        wrong_step(
            "error not computed anew",
            "You compute the gradient once and take all the steps with it. After each "
            "step the error is another one.",
            gradient=_not_anew,
        ),
        wrong_step(
            "one step too few",
            "You take one step fewer than you are asked to.",
            walk=lambda steps: range(1, steps),
        ),
        wrong_step(
            "one step too many",
            "You take one step more than you are asked to.",
            walk=lambda steps: range(steps + 1),
        ),
        wrong_step(
            "twice as many steps",
            "You take two steps for each that you are asked to take.",
            walk=lambda steps: range(2 * steps),
        ),
        wrong_step(
            "a single step",
            "You take one step, however many are asked for. Is a return inside your loop?",
            walk=lambda steps: range(min(steps, 1)),
        ),
        *(
            _whole(
                "the number of steps ignored",
                "You take the same number of steps, whatever is asked for.",
                lambda image, target, size, rate, steps, taken=taken: learn_in_steps(
                    image, target, size, rate, taken
                ),
            )
            for taken in (1, 10, 100, 200)
        ),
        wrong_step(
            "started from ones",
            "Your kernel starts with ones. It should start with zeros.",
            start=1.0,
        ),
        *each(
            "not started from zeros",
            "Your kernel starts with something else than zeros.",
            start=(0.5, 0.1, 0.01),
        ),
        *each(
            "rate ignored",
            "Your steps do not depend on the rate.",
            step=(
                lambda rate, number: 1.0,
                lambda rate, number: 0.1,
                lambda rate, number: 0.01,
            ),
        ),
        *each(
            "a rate that shrinks",
            "Your steps get shorter and shorter by themselves. The rate stays what it is.",
            step=(
                lambda rate, number: rate / (1 + number),
                lambda rate, number: rate * 0.9**number,
            ),
        ),
        wrong_step(
            "only the steepest weight moved",
            "You move one weight in each step. All weights move at once.",
            direction=_steepest,
        ),
        wrong_step(
            "only the signs of the gradient used",
            "You use the sign of the gradient only. Where it is steep, a weight moves "
            "further.",
            direction=lambda gradient: -np.sign(gradient),
        ),
        wrong_step(
            "cut to whole numbers",
            "Your kernel can hold whole numbers only, so steps below 1 are lost. Start "
            "with zeros that are floats.",
            keep=np.trunc,
        ),
        _whole(
            "weights moved one after the other",
            "Your weights move one after the other, and each sees the move of the one "
            "before. All move at once, by one gradient.",
            _one_after_the_other,
        ),
        *(
            _whole(
                "with momentum",
                "Your kernel keeps some of its speed from step to step. Here each step is "
                "the rate times the gradient, and no more.",
                lambda *given, keep=keep: _with_momentum(*given, keep=keep),
            )
            for keep in (0.9, 0.5)
        ),
        _whole(
            "with a bias",
            "You learn a bias as well, so your kernel is another one. A convolution here "
            "has none.",
            _with_bias,
        ),
        _whole(
            "the best kernel at once",
            "This is the kernel with the smallest loss. The one after so many steps is "
            "asked for.",
            _best,
        ),
        _whole(
            "the last gradient",
            "This is the gradient where your walk ends. Return the kernel.",
            _last_gradient,
        ),
        _whole(
            "the output of the kernel",
            "This is what your kernel makes of the image. Return the kernel.",
            _output,
        ),
        Misconception(
            "kernel turned in the end",
            "Your kernel is turned by 180° at the end, as for a true convolution. Return it "
            "as it slides.",
            after=lambda kernel: kernel[::-1, ::-1],
        ),
        Misconception(
            "kernel transposed in the end",
            "Your kernel is transposed. Its first axis runs down the image.",
            after=np.transpose,
        ),
        *(
            Misconception(
                "rounded",
                "Your kernel is rounded. Leave all its digits.",
                after=lambda kernel, digits=digits: kernel.round(digits),
            )
            for digits in (0, 2, 3)
        ),
        Misconception(
            "made to add up to 0",
            "You take the mean of the weights away at the end. Return the kernel as it has "
            "been learned.",
            after=lambda kernel: kernel - kernel.mean(),
        ),
    ),
    alternatives=(
        Alternative(
            "descent on the normal equations of a regression takes the same steps",
            _learn_by_regression,
        ),
    ),
)
