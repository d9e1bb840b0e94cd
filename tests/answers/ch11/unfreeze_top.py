"""Answers to `unfreeze-top`."""

import functools

from tests.answers import Answers

ANSWERS = Answers("unfreeze-top")

_SPARSE = "sparse_categorical_crossentropy"


def _is_norm(layer):
    import keras

    return isinstance(layer, keras.layers.BatchNormalization)


def _turn(model, first="block_2_expand", norms=False):
    base = model.layers[0]
    base.trainable = True
    moves = False
    for layer in base.layers:
        moves = moves or layer.name == first
        layer.trainable = moves and (norms or not _is_norm(layer))


def _compile(model, rate=1e-5, loss=None):
    import keras

    model.compile(keras.optimizers.Adam(rate), loss or model.loss)
    return model


@ANSWERS.right("by the place of the first layer that moves")
def _(model):
    import keras

    base = model.layers[0]
    base.trainable = True
    names = [layer.name for layer in base.layers]
    start = names.index("block_2_expand")
    for i, layer in enumerate(base.layers):
        if i < start or isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-5),
        loss="sparse_categorical_crossentropy",
    )
    return model


@ANSWERS.right("by name, everything off first, the loss of the model")
def _(model):
    import keras

    base = model.get_layer(index=0)
    base.trainable = True
    for layer in base.layers:
        layer.trainable = False
    for name in ("block_2_expand", "block_2_depthwise", "block_2_project"):
        base.get_layer(name).trainable = True
    model.compile(keras.optimizers.Adam(3e-5), model.loss)
    return model


@ANSWERS.right("the book's unfreeze")
def _(model):
    import cnnbook as cb

    return cb.models.unfreeze(model, first="block_2_expand", learning_rate=1e-5)


@ANSWERS.right("a flag that is raised on the way up, the loss as an object")
def _(model):
    import keras

    base = next(layer for layer in model.layers if isinstance(layer, keras.Model))
    base.trainable = True
    moves = False
    for layer in base.layers:
        if layer.name == "block_2_expand":
            moves = True
        norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = moves and not norm
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(keras.optimizers.Adam(2e-5), loss, metrics=["accuracy"])
    return model


@ANSWERS.right("names that begin with block_2, the highest rate")
def _(model):
    import keras

    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block_2") and isinstance(
            layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D
        )
    model.compile(keras.optimizers.Adam(0.0001), [model.loss])
    return model


@ANSWERS.right("the lowest rate, RMSprop")
def _(model):
    import keras

    _turn(model)
    model.compile(
        keras.optimizers.RMSprop(learning_rate=0.000001),
        keras.losses.sparse_categorical_crossentropy,
    )
    return model


@ANSWERS.right("SGD, the function of the loss by partial")
def _(model):
    import keras

    _turn(model)
    loss = functools.partial(
        keras.losses.sparse_categorical_crossentropy, from_logits=False
    )
    model.compile(keras.optimizers.SGD(1e-4), loss)
    return model


@ANSWERS.right("the rate is set after compile")
def _(model):
    _turn(model)
    model.compile(optimizer="adam", loss=model.loss)
    model.optimizer.learning_rate = 1e-5
    print(model.optimizer.learning_rate)
    return model


@ANSWERS.right("the settings of the old compile, with another optimiser")
def _(model):
    import keras

    _turn(model)
    settings = model.get_compile_config()
    settings["optimizer"] = keras.optimizers.Adam(1e-5)
    model.compile(optimizer=settings["optimizer"], loss=settings["loss"])
    return model


@ANSWERS.right("a rate that falls in steps, within the bounds")
def _(model):
    import keras

    _turn(model)
    rate = keras.optimizers.schedules.PiecewiseConstantDecay([200], [5e-5, 5e-6])
    model.compile(keras.optimizers.Adam(rate), model.loss)
    return model


@ANSWERS.right("a new functional model of the same layers")
def _(model):
    import keras

    base, pool, dense = model.layers[-3:]
    _turn(model)
    dense.trainable = True
    photographs = keras.Input(base.input_shape[1:])
    answers = dense(pool(base(photographs, training=False)))
    return _compile(keras.Model(photographs, answers), loss=_SPARSE)


@ANSWERS.right("a recursion over the layers from the top down")
def _(model):
    def go(layers, moves):
        *below, top = layers
        top.trainable = moves and not _is_norm(top)
        if below:
            go(below, moves and top.name != "block_2_expand")

    model.layers[0].trainable = True
    go(model.layers[0].layers, True)
    return _compile(model, 1e-5)


@ANSWERS.wrong("compiled first, then the switches", ("compiled before the switches",))
def _(model):
    _compile(model)
    _turn(model)
    return model


class _Unfreeze:
    def __call__(self, model, **_more):
        _turn(model)
        return _compile(model, 9e-5)


ANSWERS.right("an object with __call__")(_Unfreeze())


def _tune(first, rate, model, norms=False, loss=None):
    _turn(model, first, norms)
    return _compile(model, rate, loss)


ANSWERS.right("functools.partial")(functools.partial(_tune, "block_2_expand", 1e-5))
ANSWERS.wrong("the rate of the head, 0.001", ("learning rate of the head",))(
    functools.partial(_tune, "block_2_expand", 1e-3)
)
ANSWERS.wrong("the rate is a little too high, 0.0005")(
    functools.partial(_tune, "block_2_expand", 5e-4)
)
ANSWERS.wrong("a rate of 1e-30: nothing will ever move")(
    functools.partial(_tune, "block_2_expand", 1e-30)
)
ANSWERS.wrong("a rate of 0")(functools.partial(_tune, "block_2_expand", 0.0))
ANSWERS.wrong("a rate of 1e-7, below the range")(
    functools.partial(_tune, "block_2_expand", 1e-7)
)
ANSWERS.wrong(
    "BatchNormalization of the top is left to train", ("BatchNormalization trains",)
)(functools.partial(_tune, "block_2_expand", 1e-5, norms=True))
ANSWERS.wrong(
    "from block_2_depthwise on: the expand convolution stands still",
    ("named layer left out",),
)(functools.partial(_tune, "block_2_depthwise", 1e-5))
ANSWERS.wrong("only the last convolution moves")(
    functools.partial(_tune, "block_2_project", 1e-5)
)
ANSWERS.wrong("from block_1_expand on: a block too many")(
    functools.partial(_tune, "block_1_expand", 1e-5)
)
ANSWERS.wrong("from block_1_project on: a layer too many")(
    functools.partial(_tune, "block_1_project", 1e-5)
)
ANSWERS.wrong("all convolutions of the base move", ("whole base unfrozen",))(
    functools.partial(_tune, "Conv1", 1e-5)
)
ANSWERS.wrong("a loss for one-hot labels", ("another loss",))(
    functools.partial(_tune, "block_2_expand", 1e-5, loss="categorical_crossentropy")
)
ANSWERS.wrong("squared differences as loss", ("another loss",))(
    functools.partial(_tune, "block_2_expand", 1e-5, loss="mse")
)
ANSWERS.wrong(
    "BatchNormalization left to train and the rate of the head",
    ("BatchNormalization trains", "learning rate of the head"),
)(functools.partial(_tune, "block_2_expand", 1e-3, norms=True))
ANSWERS.wrong("a block too many and another loss", ("another loss",))(
    functools.partial(_tune, "block_1_expand", 1e-5, loss="mse")
)


@ANSWERS.wrong(
    "softmax kept, but the loss takes the numbers for logits", ("another loss",)
)
def _(model):
    import keras

    _turn(model)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return _compile(model, loss=loss)


@ANSWERS.wrong("nothing is done", ("base still frozen",))
def _(model):
    return model


@ANSWERS.wrong(
    "not compiled anew", ("optimiser of the head", "learning rate of the head")
)
def _(model):
    _turn(model)
    return model


@ANSWERS.wrong(
    "not compiled anew, only the rate of the old optimiser is lowered",
    ("optimiser of the head",),
)
def _(model):
    _turn(model)
    model.optimizer.learning_rate = 1e-5
    return model


@ANSWERS.wrong(
    "compiled with the old optimiser, which knows the head's weights only",
    ("optimiser of the head",),
)
def _(model):
    _turn(model)
    model.optimizer.learning_rate = 1e-5
    model.compile(model.optimizer, model.loss)
    return model


@ANSWERS.wrong("Adam by its name, so at 0.001", ("learning rate of the head",))
def _(model):
    _turn(model)
    model.compile("adam", model.loss)
    return model


@ANSWERS.wrong(
    "compiled without an optimiser: RMSprop at 0.001", ("learning rate of the head",)
)
def _(model):
    _turn(model)
    model.compile(loss=model.loss)
    return model


@ANSWERS.right(
    "reading: the base's own switch off; within a model its layers move anyway"
)
def _(model):
    base = model.layers[0]
    base.trainable = False
    for layer in base.layers[
        [layer.name for layer in base.layers].index("block_2_expand") :
    ]:
        if not _is_norm(layer):
            layer.trainable = True
    return _compile(model)


@ANSWERS.wrong(
    "the base is switched on last, which turns all its layers on",
    ("BatchNormalization trains", "whole base unfrozen"),
)
def _(model):
    base = model.layers[0]
    moves = False
    for layer in base.layers:
        moves = moves or layer.name == "block_2_expand"
        layer.trainable = moves and not _is_norm(layer)
    base.trainable = True
    return _compile(model)


@ANSWERS.wrong(
    "the model's switch is on already: the base under it stays frozen",
    ("base still frozen",),
)
def _(model):
    model.trainable = True
    return _compile(model)


@ANSWERS.wrong(
    "switches of the lower layers turned off, the base never turned on",
    ("base still frozen",),
)
def _(model):
    for layer in model.layers[0].layers:
        if layer.name.startswith(("Conv1", "block_1")) or _is_norm(layer):
            layer.trainable = False
    return _compile(model)


@ANSWERS.wrong(
    "the whole base is switched on, and nothing frozen again",
    ("BatchNormalization trains", "whole base unfrozen"),
)
def _(model):
    model.layers[0].trainable = True
    return _compile(model)


@ANSWERS.wrong(
    "one layer too late: what comes after block_2_expand", ("named layer left out",)
)
def _(model):
    base = model.layers[0]
    base.trainable = True
    start = base.layers.index(base.get_layer("block_2_expand"))
    for i, layer in enumerate(base.layers):
        layer.trainable = i > start and not _is_norm(layer)
    return _compile(model)


@ANSWERS.wrong(
    "the wrong way round: what lies below moves, the top stands still",
    ("lower layers instead of the upper",),
)
def _(model):
    base = model.layers[0]
    base.trainable = True
    start = base.layers.index(base.get_layer("block_2_expand"))
    for i, layer in enumerate(base.layers):
        layer.trainable = i < start and not _is_norm(layer)
    return _compile(model)


@ANSWERS.wrong("only BatchNormalization moves", ("BatchNormalization trains",))
def _(model):
    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block_2") and _is_norm(layer)
    return _compile(model)


@ANSWERS.wrong(
    "ordinary convolutions only: the depthwise one stands still",
    ("depthwise convolutions forgotten",),
)
def _(model):
    import keras

    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block_2") and isinstance(
            layer, keras.layers.Conv2D
        )
    return _compile(model)


@ANSWERS.wrong("block_2_expand alone moves")
def _(model):
    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name == "block_2_expand"
    return _compile(model)


@ANSWERS.wrong(
    "BatchNormalization below stands still, that of the top moves",
    ("BatchNormalization trains",),
)
def _(model):
    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        layer.trainable = "block_2" in layer.name
    return _compile(model)


@ANSWERS.wrong("factors and summands are switched off, the averages still change")
def _(model):
    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        if not layer.name.startswith("block_2"):
            layer.trainable = False
        elif _is_norm(layer):
            for weight in layer.weights:
                weight.trainable = False
    return _compile(model)


@ANSWERS.wrong(
    "BatchNormalization left on, under a base called with training=False",
    ("BatchNormalization trains",),
)
def _(model):
    import keras

    base, pool, dense = model.layers[-3:]
    _turn(model, norms=True)
    photographs = keras.Input(base.input_shape[1:])
    answers = dense(pool(base(photographs, training=False)))
    return _compile(keras.Model(photographs, answers), loss=_SPARSE)


@ANSWERS.wrong("the head is frozen", ("head frozen",))
def _(model):
    _turn(model)
    model.layers[-1].trainable = False
    return _compile(model)


@ANSWERS.wrong("the base is cloned: random weights", ("weights drawn anew",))
def _(model):
    import keras

    base = keras.models.clone_model(model.layers[0])
    new = keras.Sequential([base, *model.layers[1:]])
    _turn(new)
    return _compile(new, loss=_SPARSE)


@ANSWERS.wrong("a new head with random weights", ("weights drawn anew",))
def _(model):
    import keras

    dense = keras.layers.Dense(4, activation="softmax")
    new = keras.Sequential([*model.layers[:-1], dense])
    _turn(new)
    return _compile(new, loss=_SPARSE)


@ANSWERS.wrong("softmax twice")
def _(model):
    import keras

    _turn(model)
    new = keras.Sequential([*model.layers, keras.layers.Softmax()])
    return _compile(new, loss=_SPARSE)


@ANSWERS.wrong("only the base is returned", ("head left out",))
def _(model):
    _turn(model)
    _compile(model)
    return model.layers[0]


@ANSWERS.wrong("nothing is returned")
def _(model):
    _turn(model)
    _compile(model)


@ANSWERS.wrong("a pair: the model and its base")
def _(model):
    _turn(model)
    return _compile(model), model.layers[0]


@ANSWERS.wrong("not compiled anew and BatchNormalization left to train")
def _(model):
    _turn(model, norms=True)
    return model


@ANSWERS.wrong("the head frozen and the rate too high", ("head frozen",))
def _(model):
    _turn(model)
    model.layers[-1].trainable = False
    return _compile(model, 1e-2)


@ANSWERS.right("a clone with the weights of the model")
def _(model):
    import keras

    new = keras.models.clone_model(model)
    new.set_weights(model.get_weights())
    new.layers[0].trainable = False
    _turn(new)
    return _compile(new, loss=_SPARSE)


@ANSWERS.wrong(
    "compiled and fitted first, then the switches", ("optimiser of the head",)
)
def _(model):
    import numpy as np

    _compile(model, 1e-6)
    model.fit(np.zeros((2, 16, 16, 3)), np.zeros(2), verbose=0)
    _turn(model)
    return model


@ANSWERS.wrong("the base is switched off again at the end", ("base still frozen",))
def _(model):
    _turn(model)
    _compile(model)
    model.layers[0].trainable = False
    return model


@ANSWERS.wrong(
    "trained on before anything is turned", ("trained already", "base still frozen")
)
def _(model):
    import numpy as np

    random = np.random.default_rng(0)
    images = random.random((8, *model.input_shape[1:]), "float32")
    model.fit(images, np.arange(8) % 4, verbose=0)
    return model


@ANSWERS.wrong(
    "the dense layer is dropped, the pooling kept",
    ("dense layer left out", "base still frozen"),
)
def _(model):
    import keras

    base, pool, _ = model.layers
    return keras.Sequential([keras.Input(model.input_shape[1:]), base, pool])


# By another hand, who had read the prompt alone.


def _around(model, **settings):
    """Put a class around the three layers, which runs the base as in inference."""
    import keras

    class Around(keras.Model):
        def __init__(self):
            super().__init__()
            self.base, self.pool, self.head = model.layers[-3:]

        def call(self, x):
            return self.head(self.pool(self.base(x, **settings)))

    around = Around()
    around.build((None, *model.input_shape[1:]))
    return _compile(around, loss=_SPARSE)


def _norms(model):
    return [layer for layer in model.layers[0].layers if _is_norm(layer)]


@ANSWERS.right("a class around the three layers")
def _(model):
    _turn(model)
    return _around(model)


@ANSWERS.right("a class keeps the averages, the switches of γ and β are their own")
def _(model):
    _turn(model, norms=True)
    for layer in _norms(model):
        layer.gamma.trainable = layer.beta.trainable = False
    return _around(model, training=False)


@ANSWERS.right("the model within another one, which has not been built")
def _(model):
    import keras

    _turn(model)
    return _compile(keras.Sequential([model]), loss=_SPARSE)


@ANSWERS.right("the three layers by name, under a base that is off")
def _(model):
    for part in ("expand", "depthwise", "project"):
        model.layers[0].get_layer(f"block_2_{part}").trainable = True
    return _compile(model, 2e-5)


@ANSWERS.right("run eagerly, with two measures, the loss in a list")
def _(model):
    import keras

    _turn(model)
    rate = keras.optimizers.AdamW(1e-4)
    model.compile(rate, [_SPARSE], metrics=["accuracy"], run_eagerly=True)
    return model


@ANSWERS.right("the base's switch set once more to where it stands, which does nothing")
def _(model):
    _turn(model)
    model.layers[0].trainable = True
    return _compile(model)


@ANSWERS.wrong("a class that lets γ and β train", ("BatchNormalization trains",))
def _(model):
    _turn(model, norms=True)
    return _around(model, training=False)


@ANSWERS.wrong("a class that lets the averages follow each batch")
def _(model):
    _turn(model, norms=True)
    for layer in _norms(model):
        layer.gamma.trainable = layer.beta.trainable = False
    return _around(model)


@ANSWERS.wrong("the last three layers by number")
def _(model):
    base = model.layers[0]
    base.trainable = True
    for number, layer in enumerate(base.layers):
        layer.trainable = number >= len(base.layers) - 3 and not _is_norm(layer)
    return _compile(model)


@ANSWERS.wrong("a name that no layer has: nothing moves", ("base still frozen",))
def _(model):
    _turn(model, "block_2_exp")
    return _compile(model)


@ANSWERS.wrong("asks the model for a layer of its base: raises")
def _(model):
    model.get_layer("block_2_expand").trainable = True
    return _compile(model)


@ANSWERS.wrong("normalisation of block 1 alone is on", ("BatchNormalization trains",))
def _(model):
    _turn(model)
    for layer in _norms(model):
        layer.trainable = layer.name.startswith("block_1")
    return _compile(model)


@ANSWERS.wrong("the model is switched off", ("head frozen", "base still frozen"))
def _(model):
    _turn(model)
    model.trainable = False
    return _compile(model)


ANSWERS.wrong("a rate of 0.01")(functools.partial(_tune, "block_2_expand", 0.01))


@ANSWERS.wrong("the head is built anew, not built yet", ("weights drawn anew",))
def _(model):
    import keras

    _turn(model)
    head = keras.layers.Dense(4, activation="softmax")
    return _compile(keras.Sequential([*model.layers[:2], head]), loss=_SPARSE)


def _falling(make, model):
    """Compile with a rate that changes from step to step."""
    import keras

    _turn(model)
    model.compile(keras.optimizers.Adam(make(keras.optimizers.schedules)), model.loss)
    return model


ANSWERS.right("a rate that falls from the highest to the lowest")(
    functools.partial(
        _falling, lambda s: s.PiecewiseConstantDecay([100, 200], [1e-4, 1e-5, 1e-6])
    )
)
ANSWERS.wrong("a rate that falls to 0 within a thousand steps")(
    functools.partial(_falling, lambda s: s.CosineDecay(1e-4, 1000))
)
ANSWERS.wrong("a rate that is halved every ten steps")(
    functools.partial(_falling, lambda s: s.ExponentialDecay(1e-4, 10, 0.5))
)
ANSWERS.wrong("a rate that falls below the limit after 900 steps")(
    functools.partial(_falling, lambda s: s.InverseTimeDecay(1e-5, 100, 1.0))
)
ANSWERS.wrong("a warm-up to 0.001, which is too high")(
    functools.partial(
        _falling,
        lambda s: s.CosineDecay(
            1e-5, 90, alpha=0.5, warmup_target=1e-3, warmup_steps=77
        ),
    )
)
ANSWERS.wrong("0.001 for the first five steps, then 0.00001")(
    functools.partial(_falling, lambda s: s.PiecewiseConstantDecay([5], [1e-3, 1e-5]))
)


@ANSWERS.wrong(
    "one switch more is turned after compiling", ("compiled before the switches",)
)
def _(model):
    _turn(model, "block_2_depthwise")
    _compile(model)
    model.layers[0].get_layer("block_2_expand").trainable = True
    return model


@ANSWERS.right("compiled, the switches turned, compiled once more")
def _(model):
    _compile(model)
    _turn(model)
    return _compile(model)


@ANSWERS.wrong(
    "compiled with the optimiser that the model had",
    ("optimiser of the head", "learning rate of the head"),
)
def _(model):
    _turn(model)
    model.compile(model.optimizer, model.loss)
    return model
