"""The gradient of max pooling with respect to its input."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch06._shared import MAP, max_pool_in_loops


def _send(share):
    """Return a backward pass that fills each window with what `share` makes of it."""

    def answer(gradient, x):
        back = np.zeros(x.shape)
        for i, j in np.ndindex(gradient.shape):
            rows, columns = slice(2 * i, 2 * i + 2), slice(2 * j, 2 * j + 2)
            back[rows, columns] = share(gradient[i, j], x[rows, columns])
        return back

    return answer


def _won(window):
    return window == window.max()


def _corner(g, window):
    return np.array([[g, 0], [0, 0]])


def _mirrored_winner(g, window):
    """Take the winner's row for its column, and the other way round."""
    return g * _won(window).T


_BACK = _send(lambda g, window: g * _won(window))
_X = np.array(
    [
        [2, 7, 3, 1, -4, 6],
        [5, 1, 0, 8, -9, 2],
        [-3, -6, 9, 4, 1, 0],
        [-8, -5, 2, 6, 7, 3],
    ]
)


def _draw_backward(random: np.random.Generator) -> Case:
    rows, columns = random.choice([2, 3, 4], 2, replace=False)
    x = random.permutation(300)[: 4 * rows * columns] - 220
    gradient = random.integers(-9, 9, (rows, columns))
    gradient += gradient >= 0  # none of them 0
    odd = random.integers(0, 2)
    x = np.pad(
        x.reshape(2 * rows, 2 * columns), ((0, 0), (0, odd)), constant_values=500
    )
    return Case((gradient, x))


def _differences(gradient, x):
    def loss(values):
        return (gradient * max_pool_in_loops(values)).sum()

    back = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[place] = 0.25
        back[place] = (loss(x + nudge) - loss(x)) / 0.25
    return back


def _enlarged(gradient, x):
    rows, columns = (2 * n for n in gradient.shape)
    back = np.zeros(x.shape)
    winners = np.kron(max_pool_in_loops(x), np.ones((2, 2))) == x[:rows, :columns]
    back[:rows, :columns] = np.where(winners, np.kron(gradient, np.ones((2, 2))), 0)
    return back


EXERCISE = FunctionExercise(
    __name__,
    title="Backwards through max pooling",
    difficulty=3,
    points=3,
    place=70,
    reference=_BACK,
    cases=(
        Case((np.array([[10, 20], [30, 40]]), lecture.P)),
        Case((np.array([[1, -2, 3], [-4, 5, -6]]), _X)),
        Case((np.array([[0.5, -1.5], [2.5, 3.0], [-4.0, 8.0]]), _X.T)),
        Case((np.array([[7, -3, 2]]), MAP[1:4, :7])),
    ),
    draw=_draw_backward,
    misconceptions=(
        Misconception(
            "spread evenly",
            "You share each gradient among the four pixels of its window. That is right "
            "for average pooling. Which pixels could have changed the maximum?",
            _send(lambda g, window: np.full(window.shape, g / 4)),
        ),
        Misconception(
            "sent to all",
            "Every pixel of a window gets the whole gradient. Three of them had no say "
            "in the maximum.",
            _send(lambda g, window: np.full(window.shape, g)),
        ),
        Misconception(
            "sent to the top left corner",
            "You send each gradient to the first pixel of its window, wherever the "
            "maximum stands.",
            _send(_corner),
        ),
        Misconception(
            "sent to the smallest",
            "You send each gradient to the smallest pixel of its window.",
            _send(lambda g, window: g * (window == window.min())),
        ),
        Misconception(
            "sent to the largest magnitude",
            "You look for the winner without the signs. Of −5 and 2, the larger is 2.",
            _send(lambda g, window: g * (np.abs(window) == np.abs(window).max())),
        ),
        Misconception(
            "winner's row and column swapped",
            "In some windows your gradient lands on the wrong side of the diagonal: the "
            "winner's row and column have changed places.",
            _send(_mirrored_winner),
        ),
        Misconception(
            "multiplied by the pixel",
            "You multiply the gradient by the winner's value. The maximum grows by "
            "exactly as much as the winner does.",
            _send(lambda g, window: g * window * _won(window)),
        ),
        Misconception(
            "gradient left out",
            "You mark the winners with 1. What comes back is the gradient that arrived.",
            _send(lambda g, window: _won(window)),
        ),
        Misconception(
            "value instead of gradient",
            "You put the maxima back in their places. It is their gradients that go back.",
            _send(lambda g, window: window * _won(window)),
        ),
        Misconception(
            "negative winners left out",
            "A winner below zero gets nothing. That is how ReLU behaves; here, it has "
            "won all the same.",
            _send(lambda g, window: g * (_won(window) & (window > 0))),
        ),
        Misconception(
            "one winner for the whole map",
            "Only the largest pixel of the whole map gets something. Every window has a "
            "winner.",
            lambda gradient, x: gradient.sum() * (x == x.max()),
        ),
    ),
    alternatives=(
        Alternative(
            "every pixel is nudged, and the weighted sum of maxima watched",
            _differences,
        ),
        Alternative(
            "maxima and gradients are copied to all pixels of a window, and the winners kept",
            _enlarged,
        ),
    ),
)
