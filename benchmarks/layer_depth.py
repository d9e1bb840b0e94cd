"""Probe MobileNet at several depths, on a near task and on a far one.

    python -m benchmarks.layer_depth

Writes chapters/data/layer_depth.csv, which chapter 10 draws. The near task is four
kinds of photographs, ten of each; the far one is Fashion-MNIST, twenty pictures of each
of ten kinds. Beside the embedded weights there are five random bases, each for four of
the twenty draws, and the heads learn at three rates. Takes about three minutes on two
cores.
"""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb

import keras  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/layer_depth.csv"
PHOTO_KINDS = ("animal", "building", "fish", "tool")
LAYERS = (
    "Conv1_relu",
    "expanded_conv_project_BN",
    "block_2_add",
    "block_5_add",
    "block_6_expand_relu",
    "block_9_add",
    "block_12_add",
    "block_13_expand_relu",
    "block_15_add",
    "block_16_project_BN",
    "out_relu",
)
DRAWS = 20
RATES = 0.03, 0.1, 0.3
BASES = {"embedded": 1, "random": 5}
"""How many bases there are with such weights; the draws take turns."""


def near() -> tuple[NDArray, NDArray]:
    """Return the photographs and their labels."""
    names = [cb.data.photo_names(kind) for kind in PHOTO_KINDS]
    photos = np.stack([cb.data.photo(name) for row in names for name in row])
    return photos, np.repeat(range(len(PHOTO_KINDS)), [len(row) for row in names])


def far() -> tuple[NDArray, NDArray]:
    """Return 90 pictures of clothes of each kind, enlarged, and their labels."""
    (x, y), _ = cb.data.fashion_mnist()
    kept = np.concatenate([np.flatnonzero(y == k)[:90] for k in range(10)])
    colour = np.repeat(x[kept][..., None], 3, axis=-1).astype("float32")
    return np.asarray(keras.ops.image.resize(colour, (96, 96))), y[kept]


def features(base: keras.Model, pictures: NDArray) -> list[NDArray]:
    """Return the pooled maps of every layer, for pictures from 0 to 255."""
    outputs = [base.get_layer(name).output for name in LAYERS]
    body = keras.Model(base.input, outputs)
    parts = [
        [
            np.asarray(maps).mean(axis=(1, 2))
            for maps in body(pictures[i : i + 30] / np.float32(127.5) - 1)
        ]
        for i in range(0, len(pictures), 30)
    ]
    return [np.concatenate(layer).astype(float) for layer in zip(*parts, strict=True)]


def accuracy(
    x: NDArray, y: NDArray, train: NDArray, test: NDArray, rate: float
) -> float:
    """Train a softmax head on standardised features; return its share of right ones."""
    mean, sd = x[train].mean(axis=0), x[train].std(axis=0)
    sd = np.where(sd > 0, sd, 1)
    known, unseen = (x[train] - mean) / sd, (x[test] - mean) / sd
    wanted = np.eye(y.max() + 1)[y[train]]
    weights, bias = np.zeros((x.shape[1], wanted.shape[1])), 0
    for _ in range(200):
        scores = known @ weights + bias
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (p / p.sum(axis=1, keepdims=True) - wanted) / len(train)
        weights = weights - rate * known.T @ error
        bias = bias - rate * error.sum(axis=0)
    return float(np.mean((unseen @ weights + bias).argmax(axis=1) == y[test]))


def main() -> None:
    """Write a line for each task, base, draw, layer and rate."""
    tasks = {"photographs": (*near(), 160, 10, 12), "clothes": (*far(), 96, 20, 50)}
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.layer_depth\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["task", "weights", "layer", "draw", "rate", "accuracy"])
        for task, (pictures, y, size, n_train, n_test) in tasks.items():
            for weights, bases in BASES.items():
                found = []
                for seed in range(1, bases + 1):
                    keras.utils.set_random_seed(seed)
                    base = cb.models.mobilenet(
                        "embedded" if weights == "embedded" else None, size
                    )
                    found.append(features(base, pictures))
                for draw in range(DRAWS):
                    shuffle = np.random.default_rng(draw)
                    rows = [
                        shuffle.permutation(np.flatnonzero(y == k))
                        for k in range(y.max() + 1)
                    ]
                    test = np.concatenate([row[:n_test] for row in rows])
                    train = np.concatenate(
                        [row[n_test : n_test + n_train] for row in rows]
                    )
                    layers = zip(LAYERS, found[draw % bases], strict=True)
                    for (layer, x), rate in product(layers, RATES):
                        score = f"{accuracy(x, y, train, test, rate):.4f}"
                        writer.writerow([task, weights, layer, draw, rate, score])
                print(task, weights, flush=True)


if __name__ == "__main__":
    main()
