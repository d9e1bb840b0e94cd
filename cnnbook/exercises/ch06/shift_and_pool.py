"""The share of pooled values that a shift by one pixel changes."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises._shared import later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch06._shared import (
    lowest_beyond,
    max_pool_in_loops,
    pool_in_steps,
    same_border,
    step,
)
from cnnbook.exercises.mistakes import Misconception, each


def _views(scene, size):
    return scene[:, 1:], scene[:, :-1]


def _pooled(view, size):
    return pool_in_steps(view, size, size)


def change_in_steps(
    scene,
    size=2,
    *,
    views=_views,
    pool=_pooled,
    share=lambda one, other, pixels: (one != other).mean(),
):
    """See a scene twice, pool both views, and compare."""
    one, other = views(scene, size)
    return share(pool(one, size), pool(other, size), one.size)


def _rolled(scene, size):
    view = scene[:, 1:]
    return view, np.roll(view, 1, axis=1)


def _zeros_on_the_left(scene, size):
    view = scene[:, 1:]
    return view, np.pad(view, ((0, 0), (1, 0)))[:, :-1]


def _zeros_on_the_right(scene, size):
    view = scene[:, :-1]
    return np.pad(view, ((0, 0), (0, 1)))[:, 1:], view


def _down(scene):
    return scene[1:], scene[:-1]


def _over_the_edge(border):
    return lambda view, size: pool_in_steps(view, size, size, border=border)


def _larger_than(least):
    return lambda one, other, pixels: (np.abs(one.astype(float) - other) > least).mean()


def _not_close(one, other, pixels):
    return 1 - np.isclose(one.astype(float), other.astype(float)).mean()


def _in_type(kind):
    return lambda one, other, pixels: (one.astype(kind) != other.astype(kind)).mean()


def _beyond_on_the_right(view, size, stride):
    padded = lowest_beyond(view, size, stride)
    return padded[: len(view)]


def _places(view, size):
    def keep(windows):
        return windows.reshape(*windows.shape[:-2], -1).argmax(axis=-1)

    return pool_in_steps(view, size, size, keep=keep)


def _rounded(digits):
    return lambda one, other, pixels: np.round((one != other).mean(), digits)


def _whole_numbers(one, other, pixels):
    return (one.astype(int) != other.astype(int)).mean()


def _pooled_shifted(scene, size=2):
    pooled = _pooled(scene, size)
    return (pooled[:, 1:] != pooled[:, :-1]).mean()


_random = later(606, 821)

_NOISE = _random.integers(-9, 10, (4, 8))
_STILL = np.array([[0, 0, 0, 0, 0], [0, 4, 0, 8, 0], [0] * 5])
_SMALL_STEPS = np.array([[0.3, 0.34, 0.38, 0.3, 0.9], [0.2, 0.3, 0.1, 0.7, 0], [0] * 5])
_JUMPY = np.array([[0, 0, 4, 0, 0], [0, 0, 0, 0, 7], [0] * 5])


def _draw(random: np.random.Generator) -> Case:
    size = int(random.choice([2, 2, 3, 4]))
    rows = size + int(random.integers(1, size + 2))
    columns = size * int(random.integers(2, 4)) + int(random.integers(0, size))
    shape = (rows, columns + 1)
    kind = random.integers(8)
    scene = random.integers(-9, 10, shape)
    if kind == 1:
        scene = scene - 30
    if kind == 2:
        scene = random.integers(0, 9, shape) * random.choice([0.04, 0.003, 0.0002])
    if kind == 7:
        scene = scene * 0.25
    if kind == 5:
        scene = 0.3 + random.integers(0, 3, shape) * 1e-6
    if kind == 6:
        scene = random.integers(0, 3, shape) / 10.0 ** random.integers(5, 15)
    if kind == 3:
        scene = scene * (random.random(shape) < 0.4)
    if kind == 4:
        scene = random.integers(0, 256, shape).astype(np.uint8)
    return Case((scene,), {} if size == 2 and random.integers(2) else {"size": size})


def _about(scene, size=2):
    height, width = scene.shape[0], scene.shape[1] - 1
    left_over = height % size or width % size
    return {
        ("pixels are left over at the edge", "whole windows fill the views"): bool(
            left_over
        ),
        ("every value is below 0", "the scene has values of 0 or more"): (
            (scene < 0).all()
        ),
    }


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
    look=(
        "Take a scene of 2 by 5 pixels with a single 7 in it. Write down both views, pool "
        "them on paper, and count. Then print both views and both pooled maps in your "
        "function."
    ),
    section="Shift by one pixel",
    reference=change_in_steps,
    cases=(
        Case((_STILL,)),
        Case((_JUMPY,)),
        Case((_NOISE,)),
        Case((_NOISE[:, :7],), {"size": 3}),
        Case((_SMALL_STEPS,)),
        Case((np.array([[0.3, 0.3, 0.3005], [0, 0, 0]]),)),
        Case((np.array([[0.3, 0.3, 0.300001], [0, 0, 0]]),)),
        Case((np.array([[0, 0, 1e-13], [0, 0, 0]]),)),
        Case((np.array([[0, 0, 1e-9], [0, 0, 0]]),)),
        Case((np.array([[0.5, 0.5, 0.51, 0.53, 0.53], [0, 0, 0, 0, 0]]),)),
        Case((np.array([[0.5, 0.5, 0.50005, 0.5, 0.5], [0, 0, 0, 0, 0]]),)),
        Case((np.array([[0.02, 0.02, 0.07, 0.03, 0.03], [0, 0, 0, 0, 0]]),)),
        Case((_random.integers(-9, 10, (5, 5)),)),
        Case((_random.integers(-9, 10, (6, 7)),)),
        Case((_NOISE[:, :6] * 0.04,)),
        Case((_NOISE[:3, :6] - 40,)),
        Case((_random.integers(0, 4, (6, 8)),), {"size": 3}),
        Case((_random.integers(0, 9, (4, 10)),), {"size": 3}),
        Case((np.array([[1, 1, 2], [3, 4, 4]]),), {"size": 1}),
    ),
    draw=_draw,
    features=_about,
    misconceptions=(
        step(
            "values counted, not their share",
            "You return how many values change. Which fraction of all values is that?",
            share=lambda one, other, pixels: (one != other).sum(),
        ),
        step(
            "share of values that stay",
            "You return the share that stays as it was. Its counterpart is wanted.",
            share=lambda one, other, pixels: (one == other).mean(),
        ),
        step(
            "in per cent",
            "You return per cent. A number from 0 to 1 is wanted.",
            share=lambda one, other, pixels: 100 * (one != other).mean(),
        ),
        step(
            "size of the change",
            "You measure by how much the values change. Count whether they change.",
            share=lambda one, other, pixels: np.abs(one.astype(float) - other).mean(),
        ),
        step(
            "whether anything changes",
            "You say whether anything changes at all. Which fraction of the values does?",
            share=lambda one, other, pixels: (one != other).any(),
        ),
        step(
            "only increases counted",
            "You count the values that become larger. Those that become smaller change "
            "too.",
            share=lambda one, other, pixels: (other > one).mean(),
        ),
        step(
            "only decreases counted",
            "You count the values that become smaller. Those that become larger change "
            "too.",
            share=lambda one, other, pixels: (other < one).mean(),
        ),
        step(
            "divided by the pixels",
            "You divide by the number of pixels of a view. The share of the pooled "
            "values is wanted.",
            share=lambda one, other, pixels: (one != other).sum() / pixels,
        ),
        step(
            "divided by the columns",
            "You divide by the number of columns of the pooled map. It has rows as well.",
            share=lambda one, other, pixels: (one != other).sum() / one.shape[1],
        ),
        step(
            "columns counted",
            "You return the share of columns in which anything changes. Count single "
            "values.",
            share=lambda one, other, pixels: (one != other).any(axis=0).mean(),
        ),
        step(
            "map of changes",
            "You return which values change. Which fraction of them all is that?",
            share=lambda one, other, pixels: one != other,
        ),
        *each(
            "small changes left out",
            "Small changes don't count in your share. Any difference counts.",
            share=[
                *map(_larger_than, (0.999, 0.1, 0.03, 0.01)),
                *(_larger_than(10.0**-power) for power in range(3, 13)),
                _not_close,
                lambda one, other, pixels: (
                    ~np.isclose(one.astype(float), other, rtol=0, atol=1e-8)
                ).mean(),
                _in_type(np.float16),
            ],
        ),
        step(
            "compared as whole numbers",
            "You compare what is left of the values without their fractions. Any "
            "difference counts.",
            share=_whole_numbers,
        ),
        *each(
            "rounded",
            "You round the share. Keep its fraction as it is.",
            share=[_rounded(digits) for digits in (0, 1, 2)],
        ),
        step(
            "rounded down",
            "You round the share down, so that it is nearly always 0. Keep its fraction.",
            share=lambda one, other, pixels: np.floor((one != other).mean()),
        ),
        step(
            "first value only",
            "You return after the first value that you compare. Does a return stand "
            "inside the loop?",
            share=lambda one, other, pixels: float(one.flat[0] != other.flat[0]),
        ),
        step(
            "divided by the rows",
            "You divide by the number of rows of the pooled map. It has columns as well.",
            share=lambda one, other, pixels: (one != other).sum() / len(one),
        ),
        step(
            "shifted down",
            "Your views are one row apart. Leave out a column, not a row.",
            views=lambda scene, size: _down(scene[:, 1:]),
        ),
        step(
            "shifted down, first view",
            "Your views are one row apart. The first should lack the first column only, "
            "the second the last column only.",
            views=lambda scene, size: _down(scene[:, :-1]),
        ),
        step(
            "shifted down, all columns kept",
            "Your views are one row apart. Leave out a column, not a row.",
            views=lambda scene, size: _down(scene),
        ),
        step(
            "rolled around",
            "The column that leaves your view on the right comes back on the left. The "
            "second view begins with the scene's first column.",
            views=_rolled,
        ),
        step(
            "zeros shifted in",
            "A column of zeros comes in from the left of your second view. It begins "
            "with the scene's first column.",
            views=_zeros_on_the_left,
        ),
        step(
            "zeros shifted in on the right",
            "A column of zeros comes in on the right of your first view. It ends with "
            "the scene's last column.",
            views=_zeros_on_the_right,
        ),
        *each(
            "rolled around, of the whole scene",
            "You roll the scene, so that its last column comes back on the left. Both "
            "views are parts of the scene: nothing comes back.",
            views=[
                lambda scene, size: (scene, np.roll(scene, 1, axis=1)),
                lambda scene, size: (scene, np.roll(scene, -1, axis=1)),
            ],
        ),
        *each(
            "rolled around, of the scene without its last column",
            "You roll a view, so that the column that leaves it on one side comes back on "
            "the other. Both views are parts of the scene: nothing comes back.",
            views=[
                lambda scene, size: (
                    scene[:, :-1],
                    np.roll(scene[:, :-1], 1, axis=1),
                ),
                lambda scene, size: (
                    scene[:, :-1],
                    np.roll(scene[:, :-1], -1, axis=1),
                ),
            ],
        ),
        step(
            "first column repeated",
            "Your second view begins with a copy of the first view's first column. It "
            "begins with the scene's first column.",
            views=lambda scene, size: (
                scene[:, 1:],
                scene[:, [1, *range(1, scene.shape[1] - 1)]],
            ),
        ),
        step(
            "last row left out",
            "Your views lack the last row as well. Both have all rows of the scene.",
            views=lambda scene, size: (scene[:-1, 1:], scene[:-1, :-1]),
        ),
        step(
            "a column too few in both views",
            "Your views are a column narrower than they should be: the scene has W + 1 "
            "columns, and each view has W.",
            views=lambda scene, size: (scene[:, 1:-1], scene[:, :-2]),
        ),
        step(
            "shifted by two pixels",
            "Your views are two pixels apart. The first lacks one column, the second "
            "another one.",
            views=lambda scene, size: (scene[:, 2:], scene[:, :-2]),
        ),
        Misconception(
            "pooled map shifted",
            "You compare pooled values a whole window apart. Shift the view by one pixel, "
            "then pool anew.",
            _pooled_shifted,
        ),
        step(
            "pixels compared, not pooled values",
            "You compare the views themselves. Pool both, then compare.",
            pool=lambda view, size: view,
        ),
        step(
            "size ignored",
            "You pool with 2 by 2 windows whatever size is.",
            pool=lambda view, size: pool_in_steps(view, 2, 2),
        ),
        step(
            "stride 1",
            "Your windows overlap. They should lie side by side, with size as the stride.",
            pool=lambda view, size: pool_in_steps(view, size, 1),
        ),
        step(
            "stride always 2",
            "Your windows move by two pixels whatever size is. They should lie side by "
            "side.",
            pool=lambda view, size: pool_in_steps(view, size, 2),
        ),
        step(
            "average instead of maximum",
            "You pool with the mean. The largest value of each window is wanted.",
            pool=lambda view, size: ops.pool2d(view, size, mode="average"),
        ),
        step(
            "smallest instead of largest",
            "You pool with the smallest value. The largest of each window is wanted.",
            pool=lambda view, size: -_pooled(-view.astype(float), size),
        ),
        step(
            "places compared",
            "You compare where in its window the largest value stands. Compare the values.",
            pool=_places,
        ),
        step(
            "never below zero",
            "Your pooled values are never below zero. A window may hold negative values "
            "only.",
            pool=lambda view, size: np.maximum(_pooled(view, size), 0),
        ),
        *each(
            "windows over the edge",
            "Windows that hang over the edge count in your share. Only whole windows do.",
            pool=[
                _over_the_edge(lowest_beyond),
                _over_the_edge(same_border(-np.inf)),
                _over_the_edge(_beyond_on_the_right),
            ],
        ),
        Misconception(
            "size is 3 unless given",
            "When no size is given, your windows are 3 by 3. The default of size is 2.",
            lambda scene, size=3: change_in_steps(scene, size),
        ),
        Misconception(
            "share expected for noise",
            "You return what is expected for noise. What changes in this scene has to be "
            "counted.",
            lambda scene, size=2: 2 / (size + 1),
        ),
    ),
    alternatives=(
        Alternative("both maps in loops, and what differs counted", _shift_in_loops),
    ),
)
