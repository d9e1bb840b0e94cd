"""Answers to `lenet-shapes`."""

import numpy as np

from cnnbook.exercises.ch08.lenet_shapes import HEIGHT, WIDTH
from tests.answers import Answers

ANSWERS = Answers("lenet-shapes")


def shapes(
    size=(HEIGHT, WIDTH), c1=0, c3=4, maps=(6, 6, 16, 16), pool=lambda n: n // 2
):
    """Return the four shapes, where the convolutions take off so many pixels."""
    first = [n - c1 for n in size]
    second = [pool(n) for n in first]
    third = [n - c3 for n in second]
    fourth = [pool(n) for n in third]
    sizes = (first, second, third, fourth)
    return [[*size, n] for size, n in zip(sizes, maps, strict=True)]


SHAPES = shapes()
PICTURE = [HEIGHT, WIDTH, 3]

ANSWERS.right("as a list of lists")(SHAPES)
ANSWERS.right("as a list of tuples")([tuple(row) for row in SHAPES])
ANSWERS.right("as a tuple of tuples")(tuple(map(tuple, SHAPES)))
ANSWERS.right("as an array")(np.array(SHAPES))
ANSWERS.right("as an array of floats")(np.array(SHAPES, float))
ANSWERS.right("as an array of uint8")(np.array(SHAPES, np.uint8))
ANSWERS.right("as products and quotients")(
    [
        [HEIGHT, WIDTH, 6],
        [HEIGHT // 2, WIDTH // 2, 6],
        [HEIGHT // 2 - 5 + 1, WIDTH // 2 - 5 + 1, 16],
        [(HEIGHT // 2 - 4) // 2, (WIDTH // 2 - 4) // 2, 16],
    ]
)
ANSWERS.right("as the values of a dict, in a list")(
    list(dict(zip(("C1", "S2", "C3", "S4"), map(tuple, SHAPES), strict=True)).values())
)
ANSWERS.right("as three columns")(np.column_stack(list(zip(*SHAPES, strict=True))))


def wrong(mistake, *names):
    """Take a wrong answer."""
    return ANSWERS.wrong(mistake, names)


def half_up(n):
    """Return half of a number, rounded up."""
    return -(-n // 2)


ROUNDED = shapes(c3=5)
ROUNDED[3] = [half_up(ROUNDED[2][0]), half_up(ROUNDED[2][1]), 16]

wrong("C1 is not padded, as in 1998", "padding forgotten")(shapes(c1=4))
wrong("C3 is padded too", "padding in the second convolution too")(shapes(c3=0))
wrong("the shapes of the chapter, for 28×28 pixels", "the chapter's picture")(
    shapes((28, 28))
)
wrong("height and width are exchanged", "height and width swapped")(
    shapes((WIDTH, HEIGHT))
)
wrong("the channels stand first", "channels first")([[c, h, w] for h, w, c in SHAPES])
wrong("the picture taken as high as wide", "picture taken as a square")(
    shapes((HEIGHT, HEIGHT))
)
wrong("the picture taken as wide as high", "picture taken as a square")(
    shapes((WIDTH, WIDTH))
)
wrong("a map for each filter and colour, 18 in C1", "channels multiplied in C1")(
    shapes(maps=(18, 18, 16, 16))
)
wrong("a map for each filter and channel, in both convolutions", "channels multiplied")(
    shapes(maps=(18, 18, 288, 288))
)
wrong("the three colours are kept in C1 and S2", "colours kept in C1")(
    shapes(maps=(3, 3, 16, 16))
)
wrong("the pooling halves the channels too", "pooling counted as halving the channels")(
    shapes(maps=(6, 3, 16, 8))
)
wrong("the pooling moves by 1", "pooling moves by 1")(shapes(pool=lambda n: n - 1))
wrong("the pooling halves the height only", "pooling in one direction")(
    [
        [HEIGHT, WIDTH, 6],
        [HEIGHT // 2, WIDTH, 6],
        [HEIGHT // 2 - 4, WIDTH - 4, 16],
        [(HEIGHT // 2 - 4) // 2, WIDTH - 4, 16],
    ]
)
wrong("C3 takes off 5, the + 1 is missing", "a kernel of 5 taken to cost 5 pixels")(
    shapes(c3=5)
)
wrong("C3 takes off 5 and S4 rounds up", "a kernel of 5 taken to cost 5 pixels")(
    ROUNDED
)
wrong("S4 rounds up", "rounded up")(shapes(pool=half_up))
wrong("C3 with 3×3 kernels", "kernels of 3×3")(shapes(c3=2))
wrong("C3 adds its 16 maps to the six", "maps added up")(shapes(maps=(6, 6, 22, 22)))
wrong("C1 with 16 filters and C3 with 6", "filters of C1 and C3 exchanged")(
    shapes(maps=(16, 16, 6, 6))
)
wrong("the padding of C1 is added to its output", "padding added to the size")(
    shapes(c1=-4)
)
wrong("only C3 takes anything off the height")(
    [*SHAPES[:2], [SHAPES[2][0], SHAPES[1][1], 16], [SHAPES[3][0], WIDTH // 4, 16]]
)
wrong("a slip in the last row, S4 like C3", "S4 like C3")([*SHAPES[:3], SHAPES[2]])
wrong("a slip in the last row, one too many")(
    [*SHAPES[:3], [SHAPES[3][0], SHAPES[3][1] + 1, 16]]
)
wrong("a row for the picture, and S4 is missing", "the picture in place of S4")(
    [PICTURE, *SHAPES[:3]]
)
wrong("a row for the picture as well", "a row for the picture")([PICTURE, *SHAPES])
wrong("C5 as well", "a row for C5")([*SHAPES, [1, 1, 120]])
wrong("only C1 and C3", "convolutions only")(SHAPES[::2])
wrong("columns for rows", "rows and columns swapped")(
    [list(column) for column in zip(*SHAPES, strict=True)]
)
wrong("only height and width", "no channels")([row[:2] for row in SHAPES])
wrong("the numbers of values", "numbers of values")([h * w * c for h, w, c in SHAPES])
wrong("in one flat list", "one long row")([n for row in SHAPES for n in row])
wrong("with None for the batch in front")([[None, *row] for row in SHAPES])
wrong(
    "C1 is not padded and the channels stand first",
    "padding forgotten",
    "channels first",
)([[c, h, w] for h, w, c in shapes(c1=4)])
wrong(
    "C3 is padded too and height and width are exchanged",
    "padding in the second convolution too",
    "height and width swapped",
)(shapes((WIDTH, HEIGHT), c3=0))
wrong(
    "the pooling halves the channels too and C3 takes off 5",
    "pooling counted as halving the channels",
    "a kernel of 5 taken to cost 5 pixels",
)(shapes(c3=5, maps=(6, 3, 16, 8)))
