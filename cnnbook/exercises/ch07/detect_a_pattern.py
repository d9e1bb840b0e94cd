"""A network with weights by hand that tells whether a T is there."""

from __future__ import annotations

import functools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises.base import Alternative, Demand, Misconception, ModelExercise
from cnnbook.exercises.recomputed import holding, tried

PATTERN = np.array([[1, 1, 1], [0, 1, 0], [0, 1, 0]])
"""What `detect-a-pattern` looks for: a T."""
SHAPE = (6, 8)
SIGNS = 2 * PATTERN - 1
SLACK = 0.01
MIDDLE, EVERYWHERE, EMPTY, LESS, TURNED, MORE, WHITE, TWO, CROWDED = range(9)


def _scene(*places, ground=None):
    scene = np.zeros(SHAPE) if ground is None else ground.copy()
    for row, column in places:
        scene[row : row + 3, column : column + 3] = PATTERN
    return scene


def _with_pixel(place, value):
    scene = _scene((2, 3))
    scene[2 + place[0], 3 + place[1]] = value
    return scene


@functools.cache
def _scenes():
    """Return batches of pictures, each with the answers that it should get."""
    random = np.random.default_rng(50)
    pixels = list(np.ndindex(3, 3))
    crowded = []
    for number in range(24):  # other pixels are bright as well, next to the T too
        ground = (random.random(SHAPE) < 0.5).astype(float)
        place = int(random.integers(4)), int(random.integers(6))
        crowded.append(_scene(*([place] if number % 2 else []), ground=ground))
    batches = (
        [_scene((2, 3))],
        [_scene((i, j)) for i in range(4) for j in range(6)],
        [_scene()],
        [_with_pixel(place, 0) for place in pixels if PATTERN[place]],
        [_scene((2, 3))[::-1], _scene((2, 3))[:, ::-1].T[:6, :6]],
        [_with_pixel(place, 1) for place in pixels if not PATTERN[place]],
        [np.ones(SHAPE)],
        [_scene((0, 0), (3, 4)), _scene((3, 0), (0, 5))],
        crowded,
    )
    return tuple(_padded(batch) for batch in batches)


def _padded(batch):
    """Make every picture as large as the exercise says."""
    pictures = np.zeros((len(batch), *SHAPE, 1), "float32")
    for picture, scene in zip(pictures, batch, strict=True):
        picture[: scene.shape[0], : scene.shape[1], 0] = scene
    return pictures


def _truth(pictures):
    windows = sliding_window_view(pictures[..., 0], (3, 3), axis=(1, 2))
    return (windows == PATTERN).all(axis=(3, 4)).any(axis=(1, 2)).astype(float)


def _answers(record, number):
    answers = record.predictions[number]
    if answers.size != len(answers):
        raise ValueError("there should be one number for each picture")
    return answers.ravel()


def _wrong(record, number):
    """Return which pictures of a batch get a wrong answer."""
    wanted = _truth(_scenes()[number])
    return np.flatnonzero(~(np.abs(_answers(record, number) - wanted) < SLACK))


def _right(*numbers):
    return lambda record: all(not _wrong(record, number).size for number in numbers)


def _first(number, words):
    """Say what the first picture of a batch gives that has a wrong answer."""

    def seen(record):
        wrong = _wrong(record, number)[0]
        answer = f"{_answers(record, number)[wrong]:.3g}"
        return words(wrong).format(answer=answer)

    return seen


def _pixel(of_the_t):
    """Say which pixel of the T is changed in the picture of a number."""
    places = [p for p in np.ndindex(3, 3) if bool(PATTERN[p]) == of_the_t]

    def words(number):
        row, column = places[number]
        changed = "is dark" if of_the_t else "is bright as well"
        return (
            f"{{answer}} for a T whose window has another pixel in row {row}, column "
            f"{column}: that one {changed}"
        )

    return words


def _place(number):
    row, column = divmod(int(number), 6)
    return (
        f"{{answer}} for a T whose top left pixel stands in row {row}, column {column}"
    )


def _crowd(number):
    wanted = int(_truth(_scenes()[CROWDED])[number])
    has = "with a T" if wanted else "without a T"
    rows = _scenes()[CROWDED][number, ..., 0].astype(int).tolist()
    return f"{{answer}} for a picture {has} and with other bright pixels, {rows}"


def _filter(record):
    """Return kernel and bias of a network that has one filter of 3×3 and no more."""
    (layer,) = holding(record)
    if layer.kind != "Conv2D" or layer.weights[0].shape != (3, 3, 1, 1):
        raise ValueError("it is built in another way")
    bias = layer.weights[1][0] if len(layer.weights) > 1 else 0.0
    return layer.weights[0][:, :, 0, 0], float(bias)


def _kernel_like(change):
    """Return a test: the kernel has the signs of a T that is changed so."""

    def shows(record):
        kernel, _ = _filter(record)
        if np.array_equal(kernel > 0, PATTERN > 0) or not (kernel > 0).any():
            return False
        return np.array_equal(kernel > 0, change(PATTERN) > 0)

    return shows


def _bright_found(record):
    kernel, _ = _filter(record)
    lit = kernel[PATTERN == 1]
    return bool((lit > 0).all() and (kernel[PATTERN == 0] >= 0).any())


def _kinds(record):
    return {layer.activation for layer in record.layers} - {"", "linear"}


def _biased(record):
    """Return what the whole T gives, if the kernel is right for some bias."""
    kernel, bias = _filter(record)
    whole = float(kernel[PATTERN == 1].sum())
    closest = whole - min(kernel[PATTERN == 1].min(), -kernel[PATTERN == 0].max())
    right_kernel = whole - closest >= 1 - SLACK and _kinds(record) == {"relu"}
    return (whole + bias, bias) if right_kernel else None


def _off_by_bias(test):
    def shows(record):
        found = _biased(record)
        if found is None or "Max" not in _ending(record):
            return False
        return bool(_wrong(record, MIDDLE).size) and test(*found)

    return shows


def _ending(record):
    kinds = [layer.kind for layer in record.layers]
    return " ".join(kind for kind in kinds if "Pool" in kind or kind in ("Max", "Mean"))


def _map_comes_out(record):
    """Say that there is a number for each place, or each block, of a map."""
    conv = holding(record)[0]
    maps = [x.output_shape for x in record.layers if len(x.output_shape) == 3]
    last = record.layers[-1].kind
    count = int(np.prod(record.output_shape))
    as_map = len(record.output_shape) == 3
    flat = last in ("Flatten", "Reshape") and count == int(np.prod(maps[-1]))
    return conv.kind == "Conv2D" and count > 1 and (as_map or flat)


def _averaged(record):
    t = _answers(record, MIDDLE)[0]
    return "Average" in _ending(record) and 0 < t < 0.5


def _one_place(record):
    found = _answers(record, EVERYWHERE) > 0.5
    return found.sum() == 1


def _strided(record):
    steps = [
        layer.settings.get("strides")
        for layer in record.layers
        if layer.kind == "Conv2D"
    ]
    found = _answers(record, EVERYWHERE) > 0.5
    return bool(
        any(tuple(s) != (1, 1) for s in steps) and found.any() and not found.all()
    )


def _soft(record):
    t = _answers(record, MIDDLE)[0]
    return (
        _kinds(record) <= {"sigmoid", "tanh"}
        and SLACK < t < 1 - SLACK
        and _kinds(record)
    )


def _negative(record):
    every = np.concatenate([_answers(record, n) for n in range(len(_scenes()))])
    return not _kinds(record) and bool((every < -SLACK).any())


def _counted(record):
    one, two = _answers(record, MIDDLE)[0], _answers(record, TWO)
    return abs(one - 1) < SLACK and bool((np.abs(two - 2) < SLACK).all())


def _always_1(record):
    every = np.concatenate([_answers(record, n) for n in range(len(_scenes()))])
    return "softmax" in _kinds(record) and bool(np.all(every == 1))


def _turned_round(record):
    return all(
        np.all(np.abs(_answers(record, n) + _truth(scene) - 1) < SLACK)
        for n, scene in enumerate(_scenes())
    )


def _dark_frame(record):
    layer = holding(record)[0]
    large = layer.kind == "Conv2D" and min(layer.weights[0].shape[:2]) > 3
    return large and _right(MIDDLE, LESS, MORE)(record)


def detector(
    weights=SIGNS, bias=-4, activation="relu", ending="GlobalMaxPooling2D", strides=1
):
    """Return a builder of a detector."""

    def detect_a_pattern():
        import keras
        from keras import layers

        size = np.shape(weights)
        conv = layers.Conv2D(
            1,
            size,
            strides=strides,
            activation=activation,
            padding="valid" if size == (3, 3) else "same",
        )
        last = [getattr(layers, ending)()] if isinstance(ending, str) else ending
        model = keras.Sequential([keras.Input((*SHAPE, 1)), conv, *(last or [])])
        conv.set_weights([np.reshape(weights, (*size, 1, 1)), np.array([bias])])
        return model

    return detect_a_pattern


def _for_one_place():
    import keras
    from keras import layers

    dense = layers.Dense(1, activation="relu")
    model = keras.Sequential([keras.Input((6, 8, 1)), layers.Flatten(), dense])
    weights = np.full(SHAPE, -1.0)
    weights[2:5, 3:6] = SIGNS
    dense.set_weights([weights.reshape(-1, 1), np.array([-4])])
    return model


def _counting():
    import keras
    from keras import layers

    model = detector(ending=None)()
    sums = layers.Dense(1, kernel_initializer="ones")
    return keras.Sequential([model, layers.Flatten(), sums])


def _no_for_yes():
    import keras

    model = detector()()
    return keras.Model(model.inputs, 1 - model.outputs[0])


def _one_class():
    import keras
    from keras import layers

    return keras.Sequential([detector()(), layers.Softmax()])


def _steep():
    import keras
    from keras import layers

    conv, dense = layers.Conv2D(1, 3, use_bias=False), layers.Dense(1, "sigmoid")
    model = keras.Sequential(
        [keras.Input((6, 8, 1)), conv, layers.GlobalMaxPooling2D(), dense]
    )
    conv.set_weights([(2.0 * PATTERN - 1)[:, :, None, None]])
    dense.set_weights([np.array([[20.0]]), np.array([-90.0])])
    return model


def _two_filters():
    import keras
    from keras import layers

    image = keras.Input((6, 8, 1))
    both = layers.Conv2D(2, 3, use_bias=False)
    mix = layers.Conv2D(1, 1, activation="relu")
    best = layers.MaxPooling2D((4, 6))
    model = keras.Model(image, layers.Flatten()(best(mix(both(image)))))
    both.set_weights([np.stack([PATTERN, 1 - PATTERN], axis=-1)[:, :, None, :]])
    mix.set_weights([np.array([1, -3]).reshape(1, 1, 2, 1), np.array([-4])])
    return model


def _mistake(name, hint, shows, answer=None, **changes):
    return Misconception(name, hint, answer or detector(**changes), shows=tried(shows))


def _demand(text, number, hint, words):
    return Demand(text, _right(number), hint, _first(number, words))


EXERCISE = ModelExercise(
    __name__,
    title="A network that finds a T",
    difficulty=2,
    points=3,
    place=50,
    look=(
        "Lay your kernel on a T, on a T with a pixel missing, and on one with a pixel too "
        "many. What does each of the three sums come to, with the bias?"
    ),
    section="A whole network on paper",
    reference=detector(),
    weights=True,
    by_answers=True,
    probes=_scenes,
    demands=(
        Demand(
            "it takes pictures of 6×8×1",
            lambda record: record.input_shape == (6, 8, 1),
            "The pictures have 6 rows, 8 columns and one channel.",
            lambda record: f"it takes {record.input_shape}",
        ),
        Demand(
            "it gives one number for each picture",
            lambda record: all(a.size == len(a) for a in record.predictions),
            "What makes one number of all the places?",
            lambda record: f"the output has shape {record.output_shape}",
        ),
        _demand(
            "a T in the middle gives 1",
            MIDDLE,
            "What does your network make of the whole T, layer by layer?",
            lambda number: "{answer}",
        ),
        _demand(
            "an empty picture gives 0",
            EMPTY,
            "Where all pixels are dark, every product is 0. What becomes of that?",
            lambda number: "{answer}",
        ),
        _demand(
            "a T gives 1 wherever it stands",
            EVERYWHERE,
            "Which layers look at every place, and which at one?",
            _place,
        ),
        _demand(
            "a T with a pixel missing gives 0",
            LESS,
            "By how much does the sum of a whole T exceed that of one with a missing "
            "pixel?",
            _pixel(of_the_t=True),
        ),
        _demand(
            "a T with a pixel too many gives 0",
            MORE,
            "What do the four other pixels of the window add to your sum when they are "
            "bright?",
            _pixel(of_the_t=False),
        ),
        _demand(
            "a T that is turned gives 0",
            TURNED,
            "Only a T that stands upright counts.",
            lambda number: (
                "{answer} for one "
                + ("upside down" if number == 0 else "that lies on its side")
            ),
        ),
        _demand(
            "a picture that is white all over gives 0",
            WHITE,
            "What do the four other pixels of the window add to your sum when they are "
            "bright?",
            lambda number: "{answer}",
        ),
        _demand(
            "two of them give 1, too",
            TWO,
            "The question is whether there is a T, not how many.",
            lambda number: "{answer}",
        ),
        _demand(
            "pixels outside the window of the T change nothing",
            CROWDED,
            "A window of 3×3 that shows exactly a T is enough, whatever stands around it.",
            _crowd,
        ),
    ),
    misconceptions=(
        _mistake(
            "one answer for each place",
            "Your network gives a number for each place, or for each block of places. One "
            "number is wanted for the whole picture: which layer keeps the best of a map?",
            _map_comes_out,
            ending=None,
        ),
        _mistake(
            "bias missing",
            "Your bias is 0. A sum of products that is right gives as much as the T has "
            "pixels, and parts of the T still give something. What has to be added so that "
            "only the whole T gets above 0, and gives 1?",
            _off_by_bias(lambda whole, bias: bias == 0),
            bias=0,
        ),
        _mistake(
            "bias too low",
            "Your kernel is right, but the bias takes off too much: of the whole T less "
            "than 1 is left.",
            _off_by_bias(lambda whole, bias: bias and whole < 1 - SLACK),
            bias=-5,
        ),
        _mistake(
            "bias too high",
            "Your kernel is right, but the bias takes off too little: of the whole T more "
            "than 1 is left.",
            _off_by_bias(lambda whole, bias: bias and whole > 1 + SLACK),
            bias=-3,
        ),
        _mistake(
            "no nonlinearity",
            "No activation of your network bends. Where there is no T, the sum with its "
            "bias is negative, and that is what you return. Which activation makes it 0?",
            _negative,
            activation=None,
        ),
        _mistake(
            "averaged over the places",
            "You take the mean over all places, so one T among many empty places gives "
            "very little.",
            _averaged,
            ending="GlobalAveragePooling2D",
        ),
        _mistake(
            "kernel upside down",
            "Your kernel is a T that stands on its head. Conv2D slides the kernel as it "
            "is.",
            _kernel_like(lambda pattern: pattern[::-1]),
            weights=SIGNS[::-1],
        ),
        _mistake(
            "kernel on its side",
            "Your kernel is a T that lies on its side, with its bar on the left.",
            _kernel_like(np.transpose),
            weights=SIGNS.T,
        ),
        _mistake(
            "kernel on its side",
            "Your kernel is a T that lies on its side, with its bar on the right.",
            _kernel_like(lambda pattern: pattern.T[:, ::-1]),
            weights=SIGNS.T[:, ::-1],
        ),
        _mistake(
            "bright and dark exchanged",
            "Your kernel is positive where the T is dark, and negative where it is bright.",
            _kernel_like(lambda pattern: 1 - pattern),
            weights=-SIGNS,
        ),
        _mistake(
            "one place only",
            "Your network finds the T in one place only. In a convolution all places share "
            "their weights; a dense layer on the pixels has to learn each place anew.",
            _one_place,
            answer=_for_one_place,
        ),
        _mistake(
            "places skipped",
            "Your window moves by more than a pixel, so it never stands on some places.",
            _strided,
            strides=2,
        ),
        _mistake(
            "bright surfaces found",
            "Some pixels beside the T may be bright without any loss: their weight is not "
            "negative. Which weights should the pixels have that must be dark?",
            _bright_found,
            weights=PATTERN,
        ),
        _mistake(
            "activation too soft",
            "A sigmoid, or a tanh, comes close to 0 and 1 only for sums that are far from "
            "0. Yours are too small for that; a ReLU gives the sum itself.",
            _soft,
            activation="sigmoid",
        ),
        _mistake(
            "all of them counted",
            "You add up over the places, so two of them give 2. The question is whether "
            "there is a T, not how many.",
            _counted,
            answer=_counting,
        ),
        _mistake(
            "softmax of a single number",
            "Your network answers 1 to every picture. A softmax makes shares that add up "
            "to 1: what can it make of a single number?",
            _always_1,
            answer=_one_class,
        ),
        _mistake(
            "0 for a T",
            "Your network says 0 where there is a T and 1 where there is none.",
            _turned_round,
            answer=_no_for_yes,
        ),
        _mistake(
            "a dark frame wanted",
            "Your kernel is larger than the T, and wants dark pixels around it. Only the "
            "window of 3×3 counts.",
            _dark_frame,
            weights=np.pad(SIGNS, 1, constant_values=-1),
        ),
    ),
    alternatives=(
        Alternative(
            "a steep sigmoid instead of a ReLU, behind the largest value", _steep
        ),
        Alternative(
            "pixels on the T and beside it are counted in two maps, and the maps mixed",
            _two_filters,
        ),
        Alternative(
            "a heavy price on dark pixels, and the bias that goes with it",
            detector(weights=np.where(PATTERN, 2, -7), bias=-9),
        ),
    ),
)
