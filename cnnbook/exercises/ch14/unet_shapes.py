"""The shapes in a U-Net with two poolings."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch14._shared import after, step
from cnnbook.exercises.mistakes import each


def _halved(n):
    return n // 2


def _doubled(n):
    return 2 * n


def shapes(
    height,
    width,
    filters,
    kinds,
    *,
    convolve=lambda n: n,
    pool=_halved,
    directions=(True, True),
    grow=_doubled,
    more=2,
    risen=lambda below, level: level,
    joined=lambda risen, passed: risen + passed,
    answer=lambda c, kinds: kinds,
):
    """Follow a picture down to the bottom of the U and up again.

    Parameters
    ----------
    height, width, filters, kinds
        As in the exercise.
    convolve, pool, grow : callable
        Make a new size of an old one.
    directions : (bool, bool)
        Whether height and width are pooled.
    more : int
        By how much the filters grow from level to level.
    risen : callable
        How many maps a transposed convolution makes, of those below and of those that
        the level has.
    joined : callable
        How many there are beside one another then.
    answer : callable
        How many maps the last layer makes, of those that it gets and of the kinds.
    """
    levels = [filters, filters * more, filters * more**2]

    def convolved(size):
        return tuple(convolve(n) for n in size)

    def smaller(size):
        return tuple(
            pool(n) if do else n for n, do in zip(size, directions, strict=True)
        )

    def larger(size):
        return tuple(
            grow(n) if do else n for n, do in zip(size, directions, strict=True)
        )

    first = smaller(convolved((height, width)))
    bottom = convolved(smaller(convolved(first)))
    middle = larger(bottom)
    top = larger(convolved(middle))
    below = levels[2]
    rows = [(*bottom, below)]
    for size, level in ((middle, levels[1]), (top, levels[0])):
        rows.append((*size, joined(risen(below, level), level)))
        below = level
    rows.append((*convolved(top), answer(levels[0], kinds)))
    return np.array(rows)


EXERCISE = ValueExercise(
    __name__,
    title="Shapes in a U-Net",
    difficulty=2,
    points=2,
    place=50,
    answer="shapes",
    kind="An array to work out",
    look=(
        "Draw the U of the chapter's figure with one level fewer, and write the shape "
        "behind every layer into it. At a skip, write down both of the maps that meet."
    ),
    section="A small U-Net",
    given={"height": 40, "width": 56, "filters": 8, "kinds": 5},
    work=shapes,
    labels=(
        "the bottom",
        "the lower skip",
        "the upper skip",
        "the scores",
    ),
    misconceptions=(
        step(
            "no more channels at the skips",
            "At the skips you keep the number of channels. Where the maps are laid side by "
            "side all of them are there, until the next convolution makes fewer of them.",
            joined=lambda risen, passed: risen,
        ),
        step(
            "transposed convolution keeps the channels",
            "Your transposed convolutions leave the number of maps as it is below. They "
            "make as many as the level they reach has.",
            risen=lambda below, level: below,
        ),
        step(
            "transposed convolution halves twice",
            "Your transposed convolutions make a quarter of the maps. They make as many "
            "as the level they reach has.",
            risen=lambda below, level: below // 4,
        ),
        step(
            "same number of filters on each level",
            "Your levels all have the same number of filters. It doubles from level to "
            "level.",
            more=1,
        ),
        step(
            "filters times four",
            "Your filters grow by four from level to level. They double.",
            more=4,
        ),
        step(
            "convolutions without padding",
            "Your convolutions take a pixel off at each side. They are padded.",
            convolve=lambda n: n - 2,
        ),
        *each(
            "pooling in one direction",
            "Your poolings halve one side of the maps. Their windows move by two in both "
            "directions.",
            directions=[(True, False), (False, True)],
        ),
        step(
            "pooling by one pixel",
            "Your pooling windows move by one pixel. They move by two.",
            pool=lambda n: n - 1,
        ),
        step(
            "no way up",
            "Your maps stay as small as at the bottom. A transposed convolution of "
            "stride 2 doubles them.",
            grow=lambda n: n,
        ),
        step(
            "kernel of 3 in the transposed convolutions",
            "Your maps on the way up are a pixel too large. With kernels of 2×2 at "
            "stride 2 nothing overlaps.",
            grow=lambda n: 2 * n + 1,
        ),
        step(
            "a step missing on the way up",
            "Your maps on the way up are too small. The last value pastes a kernel too.",
            grow=lambda n: 2 * (n - 1),
        ),
        step(
            "channels multiplied at the skips",
            "You multiply the channels at the skips. They are laid side by side.",
            joined=lambda risen, passed: risen * passed,
        ),
        step(
            "last layer forgotten",
            "Your scores have as many channels as the maps before. A 1×1 convolution "
            "makes one for each kind.",
            answer=lambda c, kinds: c,
        ),
        step(
            "one label instead of scores",
            "You end with one channel, the label. The network gives a score for each "
            "kind.",
            answer=lambda c, kinds: 1,
        ),
        Misconception(
            "height and width swapped",
            "You take the height for the width. The height comes first.",
            before=lambda height, width, **others: {"height": width, "width": height},
        ),
        after(
            "channels first",
            "You put the channels first. In this book, as in Keras, they come last.",
            lambda rows: np.roll(rows, 1, axis=1),
        ),
        after(
            "a row missing at the end",
            "Your last row is missing: that of the scores.",
            lambda rows: rows[:-1],
        ),
    ),
    alternatives=(Alternative("a list of tuples", shapes(40, 56, 8, 5).tolist()),),
)
