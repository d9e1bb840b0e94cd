"""Measure how four networks take it when their pictures move.

    python -m benchmarks.shift_invariance

LeNet-5 with max pooling, and with strides in its place, each trained on pictures that
lie in the middle and on pictures that lie anywhere: three seeds each. Writes
chapters/data/shift_invariance.csv in about three minutes on two cores.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

import cnnbook as cb

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/shift_invariance.csv"
SHIFTS = range(-7, 8)
SEEDS = (0, 1, 2)
EPOCHS = 15


def shrunk(pictures: np.ndarray) -> np.ndarray:
    """Halve height and width by average pooling; values from 0 to 1."""
    halved = cb.pool2d(pictures[..., None], 2, mode="average")[..., 0]
    return (halved / 255).astype("float32")


def placed(pictures: np.ndarray, rows: ArrayLike, columns: ArrayLike) -> np.ndarray:
    """Put pictures of 14×14 on grounds of 28×28, moved from the middle."""
    canvas = np.zeros((len(pictures), 28, 28, 1), "float32")
    tops = np.broadcast_to(rows, len(pictures)) + 7
    lefts = np.broadcast_to(columns, len(pictures)) + 7
    places = zip(canvas, pictures, tops, lefts, strict=True)
    for ground, picture, row, column in places:
        ground[row : row + 14, column : column + 14, 0] = picture
    return canvas


def strided_lenet():
    """Build LeNet-5 with strides of 2 for its pooling layers."""
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 5, strides=2, padding="same", activation="relu"),
            layers.Conv2D(16, 5, strides=2, activation="relu"),
            layers.Flatten(),
            layers.Dense(120, activation="relu"),
            layers.Dense(84, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


def train(build, everywhere: bool, x: np.ndarray, y: np.ndarray, seed: int):
    """Train a new network, on pictures in the middle or moved anew each epoch."""
    import keras

    keras.utils.set_random_seed(seed)
    random = np.random.default_rng(seed)
    network = build()
    network.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy")
    for _ in range(EPOCHS):
        moves = random.integers(-7, 8, (2, len(x))) if everywhere else (0, 0)
        network.fit(placed(x, *moves), y, batch_size=50, verbose=0)
    return network


def main() -> None:
    """Train twelve networks and write down how they take every shift."""
    import tensorflow as tf

    tf.config.experimental.enable_op_determinism()
    (x_train, y_train), (x_test, y_test) = cb.data.fashion_mnist()
    x_train, x_test = shrunk(x_train), shrunk(x_test)
    builders = {"pooling": cb.models.lenet5, "strides": strided_lenet}
    rows = []
    for seed in SEEDS:
        for name, build in builders.items():
            for everywhere in (False, True):
                network = train(build, everywhere, x_train, y_train, seed)
                answers = {
                    shift: np.argmax(network(placed(x_test, 0, shift)), axis=1)
                    for shift in SHIFTS
                }
                for shift, given in answers.items():
                    right = np.mean(given == y_test)
                    kept = np.mean(given == answers[0])
                    row = (name, int(everywhere), seed, shift)
                    rows.append((*row, f"{right:.3f}", f"{kept:.3f}"))
                print(name, everywhere, seed, rows[-8][-2:], file=sys.stderr)
    with CSV_FILE.open("w", encoding="utf-8", newline="") as file:
        file.write("# python -m benchmarks.shift_invariance\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["network", "everywhere", "seed", "shift", "accuracy", "agreement"]
        )
        writer.writerows(rows)


if __name__ == "__main__":
    main()
