"""Chapter 8: loops, counting by building, other ways to write a Keras model."""

from collections import Counter

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises.ch08.fewer_parameters import small_weights


def traced(height, width, channels, classes):
    layers = [
        arithmetic.Conv(6, 5, padding="same"),
        arithmetic.Pool(2),
        arithmetic.Conv(16, 5),
        arithmetic.Pool(2),
        arithmetic.Flatten(),
        *(arithmetic.Dense(units) for units in (120, 84, classes)),
    ]
    return arithmetic.trace((height, width, channels), layers).parameters


def by_building(height, width, channels, classes):
    h, w = ((n // 2 - 4) // 2 for n in (height, width))
    shapes = [(5, 5, channels, 6), (6,), (5, 5, 6, 16), (16,)]
    shapes += [(h * w * 16, 120), (120,), (120, 84), (84,), (84, classes), (classes,)]
    return float(sum(np.zeros(shape).size for shape in shapes))


def counter(labels, answers, classes):
    pairs = Counter(zip(labels.tolist(), answers.tolist(), strict=True))
    return [[pairs[row, column] for column in range(classes)] for row in range(classes)]


def histogram(labels, answers, classes):
    edges = np.arange(classes + 1) - 0.5
    return np.histogram2d(labels, answers, bins=(edges, edges))[0]


def bincount(labels, answers, classes):
    numbers = labels.astype(int) * classes + answers
    return np.bincount(numbers, minlength=classes**2).reshape(classes, classes)


def functional_lenet():
    """Activations apart, probabilities at the end, dropout, no Flatten."""
    import keras
    from keras import layers

    picture = keras.Input((32, 32, 1))
    x = picture
    for maps in (6, 16):
        x = layers.Conv2D(maps, (5, 5))(x)
        x = layers.Activation("tanh")(x)
        x = layers.AveragePooling2D((2, 2))(x)
    x = layers.Conv2D(120, 5, activation=keras.activations.tanh)(x)
    x = layers.Reshape((120,))(x)
    x = layers.Dense(84, activation="tanh")(layers.Dropout(0.1)(x))
    network = keras.Model(picture, layers.Softmax()(layers.Dense(10)(x)))
    network.compile("sgd", "sparse_categorical_crossentropy")
    return network


def nested_lenet():
    """A model inside a model."""
    import keras
    from keras import layers

    eyes = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(6, 5, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="tanh"),
            layers.AveragePooling2D(2, 2),
            layers.Conv2D(120, 5, activation="tanh"),
        ]
    )
    head = [
        layers.Flatten(),
        layers.Dense(84, activation="tanh"),
        layers.Dense(10, activation="softmax"),
    ]
    network = keras.Sequential([keras.Input((32, 32, 1)), eyes, *head])
    network.compile(
        "adam", keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"]
    )
    return network


def repaired_otherwise(pictures, labels):
    """It scales inside the model, ends with probabilities, and lets fit shuffle."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(1)
    picture = keras.Input((28, 28, 1))
    x = layers.Rescaling(1 / 255)(picture)
    x = layers.Conv2D(8, 5, strides=2, padding="same")(x)
    x = layers.ReLU()(x)
    x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Dense(10)(layers.Flatten()(x))
    network = keras.Model(picture, layers.Softmax()(x))
    network.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy")
    images = pictures[..., None].astype("float32")
    network.fit(images, labels, batch_size=40, epochs=5, verbose=0)
    return network


def small_in_another_form():
    """The functional way, plain sums at the end, activations apart."""
    import keras
    from keras import layers

    picture = keras.Input((28, 28, 1))
    x = layers.Conv2D(8, 5, strides=2)(picture)
    x = layers.Activation("relu")(x)
    x = layers.ReLU()(layers.Conv2D(16, 3)(x))
    x = layers.Flatten()(layers.MaxPooling2D()(x))
    network = keras.Model(picture, layers.Dense(10)(layers.Dropout(0.2)(x)))
    network.set_weights(small_weights())
    return network


RIGHT = [
    ("lenet-parameters", traced),
    ("lenet-parameters", by_building),
    ("build-lenet", functional_lenet),
    ("build-lenet", nested_lenet),
    ("confusion-matrix", counter),
    ("confusion-matrix", histogram),
    ("confusion-matrix", bincount),
    ("three-faults", repaired_otherwise),
    ("fewer-parameters", small_in_another_form),
]
