"""Answers to `set-the-weights`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("set-the-weights")


@ANSWERS.right("with np.moveaxis, in one line")
def _(model, kernels, biases, W, b):
    model.set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], biases, W.T, b])
    return model


@ANSWERS.right("with transpose and reshape")
def _(model, kernels, biases, W, b):
    kernel = np.transpose(kernels, (1, 2, 0)).reshape(3, 3, 1, 2)
    model.set_weights([kernel, biases, np.transpose(W), b])
    return model


@ANSWERS.right("filter by filter into an array of zeros")
def _(model, kernels, biases, W, b):
    filters = np.zeros((3, 3, 1, 2))
    for k in range(2):
        filters[:, :, 0, k] = kernels[k]
    dense = np.zeros((8, 2))
    for i in range(8):
        for j in range(2):
            dense[i, j] = W[j][i]
    model.set_weights([filters, np.array(biases), dense, np.array(b)])
    return model


@ANSWERS.right("layer by layer")
def _(model, kernels, biases, W, b):
    conv, _, _, dense = model.layers
    conv.set_weights([np.stack(list(kernels), axis=-1)[:, :, np.newaxis, :], biases])
    dense.set_weights([np.asarray(W).T, b])
    return model


@ANSWERS.right("with assign, found by the type of the layer")
def _(model, kernels, biases, W, b):
    import keras

    for layer in model.layers:
        if isinstance(layer, keras.layers.Conv2D):
            layer.kernel.assign(np.einsum("khw->hwk", kernels)[:, :, None])
            layer.bias.assign(biases)
        if isinstance(layer, keras.layers.Dense):
            layer.kernel.assign(np.einsum("oi->io", W))
            layer.bias.assign(b)
    return model


@ANSWERS.right("with zip over the model's variables")
def _(net, k, k_bias, dense, dense_bias):
    k = np.expand_dims(np.rollaxis(np.array(k), 0, 3), 2)
    values = [k, k_bias, np.array(dense).T, dense_bias]
    for variable, value in zip(net.weights, values, strict=True):
        variable.assign(value)
    return net


@ANSWERS.right("with moveaxis for all three axes, in float32, printing the shapes")
def _(model, kernels, biases, W, b):
    kernel = np.moveaxis(kernels, [0, 1, 2], [2, 0, 1]).astype("float32")[..., None, :]
    weights = [kernel, biases.astype("float32"), W.T.astype("float32"), b]
    print([w.shape for w in weights])
    model.set_weights(weights)
    return model


@ANSWERS.right("the weights got, changed in place, and set again")
def _(model, kernels, biases, W, b):
    weights = model.get_weights()
    weights[0][:, :, 0, 0] = kernels[0]
    weights[0][:, :, 0, 1] = kernels[1]
    weights[1][:] = biases
    weights[2][:, 0], weights[2][:, 1] = W[0], W[1]
    weights[3][:] = b
    model.set_weights(weights)
    return model


@ANSWERS.right("with nested comprehensions")
def _(model, kernels, biases, W, b):
    filters = [[[[k[i][j] for k in kernels]] for j in range(3)] for i in range(3)]
    dense = [[row[i] for row in W] for i in range(8)]
    model.set_weights(
        [np.array(filters), np.array(biases), np.array(dense), np.array(b)]
    )
    return model


class Filler:
    """A class that does it when called."""

    def __call__(self, model, kernels, biases, W, b, **options):
        model.set_weights([self.turned(kernels), biases, W.transpose(), b])
        return model

    def turned(self, kernels):
        return kernels.reshape(2, 9).T.reshape(3, 3, 1, 2)


ANSWERS.right("a class with __call__")(Filler())


@ANSWERS.wrong(
    "the kernels are reshaped, their axes are not moved",
    names=("reshaped instead of stacked",),
)
def _(model, kernels, biases, W, b):
    model.set_weights([kernels.reshape(3, 3, 1, 2), biases, W.T, b])
    return model


@ANSWERS.wrong("W is reshaped, not transposed", names=("dense weights reshaped",))
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(kernels, 0, -1)[:, :, None, :]
    model.set_weights([kernels, biases, W.reshape(8, 2), b])
    return model


@ANSWERS.wrong("W is put in as it is, its shape does not fit")
def _(model, kernels, biases, W, b):
    model.set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], biases, W, b])
    return model


@ANSWERS.wrong("the axis of the channels in is missing")
def _(model, kernels, biases, W, b):
    model.set_weights([np.moveaxis(kernels, 0, -1), biases, W.T, b])
    return model


@ANSWERS.wrong(
    "rows and columns of the kernels are exchanged", names=("kernels transposed",)
)
def _(model, kernels, biases, W, b):
    model.set_weights([kernels.T[:, :, None, :], biases, W.T, b])
    return model


@ANSWERS.wrong("the kernels are flipped", names=("kernels flipped",))
def _(model, kernels, biases, W, b):
    flipped = kernels[:, ::-1, ::-1]
    model.set_weights([np.moveaxis(flipped, 0, -1)[:, :, None, :], biases, W.T, b])
    return model


@ANSWERS.wrong("the kernels are upside down", names=("kernels upside down",))
def _(model, kernels, biases, W, b):
    flipped = kernels[:, ::-1]
    model.set_weights([np.moveaxis(flipped, 0, -1)[:, :, None, :], biases, W.T, b])
    return model


@ANSWERS.wrong("the two kernels are exchanged", names=("kernels in the wrong order",))
def _(model, kernels, biases, W, b):
    kernel = np.stack([kernels[1], kernels[0]], axis=-1)[:, :, None, :]
    model.set_weights([kernel, biases, W.T, b])
    return model


@ANSWERS.wrong(
    "the first kernel is put into both filters", names=("one kernel in both filters",)
)
def _(model, kernels, biases, W, b):
    kernel = np.stack([kernels[0], kernels[0]], axis=-1)[:, :, None, :]
    model.set_weights([kernel, biases, W.T, b])
    return model


@ANSWERS.wrong("the two pairs of biases are exchanged", names=("biases exchanged",))
def _(model, kernels, biases, W, b):
    model.set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], b, W.T, biases])
    return model


@ANSWERS.wrong(
    "the biases of the convolution are subtracted", names=("biases subtracted",)
)
def _(model, kernels, biases, W, b):
    model.set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], -biases, W.T, b])
    return model


@ANSWERS.wrong(
    "the biases of the convolution are left at zero", names=("bias missing",)
)
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(kernels, 0, -1)[:, :, None, :]
    model.set_weights([kernels, np.zeros(2), W.T, b])
    return model


@ANSWERS.wrong(
    "the biases of the dense layer are left at zero", names=("dense bias missing",)
)
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(kernels, 0, -1)[:, :, None, :]
    model.set_weights([kernels, biases, W.T, np.zeros(2)])
    return model


@ANSWERS.wrong("only the convolution is filled", names=("dense layer not filled",))
def _(model, kernels, biases, W, b):
    model.layers[0].set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], biases])
    return model


@ANSWERS.wrong("only the dense layer is filled", names=("convolution not filled",))
def _(model, kernels, biases, W, b):
    model.layers[-1].set_weights([W.T, b])
    return model


@ANSWERS.wrong("the rows of W are exchanged", names=("rows of W exchanged",))
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(kernels, 0, -1)[:, :, None, :]
    model.set_weights([kernels, biases, W[::-1].T, b])
    return model


@ANSWERS.wrong(
    "the columns of W are sorted as if the maps lay one behind the other",
    names=("dense weights map by map",),
)
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(kernels, 0, -1)[:, :, None, :]
    dense = W.reshape(2, 2, 2, 2).transpose(0, 2, 3, 1).reshape(2, 8).T
    model.set_weights([kernels, biases, dense, b])
    return model


@ANSWERS.wrong("nothing is returned")
def _(model, kernels, biases, W, b):
    model.set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], biases, W.T, b])


@ANSWERS.wrong("returns what set_weights returns, which is nothing")
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(kernels, 0, -1)[:, :, None, :]
    return model.set_weights([kernels, biases, W.T, b])


@ANSWERS.wrong("returns the list of weights, not the model")
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(kernels, 0, -1)[:, :, None, :]
    model.set_weights([kernels, biases, W.T, b])
    return model.get_weights()


@ANSWERS.wrong("returns the model and its weights")
def _(model, kernels, biases, W, b):
    weights = [np.moveaxis(kernels, 0, -1)[:, :, None, :], biases, W.T, b]
    model.set_weights(weights)
    return model, weights


@ANSWERS.wrong(
    "the model is returned as it came",
    names=(
        "convolution not filled",
        "dense layer not filled",
    ),
)
def _(model, kernels, biases, W, b):
    return model


@ANSWERS.wrong(
    "a copy of the weights is changed and never set",
    names=(
        "convolution not filled",
        "dense layer not filled",
    ),
)
def _(model, kernels, biases, W, b):
    weights = model.get_weights()
    weights[0] = np.moveaxis(kernels, 0, -1)[:, :, None, :]
    weights[1], weights[2], weights[3] = biases, W.T, b
    return model


@ANSWERS.wrong(
    "the kernels are cut to whole numbers on the way",
    names=("kernels cut to whole numbers",),
)
def _(model, kernels, biases, W, b):
    filters = np.zeros((3, 3, 1, 2), dtype=int)
    for k in range(2):
        filters[:, :, 0, k] = kernels[k]
    model.set_weights([filters, biases, W.T, b])
    return model


@ANSWERS.wrong(
    "a model without the ReLU is built anew and filled", names=("ReLU lost",)
)
def _(model, kernels, biases, W, b):
    import keras

    model = keras.Sequential(
        [
            keras.Input((6, 7, 1)),
            keras.layers.Conv2D(2, 3),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(2),
        ]
    )
    model.set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], biases, W.T, b])
    return model


@ANSWERS.wrong(
    "the kernels are reshaped and W is reshaped",
    names=(
        "reshaped instead of stacked",
        "dense weights reshaped",
    ),
)
def _(model, kernels, biases, W, b):
    model.set_weights([kernels.reshape(3, 3, 1, 2), biases, W.reshape(8, 2), b])
    return model


@ANSWERS.wrong(
    "the kernels are flipped and the pairs of biases are exchanged",
    names=(
        "kernels flipped",
        "biases exchanged",
    ),
)
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(kernels[:, ::-1, ::-1], 0, -1)[:, :, None, :]
    model.set_weights([kernels, b, W.T, biases])
    return model


@ANSWERS.wrong(
    "rows and columns are exchanged and the dense biases left at zero",
    names=(
        "kernels transposed",
        "dense bias missing",
    ),
)
def _(model, kernels, biases, W, b):
    model.set_weights([kernels.T[:, :, None, :], biases, W.T, 0 * b])
    return model


@ANSWERS.wrong("a softmax is put behind it")
def _(model, kernels, biases, W, b):
    import keras

    model.set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], biases, W.T, b])
    return keras.Sequential([model, keras.layers.Softmax()])


@ANSWERS.wrong("the kernels are made positive")
def _(model, kernels, biases, W, b):
    kernels = np.moveaxis(abs(kernels), 0, -1)[:, :, None, :]
    model.set_weights([kernels, biases, W.T, b])
    return model


@ANSWERS.wrong(
    "a new model of the same layers, and nothing filled",
    names=("convolution not filled", "dense layer not filled"),
)
def _(model, kernels, biases, W, b):
    import keras

    return keras.models.clone_model(model)


@ANSWERS.wrong(
    "a new model, and only the dense layer filled", names=("convolution not filled",)
)
def _(model, kernels, biases, W, b):
    import keras

    new = keras.models.clone_model(model)
    new.layers[-1].set_weights([W.T, b])
    return new


@ANSWERS.wrong("the biases are halved")
def _(model, kernels, biases, W, b):
    model.set_weights([np.moveaxis(kernels, 0, -1)[:, :, None, :], biases / 2, W.T, b])
    return model


# By another hand, who had read the prompt alone.


def _sorted(kernels):
    return np.moveaxis(np.asarray(kernels), 0, -1)[:, :, None, :]


def _fresh(pool="MaxPooling2D", **changes):
    """Return a new model of the same layers, or of nearly the same."""
    import keras
    from keras import layers

    settings = {"conv": "relu", "last": None, "dtype": "float32"} | changes
    kind = {"dtype": settings["dtype"]}
    return keras.Sequential(
        [
            keras.Input((6, 7, 1)),
            layers.Conv2D(2, 3, activation=settings["conv"], **kind),
            getattr(layers, pool)(2, **kind),
            layers.Flatten(**kind),
            layers.Dense(2, activation=settings["last"], **kind),
        ]
    )


def _filled(new, kernels, biases, W, b):
    new.set_weights([_sorted(kernels), biases, np.transpose(W), b])
    return new


@ANSWERS.right("a subclassed model of the same layers")
def _(model, *numbers):
    import keras
    from keras import layers

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.convolution = layers.Conv2D(2, 3, activation="relu")
            self.pool = layers.MaxPooling2D(2)
            self.rest = keras.Sequential([layers.Flatten(), layers.Dense(2)])

        def call(self, pictures):
            return self.rest(self.pool(self.convolution(pictures)))

    own = Own()
    own(np.zeros((1, 6, 7, 1), "float32"))
    return _filled(own, *numbers)


@ANSWERS.right("the numbers are what the new layers begin with")
def _(model, kernels, biases, W, b):
    import keras
    from keras import layers

    at = keras.initializers.Constant
    return keras.Sequential(
        [
            keras.Input((6, 7, 1)),
            layers.Conv2D(
                2,
                3,
                activation=keras.activations.relu,
                kernel_initializer=at(_sorted(kernels)),
                bias_initializer=at(biases),
            ),
            layers.MaxPooling2D(pool_size=(2, 2), strides=(2, 2)),
            layers.Reshape((-1,)),
            layers.Dense(2, kernel_initializer=at(W.T), bias_initializer=at(b)),
        ]
    )


@ANSWERS.right("the model within another one, which is compiled")
def _(model, *numbers):
    import keras

    outer = keras.Sequential([keras.Input((6, 7, 1)), _filled(model, *numbers)])
    outer.compile("adam", "mse")
    return outer


@ANSWERS.right("the model within another one, which has not been built")
def _(model, *numbers):
    import keras

    return keras.Sequential([_filled(model, *numbers)])


@ANSWERS.right("new layers of 64 bits")
def _(model, *numbers):
    return _filled(_fresh(dtype="float64"), *numbers)


@ANSWERS.right("the pooling as two maxima of a reshaped array")
def _(model, *numbers):
    import keras
    from keras import layers, ops

    picture = keras.Input(batch_shape=(None, 6, 7, 1))
    x = ops.relu(layers.Conv2D(2, 3)(picture))
    x = ops.max(ops.reshape(x, (-1, 2, 2, 5, 2))[:, :, :, :4], axis=2)
    x = ops.max(ops.reshape(x, (-1, 2, 2, 2, 2)), axis=3)
    x = layers.Dense(2)(ops.reshape(x, (-1, 8)))
    return _filled(keras.Model(picture, x), *numbers)


@ANSWERS.wrong("a softmax is put behind the last layer")
def _(model, *numbers):
    import keras

    return keras.Sequential([_filled(model, *numbers), keras.layers.Softmax()])


@ANSWERS.wrong("a ReLU behind the dense layer as well")
def _(model, *numbers):
    return _filled(_fresh(last="relu"), *numbers)


@ANSWERS.wrong("a tanh in place of the ReLU")
def _(model, *numbers):
    return _filled(_fresh(conv="tanh"), *numbers)


@ANSWERS.wrong("kernels mirrored from left to right", ("kernels mirrored",))
def _(model, kernels, *rest):
    return _filled(model, kernels[:, :, ::-1], *rest)


@ANSWERS.wrong("the first bias for both filters")
def _(model, kernels, biases, W, b):
    return _filled(model, kernels, np.full(2, biases[0]), W, b)


@ANSWERS.wrong("the biases of the dense layer negated")
def _(model, kernels, biases, W, b):
    return _filled(model, kernels, biases, W, -b)


@ANSWERS.wrong("the kernels rounded to whole numbers")
def _(model, kernels, *rest):
    return _filled(model, np.round(kernels), *rest)


@ANSWERS.wrong("the last axis moved to the front: Keras refuses the shape")
def _(model, kernels, biases, W, b):
    model.set_weights([np.moveaxis(kernels, -1, 0)[:, :, None, :], biases, W.T, b])
    return model


@ANSWERS.wrong("returns the four arrays")
def _(model, kernels, biases, W, b):
    return [_sorted(kernels), biases, W.T, b]


@ANSWERS.wrong("the dense weights rounded to two digits")
def _(model, kernels, biases, W, b):
    model.set_weights([np.stack(kernels, axis=-1)[:, :, None], biases, W.T.round(2), b])
    return model


@ANSWERS.wrong("the kernels rounded to one digit")
def _(model, kernels, biases, W, b):
    model.set_weights([np.stack(kernels, axis=-1)[:, :, None].round(1), biases, W.T, b])
    return model


@ANSWERS.wrong("the dense weights in 16 bits")
def _(model, kernels, biases, W, b):
    dense = W.T.astype(np.float16)
    model.set_weights([np.stack(kernels, axis=-1)[:, :, None], biases, dense, b])
    return model


@ANSWERS.wrong(
    "W taken for a list of places, and sorted into maps",
    names=("dense weights sorted into maps",),
)
def _(model, kernels, biases, W, b):
    dense = W.reshape(2, 2, 2, 2).transpose(0, 3, 1, 2).reshape(2, 8).T
    model.set_weights([_sorted(kernels), biases, dense, b])
    return model
