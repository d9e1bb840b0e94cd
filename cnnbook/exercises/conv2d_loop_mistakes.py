"""Mistakes that are made with the image, and with loops, when a kernel slides.

They are steps of `cnnbook.exercises.conv2d_in_steps`, as those of
`cnnbook.exercises.conv2d_mistakes` are.
"""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.mistakes import Misconception, each, wrong_step


def _turned(name, hint, turn):
    def before(image, **rest):
        return {"image": turn(np.asarray(image))}

    return Misconception(name, hint, before=before)


def _made_of_it(name, hint, *ways):
    return tuple(Misconception(name, hint, after=way) for way in ways)


IMAGE_MISTAKES = (
    _turned(
        "image turned by 180°",
        "These are the values of an image that is turned by 180°; turning kernel and map "
        "gives the same. Nothing is turned here.",
        lambda image: image[::-1, ::-1],
    ),
    _turned(
        "image upside down",
        "These are the values of an image that is upside down; turning kernel and map "
        "upside down gives the same. Nothing is turned here.",
        lambda image: image[::-1],
    ),
    _turned(
        "image mirrored left to right",
        "These are the values of a mirrored image; mirroring kernel and map gives the "
        "same. Nothing is mirrored here.",
        lambda image: image[:, ::-1],
    ),
    _turned(
        "image transposed",
        "These are the values of a transposed image. Its first axis runs down.",
        np.transpose,
    ),
)
"""Made with the image, before anything slides."""


def _up_and_to_the_left(image, row, column, kernel):
    f_h, f_w = kernel.shape
    return image[np.ix_(row - np.arange(f_h), column - np.arange(f_w))]


def _row_for_column(image, row, column, kernel):
    f_h, f_w = kernel.shape
    return image[np.ix_(column + np.arange(f_h), row + np.arange(f_w))]


def _pixel_for_pixel(image, row, column, kernel):
    """Read what image[column + v, row + u] gives, for the weight in row u, column v."""
    f_h, f_w = kernel.shape
    return image[np.ix_(column + np.arange(f_w), row + np.arange(f_h))].T


def _left_out(rows, columns):
    def combine(window, kernel):
        f_h, f_w = kernel.shape
        return (window * kernel)[: f_h - rows, : f_w - columns].sum()

    return combine


def _rest_0(rows, columns):
    def after(result):
        kept = np.zeros(np.shape(result))
        kept[:rows, :columns] = np.asarray(result)[:rows, :columns]
        return kept

    return after


def _last_row_everywhere(result):
    result = np.array(result)
    return np.broadcast_to(result[-1:], result.shape)


def _cut(kind, wide=False):
    def cast(image, kernel):
        image = image.astype(kind)
        return (image.astype(float), kernel) if wide else (image, kernel.astype(kind))

    return cast


LOOP_MISTAKES = (
    *_made_of_it(
        "returned after the first row",
        "You get as far as the first row of the map. Does your return stand inside of "
        "the loop?",
        _rest_0(1, None),
        lambda result: np.asarray(result)[:1],
    ),
    *_made_of_it(
        "returned after the first window",
        "You get as far as the first window. Does your return stand inside of a loop?",
        _rest_0(1, 1),
        lambda result: np.asarray(result)[:1, :1],
        lambda result: np.asarray(result)[0, 0],
    ),
    *_made_of_it(
        "all rows are the last one",
        "Each row of your map is its last row. A list times a number holds the same row "
        "several times, and what is written into one is in all.",
        _last_row_everywhere,
    ),
    *_made_of_it(
        "every second window only",
        "Your window moves by two pixels. It moves by one.",
        lambda result: np.asarray(result)[::2, ::2],
    ),
    wrong_step(
        "always the first window",
        "Every value is that of the first window. The place of the window has no say in "
        "which pixels you read.",
        read=lambda image, row, column, kernel: image[
            : kernel.shape[0], : kernel.shape[1]
        ],
    ),
    wrong_step(
        "window read up and to the left",
        "You take the kernel's row and column off those of the window, so you read pixels "
        "above and to the left; below 0 Python goes on at the other end.",
        read=_up_and_to_the_left,
    ),
    *each(
        "row and column of the window swapped",
        "You read the window whose row and column are swapped. The row comes first.",
        read=[_row_for_column, _pixel_for_pixel],
    ),
    wrong_step(
        "last row and column of the kernel ignored",
        "The last row and the last column of the kernel have no say in your values: your "
        "loops over the kernel stop too early.",
        combine=_left_out(1, 1),
    ),
    wrong_step(
        "last row of the kernel ignored",
        "The last row of the kernel has no say in your values: your loop over its rows "
        "stops too early.",
        combine=_left_out(1, 0),
    ),
    wrong_step(
        "last column of the kernel ignored",
        "The last column of the kernel has no say in your values: your loop over its "
        "columns stops too early.",
        combine=_left_out(0, 1),
    ),
    *_made_of_it(
        "one window too many",
        "Your map has a row and a column too many, of zeros. Where does the last window "
        "start, if it ends on the last pixel?",
        lambda result: np.pad(result, ((0, 1), (0, 1))),
    ),
    wrong_step(
        "windows that hang over on the right and below",
        "Your map has a row and a column too many: windows hang over on the right and "
        "below, as if there were zeros. A window hangs over no edge.",
        around=lambda f: (0, 1),
    ),
    wrong_step(
        "windows that hang over on the left and above",
        "Your map has a row and a column too many: windows hang over on the left and "
        "above, as if there were zeros. A window hangs over no edge.",
        around=lambda f: (1, 0),
    ),
)
"""Made in the loops over windows, or over the kernel."""

BYTE_MISTAKES = (
    *each(
        "multiplied in 8 bits",
        "You turn image and kernel into 8-bit numbers: fractions are lost, and products "
        "start again at the end of the range.",
        cast=[_cut(np.uint8), _cut(np.int8)],
    ),
    Misconception(
        "multiplied in 8 bits",
        "You turn image and kernel into 8-bit numbers: fractions are lost, and products "
        "start again at the end of the range.",
        steps={"cast": _cut(np.int8), "dtype": np.int8},
    ),
    wrong_step(
        "image cut to 8 bits",
        "You turn the image into numbers from 0 to 255. It may hold fractions, and "
        "numbers below 0.",
        cast=_cut(np.uint8, wide=True),
    ),
)
"""Made with the type in which window and kernel are multiplied."""
