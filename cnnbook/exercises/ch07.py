"""Exercises of chapter 7: from NumPy to Keras."""

from __future__ import annotations

import math

import numpy as np

from cnnbook import arithmetic, lecture, ops
from cnnbook.arithmetic import Conv, Dense, Flatten, Pool
from cnnbook.exercises.base import (
    Case,
    Demand,
    FunctionExercise,
    Misconception,
    ModelExercise,
    ValueExercise,
)

TRACED = (Conv(8, 5), Pool(2), Conv(12, 3, stride=2), Flatten(), Dense(5))
"""The network of `trace-a-network`, for images of 32×38×3."""


def _rows(*layers):
    rows = arithmetic.trace((32, 38, 3), layers or TRACED)[1:]
    return np.array([[math.prod(row.shape), row.parameters] for row in rows])


def _with(rows, **changes):
    """Return rows in which the entries called row_column are others."""
    rows = rows.copy()
    for place, value in changes.items():
        _, row, column = place.split("_")
        rows[int(row), int(column)] = value
    return rows


_TRACE = _rows()

TRACE_A_NETWORK = ValueExercise(
    id="trace-a-network",
    chapter="07",
    title="Trace a network",
    difficulty=1,
    points=2,
    answer="traced",
    reference=_TRACE,
    misconceptions=(
        Misconception(
            "biases forgotten",
            "Your parameters are the weights alone. Each filter, and each unit of the "
            "dense layer, has a bias too.",
            _rows(
                Conv(8, 5, bias=False),
                Pool(2),
                Conv(12, 3, stride=2, bias=False),
                Flatten(),
                Dense(5, bias=False),
            ),
        ),
        Misconception(
            "depth forgotten",
            "Your filters are one plane deep. How many channels does each layer get?",
            _with(_TRACE, at_0_1=(25 + 1) * 8, at_2_1=(9 + 1) * 12),
        ),
        Misconception(
            "same padding expected",
            "You pad so that the size is kept. A Conv2D that is not told to pad does not.",
            _rows(
                Conv(8, 5, padding="same"),
                Pool(2),
                Conv(12, 3, stride=2, padding="same"),
                Flatten(),
                Dense(5),
            ),
        ),
        Misconception(
            "stride 1 expected for pooling",
            "Your pooling window moves by one pixel. Without strides, Keras moves it by "
            "its own size.",
            _rows(Conv(8, 5), Pool(2, 1), Conv(12, 3, stride=2), Flatten(), Dense(5)),
        ),
        Misconception(
            "stride ignored",
            "Your second convolution has stride 1. What does its third argument say?",
            _rows(Conv(8, 5), Pool(2), Conv(12, 3), Flatten(), Dense(5)),
        ),
        Misconception(
            "rounded up",
            "You round up where the last step does not fit. Half a window gives no output.",
            _with(
                _TRACE,
                at_2_0=7 * 8 * 12,
                at_3_0=7 * 8 * 12,
                at_4_1=(7 * 8 * 12 + 1) * 5,
            ),
        ),
        Misconception(
            "channels left out of the values",
            "You count the places of a map. How many maps are there?",
            _with(_TRACE, at_0_0=28 * 34, at_1_0=14 * 17, at_2_0=6 * 8),
        ),
        Misconception(
            "Flatten counted as parameters",
            "You give Flatten parameters. It writes numbers in a row, and learns nothing.",
            _with(_TRACE, at_3_1=_TRACE[3, 0]),
        ),
        Misconception(
            "weights given to pooling",
            "You give the pooling layer weights. It takes the largest value of a window: "
            "what should it learn?",
            _with(_TRACE, at_1_1=2 * 2 * 8),
        ),
        Misconception(
            "dense layer on the channels alone",
            "Your dense layer has one weight per channel. Behind Flatten it has one for "
            "every value of the volume.",
            _with(_TRACE, at_4_1=(12 + 1) * 5),
        ),
        Misconception(
            "columns swapped",
            "These are the right numbers in the wrong columns: values first, then "
            "parameters.",
            _TRACE[:, ::-1],
        ),
    ),
)


PADDING, KERNEL, STRIDE, FILTERS, BIAS = 1, 2, 3, 4, 5
FAULTS = np.array([[1, PADDING], [3, KERNEL], [3, FILTERS], [5, STRIDE], [4, BIAS]])
"""Layer and setting at fault in each of the summaries of `find-the-wrong-layer`."""


def _blame(**changes):
    return _with(FAULTS, **changes)


FIND_THE_WRONG_LAYER = ValueExercise(
    id="find-the-wrong-layer",
    chapter="07",
    title="Which layer is to blame?",
    difficulty=2,
    points=3,
    answer="find_the_wrong_layer",
    reference=FAULTS,
    misconceptions=(
        Misconception(
            "layers counted from 0",
            "You count the layers from 0. In the plan the first has the number 1.",
            FAULTS - np.array([1, 0]),
        ),
        Misconception(
            "the input counted as a layer",
            "You count the input as layer 1. In the plan the first convolution has that "
            "number.",
            FAULTS + np.array([1, 0]),
        ),
        Misconception(
            "last layer that differs",
            "You name the last layer that is not as planned. It only works with what it "
            "gets: go back to where the trouble begins.",
            _blame(at_0_0=7, at_1_0=7, at_2_0=4, at_3_0=7),
        ),
        Misconception(
            "consequence for cause",
            "You name the layer behind the one at fault. It has no other choice, with "
            "such an input.",
            _blame(at_0_0=2, at_1_0=4, at_2_0=4, at_3_0=6),
        ),
        Misconception(
            "parameters not looked at",
            "In B you blame the padding of a layer that was planned without any. What "
            "does its number of parameters say?",
            _blame(at_1_1=PADDING),
        ),
        Misconception(
            "more parameters than planned",
            "In C you blame the layer whose parameters surprise you. Its filters are as "
            "deep as the volume that it gets.",
            _blame(at_2_0=4),
        ),
        Misconception(
            "pooling window blamed",
            "In D you blame the size of the pooling window. How large a window shortens "
            "both sides by one, and how far does it move?",
            _blame(at_3_1=KERNEL),
        ),
        Misconception(
            "filters blamed for the bias",
            "In E you blame the number of filters. All shapes there are as planned, the "
            "channels too.",
            _blame(at_4_1=FILTERS),
        ),
        Misconception(
            "columns swapped",
            "These are the right numbers in the wrong columns: the layer first, then the "
            "setting.",
            FAULTS[:, ::-1],
        ),
    ),
)


KERNELS = np.array([lecture.K, [[0, 1, 0], [3, 0, -1], [1, -2, 4]]])
KERNEL_BIASES = np.array([-4, 2])
SCORES = np.array([[1, 0, -2, 3, 0, 1, -1, 2], [0, 2, 1, -1, 1, 0, 3, -2]])
SCORE_BIASES = np.array([5, -3])


def _given_network():
    import keras
    from keras import layers

    keras_network = keras.Sequential(
        [
            keras.Input((6, 7, 1)),
            layers.Conv2D(2, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(2),
        ]
    )
    copies = (KERNELS, KERNEL_BIASES, SCORES, SCORE_BIASES)
    return keras_network, *(array.copy() for array in copies)


def _stacked(kernels):
    return np.moveaxis(kernels, 0, -1)[:, :, None, :]


def _set(
    to_filters=_stacked,
    to_biases=lambda biases: biases,
    to_dense=np.transpose,
    to_last=lambda b: b,
):
    def set_the_weights(model, kernels, biases, W, b):
        model.set_weights(
            [to_filters(kernels), to_biases(biases), to_dense(W), to_last(b)]
        )
        return model

    return set_the_weights


_WRONG_FILTERS = {
    "reshaped instead of stacked": (
        lambda kernels: kernels.reshape(3, 3, 1, 2),
        "The shape is right, but reshape deals the numbers out in the order in which "
        "they lie in memory, so both filters hold numbers of both kernels. Move the "
        "first axis to the end instead.",
    ),
    "kernels transposed": (
        lambda kernels: kernels.T.reshape(3, 3, 1, 2),
        "Your filters have rows and columns exchanged. Only the axis that counts the "
        "kernels should move; the rows stay before the columns.",
    ),
    "kernels flipped": (
        lambda kernels: _stacked(kernels[:, ::-1, ::-1]),
        "Your filters are turned by 180°. Conv2D slides what it holds as it is.",
    ),
    "kernels in the wrong order": (
        lambda kernels: _stacked(kernels[::-1]),
        "Your first filter holds the second kernel.",
    ),
}


def _weights_of(record, kind):
    layers = record.of_kind(kind)
    return layers[0].weights if layers else ()


def _holds(kind, number, wanted):
    """Return a test: the layer of this kind holds the wanted array."""

    def test(record):
        weights = _weights_of(record, kind)
        return (
            len(weights) > number
            and weights[number].shape == wanted.shape
            and np.allclose(weights[number], wanted, atol=1e-5)
        )

    return test


def _holds_not(kind, number, mistaken):
    holds = _holds(kind, number, mistaken)
    return lambda record: not holds(record)


_ZEROS = np.zeros(2)
_NO_BIAS = (
    "The biases are still 0. set_weights wants four arrays, and the second and the "
    "fourth are the biases."
)
_RESHAPED_W = (
    "The weights of the dense layer have the right shape, but not the right places: "
    "reshape does not exchange rows and columns."
)

SET_THE_WEIGHTS = ModelExercise(
    id="set-the-weights",
    chapter="07",
    title="Set the weights",
    difficulty=1,
    points=2,
    answer="set_the_weights",
    reference=_set(),
    given=_given_network,
    weights=True,
    probes=lambda: (
        np.random.default_rng(7).integers(0, 9, (4, 6, 7, 1)).astype("float32"),
    ),
    demands=(
        Demand(
            "it is the network that was given",
            lambda record: (
                record.input_shape == (6, 7, 1)
                and [kind for kind, _ in record.steps]
                == ["Conv2D", "MaxPooling2D", "Flatten", "Dense"]
            ),
            "Return the model that your function gets, with the same layers.",
        ),
        *(
            Demand(
                f"the filters are not {name.split(' ', 1)[-1]}"
                if name.startswith("kernels")
                else "the filters are stacked along the last axis",
                _holds_not("Conv2D", 0, wrong(KERNELS)),
                hint,
                name,
            )
            for name, (wrong, hint) in _WRONG_FILTERS.items()
        ),
        Demand(
            "each filter holds its kernel",
            _holds("Conv2D", 0, _stacked(KERNELS)),
            "Compare layer.get_weights()[0][:, :, 0, 0] with the first kernel: they "
            "should be equal, number by number.",
        ),
        Demand(
            "the biases are set",
            lambda record: (
                _holds_not("Conv2D", 1, _ZEROS)(record)
                and _holds_not("Dense", 1, _ZEROS)(record)
            ),
            _NO_BIAS,
            "bias missing",
        ),
        Demand(
            "W has its rows and columns exchanged, not reshaped",
            _holds_not("Dense", 0, SCORES.reshape(8, 2)),
            _RESHAPED_W,
            "dense weights reshaped",
        ),
        Demand(
            "the dense layer holds W",
            _holds("Dense", 0, SCORES.T),
            "Keras keeps (inputs, outputs), and W has a row for each output.",
        ),
        Demand(
            "every bias is in its place",
            lambda record: (
                _holds("Conv2D", 1, KERNEL_BIASES)(record)
                and _holds("Dense", 1, SCORE_BIASES)(record)
            ),
            "Look at layer.get_weights()[1] of both layers.",
        ),
        Demand(
            "the network answers as the same sums in NumPy do",
            lambda record: bool(
                np.allclose(
                    record.predictions[0],
                    _answers_of_given(SET_THE_WEIGHTS.probes()[0]),
                    atol=1e-3,
                )
            ),
            "The weights are right, but the network does not compute what was given. "
            "Was a layer or an activation changed?",
        ),
    ),
    misconceptions=(
        *(
            Misconception(name, hint, _set(to_filters=wrong))
            for name, (wrong, hint) in _WRONG_FILTERS.items()
        ),
        Misconception("bias missing", _NO_BIAS, _set(to_biases=np.zeros_like)),
        Misconception(
            "dense weights reshaped",
            _RESHAPED_W,
            _set(to_dense=lambda W: W.reshape(8, 2)),
        ),
    ),
)


def _answers_of_given(x):
    z = ops.conv_layer(x, _stacked(KERNELS), KERNEL_BIASES)
    pooled = ops.pool2d(ops.relu(z), 2)
    return pooled.reshape(len(x), -1) @ SCORES.T + SCORE_BIASES


BUILT = (
    Conv(8, 3, padding="same"),
    Pool(2),
    Conv(16, 3, stride=2),
    Conv(24, 3),
    Flatten(),
    Dense(32),
    Dense(6),
)
"""The network of `build-from-trace`, for images of 30×24×3."""

_ROWS = arithmetic.trace((30, 24, 3), BUILT)[1:]
_LEARN = [(row.shape, row.parameters) for row in _ROWS if row.parameters]


def _learning(record):
    return [layer for layer in record.layers if layer.parameters]


def _shapes_in_order(record):
    """Say whether the planned shapes come one after the other, others between them."""
    shapes = iter([shape for _, shape in record.steps])
    return all(row.shape in shapes for row in _ROWS)


def _pooled(record):
    return any(
        "Pooling" in kind and shape == (15, 12, 8) for kind, shape in record.steps
    )


def _probabilities(record):
    answers = record.predictions[0]
    return bool((answers >= 0).all() and np.allclose(answers.sum(axis=1), 1, atol=1e-4))


def _computed(record, activation):
    """Run the planned network with the weights on record."""
    weights = [layer.weights for layer in _learning(record)]
    mode = "average" if record.of_kind("AveragePooling2D") else "max"
    x = BUILD_FROM_TRACE.probes()[0]
    x = activation(ops.conv_layer(x, *weights[0], padding="same"))
    x = ops.pool2d(x, 2, mode=mode)
    x = activation(ops.conv_layer(x, *weights[1], stride=2))
    x = activation(ops.conv_layer(x, *weights[2])).reshape(len(x), -1)
    scores = activation(x @ weights[3][0] + weights[3][1]) @ weights[4][0]
    scores = scores + weights[4][1]
    if not _probabilities(record):
        return scores
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _answers_as(record, activation):
    return bool(
        np.allclose(record.predictions[0], _computed(record, activation), atol=1e-4)
    )


def _crossentropy(record):
    loss = str(record.training.get("loss", "")).lower().replace("_", "")
    return "sparsecategoricalcrossentropy" in loss


def _build(
    shape=(30, 24, 3),
    *,
    padding="same",
    pool=True,
    stride=2,
    relu="relu",
    bias=True,
    softmax=True,
    logits=False,
    loss=None,
    units=32,
):
    """Return a builder of the network, with one setting changed."""

    def build_from_trace():
        import keras
        from keras import layers

        last = "softmax" if softmax else None
        model = keras.Sequential(
            [
                keras.Input(shape),
                layers.Conv2D(8, 3, padding=padding, activation=relu, use_bias=bias),
                *([layers.MaxPooling2D(2)] if pool else []),
                layers.Conv2D(16, 3, strides=stride, activation=relu, use_bias=bias),
                layers.Conv2D(24, 3, activation=relu, use_bias=bias),
                layers.Flatten(),
                layers.Dense(units, activation=relu, use_bias=bias),
                layers.Dense(6, activation=last, use_bias=bias),
            ]
        )
        entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=logits)
        model.compile("adam", loss or entropy)
        return model

    return build_from_trace


_BUILD_MISTAKES = (
    Misconception(
        "wrong axis order",
        "An image is (height, width, channels), and the trace writes it in this order: "
        "30 rows, 24 columns, 3 channels.",
        _build((24, 30, 3)),
    ),
    Misconception(
        "forgot padding",
        "The first map in the trace is as large as the image. A Conv2D that is not told "
        "to pad makes it smaller.",
        _build(padding="valid"),
    ),
    Misconception(
        "pooling missing",
        "Between the first two convolutions height and width are halved by a layer that "
        "has no parameters.",
        _build(pool=False),
    ),
    Misconception(
        "stride forgotten",
        "From 15×12 to 7×5 a window cannot get by steps of one pixel, unless the filters "
        "were much larger. The parameters say how large they are.",
        _build(stride=1),
    ),
    Misconception(
        "bias missing",
        "The trace counts a bias for every filter and every unit. use_bias=False leaves "
        "them out.",
        _build(bias=False),
    ),
    Misconception(
        "no nonlinearity",
        "Your layers have no activation. Without one a layer behind a layer can do no "
        "more than a single layer.",
        _build(relu=None),
    ),
    Misconception(
        "from_logits mismatch",
        "Your network ends with a softmax, and your loss applies another one: "
        "from_logits=True says that it gets scores. One of the two is enough.",
        _build(logits=True),
    ),
    Misconception(
        "no softmax anywhere",
        "Your network returns scores, and your loss takes them for probabilities. One of "
        "the two has to apply the softmax.",
        _build(softmax=False),
    ),
    Misconception(
        "loss of a regression",
        "The labels are numbers of classes: that class 4 is twice class 2 means nothing. "
        "Use the cross-entropy for such labels.",
        _build(loss="mse"),
    ),
)
_BUILD_HINTS = {m.name: m.hint for m in _BUILD_MISTAKES}


def _demand(text, test, mistake):
    return Demand(text, test, _BUILD_HINTS[mistake], mistake)


BUILD_FROM_TRACE = ModelExercise(
    id="build-from-trace",
    chapter="07",
    title="Build it from its trace",
    difficulty=2,
    points=4,
    answer="build_from_trace",
    reference=_build(),
    weights=True,
    probes=lambda: (
        np.random.default_rng(5).normal(size=(6, 30, 24, 3)).astype("float32"),
    ),
    demands=(
        _demand(
            "it takes images of 30×24×3",
            lambda record: record.input_shape == (30, 24, 3),
            "wrong axis order",
        ),
        _demand(
            "its first feature maps are as large as the image",
            lambda record: (
                bool(_learning(record))
                and _learning(record)[0].output_shape[:2] == (30, 24)
            ),
            "forgot padding",
        ),
        _demand("a pooling layer makes 15×12×8", _pooled, "pooling missing"),
        _demand(
            "the second convolution makes maps of 7×5",
            lambda record: any(shape[:2] == (7, 5) for _, shape in record.steps),
            "stride forgotten",
        ),
        Demand(
            "the shapes of the trace follow each other",
            _shapes_in_order,
            "Put model.summary() beside the trace, and look for the first shape that "
            "differs.",
        ),
        _demand(
            "the layers have biases",
            lambda record: all(len(layer.weights) > 1 for layer in _learning(record)),
            "bias missing",
        ),
        Demand(
            "each layer has as many parameters as in the trace",
            lambda record: (
                [(layer.output_shape, layer.parameters) for layer in _learning(record)]
                == _LEARN
            ),
            "Shapes can agree while filters have another size. Compare the column of the "
            "parameters with your summary.",
        ),
        _demand(
            "the layers are not linear",
            lambda record: not _answers_as(record, lambda z: z),
            "no nonlinearity",
        ),
        Demand(
            "a ReLU follows each layer that learns, but the last",
            lambda record: _answers_as(record, ops.relu),
            "With its own weights, your network does not answer as a network with these "
            "layers and a ReLU behind all that learn but the last would. Look at the "
            "activations one by one.",
        ),
        _demand(
            "it is compiled with the cross-entropy for labels 0 to 5",
            _crossentropy,
            "loss of a regression",
        ),
        _demand(
            "no second softmax follows the first",
            lambda record: (
                not (_probabilities(record) and record.training["from_logits"])
            ),
            "from_logits mismatch",
        ),
        _demand(
            "there is a softmax, in the network or in the loss",
            lambda record: _probabilities(record) or record.training["from_logits"],
            "no softmax anywhere",
        ),
    ),
    misconceptions=_BUILD_MISTAKES,
)


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


DETECT_A_PATTERN = ModelExercise(
    id="detect-a-pattern",
    chapter="07",
    title="A network that finds a T",
    difficulty=2,
    points=3,
    answer="detect_a_pattern",
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
)


def _sees(
    place,
    layers,
    *,
    order=-1,
    stride=True,
    padding=-1,
    beyond=1,
    shift=lambda f: 0,
):
    """Walk back from a place, with one step done wrong unless nothing is changed."""
    first = last = place
    for f, s, p in layers[::order]:
        s = s if stride else 1
        first = first * s + padding * p - shift(f)
        last = last * s + padding * p - shift(f) + f - beyond
    return np.array([first, last])


def _sees_with(**mistake):
    return lambda place, layers: _sees(place, layers, **mistake)


def _size_only(place, layers):
    first, last = _sees(place, layers)
    return np.array([0, last - first])


def _first_only(place, layers):
    first, _ = _sees(place, layers)
    return np.array([first, first])


def _draw_layers(random: np.random.Generator) -> Case:
    count = int(random.integers(2, 5))
    layers = [
        tuple(int(n) for n in random.integers([2, 1, 0], [7, 4, 3]))
        for _ in range(count)
    ]
    # The first and last layers differ in all they have: their order matters.
    layers[0], layers[-1] = (5, 2, 1), (int(random.integers(2, 5)), 3, 2)
    return Case((int(random.integers(2, 9)), tuple(layers)))


RECEPTIVE_FIELD_OF = FunctionExercise(
    id="receptive-field-of",
    chapter="07",
    title="Which pixels does it see?",
    difficulty=2,
    points=3,
    answer="receptive_field_of",
    reference=_sees,
    cases=(
        Case((2, ((3, 1, 0),))),
        Case((0, ((3, 1, 1), (5, 2, 0)))),
        Case((3, ((3, 1, 0), (5, 2, 0), (5, 2, 0)))),
        Case((4, ((5, 1, 2), (2, 2, 0), (3, 3, 1)))),
        Case((1, ((7, 2, 3), (3, 2, 1), (3, 1, 1), (2, 3, 0)))),
    ),
    draw=_draw_layers,
    whole=True,
    misconceptions=(
        Misconception(
            "first layer first",
            "You walk through the layers in the order in which the image does. You start "
            "behind the last layer, so it is the first that you meet.",
            _sees_with(order=1),
        ),
        Misconception(
            "stride ignored",
            "You move by one pixel from each value to the next. At stride s, value i has "
            "its window i steps of s pixels from the start.",
            _sees_with(stride=False),
        ),
        Misconception(
            "padding ignored",
            "Your pixels do not change with p. With padding the first window starts "
            "before the first pixel.",
            _sees_with(padding=0),
        ),
        Misconception(
            "padding added",
            "You move the window further in by p. Padding is put before the first pixel: "
            "on which side of it does the first window start?",
            _sees_with(padding=1),
        ),
        Misconception(
            "one pixel too many",
            "Your last pixel is one too far. A window of f pixels that starts at 0 ends "
            "before pixel f.",
            _sees_with(beyond=0),
        ),
        Misconception(
            "windows without width",
            "You follow where the windows start, and forget that each has f pixels.",
            _first_only,
        ),
        Misconception(
            "windows centred on their place",
            "You centre each window on its place. Without padding, window 0 starts at "
            "pixel 0; it is the padding that moves it.",
            _sees_with(shift=lambda f: (f - 1) // 2),
        ),
        Misconception(
            "last layer only",
            "You stop after one layer. What it sees are values of the layer before, and "
            "they see more.",
            lambda place, layers: _sees(place, layers[-1:]),
        ),
        Misconception(
            "size without place",
            "You say how many pixels are seen, counted from 0. Which ones are they?",
            _size_only,
        ),
    ),
)


def _step(
    image,
    kernel,
    bias,
    wanted,
    rate,
    *,
    gate=lambda z, error: z > 0,
    forward=ops.relu,
    factor=2,
    mean=True,
    flip=False,
    sign=-1,
    bias_share=np.sum,
):
    """Take a step, with one part done wrong unless nothing is changed."""
    z = ops.conv2d(image, kernel) + bias
    error = forward(z) - wanted
    by_z = factor * error / (error.size if mean else 1) * gate(z, error)
    correlate = ops.convolve2d if flip else ops.conv2d
    by_kernel = correlate(image, by_z)
    new = kernel + sign * rate * by_kernel
    return np.append(new, bias + sign * rate * bias_share(by_z))


def _step_with(**mistake):
    return lambda *args: _step(*args, **mistake)


def _gradient_only(image, kernel, bias, wanted, rate):
    return np.append(kernel, bias) - _step(image, kernel, bias, wanted, 1.0)


def _rate_ignored(image, kernel, bias, wanted, rate):
    return _step(image, kernel, bias, wanted, 1.0)


def _step_case(random, height, width, f_h, f_w):
    shape = height - f_h + 1, width - f_w + 1
    return Case(
        (
            random.integers(-2, 4, (height, width)).astype(float),
            random.integers(-2, 3, (f_h, f_w)).astype(float),
            float(random.integers(-2, 2)) + 0.5,  # so that z is never 0
            random.integers(0, 5, shape).astype(float),
            float(random.choice([0.02, 0.05, 0.1])),
        )
    )


def _draw_step(random: np.random.Generator) -> Case:
    f_h, f_w = (int(n) for n in random.integers(2, 4, 2))
    height = f_h + int(random.integers(2, 4))
    return _step_case(random, height, height + int(random.integers(1, 3)), f_h, f_w)


_random = np.random.default_rng(77)

ONE_GRADIENT_STEP = FunctionExercise(
    id="one-gradient-step",
    chapter="07",
    title="One gradient step",
    difficulty=3,
    points=4,
    answer="one_gradient_step",
    reference=_step,
    cases=(
        Case(
            (
                np.array([[2.0, 1, 0], [1, 3, 1], [0, 2, 4]]),
                np.array([[1.0, -1], [0, 1]]),
                -1.0,
                np.array([[1.0, 0], [2, 3]]),
                0.05,
            )
        ),
        _step_case(_random, 4, 6, 2, 3),
        _step_case(_random, 6, 5, 3, 2),
        _step_case(_random, 5, 7, 3, 3),
    ),
    draw=_draw_step,
    misconceptions=(
        Misconception(
            "gate of the ReLU forgotten",
            "You send messages through a ReLU that is shut. Where z was negative, a "
            "little more or less of it changes nothing.",
            _step_with(gate=lambda z, error: True),
        ),
        Misconception(
            "gate by the sign of the error",
            "You stop the messages where the error is negative. The gate looks at z, the "
            "number that went into the ReLU.",
            _step_with(gate=lambda z, error: error > 0),
        ),
        Misconception(
            "ReLU forgotten",
            "Your errors are those of z. The layer returns what comes out of the ReLU.",
            _step_with(forward=lambda z: z, gate=lambda z, error: True),
        ),
        Misconception(
            "uphill",
            "You add the gradient. The loss grows along it, so walk the other way.",
            _step_with(sign=1),
        ),
        Misconception(
            "factor 2 forgotten",
            "Your step is half as long as it should be. What is the derivative of a "
            "square?",
            _step_with(factor=1),
        ),
        Misconception(
            "sum for mean",
            "Your step is too long. The loss is the mean of the squares, so each error "
            "counts for its share only.",
            _step_with(mean=False),
        ),
        Misconception(
            "bias left alone",
            "Your bias does not move. It is a number to learn, like the weights.",
            _step_with(bias_share=lambda by_z: 0),
        ),
        Misconception(
            "bias moved by the mean",
            "You take the mean of the messages for the bias. It was added at every "
            "place, so it gets the message of every place.",
            _step_with(bias_share=np.mean),
        ),
        Misconception(
            "gradient flipped",
            "You turn the messages by 180° before you slide them over the image. Which "
            "pixel has the first weight met in the first window?",
            _step_with(flip=True),
        ),
        Misconception(
            "rate ignored",
            "Your step is as long as the gradient. Multiply by the learning rate.",
            _rate_ignored,
        ),
        Misconception(
            "gradient returned",
            "You return the gradient. Wanted are the numbers after the step.",
            _gradient_only,
        ),
    ),
)

EXERCISES = (
    TRACE_A_NETWORK,
    SET_THE_WEIGHTS,
    FIND_THE_WRONG_LAYER,
    BUILD_FROM_TRACE,
    DETECT_A_PATTERN,
    RECEPTIVE_FIELD_OF,
    ONE_GRADIENT_STEP,
)
