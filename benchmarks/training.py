"""Time training, and beside it the forward passes that it can't do without.

python -m benchmarks.training
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

import cnnbook as cb
from benchmarks.measure import show
from benchmarks.record import Record, times

import keras  # isort: skip

ROUNDS = 5
EPOCHS = 8  # as in chapter 8


def medians(**calls: Callable[[], object]) -> dict[str, float]:
    """Return the median seconds of each call, in turn, after one of each."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for count in range(ROUNDS + 1):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            if count:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(row) for name, row in seconds.items()}


def lenet() -> tuple[int, dict[str, float]]:
    """Time chapter 8's training of LeNet-5, and as many forward passes."""
    (bytes_, labels), _ = cb.data.fashion_mnist()
    pictures, labels = bytes_[:4000, ..., None] / np.float32(255), labels[:4000]
    keras.utils.set_random_seed(0)
    network = cb.models.lenet5()
    network.compile("adam", "sparse_categorical_crossentropy")
    return len(pictures), medians(
        training=lambda: network.fit(
            pictures, labels, batch_size=50, epochs=EPOCHS, verbose=0
        ),
        forward=lambda: network.predict(pictures, batch_size=50, verbose=0),
    )


def new_head() -> tuple[int, dict[str, float]]:
    """Time a new head on MobileNet: features once, then 60 epochs of the head."""
    kinds = ("animal", "building", "fish", "tool")
    names = [name for kind in kinds for name in cb.data.photo_names(kind)[:10]]
    photos = np.stack([cb.data.photo(name) for name in names]).astype("float32")
    photos = photos / np.float32(127.5) - 1
    labels = np.repeat(range(4), 10)
    base = cb.models.mobilenet()

    def features() -> np.ndarray:
        maps = base.predict(photos, batch_size=40, verbose=0)
        return maps.mean(axis=(1, 2))

    known = features()
    head = keras.Sequential([keras.Input((1280,)), keras.layers.Dense(4)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    head.compile(keras.optimizers.Adam(1e-3), loss)

    def learn() -> None:
        features()
        head.fit(known, labels, batch_size=40, epochs=60, verbose=0)

    return len(photos), medians(training=learn, forward=features)


def main() -> None:
    """Time both."""
    record = Record("training")
    rows = []
    for name, run, passes in (
        (f"LeNet-5, {EPOCHS} epochs", lenet, EPOCHS),
        ("new head on MobileNet, features and 60 epochs", new_head, 1),
    ):
        count, seconds = run()
        bound = passes * seconds["forward"]
        ratio = seconds["training"] / bound
        training, least = show(seconds["training"]), show(bound)
        rate = f"{count / seconds['forward']:,.0f} a second"
        rows.append([name, f"{count:,}", training, least, times(ratio), rate])
        record.number(f"{run.__name__}_against_forward", ratio)
    header = ["what", "pictures", "training", "forward passes alone"]
    record.table("training", [*header, "ratio", "forward throughput"], rows)
    record.save()


if __name__ == "__main__":
    main()
