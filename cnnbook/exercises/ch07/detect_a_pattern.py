"""A network with weights by hand that tells whether a T is there."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise

PATTERN = np.array([[1, 1, 1], [0, 1, 0], [0, 1, 0]])
"""What `detect-a-pattern` looks for: a T."""


def _scene(*places, shape=(6, 8)):
    scene = np.zeros((*shape, 1), "float32")
    for row, column in places:
        scene[row : row + 3, column : column + 3, 0] = PATTERN
    return scene


def _changed(scene, **pixels):
    scene = scene.copy()
    for place, value in pixels.items():
        _, row, column = place.split("_")
        scene[int(row), int(column), 0] = value
    return scene


def _scenes():
    """Return batches: T inside, T everywhere, two Ts, near misses, surfaces."""
    middle = _scene((2, 3))
    everywhere = [_scene((i, j)) for i in range(4) for j in range(6)]
    lines = middle[2:5, 3:6, 0]
    places = [(2 + i, 3 + j) for i, j in np.ndindex(3, 3)]
    missing = [
        _changed(middle, **{f"at_{i}_{j}": 0})
        for (i, j), value in zip(places, lines.ravel(), strict=True)
        if value
    ]
    extra = [
        _changed(middle, **{f"at_{i}_{j}": 1})
        for (i, j), value in zip(places, lines.ravel(), strict=True)
        if not value
    ]
    turned = [middle[::-1], np.zeros((6, 8, 1), "float32")]
    white = np.ones((1, 6, 8, 1), "float32")
    batches = (
        [middle],
        everywhere,
        [_scene((0, 0), (3, 4)), _scene((3, 0), (0, 5))],
        [*missing, *turned],
        extra,
        white,
    )
    return tuple(np.array(batch, "float32") for batch in batches)


def _near(record, number, wanted):
    return bool(np.all(np.abs(record.predictions[number] - wanted) < 0.01))


def _every_answer(record):
    return np.concatenate([answers.ravel() for answers in record.predictions])


def _detector(
    weights=2 * PATTERN - 1,
    bias=-4,
    activation="relu",
    ending="GlobalMaxPooling2D",
):
    """Return a builder of a detector."""

    def detect_a_pattern():
        import keras
        from keras import layers

        last = [getattr(layers, ending)()] if ending else []
        conv = layers.Conv2D(1, 3, activation=activation)
        model = keras.Sequential([keras.Input((6, 8, 1)), conv, *last])
        conv.set_weights([np.reshape(weights, (3, 3, 1, 1)), np.array([bias])])
        return model

    return detect_a_pattern


def _one_place():
    import keras
    from keras import layers

    dense = layers.Dense(1, activation="relu")
    model = keras.Sequential([keras.Input((6, 8, 1)), layers.Flatten(), dense])
    weights = np.full((6, 8), -1.0)
    weights[2:5, 3:6] = 2 * PATTERN - 1
    dense.set_weights([weights.reshape(-1, 1), np.array([-4])])
    return model


_DETECTOR_MISTAKES = (
    Misconception(
        "one answer for each place",
        "Your network says for each place whether the T stands there. One number is "
        "wanted for the whole picture: which layer keeps the best of a map?",
        _detector(ending=None),
    ),
    Misconception(
        "bias missing",
        "A sum of products that is right gives as much as the T has pixels, and parts of "
        "the T still give something. What has to be added so that only the whole T gets "
        "above 0, and gives 1?",
        _detector(bias=0),
    ),
    Misconception(
        "no nonlinearity",
        "Where there is no T, the sum with its bias is negative, and that is what you "
        "return. Which activation makes it 0?",
        _detector(activation=None),
    ),
    Misconception(
        "averaged over the places",
        "You take the mean over all places, so one T among many empty places gives very "
        "little.",
        _detector(ending="GlobalAveragePooling2D"),
    ),
    Misconception(
        "kernel upside down",
        "Your kernel finds the T when it stands on its head. Conv2D slides the kernel as "
        "it is.",
        _detector((2 * PATTERN - 1)[::-1]),
    ),
    Misconception(
        "one place only",
        "Your network finds the T in one place. In a convolution all places share their "
        "weights; a dense layer on the pixels has to learn each place anew.",
        _one_place,
    ),
    Misconception(
        "bright surfaces found",
        "Your network finds the T in a picture that is white all over, or has pixels too "
        "many. Which weights should the pixels have that must be dark?",
        _detector(PATTERN),
    ),
)
_DETECTOR_HINTS = {m.name: m.hint for m in _DETECTOR_MISTAKES}


def _detects(text, test, mistake):
    return Demand(text, test, _DETECTOR_HINTS[mistake], mistake)


def _steep():
    import keras
    from keras import layers

    conv, dense = layers.Conv2D(1, 3, use_bias=False), layers.Dense(1, "sigmoid")
    model = keras.Sequential(
        [keras.Input((6, 8, 1)), conv, layers.GlobalMaxPooling2D(), dense]
    )
    conv.set_weights([(2.0 * PATTERN - 1)[:, :, None, None]])
    dense.set_weights([np.array([[20.0]]), np.array([-90.0])])
    return model


def _two_filters():
    import keras
    from keras import layers

    image = keras.Input((6, 8, 1))
    both = layers.Conv2D(2, 3, use_bias=False)
    mix = layers.Conv2D(1, 1, activation="relu")
    best = layers.MaxPooling2D((4, 6))
    model = keras.Model(image, layers.Flatten()(best(mix(both(image)))))
    both.set_weights([np.stack([PATTERN, 1 - PATTERN], axis=-1)[:, :, None, :]])
    mix.set_weights([np.array([1, -3]).reshape(1, 1, 2, 1), np.array([-4])])
    return model


EXERCISE = ModelExercise(
    __name__,
    title="A network that finds a T",
    difficulty=2,
    points=3,
    place=50,
    reference=_detector(),
    probes=_scenes,
    demands=(
        Demand(
            "it takes pictures of 6×8×1",
            lambda record: record.input_shape == (6, 8, 1),
            "The pictures have 6 rows, 8 columns and one channel.",
        ),
        _detects(
            "it gives one number for each picture",
            lambda record: all(
                answers.size == len(answers) for answers in record.predictions
            ),
            "one answer for each place",
        ),
        _detects(
            "no picture gives more than 1",
            lambda record: bool((_every_answer(record) < 1.01).all()),
            "bias missing",
        ),
        _detects(
            "no picture gives less than 0",
            lambda record: bool((_every_answer(record) > -0.01).all()),
            "no nonlinearity",
        ),
        _detects(
            "a T gives more than a little",
            lambda record: not 0.01 < record.predictions[0].max() < 0.5,
            "averaged over the places",
        ),
        _detects(
            "a T in the middle gives 1",
            lambda record: _near(record, 0, 1),
            "kernel upside down",
        ),
        _detects(
            "a T gives 1 wherever it stands",
            lambda record: _near(record, 1, 1),
            "one place only",
        ),
        _detects(
            "white, and a T with a pixel too many, give 0",
            lambda record: _near(record, 4, 0) and _near(record, 5, 0),
            "bright surfaces found",
        ),
        Demand(
            "a T with a pixel missing, one upside down, and an empty picture give 0",
            lambda record: _near(record, 3, 0),
            "Only a whole T counts. By how much does the sum of a whole one exceed that "
            "of one with a missing pixel?",
        ),
        Demand(
            "two of them give 1, too",
            lambda record: _near(record, 2, 1),
            "The question is whether there is a T, not how many.",
        ),
    ),
    misconceptions=_DETECTOR_MISTAKES,
    alternatives=(
        Alternative(
            "a steep sigmoid instead of a ReLU, behind the largest value", _steep
        ),
        Alternative(
            "pixels on the T and beside it are counted in two maps, and the maps mixed",
            _two_filters,
        ),
    ),
)
