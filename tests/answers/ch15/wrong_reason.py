"""Answers to `wrong-reason`."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("wrong-reason")

RIGHT = [0.944, 0.64, 0.55]

ANSWERS.right("decimals")(RIGHT)
ANSWERS.right("an array")(np.array(RIGHT))
ANSWERS.right("fractions")([Fraction(236, 250), Fraction(32, 50), Fraction(11, 20)])
ANSWERS.right("differences of shares")(
    [(46 + 190) / 250, 46 / 50 - 14 / 50, 120 / 200 - 10 / 200]
)
ANSWERS.right("a tuple")((1 - 14 / 250, 32 / 50, 110 / 200))
ANSWERS.right("a mean of groups by their sizes")(
    [0.2 * 0.92 + 0.8 * 0.95, 0.92 - 0.28, 0.6 - 0.05]
)

ANSWERS.wrong(
    "counts all that are called shirts as right",
    ("all that are called shirts counted as right",),
)([56 / 250, 0.64, 0.55])
ANSWERS.wrong("the shirts alone", ("score of the shirts alone",))([0.92, 0.64, 0.55])
ANSWERS.wrong("mean of 0.92 and 0.95", ("mean of two shares",))([0.935, 0.64, 0.55])
ANSWERS.wrong("without any mark", ("score without any mark",))([204 / 250, 0.64, 0.55])
ANSWERS.wrong("all marked", ("score with every picture marked",))(
    [126 / 250, 0.64, 0.55]
)
ANSWERS.wrong("of those named", ("share of those named",))([0.944, 32 / 46, 0.55])
ANSWERS.wrong("what is left", ("shirts that are left",))([0.944, 0.28, 0.55])
ANSWERS.wrong("all missed", ("all shirts missed",))([0.944, 36 / 50, 0.55])
ANSWERS.wrong("of all pictures", ("loss divided by all pictures",))(
    [0.944, 32 / 250, 0.55]
)
ANSWERS.wrong("120 of 200", ("called shirts without the mark, too",))(
    [0.944, 0.64, 0.6]
)
ANSWERS.wrong("110 of 250", ("won divided by all pictures",))([0.944, 0.64, 0.44])
ANSWERS.wrong("per cent", ("in per cent",))([94.4, 64, 55])
ANSWERS.wrong("numbers of pictures", ("counts in place of shares",))([236, 32, 110])
ANSWERS.wrong(
    "what is left, and 120 of 200",
    ("shirts that are left", "called shirts without the mark, too"),
)([0.944, 0.28, 0.6])
ANSWERS.wrong("a slip in a division")([0.944, 0.46, 0.55])
