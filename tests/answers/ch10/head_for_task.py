"""Answers to `head-for-task`."""

import functools

from tests.answers import Answers

ANSWERS = Answers("head-for-task")


@ANSWERS.right("Sequential, softmax, the loss by its name")
def _(base):
    import keras

    base.trainable = False
    model = keras.Sequential(
        [
            base,
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(7, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@ANSWERS.right("Sequential, no activation, a loss from logits")
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [
            keras.Input(base.input_shape[1:]),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(7),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss=loss)
    return model


@ANSWERS.right("functional, the base in inference mode, with Dropout")
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    photographs = keras.Input(shape=base.input_shape[1:], name="photographs")
    x = base(photographs, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    kinds = layers.Dense(7, activation="softmax", name="kinds")(x)
    model = keras.Model(photographs, kinds)
    model.compile("rmsprop", keras.losses.SparseCategoricalCrossentropy())
    return model


@ANSWERS.right(
    "continues from the output of the base; keras.ops.mean, a function as loss"
)
def _(base):
    import keras

    for layer in base.layers:
        layer.trainable = False
    features = keras.ops.mean(base.output, axis=(1, 2))
    kinds = keras.ops.softmax(keras.layers.Dense(7)(features))
    model = keras.Model(base.input, kinds)
    model.compile(
        loss=keras.losses.sparse_categorical_crossentropy,
        optimizer=keras.optimizers.SGD(0.01, momentum=0.9),
    )
    return model


@ANSWERS.right("the largest value of each map, functools.partial as loss")
def _(base):
    import keras

    base.trainable = False
    model = keras.Sequential()
    model.add(base)
    model.add(keras.layers.GlobalMaxPooling2D())
    model.add(keras.layers.Dense(7, name="flowers"))
    loss = functools.partial(
        keras.losses.sparse_categorical_crossentropy, from_logits=True
    )
    model.compile(loss=loss)
    return model


@ANSWERS.right("pooling of the whole map, then Flatten; a list of one loss")
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [
            base,
            layers.AveragePooling2D(base.output_shape[1:3]),
            layers.Flatten(),
            layers.Dense(units=7),
            layers.Softmax(),
        ]
    )
    model.compile("adam", loss=["sparse_categorical_crossentropy"])
    return model


@ANSWERS.right("one-hot labels within a loss of one's own, a falling rate")
def _(base):
    import keras

    def loss(labels, probabilities):
        labels = keras.ops.cast(keras.ops.reshape(labels, (-1,)), "int32")
        wanted = keras.ops.one_hot(labels, 7)
        return keras.losses.categorical_crossentropy(wanted, probabilities)

    base.trainable = False
    x = keras.layers.GlobalAveragePooling2D()(base.output)
    x = keras.layers.Dense(7, activation=keras.activations.softmax)(x)
    model = keras.Model(base.inputs, x)
    rate = keras.optimizers.schedules.CosineDecay(0.003, 200)
    model.compile(keras.optimizers.Adam(rate), loss)
    return model


@ANSWERS.right("a hidden layer in the head, printing")
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    head = keras.Sequential(
        [
            layers.GlobalAveragePooling2D(),
            layers.Dense(16, activation="relu"),
            layers.Dense(7),
        ],
        name="head",
    )
    model = keras.Sequential([keras.Input(base.input_shape[1:]), base, head])
    print(model.output_shape)
    model.compile(
        optimizer="sgd",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True, name="ce"),
    )
    return model


@ANSWERS.right("a lambda as loss, a Lambda layer for the means")
def _(base):
    import keras

    base.trainable = False
    photographs = keras.Input(base.input_shape[1:])
    pooled = keras.layers.Lambda(lambda maps: keras.ops.mean(maps, axis=[1, 2]))
    answers = keras.layers.Dense(7)(pooled(base(photographs)))
    model = keras.Model(photographs, answers)
    model.compile(
        "adam",
        loss=lambda y, z: keras.ops.sparse_categorical_crossentropy(
            keras.ops.cast(keras.ops.reshape(y, (-1,)), "int32"), z, from_logits=True
        ),
    )
    return model


def _build(base, units=7, activation="softmax", pool=None, **compiled):
    import keras
    from keras import layers

    base.trainable = False
    pools = {
        None: [layers.GlobalAveragePooling2D()],
        "flatten": [layers.Flatten()],
        "nothing": [],
        "channels, flat": [
            layers.Lambda(lambda maps: keras.ops.mean(maps, axis=-1)),
            layers.Flatten(),
        ],
        "rows": [
            layers.Lambda(lambda maps: keras.ops.mean(maps, axis=1)),
            layers.Flatten(),
        ],
    }
    dense = layers.Dense(units, activation=activation)
    model = keras.Sequential([base, *pools[pool], dense])
    if compiled.get("loss") is not None:
        model.compile(compiled.get("optimizer", "adam"), compiled["loss"])
    return model


_SPARSE = "sparse_categorical_crossentropy"


class _Head:
    def __call__(self, base):
        import keras

        loss = keras.losses.get(_SPARSE)
        return _build(base, loss=loss, optimizer=keras.optimizers.Nadam())


ANSWERS.right("an object with __call__")(_Head())

ANSWERS.right("functools.partial")(functools.partial(_build, loss=_SPARSE))
ANSWERS.wrong("Flatten in place of pooling", ("flattened instead of pooled",))(
    functools.partial(_build, pool="flatten", loss=_SPARSE)
)
ANSWERS.wrong(
    "no pooling: an answer at every place", ("dense layer before the pooling",)
)(functools.partial(_build, pool="nothing", loss=_SPARSE))
ANSWERS.wrong("the mean over the channels, then Flatten: a number for each place")(
    functools.partial(_build, pool="channels, flat", loss=_SPARSE)
)
ANSWERS.wrong("the mean over the rows only: a number for each column of each map")(
    functools.partial(_build, pool="rows", loss=_SPARSE)
)
ANSWERS.wrong("six numbers: 0 to 6 taken for six kinds", ("units of another task",))(
    functools.partial(_build, units=6, loss=_SPARSE)
)
ANSWERS.wrong("eight numbers, one for none of these", ("units of another task",))(
    functools.partial(_build, units=8, loss=_SPARSE)
)
ANSWERS.wrong("four numbers, as in the chapter", ("units of another task",))(
    functools.partial(_build, units=4, loss=_SPARSE)
)
ANSWERS.wrong(
    "a single number: the label as a regression",
    ("units of another task", "loss of a regression"),
)(functools.partial(_build, units=1, activation=None, loss="mse"))
ANSWERS.wrong("a loss for one-hot labels", ("loss for one-hot labels",))(
    functools.partial(_build, loss="categorical_crossentropy")
)
ANSWERS.wrong(
    "squared differences between seven numbers and one label", ("loss of a regression",)
)(functools.partial(_build, loss="mse"))
ANSWERS.wrong("a loss for two kinds", ("loss for yes or no",))(
    functools.partial(_build, loss="binary_crossentropy")
)
ANSWERS.wrong(
    "softmax is missing: the loss by name takes probabilities", ("softmax missing",)
)(functools.partial(_build, activation=None, loss=_SPARSE))
ANSWERS.wrong(
    "sigmoid in place of softmax: seven separate yes or no",
    ("a sigmoid for each class",),
)(functools.partial(_build, activation="sigmoid", loss=_SPARSE))
ANSWERS.wrong("ReLU in the last layer", ("negative sums cut off",))(
    functools.partial(_build, activation="relu", loss=_SPARSE)
)
ANSWERS.wrong("not compiled", ("not compiled",))(_build)
ANSWERS.wrong(
    "four numbers and no softmax", ("units of another task", "softmax missing")
)(functools.partial(_build, units=4, activation=None, loss=_SPARSE))
ANSWERS.wrong(
    "Flatten and a loss for one-hot labels",
    ("flattened instead of pooled", "loss for one-hot labels"),
)(functools.partial(_build, pool="flatten", loss="categorical_crossentropy"))
ANSWERS.wrong(
    "sigmoid and a loss for two kinds",
    ("a sigmoid for each class", "loss for yes or no"),
)(functools.partial(_build, activation="sigmoid", loss="binary_crossentropy"))
ANSWERS.wrong(
    "no pooling and not compiled", ("dense layer before the pooling", "not compiled")
)(functools.partial(_build, pool="nothing"))


@ANSWERS.wrong("the base is left to train", ("base left to train",))
def _(base):
    import keras
    from keras import layers

    model = keras.Sequential(
        [base, layers.GlobalAveragePooling2D(), layers.Dense(7, activation="softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong(
    "softmax, and a loss that takes the numbers for logits", ("from_logits mismatch",)
)
def _(base):
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return _build(base, loss=loss)


@ANSWERS.wrong("softmax twice", ("softmax twice",))
def _(base):
    import keras

    inner = _build(base)
    model = keras.Sequential([*inner.layers, keras.layers.Softmax()])
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong("softmax over the photographs of the batch, not over the kinds")
def _(base):
    import keras

    inner = _build(base, activation=None)
    model = keras.Sequential([*inner.layers, keras.layers.Softmax(axis=0)])
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong("log softmax, and a loss that takes probabilities")
def _(base):
    return _build(base, activation="log_softmax", loss=_SPARSE)


@ANSWERS.wrong("a loss of logits by hand, behind a softmax", ("from_logits mismatch",))
def _(base):
    import keras

    def loss(labels, z):
        labels = keras.ops.cast(keras.ops.reshape(labels, (-1,)), "int32")
        chosen = keras.ops.sum(z * keras.ops.one_hot(labels, 7), axis=-1)
        return keras.ops.logsumexp(z, axis=-1) - chosen

    return _build(base, loss=loss)


@ANSWERS.wrong(
    "the dense layer before the pooling", ("dense layer before the pooling",)
)
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [base, layers.Dense(7), layers.GlobalAveragePooling2D(), layers.Softmax()]
    )
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong("pooled by 2, then flattened: several numbers of each map")
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [
            base,
            layers.AveragePooling2D(2, padding="same"),
            layers.Flatten(),
            layers.Dense(7, activation="softmax"),
        ]
    )
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong(
    "scaled once more: the photographs are scaled already", ("scaled once more",)
)
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [
            keras.Input(base.input_shape[1:]),
            layers.Rescaling(1 / 127.5, offset=-1),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(7, activation="softmax"),
        ]
    )
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong(
    "the book's transfer_model, which scales once more", ("scaled once more",)
)
def _(base):
    import cnnbook as cb

    model = cb.models.transfer_model(base, classes=7)
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong("the base is cloned: random weights", ("base with random numbers",))
def _(base):
    import keras

    return _build(keras.models.clone_model(base), loss=_SPARSE)


@ANSWERS.wrong("the upper half of the base is cut off", ("part of the base left out",))
def _(base):
    import keras

    middle = base.layers[len(base.layers) // 2]
    return _build(keras.Model(base.input, middle.output), loss=_SPARSE)


@ANSWERS.wrong("a small network of its own, the base is not used", ("base left out",))
def _(base):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input(base.input_shape[1:]),
            layers.Conv2D(8, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(7, activation="softmax"),
        ]
    )
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong("only the head, without the base", ("base left out",))
def _(base):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input(base.output_shape[1:]),
            layers.GlobalAveragePooling2D(),
            layers.Dense(7, activation="softmax"),
        ]
    )
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong("compiled without a loss")
def _(base):
    model = _build(base)
    model.compile("adam")
    return model


@ANSWERS.wrong(
    "the base is compiled and returned, the head is not joined to it",
    ("head left out",),
)
def _(base):
    _build(base)
    base.compile("adam", _SPARSE)
    return base


@ANSWERS.wrong("a pair: model and base")
def _(base):
    return _build(base, loss=_SPARSE), base


@ANSWERS.wrong("nothing is returned")
def _(base):
    _build(base, loss=_SPARSE)


@ANSWERS.wrong("what compile returns, which is None")
def _(base):
    return _build(base).compile("adam", _SPARSE)


@ANSWERS.wrong(
    "softmax missing and scaled once more", ("scaled once more", "softmax missing")
)
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [
            keras.Input(base.input_shape[1:]),
            layers.Rescaling(1 / 255),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(7),
        ]
    )
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.wrong("dropout behind the softmax", ("dropout behind the last layer",))
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(7, activation="softmax"),
            layers.Dropout(0.5),
        ]
    )
    model.compile("adam", _SPARSE)
    return model


@ANSWERS.right("dropout in front of the dense layer")
def _(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dropout(0.5),
            layers.Dense(7),
        ]
    )
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model
