"""The shuffle test in steps, each of which can be done wrong."""

from __future__ import annotations

import numpy as np


def widened(images):
    return images.astype(np.result_type(images, np.int64))


def right_and_below(images):
    return [np.diff(images, axis=2), np.diff(images, axis=1)]


def mean(steps):
    return steps.mean() if steps.size else np.nan


def mean_of_all(steps, images):
    return mean(np.concatenate([step.ravel() for step in steps]))


def median_of_all(steps, images):
    together = np.concatenate([step.ravel() for step in steps])
    return np.median(together) if together.size else np.nan


def shuffled(images, order):
    return images.reshape(len(images), -1)[:, order].reshape(images.shape)


def shuffle_test(
    images,
    permutation,
    *,
    cast=widened,
    chosen=lambda images: images,
    neighbours=right_and_below,
    measure=np.abs,
    gather=mean_of_all,
    order=lambda permutation: permutation,
    shuffle=shuffled,
):
    """Measure the mean step between neighbours twice, one part of it after another."""
    images = chosen(cast(np.asarray(images)))
    mixed = shuffle(images, order(np.asarray(permutation)))
    return np.array(
        [
            gather([measure(step) for step in neighbours(batch)], batch)
            for batch in (images, mixed)
        ]
    )


def in_the_vector(images):
    return [np.diff(images.reshape(len(images), -1), axis=1)]


def with_diagonals(images):
    falling = images[:, 1:, 1:] - images[:, :-1, :-1]
    rising = images[:, 1:, :-1] - images[:, :-1, 1:]
    return [*right_and_below(images), falling, rising]


def with_one_diagonal(images):
    return [*right_and_below(images), images[:, 1:, 1:] - images[:, :-1, :-1]]


def without_the_last_pair(rows, columns):
    """Leave out so many pairs at the end of each column, and of each row."""

    def neighbours(images):
        right, below = right_and_below(images)
        right = right[:, :, : right.shape[2] - columns]
        return [right, below[:, : below.shape[1] - rows]]

    return neighbours


def wrapped(images):
    return [images - np.roll(images, -1, axis) for axis in (2, 1)]


def without_the_last(images):
    here = images[:, :-1, :-1]
    return [images[:, :-1, 1:] - here, images[:, 1:, :-1] - here]


def with_the_border(images):
    """Give the pixels at the edge a neighbour outside: a zero."""
    padded = np.pad(images, ((0, 0), (0, 1), (0, 1)))
    return [padded[:, :-1, 1:] - images, padded[:, 1:, :-1] - images]


def one_by_one(images, permutation):
    """Shuffle each image, the second with the order applied twice, and so on."""
    out, order = [], permutation
    for image in images:
        out.append(image.ravel()[order].reshape(image.shape))
        order = order[permutation]
    return np.array(out)


def column_by_column(images, order):
    return shuffled(images.transpose(0, 2, 1), order).transpose(0, 2, 1)


def turned_shape(images, order):
    count, height, width = images.shape
    return shuffled(images, order).reshape(count, width, height)
