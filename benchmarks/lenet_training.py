"""Train LeNet-5 in four versions, and a dense network as large.

    python -m benchmarks.lenet_training

Writes ``chapters/data/lenet_training.csv``, which chapter 8 draws: a row for each
network, seed and epoch. Two networks train for 20 epochs, the others for 10; it takes
about four minutes on two cores.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import keras
import tensorflow as tf

import cnnbook as cb

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/lenet_training.csv"
SEEDS = 0, 1, 2
EPOCHS = {"dense": 20, "lenet relu max": 20}
COLUMNS = ["network", "seed", "epoch", "train", "validation", "train_loss"]
COLUMNS += ["validation_loss"]


def networks() -> dict[str, Callable[[], keras.Model]]:
    """Return what builds each network, by the name it has in the file."""
    lenets = {
        f"lenet {activation} {pooling}": lambda a=activation, p=pooling: (
            cb.models.lenet5(activation=a, pooling=p)
        )
        for activation, pooling in [
            ("relu", "max"),
            ("relu", "average"),
            ("tanh", "max"),
            ("tanh", "average"),
        ]
    }
    return {"dense": cb.models.dense_net, **lenets}


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
    pictures = bytes_[..., None] / 255
    train = pictures[:4000], labels[:4000]
    validation = pictures[4000:], labels[4000:]
    rows = []
    for name, build in networks().items():
        for seed in SEEDS:
            keras.utils.set_random_seed(seed)
            network = build()
            network.compile(
                keras.optimizers.Adam(0.002),
                "sparse_categorical_crossentropy",
                metrics=["accuracy"],
            )
            scores = Scores(train, validation)
            epochs = EPOCHS.get(name, 10)
            network.fit(
                *train, batch_size=50, epochs=epochs, verbose=0, callbacks=[scores]
            )
            rows += [[name, seed, *row] for row in scores.rows]
            write(rows)
            print(name, seed, *scores.rows[-1], flush=True)


if __name__ == "__main__":
    main()
