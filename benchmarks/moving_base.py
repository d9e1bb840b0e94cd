"""Let the top of MobileNet move, and watch what becomes of it: chapter 11's controls.

    python -m benchmarks.moving_base

Writes chapters/data/moving_base.csv. Ten photographs of each kind, five draws, and one
test, as in chapter 10; what moves is block 13 and up. Three experiments, named in the
first column. `rates`: twenty steps at several rates, with three ways to treat
BatchNormalization, and with plain gradient descent. `heads`: sixty steps that begin
with a fitted head or with a random one, and the same for a head alone. `drift`: the
rate is 0. Takes about six minutes on two cores.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb
from benchmarks.fine_tuning import (
    CUTS,
    LOSS,
    Task,
    forget,
    photographs,
    through,
    trained_head,
)

import keras  # isort: skip
import tensorflow as tf  # isort: skip
from keras import layers  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/moving_base.csv"
RECIPES = ("frozen", "training", "statistics only")
"""How BatchNormalization is treated; the last keeps γ and β, and uses the batch."""

PLAIN = "frozen, plain descent"
HEAD_RATE = 3e-5
Measures = dict[str, float]


class Bench:
    """A top that moves, and a head, for one way to treat BatchNormalization."""

    def __init__(
        self, task: Task, maps: NDArray, recipe: str, optimizer: str = "adam"
    ) -> None:
        base = cb.models.mobilenet()
        middle = base.get_layer(CUTS["block_13"]).output
        self.task, self.maps, self.recipe = task, maps, recipe
        self.top = keras.Model(middle, base.output)
        self.top.trainable = True
        self.norms = [n for n in self.top.layers if hasattr(n, "moving_mean")]
        for norm in self.norms:
            norm.trainable = recipe != "frozen"
            if recipe == "statistics only":
                norm.gamma.trainable = norm.beta.trainable = False
        self.found = self.features(np.arange(len(maps)))
        self.at_first = self.top.get_weights()
        self.dense = layers.Dense(4)
        parts = [self.top, layers.GlobalAveragePooling2D(), self.dense]
        self.model = keras.Sequential([keras.Input(self.maps.shape[1:]), *parts])
        self.model.compile(keras.optimizers.get(optimizer), LOSS)

    def features(self, numbers: NDArray) -> NDArray:
        """Return the features of some photographs, from the top as it is."""
        return through(self.top, self.maps[numbers]).mean(axis=(1, 2)).astype(float)

    def begin(self, seed: int, rate: float, head: str = "fitted") -> NDArray:
        """Go back to the start, with a fitted head or a random one."""
        keras.utils.set_random_seed(seed)
        train = self.task.order[seed][:, :10].ravel()
        self.top.set_weights(self.at_first)
        start = trained_head(self.found[train], self.task.labels[train])
        if head == "random":
            draw = np.random.default_rng(seed)
            start = [draw.uniform(-0.07, 0.07, (1280, 4)), np.zeros(4)]
        self.dense.set_weights(start)
        forget(self.model.optimizer)
        self.model.optimizer.learning_rate = rate
        return train

    def fit(self, train: NDArray, epochs: int) -> float:
        """Train for some epochs of four steps; return the loss of the last one."""
        fit = {"batch_size": 10, "epochs": epochs, "verbose": 0}
        history = self.model.fit(self.maps[train], self.task.labels[train], **fit)
        return float(history.history["loss"][-1])

    def score(self) -> float:
        """Return the share of the test that is right."""
        answers = through(self.model, self.maps[self.task.test]).argmax(axis=1)
        return float(np.mean(answers == self.task.labels[self.task.test]))

    def held(self, seed: int) -> float:
        """Return the share that is right of those that are there to choose by."""
        rows = self.task.order[seed][:, 10:].ravel()
        answers = through(self.model, self.maps[rows]).argmax(axis=1)
        return float(np.mean(answers == self.task.labels[rows]))

    def refitted(self, train: NDArray) -> float:
        """Return the score of a head that is fitted to the moved top."""
        weights, bias = trained_head(self.features(train), self.task.labels[train])
        answers = (self.features(self.task.test) @ weights + bias).argmax(axis=1)
        return float(np.mean(answers == self.task.labels[self.task.test]))

    def settled(self, train: NDArray) -> float:
        """Return the score when the averages are those of the forty photographs."""
        for norm in self.norms:
            norm.momentum = 0.0
        self.top(self.maps[train], training=True)
        for norm in self.norms:
            norm.momentum = 0.999
        return self.score()

    def moved(self) -> float:
        """Return how far a moving mean has gone at most, in deviations."""
        was = dict(zip([w.path for w in self.top.weights], self.at_first, strict=True))
        away = [
            abs(n.moving_mean.numpy() - was[n.moving_mean.path])
            / np.sqrt(was[n.moving_variance.path])
            for n in self.norms
        ]
        return float(np.concatenate(away).max())


def rates(bench: Bench, recipe: str) -> Iterator[tuple[str, float, int, Measures]]:
    """Twenty steps at each rate."""
    tried = {"frozen": (1e-5, 1e-4, 1e-3), PLAIN: (1e-3,)}
    for rate in tried.get(recipe, (1e-4, 1e-3)):
        for seed in bench.task.order:
            train = bench.begin(seed, rate)
            loss = bench.fit(train, epochs=5)
            values = {"test": bench.score(), "validation": bench.held(seed)}
            values |= {"loss": loss, "fresh head": bench.refitted(train)}
            if bench.recipe != "frozen":
                values["averages set"] = bench.settled(train)
            yield recipe, rate, seed, values


def heads(bench: Bench) -> Iterator[tuple[str, float, int, Measures]]:
    """Sixty steps, with a fitted head to begin with or a random one."""
    for head in ("fitted", "random"):
        for seed in bench.task.order:
            train = bench.begin(seed, HEAD_RATE, head)
            bench.fit(train, epochs=15)
            values = {"test": bench.score(), "fresh head": bench.refitted(train)}
            yield head, HEAD_RATE, seed, values
    alone = keras.Sequential([keras.Input((1280,)), layers.Dense(4)])
    alone.compile("adam", LOSS)
    labels, test = bench.task.labels, bench.task.test
    for head in ("random", "fitted"):
        for seed in bench.task.order:
            train = bench.begin(seed, HEAD_RATE, head)
            alone.set_weights(bench.dense.get_weights())
            forget(alone.optimizer)
            alone.optimizer.learning_rate = HEAD_RATE
            fit = {"batch_size": 10, "epochs": 15, "verbose": 0}
            alone.fit(bench.found[train], labels[train], **fit)
            answers = np.asarray(alone(bench.found[test])).argmax(axis=1)
            values = {"test": float(np.mean(answers == labels[test]))}
            yield f"{head}, base still", HEAD_RATE, seed, values


def drift(bench: Bench) -> Iterator[tuple[str, float, int, Measures]]:
    """Forty epochs at a rate of 0."""
    for seed in bench.task.order:
        train = bench.begin(seed, 0.0)
        values = {"test, 0": bench.score(), "moved, 0": 0.0}
        for start, stop in ((0, 5), (5, 15), (15, 40)):
            bench.fit(train, epochs=stop - start)
            values |= {f"test, {stop}": bench.score(), f"moved, {stop}": bench.moved()}
        yield "training", 0.0, seed, values


def experiments(task: Task) -> Iterator[tuple[str, Iterator[tuple]]]:
    """Go through the experiments; each bench is built once."""
    base = cb.models.mobilenet()
    middle = base.get_layer(CUTS["block_13"]).output
    maps = through(keras.Model(base.input, middle), task.pictures, task)
    for recipe in RECIPES:
        bench = Bench(task, maps, recipe)
        yield "rates", rates(bench, recipe)
        if recipe == "frozen":
            yield "heads", heads(bench)
        if recipe == "training":
            yield "drift", drift(bench)
    yield "rates", rates(Bench(task, maps, "frozen", "sgd"), PLAIN)


def main() -> None:
    """Write a line for each experiment, recipe, rate, seed and measure."""
    tf.config.experimental.enable_op_determinism()
    task = photographs()
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.moving_base\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["experiment", "recipe", "rate", "seed", "measure", "value"])
        for experiment, rows in experiments(task):
            for recipe, rate, seed, values in rows:
                for measure, value in values.items():
                    told = [experiment, recipe, rate, seed, measure]
                    writer.writerow([*told, f"{value:.4f}"])
                file.flush()
                said = [f"{name} {value:.3f}" for name, value in values.items()]
                print(experiment, recipe, rate, seed, *said, flush=True)


if __name__ == "__main__":
    main()
