"""What dropout, weight decay and changed pictures are worth, against none of them.

    python -m benchmarks.regularisation

Chapter 13. Five draws of 500 pictures to learn from and 1,000 to choose by; each draw
begins from a seed of its own. All ways take the same 300 steps of the same pictures in
the same order. Each of them has three settings to choose from, and where there is
nothing to set, three times to stop. Writes ``chapters/data/regularisation.csv``, a row
for each training, in about a minute on one core.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

import cnnbook as cb

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/regularisation.csv"
DRAWS = range(5)
LEARN, CHOOSE = 500, 1000
BATCH, EPOCHS, RATE = 50, 30, 0.02
SETTINGS = {
    "none": ("10 epochs", "20 epochs", "30 epochs"),
    "dropout": (0.25, 0.5, 0.75),
    "weight decay": (0.003, 0.01, 0.03),
    "augmentation": ("mirror", "shift", "both"),
}
COLUMNS = ("way", "setting", "draw", "train", "validation", "test")


SHAPES = (5, 5, 1, 8), (3, 3, 8, 16), (784, 64), (64, 10)
"""Kernels of two convolutions with stride 2, and the weights of two dense layers."""
WEIGHTS = [tf.Variable(tf.zeros(shape)) for shape in SHAPES]
BIASES = [tf.Variable(tf.zeros(shape[-1])) for shape in SHAPES]
NUMBERS = [*WEIGHTS, *BIASES]
SPEEDS = [tf.Variable(tf.zeros(number.shape)) for number in NUMBERS]


def scores(x: Any, dropout: Any, seed: Any) -> Any:
    """Return the scores of ten classes; the dense layers get what dropout leaves."""
    for w, b in zip(WEIGHTS[:2], BIASES[:2], strict=True):
        x = tf.nn.relu(tf.nn.conv2d(x, w, 2, "SAME") + b)
    x = tf.reshape(x, (-1, 784))
    for number, (w, b) in enumerate(zip(WEIGHTS[2:], BIASES[2:], strict=True)):
        dice = tf.random.stateless_uniform(tf.shape(x), tf.add(seed, [0, number]))
        x = tf.where(dice < dropout, 0.0, x / (1 - dropout)) @ w + b
        x = x if number else tf.nn.relu(x)
    return x


@tf.function(reduce_retracing=True)  # type: ignore[untyped-decorator]
def learn(x: Any, y: Any, dropout: Any, decay: Any, seed: Any) -> None:
    """Take a step for each batch of pictures, by descent with a momentum of 0.9."""
    for step in tf.range(len(x) // BATCH):
        part = slice(step * BATCH, (step + 1) * BATCH)
        with tf.GradientTape() as tape:
            said = scores(x[part], dropout, tf.stack([seed, 2 * step]))
            wrong = tf.nn.sparse_softmax_cross_entropy_with_logits(y[part], said)
            loss = tf.reduce_mean(wrong)
        gradients = tape.gradient(loss, NUMBERS)
        for number, speed, gradient in zip(NUMBERS, SPEEDS, gradients, strict=True):
            speed.assign(0.9 * speed - RATE * gradient)
            number.assign((1 - RATE * decay) * number + speed)


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
    random = np.random.default_rng(draw)
    for w in WEIGHTS:
        products = int(np.prod(w.shape[:-1]))
        w.assign(random.normal(size=w.shape) * np.sqrt(2 / products))
    for zero in (*BIASES, *SPEEDS):
        zero.assign(tf.zeros_like(zero))
    x, y = parts["train"]
    found = []
    for third in range(3):
        lesson = []
        for _ in range(EPOCHS // 3):
            order = random.permutation(LEARN)
            mirror, shift = change in ("mirror", "both"), change in ("shift", "both")
            lesson.append((changed(x[order], random, mirror, shift), y[order]))
        pictures, labels = (np.concatenate(part) for part in zip(*lesson, strict=True))
        learn(
            tf.constant(pictures[..., None]),
            tf.constant(labels, tf.int32),
            tf.constant(dropout),
            tf.constant(decay),
            tf.constant(3 * draw + third),
        )
        found.append(
            [
                float(np.mean(np.argmax(scores(a[..., None], 0.0, [0, 0]), 1) == b))
                for a, b in parts.values()
            ]
        )
    return found


def main() -> None:
    """Write the file."""
    tf.config.experimental.enable_op_determinism()
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
