"""Train LeNet-5, and a dense network as large, for twenty epochs.

    python -m benchmarks.lenet_training

Each learns at its own best rate, which `benchmarks.lenet_tuning` has found. Writes
``chapters/data/lenet_training.csv``, a row for each network, seed and epoch, in about
three minutes on two cores.
"""

from __future__ import annotations

import csv
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

import cnnbook as cb
from benchmarks import lenet_tuning

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/lenet_training.csv"
SEEDS = 0, 1, 2
EPOCHS = 20
COLUMNS = ["network", "seed", "epoch", "train", "validation", "train_loss"]
COLUMNS += ["validation_loss"]
NETWORKS = {name: lenet_tuning.NETWORKS[name] for name in ("LeNet-5", "dense")}


def best_rate(network: str) -> float:
    """Return the rate at which a network raced."""
    with lenet_tuning.CSV_FILE.open(encoding="utf-8") as file:
        next(file)
        rows = list(csv.DictReader(file))
    raced = (r for r in rows if (r["part"], r["network"]) == ("race", network))
    return float(next(raced)["rate"])


class Scores(keras.callbacks.Callback):
    """Score the training and the validation pictures after each epoch."""

    def __init__(self, *splits: tuple) -> None:
        super().__init__()
        self.splits = splits
        self.rows: list[list] = []

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        """Write down both accuracies, then both losses."""
        results = [
            self.model.evaluate(*split, batch_size=1000, verbose=0)
            for split in self.splits
        ]
        scores = [accuracy for _, accuracy in results] + [loss for loss, _ in results]
        self.rows.append([epoch + 1, *(f"{score:.4f}" for score in scores)])


def write(rows: list[list]) -> None:
    """Write what there is so far."""
    CSV_FILE.parent.mkdir(exist_ok=True)
    with CSV_FILE.open("w", encoding="utf-8", newline="") as file:
        file.write("# python -m benchmarks.lenet_training\n")
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def main() -> None:
    """Train everything and write the file."""
    tf.config.experimental.enable_op_determinism()
    (bytes_, labels), _ = cb.data.fashion_mnist()
    pictures = bytes_[..., None] / np.float32(255)
    train = pictures[:4000], labels[:4000]
    validation = pictures[4000:], labels[4000:]
    rows = []
    for name, build in NETWORKS.items():
        for seed in SEEDS:
            keras.utils.set_random_seed(seed)
            network = build()
            network.compile(
                keras.optimizers.Adam(best_rate(name)),
                "sparse_categorical_crossentropy",
                metrics=["accuracy"],
            )
            scores = Scores(train, validation)
            network.fit(
                *train, batch_size=50, epochs=EPOCHS, verbose=0, callbacks=[scores]
            )
            rows += [[name, seed, *row] for row in scores.rows]
            write(rows)
            print(name, seed, *scores.rows[-1], flush=True)


if __name__ == "__main__":
    main()
