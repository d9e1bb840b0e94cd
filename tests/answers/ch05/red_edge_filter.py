"""Answers to `red-edge-filter`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("red-edge-filter")

edge = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])
sobel = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
middle = np.array([[0, 0, 0], [1, 0, -1], [0, 0, 0]])

ANSWERS.right("green and blue object with the whole edge")(
    np.dstack([edge, -edge, -edge])
)
ANSWERS.right("as nested lists")(np.dstack([edge, -edge, -edge]).tolist())
ANSWERS.right("as nested tuples")(
    tuple(tuple((value, -value, -value) for value in row) for row in ((1, 0, -1),) * 3)
)
ANSWERS.right("green and blue object twice as strongly")(
    np.dstack([edge, -2 * edge, -2 * edge])
)
ANSWERS.right("Sobel kernels in floats, built with stack")(
    np.stack([sobel, -1.0 * sobel, -1.5 * sobel], axis=-1)
)
ANSWERS.right("the middle row only, just as much as the fall")(
    np.dstack([middle, -middle, -middle])
)
ANSWERS.right("scaled so that it answers exactly the fall")(
    np.dstack([edge, -edge, -edge]) / 3
)
ANSWERS.right("a hundred times as large")(100 * np.dstack([edge, -edge, -edge]))
ANSWERS.right("red from the top row, green from the middle one, blue from the lowest")(
    np.dstack(
        [
            [[2, 0, -2], [0, 0, 0], [0, 0, 0]],
            [[0, 0, 0], [-3, 0, 3], [0, 0, 0]],
            [[0, 0, 0], [0, 0, 0], [-2, 0, 2]],
        ]
    )
)
ANSWERS.right("weights that differ from row to row, with equal column sums")(
    np.dstack(
        [
            edge,
            [[0, 0, 1], [-4, 0, 2], [1, 0, 0]],
            [[-1, 1, -1], [-1, 0, 1], [-1, -1, 3]],
        ]
    )
)
ANSWERS.right("horizontal edges added, which no picture has")(
    np.dstack([edge + 5 * edge.T, -edge, -edge - 2 * edge.T])
)
ANSWERS.right("an einsum of colour and edge, in float32")(
    np.einsum("ij,c->ijc", edge, [1, -1.25, -1]).astype(np.float32)
)


def _by_loops():
    weights = np.zeros((3, 3, 3))
    for row in range(3):
        for channel, factor in enumerate([1, -1, -1]):
            weights[row, 0, channel] = factor
            weights[row, 2, channel] = -factor
    return weights


ANSWERS.right("filled by loops")(_by_loops())
ANSWERS.right("neighbours subtracted on red, more than that on green and blue")(
    np.dstack(
        [
            [[2, -1, -1], [2, -1, -1], [0, 0, 0]],
            [[-4, 0, 4], [0, 0, 0], [0, 0, 0]],
            [[-2, -2, 4], [-2, 1, 1], [0, 0, 0]],
        ]
    )
)
ANSWERS.right("reading: edges stand in the middle, left and centre are compared")(
    np.dstack(
        [
            [[1, -1, 0], [1, -1, 0], [1, -1, 0]],
            [[-1, 1, 0], [-1, 1, 0], [-1, 1, 0]],
            [[-1, 1, 0], [-1, 1, 0], [-1, 1, 0]],
        ]
    )
)

ANSWERS.wrong(
    "the chapter's filter: halves on green and blue, fooled by yellow",
    ("white cancelled, yellow not",),
)(np.dstack([edge, -0.5 * edge, -0.5 * edge]))
ANSWERS.wrong("the red slice only", ("red slice only",))(
    np.dstack([edge, 0 * edge, 0 * edge])
)
ANSWERS.wrong("only green objects, fooled by magenta", ("blue slice empty",))(
    np.dstack([edge, -edge, 0 * edge])
)
ANSWERS.wrong("only blue objects, fooled by yellow", ("green slice empty",))(
    np.dstack([edge, 0 * edge, -edge])
)
ANSWERS.wrong("green objects too weakly", ("blue strong enough, green not",))(
    np.dstack([edge, -0.9 * edge, -edge])
)
ANSWERS.wrong("blue objects too weakly", ("green strong enough, blue not",))(
    np.dstack([edge, -edge, -0.75 * edge])
)
ANSWERS.wrong("all three slices answer alike", ("the same kernel in every slice",))(
    np.dstack([edge, edge, edge])
)
ANSWERS.wrong("the signs are the wrong way round", ("dark side on the left",))(
    np.dstack([-edge, edge, edge])
)
ANSWERS.wrong("all slices negative", ("the same kernel in every slice",))(
    np.dstack([-edge, -edge, -edge])
)
ANSWERS.wrong("horizontal edges instead of vertical ones", ("horizontal edges",))(
    np.dstack([edge.T, -edge.T, -edge.T])
)
ANSWERS.wrong("the channels stand in the first axis", ("channels on the first axis",))(
    np.array([edge, -edge, -edge])
)
ANSWERS.wrong(
    "the channels stand in the middle axis", ("channels on the middle axis",)
)(np.stack([edge, -edge, -edge], axis=1))
ANSWERS.wrong("a filter for green edges", ("another colour",))(
    np.dstack([-edge, edge, -edge])
)
ANSWERS.wrong("a filter for blue edges, the order is BGR", ("another colour",))(
    np.dstack([-edge, -edge, edge])
)
ANSWERS.wrong("a red kernel that answers to even red as well")(
    np.dstack([[[1, 0, 0]] * 3, -edge, -edge])
)
ANSWERS.wrong("the column sums are not zero: answers to even surfaces")(
    np.dstack([[[2, 0, -1]] * 3, -edge, -edge])
)
ANSWERS.wrong("red is cancelled by green pixels that need not fall")(
    np.dstack([edge, [[-1, 0, 0]] * 3, -edge])
)
ANSWERS.wrong("a positive sum on blue: even blue is answered")(
    np.dstack([edge, -edge, [[-1, 0, 2]] * 3])
)
ANSWERS.wrong("too weak: a sixth of the fall is answered", ("too weak",))(
    np.dstack([edge, -edge, -edge]) / 18
)
ANSWERS.wrong("too weak: the mean of nine weights", ("too weak",))(
    np.dstack([edge, -edge, -edge]) / 9
)
ANSWERS.wrong(
    "too weak on purpose: red in tenths, green and blue whole", ("too weak",)
)(np.dstack([0.1 * edge, -edge, -edge]))
ANSWERS.wrong(
    "green compares left and centre only: yellow gets through",
    ("blue strong enough, green not",),
)(np.dstack([edge, [[-1, 1, 0]] * 3, -edge]))
ANSWERS.wrong("brightness is found instead of an edge")(
    np.dstack([np.ones((3, 3)), -np.ones((3, 3)), -np.ones((3, 3))])
)
ANSWERS.wrong("green and blue objects to brightness, not to their own fall")(
    np.dstack([edge, -np.ones((3, 3)), -np.ones((3, 3))])
)
ANSWERS.wrong("one slice of 3×3")(edge)
ANSWERS.wrong("four axes, as a whole layer")(
    np.dstack([edge, -edge, -edge])[..., np.newaxis]
)
ANSWERS.wrong("side by side in one grid of 3×9")(np.hstack([edge, -edge, -edge]))
ANSWERS.wrong("the three factors instead of the filter")([1, -1, -1])
ANSWERS.wrong("zeros, which are silent to red as well", ("no weights",))(
    np.zeros((3, 3, 3))
)
ANSWERS.wrong("whole numbers: −0.5 became 0", ("red slice only",))(
    np.dstack([edge, -0.5 * edge, -0.5 * edge]).astype(int)
)
ANSWERS.wrong("a kernel of 2×2")(
    np.stack([[[1, -1]] * 2, [[-1, 1]] * 2, [[-1, 1]] * 2], axis=-1)
)
ANSWERS.wrong("green answers too, blue objects twice")(
    np.dstack([edge, edge, -2 * edge])
)
ANSWERS.wrong("a line filter on red, and one on the others")(
    np.dstack([[[-1, 2, -1]] * 3, [[1, -2, 1]] * 3, [[1, -2, 1]] * 3])
)
ANSWERS.wrong("signs the wrong way round and blue forgotten", ("blue slice empty",))(
    np.dstack([-edge, edge, 0 * edge])
)
ANSWERS.wrong("channels first and halves only")(
    np.array([edge, -0.5 * edge, -0.5 * edge])
)

_EDGE = np.array([[1, 0, -1]] * 3)
_MORE, _LESS = _EDGE.copy(), _EDGE.copy()
_MORE[1, 1], _LESS[1, 1] = 1, -1
ANSWERS.wrong("a stranger: the green slice does not sum to 0")(
    np.dstack([_EDGE, -_MORE, -_EDGE])
)
ANSWERS.wrong("a stranger: the red slice does not sum to 0")(
    np.dstack([_LESS, -_EDGE, -_EDGE])
)


_TILTED = np.array([[1, 0, -1]] * 3)
ANSWERS.wrong("slices that add up to less than 0, ten times as large")(
    10 * (np.dstack([_TILTED, -_TILTED, -_TILTED]) - 0.01)
)
