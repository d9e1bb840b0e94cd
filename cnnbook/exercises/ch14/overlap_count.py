"""How many pasted kernels lie on each pixel."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch14._shared import after, step


def _along(n, f, s):
    """Count the kernels on each pixel of one axis."""
    counts = np.zeros((n - 1) * s + f, dtype=int)
    for start in range(n):
        counts[start * s : start * s + f] += 1
    return counts


def counts(
    size,
    kernel,
    stride,
    *,
    along=_along,
    combine=np.outer,
    end=lambda counts, size, kernel, stride: counts,
):
    """Count the kernels on each pixel: along both axes, then combined."""
    (height, width), (f_h, f_w) = size, kernel
    found = combine(along(height, f_h, stride), along(width, f_w, stride))
    return end(found, size, kernel, stride)


SIZE, SHAPE, STRIDE = (2, 3), (3, 4), 2

EXERCISE = ValueExercise(
    __name__,
    title="Find the checkerboard",
    difficulty=2,
    points=2,
    place=30,
    answer="counts",
    kind="An array to work out",
    look=(
        "Begin with one row: draw where each of its kernels begins and ends, and count "
        "for every pixel. Do the same for one column. What do the two say together "
        "about a pixel?"
    ),
    section="The checkerboard",
    given={"size": SIZE, "kernel": SHAPE, "stride": STRIDE},
    work=counts,
    misconceptions=(
        step(
            "counts of row and column added",
            "You add the count along the row and the one down the column. Each kernel "
            "of the row meets each of the column: they multiply.",
            combine=np.add.outer,
        ),
        step(
            "larger count of row and column",
            "You take the larger one of the counts along the row and down the column. "
            "Each kernel of the row meets each of the column: they multiply.",
            combine=np.maximum.outer,
        ),
        step(
            "counted along the rows only",
            "Your rows are all alike: you count along a row only. Kernels also overlap "
            "from one row of the map to the next.",
            combine=lambda down, right: np.outer(np.ones_like(down), right),
        ),
        step(
            "counted down the columns only",
            "Your columns are all alike: you count down a column only. Kernels also "
            "overlap from one column of the map to the next.",
            combine=lambda down, right: np.outer(down, np.ones_like(right)),
        ),
        step(
            "kernels side by side",
            "Your kernels lie side by side. They begin two pixels apart.",
            along=lambda n, f, s: _along(n, f, f),
        ),
        step(
            "kernels moved by 1",
            "Your kernels move by one pixel. They begin two pixels apart.",
            along=lambda n, f, s: _along(n, f, 1),
        ),
        step(
            "gaps between the kernels",
            "You leave two pixels out between two kernels. The stride counts from where "
            "one begins to where the next one begins.",
            along=lambda n, f, s: _along(n, f, f + s),
        ),
        step(
            "kernels like those away from the border",
            "You give every pixel the largest count. Near the border fewer kernels reach.",
            along=lambda n, f, s: np.full_like(_along(n, f, s), _along(n, f, s).max()),
        ),
        Misconception(
            "kernel turned",
            "You take the kernel's rows for its columns. The rows come first.",
            before=lambda kernel, **others: {"kernel": kernel[::-1]},
        ),
        Misconception(
            "map turned",
            "You take the map's rows for its columns. The rows come first.",
            before=lambda size, **others: {"size": size[::-1]},
        ),
        Misconception(
            "one kernel too many",
            "You let one kernel too many begin in each direction. There is one for each "
            "value.",
            before=lambda size, **others: {"size": (size[0] + 1, size[1] + 1)},
        ),
        step(
            "all kernels on every pixel",
            "You count all the kernels that there are on every pixel. A kernel lies on the "
            "pixels that it covers.",
            end=lambda counts, size, kernel, stride: np.full_like(
                counts, size[0] * size[1]
            ),
        ),
        step(
            "weights counted",
            "You count the weights of all kernels on a pixel. Each of them has one weight "
            "there.",
            end=lambda counts, size, kernel, stride: counts * kernel[0] * kernel[1],
        ),
        *(
            Misconception(
                "a square map",
                "Your map has as many rows as columns. It is not square.",
                before=lambda size, side=side, **others: {"size": (size[side],) * 2},
            )
            for side in (0, 1)
        ),
        *(
            Misconception(
                "a square kernel",
                "Your kernel has as many rows as columns. It is not square.",
                before=lambda kernel, side=side, **others: {
                    "kernel": (kernel[side],) * 2
                },
            )
            for side in (0, 1)
        ),
        Misconception(
            "stride one too large",
            "Your kernels begin three pixels apart. They begin two pixels apart.",
            before=lambda stride, **others: {"stride": stride + 1},
        ),
        after(
            "border cut off",
            "You cut the border off, as padding would. Without it nothing is cut off.",
            lambda counts: counts[1:-1, 1:-1],
        ),
        after(
            "every pixel counted once",
            "You say of each pixel that a kernel lies on it. Count how many do.",
            np.ones_like,
        ),
        after(
            "overlap marked, not counted",
            "You mark which pixels lie under several kernels. Count the kernels.",
            lambda counts: (counts > 1).astype(int),
        ),
        after(
            "further kernels counted",
            "Each of your counts is one too small. The first kernel on a pixel counts "
            "too.",
            lambda counts: counts - 1,
        ),
        after(
            "rows and columns of the result swapped",
            "Your rows stand where the columns should, and your columns where the rows "
            "should: the result is transposed.",
            np.transpose,
        ),
        step(
            "cut to the stride times the map",
            "You cut the result to the size of the map times the stride. Without padding "
            "nothing is cut off.",
            end=lambda counts, size, kernel, stride: counts[
                : stride * size[0], : stride * size[1]
            ],
        ),
    ),
    alternatives=(
        Alternative("a list of lists", counts(SIZE, SHAPE, STRIDE).tolist()),
    ),
)
