"""The model of chapter 11 whose base is to move: how it is built, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnbook.models.reading import as_numpy

if TYPE_CHECKING:
    import keras


CLASSES, KINDS = 4, 5


SIDE = 16


LAYERS = (
    ("Conv1", 216),
    ("bn_Conv1", 0),
    ("block_1_expand", 192),
    ("block_1_expand_BN", 0),
    ("block_1_depthwise", 216),
    ("block_1_depthwise_BN", 0),
    ("block_1_project", 240),
    ("block_1_project_BN", 0),
    ("block_2_expand", 300),
    ("block_2_expand_BN", 0),
    ("block_2_depthwise", 270),
    ("block_2_depthwise_BN", 0),
    ("block_2_project", 360),
    ("block_2_project_BN", 0),
)
"""The layers with weights of `named_base`, and how many of them should train."""


PARAMETERS = {name: number for name, number in LAYERS if number} | {
    "bn_Conv1": 32,
    "block_1_expand_BN": 96,
    "block_1_depthwise_BN": 96,
    "block_1_project_BN": 40,
    "block_2_expand_BN": 120,
    "block_2_depthwise_BN": 120,
    "block_2_project_BN": 48,
}


CONVOLUTIONS = tuple(name for name, number in LAYERS if number)


MAPS = 12


def named_base() -> keras.Model:
    """Build a stem and two blocks as MobileNet has them, the same at every call."""
    import keras
    from keras import layers

    def then(x, layer, name):
        return layers.BatchNormalization(name=name)(layer(x))

    images = keras.Input((SIDE, SIDE, 3))
    stem = layers.Conv2D(8, 3, 2, padding="same", use_bias=False, name="Conv1")
    x = layers.ReLU(6.0)(then(images, stem, "bn_Conv1"))
    for block, (middle, out) in {1: (24, 10), 2: (30, MAPS)}.items():
        name = f"block_{block}_"
        plain = {"use_bias": False, "padding": "same"}
        expand = layers.Conv2D(middle, 1, **plain, name=f"{name}expand")
        x = layers.ReLU(6.0)(then(x, expand, f"{name}expand_BN"))
        slide = layers.DepthwiseConv2D(3, 2, **plain, name=f"{name}depthwise")
        x = layers.ReLU(6.0)(then(x, slide, f"{name}depthwise_BN"))
        project = layers.Conv2D(out, 1, **plain, name=f"{name}project")
        x = then(x, project, f"{name}project_BN")
    base = keras.Model(images, x, name="base")
    random = np.random.default_rng(1105)
    # Variances are positive; the global seed of the learner is left alone.
    weights = [
        random.normal(0, 0.5, w.shape)
        if w.ndim == 4
        else random.uniform(0.3, 1, w.shape)
        for w in base.get_weights()
    ]
    # Small features, so that no head is ever quite sure: its answers tell more.
    weights[-4:-2] = [weights[-4] / 5, weights[-3] / 5]
    base.set_weights(weights)
    return base


def frozen_model() -> keras.Model:
    """Put a head on `named_base`, freeze the base, compile, and begin to train."""
    import keras
    from keras import layers

    base, head = named_base(), layers.Dense(CLASSES, activation="softmax")
    pool = layers.GlobalAveragePooling2D()
    model = keras.Sequential([keras.Input((SIDE, SIDE, 3)), base, pool, head])
    random = np.random.default_rng(1106)
    head.set_weights([random.uniform(-1, 1, w.shape) for w in head.get_weights()])
    base.trainable = False
    model.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy")
    # As after the training of the head: the optimiser knows its numbers and no others.
    model.optimizer.build(model.trainable_variables)
    return model


def batch() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1107)
    return (random.uniform(-1, 1, (5, SIDE, SIDE, 3)).astype(np.float32),)


# What the models are before they are changed; worked out when first needed.
KEPT: dict[str, list[np.ndarray]] = {}


def kept(name, make):
    """Return what `make` returns, which is called the first time only."""
    if name not in KEPT:
        KEPT[name] = make()
    return KEPT[name]


def answers_before() -> np.ndarray:
    return kept(
        "answers", lambda: [as_numpy(frozen_model()(batch()[0], training=False))]
    )[0]


def weights_before():
    return kept("weights", lambda: frozen_model().get_weights())
