"""How many windows each pixel lies in."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step


def _add(counts, i, j, f):
    counts[i : i + f, j : j + f] += 1


def _mark(counts, i, j, f):
    counts[i : i + f, j : j + f] = 1


def _first_pixel(counts, i, j, f):
    counts[i, j] += 1


def _too_small(counts, i, j, f):
    counts[i : i + f - 1, j : j + f - 1] += 1


def _too_large(counts, i, j, f):
    counts[i : i + f + 1, j : j + f + 1] += 1


def _centre(counts, i, j, f):
    counts[i + f // 2, j + f // 2] += 1


def _as_many(counts, i, j, f):
    counts[i : i + f, j : j + f] += f * f


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


def _padded(height, width, f, s, p):
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


def _width_in_both_loops(height, width, f, s=1):
    counts = np.zeros((height, width), int)
    for i in range(0, width - f + 1, s):
        for j in range(0, width - f + 1, s):
            counts[i : i + f, j : j + f] += 1
    return counts


def _draw(random: np.random.Generator) -> Case:
    f, s = ints(random.integers(1, 6), random.integers(1, 6))
    if random.integers(6) == 0:
        f, s = 16, 1  # more than a byte can hold
        return Case(ints(*random.integers(31, 34, 2), f))
    height, width = f + random.integers(0, 7), f + random.integers(0, 7)
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
        Case((2, 3, 1)),
        Case((3, 4, 1), {"s": 2}),
        Case((9, 11, 2), {"s": 5}),
        Case((14, 8, 1), {"s": 6}),
        Case((9, 8, 5)),
        Case((33, 31, 16)),  # more than a byte can hold
        Case((1, 4, 1)),
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(
        Misconception(
            "stride ignored",
            "Your counts do not change with s. At a larger stride there are fewer windows.",
            before=lambda s, **rest: {"s": 1},
        ),
        wrong_step(
            "stride in one direction only (down)",
            "Your window moves by s pixels downwards, but by one to the right.",
            across=lambda s, f: 1,
        ),
        wrong_step(
            "stride in one direction only (right)",
            "Your window moves by s pixels to the right, but by one downwards.",
            down=lambda s, f: 1,
        ),
        wrong_step(
            "only the first pixel of each window counted",
            "You count where the windows start. A window uses all the pixels under it.",
            leave=_first_pixel,
        ),
        wrong_step(
            "windows too small",
            "Your windows are f − 1 pixels wide and high. A slice from i to j leaves j out.",
            leave=_too_small,
        ),
        wrong_step(
            "used or not used",
            "You say whether a pixel is used. Count how many windows use it.",
            leave=_mark,
        ),
        wrong_step(
            "last window missing",
            "The last window in each direction is missing from your counts.",
            end=(0, 0),
        ),
        wrong_step(
            "last row of windows missing",
            "The lowest windows are missing, if they end on the last row. Where does the "
            "last one start?",
            end=(0, 1),
        ),
        wrong_step(
            "last column of windows missing",
            "The rightmost windows are missing, if they end on the last column. Where does "
            "the last one start?",
            end=(1, 0),
        ),
        wrong_step(
            "windows that hang over counted",
            "You count windows that hang over the border. Without padding they are not "
            "there.",
            kernel=lambda f, s: 1,
        ),
        wrong_step(
            "windows side by side",
            "Your windows move by f. They move by s, and may overlap.",
            down=lambda s, f: f,
            across=lambda s, f: f,
        ),
        wrong_step(
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
            "every pixel used once",
            "You give every pixel a 1. A pixel lies in as many windows as can be laid over "
            "it: if windows overlap, in several; if they leave gaps, in none perhaps.",
            lambda height, width, f, s=1: np.ones((height, width), int),
        ),
        Misconception(
            "ones for the map",
            "Your array has a 1 for each window. It should have a number for each pixel: "
            "in how many windows does it lie?",
            lambda height, width, f, s=1: np.ones(
                ((height - f) // s + 1, (width - f) // s + 1), int
            ),
        ),
        Misconception(
            "stride of 2 unless given",
            "Without s your windows move by two. The default of s is 1.",
            lambda height, width, f, s=2: usage_in_steps(height, width, f, s),
        ),
        Misconception(
            "always a kernel of three",
            "Your windows are 3×3, whatever f is.",
            before=lambda f, **rest: {"f": 3},
        ),
        wrong_step(
            "windows too large",
            "Your windows are f + 1 pixels wide and high. A slice from i to j leaves j out, "
            "so i : i + f holds f pixels.",
            leave=_too_large,
        ),
        wrong_step(
            "windows one pixel further",
            "You count one window more than fits, in both directions. Where does the last "
            "one start, if it ends on the last pixel?",
            end=(2, 2),
        ),
        wrong_step(
            "windows one pixel further",
            "You count one window more than fits, in both directions. Where does the last "
            "one start, if it ends on the last pixel?",
            kernel=lambda f, s: f - s,
        ),
        Misconception(
            "the smaller of the counts along the sides",
            "You take the smaller of the counts along the row and along the column. With "
            "three windows of one and three of the other, how many pairs are there?",
            lambda height, width, f, s=1: np.minimum.outer(
                _along(height, f, s), _along(width, f, s)
            ),
        ),
        wrong_step(
            "only the centre of each window counted",
            "You count one pixel of each window, its centre. A window uses all the pixels "
            "under it.",
            leave=_centre,
        ),
        wrong_step(
            "windows counted with their size",
            "Each window adds f × f to its pixels. However large it is, it counts once: it "
            "adds 1.",
            leave=_as_many,
        ),
        Misconception(
            "one window less",
            "You take 1 from every count. How many windows hold a pixel, all of them?",
            after=lambda counts: counts - 1,
        ),
        Misconception(
            "one window more",
            "Your counts are all one too large. Do they start at 0?",
            after=lambda counts: counts + 1,
        ),
        Misconception(
            "the same row many times",
            "All your rows are one and the same list, as [[0] * width] * height makes them: "
            "a mark in one is a mark in all. Make a new row for each.",
            after=lambda counts: np.tile(counts.sum(axis=0), (len(counts), 1)),
        ),
        *(
            Misconception(
                "counts of one byte",
                "Your counts are right, but they start again where one byte is full. Which "
                "type does your array have?",
                after=lambda counts, kind=kind: counts.astype(kind),
            )
            for kind in (np.uint8, np.int8)
        ),
        *(
            Misconception(
                "counted along one side only",
                "You count the windows along one direction only. A window moves down as "
                "well as to the right.",
                along,
            )
            for along in (
                lambda height, width, f, s=1: np.tile(_along(width, f, s), (height, 1)),
                lambda height, width, f, s=1: (
                    np.tile(_along(height, f, s), (width, 1)).T
                ),
            )
        ),
        Misconception(
            "gaps taken for used",
            "You give at least 1 to every pixel. Where windows leave gaps or do not reach, "
            "a pixel lies in none.",
            after=lambda counts: np.maximum(counts, 1),
        ),
        Misconception(
            "stride no larger than the kernel",
            "You let no stride be larger than f. Then windows leave gaps, and that is "
            "right.",
            before=lambda f, s, **rest: {"s": min(s, f)},
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
            "height in both loops",
            "Both of your loops end where the height says. That of the columns ends where "
            "the width says.",
            _height_in_both_loops,
        ),
        Misconception(
            "width in both loops",
            "Both of your loops end where the width says. That of the rows ends where the "
            "height says.",
            _width_in_both_loops,
        ),
        Misconception(
            "counts along the sides added",
            "You add the count along the row to that along the column. With three windows "
            "of one and three of the other, how many pairs are there?",
            lambda height, width, f, s=1: np.add.outer(
                _along(height, f, s), _along(width, f, s)
            ),
        ),
        *(
            Misconception(
                "counted with padding",
                "These are the counts for an image with a frame around it. There is no "
                "padding here.",
                lambda height, width, f, s=1, frame=frame: _padded(
                    height, width, f, s, frame(f)
                ),
            )
            for frame in (
                lambda f: f // 2,
                lambda f: (f - 1) // 2,
                lambda f: f - 1,
                lambda f: 1,
            )
        ),
        Misconception(
            "windows numbered, and started at their numbers",
            "You have as many windows as there should be, but they stand too close "
            "together. Window number k does not start at pixel k, but s times as far.",
            _numbered,
        ),
        Misconception(
            "shares of the largest count",
            "Your largest number is 1, as if every count were divided by the largest. The "
            "counts themselves are asked for.",
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
