"""How much rougher images get when their pixels are shuffled."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch01._shared import draw_permutation, inverse


def _roughness(images, measure=np.abs):
    images = np.asarray(images)
    images = images.astype(np.result_type(images, np.int64))
    across, down = np.diff(images, axis=2), np.diff(images, axis=1)
    return measure(np.concatenate([across.ravel(), down.ravel()])).mean()


def _shuffled(images, permutation):
    return images.reshape(len(images), -1)[:, permutation].reshape(images.shape)


def _shuffle_test(images, permutation, *, score=_roughness, shuffle=_shuffled):
    return np.array([score(images), score(shuffle(images, permutation))])


def _shuffle_test_with(**mistake):
    return lambda images, permutation: _shuffle_test(images, permutation, **mistake)


def _along(axis):
    return lambda images: abs(np.diff(images.astype(float), axis=axis)).mean()


def _in_the_vector(images):
    flat = images.reshape(len(images), -1).astype(float)
    return abs(np.diff(flat, axis=1)).mean()


def _two_means(images):
    return (_along(1)(images) + _along(2)(images)) / 2


def _eight_bits(images):
    across = abs(np.diff(images, axis=2)).ravel()
    down = abs(np.diff(images, axis=1)).ravel()
    return np.concatenate([across, down]).mean()


def _one_by_one(images, permutation):
    """Shuffle each image, the second with the order applied twice, and so on."""
    out, order = [], permutation
    for image in images:
        out.append(image.ravel()[order].reshape(image.shape))
        order = order[permutation]
    return np.array(out)


def _draw_shuffle(random: np.random.Generator) -> Case:
    height = int(random.integers(3, 6))
    width = height + int(random.integers(1, 4))
    images = random.integers(0, 256, (3, height, width)).astype(np.uint8)
    return Case((images, draw_permutation(random, height * width)))


_SMOOTH = np.add.outer(3 * np.arange(3), 10 * np.arange(5))
_IMAGES = np.stack([_SMOOTH, 200 - _SMOOTH**2 // 20, _SMOOTH // 2 + 90])

_random = later(101, 51)


def _shuffle_test_loops(images, permutation):
    height, width = images.shape[1:]
    numbers = np.asarray(permutation).reshape(height, width)
    before, after = [], []
    for image in images.astype(float):
        mixed = [[image.flat[k] for k in row] for row in numbers]
        for i in range(height):
            for j in range(width):
                for di, dj in ((0, 1), (1, 0)):
                    if i + di < height and j + dj < width:
                        before.append(abs(image[i, j] - image[i + di, j + dj]))
                        after.append(abs(mixed[i][j] - mixed[i + di][j + dj]))
    return sum(before) / len(before), sum(after) / len(after)


def _shuffle_test_take(images, permutation):
    images = images.astype("float64")
    pairs = images[0, 1:].size + images[0, :, 1:].size
    out = []
    for batch in (images, np.take(images.reshape(len(images), -1), permutation, 1)):
        batch = batch.reshape(images.shape)
        total = np.abs(batch[:, 1:] - batch[:, :-1]).sum()
        total += np.abs(batch[..., 1:] - batch[..., :-1]).sum()
        out.append(total / pairs / len(images))
    return out


EXERCISE = FunctionExercise(
    __name__,
    title="The shuffle test",
    difficulty=3,
    points=4,
    place=60,
    reference=_shuffle_test,
    cases=(
        Case((_IMAGES, draw_permutation(_random, 15))),
        Case((_IMAGES[:2, :, :4] / 4, draw_permutation(_random, 12))),
        Case(
            (
                _random.integers(0, 256, (3, 4, 2)).astype(np.uint8),
                draw_permutation(_random, 8),
            )
        ),
    ),
    draw=_draw_shuffle,
    misconceptions=(
        Misconception(
            "neighbours in the vector",
            "You compare neighbours in the flattened image. There the last pixel of a "
            "row stands beside the first of the next, and no pixel meets the one below.",
            _shuffle_test_with(score=_in_the_vector),
        ),
        Misconception(
            "only left and right",
            "You compare each pixel with its neighbours to the left and right. It has "
            "others.",
            _shuffle_test_with(score=_along(2)),
        ),
        Misconception(
            "only above and below",
            "You compare each pixel with its neighbours above and below. It has others.",
            _shuffle_test_with(score=_along(1)),
        ),
        Misconception(
            "mean of two means",
            "You average the two directions first. If an image is not square, they have "
            "different numbers of pairs, and every pair should count once.",
            _shuffle_test_with(score=_two_means),
        ),
        Misconception(
            "signs kept",
            "Your differences keep their signs, so steps up and steps down cancel.",
            _shuffle_test_with(score=lambda x: _roughness(x, measure=lambda d: d)),
        ),
        Misconception(
            "squared differences",
            "You square the differences. Take their sizes as they are.",
            _shuffle_test_with(score=lambda x: _roughness(x, measure=np.square)),
        ),
        Misconception(
            "8-bit differences",
            "Your differences start again after 255: 8-bit numbers can't be negative. "
            "Which type do the images have when you subtract?",
            _shuffle_test_with(score=_eight_bits),
        ),
        Misconception(
            "inverse permutation",
            "You put the pixels into the inverse order. In place 0 of a shuffled image "
            "stands the pixel whose number is permutation[0].",
            lambda images, permutation: _shuffle_test(images, inverse(permutation)),
        ),
        Misconception(
            "another order for each image",
            "Your images do not all get the same order. Begin anew with the same "
            "permutation for each.",
            _shuffle_test_with(shuffle=_one_by_one),
        ),
        Misconception(
            "neighbouring images compared",
            "You subtract one image from the next. The neighbours are pixels of one "
            "image; the first axis counts the images.",
            _shuffle_test_with(score=_along(0)),
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two numbers, in the other order: before shuffling comes first.",
            lambda images, permutation: _shuffle_test(images, permutation)[::-1],
        ),
    ),
    alternatives=(
        Alternative("loops over every pair of neighbours", _shuffle_test_loops),
        Alternative(
            "shifted copies are subtracted, and the sums divided by the number of pairs",
            _shuffle_test_take,
        ),
    ),
)
