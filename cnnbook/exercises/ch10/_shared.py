"""What several exercises of chapter 10 use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import keras


MAPS = 12
SIDE = 16


def small_base() -> keras.Model:
    """Build a tiny network in the manner of MobileNet, the same at every call."""
    import keras
    from keras import layers

    images = x = keras.Input((SIDE, SIDE, 3))
    for step, channels in enumerate((6, MAPS)):
        if step:
            x = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(x)
            x = layers.BatchNormalization()(x)
            x = layers.ReLU(6.0)(x)
        f = 1 if step else 3
        x = layers.Conv2D(channels, f, 2, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU(6.0)(x)
    base = keras.Model(images, x, name="base")
    random = np.random.default_rng(1011)
    # Variances are positive; the global seed of the learner is left alone.
    base.set_weights([random.uniform(0.1, 1, w.shape) for w in base.get_weights()])
    return base


def small_batch() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1013)
    return (random.uniform(-1, 1, (5, SIDE, SIDE, 3)).astype(np.float32),)


def of_base(record):
    return [layer for layer in record.layers if layer.kind != "Dense"]
