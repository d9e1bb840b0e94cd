"""Answers to `three-faults`."""

import numpy as np

from tests.answers import Answers
from tests.answers.ch08._trained import fit

ANSWERS = Answers("three-faults")


@ANSWERS.right("one order for both, the channel last, softmax in the network")
def _(pictures, labels):
    import keras
    from keras import layers

    random = np.random.default_rng(0)
    order = random.permutation(len(pictures))
    pictures, labels = pictures[order], labels[order]
    images = pictures.reshape(-1, 28, 28, 1) / 255

    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    loss = "sparse_categorical_crossentropy"
    network.compile(keras.optimizers.Adam(0.003), loss)
    network.fit(images, labels, batch_size=50, epochs=4, verbose=0)
    return network


@ANSWERS.right("not shuffled, fit does it; from_logits in the loss")
def _(pictures, labels):
    import keras
    from keras import layers

    images = pictures[..., np.newaxis].astype("float32") / 255
    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(keras.optimizers.Adam(0.003), loss)
    fit(None, network, images, labels, batch_size=50, epochs=4, verbose=0)
    return network


@ANSWERS.right("two generators from one seed, which give the same order")
def _(pictures, labels):
    import keras
    from keras import layers

    pictures = np.random.default_rng(0).permutation(pictures)
    labels = np.random.default_rng(0).permutation(labels)
    images = np.expand_dims(pictures, -1) / 255

    network = keras.Sequential()
    network.add(keras.Input((28, 28, 1)))
    network.add(layers.Conv2D(8, 5, 2, padding="same", activation="relu"))
    network.add(layers.Conv2D(16, 3, 2, padding="same", activation="relu"))
    network.add(layers.Flatten())
    network.add(layers.Dense(10))
    network.add(layers.Softmax())
    network.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    fit(None, network, images, labels, batch_size=50, epochs=4, verbose=0)
    return network


@ANSWERS.right("functional, pairs shuffled in a list, more epochs")
def _(pictures, labels):
    import keras
    from keras import layers

    pairs = list(zip(pictures, labels, strict=True))
    np.random.default_rng(1).shuffle(order := list(range(len(pairs))))
    x = np.stack([pairs[k][0] for k in order]).reshape(-1, 28, 28, 1) / 255.0
    y = np.array([pairs[k][1] for k in order])

    inputs = keras.Input((28, 28, 1))
    maps = layers.Conv2D(8, 5, 2, padding="same", activation="relu")(inputs)
    maps = layers.Conv2D(16, 3, 2, padding="same", activation="relu")(maps)
    outputs = layers.Dense(10)(layers.Flatten()(maps))
    network = keras.Model(inputs, keras.ops.softmax(outputs))
    network.compile("adam", keras.losses.SparseCategoricalCrossentropy())
    fit(None, network, x, y, batch_size=25, epochs=8, verbose=0)
    return network


@ANSWERS.right("one-hot labels and the loss for them")
def _(pictures, labels):
    import keras
    from keras import layers

    images = np.moveaxis(pictures.reshape(-1, 1, 28, 28), 1, -1) / 255
    wanted = keras.utils.to_categorical(labels, 10)
    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation=keras.activations.softmax),
        ]
    )
    network.compile(keras.optimizers.Adam(0.003), "categorical_crossentropy")
    fit(None, network, images, wanted, batch_size=50, epochs=5, verbose=0)
    return network


@ANSWERS.right("a part kept for validation, with metrics and a printed score")
def _(pictures, labels):
    import keras
    from keras import layers

    order = np.random.default_rng(0).permutation(len(labels))
    images, labels = (pictures[:, :, :, None] / 255)[order], labels[order]
    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    network.compile(
        keras.optimizers.Adam(0.003),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    settings = {"batch_size": 25, "epochs": 6, "validation_split": 0.1, "verbose": 0}
    fit(None, network, images, labels, **settings)
    _, accuracy = network.evaluate(images[-500:], labels[-500:], verbose=0)
    print(f"validation: {accuracy:.0%}")
    return network


@ANSWERS.right("the channel moved to the end by transpose, a loss of their own")
def _(pictures, labels):
    import keras
    from keras import layers

    random = np.random.default_rng(0)
    order = np.arange(len(labels))
    random.shuffle(order)
    images = pictures.reshape(-1, 1, 28, 28).transpose(0, 2, 3, 1)[order] / 255
    network = keras.Sequential(
        [
            layers.Input(shape=(28, 28, 1)),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="linear"),
        ]
    )

    def loss(y, scores):
        return keras.losses.sparse_categorical_crossentropy(y, scores, from_logits=True)

    network.compile(optimizer=keras.optimizers.Adam(0.003), loss=loss)
    fit(None, network, images, labels[order], batch_size=50, epochs=4, verbose=0)
    return network


@ANSWERS.right("trained by a loop over batches of their own")
def _(pictures, labels):
    import keras
    from keras import layers

    random = np.random.default_rng(0)
    images = pictures.reshape(*pictures.shape, 1) / np.float32(255)
    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    network.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    for _ in range(5):
        for batch in np.array_split(random.permutation(len(images)), 20):
            network.train_on_batch(images[batch], labels[batch])
    return network


@ANSWERS.right("reading: the division by 255 moved into the network")
def _(pictures, labels):
    import keras
    from keras import layers

    order = np.random.default_rng(0).permutation(len(pictures))
    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    network.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    fit(
        None,
        network,
        pictures[order][..., None],
        labels[order],
        batch_size=50,
        epochs=4,
    )
    return network


def trained(
    pictures,
    labels,
    shape=(28, 28, 1),
    scale=255,
    last="softmax",
    loss="sparse_categorical_crossentropy",
    rate=0.003,
    epochs=4,
    outputs=10,
):
    """Train the network with some settings changed."""
    import keras
    from keras import layers

    network = keras.Sequential(
        [
            keras.Input(shape),
            layers.Conv2D(8, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, 2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(outputs, activation=last),
        ]
    )
    network.compile(keras.optimizers.Adam(rate), loss)
    images = pictures.reshape(-1, *shape) / scale
    if epochs:
        fit(None, network, images, labels, batch_size=50, epochs=epochs, verbose=0)
    return network


@ANSWERS.wrong(
    "as it was, nothing is mended",
    names=(
        "wrong axis order",
        "no softmax anywhere",
    ),
)
def _(pictures, labels):
    random = np.random.default_rng(0)
    pictures = random.permutation(pictures)
    labels = random.permutation(labels)
    return trained(pictures, labels, shape=(1, 28, 28), last=None)


@ANSWERS.wrong(
    "pictures and labels are still shuffled apart",
    names=("hardly better than a guess",),
)
def _(pictures, labels):
    random = np.random.default_rng(0)
    return trained(random.permutation(pictures), random.permutation(labels))


@ANSWERS.wrong(
    "only the pictures are shuffled, the labels are left in order",
    names=("hardly better than a guess",),
)
def _(pictures, labels):
    return trained(np.random.default_rng(0).permutation(pictures), labels)


@ANSWERS.wrong(
    "only the labels are shuffled, the pictures are left in order",
    names=("hardly better than a guess",),
)
def _(pictures, labels):
    return trained(pictures, np.random.default_rng(0).permutation(labels))


@ANSWERS.wrong(
    "both are shuffled, each by a generator with a seed of its own",
    names=("hardly better than a guess",),
)
def _(pictures, labels):
    pictures = np.random.default_rng(0).permutation(pictures)
    return trained(pictures, np.random.default_rng(1).permutation(labels))


@ANSWERS.wrong(
    "the channel still stands in front, in pictures and network",
    names=("wrong axis order",),
)
def _(pictures, labels):
    return trained(pictures, labels, shape=(1, 28, 28))


@ANSWERS.wrong(
    "the softmax is still missing",
    names=(
        "no softmax anywhere",
        "hardly better than a guess",
    ),
)
def _(pictures, labels):
    return trained(pictures, labels, last=None)


@ANSWERS.wrong(
    "a ReLU where the softmax is missing",
    names=(
        "no softmax anywhere",
        "hardly better than a guess",
    ),
)
def _(pictures, labels):
    return trained(pictures, labels, last="relu")


@ANSWERS.wrong(
    "the mean squared error between the labels and ten sums",
    names=("hardly better than a guess",),
)
def _(pictures, labels):
    def loss(y, scores):
        from keras import ops

        y = ops.reshape(ops.cast(y, "float32"), (-1, 1))
        return ops.mean((scores - y) ** 2, axis=-1)

    return trained(pictures, labels, last=None, loss=loss)


@ANSWERS.wrong(
    "the shuffle is mended, channel and softmax are not",
    names=(
        "wrong axis order",
        "no softmax anywhere",
    ),
)
def _(pictures, labels):
    order = np.random.default_rng(0).permutation(len(labels))
    return trained(pictures[order], labels[order], shape=(1, 28, 28), last=None)


@ANSWERS.wrong(
    "the channel is mended, the shuffle and the softmax are not",
    names=(
        "hardly better than a guess",
        "no softmax anywhere",
    ),
)
def _(pictures, labels):
    random = np.random.default_rng(0)
    pictures = random.permutation(pictures)
    return trained(pictures, random.permutation(labels), last=None)


@ANSWERS.wrong(
    "the softmax is mended, the shuffle and the channel are not",
    names=("wrong axis order",),
)
def _(pictures, labels):
    random = np.random.default_rng(0)
    pictures = random.permutation(pictures)
    return trained(pictures, random.permutation(labels), shape=(1, 28, 28))


@ANSWERS.wrong("the network is not trained", names=("not trained",))
def _(pictures, labels):
    return trained(pictures, labels, epochs=0)


@ANSWERS.wrong(
    "a learning rate of 3, mistyped, which ruins the training",
    names=(
        "hardly better than a guess",
        "one class for all pictures",
    ),
)
def _(pictures, labels):
    return trained(pictures, labels, rate=3.0)


@ANSWERS.wrong(
    "a learning rate of 0.000003, with which hardly anything is learnt",
    names=("hardly better than a guess",),
)
def _(pictures, labels):
    return trained(pictures, labels, rate=0.000003)


@ANSWERS.wrong("returns what fit returns, the history")
def _(pictures, labels):
    network = trained(pictures, labels, epochs=0)
    images = pictures.reshape(-1, 28, 28, 1) / 255
    return network.fit(images[:50], labels[:50], batch_size=50, epochs=4, verbose=0)


@ANSWERS.wrong("nothing is returned")
def _(pictures, labels):
    trained(pictures, labels)


@ANSWERS.wrong("returns the network and its history")
def _(pictures, labels):
    network = trained(pictures, labels, epochs=0)
    images = pictures.reshape(-1, 28, 28, 1) / 255
    return network, network.fit(images[:50], labels[:50], batch_size=50, verbose=0)


@ANSWERS.wrong("returns the answers to the pictures, not the network")
def _(pictures, labels):
    network = trained(pictures, labels)
    return network.predict(pictures.reshape(-1, 28, 28, 1) / 255, verbose=0)


@ANSWERS.wrong(
    "returns a fresh copy of the network, which has learnt nothing",
    names=("not trained",),
)
def _(pictures, labels):
    import keras

    return keras.models.clone_model(trained(pictures, labels))


@ANSWERS.wrong("a single output, the number of the class")
def _(pictures, labels):
    return trained(pictures, labels, last=None, loss="mse", outputs=1)


@ANSWERS.wrong("a hundred outputs in place of ten")
def _(pictures, labels):
    return trained(pictures, labels, outputs=100)


@ANSWERS.wrong(
    "rows and columns of the pictures are exchanged for the training",
    names=("rows and columns of the pictures exchanged",),
)
def _(pictures, labels):
    return trained(pictures.transpose(0, 2, 1), labels)


@ANSWERS.wrong(
    "the pictures are mixed up by a reshape, the picture axis at the end",
    names=("hardly better than a guess",),
)
def _(pictures, labels):
    mixed = pictures.reshape(28, 28, -1).transpose(2, 0, 1)
    return trained(mixed, labels)


@ANSWERS.wrong(
    "the labels are sorted",
    names=(
        "hardly better than a guess",
        "one class for all pictures",
    ),
)
def _(pictures, labels):
    return trained(pictures, np.sort(labels))


@ANSWERS.wrong("the labels are counted from 1", names=("labels moved by one",))
def _(pictures, labels):
    return trained(pictures, np.minimum(labels + 1, 9))


@ANSWERS.wrong("trained on negatives, 1 minus the picture", names=("negatives",))
def _(pictures, labels):
    return trained(255 - pictures, labels)


@ANSWERS.wrong("divided by 255 twice", names=("hardly better than a guess",))
def _(pictures, labels):
    return trained(pictures, labels, scale=255**2)


@ANSWERS.wrong(
    "still shuffled apart and trained for one epoch only",
    names=("hardly better than a guess",),
)
def _(pictures, labels):
    random = np.random.default_rng(0)
    pictures = random.permutation(pictures)
    return trained(pictures, random.permutation(labels), epochs=1)


@ANSWERS.right("height and width are left open, and maps pooled as a whole")
def _(pictures, labels):
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    network = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(16, 5, 2, padding="same", activation="relu"),
            layers.Conv2D(32, 3, 2, padding="same", activation="relu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    loss = "sparse_categorical_crossentropy"
    network.compile(keras.optimizers.Adam(0.005), loss)
    images = pictures[..., None].astype("float32") / 255
    fit(None, network, images, labels, batch_size=50, epochs=10, verbose=0)
    return network


# By another hand, who had read the prompt alone.


@ANSWERS.right("logarithms of shares, for a loss that takes sums")
def _(pictures, labels):
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return trained(pictures, labels, last="log_softmax", loss=loss)


@ANSWERS.right("scaled in the network, which learns from 0 to 255")
def _(pictures, labels):
    import keras
    from keras import layers

    inner = trained(pictures, labels, epochs=0)
    network = keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Rescaling(1 / 255), inner]
    )
    network.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    images = np.asarray(pictures).reshape(len(pictures), 28, 28, 1)
    fit(None, network, images, labels, batch_size=50, epochs=4, verbose=0)
    return network


@ANSWERS.right("the softmax is put behind the trained network, compiled again")
def _(pictures, labels):
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    inner = trained(pictures, labels, last=None, loss=loss)
    network = keras.Sequential(
        [keras.Input((28, 28, 1)), inner, keras.layers.Softmax()]
    )
    network.compile("adam", "sparse_categorical_crossentropy")
    return network


@ANSWERS.right("a loss of one's own, which makes lists of the labels")
def _(pictures, labels):
    from keras import losses, ops

    def loss(labels, shares):
        labels = ops.cast(ops.reshape(labels, (-1,)), "int32")
        return losses.categorical_crossentropy(ops.one_hot(labels, 10), shares)

    return trained(pictures, labels, loss=loss)


@ANSWERS.right("a class of one's own")
def _(pictures, labels):
    import keras

    inner = trained(pictures, labels)

    class Network(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner = inner

        def call(self, x):
            return self.inner(x)

    network = Network()
    network.build((None, 28, 28, 1))
    network.compile("adam", keras.losses.sparse_categorical_crossentropy)
    return network


@ANSWERS.right("the parts of pictures and labels at places sorted by random numbers")
def _(pictures, labels):
    order = np.argsort(np.random.default_rng(1).random(len(labels)))
    return trained(np.take(pictures, order, axis=0), np.take(labels, order))


@ANSWERS.wrong("softmax along the pictures of a batch, not along the classes")
def _(pictures, labels):
    import keras

    return trained(pictures, labels, last=lambda z: keras.ops.softmax(z, axis=0))


@ANSWERS.wrong("the weights have become nan", names=("no numbers come out",))
def _(pictures, labels):
    network = trained(pictures, labels, epochs=0)
    network.set_weights([np.nan * w for w in network.get_weights()])
    return network


@ANSWERS.wrong("the smallest number stands for the answer")
def _(pictures, labels):
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    inner = trained(pictures, labels, last=None, loss=loss)
    network = keras.Sequential([inner, keras.layers.Rescaling(-1.0)])
    network.compile("adam", loss)
    return network


@ANSWERS.wrong(
    "the last layer is set back to zeros", names=("one class for all pictures",)
)
def _(pictures, labels):
    network = trained(pictures, labels)
    last = network.layers[-1]
    last.set_weights([0 * w for w in last.get_weights()])
    return network


@ANSWERS.wrong("squared differences from the class number: Keras refuses the shapes")
def _(pictures, labels):
    return trained(pictures, labels, loss="mse")


@ANSWERS.wrong("one row too many in the reshape: numbers of pictures and labels differ")
def _(pictures, labels):
    network = trained(pictures, labels, epochs=0)
    network.fit(pictures.reshape(-1, 28, 1) / 255, labels, verbose=0)
    return network


@ANSWERS.wrong("the channel between rows and columns")
def _(pictures, labels):
    return trained(pictures, labels, shape=(28, 1, 28), epochs=0)


@ANSWERS.wrong("returns what it would answer to a few")
def _(pictures, labels):
    network = trained(pictures, labels, epochs=0)
    return np.asarray(network(pictures[:5, ..., None] / 255))


@ANSWERS.wrong("loss for one-hot labels: Keras refuses the shapes")
def _(pictures, labels):
    network = trained(pictures, labels, loss="categorical_crossentropy", epochs=0)
    network.fit(pictures[..., None] / 255, labels, verbose=0)
    return network
