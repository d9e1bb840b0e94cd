"""Train the small network of appendix B at seven learning rates, from three seeds each.

    python -m benchmarks.learning_rates

One rate is tried with few pictures as well. Every training takes 640 steps. Writes
``chapters/data/learning_rates.csv``, a row after each 80 steps, in about two minutes on
two cores.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

import cnnbook as cb

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/learning_rates.csv"
RATES = 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 2.0
FEW, RATE_OF_FEW = 200, 0.1
SEEDS = 0, 1, 2
BATCH, STEPS, MARK = 50, 640, 80
COLUMNS = (
    *("rate", "pictures", "seed", "epoch"),
    *("train_loss", "validation_loss", "validation", "open"),
)


def small_cnn():
    """Build the network of the appendix."""
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


def train(rate: float, pictures: int, seed: int, parts: list) -> tuple[dict, float]:
    """Train a new network; return its history, and which share of its ReLUs is open."""
    import keras

    (x_train, y_train), validation = parts
    keras.utils.set_random_seed(seed)
    network = small_cnn()
    network.compile(
        keras.optimizers.SGD(rate),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = network.fit(
        x_train[:pictures],
        y_train[:pictures],
        batch_size=BATCH,
        epochs=STEPS * BATCH // pictures,
        validation_data=validation,
        verbose=0,
    ).history
    value = validation[0]
    for layer in network.layers[:4]:  # both blocks
        value = layer(value)
    return history, float(np.mean(keras.ops.convert_to_numpy(value) > 0))


def main() -> None:
    """Train everything and write the file."""
    import tensorflow as tf

    tf.config.experimental.enable_op_determinism()
    (pictures, labels), _ = cb.data.fashion_mnist()
    x = pictures[..., None].astype("float32") / 255
    parts = [(x[:4000], labels[:4000]), (x[4000:], labels[4000:])]
    rows = []
    for rate, count in [*((rate, 4000) for rate in RATES), (RATE_OF_FEW, FEW)]:
        every = MARK * BATCH // count  # epochs from one row to the next
        for seed in SEEDS:
            history, gates = train(rate, count, seed, parts)
            names = "loss", "val_loss", "val_accuracy"
            epochs = enumerate(zip(*(history[n] for n in names), strict=True), 1)
            for epoch, values in list(epochs)[every - 1 :: every]:
                told = [f"{value:.4f}" for value in (*values, gates)]
                rows.append([rate, count, seed, epoch, *told])
            print(*rows[-1], flush=True)
    with CSV_FILE.open("w", encoding="utf-8", newline="") as file:
        file.write("# python -m benchmarks.learning_rates\n")
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()
