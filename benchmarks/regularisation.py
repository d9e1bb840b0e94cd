"""What dropout, weight decay and changed pictures are worth, against none of them.

    python -m benchmarks.regularisation

Chapter 13. Three draws of 500 pictures to learn from and 1,000 to choose by; each draw
begins from a seed of its own. All ways take the same 300 steps of the same pictures in
the same order. Each of them has three settings to choose from, and where there is
nothing to set, three times to stop. Writes ``chapters/data/regularisation.csv``, a row
for each training, in about two minutes on one core.
"""

from __future__ import annotations

import csv
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from numpy.typing import NDArray

import cnnbook as cb

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/regularisation.csv"
DRAWS = range(3)
LEARN, CHOOSE = 500, 1000
BATCH, EPOCHS, RATE = 50, 30, 0.02
SETTINGS = {
    "none": ("10 epochs", "20 epochs", "30 epochs"),
    "dropout": (0.25, 0.5, 0.75),
    "weight decay": (0.003, 0.01, 0.03),
    "augmentation": ("mirror", "shift", "both"),
}
COLUMNS = ("way", "setting", "draw", "train", "validation", "test")


def network(dropout: float) -> keras.Model:
    """Build a small network of two convolutions and two dense layers."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dropout(dropout),
            layers.Dense(64, activation="relu"),
            layers.Dropout(dropout),
            layers.Dense(10),
        ]
    )


def changed(
    pictures: NDArray, random: np.random.Generator, mirror: bool, shift: bool
) -> NDArray:
    """Mirror about half of the pictures, and move each by up to two pixels."""
    count = len(pictures)
    flips, moves = random.random(count) < 0.5, random.integers(0, 5, (count, 2))
    if mirror:
        pictures = np.where(flips[:, None, None], pictures[:, :, ::-1], pictures)
    if not shift:
        return pictures
    padded = np.pad(pictures, ((0, 0), (2, 2), (2, 2)))
    cut = [p[y : y + 28, x : x + 28] for p, (y, x) in zip(padded, moves, strict=True)]
    return np.stack(cut)


def train(
    parts: dict, draw: int, dropout: float, decay: float, change: str
) -> list[list[float]]:
    """Return the accuracy on each part after each third of the training."""
    keras.utils.set_random_seed(draw)
    model = network(dropout)
    model.compile(
        keras.optimizers.SGD(RATE, momentum=0.9, weight_decay=decay or None),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=20,
    )
    random = np.random.default_rng(draw)
    x, y = parts["train"]
    scores = []
    for _ in range(3):
        lesson = []
        for _ in range(EPOCHS // 3):
            order = random.permutation(LEARN)
            mirror, shift = change in ("mirror", "both"), change in ("shift", "both")
            lesson.append((changed(x[order], random, mirror, shift), y[order]))
        pictures, labels = (np.concatenate(part) for part in zip(*lesson, strict=True))
        model.fit(pictures[..., None], labels, BATCH, shuffle=False, verbose=0)
        scores.append(
            [
                float(np.mean(np.asarray(model(a[..., None])).argmax(axis=1) == b))
                for a, b in parts.values()
            ]
        )
    return scores


def main() -> None:
    """Write the file."""
    tf.config.experimental.enable_op_determinism()
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    (bytes_, y), (test_bytes, y_test) = cb.data.fashion_mnist()
    x, x_test = bytes_ / np.float32(255), test_bytes / np.float32(255)
    found: dict[tuple, list[list[float]]] = {}

    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.regularisation\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)

        def measure(way: str, setting: object, *ways: object) -> None:
            for draw in DRAWS:
                order = np.random.default_rng(100 + draw).permutation(len(x))
                learn, choose = order[:LEARN], order[LEARN : LEARN + CHOOSE]
                parts = {
                    "train": (x[learn], y[learn]),
                    "validation": (x[choose], y[choose]),
                    "test": (x_test, y_test),
                }
                thirds = train(parts, draw, *ways)  # type: ignore[arg-type]
                ends = dict(zip(SETTINGS["none"], thirds, strict=True))
                stops = ends if way == "none" else {setting: thirds[-1]}
                for stop, scores in stops.items():
                    found.setdefault((way, stop), []).append(scores)
                    row = [way, stop, draw, *(f"{score:.3f}" for score in scores)]
                    writer.writerow(row)
                    print(*row, flush=True)
                file.flush()

        measure("none", "30 epochs", 0.0, 0.0, "")
        for strength in SETTINGS["dropout"]:
            measure("dropout", strength, strength, 0.0, "")
        for strength in SETTINGS["weight decay"]:
            measure("weight decay", strength, 0.0, strength, "")
        for change in SETTINGS["augmentation"]:
            measure("augmentation", change, 0.0, 0.0, change)
        best = {
            way: max(chosen, key=lambda s: np.mean([v for _, v, _ in found[way, s]]))
            for way, chosen in SETTINGS.items()
        }
        measure(
            "all three",
            "each at its best",
            best["dropout"],
            best["weight decay"],
            best["augmentation"],
        )


if __name__ == "__main__":
    main()
