"""How strongly channels occur together."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import gram_of, random_features


def _centred(features):
    return gram_of(features - features.mean((0, 1)))


def _cosine(features):
    gram = gram_of(features)
    sizes = np.sqrt(np.diag(gram))
    return gram / np.outer(sizes, sizes)


def _places_gram(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat @ flat.T / features.shape[-1]


def _misread(features):
    flat = features.reshape(features.shape[-1], -1)
    return flat @ flat.T / flat.shape[1]


def _draw_features(random: np.random.Generator) -> Case:
    height, width, channels = (int(n) for n in random.permutation([3, 4, 2]))
    return Case((random_features(random, height + 1, width, channels),))


_random = np.random.default_rng(33)


def _outer_products(features):
    height, width, channels = np.shape(features)
    matrix = np.zeros((channels, channels))
    for row in features:
        for values in row:
            matrix += np.outer(values, values)
    return matrix / (height * width)


EXERCISE = FunctionExercise(
    __name__,
    title="The Gram matrix",
    difficulty=1,
    points=2,
    place=20,
    reference=gram_of,
    cases=(
        Case((np.array([[[1.0, 0], [0, 3]], [[2, 1], [1, 1]]]),)),
        Case((random_features(_random, 2, 3, 4),)),
        Case((random_features(_random, 4, 3, 2),)),
        Case((random_features(_random, 1, 5, 3) * 0.5,)),
    ),
    draw=_draw_features,
    misconceptions=(
        Misconception(
            "sum for mean",
            "You add up and divide by nothing. The matrix of a larger map would be "
            "larger, with the same style.",
            lambda f: gram_of(f) * f.shape[0] * f.shape[1],
        ),
        Misconception(
            "divided by the channels too",
            "Your values are too small by a factor: the mean is taken over the places, "
            "and not over the channels.",
            lambda f: gram_of(f) / f.shape[2],
        ),
        Misconception(
            "places for channels",
            "Your matrix compares places with each other. It should compare channels, and "
            "have a row for each.",
            _places_gram,
        ),
        Misconception(
            "channels first",
            "You cut the list of numbers into channels that never were. The channel is "
            "the last axis: it runs fastest when the array is flattened.",
            _misread,
        ),
        Misconception(
            "mean subtracted",
            "You take the mean of every channel away. That is the covariance; here how "
            "strong a channel is counts as well.",
            _centred,
        ),
        Misconception(
            "diagonal only",
            "All your channels meet themselves only. The products of two different ones "
            "say what occurs together.",
            lambda f: np.diag(np.diag(gram_of(f))),
        ),
        Misconception(
            "scaled to 1",
            "Your diagonal is all ones. How strong a channel is should be seen in it.",
            _cosine,
        ),
    ),
    alternatives=(
        Alternative("the outer products of every place are added up", _outer_products),
        Alternative(
            "einsum over the places",
            lambda f: np.einsum("ijk,ijl->kl", f, f) / f[..., 0].size,
        ),
    ),
)
