"""Let more or less of MobileNet move, with more or less to learn from.

    python -m benchmarks.fine_tuning

Writes chapters/data/fine_tuning.csv, which chapter 11 shows as tables. Three tasks:
four kinds of photographs; Fashion-MNIST, enlarged; and Fashion-MNIST with its pixels
shuffled by one fixed permutation. Takes about 25 minutes on two cores.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb

import keras  # isort: skip
import tensorflow as tf  # isort: skip
from keras import layers  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/fine_tuning.csv"
PHOTO_KINDS = ("animal", "building", "fish", "tool")
CUTS = {
    "block_16": "block_15_add",
    "block_13": "block_12_add",
    "block_6": "block_5_add",
}
"""The first block that moves, and the layer below it, whose maps are kept."""

RATE = 3e-5
LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


class Task(NamedTuple):
    """Pictures from −1 to 1, their labels, and who learns from what.

    `order` holds a row of training pictures for each seed and kind; the first n of each
    row are learnt from. `small` are the pictures that networks from scratch get.
    """

    name: str
    pictures: NDArray
    labels: NDArray
    test: NDArray
    order: dict[int, NDArray]
    small: NDArray
    batch: int
    steps: int
    plan: dict[str, tuple[int, ...]]


def photographs() -> Task:
    """Return the photographs, with the draws of chapter 10."""
    names = [cb.data.photo_names(kind) for kind in PHOTO_KINDS]
    photos = np.stack([cb.data.photo(name) for row in names for name in row])
    labels = np.repeat(range(len(PHOTO_KINDS)), [len(row) for row in names])
    random = np.random.default_rng(0)
    by_kind = [random.permutation(np.flatnonzero(labels == k)) for k in range(4)]
    order = {}
    for seed in (1, 2, 3):
        draw = np.random.default_rng(seed)
        order[seed] = np.stack([draw.permutation(row[12:])[:15] for row in by_kind])
    x = photos.astype("float32") / 127.5 - 1
    test = np.concatenate([row[:12] for row in by_kind])
    plan: dict[str, tuple[int, ...]] = {
        "head": (2, 5, 10, 15),
        "block_16": (2, 5, 10, 15),
        "block_13": (2, 5, 10, 15),
        "all": (2, 5, 10, 15),
    }
    return Task("photographs", x, labels, test, order, x, 10, 60, plan)


def clothes(shuffled: bool) -> Task:
    """Return 50 test pictures of each kind, and two draws of 100 to learn from."""
    (x, y), (x_test, y_test) = cb.data.fashion_mnist()
    last = np.concatenate([np.flatnonzero(y_test == k)[:50] for k in range(10)])
    draws = {}
    for seed in (1, 2):
        draw = np.random.default_rng(seed)
        kinds = [draw.permutation(np.flatnonzero(y == k))[:100] for k in range(10)]
        draws[seed] = np.stack(kinds)
    used = np.unique(np.concatenate([rows.ravel() for rows in draws.values()]))
    order = {seed: np.searchsorted(used, rows) for seed, rows in draws.items()}
    small = np.concatenate([x[used], x_test[last]])[..., None].astype("float32")
    if shuffled:
        places = np.random.default_rng(0).permutation(28 * 28)
        small = small.reshape(-1, 28 * 28)[:, places].reshape(small.shape)
    large = np.asarray(keras.ops.image.resize(small, (96, 96)))
    plan = {
        "small CNN": (5, 20, 100),
        "small dense network": (5, 20, 100),
        "head": (5, 20, 100),
        "block_16": (5, 20, 100),
        "block_13": (5, 20, 100),
        "block_6": (5, 20, 100),
        "all": (5, 20, 100),
        "block_6 longer": (100,),
    }
    if shuffled:
        plan = {row: plan[row] for row in ("small CNN", "small dense network", "head")}
        plan |= {"block_6": (100,)}
    return Task(
        "shuffled clothes" if shuffled else "clothes",
        np.repeat(large, 3, axis=-1) / 127.5 - 1,
        np.concatenate([y[used], y_test[last]]).astype(int),
        len(used) + np.arange(len(last)),
        order,
        small / 255,
        20,
        150,
        plan,
    )


def through(model: keras.Model, x: NDArray) -> NDArray:
    """Return what a model answers, in pieces that fit into memory."""
    pieces = range(0, len(x), 50)
    return np.concatenate(
        [np.asarray(model(x[i : i + 50], training=False)) for i in pieces]
    )


def trained_head(x: NDArray, y: NDArray) -> list[NDArray]:
    """Fit a softmax layer to features; return its weights and bias for them."""
    mean, sd = x.mean(axis=0), x.std()
    z, wanted = (x - mean) / sd, np.eye(y.max() + 1)[y]
    weights, bias = np.zeros((z.shape[1], wanted.shape[1])), np.zeros(wanted.shape[1])
    for _ in range(300):
        scores = z @ weights + bias
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (p / p.sum(axis=1, keepdims=True) - wanted) / len(z)
        weights -= 0.1 * z.T @ error
        bias -= 0.1 * error.sum(axis=0)
    return [weights / sd, bias - mean @ weights / sd]


def runs(task: Task, sizes: tuple[int, ...]) -> Iterator[tuple[int, int, NDArray]]:
    """Go through the sizes and seeds of a task, and the pictures to learn from."""
    for n in sizes:
        for seed, rows in task.order.items():
            keras.utils.set_random_seed(seed)
            yield n, seed, rows[:, :n].ravel()


def from_scratch(task: Task, dense: bool, sizes: tuple[int, ...]) -> Iterator[tuple]:
    """Train small networks from random weights; yield n, seed and accuracy."""
    x, y = task.small, task.labels
    look = [
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
    ]
    if dense:
        look = [layers.Flatten(), layers.Dense(100, activation="relu")]
    parts = [keras.Input(x.shape[1:]), *look, layers.Dropout(0.5), layers.Dense(10)]
    for n, seed, train in runs(task, sizes):
        model = keras.models.clone_model(keras.Sequential(parts))
        model.compile(keras.optimizers.Adam(2e-3), LOSS)
        epochs = round(1000 * task.batch / len(train))
        fit = {"batch_size": task.batch, "epochs": epochs, "verbose": 0}
        model.fit(x[train], y[train], **fit)
        yield n, seed, _score(task, through(model, x[task.test]))


def fine_tuned(task: Task, first: str, sizes: tuple[int, ...]) -> Iterator[tuple]:
    """Fit a head, then let the base move from `first` on; yield n, seed, accuracy."""
    steps = 5 * task.steps if first.endswith(" longer") else task.steps
    first = first.removesuffix(" longer")
    base = cb.models.mobilenet(size=task.pictures.shape[1])
    top, x = base, task.pictures
    if first in CUTS:
        middle = base.get_layer(CUTS[first]).output
        x = through(keras.Model(base.input, middle), x)
        top = keras.Model(middle, base.output)
    for layer in top.layers:
        layer.trainable = not isinstance(layer, layers.BatchNormalization)
    found = through(top, x).mean(axis=(1, 2)).astype(float)
    dense = layers.Dense(int(task.labels.max()) + 1)
    parts = [keras.Input(x.shape[1:]), top, layers.GlobalAveragePooling2D(), dense]
    model = keras.Sequential(parts)
    model.compile(keras.optimizers.Adam(RATE), LOSS)
    at_first = top.get_weights()
    for n, seed, train in runs(task, sizes):
        top.set_weights(at_first)
        dense.set_weights(trained_head(found[train], task.labels[train]))
        for state in model.optimizer.variables[2:]:  # all but step and rate
            state.assign(np.zeros(state.shape))
        model.optimizer.iterations.assign(0)
        if first != "head":
            steps_each = -(-len(train) // task.batch)
            epochs = round(steps / steps_each)
            fit = {"batch_size": task.batch, "epochs": epochs, "verbose": 0}
            model.fit(x[train], task.labels[train], **fit)
        yield n, seed, _score(task, through(model, x[task.test]))


def _score(task, answers):
    return np.mean(answers.argmax(axis=1) == task.labels[task.test])


def main() -> None:
    """Write a line for each task, depth, number of pictures and seed."""
    tf.config.experimental.enable_op_determinism()
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.fine_tuning\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["task", "moves", "pictures_per_class", "seed", "accuracy"])
        for task in (photographs(), clothes(shuffled=True), clothes(shuffled=False)):
            for moves, sizes in task.plan.items():
                keras.backend.clear_session()
                if moves.startswith("small"):
                    found = from_scratch(task, "dense" in moves, sizes)
                else:
                    found = fine_tuned(task, moves, sizes)
                for n, seed, accuracy in found:
                    writer.writerow([task.name, moves, n, seed, f"{accuracy:.4f}"])
                    file.flush()
                    print(task.name, moves, n, seed, f"{accuracy:.3f}", flush=True)


if __name__ == "__main__":
    main()
