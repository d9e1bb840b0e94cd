"""LeNet-5, written in other ways than the book's."""

from __future__ import annotations


def functional_lenet():
    """Return it with layers called one by one, and activations apart."""
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
    """Return it with a model inside."""
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
