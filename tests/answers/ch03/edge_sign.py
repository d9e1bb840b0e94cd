"""Answers to `edge-sign`."""

from fractions import Fraction

import numpy as np

from cnnbook.exercises.ch03.edge_sign import WINDOWS
from tests.answers import Answers

ANSWERS = Answers("edge-sign")

_V = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
_VALUES = [int((window * _V).sum()) for window in WINDOWS]
_H_VALUES = [int((window * _V.T).sum()) for window in WINDOWS]
R = np.sign(_VALUES).tolist()
H = np.sign(_H_VALUES).tolist()
# The windows: bright left; bright above; oblique, bright on the right; even; a bright
# line; bright right; oblique, bright on the left; a dark line.


def _with(**changed):
    """Return the right list with other numbers for some windows, w3=1."""
    answer = list(R)
    for name, sign in changed.items():
        answer[int(name[1:])] = sign
    return answer


ANSWERS.right("as a list")(R)
ANSWERS.right("as a tuple")(tuple(R))
ANSWERS.right("as an array")(np.array(R))
ANSWERS.right("as floats")([float(n) for n in R])
ANSWERS.right("as an array of 8 bits")(np.array(R, dtype=np.int8))
ANSWERS.right("with zeros that have a minus")([n or -0.0 for n in R])
ANSWERS.right("as NumPy numbers in a list")([np.int64(n) for n in R[:3]] + R[3:])
ANSWERS.right("as fractions")([Fraction(n) for n in R])
ANSWERS.right("the sign of what is computed after all")(np.sign(_VALUES))

ANSWERS.wrong("all signs turned: right minus left", names=("signs reversed",))(
    [-n for n in R]
)
ANSWERS.wrong(
    "the answers themselves, not their signs", names=("values instead of signs",)
)(_VALUES)
ANSWERS.wrong(
    "the kernel taken as the one for horizontal edges",
    names=("horizontal instead of vertical edges",),
)(H)
ANSWERS.wrong(
    "the kernel taken as the one for horizontal edges, below minus above",
    names=("horizontal instead of vertical edges", "signs reversed"),
)([-n for n in H])
ANSWERS.wrong("an even bright surface taken as positive")(_with(w3=1))
ANSWERS.wrong("a bright line in the middle taken as positive")(_with(w4=1))
ANSWERS.wrong(
    "a bright line taken as positive, a dark one as negative",
    names=("the middle column counted",),
)(_with(w4=1, w7=-1))
ANSWERS.wrong(
    "a bright line taken as negative, a dark one as positive",
    names=("the middle column counted",),
)(_with(w4=-1, w7=1))
ANSWERS.wrong("both lines taken as edges", names=("the middle column counted",))(
    _with(w4=1, w7=1)
)
ANSWERS.wrong(
    "the oblique edges taken as zero", names=("an oblique edge taken for none",)
)(_with(w2=0, w6=0))
ANSWERS.wrong("one oblique edge taken as negative")(_with(w6=-1))
ANSWERS.wrong("the oblique edges the other way round")(_with(w2=1, w6=-1))
ANSWERS.wrong("the horizontal edge taken as positive")(_with(w1=1))
ANSWERS.wrong("the horizontal edge taken as negative")(_with(w1=-1))
ANSWERS.wrong("the windows numbered column by column", names=("another order",))(
    [R[n] for n in (0, 4, 1, 5, 2, 6, 3, 7)]
)
ANSWERS.wrong("the list backwards", names=("another order",))(R[::-1])
ANSWERS.wrong(
    "every edge positive, whatever its side", names=("an edge is always positive",)
)([abs(n) for n in R])
ANSWERS.wrong("zero for a negative answer", names=("zero instead of negative",))(
    [max(n, 0) for n in R]
)
ANSWERS.wrong("the first four windows only")(R[:4])
ANSWERS.wrong("the last window left out")(R[:-1])
ANSWERS.wrong(
    "positive wherever most pixels are bright", names=("brightness counted as an edge",)
)([1 if window.mean() > 5 else -1 for window in WINDOWS])
ANSWERS.wrong(
    "positive wherever there is anything bright",
    names=("the same answer for every window",),
)([1] * 8)
ANSWERS.wrong("the even surface and the bright line both positive")(_with(w3=1, w4=1))
ANSWERS.wrong(
    "the signs turned and the oblique edges zero",
    names=("signs reversed", "an oblique edge taken for none"),
)([-n for n in _with(w2=0, w6=0)])
ANSWERS.wrong("the first two windows swapped and the line negative")(
    [R[1], R[0], *R[2:4], -1, *R[5:]]
)
ANSWERS.wrong("the two rows of windows swapped", names=("another order",))(
    R[4:] + R[:4]
)
ANSWERS.wrong("marks instead of numbers")([{1: "+", -1: "-", 0: "0"}[n] for n in R])
ANSWERS.wrong("words instead of numbers")(
    [{1: "positive", -1: "negative", 0: "zero"}[n] for n in R]
)
ANSWERS.wrong("two rows of four, as the windows are printed")([R[:4], R[4:]])
ANSWERS.wrong("a number for the whole list, their sum")(sum(R))
ANSWERS.wrong("nine numbers, a zero too many")([*R, 0])
ANSWERS.wrong("2 for the edges that are full, 1 for the oblique ones")(
    [2 * n if k in (0, 5) else n for k, n in enumerate(R)]
)
ANSWERS.wrong(
    "negative wherever the right column has something bright",
    names=("the same answer for every window",),
)([-1] * 8)
