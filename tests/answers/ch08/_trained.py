"""Weights of the answers that take long to train, kept so that the tests need not.

``KEEP_TRAINED=1 python -m benchmarks.answers fewer-parameters three-faults`` trains
those of which nothing is kept, and keeps what they have learnt; without the file it
trains all of them.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("trained.npz")
KEEP = "KEEP_TRAINED" in os.environ


def fit(name, model, images, labels, **settings):
    """Train a model, or give it the weights that it had when it was trained last.

    Parameters
    ----------
    name : str or None
        Under which its weights are kept; None finds one from the model, what it learns
        from and how, so that whatever changes there is trained anew.
    model, images, labels, **settings
        As for ``model.fit``.
    """
    name = name or _described(model, images, labels, settings)
    kept = _kept()
    own = sorted(key for key in kept if key.startswith(f"{name}/"))
    if own:
        model(images[:1])  # a subclass has no weights before
        model.set_weights([kept[key] for key in own])
        return
    model.fit(images, labels, **settings)
    if KEEP:
        for number, array in enumerate(model.get_weights()):
            kept[f"{name}/{number:02}"] = array.astype(np.float16)
        np.savez_compressed(FILE, **kept)


@cache
def _kept():
    return dict(np.load(FILE)) if FILE.exists() else {}


def _described(model, images, labels, settings):
    """Return a short text that differs wherever the training does."""
    layers = [
        (type(layer).__name__, getattr(layer, "activation", None))
        for layer in model.layers
    ]
    loss = model.loss if isinstance(model.loss, str) else type(model.loss).__name__
    optimizer = model.optimizer.get_config()
    optimizer.pop("name")  # which counts those that there were before
    parts = (
        [(kind, getattr(function, "__name__", "")) for kind, function in layers],
        [weights.shape for weights in model.get_weights()],
        optimizer,
        loss,
        sorted(settings.items()),
        np.shape(images),
    )
    digest = hashlib.sha1(repr(parts).encode())
    for array in (images, labels):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:10]
