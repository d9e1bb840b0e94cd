"""Answers to `which-option`."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("which-option")

ANSWERS.right("a list of lists")([[1, 2], [2, 4], [0, 3], [0, 1]])
ANSWERS.right("an array")(np.array([[1, 2], [2, 4], [0, 3], [0, 1]]))
ANSWERS.right("a tuple of tuples")(((1, 2), (2, 4), (0, 3), (0, 1)))
ANSWERS.right("a list of pairs, floats")(
    [(1.0, 2.0), (2.0, 4.0), (0.0, 3.0), (0.0, 1.0)]
)
ANSWERS.right("choices and reasons stacked as columns")(
    np.column_stack([[1, 2, 0, 0], [2, 4, 3, 1]])
)
ANSWERS.right("a list of small arrays")(
    [np.array(row, dtype="int8") for row in ((1, 2), (2, 4), (0, 3), (0, 1))]
)
ANSWERS.right("float32")(np.array([[1, 2], [2, 4], [0, 3], [0, 1]], dtype="float32"))
ANSWERS.right("pairs out of zip")(list(zip([1, 2, 0, 0], [2, 4, 3, 1], strict=True)))
ANSWERS.right("fractions")(
    [[Fraction(n) for n in row] for row in ((1, 2), (2, 4), (0, 3), (0, 1))]
)

ANSWERS.wrong("A fine-tuned with 15 photographs of each kind")(
    [[2, 2], [2, 4], [0, 3], [0, 1]]
)
ANSWERS.wrong("A begins from nothing")([[0, 2], [2, 4], [0, 3], [0, 1]])
ANSWERS.wrong("A has the reason of B")([[1, 4], [2, 4], [0, 3], [0, 1]])
ANSWERS.wrong("A has the reason of C")([[1, 3], [2, 4], [0, 3], [0, 1]])
ANSWERS.wrong("A has the reason of D")([[1, 1], [2, 4], [0, 3], [0, 1]])
ANSWERS.wrong("B keeps the base frozen")([[1, 2], [1, 4], [0, 3], [0, 1]])
ANSWERS.wrong("B begins from nothing, with 60,000 X-rays")(
    [[1, 2], [0, 4], [0, 3], [0, 1]]
)
ANSWERS.wrong("B: X-rays are taken for another kind of input, and the base is left")(
    [[1, 2], [0, 3], [0, 3], [0, 1]]
)
ANSWERS.wrong("B: X-rays are taken for another kind of input")(
    [[1, 2], [2, 3], [0, 3], [0, 1]]
)
ANSWERS.wrong("B has the reason that names task B, which is that of D")(
    [[1, 2], [2, 1], [0, 3], [0, 1]]
)
ANSWERS.wrong("B has the reason of A")([[1, 2], [2, 2], [0, 3], [0, 1]])
ANSWERS.wrong("C: the table is painted, and a head put on the frozen base")(
    [[1, 2], [2, 4], [1, 3], [0, 1]]
)
ANSWERS.wrong("C: the table is painted, and the base fine-tuned")(
    [[1, 2], [2, 4], [2, 3], [0, 1]]
)
ANSWERS.wrong("C has the reason of B: many rows that look unlike photographs")(
    [[1, 2], [2, 4], [0, 4], [0, 1]]
)
ANSWERS.wrong("C is fine-tuned because there are many rows, as B is")(
    [[1, 2], [2, 4], [2, 4], [0, 1]]
)
ANSWERS.wrong("D keeps the base frozen")([[1, 2], [2, 4], [0, 3], [1, 1]])
ANSWERS.wrong("D fine-tunes a base that has seen 200 photographs")(
    [[1, 2], [2, 4], [0, 3], [2, 1]]
)
ANSWERS.wrong("D is fine-tuned because there are many photographs, as in B")(
    [[1, 2], [2, 4], [0, 3], [2, 4]]
)
ANSWERS.wrong("D has the reason of B")([[1, 2], [2, 4], [0, 3], [0, 4]])
ANSWERS.wrong("D has the reason of C")([[1, 2], [2, 4], [0, 3], [0, 3]])
ANSWERS.wrong("D: cats and cars are taken for near, so option 1")(
    [[1, 2], [2, 4], [0, 3], [1, 2]]
)
ANSWERS.wrong("options 1 and 2 mixed up")([[2, 2], [1, 4], [0, 3], [0, 1]])
ANSWERS.wrong("reasons of C and D mixed up")([[1, 2], [2, 4], [0, 1], [0, 3]])
ANSWERS.wrong("rows of A and B mixed up")([[2, 4], [1, 2], [0, 3], [0, 1]])
ANSWERS.wrong("the reason first, then the choice")([[2, 1], [4, 2], [3, 0], [1, 0]])
ANSWERS.wrong("choices in one row, reasons in another")([[1, 2, 0, 0], [2, 4, 3, 1]])
ANSWERS.wrong("eight numbers in one row")([1, 2, 2, 4, 0, 3, 0, 1])
ANSWERS.wrong("only the choices")([1, 2, 0, 0])
ANSWERS.wrong("only the reasons")([2, 4, 3, 1])
ANSWERS.wrong("option 1 for everybody")([[1, 2], [1, 4], [1, 3], [1, 1]])
ANSWERS.wrong("option 2 for everybody")([[2, 2], [2, 4], [2, 3], [2, 1]])
ANSWERS.wrong("only three rows")([[1, 2], [2, 4], [0, 3]])
ANSWERS.wrong("from nothing is written as 3")([[1, 2], [2, 4], [3, 3], [3, 1]])
ANSWERS.wrong("reasons counted from 0")([[1, 1], [2, 3], [0, 2], [0, 0]])
ANSWERS.wrong("A fine-tuned and the reasons of C and D mixed up")(
    [[2, 2], [2, 4], [0, 1], [0, 3]]
)
ANSWERS.wrong("C and D both fine-tuned")([[1, 2], [2, 4], [2, 3], [2, 1]])
ANSWERS.wrong("B frozen and D frozen")([[1, 2], [1, 4], [0, 3], [1, 1]])
