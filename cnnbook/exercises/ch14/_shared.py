"""Pasting kernels in steps, and the mistakes that are made with it."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.mistakes import Misconception, each


def step(name, hint, **steps):
    """Return the mistake of somebody who does a step of the work in another way."""
    return Misconception(name, hint, steps=steps)


def after(name, hint, change):
    """Return the mistake of somebody who changes the right result in the end."""
    return Misconception(name, hint, after=change)


def _added(pixels, patch, seen):
    return pixels + patch


def paste_in_steps(
    values,
    kernel,
    stride=1,
    *,
    turn=lambda kernel: kernel,
    pace=lambda stride, f_h, f_w: (stride, stride),
    patch=lambda value, kernel: value * kernel,
    join=_added,
    last=0,
    divide=False,
):
    """Paste the kernel for every value, one after another.

    Parameters
    ----------
    values, kernel, stride
        As in the exercises.
    turn : callable
        What is done to the kernel first.
    pace : callable
        Makes the steps down and to the right, of the stride and the kernel's size.
    patch : callable
        Makes what is pasted, of a value and the kernel.
    join : callable
        Makes new pixels of the old ones, the patch, and how many patches lie there.
    last : int
        So many values at the end are left out.
    divide : bool
        Divide each pixel by the number of patches on it.
    """
    (height, width), kernel = values.shape, turn(kernel)
    f_h, f_w = kernel.shape
    down, right = pace(stride, f_h, f_w)
    size = (height - 1) * down + f_h, (width - 1) * right + f_w
    result, seen = np.zeros(size), np.zeros(size)
    for i, j in list(np.ndindex(height, width))[: values.size - last]:
        place = np.s_[i * down : i * down + f_h, j * right : j * right + f_w]
        result[place] = join(result[place], patch(values[i, j], kernel), seen[place])
        seen[place] += 1
    return result / np.maximum(seen, 1) if divide else result


FLIPPED = (
    "Your kernel is turned by 180°. Paste it as it stands, so that its top left weight "
    "lands where the value's window begins."
)

PASTING = (
    step("kernel turned by 180°", FLIPPED, turn=lambda kernel: kernel[::-1, ::-1]),
    step(
        "kernel mirrored left to right",
        "Your kernel is mirrored: its first column lands at the right. Paste it as it "
        "stands.",
        turn=lambda kernel: kernel[:, ::-1],
    ),
    step(
        "kernel upside down",
        "Your kernel is upside down: its first row lands at the bottom. Paste it as it "
        "stands.",
        turn=lambda kernel: kernel[::-1],
    ),
    step(
        "kernel transposed",
        "Your kernel is transposed: its first row is pasted as a column. Paste it as it "
        "stands.",
        turn=np.transpose,
    ),
    step(
        "signs of the weights lost",
        "You paste every weight as if it were positive.",
        turn=np.abs,
    ),
    step(
        "overwritten where kernels overlap",
        "Where two pasted kernels lie on one another you keep the later one. They are "
        "added: is there an = where += should be?",
        join=lambda pixels, patch, seen: patch,
    ),
    step(
        "first one kept where kernels overlap",
        "Where two pasted kernels lie on one another you keep the earlier one. They are "
        "added.",
        join=lambda pixels, patch, seen: np.where(seen > 0, pixels, patch),
    ),
    step(
        "mean where kernels overlap",
        "Where pasted kernels lie on one another you average them. They are added, and "
        "divided by nothing.",
        divide=True,
    ),
    step(
        "larger one kept where kernels overlap",
        "Where two pasted kernels lie on one another you keep the larger number. They "
        "are added.",
        join=lambda pixels, patch, seen: np.where(
            seen > 0, np.maximum(pixels, patch), patch
        ),
    ),
    step(
        "pasted side by side",
        "Your kernels lie side by side. The next one begins a stride further on, "
        "however large the kernel is.",
        pace=lambda stride, f_h, f_w: (f_h, f_w),
    ),
    step(
        "stride to the right only",
        "Your kernels move down by one pixel. The stride holds in both directions.",
        pace=lambda stride, f_h, f_w: (1, stride),
    ),
    step(
        "stride down only",
        "Your kernels move to the right by one pixel. The stride holds in both "
        "directions.",
        pace=lambda stride, f_h, f_w: (stride, 1),
    ),
    step(
        "pixels left out between two kernels",
        "You leave a stride out between two kernels. It counts from where one "
        "begins to where the next one begins.",
        pace=lambda stride, f_h, f_w: (f_h + stride, f_w + stride),
    ),
    step(
        "value added to the weights",
        "You add the value to each weight. The whole kernel is multiplied by it.",
        patch=lambda value, kernel: value + kernel,
    ),
    step(
        "kernel pasted without the value",
        "You paste the kernel as it is. It is multiplied by the value first.",
        patch=lambda value, kernel: kernel,
    ),
    step(
        "value pasted without the weights",
        "You paste the value itself on every pixel. Each is multiplied by its weight.",
        patch=lambda value, kernel: np.full(kernel.shape, value),
    ),
    step(
        "last value left out",
        "The last value pastes nothing. Does your loop reach it?",
        last=1,
    ),
    Misconception(
        "map transposed",
        "You take the map's rows for its columns.",
        before=lambda values, **others: {"values": values.T},
    ),
    Misconception(
        "signs of the values lost",
        "You multiply by every value as if it were positive.",
        before=lambda values, **others: {"values": np.abs(values)},
    ),
    after(
        "rows and columns of the result swapped",
        "Your rows stand where the columns should, and your columns where the rows "
        "should: the result is transposed.",
        np.transpose,
    ),
    after(
        "negative numbers cut off",
        "You cut off negative numbers. No ReLU was asked for.",
        lambda result: np.maximum(result, 0),
    ),
    after(
        "result in one line",
        "Your numbers stand in one long row. Give them their rows and columns.",
        np.ravel,
    ),
)
"""Made by hand and in a function."""

STRIDES = (
    step(
        "stride ignored",
        "Your kernels move by one pixel. The next one begins a stride further on.",
        pace=lambda stride, f_h, f_w: (1, 1),
    ),
    *each(
        "stride one off",
        "Your kernels do not move by the stride. Where does the first one begin, and "
        "where the second?",
        pace=[lambda stride, f_h, f_w: (stride + 1, stride + 1)],
    ),
)
