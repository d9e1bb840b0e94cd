"""The share of pooled values that a shift by one pixel changes."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises._shared import later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch06._shared import max_pool_in_loops


def _changed(scene, size=2, axis=1, stride=None):
    n = scene.shape[axis]
    one = ops.pool2d(np.take(scene, range(1, n), axis), size, stride)
    other = ops.pool2d(np.take(scene, range(n - 1), axis), size, stride)
    return one != other


def _rolled(scene, size=2):
    """Let the pixels that leave on one side come back on the other."""
    view = scene[:, 1:]
    pooled, moved = ops.pool2d(view, size), ops.pool2d(np.roll(view, 1, 1), size)
    return (pooled != moved).mean()


def _zeros_shifted_in(scene, size=2):
    view = scene[:, 1:]
    moved = np.pad(view, ((0, 0), (1, 0)))[:, :-1]
    return (ops.pool2d(view, size) != ops.pool2d(moved, size)).mean()


def _pooled_shifted(scene, size=2):
    pooled = ops.pool2d(scene[:, 1:], size)
    return (pooled[:, 1:] != pooled[:, :-1]).mean()


def _amount(scene, size=2):
    one, other = (ops.pool2d(v, size) for v in (scene[:, 1:], scene[:, :-1]))
    return np.abs(one - other).mean()


_random = later(606, 821)

_NOISE = _random.permutation(200)[:104].reshape(8, 13) + 1
_STILL = np.zeros((6, 7), int)
_STILL[[1, 2, 5], [1, 3, 5]] = 4, 8, 6
_JUMPY = np.roll(_STILL, 1, axis=1) * np.array([1, 1, 0, 0, 1, 1])[:, None]


def _draw_scene(random: np.random.Generator) -> Case:
    size = int(random.choice([2, 3]))
    rows, columns = random.integers([4, 2], [7, 4]) * size
    scene = random.integers(1, 200, (rows, columns + 1))
    return Case((scene * (random.random(scene.shape) < 0.8),), {"size": size})


def _shift_in_loops(scene, size=2):
    one = np.array(max_pool_in_loops(scene[:, 1:], size, size))
    other = np.array(max_pool_in_loops(scene[:, :-1], size, size))
    return np.count_nonzero(one - other) / one.size


EXERCISE = FunctionExercise(
    __name__,
    title="How much does a shift change?",
    difficulty=3,
    points=3,
    place=60,
    answer="shift_change",
    reference=lambda scene, size=2: _changed(scene, size).mean(),
    cases=(
        Case((_STILL,)),
        Case((_JUMPY,)),
        Case((_NOISE,)),
        Case((_NOISE[:6],), {"size": 3}),
        Case((_NOISE[:, :9] % 23,), {"size": 4}),
    ),
    draw=_draw_scene,
    misconceptions=(
        Misconception(
            "values counted, not their share",
            "You return how many values change. Which fraction of all values is that?",
            lambda scene, size=2: int(_changed(scene, size).sum()),
        ),
        Misconception(
            "share of values that stay",
            "You return the share that stays as it was. Its counterpart is wanted.",
            lambda scene, size=2: 1 - _changed(scene, size).mean(),
        ),
        Misconception(
            "shifted down",
            "Your views are one row apart. Leave out a column, not a row.",
            lambda scene, size=2: _changed(scene[:, 1:], size, axis=0).mean(),
        ),
        Misconception(
            "rolled around",
            "The column that leaves your view on the right comes back on the left. The "
            "second view begins with the scene's first column.",
            _rolled,
        ),
        Misconception(
            "zeros shifted in",
            "A column of zeros comes in from the left of your second view. It begins "
            "with the scene's first column.",
            _zeros_shifted_in,
        ),
        Misconception(
            "pooled map shifted",
            "You compare pooled values a whole window apart. Shift the view by one pixel, "
            "then pool anew.",
            _pooled_shifted,
        ),
        Misconception(
            "size of the change",
            "You measure by how much the values change. Count whether they change.",
            _amount,
        ),
        Misconception(
            "pixels compared, not pooled values",
            "You compare the views themselves. Pool both, then compare.",
            lambda scene, size=2: (scene[:, 1:] != scene[:, :-1]).mean(),
        ),
        Misconception(
            "size ignored",
            "You pool with 2 by 2 windows whatever size is.",
            lambda scene, size=2: _changed(scene).mean(),
        ),
        Misconception(
            "stride 1",
            "Your windows overlap. They should lie side by side, with size as the stride.",
            lambda scene, size=2: _changed(scene, size, stride=1).mean(),
        ),
    ),
    alternatives=(
        Alternative("both maps in loops, and what differs counted", _shift_in_loops),
    ),
)
