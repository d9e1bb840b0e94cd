"""The network of `build-from-trace`, written in other ways than the book's."""

from __future__ import annotations


def functional():
    """Return it with layers called one by one, and scores that go to the loss."""
    import keras
    from keras import layers

    image = keras.Input((30, 24, 3), name="picture")
    x = layers.ReLU()(layers.Conv2D(8, (3, 3), padding="same")(image))
    x = layers.MaxPool2D((2, 2), strides=2, padding="same")(x)
    x = layers.Activation("relu")(layers.Conv2D(16, 3, strides=(2, 2))(x))
    x = layers.Dropout(0.3)(x)
    x = layers.Reshape((-1,))(layers.Conv2D(24, 3, activation="relu")(x))
    x = layers.Dense(32, activation=keras.activations.relu)(x)
    model = keras.Model(image, layers.Dense(6, name="scores")(x))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss)
    return model


def nested():
    """Return it padded by hand, pooled by means, and with a model inside."""
    import keras
    from keras import layers, ops

    inside = keras.Sequential(
        [
            keras.Input((30, 24, 3)),
            layers.ZeroPadding2D(1),
            layers.Conv2D(8, 3),
            layers.Activation(ops.relu),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(24, 3, activation="relu"),
        ]
    )
    image = keras.Input((30, 24, 3))
    x = layers.Flatten()(inside(image))
    x = ops.relu(layers.Dense(32)(x))
    model = keras.Model(image, layers.Softmax()(layers.Dense(6)(x)))
    model.compile(loss=keras.losses.sparse_categorical_crossentropy)
    return model
