"""Learn four kinds of photographs without a pretrained base, from few of each.

    python -m benchmarks.transfer_curve

Writes chapters/data/transfer_curve.csv. Chapter 10 compares it with the pretrained
base, on the same photographs: five draws to learn from, with others to choose a rate
by, and one test. Networks learn from scratch at several rates, and heads on bases whose
random weights stand still. Takes about ten minutes on two cores.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb
from benchmarks.fine_tuning import LOSS, PHOTO_KINDS, Task, photographs, shares

import keras  # isort: skip
import tensorflow as tf  # isort: skip
from keras import layers  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/transfer_curve.csv"
BATCH = 10
HEAD_RATES = (0.03, 0.1, 0.3)


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


SCRATCH: dict[str, tuple[Callable[[], keras.Model], tuple[float, ...], int]] = {
    "small CNN from scratch": (small_cnn, (1e-3, 3e-3), 160),
    "MobileNet from scratch": (whole_mobilenet, (1e-3,), 60),
}
"""What builds it, the rates that it is given, and its number of steps."""

SIZES = {"small CNN from scratch": (5, 10), "MobileNet from scratch": (10,)}
DRAWS = {"small CNN from scratch": 5, "MobileNet from scratch": 3}
Row = tuple[str, int, int, float, float, NDArray]


def from_scratch(task: Task, x: NDArray, method: str) -> Iterator[Row]:
    """Train a network that begins with random weights."""
    build, rates, steps = SCRATCH[method]
    for n in SIZES[method]:
        for seed, rows in list(task.order.items())[: DRAWS[method]]:
            for rate in rates:
                train = rows[:, :n].ravel()
                keras.backend.clear_session()
                keras.utils.set_random_seed(seed)
                model = build()
                model.compile(keras.optimizers.Adam(rate), LOSS)
                epochs = round(steps / np.ceil(len(train) / BATCH))
                fit = {"epochs": int(epochs), "batch_size": BATCH, "verbose": 0}
                model.fit(x[train], task.labels[train], **fit)
                answers = np.zeros((len(x), len(PHOTO_KINDS)))
                asked = np.concatenate([rows.ravel(), task.test])
                pieces = np.array_split(asked, 4)
                for piece in pieces:
                    answers[piece] = np.asarray(model(x[piece], training=False))
                learnt = answers[train].argmax(axis=1) == task.labels[train]
                yield method, n, seed, rate, float(learnt.mean()), answers


def features(base: keras.Model, x: NDArray) -> NDArray:
    """Pool the maps that a base makes."""
    pieces = [base(x[i : i + 30], training=False) for i in range(0, len(x), 30)]
    return np.concatenate([np.asarray(p).mean(axis=(1, 2)) for p in pieces])


def train_head(x: NDArray, y: NDArray, rate: float) -> tuple[NDArray, NDArray]:
    """Descend the cross-entropy for 200 steps, as the chapter does."""
    wanted = np.eye(len(PHOTO_KINDS))[y]
    weights, bias = np.zeros((x.shape[1], wanted.shape[1])), np.zeros(wanted.shape[1])
    for _ in range(200):
        scores = x @ weights + bias
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (p / p.sum(axis=1, keepdims=True) - wanted) / len(x)
        weights = weights - rate * x.T @ error
        bias = bias - rate * error.sum(axis=0)
    return weights, bias


def on_random_bases(task: Task, x: NDArray) -> Iterator[Row]:
    """Train heads on frozen random bases: as they come, and with fitting averages."""
    for seed, rows in task.order.items():
        keras.utils.set_random_seed(seed)
        base = cb.models.mobilenet(weights=None)
        norms = [n for n in base.layers if hasattr(n, "moving_mean")]
        for name in ("random, frozen", "random, averages set"):
            if name.endswith("set"):
                for norm in norms:
                    norm.momentum = 0.0
                base(x[rows[:, :10].ravel()], training=True)
            found = features(base, x).astype(float)
            for n in (2, 5, 10):
                train = rows[:, :n].ravel()
                mean, sd = found[train].mean(axis=0), found[train].std(axis=0)
                scaled = (found - mean) / np.where(sd > 0, sd, 1)
                for rate in HEAD_RATES:
                    y = task.labels[train]
                    weights, bias = train_head(scaled[train], y, rate)
                    answers = scaled @ weights + bias
                    learnt = float(np.mean(answers[train].argmax(axis=1) == y))
                    yield name, n, seed, rate, learnt, answers


def main() -> None:
    """Write a line for each method, number of photographs, seed and rate."""
    tf.config.experimental.enable_op_determinism()
    task = photographs()
    x = task.pictures / np.float32(127.5) - 1
    names = "method photographs_per_class seed rate training validation accuracy"
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.transfer_curve\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names.split())
        ways = [on_random_bases(task, x)]
        ways += [from_scratch(task, x, method) for method in SCRATCH]
        for way in ways:
            for method, n, seed, rate, learnt, answers in way:
                values = learnt, *shares(task, answers, seed)
                told = [f"{value:.4f}" for value in values]
                if method == "MobileNet from scratch":  # one rate: nothing to choose
                    told[:2] = ["", ""]
                row = [method, n, seed, rate, *told]
                writer.writerow(row)
                file.flush()
                print(*row, flush=True)


if __name__ == "__main__":
    main()
