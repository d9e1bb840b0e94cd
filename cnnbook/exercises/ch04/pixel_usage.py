"""How many windows each pixel lies in."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _add(counts, i, j, f):
    counts[i : i + f, j : j + f] += 1


def _mark(counts, i, j, f):
    counts[i : i + f, j : j + f] = 1


def _first_pixel(counts, i, j, f):
    counts[i, j] += 1


def _too_small(counts, i, j, f):
    counts[i : i + f - 1, j : j + f - 1] += 1


def usage_in_steps(
    height,
    width,
    f,
    s=1,
    *,
    leave=_add,
    down=lambda s, f: s,
    across=lambda s, f: s,
    end=(1, 1),
    stop=lambda starts: starts,
    kernel=lambda f, s: f,
):
    """Let each window leave a mark on its pixels.

    Parameters
    ----------
    height, width, f, s : int
        Size of the image, of the kernel, and the stride.
    leave : callable
        Leaves a window's mark on the counts.
    down, across : callable
        Make the step of the window of the stride and of the kernel size.
    end : tuple of int
        How many pixels further than its size the kernel may not start.
    stop : callable
        Keeps some of the rows in which windows start.
    kernel : callable
        How far from the end of the image the last window starts at most.
    """
    counts = np.zeros((height, width), int)
    size = kernel(f, s)
    for i in stop(range(0, height - size + end[0], down(s, f))):
        for j in range(0, width - size + end[1], across(s, f)):
            leave(counts, i, j, f)
    return counts


def _along(n, f, s):
    return [sum(0 <= i - t < f for t in range(0, n - f + 1, s)) for i in range(n)]


def _usage_by_sides(height, width, f, s=1):
    return np.outer(_along(height, f, s), _along(width, f, s))


def _padded(height, width, f, s=1):
    p = f // 2
    counts = usage_in_steps(height + 2 * p, width + 2 * p, f, s)
    return counts[p : p + height, p : p + width]


def _numbered(height, width, f, s=1):
    """Start a window at every pixel, as many as there are with the stride."""
    rows, columns = (height - f) // s + 1, (width - f) // s + 1
    return np.pad(
        usage_in_steps(rows + f - 1, columns + f - 1, f),
        ((0, height - rows - f + 1), (0, width - columns - f + 1)),
    )


def _loops_swapped(height, width, f, s=1):
    counts = np.zeros((height, width), int)
    for i in range(0, width - f + 1, s):
        for j in range(0, height - f + 1, s):
            counts[i : i + f, j : j + f] += 1
    return counts


def _height_in_both_loops(height, width, f, s=1):
    counts = np.zeros((height, width), int)
    for i in range(0, height - f + 1, s):
        for j in range(0, height - f + 1, s):
            counts[i : i + f, j : j + f] += 1
    return counts


def _draw(random: np.random.Generator) -> Case:
    f, s = ints(random.integers(1, 5), random.integers(1, 5))
    height, width = f + random.integers(0, 6), f + random.integers(0, 6)
    return Case(ints(height, width, f), {"s": s} if s > 1 else {})


def _meeting(height, width, f, s):
    over = (height - f) % s > 0 or (width - f) % s > 0
    small = height < 2 * f - 1 or width < 2 * f - 1
    return {
        ("the stride is larger than the kernel", "the stride is at most f"): s > f,
        ("windows overlap", "no two windows overlap"): s < f and max(height, width) > f,
        ("pixels are left over at the end", "the last steps fit exactly"): over,
        ("no pixel lies in f windows of a row or column", "some pixel does"): small,
    }


def _step(name, hint, **steps):
    return Misconception(name, hint, steps=steps)


EXERCISE = FunctionExercise(
    __name__,
    title="How often is each pixel used?",
    difficulty=2,
    points=3,
    place=50,
    look=(
        "Draw a row of five pixels and all windows of three on it, one below the other; "
        "count them pixel by pixel. pixel_usage(5, 5, 3)[2] should be three times that."
    ),
    section="Two problems",
    reference=usage_in_steps,
    library=("usage",),
    features=_meeting,
    cases=(
        Case((3, 4, 2)),
        Case((4, 4, 3)),
        Case((5, 3, 2), {"s": 2}),
        Case((6, 7, 2), {"s": 3}),
        Case((5, 6, 4)),
        Case((6, 6, 3)),
        Case((5, 8, 3)),
        Case((8, 10, 3), {"s": 4}),
        Case((9, 6, 2), {"s": 3}),
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(
        Misconception(
            "stride ignored",
            "Your counts do not change with s. At a larger stride there are fewer windows.",
            before=lambda s, **rest: {"s": 1},
        ),
        _step(
            "stride in one direction only (down)",
            "Your window moves by s pixels downwards, but by one to the right.",
            across=lambda s, f: 1,
        ),
        _step(
            "stride in one direction only (right)",
            "Your window moves by s pixels to the right, but by one downwards.",
            down=lambda s, f: 1,
        ),
        _step(
            "only the first pixel of each window counted",
            "You count where the windows start. A window uses all the pixels under it.",
            leave=_first_pixel,
        ),
        _step(
            "windows too small",
            "Your windows are f − 1 pixels wide and high. A slice from i to j leaves j out.",
            leave=_too_small,
        ),
        _step(
            "used or not used",
            "You say whether a pixel is used. Count how many windows use it.",
            leave=_mark,
        ),
        _step(
            "last window missing",
            "The last window in each direction is missing from your counts.",
            end=(0, 0),
        ),
        _step(
            "last row of windows missing",
            "The lowest windows are missing, if they end on the last row. Where does the "
            "last one start?",
            end=(0, 1),
        ),
        _step(
            "last column of windows missing",
            "The rightmost windows are missing, if they end on the last column. Where does "
            "the last one start?",
            end=(1, 0),
        ),
        _step(
            "windows that hang over counted",
            "You count windows that hang over the border. Without padding they are not "
            "there.",
            kernel=lambda f, s: 1,
        ),
        _step(
            "windows side by side",
            "Your windows move by f. They move by s, and may overlap.",
            down=lambda s, f: f,
            across=lambda s, f: f,
        ),
        _step(
            "first row of windows alone",
            "Only the first row of windows leaves its marks. Is a return inside your loop?",
            stop=lambda starts: starts[:1],
        ),
        Misconception(
            "every pixel used f × f times",
            "You give all pixels the count of an inner one. Near the border there are "
            "fewer windows.",
            lambda height, width, f, s=1: np.full((height, width), f * f),
        ),
        Misconception(
            "number of windows everywhere",
            "You say how many windows there are. How many of them use a certain pixel?",
            lambda height, width, f, s=1: np.full(
                (height, width), ((height - f) // s + 1) * ((width - f) // s + 1)
            ),
        ),
        Misconception(
            "height and width swapped",
            "Your array is as wide as it should be high. The height comes first.",
            after=np.transpose,
        ),
        Misconception(
            "height and width swapped in the loops",
            "Your windows go as far down as the image is wide. Which loop has the height?",
            _loops_swapped,
        ),
        Misconception(
            "width never used",
            "You take the height for the width. An image need not be square.",
            lambda height, width, f, s=1: usage_in_steps(height, height, f, s),
        ),
        Misconception(
            "width never used",
            "You take the height for the width. An image need not be square.",
            _height_in_both_loops,
        ),
        Misconception(
            "counts along the sides added",
            "You add the count along the row to that along the column. With three windows "
            "of one and three of the other, how many pairs are there?",
            lambda height, width, f, s=1: np.add.outer(
                _along(height, f, s), _along(width, f, s)
            ),
        ),
        Misconception(
            "counted with padding",
            "These are the counts for an image with a frame around it. There is no padding "
            "here.",
            _padded,
        ),
        Misconception(
            "windows numbered, and started at their numbers",
            "You have as many windows as there should be, but they stand too close "
            "together. Window number k does not start at pixel k, but s times as far.",
            _numbered,
        ),
        Misconception(
            "shares of the largest count",
            "You divide by the largest count. The counts themselves are asked for.",
            after=lambda counts: counts / counts.max(),
        ),
        Misconception(
            "the map instead of the image",
            "Your array has one number for each window. It should have one for each pixel.",
            lambda height, width, f, s=1: np.full(
                ((height - f) // s + 1, (width - f) // s + 1), f * f
            ),
        ),
    ),
    alternatives=(
        Alternative(
            "rows and columns are counted apart and multiplied", _usage_by_sides
        ),
    ),
)
