"""Answers to `design-a-transfer`."""

import functools

from tests.answers import Answers

ANSWERS = Answers("design-a-transfer")

_SPARSE = "sparse_categorical_crossentropy"
_TOP = ("block_2_depthwise", "block_2_project")


def _move(base, names=_TOP):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name in names


def _model(
    base,
    *,
    front=None,
    pool="GlobalAveragePooling2D",
    hidden=(),
    units=5,
    activation="softmax",
    rate=1e-5,
    loss=_SPARSE,
):
    import keras
    from keras import layers

    if front is None:
        front = [layers.Rescaling(1 / 127.5, offset=-1)]
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            *front,
            base,
            getattr(layers, pool)(),
            *[layers.Dense(n, activation="relu") for n in hidden],
            layers.Dense(units, activation=activation),
        ]
    )
    if loss:
        model.compile(keras.optimizers.Adam(rate), loss)
    return model


@ANSWERS.right("Sequential, softmax, two layers of the top by name")
def _(base):
    import keras
    from keras import layers

    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name in ("block_2_depthwise", "block_2_project")
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            layers.Rescaling(1 / 127.5, offset=-1),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(5, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(1e-5), "sparse_categorical_crossentropy")
    return model


@ANSWERS.right("functional, arithmetic on tensors, logits")
def _(base):
    import keras
    from keras import layers

    base.trainable = True
    start = [layer.name for layer in base.layers].index("block_2_depthwise")
    for i, layer in enumerate(base.layers):
        norm = isinstance(layer, layers.BatchNormalization)
        layer.trainable = i >= start and not norm
    photographs = keras.Input(shape=(16, 16, 3))
    x = photographs / 127.5 - 1
    x = base(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    model = keras.Model(photographs, layers.Dense(5)(x))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=3e-5),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


@ANSWERS.right("spends the budget from the top down, keras.ops.mean")
def _(base):
    import keras
    from keras import layers

    head = layers.Dense(5, activation="softmax")
    left = 750 - (12 + 1) * 5
    base.trainable = True
    for layer in base.layers:
        layer.trainable = False
    for layer in reversed(base.layers):
        if isinstance(layer, layers.Conv2D | layers.DepthwiseConv2D):
            if layer.count_params() > left:
                break
            left -= layer.count_params()
            layer.trainable = True
            print(layer.name, left)
    photographs = keras.Input((16, 16, 3))
    maps = base(layers.Rescaling(2 / 255, -1)(photographs))
    model = keras.Model(photographs, head(keras.ops.mean(maps, axis=(1, 2))))
    model.compile(
        keras.optimizers.Adam(0.0001), keras.losses.sparse_categorical_crossentropy
    )
    return model


@ANSWERS.right("a Lambda layer scales, Dropout, the loss as partial")
def _(base):
    import keras
    from keras import layers

    _move(base)
    model = keras.Sequential()
    model.add(keras.Input((16, 16, 3)))
    model.add(layers.Lambda(lambda x: (x - 127.5) / 127.5))
    model.add(base)
    model.add(layers.GlobalAveragePooling2D())
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(5))
    loss = functools.partial(
        keras.losses.sparse_categorical_crossentropy, from_logits=True
    )
    model.compile(keras.optimizers.Adam(1e-6), loss)
    return model


@ANSWERS.right("Keras' own preprocessing, SGD, a list of one loss")
def _(base):
    import keras
    from keras.applications.mobilenet_v2 import preprocess_input

    _move(base)
    photographs = keras.Input((16, 16, 3), name="photographs")
    x = base(preprocess_input(photographs))
    x = keras.layers.GlobalAveragePooling2D()(x)
    x = keras.layers.Dense(5, activation="softmax", name="mushrooms")(x)
    model = keras.Model(photographs, x, name="transfer")
    model.compile(keras.optimizers.SGD(1e-4), loss=[_SPARSE])
    return model


@ANSWERS.right("a Normalization layer with given mean and variance, Softmax as a layer")
def _(base):
    import keras
    from keras import layers

    _move(base)
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            layers.Normalization(mean=127.5, variance=127.5**2),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(5),
            layers.Softmax(),
        ]
    )
    model.compile(
        keras.optimizers.RMSprop(2e-5), keras.losses.SparseCategoricalCrossentropy()
    )
    return model


@ANSWERS.right("bytes as input, the rate set after compile")
def _(base):
    import keras
    from keras import layers

    _move(base)
    photographs = keras.Input((16, 16, 3), dtype="uint8")
    x = layers.Rescaling(1 / 127.5, offset=-1)(photographs)
    x = layers.GlobalAveragePooling2D()(base(x))
    model = keras.Model(photographs, layers.Dense(5, activation="softmax")(x))
    model.compile("adam", _SPARSE)
    model.optimizer.learning_rate = 1e-5
    return model


@ANSWERS.right("no bias in the head, a rate that falls within the bounds")
def _(base):
    import keras
    from keras import layers

    _move(base)
    rate = keras.optimizers.schedules.PiecewiseConstantDecay([100], [1e-4, 1e-5])
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            layers.Rescaling(scale=1 / 127.5, offset=-1.0),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(5, use_bias=False),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, name="loss")
    model.compile(keras.optimizers.Adam(rate), loss)
    return model


@ANSWERS.right("mirrored copies in front, pooling over the whole map and Flatten")
def _(base):
    import keras
    from keras import layers

    _move(base)
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            layers.RandomFlip("horizontal"),
            layers.Rescaling(1 / 127.5, offset=-1),
            base,
            layers.AveragePooling2D(base.output_shape[1:3]),
            layers.Flatten(),
            layers.Dense(5, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(1e-5), _SPARSE)
    return model


@ANSWERS.right("the book's transfer_model and unfreeze")
def _(base):
    import cnnbook as cb

    model = cb.models.transfer_model(base, classes=5, dropout=0)
    model.compile("adam", _SPARSE)
    return cb.models.unfreeze(model, first="block_2_depthwise", learning_rate=1e-5)


@ANSWERS.right("frozen from the bottom up while too much trains")
def _(base):
    from keras import layers

    base.trainable = True
    for layer in base.layers:
        layer.trainable = not isinstance(layer, layers.BatchNormalization)
    model = _model(base, loss=None)
    for layer in base.layers:
        if sum(w.shape.num_elements() for w in model.trainable_weights) <= 750:
            break
        layer.trainable = False
    return _compiled(model)


def _compiled(model, rate=1e-5, loss=_SPARSE):
    import keras

    model.compile(keras.optimizers.Adam(rate), loss)
    return model


@ANSWERS.wrong("compiled first, then the switches", ("compiled before the switches",))
def _(base):
    model = _model(base)
    _move(base)
    return model


class _Design:
    def __call__(self, base, **_more):
        self.unfreeze(base)
        return _model(base, rate=1e-5)

    def unfreeze(self, base):
        _move(base, ())
        base.get_layer("block_2_depthwise").trainable = True
        base.get_layer("block_2_project").trainable = True


ANSWERS.right("an object with __call__")(_Design())


def _design(names, base, **changes):
    _move(base, names)
    return _model(base, **changes)


ANSWERS.right("functools.partial")(functools.partial(_design, _TOP))
ANSWERS.wrong("only the head trains, there is room for more", ("base frozen",))(
    functools.partial(_design, ())
)
ANSWERS.wrong(
    "only the last convolution, there is room for one more",
    ("room left in the budget",),
)(functools.partial(_design, ("block_2_project",)))
ANSWERS.wrong("the whole of block 2: 995 numbers", ("budget exceeded",))(
    functools.partial(_design, ("block_2_expand", *_TOP))
)
ANSWERS.wrong(
    "expand and project, with a gap between the two", ("layers below the top",)
)(functools.partial(_design, ("block_2_expand", "block_2_project")))
ANSWERS.wrong(
    "expand and depthwise, the last convolution stands still", ("layers below the top",)
)(functools.partial(_design, ("block_2_expand", "block_2_depthwise")))
ANSWERS.wrong("only the depthwise convolution", ("layers below the top",))(
    functools.partial(_design, ("block_2_depthwise",))
)
ANSWERS.wrong(
    "from the bottom up: Conv1, expand and depthwise of block 1",
    ("layers below the top",),
)(functools.partial(_design, ("Conv1", "block_1_expand", "block_1_depthwise")))
ANSWERS.wrong(
    "the top two and Conv1: 911 numbers, with a gap",
    ("budget exceeded", "layers below the top"),
)(functools.partial(_design, ("Conv1", *_TOP)))
ANSWERS.wrong("the last convolution and Conv1, with a gap", ("layers below the top",))(
    functools.partial(_design, ("Conv1", "block_2_project"))
)
ANSWERS.wrong(
    "no softmax, but a loss that takes probabilities", ("from_logits mismatch",)
)(functools.partial(_design, _TOP, activation=None))
ANSWERS.wrong(
    "sigmoid in place of softmax: five separate yes or no",
    ("a sigmoid for each class",),
)(functools.partial(_design, _TOP, activation="sigmoid"))
ANSWERS.wrong("four kinds, as in the exercise before", ("units of another task",))(
    functools.partial(_design, _TOP, units=4)
)
ANSWERS.wrong("six kinds", ("units of another task",))(
    functools.partial(_design, _TOP, units=6)
)
ANSWERS.wrong("a loss for one-hot labels", ("loss for one-hot labels",))(
    functools.partial(_design, _TOP, loss="categorical_crossentropy")
)
ANSWERS.wrong("a loss for two kinds")(
    functools.partial(_design, _TOP, loss="binary_crossentropy")
)
ANSWERS.wrong("squared differences as loss")(
    functools.partial(_design, _TOP, loss="mse")
)
ANSWERS.wrong("not compiled")(functools.partial(_design, _TOP, loss=None))
ANSWERS.wrong("the rate of the head, 0.001", ("learning rate of the head",))(
    functools.partial(_design, _TOP, rate=1e-3)
)
ANSWERS.wrong("a rate of 1e-30: nothing will ever move")(
    functools.partial(_design, _TOP, rate=1e-30)
)
ANSWERS.wrong("a rate of 1e-7, below the range")(
    functools.partial(_design, _TOP, rate=1e-7)
)
ANSWERS.wrong("photographs are not scaled", ("not scaled",))(
    functools.partial(_design, _TOP, front=[])
)
ANSWERS.wrong(
    "the largest value of each map in place of its mean",
    ("largest value for the mean",),
)(functools.partial(_design, _TOP, pool="GlobalMaxPooling2D"))
ANSWERS.wrong(
    "Flatten in place of the mean: more than 750 numbers",
    ("flattened, not pooled", "budget exceeded"),
)(functools.partial(_design, _TOP, pool="Flatten"))
ANSWERS.wrong(
    "Flatten in place of the mean, and the base frozen",
    ("flattened, not pooled", "base frozen"),
)(functools.partial(_design, (), pool="Flatten"))
ANSWERS.wrong("a hidden dense layer in the head")(
    functools.partial(_design, ("block_2_project",), hidden=(12,))
)
ANSWERS.wrong(
    "photographs not scaled and the rate of the head",
    ("not scaled", "learning rate of the head"),
)(functools.partial(_design, _TOP, front=[], rate=1e-3))
ANSWERS.wrong(
    "four kinds and a gap", ("units of another task", "layers below the top")
)(functools.partial(_design, ("block_2_expand", "block_2_project"), units=4))
ANSWERS.wrong(
    "the whole of block 2 and no softmax", ("budget exceeded", "from_logits mismatch")
)(functools.partial(_design, ("block_2_expand", *_TOP), activation=None))


@ANSWERS.wrong(
    "softmax, and a loss that takes the numbers for logits", ("from_logits mismatch",)
)
def _(base):
    import keras

    _move(base)
    return _model(
        base, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )


@ANSWERS.wrong("scaled to 0 … 1", ("scaled to another range",))
def _(base):
    import keras

    _move(base)
    return _model(base, front=[keras.layers.Rescaling(1 / 255)])


@ANSWERS.wrong("scaled to 0 … 2: the −1 is missing", ("scaled to another range",))
def _(base):
    import keras

    _move(base)
    return _model(base, front=[keras.layers.Rescaling(1 / 127.5)])


@ANSWERS.wrong("scaled to 1 … 3: the sign of the offset", ("scaled to another range",))
def _(base):
    import keras

    _move(base)
    return _model(base, front=[keras.layers.Rescaling(1 / 127.5, offset=1)])


@ANSWERS.wrong("scaled twice", ("scaled to another range",))
def _(base):
    import keras

    _move(base)
    scales = [keras.layers.Rescaling(1 / 127.5, offset=-1) for _ in range(2)]
    return _model(base, front=scales)


@ANSWERS.wrong("divided by 255, then scaled once more by 127.5")
def _(base):
    import keras

    _move(base)
    scales = [
        keras.layers.Rescaling(1 / 255),
        keras.layers.Rescaling(1 / 127.5, offset=-1),
    ]
    return _model(base, front=scales)


@ANSWERS.wrong("scaled behind the base in place of in front of it")
def _(base):
    import keras
    from keras import layers

    _move(base)
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            base,
            layers.Rescaling(1 / 127.5, offset=-1),
            layers.GlobalAveragePooling2D(),
            layers.Dense(5, activation="softmax"),
        ]
    )
    return _compiled(model)


@ANSWERS.wrong(
    "BatchNormalization of the top trains along", ("BatchNormalization trains",)
)
def _(base):
    _move(base)
    for layer in base.layers:
        if layer.name.startswith(_TOP):
            layer.trainable = True
    return _model(base)


@ANSWERS.wrong(
    "the last BatchNormalization trains along, within 750 numbers",
    ("BatchNormalization trains",),
)
def _(base):
    _move(base)
    norms = [layer for layer in base.layers if hasattr(layer, "moving_mean")]
    norms[-1].trainable = True
    return _model(base)


@ANSWERS.wrong("factors and summands are switched off, the averages still change")
def _(base):
    base.trainable = True
    for layer in base.layers:
        if hasattr(layer, "moving_mean"):
            for weight in layer.weights:
                weight.trainable = False
        else:
            layer.trainable = layer.name in _TOP
    return _model(base)


@ANSWERS.wrong(
    "the whole base trains", ("BatchNormalization trains", "budget exceeded")
)
def _(base):
    base.trainable = True
    return _model(base)


@ANSWERS.wrong("all convolutions of the base train", ("budget exceeded",))
def _(base):
    base.trainable = True
    for layer in base.layers:
        if hasattr(layer, "moving_mean"):
            layer.trainable = False
    return _model(base)


@ANSWERS.right(
    "reading: the base's own switch off; within a model its layers move anyway"
)
def _(base):
    base.trainable = False
    for layer in base.layers:
        layer.trainable = layer.name in _TOP
    return _model(base)


@ANSWERS.wrong(
    "the base is switched on last, which turns all its layers on",
    ("BatchNormalization trains", "budget exceeded"),
)
def _(base):
    base.trainable = False
    for layer in base.layers:
        layer.trainable = layer.name in _TOP
    base.trainable = True
    return _model(base)


@ANSWERS.wrong("the head is frozen, the room spent on the base")
def _(base):
    _move(base)
    model = _model(base, loss=None)
    model.layers[-1].trainable = False
    return _compiled(model)


@ANSWERS.wrong("the base is cloned: random weights", ("base left out or drawn anew",))
def _(base):
    import keras

    copy = keras.models.clone_model(base)
    _move(copy)
    return _model(copy)


@ANSWERS.wrong(
    "the top two layers get random weights", ("base left out or drawn anew",)
)
def _(base):
    import numpy as np

    random = np.random.default_rng(0)
    _move(base)
    for name in _TOP:
        layer = base.get_layer(name)
        layer.set_weights([random.normal(size=w.shape) for w in layer.get_weights()])
    return _model(base)


@ANSWERS.wrong(
    "the book's transfer_model alone: its base is frozen, and the rate 0.001",
    ("base frozen", "learning rate of the head"),
)
def _(base):
    import cnnbook as cb

    model = cb.models.transfer_model(base, classes=5)
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong(
    "the book's unfreeze from block_2_expand on: 995 numbers", ("budget exceeded",)
)
def _(base):
    import cnnbook as cb

    model = cb.models.transfer_model(base, classes=5)
    model.compile("adam", _SPARSE)
    return cb.models.unfreeze(model, first="block_2_expand", learning_rate=1e-5)


@ANSWERS.wrong("a pair: the model and how many arrays train")
def _(base):
    _move(base)
    model = _model(base)
    return model, len(model.trainable_weights)


@ANSWERS.wrong("nothing is returned")
def _(base):
    _move(base)
    _model(base)


@ANSWERS.wrong("scaled twice and the whole base trains")
def _(base):
    import keras

    base.trainable = True
    scales = [keras.layers.Rescaling(1 / 127.5, offset=-1) for _ in range(2)]
    return _model(base, front=scales)


@ANSWERS.wrong(
    "a BatchNormalization of its own in the head", ("BatchNormalization trains",)
)
def _(base):
    import keras
    from keras import layers

    _move(base)
    model = keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            layers.Rescaling(1 / 127.5, offset=-1),
            base,
            layers.GlobalAveragePooling2D(),
            layers.BatchNormalization(),
            layers.Dense(5, activation="softmax"),
        ]
    )
    return _compiled(model)


@ANSWERS.right("height and width are left open")
def _(base):
    import keras
    from keras import layers

    _move(base)
    model = keras.Sequential(
        [
            keras.Input((None, None, 3)),
            layers.Rescaling(1 / 127.5, offset=-1),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(5, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(1e-5), _SPARSE)
    return model


@ANSWERS.wrong("a ReLU behind the last layer", ("ReLU behind the last layer",))
def _(base):
    _move(base)
    return _model(base, activation="relu")


@ANSWERS.wrong("divided by 128", ("scaled to another range",))
def _(base):
    from keras import layers

    _move(base)
    return _model(base, front=[layers.Rescaling(1 / 128, offset=-1)])


@ANSWERS.wrong("compiled without a loss")
def _(base):
    import keras

    _move(base)
    model = _model(base, loss=None)
    model.compile(keras.optimizers.Adam(1e-5))
    return model


# By another hand, who had read the prompt alone.


def _class_around(base, **settings):
    """Return a class of one's own, which runs the base in some way."""
    import keras
    from keras import layers

    class Mushrooms(keras.Model):
        def __init__(self):
            super().__init__()
            self.base = base
            self.mean = layers.GlobalAveragePooling2D()
            self.out = layers.Dense(5, activation="softmax")

        def call(self, x):
            x = keras.ops.cast(x, "float32") / 127.5 - 1
            return self.out(self.mean(self.base(x, **settings)))

    model = Mushrooms()
    model(keras.ops.zeros((1, 16, 16, 3)))
    return _compiled(model)


def _norms_by_number(base):
    """Let the top move, and switch γ and β of every BatchNormalization off."""
    base.trainable = True
    for layer in base.layers:
        for weight in layer.trainable_weights:
            weight.trainable = layer.name in _TOP


@ANSWERS.right("a class of one's own")
def _(base):
    _move(base)
    return _class_around(base)


@ANSWERS.right("a class keeps the averages, all other switches are of numbers")
def _(base):
    _norms_by_number(base)
    return _class_around(base, training=False)


@ANSWERS.right("one-hot labels are made in the loss, a Normalization scales")
def _(base):
    from keras import layers, losses, ops

    def loss(labels, shares):
        labels = ops.cast(ops.reshape(labels, (-1,)), "int32")
        return losses.categorical_crossentropy(ops.one_hot(labels, 5), shares)

    _move(base)
    front = [layers.Normalization(mean=127.5, variance=127.5**2)]
    return _model(base, front=front, loss=loss, rate=1e-6)


@ANSWERS.right("whole numbers of 8 bits come in")
def _(base):
    import keras
    from keras import layers

    _move(base)
    photograph = keras.Input((16, 16, 3), dtype="uint8")
    maps = base(layers.Rescaling(2 / 255, -1)(photograph))
    shares = layers.Dense(5, "softmax")(layers.GlobalAveragePooling2D()(maps))
    return _compiled(keras.Model(photograph, shares))


@ANSWERS.right("base and pooling are a model, in another one")
def _(base):
    import keras
    from keras import layers

    _move(base)
    inner = keras.Model(base.inputs, layers.GlobalAveragePooling2D()(base.outputs[0]))
    photograph = keras.Input((16, 16, 3))
    means = inner(layers.Rescaling(1 / 127.5, -1)(photograph))
    return _compiled(keras.Model(photograph, layers.Dense(5, "softmax")(means)))


@ANSWERS.right("a mean over the whole map that keeps its axes, and Flatten")
def _(base):
    import keras
    from keras import layers

    _move(base)
    mean = layers.GlobalAveragePooling2D(keepdims=True)
    head = keras.Sequential([mean, layers.Flatten(), layers.Dense(5, "softmax")])
    front = keras.Sequential([layers.Lambda(lambda x: x / 127.5 - 1), base])
    return _compiled(keras.Sequential([keras.Input((16, 16, 3)), front, head]))


@ANSWERS.wrong("only the base is returned", ("head left out",))
def _(base):
    _move(base)
    _model(base)
    return base


@ANSWERS.wrong("only the base is returned, and its switch is off", ("head left out",))
def _(base):
    base.trainable = False
    _model(base)
    return base


@ANSWERS.wrong("a class that lets the averages follow each batch")
def _(base):
    _norms_by_number(base)
    return _class_around(base)


@ANSWERS.wrong("scaled to −0.5 … 0.5", ("scaled to another range",))
def _(base):
    from keras import layers

    _move(base)
    return _model(base, front=[layers.Rescaling(1 / 255, offset=-0.5)])


@ANSWERS.wrong("shares place by place, and their mean")
def _(base):
    import keras
    from keras import layers

    _move(base)
    photograph = keras.Input((16, 16, 3))
    maps = base(layers.Rescaling(1 / 127.5, -1)(photograph))
    shares = layers.GlobalAveragePooling2D()(layers.Dense(5, "softmax")(maps))
    return _compiled(keras.Model(photograph, shares))


@ANSWERS.wrong("the model is switched off at the end", ("everything frozen",))
def _(base):
    _move(base)
    model = _model(base)
    model.trainable = False
    return _compiled(model)


@ANSWERS.wrong("ten kinds", ("units of another task", "budget exceeded"))
def _(base):
    _move(base)
    return _model(base, units=10)


@ANSWERS.wrong("project of block 1 and expand of block 2", ("layers below the top",))
def _(base):
    _move(base, ("block_1_project", "block_2_expand"))
    return _model(base)


@ANSWERS.wrong("photographs of 32×32: the base refuses them")
def _(base):
    import keras
    from keras import layers

    _move(base)
    photograph = keras.Input((32, 32, 3))
    means = layers.GlobalAveragePooling2D()(base(photograph / 127.5 - 1))
    return _compiled(keras.Model(photograph, layers.Dense(5, "softmax")(means)))


@ANSWERS.wrong(
    "a ReLU between the dense layer and the softmax", ("ReLU behind the last layer",)
)
def _(base):
    import keras

    _move(base)
    shares = [keras.layers.ReLU(), keras.layers.Softmax()]
    model = keras.Sequential([_model(base, activation=None, loss=None), *shares])
    return _compiled(model)


@ANSWERS.wrong("a rate that falls to 0")
def _(base):
    import keras

    _move(base)
    return _model(base, rate=keras.optimizers.schedules.CosineDecay(1e-4, 500))


@ANSWERS.wrong("a mean over the height alone", ("budget exceeded",))
def _(base):
    import keras
    from keras import layers

    _move(base)
    photograph = keras.Input((16, 16, 3))
    maps = base(photograph / 127.5 - 1)
    numbers = layers.Flatten()(keras.ops.mean(maps, axis=1))
    return _compiled(keras.Model(photograph, layers.Dense(5, "softmax")(numbers)))
