"""The gradient of a convolution with respect to its kernel."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import ops
from cnnbook.exercises.base import Alternative, FunctionExercise
from cnnbook.exercises.ch05._shared import (
    BACKWARD_CASES,
    about_backward,
    after,
    draw_backward,
    grad_image,
    step,
)
from cnnbook.exercises.mistakes import Misconception, each


def kernel_gradient(
    gradient,
    image,
    kernel,
    *,
    turn=None,
    shares=lambda shares: shares,
    add=lambda shares: shares.sum(axis=(0, 1)),
    finish=None,
    dtype=None,
):
    """Weigh every window with its gradient, and add the windows up.

    Parameters
    ----------
    gradient, image, kernel
        As in the exercise.
    turn : callable, optional
        What is done to the gradient first.
    shares : callable
        Picks some of the windows, by their row and column.
    add : callable
        Makes one array of what the windows give.
    finish : callable, optional
        Takes the sum and the kernel.
    dtype : callable, optional
        Takes the three arrays and returns the type of the result.
    """
    weights = turn(gradient) if turn else gradient
    windows = sliding_window_view(image, kernel.shape)
    total = add(shares(windows * weights[..., None, None]))
    total = finish(total, kernel) if finish else total
    return total.astype(dtype(gradient, image, kernel)) if dtype else total


def _learnt(rate):
    return lambda total, kernel: kernel - rate * total


def _transposed_image(gradient, image, kernel):
    return ops.conv2d(image.T, gradient)


def _cut_out(gradient, image, kernel):
    return grad_image(gradient, image, kernel)[: kernel.shape[0], : kernel.shape[1]]


def _centre(gradient, image, kernel):
    total = kernel_gradient(gradient, image, kernel)
    middle = total[kernel.shape[0] // 2, kernel.shape[1] // 2]
    return np.full(kernel.shape, middle, float)


def _padded(gradient, image, rows, columns):
    return ops.conv2d(np.pad(image, (rows, columns)), gradient)


def _full(gradient, image, kernel):
    rows, columns = (n - 1 for n in gradient.shape)
    return _padded(gradient, image, (rows, rows), (columns, columns))


def _same(gradient, image, kernel):
    sides = [((n - 1) // 2, n // 2) for n in gradient.shape]
    return _padded(gradient, image, *sides)


def _each_weight(gradient, image, kernel):
    (f_h, f_w), (rows, columns) = kernel.shape, gradient.shape
    return [
        [np.vdot(gradient, image[u : u + rows, v : v + columns]) for v in range(f_w)]
        for u in range(f_h)
    ]


def _scipy_slides(gradient, image, kernel):
    from scipy.signal import correlate2d

    return correlate2d(image, gradient, "valid")


def _subtracted(gradient, image, kernel):
    total = np.zeros(kernel.shape)
    for u, v in np.ndindex(*kernel.shape):
        for i, j in np.ndindex(*gradient.shape):
            total[u, v] += gradient[i, j] * image[i - u, j - v]
    return total


def _square(shares):
    rows, columns = shares.shape[:2]
    if rows > columns:
        raise IndexError("the gradient has no such column")
    return shares[:, :rows]


EXERCISE = FunctionExercise(
    __name__,
    title="Back to the weights",
    difficulty=3,
    points=3,
    place=70,
    look=(
        "Take a gradient that is 1 in a single place and 0 elsewhere. Which pixels did "
        "each weight of the kernel meet for that one value of the map?"
    ),
    section="Few parameters, much work",
    reference=kernel_gradient,
    library=("conv2d_backward",),
    cases=BACKWARD_CASES,
    draw=draw_backward,
    fine=("gradient", "image"),
    features=about_backward,
    misconceptions=(
        step(
            "gradient flipped before it slides",
            "You turn the gradient by 180°. Which pixels did the kernel's top left weight "
            "meet, and in which order? Nothing is turned on this way back.",
            turn=lambda g: g[::-1, ::-1],
        ),
        step(
            "gradient upside down",
            "Your gradient is upside down. Row i belongs to the windows that start in "
            "row i.",
            turn=lambda g: g[::-1],
        ),
        step(
            "gradient mirrored",
            "Your gradient is mirrored. Column j belongs to the windows that start in "
            "column j.",
            turn=lambda g: g[:, ::-1],
        ),
        step(
            "only the signs of the gradient",
            "You use the gradient's signs alone. How large it is counts too.",
            turn=np.sign,
        ),
        step(
            "signs of the gradient lost",
            "You use the gradient without its signs. Where it is negative, a share is "
            "subtracted.",
            turn=np.abs,
        ),
        step(
            "negative gradients cut off",
            "You let only positive gradients through, as a ReLU would. There is none here.",
            turn=lambda g: np.maximum(g, 0),
        ),
        step(
            "gradient ignored",
            "You add up the windows as if every output counted the same. Each window "
            "counts as much as the gradient of its output says.",
            turn=np.ones_like,
        ),
        step(
            "last window only",
            "Only the last window is left in your result. Each window adds its share to "
            "those before: is there an = where += should be?",
            shares=lambda shares: shares[-1:, -1:],
        ),
        step(
            "first window only",
            "You use the first window only. A weight is used in every window.",
            shares=lambda shares: shares[:1, :1],
        ),
        step(
            "last window missing",
            "The last row and the last column of windows add nothing to your result. "
            "range leaves out its end by itself.",
            shares=lambda shares: shares[:-1, :-1],
        ),
        step(
            "last row of windows missing",
            "The last row of windows adds nothing to your result. range leaves out its "
            "end by itself.",
            shares=lambda shares: shares[:-1],
        ),
        step(
            "last column of windows missing",
            "The last column of windows adds nothing to your result. range leaves out its "
            "end by itself.",
            shares=lambda shares: shares[:, :-1],
        ),
        step(
            "first window left out",
            "The first row and the first column of windows add nothing to your result. "
            "Counting starts at 0.",
            shares=lambda shares: shares[1:, 1:],
        ),
        step(
            "windows on the diagonal only",
            "You use the windows with the same row and column only. Two loops are needed, "
            "one inside the other.",
            shares=lambda shares: shares * np.eye(*shares.shape[:2])[..., None, None],
        ),
        step(
            "square gradient assumed",
            "You use the gradient's rows for its columns as well. It need not be square.",
            shares=_square,
        ),
        step(
            "mean over the windows",
            "You average over the windows. The kernel is shared by them all, and their "
            "shares are added up.",
            add=lambda shares: shares.sum(axis=(0, 1)) / max(shares[..., 0, 0].size, 1),
        ),
        step(
            "one number for the whole kernel",
            "You add everything up to one number. Each weight has a gradient of its own.",
            add=np.sum,
        ),
        step(
            "multiplied by the kernel",
            "You multiply by the weights. The derivative of pixel · weight by the weight "
            "no longer contains the weight.",
            finish=lambda total, kernel: total * kernel,
        ),
        step(
            "added to the kernel",
            "You add the gradient to the weights. It is wanted by itself: start from "
            "zeros, not from the kernel.",
            finish=lambda total, kernel: kernel + total,
        ),
        *each(
            "a step of learning taken",
            "You return the kernel after a step of learning. The gradient itself is wanted.",
            finish=[_learnt(rate) for rate in (1, 0.1, 0.01)],
        ),
        after(
            "result flipped",
            "These are the right numbers, turned by 180°. Nothing is turned on this way "
            "back.",
            lambda total: np.asarray(total)[..., ::-1, ::-1],
        ),
        after(
            "result transposed",
            "Your result is transposed. Its first axis runs down the kernel.",
            np.transpose,
        ),
        after(
            "sign turned round",
            "Your signs are turned round, as in a step of learning. Here the gradient "
            "itself is wanted.",
            np.negative,
        ),
        after(
            "signs of the result lost",
            "Your result is nowhere negative. A loss can also fall when a weight grows.",
            np.abs,
        ),
        after(
            "fractions cut off",
            "Your result can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect the sums?",
            np.trunc,
        ),
        after(
            "rounded",
            "Your result is rounded. The numbers need not be whole.",
            np.round,
        ),
        after(
            "result upside down",
            "Your result is upside down: these are the right numbers, but the last row "
            "comes first.",
            lambda total: np.asarray(total)[..., ::-1, :],
        ),
        after(
            "result mirrored",
            "Your result is mirrored: these are the right numbers, but the last column "
            "comes first.",
            lambda total: np.asarray(total)[..., ::-1],
        ),
        step(
            "result of the kernel's type",
            "Your result has the kernel's type. A gradient with fractions can meet a "
            "kernel of whole numbers.",
            dtype=lambda gradient, image, kernel: kernel.dtype,
        ),
        Misconception(
            "gradient by the image",
            "This is the gradient by the pixels. Here the one by the weights is wanted, "
            "and it has the kernel's shape.",
            grad_image,
        ),
        Misconception(
            "gradient by the image, cut to size",
            "This is the corner of the gradient by the pixels. Here the one by the "
            "weights is wanted, which is made of pixels, not of weights.",
            _cut_out,
        ),
        Misconception(
            "feature map",
            "You return the feature map. What is wanted tells how the loss changes with "
            "each weight.",
            lambda gradient, image, kernel: ops.conv2d(image, kernel),
        ),
        Misconception(
            "sum of the gradients for every weight",
            "Your weights all get the sum of the gradients. How much a weight changes a "
            "value of the map, its pixel says.",
            lambda gradient, image, kernel: np.full(
                kernel.shape, gradient.sum(), float
            ),
        ),
        Misconception(
            "the middle weight's gradient for all",
            "Your weights all get the gradient of the middle one. Each weight meets "
            "pixels of its own.",
            _centre,
        ),
        Misconception(
            "image flipped",
            "You turn the image by 180°. Nothing is turned on this way back.",
            lambda gradient, image, kernel: ops.conv2d(image[::-1, ::-1], gradient),
        ),
        Misconception(
            "kernel's index subtracted",
            "You subtract the weight's place where it is added: the weight in row u meets "
            "row i + u of the image. A negative index counts from the other end.",
            _subtracted,
        ),
        Misconception(
            "gradient behind a ReLU",
            "You let gradients pass only where the feature map is above 0, as a ReLU "
            "would. There is none here.",
            lambda gradient, image, kernel: ops.conv2d(
                image, np.where(ops.conv2d(image, kernel) > 0, gradient, 0)
            ),
        ),
        Misconception(
            "gradient transposed",
            "You use the gradient transposed. Its rows are those of the windows.",
            lambda gradient, image, kernel: ops.conv2d(image, gradient.T),
        ),
        Misconception(
            "rows and columns of the image swapped",
            "You use the image transposed. Its rows are the gradient's rows.",
            _transposed_image,
        ),
        Misconception(
            "padded in full",
            "You pad the image, so your result is too large. The windows lay inside it.",
            _full,
        ),
        Misconception(
            "padded to the image's size",
            "You pad so that your result is as large as the image. It has the kernel's "
            "shape.",
            _same,
        ),
    ),
    alternatives=(
        Alternative("each weight meets its part of the image", _each_weight),
        Alternative("SciPy slides the gradient over the image", _scipy_slides),
    ),
)
