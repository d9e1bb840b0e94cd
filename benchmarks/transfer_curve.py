"""Learn four kinds of photographs from nothing, with few photographs of each.

    python -m benchmarks.transfer_curve

Writes chapters/data/transfer_curve.csv. Chapter 10 compares it with frozen bases, on
the same photographs. Takes about ten minutes on two cores.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb

import keras  # isort: skip
import tensorflow as tf  # isort: skip
from keras import layers  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/transfer_curve.csv"
PHOTO_KINDS = ("animal", "building", "fish", "tool")
SEEDS = (1, 2, 3)
BATCH = 10


def photographs() -> tuple[NDArray, NDArray]:
    """Return all photographs, from −1 to 1, and their labels."""
    names = [cb.data.photo_names(kind) for kind in PHOTO_KINDS]
    photos = np.stack([cb.data.photo(name) for row in names for name in row])
    labels = np.repeat(range(len(PHOTO_KINDS)), [len(row) for row in names])
    return photos.astype("float32") / 127.5 - 1, labels


def small_cnn() -> keras.Model:
    """Build the chapter's small network."""
    return keras.Sequential(
        [
            keras.Input((160, 160, 3)),
            layers.Conv2D(16, 5, strides=2, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(len(PHOTO_KINDS)),
        ]
    )


def whole_mobilenet() -> keras.Model:
    """Build MobileNet with random weights, all of which train."""
    base = cb.models.mobilenet(weights=None)
    for layer in base.layers:
        if isinstance(layer, layers.BatchNormalization):
            # 0.999, as it comes, needs thousands of steps before its means are of use.
            layer.momentum = 0.8
    head = [layers.GlobalAveragePooling2D(), layers.Dense(len(PHOTO_KINDS))]
    return keras.Sequential([base, *head])


METHODS = {
    "small CNN from scratch": (small_cnn, 3e-3, 160, (2, 5, 10, 15)),
    "MobileNet from scratch": (whole_mobilenet, 1e-3, 60, (2, 5, 10, 15)),
}
"""What builds it, its learning rate, its number of steps, photographs of each kind."""


def main() -> None:
    """Write a line for each method, number of photographs and seed."""
    tf.config.experimental.enable_op_determinism()
    x, y = photographs()
    shuffle = np.random.default_rng(0)
    order = [
        shuffle.permutation(np.flatnonzero(y == k)) for k in range(len(PHOTO_KINDS))
    ]
    test = np.concatenate([row[:12] for row in order])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.transfer_curve\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["method", "photographs_per_class", "seed", "accuracy"])
        for method, (build, rate, steps, sizes) in METHODS.items():
            for n in sizes:
                for seed in SEEDS:
                    draw = np.random.default_rng(seed)
                    rows = [draw.permutation(row[12:])[:n] for row in order]
                    train = np.concatenate(rows)
                    keras.backend.clear_session()
                    keras.utils.set_random_seed(seed)
                    model = build()
                    model.compile(keras.optimizers.Adam(rate), loss)
                    epochs = round(steps / np.ceil(len(train) / BATCH))
                    fit = {"epochs": int(epochs), "batch_size": BATCH, "verbose": 0}
                    model.fit(x[train], y[train], **fit)
                    answers = np.asarray(model(x[test], training=False)).argmax(axis=1)
                    accuracy = np.mean(answers == y[test])
                    writer.writerow([method, n, seed, f"{accuracy:.4f}"])
                    file.flush()
                    print(method, n, seed, f"{accuracy:.3f}", flush=True)


if __name__ == "__main__":
    main()
