"""Answers to `majority-baseline`, worked out from its numbers."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("majority-baseline")

ANSWERS.right("as a decimal number")(0.35)
ANSWERS.right("as a division")(7 / 20)
ANSWERS.right("as a fraction")(Fraction(7, 20))
ANSWERS.right("as a Decimal")(Decimal("0.35"))
ANSWERS.right("as a float of NumPy")(np.float32(0.35))
ANSWERS.right("as an array with one number in it")(np.array(0.35))
ANSWERS.right("as the mean of answers")(np.mean([False] * 9 + [True] * 7 + [False] * 4))

ANSWERS.wrong("the largest kind of the test", ("largest kind of the test",))(9 / 20)
ANSWERS.wrong(
    "the share among those to learn from", ("share among the pictures to learn from",)
)(24 / 60)
ANSWERS.wrong("the share among all pictures", ("share among all pictures",))(31 / 80)
ANSWERS.wrong("guessing one of three", ("guessing",))(1 / 3)
ANSWERS.wrong("the smallest kind", ("smallest kind",))(4 / 20)
ANSWERS.wrong("the share that is wrong", ("wrong ones for right ones",))(13 / 20)
ANSWERS.wrong("the count", ("not divided",))(7)
ANSWERS.wrong("in per cent", ("in per cent",))(35)
ANSWERS.wrong(
    "divided by those to learn from", ("divided by the pictures to learn from",)
)(7 / 60)
ANSWERS.wrong("test over training of the kind", ("divided by the kind itself",))(7 / 24)
ANSWERS.wrong("half of it")(0.175)
ANSWERS.wrong("a text")("7 of 20")
ANSWERS.wrong("nothing")(None)
