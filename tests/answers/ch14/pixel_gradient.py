"""Answers to `pixel-gradient`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("pixel-gradient")

P = np.array([[0.2, 0.6, 0.2], [0.8, 0.2, 0.0], [0.2, 0.2, 0.6], [0.4, 0.0, 0.6]])
Y = np.eye(3)[[1, 0, 1, 2]]

ANSWERS.right("p − y, over the pixels")((P - Y) / 4)
ANSWERS.right("as a list of numbers")(
    [[0.05, -0.1, 0.05], [-0.05, 0.05, 0], [0.05, -0.2, 0.15], [0.1, 0, -0.1]]
)
ANSWERS.right("in float32")(((P - Y) / 4).astype(np.float32))
ANSWERS.right("rounded by hand")(((P - Y) / 4).round(3).tolist())
ANSWERS.right("1 taken off in place")(
    [
        [(p - (k == right)) / 4 for k, p in enumerate(row)]
        for row, right in zip(P, [1, 0, 1, 2], strict=True)
    ]
)
ANSWERS.right("rows as tuples")(tuple(map(tuple, (P - Y) / 4)))

ANSWERS.wrong("not divided", ("not divided by the pixels",))(P - Y)
ANSWERS.wrong("divided by all twelve numbers", ("divided by the classes too",))(
    (P - Y) / 12
)
ANSWERS.wrong("divided by three", ("divided by the classes",))((P - Y) / 3)
ANSWERS.wrong("the other way round", ("sign turned round",))((Y - P) / 4)
ANSWERS.wrong("no truth in it", ("probabilities alone",))(P / 4)
ANSWERS.wrong("right classes only", ("right class alone",))((P - Y) * Y / 4)
ANSWERS.wrong("wrong classes only", ("wrong classes alone",))(P * (1 - Y) / 4)
ANSWERS.wrong("no signs", ("signs lost",))(abs(P - Y) / 4)
ANSWERS.wrong(
    "the most probable class is taken for right",
    ("most probable class taken for the right one",),
)((P - np.eye(3)[P.argmax(axis=1)]) / 4)
ANSWERS.wrong("the first label for all", ("first pixel's label for all",))(
    (P - np.eye(3)[[1, 1, 1, 1]]) / 4
)
ANSWERS.wrong("added up over the pixels", ("added up over the pixels",))(
    ((P - Y) / 4).sum(axis=0)
)
ANSWERS.wrong("transposed", ("rows and columns swapped",))(((P - Y) / 4).T)
ANSWERS.wrong("with a factor 2", ("twice as large",))(2 * (P - Y) / 4)
ANSWERS.wrong("the loss itself")(-np.log([0.6, 0.8, 0.2, 0.6]).mean())
ANSWERS.wrong("a slip in one number")(
    [[0.05, -0.1, 0.05], [-0.05, 0.05, 0], [0.05, -0.2, 0.15], [0.1, 0.1, -0.1]]
)
