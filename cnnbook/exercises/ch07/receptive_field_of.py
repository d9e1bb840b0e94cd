"""The first and last pixel behind one value of a network."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _sees(
    place,
    layers,
    *,
    order=-1,
    stride=True,
    padding=-1,
    beyond=1,
    shift=lambda f: 0,
):
    """Walk back from a place, with one step done wrong unless nothing is changed."""
    first = last = place
    for f, s, p in layers[::order]:
        s = s if stride else 1
        first = first * s + padding * p - shift(f)
        last = last * s + padding * p - shift(f) + f - beyond
    return np.array([first, last])


def _sees_with(**mistake):
    return lambda place, layers: _sees(place, layers, **mistake)


def _size_only(place, layers):
    first, last = _sees(place, layers)
    return np.array([0, last - first])


def _first_only(place, layers):
    first, _ = _sees(place, layers)
    return np.array([first, first])


def _draw_layers(random: np.random.Generator) -> Case:
    count = int(random.integers(2, 5))
    layers = [
        tuple(int(n) for n in random.integers([2, 1, 0], [7, 4, 3]))
        for _ in range(count)
    ]
    # The first and last layers differ in all they have: their order matters.
    layers[0], layers[-1] = (5, 2, 1), (int(random.integers(2, 5)), 3, 2)
    return Case((int(random.integers(2, 9)), tuple(layers)))


def _all_of_them(place, layers):
    needed = {place}
    for f, s, p in layers[::-1]:
        needed = {i * s - p + u for i in needed for u in range(f)}
    return min(needed), max(needed)


def _by_jump(place, layers):
    start, size, jump = 0, 1, 1
    for f, s, p in layers:
        start, size, jump = start - p * jump, size + (f - 1) * jump, jump * s
    return [start + place * jump, start + place * jump + size - 1]


EXERCISE = FunctionExercise(
    __name__,
    title="Which pixels does it see?",
    difficulty=2,
    points=3,
    place=60,
    reference=_sees,
    cases=(
        Case((2, ((3, 1, 0),))),
        Case((0, ((3, 1, 1), (5, 2, 0)))),
        Case((3, ((3, 1, 0), (5, 2, 0), (5, 2, 0)))),
        Case((4, ((5, 1, 2), (2, 2, 0), (3, 3, 1)))),
        Case((1, ((7, 2, 3), (3, 2, 1), (3, 1, 1), (2, 3, 0)))),
    ),
    draw=_draw_layers,
    integer_result=True,
    misconceptions=(
        Misconception(
            "first layer first",
            "You walk through the layers in the order in which the image does. You start "
            "behind the last layer, so it is the first that you meet.",
            _sees_with(order=1),
        ),
        Misconception(
            "stride ignored",
            "You move by one pixel from each value to the next. At stride s, value i has "
            "its window i steps of s pixels from the start.",
            _sees_with(stride=False),
        ),
        Misconception(
            "padding ignored",
            "Your pixels do not change with p. With padding the first window starts "
            "before the first pixel.",
            _sees_with(padding=0),
        ),
        Misconception(
            "padding added",
            "You move the window further in by p. Padding is put before the first pixel: "
            "on which side of it does the first window start?",
            _sees_with(padding=1),
        ),
        Misconception(
            "one pixel too many",
            "Your last pixel is one too far. A window of f pixels that starts at 0 ends "
            "before pixel f.",
            _sees_with(beyond=0),
        ),
        Misconception(
            "windows without width",
            "You follow where the windows start, and forget that each has f pixels.",
            _first_only,
        ),
        Misconception(
            "windows centred on their place",
            "You centre each window on its place. Without padding, window 0 starts at "
            "pixel 0; it is the padding that moves it.",
            _sees_with(shift=lambda f: (f - 1) // 2),
        ),
        Misconception(
            "last layer only",
            "You stop after one layer. What it sees are values of the layer before, and "
            "they see more.",
            lambda place, layers: _sees(place, layers[-1:]),
        ),
        Misconception(
            "size without place",
            "You say how many pixels are seen, counted from 0. Which ones are they?",
            _size_only,
        ),
    ),
    alternatives=(
        Alternative("the whole set of pixels that are needed is kept", _all_of_them),
        Alternative(
            "forwards, with the start and the size of the window and the jump", _by_jump
        ),
    ),
)
