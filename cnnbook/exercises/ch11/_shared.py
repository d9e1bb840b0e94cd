"""What several exercises of chapter 11 use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnbook.exercises.base import Demand, Misconception

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
    base.set_weights(
        [
            random.normal(0, 0.5, w.shape)
            if w.ndim == 4
            else random.uniform(0.3, 1, w.shape)
            for w in base.get_weights()
        ]
    )
    return base


def frozen_model() -> keras.Model:
    """Put a head on `named_base`, freeze the base and compile."""
    import keras
    from keras import layers

    base, head = named_base(), layers.Dense(CLASSES, activation="softmax")
    pool = layers.GlobalAveragePooling2D()
    model = keras.Sequential([keras.Input((SIDE, SIDE, 3)), base, pool, head])
    random = np.random.default_rng(1106)
    head.set_weights([random.uniform(-1, 1, w.shape) for w in head.get_weights()])
    base.trainable = False
    model.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy")
    return model


def batch() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1107)
    return (random.uniform(-1, 1, (5, SIDE, SIDE, 3)).astype(np.float32),)


# What the model answers before it is changed; worked out when first needed.
KEPT: dict[str, np.ndarray] = {}


def as_before(record) -> bool:
    if "answers" not in KEPT:
        answers = frozen_model()(batch()[0], training=False)
        KEPT["answers"] = np.asarray(answers)
    return np.allclose(record.predictions[0], KEPT["answers"], atol=1e-4)


def weighty(record):
    """Return the layers of the base that hold weights."""
    return [part for part in record.layers if part.parameters and part.kind != "Dense"]


def convolutions(record):
    return [
        (name, part.trainable_parameters > 0)
        for (name, _), part in zip(LAYERS, weighty(record), strict=False)
        if part.kind.endswith("Conv2D")
    ]


def normalisation_stands(record) -> bool:
    parts = record.of_kind("BatchNormalization")
    return not any(part.trainable_parameters for part in parts)


def head_trains(record) -> bool:
    return all(part.trainable_parameters for part in record.of_kind("Dense"))


def thaw(
    model,
    *,
    moves=lambda name: True,
    normalisation=False,
    kinds=("Conv2D", "DepthwiseConv2D"),
    rate=1e-5,
    loss="sparse_categorical_crossentropy",
    head=True,
):
    """Let the layers of a base move that `moves` names, with one thing done wrong."""
    import keras

    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = normalisation and moves(layer.name)
        elif layer.weights:
            layer.trainable = moves(layer.name) and type(layer).__name__ in kinds
    model.layers[-1].trainable = head
    if rate is not None:
        model.compile(keras.optimizers.Adam(rate), loss)
    return model


def thaw_with(**mistake):
    return lambda model: thaw(model, **mistake)


def drawn_anew(**settings):
    def change(model):
        import keras

        return thaw(keras.models.clone_model(model), **settings)

    return change


NO_HEAD = (
    "What you return gives no probability for each class. The head has to stay on: "
    "return the whole model."
)
NEW_WEIGHTS = (
    "It answers otherwise than it did: its weights are new ones. Change the switches of "
    "the model that you were given, and its weights stay."
)
HEAD_FROZEN = (
    "The head stands still. In fine-tuning it learns on, together with what moves in "
    "the base."
)
STILL_FROZEN = (
    "No convolution of the base trains. The base is a model with a switch of its own; "
    "while that is off, the switches of its layers do nothing."
)
NORMALISATION = (
    "BatchNormalization trains too. With it its moving statistics drift, and "
    "training=False does not stop them."
)
DEPTHWISE = (
    "The depthwise convolutions stand still. They are of a class of their own, and have "
    "weights like the others."
)
OLD_RATE = (
    "The learning rate is too high for a base that knows something. A new one takes "
    "effect, as the new switches do, when you compile once more."
)
OTHER_LOSS = (
    "The loss has changed. The labels and the last layer are what they were, so the "
    "loss should be too."
)
LOSSES = ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")

ON_THE_WHOLE = (
    Demand(
        "it gives a probability for each class",
        lambda r: r.output_shape == (CLASSES,),
        NO_HEAD,
        "head left out",
    ),
    Demand("it answers as it did before", as_before, NEW_WEIGHTS, "weights drawn anew"),
    Demand("the head trains", head_trains, HEAD_FROZEN, "head frozen"),
    Demand(
        "something in the base trains",
        lambda r: any(on for _, on in convolutions(r)),
        STILL_FROZEN,
        "base still frozen",
    ),
    Demand(
        "BatchNormalization is frozen",
        normalisation_stands,
        NORMALISATION,
        "BatchNormalization trains",
    ),
)
ON_COMPILING = (
    Demand(
        "its learning rate is low",
        lambda r: 0 < r.training.get("learning_rate", 1) < 1.5e-4,
        OLD_RATE,
        "learning rate of the head",
    ),
    Demand(
        "its loss is the same as before",
        lambda r: r.training["loss"] in LOSSES and not r.training["from_logits"],
        OTHER_LOSS,
        "another loss",
    ),
)


def common_mistakes(**settings):
    return (
        Misconception("head left out", NO_HEAD, lambda model: model.layers[0]),
        Misconception("weights drawn anew", NEW_WEIGHTS, drawn_anew(**settings)),
        Misconception("head frozen", HEAD_FROZEN, thaw_with(head=False, **settings)),
        Misconception("base still frozen", STILL_FROZEN, lambda model: model),
        Misconception(
            "BatchNormalization trains",
            NORMALISATION,
            thaw_with(normalisation=True, **settings),
        ),
        Misconception(
            "learning rate of the head", OLD_RATE, thaw_with(rate=1e-3, **settings)
        ),
        Misconception(
            "another loss",
            OTHER_LOSS,
            thaw_with(loss="categorical_crossentropy", **settings),
        ),
    )
