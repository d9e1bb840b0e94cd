"""Answers to `honest-interval`, worked out from its numbers."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("honest-interval")

MIDDLE, ROOT = 29 / 34, np.sqrt(27 * 3 / 30 + 1)
LOW, HIGH = MIDDLE - 2 * ROOT / 34, MIDDLE + 2 * ROOT / 34


def percent(low, high):
    return [round(100 * low), round(100 * high)]


ANSWERS.right("as a list")([74, 97])
ANSWERS.right("as a tuple")((74, 97))
ANSWERS.right("as an array of floats")(np.array([74.0, 97.0]))
ANSWERS.right("worked out and rounded")(percent(LOW, HIGH))
ANSWERS.right("with 1.96")(
    np.round(
        (27 + 1.9208 + 1.96 * np.sqrt(2.7 + 0.9604) * np.array([-1, 1])) / 0.338416
    )
)
ANSWERS.right("as decimals")([Decimal(74), Decimal(97)])
ANSWERS.right("as fractions")([Fraction(74), Fraction(97)])

P = 0.9
USUAL = 2 * np.sqrt(P * (1 - P) / 30)
ANSWERS.wrong("the usual interval", ("around the score itself",))(
    percent(P - USUAL, P + USUAL)
)
ANSWERS.wrong("around the score", ("around the score itself",))(
    percent(P - 2 * ROOT / 34, P + 2 * ROOT / 34)
)
ANSWERS.wrong("one deviation", ("one deviation only",))(
    percent(MIDDLE - ROOT / 34, MIDDLE + ROOT / 34)
)
ANSWERS.wrong("without the 1", ("1 under the root forgotten",))(
    percent(MIDDLE - 2 * np.sqrt(2.7) / 34, MIDDLE + 2 * np.sqrt(2.7) / 34)
)
ANSWERS.wrong("no wrong ones added", ("only the right ones added",))(
    percent(29 / 32 - 2 * ROOT / 32, 29 / 32 + 2 * ROOT / 32)
)
ANSWERS.wrong("divided by 30", ("number of all not grown",))(
    percent(29 / 30 - 2 * ROOT / 30, 29 / 30 + 2 * ROOT / 30)
)
ANSWERS.wrong("no root", ("root not taken",))(
    percent(MIDDLE - 2 * 3.7 / 34, MIDDLE + 2 * 3.7 / 34)
)
ANSWERS.wrong("the wrong ones", ("wrong ones for right ones",))(
    percent(1 - HIGH, 1 - LOW)
)
ANSWERS.wrong("middle and half width", ("middle and half width",))(
    percent(MIDDLE, 2 * ROOT / 34)
)
ANSWERS.wrong("the other order", ("higher end first",))([97, 74])
ANSWERS.wrong("shares", ("shares for per cent",))([0.74, 0.97])
ANSWERS.wrong("the lower end", ("one end alone",))(74)
ANSWERS.wrong("the score")(90)
ANSWERS.wrong("a text")("74 to 97")
ANSWERS.wrong("around the score, cut at 100", ("around the score itself",))([79, 100])
EXACT = np.array([LOW, HIGH]) * 100
ANSWERS.wrong("all digits", ("not rounded to whole per cent",))(EXACT)
ANSWERS.wrong("two digits", ("not rounded to whole per cent",))([73.98, 96.61])
ANSWERS.wrong("one digit", ("not rounded to whole per cent",))([74.0, 96.6])
ANSWERS.wrong("shares with all digits", ("shares for per cent",))(EXACT / 100)
ANSWERS.wrong("rounded down", ("rounded down",))([73, 96])
ANSWERS.wrong("rounded outwards")([73, 97])
ANSWERS.wrong("no right ones added", ("right ones not grown",))(
    percent((27 - 2 * ROOT) / 34, (27 + 2 * ROOT) / 34)
)
ANSWERS.wrong("one of each", ("one of each added",))(
    percent((28 - 2 * ROOT) / 32, (28 + 2 * ROOT) / 32)
)
GROWN = np.sqrt(29 * 5 / 34 + 1)
ANSWERS.wrong("29 and 5 under the root", ("added under the root too",))(
    percent((29 - 2 * GROWN) / 34, (29 + 2 * GROWN) / 34)
)
ANSWERS.wrong("the usual recipe with 29 of 34")(
    percent(
        MIDDLE - 2 * np.sqrt(29 * 5 / 34) / 34, MIDDLE + 2 * np.sqrt(29 * 5 / 34) / 34
    )
)
ANSWERS.wrong("the middle twice", ("one number twice",))([85, 85])
ANSWERS.wrong("the half width twice", ("one number twice",))([11, 11])
ANSWERS.wrong("with 1.96, not rounded", ("not rounded to whole per cent",))(
    [74.38, 96.54]
)
ANSWERS.wrong("one deviation, all through", ("one deviation only",))([83, 94])
