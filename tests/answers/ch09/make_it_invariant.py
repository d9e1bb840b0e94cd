"""Answers to `make-it-invariant`."""

from tests.answers import Answers

ANSWERS = Answers("make-it-invariant")


@ANSWERS.right("a convolution, the mean over all places, a dense layer")
def _():
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(16, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(10),
        ]
    )


@ANSWERS.right("padded, the largest value over all places, softmax")
def _():
    import keras
    from keras import layers

    model = keras.Sequential()
    model.add(keras.Input((32, 32, 1)))
    model.add(layers.Conv2D(32, 5, padding="same", activation="relu"))
    model.add(layers.GlobalMaxPooling2D())
    model.add(layers.Dense(10, activation="softmax"))
    return model


@ANSWERS.right("functional, three convolutions")
def _():
    import keras
    from keras import layers

    inputs = keras.Input((32, 32, 1), name="shape")
    maps = inputs
    for filters in 8, 16, 32:
        maps = layers.Conv2D(filters, 3, padding="same")(maps)
        maps = layers.Activation("relu")(maps)
    means = layers.GlobalAveragePooling2D()(maps)
    return keras.Model(inputs, layers.Dense(10)(means))


@ANSWERS.right("ten filters, whose means are the answer")
def _():
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(24, 5, activation=keras.activations.relu),
            layers.Conv2D(10, 3, activation=keras.activations.relu),
            layers.GlobalAveragePooling2D(),
        ]
    )


@ANSWERS.right("functions of keras.ops, the sum over all places")
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((32, 32, 1))
    maps = ops.relu(layers.Conv2D(16, 3)(inputs))
    return keras.Model(inputs, layers.Dense(10)(ops.mean(maps, axis=(1, 2))))


@ANSWERS.right("pooling with stride 1 in between, compiled")
def _():
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2, strides=1),
            layers.Conv2D(16, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(32, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@ANSWERS.right("an ordinary pooling over the whole map, then flattened")
def _():
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(20, 5, activation="relu"),
            layers.AveragePooling2D(28),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )


@ANSWERS.right("a subclass of keras.Model, tanh")
def _():
    import keras
    from keras import layers

    class Invariant(keras.Model):
        def __init__(self):
            super().__init__()
            self.conv = layers.Conv2D(32, 3, activation="tanh")
            self.pool = layers.GlobalAveragePooling2D()
            self.dense = layers.Dense(10)

        def call(self, pictures):
            return self.dense(self.pool(self.conv(pictures)))

    model = Invariant()
    model(keras.ops.zeros((1, 32, 32, 1)))
    return model


@ANSWERS.right("mean and largest value side by side")
def _():
    import keras
    from keras import layers

    inputs = keras.Input((32, 32, 1))
    maps = layers.Conv2D(16, (3, 5), activation="relu")(inputs)
    both = layers.Concatenate()(
        [layers.GlobalAveragePooling2D()(maps), layers.GlobalMaxPooling2D()(maps)]
    )
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(both))


@ANSWERS.right("a convolution of 1×1 in place of the dense layer, pooled at the end")
def _():
    import keras
    from keras import layers

    keras.utils.set_random_seed(1)
    return keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.Conv2D(10, 1, activation="relu"),
            layers.GlobalAvgPool2D(),
            layers.Softmax(),
        ]
    )


@ANSWERS.right("dilated and normalised in between")
def _():
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(16, 3, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2D(16, 3, dilation_rate=2, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(10),
        ]
    )


@ANSWERS.right("reading: dropout switched on in the call, which predict overrules")
def _():
    import keras
    from keras import layers

    inputs = keras.Input((32, 32, 1))
    maps = layers.Conv2D(16, 3, activation="relu")(inputs)
    means = layers.Dropout(0.5)(layers.GlobalAveragePooling2D()(maps), training=True)
    return keras.Model(inputs, layers.Dense(10)(means))


def stack(*parts, shape=(32, 32, 1)):
    """Return the layers as a model."""
    import keras

    return keras.Sequential([keras.Input(shape), *parts])


@ANSWERS.wrong(
    "flattened, each place has weights of its own", ("a weight for every place",)
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(8, 3, activation="relu"), layers.Flatten(), layers.Dense(10)
    )


@ANSWERS.wrong(
    "max pooling of 2×2 before the flattening",
    ("a weight for every place", "steps of more than one pixel"),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(10),
    )


@ANSWERS.wrong(
    "the convolution has stride 2, only even shifts change nothing",
    ("steps of more than one pixel",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, strides=2, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong(
    "max pooling with stride 2 in front of the global mean",
    ("steps of more than one pixel",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong(
    "average pooling with stride 2, then another convolution",
    ("steps of more than one pixel",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.AveragePooling2D(2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalMaxPooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong("LeNet-5", ("a weight for every place", "steps of more than one pixel"))
def _():
    from keras import layers

    return stack(
        layers.Conv2D(6, 5, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(16, 5, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(120, activation="relu"),
        layers.Dense(84, activation="relu"),
        layers.Dense(10, activation="softmax"),
    )


@ANSWERS.wrong("only kernels of 1×1, bar and block look the same", ("no window",))
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 1, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong("no activation, the mean sees only the brightness", ("no nonlinearity",))
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, padding="same"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong(
    "no activation but behind the mean, which sees only the brightness",
    ("no nonlinearity",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, padding="same"),
        layers.Conv2D(16, 3, padding="same"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(32, activation="relu"),
        layers.Dense(10),
    )


@ANSWERS.wrong("no convolution, the mean of the pixels", ("no window",))
def _():
    from keras import layers

    return stack(layers.GlobalAveragePooling2D(), layers.Dense(10))


@ANSWERS.wrong("no convolution, dense layers only", ("no window",))
def _():
    from keras import layers

    return stack(
        layers.Flatten(), layers.Dense(32, activation="relu"), layers.Dense(10)
    )


@ANSWERS.wrong(
    "the weights are zeros, all answers are the same",
    ("the picture makes no difference",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, activation="relu", kernel_initializer="zeros"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong(
    "all that reaches the answer is multiplied by 0",
    ("the picture makes no difference",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10, kernel_initializer="zeros"),
    )


@ANSWERS.wrong(
    "a softmax over a single map, which is always 1",
    ("the picture makes no difference",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(1, activation="softmax"),
        layers.Dense(10),
    )


@ANSWERS.wrong(
    "a kernel of 25×25, padded, that feels the border",
    ("windows reach over the border",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 25, padding="same", activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong(
    "without padding a kernel of 31×31, which hardly moves",
    ("windows reach over the border",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 31, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong("the border is cut off with the shapes on it, by 12 pixels")
def _():
    from keras import layers

    return stack(
        layers.Cropping2D(12),
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong(
    "the mean over the rows only, the columns keep their places",
    ("a weight for every place",),
)
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((32, 32, 1))
    maps = layers.Conv2D(8, 3, activation="relu")(inputs)
    rows = layers.Flatten()(ops.mean(maps, axis=1))
    return keras.Model(inputs, layers.Dense(10)(rows))


@ANSWERS.wrong(
    "the mean over the channels, not over the places", ("a weight for every place",)
)
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((32, 32, 1))
    maps = layers.Conv2D(8, 3, activation="relu")(inputs)
    places = layers.Flatten()(ops.mean(maps, axis=-1))
    return keras.Model(inputs, layers.Dense(10)(places))


@ANSWERS.wrong(
    "a dense layer for each place before the mean, with its own weights",
    ("a weight for every place", "steps of more than one pixel"),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(4, 3, strides=3, activation="relu"),
        layers.Flatten(),
        layers.Dense(50, activation="relu"),
        layers.Reshape((50, 1)),
        layers.GlobalAveragePooling1D(),
        layers.Dense(10),
    )


@ANSWERS.wrong("eleven outputs")
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(11),
    )


@ANSWERS.wrong("the sixteen means are the outputs, the dense layer is missing")
def _():
    from keras import layers

    return stack(layers.Conv2D(16, 3, activation="relu"), layers.GlobalMaxPooling2D())


@ANSWERS.wrong("ten maps come out, nothing is pooled", ("maps returned",))
def _():
    from keras import layers

    return stack(layers.Conv2D(10, 3, padding="same", activation="relu"))


@ANSWERS.wrong(
    "the dense layer works on each place and nothing is pooled", ("maps returned",)
)
def _():
    from keras import layers

    return stack(layers.Conv2D(16, 3, activation="relu"), layers.Dense(10))


@ANSWERS.wrong(
    "pictures of 28×28, the convolution's map is pooled in one window",
    ("pictures of another shape",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(26),
        layers.Flatten(),
        layers.Dense(10),
        shape=(28, 28, 1),
    )


@ANSWERS.wrong("pictures with three channels", ("pictures of another shape",))
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
        shape=(32, 32, 3),
    )


@ANSWERS.wrong(
    "moved at random in use as well, and flattened", ("a weight for every place",)
)
def _():
    import keras
    from keras import layers

    inputs = keras.Input((32, 32, 1))
    moved = layers.RandomTranslation(0.3, 0.3, "constant")(inputs, training=True)
    maps = layers.Conv2D(8, 3, activation="relu")(moved)
    return keras.Model(inputs, layers.Dense(10)(layers.Flatten()(maps)))


@ANSWERS.wrong("the number of the largest output, one number in place of ten")
def _():
    import keras
    from keras import layers, ops

    inputs = keras.Input((32, 32, 1))
    maps = layers.Conv2D(16, 3, activation="relu")(inputs)
    scores = layers.Dense(10)(layers.GlobalAveragePooling2D()(maps))
    return keras.Model(inputs, ops.argmax(scores, axis=-1))


@ANSWERS.wrong("a list of layers, not a model")
def _():
    from keras import layers

    return [
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    ]


@ANSWERS.wrong("nothing is returned")
def _():
    from keras import layers

    stack(
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    )


@ANSWERS.wrong("returns what compile returns, which is nothing")
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    ).compile("adam", "mse")


@ANSWERS.wrong("a model that returns its input", ("maps returned", "no window"))
def _():
    import keras

    inputs = keras.Input((32, 32, 1))
    return keras.Model(inputs, inputs)


@ANSWERS.wrong(
    "the stride is 2 and there are eleven outputs", ("steps of more than one pixel",)
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3, strides=2, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(11),
    )


@ANSWERS.wrong(
    "only kernels of 1×1 and flattened", ("no window", "a weight for every place")
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(8, 1, activation="relu"), layers.Flatten(), layers.Dense(10)
    )


@ANSWERS.wrong(
    "no activation and the input has three channels", ("pictures of another shape",)
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(16, 3),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
        shape=(32, 32, 3),
    )


@ANSWERS.wrong(
    "the maximum of each column only, and a dense layer",
    ("a weight for every place",),
)
def _():
    from keras import layers

    return stack(
        layers.Conv2D(8, 3, padding="same", activation="relu"),
        layers.MaxPooling2D((32, 1)),
        layers.Flatten(),
        layers.Dense(10),
    )


@ANSWERS.wrong("pooled before the convolution", ("pooled before the convolution",))
def _():
    from keras import layers

    return stack(
        layers.GlobalAveragePooling2D(keepdims=True),
        layers.Conv2D(8, 3, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(10),
    )
