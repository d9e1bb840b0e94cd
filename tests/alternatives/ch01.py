"""Chapter 1: built matrices, loops, einsum, counting by building."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def dense_weights(height, width, channels, units):
    per_unit = [height * width * channels, 1]
    return sum(units * count for count in per_unit)


def memory_of_a_layer(inputs, units):
    weights = np.zeros((units, inputs), "float32")
    biases = np.zeros(units, "float32")
    return (weights.nbytes + biases.nbytes) * 1e-6


def local_weights(height, width, f):
    return sliding_window_view(np.zeros((height, width)), (f, f)).size, f**2


def permutation_matrix(W, permutation):
    return W @ np.eye(len(permutation))[permutation].T


def column_by_column(W, permutation):
    new = np.empty_like(W)
    for place, pixel in enumerate(permutation):
        new[:, place] = W[:, pixel]
    return new.tolist()


def shuffle_test_loops(images, permutation):
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


def shuffle_test_take(images, permutation):
    images = images.astype("float64")
    pairs = images[0, 1:].size + images[0, :, 1:].size
    out = []
    for batch in (images, np.take(images.reshape(len(images), -1), permutation, 1)):
        batch = batch.reshape(images.shape)
        total = np.abs(batch[:, 1:] - batch[:, :-1]).sum()
        total += np.abs(batch[..., 1:] - batch[..., :-1]).sum()
        out.append(total / pairs / len(images))
    return out


RIGHT = [
    ("dense-weights", dense_weights),
    ("memory-of-a-layer", memory_of_a_layer),
    ("memory-of-a-layer", lambda n, m: 4 * m * (n + 1) / 1000 / 1000),
    ("local-weights", local_weights),
    ("permute-a-dense-layer", permutation_matrix),
    ("permute-a-dense-layer", column_by_column),
    ("shuffle-test", shuffle_test_loops),
    ("shuffle-test", shuffle_test_take),
]
