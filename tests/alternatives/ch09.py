"""Chapter 9: impulses, SciPy, recursion, and models of unusual build."""

import itertools
import operator

import numpy as np
from scipy.ndimage import shift as moved
from scipy.signal import correlate2d


def by_impulses(kernel, height, width):
    """Ask the convolution what it makes of every single pixel."""
    spots = np.eye(height * width).reshape(-1, height, width)
    columns = [correlate2d(spot, kernel, "valid").ravel() for spot in spots]
    return np.array(columns).T


def by_blocks(kernel, height, width):
    """Write each row of the kernel as a band, and the bands as blocks."""
    f_h, f_w = kernel.shape
    rows, columns = height - f_h + 1, width - f_w + 1
    matrix = 0
    for u in range(f_h):
        band = sum(
            kernel[u, v] * np.eye(columns, width, k=v, dtype=kernel.dtype)
            for v in range(f_w)
        )
        matrix = matrix + np.kron(np.eye(rows, height, k=u, dtype=int), band)
    return matrix


def running_products(layers):
    return list(itertools.accumulate((s for _, s in layers), operator.mul))


def from_the_end(layers):
    """Ask backwards: how many inputs do r values need?"""
    field = 1
    for f, s in reversed(layers):
        field = (field - 1) * s + f
    return field


def by_counting(layers):
    """Follow the set of places that one value looks at."""
    places = {0}
    for f, s in reversed(layers):
        places = {place * s + k for place in places for k in range(f)}
    return len(range(min(places), max(places) + 1))


def error_with_scipy(image, kernel, shift, margin):
    def conv(x):
        return correlate2d(x, kernel, "same")

    def right(x):
        return moved(x, (0, shift), order=0, cval=0)

    gap = conv(right(image)) - right(conv(image))
    rows = range(margin, image.shape[0] - margin)
    columns = range(margin, image.shape[1] - margin)
    return max(abs(int(gap[i, j])) for i in rows for j in columns)


def which_layer(layers, size):
    for number in range(1, len(layers) + 1):
        if by_counting(layers[:number]) >= size:
            return number
    return 0


def strongest_anywhere():
    """Build it in the functional way, keep maxima, and end with softmax."""
    import keras
    from keras import layers

    inputs = keras.Input((32, 32, 1))
    x = layers.Conv2D(12, (5, 3), padding="same")(inputs)
    x = layers.LeakyReLU()(x)
    x = layers.MaxPooling2D(3, strides=1)(x)
    x = layers.GlobalMaxPooling2D()(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(10)(x)
    return keras.Model(inputs, layers.Softmax()(x))


def maps_of_answers():
    """Give every place an answer, and average the answers; for any size."""
    import keras
    from keras import layers

    answers = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.SeparableConv2D(24, 3),
            layers.Activation("tanh"),
            layers.Conv2D(10, 1),
        ]
    )
    pool = layers.GlobalAveragePooling2D(keepdims=True)
    inputs = keras.Input((32, 32, 1))
    return keras.Model(inputs, layers.Flatten()(pool(answers(inputs))))


RIGHT = [
    ("toeplitz", by_impulses),
    ("toeplitz", by_blocks),
    (
        "jump",
        running_products,
    ),
    ("receptive-field", from_the_end),
    ("receptive-field", by_counting),
    ("equivariance-error", error_with_scipy),
    ("which-layer", which_layer),
    ("make-it-invariant", strongest_anywhere),
    ("make-it-invariant", maps_of_answers),
]
