"""Five draws of what chapter 12 shows once: confidence, mining, and boxes.

    python -m benchmarks.vision

Writes chapters/data/vision.csv. `confidence`: five ways to share out the photographs.
`mining`: five sets of scenes and five networks, with suppression among all kinds and
kind by kind. `boxes`: five networks that say where in its window a thing is. Takes
about three minutes on two cores.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb
from benchmarks import scenes

import keras  # isort: skip
import tensorflow as tf  # isort: skip
from keras import layers  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/vision.csv"
KINDS = ["animal", "building", "energy", "fish", "tool"]
DRAWS = range(5)
Row = tuple[str, int, dict[str, float]]


def softmax(z: NDArray) -> NDArray:
    """Return probabilities."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def confidence() -> Iterator[Row]:
    """Train a head on twelve of each kind; how sure is it, and how often right."""
    base = cb.models.mobilenet()
    black = base(np.full((1, 160, 160, 3), -1, "float32"))
    dark = np.asarray(black).mean(axis=(1, 2))
    found: dict[str, NDArray] = {}
    for draw in DRAWS:
        random = np.random.default_rng(draw)
        names = np.concatenate(
            [random.permutation(cb.data.photo_names(kind)) for kind in KINDS]
        )
        if not found:
            photos = np.stack([cb.data.photo(name) for name in names])
            made = base.predict(photos / 127.5 - 1, verbose=0).mean(axis=(1, 2))
            found = dict(zip(names, made, strict=True))
        features = np.stack([found[name] for name in names])
        labels = np.array([KINDS.index(name.split("_")[0]) for name in names])
        firsts = [np.flatnonzero(labels == k)[:12] for k in range(5)]
        learn = np.isin(np.arange(len(names)), firsts)
        keras.utils.set_random_seed(draw)
        head = keras.Sequential([keras.Input((1280,)), layers.Dense(5)])
        head.compile(keras.optimizers.Adam(0.003), scenes.LOSS)
        head.fit(features[learn], labels[learn], 60, epochs=60, verbose=0)
        p = softmax(np.asarray(head(features[~learn])))
        right = p.argmax(axis=1) == labels[~learn]
        sure = p.max(axis=1) >= 0.95
        nothing = softmax(np.asarray(head(dark)))[0]
        values = {
            "right": right.mean(),
            "mean confidence": p.max(axis=1).mean(),
            "sure": sure.mean(),
            "right when sure": right[sure].mean(),
            "right when unsure": right[~sure].mean(),
            "surest mistake": p.max(axis=1)[~right].max(),
            "black: largest": nothing.max(),
            "black: animal": nothing[0],
        }
        yield "head", draw, values


def mining() -> Iterator[Row]:
    """Teach a detector, then give it more background: random, or hard."""
    train_clothes, test_clothes = cb.data.fashion_mnist()
    ground = scenes.grounds()
    for draw in DRAWS:
        train = scenes.several(120, train_clothes, ground[:32], seed=2 * draw + 1)
        test = scenes.several(40, test_clothes, ground[32:], seed=2 * draw + 2)
        shows = np.stack([scenes.label(*s) for s in zip(*train[1:], strict=True)])
        told = np.stack([scenes.label(*s) for s in zip(*test[1:], strict=True)])
        is_thing = (shows >= 0) & (shows < scenes.BACKGROUND)
        things = np.flatnonzero(is_thing)
        empty = np.flatnonzero(shows == scenes.BACKGROUND)
        keras.utils.set_random_seed(draw)
        model = scenes.network(4)
        random = np.random.default_rng(draw)
        some = random.choice(empty, len(things), replace=False)
        lesson = np.concatenate([things, some])
        scenes.teach(model, train[0], shows, lesson, epochs=4, rate=0.003)
        yield "first", draw, report(model, test, told)
        seen = scenes.scan(model, train[0])[..., scenes.BACKGROUND].reshape(-1)
        hard = np.flatnonzero((seen < 0.9) & (shows.reshape(-1) == scenes.BACKGROUND))
        nearby = np.stack(
            [
                abs(scenes.GRID[:, :, None] - c).max(axis=3).min(axis=2) < 28
                for c in train[1]
            ]
        ).reshape(-1)
        learnt = model.get_weights()
        for name, more in {"random": empty, "hard": hard}.items():
            model.set_weights(learnt)
            extra = random.choice(more, 3_000, replace=False)
            chosen = np.concatenate([lesson, extra])
            scenes.teach(model, train[0], shows, chosen, epochs=3, rate=0.001)
            values = report(model, test, told)
            yield name, draw, values | {"part of a thing": nearby[more].mean()}


def report(model: keras.Model, test: scenes.Scenes, told: NDArray) -> dict[str, float]:
    """Return precision and recall, for both ways to suppress."""
    maps = scenes.scan(model, test[0])
    empty = maps[told == scenes.BACKGROUND].argmax(axis=1) == scenes.BACKGROUND
    values = {"background right": float(empty.mean())}
    for way, by_kind in {"by kind": True, "among all": False}.items():
        sure, hit = scenes.judged(maps, test, by_kind)
        precisions = np.cumsum(hit) / np.arange(1, len(hit) + 1)
        recalls = np.cumsum(hit) / 200
        for least in (0.5, 0.9):
            kept = hit[sure >= least]
            values[f"precision from {least}, {way}"] = kept.mean()
            values[f"recall from {least}, {way}"] = kept.sum() / 200
        if recalls[-1] >= 0.9:
            at = np.argmax(recalls >= 0.9)
            values[f"precision at recall 0.9, {way}"] = precisions[at]
    return values


def boxes() -> Iterator[Row]:
    """Say where in its window a thing is: by the window, by the mean box, learnt."""
    train_clothes, test_clothes = cb.data.fashion_mnist()
    ground = scenes.grounds()
    for draw in DRAWS:
        x, box = scenes.one_thing(4_000, train_clothes, ground[:32], 2 * draw + 1)
        x_test, true = scenes.one_thing(400, test_clothes, ground[32:], 2 * draw + 2)
        keras.utils.set_random_seed(draw)
        model = scenes.network(4)
        model.compile(keras.optimizers.Adam(0.002), keras.losses.Huber())
        model.fit(x[..., None], encode(box), 50, epochs=8, verbose=0)
        said = {
            "window": np.tile([0, 0, 28, 28], (400, 1)),
            "mean box": np.tile(box.mean(axis=0), (400, 1)),
            "learnt": decode(np.asarray(model(x_test[..., None]))),
        }
        for name, found in said.items():
            fit = [scenes.iou(a, b) for a, b in zip(found, true, strict=True)]
            yield name, draw, {"mean IoU": float(np.mean(fit))}


def encode(box: NDArray) -> NDArray:
    """Return the shift of each box against its window, and its stretch."""
    top, left, bottom, right = np.asarray(box, float).T
    down, across = (top + bottom - 28) / 56, (left + right - 28) / 56
    return np.stack(
        [down, across, np.log((bottom - top) / 28), np.log((right - left) / 28)], axis=1
    )


def decode(numbers: NDArray) -> NDArray:
    """Return the boxes that four numbers each stand for."""
    centre, half = 14 + 28 * numbers[:, :2], 14 * np.exp(numbers[:, 2:])
    return np.concatenate([centre - half, centre + half], axis=1)


def main() -> None:
    """Write a line for each experiment, way, draw and measure."""
    tf.config.experimental.enable_op_determinism()
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.vision\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["experiment", "way", "draw", "measure", "value"])
        for experiment in (confidence, mining, boxes):
            for way, draw, values in experiment():
                for measure, value in values.items():
                    row = [experiment.__name__, way, draw, measure, f"{value:.4f}"]
                    writer.writerow(row)
                file.flush()
                told = [f"{name} {value:.3f}" for name, value in values.items()]
                print(experiment.__name__, way, draw, *told, flush=True)


if __name__ == "__main__":
    main()
