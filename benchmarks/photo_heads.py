"""Chapter 12's head on MobileNet, with other photographs to learn from in each draw."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb

import keras  # isort: skip

KINDS = ["animal", "building", "energy", "fish", "tool"]
LEARN = 12
LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
_FEATURES: dict[str, NDArray] = {}


def ordered(draw: int) -> tuple[list[str], NDArray]:
    """Return the photographs' names, each kind shuffled, and their kinds."""
    random = np.random.default_rng(draw)
    names = np.concatenate(
        [random.permutation(cb.data.photo_names(kind)) for kind in KINDS]
    ).tolist()
    return names, np.array([KINDS.index(name.split("_")[0]) for name in names])


@functools.cache
def photo(name: str) -> NDArray:
    """Return a photograph as MobileNet wants it."""
    return cb.data.photo(name).astype("float32") / np.float32(127.5) - 1


def features(base: keras.Model, names: list[str]) -> NDArray:
    """Return 1,280 means for each photograph, computed once."""
    if not _FEATURES:
        known = [name for kind in KINDS for name in cb.data.photo_names(kind)]
        made = base.predict(np.stack([photo(name) for name in known]), verbose=0)
        _FEATURES.update(zip(known, made.mean(axis=(1, 2)), strict=True))
    return np.stack([_FEATURES[name] for name in names])


def learnt_head(base: keras.Model, draw: int) -> tuple[keras.Model, list[str], NDArray]:
    """Return a head that has seen twelve of each kind, and the other photographs."""
    names, labels = ordered(draw)
    firsts = [np.flatnonzero(labels == k)[:LEARN] for k in range(len(KINDS))]
    learn = np.isin(np.arange(len(names)), firsts)
    found = features(base, names)
    keras.utils.set_random_seed(draw)
    head = keras.Sequential([keras.Input((1280,)), keras.layers.Dense(len(KINDS))])
    head.compile(keras.optimizers.Adam(0.003), LOSS)
    head.fit(found[learn], labels[learn], 60, epochs=60, verbose=0)
    left = [name for name, learns in zip(names, learn, strict=True) if not learns]
    return head, left, labels[~learn]
