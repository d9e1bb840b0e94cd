"""Exercises of chapter 8: LeNet-5."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from cnnbook import data
from cnnbook.exercises.base import (
    Case,
    Demand,
    FunctionExercise,
    Misconception,
    ModelExercise,
    ValueExercise,
)


def _shapes(first=0, second=0):
    """Follow 32×40 pixels through LeNet's first four layers, with these paddings."""
    height, width = 32, 40
    rows = []
    for channels, padding in ((6, first), (16, second)):
        height, width = (n + 2 * padding - 4 for n in (height, width))
        rows.append((height, width, channels))
        height, width = height // 2, width // 2
        rows.append((height, width, channels))
    return np.array(rows)


_SHAPES = _shapes(first=2)

LENET_SHAPES = ValueExercise(
    id="lenet-shapes",
    chapter="08",
    title="LeNet on larger pictures",
    difficulty=1,
    points=1,
    answer="lenet_shapes",
    reference=_SHAPES,
    misconceptions=(
        Misconception(
            "padding forgotten",
            "Your first layer shrinks the picture. It pads, so that its maps are as large "
            "as the picture.",
            _shapes(),
        ),
        Misconception(
            "padding in the second convolution too",
            "Your second convolution keeps the size. Only the first one pads.",
            _shapes(first=2, second=2),
        ),
        Misconception(
            "height and width swapped",
            "The two sizes stand in the wrong order. The height comes first.",
            _SHAPES[:, [1, 0, 2]],
        ),
        Misconception(
            "channels multiplied",
            "You multiply the channels. Each filter looks at all the channels that come "
            "in, and makes one map.",
            _SHAPES * [1, 1, 3],
        ),
        Misconception(
            "pooling counted as halving the channels",
            "You halve the channels too. Pooling works on each map by itself.",
            _SHAPES // np.array([[1, 1, 1], [1, 1, 2]] * 2),
        ),
        Misconception(
            "a kernel of 5 taken to cost 5 pixels",
            "Your second convolution loses a row too many. The first window counts too.",
            _SHAPES - np.array([[0, 0, 0], [0, 0, 0], [1, 1, 0], [1, 1, 0]]),
        ),
    ),
)


def _lenet_parameters(
    height,
    width,
    channels,
    classes,
    *,
    padding=2,
    bias=1,
    depth=None,
    first=None,
    pools=0,
    maps=16,
    second_pool=2,
    units=(120, 84),
):
    """Count the parameters of LeNet-5, with one step done wrong."""
    small = [((n + 2 * padding - 4) // 2 - 4) // second_pool for n in (height, width)]
    inputs = small[0] * small[1] * maps
    total = (25 * (first or channels) + bias) * 6
    total += (25 * (depth or 6) + bias) * 16 + pools
    for outputs in (*units, classes):
        total += (inputs + bias) * outputs
        inputs = outputs
    return total


def _count_with(**mistake):
    return lambda height, width, channels, classes: _lenet_parameters(
        height, width, channels, classes, **mistake
    )


LENET_PARAMETERS = FunctionExercise(
    id="lenet-parameters",
    chapter="08",
    title="Count LeNet's parameters",
    difficulty=2,
    points=2,
    answer="lenet_parameters",
    reference=_lenet_parameters,
    cases=tuple(
        Case(args)
        for args in [(28, 28, 1, 10), (32, 44, 3, 7), (30, 22, 2, 5), (47, 29, 1, 4)]
    ),
    draw=lambda random: Case(
        tuple(
            int(n)
            for n in (*random.integers(18, 60, 2), *random.integers([2, 2], [5, 40]))
        )
    ),
    whole=True,
    misconceptions=(
        Misconception(
            "bias missing",
            "You count the weights only. Each filter and each unit learns a bias too.",
            _count_with(bias=0),
        ),
        Misconception(
            "pictures taken to be grey",
            "Your first layer always has 25 weights to a filter. How deep is a filter, if "
            "the pictures have several channels?",
            _count_with(first=1),
        ),
        Misconception(
            "filters of C3 taken to be flat",
            "Your second convolution has 25 weights to a filter. How many maps does it "
            "look at?",
            _count_with(depth=1),
        ),
        Misconception(
            "padding forgotten",
            "Your first dense layer has too few inputs. C1 pads, so its maps are as large "
            "as the picture.",
            _count_with(padding=0),
        ),
        Misconception(
            "second pooling forgotten",
            "Your first dense layer has too many inputs. There is a pooling after each of "
            "the two convolutions.",
            _count_with(second_pool=1),
        ),
        Misconception(
            "one map flattened instead of all",
            "Your first dense layer sees a single map. Flattening writes all of the maps "
            "into one list.",
            _count_with(maps=1),
        ),
        Misconception(
            "pooling learns, as in 1998",
            "You count two numbers for each pooled map, as the original had them. The "
            "pooling of today learns nothing.",
            _count_with(pools=2 * (6 + 16)),
        ),
        Misconception(
            "a dense layer left out",
            "You go from 120 units straight to the classes. There is a layer in between.",
            _count_with(units=(120,)),
        ),
    ),
)


def _lenet_of_1998(
    size=(32, 32, 1),
    first="valid",
    pool="AveragePooling2D",
    c5=True,
    activation="tanh",
    bias=True,
    from_logits=True,
):
    """Build the network of the exercise, with one step done wrong."""
    import keras
    from keras import layers

    keep = {"activation": activation, "use_bias": bias}
    pooling = getattr(layers, pool)
    # A single row of pixels holds no window of five, unless every layer pads.
    last = "same" if size[0] == 1 else "valid"
    first = "same" if size[0] == 1 else first
    network = keras.Sequential(
        [
            keras.Input(size),
            layers.Conv2D(6, 5, padding=first, **keep),
            pooling(2, padding=last),
            layers.Conv2D(16, 5, padding=last, **keep),
            pooling(2, padding=last),
            *(
                [layers.Conv2D(120, 5, padding=last, **keep), layers.Flatten()]
                if c5
                else [layers.Flatten(), layers.Dense(120, **keep)]
            ),
            layers.Dense(84, **keep),
            layers.Dense(10, use_bias=bias),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=from_logits)
    network.compile(keras.optimizers.Adam(0.002), loss)
    return network


def _one_step(record, shape, kind):
    return any(k == kind and s == shape for k, s in record.steps)


def _loss_fits(record):
    """Say whether the loss takes the outputs for what they are."""
    if "crossentropy" not in str(record.training.get("loss", "")):
        return False
    shares = all(
        bool(np.all(p >= 0) and np.allclose(p.sum(axis=-1), 1, atol=1e-3))
        for p in record.predictions
    )
    return record.training["from_logits"] != shares


def _tanh(record):
    return sum(
        layer.settings.get("activation") == "tanh" or layer.kind == "Tanh"
        for layer in record.layers
    )


_MISMATCH = (
    "Is the last layer's output a list of probabilities, or of plain sums (logits)? The "
    "loss has to be told, and it has to be a cross-entropy for whole-number labels."
)
_AXES = (
    "Keras puts the channels last: height, width, channels. Look at the shape in "
    "keras.Input."
)

BUILD_LENET = ModelExercise(
    id="build-lenet",
    chapter="08",
    title="Build it as in 1998",
    difficulty=2,
    points=3,
    answer="build_lenet",
    reference=_lenet_of_1998,
    probes=lambda: (np.random.default_rng(8).uniform(0, 4, (3, 32, 32, 1)),),
    demands=(
        Demand(
            "it takes pictures of shape (32, 32, 1)",
            lambda r: r.input_shape == (32, 32, 1),
            _AXES,
            "wrong axis order",
        ),
        Demand(
            "C1 makes six maps of 28×28",
            lambda r: r.steps[0] == ("Conv2D", (28, 28, 6)),
            "The pictures have the size of 1998, so no layer has to pad.",
            "padded as today",
        ),
        Demand(
            "S2 and S4 take averages",
            lambda r: (
                _one_step(r, (14, 14, 6), "AveragePooling2D")
                and _one_step(r, (5, 5, 16), "AveragePooling2D")
            ),
            "Two layers take the mean of each two by two window, and none its maximum.",
            "max pooling",
        ),
        Demand(
            "C5 is a convolution that makes 120 maps of one pixel",
            lambda r: _one_step(r, (1, 1, 120), "Conv2D"),
            "On maps of five by five, a window of the same size fits once. Nothing has to "
            "be flattened before.",
            "C5 as a dense layer",
        ),
        Demand(
            "ten numbers come out for each picture",
            lambda r: r.output_shape == (10,),
            "Before F6 the 120 maps of one pixel become a list.",
        ),
        Demand(
            "C1, C3, C5 and F6 end with tanh",
            lambda r: _tanh(r) >= 4,
            "Without a function that bends, all these layers together could do no more "
            "than a single one. Each of the four needs its own.",
            "no nonlinearity",
        ),
        Demand(
            "it has as many parameters as the modern form",
            lambda r: r.parameters == 61_706,
            "Compare with the table of the chapter, layer by layer. Every filter and "
            "every unit has a bias.",
            "bias missing",
        ),
        Demand(
            "it is compiled, and the loss fits what comes out",
            _loss_fits,
            _MISMATCH,
            "from_logits mismatch",
        ),
    ),
    misconceptions=(
        Misconception(
            "wrong axis order", _AXES, lambda: _lenet_of_1998(size=(1, 32, 32))
        ),
        Misconception(
            "padded as today",
            "The pictures have the size of 1998, so no layer has to pad.",
            lambda: _lenet_of_1998(first="same"),
        ),
        Misconception(
            "max pooling",
            "Two layers take the mean of each two by two window, and none its maximum.",
            lambda: _lenet_of_1998(pool="MaxPooling2D"),
        ),
        Misconception(
            "C5 as a dense layer",
            "On maps of five by five, a window of the same size fits once. Nothing has to "
            "be flattened before.",
            lambda: _lenet_of_1998(c5=False),
        ),
        Misconception(
            "no nonlinearity",
            "Without a function that bends, all these layers together could do no more "
            "than a single one. Each of the four needs its own.",
            lambda: _lenet_of_1998(activation=None),
        ),
        Misconception(
            "bias missing",
            "Compare with the table of the chapter, layer by layer. Every filter and "
            "every unit has a bias.",
            lambda: _lenet_of_1998(bias=False),
        ),
        Misconception(
            "from_logits mismatch",
            _MISMATCH,
            lambda: _lenet_of_1998(from_logits=False),
        ),
    ),
)


def _confusion(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, answers), 1)
    return matrix


def _once(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    matrix[labels, answers] += 1
    return matrix


def _present(labels, answers, classes):
    there = sorted({*labels.tolist(), *answers.tolist()})
    return _confusion(labels, answers, classes)[np.ix_(there, there)]


def _shares(labels, answers, classes):
    matrix = _confusion(labels, answers, classes)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


def _draw_answers(random: np.random.Generator) -> Case:
    classes = int(random.integers(4, 7))
    labels = random.integers(0, classes - 1, 25)  # the last class never occurs
    guesses = random.integers(0, classes - 1, 25)
    answers = np.where(random.random(25) < 0.5, labels, guesses)
    return Case((labels, answers, classes))


CONFUSION_MATRIX = FunctionExercise(
    id="confusion-matrix",
    chapter="08",
    title="Who is taken for whom",
    difficulty=2,
    points=2,
    answer="confusion_matrix",
    reference=_confusion,
    cases=(
        Case((np.array([0, 0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0, 0]), 3)),
        Case((np.array([3, 1, 1, 0, 3, 1, 0]), np.array([3, 3, 3, 0, 1, 1, 0]), 5)),
        Case(
            (
                np.array([1, 1, 2, 2, 2, 0], np.uint8),
                np.array([2, 2, 2, 2, 0, 1], np.int64),
                4,
            )
        ),
    ),
    draw=_draw_answers,
    whole=True,
    misconceptions=(
        Misconception(
            "rows and columns swapped",
            "Your rows are the answers. Here a row belongs to a true class, and a column "
            "to an answer.",
            lambda labels, answers, classes: _confusion(answers, labels, classes),
        ),
        Misconception(
            "repeated pairs counted once",
            "No entry is above 1. With lists as indices, += looks at each pair once, "
            "however often it occurs.",
            _once,
        ),
        Misconception(
            "only the right answers counted",
            "You count the pictures on the diagonal only. What became of the others?",
            lambda labels, answers, classes: np.diag(
                np.diag(_confusion(labels, answers, classes))
            ),
        ),
        Misconception(
            "only the mistakes counted",
            "Your diagonal is empty. A right answer is counted too.",
            lambda labels, answers, classes: _confusion(
                labels[labels != answers], answers[labels != answers], classes
            ),
        ),
        Misconception(
            "classes that do not occur left out",
            "Your matrix is too small. A class keeps its row and its column even when no "
            "picture belongs to it.",
            _present,
        ),
        Misconception(
            "shares instead of counts",
            "You divide each row by its sum. Here the pictures are counted.",
            _shares,
        ),
        Misconception(
            "classes counted from 1",
            "Everything has moved by one row and one column. The classes begin with 0.",
            lambda labels, answers, classes: _confusion(
                labels.astype(int) - 1, answers.astype(int) - 1, classes
            ),
        ),
    ),
)


@cache
def _fashion():
    return data.fashion_mnist()


def _few_clothes():
    (pictures, labels), _ = _fashion()
    return pictures[:1000].copy(), labels[:1000].copy()


def _both_scales():
    """Return test pictures from 0 to 1 and from 0 to 255: a model may scale itself."""
    pictures = _fashion()[1][0][..., None].astype("float32")
    return pictures[:300] / 255, pictures[:300]


def _best_share(record):
    """Return the larger share of right answers to the two scales."""
    labels = _fashion()[1][1]
    return max(
        (np.mean(p.argmax(axis=-1) == labels[: len(p)]) for p in record.predictions),
        default=0.0,
    )


def _trained(pictures, labels, *, apart=False, axes_wrong=False, mismatch=False):
    """Run the script of the exercise, with some of its faults."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    random = np.random.default_rng(0)
    order = random.permutation(len(pictures))
    pictures = pictures[order]
    labels = random.permutation(labels) if apart else labels[order]
    images = pictures[:, None] if axes_wrong else pictures[..., None]
    network = keras.Sequential(
        [
            keras.Input(images.shape[1:]),
            layers.Conv2D(8, 5, strides=2, padding="same", activation="relu"),
            layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=not mismatch)
    network.compile(keras.optimizers.Adam(0.003), loss)
    network.fit(images / 255, labels, batch_size=50, epochs=4, verbose=0)
    return network


_UNLEARNT = (
    "It does no better than a guess on pictures that it has not seen. Was it trained, and "
    "does each picture still stand beside its own label when it is?"
)

THREE_FAULTS = ModelExercise(
    id="three-faults",
    chapter="08",
    title="Three faults",
    difficulty=3,
    points=3,
    answer="repaired",
    reference=_trained,
    given=_few_clothes,
    probes=_both_scales,
    demands=(
        Demand(
            "it takes pictures of shape (28, 28, 1)",
            lambda r: r.input_shape == (28, 28, 1),
            _AXES,
            "wrong axis order",
        ),
        Demand(
            "ten numbers come out for each picture",
            lambda r: r.output_shape == (10,),
            "There are ten kinds of clothes. This part of the script was right.",
        ),
        Demand(
            "it is compiled, and the loss fits what comes out",
            _loss_fits,
            _MISMATCH,
            "from_logits mismatch",
        ),
        Demand(
            "it gets more than half of 300 new pictures right",
            lambda r: _best_share(r) > 0.5,
            _UNLEARNT,
            "nothing learnt from the labels",
        ),
    ),
    misconceptions=(
        Misconception(
            "wrong axis order", _AXES, lambda *given: _trained(*given, axes_wrong=True)
        ),
        Misconception(
            "from_logits mismatch",
            _MISMATCH,
            lambda *given: _trained(*given, mismatch=True),
        ),
        Misconception(
            "nothing learnt from the labels",
            _UNLEARNT,
            lambda *given: _trained(*given, apart=True),
        ),
    ),
)

MOST = 6_000
"""Parameters that the small network may have; about a tenth of LeNet-5's."""
WANTED = 0.82
"""Share of the test pictures that it has to get right."""
WEIGHTS = Path(__file__).with_name("fewer_parameters.npz")


def small_network(size=(28, 28, 1), filters=16):
    """Build the network of the solution, untrained."""
    import keras
    from keras import layers

    first = "same" if size[0] == 1 else "valid"
    return keras.Sequential(
        [
            keras.Input(size),
            layers.Conv2D(8, 5, strides=2, padding=first, activation="relu"),
            layers.Conv2D(filters, 3, padding=first, activation="relu"),
            layers.MaxPooling2D(2, padding=first),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


def small_weights():
    """Return the weights of the small network, as benchmarks/fewer_parameters left them."""
    with np.load(WEIGHTS) as kept:
        return [kept[name] for name in kept.files if name.startswith("arr_")]


def _small_and_trained():
    network = small_network()
    network.set_weights(small_weights())
    return network


def _test_pictures():
    return (_fashion()[1][0][..., None].astype("float32") / 255,)


_LARGE = (
    "Where do the numbers sit? Print the summary and look at the largest entry: often it "
    "is the dense layer after the flattening."
)
_WEAK = (
    "It needs to be trained, on all 5,000 training pictures, with values from 0 to 1, for "
    "long enough. If it has been and stays below, spend the parameters in another place."
)

FEWER_PARAMETERS = ModelExercise(
    id="fewer-parameters",
    chapter="08",
    title="With a tenth of the parameters",
    difficulty=3,
    points=4,
    answer="small_net",
    reference=_small_and_trained,
    probes=_test_pictures,
    demands=(
        Demand(
            "it takes pictures of shape (28, 28, 1)",
            lambda r: r.input_shape == (28, 28, 1),
            _AXES,
            "wrong axis order",
        ),
        Demand(
            "ten numbers come out for each picture",
            lambda r: r.output_shape == (10,),
            "One for each kind of clothes; the largest of them is the answer.",
        ),
        Demand(
            f"it has at most {MOST:,} parameters",
            lambda r: r.parameters <= MOST,
            _LARGE,
            "too many parameters",
        ),
        Demand(
            f"it gets {WANTED:.0%} of the test pictures right",
            lambda r: _best_share(r) >= WANTED,
            _WEAK,
            "not trained enough",
        ),
    ),
    misconceptions=(
        Misconception(
            "wrong axis order", _AXES, lambda: small_network(size=(1, 28, 28))
        ),
        Misconception("too many parameters", _LARGE, lambda: small_network(filters=32)),
        Misconception("not trained enough", _WEAK, small_network),
    ),
)

EXERCISES = (
    LENET_SHAPES,
    LENET_PARAMETERS,
    BUILD_LENET,
    CONFUSION_MATRIX,
    THREE_FAULTS,
    FEWER_PARAMETERS,
)
