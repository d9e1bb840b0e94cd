"""A classifier that slides: its dense layers as convolutions."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise

_WINDOW, _HALF = (10, 12), (4, 5)
"""Size of the classifier's window, and of the maps that its first dense layer reads."""


def _weights():
    random = np.random.default_rng(1212)
    shapes = [(3, 3, 1, 4), (4,), (80, 6), (6,), (6, 3), (3,)]
    return [np.float32(random.normal(0, 0.4, shape).round(2)) for shape in shapes]


def _classifier():
    import keras
    from keras import layers

    classifier = keras.Sequential(
        [
            keras.Input((*_WINDOW, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(6, activation="relu"),
            layers.Dense(3),
        ]
    )
    classifier.set_weights(_weights())
    return (classifier,)


def _probes():
    random = np.random.default_rng(34)
    shapes = [(2, *_WINDOW, 1), (1, 20, 26, 1)]
    return tuple(np.float32(random.uniform(0, 1, shape)) for shape in shapes)


def _answers(number, hidden=ops.relu):
    """Return what the classifier says to every window of a probe, in NumPy."""
    kernel, bias, first, first_bias, last, last_bias = _weights()
    x = ops.pool2d(ops.relu(ops.conv_layer(_probes()[number], kernel, bias)))
    x = hidden(ops.conv_layer(x, first.reshape(*_HALF, 4, 6), first_bias))
    return ops.conv_layer(x, last[None, None], last_bias)


def _agrees(record, number, hidden=ops.relu):
    got, want = record.predictions[number], _answers(number, hidden)
    return got.shape == want.shape and np.allclose(got, want, atol=1e-4)


def _convolutional(classifier, order=lambda w: w.reshape(*_HALF, 4, 6), **settings):
    import keras
    from keras import layers

    settings = {"padding": "valid", "activation": "relu", "use_bias": True} | settings
    activation, bias = settings.pop("activation"), settings["use_bias"]
    kernel, offset, first, first_bias, last, last_bias = classifier.get_weights()
    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(6, _HALF, activation=activation, **settings),
            layers.Conv2D(3, 1, use_bias=bias),
        ]
    )
    head = [order(first), first_bias, last[None, None], last_bias]
    model.set_weights([kernel, offset, *(head if bias else head[::2])])
    return model


def _in_functional_style(classifier):
    import keras
    from keras import layers

    convolution, pooling, _, first, last = classifier.layers
    scenes = keras.Input((None, None, 1))
    windows = layers.Conv2D(6, (4, 5))
    # A dense layer on a volume works at every place: it is a 1×1 convolution.
    head = layers.Dense(3)
    maps = layers.Dropout(0.5)(pooling(convolution(scenes)))
    model = keras.Model(scenes, head(layers.ReLU()(windows(maps))))
    kernel, bias = first.get_weights()
    windows.set_weights([kernel.reshape(4, 5, 4, 6), bias])
    head.set_weights(last.get_weights())
    return model


def _entry_by_entry(classifier):
    import keras
    from keras import layers

    weights = classifier.get_weights()
    kernel = np.zeros((4, 5, 4, 6))
    for place, row in enumerate(weights[2]):
        kernel[place // 20, place // 4 % 5, place % 4] = row
    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3),
            layers.Activation("relu"),
            layers.MaxPooling2D((2, 2)),
            layers.Conv2D(6, (4, 5), activation="relu"),
            layers.Conv2D(3, 1),
        ]
    )
    weights[2], weights[4] = kernel, weights[4].reshape(1, 1, 6, 3)
    model.set_weights(weights)
    return model


EXERCISE = ModelExercise(
    __name__,
    title="From dense to convolutional",
    difficulty=2,
    points=3,
    place=40,
    answer="to_convolutional",
    kind="A model to build",
    given=_classifier,
    probes=_probes,
    reference=_convolutional,
    demands=(
        Demand(
            "it takes scenes of any height and width",
            lambda r: r.input_shape == (None, None, 1),
            "Keras writes None for a size that is left open.",
        ),
        Demand(
            "one answer for each window",
            lambda r: [p.shape for p in r.predictions] == [(2, 1, 1, 3), (1, 6, 8, 3)],
            "A single window should give a map of 1×1, and a scene one place for each "
            "window that lies wholly inside it. How large a window of the pooled maps "
            "does the first dense layer read, and is anything padded?",
            "padding in the head",
        ),
        Demand(
            "no number lost",
            lambda r: r.parameters == sum(w.size for w in _weights()),
            "It should hold exactly as many numbers as the classifier. Every dense layer "
            "has weights, and something besides.",
            "bias missing",
        ),
        Demand(
            "the hidden layer is still cut off at zero",
            lambda r: not _agrees(r, 0, hidden=np.asarray),
            "It answers like the classifier without the activation of its first dense "
            "layer.",
            "no nonlinearity",
        ),
        Demand(
            "the classifier's answers on single windows",
            lambda r: _agrees(r, 0),
            "The weights are there, but some of them meet other values than before. In "
            "which order does Flatten write rows, columns and channels?",
            "wrong axis order",
        ),
        Demand(
            "the same answers all over a scene",
            lambda r: _agrees(r, 1),
            "Single windows are right and scenes are not. Does anything in your model "
            "depend on the whole scene?",
        ),
    ),
    misconceptions=(
        Misconception(
            "padding in the head",
            "A single window should give a map of 1×1",
            lambda classifier: _convolutional(classifier, padding="same"),
        ),
        Misconception(
            "bias missing",
            "It should hold exactly as many numbers",
            lambda classifier: _convolutional(classifier, use_bias=False),
        ),
        Misconception(
            "no nonlinearity",
            "It answers like the classifier without the activation",
            lambda classifier: _convolutional(classifier, activation=None),
        ),
        Misconception(
            "wrong axis order",
            "In which order does Flatten write rows",
            lambda classifier: _convolutional(
                classifier, lambda w: w.reshape(4, *_HALF, 6).transpose(1, 2, 0, 3)
            ),
        ),
    ),
    alternatives=(
        Alternative(
            "the functional way, with a dense layer on the maps as a 1×1 convolution",
            _in_functional_style,
        ),
        Alternative("the kernel is filled entry by entry", _entry_by_entry),
    ),
)
