"""Answers to `batchnorm-by-hand`, worked out from its numbers."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("batchnorm-by-hand")
BATCH = np.array([11, 5, 9, 8, 7])
MEAN, VARIANCE = BATCH.mean(), BATCH.var()
NEW = 0.8 * 25 + 0.2 * VARIANCE

ANSWERS.right("as a list")([7, 20.8, 4.4])
ANSWERS.right("as a tuple")((7.0, 20.8, 4.4))
ANSWERS.right("as an array")(np.array([7, 20.8, 4.4]))
ANSWERS.right("let NumPy do it")(
    [(11 - MEAN) / BATCH.std() * 2 + 4, NEW, (11 - 10) / np.sqrt(25) * 2 + 4]
)
ANSWERS.right("fractions")([Fraction(7), Fraction(104, 5), Fraction(22, 5)])
ANSWERS.right("decimals")([Decimal(7), Decimal("20.8"), Decimal("4.4")])
ANSWERS.right("in float32")(np.array([7, 20.8, 4.4], dtype="float32"))

ANSWERS.wrong("divided by the variances", ("divided by the variance",))(
    [(11 - 8) / 4 * 2 + 4, 20.8, (11 - 10) / 25 * 2 + 4]
)
ANSWERS.wrong("the mean is not subtracted", ("mean not subtracted",))(
    [11 / 2 * 2 + 4, 20.8, 11 / 5 * 2 + 4]
)
ANSWERS.wrong("the variance of a sample", ("variance of a sample",))(
    [3 / 5**0.5 * 2 + 4, 0.8 * 25 + 0.2 * 5, 4.4]
)
ANSWERS.wrong("gamma and beta exchanged", ("gamma and beta exchanged",))(
    [1.5 * 4 + 2, 20.8, 0.2 * 4 + 2]
)
ANSWERS.wrong("beta is forgotten", ("beta forgotten",))([3, 20.8, 0.4])
ANSWERS.wrong("gamma is forgotten", ("gamma forgotten",))([5.5, 20.8, 4.2])
ANSWERS.wrong("the momentum the other way", ("momentum the wrong way round",))(
    [7, 0.2 * 25 + 0.8 * 4, 4.4]
)
ANSWERS.wrong("deviations in the average", ("deviation averaged",))(
    [7, 0.8 * 25 + 0.2 * 2, 4.4]
)
ANSWERS.wrong("in use by the batch", ("measured by the batch in use",))([7, 20.8, 7])
ANSWERS.wrong("in use by the new averages", ("new averages in use",))(
    [7, 20.8, (11 - 9.6) / 20.8**0.5 * 2 + 4]
)
ANSWERS.wrong("the first and the last exchanged", ("training and use exchanged",))(
    [4.4, 20.8, 7]
)
ANSWERS.wrong("two numbers only")([7, 4.4])
ANSWERS.wrong("the whole batch")(((BATCH - MEAN) / 2 * 2 + 4).tolist())
ANSWERS.wrong("0.001 added after all", ("0.001 added to the variances",))(
    [(11 - 8) / 4.001**0.5 * 2 + 4, 20.8, (11 - 10) / 25.001**0.5 * 2 + 4]
)
ANSWERS.wrong("the signs of the distances")(
    [(8 - 11) / 2 * 2 + 4, 20.8, -1 / 5 * 2 + 4]
)
ANSWERS.wrong("a momentum of 0.9")([7, 0.9 * 25 + 0.1 * 4, 4.4])
