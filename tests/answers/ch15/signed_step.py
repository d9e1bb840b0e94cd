"""Answers to `signed-step`, worked out from its numbers."""

from decimal import Decimal

import numpy as np

from cnnbook.exercises.ch15.signed_step import EPS, GRADIENT, PICTURE
from tests.answers import Answers

ANSWERS = Answers("signed-step")

SIGN = np.sign(GRADIENT)
RIGHT = np.clip(PICTURE + EPS * SIGN, 0, 255)

ANSWERS.right("as a list of rows")([[255, 0, 120], [56, 0, 255]])
ANSWERS.right("as an array")(RIGHT)
ANSWERS.right("as bytes")(RIGHT.astype("uint8"))
ANSWERS.right("as floats")(RIGHT.astype(float).tolist())
ANSWERS.right("as tuples of decimals")(
    tuple(tuple(Decimal(int(v)) for v in row) for row in RIGHT)
)
ANSWERS.right("minimum and maximum written out")(
    [[min(258, 255), max(-8, 0), 120], [64 - 8, max(3 - 8, 0), min(263, 255)]]
)

ANSWERS.wrong("not clipped", ("not clipped",))(PICTURE + EPS * SIGN)
ANSWERS.wrong("downhill", ("downhill",))(np.clip(PICTURE - EPS * SIGN, 0, 255))
ANSWERS.wrong("ε times the gradient", ("gradient in place of its sign",))(
    np.clip(PICTURE + EPS * GRADIENT, 0, 255)
)
ANSWERS.wrong("the gradient added", ("gradient added, ε left out",))(
    np.clip(PICTURE + GRADIENT, 0, 255)
)
ANSWERS.wrong("one level", ("sign added, ε left out",))(np.clip(PICTURE + SIGN, 0, 255))
ANSWERS.wrong("the 0 moves up", ("zero counted as plus",))(
    [[255, 0, 128], [56, 0, 255]]
)
ANSWERS.wrong("the 0 moves down", ("zero counted as minus",))(
    [[255, 0, 112], [56, 0, 255]]
)
ANSWERS.wrong("all brighter", ("every pixel brighter",))([[255, 8, 120], [72, 11, 255]])
ANSWERS.wrong("the step", ("the step alone",))(EPS * SIGN)
ANSWERS.wrong("starts again after 255", ("bytes that start again",))(
    (PICTURE + EPS * SIGN).astype("uint8")
)
ANSWERS.wrong("no upper end", ("clipped at 0 only",))([[258, 0, 120], [56, 0, 263]])
ANSWERS.wrong("no lower end", ("clipped at 255 only",))([[255, -8, 120], [56, -5, 255]])
ANSWERS.wrong(
    "downhill, not clipped",
    ("downhill", "not clipped"),
)(PICTURE - EPS * SIGN)
ANSWERS.wrong("stays put", ("pixels that would leave the range stay",))(
    [[250, 0, 120], [56, 3, 255]]
)
ANSWERS.wrong("the picture as it was", ("not moved",))(PICTURE)
ANSWERS.wrong("one slip in a subtraction")([[255, 0, 120], [54, 0, 255]])
