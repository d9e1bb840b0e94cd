"""A network whose answer does not depend on the place."""

from __future__ import annotations

import itertools

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.recomputed import sizes

BAR = np.ones((1, 4))
BLOCK = np.ones((2, 2))
OTHERS = (np.ones((9, 1)), np.ones((3, 3)))
"""Pairs of shapes of the same brightness: a bar and a block."""

FAR = ((8, 0), (0, 8), (8, 8))
NEAR = ((1, 0), (0, 1), (3, 5))
BORDER = 10
"""Pixels that a shape keeps away from the border."""
SIZE = 32


def _probes():
    """Return an empty picture; both shapes, at home and moved; and two more shapes."""
    shapes = [(s, at) for s in (BAR, BLOCK) for at in ((0, 0), *FAR, *NEAR)]
    shapes += [(shape, (0, 0)) for shape in OTHERS]
    pictures = np.zeros((1 + len(shapes), SIZE, SIZE, 1), "float32")
    for picture, (shape, (down, right)) in zip(pictures[1:], shapes, strict=True):
        top, left = BORDER + down, BORDER + right
        height, width = shape.shape
        picture[top : top + height, left : left + width, 0] = 10 * shape
    return (pictures,)


def _answers(record):
    """Return the answers to the shapes less that to no shape, and what is rounding.

    The first are (2, places, 10), those to the other two shapes (2, 10).
    """
    (answers,) = record.predictions
    answers = np.asarray(answers, float)
    change = answers[1:] - answers[0]
    rounding = 2e-5 * np.abs(change).max() + 2e-6 * np.abs(answers).max() + 1e-12
    moved = change[:-2].reshape(2, -1, answers.shape[-1])
    return moved, change[-2:], rounding


def _takes_pictures(record):
    return bool(record.predictions)


def _change(record, places):
    moved, _, _ = _answers(record)
    return np.abs(moved[:, places] - moved[:, :1]).max()


def _stays(record, places):
    return _change(record, places) <= _answers(record)[2]


def _how_much(places):
    def seen(record):
        size = np.abs(_answers(record)[0]).max()
        return (
            f"the answers to a shape here and there differ by up to "
            f"{_change(record, places):.3g}, those to a shape and to none by {size:.3g}"
        )

    return seen


_FAR = slice(1, 1 + len(FAR))
_NEAR = slice(1 + len(FAR), None)


def _sees_pictures(record):
    if not _takes_pictures(record):
        return False
    moved, others, rounding = _answers(record)
    return max(np.abs(moved).max(), np.abs(others).max()) > rounding


def _tells_apart(record):
    moved, others, rounding = _answers(record)
    pairs = (moved[:, 0], others)
    return max(np.abs(one - other).max() for one, other in pairs) > rounding


def _windows(record):
    """Return kernel sizes and settings of the convolutions."""
    return [
        np.atleast_1d(layer.settings["kernel_size"])
        for layer in record.layers
        if "Conv" in layer.kind and "kernel_size" in layer.settings
    ]


def _has_windows(record):
    return any(max(size) > 1 for size in _windows(record))


def _kernels(record):
    sizes = {"×".join(map(str, size)) for size in _windows(record)}
    return f"kernels of {' and '.join(sorted(sizes))}" if sizes else "no convolution"


def _places(shape):
    """Return how many places a layer tells apart: 1 for a list of numbers."""
    return int(np.prod([n or 1 for n in shape[:-1]]))


def _weight_for_every_place(record):
    flat = False
    for before, layer in itertools.pairwise(record.layers):
        if layer.kind in ("Flatten", "Reshape"):
            flat = flat or _places(before.output_shape) > _places(layer.output_shape)
        elif flat and layer.kind == "Dense":
            return True
    return False


def _takes_steps(record):
    """Return whether a layer takes long steps along an axis and gets to a second place."""
    for layer in record.layers:
        places = layer.output_shape[:-1]
        steps = np.resize(layer.settings.get("strides") or 1, len(places))
        if any(step > 1 and n != 1 for step, n in zip(steps, places, strict=True)):
            return True
    return False


def _pooled_first(record):
    """Return whether one place is left of the picture before any window sees it."""
    for layer in record.layers:
        if max(np.atleast_1d(layer.settings.get("kernel_size") or 1)) > 1:
            return False
        if "Pool" in layer.kind and _places(layer.output_shape) == 1:
            return _has_windows(record)
    return False


def _reaches_the_border(record):
    """Return whether windows on windows, one stride apart, reach over the border."""
    if _takes_steps(record) or record.of_kind("Concatenate") or record.of_kind("Add"):
        return False
    reach = np.zeros(2)  # downwards and to the right
    for layer in record.layers:
        size = layer.settings.get("kernel_size") or layer.settings.get("pool_size")
        places = layer.output_shape[:-1]
        if size is None or len(places) != 2:
            continue
        step = np.resize(layer.settings.get("dilation_rate") or 1, 2)
        wide = (np.resize(size, 2) - 1) * step
        further = wide / 2 if layer.settings.get("padding") == "same" else wide
        reach += [0 if n == 1 else far for n, far in zip(places, further, strict=True)]
    return max(reach) > BORDER


_LINEAR_LAYERS = {
    "InputLayer",
    "Conv2D",
    "DepthwiseConv2D",
    "SeparableConv2D",
    "AveragePooling2D",
    "BatchNormalization",
    "Dropout",
    "ZeroPadding2D",
    "Activation",
}


def _only_sums(record):
    """Return whether the maps are pooled before anything is done but adding up."""
    for layer in record.layers:
        if layer.kind in ("GlobalAveragePooling2D", "Mean"):
            seen = _has_windows(record) and not _pooled_first(record)
            return seen and _sees_pictures(record)
        if layer.kind not in _LINEAR_LAYERS or layer.activation not in ("", "linear"):
            return False
    return False


def _network(*middle, shape=(SIZE, SIZE, 1)):
    """Return a builder of a network."""

    def build():
        import keras

        return keras.Sequential(
            [keras.Input(shape), *(make(keras.layers) for make in middle)]
        )

    return build


def _conv(**settings):
    usual = {"filters": 16, "kernel_size": 3, "activation": "relu"}
    return lambda layers: layers.Conv2D(**usual | settings)


def _ten(layers):
    return layers.Dense(10)


def _pool(layers):
    return layers.GlobalAveragePooling2D()


_DEMANDS = (
    Demand(
        "it takes grey pictures of 32×32×1",
        _takes_pictures,
        "Compare the shape that your model begins with.",
        lambda r: f"it takes {sizes(r.input_shape)}",
    ),
    Demand(
        "ten numbers for a picture",
        lambda r: r.output_shape == (10,),
        "How many numbers come out is up to the last layer.",
        lambda r: f"it returns {sizes(r.output_shape) or 'one number'} for a picture",
    ),
    Demand(
        "it has a convolution whose kernel is larger than 1×1",
        _has_windows,
        "A bar and a block differ in nothing but in which pixels lie side by side.",
        _kernels,
    ),
    Demand(
        "the same answer when a shape moves by 8 pixels",
        lambda r: _stays(r, _FAR),
        "Something in your model still tells where the shape is. Go through it layer by "
        "layer: where does a shape that has moved meet other weights, or a border?",
        _how_much(_FAR),
    ),
    Demand(
        "the same answer when it moves by any number of pixels",
        lambda r: _stays(r, _NEAR),
        "Moves by 8 pixels leave no trace, smaller ones do. Which layer takes a small move "
        "otherwise than a large one?",
        _how_much(_NEAR),
    ),
    Demand(
        "another answer to another shape of the same brightness",
        _tells_apart,
        "Print what each layer makes of a bar and of a block. From which layer on is it the "
        "same?",
        lambda r: (
            "a bar and a block get the same answer"
            if _sees_pictures(r)
            else "every picture gets the same answer, an empty one too"
        ),
    ),
)

_MISTAKES = (
    Misconception(
        "pictures of another shape",
        "Your model is made for other pictures. They are grey here, of 32×32×1.",
        answer=lambda: _network(_conv(), _pool, _ten, shape=(28, 28, 1))(),
        shows=lambda r: not _takes_pictures(r),
    ),
    Misconception(
        "maps returned",
        "Your model returns maps. Ten maps are not ten numbers yet: what makes one number "
        "of a whole map?",
        answer=_network(_conv(), lambda layers: layers.Conv2D(10, 1)),
        shows=lambda r: len(r.output_shape) == 3,
    ),
    Misconception(
        "no window",
        "No layer looks at a pixel together with its neighbours.",
        answer=_network(_pool, _ten),
        shows=lambda r: not _has_windows(r),
    ),
    Misconception(
        "a weight for every place",
        "The maps move along with the shape, but after them a layer has a weight of its own "
        "for every place.",
        answer=_network(_conv(), lambda layers: layers.Flatten(), _ten),
        shows=_weight_for_every_place,
    ),
    Misconception(
        "steps of more than one pixel",
        "A layer of your model takes steps of more than one pixel. A shape that moves by "
        "less than a step comes to lie under other windows.",
        answer=_network(
            _conv(), lambda layers: layers.MaxPooling2D(), _conv(), _pool, _ten
        ),
        shows=_takes_steps,
    ),
    Misconception(
        "windows reach over the border",
        "Window upon window, yours reach further than the ten pixels that the shape keeps "
        "away from the border. There they lack a part of it.",
        answer=_network(
            *(_conv(kernel_size=7, padding="same") for _ in range(4)), _pool, _ten
        ),
        shows=_reaches_the_border,
    ),
    Misconception(
        "no nonlinearity",
        "Up to the pooling your model only adds up and multiplies, so all it finds out is "
        "how bright the picture is. A sum of sums is only a sum; what has to come in "
        "between?",
        answer=_network(
            _conv(activation=None, padding="same"),
            _conv(activation=None, padding="same"),
            _pool,
            _ten,
        ),
        shows=_only_sums,
    ),
    Misconception(
        "pooled before the convolution",
        "You pool first, so the convolution gets one number for the whole picture. Let it "
        "see the picture, and pool the maps that it makes.",
        answer=_network(
            lambda layers: layers.GlobalAveragePooling2D(keepdims=True),
            _conv(padding="same"),
            lambda layers: layers.Flatten(),
            _ten,
        ),
        shows=_pooled_first,
    ),
    Misconception(
        "the picture makes no difference",
        "Every picture gets the same answer, with a shape on it or without. Is something "
        "multiplied by 0, or made the same for all?",
        answer=_network(
            _conv(), _pool, lambda layers: layers.Dense(10, kernel_initializer="zeros")
        ),
        shows=lambda r: _takes_pictures(r) and not _sees_pictures(r),
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
    look=(
        "Print model.summary(), and follow a single white pixel through it: how many "
        "values does it change in each layer, and how many when it moves on by one?"
    ),
    section="Invariance is another matter",
    reference=_network(_conv(), _conv(), _pool, _ten),
    demands=_DEMANDS,
    probes=_probes,
    weights=False,
    misconceptions=_MISTAKES,
    alternatives=(
        Alternative(
            "the functional way, maxima kept, softmax at the end", _strongest_anywhere
        ),
        Alternative(
            "an answer for every place, and their mean; for any size", _maps_of_answers
        ),
    ),
)
