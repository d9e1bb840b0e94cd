"""Answers to `freeze-the-base`."""

import functools

from tests.answers import Answers

ANSWERS = Answers("freeze-the-base")


@ANSWERS.right("the switch of the first layer")
def _(model):
    model.layers[0].trainable = False
    return model


@ANSWERS.right("all layers but the last, in a loop")
def _(model):
    for layer in model.layers[:-1]:
        layer.trainable = False
    return model


@ANSWERS.right("the base is found by its type")
def _(model):
    import keras

    for layer in model.layers:
        if isinstance(layer, keras.Model):
            layer.trainable = False
    return model


@ANSWERS.right("every layer of the base on its own")
def _(network):
    base = next(layer for layer in network.layers if hasattr(layer, "layers"))
    for layer in base.layers:
        layer.trainable = False
    return network


@ANSWERS.right("each switch says whether the layer is the last one")
def _(model):
    *_, head = model.layers
    for layer in model.layers:
        layer.trainable = layer is head
    return model


@ANSWERS.right("all off, all on again, then the base off")
def _(model):
    model.trainable = False
    model.trainable = True
    base = model.layers[0]
    base.trainable = False
    print(len(model.trainable_weights), "arrays train")
    return model


@ANSWERS.right("a new Sequential of the same layers")
def _(model):
    import keras

    base, *head = model.layers
    base.trainable = False
    return keras.Sequential([base, *head])


@ANSWERS.right("a functional model of the same layers, the base in inference mode")
def _(model):
    import keras

    base, pool, dense = model.layers[-3:]
    base.trainable = False
    photographs = keras.Input(base.input_shape[1:])
    return keras.Model(photographs, dense(pool(base(photographs, training=False))))


@ANSWERS.right("compiled as well, with everything that is frozen")
def _(model):
    import keras

    model.layers[0].trainable = False
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy")
    return model


@ANSWERS.right("built anew, with the weights copied")
def _(model):
    import keras

    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.layers[0].trainable = False
    return copy


@ANSWERS.right("a recursion through models within models")
def _(model):
    def freeze(layer):
        for inner in getattr(layer, "layers", []):
            freeze(inner)
        layer.trainable = False

    for layer in model.layers:
        if getattr(layer, "layers", None):
            freeze(layer)
    return model


class _Freeze:
    def __call__(self, model, **_more):
        [setattr(layer, "trainable", False) for layer in model.layers[:-1]]
        model.layers[-1].trainable = True
        return model


ANSWERS.right("an object with __call__")(_Freeze())


def _switch(places, value, model):
    for place in places:
        model.layers[place].trainable = value
    return model


ANSWERS.right("functools.partial")(functools.partial(_switch, (0,), False))
ANSWERS.wrong("the pooling is frozen in place of the base", ("base not frozen",))(
    functools.partial(_switch, (1,), False)
)
ANSWERS.wrong(
    "the head is frozen, the base is not", ("head frozen", "base not frozen")
)(functools.partial(_switch, (-1,), False))
ANSWERS.wrong("base and head are frozen", ("everything frozen",))(
    functools.partial(_switch, (0, -1), False)
)
ANSWERS.wrong("the switch of the base is set to True", ("base not frozen",))(
    functools.partial(_switch, (0,), True)
)


@ANSWERS.wrong("nothing is done", ("base not frozen",))
def _(model):
    return model


@ANSWERS.wrong("the whole model is frozen", ("everything frozen",))
def _(model):
    model.trainable = False
    return model


@ANSWERS.wrong(
    "the whole model is off: the head's own switch does nothing under it",
    ("everything frozen",),
)
def _(model):
    model.trainable = False
    model.layers[-1].trainable = True
    return model


@ANSWERS.wrong("the name of the switch is misspelt", ("base not frozen",))
def _(model):
    model.layers[0].trainabel = False
    return model


@ANSWERS.wrong("== in place of =: compared, not set", ("base not frozen",))
def _(model):
    frozen = model.layers[0].trainable == False  # noqa: E712
    print(frozen)
    return model


@ANSWERS.wrong(
    "BatchNormalization is left to train", ("BatchNormalization left to train",)
)
def _(model):
    import keras

    for layer in model.layers[0].layers:
        if not isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    return model


@ANSWERS.wrong("only BatchNormalization is frozen", ("only BatchNormalization frozen",))
def _(model):
    import keras

    for layer in model.layers[0].layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    return model


@ANSWERS.wrong(
    "depthwise convolutions are left to train",
    ("depthwise convolutions left to train",),
)
def _(model):
    import keras

    for layer in model.layers[0].layers:
        if not isinstance(layer, keras.layers.DepthwiseConv2D):
            layer.trainable = False
    return model


@ANSWERS.wrong(
    "only the ordinary convolutions are frozen",
    ("BatchNormalization left to train", "depthwise convolutions left to train"),
)
def _(model):
    import keras

    for layer in model.layers[0].layers:
        if isinstance(layer, keras.layers.Conv2D):
            layer.trainable = False
    return model


@ANSWERS.wrong(
    "the variables are switched off, so the moving averages still change",
    ("moving averages left to move",),
)
def _(model):
    for weight in model.layers[0].weights:
        weight.trainable = False
    return model


@ANSWERS.wrong(
    "only the lower half of the base is frozen", ("first layers frozen only",)
)
def _(model):
    layers = model.layers[0].layers
    for layer in layers[: len(layers) // 2]:
        layer.trainable = False
    return model


@ANSWERS.wrong(
    "the last four layers of the base are left to train", ("first layers frozen only",)
)
def _(model):
    for layer in model.layers[0].layers[:-4]:
        layer.trainable = False
    return model


@ANSWERS.wrong(
    "only the first layer of the base with weights is frozen",
    ("first layers frozen only",),
)
def _(model):
    next(x for x in model.layers[0].layers if x.weights).trainable = False
    return model


@ANSWERS.wrong(
    "the base is called with training=False, which freezes nothing",
    ("base not frozen",),
)
def _(model):
    import keras

    base, pool, dense = model.layers[-3:]
    photographs = keras.Input(base.input_shape[1:])
    return keras.Model(photographs, dense(pool(base(photographs, training=False))))


@ANSWERS.wrong("cloned: the base has random weights", ("weights drawn anew",))
def _(model):
    import keras

    copy = keras.models.clone_model(model)
    copy.layers[0].trainable = False
    return copy


@ANSWERS.wrong(
    "only the base is cloned: random weights under the old head",
    ("weights drawn anew",),
)
def _(model):
    import keras

    base = keras.models.clone_model(model.layers[0])
    base.trainable = False
    return keras.Sequential([base, *model.layers[1:]])


@ANSWERS.wrong("a new dense layer with random weights", ("weights drawn anew",))
def _(model):
    import keras

    base = model.layers[0]
    base.trainable = False
    pool, dense = (
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(4, "softmax"),
    )
    return keras.Sequential([base, pool, dense])


@ANSWERS.wrong("the new head has no softmax")
def _(model):
    import keras

    base, pool, old = model.layers[-3:]
    base.trainable = False
    dense = keras.layers.Dense(4)
    new = keras.Sequential([base, pool, dense])
    dense.set_weights(old.get_weights())
    return new


@ANSWERS.wrong("a second softmax behind the first")
def _(model):
    import keras

    model.layers[0].trainable = False
    return keras.Sequential([*model.layers, keras.layers.Softmax()])


@ANSWERS.wrong("a Rescaling in front, which changes the answers")
def _(model):
    import keras

    base = model.layers[0]
    base.trainable = False
    scale = keras.layers.Rescaling(1 / 127.5, offset=-1)
    return keras.Sequential([keras.Input(base.input_shape[1:]), scale, *model.layers])


@ANSWERS.wrong(
    "the weights of the base are set to zero, not frozen", ("base not frozen",)
)
def _(model):
    base = model.layers[0]
    base.set_weights([0 * weight for weight in base.get_weights()])
    return model


@ANSWERS.wrong("only the base is returned", ("head left out",))
def _(model):
    model.layers[0].trainable = False
    return model.layers[0]


@ANSWERS.wrong("nothing is returned")
def _(model):
    model.layers[0].trainable = False


@ANSWERS.wrong("a pair: the model and its base")
def _(model):
    model.layers[0].trainable = False
    return model, model.layers[0]


@ANSWERS.wrong("a copy is frozen, the model itself returned", ("base not frozen",))
def _(model):
    import keras

    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.layers[0].trainable = False
    return model


@ANSWERS.wrong(
    "frozen, and turned on again by a loop over all layers", ("base not frozen",)
)
def _(model):
    model.layers[0].trainable = False
    for layer in model.layers:
        layer.trainable = True
    return model


@ANSWERS.wrong("the pooling is left out")
def _(model):
    import keras

    base, _, dense = model.layers[-3:]
    base.trainable = False
    photographs = keras.Input(base.input_shape[1:])
    return keras.Model(photographs, dense(base(photographs)))


@ANSWERS.wrong(
    "BatchNormalization left to train and the head frozen",
    ("head frozen", "BatchNormalization left to train"),
)
def _(model):
    import keras

    for layer in model.layers[0].layers:
        if not isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    model.layers[-1].trainable = False
    return model


@ANSWERS.wrong(
    "cloned without the weights and nothing frozen",
    ("weights drawn anew", "base not frozen"),
)
def _(model):
    import keras

    return keras.models.clone_model(model)


@ANSWERS.wrong(
    "a new head with random weights and the base left to train",
    ("weights drawn anew", "base not frozen"),
)
def _(model):
    import keras

    dense = keras.layers.Dense(4, activation="softmax")
    return keras.Sequential([*model.layers[:-1], dense])


def _fitted(model):
    import keras
    import numpy as np

    random = np.random.default_rng(0)
    images = random.random((8, *model.input_shape[1:]), "float32")
    model.compile(keras.optimizers.Adam(0.1), "sparse_categorical_crossentropy")
    model.fit(images, np.arange(8) % 4, verbose=0)
    return model


@ANSWERS.wrong("frozen, and then trained", ("trained already",))
def _(model):
    model.layers[0].trainable = False
    return _fitted(model)


@ANSWERS.wrong(
    "trained as a whole, and not frozen", ("trained already", "base not frozen")
)
def _(model):
    return _fitted(model)


@ANSWERS.wrong(
    "the dense layer is dropped, the pooling kept", ("dense layer left out",)
)
def _(model):
    import keras

    base, pool, _ = model.layers
    base.trainable = False
    return keras.Sequential([keras.Input(model.input_shape[1:]), base, pool])


@ANSWERS.wrong("a new dense layer for the old one", ("weights drawn anew",))
def _(model):
    import keras

    base, pool, _ = model.layers
    base.trainable = False
    new = keras.layers.Dense(4, activation="softmax")
    return keras.Sequential([keras.Input(model.input_shape[1:]), base, pool, new])


# By another hand, who had read the prompt alone.


def _off(model):
    model.layers[0].trainable = False
    return model


@ANSWERS.right("the model within another one, which has not been built")
def _(model):
    import keras

    return keras.Sequential([_off(model)])


@ANSWERS.right("a class around the three layers")
def _(model):
    import keras

    class Around(keras.Model):
        def __init__(self):
            super().__init__()
            self.base, self.pool, self.head = _off(model).layers[-3:]

        def call(self, x):
            return self.head(self.pool(self.base(x, training=False)))

    around = Around()
    around.build((None, *model.input_shape[1:]))
    return around


@ANSWERS.right("a class that was never called, around the three layers")
def _(model):
    import keras

    class Around(keras.Model):
        def __init__(self):
            super().__init__()
            self.base, self.pool, self.head = _off(model).layers[-3:]

        def call(self, x):
            return self.head(self.pool(self.base(x)))

    return Around()


@ANSWERS.right("a class keeps the averages, the numbers are switched off one by one")
def _(model):
    import keras

    class Around(keras.Model):
        def __init__(self):
            super().__init__()
            self.base, self.pool, self.head = model.layers[-3:]
            for weight in self.base.weights:
                weight.trainable = False

        def call(self, x):
            return self.head(self.pool(self.base(x, training=False)))

    around = Around()
    around.build((None, *model.input_shape[1:]))
    return around


@ANSWERS.right("numbers and layers are switched off")
def _(model):
    for weight in model.layers[0].weights:
        weight.trainable = False
    return _off(model)


@ANSWERS.right("compiled first, frozen afterwards")
def _(model):
    model.compile("sgd", "sparse_categorical_crossentropy")
    return _off(model)


@ANSWERS.wrong(
    "a Sequential that was not built, with a new head", ("weights drawn anew",)
)
def _(model):
    import keras

    head = keras.layers.Dense(4, activation="softmax")
    return keras.Sequential([*_off(model).layers[:-1], head])


@ANSWERS.wrong("another dense layer on top")
def _(model):
    import keras

    more = keras.layers.Dense(4, activation="softmax")
    return keras.Sequential([*_off(model).layers, more])


@ANSWERS.wrong("the largest value of each map in place of the mean")
def _(model):
    import keras

    base, _, head = _off(model).layers
    return keras.Sequential([base, keras.layers.GlobalMaxPooling2D(), head])


@ANSWERS.wrong("the head is set back to zeros")
def _(model):
    head = _off(model).layers[-1]
    head.set_weights([0 * w for w in head.get_weights()])
    return model


@ANSWERS.wrong("no such method: raises")
def _(model):
    model.layers[0].freeze()
    return model


@ANSWERS.wrong("frozen, and switched on again by a loop", ("base not frozen",))
def _(model):
    for layer in _off(model).layers:
        layer.trainable = True
    return model


@ANSWERS.wrong(
    "frozen, but for its BatchNormalization", ("BatchNormalization left to train",)
)
def _(model):
    for layer in _off(model).layers[0].layers:
        layer.trainable = "Batch" in type(layer).__name__
    return model


@ANSWERS.wrong("returns model and base")
def _(model):
    return _off(model), model.layers[0]


@ANSWERS.wrong("the last three layers left to train", ("first layers frozen only",))
def _(model):
    for layer in model.layers[0].layers[:-3]:
        layer.trainable = False
    return model
