"""One number for each channel: its mean."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch06._shared import after, step
from cnnbook.exercises.mistakes import Misconception, each


def _mean(x, axes):
    """Average without a warning where there is nothing."""
    total = x.sum(axis=axes, dtype=float)
    number = np.prod([x.shape[axis] for axis in axes])
    return total / number if number else np.full(np.shape(total), np.nan)


def averages_in_steps(
    x,
    *,
    axes=(0, 1),
    part=lambda x: x,
    mean=_mean,
):
    """Average some part of a volume over some of its axes."""
    return mean(part(x), axes)


def _number(x, axes):
    return np.prod([x.shape[axis] for axis in axes])


def _square_part(x):
    n = min(x.shape[:2])
    return x[:n, :n]


def _without_zeros(x, axes):
    return x.sum(axis=axes) / np.maximum((x != 0).sum(axis=axes), 1)


def _draw(random: np.random.Generator) -> Case:
    shape = tuple(int(n) for n in random.integers([1, 1, 1], [6, 6, 5]))
    x = random.integers(-9, 20, shape)
    kind = random.integers(4)
    if kind == 0:
        x = random.integers(0, 256, shape).astype(np.uint8)
    return Case((x / 4 if kind == 1 else x,))


_random = np.random.default_rng(616)


EXERCISE = FunctionExercise(
    __name__,
    title="Global average pooling",
    difficulty=1,
    points=1,
    place=20,
    look=(
        "Print x[:, :, 0] for a small volume and average it on paper: that is the first "
        "number. Then print the shape of x and of your result."
    ),
    section="Global average pooling",
    reference=averages_in_steps,
    library=("GlobalAveragePooling2D",),
    cases=(
        Case((np.array([[[1, 50], [2, 0]], [[6, 10], [5, -20]]]),)),
        Case((np.array([[[1, 50], [2, 0], [6, 16]]]),)),
        Case((np.array([[[-4, 5, 0]], [[1, 2, 4]]]),)),
        Case((_random.integers(-9, 20, (2, 3, 4)),)),
        Case((_random.integers(-9, 20, (3, 2, 3)) / 4,)),
        Case((_random.integers(0, 256, (2, 4, 2)).astype(np.uint8),)),
        Case((_random.integers(-9, 20, (3, 4, 4)),)),
        Case((np.array([[[20000, -3]], [[30001, 500]]]),)),
        Case((np.array([[[1, 2, 3, -4, 5, 6], [3, 0, 3, 4, -9, 8]]]),)),
    ),
    draw=_draw,
    fine=("x",),
    misconceptions=(
        step(
            "mean over the channels",
            "You average the channels at each pixel. Average the pixels of each channel.",
            axes=(2,),
        ),
        step(
            "mean over the rows only",
            "You average along one axis. Height and width should both be gone.",
            axes=(0,),
        ),
        step(
            "mean over the columns only",
            "You average along one axis. Height and width should both be gone.",
            axes=(1,),
        ),
        step(
            "one mean of everything",
            "You return one number. Every channel keeps a mean of its own.",
            axes=(0, 1, 2),
        ),
        step(
            "mean of the first channel only",
            "You return the mean of channel 0 alone. Every channel has a mean of its own.",
            axes=(0, 1, 2),
            part=lambda x: x[..., :1],
        ),
        step(
            "last row left out",
            "You leave out the last row of every channel. range, and a slice, leave out "
            "their end by themselves.",
            part=lambda x: x[:-1],
        ),
        step(
            "last column left out",
            "You leave out the last column of every channel. range, and a slice, leave "
            "out their end by themselves.",
            part=lambda x: x[:, :-1],
        ),
        step(
            "mean over height and channels",
            "You average over the height and the channels. The channels are the axis that "
            "stays.",
            axes=(0, 2),
        ),
        step(
            "mean over width and channels",
            "You average over the width and the channels, one number for each row. The "
            "channels are the axis that stays.",
            axes=(1, 2),
        ),
        step(
            "maximum instead of mean",
            "You take the largest value of each channel. That is global max pooling.",
            mean=lambda x, axes: x.max(axis=axes),
        ),
        step(
            "sum instead of mean",
            "You add up each channel. How many pixels does it have?",
            mean=lambda x, axes: x.sum(axis=axes),
        ),
        step(
            "median instead of mean",
            "You take the value in the middle of the sorted channel. The mean adds up and "
            "divides.",
            mean=lambda x, axes: np.median(x, axis=axes) if x.size else _mean(x, axes),
        ),
        *each(
            "halfway between the extremes",
            "You take the middle of the smallest and the largest value. All values count.",
            mean=[
                lambda x, axes: (x.min(axis=axes).astype(float) + x.max(axis=axes)) / 2,
                lambda x, axes: (x.min(axis=axes) + x.max(axis=axes)) / 2,  # in bytes
            ],
        ),
        step(
            "divided by everything",
            "You divide by the number of values in the whole volume. Each mean is over "
            "one channel.",
            mean=lambda x, axes: x.sum(axis=axes) / x.size,
        ),
        step(
            "divided by the channels",
            "You divide by the number of channels. Each channel has as many values as the "
            "map has pixels.",
            mean=lambda x, axes: x.sum(axis=axes) / x.shape[2],
        ),
        step(
            "divided by the height squared",
            "You divide by the height twice. The map need not be square.",
            mean=lambda x, axes: x.sum(axis=axes) / x.shape[0] ** 2,
        ),
        step(
            "divided by the width squared",
            "You divide by the width twice. The map need not be square.",
            mean=lambda x, axes: x.sum(axis=axes) / x.shape[1] ** 2,
        ),
        step(
            "divided by the height only",
            "You divide by the number of rows. Each channel has columns as well.",
            mean=lambda x, axes: x.sum(axis=axes) / x.shape[0],
        ),
        step(
            "divided by the width only",
            "You divide by the number of columns. Each channel has rows as well.",
            mean=lambda x, axes: x.sum(axis=axes) / x.shape[1],
        ),
        step(
            "divided by one less",
            "You divide by one less than the number of pixels. For a mean, all of them "
            "count.",
            mean=lambda x, axes: x.sum(axis=axes) / max(_number(x, axes) - 1, 1),
        ),
        step(
            "standard deviation instead of mean",
            "You return how widely the values of each channel are spread. Their mean is "
            "wanted.",
            mean=lambda x, axes: np.sqrt(_mean((x - _mean(x, (0, 1))) ** 2, axes)),
        ),
        step(
            "geometric mean",
            "You average logarithms. The mean adds the values up and divides.",
            mean=lambda x, axes: np.exp(
                _mean(np.log(np.abs(x.astype(float)) + 1e-12), axes)
            ),
        ),
        step(
            "sum goes on from channel to channel",
            "Your sum is not started anew for each channel, so the second mean contains "
            "the first.",
            mean=lambda x, axes: np.cumsum(_mean(x, axes)),
        ),
        step(
            "zeros not counted",
            "You divide by the number of values that are not 0. A pixel of value 0 is a "
            "pixel too.",
            mean=_without_zeros,
        ),
        step(
            "8-bit sums",
            "Your sums start again at 0 after 255 when the volume holds 8-bit numbers. "
            "Convert before you add.",
            mean=lambda x, axes: x.sum(axis=axes, dtype=x.dtype) / _number(x, axes),
        ),
        step(
            "negative values count as zero",
            "You take negative values for 0. They count as they are.",
            part=lambda x: np.maximum(x, 0),
        ),
        step(
            "signs lost",
            "You average without the signs. Negative values pull the mean down.",
            part=lambda x: np.abs(x),
        ),
        step(
            "last row and column left out",
            "You leave out the last row and the last column. A slice leaves out its end "
            "by itself.",
            part=lambda x: x[:-1, :-1],
        ),
        step(
            "square part only",
            "You average a square part of each channel. The map need not be square.",
            part=_square_part,
        ),
        step(
            "first channel only",
            "You return the mean of the first channel alone. There is one for each.",
            part=lambda x: x[:, :, :1],
        ),
        step(
            "always three channels",
            "You count on three channels. How many x has, its shape says.",
            part=lambda x: x[:, :, [0, 1, 2]],
        ),
        step(
            "channels torn apart by a reshape",
            "Your reshape deals the values of one channel out to several. The channels "
            "are the last axis of x: keep them last.",
            part=lambda x: np.moveaxis(x.reshape(x.shape[2], *x.shape[:2]), 0, -1),
        ),
        after(
            "integer division",
            "Your means are rounded down to whole numbers. Keep the fraction.",
            np.floor,
        ),
        after(
            "fractions cut off",
            "Your means have lost their fractions. Which type does the array have in "
            "which you collect them?",
            np.trunc,
        ),
        after(
            "rounded",
            "Your means are rounded to whole numbers. Keep the fraction.",
            np.round,
        ),
        after(
            "negative means cut off",
            "None of your means is below 0. A mean may be negative.",
            lambda means: np.maximum(means, 0),
        ),
        after(
            "signs of the means lost",
            "None of your means is below 0: they have lost their signs.",
            np.abs,
        ),
        after(
            "means scaled to a sum of 1",
            "You divide the means by their sum. They are wanted as they are.",
            lambda means: means / np.where(np.sum(means), np.sum(means), 1),
        ),
        after(
            "means sorted",
            "Your means are sorted. They come in the order of the channels.",
            np.sort,
        ),
        Misconception(
            "output of the volume's type",
            "Your output has the volume's type, so the means of whole numbers lose their "
            "fractions. Collect them in floats.",
            lambda x: x.mean(axis=(0, 1)).astype(x.dtype),
        ),
        after(
            "axes kept",
            "Your means are right, but two axes of length 1 are left over. A list of one "
            "number per channel is wanted.",
            lambda means: np.asarray(means)[None, None],
        ),
        after(
            "last channel missing",
            "The mean of the last channel is missing. range leaves out its end by itself.",
            lambda means: np.asarray(means)[..., :-1],
        ),
        after(
            "channels in the reverse order",
            "Your means come in the opposite order of the channels.",
            lambda means: np.asarray(means)[::-1],
        ),
    ),
    alternatives=(
        Alternative(
            "summed by einsum and divided",
            lambda x: np.einsum("ijk->k", x.astype(float)) / x[:, :, 0].size,
        ),
        Alternative(
            "channel after channel; a list comes back",
            lambda x: [float(np.mean(c)) for c in np.moveaxis(x, 2, 0)],
        ),
    ),
)
