"""The first and last pixel behind one value of a network."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step


def _edge(n, f, s, p):
    return n * s - p


def sees(
    place,
    layers,
    *,
    start=lambda place: place,
    walk=lambda layers: layers[::-1],
    read=lambda f, s, p: (f, s, p),
    strides=(True, True),
    padding=(-1, -1),
    edge=_edge,
    shift=lambda f: (0, f - 1),
):
    """Walk back from a place, layer by layer; return the first and the last pixel.

    Parameters
    ----------
    place, layers
        As in the exercise.
    start : callable
        Makes the place from which the walk begins.
    walk, read : callable
        Put the layers in order, and the three numbers of one.
    strides, padding : tuple
        Whether first and last obey the stride; with which factor they take the padding.
    edge : callable
        Makes a window's start of its place, kernel, stride and padding.
    shift : callable
        How far the first and the last value of a window lie behind its start.
    """
    ends = [start(place)] * 2
    for layer in walk(layers):
        f, s, p = read(*layer)
        ends = [
            edge(n, f, s if obeyed else 1, -factor * p) + more
            for n, obeyed, factor, more in zip(
                ends, strides, padding, shift(f), strict=True
            )
        ]
    return np.array(ends)


def _draw(random: np.random.Generator) -> Case:
    layers = []
    for _ in range(int(random.integers(1, 4))):
        f, s = (int(n) for n in random.integers(1, [6, 4]))
        layers.append((f, s, int(random.integers(0, min(f, 3)))))
    kind = random.integers(4)
    if kind == 0:
        layers = [(f, s, 0) for f, s, _ in layers]
    if kind == 1:
        layers = [(f, 1, p) for f, _, p in layers]
    return Case((int(random.integers(0, 9)), layers))


def _about(place, layers):
    first, _ = sees(place, layers)
    return {
        ("no layer pads", "some layer pads"): not any(p for _, _, p in layers),
        ("all strides are 1", "some stride is above 1"): all(
            s == 1 for _, s, _ in layers
        ),
        ("there is one layer", "there are several layers"): len(layers) == 1,
        (
            "the first pixel lies outside the image",
            "the first pixel lies in the image",
        ): bool(first < 0),
        ("place is 0", "place is not 0"): place == 0,
    }


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


def _with_later_jump(place, layers):
    """Take the steps of a window in the jump behind its layer, not in front of it."""
    start, size, jump = 0, 1, 1
    for f, s, p in layers:
        start, jump = start - p * jump, jump * s
        size += (f - 1) * jump
    return np.array([start + place * jump, start + place * jump + size - 1])


def _sizes_added(place, layers):
    first, _ = sees(place, layers)
    return first, first + sum(f - 1 for f, _, _ in layers)


def _after(name, hint, change):
    return Misconception(name, hint, after=lambda ends: np.array(change(*ends)))


EXERCISE = FunctionExercise(
    __name__,
    title="Which pixels does it see?",
    difficulty=2,
    points=3,
    place=60,
    look=(
        "Draw ten pixels, one layer with f = 3, s = 2 and p = 1, and its first three "
        "windows. Which pixels does value 2 see? Then put a second layer behind it and go "
        "back from one of its values."
    ),
    section="How far one value sees",
    reference=sees,
    cases=(
        Case((2, [(3, 1, 0)])),
        Case((2, [(3, 2, 0)])),
        Case((2, [(3, 1, 1)])),
        Case((0, [(3, 2, 1)])),
        Case((0, [(3, 1, 1), (5, 2, 0)])),
        Case((1, [(2, 3, 0), (4, 1, 2)])),
        Case((3, [(3, 1, 0), (5, 2, 0), (5, 2, 0)])),
        Case((4, [(5, 1, 2), (2, 2, 0), (3, 3, 1)])),
        Case((1, [(7, 2, 3), (3, 2, 1), (3, 1, 1), (2, 3, 0)])),
        Case((0, [(1, 1, 1)])),
        Case((2, [(2, 1, 0), (3, 2, 1), (2, 1, 0), (3, 1, 1), (2, 2, 0), (3, 1, 0)])),
        Case((20, [(9, 4, 5)])),
        Case((3, [(3, 2, 1)] * 7)),
    ),
    draw=_draw,
    integer_result=True,
    features=_about,
    misconceptions=(
        wrong_step(
            "first layer first",
            "You walk through the layers in the order in which the image does. You start "
            "behind the last layer, so it is the first that you meet.",
            walk=lambda layers: layers,
        ),
        wrong_step(
            "last layer only",
            "You stop after one layer. What it sees are values of the layer before, and "
            "they see more.",
            walk=lambda layers: layers[-1:],
        ),
        wrong_step(
            "first layer only",
            "You look at the first layer alone. The place is one in the output of the last.",
            walk=lambda layers: layers[:1],
        ),
        wrong_step(
            "first layer left out",
            "You stop before the first layer. What you return are values behind it, not "
            "pixels.",
            walk=lambda layers: layers[:0:-1],
        ),
        wrong_step(
            "last layer left out",
            "You begin in front of the last layer. The place is one in its output.",
            walk=lambda layers: layers[:-1][::-1],
        ),
        wrong_step(
            "stride ignored",
            "You move by one pixel from each value to the next. At stride s, value i has "
            "its window i steps of s pixels from the start.",
            strides=(False, False),
        ),
        wrong_step(
            "stride ignored for the last pixel",
            "The stride moves your first pixel, and not your last one. The last value of a "
            "row has its window just as far from the start as the stride says.",
            strides=(True, False),
        ),
        wrong_step(
            "padding ignored",
            "Your pixels do not change with p. With padding the first window starts "
            "before the first pixel.",
            padding=(0, 0),
        ),
        wrong_step(
            "padding added",
            "You move the window further in by p. Padding is put before the first pixel: "
            "on which side of it does the first window start?",
            padding=(1, 1),
        ),
        wrong_step(
            "padding on both ends",
            "You widen the window by the padding on both ends. Padding moves it, and "
            "leaves its width as it is.",
            padding=(-1, 1),
        ),
        wrong_step(
            "padding at the first pixel only",
            "The padding moves your first pixel, and not your last one. It moves the whole "
            "window.",
            padding=(-1, 0),
        ),
        wrong_step(
            "padding taken off twice",
            "You take the padding off for both sides. Only what is put before the first "
            "pixel moves the start.",
            padding=(-2, -2),
        ),
        wrong_step(
            "padding in steps of the output",
            "You count the padding of a layer in steps of its output. It lies in front of "
            "its input, where a step is smaller. Try a layer with s = 2 and p = 1.",
            edge=lambda n, f, s, p: (n - p) * s,
        ),
        wrong_step(
            "one pixel too many",
            "Your last pixel is one too far. A window of f pixels that starts at 0 ends "
            "before pixel f.",
            shift=lambda f: (0, f),
        ),
        wrong_step(
            "windows without width",
            "You follow where the windows start, and forget that each has f pixels.",
            shift=lambda f: (0, 0),
        ),
        wrong_step(
            "windows centred on their place",
            "You centre each window on its place. Without padding, window 0 starts at "
            "pixel 0; it is the padding that moves it.",
            shift=lambda f: (-((f - 1) // 2), f - 1 - (f - 1) // 2),
        ),
        wrong_step(
            "windows centred on their place",
            "You reach half a kernel to both sides of the place. Without padding, window "
            "0 starts at pixel 0, and reaches f pixels to the right.",
            shift=lambda f: (-(f // 2), f // 2),
        ),
        Misconception(
            "jump of the next layer",
            "You add f − 1 steps as they are behind the layer. Its window lies on the "
            "layer before, where a step is smaller by this layer's stride.",
            _with_later_jump,
        ),
        Misconception(
            "sizes added without their strides",
            "You add up all the f − 1. A pixel of a later layer is worth several pixels of "
            "the image where a stride comes before it.",
            _sizes_added,
        ),
        wrong_step(
            "stride and padding exchanged",
            "You take the padding for the stride and the stride for the padding. A layer "
            "is (f, s, p).",
            read=lambda f, s, p: (f, p, s),
        ),
        wrong_step(
            "kernel and stride exchanged",
            "You take the stride for the size of the kernel, and the size for the stride. A "
            "layer is (f, s, p).",
            read=lambda f, s, p: (s, f, p),
        ),
        wrong_step(
            "place ignored",
            "You always start from value 0. Where is the place?",
            start=lambda place: 0,
        ),
        wrong_step(
            "place counted from 1",
            "You count the places from 1. They begin with 0.",
            start=lambda place: place - 1,
        ),
        _after(
            "cut off at the image",
            "Pixels outside the image have become pixel 0. Their number is wanted as it "
            "is.",
            lambda first, last: (max(first, 0), last),
        ),
        _after(
            "signs lost",
            "Pixels before the first of the image have lost their sign. They have numbers "
            "below 0.",
            lambda first, last: (abs(first), abs(last)),
        ),
        _after(
            "pixels counted from 1",
            "You count the pixels from 1. They begin with 0.",
            lambda first, last: (first + 1, last + 1),
        ),
        _after(
            "one behind the last",
            "Your second number is one behind the last pixel, as in a slice. The last "
            "pixel itself is wanted.",
            lambda first, last: (first, last + 1),
        ),
        _after(
            "size for the last pixel",
            "Your second number says how many pixels are seen. Which one is the last?",
            lambda first, last: (first, last - first + 1),
        ),
        _after(
            "size alone",
            "You return how many pixels are seen. Which one is the first, and which the "
            "last?",
            lambda first, last: last - first + 1,
        ),
        _after(
            "size without place",
            "You say how many pixels are seen, counted from 0. Which ones are they?",
            lambda first, last: (0, last - first),
        ),
        _after(
            "last pixel first",
            "Your two numbers are in the wrong order: the first pixel comes first.",
            lambda first, last: (last, first),
        ),
        _after(
            "all pixels",
            "You return all the pixels that are seen. The first and the last are enough.",
            lambda first, last: np.arange(first, max(last, first) + 1),
        ),
    ),
    alternatives=(
        Alternative("the whole set of pixels that are needed is kept", _all_of_them),
        Alternative(
            "forwards, with the start and the size of the window and the jump", _by_jump
        ),
        Alternative(
            "the list is emptied on the way",
            lambda place, layers: _all_of_them(
                place, [layers.pop() for _ in range(len(layers))][::-1]
            ),
        ),
    ),
)
