"""The mistakes that are made when a kernel slides, by their names.

They are steps of `cnnbook.exercises.conv2d_in_steps`, done in another way.
"""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.mistakes import Misconception, each, wrong_step

FLIPPED = (
    "Your kernel is turned by 180° before it slides. That is true convolution; here the "
    "weight in the kernel's top left corner belongs to the window's top left pixel."
)

TURNED_BY_HAND = (
    wrong_step("flipped kernel", FLIPPED, turn=lambda k: k[::-1, ::-1]),
    wrong_step(
        "kernel upside down",
        "Your kernel is upside down. Its first row should lie on the "
        "window's first row.",
        turn=lambda k: k[::-1],
    ),
    wrong_step(
        "kernel mirrored left to right",
        "Your kernel is mirrored. Its first column should lie on the "
        "window's first column.",
        turn=lambda k: k[:, ::-1],
    ),
    wrong_step(
        "rows and columns of the kernel swapped",
        "Your kernel is transposed. Its first row should lie on the "
        "window's first row.",
        turn=np.transpose,
    ),
)
"""Made on paper, where one window is worked out, or a few."""


def _transposed_if_square(kernel):
    return kernel.T if kernel.shape == kernel.T.shape else kernel


KERNEL_MISTAKES = (
    wrong_step("flipped kernel", FLIPPED, turn=lambda k: k[::-1, ::-1]),
    wrong_step(
        "kernel flipped along one axis",
        "Your kernel is upside down. Slide it as it is, without flipping any axis.",
        turn=lambda k: k[::-1],
    ),
    wrong_step(
        "kernel mirrored left to right",
        "Your kernel is mirrored. Slide it as it is, without flipping any axis.",
        turn=lambda k: k[:, ::-1],
    ),
    wrong_step(
        "rows and columns of the kernel swapped",
        "Your kernel is transposed. Its first axis runs down the image, like the image's "
        "first axis.",
        turn=np.transpose,
    ),
    wrong_step(
        "rows and columns of a square kernel swapped",
        "Where your kernel is square, it is transposed. Its first axis runs down the image, "
        "like the image's first axis.",
        turn=_transposed_if_square,
    ),
    *each(
        "kernel turned by a quarter",
        "Your kernel is turned by 90°. Slide it as it is.",
        turn=[np.rot90, lambda k: np.rot90(k, 3)],
    ),
    wrong_step(
        "kernel transposed and turned",
        "Your kernel is transposed, and turned by 180° as well. Slide it as it is.",
        turn=lambda k: k[::-1, ::-1].T,
    ),
    wrong_step(
        "signs of the weights lost",
        "You use every weight as if it were positive. Where it is negative, a product is "
        "subtracted.",
        turn=np.abs,
    ),
    wrong_step(
        "signs of the weights turned",
        "You use every weight with the other sign. Your map is minus the right one.",
        turn=np.negative,
    ),
    wrong_step(
        "kernel cut to whole numbers",
        "Your kernel has lost its fractions. Which type does it have when you multiply?",
        turn=np.trunc,
    ),
    wrong_step(
        "kernel of the image's type",
        "You give your kernel the type of the image, where it may lose its fractions or "
        "its signs. Keep the type that it has.",
        cast=lambda image, kernel: (image, kernel.astype(image.dtype)),
    ),
    wrong_step(
        "image cut to whole numbers",
        "Your image has lost its fractions. Which type does it have when you multiply?",
        cast=lambda image, kernel: (image.astype(int), kernel),
    ),
    wrong_step(
        "image scaled to 0 … 1",
        "You divide the pixels by 255 first. Take them as they are.",
        cast=lambda image, kernel: (image / 255, kernel),
    ),
    wrong_step(
        "image of the kernel's type",
        "You give your image the type of the kernel. If that is a whole number, its "
        "fractions are lost. Keep the type that it has.",
        cast=lambda image, kernel: (image.astype(kernel.dtype), kernel),
    ),
)
"""Made with the kernel or the image, before anything slides."""

SUM_MISTAKES = (
    wrong_step(
        "matrix product instead of elementwise product",
        "You multiply window and kernel as matrices. Each pixel meets only the one weight "
        "that lies on it: use * and then add up.",
        combine=lambda window, k: (window @ k).sum(),
    ),
    wrong_step(
        "mean instead of sum",
        "You average the products. A convolution adds them up and divides by nothing.",
        combine=lambda window, k: (window * k).mean(),
    ),
    *each(
        "divided by the sum of the weights",
        "You divide by the sum of the kernel's weights. A convolution divides by nothing.",
        combine=[
            lambda window, k: (window * k).sum() / k.sum(),
            lambda window, k: (window * k).sum() / (k.sum() or 1),
        ],
    ),
    *each(
        "divided by the sum of the weights without their signs",
        "You divide by the sum of the kernel's weights, taken without their signs. A "
        "convolution divides by nothing.",
        combine=[
            lambda window, k: (window * k).sum() / abs(k).sum(),
            lambda window, k: (window * k).sum() / (abs(k).sum() or 1),
            lambda window, k: (window * k).sum() / max(abs(k).sum(), 1),
        ],
    ),
    wrong_step(
        "weights taken off the pixels",
        "You take the weights off the pixels. A pixel is multiplied by its weight.",
        combine=lambda window, k: (window - k).sum(),
    ),
    wrong_step(
        "last product alone",
        "Each value is the last product of its window: the earlier ones are overwritten. "
        "Add to a sum that starts at 0 for every window.",
        combine=lambda window, k: window[-1, -1] * k[-1, -1],
    ),
    wrong_step(
        "last row of products alone",
        "Each value is the sum of its window's last row: the rows above are overwritten. "
        "Add to a sum that starts at 0 for every window.",
        combine=lambda window, k: (window[-1] * k[-1]).sum(),
    ),
    wrong_step(
        "first row of products alone",
        "Each value is the sum of its window's first row. The other rows belong to it.",
        combine=lambda window, k: (window[0] * k[0]).sum(),
    ),
    wrong_step(
        "largest product instead of sum",
        "Each value is the largest product of its window. Add all of them up.",
        combine=lambda window, k: (window * k).max(),
    ),
    wrong_step(
        "weights added to the pixels",
        "You add the weights to the pixels. A pixel is multiplied by its weight.",
        combine=lambda window, k: (window + k).sum(),
    ),
    wrong_step(
        "window added up without the kernel",
        "You add the window's pixels up, and the kernel has no say in it.",
        combine=lambda window, k: window.sum(),
    ),
    *(
        Misconception(
            "sum not started anew",
            "Your values are running totals: the sum goes on where the window before has "
            "ended. Start it at 0 for every window.",
            after=after,
        )
        for after in (
            lambda result: np.cumsum(result).reshape(np.shape(result)),
            lambda result: np.cumsum(result, axis=1),
        )
    ),
    Misconception(
        "negative values cut off",
        "There is no value below 0 in your map. That is the work of a ReLU, which comes "
        "after the convolution.",
        after=lambda result: np.maximum(result, 0),
    ),
    Misconception(
        "cut to 0 … 255",
        "There is no value below 0 in your map, and none above 255. A map is no picture: "
        "leave its values as they are.",
        after=lambda result: np.clip(result, 0, 255),
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
    wrong_step(
        "map of the image's type",
        "Your map has the type of the image. If that is a whole number, fractions are "
        "lost, and one of 8 bits starts again after 255. Collect the results in an array "
        "of floats.",
        kept=lambda image, kernel: image.dtype,
    ),
    wrong_step(
        "map of the kernel's type",
        "Your map has the type of the kernel. If that is a whole number, fractions are "
        "lost. Collect the results in an array of floats.",
        kept=lambda image, kernel: kernel.dtype,
    ),
    *(
        Misconception(
            "rounded to a few digits",
            "Your values are rounded. Leave them as they come out.",
            after=lambda result, digits=digits: np.round(result, digits),
        )
        for digits in (1, 2)
    ),
    Misconception(
        "output of bytes",
        "Your output wraps around below 0 and above 255: it is an array of uint8. Collect "
        "the results in an array that can hold them.",
        after=lambda result: np.trunc(result) % 256,
    ),
)
"""Made with the products, or with the array that takes their sums."""

_TOO_EARLY = (
    "You stop one window too early, in both directions. Where does the last window start, "
    "if it ends on the last pixel?"
)

PLACE_MISTAKES = (
    wrong_step(
        "last window missing",
        _TOO_EARLY,
        missing=(1, 1),
    ),
    wrong_step(
        "last window missing",
        _TOO_EARLY,
        dropped=(1, 1),
    ),
    wrong_step(
        "last row of windows missing",
        "You stop one row of windows too early. Where does the last window start, if it "
        "ends on the last row?",
        missing=(1, 0),
    ),
    wrong_step(
        "last column of windows missing",
        "You stop one window too early to the right. Where does the last one start, if "
        "it ends on the last column?",
        missing=(0, 1),
    ),
    wrong_step(
        "last row and column left at 0",
        "The last row and the last column of your map are 0: there your loops do not get.",
        zero=((0, 1), (0, 1)),
    ),
    wrong_step(
        "last row left at 0",
        "The last row of your map is 0: there your loop does not get.",
        zero=((0, 1), (0, 0)),
    ),
    wrong_step(
        "last column left at 0",
        "The last column of your map is 0: there your loop does not get.",
        zero=((0, 0), (0, 1)),
    ),
    wrong_step(
        "first row and column left at 0",
        "The first row and the first column of your map are 0. Python counts from 0.",
        zero=((1, 0), (1, 0)),
    ),
    wrong_step(
        "counted from 1",
        "Your first window starts in row 1, column 1. Python counts from 0.",
        first=1,
    ),
    wrong_step(
        "windows side by side",
        "Your windows do not overlap: each starts where the one before has ended. The "
        "window moves by one pixel.",
        hop=True,
    ),
    *each(
        "as large as the image",
        "Your map is as large as the image, which takes zeros around it. A window hangs "
        "over no edge.",
        around=[
            lambda f: ((f - 1) // 2, f // 2),
            lambda f: (f // 2, (f - 1) // 2),
        ],
    ),
    wrong_step(
        "a border of zeros, always",
        "You put a row and a column of zeros on every side, whatever is asked. A window "
        "hangs over no edge.",
        around=lambda f: (1, 1),
    ),
    wrong_step(
        "windows that hang over the edge",
        "Your map is larger than the image: it counts windows that lie on it with one "
        "corner only. A window hangs over no edge.",
        around=lambda f: (f - 1, f - 1),
    ),
    wrong_step(
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
        "map turned by 180°",
        "The last window's value comes first in your map. Each value keeps the place of "
        "its window.",
        after=lambda result: np.asarray(result)[::-1, ::-1],
    ),
    Misconception(
        "map upside down",
        "Your map is upside down. Each value keeps the place of its window.",
        after=lambda result: np.asarray(result)[::-1],
    ),
    Misconception(
        "map mirrored left to right",
        "Your map is mirrored. Each value keeps the place of its window.",
        after=lambda result: np.asarray(result)[:, ::-1],
    ),
    Misconception(
        "map without its shape",
        "Your values are one long row. A map has a row for each row of windows.",
        after=np.ravel,
    ),
)
"""Made with the places where the window stands."""


def _padded(name, hint, **steps):
    return Misconception(name, hint, steps=steps, about=("padding",))


def _strided(name, hint, **steps):
    return Misconception(name, hint, steps=steps, about=("stride",))


def _both(name, hint, **steps):
    return Misconception(name, hint, steps=steps, about=("padding", "stride"))


SETTING_MISTAKES = (
    _padded(
        "padding ignored",
        "Nothing changes when padding is more than 0. Put that many rows and columns of "
        "zeros on every side before you slide.",
        sides=(0, 0, 0, 0),
    ),
    _padded(
        "padding on one side only",
        "You add zeros at the top and on the left only. Padding p means p on all four "
        "sides.",
        sides=(1, 0, 1, 0),
    ),
    _padded(
        "padding below and on the right only",
        "You add zeros below and on the right only. Padding p means p on all four sides.",
        sides=(0, 1, 0, 1),
    ),
    _padded(
        "rows padded, columns not",
        "You add rows of zeros, and no columns. Padding p means p on all four sides.",
        sides=(1, 1, 0, 0),
    ),
    _padded(
        "columns padded, rows not",
        "You add columns of zeros, and no rows. Padding p means p on all four sides.",
        sides=(0, 0, 1, 1),
    ),
    _padded(
        "padding counted twice",
        "You add twice as many zeros as asked for: padding is what comes on each side.",
        sides=(2, 2, 2, 2),
    ),
    _padded(
        "padding halved",
        "You divide the padding over both sides. Padding p means p rows and columns on "
        "each side.",
        sides=lambda p: (p // 2, p - p // 2, p // 2, p - p // 2),
    ),
    _padded(
        "padding around the map",
        "You put the zeros around the finished map. They belong around the image, before "
        "the kernel slides.",
        pad_map=True,
    ),
    _padded(
        "padding with copies of the border",
        "Your border repeats the edge pixels. The padding here is made of zeros.",
        border="edge",
    ),
    _padded(
        "padding with mirrored pixels",
        "Your border mirrors the pixels. The padding here is made of zeros.",
        border="reflect",
    ),
    _padded(
        "padding with ones",
        "Your border is made of ones. The padding here is made of zeros.",
        fill=1,
    ),
    _strided(
        "stride ignored",
        "Your window always moves by one pixel. After each step it should move by stride "
        "pixels, down as well as to the right.",
        steps=(False, False),
    ),
    _both(
        "padding and stride ignored",
        "Your map is the same whatever padding and stride are. Add the zeros before you "
        "slide, and let the window move by stride pixels.",
        sides=(0, 0, 0, 0),
        steps=(False, False),
    ),
    _strided(
        "stride in one direction only (down)",
        "Your window moves by stride pixels downwards, but by one to the right.",
        steps=(True, False),
    ),
    _strided(
        "stride in one direction only (right)",
        "Your window moves by stride pixels to the right, but by one downwards.",
        steps=(False, True),
    ),
    _strided(
        "stride in the size of the map only",
        "Your map has the right size, but its windows move by one pixel. They should move "
        "by stride pixels.",
        compact=True,
    ),
    _strided(
        "number of windows rounded up",
        "Where the stride leaves pixels over, your map has a row or a column of zeros at "
        "its end. A window that does not fit is none.",
        rounded_up=True,
    ),
    Misconception(
        "image thinned before the kernel slides",
        "You take every stride-th pixel of the image, and slide by one over these. All "
        "pixels of a window belong to it; it is the window that moves by stride.",
        about=("padding", "stride"),
        before=lambda image, padding, stride, **rest: {
            "image": np.pad(np.asarray(image), padding)[::stride, ::stride],
            "padding": 0,
            "stride": 1,
        },
    ),
    Misconception(
        "padding and stride swapped",
        "You take the padding for the stride, and the stride for the padding.",
        about=("padding", "stride"),
        before=lambda padding, stride, **rest: {
            "padding": stride,
            "stride": max(padding, 1),
        },
    ),
)
"""Made with padding and stride."""
