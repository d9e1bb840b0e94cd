"""Chapter 7: counting, other arrangements of the same network, loops for gradients."""

import numpy as np
from scipy.signal import correlate2d


def filled_one_by_one(model, kernels, biases, W, b):
    filters = np.zeros((3, 3, 1, 2))
    for number, kernel in enumerate(kernels):
        filters[:, :, 0, number] = kernel
    conv, *_, dense = model.layers
    conv.set_weights([filters, biases])
    dense.kernel.assign([[W[j][i] for j in range(2)] for i in range(8)])
    dense.bias.assign(b)
    return model


def wrapped(model, kernels, biases, W, b):
    """Put the model that was given into another one."""
    import keras

    filled_one_by_one(model, kernels, biases, W, b)
    return keras.Sequential([keras.Input((6, 7, 1)), model])


def functional():
    """Build it with ReLUs of their own, Dropout, and scores that go to the loss."""
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
    """Pad by hand, pool by means, and put the convolutions into a model inside."""
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


T = np.array([[1, 1, 1], [0, 1, 0], [0, 1, 0]])


def steep():
    """Use a sigmoid instead of a ReLU, behind the largest value."""
    import keras
    from keras import layers

    conv, dense = layers.Conv2D(1, 3, use_bias=False), layers.Dense(1, "sigmoid")
    model = keras.Sequential(
        [keras.Input((6, 8, 1)), conv, layers.GlobalMaxPooling2D(), dense]
    )
    conv.set_weights([(2.0 * T - 1)[:, :, None, None]])
    dense.set_weights([np.array([[20.0]]), np.array([-90.0])])
    return model


def two_filters():
    """Count bright pixels on the T and beside it in two maps; then mix the maps."""
    import keras
    from keras import layers

    image = keras.Input((6, 8, 1))
    both = layers.Conv2D(2, 3, use_bias=False)
    mix = layers.Conv2D(1, 1, activation="relu")
    best = layers.MaxPooling2D((4, 6))
    model = keras.Model(image, layers.Flatten()(best(mix(both(image)))))
    both.set_weights([np.stack([T, 1 - T], axis=-1)[:, :, None, :]])
    mix.set_weights([np.array([1, -3]).reshape(1, 1, 2, 1), np.array([-4])])
    return model


def all_of_them(place, layers):
    """Keep the whole set of values that are needed."""
    needed = {place}
    for f, s, p in layers[::-1]:
        needed = {i * s - p + u for i in needed for u in range(f)}
    return min(needed), max(needed)


def by_jump(place, layers):
    """Walk forwards, with the start and the size of the window and the jump."""
    start, size, jump = 0, 1, 1
    for f, s, p in layers:
        start, size, jump = start - p * jump, size + (f - 1) * jump, jump * s
    return [start + place * jump, start + place * jump + size - 1]


def step_with_loops(image, kernel, bias, wanted, rate):
    f_h, f_w = kernel.shape
    by_kernel, by_bias = np.zeros(kernel.shape), 0.0
    for (i, j), goal in np.ndenumerate(wanted):
        window = image[i : i + f_h, j : j + f_w]
        z = (window * kernel).sum() + bias
        if z > 0:
            message = 2 * (z - goal) / wanted.size
            by_kernel += message * window
            by_bias += message
    return [*(kernel - rate * by_kernel).ravel(), bias - rate * by_bias]


def step_by_nudging(image, kernel, bias, wanted, rate):
    """Measure the slope of the loss for each number."""
    numbers = np.append(kernel, bias)

    def loss(numbers):
        weights = numbers[:-1].reshape(kernel.shape)
        z = correlate2d(image, weights, "valid") + numbers[-1]
        return ((np.maximum(z, 0) - wanted) ** 2).mean()

    nudges = 1e-5 * np.eye(len(numbers))
    slopes = [(loss(numbers + n) - loss(numbers - n)) / 2e-5 for n in nudges]
    return numbers - rate * np.array(slopes)


RIGHT = [
    (
        "trace-a-network",
        [
            (28 * 34 * 8, 76 * 8),
            (14 * 17 * 8, 0),
            (6 * 8 * 12, 73 * 12),
            (6 * 8 * 12, 0.0),
            (5, 577 * 5),
        ],
    ),
    ("set-the-weights", filled_one_by_one),
    ("set-the-weights", wrapped),
    ("build-from-trace", functional),
    ("build-from-trace", nested),
    ("detect-a-pattern", steep),
    ("detect-a-pattern", two_filters),
    ("receptive-field-of", all_of_them),
    ("receptive-field-of", by_jump),
    ("one-gradient-step", step_with_loops),
    ("one-gradient-step", step_by_nudging),
]
