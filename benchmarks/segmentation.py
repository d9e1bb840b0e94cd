"""What skip connections bring to the small U-Net of chapter 14, in three draws.

    python -m benchmarks.segmentation

Writes chapters/data/segmentation.csv. A draw is new scenes and a new start of the
networks. `tuning`: four rates for each network, by the mean IoU on validation scenes,
in the first draw. `test`: three draws of each network at its best rate. Takes about
four minutes on two cores.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb
from benchmarks.scenes import CODES, LOSS, grounds

import keras  # isort: skip
import tensorflow as tf  # isort: skip
from keras import layers  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/segmentation.csv"
WIDTHS, SIDE, EPOCHS, BATCH = (8, 12, 16, 24), 48, 8, 10
RATES, DRAWS, TUNED_ON = (0.001, 0.003, 0.01, 0.03), range(3), range(1)
WAYS = ("fine skips", "coarse skips", "no skips")
WIDER = (11, 15, 21)
"""Filters of the way up without skips: 17,662 weights, for 17,616 with them."""
Crops = tuple[NDArray, NDArray]


def compose(clothes: Crops, ground: NDArray, random: np.random.Generator) -> tuple:
    """Return a scene of chapter 12, its labels, and the corners of its things."""
    scene = random.choice(ground).copy()
    labels = np.zeros(scene.shape, int)
    corners: list[NDArray] = []
    pictures, codes_of = clothes
    while len(corners) < 5:
        corner = random.integers(0, 160 - 28 + 1, 2)
        if any(abs(corner - other).max() < 28 for other in corners):
            continue
        which = random.choice(np.flatnonzero(np.isin(codes_of, CODES)))
        top, left = corner
        place = np.s_[top : top + 28, left : left + 28]
        thing = pictures[which] / 255
        scene[place][thing > 0] = thing[thing > 0]
        labels[place][thing > 0] = 1 + CODES.index(codes_of[which])
        corners.append(corner)
    return scene, labels, np.array(corners)


def crops(number: int, clothes: Crops, ground: NDArray, seed: int) -> Crops:
    """Return five pieces of each scene, one around each thing, and their labels."""
    random = np.random.default_rng(seed)
    pieces, truth = [], []
    for _ in range(number):
        scene, labels, corners = compose(clothes, ground, random)
        for corner in corners:
            low = np.maximum(corner + 28 - SIDE, 0)
            high = np.minimum(corner, 160 - SIDE)
            top, left = random.integers(low, high + 1)
            pieces.append(scene[top : top + SIDE, left : left + SIDE])
            truth.append(labels[top : top + SIDE, left : left + SIDE])
    return np.stack(pieces).astype("float32")[..., None], np.stack(truth)


def convolve(x, filters: int):
    """Add a convolution, batch normalisation and a ReLU."""
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))


def u_net(way: str = "fine skips") -> keras.Model:
    """Build a small U-Net, or one with another kind of skip connection, or none."""
    x = scene = keras.Input((SIDE, SIDE, 1))
    passed = []
    for filters in WIDTHS[:-1]:
        x = convolve(x, filters)
        passed.append(x)
        x = layers.MaxPooling2D(2)(x)
    x = convolve(x, WIDTHS[-1])
    for level in reversed(range(len(passed))):
        filters = (WIDER if way == "no skips" else WIDTHS)[level]
        x = layers.Conv2DTranspose(filters, 2, strides=2)(x)
        if way == "fine skips":
            x = layers.Concatenate()([x, passed[level]])
        if way == "coarse skips":
            f = 2 ** (len(passed) - level)  # as coarse as the bottom of the U
            blurred = layers.AveragePooling2D(f)(passed[level])
            x = layers.Concatenate()([x, layers.UpSampling2D(f)(blurred)])
        x = convolve(x, filters)
    return keras.Model(scene, layers.Conv2D(4, 1)(x))


def teach(model: keras.Model, train: Crops, rate: float) -> None:
    """Train with ever smaller steps."""
    steps = EPOCHS * -(-len(train[0]) // BATCH)
    slower = keras.optimizers.schedules.CosineDecay(rate, steps)
    model.compile(keras.optimizers.Adam(slower), LOSS)
    model.fit(*train, batch_size=BATCH, epochs=EPOCHS, verbose=0)


def near_an_edge(truth: NDArray) -> NDArray:
    """Return which pixels have a neighbour with another label."""
    near = np.zeros(truth.shape, bool)
    down, across = (np.diff(truth, axis=axis) != 0 for axis in (1, 2))
    near[:, 1:] |= down
    near[:, :-1] |= down
    near[:, :, 1:] |= across
    near[:, :, :-1] |= across
    return near


def report(model: keras.Model, crops: Crops) -> dict[str, float]:
    """Return IoU and Dice of each class, and where the wrong pixels lie."""
    scenes, truth = crops
    found = model.predict(scenes, batch_size=100, verbose=0).argmax(axis=-1)
    pairs = np.bincount((4 * truth + found).ravel(), minlength=16).reshape(4, 4)
    both, sizes = np.diag(pairs), pairs.sum(axis=0) + pairs.sum(axis=1)
    iou, dice = both / (sizes - both), 2 * both / sizes
    near, wrong = near_an_edge(truth), found != truth
    things, told = truth > 0, found > 0
    return {
        **{f"IoU {k}": value for k, value in enumerate(iou)},
        **{f"Dice {k}": value for k, value in enumerate(dice)},
        "mean IoU": iou[1:].mean(),
        "right": 1 - wrong.mean(),
        "near an edge": near.mean(),
        "wrong near an edge": wrong[near].mean(),
        "wrong elsewhere": wrong[~near].mean(),
        "IoU of things": (told & things).sum() / (told | things).sum(),
        "shape wrong near an edge": (told != things)[near].mean(),
        "shape wrong elsewhere": (told != things)[~near].mean(),
        "right kind": 1 - wrong[told & things].mean(),
    }


def main() -> None:
    """Write a line for each experiment, network, rate, draw and measure."""
    tf.config.experimental.enable_op_determinism()
    (pictures, codes), test_clothes = cb.data.fashion_mnist()
    ground = grounds()
    parts = {  # the scenes, the clothes and the buildings of each
        "train": (60, (pictures[:4_500], codes[:4_500]), ground[:26]),
        "validation": (20, (pictures[4_500:], codes[4_500:]), ground[26:32]),
        "test": (40, test_clothes, ground[32:]),
    }
    made = [
        {
            name: crops(*of, seed=3 * draw + place)
            for place, (name, of) in enumerate(parts.items())
        }
        for draw in DRAWS
    ]
    kept: dict[tuple, dict[str, float]] = {}

    def run(way: str, rate: float, draw: int) -> dict[str, float]:
        keras.utils.set_random_seed(draw)
        model = u_net(way)
        keras.utils.set_random_seed(draw)
        teach(model, made[draw]["train"], rate)
        kept[way, rate, draw] = report(model, made[draw]["test"])
        kept[way, rate, draw]["weights"] = model.count_params()
        return report(model, made[draw]["validation"])

    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.segmentation\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["experiment", "way", "rate", "draw", "measure", "value"])
        for way in WAYS:
            means = {}
            for rate in RATES:
                tried = [run(way, rate, draw)["mean IoU"] for draw in TUNED_ON]
                means[rate] = np.mean(tried)
                for draw, value in zip(TUNED_ON, tried, strict=True):
                    row = ["tuning", way, rate, draw, "mean IoU", f"{value:.4f}"]
                    writer.writerow(row)
                    print(*row, flush=True)
            best = max(means, key=lambda rate: means[rate])
            for draw in DRAWS:
                if (way, best, draw) not in kept:
                    run(way, best, draw)
                for measure, value in kept[way, best, draw].items():
                    text = f"{value:.4f}".removesuffix(".0000")
                    writer.writerow(["test", way, best, draw, measure, text])
                print(way, best, draw, kept[way, best, draw], flush=True)
            file.flush()


if __name__ == "__main__":
    main()
