"""A transposed convolution as a function."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import ints, later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch14._shared import (
    PASTING,
    STRIDES,
    after,
    paste_in_steps,
    step,
)


def _numbers(random, *shape, low=-5, high=9, half=False):
    found = random.integers(low, high + 1, shape)
    return found * 0.5 if half else found


def _case(random, map_size, kernel_size, stride=None, halves=(False, False)):
    values = _numbers(random, *map_size, half=halves[0])
    kernel = _numbers(random, *kernel_size, low=-4, high=4, half=halves[1])
    return Case((values, kernel), {} if stride is None else {"stride": stride})


def _draw(random: np.random.Generator) -> Case:
    """Draw a small map and a kernel that is smaller than the stride, or larger."""
    map_size = ints(*random.integers(1, 5, 2))
    kernel_size = ints(*random.integers(1, 5, 2))
    stride = [None, 1, 2, 2, 3][int(random.integers(5))]
    halves = [(False, False), (False, False), (True, False), (False, True)]
    which = halves[int(random.integers(4))]
    return _case(random, map_size, kernel_size, stride, which)


def _about(values, kernel, stride=1):
    f_h, f_w = kernel.shape
    return {
        ("the stride is 1", "the stride is above 1"): stride == 1,
        ("kernels overlap", "kernels do not overlap"): (
            (f_h > stride and len(values) > 1) or (f_w > stride and values.shape[1] > 1)
        ),
        ("the stride is larger than the kernel", "no stride is larger"): (
            stride > min(f_h, f_w)
        ),
        ("the kernel is square", "the kernel is not square"): f_h == f_w,
        ("the map is square", "the map is not square"): (
            values.shape[0] == values.shape[1]
        ),
    }


def _by_matrix(values, kernel, stride=1):
    """Transpose the matrix of the convolution, found pixel by pixel."""
    (h, w), (f_h, f_w) = values.shape, kernel.shape
    size = (h - 1) * stride + f_h, (w - 1) * stride + f_w
    rows = []
    for i, j in np.ndindex(h, w):
        row = np.zeros(size)
        row[i * stride : i * stride + f_h, j * stride : j * stride + f_w] = kernel
        rows.append(row.ravel())
    return (np.array(rows).T @ values.ravel()).reshape(size)


def _spread_out(values, kernel, stride=1):
    """Put zeros between the values, and slide the turned kernel over all of it."""
    (h, w), (f_h, f_w) = values.shape, kernel.shape
    apart = np.zeros(((h - 1) * stride + 1, (w - 1) * stride + 1))
    apart[::stride, ::stride] = values
    padded = np.pad(apart, ((f_h - 1,) * 2, (f_w - 1,) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return (windows * kernel[::-1, ::-1]).sum(axis=(2, 3))


def _convolution(values, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(values, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))[::stride, ::stride]


def _square(values, kernel, stride=1):
    f = kernel.shape[0]
    return paste_in_steps(values, kernel[:, :f], stride)


_random = later(1412, 77)

EXERCISE = FunctionExercise(
    __name__,
    title="Write the transposed convolution",
    difficulty=2,
    points=3,
    place=40,
    look=(
        "Take the map [[1, 10]] and the kernel [[1, 2, 3]]. Write the result down for "
        "stride 1, 2 and 4 before you print yours. Where does the second kernel begin?"
    ),
    section="A small map grows, by hand",
    reference=paste_in_steps,
    library=("conv_transpose", "Conv2DTranspose", "conv2d_transpose"),
    cases=(
        Case((np.array([[1, 10]]), np.array([[1, 2, 3]])), {"stride": 2}),
        Case(
            (np.array([[3, 1], [0, 2]]), np.array([[1, 2, 1], [0, 1, -1], [2, 0, 1]]))
        ),
        _case(_random, (2, 3), (2, 3), 2),
        _case(_random, (3, 2), (4, 3), 3),
        _case(_random, (2, 3), (3, 2)),
        _case(_random, (3, 2), (3, 3), 2, (True, False)),
        _case(_random, (2, 4), (2, 2), 2, (False, True)),
        _case(_random, (3, 3), (1, 2), 3),
        _case(_random, (1, 1), (2, 3), 2),
    ),
    draw=_draw,
    features=_about,
    fine=("values", "kernel"),
    axes=dict.fromkeys(("values", "kernel"), ("height", "width")),
    misconceptions=(
        *PASTING,
        *STRIDES,
        step(
            "stride always 2",
            "Your kernels move by two pixels whatever the stride is.",
            pace=lambda stride, f_h, f_w: (2, 2),
        ),
        Misconception(
            "a convolution",
            "Your result is smaller than the map: you slide a window over it. Here each "
            "value makes a window.",
            _convolution,
        ),
        Misconception(
            "square kernel assumed",
            "You take the kernel's height for its width as well. It need not be square.",
            _square,
        ),
        after(
            "fractions cut off",
            "Your result can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect it?",
            np.trunc,
        ),
        after(
            "rounded",
            "Your result is rounded to whole numbers. It may hold fractions.",
            np.round,
        ),
        Misconception(
            "cut to the stride times the map",
            "You cut the result to the size of the map times the stride, as Keras does "
            "with “same” padding. Here nothing is cut off.",
            lambda values, kernel, stride=1: paste_in_steps(values, kernel, stride)[
                : len(values) * stride, : values.shape[1] * stride
            ],
        ),
    ),
    alternatives=(
        Alternative("the transposed matrix of the convolution", _by_matrix),
        Alternative("zeros between the values, and the turned kernel", _spread_out),
    ),
)
