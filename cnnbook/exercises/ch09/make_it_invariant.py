"""A network whose answer does not depend on the place."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise

BAR = np.array([[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
BLOCK = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
"""Two shapes of the same brightness."""

FAR = ((8, 0), (0, 8), (8, 8))
NEAR = ((1, 0), (0, 1), (3, 5))


def _probes():
    """Return an empty picture, then both shapes: at home, moved far, moved a little."""
    places = [(0, 0), *FAR, *NEAR]
    pictures = np.zeros((1 + 2 * len(places), 32, 32, 1), "float32")
    shapes = [(shape, at) for shape in (BAR, BLOCK) for at in places]
    for picture, (shape, (down, right)) in zip(pictures[1:], shapes, strict=True):
        picture[10 + down : 14 + down, 10 + right : 14 + right, 0] = 10 * shape
    return (pictures,)


def _answers(record):
    """Return the answers to the shapes, (2, places, 10), less that to no shape."""
    (answers,) = record.predictions
    answers = np.asarray(answers, float)
    return (answers[1:] - answers[0]).reshape(2, -1, answers.shape[-1])


def _stays(record, places):
    answers = _answers(record)
    change = answers[:, places] - answers[:, :1]
    return bool(np.abs(change).max() <= 1e-3 * np.abs(answers).max() + 1e-9)


def _tells_apart(record):
    bar, block = _answers(record)[:, 0]
    size = max(np.abs(bar).max(), np.abs(block).max())
    return bool(np.abs(bar - block).max() > 1e-3 * size + 1e-9)


def _has_windows(record):
    kinds = ("Conv2D", "SeparableConv2D", "DepthwiseConv2D")
    sizes = [
        layer.settings.get("kernel_size", (1, 1))
        for kind in kinds
        for layer in record.of_kind(kind)
    ]
    return any(max(np.atleast_1d(size)) > 1 for size in sizes)


def _network(*middle):
    """Return a builder of a network that ends with ten outputs."""

    def build():
        import keras

        return keras.Sequential(
            [keras.Input((32, 32, 1)), *(make(keras.layers) for make in middle)]
        )

    return build


def _conv(**settings):
    return lambda layers: layers.Conv2D(16, 3, **({"activation": "relu"} | settings))


def _ten(layers):
    return layers.Dense(10)


def _pool(layers):
    return layers.GlobalAveragePooling2D()


_DEMANDS = (
    Demand(
        "ten numbers for a picture",
        lambda r: r.output_shape == (10,),
        "Your model returns something of another shape. Ten maps are not ten numbers yet: "
        "what makes one number of a whole map?",
        "maps returned",
    ),
    Demand(
        "it looks through windows",
        _has_windows,
        "No layer looks at a pixel together with its neighbours.",
        "no window",
    ),
    Demand(
        "the same answer when a shape moves by 8 pixels",
        lambda r: _stays(r, slice(1, 1 + len(FAR))),
        "The maps move along with the shape, but after them a layer has a weight of its own "
        "for every place.",
        "a weight for every place",
    ),
    Demand(
        "the same answer when it moves by any number of pixels",
        lambda r: _stays(r, slice(1 + len(FAR), None)),
        "Moves by 8 pixels leave no trace, smaller ones do. Something in your model takes "
        "steps of more than one pixel.",
        "steps of more than one pixel",
    ),
    Demand(
        "another answer to another shape of the same brightness",
        _tells_apart,
        "Your model can't tell a bar from a block: all it finds out is how bright the picture "
        "is. A sum of sums is only a sum; what has to come in between?",
        "no nonlinearity",
    ),
)


def _strongest_anywhere():
    import keras
    from keras import layers

    inputs = keras.Input((32, 32, 1))
    x = layers.Conv2D(12, (5, 3), padding="same")(inputs)
    x = layers.LeakyReLU()(x)
    x = layers.MaxPooling2D(3, strides=1)(x)
    x = layers.GlobalMaxPooling2D()(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(10)(x)
    return keras.Model(inputs, layers.Softmax()(x))


def _maps_of_answers():
    import keras
    from keras import layers

    answers = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.SeparableConv2D(24, 3),
            layers.Activation("tanh"),
            layers.Conv2D(10, 1),
        ]
    )
    pool = layers.GlobalAveragePooling2D(keepdims=True)
    inputs = keras.Input((32, 32, 1))
    return keras.Model(inputs, layers.Flatten()(pool(answers(inputs))))


EXERCISE = ModelExercise(
    __name__,
    title="Make it invariant",
    difficulty=3,
    points=3,
    place=70,
    kind="A model to build",
    reference=_network(_conv(), _conv(), _pool, _ten),
    demands=_DEMANDS,
    probes=_probes,
    weights=False,
    misconceptions=tuple(
        Misconception(demand.mistake, demand.hint, answer)
        for demand, answer in zip(
            _DEMANDS,
            (
                _network(_conv(), lambda layers: layers.Conv2D(10, 1)),
                _network(_pool, _ten),
                _network(_conv(), lambda layers: layers.Flatten(), _ten),
                _network(
                    _conv(), lambda layers: layers.MaxPooling2D(), _conv(), _pool, _ten
                ),
                _network(
                    _conv(activation=None, padding="same"),
                    _conv(activation=None, padding="same"),
                    _pool,
                    _ten,
                ),
            ),
            strict=True,
        )
    ),
    alternatives=(
        Alternative(
            "the functional way, maxima kept, softmax at the end", _strongest_anywhere
        ),
        Alternative(
            "an answer for every place, and their mean; for any size", _maps_of_answers
        ),
    ),
)
