"""How far moving first differs from convolving first."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _right(image, shift):
    return np.pad(image, ((0, 0), (shift, 0)))[:, : image.shape[1]]


def _left(image, shift):
    return np.pad(image, ((0, 0), (0, shift)))[:, shift:]


def _down(image, shift):
    return np.pad(image, ((shift, 0), (0, 0)))[: image.shape[0]]


def _inside(x, rows, columns):
    height, width = x.shape
    return x[rows : height - rows, columns : width - columns]


def _error(image, kernel, shift, margin, move=_right, keep=np.abs, pick=np.max):
    one = ops.conv2d(move(image, shift), kernel, "same")
    other = move(ops.conv2d(image, kernel, "same"), shift)
    return pick(_inside(keep(one - other), margin, margin))


def _invariance(image, kernel, shift, margin):
    one = ops.conv2d(_right(image, shift), kernel, "same")
    other = ops.conv2d(image, kernel, "same")
    return np.abs(_inside(one - other, margin, margin)).max()


def _columns_only(image, kernel, shift, margin):
    one = ops.conv2d(_right(image, shift), kernel, "same")
    other = _right(ops.conv2d(image, kernel, "same"), shift)
    return np.abs(_inside(one - other, 0, margin)).max()


def _draw_error(random: np.random.Generator) -> Case:
    height, width = (int(n) for n in random.permutation([7, 8, 9, 11])[:2])
    shift = int(random.integers(2, 4))
    image = random.integers(1, 30, (height, width))
    kernel = random.integers(1, 8, (3, 3)) * random.choice([-1, 1], (3, 3))
    return Case((image, kernel, shift, int(random.integers(0, shift))))


_random = np.random.default_rng(909)

_IMAGE = _random.integers(1, 30, (7, 9))
_TALL = _random.integers(1, 30, (9, 6))
_KERNEL = np.array([[1, 2, -4], [3, 1, -2], [-1, 5, -3]])


def _error_with_scipy(image, kernel, shift, margin):
    from scipy.ndimage import shift as moved
    from scipy.signal import correlate2d

    def conv(x):
        return correlate2d(x, kernel, "same")

    def right(x):
        return moved(x, (0, shift), order=0, cval=0)

    gap = conv(right(image)) - right(conv(image))
    rows = range(margin, image.shape[0] - margin)
    columns = range(margin, image.shape[1] - margin)
    return max(abs(int(gap[i, j])) for i in rows for j in columns)


EXERCISE = FunctionExercise(
    __name__,
    title="Measure the equivariance",
    difficulty=2,
    points=3,
    place=50,
    reference=_error,
    cases=(
        Case((_IMAGE, _KERNEL, 2, 0)),
        Case((_IMAGE, -_KERNEL, 3, 1)),
        Case((_IMAGE, _KERNEL, 3, 2)),
        Case((_IMAGE, _KERNEL, 2, 2)),
        Case((_TALL, _KERNEL.T, 2, 1)),
        Case((_TALL, -_KERNEL[:, ::-1], 1, 0)),
    ),
    draw=_draw_error,
    misconceptions=(
        Misconception(
            "compared with the map that did not move",
            "You compare with the map of the picture before it moved. That measures "
            "invariance. Move that map too.",
            _invariance,
        ),
        Misconception(
            "rolled around",
            "What leaves on the right comes back on the left. Zeros should come in.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, lambda x, d: np.roll(x, d, 1)
            ),
        ),
        Misconception(
            "moved down",
            "You move along the first axis, which is down. To the right is the second.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, _down
            ),
        ),
        Misconception(
            "moved to the left",
            "You move to the left. Zeros should come in from the left.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, _left
            ),
        ),
        Misconception(
            "margin ignored",
            "Your result does not change with the margin. Leave out that many rows and "
            "columns on every side.",
            lambda image, kernel, shift, margin: _error(image, kernel, shift, 0),
        ),
        Misconception(
            "margin at two sides only",
            "You leave out columns at the left and right, and no rows at the top and the "
            "bottom.",
            _columns_only,
        ),
        Misconception(
            "sign kept",
            "You take the largest difference with its sign. −9 is a larger error than 2.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, keep=lambda x: x
            ),
        ),
        Misconception(
            "mean instead of the largest",
            "You average the differences. One wrong value should not be hidden by many "
            "right ones.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, pick=np.mean
            ),
        ),
        Misconception(
            "squared",
            "You square the differences. Their size is wanted.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, keep=np.square
            ),
        ),
    ),
    alternatives=(
        Alternative("SciPy moves and correlates, loops compare", _error_with_scipy),
    ),
)
