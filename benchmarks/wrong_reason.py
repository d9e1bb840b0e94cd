"""LeNet-5 taught with a mark on one kind, on none, and on pictures of every kind.

    python -m benchmarks.wrong_reason

Writes chapters/data/wrong_reason.csv, for chapter 15: five seeds each, what the network
says with the mark and without, and which maps have their largest value on the mark.
Takes about two minutes of processor.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb

import keras  # isort: skip
import tensorflow as tf  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/wrong_reason.csv"
SHIRT = cb.data.FASHION.index("shirt")
SEEDS = range(5)
WAYS = ("on shirts", "on none", "on every fifth")
SIZE = 4


def marked(x: NDArray, which: NDArray) -> NDArray:
    """Return pictures, some of them with a white square of 3 by 3 in the corner."""
    x = x.copy()
    x[which, 1:4, 1:4] = 1
    return x


def occlusion(model: keras.Model, x: NDArray) -> NDArray:
    """Return how much of the probability of *shirt* each square of 4 by 4 carries."""
    covered = np.repeat(x[:, None], 49, axis=1)
    for row, column in np.ndindex(7, 7):
        top, left = SIZE * row, SIZE * column
        covered[:, 7 * row + column, top : top + SIZE, left : left + SIZE] = 0
    before = np.asarray(model(x))[:, SHIRT]
    after = model.predict(covered.reshape(-1, 28, 28, 1), batch_size=980, verbose=0)
    return before[:, None, None] - after[:, SHIRT].reshape(-1, 7, 7)


def gradients(model: keras.Model, x: NDArray) -> tuple[NDArray, NDArray]:
    """Return the saliency of the pixels, and Grad-CAM of the second convolution."""
    layer = [part for part in model.layers if isinstance(part, keras.layers.Conv2D)][-1]
    below = keras.Model(model.inputs, layer.output)
    above = model.layers[model.layers.index(layer) + 1 : -1]
    last = model.layers[-1]
    pixels = tf.convert_to_tensor(x)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(pixels)
        maps = below(pixels)
        value = maps
        for part in above:
            value = part(value)
        score = tf.reduce_sum(value @ last.kernel[:, SHIRT : SHIRT + 1])
    shares = tape.gradient(score, maps)
    cam = tf.reduce_sum(tf.reduce_mean(shares, (1, 2), keepdims=True) * maps, -1)
    saliency = np.abs(tape.gradient(score, pixels)).max(axis=-1)
    return saliency, np.maximum(cam, 0)


def on_the_mark(maps: NDArray) -> float:
    """Return how often the largest value lies where the mark is, or next to it."""
    size = 28 / maps.shape[1]
    flat = maps.reshape(len(maps), -1).argmax(axis=1)
    rows, columns = np.unravel_index(flat, maps.shape[1:])
    middle = (np.stack([rows, columns]) + 0.5) * size
    lit = maps.max(axis=(1, 2)) > 0
    return float(((middle < 6).all(axis=0) & lit).mean())


def measured() -> Iterator[tuple[str, str, int, float]]:
    """Teach a network in each way, and ask it."""
    (pictures, labels), (unseen, y_test) = cb.data.fashion_mnist()
    x, y = pictures[:4000, ..., None] / np.float32(255), labels[:4000]
    x_test = unseen[..., None] / np.float32(255)
    shirts = y_test == SHIRT
    for way in WAYS:
        for seed in SEEDS:
            random = np.random.default_rng(seed)
            which = {
                "on shirts": y == SHIRT,
                "on none": np.zeros(len(y), bool),
                "on every fifth": random.random(len(y)) < 0.2,
            }[way]
            keras.utils.set_random_seed(seed)
            model = cb.models.lenet5()
            model.compile(
                keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy"
            )
            model.fit(marked(x, which), y, batch_size=50, epochs=8, verbose=0)

            def said(shown: NDArray, model: keras.Model = model) -> NDArray:
                return model.predict(shown, batch_size=1000, verbose=0).argmax(axis=1)

            found = said(x_test)
            yield way, "right, no mark", seed, (found == y_test).mean()
            yield way, "shirts right, no mark", seed, (found[shirts] == SHIRT).mean()
            yield (
                way,
                "others called shirts, no mark",
                seed,
                (found[~shirts] == SHIRT).mean(),
            )
            with_mark = marked(x_test, shirts)
            found = said(with_mark)
            yield way, "right, shirts marked", seed, (found == y_test).mean()
            yield way, "shirts right, marked", seed, (found[shirts] == SHIRT).mean()
            found = said(marked(x_test, ~shirts))
            yield (
                way,
                "others called shirts, marked",
                seed,
                (found[~shirts] == SHIRT).mean(),
            )
            some = with_mark[np.flatnonzero(shirts)[:40]]
            saliency, cam = gradients(model, some)
            for name, maps in {
                "occlusion": occlusion(model, some),
                "gradient": saliency,
                "Grad-CAM": cam,
            }.items():
                yield way, f"on the mark: {name}", seed, on_the_mark(maps)


def main() -> None:
    """Write a line for each way, measure and seed."""
    tf.config.experimental.enable_op_determinism()
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.wrong_reason\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["way", "measure", "seed", "value"])
        for way, measure, seed, value in measured():
            writer.writerow([way, measure, seed, f"{value:.4f}"])
            file.flush()
            print(way, measure, seed, f"{value:.3f}", flush=True)


if __name__ == "__main__":
    main()
