"""Exercises of chapter 10: transfer learning with MobileNet."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from cnnbook.exercises.base import (
    Case,
    Demand,
    FunctionExercise,
    Misconception,
    ModelExercise,
)

if TYPE_CHECKING:
    import keras


def _cost(height, width, f, c_in, c_out, *, depthwise=None, pointwise=None, times=None):
    """Return weights and multiply-adds, with one of the counts done wrong."""
    weights = f * f * c_in if depthwise is None else depthwise(f, c_in, c_out)
    weights += c_in * c_out if pointwise is None else pointwise(f, c_in, c_out)
    return np.array([weights, weights * (height * width if times is None else times)])


def _cost_with(**mistake):
    return lambda height, width, f, c_in, c_out: _cost(
        height, width, f, c_in, c_out, **mistake
    )


DEPTHWISE_COST = FunctionExercise(
    id="depthwise-cost",
    chapter="10",
    title="What does depthwise and pointwise cost?",
    difficulty=1,
    points=2,
    answer="depthwise_cost",
    reference=_cost,
    cases=tuple(
        Case(args) for args in [(4, 4, 3, 3, 2), (10, 7, 5, 6, 16), (80, 80, 3, 32, 16)]
    ),
    draw=lambda random: Case(
        tuple(int(n) for n in random.integers([4, 4, 2, 2, 13], [30, 30, 6, 13, 40]))
    ),
    whole=True,
    misconceptions=(
        Misconception(
            "cost of an ordinary convolution",
            "This is what an ordinary convolution costs. Here no slice ever meets more "
            "than one channel.",
            _cost_with(depthwise=lambda f, c, k: (f * f - 1) * c * k),
        ),
        Misconception(
            "pointwise step forgotten",
            "You count the first step only. Who mixes the channels?",
            _cost_with(pointwise=lambda f, c, k: 0),
        ),
        Misconception(
            "depthwise step forgotten",
            "You count the mixing of the channels only. Before it, something slides over "
            "each of them.",
            _cost_with(depthwise=lambda f, c, k: 0),
        ),
        Misconception(
            "depthwise filters as deep as the input",
            "Your first step has full filters, each through all the channels. There a "
            "channel has one slice, and keeps to itself.",
            _cost_with(depthwise=lambda f, c, k: f * f * c * c),
        ),
        Misconception(
            "one slice for each map that goes out",
            "You count a slice for each map of the result. In the first step there are "
            "as many maps as channels coming in.",
            _cost_with(depthwise=lambda f, c, k: f * f * k),
        ),
        Misconception(
            "steps multiplied",
            "You multiply the two steps. One comes after the other, so their costs add up.",
            _cost_with(
                depthwise=lambda f, c, k: f * f * c * c * k, pointwise=lambda f, c, k: 0
            ),
        ),
        Misconception(
            "kernel size not squared",
            "You take f weights per slice. A slice has f rows of f weights.",
            _cost_with(depthwise=lambda f, c, k: f * c),
        ),
        Misconception(
            "biases counted",
            "You count biases. These layers have none, here and in MobileNet.",
            _cost_with(
                depthwise=lambda f, c, k: (f * f + 1) * c,
                pointwise=lambda f, c, k: (c + 1) * k,
            ),
        ),
        Misconception(
            "one window only",
            "Your second number is the work for a single pixel. How many are there?",
            _cost_with(times=1),
        ),
        Misconception(
            "two numbers swapped",
            "These are the two counts, in the other order: the weights come first.",
            lambda *args: _cost(*args)[::-1],
        ),
    ),
)


def _prepare(
    image,
    *,
    scale=lambda x: x / 127.5 - 1,
    grey=lambda x: np.stack([x] * 3, axis=-1),
    finish=lambda x: x,
    batch=lambda x: x[None],
):
    """Prepare an image, with one of the steps done wrong."""
    image = np.asarray(image, float)
    image = grey(image) if image.ndim == 2 else image
    return batch(finish(scale(image)))


def _prepare_with(**mistake):
    return lambda image: _prepare(image, **mistake)


def _own_range(x):
    return 2 * (x - x.min()) / (np.ptp(x) or 1) - 1


def _standard(x):
    return (x - x.mean()) / (x.std() or 1)


def _only_first(x):
    return np.stack([x, 0 * x, 0 * x], axis=-1)


def _draw_image(random: np.random.Generator) -> Case:
    height = int(random.integers(2, 4))
    shape = (height, height + int(random.integers(1, 3)), 3)
    most = int(random.choice([60, 200, 256]))
    image = random.integers(1, most, shape[: int(random.integers(2, 4))])
    return Case((image.astype(random.choice(["uint8", "float32"])),))


_random = np.random.default_rng(1010)

PREPROCESS_FAULT = FunctionExercise(
    id="preprocess-fault",
    chapter="10",
    title="Find the preprocessing faults",
    difficulty=1,
    points=2,
    answer="prepare",
    reference=_prepare,
    cases=(
        Case((np.array([[[255, 0, 51], [102, 0, 204]]], np.uint8),)),
        Case((np.array([[0, 51, 102], [204, 255, 153]], np.uint8),)),
        Case((_random.integers(3, 40, (2, 3, 3)).astype(np.float32),)),
        Case((_random.integers(0, 256, (3, 2, 3)).astype(np.uint8),)),
    ),
    draw=_draw_image,
    misconceptions=(
        Misconception(
            "scaled to 0 … 1",
            "Your values end at 0 at the dark end. Where does this network want its black?",
            _prepare_with(scale=lambda x: x / 255),
        ),
        Misconception(
            "scaled twice",
            "Everything lies close to −1. Somebody has divided before you did, or you "
            "have divided twice.",
            _prepare_with(scale=lambda x: x / 255 / 127.5 - 1),
        ),
        Misconception(
            "not scaled",
            "These are the values of the photograph as they came.",
            _prepare_with(scale=lambda x: x),
        ),
        Misconception(
            "scaled to −½ … ½",
            "Your values have the right middle and half the right range.",
            _prepare_with(scale=lambda x: x / 255 - 0.5),
        ),
        Misconception(
            "divided by 127.5, nothing subtracted",
            "Your values run from 0 to 2. The range is wide enough; where is its middle?",
            _prepare_with(scale=lambda x: x / 127.5),
        ),
        Misconception(
            "channels reversed",
            "Red and blue have changed places.",
            _prepare_with(finish=lambda x: x[..., ::-1]),
        ),
        Misconception(
            "scaled by the image's own range",
            "You stretch every image to its own darkest and brightest value. So a dark "
            "photograph looks as bright as any; the network has learnt otherwise.",
            _prepare_with(scale=_own_range),
        ),
        Misconception(
            "standardised",
            "You give each image mean 0 and deviation 1. This network was trained with "
            "one fixed scale for all.",
            _prepare_with(scale=_standard),
        ),
        Misconception(
            "batch axis missing",
            "This is the image alone. A network takes batches, even of one.",
            _prepare_with(batch=lambda x: x),
        ),
        Misconception(
            "batch axis last",
            "The axis for the batch stands at the end. It comes first.",
            _prepare_with(batch=lambda x: x[..., None]),
        ),
        Misconception(
            "grey put into one channel",
            "Your grey image comes out red: one channel has it, the others are empty.",
            _prepare_with(grey=_only_first),
        ),
        Misconception(
            "height and width swapped",
            "Your image is turned: its rows have become columns.",
            _prepare_with(finish=lambda x: x.swapaxes(0, 1)),
        ),
    ),
)


def _trains(layers, *, kinds=None, wanted=lambda kind, frozen: not frozen):
    """Count the numbers that train, with one kind of layer counted wrong."""
    count = {
        "conv": lambda f, c_in, c_out: f * f * c_in * c_out,
        "depthwise": lambda f, c_in, c_out: f * f * c_in,
        "batchnorm": lambda f, c_in, c_out: 2 * c_in,
        "dense": lambda f, c_in, c_out: (c_in + 1) * c_out,
    } | (kinds or {})
    return sum(
        count[kind](f, c_in, c_out)
        for kind, f, c_in, c_out, frozen in layers
        if wanted(kind, frozen)
    )


def _trains_with(**mistake):
    return lambda layers: _trains(layers, **mistake)


def _block(f, c_in, middle, c_out, frozen):
    """Return a separable block: depthwise, BatchNormalization, pointwise, again."""
    return [
        ("conv", f, c_in, middle, frozen[0]),
        ("batchnorm", 0, middle, middle, frozen[0]),
        ("depthwise", 3, middle, middle, frozen[1]),
        ("batchnorm", 0, middle, middle, frozen[1]),
        ("conv", 1, middle, c_out, frozen[2]),
        ("batchnorm", 0, c_out, c_out, frozen[2]),
    ]


def _draw_layers(random: np.random.Generator) -> Case:
    f, c_in, middle, c_out, classes = (
        int(n) for n in random.integers([2, 2, 8, 4, 2], [6, 7, 30, 20, 12])
    )
    frozen = [True, bool(random.integers(0, 2)), False]
    head = [("dense", 1, c_out, classes, False)]
    return Case((_block(f, c_in, middle, c_out, frozen) + head,))


TRAINABLE_PARAMETERS = FunctionExercise(
    id="trainable-parameters",
    chapter="10",
    title="Count what trains",
    difficulty=2,
    points=2,
    answer="trainable_parameters",
    reference=_trains,
    cases=(
        Case(([("conv", 3, 3, 8, True), ("dense", 1, 8, 4, False)],)),
        Case(([*_block(3, 5, 12, 7, [True] * 3), ("dense", 1, 7, 3, False)],)),
        Case((_block(3, 5, 12, 7, [True, False, False]),)),
        Case(([*_block(2, 4, 10, 6, [False] * 3), ("dense", 1, 6, 9, True)],)),
    ),
    draw=_draw_layers,
    whole=True,
    misconceptions=(
        Misconception(
            "frozen layers counted too",
            "You count every layer. Those that are frozen have parameters too, but they "
            "keep them as they are.",
            _trains_with(wanted=lambda kind, frozen: True),
        ),
        Misconception(
            "frozen layers counted only",
            "You count the layers that stand still. Which ones move?",
            _trains_with(wanted=lambda kind, frozen: frozen),
        ),
        Misconception(
            "moving statistics counted",
            "You count four numbers for each channel of a BatchNormalization. Two of "
            "them are moving averages, which no gradient ever changes.",
            _trains_with(kinds={"batchnorm": lambda f, c_in, c_out: 4 * c_in}),
        ),
        Misconception(
            "BatchNormalization trains nothing",
            "You leave BatchNormalization out. It learns a factor and a summand for "
            "each channel.",
            _trains_with(kinds={"batchnorm": lambda f, c_in, c_out: 0}),
        ),
        Misconception(
            "BatchNormalization always trains",
            "You count BatchNormalization even where it is frozen.",
            _trains_with(wanted=lambda kind, frozen: not frozen or kind == "batchnorm"),
        ),
        Misconception(
            "depthwise like an ordinary convolution",
            "You count full filters in a depthwise layer. It has one slice per channel.",
            _trains_with(kinds={"depthwise": lambda f, c_in, c_out: f * f * c_in**2}),
        ),
        Misconception(
            "bias of the dense layer forgotten",
            "Each unit of a dense layer has one more number, and you leave it out.",
            _trains_with(kinds={"dense": lambda f, c_in, c_out: c_in * c_out}),
        ),
        Misconception(
            "convolutions given a bias",
            "You give the convolutions biases. In MobileNet a BatchNormalization comes "
            "behind each of them, and they have none.",
            _trains_with(
                kinds={
                    "conv": lambda f, c_in, c_out: (f * f * c_in + 1) * c_out,
                    "depthwise": lambda f, c_in, c_out: (f * f + 1) * c_in,
                }
            ),
        ),
        Misconception(
            "layers counted, not their numbers",
            "You count layers. How many numbers does each of them hold?",
            lambda layers: sum(not frozen for *_, frozen in layers),
        ),
    ),
)


CLASSES = 4
MAPS = 12
SIDE = 16


def small_base() -> keras.Model:
    """Build a tiny network in the manner of MobileNet, the same at every call."""
    import keras
    from keras import layers

    images = x = keras.Input((SIDE, SIDE, 3))
    for step, channels in enumerate((6, MAPS)):
        if step:
            x = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(x)
            x = layers.BatchNormalization()(x)
            x = layers.ReLU(6.0)(x)
        f = 1 if step else 3
        x = layers.Conv2D(channels, f, 2, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU(6.0)(x)
    base = keras.Model(images, x, name="base")
    random = np.random.default_rng(1011)
    # Variances are positive; the global seed of the learner is left alone.
    base.set_weights([random.uniform(0.1, 1, w.shape) for w in base.get_weights()])
    return base


def small_transfer_model() -> keras.Model:
    """Put a head on `small_base`; everything trains."""
    import keras
    from keras import layers

    head = layers.Dense(CLASSES, activation="softmax")
    model = keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 3)),
            small_base(),
            layers.GlobalAveragePooling2D(),
            head,
        ]
    )
    random = np.random.default_rng(1012)
    head.set_weights([random.uniform(-1, 1, w.shape) for w in head.get_weights()])
    return model


def _batch() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1013)
    return (random.uniform(-1, 1, (5, SIDE, SIDE, 3)).astype(np.float32),)


BASE_PARAMETERS = 3 * 3 * 3 * 6 + 4 * 6 + 3 * 3 * 6 + 4 * 6 + 6 * MAPS + 4 * MAPS
HEAD_PARAMETERS = (MAPS + 1) * CLASSES


def _of_base(record):
    return [layer for layer in record.layers if layer.kind != "Dense"]


def _base_trains(record, kinds):
    layers = [layer for layer in _of_base(record) if layer.kind.endswith(kinds)]
    return [layer.trainable_parameters > 0 for layer in layers if layer.parameters]


CONVOLUTIONS, NORMALISATIONS = ("Conv2D",), ("BatchNormalization",)

# What the model answers before anything is frozen; worked out when first needed.
_KEPT: list[np.ndarray] = []


def _as_before(record) -> bool:
    if not _KEPT:
        model = small_transfer_model()
        _KEPT.extend(np.asarray(model(probe, training=False)) for probe in _batch())
    pairs = zip(record.predictions, _KEPT, strict=True)
    return all(np.allclose(a, b, atol=1e-4) for a, b in pairs)


def _freeze(model):
    model.layers[0].trainable = False
    return model


def _all_frozen(model):
    model.trainable = False
    return model


def _cloned(model):
    import keras

    return _freeze(keras.models.clone_model(model))


def _first_layers(model):
    for layer in model.layers[0].layers[:3]:
        layer.trainable = False
    return model


def _only_convolutions(model):
    for layer in model.layers[0].layers:
        layer.trainable = not layer.__class__.__name__.endswith("Conv2D")
    return model


_NO_HEAD = (
    "What you return gives maps, not classes. The head has to stay on: return the "
    "whole model."
)
_NEW_WEIGHTS = (
    "It answers otherwise than it did: its weights are new ones. Whatever was learnt "
    "is lost; freeze the model that you were given."
)
_HEAD_FROZEN = (
    "Nothing is left to train: the head is frozen too. trainable = False on a model "
    "goes down to every layer in it."
)
_NOTHING_FROZEN = (
    "Every convolution of the base still trains. The base is a model inside the model: "
    "it has a switch of its own."
)
_PARTLY = (
    "Some convolutions of the base stand still, and others train. A base is frozen as a "
    "whole here."
)
_NORMALISATION = (
    "The convolutions are frozen, but BatchNormalization is a layer of the base too, "
    "with factors and summands that train."
)

FREEZE_THE_BASE = ModelExercise(
    id="freeze-the-base",
    chapter="10",
    title="Freeze the base, and nothing else",
    difficulty=2,
    points=3,
    answer="freeze_the_base",
    reference=_freeze,
    given=lambda: (small_transfer_model(),),
    probes=_batch,
    demands=(
        Demand(
            "it gives a probability for each class",
            lambda r: r.output_shape == (CLASSES,),
            _NO_HEAD,
            "head left out",
        ),
        Demand(
            "it answers as it did before",
            _as_before,
            _NEW_WEIGHTS,
            "weights drawn anew",
        ),
        Demand(
            "the head trains",
            lambda r: (
                sum(d.trainable_parameters for d in r.of_kind("Dense"))
                == HEAD_PARAMETERS
            ),
            _HEAD_FROZEN,
            "everything frozen",
        ),
        Demand(
            "convolutions of the base are frozen",
            lambda r: not all(_base_trains(r, CONVOLUTIONS)),
            _NOTHING_FROZEN,
            "nothing frozen",
        ),
        Demand(
            "all of them are",
            lambda r: not any(_base_trains(r, CONVOLUTIONS)),
            _PARTLY,
            "first layers frozen only",
        ),
        Demand(
            "so is everything else in the base",
            lambda r: not any(_base_trains(r, NORMALISATIONS)),
            _NORMALISATION,
            "BatchNormalization left to train",
        ),
    ),
    misconceptions=(
        Misconception("head left out", _NO_HEAD, lambda model: model.layers[0]),
        Misconception("weights drawn anew", _NEW_WEIGHTS, _cloned),
        Misconception("everything frozen", _HEAD_FROZEN, _all_frozen),
        Misconception("nothing frozen", _NOTHING_FROZEN, lambda model: model),
        Misconception("first layers frozen only", _PARTLY, _first_layers),
        Misconception(
            "BatchNormalization left to train", _NORMALISATION, _only_convolutions
        ),
    ),
)


FLOWERS = 7


def _with_head(
    base,
    *,
    units=FLOWERS,
    activation="softmax",
    logits=False,
    loss="SparseCategoricalCrossentropy",
    pooled=True,
    compiled=True,
    used=True,
):
    """Put a head on a base, with one of its parts wrong."""
    import keras
    from keras import layers

    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    maps = base(images, training=False) if used else layers.Conv2D(MAPS, 3, 4)(images)
    pool = layers.GlobalAveragePooling2D() if pooled else layers.Flatten()
    model = keras.Model(images, layers.Dense(units, activation)(pool(maps)))
    if compiled:
        given = {"from_logits": logits} if "Cross" in loss else {}
        model.compile("adam", getattr(keras.losses, loss)(**given))
    return model


def _head_with(**mistake):
    return lambda base: _with_head(base, **mistake)


def _probabilities(record):
    """Return whether the answers are probabilities of which one class is right."""
    rows = np.concatenate(record.predictions)
    return bool((rows >= 0).all() and np.allclose(rows.sum(axis=1), 1, atol=1e-3))


def _single_sigmoids(record):
    """Return whether every unit answers for itself, from 0 to 1."""
    rows = np.concatenate(record.predictions)
    return bool(rows.min() >= 0 and rows.max() <= 1) and not _probabilities(record)


def _base_inside(record):
    shapes = [layer.parameters for layer in _of_base(record) if layer.parameters]
    want = [3 * 3 * 3 * 6, 4 * 6, 3 * 3 * 6, 4 * 6, 6 * MAPS, 4 * MAPS]
    return shapes[: len(want)] == want


_LOSSES = ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")
_NO_BASE = (
    "The base is not in your model. What it has learnt can only help if the images go "
    "through it."
)
_UNITS = "Compare the number of units with the number of kinds of flowers."
_FLATTENED = (
    "Your head has a weight for every place of every map. Pooled, a map is one number, "
    "and a few photographs are enough to learn what to make of it."
)
_NO_LOSS = "It has to be told how wrong an answer is: compile it."
_ONE_HOT = (
    "Your labels are whole numbers, 0 to 6, and this loss wants another form of them, "
    "or is none for classes."
)
_LOGITS = (
    "The last layer and the loss do not agree. One of the two turns numbers into "
    "probabilities, and only one."
)
_SIGMOIDS = (
    "Your units answer independently of each other, as if a flower could be of several "
    "kinds, or of none. Here it is of exactly one."
)

HEAD_FOR_TASK = ModelExercise(
    id="head-for-task",
    chapter="10",
    title="A head for seven flowers",
    difficulty=2,
    points=3,
    answer="head_for_task",
    reference=_with_head,
    given=lambda: (small_base(),),
    probes=_batch,
    demands=(
        Demand("images go through the base", _base_inside, _NO_BASE, "base left out"),
        Demand(
            "it gives one number for each kind of flower",
            lambda r: r.output_shape == (FLOWERS,),
            _UNITS,
            "units of the old task",
        ),
        Demand(
            "each map is made one number",
            lambda r: len(r.of_kind("GlobalAveragePooling2D")) + _pools(r) > 0,
            _FLATTENED,
            "flattened instead of pooled",
        ),
        Demand("it is compiled", lambda r: bool(r.training), _NO_LOSS, "not compiled"),
        Demand(
            "its units decide between the kinds",
            lambda r: not _single_sigmoids(r),
            _SIGMOIDS,
            "a sigmoid for each class",
        ),
        Demand(
            "its loss is one for labels that are whole numbers",
            lambda r: r.training["loss"] in _LOSSES,
            _ONE_HOT,
            "loss for one-hot labels",
        ),
        Demand(
            "the loss knows what the last layer gives",
            lambda r: r.training["from_logits"] != _probabilities(r),
            _LOGITS,
            "from_logits mismatch",
        ),
    ),
    misconceptions=(
        Misconception("base left out", _NO_BASE, _head_with(used=False)),
        Misconception("units of the old task", _UNITS, _head_with(units=1000)),
        Misconception(
            "flattened instead of pooled", _FLATTENED, _head_with(pooled=False)
        ),
        Misconception("not compiled", _NO_LOSS, _head_with(compiled=False)),
        Misconception(
            "a sigmoid for each class", _SIGMOIDS, _head_with(activation="sigmoid")
        ),
        Misconception(
            "loss for one-hot labels",
            _ONE_HOT,
            _head_with(loss="CategoricalCrossentropy"),
        ),
        Misconception("from_logits mismatch", _LOGITS, _head_with(activation=None)),
    ),
)


def _pools(record) -> int:
    """Count other ways to make one number of each map."""
    shapes = [layer.output_shape for layer in record.layers]
    whole = SIDE // 4
    return sum(
        before == (whole, whole, MAPS) and after in [(MAPS,), (1, 1, MAPS)]
        for before, after in itertools.pairwise(shapes)
    )


def _probe(
    train,
    labels,
    test,
    *,
    pool=lambda maps: maps.mean(axis=(1, 2)),
    scale="train",
    nearest="mean",
    names=True,
    power=2,
):
    """Classify by the nearest class mean, with one step done wrong."""
    train, test = (pool(np.asarray(maps, float)) for maps in (train, test))
    train, test = _scaled(train, test, scale)
    classes = np.unique(labels)
    if nearest == "mean":
        centres = np.array([train[labels == k].mean(axis=0) for k in classes])
    else:
        centres, classes, names = train, labels, True
    gaps = (abs(test[:, None] - centres) ** power).sum(axis=2)
    found = gaps.argmin(axis=1)
    return classes[found] if names else found


def _scaled(train, test, scale):
    if scale == "none":
        return train, test
    if scale == "own":
        return tuple((x - x.mean(axis=0)) / _sd(x) for x in (train, test))
    if scale == "each image":
        return tuple(
            (x - x.mean(axis=1, keepdims=True)) / _sd(x, 1) for x in (train, test)
        )
    known = {"train": train, "both": np.concatenate([train, test]), "unsafe": train}
    mean, sd = known[scale].mean(axis=0), _sd(known[scale])
    if scale == "unsafe":
        with np.errstate(all="ignore"):
            return tuple((x - mean) / known[scale].std(axis=0) for x in (train, test))
    return (train - mean) / sd, (test - mean) / sd


def _sd(x, axis=0):
    sd = x.std(axis=axis, keepdims=axis == 1)
    return np.where(sd > 0, sd, 1)


def _probe_with(**mistake):
    return lambda train, labels, test: _probe(train, labels, test, **mistake)


def _maps(random, labels, per_class, classes, channels):
    """Draw maps whose channels differ in scale, in spread and in what they tell."""
    scales = 10.0 ** random.integers(-2, 3, channels)
    centres = random.normal(0, 1, (classes, channels))
    x = centres[labels][:, None, None] + random.normal(
        0, 1.5, (len(labels), 3, 2, channels)
    )
    x += random.normal(0, 0.6, (len(labels), 1, 1, channels))
    x = np.maximum(x + 0.5, 0) * scales
    x[..., -1] = 0  # a dead feature map
    return x.round(4)


def _draw_probe(random: np.random.Generator, channels=7) -> Case:
    names = np.sort(random.choice(np.arange(2, 12), 3, replace=False))
    labels = np.repeat([0, 1, 2], [3, 5, 4])
    test = random.integers(0, 3, 30)
    both = _maps(random, np.concatenate([labels, test]), 4, 3, channels)
    order = random.permutation(len(labels))
    return Case((both[:12][order], names[labels][order], both[12:]))


PROBE_A_LAYER = FunctionExercise(
    id="probe-a-layer",
    chapter="10",
    title="Probe a layer",
    difficulty=3,
    points=4,
    answer="probe_a_layer",
    reference=_probe,
    cases=(
        Case(
            (
                np.array(
                    [[[[1, 400, 0]]], [[[2, 100, 0]]], [[[7, 300, 0]]], [[[8, 200, 0]]]]
                ),
                np.array([5, 5, 9, 9]),
                np.array([[[[3, 900, 0]]], [[[6, 0, 0]]]]),
            )
        ),
        *(_draw_probe(np.random.default_rng(seed)) for seed in (1014, 1015, 1016)),
    ),
    draw=_draw_probe,
    misconceptions=(
        Misconception(
            "not standardised",
            "You compare features as they are. One that runs into the hundreds then "
            "outvotes all the others.",
            _probe_with(scale="none"),
        ),
        Misconception(
            "divided by zero",
            "A feature that never changes has standard deviation 0. What comes of "
            "dividing by it?",
            _probe_with(scale="unsafe"),
        ),
        Misconception(
            "test images scaled by themselves",
            "You standardise the test images with their own mean and deviation. Then the "
            "same image is judged differently in other company.",
            _probe_with(scale="own"),
        ),
        Misconception(
            "scaled by training and test images together",
            "The test images have a say in your mean and deviation. They should not be "
            "looked at before they are judged.",
            _probe_with(scale="both"),
        ),
        Misconception(
            "standardised image by image",
            "You standardise along an image's features. Each feature is to be "
            "standardised over the images.",
            _probe_with(scale="each image"),
        ),
        Misconception(
            "strongest value instead of the mean",
            "You pool by the maximum. The mean of each map was asked for.",
            _probe_with(pool=lambda maps: maps.max(axis=(1, 2))),
        ),
        Misconception(
            "flattened instead of pooled",
            "You compare the maps place by place, so that a thing that has moved looks "
            "like another thing. Pool each map first.",
            _probe_with(pool=lambda maps: maps.reshape(len(maps), -1)),
        ),
        Misconception(
            "nearest image instead of the nearest mean",
            "You look for the nearest training image. Compare with the mean of each class.",
            _probe_with(nearest="image"),
        ),
        Misconception(
            "number of the class instead of its label",
            "You return the place of a class in your list. Its label may be another "
            "number.",
            _probe_with(names=False),
        ),
        Misconception(
            "differences not squared",
            "You add up differences without squaring them. That is another distance.",
            _probe_with(power=1),
        ),
    ),
)

EXERCISES = (
    DEPTHWISE_COST,
    PREPROCESS_FAULT,
    FREEZE_THE_BASE,
    HEAD_FOR_TASK,
    TRAINABLE_PARAMETERS,
    PROBE_A_LAYER,
)
