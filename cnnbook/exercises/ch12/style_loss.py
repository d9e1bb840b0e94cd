"""How far the styles of two layers are apart."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import gram_of, random_features


def _style_loss(features, wanted):
    return np.mean((gram_of(features) - gram_of(wanted)) ** 2)


def _summed(features):
    return gram_of(features) * np.prod(features.shape[:2])


def _places_of_first(features, wanted):
    places = np.prod(features.shape[:2])
    return np.mean((gram_of(features) - _summed(wanted) / places) ** 2)


def _draw_pair(random: np.random.Generator) -> Case:
    channels, height, width = (int(n) for n in random.integers([2, 2, 3], [5, 5, 6]))
    shapes = (height, width), (width + 1, height + 1)
    return Case(tuple(random_features(random, *shape, channels) for shape in shapes))


_random = later(33, 63)


def _squared_length(features, wanted):
    a, b = (np.einsum("ijk,ijl->kl", f, f) / f[..., 0].size for f in (features, wanted))
    return float(np.linalg.norm(a - b) ** 2) / a.size


EXERCISE = FunctionExercise(
    __name__,
    title="The style loss of a layer",
    difficulty=2,
    points=2,
    place=60,
    reference=_style_loss,
    cases=(
        Case((random_features(_random, 3, 2, 2), random_features(_random, 2, 4, 2))),
        Case((random_features(_random, 3, 3, 4), random_features(_random, 5, 2, 4))),
        Case(
            (random_features(_random, 2, 5, 3), random_features(_random, 5, 3, 3) / 2)
        ),
    ),
    draw=_draw_pair,
    misconceptions=(
        Misconception(
            "no square",
            "You take the size of the differences. Square them: a large one should weigh "
            "more than many small ones.",
            lambda f, g: np.mean(abs(gram_of(f) - gram_of(g))),
        ),
        Misconception(
            "square of the mean",
            "You average first and square then. Differences of opposite sign cancel.",
            lambda f, g: np.mean(gram_of(f) - gram_of(g)) ** 2,
        ),
        Misconception(
            "sum for mean",
            "You add up the squares. The mean keeps layers with many channels from "
            "drowning the others.",
            lambda f, g: np.sum((gram_of(f) - gram_of(g)) ** 2),
        ),
        Misconception(
            "root taken",
            "You take the root at the end. The loss is the mean square itself.",
            lambda f, g: np.sqrt(_style_loss(f, g)),
        ),
        Misconception(
            "Gram matrices not averaged",
            "Your Gram matrices are sums. Two pictures of different size could never "
            "agree.",
            lambda f, g: np.mean((_summed(f) - _summed(g)) ** 2),
        ),
        Misconception(
            "one number of places for both",
            "You divide both matrices by the number of places of the first map. Each has "
            "its own.",
            _places_of_first,
        ),
        Misconception(
            "mean of each channel",
            "You compare how strong each channel is on average. Style is also which "
            "channels are strong together.",
            lambda f, g: np.mean((f.mean((0, 1)) - g.mean((0, 1))) ** 2),
        ),
        Misconception(
            "diagonal only",
            "You compare the diagonals. What two different channels do together is left "
            "out.",
            lambda f, g: np.mean(np.diag(gram_of(f) - gram_of(g)) ** 2),
        ),
    ),
    alternatives=(
        Alternative(
            "the squared length of the difference, divided by the number of entries",
            _squared_length,
        ),
    ),
)
