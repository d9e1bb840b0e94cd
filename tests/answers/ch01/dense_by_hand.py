"""Answers to `dense-by-hand`, worked out from its numbers."""

from fractions import Fraction

import numpy as np

from cnnbook.exercises.ch01.dense_by_hand import BIASES, PICTURE, WEIGHTS
from tests.answers import Answers

ANSWERS = Answers("dense-by-hand")
INPUTS = PICTURE.ravel()
PRODUCTS = WEIGHTS * INPUTS
FIRST, SECOND = (int(output) for output in PRODUCTS.sum(axis=1) + BIASES)


def layer(W=WEIGHTS, inputs=INPUTS, b=BIASES):
    return [int(output) for output in W @ inputs + b]


ANSWERS.right("as a list")([FIRST, SECOND])
ANSWERS.right("as a tuple")((FIRST, SECOND))
ANSWERS.right("as an array")(np.array([FIRST, SECOND]))
ANSWERS.right("as floats")([float(FIRST), float(SECOND)])
ANSWERS.right("as an array of float32")(np.array([FIRST, SECOND], dtype=np.float32))
ANSWERS.right("as fractions")([Fraction(FIRST), Fraction(SECOND)])
ANSWERS.right("as NumPy numbers in a list")([np.int64(FIRST), np.float64(SECOND)])
ANSWERS.right("with the products written out")(
    [3 * 2 - 2 * 0 + 6 * 4 - 4 * 5 + 9, -2 * 2 - 6 * 0 + 3 * 4 - 5 * 5 - 7]
)
ANSWERS.right("with NumPy")(WEIGHTS @ INPUTS + BIASES)
ANSWERS.right("as an array of 8 bits")(np.array([FIRST, SECOND], dtype=np.int8))

ANSWERS.wrong("both biases forgotten", ("biases forgotten",))(layer(b=0))
ANSWERS.wrong("the biases subtracted", ("biases subtracted",))(layer(b=-BIASES))
ANSWERS.wrong("the two outputs in the wrong order", ("outputs swapped",))(
    [SECOND, FIRST]
)
for i, j in np.argwhere(PRODUCTS < 0):
    lost = PRODUCTS.copy()
    lost[i, j] *= -1
    ANSWERS.wrong("a minus lost", ("one sign lost",))(lost.sum(axis=1) + BIASES)
ANSWERS.wrong("the minus of the bias lost", ("one bias with the wrong sign",))(
    layer(b=abs(BIASES))
)
ANSWERS.wrong("every minus lost", ("all signs lost",))(
    layer(W=abs(WEIGHTS), b=abs(BIASES))
)
ANSWERS.wrong("every minus of a weight lost", ("signs lost",))(layer(W=abs(WEIGHTS)))
ANSWERS.wrong("the picture flattened by columns", ("flattened column by column",))(
    layer(inputs=PICTURE.T.ravel())
)
ANSWERS.wrong("times 0 taken as times 1", ("times 0 taken as times 1",))(
    layer(inputs=np.where(INPUTS == 0, 1, INPUTS))
)
for i, j in np.argwhere(PRODUCTS):
    short = PRODUCTS.copy()
    short[i, j] = 0
    ANSWERS.wrong("a product left out", ("one product left out",))(
        short.sum(axis=1) + BIASES
    )
ANSWERS.wrong("the first bias added to both outputs", ("one bias for both outputs",))(
    layer(b=BIASES[0])
)
ANSWERS.wrong("the two biases swapped", ("biases swapped",))(layer(b=BIASES[::-1]))
ANSWERS.wrong("only the first output")([FIRST])
ANSWERS.wrong("only the first output, as a number")(FIRST)
ANSWERS.wrong("the two outputs added up")(FIRST + SECOND)
ANSWERS.wrong("the first bias forgotten", ("one bias forgotten",))(
    [FIRST - int(BIASES[0]), SECOND]
)
ANSWERS.wrong("the second bias forgotten", ("one bias forgotten",))(
    [FIRST, SECOND - int(BIASES[1])]
)
ANSWERS.wrong("the minus of the result forgotten", ("sign of an output lost",))(
    [FIRST, -SECOND]
)
ANSWERS.wrong("W read as four rows of two weights", ("rows of two weights",))(
    layer(W=WEIGHTS.reshape(4, 2).T)
)
ANSWERS.wrong("the list of pixels read backwards", ("flattened from the end",))(
    layer(inputs=INPUTS[::-1])
)
ANSWERS.wrong("the negative output cut off at 0", ("negative output cut off",))(
    [FIRST, 0]
)
for wrong in (1, -1, 2, 10):
    ANSWERS.wrong("the first output a little off")([FIRST + wrong, SECOND])
    ANSWERS.wrong("the second output a little off")([FIRST, SECOND + wrong])
ANSWERS.wrong("the products not added up")(PRODUCTS)
ANSWERS.wrong("only the first pixel counted, with the biases")(PRODUCTS[:, 0] + BIASES)
ANSWERS.wrong("column by column and without the biases")(
    layer(inputs=PICTURE.T.ravel(), b=0)
)
ANSWERS.wrong("the outputs swapped and the biases forgotten")(layer(b=0)[::-1])
ANSWERS.wrong("a bias counted for each input", ("a bias for every product",))(
    layer(b=4 * BIASES)
)
ANSWERS.wrong("the weights added to the pixels", ("weights added to the pixels",))(
    (WEIGHTS + INPUTS).sum(axis=1) + BIASES
)
ANSWERS.wrong("the mean of the products instead of their sum")(
    PRODUCTS.mean(axis=1) + BIASES
)
ANSWERS.wrong("as text")(f"{FIRST}, {SECOND}")
