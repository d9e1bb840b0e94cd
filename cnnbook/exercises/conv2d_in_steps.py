"""A convolution in steps, each of which can be done wrong, and the mistakes' names.

Exercises of several chapters slide a kernel; they share the mistakes that are made then.
"""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.case import Case
from cnnbook.exercises.mistakes import Misconception


def conv2d_in_steps(
    image,
    kernel,
    padding=0,
    stride=1,
    *,
    turn=None,
    combine=None,
    border="constant",
    fill=0,
    sides=(1, 1, 1, 1),
    first=0,
    missing=(0, 0),
    steps=(True, True),
    square=False,
    dtype=None,
):
    """Slide a kernel over an image as `cnnbook.ops.conv2d` does, one step after another.

    Parameters
    ----------
    image, kernel : array_like
        Height by width.
    padding, stride : int
        Rows and columns of zeros on each side; step of the window.
    turn : callable, optional
        What is done to the kernel first.
    combine : callable, optional
        Makes a number of a window and the kernel; the sum of their products.
    border, fill : str, int
        How the padding is filled, see `numpy.pad`.
    sides : tuple of int
        How many times the padding above, below, on the left and on the right.
    first : int
        Row and column of the first window.
    missing : tuple of int
        Rows and columns of windows that are left out at the end.
    steps : tuple of bool
        Whether the stride is kept downwards and to the right.
    square : bool
        Take the kernel's height for its width.
    dtype : dtype, optional
        Type of the result.
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    kernel = turn(kernel) if turn else kernel
    image = image.astype(np.result_type(image, np.int64))
    above, below, left, right = (padding * side for side in sides)
    options = {"constant_values": fill} if border == "constant" else {}
    image = np.pad(image, ((above, below), (left, right)), border, **options)
    f_h, f_w = kernel.shape
    down, across = (stride if kept else 1 for kept in steps)
    rows = range(first, image.shape[0] - f_h + 1 - missing[0], down)
    last = image.shape[1] - (f_h if square else f_w) + 1 - missing[1]
    columns = range(first, last, across)
    combine = combine or _sum_of_products
    values = [
        [combine(image[i : i + f_h, j : j + f_w], kernel) for j in columns]
        for i in rows
    ]
    return np.array(values).reshape(len(rows), len(columns)).astype(dtype)


def _sum_of_products(window, kernel):
    return (window * kernel).sum()


def _step(name, hint, **steps):
    return Misconception(name, hint, steps=steps)


FLIPPED = (
    "Your kernel is turned by 180° before it slides. That is true convolution; here the "
    "weight in the kernel's top left corner belongs to the window's top left pixel."
)

KERNEL_MISTAKES = (
    _step("flipped kernel", FLIPPED, turn=lambda k: k[::-1, ::-1]),
    _step(
        "kernel flipped along one axis",
        "Your kernel is upside down. Slide it as it is, without flipping any axis.",
        turn=lambda k: k[::-1],
    ),
    _step(
        "kernel mirrored left to right",
        "Your kernel is mirrored. Slide it as it is, without flipping any axis.",
        turn=lambda k: k[:, ::-1],
    ),
    _step(
        "rows and columns of the kernel swapped",
        "Your kernel is transposed. Its first axis runs down the image, like the image's "
        "first axis.",
        turn=np.transpose,
    ),
    _step(
        "signs of the weights lost",
        "You use every weight as if it were positive. Where it is negative, a product is "
        "subtracted.",
        turn=np.abs,
    ),
    _step(
        "kernel cut to whole numbers",
        "Your kernel has lost its fractions. Which type does it have when you multiply?",
        turn=np.trunc,
    ),
)
"""Made with the kernel, before it slides."""

SUM_MISTAKES = (
    _step(
        "matrix product instead of elementwise product",
        "You multiply window and kernel as matrices. Each pixel meets only the one weight "
        "that lies on it: use * and then add up.",
        combine=lambda window, k: (window @ k).sum(),
    ),
    _step(
        "mean instead of sum",
        "You average the products. A convolution adds them up and divides by nothing.",
        combine=lambda window, k: (window * k).mean(),
    ),
    _step(
        "divided by the sum of the weights",
        "You divide by the sum of the kernel's weights. A convolution divides by nothing.",
        combine=lambda window, k: (window * k).sum() / k.sum(),
    ),
    _step(
        "last product alone",
        "Each value is the last product of its window: the earlier ones are overwritten. "
        "Add to a sum that starts at 0 for every window.",
        combine=lambda window, k: window[-1, -1] * k[-1, -1],
    ),
    _step(
        "window added up without the kernel",
        "You add the window's pixels up, and the kernel has no say in it.",
        combine=lambda window, k: window.sum(),
    ),
    Misconception(
        "negative values cut off",
        "There is no value below 0 in your map. That is the work of a ReLU, which comes "
        "after the convolution.",
        after=lambda result: np.maximum(result, 0),
    ),
    Misconception(
        "fractions cut off",
        "Your output can hold whole numbers only, so fractions are lost. Which type does "
        "the array have in which you collect the results?",
        after=np.trunc,
    ),
    Misconception(
        "rounded",
        "Your values are rounded to whole numbers. A map may hold fractions.",
        after=np.round,
    ),
    Misconception(
        "output of bytes",
        "Your output wraps around below 0 and above 255: it is an array of uint8. Collect "
        "the results in an array that can hold them.",
        after=lambda result: np.trunc(result) % 256,
    ),
)
"""Made with the products, or with the array that takes their sums."""

PLACE_MISTAKES = (
    _step(
        "last window missing",
        "You stop one window too early, in both directions. Where does the last window "
        "start, if it ends on the last pixel?",
        missing=(1, 1),
    ),
    _step(
        "last row of windows missing",
        "You stop one row of windows too early. Where does the last window start, if it "
        "ends on the last row?",
        missing=(1, 0),
    ),
    _step(
        "last column of windows missing",
        "You stop one window too early to the right. Where does the last one start, if "
        "it ends on the last column?",
        missing=(0, 1),
    ),
    _step(
        "counted from 1",
        "Your first window starts in row 1, column 1. Python counts from 0.",
        first=1,
    ),
    _step(
        "square kernel assumed",
        "You use the kernel's height in both directions. A kernel need not be square.",
        square=True,
    ),
    Misconception(
        "map transposed",
        "Your map is transposed. Its first axis runs down the image, like the image's.",
        after=lambda result: np.asarray(result).T,
    ),
    Misconception(
        "map without its shape",
        "Your values are one long row. A map has a row for each row of windows.",
        after=np.ravel,
    ),
)
"""Made with the places where the window stands."""

SETTING_MISTAKES = (
    _step(
        "padding ignored",
        "Nothing changes when padding is more than 0. Put that many rows and columns of "
        "zeros on every side before you slide.",
        sides=(0, 0, 0, 0),
    ),
    _step(
        "padding on one side only",
        "You add zeros at the top and on the left only. Padding p means p on all four "
        "sides.",
        sides=(1, 0, 1, 0),
    ),
    _step(
        "padding below and on the right only",
        "You add zeros below and on the right only. Padding p means p on all four sides.",
        sides=(0, 1, 0, 1),
    ),
    _step(
        "rows padded, columns not",
        "You add rows of zeros, and no columns. Padding p means p on all four sides.",
        sides=(1, 1, 0, 0),
    ),
    _step(
        "columns padded, rows not",
        "You add columns of zeros, and no rows. Padding p means p on all four sides.",
        sides=(0, 0, 1, 1),
    ),
    _step(
        "padding counted twice",
        "You add twice as many zeros as asked for: padding is what comes on each side.",
        sides=(2, 2, 2, 2),
    ),
    _step(
        "padding with copies of the border",
        "Your border repeats the edge pixels. The padding here is made of zeros.",
        border="edge",
    ),
    _step(
        "padding with mirrored pixels",
        "Your border mirrors the pixels. The padding here is made of zeros.",
        border="reflect",
    ),
    _step(
        "padding with ones",
        "Your border is made of ones. The padding here is made of zeros.",
        fill=1,
    ),
    _step(
        "stride ignored",
        "Your window always moves by one pixel. After each step it should move by stride "
        "pixels, down as well as to the right.",
        steps=(False, False),
    ),
    _step(
        "stride in one direction only (down)",
        "Your window moves by stride pixels downwards, but by one to the right.",
        steps=(True, False),
    ),
    _step(
        "stride in one direction only (right)",
        "Your window moves by stride pixels to the right, but by one downwards.",
        steps=(False, True),
    ),
    Misconception(
        "padding and stride swapped",
        "You take the padding for the stride, and the stride for the padding.",
        before=lambda padding, stride, **rest: {
            "padding": stride,
            "stride": max(padding, 1),
        },
    ),
)
"""Made with padding and stride."""


def draw_plain(random: np.random.Generator) -> Case:
    """Draw an image and a kernel of small whole numbers, or of halves."""
    f_h, f_w = (int(n) for n in random.integers(1, 4, 2))
    height, width = f_h + int(random.integers(1, 4)), f_w + int(random.integers(1, 4))
    image = random.integers(-9, 10, (height, width))
    kernel = random.integers(-4, 5, (f_h, f_w))
    if random.integers(2):
        image = image * 0.5
    if random.integers(2):
        kernel = kernel * 0.5
    return Case((image, kernel))


def draw_with_settings(random: np.random.Generator) -> Case:
    """Draw an image and a kernel, with a padding, a stride or both."""
    case = draw_plain(random)
    padding, stride = int(random.integers(0, 3)), int(random.integers(1, 4))
    if padding == 0 and stride == 1:
        padding = 1
    return Case(case.args, {"padding": padding, "stride": stride})
