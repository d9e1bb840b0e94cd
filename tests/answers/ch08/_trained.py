"""Weights of the answers that take long to train, kept so that the tests need not.

``KEEP_TRAINED=1 python -m benchmarks.answers fewer-parameters`` trains them all anew,
and keeps what they have learnt.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("trained.npz")
ANEW = "KEEP_TRAINED" in os.environ


def fit(name, model, images, labels, **settings):
    """Train a model, or give it the weights that it had when it was trained last.

    Parameters
    ----------
    name : str or None
        Under which its weights are kept; None trains it in any case.
    model, images, labels, **settings
        As for ``model.fit``.
    """
    kept = dict(np.load(FILE)) if FILE.exists() else {}
    own = sorted(key for key in kept if key.startswith(f"{name}/"))
    if name is not None and own and not ANEW:
        model(images[:1])  # a subclass has no weights before
        model.set_weights([kept[key] for key in own])
        return
    model.fit(images, labels, **settings)
    if name is not None:
        kept = {key: array for key, array in kept.items() if key not in own}
        for number, array in enumerate(model.get_weights()):
            kept[f"{name}/{number:02}"] = array.astype(np.float16)
        np.savez_compressed(FILE, **kept)
