"""Chapter 11: loops, other kinds of models, the package's own unfreeze."""

import numpy as np


def rate_by_loops(kernels, steps, share):
    best = None
    for kernel in kernels:
        values = np.asarray(kernel).ravel().tolist()
        size = (sum(value * value for value in values) / len(values)) ** 0.5
        if best is None or size < best:
            best = size
    return best * share / steps


def trains_by_names(layers, events):
    frozen, moving, counts = set(), 0, []
    for event in events:
        if event[0] == "trainable":
            (frozen.discard if event[2] else frozen.add)(event[1])
        if event[0] == "compile":
            moving = sum(size for name, size in layers if name not in frozen)
        if event[0] == "fit":
            counts.append(moving)
    return counts


def top_through_the_package(model):
    import cnnbook as cb

    return cb.models.unfreeze(model, "block_2_expand", 1e-5)


def top_from_behind(model):
    """Freeze from above, in a model built around the old layers."""
    import keras

    base = model.layers[0]
    base.trainable, below = True, False
    for layer in reversed(base.layers):
        is_normalisation = type(layer).__name__ == "BatchNormalization"
        layer.trainable = not below and not is_normalisation
        below = below or layer.name == "block_2_expand"
    images = keras.Input((16, 16, 3))
    again = keras.Model(images, model.layers[-1](model.layers[1](base(images))))
    loss = keras.losses.SparseCategoricalCrossentropy()
    again.compile(keras.optimizers.SGD(1e-4), loss)
    return again


def all_but_normalisation(model):
    import keras

    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model.compile("adam", model.loss)
    model.optimizer.learning_rate = 2e-5
    return model


def move_through_the_package(model):
    import cnnbook as cb

    return cb.models.unfreeze(model, "Conv1")


def logits_and_sgd(base):
    import keras
    from keras import layers

    for layer in base.layers:
        layer.trainable = layer.name in ("block_2_depthwise", "block_2_project")
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            layers.Rescaling(2 / 255, offset=-1),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dropout(0.3),
            layers.Dense(5),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(1e-4), loss)
    return model


def in_one_piece(base):
    """Scale in two steps, with a separate softmax."""
    import keras
    from keras import layers

    base.trainable = True
    for layer in base.layers[:-3]:
        layer.trainable = layer.name == "block_2_depthwise"
    base.layers[-1].trainable = False
    images = keras.Input((16, 16, 3))
    x = layers.Rescaling(2.0, offset=-1)(layers.Rescaling(1 / 255)(images))
    x = layers.GlobalAveragePooling2D()(base(x, training=False))
    answers = layers.Softmax()(layers.Dense(5)(x))
    model = keras.Model(images, answers)
    model.compile(keras.optimizers.Adam(1e-5), "sparse_categorical_crossentropy")
    return model


RIGHT = [
    ("catastrophic-rate", rate_by_loops),
    (
        "catastrophic-rate",
        lambda kernels, steps, share: (
            share / steps * np.sqrt(min(np.mean(np.abs(k) ** 2) for k in kernels))
        ),
    ),
    ("recompile-trap", trains_by_names),
    ("unfreeze-top", top_through_the_package),
    ("unfreeze-top", top_from_behind),
    ("batchnorm-frozen", move_through_the_package),
    ("batchnorm-frozen", all_but_normalisation),
    ("design-a-transfer", logits_and_sgd),
    ("design-a-transfer", in_one_piece),
]
