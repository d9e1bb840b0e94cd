"""Scenes of which the truth is known, and the detector of chapter 12, as a module."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

import cnnbook as cb

import keras  # isort: skip
from keras import layers  # isort: skip

BACKGROUND = 3
CODES = [cb.data.FASHION.index(kind) for kind in ("trousers", "bag", "ankle boot")]
GRID = 4 * np.moveaxis(np.mgrid[:34, :34], 0, -1)
LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

Clothes = tuple[NDArray, NDArray]
Scenes = tuple[NDArray, NDArray, NDArray]


def grounds() -> NDArray:
    """Return the darkened photographs of buildings."""
    names = cb.data.photo_names("building")
    return np.stack([0.6 * cb.data.photo(name, grey=True) for name in names])


def compose(clothes: Clothes, ground: NDArray, random: np.random.Generator) -> Any:
    """Return a scene with five things, their corners, and their kinds."""
    scene = random.choice(ground).copy()
    corners: list[NDArray] = []
    found: list[int] = []
    pictures, codes_of = clothes
    while len(corners) < 5:
        corner = random.integers(0, 160 - 28 + 1, 2)
        if any(abs(corner - other).max() < 28 for other in corners):
            continue
        which = random.choice(np.flatnonzero(np.isin(codes_of, CODES)))
        top, left = corner
        window = scene[top : top + 28, left : left + 28]
        thing = pictures[which] / 255
        window[thing > 0] = thing[thing > 0]
        corners.append(corner)
        found.append(CODES.index(codes_of[which]))
    return scene, np.array(corners), np.array(found)


def several(number: int, clothes: Clothes, ground: NDArray, seed: int) -> Scenes:
    """Return some scenes, with the corners and kinds of their things."""
    random = np.random.default_rng(seed)
    made = [compose(clothes, ground, random) for _ in range(number)]
    scenes, corners, found = (np.stack(part) for part in zip(*made, strict=True))
    return scenes.astype("float32"), corners, found


def one_thing(
    number: int, clothes: Clothes, ground: NDArray, seed: int
) -> tuple[NDArray, NDArray]:
    """Return windows with a thing of its own size in each, and its box."""
    random = np.random.default_rng(seed)
    pictures, codes_of = clothes
    windows, boxes = [], []
    for _ in range(number):
        top, left = random.integers(0, 160 - 28 + 1, 2)
        window = random.choice(ground)[top : top + 28, left : left + 28].copy()
        thing = pictures[random.choice(np.flatnonzero(np.isin(codes_of, CODES)))]
        thing = thing[thing.any(axis=1)][:, thing.any(axis=0)] / 255
        height, width = random.integers(14, 29, 2)
        rows = np.arange(height) * thing.shape[0] // height
        columns = np.arange(width) * thing.shape[1] // width
        thing = thing[rows][:, columns]
        top = random.integers(0, 28 - height + 1)
        left = random.integers(0, 28 - width + 1)
        part = window[top : top + height, left : left + width]
        part[thing > 0] = thing[thing > 0]
        windows.append(window)
        boxes.append((top, left, top + height, left + width))
    return np.stack(windows).astype("float32"), np.array(boxes)


def label(corners: NDArray, found: NDArray) -> NDArray:
    """Say what each of the 34×34 windows shows; −1 is neither."""
    off = abs(GRID[:, :, None] - corners).max(axis=3)
    nearest = off.min(axis=2)
    shows = np.where(nearest <= 4, found[off.argmin(axis=2)], BACKGROUND)
    return np.where((nearest > 4) & (nearest < 12), -1, shows)


def network(outputs: int) -> keras.Model:
    """Build the chapter's small network for windows of 28 by 28."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(12, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(24, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(48, activation="relu"),
            layers.Dense(outputs),
        ]
    )


def teach(
    model: keras.Model,
    scenes: NDArray,
    shows: NDArray,
    chosen: NDArray,
    epochs: int,
    rate: float,
) -> None:
    """Train on the windows of these numbers, with ever smaller steps."""
    windows = sliding_window_view(scenes, (28, 28), axis=(1, 2))[:, ::4, ::4]
    inputs = windows[np.unravel_index(chosen, shows.shape)][..., None]
    steps = epochs * -(-len(chosen) // 50)
    slower = keras.optimizers.schedules.CosineDecay(rate, steps)
    model.compile(keras.optimizers.Adam(slower), LOSS)
    fit = {"batch_size": 50, "epochs": epochs, "verbose": 0}
    model.fit(inputs, shows.reshape(-1)[chosen], **fit)


def scan(model: keras.Model, scenes: NDArray) -> NDArray:
    """Return the probabilities of every window of every scene, in one pass."""
    whole = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(12, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(24, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(48, 4, activation="relu"),
            layers.Conv2D(4, 1),
        ]
    )
    numbers = model.get_weights()
    numbers[4] = numbers[4].reshape(4, 4, 24, 48)
    numbers[6] = numbers[6].reshape(1, 1, 48, 4)
    whole.set_weights(numbers)
    return np.asarray(keras.ops.softmax(whole(scenes[..., None])))


def iou(a: NDArray, b: NDArray) -> float:
    """Return the intersection over union of two boxes."""
    height = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    width = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return float(height * width / (sum(areas) - height * width))


def detect(maps: NDArray, by_kind: bool) -> tuple[NDArray, NDArray, NDArray]:
    """Return boxes, confidences and kinds, after suppression."""
    corners = GRID.reshape(-1, 2)
    boxes = np.concatenate([corners, corners + 28], axis=-1)
    scores = maps[..., :BACKGROUND].reshape(-1, BACKGROUND)
    sure, kind = scores.max(axis=1), scores.argmax(axis=1)
    kept: list[int] = []
    for number in np.argsort(-sure, kind="stable"):
        if sure[number] < 0.5:
            break
        rivals = [k for k in kept if not by_kind or kind[k] == kind[number]]
        if all(iou(boxes[number], boxes[k]) <= 0.3 for k in rivals):
            kept.append(int(number))
    return boxes[kept], sure[kept], kind[kept]


def judged(maps: NDArray, truth: Scenes, by_kind: bool) -> tuple[NDArray, NDArray]:
    """Return the confidence of every box of all scenes, and whether it is a hit."""
    sure: list[float] = []
    hit: list[bool] = []
    for of_scene, corners, kinds in zip(maps, *truth[1:], strict=True):
        true_boxes = np.concatenate([corners, corners + 28], axis=-1)
        free = list(range(len(true_boxes)))
        for box, score, kind in zip(*detect(of_scene, by_kind), strict=True):
            fits = [
                t for t in free if kinds[t] == kind and iou(box, true_boxes[t]) > 0.5
            ]
            free = [t for t in free if t not in fits[:1]]
            sure.append(score)
            hit.append(bool(fits))
    order = np.argsort(-np.array(sure), kind="stable")
    return np.array(sure)[order], np.array(hit)[order]
