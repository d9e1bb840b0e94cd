"""Where four kinds of maps look, with learnt weights and with random ones.

    python -m benchmarks.maps

Writes chapters/data/maps.csv, for chapter 15. Four photographs of different kinds stand
in a square of 320 by 320 pixels, so it is known in which quarter the answer lies. Three
heads, four squares each: the share of a map that lies in the right quarter, and how its
order of places agrees with that of the learnt network's map. Takes about two minutes
of processor.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb
from benchmarks.photo_heads import KINDS, features, learnt_head, photo

import keras  # isort: skip
import tensorflow as tf  # isort: skip
from keras import layers  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/maps.csv"
DRAWS = range(3)
SQUARES = 4
SIZE = 320
COVER = 80
Row = tuple[str, str, str, int, float]


@tf.custom_gradient  # type: ignore[untyped-decorator]
def guided(x: Any) -> Any:
    """Cut off below 0 and above 6; let only positive gradients back."""
    y = tf.nn.relu6(x)
    return y, lambda back: tf.where((x > 0) & (x < 6) & (back > 0), back, 0.0)


def with_guided_relus(model: keras.Model) -> keras.Model:
    """Return the same network with other gradients."""

    def cloned(layer: layers.Layer) -> layers.Layer:
        if isinstance(layer, layers.ReLU):
            return layers.Lambda(guided, name=layer.name)
        return layer.__class__.from_config(layer.get_config())

    copy = keras.models.clone_model(model, clone_function=cloned)
    copy.set_weights(model.get_weights())
    return copy


def squares(
    head: keras.Model, names: list[str], labels: NDArray, base: keras.Model, draw: int
) -> tuple[NDArray, NDArray, NDArray]:
    """Return pictures of four photographs, a kind for each, and its quarter."""
    random = np.random.default_rng(draw)
    x = np.stack([photo(name) for name in names])
    said = np.asarray(keras.ops.softmax(head(features(base, names))))
    sure = (said.argmax(axis=1) == labels) & (said.max(axis=1) > 0.8)
    made, asked, where = [], [], []
    for _ in range(SQUARES):
        kinds = random.permutation(len(KINDS))[:4]
        four = [x[random.choice(np.flatnonzero(sure & (labels == k)))] for k in kinds]
        made.append(np.vstack([np.hstack(four[:2]), np.hstack(four[2:])]))
        quarter = int(random.integers(4))
        asked.append(kinds[quarter])
        where.append(quarter)
    return np.stack(made), np.array(asked), np.array(where)


def differentiated(
    model: keras.Model, x: NDArray, asked: NDArray, weights: NDArray
) -> tuple[NDArray, NDArray]:
    """Return the saliency of the pixels and Grad-CAM."""
    pixels = tf.convert_to_tensor(x)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(pixels)
        maps = model(pixels, training=False)
        logits = tf.reduce_mean(maps, axis=(1, 2)) @ weights
        score = tf.reduce_sum(logits * tf.one_hot(asked, len(KINDS)))
    shares = tape.gradient(score, maps).numpy().mean(axis=(1, 2), keepdims=True)
    cam = np.maximum((shares * maps.numpy()).sum(axis=-1), 0)
    return np.abs(tape.gradient(score, pixels)).max(axis=-1), cam


def covered_features(model: keras.Model, x: NDArray) -> NDArray:
    """Return the means of the maps: of the whole, then with a grey square on it."""
    places = SIZE // COVER
    found = []
    for one in x:
        some = np.repeat(one[None], places**2 + 1, axis=0)
        for row, column in np.ndindex(places, places):
            rows, columns = (slice(COVER * n, COVER * (n + 1)) for n in (row, column))
            some[1 + places * row + column, rows, columns] = 0
        found.append(np.asarray(model(some, training=False)).mean(axis=(1, 2)))
    return np.stack(found)


def occlusion(covered: NDArray, asked: NDArray, weights: NDArray) -> NDArray:
    """Return by how much the score falls where the square lies."""
    logits = covered @ weights
    score = np.take_along_axis(logits, asked[:, None, None], axis=2)[..., 0]
    places = SIZE // COVER
    return np.maximum(score[:, :1] - score[:, 1:], 0).reshape(-1, places, places)


def edges(x: NDArray) -> NDArray:
    """Return the steps between neighbouring pixels: a map that asks no network."""
    grey = x.mean(axis=-1)
    down = np.abs(np.diff(grey, axis=1, append=grey[:, -1:]))
    return down + np.abs(np.diff(grey, axis=2, append=grey[:, :, -1:]))


def in_quarter(maps: NDArray, where: NDArray) -> float:
    """Return the share of the maps that lies in the right quarter."""
    half = maps.shape[1] // 2
    parts = maps.reshape(-1, 2, half, 2, half).sum(axis=(2, 4)).reshape(-1, 4)
    lit = parts.sum(axis=1) > 0
    shares = parts[lit] / parts[lit].sum(axis=1, keepdims=True)
    return float(shares[np.arange(lit.sum()), where[lit]].mean())


def ranks(values: NDArray) -> NDArray:
    """Return the place of each value in their order; equal ones share theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[place]


def agreement(maps: NDArray, others: NDArray) -> float:
    """Return the mean rank correlation, after averaging down to 40 by 40 places."""
    found = []
    for one, other in zip(maps, others, strict=True):
        side = max(len(one) // 40, 1)
        few = [
            ranks(
                m.reshape(len(m) // side, side, len(m) // side, side).mean(axis=(1, 3))
            ).ravel()
            for m in (one, other)
        ]
        if min(part.std() for part in few) > 0:
            found.append(np.corrcoef(few)[0, 1])
    return float(np.mean(found)) if found else 0.0


def randomised(model: keras.Model, first: int, x: NDArray, seed: int) -> keras.Model:
    """Return a copy whose layers from this number on are random, averages set anew."""
    keras.utils.set_random_seed(seed)
    copy = cb.models.mobilenet(weights=None, size=SIZE)
    for number, (mine, theirs) in enumerate(
        zip(copy.layers, model.layers, strict=True)
    ):
        mine.trainable = number >= first
        if number < first:
            mine.set_weights(theirs.get_weights())
        elif isinstance(mine, layers.BatchNormalization):
            mine.momentum = 0.0
    copy(x, training=True)
    return copy


def measured() -> Iterator[Row]:
    """Make all maps with all weights."""
    small, base = cb.models.mobilenet(), cb.models.mobilenet(size=SIZE)
    names_of = [layer.name for layer in base.layers]
    block_14 = names_of.index("block_14_expand")
    for draw in DRAWS:
        head, names, labels = learnt_head(small, draw)
        learnt = head.get_weights()[0]
        x, asked, where = squares(head, names, labels, small, draw)
        random = np.random.default_rng(draw)
        other = random.normal(0, learnt.std(), learnt.shape).astype("float32")
        covered = covered_features(base, x)
        states = {
            "learnt": (base, learnt),
            "random head": (base, other),
            "random from block 14": (randomised(base, block_14, x, draw), other),
            "all random": (randomised(base, 0, x, draw), other),
        }
        first: dict[str, NDArray] = {}
        for state, (model, weights) in states.items():
            saliency, cam = differentiated(model, x, asked, weights)
            clone = with_guided_relus(model)
            made = {
                "edges": edges(x),
                "gradient": saliency,
                "guided gradient": differentiated(clone, x, asked, weights)[0],
                "Grad-CAM": cam,
            }
            if model is base:
                made["occlusion"] = occlusion(covered, asked, weights)
            for way, maps in made.items():
                first.setdefault(way, maps)
                yield way, state, "in quarter", draw, in_quarter(maps, where)
                alike = agreement(first[way], maps)
                yield way, state, "agreement", draw, alike


def main() -> None:
    """Write a line for each kind of map, weights, measure and draw."""
    tf.config.experimental.enable_op_determinism()
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.maps\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["way", "weights", "measure", "draw", "value"])
        for way, weights, measure, draw, value in measured():
            writer.writerow([way, weights, measure, draw, f"{value:.4f}"])
            file.flush()
            print(way, weights, measure, draw, f"{value:.3f}", flush=True)


if __name__ == "__main__":
    main()
