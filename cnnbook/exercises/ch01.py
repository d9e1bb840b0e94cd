"""Exercises of chapter 1: why convolution."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises.base import Case, FunctionExercise, Misconception, ValueExercise


def _ints(*numbers) -> tuple[int, ...]:
    return tuple(int(n) for n in numbers)


_PICTURE = np.array([[3, 1], [0, 2]])
_WEIGHTS = np.array([[2, -1, 4, 1], [1, 3, 5, -2]])
_BIASES = np.array([1, -4])

DENSE_BY_HAND = ValueExercise(
    id="dense-by-hand",
    chapter="01",
    title="A dense layer by hand",
    difficulty=1,
    points=1,
    answer="dense_by_hand",
    reference=_WEIGHTS @ _PICTURE.ravel() + _BIASES,
    misconceptions=(
        Misconception(
            "biases forgotten",
            "These are the sums of the products. Each output has one more number to add.",
            _WEIGHTS @ _PICTURE.ravel(),
        ),
        Misconception(
            "biases subtracted",
            "You take the biases away. They are added, with the sign that they have.",
            _WEIGHTS @ _PICTURE.ravel() - _BIASES,
        ),
        Misconception(
            "flattened column by column",
            "You read the picture from top to bottom. Flattening reads row by row.",
            _WEIGHTS @ _PICTURE.T.ravel() + _BIASES,
        ),
        Misconception(
            "outputs swapped",
            "These are the two outputs, in the other order. The first row of W makes the "
            "first one.",
            (_WEIGHTS @ _PICTURE.ravel() + _BIASES)[::-1],
        ),
        Misconception(
            "signs lost",
            "You count every weight as if it were positive. Some are not.",
            abs(_WEIGHTS) @ _PICTURE.ravel() + _BIASES,
        ),
    ),
)


def _dense(height, width, channels, units):
    return arithmetic.dense_parameters(height * width * channels, units)


DENSE_WEIGHTS = FunctionExercise(
    id="dense-weights",
    chapter="01",
    title="Count the weights of a dense layer",
    difficulty=1,
    points=1,
    answer="dense_weights",
    reference=_dense,
    cases=tuple(
        Case(args)
        for args in [(28, 28, 1, 10), (4, 6, 3, 5), (9, 2, 4, 7), (1000, 1000, 3, 1000)]
    ),
    draw=lambda random: Case(
        _ints(*random.integers(3, 12, 2), random.integers(2, 5), random.integers(2, 20))
    ),
    whole=True,
    misconceptions=(
        Misconception(
            "biases forgotten",
            "You count the weights only. The biases are learned too.",
            lambda h, w, c, m: h * w * c * m,
        ),
        Misconception(
            "one bias for the whole layer",
            "You count a single bias. Who has a bias: the layer, or each of its units?",
            lambda h, w, c, m: h * w * c * m + 1,
        ),
        Misconception(
            "a bias for every input",
            "You give a bias to each number that goes in. It belongs to what comes out.",
            lambda h, w, c, m: h * w * c * (m + 1),
        ),
        Misconception(
            "channels forgotten",
            "You count one number per pixel. How many numbers has a pixel of several "
            "channels?",
            lambda h, w, c, m: (h * w + 1) * m,
        ),
        Misconception(
            "added instead of multiplied",
            "You add height, width and channels. How many numbers are in the image?",
            lambda h, w, c, m: (h + w + c + 1) * m,
        ),
        Misconception(
            "one connection for each input",
            "You count every input once. Each of them is connected to all the units.",
            lambda h, w, c, m: h * w * c + m,
        ),
    ),
)


def _memory(inputs, units, *, bias=True, size=4, unit=1e6):
    return arithmetic.dense_parameters(inputs, units, bias) * size / unit


def _memory_with(**mistake):
    return lambda inputs, units: _memory(inputs, units, **mistake)


MEMORY_OF_A_LAYER = FunctionExercise(
    id="memory-of-a-layer",
    chapter="01",
    title="The memory of a layer",
    difficulty=1,
    points=1,
    answer="memory_of_a_layer",
    reference=_memory,
    cases=tuple(Case(args) for args in [(784, 784), (784, 10), (50, 3), (1200, 7)]),
    draw=lambda random: Case(_ints(random.integers(10, 2000), random.integers(2, 500))),
    misconceptions=(
        Misconception(
            "biases forgotten",
            "You store the weights only. The biases need room too.",
            _memory_with(bias=False),
        ),
        Misconception(
            "bits for bytes",
            "You count 32 for each number. Those are bits.",
            _memory_with(size=32),
        ),
        Misconception(
            "64-bit numbers",
            "You count 8 bytes for each number, as NumPy's usual floats have. A float32 "
            "is shorter.",
            _memory_with(size=8),
        ),
        Misconception(
            "one byte for each number",
            "You give each number one byte. That is enough for a pixel, not for a float32.",
            _memory_with(size=1),
        ),
        Misconception(
            "bytes instead of megabytes",
            "These are bytes. The answer should be in megabytes.",
            _memory_with(unit=1),
        ),
        Misconception(
            "a megabyte of 1,024 · 1,024 bytes",
            "You divide by 1,024 twice, which gives mebibytes. A megabyte is a million "
            "bytes.",
            _memory_with(unit=2**20),
        ),
        Misconception(
            "kilobytes instead of megabytes",
            "These are kilobytes. A megabyte is a thousand of them.",
            _memory_with(unit=1e3),
        ),
    ),
)


def _local(height, width, f):
    return np.array([(height - f + 1) * (width - f + 1) * f * f, f * f])


LOCAL_WEIGHTS = FunctionExercise(
    id="local-weights",
    chapter="01",
    title="Local windows, shared windows",
    difficulty=2,
    points=2,
    answer="local_weights",
    reference=_local,
    cases=tuple(Case(args) for args in [(28, 28, 3), (5, 9, 2), (12, 7, 5), (4, 6, 4)]),
    draw=lambda random: Case(
        _ints(*random.integers(8, 40, 2), random.integers(2, 7)),
    ),
    whole=True,
    misconceptions=(
        Misconception(
            "one window per pixel",
            "You count a window for every pixel. A window that begins near the right or "
            "the lower edge would hang over it.",
            lambda h, w, f: np.array([h * w * f * f, f * f]),
        ),
        Misconception(
            "last window missing",
            "Your windows stop one place too early in each direction. Draw a row of five "
            "pixels, and lay windows of two on it.",
            lambda h, w, f: np.array([(h - f) * (w - f) * f * f, f * f]),
        ),
        Misconception(
            "windows side by side",
            "You count windows that do not overlap. One begins at each pixel where it fits.",
            lambda h, w, f: np.array([(h // f) * (w // f) * f * f, f * f]),
        ),
        Misconception(
            "windows counted, not weights",
            "Your first number counts the windows. Each of them has weights of its own: "
            "how many?",
            lambda h, w, f: np.array([(h - f + 1) * (w - f + 1), f * f]),
        ),
        Misconception(
            "a window of f weights",
            "Your windows are f pixels long and one pixel high. They are squares.",
            lambda h, w, f: _local(h, w, f) // f,
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two counts, in the other order: the local layer comes first.",
            lambda h, w, f: _local(h, w, f)[::-1],
        ),
        Misconception(
            "shared within a row only",
            "Your second number still grows with the height of the image. All windows "
            "share the same weights, not only those of one row.",
            lambda h, w, f: np.array([_local(h, w, f)[0], (h - f + 1) * f * f]),
        ),
        Misconception(
            "every output connected to every pixel",
            "Your first number is that of a dense layer. A local output sees only the "
            "pixels of its window.",
            lambda h, w, f: np.array([(h - f + 1) * (w - f + 1) * h * w, f * f]),
        ),
    ),
)


def _inverse(permutation):
    return np.argsort(permutation)


def _draw_permutation(random: np.random.Generator, n: int) -> np.ndarray:
    """Draw an order that is not its own inverse."""
    while True:
        permutation = random.permutation(n)
        if not np.array_equal(permutation, _inverse(permutation)):
            return permutation


def _draw_dense(random: np.random.Generator) -> Case:
    n = int(random.integers(5, 9))
    weights = random.integers(-9, 10, (n + int(random.integers(0, 3)), n))
    return Case((weights, _draw_permutation(random, n)))


_random = np.random.default_rng(101)
_CYCLE = np.array([2, 0, 3, 1])

PERMUTE_A_DENSE_LAYER = FunctionExercise(
    id="permute-a-dense-layer",
    chapter="01",
    title="Permute a dense layer",
    difficulty=2,
    points=2,
    answer="permute_weights",
    reference=lambda W, permutation: W[:, permutation],
    cases=(
        Case((np.array([[1, 2, 3, 4], [50, 60, 70, 80]]), _CYCLE)),
        Case((_random.integers(-9, 10, (4, 4)), _CYCLE)),
        Case((_random.integers(-9, 10, (7, 5)) / 2, np.array([4, 2, 0, 1, 3]))),
    ),
    draw=_draw_dense,
    misconceptions=(
        Misconception(
            "weights left alone",
            "Your W is as it was, so its first weight still waits for the first pixel. "
            "Another pixel comes in that place now.",
            lambda W, permutation: W,
        ),
        Misconception(
            "rows permuted",
            "You put the rows of W into another order, which reorders the outputs. Which "
            "axis of W belongs to the pixels?",
            lambda W, permutation: W[permutation],
        ),
        Misconception(
            "inverse permutation",
            "You bring the pixels back instead of following them: your order is the "
            "inverse one. Which old pixel stands in place 0 of x[permutation]?",
            lambda W, permutation: W[:, _inverse(permutation)],
        ),
        Misconception(
            "rows and columns permuted",
            "You reorder both axes of W. The pixels have moved, the outputs have not.",
            lambda W, permutation: W[permutation][:, permutation],
        ),
        Misconception(
            "transposed",
            "Your columns are in the right order, but W came out with its rows and "
            "columns exchanged.",
            lambda W, permutation: W[:, permutation].T,
        ),
        Misconception(
            "multiplied by the permutation",
            "You multiply the weights by the numbers of the permutation. They are "
            "places, not values: use them as an index.",
            lambda W, permutation: W * permutation,
        ),
    ),
)


def _roughness(images, measure=np.abs):
    images = np.asarray(images)
    images = images.astype(np.result_type(images, np.int64))
    across, down = np.diff(images, axis=2), np.diff(images, axis=1)
    return measure(np.concatenate([across.ravel(), down.ravel()])).mean()


def _shuffled(images, permutation):
    return images.reshape(len(images), -1)[:, permutation].reshape(images.shape)


def _shuffle_test(images, permutation, *, score=_roughness, shuffle=_shuffled):
    return np.array([score(images), score(shuffle(images, permutation))])


def _shuffle_test_with(**mistake):
    return lambda images, permutation: _shuffle_test(images, permutation, **mistake)


def _along(axis):
    return lambda images: abs(np.diff(images.astype(float), axis=axis)).mean()


def _in_the_vector(images):
    flat = images.reshape(len(images), -1).astype(float)
    return abs(np.diff(flat, axis=1)).mean()


def _two_means(images):
    return (_along(1)(images) + _along(2)(images)) / 2


def _eight_bits(images):
    across = abs(np.diff(images, axis=2)).ravel()
    down = abs(np.diff(images, axis=1)).ravel()
    return np.concatenate([across, down]).mean()


def _one_by_one(images, permutation):
    """Shuffle each image, the second with the order applied twice, and so on."""
    out, order = [], permutation
    for image in images:
        out.append(image.ravel()[order].reshape(image.shape))
        order = order[permutation]
    return np.array(out)


def _draw_shuffle(random: np.random.Generator) -> Case:
    height = int(random.integers(3, 6))
    width = height + int(random.integers(1, 4))
    images = random.integers(0, 256, (3, height, width)).astype(np.uint8)
    return Case((images, _draw_permutation(random, height * width)))


_SMOOTH = np.add.outer(3 * np.arange(3), 10 * np.arange(5))
_IMAGES = np.stack([_SMOOTH, 200 - _SMOOTH**2 // 20, _SMOOTH // 2 + 90])

SHUFFLE_TEST = FunctionExercise(
    id="shuffle-test",
    chapter="01",
    title="The shuffle test",
    difficulty=3,
    points=4,
    answer="shuffle_test",
    reference=_shuffle_test,
    cases=(
        Case((_IMAGES, _draw_permutation(_random, 15))),
        Case((_IMAGES[:2, :, :4] / 4, _draw_permutation(_random, 12))),
        Case(
            (
                _random.integers(0, 256, (3, 4, 2)).astype(np.uint8),
                _draw_permutation(_random, 8),
            )
        ),
    ),
    draw=_draw_shuffle,
    misconceptions=(
        Misconception(
            "neighbours in the vector",
            "You compare neighbours in the flattened image. There the last pixel of a "
            "row stands beside the first of the next, and no pixel meets the one below.",
            _shuffle_test_with(score=_in_the_vector),
        ),
        Misconception(
            "only left and right",
            "You compare each pixel with its neighbours to the left and right. It has "
            "others.",
            _shuffle_test_with(score=_along(2)),
        ),
        Misconception(
            "only above and below",
            "You compare each pixel with its neighbours above and below. It has others.",
            _shuffle_test_with(score=_along(1)),
        ),
        Misconception(
            "mean of two means",
            "You average the two directions first. If an image is not square, they have "
            "different numbers of pairs, and every pair should count once.",
            _shuffle_test_with(score=_two_means),
        ),
        Misconception(
            "signs kept",
            "Your differences keep their signs, so steps up and steps down cancel.",
            _shuffle_test_with(score=lambda x: _roughness(x, measure=lambda d: d)),
        ),
        Misconception(
            "squared differences",
            "You square the differences. Take their sizes as they are.",
            _shuffle_test_with(score=lambda x: _roughness(x, measure=np.square)),
        ),
        Misconception(
            "8-bit differences",
            "Your differences start again after 255: 8-bit numbers can't be negative. "
            "Which type do the images have when you subtract?",
            _shuffle_test_with(score=_eight_bits),
        ),
        Misconception(
            "inverse permutation",
            "You put the pixels into the inverse order. In place 0 of a shuffled image "
            "stands the pixel whose number is permutation[0].",
            lambda images, permutation: _shuffle_test(images, _inverse(permutation)),
        ),
        Misconception(
            "another order for each image",
            "Your images do not all get the same order. Begin anew with the same "
            "permutation for each.",
            _shuffle_test_with(shuffle=_one_by_one),
        ),
        Misconception(
            "neighbouring images compared",
            "You subtract one image from the next. The neighbours are pixels of one "
            "image; the first axis counts the images.",
            _shuffle_test_with(score=_along(0)),
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two numbers, in the other order: before shuffling comes first.",
            lambda images, permutation: _shuffle_test(images, permutation)[::-1],
        ),
    ),
)

EXERCISES = (
    DENSE_BY_HAND,
    DENSE_WEIGHTS,
    MEMORY_OF_A_LAYER,
    LOCAL_WEIGHTS,
    PERMUTE_A_DENSE_LAYER,
    SHUFFLE_TEST,
)
