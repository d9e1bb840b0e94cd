"""The gradient of a convolution with respect to its image."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, FunctionExercise
from cnnbook.exercises.ch05._shared import (
    BACKWARD_CASES,
    about_backward,
    after,
    draw_backward,
    grad_kernel,
    step,
)
from cnnbook.exercises.mistakes import Misconception, each


def image_gradient(
    gradient,
    image,
    kernel,
    *,
    turn=None,
    change=None,
    pace=lambda kernel: (1, 1),
    missing=(0, 0),
    square=False,
    overwrite=False,
    cut=lambda share, image: share,
    finish=None,
    dtype=None,
):
    """Let every output value send a share to each pixel of its window.

    Parameters
    ----------
    gradient, image, kernel
        As in the exercise.
    turn, change : callable, optional
        What is done to the kernel and to the gradient first.
    pace : callable
        Takes the kernel and returns the steps of the window.
    missing : tuple of int
        Rows and columns of windows that are left out at the end.
    square : bool
        The gradient's rows are used for its columns.
    overwrite : bool
        A share replaces those before it.
    cut : callable
        Takes one share and the image.
    finish : callable, optional
        Takes the sums, the image and the kernel.
    dtype : callable, optional
        Takes the three arrays and returns the type of the result.
    """
    (f_h, f_w), (rows, columns) = kernel.shape, gradient.shape
    k = turn(kernel) if turn else kernel
    g = change(gradient) if change else gradient
    total = np.zeros(image.shape)
    down, across = pace(kernel)
    columns = rows if square else columns
    for i in range(0, rows - missing[0], down):
        for j in range(0, columns - missing[1], across):
            place = total[i : i + f_h, j : j + f_w]
            place[:] = cut(g[i, j] * k, image) + (0 if overwrite else place)
    total = finish(total, image, kernel) if finish else total
    return total.astype(dtype(gradient, image, kernel)) if dtype else total


def _centre_only(kernel):
    middle = np.zeros(kernel.shape)
    row, column = (n // 2 for n in kernel.shape)
    middle[row, column] = kernel[row, column]
    return middle


def _mean_of_shares(total, image, kernel):
    ones = np.ones(np.array(image.shape) - kernel.shape + 1)
    return total / image_gradient(ones, image, np.ones(kernel.shape))


def _learnt(rate):
    return lambda total, image, kernel: image - rate * total


def _valid(total, image, kernel):
    """Keep what comes of sliding without padding."""
    (height, width), (f_h, f_w) = image.shape, kernel.shape
    return total[f_h - 1 : height - f_h + 1, f_w - 1 : width - f_w + 1]


def _middle(total, image, kernel):
    """Keep the middle, of the gradient's size."""
    top, left = ((n - 1) // 2 for n in kernel.shape)
    rows, columns = np.array(image.shape) - kernel.shape + 1
    return total[top : top + rows, left : left + columns]


def _height_for_both(gradient, image, kernel):
    return ops.convolve2d(gradient, kernel, padding=kernel.shape[0] - 1)


def _padding_2(gradient, image, kernel):
    return ops.convolve2d(gradient, kernel, padding=2)


def _below_and_right(gradient, image, kernel):
    below, right = (2 * (n - 1) for n in kernel.shape)
    return ops.convolve2d(np.pad(gradient, ((0, below), (0, right))), kernel)


def _gradient_alone(gradient, image, kernel):
    sides = [(0, n - 1) for n in kernel.shape]
    return np.pad(gradient, sides)


def _transposed_kernel(gradient, image, kernel):
    f_h, f_w = kernel.shape
    return ops.conv2d(gradient, kernel.T, padding=(f_w - 1, f_h - 1))


def _if_square(kernel):
    return kernel.T if kernel.shape[0] == kernel.shape[1] else kernel


def _subtracted(gradient, image, kernel):
    total = np.zeros(image.shape)
    for i, j in np.ndindex(*gradient.shape):
        for u, v in np.ndindex(*kernel.shape):
            total[i - u, j - v] += gradient[i, j] * kernel[u, v]
    return total


def _edges_repeated(gradient, image, kernel):
    sides = [(n - 1, n - 1) for n in kernel.shape]
    return ops.convolve2d(np.pad(gradient, sides, "edge"), kernel)


def _largest_share(gradient, image, kernel):
    total = np.full(image.shape, -np.inf)
    f_h, f_w = kernel.shape
    for (i, j), g in np.ndenumerate(gradient):
        place = total[i : i + f_h, j : j + f_w]
        place[:] = np.maximum(place, g * kernel)
    return total


def _side_by_side(gradient, image, kernel):
    """Write window (i, j) where it would stand if the windows did not overlap."""
    total = np.zeros(image.shape)
    f_h, f_w = kernel.shape
    for (i, j), g in np.ndenumerate(gradient):
        place = total[i * f_h : (i + 1) * f_h, j * f_w : (j + 1) * f_w]
        place += g * kernel[: place.shape[0], : place.shape[1]]
    return total


def _frame_emptied(total, image, kernel):
    inside = np.zeros(total.shape)
    inside[1:-1, 1:-1] = total[1:-1, 1:-1]
    return inside


def _corner_only(kernel):
    corner = np.zeros(kernel.shape)
    corner[0, 0] = kernel[0, 0]
    return corner


def _without_last(kernel):
    short = kernel.copy()
    short[-1] = short[:, -1] = 0
    return short


def _from_one(gradient):
    kept = gradient.copy()
    kept[0] = kept[:, 0] = 0
    return kept


def _numerical(gradient, image, kernel):
    from scipy.signal import correlate2d

    def loss(pixels):
        return (correlate2d(pixels, kernel, "valid") * gradient).sum()

    grad_image = np.zeros(image.shape)
    for index in np.ndindex(image.shape):
        nudged = image.astype(float)
        nudged[index] += 1
        grad_image[index] = loss(nudged) - loss(image)
    return grad_image


def _scipy_full(gradient, image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(gradient, kernel, "full")


EXERCISE = FunctionExercise(
    __name__,
    title="Back to the pixels",
    difficulty=3,
    points=3,
    place=80,
    look=(
        "Take a gradient that is 1 in a single place and 0 elsewhere. Which pixels were "
        "used for that one value of the map, and with which weights? Then let a second "
        "place be 1, next to the first."
    ),
    section="The whole layer",
    reference=image_gradient,
    library=("conv2d_backward", "convolve2d"),
    cases=BACKWARD_CASES,
    draw=draw_backward,
    fine=("gradient", "kernel"),
    features=about_backward,
    misconceptions=(
        step(
            "kernel not flipped",
            "Your kernel is the wrong way round. An output to the upper left of a pixel "
            "used it with a weight from the lower right. Who adds a share to each window "
            "leaves the kernel as it is; who slides it over the gradient turns it.",
            turn=lambda k: k[::-1, ::-1],
        ),
        step(
            "kernel flipped along one axis",
            "Your kernel should also be turned left to right. Who slides it over the "
            "gradient turns it along both axes; who adds shares to windows, along none.",
            turn=lambda k: k[:, ::-1],
        ),
        step(
            "kernel flipped left to right only",
            "Your kernel should also be turned upside down. Who slides it over the "
            "gradient turns it along both axes; who adds shares to windows, along none.",
            turn=lambda k: k[::-1],
        ),
        Misconception(
            "kernel transposed",
            "Your kernel is transposed. To turn it by 180° is to reverse both axes, not to "
            "exchange them.",
            _transposed_kernel,
        ),
        step(
            "kernel transposed if square",
            "Your square kernels are transposed. To turn a kernel by 180° is to reverse "
            "both axes, not to exchange them.",
            turn=_if_square,
        ),
        step(
            "top left pixel of the window only",
            "You send each gradient to the first pixel of its window, times the first "
            "weight. All pixels of the window had a part in the value.",
            turn=_corner_only,
        ),
        step(
            "mean of the weights for each pixel",
            "All pixels of a window get the same from you. How much each had a part in "
            "the value, the weight says that lay on it.",
            turn=lambda k: np.full(k.shape, k.mean()),
        ),
        step(
            "last weights missing",
            "The last row and the last column of the kernel send nothing back. range "
            "leaves out its end by itself.",
            turn=_without_last,
        ),
        Misconception(
            "kernel's index subtracted",
            "You subtract the weight's place where it is added: the weight in row u lay "
            "on row i + u of the image. A negative index counts from the other end.",
            _subtracted,
        ),
        Misconception(
            "gradient's border repeated",
            "You pad with copies of the gradient's border. Beyond it there are no "
            "outputs: the padding holds zeros.",
            _edges_repeated,
        ),
        Misconception(
            "largest share instead of their sum",
            "You keep the largest of the shares that a pixel gets. They are added up.",
            _largest_share,
        ),
        Misconception(
            "windows written side by side",
            "You write the windows side by side. The kernel moved by one pixel, so window "
            "(i, j) starts in row i, column j.",
            _side_by_side,
        ),
        step(
            "weights forgotten",
            "You send the whole gradient to every pixel of a window. Each share is the "
            "gradient times the weight that lay on that pixel.",
            turn=np.ones_like,
        ),
        step(
            "middle of the window only",
            "You send each gradient to the pixel in the middle of its window. All pixels "
            "of the window had a part in the value.",
            turn=_centre_only,
        ),
        step(
            "signs of the weights lost",
            "You use every weight as if it were positive.",
            turn=np.abs,
        ),
        step(
            "gradient flipped as well",
            "You turn the gradient by 180°. It stays as it is.",
            change=lambda g: g[::-1, ::-1],
        ),
        step(
            "gradient ignored",
            "You send every window back as if all outputs counted the same. Each share "
            "is a weight times the gradient of the output it went to.",
            change=np.ones_like,
        ),
        step(
            "first window left out",
            "The first row and the first column of outputs send nothing back. Counting "
            "starts at 0.",
            change=_from_one,
        ),
        step(
            "negative gradients cut off",
            "You let only positive gradients through, as a ReLU would. There is none here.",
            change=lambda g: np.maximum(g, 0),
        ),
        step(
            "overwritten instead of added up",
            "Windows overlap, and a pixel gets a share from each of them. In your result "
            "only the last share is left: is there an = where += should be?",
            overwrite=True,
        ),
        step(
            "last window missing",
            "The last row and the last column of outputs send nothing back. range leaves "
            "out its end by itself.",
            missing=(1, 1),
        ),
        step(
            "last row of windows missing",
            "The last row of outputs sends nothing back. range leaves out its end by "
            "itself.",
            missing=(1, 0),
        ),
        step(
            "last column of windows missing",
            "The last column of outputs sends nothing back. range leaves out its end by "
            "itself.",
            missing=(0, 1),
        ),
        step(
            "windows side by side",
            "Your windows lie side by side. The kernel moved by one pixel, so the windows "
            "overlap.",
            pace=lambda kernel: kernel.shape,
        ),
        step(
            "square gradient assumed",
            "You use the gradient's rows for its columns as well. It need not be square.",
            square=True,
        ),
        step(
            "mean of the shares",
            "You average the shares that a pixel gets. They are added up.",
            finish=_mean_of_shares,
        ),
        step(
            "full padding missing",
            "Your result is smaller than the gradient. A corner pixel of the image was "
            "used too: how far must the kernel hang over the gradient to reach it?",
            finish=_valid,
        ),
        step(
            "padded to the size of the gradient",
            "Your result has the gradient's size. The image was larger than its feature "
            "map, so more padding is needed.",
            finish=_middle,
        ),
        step(
            "multiplied by the image",
            "You multiply by the pixels. The derivative of pixel · weight by the pixel "
            "no longer contains the pixel.",
            finish=lambda total, image, kernel: total * image,
        ),
        step(
            "added to the image",
            "You add the gradient to the pixels. It is wanted by itself: start from "
            "zeros, not from the image.",
            finish=lambda total, image, kernel: total + image,
        ),
        step(
            "dark pixels left out",
            "Pixels that are not above 0 get nothing, as behind a ReLU. There is none "
            "here: what a pixel holds makes no difference.",
            finish=lambda total, image, kernel: total * (image > 0),
        ),
        step(
            "pixels of value 0 left out",
            "Pixels that are 0 get nothing. What a pixel holds makes no difference: ask "
            "what happens when it grows.",
            finish=lambda total, image, kernel: total * (image != 0),
        ),
        step(
            "frame of the image left empty",
            "The pixels at the edge of the image get nothing. They were used too.",
            finish=_frame_emptied,
        ),
        step(
            "divided by the number of outputs",
            "You divide by the number of gradients. Shares are added up and divided by "
            "nothing.",
            finish=lambda total, image, kernel: (
                total / np.prod(np.array(image.shape) - kernel.shape + 1)
            ),
        ),
        Misconception(
            "gradient behind a ReLU",
            "You let gradients pass only where the feature map is above 0, as a ReLU "
            "would. There is none here.",
            lambda gradient, image, kernel: image_gradient(
                np.where(ops.conv2d(image, kernel) > 0, gradient, 0), image, kernel
            ),
        ),
        step(
            "divided by the number of weights",
            "You divide by the number of weights. Shares are added up and divided by "
            "nothing.",
            finish=lambda total, image, kernel: total / kernel.size,
        ),
        *each(
            "a step of learning taken",
            "You return the image after a step of learning. The gradient itself is wanted.",
            finish=[_learnt(rate) for rate in (1, 0.1, 0.01)],
        ),
        after(
            "result flipped",
            "These are the right numbers, turned by 180°.",
            lambda total: np.asarray(total)[..., ::-1, ::-1],
        ),
        after(
            "result transposed",
            "Your result is transposed. Its first axis runs down the image.",
            np.transpose,
        ),
        after(
            "sign turned round",
            "Your signs are turned round, as in a step of learning. Here the gradient "
            "itself is wanted.",
            np.negative,
        ),
        after(
            "fractions cut off",
            "Your result can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect the sums?",
            np.trunc,
        ),
        after(
            "rounded",
            "Your result is rounded to whole numbers. It may hold fractions.",
            np.round,
        ),
        step(
            "result of the image's type",
            "Your result has the image's type. Gradients and weights with fractions can "
            "meet an image of whole numbers.",
            dtype=lambda gradient, image, kernel: image.dtype,
        ),
        step(
            "shares cut to the image's type",
            "Each share takes the image's type before it is added, so fractions are lost "
            "where the image holds whole numbers.",
            cut=lambda share, image: share.astype(image.dtype),
        ),
        step(
            "shares cut to whole numbers",
            "Each share loses its fraction before it is added. Which type does the array "
            "have in which you collect them?",
            cut=lambda share, image: np.trunc(share),
        ),
        Misconception(
            "gradient by the kernel",
            "This is the gradient by the weights. Here the one by the pixels is wanted, "
            "and it has the image's shape.",
            grad_kernel,
        ),
        Misconception(
            "gradient put into a corner",
            "You fill the gradient up with zeros to the image's size. Each of its values "
            "goes to a whole window, times the weights.",
            _gradient_alone,
        ),
        Misconception(
            "kernel's height used for both",
            "You pad by the kernel's height in both directions. It need not be square.",
            _height_for_both,
        ),
        Misconception(
            "padding always 2",
            "You pad by 2 whatever the kernel is. How far must it hang over the gradient?",
            _padding_2,
        ),
        Misconception(
            "padding below and on the right only",
            "You pad below and on the right only. The kernel hangs over on all four "
            "sides.",
            _below_and_right,
        ),
    ),
    alternatives=(
        Alternative(
            "SciPy slides over the gradient, a frame of zeros around it", _scipy_full
        ),
        Alternative(
            "each pixel is changed by 1: exact, since the loss is linear", _numerical
        ),
        Alternative(
            "every weight sends the whole gradient to its place",
            lambda gradient, image, kernel: sum(
                np.pad(
                    weight * gradient,
                    (
                        (u, kernel.shape[0] - 1 - u),
                        (v, kernel.shape[1] - 1 - v),
                    ),
                )
                for (u, v), weight in np.ndenumerate(kernel)
            ),
        ),
    ),
)
