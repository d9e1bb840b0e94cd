"""Train networks of ten and of twenty layers: plain or residual, normalised or not.

    python -m benchmarks.deep_networks

Chapter 13. Eight kinds in two depths. Each looks for its rate among the same three,
from a fourth seed, by the loss on the training pictures; then it trains at the best
of them from three other seeds. Three plain ones that differ in their start alone train
from eight more, with twenty layers also at the rate that ten have chosen. Writes
``chapters/data/deep_networks.csv``, a row for each epoch, in about five minutes on one
core.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from numpy.typing import NDArray

import cnnbook as cb

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/deep_networks.csv"
RATES = 0.004, 0.016, 0.064
SEARCH, RACE, AGAIN = (100,), (0, 1, 2), range(3, 11)
PICTURES, BATCH, EPOCHS = 1000, 50, 6
CHANNELS = 16
COLUMNS = ("part", "network", "depth", "rate", "seed", "epoch", "loss", "test")


NETWORKS: dict[str, dict[str, bool]] = {
    "plain, Keras' start": {},
    "plain": {},
    "plain, sizes held": {},
    "plain, near the identity": {},
    "plain, normalised": {"norm": True},
    "residual": {"residual": True},
    "residual, normalised": {"residual": True, "norm": True},
    "residual, F near 0": {"residual": True},
}
TO_REPEAT = "plain", "plain, sizes held", "plain, near the identity"


def network(depth: int, *, residual: bool = False, norm: bool = False) -> keras.Model:
    """Build a network with so many layers of 3×3 in blocks of two."""

    def conv(x: Any) -> Any:
        x = layers.Conv2D(CHANNELS, 3, padding="same", use_bias=not norm)(x)
        return layers.BatchNormalization(momentum=0.9)(x) if norm else x

    pictures = keras.Input((28, 28, 1))
    x = layers.Conv2D(CHANNELS, 4, 4, activation="relu")(pictures)
    for _ in range(depth // 2):
        f = conv(layers.ReLU()(conv(x)))
        x = layers.ReLU()(layers.Add()([x, f]) if residual else f)
    return keras.Model(pictures, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))


def begin(model: keras.Model, kind: str, seed: int, pictures: NDArray) -> None:
    """Give a network of a kind its first weights."""
    random = np.random.default_rng(seed)
    x: Any = pictures
    number = 0
    for layer in model.layers[1:]:
        if isinstance(layer, layers.BatchNormalization):
            layer.set_weights([np.full(CHANNELS, n) for n in (1.0, 0.0, 0.0, 1.0)])
        if not isinstance(layer, layers.Conv2D | layers.Dense):
            if kind == "plain, sizes held":
                x = layer(x)
            continue
        *sides, c_in, c_out = shape = layer.kernel.shape
        body = sides == [3, 3]
        products = int(np.prod(shape[:-1]))
        size = 2.0 if isinstance(layer, layers.Conv2D) else 1.0
        if body and kind == "plain, Keras' start":
            size = 1.0
        kernel = random.normal(size=shape) * np.sqrt(size / products)
        if body and kind == "plain, near the identity":
            kernel *= 0.1
            kernel[1, 1] += np.eye(c_in)
        if body:
            number += 1
            if kind == "residual, F near 0" and number % 2 == 0:
                kernel *= 0.1  # the second layer of each block
        layer.kernel.assign(kernel)
        if layer.use_bias:
            layer.bias.assign(np.zeros(c_out))
        if kind == "plain, sizes held":
            if body:  # until the mean square of the sums is 2
                ratio = keras.ops.sqrt(keras.ops.mean(layer(x) ** 2) / 2)
                layer.kernel.assign(layer.kernel / ratio)
            x = layer(x)


def races(parts: dict[str, tuple[NDArray, NDArray]]) -> Iterator[tuple]:
    """Yield a row for each epoch of each training."""
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    chosen: dict[tuple[str, int], float] = {}
    for name, ways in NETWORKS.items():
        for depth in (10, 20):
            model = network(depth, **ways)
            optimizer = keras.optimizers.SGD(RATES[0], momentum=0.9)
            model.compile(optimizer, loss, steps_per_execution=PICTURES // BATCH)

            def train(
                part: str,
                rate: float,
                seed: int,
                model: keras.Model = model,
                optimizer: keras.optimizers.Optimizer = optimizer,
                kind: tuple = (name, depth),
            ) -> list[tuple]:
                keras.utils.set_random_seed(seed)
                begin(model, kind[0], seed, parts["train"][0][:BATCH])
                for velocity in optimizer.variables[2:]:
                    velocity.assign(keras.ops.zeros_like(velocity))
                optimizer.learning_rate.assign(rate)
                fit = model.fit(
                    *parts["train"], batch_size=BATCH, epochs=EPOCHS, verbose=0
                )
                x, y = parts["test"]
                answers = keras.ops.convert_to_numpy(model(x, training=False))
                right = np.mean(answers.argmax(axis=1) == y)
                start = part, *kind, rate, seed
                losses = np.nan_to_num(fit.history["loss"], nan=np.inf)
                ends = [""] * (EPOCHS - 1) + [f"{right:.3f}"]
                return [
                    (*start, epoch + 1, f"{losses[epoch]:.4f}", ends[epoch])
                    for epoch in range(EPOCHS)
                ]

            tried = {
                rate: [train("search", rate, seed) for seed in SEARCH] for rate in RATES
            }
            for runs in tried.values():
                for run in runs:
                    yield from run
            best = min(
                RATES, key=lambda r: np.mean([float(t[-1][6]) for t in tried[r]])
            )
            chosen[name, depth] = best
            for seed in RACE:
                yield from train("race", best, seed)
            for seed in AGAIN if name in TO_REPEAT else ():
                yield from train("again", best, seed)
            if name in TO_REPEAT and depth == 20:
                for seed in AGAIN:
                    yield from train("at ten's rate", chosen[name, 10], seed)


def main() -> None:
    """Write the file."""
    tf.config.experimental.enable_op_determinism()
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    (x, y), (x_test, y_test) = cb.data.fashion_mnist()
    x, y = x[:PICTURES, ..., None], y[:PICTURES]
    mean, deviation = np.float32(x.mean()), np.float32(x.std())
    parts = {
        "train": ((x - mean) / deviation, y),
        "test": ((x_test[..., None] - mean) / deviation, y_test),
    }
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.deep_networks\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in races(parts):
            writer.writerow(row)
            if row[5] == EPOCHS:
                file.flush()
                print(*row, flush=True)


if __name__ == "__main__":
    main()
