"""Answers to `batchnorm-frozen`."""

import functools

from tests.answers import Answers

ANSWERS = Answers("batchnorm-frozen")

_SPARSE = "sparse_categorical_crossentropy"


def _is_norm(layer):
    import keras

    return isinstance(layer, keras.layers.BatchNormalization)


def _turn(model):
    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        if _is_norm(layer):
            layer.trainable = False


def _compile(model, rate=1e-5, loss=None):
    import keras

    model.compile(keras.optimizers.Adam(rate), loss or model.loss)
    return model


@ANSWERS.right("the four lines of the chapter")
def _(model):
    import keras

    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    model.compile(keras.optimizers.Adam(1e-5), "sparse_categorical_crossentropy")
    return model


@ANSWERS.right("the switch of each layer says whether it is a normalisation")
def _(model):
    import keras

    base = next(layer for layer in model.layers if isinstance(layer, keras.Model))
    base.trainable = True
    for layer in base.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.00001),
        loss=model.loss,
        metrics=["accuracy"],
    )
    return model


@ANSWERS.right("every layer on, those with a moving mean off, the highest rate")
def _(model):
    import keras

    for layer in model.layers:
        layer.trainable = True
    for layer in model.layers[0].layers:
        if hasattr(layer, "moving_mean"):
            layer.trainable = False
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=False)
    model.compile(keras.optimizers.Adam(1e-4), loss)
    return model


@ANSWERS.right("all layers off, the convolutions on, the lowest rate")
def _(model):
    import keras

    kinds = (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)
    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        layer.trainable = False
    for layer in base.layers:
        if isinstance(layer, kinds):
            layer.trainable = True
    model.compile(keras.optimizers.Adam(1e-6), [_SPARSE])
    return model


@ANSWERS.right("by the name of the class, SGD")
def _(model):
    import keras

    model.layers[0].trainable = True
    norms = [
        layer
        for layer in model.layers[0].layers
        if type(layer).__name__ == "BatchNormalization"
    ]
    while norms:
        norms.pop().trainable = False
    print(len(model.trainable_weights), "arrays train")
    model.compile(
        keras.optimizers.SGD(5e-5), keras.losses.sparse_categorical_crossentropy
    )
    return model


@ANSWERS.right("the book's unfreeze, from the first layer on")
def _(model):
    import cnnbook as cb

    return cb.models.unfreeze(model, first="Conv1", learning_rate=1e-5)


@ANSWERS.right("a recursion through models within models, the rate set after compile")
def _(model):
    def still(layer):
        for inner in getattr(layer, "layers", []):
            still(inner)
        if _is_norm(layer):
            layer.trainable = False

    model.layers[0].trainable = True
    still(model)
    model.compile("adam", model.loss)
    model.optimizer.learning_rate.assign(3e-5)
    return model


@ANSWERS.right("the loss as partial, a rate that falls within the bounds")
def _(model):
    import keras

    _turn(model)
    rate = keras.optimizers.schedules.CosineDecay(5e-5, 1000, alpha=0.1)
    loss = functools.partial(
        keras.losses.sparse_categorical_crossentropy, from_logits=False
    )
    model.compile(keras.optimizers.Adam(rate), loss)
    return model


@ANSWERS.right("a new Sequential of the same layers")
def _(model):
    import keras

    _turn(model)
    return _compile(keras.Sequential(model.layers), loss=_SPARSE)


@ANSWERS.right("a comprehension over a filter, training=False in addition")
def _(model):
    import keras

    base, pool, dense = model.layers[-3:]
    base.trainable = True
    [setattr(n, "trainable", False) for n in filter(_is_norm, base.layers)]
    photographs = keras.Input(base.input_shape[1:])
    answers = dense(pool(base(photographs, training=False)))
    return _compile(keras.Model(photographs, answers), loss=_SPARSE)


@ANSWERS.wrong("compiled first, then the switches", ("compiled before the switches",))
def _(model):
    _compile(model)
    _turn(model)
    return model


class _Move:
    def __call__(self, model, **_more):
        _turn(model)
        return _compile(model, 2e-5)


ANSWERS.right("an object with __call__")(_Move())


def _tune(rate, model, loss=None):
    _turn(model)
    return _compile(model, rate, loss)


ANSWERS.right("functools.partial")(functools.partial(_tune, 1e-5))
ANSWERS.wrong("the rate of the head, 0.001", ("learning rate of the head",))(
    functools.partial(_tune, 1e-3)
)
ANSWERS.wrong("the rate is a little too high, 0.0002")(functools.partial(_tune, 2e-4))
ANSWERS.wrong("a rate of 1e-30: nothing will ever move")(
    functools.partial(_tune, 1e-30)
)
ANSWERS.wrong("a rate of 0, as in the chapter's experiment")(
    functools.partial(_tune, 0.0)
)
ANSWERS.wrong("a rate of 5e-7, below the range")(functools.partial(_tune, 5e-7))
ANSWERS.wrong("a loss for one-hot labels", ("another loss",))(
    functools.partial(_tune, 1e-5, loss="categorical_crossentropy")
)
ANSWERS.wrong("squared differences as loss", ("another loss",))(
    functools.partial(_tune, 1e-5, loss="mse")
)
ANSWERS.wrong(
    "the rate of the head and another loss",
    ("learning rate of the head", "another loss"),
)(functools.partial(_tune, 1e-3, loss="mse"))


@ANSWERS.wrong(
    "softmax kept, but the loss takes the numbers for logits", ("another loss",)
)
def _(model):
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return _tune(1e-5, model, loss=loss)


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


@ANSWERS.wrong("BatchNormalization trains along", ("BatchNormalization trains",))
def _(model):
    model.layers[0].trainable = True
    return _compile(model)


@ANSWERS.wrong(
    "the popular recipe: training=False, and the normalisation left on",
    ("BatchNormalization trains",),
)
def _(model):
    import keras

    base, pool, dense = model.layers[-3:]
    base.trainable = True
    photographs = keras.Input(base.input_shape[1:])
    answers = dense(pool(base(photographs, training=False)))
    return _compile(keras.Model(photographs, answers), loss=_SPARSE)


@ANSWERS.wrong(
    "momentum 1 keeps the averages, but factors and summands train",
    ("BatchNormalization trains",),
)
def _(model):
    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        if _is_norm(layer):
            layer.momentum = 1.0
    return _compile(model)


@ANSWERS.wrong("factors and summands are switched off, the averages still change")
def _(model):
    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        if _is_norm(layer):
            for weight in layer.weights:
                weight.trainable = False
    return _compile(model)


@ANSWERS.wrong(
    "only the first BatchNormalization is frozen", ("BatchNormalization trains",)
)
def _(model):
    model.layers[0].trainable = True
    next(filter(_is_norm, model.layers[0].layers)).trainable = False
    return _compile(model)


@ANSWERS.wrong(
    "BatchNormalization behind depthwise convolutions is forgotten",
    ("BatchNormalization trains",),
)
def _(model):
    _turn(model)
    for layer in model.layers[0].layers:
        if _is_norm(layer) and "depthwise" in layer.name:
            layer.trainable = True
    return _compile(model)


@ANSWERS.wrong(
    "looks for normalisation in the model's own layers, not in the base's",
    ("BatchNormalization trains",),
)
def _(model):
    model.layers[0].trainable = True
    for layer in model.layers:
        if _is_norm(layer):
            layer.trainable = False
    return _compile(model)


@ANSWERS.wrong(
    "the model's switch is on already: the base under it stays frozen",
    ("base still frozen",),
)
def _(model):
    model.trainable = True
    for layer in model.layers[0].layers:
        if _is_norm(layer):
            layer.trainable = False
    return _compile(model)


@ANSWERS.wrong("the switch of the base is left off", ("base still frozen",))
def _(model):
    for layer in model.layers[0].layers:
        if _is_norm(layer):
            layer.trainable = False
    return _compile(model)


@ANSWERS.right(
    "reading: the base's own switch off; within a model its layers move anyway"
)
def _(model):
    model.layers[0].trainable = False
    for layer in model.layers[0].layers:
        layer.trainable = not _is_norm(layer)
    return _compile(model)


@ANSWERS.wrong(
    "the base is switched on last, which turns the normalisation on again",
    ("BatchNormalization trains",),
)
def _(model):
    for layer in model.layers[0].layers:
        if _is_norm(layer):
            layer.trainable = False
    model.layers[0].trainable = True
    return _compile(model)


@ANSWERS.wrong("only BatchNormalization moves", ("BatchNormalization trains",))
def _(model):
    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        layer.trainable = _is_norm(layer)
    return _compile(model)


@ANSWERS.wrong(
    "ordinary convolutions only: the depthwise ones stand still",
    ("depthwise convolutions forgotten",),
)
def _(model):
    import keras

    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        layer.trainable = isinstance(layer, keras.layers.Conv2D)
    return _compile(model)


@ANSWERS.wrong("the depthwise convolutions only")
def _(model):
    import keras

    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        layer.trainable = isinstance(layer, keras.layers.DepthwiseConv2D)
    return _compile(model)


@ANSWERS.wrong("only block_2 moves, as in the last exercise", ("upper layers only",))
def _(model):
    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        layer.trainable = layer.name.startswith("block_2") and not _is_norm(layer)
    return _compile(model)


@ANSWERS.wrong("the first convolution stands still", ("upper layers only",))
def _(model):
    _turn(model)
    model.layers[0].get_layer("Conv1").trainable = False
    return _compile(model)


@ANSWERS.wrong("the head is frozen", ("head frozen",))
def _(model):
    _turn(model)
    model.layers[-1].trainable = False
    return _compile(model)


@ANSWERS.wrong(
    "the base is cloned: random weights", ("weights drawn anew", "base still frozen")
)
def _(model):
    import keras

    base = keras.models.clone_model(model.layers[0])
    new = keras.Sequential([base, *model.layers[1:]])
    _turn(new)
    return _compile(new, loss=_SPARSE)


@ANSWERS.wrong("the whole model is cloned: random weights", ("weights drawn anew",))
def _(model):
    import keras

    new = keras.models.clone_model(model)
    _turn(new)
    return _compile(new, loss=_SPARSE)


@ANSWERS.wrong("a new head with random weights", ("weights drawn anew",))
def _(model):
    import keras

    dense = keras.layers.Dense(4, activation="softmax")
    new = keras.Sequential([*model.layers[:-1], dense])
    _turn(new)
    return _compile(new, loss=_SPARSE)


@ANSWERS.wrong("the averages are set back to 0 and 1")
def _(model):
    import numpy as np

    _turn(model)
    for layer in model.layers[0].layers:
        if _is_norm(layer):
            gamma, beta, mean, variance = layer.get_weights()
            layer.set_weights([gamma, beta, 0 * mean, np.ones_like(variance)])
    return _compile(model)


@ANSWERS.wrong("only the base is returned", ("head left out",))
def _(model):
    _turn(model)
    _compile(model)
    return model.layers[0]


@ANSWERS.wrong("nothing is returned")
def _(model):
    _turn(model)
    _compile(model)


@ANSWERS.wrong("a pair: the model and how many arrays train")
def _(model):
    _turn(model)
    return _compile(model), len(model.trainable_weights)


@ANSWERS.wrong(
    "BatchNormalization trains along and the rate is that of the head",
    ("BatchNormalization trains", "learning rate of the head"),
)
def _(model):
    model.layers[0].trainable = True
    return _compile(model, 1e-3)


@ANSWERS.wrong("not compiled anew and BatchNormalization trains along")
def _(model):
    model.layers[0].trainable = True
    return model


@ANSWERS.wrong(
    "only block_2 moves and its normalisation with it",
    ("BatchNormalization trains", "upper layers only"),
)
def _(model):
    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        layer.trainable = layer.name.startswith("block_2")
    return _compile(model)


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


def _gammas_off(model):
    model.layers[0].trainable = True
    for layer in filter(_is_norm, model.layers[0].layers):
        layer.gamma.trainable = layer.beta.trainable = False


@ANSWERS.right("a class around the three layers")
def _(model):
    _turn(model)
    return _around(model)


@ANSWERS.right("a class keeps the averages, the switches of γ and β are their own")
def _(model):
    _gammas_off(model)
    return _around(model, training=False)


@ANSWERS.right("the model within another one, which has not been built")
def _(model):
    import keras

    _turn(model)
    return _compile(keras.Sequential([model]), loss=_SPARSE)


@ANSWERS.right("a clone with the weights")
def _(model):
    import keras

    clone = keras.models.clone_model(model)
    clone.set_weights(model.get_weights())
    _turn(clone)
    return _compile(clone, loss=_SPARSE)


@ANSWERS.right("each layer by its class, under a base that is off")
def _(model):
    for layer in model.layers[0].layers:
        layer.trainable = not _is_norm(layer)
    return _compile(model, 1e-4)


@ANSWERS.right("a functional model, Nadam, without compiled graphs")
def _(model):
    import keras

    _turn(model)
    base, pool, head = model.layers[-3:]
    picture = keras.Input(base.input_shape[1:])
    new = keras.Model(picture, head(pool(base(picture, training=False))))
    new.compile(keras.optimizers.Nadam(2e-5), _SPARSE, jit_compile=False)
    return new


@ANSWERS.wrong("a class that lets γ and β train", ("BatchNormalization trains",))
def _(model):
    model.layers[0].trainable = True
    return _around(model, training=False)


@ANSWERS.wrong("a class that lets the averages follow each batch")
def _(model):
    _gammas_off(model)
    return _around(model)


@ANSWERS.wrong("a class in which all of the base is off", ("base still frozen",))
def _(model):
    return _around(model, training=False)


@ANSWERS.wrong("only the last normalisation is off", ("BatchNormalization trains",))
def _(model):
    model.layers[0].trainable = True
    [layer for layer in model.layers[0].layers if _is_norm(layer)][-1].trainable = False
    return _compile(model)


@ANSWERS.wrong("by a name that no layer has", ("BatchNormalization trains",))
def _(model):
    model.layers[0].trainable = True
    for layer in model.layers[0].layers:
        if layer.name == "batch_normalization":
            layer.trainable = False
    return _compile(model)


@ANSWERS.wrong("the model is switched off", ("head frozen", "base still frozen"))
def _(model):
    _turn(model)
    model.trainable = False
    return _compile(model)


@ANSWERS.wrong("a list has no switch: raises")
def _(model):
    model.layers.trainable = True
    return _compile(model)


@ANSWERS.wrong("the means are set back to 0")
def _(model):
    _turn(model)
    for layer in filter(_is_norm, model.layers[0].layers):
        layer.moving_mean.assign(0 * layer.moving_mean)
    return _compile(model)


ANSWERS.wrong("a rate of 1e-8, below the range")(functools.partial(_tune, 1e-8))


@ANSWERS.wrong(
    "compiled between the switch of the base and those of its layers",
    ("compiled before the switches",),
)
def _(model):
    model.layers[0].trainable = True
    _compile(model)
    for layer in model.layers[0].layers:
        if _is_norm(layer):
            layer.trainable = False
    return model


@ANSWERS.wrong("a rate that falls to 0 within a thousand steps")
def _(model):
    import keras

    _turn(model)
    return _compile(model, keras.optimizers.schedules.CosineDecay(1e-4, 1000))
