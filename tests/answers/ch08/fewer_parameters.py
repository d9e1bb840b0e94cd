"""Answers to `fewer-parameters`."""

import numpy as np

from tests.answers import Answers
from tests.answers.ch08._trained import fit

ANSWERS = Answers("fewer-parameters")


@ANSWERS.right("two blocks, a rate that falls along a cosine")
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x_train, y_train), _ = cb.data.fashion_mnist()
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.008, 1500)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    fit(
        "two blocks",
        model,
        x_train[..., None] / 255,
        y_train,
        batch_size=50,
        epochs=15,
        verbose=0,
    )
    return model


@ANSWERS.right("three padded blocks, with add, plain sums, trained twice at two rates")
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x_train, y_train), _ = cb.data.fashion_mnist()
    x_train = x_train.reshape(-1, 28, 28, 1).astype("float32") / 255
    keras.utils.set_random_seed(1)
    model = keras.Sequential(name="small")
    model.add(keras.Input((28, 28, 1)))
    for filters in 8, 16, 16:
        model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dense(10))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    for rate, epochs in (0.006, 10), (0.001, 5):
        model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
        fit(
            "three blocks",
            model,
            x_train,
            y_train,
            batch_size=50,
            epochs=epochs,
            verbose=0,
        )
    return model


@ANSWERS.right("functional, with separable convolutions")
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x, y), _ = cb.data.fashion_mnist()
    keras.utils.set_random_seed(2)
    inputs = keras.Input((28, 28, 1))
    maps = layers.Conv2D(14, 3, padding="same", activation="relu")(inputs)
    for _ in range(2):
        maps = layers.MaxPooling2D(2)(maps)
        maps = layers.SeparableConv2D(24, 3, padding="same", activation="relu")(maps)
    maps = layers.MaxPooling2D(2)(maps)
    outputs = layers.Dense(10, activation="softmax")(layers.Flatten()(maps))
    model = keras.Model(inputs, outputs)
    rate = keras.optimizers.schedules.CosineDecay(0.008, 1500)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    fit("separable", model, x[..., None] / 255, y, batch_size=50, epochs=15, verbose=0)
    return model


@ANSWERS.right("a part set aside, the best weights kept by EarlyStopping")
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (pictures, labels), _ = cb.data.fashion_mnist()
    pictures = pictures[..., None] / np.float32(255)
    keras.utils.set_random_seed(3)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(12, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.007, 20 * 90)
    model.compile(
        keras.optimizers.Adam(rate),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    best = keras.callbacks.EarlyStopping(
        "val_accuracy", patience=20, restore_best_weights=True, mode="max"
    )
    fit(
        "early stopping",
        model,
        pictures[:4500],
        labels[:4500],
        batch_size=50,
        epochs=20,
        verbose=0,
        validation_data=(pictures[4500:], labels[4500:]),
        callbacks=[best],
    )
    print(model.count_params())
    return model


@ANSWERS.right("strides in place of the first pooling, the data mirrored as well")
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x_train, y_train), _ = cb.data.fashion_mnist()
    x = np.concatenate([x_train, x_train[:, :, ::-1]])[..., None] / 255
    y = np.concatenate([y_train, y_train])
    keras.utils.set_random_seed(4)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1), name="clothes"),
            layers.Conv2D(12, 5, strides=2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(3, strides=3),
            layers.Flatten(),
            layers.Dense(10),
            layers.Softmax(),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.008, 15 * 100)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    fit("mirrored", model, x, y, batch_size=100, epochs=15, verbose=0)
    return model


@ANSWERS.right("a subclass, one-hot labels")
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    class Small(keras.Model):
        def __init__(self):
            super().__init__()
            self.convs = [
                layers.Conv2D(f, 3, padding="same", activation="relu")
                for f in (8, 14, 18)
            ]
            self.pool = layers.MaxPooling2D(2)
            self.flat = layers.Flatten()
            self.out = layers.Dense(10, activation="softmax")

        def call(self, x):
            for conv in self.convs:
                x = self.pool(conv(x))
            return self.out(self.flat(x))

    (x_train, y_train), _ = cb.data.fashion_mnist()
    keras.utils.set_random_seed(5)
    model = Small()
    rate = keras.optimizers.schedules.CosineDecay(0.008, 1500)
    model.compile(keras.optimizers.Adam(rate), "categorical_crossentropy")
    wanted = keras.utils.to_categorical(y_train, 10)
    fit(
        "subclass",
        model,
        x_train[..., None] / 255,
        wanted,
        batch_size=50,
        epochs=15,
        verbose=0,
    )
    return model


@ANSWERS.right("a dropout and a small hidden layer, AdamW, a falling list of rates")
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x_train, y_train), _ = cb.data.fashion_mnist()
    x_train = np.expand_dims(x_train, 3) / 255
    keras.utils.set_random_seed(6)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(10, 3, padding="same", activation=keras.activations.relu),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, activation=keras.activations.relu),
            layers.MaxPooling2D(2),
            layers.Dropout(0.1),
            layers.Conv2D(12, 3, activation=keras.activations.relu),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    rate = keras.optimizers.schedules.PiecewiseConstantDecay(
        [1000, 1400], [0.006, 0.002, 0.0005]
    )
    model.compile(keras.optimizers.AdamW(rate), "sparse_categorical_crossentropy")
    fit("dropout", model, x_train, y_train, batch_size=50, epochs=17, verbose=0)
    return model


def small(
    pictures=None,
    labels=None,
    filters=(8, 16),
    shape=(28, 28, 1),
    first=None,
    end=None,
    last="softmax",
    loss="sparse_categorical_crossentropy",
    rate=0.005,
    epochs=3,
):
    """Train two blocks with some settings changed."""
    import keras
    from keras import layers

    import cnnbook as cb

    (x, y), _ = cb.data.fashion_mnist()
    x = x / np.float32(255) if pictures is None else pictures(x)
    y = y if labels is None else labels(y)
    keras.utils.set_random_seed(0)
    parts = [keras.Input(shape)]
    if first is not None:
        parts.append(first(layers))
    for number in filters:
        parts.append(layers.Conv2D(number, 3, activation="relu"))
        parts.append(layers.MaxPooling2D(2))
    parts.append(layers.Flatten())
    parts += end(layers) if end else [layers.Dense(10, activation=last)]
    model = keras.Sequential(parts)
    if isinstance(rate, int):
        rate = keras.optimizers.schedules.CosineDecay(0.008, rate)
    model.compile(keras.optimizers.Adam(rate), loss)
    if epochs:
        kept = f"{filters}, {epochs} epochs" if epochs > 5 else None
        x = x.reshape(-1, *shape)
        fit(kept, model, x, y[: len(x)], batch_size=50, epochs=epochs, verbose=0)
    return model


@ANSWERS.wrong("LeNet-5 itself, 61,706 parameters", names=("too many parameters",))
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x, y), _ = cb.data.fashion_mnist()
    keras.utils.set_random_seed(0)
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
    rate = keras.optimizers.schedules.CosineDecay(0.004, 100)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    fit(None, model, x[..., None] / 255, y, batch_size=50, epochs=1, verbose=0)
    return model


ANSWERS.wrong("6,076 parameters, a few too many", names=("too many parameters",))(
    lambda: small(filters=(9, 18), rate=1400, epochs=14)
)
ANSWERS.wrong("right but for the training, which is missing", names=("not trained",))(
    lambda: small(epochs=0)
)
ANSWERS.wrong("trained for one epoch only")(lambda: small(rate=0.001, epochs=1))
ANSWERS.wrong("trained on 200 pictures only")(
    lambda: small(pictures=lambda x: x[:200] / 255, epochs=20)
)
ANSWERS.wrong("trained on values from 0 to 255", names=("pictures left at 0 to 255",))(
    lambda: small(pictures=lambda x: 1.0 * x)
)
ANSWERS.wrong(
    "a Rescaling by 1/255 in front, the network takes 0 to 255",
    names=("pictures left at 0 to 255",),
)(
    lambda: small(
        pictures=lambda x: 1.0 * x, first=lambda layers: layers.Rescaling(1 / 255)
    )
)
ANSWERS.wrong(
    "divided by 255 twice",
    names=(
        "hardly better than a guess",
        "divided by 255 twice",
    ),
)(lambda: small(pictures=lambda x: x / 255**2))
ANSWERS.wrong("trained on negatives, 1 minus the picture", names=("negatives",))(
    lambda: small(pictures=lambda x: 1 - x / 255)
)
ANSWERS.wrong(
    "rows and columns of the pictures are exchanged for the training",
    names=("rows and columns of the pictures exchanged",),
)(lambda: small(pictures=lambda x: x.swapaxes(1, 2) / 255))
ANSWERS.wrong("the pictures alone are shuffled", names=("hardly better than a guess",))(
    lambda: small(pictures=lambda x: np.random.default_rng(0).permutation(x) / 255)
)
ANSWERS.wrong(
    "the labels alone are sorted",
    names=(
        "hardly better than a guess",
        "one class for all pictures",
    ),
)(lambda: small(labels=np.sort))
ANSWERS.wrong(
    "no softmax, neither in the network nor in the loss",
    names=(
        "hardly better than a guess",
        "one class for all pictures",
    ),
)(lambda: small(last=None))
ANSWERS.wrong(
    "a ReLU behind the last layer in place of the softmax",
    names=(
        "hardly better than a guess",
        "one class for all pictures",
    ),
)(lambda: small(last="relu"))
ANSWERS.wrong(
    "a learning rate of 2, which ruins the training",
    names=(
        "hardly better than a guess",
        "one class for all pictures",
    ),
)(lambda: small(rate=2.0, epochs=2))
ANSWERS.wrong(
    "a learning rate of 0.00001, it hardly learns",
    names=("hardly better than a guess",),
)(lambda: small(rate=0.00001))
ANSWERS.wrong("a single number comes out")(
    lambda: small(end=lambda layers: [layers.Dense(1)], loss="mse")
)
ANSWERS.wrong("eleven numbers come out")(
    lambda: small(
        end=lambda layers: [layers.Dense(11, activation="softmax")],
        rate=1200,
        epochs=12,
    )
)
ANSWERS.wrong(
    "the mean squared error between ten numbers and the label",
    names=(
        "hardly better than a guess",
        "one class for all pictures",
    ),
)(lambda: small(last=None, loss=to_the_label))
ANSWERS.wrong("one filter in each convolution, too few")(
    lambda: small(filters=(1, 1), epochs=5)
)
ANSWERS.wrong(
    "untrained and too many parameters",
    names=(
        "too many parameters",
        "not trained",
    ),
)(lambda: small(filters=(16, 32), epochs=0))
ANSWERS.wrong(
    "no softmax and values from 0 to 255",
    names=(
        "hardly better than a guess",
        "one class for all pictures",
    ),
)(lambda: small(pictures=lambda x: 1.0 * x, last=None))
ANSWERS.wrong("a single number comes out and the pictures alone are shuffled")(
    lambda: small(
        pictures=lambda x: np.random.default_rng(0).permutation(x) / 255,
        end=lambda layers: [layers.Dense(1)],
        loss="mse",
    )
)


def to_the_label(y, numbers):
    from keras import ops

    y = ops.reshape(ops.cast(y, "float32"), (-1, 1))
    return ops.mean((numbers - y) ** 2, axis=-1)


@ANSWERS.wrong(
    "a dense layer for the pixels, 7,850 parameters", names=("too many parameters",)
)
def _():
    return small(filters=(), rate=500, epochs=5)


@ANSWERS.wrong("a dense network with seven hidden units, briefly trained")
def _():
    def end(layers):
        return [layers.Dense(7, activation="relu"), layers.Dense(10, "softmax")]

    return small(filters=(), end=end)


@ANSWERS.wrong(
    "most of 13,166 parameters frozen, but there, and below 82 %",
    names=(
        "too many parameters",
        "hardly better than a guess",
    ),
)
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x, y), _ = cb.data.fashion_mnist()
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu", trainable=False),
            layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, activation="relu", trainable=False),
            layers.MaxPooling2D(3),
            layers.Conv2D(12, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.01, 100)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    fit(None, model, x[..., None] / 255, y, batch_size=50, epochs=1, verbose=0)
    return model


@ANSWERS.wrong("the channel stands in front", names=("wrong axis order",))
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x, y), _ = cb.data.fashion_mnist()
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((1, 28, 28)),
            layers.Conv2D(4, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(8, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy")
    fit(None, model, x[:, None] / 255, y, batch_size=50, epochs=3, verbose=0)
    return model


@ANSWERS.wrong("the average over all places of a small map, briefly trained")
def _():
    import keras
    from keras import layers

    import cnnbook as cb

    (x, y), _ = cb.data.fashion_mnist()
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    fit(None, model, x[..., None] / 255, y, batch_size=50, epochs=3, verbose=0)
    return model


@ANSWERS.wrong("the number of the class comes out, by argmax")
def _():
    import keras

    model = small()
    return keras.Model(model.inputs, keras.ops.argmax(model.outputs[0], axis=-1))


@ANSWERS.wrong(
    "the trained network is thrown away, a fresh one returned", names=("not trained",)
)
def _():
    small(epochs=1)
    return small(epochs=0)


@ANSWERS.wrong("returns what fit returns, the history")
def _():
    import cnnbook as cb

    (x, y), _ = cb.data.fashion_mnist()
    return small(epochs=0).fit(x[:50, ..., None] / 255, y[:50], verbose=0)


@ANSWERS.wrong("nothing is returned")
def _():
    small(epochs=1)


@ANSWERS.wrong("returns the network and its score on the test pictures")
def _():
    import cnnbook as cb

    _, (x, y) = cb.data.fashion_mnist()
    model = small(epochs=1)
    return model, np.mean(model.predict(x[..., None] / 255, verbose=0).argmax(1) == y)


@ANSWERS.wrong("returns the function that trains, not the network")
def _():
    return small


# By another hand, who had read the prompt alone.


def learnt(last="softmax"):
    """Return two blocks with what those of the first answer have learnt."""
    import cnnbook as cb

    (x, y), _ = cb.data.fashion_mnist()
    images = x[..., None] / np.float32(255)
    model = small(rate=1500, epochs=0, last=last)
    fit("two blocks", model, images, y, batch_size=50, epochs=15, verbose=0)
    return model


def around(before=lambda x: x, behind=lambda x: x, last="softmax"):
    """Put a model around it, which changes what comes in or goes out."""
    import keras

    picture = keras.Input((28, 28, 1), name="cloth")
    return keras.Model(picture, behind(learnt(last)(before(picture))))


@ANSWERS.right("never compiled, plain sums, a Softmax in a model around it")
def _():
    import keras

    return around(behind=keras.layers.Softmax(), last=None)


@ANSWERS.right("a class around its layers")
def _():
    import keras

    class Small(keras.Model):
        def __init__(self):
            super().__init__()
            self.parts = list(learnt().layers)

        def call(self, x):
            for part in self.parts:
                x = part(x)
            return x

    model = Small()
    model(np.zeros((1, 28, 28, 1), "float32"))
    return model


@ANSWERS.right("frozen once it is trained")
def _():
    model = learnt()
    model.trainable = False
    return model


@ANSWERS.right(
    "noise in front and Dropout behind, in training only; logarithms come out"
)
def _():
    import keras
    from keras import layers

    parts = learnt("log_softmax").layers
    noise, drop = layers.GaussianNoise(0.1), layers.Dropout(0.3)
    first = [keras.Input((28, 28, 1)), noise]
    return keras.Sequential([*first, *parts[:-1], drop, parts[-1]])


@ANSWERS.right("pictures are shifted in training only")
def _():
    import keras

    return around(keras.layers.RandomTranslation(0.1, 0.1))


@ANSWERS.right("a clone with the weights")
def _():
    import keras

    model = learnt()
    clone = keras.models.clone_model(model)
    clone.set_weights(model.get_weights())
    return clone


@ANSWERS.wrong(
    "a frozen layer that adds nothing hides 7,850 numbers",
    names=("too many parameters",),
)
def _():
    import keras
    from keras import layers

    model = learnt()
    dense = layers.Dense(10, kernel_initializer="zeros", trainable=False)
    picture = keras.Input((28, 28, 1))
    more = dense(layers.Flatten()(picture))
    return keras.Model(picture, layers.Add()([model(picture), more]))


@ANSWERS.wrong("the smallest number for the answer")
def _():
    return around(behind=lambda sums: -sums, last=None)


@ANSWERS.wrong("outputs in the order of the alphabet", names=("classes exchanged",))
def _():
    import keras

    order = np.array([1, 2, 3, 4, 8, 6, 5, 9, 7, 0])
    return around(behind=lambda shares: keras.ops.take(shares, order, axis=1))


@ANSWERS.wrong("the weights have become nan", names=("no numbers come out",))
def _():
    model = learnt()
    model.set_weights([np.nan * w for w in model.get_weights()])
    return model


@ANSWERS.wrong(
    "the last layer is set back to zeros", names=("one class for all pictures",)
)
def _():
    model = learnt()
    last = model.layers[-1]
    last.set_weights([0 * w for w in last.get_weights()])
    return model


@ANSWERS.wrong("the number of the class comes out")
def _():
    import keras

    return around(behind=lambda shares: keras.ops.argmax(shares, axis=-1))


@ANSWERS.wrong("pictures of 28×28 without a channel")
def _():
    import keras

    shaped = [keras.Input((28, 28)), keras.layers.Reshape((28, 28, 1)), learnt()]
    return keras.Sequential(shaped)


@ANSWERS.wrong("the model and its score")
def _():
    return learnt(), 0.83


ANSWERS.wrong("what the network has learnt, as arrays")([np.zeros((3, 3, 1, 8))])
