"""What several exercises of chapter 8 use."""

from __future__ import annotations

from functools import cache

import numpy as np

from cnnbook import data
from cnnbook.exercises.base import Demand


def loss_fits(record):
    """Say whether the loss takes the outputs for what they are."""
    if "crossentropy" not in str(record.training.get("loss", "")):
        return False
    shares = all(
        bool(np.all(p >= 0) and np.allclose(p.sum(axis=-1), 1, atol=1e-3))
        for p in record.predictions
    )
    return record.training["from_logits"] != shares


MISMATCH = (
    "Is the last layer's output a list of probabilities, or of plain sums (logits)? The "
    "loss has to be told, and it has to be a cross-entropy for whole-number labels."
)
AXES = (
    "Keras puts the channels last: height, width, channels. Look at the shape in "
    "keras.Input."
)
TAKES_CLOTHES = Demand(
    "it takes pictures of shape (28, 28, 1)",
    lambda r: r.input_shape == (28, 28, 1),
    AXES,
    "wrong axis order",
)


@cache
def fashion():
    return data.fashion_mnist()


def best_share(record):
    """Return the larger share of right answers to the two scales."""
    labels = fashion()[1][1]
    return max(
        (np.mean(p.argmax(axis=-1) == labels[: len(p)]) for p in record.predictions),
        default=0.0,
    )
