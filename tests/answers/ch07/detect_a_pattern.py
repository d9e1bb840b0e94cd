"""Answers to `detect-a-pattern`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("detect-a-pattern")

T = np.array([[1, 1, 1], [0, 1, 0], [0, 1, 0]])


@ANSWERS.right("1 for bright, −1 for dark, bias −4, ReLU, the largest value")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(1, 3, activation="relu"),
            layers.GlobalMaxPooling2D(),
        ]
    )
    model.set_weights([(2 * T - 1).reshape(3, 3, 1, 1), np.array([-4])])
    return model


@ANSWERS.right("functional, −5 for dark, the ReLU behind the pooling")
def _():
    import keras
    from keras import layers

    inputs = keras.Input((6, 8, 1), name="picture")
    conv = layers.Conv2D(1, (3, 3))
    outputs = layers.ReLU()(layers.GlobalMaxPooling2D()(conv(inputs)))
    model = keras.Model(inputs, outputs)
    kernel = np.where(T == 1, 1.0, -5.0)
    conv.set_weights([kernel[:, :, None, None], np.array([-4.0])])
    return model


@ANSWERS.right("the weights given as initialisers")
def _():
    import keras
    from keras import layers

    model = keras.Sequential()
    model.add(keras.Input((6, 8, 1)))
    model.add(
        layers.Conv2D(
            1,
            3,
            activation=keras.activations.relu,
            kernel_initializer=keras.initializers.Constant(
                (2 * T - 1)[..., None, None]
            ),
            bias_initializer=keras.initializers.Constant(-4),
        )
    )
    model.add(layers.GlobalMaxPool2D())
    return model


@ANSWERS.right("padded, which does no harm, since a T fills its window")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(1, 3, padding="same", activation="relu"),
            layers.GlobalMaxPooling2D(),
        ]
    )
    model.layers[0].kernel.assign((2 * T - 1).reshape(3, 3, 1, 1))
    model.layers[0].bias.assign([-4])
    return model


@ANSWERS.right("without a bias, the 4 taken off and cut by functions of keras.ops")
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((6, 8, 1))
    maps = layers.Conv2D(1, 3, use_bias=False)(inputs)
    outputs = ops.maximum(ops.max(maps, axis=(1, 2)) - 4, 0)
    model = keras.Model(inputs, outputs)
    model.set_weights([(2.0 * T - 1)[:, :, None, None]])
    return model


@ANSWERS.right("the largest value by an ordinary pooling over the whole map")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(1, 3),
            layers.Activation("relu"),
            layers.MaxPooling2D((4, 6)),
            layers.Flatten(),
        ]
    )
    weights = model.get_weights()
    for row in range(3):
        for column in range(3):
            weights[0][row, column, 0, 0] = 1 if T[row][column] else -1
    weights[1][0] = -4
    model.set_weights(weights)
    return model


@ANSWERS.right("a sigmoid so steep that it gives 1 and 0")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(1, 3, activation="sigmoid"),
            layers.GlobalMaxPooling2D(),
        ]
    )
    model.set_weights([(200 * (2 * T - 1)).reshape(3, 3, 1, 1), np.array([-900])])
    return model


@ANSWERS.right("every weight doubled, with a bias of −9")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(1, 3, activation="relu"),
            layers.GlobalMaxPooling2D(),
        ]
    )
    model.set_weights([(4 * T - 2).reshape(3, 3, 1, 1), np.array([-9])])
    return model


@ANSWERS.right("two filters, bright and dark, joined by a second convolution of 1×1")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(2, 3),
            layers.Conv2D(1, 1, activation="relu"),
            layers.GlobalMaxPooling2D(),
        ]
    )
    both = np.stack([T, 1 - T], axis=-1)[:, :, None, :]
    join = np.array([1, -1]).reshape(1, 1, 2, 1)
    model.set_weights([both, np.zeros(2), join, np.array([-4])])
    return model


@ANSWERS.right("a dense layer with a row for each window")
def _():
    import keras
    from keras import layers

    weights = np.zeros((6, 8, 24))
    for k in range(24):
        r, c = divmod(k, 6)
        weights[r : r + 3, c : c + 3, k] = 2 * T - 1
    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Flatten(),
            layers.Dense(24, activation="relu"),
            layers.Reshape((24, 1)),
            layers.GlobalMaxPooling1D(),
        ]
    )
    model.set_weights([weights.reshape(48, 24), np.full(24, -4)])
    return model


@ANSWERS.right("a subclass of keras.Model")
def _():
    import keras
    from keras import layers

    class Finder(keras.Model):
        def __init__(self):
            super().__init__()
            self.look = layers.Conv2D(1, 3, activation="relu")
            self.best = layers.GlobalMaxPooling2D()

        def call(self, pictures):
            return self.best(self.look(pictures))

    model = Finder()
    model(np.zeros((1, 6, 8, 1), "float32"))
    model.set_weights([(2 * T - 1).reshape(3, 3, 1, 1), np.array([-4])])
    return model


@ANSWERS.right("reading: a single number for each picture, without an axis of length 1")
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((6, 8, 1))
    maps = layers.Conv2D(1, 3, activation="relu")(inputs)
    model = keras.Model(inputs, ops.max(maps, axis=(1, 2, 3)))
    model.set_weights([(2 * T - 1).reshape(3, 3, 1, 1), np.array([-4])])
    return model


def finder(
    kernel=2 * T - 1, bias=-4, activation="relu", shape=(6, 8, 1), end=None, **more
):
    """Return the network with some settings changed."""
    import keras
    from keras import layers

    size = np.shape(kernel)
    ends = [layers.GlobalMaxPooling2D()] if end is None else end(layers)
    conv = layers.Conv2D(1, size, activation=activation, **more)
    model = keras.Sequential([keras.Input(shape), conv, *ends])
    weights = [np.reshape(kernel, (*size, 1, 1)), np.array([bias])]
    conv.set_weights(weights[: len(conv.weights)])
    return model


ANSWERS.wrong(
    "the dark pixels have weight 0, a bright block is taken for a T",
    names=("bright surfaces found",),
)(lambda: finder(kernel=T))
ANSWERS.wrong("the kernel is upside down", names=("kernel upside down",))(
    lambda: finder(kernel=(2 * T - 1)[::-1])
)
ANSWERS.wrong(
    "rows and columns of the kernel are exchanged", names=("kernel on its side",)
)(lambda: finder(kernel=(2 * T - 1).T))
ANSWERS.wrong("the kernel is turned by a quarter", names=("kernel on its side",))(
    lambda: finder(kernel=np.rot90(2 * T - 1))
)
ANSWERS.wrong("bright and dark are exchanged", names=("bright and dark exchanged",))(
    lambda: finder(kernel=1 - 2 * T)
)
ANSWERS.wrong("the bias is −5, so that a T gives 0", names=("bias too low",))(
    lambda: finder(bias=-5)
)
ANSWERS.wrong("the bias is −3, so that a T gives 2", names=("bias too high",))(
    lambda: finder(bias=-3)
)
ANSWERS.wrong("the bias is +4", names=("bias too high",))(lambda: finder(bias=4))
ANSWERS.wrong("there is no bias, a T gives 5", names=("bias missing",))(
    lambda: finder(use_bias=False)
)
ANSWERS.wrong(
    "no ReLU, pictures without a T give less than 0", names=("no nonlinearity",)
)(lambda: finder(activation=None))
ANSWERS.wrong("tanh instead of the ReLU", names=("activation too soft",))(
    lambda: finder(activation="tanh")
)
ANSWERS.wrong("a sigmoid, which gives 0.73 for a T", names=("activation too soft",))(
    lambda: finder(activation="sigmoid")
)
ANSWERS.wrong(
    "a sigmoid with bias −4.5, which gives 0.62 for a T", names=("activation too soft",)
)(lambda: finder(bias=-4.5, activation="sigmoid"))
ANSWERS.wrong(
    "the mean of the map, not the largest value", names=("averaged over the places",)
)(lambda: finder(end=lambda layers: [layers.GlobalAveragePooling2D()]))
ANSWERS.wrong(
    "pooling over 2×2 only, a map comes out", names=("one answer for each place",)
)(lambda: finder(end=lambda layers: [layers.MaxPooling2D(2)]))
ANSWERS.wrong("the map comes out", names=("one answer for each place",))(
    lambda: finder(end=lambda layers: [])
)
ANSWERS.wrong("the flattened map comes out", names=("one answer for each place",))(
    lambda: finder(end=lambda layers: [layers.Flatten()])
)
ANSWERS.wrong(
    "stride 2, so that a T at an odd place is missed", names=("places skipped",)
)(lambda: finder(strides=2))
ANSWERS.wrong("height and width of the input are exchanged")(
    lambda: finder(
        shape=(8, 6, 1),
        end=lambda layers: [layers.MaxPooling2D((6, 4)), layers.Flatten()],
    )
)
ANSWERS.wrong("one of the dark pixels has weight 0", names=("bright surfaces found",))(
    lambda: finder(kernel=[[1, 1, 1], [-1, 1, 0], [-1, 1, -1]])
)
ANSWERS.wrong("the dark pixels have weight −0.5, five and one more give 0.5")(
    lambda: finder(kernel=1.5 * T - 0.5)
)
ANSWERS.wrong("each bright pixel has weight 0.2, and 4 of 5 give 0.8")(
    lambda: finder(kernel=1.2 * T - 1, bias=0)
)
ANSWERS.wrong("only the bar of the T has to be there")(
    lambda: finder(kernel=[[1, 1, 1]], bias=-2)
)
ANSWERS.wrong("the kernel of a plus, not of a T")(
    lambda: finder(kernel=[[-1, 1, -1], [1, 1, 1], [-1, 1, -1]])
)
ANSWERS.wrong(
    "a kernel of 5×5, it wants a dark frame around the T",
    names=("a dark frame wanted",),
)(lambda: finder(kernel=np.pad(2 * T - 1, 1, constant_values=-1), padding="same"))
ANSWERS.wrong("the bias is −4.5, so that a T gives 0.5", names=("bias too low",))(
    lambda: finder(bias=-4.5)
)


@ANSWERS.wrong("the input has three channels")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 3)),
            layers.Conv2D(1, 3, activation="relu"),
            layers.GlobalMaxPooling2D(),
        ]
    )
    kernel = np.repeat((2 * T - 1)[:, :, None, None], 3, axis=2)
    model.set_weights([kernel, np.array([-4])])
    return model


@ANSWERS.wrong("all T are counted, two of them give 2", names=("all of them counted",))
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(1, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(1, kernel_initializer="ones"),
        ]
    )
    kernel = (2 * T - 1).reshape(3, 3, 1, 1)
    model.layers[0].set_weights([kernel, np.array([-4])])
    return model


@ANSWERS.wrong("the weights are not set")
def _():
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(1, 3, activation="relu"),
            layers.GlobalMaxPooling2D(),
        ]
    )


@ANSWERS.wrong("a dense layer with random weights at the end")
def _():
    return finder(end=lambda layers: [layers.Flatten(), layers.Dense(1)])


@ANSWERS.wrong(
    "a softmax over the single number, which is always 1",
    names=("softmax of a single number",),
)
def _():
    return finder(end=lambda layers: [layers.GlobalMaxPooling2D(), layers.Softmax()])


@ANSWERS.wrong("the answer turned round, 0 for a T", names=("0 for a T",))
def _():
    import keras
    from keras import layers

    inputs = keras.Input((6, 8, 1))
    maps = layers.Conv2D(1, 3, activation="relu")(inputs)
    model = keras.Model(inputs, 1 - layers.GlobalMaxPooling2D()(maps))
    model.set_weights([(2 * T - 1).reshape(3, 3, 1, 1), np.array([-4])])
    return model


@ANSWERS.wrong(
    "the T is looked for in one place only, that of the example",
    names=("one place only",),
)
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Cropping2D(((2, 1), (3, 2))),
            layers.Conv2D(1, 3, activation="relu"),
            layers.Flatten(),
        ]
    )
    model.set_weights([(2 * T - 1).reshape(3, 3, 1, 1), np.array([-4])])
    return model


@ANSWERS.wrong("the whole example picture has to match", names=("one place only",))
def _():
    import keras
    from keras import layers

    picture = np.zeros((6, 8), dtype=int)
    picture[2:5, 3:6] = T
    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Flatten(),
            layers.Dense(1, activation="relu"),
        ]
    )
    model.set_weights([(2 * picture - 1).reshape(48, 1), np.array([-4])])
    return model


@ANSWERS.wrong("two numbers come out, bright pixels and dark pixels by themselves")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(2, 3, activation="relu"),
            layers.GlobalMaxPooling2D(),
        ]
    )
    both = np.stack([T, 1 - T], axis=-1)[:, :, None, :]
    model.set_weights([both, np.array([-4, -3])])
    return model


@ANSWERS.wrong("a function that sums windows in NumPy, not a model")
def _():
    def find(picture):
        windows = np.lib.stride_tricks.sliding_window_view(picture, (3, 3))
        return int((windows == T).all(axis=(2, 3)).any())

    return find


@ANSWERS.wrong("returns the model and its kernel")
def _():
    return finder(), 2 * T - 1


@ANSWERS.wrong("returns what set_weights returns, which is nothing")
def _():
    return finder().set_weights([(2 * T - 1).reshape(3, 3, 1, 1), np.array([-4])])


@ANSWERS.wrong("a model that returns its input")
def _():
    import keras

    inputs = keras.Input((6, 8, 1))
    return keras.Model(inputs, inputs)


@ANSWERS.wrong(
    "the dark pixels have weight 0 and there is no ReLU",
    names=(
        "no nonlinearity",
        "bright surfaces found",
    ),
)
def _():
    return finder(kernel=T, activation=None)


@ANSWERS.wrong(
    "the kernel is upside down and the bias is −3", names=("kernel upside down",)
)
def _():
    return finder(kernel=(2 * T - 1)[::-1], bias=-3)


@ANSWERS.wrong("the mean of the map and no bias", names=("averaged over the places",))
def _():
    return finder(use_bias=False, end=lambda layers: [layers.GlobalAveragePooling2D()])


def _open_model(size=(None, None, 1)):
    import keras
    from keras import layers

    conv = layers.Conv2D(1, 3, activation="relu")
    model = keras.Sequential([keras.Input(size), conv, layers.GlobalMaxPooling2D()])
    conv.set_weights([(2.0 * T - 1).reshape(3, 3, 1, 1), np.array([-4.0])])
    return model


@ANSWERS.right("height and width are left open")
def _():
    return _open_model()


@ANSWERS.right("height and width are left open, in a model inside another")
def _():
    import keras

    return keras.Sequential([keras.Input((None, None, 1)), _open_model()])


@ANSWERS.right("a class of its own, called once with a picture of another size")
def _():
    import keras

    class Detector(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner = _open_model()

        def call(self, x):
            return self.inner(x)

    model = Detector()
    model(np.zeros((1, 9, 9, 1), "float32"))
    return model


@ANSWERS.wrong("made for pictures of 8 rows and 6 columns")
def _():
    return _open_model((8, 6, 1))


@ANSWERS.wrong("open sizes, but three channels")
def _():
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((None, None, 3)),
            layers.Conv2D(1, 3, activation="relu"),
            layers.GlobalMaxPooling2D(),
        ]
    )


ANSWERS.wrong("a class, not a model")(type("Sequential", (), {"layers": ()}))


@ANSWERS.wrong("averaged, so that two count twice", ("all of them counted",))
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((6, 8, 1)),
            layers.Conv2D(1, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.GlobalAveragePooling2D(),
        ]
    )
    kernel = (2 * T - 1).reshape(3, 3, 1, 1)
    model.set_weights([6 * kernel, np.array([-24])])
    return model
