"""How strongly channels occur together."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import gram_in_steps, random_features
from cnnbook.exercises.mistakes import each, wrong_step


def _cosine(gram):
    sizes = np.sqrt(np.abs(np.diag(gram)))
    with np.errstate(all="ignore"):
        return gram / np.outer(sizes, sizes)


def _of_maps_as_matrices(features):
    """Multiply maps as matrices and take the mean of all entries."""
    n = features.shape[-1]
    products = [
        [np.mean(features[..., i].T @ features[..., j]) for j in range(n)]
        for i in range(n)
    ]
    return np.array(products)


def _last_channel_forgotten(gram):
    cut = np.array(gram)
    cut[-1], cut[:, -1] = 0, 0
    return cut


def _draw(random: np.random.Generator) -> Case:
    height, width, channels = (int(n) for n in random.integers(1, [5, 5, 7]))
    if random.random() < 0.2:
        channels = height
    if random.random() < 0.2:
        height = width
    features = random_features(random, height + 1, width, channels)
    if random.random() < 0.3:
        features = features / 2
    if random.random() < 0.2:
        features = features.astype(int)
    if random.random() < 0.05:
        features = features[:1, :1]
    return Case((features,))


def _outer_products(features):
    height, width, channels = np.shape(features)
    matrix = np.zeros((channels, channels))
    for row in features:
        for values in row:
            matrix += np.outer(values, values)
    return matrix / (height * width)


_random = np.random.default_rng(33)

EXERCISE = FunctionExercise(
    __name__,
    title="The Gram matrix",
    difficulty=1,
    points=2,
    place=20,
    look=(
        "Take two channels of two by two places. Write their four products below each "
        "other, and take the mean of the column."
    ),
    section="Neural style transfer: what occurs together",
    reference=gram_in_steps,
    cases=(
        Case((np.array([[[1.0, 0], [0, 3]], [[2, 1], [1, 1]]]),)),
        Case((np.array([[[1.0, -2]], [[3, 1]], [[0, 2]]]),)),
        Case((random_features(_random, 2, 3, 4),)),
        Case((random_features(_random, 4, 3, 2),)),
        Case((random_features(_random, 1, 5, 3) * 0.5,)),
        Case((np.array([[[1.0, -2, 3, 0, 2]]]),)),
        Case((np.array([[[200, -3]], [[190, 7]]]),)),
    ),
    draw=_draw,
    misconceptions=(
        *rounded(1, 2, 3, 4),
        wrong_step(
            "sum for mean",
            "You add up and divide by nothing. The matrix of a larger map would be "
            "larger, with the same style.",
            over=lambda f: 1,
        ),
        wrong_step(
            "divided by the channels too",
            "Your values are too small by a factor: the mean is taken over the places, "
            "and not over the channels.",
            over=np.size,
        ),
        wrong_step(
            "divided by the channels",
            "You divide by the number of channels. The mean is taken over the places.",
            over=lambda f: f.shape[2],
        ),
        *each(
            "divided by one side only",
            "You divide by the height or the width alone. How many places has a map?",
            over=[lambda f: f.shape[0], lambda f: f.shape[1]],
        ),
        wrong_step(
            "height plus width",
            "You divide by height plus width. A map has height times width places.",
            over=lambda f: f.shape[0] + f.shape[1],
        ),
        *each(
            "taken for a square map",
            "You divide by the square of one side. Maps need not be square.",
            over=[lambda f: f.shape[0] ** 2, lambda f: f.shape[1] ** 2],
        ),
        wrong_step(
            "one place too few",
            "You divide by one less than there are places, as for a sample. The mean "
            "divides by all.",
            over=lambda f: f.shape[0] * f.shape[1] - 1,
        ),
        wrong_step(
            "places for channels",
            "Your matrix compares places with each other. It should compare channels, and "
            "have a row for each.",
            products=lambda flat: flat @ flat.T,
            over=lambda f: f.shape[2],
        ),
        wrong_step(
            "places for channels",
            "Your matrix compares places with each other. It should compare channels, and "
            "have a row for each.",
            products=lambda flat: flat @ flat.T,
        ),
        wrong_step(
            "channels first",
            "You cut the list of numbers into channels that never were. The channel is "
            "the last axis: it runs fastest when the array is flattened.",
            flatten=lambda f: f.reshape(f.shape[-1], -1).T,
        ),
        wrong_step(
            "first axis for the channels",
            "You take the first axis for the channels. The shape is (height, width, "
            "channels).",
            flatten=lambda f: f.reshape(f.shape[0], -1).T,
            over=lambda f: f.shape[1] * f.shape[2],
        ),
        wrong_step(
            "mean subtracted",
            "You take the mean of every channel away. That is the covariance; here how "
            "strong a channel is counts as well.",
            centre=lambda flat: flat - flat.mean(0),
        ),
        Misconception(
            "mean subtracted",
            "You take the mean of every channel away, as a covariance does. Here how strong "
            "a channel is counts as well.",
            lambda f: np.cov(np.reshape(f, (-1, np.shape(f)[-1])).T, bias=True),
        ),
        Misconception(
            "covariance of a sample",
            "You return the covariance of a sample: the mean of every channel is taken "
            "away, and it is divided by one less than there are places. Neither was asked "
            "for.",
            lambda f: np.cov(np.reshape(f, (-1, np.shape(f)[-1])).T),
        ),
        Misconception(
            "correlations",
            "You return correlations: the mean of every channel is taken away, and all are "
            "scaled to the same strength. Neither was asked for.",
            lambda f: np.corrcoef(np.reshape(f, (-1, np.shape(f)[-1])).T),
        ),
        wrong_step(
            "signs lost",
            "You multiply absolute values. A product of a positive and a negative value is "
            "negative.",
            centre=np.abs,
        ),
        Misconception(
            "product of the means",
            "You average each channel, and multiply the means. Multiply place by place "
            "first: else it does not show what occurs in the same place.",
            lambda features: np.outer(features.mean((0, 1)), features.mean((0, 1))),
        ),
        wrong_step(
            "added, not multiplied",
            "You add two channels at every place. They are multiplied.",
            products=lambda flat: (flat[:, :, None] + flat[:, None, :]).sum(0),
        ),
        Misconception(
            "maps multiplied as matrices",
            "You multiply two maps as matrices, rows by columns. They are multiplied place "
            "by place.",
            _of_maps_as_matrices,
        ),
        Misconception(
            "mean over one axis only",
            "You take the mean over one axis of the places, and the other is left.",
            lambda f: (f[..., :, None] * f[..., None, :]).mean(axis=0),
        ),
        wrong_step(
            "diagonal only",
            "All your channels meet themselves only. The products of two different ones "
            "say what occurs together.",
            keep=lambda gram: np.diag(np.diag(gram)),
        ),
        wrong_step(
            "diagonal only",
            "All your channels meet themselves only. The products of two different ones "
            "say what occurs together.",
            keep=np.diag,
        ),
        *each(
            "one half only",
            "Half of your matrix is empty. Channel j times channel i is the same as i times "
            "j, and stands in it too.",
            keep=[np.triu, np.tril],
        ),
        *each(
            "diagonal counted wrong",
            "The products of two different channels are right in your matrix, and the "
            "diagonal is not. A channel meets itself once.",
            keep=[
                lambda gram: gram + np.diag(np.diag(gram)),
                lambda gram: gram - np.diag(np.diag(gram)),
            ],
        ),
        wrong_step(
            "last channel forgotten",
            "The last row and the last column are empty. Where does your loop end?",
            keep=_last_channel_forgotten,
        ),
        wrong_step(
            "root taken",
            "You take the root at the end. The entries are the means themselves.",
            keep=lambda gram: np.sqrt(np.abs(gram)),
        ),
        wrong_step(
            "scaled to 1",
            "Your diagonal is all ones. How strong a channel is should be seen in it.",
            keep=_cosine,
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
