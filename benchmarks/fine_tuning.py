"""Let more or less of MobileNet move, with more or less to learn from.

    python -m benchmarks.fine_tuning

Writes chapters/data/fine_tuning.csv, which chapter 11 shows as a table and a square.
Three tasks: four kinds of photographs; Fashion-MNIST, enlarged; and Fashion-MNIST with
its pixels shuffled by one fixed permutation. Each has five draws of pictures to learn
from, with others to choose by, and one test. The last block moves on the photographs
alone. Takes about five minutes on two cores.
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
SEEDS = (1, 2, 3, 4, 5)
CUTS = {"block_16": "block_15_add", "block_13": "block_12_add"}
"""The first block that moves, and the layer below it, whose maps are kept."""

RATE = 3e-5
SCRATCH_RATES = (1e-3, 3e-3)
SCRATCH_STEPS = 400
LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


class Task(NamedTuple):
    """Pictures from 0 to 255, their labels, and who learns from what.

    `order` holds a row of pictures for each seed and kind: the first n of each row are
    learnt from, the last `held` are there to choose by. `plan` says how many pictures
    of each kind a way to learn gets, and after which steps it is scored.
    """

    name: str
    pictures: NDArray
    labels: NDArray
    test: NDArray
    order: dict[int, NDArray]
    side: int
    batch: int
    held: int
    plan: dict[str, dict[int, tuple[int, ...]]]


def photographs() -> Task:
    """Return the photographs, with the draws of chapter 10."""
    names = [cb.data.photo_names(kind) for kind in PHOTO_KINDS]
    photos = np.stack([cb.data.photo(name) for row in names for name in row])
    labels = np.repeat(range(len(PHOTO_KINDS)), [len(row) for row in names])
    random = np.random.default_rng(0)
    by_kind = [random.permutation(np.flatnonzero(labels == k)) for k in range(4)]
    order = {}
    for seed in SEEDS:
        draw = np.random.default_rng(seed)
        order[seed] = np.stack([draw.permutation(row[12:])[:15] for row in by_kind])
    test = np.concatenate([row[:12] for row in by_kind])
    plan: dict[str, dict[int, tuple[int, ...]]] = {
        "head": dict.fromkeys((2, 5, 10), (300,)),
        "block_16": dict.fromkeys((2, 5, 10), (60,)),
    }
    return Task("photographs", photos, labels, test, order, 160, 10, 5, plan)


def clothes(shuffled: bool) -> Task:
    """Return 50 test pictures of each kind, and five draws of 50 to learn from."""
    (x, y), (x_test, y_test) = cb.data.fashion_mnist()
    last = np.concatenate([np.flatnonzero(y_test == k)[:50] for k in range(10)])
    order = {}
    for seed in SEEDS:
        draw = np.random.default_rng(seed)
        kinds = [draw.permutation(np.flatnonzero(y == k))[:60] for k in range(10)]
        order[seed] = np.stack(kinds)
    used = np.unique(np.concatenate([rows.ravel() for rows in order.values()]))
    order = {seed: np.searchsorted(used, rows) for seed, rows in order.items()}
    pictures = np.concatenate([x[used], x_test[last]])
    plan: dict[str, dict[int, tuple[int, ...]]] = {
        "head": {5: (300,), 10: (300,), 50: (300, 900)},
        "small CNN": dict.fromkeys((5, 10, 50), (SCRATCH_STEPS,)),
    }
    if shuffled:
        places = np.random.default_rng(0).permutation(28 * 28)
        pictures = pictures.reshape(-1, 28 * 28)[:, places].reshape(pictures.shape)
        plan = {row: {50: sizes[50]} for row, sizes in plan.items()}
    labels = np.concatenate([y[used], y_test[last]]).astype(int)
    name = "shuffled clothes" if shuffled else "clothes"
    test = len(used) + np.arange(len(last))
    return Task(name, pictures, labels, test, order, 96, 20, 10, plan)


def enlarged(task: Task, pictures: NDArray) -> NDArray:
    """Return pictures as the base wants them: three channels, from −1 to 1."""
    if pictures.ndim == 3:
        grey = pictures[..., None].astype("float32")
        large = np.asarray(keras.ops.image.resize(grey, (task.side, task.side)))
        pictures = np.repeat(large, 3, axis=-1)
    return pictures / np.float32(127.5) - 1


def through(model: keras.Model, x: NDArray, task: Task | None = None) -> NDArray:
    """Return what a model answers, in pieces that fit into memory."""
    pieces = (x[i : i + 50] for i in range(0, len(x), 50))
    made = (enlarged(task, piece) if task else piece for piece in pieces)
    return np.concatenate([np.asarray(model(piece, training=False)) for piece in made])


def trained_head(x: NDArray, y: NDArray, steps: int = 300) -> list[NDArray]:
    """Fit a softmax layer to features; return its weights and bias for them."""
    mean, sd = x.mean(axis=0), x.std()
    z, wanted = (x - mean) / sd, np.eye(y.max() + 1)[y]
    weights, bias = np.zeros((z.shape[1], wanted.shape[1])), np.zeros(wanted.shape[1])
    for _ in range(steps):
        scores = z @ weights + bias
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (p / p.sum(axis=1, keepdims=True) - wanted) / len(z)
        weights -= 0.1 * z.T @ error
        bias -= 0.1 * error.sum(axis=0)
    return [weights / sd, bias - mean @ weights / sd]


def forget(optimizer: keras.optimizers.Optimizer) -> None:
    """Set an optimiser back to its start, but for its rate."""
    for state in optimizer.variables[2:]:
        state.assign(np.zeros(state.shape))
    optimizer.iterations.assign(0)


def shares(task: Task, answers: NDArray, seed: int) -> tuple[float, float]:
    """Return the shares of right answers: of those to choose by, and of the test."""
    right = answers.argmax(axis=1) == task.labels
    held = task.order[seed][:, -task.held :].ravel()
    return float(right[held].mean()), float(right[task.test].mean())


def from_scratch(task: Task, sizes: dict[int, tuple[int, ...]]) -> Iterator[tuple]:
    """Train a small CNN from random weights; yield n, seed, steps, rate, answers."""
    x, y = task.pictures[..., None] / np.float32(255), task.labels
    for n, (steps,) in sizes.items():
        for seed, rows in task.order.items():
            train = rows[:, :n].ravel()
            shuffle = np.random.default_rng(seed)
            passes = -(-steps * task.batch // len(train))
            all_lots = [shuffle.permutation(train) for _ in range(passes)]
            lots = np.concatenate(all_lots)[: steps * task.batch]
            for rate in SCRATCH_RATES:
                keras.utils.set_random_seed(seed)
                model = keras.Sequential(
                    [
                        keras.Input((28, 28, 1)),
                        layers.Conv2D(16, 3, activation="relu"),
                        layers.MaxPooling2D(2),
                        layers.Conv2D(32, 3, activation="relu"),
                        layers.MaxPooling2D(2),
                        layers.Flatten(),
                        layers.Dropout(0.5),
                        layers.Dense(10),
                    ]
                )
                adam = keras.optimizers.Adam(rate)
                model.compile(adam, LOSS, steps_per_execution=50)
                fit = {"batch_size": task.batch, "shuffle": False, "verbose": 0}
                model.fit(x[lots], y[lots], **fit)
                asked = np.concatenate([rows[:, -task.held :].ravel(), task.test])
                answers = np.zeros((len(x), 10))
                answers[asked] = through(model, x[asked])
                yield n, seed, steps, rate, answers


def fine_tuned(
    task: Task, first: str, sizes: dict[int, tuple[int, ...]]
) -> Iterator[tuple]:
    """Fit a head, then let the base move; yield n, seed, steps, rate, answers."""
    base = cb.models.mobilenet(size=task.side)
    base.trainable = True
    for layer in base.layers:
        layer.trainable = not isinstance(layer, layers.BatchNormalization)
    middle = base.get_layer(CUTS.get(first, CUTS["block_16"])).output
    x = through(keras.Model(base.input, middle), task.pictures, task)
    top = keras.Model(middle, base.output)
    found = through(top, x).mean(axis=(1, 2)).astype(float)
    dense = layers.Dense(int(task.labels.max()) + 1)
    pool = layers.GlobalAveragePooling2D()
    model = keras.Sequential([keras.Input(x.shape[1:]), top, pool, dense])
    model.compile(keras.optimizers.Adam(RATE), LOSS)
    at_first = top.get_weights()
    for n, marks in sizes.items():
        for seed, rows in task.order.items():
            train = rows[:, :n].ravel()
            y = task.labels[train]
            if first == "head":
                for steps in marks:
                    weights, bias = trained_head(found[train], y, steps)
                    yield n, seed, steps, 0.1, found @ weights + bias
                continue
            keras.utils.set_random_seed(seed)
            top.set_weights(at_first)
            dense.set_weights(trained_head(found[train], y))
            forget(model.optimizer)
            per_epoch, done = -(-len(train) // task.batch), 0
            for steps in marks:
                epochs = round((steps - done) / per_epoch)
                fit = {"batch_size": task.batch, "epochs": epochs, "verbose": 0}
                model.fit(x[train], y, **fit)
                done = steps
                asked = np.concatenate([rows[:, -task.held :].ravel(), task.test])
                answers = np.zeros((len(x), dense.units))
                answers[asked] = through(model, x[asked])
                yield n, seed, steps, RATE, answers


def main() -> None:
    """Write a line for each task, way to learn, number of pictures, and seed."""
    tf.config.experimental.enable_op_determinism()
    names = ["task", "moves", "pictures_per_class", "seed", "steps", "rate"]
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.fine_tuning\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*names, "validation", "accuracy"])
        for task in (photographs(), clothes(shuffled=True), clothes(shuffled=False)):
            for moves, sizes in task.plan.items():
                keras.backend.clear_session()
                if moves == "small CNN":
                    found = from_scratch(task, sizes)
                else:
                    found = fine_tuned(task, moves, sizes)
                for n, seed, steps, rate, answers in found:
                    both = [f"{share:.4f}" for share in shares(task, answers, seed)]
                    row = [task.name, moves, n, seed, steps, rate, *both]
                    writer.writerow(row)
                    file.flush()
                    print(*row, flush=True)


if __name__ == "__main__":
    main()
