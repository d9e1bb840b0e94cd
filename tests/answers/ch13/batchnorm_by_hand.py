"""Answers to `batchnorm-by-hand`, worked out from its numbers."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("batchnorm-by-hand")
BATCH = np.array([9, 5, 11, 8, 7])
MEAN, VARIANCE = BATCH.mean(), BATCH.var()
NEW = 0.8 * 25 + 0.2 * VARIANCE

ANSWERS.right("as a list")([5, 20.8, 3.6])
ANSWERS.right("as a tuple")((5.0, 20.8, 3.6))
ANSWERS.right("as an array")(np.array([5, 20.8, 3.6]))
ANSWERS.right("let NumPy do it")(
    [(9 - MEAN) / BATCH.std() * 2 + 4, NEW, (9 - 10) / np.sqrt(25) * 2 + 4]
)
ANSWERS.right("fractions")([Fraction(5), Fraction(104, 5), Fraction(18, 5)])
ANSWERS.right("decimals")([Decimal(5), Decimal("20.8"), Decimal("3.6")])
ANSWERS.right("in float32")(np.array([5, 20.8, 3.6], dtype="float32"))

ANSWERS.wrong("divided by the variances", ("divided by the variance",))(
    [(9 - 8) / 4 * 2 + 4, 20.8, (9 - 10) / 25 * 2 + 4]
)
ANSWERS.wrong("the mean is not subtracted", ("mean not subtracted",))(
    [9 / 2 * 2 + 4, 20.8, 9 / 5 * 2 + 4]
)
ANSWERS.wrong("the variance of a sample", ("variance of a sample",))(
    [1 / 5**0.5 * 2 + 4, 0.8 * 25 + 0.2 * 5, 3.6]
)
ANSWERS.wrong("gamma and beta exchanged", ("gamma and beta exchanged",))(
    [0.5 * 4 + 2, 20.8, -0.2 * 4 + 2]
)
ANSWERS.wrong("beta is forgotten", ("beta forgotten",))([1, 20.8, -0.4])
ANSWERS.wrong("gamma is forgotten", ("gamma forgotten",))([4.5, 20.8, 3.8])
ANSWERS.wrong("the momentum the other way", ("momentum the wrong way round",))(
    [5, 0.2 * 25 + 0.8 * 4, 3.6]
)
ANSWERS.wrong("deviations in the average", ("deviation averaged",))(
    [5, 0.8 * 25 + 0.2 * 2, 3.6]
)
ANSWERS.wrong("in use by the batch", ("measured by the batch in use",))([5, 20.8, 5])
ANSWERS.wrong("in use by the new averages", ("new averages in use",))(
    [5, 20.8, (9 - 9.6) / 20.8**0.5 * 2 + 4]
)
ANSWERS.wrong("the first and the last exchanged", ("training and use exchanged",))(
    [3.6, 20.8, 5]
)
ANSWERS.wrong("two numbers only")([5, 3.6])
ANSWERS.wrong("the whole batch")(((BATCH - MEAN) / 2 * 2 + 4).tolist())
