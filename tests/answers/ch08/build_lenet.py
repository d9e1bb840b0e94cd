"""Answers to `build-lenet`."""

from functools import partial

from tests.answers import Answers

ANSWERS = Answers("build-lenet")


@ANSWERS.right("a list, probabilities, all given as strings")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Flatten(),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@ANSWERS.right("with add, plain sums, the softmax in the loss object")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(name="LeNet-5")
    model.add(layers.Input(shape=(32, 32, 1), name="image"))
    model.add(layers.Conv2D(6, kernel_size=(5, 5), activation="tanh", name="C1"))
    model.add(layers.AveragePooling2D(pool_size=(2, 2), strides=2, name="S2"))
    model.add(layers.Conv2D(16, kernel_size=(5, 5), activation="tanh", name="C3"))
    model.add(layers.AveragePooling2D(pool_size=(2, 2), strides=2, name="S4"))
    model.add(layers.Conv2D(120, kernel_size=(5, 5), activation="tanh", name="C5"))
    model.add(layers.Flatten())
    model.add(layers.Dense(84, activation="tanh", name="F6"))
    model.add(layers.Dense(10, name="output"))
    model.compile(
        optimizer=keras.optimizers.SGD(0.01, momentum=0.9),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


@ANSWERS.right("functional, with functions of keras.ops, the loss as a function")
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((32, 32, 1))
    x = ops.tanh(layers.Conv2D(6, 5)(inputs))
    x = layers.AveragePooling2D(2)(x)
    x = ops.tanh(layers.Conv2D(16, 5)(x))
    x = layers.AveragePooling2D(2)(x)
    x = ops.tanh(layers.Conv2D(120, 5)(x))
    x = ops.reshape(x, (-1, 120))
    x = ops.tanh(layers.Dense(84)(x))
    x = ops.softmax(layers.Dense(10)(x))
    model = keras.Model(inputs, x)
    model.compile("rmsprop", keras.losses.sparse_categorical_crossentropy)
    return model


@ANSWERS.right("activations as objects, the loss as functools.partial")
def _():
    import keras
    from keras import layers

    tanh = keras.activations.tanh
    model = keras.models.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation=tanh),
            layers.AvgPool2D(2),
            layers.Conv2D(16, 5, activation=tanh),
            layers.AvgPool2D(2),
            layers.Conv2D(120, 5, activation=tanh),
            layers.Reshape((120,)),
            layers.Dense(84, activation=tanh),
            layers.Dense(10, activation=None),
        ]
    )
    loss = partial(keras.losses.sparse_categorical_crossentropy, from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss=loss)
    return model


@ANSWERS.right("with Activation layers, a Softmax layer, the loss in a list of one")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1), batch_size=50),
            layers.Conv2D(6, 5),
            layers.Activation("tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5),
            layers.Activation("tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5),
            layers.Activation("tanh"),
            layers.Flatten(),
            layers.Dense(84),
            layers.Activation("tanh"),
            layers.Dense(10),
            layers.Softmax(),
        ]
    )
    model.compile("adam", ["sparse_categorical_crossentropy"])
    return model


@ANSWERS.right("a subclass of keras.Model")
def _():
    import keras
    from keras import layers

    class LeNet(keras.Model):
        def __init__(self):
            super().__init__()
            self.stack = [
                layers.Conv2D(6, 5, activation="tanh"),
                layers.AveragePooling2D(2),
                layers.Conv2D(16, 5, activation="tanh"),
                layers.AveragePooling2D(2),
                layers.Conv2D(120, 5, activation="tanh"),
                layers.Flatten(),
                layers.Dense(84, activation="tanh"),
                layers.Dense(10),
            ]

        def call(self, x):
            for layer in self.stack:
                x = layer(x)
            return x

    model = LeNet()
    model(keras.ops.zeros((1, 32, 32, 1)))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss)
    return model


@ANSWERS.right("the maps of 1×1 flattened by global average pooling")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy())
    return model


@ANSWERS.right("flattened at the very end, the dense layers work on 1×1 maps")
def _():
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input((32, 32, 1))])
    for filters in 6, 16, 120:
        model.add(layers.Conv2D(filters, 5, activation="tanh"))
        if filters < 120:
            model.add(layers.AveragePooling2D(2))
    model.add(layers.Dense(84, activation="tanh"))
    model.add(layers.Dense(10, activation="softmax"))
    model.add(layers.Flatten())
    model.compile(loss="sparse_categorical_crossentropy")
    print(f"{model.count_params():,} parameters")
    return model


@ANSWERS.right("a loss of their own, which makes the labels one-hot")
def _():
    import keras
    from keras import layers, ops

    def loss(labels, answers):
        labels = ops.one_hot(ops.cast(ops.reshape(labels, (-1,)), "int32"), 10)
        return keras.losses.categorical_crossentropy(labels, answers)

    conv = partial(layers.Conv2D, kernel_size=5, activation="tanh")
    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            conv(6),
            layers.AveragePooling2D(2),
            conv(16),
            layers.AveragePooling2D(2),
            conv(120),
            layers.Flatten(),
            layers.Dense(84, "tanh"),
            layers.Dense(10, "softmax"),
        ]
    )
    model.compile("sgd", loss)
    return model


@ANSWERS.right("functional in two parts, put together")
def _():
    import keras
    from keras import layers

    def features():
        inputs = keras.Input((32, 32, 1))
        x = layers.Conv2D(6, 5, padding="valid", activation="tanh")(inputs)
        x = layers.AveragePooling2D((2, 2))(x)
        x = layers.Conv2D(16, 5, padding="valid", activation="tanh")(x)
        x = layers.AveragePooling2D((2, 2))(x)
        x = layers.Conv2D(120, 5, padding="valid", activation="tanh")(x)
        return keras.Model(inputs, layers.Flatten()(x))

    inputs = keras.Input((32, 32, 1))
    x = layers.Dense(84, activation="tanh")(features()(inputs))
    model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.right("averages by keras.ops, once as an operation and once in a Lambda")
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((32, 32, 1))
    x = layers.Conv2D(6, 5, activation="tanh")(inputs)
    x = ops.average_pool(x, 2)
    x = layers.Conv2D(16, 5, activation="tanh")(x)
    x = layers.Lambda(lambda maps: ops.average_pool(maps, 2))(x)
    x = layers.Flatten()(layers.Conv2D(120, 5, activation="tanh")(x))
    x = layers.Dense(84, activation="tanh")(x)
    model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def lenet(
    shape=(32, 32, 1),
    c1=None,
    s2=None,
    c3=None,
    s4=None,
    c5=None,
    f6=None,
    last=None,
    pools=("AveragePooling2D", "AveragePooling2D"),
    middle=None,
    end=(),
    activation="tanh",
    loss="sparse_categorical_crossentropy",
):
    """Return the network with some settings changed."""
    import keras
    from keras import layers

    conv = {"kernel_size": 5, "activation": activation}
    first, second = (getattr(layers, name) for name in pools)
    dense = {"units": 84, "activation": activation}
    model = keras.Sequential(
        [
            keras.Input(shape),
            layers.Conv2D(**{"filters": 6, **conv, **(c1 or {})}),
            first(**{"pool_size": 2, **(s2 or {})}),
            layers.Conv2D(**{"filters": 16, **conv, **(c3 or {})}),
            second(**{"pool_size": 2, **(s4 or {})}),
            layers.Conv2D(**{"filters": 120, **conv, **(c5 or {})}),
            middle or layers.Flatten(),
            layers.Dense(**{**dense, **(f6 or {})}),
            layers.Dense(**{"units": 10, "activation": "softmax", **(last or {})}),
            *end,
        ]
    )
    if loss is not None:
        model.compile("adam", loss)
    return model


RELU = {"activation": "relu"}
ANSWERS.wrong("it is not compiled", names=("not compiled",))(lambda: lenet(loss=None))
ANSWERS.wrong("the pictures are 28×28, and C1 pads", names=("pictures of today",))(
    lambda: lenet((28, 28, 1), c1={"padding": "same"})
)
ANSWERS.wrong("the pictures have three channels")(lambda: lenet((32, 32, 3)))
ANSWERS.wrong("8 filters in C1")(lambda: lenet(c1={"filters": 8}))
ANSWERS.wrong("6 filters in C3 too")(lambda: lenet(c3={"filters": 6}))
ANSWERS.wrong("84 filters in C5")(lambda: lenet(c5={"filters": 84}))
ANSWERS.wrong("120 units in F6 too")(lambda: lenet(f6={"units": 120}))
ANSWERS.wrong("nine outputs")(lambda: lenet(last={"units": 9}))
ANSWERS.wrong("eleven outputs")(lambda: lenet(last={"units": 11}))
ANSWERS.wrong("C1 is padded", names=("padded as today",))(
    lambda: lenet(c1={"padding": "same"})
)
ANSWERS.wrong("C3 is padded", names=("C3 padded",))(
    lambda: lenet(c3={"padding": "same"})
)
ANSWERS.wrong("C5 is padded, its maps stay 5×5", names=("C5 padded",))(
    lambda: lenet(c5={"padding": "same"})
)
ANSWERS.wrong("kernels of 3×3 in C1")(lambda: lenet(c1={"kernel_size": 3}))
ANSWERS.wrong("kernels of 3×3 in C3")(lambda: lenet(c3={"kernel_size": 3}))
ANSWERS.wrong("kernels of 3×3 in C5")(lambda: lenet(c5={"kernel_size": 3}))
ANSWERS.wrong("C1 has stride 2 as well", names=("padded as today",))(
    lambda: lenet(c1={"strides": 2, "padding": "same"}, s2={"strides": 1})
)
ANSWERS.wrong("C3 has stride 2 in place of S4")(
    lambda: lenet(c3={"strides": 2}, s4={"pool_size": 1})
)
ANSWERS.wrong("S2 takes the maximum", names=("max pooling",))(
    lambda: lenet(pools=("MaxPooling2D", "AveragePooling2D"))
)
ANSWERS.wrong("S4 takes the maximum", names=("max pooling",))(
    lambda: lenet(pools=("AveragePooling2D", "MaxPooling2D"))
)
ANSWERS.wrong("both poolings take the maximum", names=("max pooling",))(
    lambda: lenet(pools=("MaxPooling2D", "MaxPooling2D"))
)
ANSWERS.wrong("S2 moves by 1")(lambda: lenet(s2={"strides": 1}))
ANSWERS.wrong("S2 has windows of 3×3")(lambda: lenet(s2={"pool_size": 3}))
ANSWERS.wrong("S4 has windows of 3×3 with stride 2, padded")(
    lambda: lenet(s4={"pool_size": 3, "strides": 2, "padding": "same"})
)
ANSWERS.wrong("ReLU everywhere in place of tanh", names=("ReLU as today",))(
    lambda: lenet(activation="relu")
)
ANSWERS.wrong("sigmoid everywhere in place of tanh", names=("sigmoid for tanh",))(
    lambda: lenet(activation="sigmoid")
)
ANSWERS.wrong(
    "no activation in the layers before the output", names=("no nonlinearity",)
)(lambda: lenet(activation=None))
ANSWERS.wrong("ReLU in C1", names=("ReLU as today",))(lambda: lenet(c1=RELU))
ANSWERS.wrong("ReLU in C3", names=("ReLU as today",))(lambda: lenet(c3=RELU))
ANSWERS.wrong("ReLU in C5", names=("ReLU as today",))(lambda: lenet(c5=RELU))
ANSWERS.wrong("ReLU in F6", names=("ReLU as today",))(lambda: lenet(f6=RELU))
ANSWERS.wrong("no tanh in C5", names=("an activation missing",))(
    lambda: lenet(c5={"activation": None})
)
ANSWERS.wrong("no tanh in F6", names=("an activation missing",))(
    lambda: lenet(f6={"activation": None})
)
ANSWERS.wrong("the cheap hard tanh, with straight pieces", names=("hard tanh",))(
    lambda: lenet(activation="hard_tanh")
)
ANSWERS.wrong("the tanh is forgotten in C3 only", names=("an activation missing",))(
    lambda: lenet(c3={"activation": None})
)
ANSWERS.wrong(
    "a tanh behind the outputs, where the softmax should be",
    names=("tanh behind the outputs",),
)(lambda: lenet(last={"activation": "tanh"}))
ANSWERS.wrong(
    "a sigmoid behind the outputs, where the softmax should be",
    names=("sigmoid behind the outputs",),
)(lambda: lenet(last={"activation": "sigmoid"}))
ANSWERS.wrong(
    "plain sums for a loss that expects probabilities", names=("no softmax anywhere",)
)(lambda: lenet(last={"activation": None}))
ANSWERS.wrong("a loss for one-hot labels", names=("loss for one-hot labels",))(
    lambda: lenet(loss="categorical_crossentropy")
)
ANSWERS.wrong("the loss for yes or no", names=("loss for yes or no",))(
    lambda: lenet(loss="binary_crossentropy")
)
ANSWERS.wrong("the mean squared error as loss", names=("loss of a regression",))(
    lambda: lenet(loss="mse")
)
ANSWERS.wrong("the biases of C1 are left out", names=("bias missing",))(
    lambda: lenet(c1={"use_bias": False})
)
ANSWERS.wrong("the biases of C3 are left out", names=("bias missing",))(
    lambda: lenet(c3={"use_bias": False})
)
ANSWERS.wrong("the biases of the outputs are left out", names=("bias missing",))(
    lambda: lenet(last={"use_bias": False})
)


@ANSWERS.wrong("C5 is a dense layer", names=("C5 as a dense layer",))
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(120, activation="tanh"),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the modern LeNet-5 of the chapter")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(120, activation="relu"),
            layers.Dense(84, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the tanh is stretched as in 1998", names=("tanh stretched as in 1998",))
def _():
    from keras import ops

    return lenet(activation=lambda z: 1.7159 * ops.tanh(2 / 3 * z))


@ANSWERS.wrong(
    "the tanh stands behind the pooling, not behind C1 and C3",
    names=("tanh behind the pooling",),
)
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5),
            layers.AveragePooling2D(2),
            layers.Activation("tanh"),
            layers.Conv2D(16, 5),
            layers.AveragePooling2D(2),
            layers.Activation("tanh"),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Flatten(),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("F6 is missing")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the output layer is missing")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Flatten(),
            layers.Dense(84, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the flattening is missing, 1×1×10 comes out")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the pooling layers stand before the convolutions", names=("C3 padded",))
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.AveragePooling2D(2),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh", padding="same"),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Flatten(),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("softmax in the model and in the loss", names=("from_logits mismatch",))
def _():
    import keras

    return lenet(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))


@ANSWERS.wrong("softmax twice in the model", names=("softmax twice",))
def _():
    from keras import layers

    return lenet(end=[layers.Softmax()])


@ANSWERS.wrong(
    "a loss for one-hot labels, on plain sums", names=("loss for one-hot labels",)
)
def _():
    import keras

    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    return lenet(last={"activation": None}, loss=loss)


@ANSWERS.wrong(
    "a tanh in front of the softmax in the loss", names=("tanh behind the outputs",)
)
def _():
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return lenet(last={"activation": "tanh"}, loss=loss)


@ANSWERS.wrong("the softmax stands in F6 as well")
def _():
    return lenet(f6={"activation": "softmax"})


@ANSWERS.wrong("a dense layer too many")
def _():
    from keras import layers

    return lenet(last={"activation": "tanh"}, end=[layers.Dense(10, "softmax")])


@ANSWERS.wrong("C3 looks at each map by itself, a separable convolution")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.SeparableConv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Flatten(),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("returns what compile returns, which is nothing")
def _():
    return lenet(loss=None).compile("adam", "sparse_categorical_crossentropy")


@ANSWERS.wrong("returns the model and its number of parameters")
def _():
    model = lenet()
    return model, model.count_params()


@ANSWERS.wrong("a list of layers, not a model")
def _():
    return lenet().layers


@ANSWERS.wrong("a model that returns its input")
def _():
    import keras

    inputs = keras.Input((32, 32, 1))
    model = keras.Model(inputs, inputs)
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("a single dense layer behind a flattening")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [keras.Input((32, 32, 1)), layers.Flatten(), layers.Dense(10, "softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong(
    "the maximum in both poolings and ReLU everywhere",
    names=(
        "max pooling",
        "ReLU as today",
    ),
)
def _():
    return lenet(pools=("MaxPooling2D", "MaxPooling2D"), activation="relu")


@ANSWERS.wrong(
    "plain sums for probabilities and a loss for one-hot labels",
    names=(
        "no softmax anywhere",
        "loss for one-hot labels",
    ),
)
def _():
    return lenet(last={"activation": None}, loss="categorical_crossentropy")


@ANSWERS.wrong(
    "it is not compiled and C1 is padded",
    names=(
        "padded as today",
        "not compiled",
    ),
)
def _():
    return lenet(c1={"padding": "same"}, loss=None)


@ANSWERS.wrong("a batch normalisation behind C1, which learns as well")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.BatchNormalization(),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Flatten(),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


ANSWERS.wrong("an ELU in place of tanh")(lambda: lenet(activation="elu"))
ANSWERS.wrong("the logarithm of the softmax comes out")(
    lambda: lenet(last={"activation": "log_softmax"})
)


@ANSWERS.right("height and width are left open, and a global mean behind C5")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.wrong("the pictures are scaled first, and it is compiled without a loss")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(120, 5, activation="tanh"),
            layers.Flatten(),
            layers.Dense(84, activation="tanh"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam")
    return model


@ANSWERS.right("a subclass that uses one pooling layer and one tanh again and again")
def _():
    import keras
    from keras import layers

    class LeNet(keras.Model):
        def __init__(self):
            super().__init__()
            self.c1, self.c3 = layers.Conv2D(6, 5), layers.Conv2D(16, 5)
            self.c5, self.f6 = layers.Conv2D(120, 5), layers.Dense(84)
            self.pool, self.tanh = layers.AveragePooling2D(2), layers.Activation("tanh")
            self.flatten, self.last = layers.Flatten(), layers.Dense(10, "softmax")

        def call(self, x):
            x = self.pool(self.tanh(self.c1(x)))
            x = self.pool(self.tanh(self.c3(x)))
            x = self.flatten(self.tanh(self.c5(x)))
            return self.last(self.tanh(self.f6(x)))

    model = LeNet()
    model(keras.ops.zeros((1, 32, 32, 1)))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model
