"""Look for the learning rate of each network of chapter 8, then let them race.

    python -m benchmarks.lenet_tuning

Every network gets the same little search: rates a factor of two apart, two seeds each,
judged by the validation pictures; if the best lies at an end, one more beyond it. Then
it trains at its best rate from three other seeds. Writes
``chapters/data/lenet_tuning.csv``, a row for each training, in about ten minutes on two
cores.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers

import cnnbook as cb

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/lenet_tuning.csv"
FIRST_RATES = 0.001, 0.002, 0.004
ENDS = 0.00025, 0.016
SEARCH, RACE = (100, 101), (0, 1, 2)
EPOCHS = 8
COLUMNS = "part", "network", "rate", "seed", "train", "validation", "test"
START = {"relu": "he_normal", "tanh": "glorot_uniform"}
"""The random weights that are usual for each activation."""


def lenet(activation: str, pooling: str) -> keras.Model:
    """Build LeNet-5 with the start that suits its activation."""
    pool = layers.MaxPooling2D if pooling == "max" else layers.AveragePooling2D
    own = {"activation": activation, "kernel_initializer": START[activation]}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 5, padding="same", **own),
            pool(2),
            layers.Conv2D(16, 5, **own),
            pool(2),
            layers.Flatten(),
            layers.Dense(120, **own),
            layers.Dense(84, **own),
            layers.Dense(10, activation="softmax"),
        ]
    )


NETWORKS: dict[str, Callable[[], keras.Model]] = {
    "LeNet-5": cb.models.lenet5,
    "dense": cb.models.dense_net,
    **{
        f"{activation} {pooling}": partial(lenet, activation, pooling)
        for activation in START
        for pooling in ("max", "average")
    },
}


def train(build: Callable, rate: float, seed: int, parts: dict) -> list[str]:
    """Train a new network; return its accuracy on each part."""
    keras.utils.set_random_seed(seed)
    network = build()
    network.compile(
        keras.optimizers.Adam(rate),
        "sparse_categorical_crossentropy",
        steps_per_execution=16,  # faster, and the same steps
    )
    network.fit(*parts["train"], batch_size=50, epochs=EPOCHS, verbose=0)
    right = [
        np.mean(network.predict(x, batch_size=1000, verbose=0).argmax(axis=1) == y)
        for x, y in parts.values()
    ]
    return [f"{share:.4f}" for share in right]


def main() -> None:
    """Search, race, and write the file."""
    tf.config.experimental.enable_op_determinism()
    (bytes_, labels), (unseen, y_test) = cb.data.fashion_mnist()
    x, x_test = (p[..., None] / np.float32(255) for p in (bytes_, unseen))
    search = {
        "train": (x[:4000], labels[:4000]),
        "validation": (x[4000:], labels[4000:]),
    }
    race = {**search, "test": (x_test, y_test)}
    rows: list[list] = []
    for name, build in NETWORKS.items():
        means: dict[float, float] = {}
        untried = [*FIRST_RATES]
        while untried:
            rate = untried.pop(0)
            runs = [train(build, rate, seed, search) for seed in SEARCH]
            rows += [
                ["search", name, rate, seed, *run, ""]
                for seed, run in zip(SEARCH, runs, strict=True)
            ]
            means[rate] = float(np.mean([float(validation) for _, validation in runs]))
            best = max(means, key=lambda rate: means[rate])
            beyond = {min(means): best / 2, max(means): best * 2}.get(best, best)
            if not untried and ENDS[0] <= beyond <= ENDS[1] and beyond not in means:
                untried.append(beyond)
        for seed in RACE:
            rows.append(["race", name, best, seed, *train(build, best, seed, race)])
        print(name, best, *rows[-1][4:], flush=True)
        with CSV_FILE.open("w", encoding="utf-8", newline="") as file:
            file.write("# python -m benchmarks.lenet_tuning\n")
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()
