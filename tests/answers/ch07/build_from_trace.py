"""Answers to `build-from-trace`."""

from functools import partial

from tests.answers import Answers

ANSWERS = Answers("build-from-trace")


@ANSWERS.right("a list, softmax in the last layer, all given as strings")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@ANSWERS.right("with add, plain scores, the softmax in the loss object")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(name="lost_and_found")
    model.add(keras.Input(shape=(30, 24, 3), name="pictures"))
    model.add(layers.Conv2D(8, (3, 3), padding="same", activation="relu"))
    model.add(layers.MaxPool2D(pool_size=(2, 2), strides=(2, 2)))
    model.add(layers.Conv2D(16, (3, 3), strides=(2, 2), activation="relu"))
    model.add(layers.Conv2D(24, (3, 3), activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(32, activation="relu"))
    model.add(layers.Dense(6))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.1),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


@ANSWERS.right("functional, with Activation layers and a Softmax layer")
def _():
    import keras
    from keras import layers

    inputs = keras.Input((30, 24, 3))
    x = layers.Conv2D(8, 3, padding="same")(inputs)
    x = layers.Activation("relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(16, 3, 2)(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(24, 3)(x)
    x = layers.ReLU()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(32)(x)
    x = layers.Activation(keras.activations.relu)(x)
    x = layers.Dense(6)(x)
    outputs = layers.Softmax()(x)
    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(),
    )
    return model


@ANSWERS.right("with average pooling, the trace only says Pool")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    return model


@ANSWERS.right("functional, with functions of keras.ops, the loss as a function")
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((30, 24, 3), name="image")
    x = ops.relu(layers.Conv2D(8, 3, padding="same", name="first")(inputs))
    x = layers.MaxPooling2D(2)(x)
    x = ops.relu(layers.Conv2D(16, 3, strides=2)(x))
    x = ops.relu(layers.Conv2D(24, 3)(x))
    x = ops.relu(layers.Dense(32)(layers.Flatten()(x)))
    model = keras.Model(inputs=inputs, outputs=ops.softmax(layers.Dense(6)(x)))
    model.compile("rmsprop", keras.losses.sparse_categorical_crossentropy)
    return model


@ANSWERS.right("the loss as functools.partial, which brings the softmax")
def _():
    import keras
    from keras import layers

    relu = {"activation": keras.activations.relu}
    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", **relu),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, strides=2, **relu),
            layers.Conv2D(24, 3, **relu),
            layers.Reshape((360,)),
            layers.Dense(32, **relu),
            layers.Dense(6, activation="linear"),
        ]
    )
    loss = partial(keras.losses.sparse_categorical_crossentropy, from_logits=True)
    model.compile(keras.optimizers.SGD(0.05, momentum=0.9), loss)
    return model


@ANSWERS.right("the loss as a function of their own, which brings the softmax")
def _():
    import keras
    from keras import layers

    def my_loss(labels, scores):
        return keras.losses.sparse_categorical_crossentropy(
            labels, scores, from_logits=True
        )

    convolution = partial(layers.Conv2D, kernel_size=3, activation="relu")
    model = keras.Sequential(
        [
            layers.Input((30, 24, 3)),
            convolution(8, padding="same"),
            layers.MaxPooling2D(2),
            convolution(16, strides=2),
            convolution(24),
            layers.Flatten(),
            layers.Dense(32, "relu"),
            layers.Dense(6),
        ]
    )
    model.compile(loss=my_loss)
    return model


@ANSWERS.right("the loss in a list of one")
def _():
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input((30, 24, 3))])
    for filters, stride, padding in (8, 1, "same"), (16, 2, "valid"), (24, 1, "valid"):
        model.add(layers.Conv2D(filters, 3, stride, padding, activation="relu"))
        if filters == 8:
            model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    for units, activation in (32, "relu"), (6, "softmax"):
        model.add(layers.Dense(units, activation=activation))
    model.compile("nadam", ["sparse_categorical_crossentropy"])
    print(model.count_params())
    return model


@ANSWERS.right("a subclass of keras.Model")
def _():
    import keras
    from keras import layers

    class Lost(keras.Model):
        def __init__(self):
            super().__init__()
            self.first = layers.Conv2D(8, 3, padding="same", activation="relu")
            self.pool = layers.MaxPooling2D(2)
            self.second = layers.Conv2D(16, 3, strides=2, activation="relu")
            self.third = layers.Conv2D(24, 3, activation="relu")
            self.flat = layers.Flatten()
            self.hidden = layers.Dense(32, activation="relu")
            self.scores = layers.Dense(6, activation="softmax")

        def call(self, x):
            x = self.pool(self.first(x))
            x = self.flat(self.third(self.second(x)))
            return self.scores(self.hidden(x))

    model = Lost()
    model(keras.ops.zeros((1, 30, 24, 3)))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.right("two models put together")
def _():
    import keras
    from keras import layers

    looks = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
        ]
    )
    decides = keras.Sequential(
        [
            keras.Input((360,)),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model = keras.Sequential([looks, decides])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy())
    return model


@ANSWERS.right("the ReLU behind the max pooling, which gives the same numbers")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same"),
            layers.MaxPooling2D(2),
            layers.ReLU(),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.right("with a batch size, and trained for a step")
def _():
    import keras
    import numpy as np
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3), batch_size=8),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2, 2),
            layers.Conv2D(16, 3, strides=2, padding="valid", activation="relu"),
            layers.Conv2D(24, 3, strides=1, padding="valid", activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu", kernel_initializer="he_normal"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])
    random = np.random.default_rng(0)
    model.train_on_batch(random.uniform(size=(8, 30, 24, 3)), np.arange(8) % 6)
    return model


@ANSWERS.right(
    "reading: a pooling window of 3×3 with stride 2, which has this trace too"
)
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(3, strides=2, padding="same"),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.right("reading: a dropout on the way, which the trace does not list")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def built(
    shape=(30, 24, 3),
    first=None,
    pool=None,
    second=None,
    third=None,
    middle=None,
    hidden=None,
    last=None,
    end=(),
    loss="sparse_categorical_crossentropy",
):
    """Return the network with some settings changed."""
    import keras
    from keras import layers

    relu = {"activation": "relu", "kernel_size": 3}
    parts = [
        layers.Conv2D(**{"filters": 8, "padding": "same", **relu, **(first or {})}),
        layers.MaxPooling2D(**{"pool_size": 2, **(pool or {})}),
        layers.Conv2D(**{"filters": 16, "strides": 2, **relu, **(second or {})}),
        layers.Conv2D(**{"filters": 24, **relu, **(third or {})}),
        middle or layers.Flatten(),
        layers.Dense(**{"units": 32, "activation": "relu", **(hidden or {})}),
        layers.Dense(**{"units": 6, "activation": "softmax", **(last or {})}),
        *end,
    ]
    model = keras.Sequential([keras.Input(shape), *parts])
    if loss is not None:
        model.compile("adam", loss)
    return model


ANSWERS.wrong("it is not compiled", names=("not compiled",))(lambda: built(loss=None))
ANSWERS.wrong("the first convolution has no padding", names=("forgot padding",))(
    lambda: built(first={"padding": "valid"})
)
ANSWERS.wrong(
    "the strided convolution is padded", names=("second convolution padded",)
)(lambda: built(second={"padding": "same"}))
ANSWERS.wrong("the third convolution is padded", names=("third convolution padded",))(
    lambda: built(third={"padding": "same"})
)
ANSWERS.wrong("the second convolution has stride 1", names=("stride forgotten",))(
    lambda: built(second={"strides": 1})
)
ANSWERS.wrong("the third convolution has stride 2 as well")(
    lambda: built(third={"strides": 2})
)
ANSWERS.wrong(
    "height and width of the input are exchanged", names=("wrong axis order",)
)(lambda: built(shape=(24, 30, 3)))
ANSWERS.wrong("the input has one channel")(lambda: built(shape=(30, 24, 1)))
ANSWERS.wrong("16 filters in the first convolution")(
    lambda: built(first={"filters": 16})
)
ANSWERS.wrong("24 filters in the second convolution")(
    lambda: built(second={"filters": 24})
)
ANSWERS.wrong("16 filters in the third convolution")(
    lambda: built(third={"filters": 16})
)
ANSWERS.wrong("5×5 kernels in the first convolution")(
    lambda: built(first={"kernel_size": 5})
)
ANSWERS.wrong("5×5 kernels in the second convolution")(
    lambda: built(second={"kernel_size": 5})
)
ANSWERS.wrong(
    "kernels of 1×9 in the first convolution, as many weights, not square",
    names=("kernels that are not square",),
)(lambda: built(first={"kernel_size": (1, 9)}))
ANSWERS.wrong("64 units in the hidden dense layer")(lambda: built(hidden={"units": 64}))
ANSWERS.wrong("ten outputs")(lambda: built(last={"units": 10}))
ANSWERS.wrong(
    "a single output with a sigmoid",
    names=(
        "sigmoid behind the last layer",
        "loss for yes or no",
    ),
)(lambda: built(last={"units": 1, "activation": "sigmoid"}, loss="binary_crossentropy"))
ANSWERS.wrong("no ReLU behind the first convolution", names=("a ReLU missing",))(
    lambda: built(first={"activation": None})
)
ANSWERS.wrong("no ReLU behind the second convolution", names=("a ReLU missing",))(
    lambda: built(second={"activation": None})
)
ANSWERS.wrong("no ReLU behind the third convolution", names=("a ReLU missing",))(
    lambda: built(third={"activation": None})
)
ANSWERS.wrong("no ReLU behind the hidden dense layer", names=("a ReLU missing",))(
    lambda: built(hidden={"activation": None})
)
ANSWERS.wrong("tanh behind the first convolution", names=("tanh for a ReLU",))(
    lambda: built(first={"activation": "tanh"})
)
ANSWERS.wrong("sigmoid behind the hidden dense layer", names=("sigmoid for a ReLU",))(
    lambda: built(hidden={"activation": "sigmoid"})
)
ANSWERS.wrong(
    "a ReLU that is cut at 6 behind the second convolution", names=("ReLU6 for a ReLU",)
)(lambda: built(second={"activation": "relu6"}))
ANSWERS.wrong(
    "a leaky ReLU behind the third convolution", names=("leaky ReLU for a ReLU",)
)(lambda: built(third={"activation": "leaky_relu"}))
ANSWERS.wrong("softmax behind the hidden dense layer", names=("softmax for a ReLU",))(
    lambda: built(hidden={"activation": "softmax"})
)
ANSWERS.wrong(
    "plain scores for a loss that expects probabilities", names=("no softmax anywhere",)
)(lambda: built(last={"activation": None}))
ANSWERS.wrong(
    "a ReLU behind the last layer, where the softmax should be",
    names=("ReLU behind the last layer",),
)(lambda: built(last={"activation": "relu"}))
ANSWERS.wrong(
    "a sigmoid behind the last layer, where the softmax should be",
    names=("sigmoid behind the last layer",),
)(lambda: built(last={"activation": "sigmoid"}))
ANSWERS.wrong("a loss for one-hot labels", names=("loss for one-hot labels",))(
    lambda: built(loss="categorical_crossentropy")
)
ANSWERS.wrong("the loss for yes or no", names=("loss for yes or no",))(
    lambda: built(loss="binary_crossentropy")
)
ANSWERS.wrong("the mean squared error as loss", names=("loss of a regression",))(
    lambda: built(loss="mse")
)


@ANSWERS.wrong("softmax in the model and in the loss", names=("from_logits mismatch",))
def _():
    import keras

    return built(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))


@ANSWERS.wrong("softmax twice in the model", names=("softmax twice",))
def _():
    from keras import layers

    return built(end=[layers.Softmax()])


@ANSWERS.wrong(
    "a ReLU in front of the softmax in the loss", names=("ReLU behind the last layer",)
)
def _():
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return built(last={"activation": "relu"}, loss=loss)


@ANSWERS.wrong(
    "a loss for one-hot labels, on plain scores", names=("loss for one-hot labels",)
)
def _():
    import keras

    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    return built(last={"activation": None}, loss=loss)


@ANSWERS.wrong(
    "the biases of the first convolution are left out", names=("bias missing",)
)
def _():
    return built(first={"use_bias": False})


@ANSWERS.wrong("the bias of the last layer is left out", names=("bias missing",))
def _():
    return built(last={"use_bias": False})


@ANSWERS.wrong("global average pooling instead of the flattening")
def _():
    from keras import layers

    return built(middle=layers.GlobalAveragePooling2D())


@ANSWERS.wrong("the pooling moves by 1")
def _():
    return built(pool={"strides": 1})


@ANSWERS.wrong("the pooling window is 3×3")
def _():
    return built(pool={"pool_size": 3})


@ANSWERS.wrong("a dense layer too many at the end")
def _():
    from keras import layers

    return built(last={"activation": "relu"}, end=[layers.Dense(6, "softmax")])


@ANSWERS.wrong("the pooling layer is missing", names=("pooling missing",))
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the hidden dense layer is missing")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the flattening is missing")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong(
    "the ReLU behind the average pooling, not behind the convolution",
    names=("ReLU behind the averages",),
)
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same"),
            layers.AveragePooling2D(2),
            layers.ReLU(),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("returns what compile returns, which is nothing")
def _():
    return built(loss=None).compile("adam", "sparse_categorical_crossentropy")


@ANSWERS.wrong("returns the model and its number of parameters")
def _():
    model = built()
    return model, model.count_params()


@ANSWERS.wrong("a model that returns its input")
def _():
    import keras

    inputs = keras.Input((30, 24, 3))
    model = keras.Model(inputs, inputs)
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("a single dense layer behind a flattening")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [keras.Input((30, 24, 3)), layers.Flatten(), layers.Dense(6, "softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong(
    "it is not compiled and the first convolution has no padding",
    names=(
        "forgot padding",
        "not compiled",
    ),
)
def _():
    return built(first={"padding": "valid"}, loss=None)


@ANSWERS.wrong(
    "plain scores for probabilities and a loss for one-hot labels",
    names=(
        "no softmax anywhere",
        "loss for one-hot labels",
    ),
)
def _():
    return built(last={"activation": None}, loss="categorical_crossentropy")


@ANSWERS.wrong(
    "no ReLU behind the third convolution and softmax in model and loss",
    names=("a ReLU missing",),
)
def _():
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return built(third={"activation": None}, loss=loss)


@ANSWERS.wrong("every other pixel is taken, in place of a pooling")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.Lambda(lambda maps: maps[:, ::2, ::2]),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(6, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the maps are put in another order before they are flattened")
def _():
    from keras import layers

    return built(middle=layers.Reshape((360,)), third={"activation": swapped_relu})


def swapped_relu(maps):
    """Exchange height and width behind a ReLU, in the order of the numbers."""
    from keras import ops

    maps = ops.transpose(ops.relu(maps), (0, 2, 1, 3))
    return ops.reshape(maps, (-1, 5, 3, 24))


def _layers(**insert):
    """Return the layers of the trace; one more may stand at a place: ``at_1=layer``."""
    from keras import layers

    parts = [
        layers.Conv2D(8, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(16, 3, strides=2, activation="relu"),
        layers.Conv2D(24, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(32, activation="relu"),
        layers.Dense(6, activation="softmax"),
    ]
    for place, layer in insert.items():
        parts.insert(int(place.removeprefix("at_")), layer)
    return parts


def _compiled(parts, loss="sparse_categorical_crossentropy"):
    import keras

    model = keras.Sequential([keras.Input((30, 24, 3)), *parts])
    model.compile("adam", loss)
    return model


@ANSWERS.right("a softmax written by hand, nothing subtracted first")
def _():
    from keras import layers, ops

    def shares(z):
        return ops.exp(z) / ops.sum(ops.exp(z), -1, keepdims=True)

    softmax = layers.Lambda(shares, output_shape=(6,))
    return _compiled([*_layers()[:-1], layers.Dense(6), softmax])


@ANSWERS.right("the pooling takes windows of 3×3, padded, in steps of 2")
def _():
    from keras import layers

    parts = _layers()
    parts[1] = layers.MaxPooling2D(3, 2, "same")
    return _compiled(parts)


@ANSWERS.wrong("a BatchNormalization between the first convolution and the pooling")
def _():
    from keras import layers

    return _compiled(_layers(at_1=layers.BatchNormalization()))


@ANSWERS.wrong("a BatchNormalization in front of everything")
def _():
    from keras import layers

    return _compiled(_layers(at_0=layers.BatchNormalization()))


@ANSWERS.wrong("a PReLU for the first ReLU")
def _():
    from keras import layers

    parts = _layers(at_1=layers.PReLU())
    parts[0] = layers.Conv2D(8, 3, padding="same")
    return _compiled(parts)


@ANSWERS.wrong("the pictures are scaled first")
def _():
    from keras import layers

    return _compiled(_layers(at_0=layers.Rescaling(1 / 255)))


@ANSWERS.wrong("compiled with an optimiser only")
def _():
    return _compiled(_layers(), None)


# By another hand, who had read the prompt alone.


@ANSWERS.right("two Sequentials in one, a loss of logits, run eagerly")
def _():
    import keras
    from keras import layers

    *maps, flatten, hidden, _ = _layers()
    head = keras.Sequential([flatten, hidden, layers.Dense(6)])
    model = keras.Sequential([keras.Input((30, 24, 3)), keras.Sequential(maps), head])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.AdamW(1e-3), loss, run_eagerly=True)
    return model


@ANSWERS.right("a loss of one's own, which makes lists of the labels")
def _():
    from keras import losses, ops

    def loss(labels, shares):
        labels = ops.cast(ops.reshape(labels, (-1,)), "int32")
        return losses.categorical_crossentropy(ops.one_hot(labels, 6), shares)

    return _compiled(_layers(), loss)


@ANSWERS.right("a loss of one's own, by the logarithm of the softmax")
def _():
    from keras import layers, ops

    def loss(labels, sums):
        labels = ops.cast(ops.reshape(labels, (-1,)), "int32")
        chosen = ops.one_hot(labels, 6) * ops.log_softmax(sums, axis=-1)
        return -ops.sum(chosen, axis=-1)

    return _compiled([*_layers()[:-1], layers.Dense(6)], loss)


@ANSWERS.right("the pooling takes every other pixel; a ReLU as a maximum")
def _():
    from keras import layers, ops

    parts = _layers()
    parts[1] = layers.MaxPooling2D(1, strides=2)
    parts[3] = layers.Conv2D(24, 3, activation=lambda z: ops.maximum(z, 0.0))
    return _compiled(parts)


@ANSWERS.right("the pooling takes the mean of 16×13 pixels in steps of 1")
def _():
    from keras import layers

    parts = _layers()
    parts[1] = layers.AveragePooling2D((16, 13), strides=1)
    return _compiled(parts, ["sparse_categorical_crossentropy"])


@ANSWERS.right("layers of 64 bits, built as a class")
def _():
    import keras
    from keras import layers

    class Net(keras.Model):
        def __init__(self):
            super().__init__(dtype="float64")
            self.all = [
                layers.Conv2D(8, 3, padding="same", activation="relu", dtype="float64"),
                layers.MaxPooling2D(2, dtype="float64"),
                layers.Conv2D(16, 3, 2, activation="relu", dtype="float64"),
                layers.Conv2D(24, 3, activation="relu", dtype="float64"),
                layers.Flatten(dtype="float64"),
                layers.Dense(32, activation="relu", dtype="float64"),
                layers.Dense(6, activation="softmax", dtype="float64"),
            ]

        def call(self, x):
            for layer in self.all:
                x = layer(x)
            return x

    model = Net()
    model(keras.ops.zeros((1, 30, 24, 3)))
    model.compile("rmsprop", keras.losses.sparse_categorical_crossentropy)
    return model


ANSWERS.wrong("a kernel of 5×5 in the first convolution")(
    lambda: built(first={"kernel_size": 5})
)
ANSWERS.wrong("softmax in the hidden layer", names=("softmax for a ReLU",))(
    lambda: built(hidden={"activation": "softmax"})
)
ANSWERS.wrong("an ELU in the second convolution")(
    lambda: built(second={"activation": "elu"})
)
ANSWERS.wrong("the divergence of Kullback and Leibler as loss")(
    lambda: built(loss="kl_divergence")
)
ANSWERS.wrong("the pooling in steps of 4: nothing fits behind it")(
    lambda: built(pool={"pool_size": 4})
)


@ANSWERS.wrong("a softmax layer, and one in the layer before", names=("softmax twice",))
def _():
    from keras import layers

    return _compiled([*_layers(), layers.Softmax()])


@ANSWERS.wrong("a convolution halves the sides", names=("pooling missing",))
def _():
    from keras import layers

    parts = _layers()
    parts[1] = layers.Conv2D(8, 2, 2)
    return _compiled(parts)


@ANSWERS.wrong("divided by 255 in a layer of one's own")
def _():
    from keras import layers

    return _compiled(_layers(at_0=layers.Lambda(lambda x: x / 255)))


@ANSWERS.wrong("returns what compile returns")
def _():
    return _compiled(_layers()).compile("adam", "sparse_categorical_crossentropy")
