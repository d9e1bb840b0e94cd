"""Exercises of chapter 11: fine-tuning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnbook.exercises.base import (
    Case,
    Demand,
    FunctionExercise,
    Misconception,
    ModelExercise,
    ValueExercise,
)

if TYPE_CHECKING:
    import keras

_OPTIONS = np.array([(1, 2), (2, 4), (0, 3), (0, 1)])


def _options(**rows):
    """Return the right choices with other rows for some situations."""
    changed = _OPTIONS.copy()
    for letter, row in rows.items():
        changed["abcd".index(letter)] = row
    return changed


WHICH_OPTION = ValueExercise(
    id="which-option",
    chapter="11",
    title="Which option, and why?",
    difficulty=1,
    points=2,
    answer="which_option",
    reference=_OPTIONS,
    misconceptions=(
        Misconception(
            "two options swapped",
            "You have the two options the wrong way round. In which of them does the "
            "base stand still?",
            _options(a=(2, 2), b=(1, 4)),
        ),
        Misconception(
            "option 1 for everything",
            "You would freeze a base and train a head in all four cases. Ask of each: "
            "does the base know anything that helps, and is there enough to teach it?",
            np.array([(1, 2)] * 4),
        ),
        Misconception(
            "option 2 for everything",
            "You would let the base move in all four cases. With a few dozen pictures "
            "there is too little to move it by, and not every base is worth having.",
            np.array([(2, 4)] * 4),
        ),
        Misconception(
            "kind of input ignored",
            "Look at C once more. A base looks for edges among neighbours. What are the "
            "neighbours here?",
            _options(c=(2, 4)),
        ),
        Misconception(
            "table treated as a few pictures",
            "C is not a small collection of pictures. It is no collection of pictures "
            "at all.",
            _options(c=(1, 2)),
        ),
        Misconception(
            "data behind the base ignored",
            "Look at D once more. What can somebody teach you who has seen far less "
            "than you have?",
            _options(d=(2, 4)),
        ),
        Misconception(
            "amount of data ignored",
            "Look at B once more: is there too little to let the base learn?",
            _options(b=(1, 2)),
        ),
        Misconception(
            "reason before option",
            "In each row the option comes first, and then the reason.",
            _OPTIONS[:, ::-1],
        ),
    ),
)


def _size(kernel):
    """Return the root of the mean square."""
    return float(np.sqrt(np.mean(np.square(kernel))))


def _highest(
    kernels,
    steps,
    share,
    *,
    size=_size,
    choose=min,
    rule=lambda size, steps, share: share * size / steps,
):
    """Return the highest rate, with one step done wrong."""
    return rule(choose([size(np.asarray(k, float)) for k in kernels]), steps, share)


def _highest_with(**mistake):
    return lambda kernels, steps, share: _highest(kernels, steps, share, **mistake)


def _draw_kernels(random: np.random.Generator) -> Case:
    shapes = [(3, 3, 2, 4), (1, 1, 4, 5), (3, 3, 5, 1)]
    scales = random.permutation([0.02, 0.07, 0.3]) * random.uniform(0.7, 1.3, 3)
    kernels = [
        (random.normal(0.3, 1, shape) * scale).round(5)
        for shape, scale in zip(shapes, scales, strict=True)
    ]
    return Case(
        (kernels, int(random.integers(5, 90)), float(random.integers(1, 6)) / 50)
    )


_random = np.random.default_rng(1101)

CATASTROPHIC_RATE = FunctionExercise(
    id="catastrophic-rate",
    chapter="11",
    title="How high may the rate be?",
    difficulty=2,
    points=3,
    answer="highest_rate",
    reference=_highest,
    cases=(
        Case(([np.array([[0.3, -0.4]]), np.array([[2.0, -1.0], [2.0, 0.0]])], 10, 0.1)),
        Case(([np.array([[6.0, 0.0], [-3.0, 6.0]]), np.array([[0.1, 0.7]])], 4, 0.05)),
        *(_draw_kernels(_random) for _ in range(3)),
    ),
    draw=_draw_kernels,
    misconceptions=(
        Misconception(
            "mean instead of the root mean square",
            "You average the weights themselves. Positive and negative ones cancel, and "
            "the mean says nothing about how large they are.",
            _highest_with(size=lambda k: float(abs(k.mean()))),
        ),
        Misconception(
            "mean of the absolute values",
            "You average absolute values. The size was to be the root of the mean square.",
            _highest_with(size=lambda k: float(abs(k).mean())),
        ),
        Misconception(
            "standard deviation",
            "The standard deviation measures from the mean. The size of the weights "
            "measures from zero.",
            _highest_with(size=lambda k: float(k.std())),
        ),
        Misconception(
            "sum instead of the mean",
            "Your size grows with the number of weights in a kernel. A step moves each "
            "of them; compare it with a typical one.",
            _highest_with(size=lambda k: float(np.linalg.norm(k))),
        ),
        Misconception(
            "square root forgotten",
            "You compare a step with the square of the weights.",
            _highest_with(size=lambda k: float(np.mean(k**2))),
        ),
        Misconception(
            "layer with the largest weights",
            "You measure by the layer that can bear most. Another one breaks first.",
            _highest_with(choose=max),
        ),
        Misconception(
            "average over the layers",
            "You take an average over the layers. The weakest one then moves by more than "
            "it may.",
            _highest_with(choose=lambda sizes: sum(sizes) / len(sizes)),
        ),
        Misconception(
            "steps forgotten",
            "This is safe for a single step. How many are there?",
            _highest_with(rule=lambda size, steps, share: share * size),
        ),
        Misconception(
            "steps multiplied",
            "With your rule more steps allow a higher rate. Every step adds to the way.",
            _highest_with(rule=lambda size, steps, share: share * size * steps),
        ),
        Misconception(
            "share forgotten",
            "With this rate a layer may move by all of its size. Only a share of it is "
            "allowed.",
            _highest_with(rule=lambda size, steps, share: size / steps),
        ),
    ),
)


def _what_trains(
    layers,
    events,
    *,
    count=lambda sizes, names: sum(sizes[name] for name in names),
    at_fit=False,
    once=False,
):
    """Follow the switches through a session, with one rule wrong."""
    sizes, switches = dict(layers), {name: True for name, _ in layers}
    trains, counts = None, []
    for event in events:
        if event[0] == "trainable":
            switches[event[1]] = event[2]
        elif event[0] == "compile":
            if trains is None or not once:
                trains = [name for name, on in switches.items() if on]
        else:
            now = [name for name, on in switches.items() if on] if at_fit else trains
            counts.append(count(sizes, now))
    return np.array(counts)


def _trains_with(**mistake):
    return lambda layers, events: _what_trains(layers, events, **mistake)


def _frozen_ones(sizes, names):
    return sum(size for name, size in sizes.items() if name not in names)


def _last_switches(layers, events):
    """Let the last position of every switch hold for the whole session."""
    last = {event[1]: event[2] for event in events if event[0] == "trainable"}
    total = sum(size for name, size in layers if last.get(name, True))
    return np.full(sum(event[0] == "fit" for event in events), total)


_COMPILE, _FIT = ("compile",), ("fit",)
_PARTS = [("base", 900), ("head", 50)]


def _draw_session(random: np.random.Generator) -> Case:
    names = ["lower", "upper", "head"]
    layers = [
        (name, int(size))
        for name, size in zip(names, random.integers(10, 99, 3), strict=True)
    ]
    events = [("trainable", "lower", False), _COMPILE, _FIT]
    for compiled in random.permutation([True, False, True, False]):
        name = str(random.choice(names))
        events.append(("trainable", name, bool(random.integers(0, 2))))
        events += [_COMPILE, _FIT] if compiled else [_FIT]
    return Case((layers, events))


RECOMPILE_TRAP = FunctionExercise(
    id="recompile-trap",
    chapter="11",
    title="What does each fit train?",
    difficulty=2,
    points=3,
    answer="what_trains",
    reference=_what_trains,
    cases=(
        Case((_PARTS, [("trainable", "base", False), _COMPILE, _FIT])),
        Case(
            (
                _PARTS,
                [
                    ("trainable", "base", False),
                    _COMPILE,
                    _FIT,
                    ("trainable", "base", True),
                    _FIT,
                    _COMPILE,
                    _FIT,
                ],
            )
        ),
        Case((_PARTS, [_COMPILE, _FIT, ("trainable", "base", False), _FIT])),
        *(_draw_session(np.random.default_rng(seed)) for seed in (1102, 1103, 1104)),
    ),
    draw=_draw_session,
    whole=True,
    misconceptions=(
        Misconception(
            "switches read at fit",
            "You let a switch act at once. Keras made its list of what trains before.",
            _trains_with(at_fit=True),
        ),
        Misconception(
            "first compile for good",
            "After the second compile you still use the list of the first.",
            _trains_with(once=True),
        ),
        Misconception(
            "last position for the whole session",
            "You let the last position of a switch act on what came before it.",
            _last_switches,
        ),
        Misconception(
            "frozen numbers counted",
            "You count the numbers that stand still.",
            _trains_with(count=_frozen_ones),
        ),
        Misconception(
            "layers counted, not their numbers",
            "You count layers. How many numbers does each of them hold?",
            _trains_with(count=lambda sizes, names: len(names)),
        ),
        Misconception(
            "everything trains",
            "You count every layer, whatever its switch says.",
            _trains_with(count=lambda sizes, names: sum(sizes.values())),
        ),
    ),
)


CLASSES, KINDS = 4, 5
SIDE = 16
LAYERS = (
    ("Conv1", 216),
    ("bn_Conv1", 0),
    ("block_1_expand", 192),
    ("block_1_expand_BN", 0),
    ("block_1_depthwise", 216),
    ("block_1_depthwise_BN", 0),
    ("block_1_project", 240),
    ("block_1_project_BN", 0),
    ("block_2_expand", 300),
    ("block_2_expand_BN", 0),
    ("block_2_depthwise", 270),
    ("block_2_depthwise_BN", 0),
    ("block_2_project", 360),
    ("block_2_project_BN", 0),
)
"""The layers with weights of `named_base`, and how many of them should train."""

MAPS = 12
FIRST = "block_2_expand"
BUDGET = 750


def named_base() -> keras.Model:
    """Build a stem and two blocks as MobileNet has them, the same at every call."""
    import keras
    from keras import layers

    def then(x, layer, name):
        return layers.BatchNormalization(name=name)(layer(x))

    images = keras.Input((SIDE, SIDE, 3))
    stem = layers.Conv2D(8, 3, 2, padding="same", use_bias=False, name="Conv1")
    x = layers.ReLU(6.0)(then(images, stem, "bn_Conv1"))
    for block, (middle, out) in {1: (24, 10), 2: (30, MAPS)}.items():
        name = f"block_{block}_"
        plain = {"use_bias": False, "padding": "same"}
        expand = layers.Conv2D(middle, 1, **plain, name=f"{name}expand")
        x = layers.ReLU(6.0)(then(x, expand, f"{name}expand_BN"))
        slide = layers.DepthwiseConv2D(3, 2, **plain, name=f"{name}depthwise")
        x = layers.ReLU(6.0)(then(x, slide, f"{name}depthwise_BN"))
        project = layers.Conv2D(out, 1, **plain, name=f"{name}project")
        x = then(x, project, f"{name}project_BN")
    base = keras.Model(images, x, name="base")
    random = np.random.default_rng(1105)
    # Variances are positive; the global seed of the learner is left alone.
    base.set_weights(
        [
            random.normal(0, 0.5, w.shape)
            if w.ndim == 4
            else random.uniform(0.3, 1, w.shape)
            for w in base.get_weights()
        ]
    )
    return base


def frozen_model() -> keras.Model:
    """Put a head on `named_base`, freeze the base and compile."""
    import keras
    from keras import layers

    base, head = named_base(), layers.Dense(CLASSES, activation="softmax")
    pool = layers.GlobalAveragePooling2D()
    model = keras.Sequential([keras.Input((SIDE, SIDE, 3)), base, pool, head])
    random = np.random.default_rng(1106)
    head.set_weights([random.uniform(-1, 1, w.shape) for w in head.get_weights()])
    base.trainable = False
    model.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy")
    return model


def _batch() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1107)
    return (random.uniform(-1, 1, (5, SIDE, SIDE, 3)).astype(np.float32),)


# What the model answers before it is changed; worked out when first needed.
_KEPT: dict[str, np.ndarray] = {}


def _as_before(record) -> bool:
    if "answers" not in _KEPT:
        answers = frozen_model()(_batch()[0], training=False)
        _KEPT["answers"] = np.asarray(answers)
    return np.allclose(record.predictions[0], _KEPT["answers"], atol=1e-4)


def _weighty(record):
    """Return the layers of the base that hold weights."""
    return [part for part in record.layers if part.parameters and part.kind != "Dense"]


def _convolutions(record):
    return [
        (name, part.trainable_parameters > 0)
        for (name, _), part in zip(LAYERS, _weighty(record), strict=False)
        if part.kind.endswith("Conv2D")
    ]


def _normalisation_stands(record) -> bool:
    parts = record.of_kind("BatchNormalization")
    return not any(part.trainable_parameters for part in parts)


def _head_trains(record) -> bool:
    return all(part.trainable_parameters for part in record.of_kind("Dense"))


def _names():
    return [name for name, _ in LAYERS]


def _is_top(name):
    return _names().index(name) >= _names().index(FIRST)


def _thaw(
    model,
    *,
    moves=lambda name: True,
    normalisation=False,
    kinds=("Conv2D", "DepthwiseConv2D"),
    rate=1e-5,
    loss="sparse_categorical_crossentropy",
    head=True,
):
    """Let the layers of a base move that `moves` names, with one thing done wrong."""
    import keras

    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = normalisation and moves(layer.name)
        elif layer.weights:
            layer.trainable = moves(layer.name) and type(layer).__name__ in kinds
    model.layers[-1].trainable = head
    if rate is not None:
        model.compile(keras.optimizers.Adam(rate), loss)
    return model


def _thaw_with(**mistake):
    return lambda model: _thaw(model, **mistake)


def _drawn_anew(**settings):
    def change(model):
        import keras

        return _thaw(keras.models.clone_model(model), **settings)

    return change


_NO_HEAD = (
    "What you return gives no probability for each class. The head has to stay on: "
    "return the whole model."
)
_NEW_WEIGHTS = (
    "It answers otherwise than it did: its weights are new ones. Change the switches of "
    "the model that you were given, and its weights stay."
)
_HEAD_FROZEN = (
    "The head stands still. In fine-tuning it learns on, together with what moves in "
    "the base."
)
_STILL_FROZEN = (
    "No convolution of the base trains. The base is a model with a switch of its own; "
    "while that is off, the switches of its layers do nothing."
)
_NORMALISATION = (
    "BatchNormalization trains too. With it its moving statistics drift, and "
    "training=False does not stop them."
)
_DEPTHWISE = (
    "The depthwise convolutions stand still. They are of a class of their own, and have "
    "weights like the others."
)
_OLD_RATE = (
    "The learning rate is too high for a base that knows something. A new one takes "
    "effect, as the new switches do, when you compile once more."
)
_OTHER_LOSS = (
    "The loss has changed. The labels and the last layer are what they were, so the "
    "loss should be too."
)
_LOSSES = ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")

_ON_THE_WHOLE = (
    Demand(
        "it gives a probability for each class",
        lambda r: r.output_shape == (CLASSES,),
        _NO_HEAD,
        "head left out",
    ),
    Demand(
        "it answers as it did before", _as_before, _NEW_WEIGHTS, "weights drawn anew"
    ),
    Demand("the head trains", _head_trains, _HEAD_FROZEN, "head frozen"),
    Demand(
        "something in the base trains",
        lambda r: any(on for _, on in _convolutions(r)),
        _STILL_FROZEN,
        "base still frozen",
    ),
    Demand(
        "BatchNormalization is frozen",
        _normalisation_stands,
        _NORMALISATION,
        "BatchNormalization trains",
    ),
)
_ON_COMPILING = (
    Demand(
        "its learning rate is low",
        lambda r: 0 < r.training.get("learning_rate", 1) < 1.5e-4,
        _OLD_RATE,
        "learning rate of the head",
    ),
    Demand(
        "its loss is the same as before",
        lambda r: r.training["loss"] in _LOSSES and not r.training["from_logits"],
        _OTHER_LOSS,
        "another loss",
    ),
)


def _common_mistakes(**settings):
    return (
        Misconception("head left out", _NO_HEAD, lambda model: model.layers[0]),
        Misconception("weights drawn anew", _NEW_WEIGHTS, _drawn_anew(**settings)),
        Misconception("head frozen", _HEAD_FROZEN, _thaw_with(head=False, **settings)),
        Misconception("base still frozen", _STILL_FROZEN, lambda model: model),
        Misconception(
            "BatchNormalization trains",
            _NORMALISATION,
            _thaw_with(normalisation=True, **settings),
        ),
        Misconception(
            "learning rate of the head", _OLD_RATE, _thaw_with(rate=1e-3, **settings)
        ),
        Misconception(
            "another loss",
            _OTHER_LOSS,
            _thaw_with(loss="categorical_crossentropy", **settings),
        ),
    )


_PARTLY = (
    "Some convolutions of the base still stand still. Here all of it is to move, but "
    "for BatchNormalization."
)

BATCHNORM_FROZEN = ModelExercise(
    id="batchnorm-frozen",
    chapter="11",
    title="Move everything but the normalisation",
    difficulty=2,
    points=3,
    answer="move_the_base",
    reference=_thaw,
    given=lambda: (frozen_model(),),
    probes=_batch,
    demands=(
        *_ON_THE_WHOLE,
        Demand(
            "depthwise convolutions train",
            lambda r: all(on for name, on in _convolutions(r) if "depth" in name),
            _DEPTHWISE,
            "depthwise convolutions forgotten",
        ),
        Demand(
            "all convolutions train",
            lambda r: all(on for _, on in _convolutions(r)),
            _PARTLY,
            "upper layers only",
        ),
        *_ON_COMPILING,
    ),
    misconceptions=(
        *_common_mistakes(),
        Misconception(
            "depthwise convolutions forgotten",
            _DEPTHWISE,
            _thaw_with(kinds=("Conv2D",)),
        ),
        Misconception(
            "upper layers only",
            _PARTLY,
            _thaw_with(moves=lambda name: not name.startswith("Conv1")),
        ),
    ),
)


_TOO_LOW = (
    "Layers below the one that was named move too. They hold what every picture needs; "
    "leave them as they are."
)
_TOO_HIGH = (
    "Your list begins too late. The layer that was named moves, with everything that "
    "comes after it."
)
_UPSIDE_DOWN = (
    "You let the lower layers move, and keep the upper ones. It is the upper ones that "
    "talk about task A."
)


def _top_moves(record) -> bool:
    return all(on for name, on in _convolutions(record) if _is_top(name))


def _bottom_moves(record) -> bool:
    return any(on for name, on in _convolutions(record) if not _is_top(name))


UNFREEZE_TOP = ModelExercise(
    id="unfreeze-top",
    chapter="11",
    title="Unfreeze the top",
    difficulty=2,
    points=3,
    answer="unfreeze_top",
    reference=_thaw_with(moves=_is_top),
    given=lambda: (frozen_model(),),
    probes=_batch,
    demands=(
        *_ON_THE_WHOLE,
        Demand(
            "the upper part moves rather than the lower",
            lambda r: any(on for name, on in _convolutions(r) if _is_top(name)),
            _UPSIDE_DOWN,
            "lower layers instead of the upper",
        ),
        Demand(
            "the layers below stay frozen",
            lambda r: not _bottom_moves(r),
            _TOO_LOW,
            "whole base unfrozen",
        ),
        Demand(
            "depthwise convolutions of the upper part train",
            lambda r: all(
                on for name, on in _convolutions(r) if _is_top(name) and "depth" in name
            ),
            _DEPTHWISE,
            "depthwise convolutions forgotten",
        ),
        Demand(
            "the layer that was named trains, and all after it",
            _top_moves,
            _TOO_HIGH,
            "named layer left out",
        ),
        *_ON_COMPILING,
    ),
    misconceptions=(
        *_common_mistakes(moves=_is_top),
        Misconception(
            "lower layers instead of the upper",
            _UPSIDE_DOWN,
            _thaw_with(moves=lambda name: not _is_top(name)),
        ),
        Misconception("whole base unfrozen", _TOO_LOW, _thaw),
        Misconception(
            "depthwise convolutions forgotten",
            _DEPTHWISE,
            _thaw_with(moves=_is_top, kinds=("Conv2D",)),
        ),
        Misconception(
            "named layer left out",
            _TOO_HIGH,
            _thaw_with(moves=lambda name: _is_top(name) and name != FIRST),
        ),
    ),
)


def _designed(
    base,
    *,
    first="block_2_depthwise",
    normalisation=False,
    scale=(1 / 127.5, -1),
    units=KINDS,
    rate=3e-5,
    pooled=True,
):
    """Build a whole transfer on a base, with one of its parts wrong."""
    import keras
    from keras import layers

    names = [layer.name for layer in base.layers]
    base.trainable = True
    for number, layer in enumerate(base.layers):
        moves = first is not None and number >= names.index(first)
        if isinstance(layer, layers.BatchNormalization) and not normalisation:
            moves = False
        layer.trainable = moves
    images = x = keras.Input((SIDE, SIDE, 3))
    if scale:
        x = layers.Rescaling(scale[0], offset=scale[1])(x)
    maps = base(x)
    pool = layers.GlobalAveragePooling2D() if pooled else layers.Flatten()
    answers = layers.Dense(units, activation="softmax")(pool(maps))
    model = keras.Model(images, answers)
    if rate:
        model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    return model


def _designed_with(**mistake):
    return lambda base: _designed(base, **mistake)


def _pictures() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1108)
    return (random.integers(0, 256, (4, SIDE, SIDE, 3)).astype(np.float32),)


def _of_the_base(record) -> bool:
    """Return whether the base is inside, with the weights that it had."""
    if "base" not in _KEPT:
        _KEPT["base"] = named_base().get_weights()
    inside = [w for part in _weighty(record) for w in part.weights]
    return len(inside) == len(_KEPT["base"]) and all(
        a.shape == b.shape and np.allclose(a, b, atol=1e-5)
        for a, b in zip(inside, _KEPT["base"], strict=True)
    )


def _scaled(record) -> bool:
    """Return whether the answers are those to pictures from −1 to 1."""
    if "means" not in _KEPT:
        maps = named_base()(_pictures()[0] / np.float32(127.5) - 1, training=False)
        _KEPT["means"] = np.asarray(maps).mean(axis=(1, 2))
    weights, bias = record.of_kind("Dense")[-1].weights
    sums = _KEPT["means"] @ weights + bias
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    return any(
        np.allclose(record.predictions[0], answers, atol=1e-3)
        for answers in (sums, shares)
    )


def _one_head(record) -> bool:
    dense = record.of_kind("Dense")
    return len(dense) == 1 and dense[0].parameters == (MAPS + 1) * KINDS


def _moving(record) -> list[str]:
    return [name for name, on in _convolutions(record) if on]


_ORDER = [name for name, number in LAYERS if number]

_KIND_COUNT = "Compare the number of units with the number of kinds of mushrooms."
_POOL = (
    "The head is not the one that was asked for: each map made one number by its mean, "
    "and a single dense layer."
)
_LOST = (
    "The base that you were given is not in your model, or not with the weights that it "
    "had. Without them there is nothing to transfer."
)
_SCALE = (
    "Photographs come as they are, from 0 to 255, and the base has learnt from −1 to 1. "
    "Your model does not bring them there."
)
_FREEZE = "Nothing of the base moves. The budget leaves room for some of it."
_HEADLESS = "The head stands still, and it is the part that knows nothing yet."
_OVERSPENT = "More numbers train than the budget allows. Add up what moves."
_UNDERSPENT = (
    "There is room in the budget for another layer of the top. Count only what moves: "
    "frozen layers are free."
)
_GAP = (
    "What moves is not the top of the base: above some layer that moves, another one "
    "stands still."
)

DESIGN_A_TRANSFER = ModelExercise(
    id="design-a-transfer",
    chapter="11",
    title="Design a transfer",
    difficulty=3,
    points=5,
    answer="design_a_transfer",
    reference=_designed,
    given=lambda: (named_base(),),
    probes=_pictures,
    weights=True,
    demands=(
        Demand(
            "it gives one number for each kind",
            lambda r: r.output_shape == (KINDS,),
            _KIND_COUNT,
            "units of another task",
        ),
        Demand(
            "the base is inside", _of_the_base, _LOST, "base left out or drawn anew"
        ),
        Demand("means and one dense layer", _one_head, _POOL, "flattened, not pooled"),
        Demand("it takes values from 0 to 255", _scaled, _SCALE, "not scaled"),
        Demand("the head trains", _head_trains, _HEADLESS, "everything frozen"),
        Demand(
            "BatchNormalization is frozen",
            _normalisation_stands,
            _NORMALISATION,
            "BatchNormalization trains",
        ),
        Demand(
            "some of the base moves", lambda r: bool(_moving(r)), _FREEZE, "base frozen"
        ),
        Demand(
            "it keeps to the budget",
            lambda r: r.trainable_parameters <= BUDGET,
            _OVERSPENT,
            "budget exceeded",
        ),
        Demand(
            "what moves is the top",
            lambda r: _moving(r) == _ORDER[-len(_moving(r)) :],
            _GAP,
            "layers below the top",
        ),
        Demand(
            "it uses the budget",
            lambda r: len(_moving(r)) >= 2,
            _UNDERSPENT,
            "room left in the budget",
        ),
        Demand(
            "it is compiled with a low learning rate",
            lambda r: 0 < r.training.get("learning_rate", 1) < 1.5e-4,
            _OLD_RATE,
            "learning rate of the head",
        ),
        Demand(
            "its loss suits the labels and the last layer",
            lambda r: (
                r.training["loss"] in _LOSSES
                and r.training["from_logits"]
                != bool(np.allclose(r.predictions[0].sum(axis=1), 1, atol=1e-3))
            ),
            "The loss, the labels and the last layer do not agree.",
        ),
    ),
    misconceptions=(
        Misconception("units of another task", _KIND_COUNT, _designed_with(units=4)),
        Misconception(
            "base left out or drawn anew",
            _LOST,
            lambda base: _anew(base),
        ),
        Misconception("flattened, not pooled", _POOL, _designed_with(pooled=False)),
        Misconception("not scaled", _SCALE, _designed_with(scale=None)),
        Misconception("everything frozen", _HEADLESS, lambda base: _all_frozen(base)),
        Misconception(
            "BatchNormalization trains",
            _NORMALISATION,
            _designed_with(normalisation=True),
        ),
        Misconception("base frozen", _FREEZE, _designed_with(first=None)),
        Misconception(
            "budget exceeded", _OVERSPENT, _designed_with(first="block_2_expand")
        ),
        Misconception("layers below the top", _GAP, lambda base: _with_gap(base)),
        Misconception(
            "room left in the budget",
            _UNDERSPENT,
            _designed_with(first="block_2_project"),
        ),
        Misconception(
            "learning rate of the head", _OLD_RATE, _designed_with(rate=1e-3)
        ),
    ),
)


def _anew(base):
    import keras

    return _designed(keras.models.clone_model(base))


def _all_frozen(base):
    model = _designed(base)
    model.trainable = False
    return model


def _with_gap(base):
    model = _designed(base)
    base.get_layer("block_2_project").trainable = False
    base.get_layer("block_1_depthwise").trainable = True
    return model


EXERCISES = (
    WHICH_OPTION,
    UNFREEZE_TOP,
    BATCHNORM_FROZEN,
    CATASTROPHIC_RATE,
    RECOMPILE_TRAP,
    DESIGN_A_TRANSFER,
)
