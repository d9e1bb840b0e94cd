"""Ask MobileNet with random weights what it makes of photographs: a control.

    python -m benchmarks.random_bases

Writes chapters/data/random_bases.csv, which chapter 9 compares with the trained
network: for each of five random bases and each layer, how often the most similar
photograph is of the same kind, how many channels are not idle, how many of them have
photographs of one kind only among the seven that excite them most, and how many of
these have the kind that is commonest there. Each base is asked twice: with the averages
that its normalisations begin with, 0 and 1, and with those of every sixth photograph.
Takes about two minutes on two cores.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

import cnnbook as cb

import keras  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/random_bases.csv"
WATCHED = {
    "bn_Conv1": "first",
    "block_1_expand_BN": "block 1",
    "block_3_expand_BN": "block 3",
    "block_6_expand_BN": "block 6",
    "block_10_expand_BN": "block 10",
    "block_13_expand_BN": "block 13",
    "Conv_1_bn": "last",
}
COLUMNS = (
    *("averages", "seed", "layer", "same_kind", "channels"),
    *("of_one_kind", "commonest", "of_commonest"),
)
SEEDS = range(5)
EXCITED = 7


def same_kind(features: NDArray, kinds: NDArray) -> float:
    """Return how often the most similar photograph is of the same kind."""
    spread = features.std(axis=0)
    features = features[:, spread > 1e-4 * spread.max()]
    features = features - features.mean(axis=0)
    features /= features.std(axis=0)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    similar = features @ features.T
    np.fill_diagonal(similar, -1)
    hit = kinds[similar.argmax(axis=1)] == kinds
    return float(np.mean([hit[kinds == kind].mean() for kind in set(kinds)]))


def of_one_kind(strongest: NDArray, kinds: NDArray) -> tuple[int, int, str, int]:
    """Count channels: not idle, excited by one kind, and by the commonest such kind."""
    spread = strongest.std(axis=0)
    strongest = strongest[:, spread > 1e-4 * spread.max()]
    best = kinds[np.argsort(-strongest, axis=0, kind="stable")[:EXCITED]]
    alike = Counter(best[0][(best == best[0]).all(axis=0)].tolist())
    commonest = alike.most_common(1) or [("", 0)]
    return strongest.shape[1], alike.total(), *commonest[0]


def set_averages(base: keras.Model, photos: NDArray) -> None:
    """Give each normalisation the means and variances that it has on photographs."""
    for layer in base.layers:
        if hasattr(layer, "moving_mean"):
            layer.momentum = 0.0
    base(photos, training=True)


def measured(base: keras.Model, x: NDArray, kinds: NDArray) -> Iterator[list]:
    """Yield what one base makes of photographs, layer by layer."""
    outputs = [base.get_layer(name).output for name in WATCHED]
    watch = keras.Model(base.input, outputs)
    mean: list[list[NDArray]] = [[] for _ in WATCHED]
    most: list[list[NDArray]] = [[] for _ in WATCHED]
    for batch in np.split(x, 6):
        for i, maps in enumerate(watch(batch, training=False)):
            flat = np.asarray(maps)
            mean[i].append(flat.mean(axis=(1, 2)))
            most[i].append(flat.max(axis=(1, 2)))
    for i, label in enumerate(WATCHED.values()):
        share = same_kind(np.concatenate(mean[i]), kinds)
        counts = of_one_kind(np.concatenate(most[i]), kinds)
        yield [label, f"{share:.4f}", *counts]


def main() -> None:
    """Write a line for each base, state of its averages, and layer."""
    tf.config.experimental.enable_op_determinism()
    names = cb.data.photo_names()
    x = np.stack([cb.data.photo(name) for name in names]).astype("float32") / 127.5 - 1
    kinds = np.array([name.split("_")[0] for name in names])
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.random_bases\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for seed in SEEDS:
            keras.utils.set_random_seed(seed)
            base = cb.models.mobilenet(weights=None)
            for averages in ("0 and 1", "set"):
                if averages == "set":
                    set_averages(base, x[::6])
                for row in measured(base, x, kinds):
                    writer.writerow([averages, seed, *row])
                print(averages, seed, *row, flush=True)


if __name__ == "__main__":
    main()
