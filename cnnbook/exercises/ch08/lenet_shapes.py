"""Shapes in LeNet-5 for larger pictures."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.mistakes import each, wrong_step

HEIGHT, WIDTH = 38, 50


def shapes(
    height,
    width,
    channels,
    *,
    first=lambda n: n,
    pool=lambda n: n // 2,
    second_pool=lambda n: n // 2,
    directions=(True, True),
    second=lambda n: n - 4,
    maps=(6, 16),
    made=lambda filters, c: filters,
    pooled=lambda c: c,
):
    """Follow a picture through C1, S2, C3 and S4, one layer after another."""
    size, c, rows = (height, width), channels, []
    for filters, conv, shrink in (
        (maps[0], first, pool),
        (maps[1], second, second_pool),
    ):
        size, c = tuple(conv(n) for n in size), made(filters, c)
        rows.append((*size, c))
        size = tuple(
            shrink(n) if do else n for n, do in zip(size, directions, strict=True)
        )
        c = pooled(c)
        rows.append((*size, c))
    return np.array(rows)


def _up(n):
    return -(-n // 2)


def _after(name, hint, change):
    return Misconception(name, hint, after=change)


EXERCISE = ValueExercise(
    __name__,
    title="LeNet on larger pictures",
    difficulty=1,
    points=1,
    place=10,
    kind="An array to work out",
    look=(
        "In the chapter a height of 28 becomes 28, 14, and so on. Write down what each of "
        "the four layers does to it, and do the same to the heights and widths here. What "
        "happens where a size is odd?"
    ),
    section="What has changed since",
    given={"height": HEIGHT, "width": WIDTH, "channels": 3},
    work=shapes,
    labels=("C1", "S2", "C3", "S4"),
    misconceptions=(
        wrong_step(
            "padding forgotten",
            "Your first layer shrinks the picture. It pads, so that its maps are as large "
            "as the picture.",
            first=lambda n: n - 4,
        ),
        wrong_step(
            "padding in the second convolution too",
            "Your second convolution keeps the size. Only the first one pads.",
            second=lambda n: n,
        ),
        wrong_step(
            "padding added to the size",
            "Your first layer makes maps that are larger than the picture. The padding "
            "makes up for what the windows take off, and no more.",
            first=lambda n: n + 4,
        ),
        wrong_step(
            "padding added on one side",
            "Your first layer shrinks the picture by two. It pads by 2 on both sides.",
            first=lambda n: n - 2,
        ),
        wrong_step(
            "a kernel of 5 taken to cost 5 pixels",
            "Your second convolution loses a row too many. The first window counts too.",
            second=lambda n: n - 5,
        ),
        wrong_step(
            "kernels of 3×3",
            "Your second convolution takes off two pixels, as a kernel of 3×3 does. How "
            "large are LeNet's kernels?",
            second=lambda n: n - 2,
        ),
        wrong_step(
            "pooling moves by 1",
            "Your pooling windows move by one pixel. They move by their own size.",
            pool=lambda n: n - 1,
            second_pool=lambda n: n - 1,
        ),
        wrong_step(
            "pooling forgotten",
            "Your poolings leave the size as it is.",
            pool=lambda n: n,
            second_pool=lambda n: n,
        ),
        *each(
            "pooling in one direction",
            "Your poolings halve one side of the maps. Their windows move by two in both "
            "directions.",
            directions=[(True, False), (False, True)],
        ),
        wrong_step(
            "rounded up",
            "Where the last window of a pooling does not fit, you round up. Half a window "
            "gives no output.",
            pool=_up,
            second_pool=_up,
        ),
        wrong_step(
            "S4 like C3",
            "S4 has the size of C3 with you. There is a pooling in between.",
            second_pool=lambda n: n,
        ),
        wrong_step(
            "channels multiplied",
            "You multiply the channels. Each filter looks at all the channels that come "
            "in, and makes one map.",
            made=lambda filters, c: filters * c,
        ),
        wrong_step(
            "channels multiplied in C1",
            "You multiply the six filters by the three colours. Each filter looks at all "
            "colours, and makes one map.",
            maps=(18, 16),
        ),
        wrong_step(
            "colours kept in C1",
            "Your C1 gives three maps, one for each colour. It has as many maps as "
            "filters.",
            maps=(3, 16),
        ),
        wrong_step(
            "maps added up",
            "You add the maps of C3 to those of S2. What comes out of a layer is what its "
            "own filters make.",
            maps=(6, 22),
        ),
        wrong_step(
            "filters of C1 and C3 exchanged",
            "You give C1 the filters of C3, and C3 those of C1.",
            maps=(16, 6),
        ),
        wrong_step(
            "pooling counted as halving the channels",
            "You halve the channels too. Pooling works on each map by itself.",
            pooled=lambda c: c // 2,
        ),
        Misconception(
            "picture taken as a square",
            "You take the picture for as wide as it is high.",
            before=lambda height, **rest: {"width": height},
        ),
        Misconception(
            "picture taken as a square",
            "You take the picture for as high as it is wide.",
            before=lambda width, **rest: {"height": width},
        ),
        Misconception(
            "the chapter's picture",
            "These are the shapes for pictures of 28×28, as in the chapter. The pictures "
            "here are larger.",
            before=lambda **given: {"height": 28, "width": 28},
        ),
        _after(
            "height and width swapped",
            "The two sizes stand in the wrong order. The height comes first.",
            lambda rows: rows[:, [1, 0, 2]],
        ),
        _after(
            "channels first",
            "You put the channels first. The order is height, width, channels.",
            lambda rows: rows[:, [2, 0, 1]],
        ),
        _after(
            "rows and columns swapped",
            "You wrote a row for the heights, one for the widths and one for the channels. "
            "A row belongs to a layer.",
            np.transpose,
        ),
        _after(
            "the picture in place of S4",
            "Your first row is the picture, and the last layer is missing.",
            lambda rows: np.vstack([[[HEIGHT, WIDTH, 3]], rows[:-1]]),
        ),
        _after(
            "a row for the picture",
            "Your first row is the picture. Only the four layers are asked for.",
            lambda rows: np.vstack([[[HEIGHT, WIDTH, 3]], rows]),
        ),
        *(
            _after(
                "a row for C5",
                "Your last row is C5. Only C1, S2, C3 and S4 are asked for.",
                lambda rows, last=last: np.vstack([rows, [last]]),
            )
            for last in ((1, 1, 120), (3, 6, 120))
        ),
        _after(
            "convolutions only",
            "S2 and S4 are missing. They change the size, so they have rows too.",
            lambda rows: rows[::2],
        ),
        _after(
            "no channels",
            "The number of maps is missing: it is the third number of each row.",
            lambda rows: rows[:, :2],
        ),
        _after(
            "numbers of values",
            "You multiplied height, width and channels. The three numbers are wanted.",
            lambda rows: rows.prod(axis=1),
        ),
        _after(
            "one long row",
            "All twelve numbers stand in one row. Write a row of three for each layer.",
            np.ravel,
        ),
    ),
    alternatives=(
        Alternative(
            "tuples of floats", [tuple(map(float, r)) for r in shapes(38, 50, 3)]
        ),
    ),
)
