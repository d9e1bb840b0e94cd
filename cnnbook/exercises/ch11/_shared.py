"""What several exercises of chapter 11 use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnbook.exercises.base import Demand, Misconception
from cnnbook.exercises.recomputed import as_it_begins
from cnnbook.models.reading import as_numpy

if TYPE_CHECKING:
    import keras


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
PARAMETERS = {name: number for name, number in LAYERS if number} | {
    "bn_Conv1": 32,
    "block_1_expand_BN": 96,
    "block_1_depthwise_BN": 96,
    "block_1_project_BN": 40,
    "block_2_expand_BN": 120,
    "block_2_depthwise_BN": 120,
    "block_2_project_BN": 48,
}
CONVOLUTIONS = tuple(name for name, number in LAYERS if number)

MAPS = 12
LOWEST_RATE, HIGHEST_RATE = 1e-6, 1e-4
SLACK = 1.001
"""Rates are kept in 32 bits."""


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
    weights = [
        random.normal(0, 0.5, w.shape)
        if w.ndim == 4
        else random.uniform(0.3, 1, w.shape)
        for w in base.get_weights()
    ]
    # Small features, so that no head is ever quite sure: its answers tell more.
    weights[-4:-2] = [weights[-4] / 5, weights[-3] / 5]
    base.set_weights(weights)
    return base


def frozen_model() -> keras.Model:
    """Put a head on `named_base`, freeze the base, compile, and begin to train."""
    import keras
    from keras import layers

    base, head = named_base(), layers.Dense(CLASSES, activation="softmax")
    pool = layers.GlobalAveragePooling2D()
    model = keras.Sequential([keras.Input((SIDE, SIDE, 3)), base, pool, head])
    random = np.random.default_rng(1106)
    head.set_weights([random.uniform(-1, 1, w.shape) for w in head.get_weights()])
    base.trainable = False
    model.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy")
    # As after the training of the head: the optimiser knows its numbers and no others.
    model.optimizer.build(model.trainable_variables)
    return model


def batch() -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(1107)
    return (random.uniform(-1, 1, (5, SIDE, SIDE, 3)).astype(np.float32),)


# What the models are before they are changed; worked out when first needed.
KEPT: dict[str, list[np.ndarray]] = {}


def kept(name, make):
    """Return what `make` returns, which is called the first time only."""
    if name not in KEPT:
        KEPT[name] = make()
    return KEPT[name]


def answers_before() -> np.ndarray:
    return kept(
        "answers", lambda: [as_numpy(frozen_model()(batch()[0], training=False))]
    )[0]


def weighty(record):
    """Return the layers of the base that hold weights."""
    return [part for part in record.layers if part.parameters and part.kind != "Dense"]


def _kind_of(name) -> str:
    if name.endswith("_BN") or name.startswith("bn"):
        return "BatchNormalization"
    return "DepthwiseConv2D" if name.endswith("depthwise") else "Conv2D"


def with_names(record):
    """Return the layers of the base with their names; none if some are missing."""
    parts = iter(weighty(record))
    found = []
    for name, _ in LAYERS:
        wanted = _kind_of(name), PARAMETERS[name]
        part = next((p for p in parts if (p.kind, p.parameters) == wanted), None)
        if part is None:
            return []
        found.append((name, part))
    return found


def convolutions(record):
    return [
        (name, part.trainable_parameters > 0)
        for name, part in with_names(record)
        if part.kind.endswith("Conv2D")
    ]


def moving(record) -> list[str]:
    return [name for name, on in convolutions(record) if on]


def standing(record) -> list[str]:
    return [name for name, on in convolutions(record) if not on]


def listed(names) -> str:
    """Write names in a row, the first few of them."""
    names = list(names)
    more = f" and {len(names) - 3} more" if len(names) > 4 else ""
    return ", ".join(names[: 3 if more else 4]) + more


def other_weights(record, before) -> list[str]:
    """Return the names of the layers whose weights are not those of before."""
    named = [*with_names(record), *(("the head", d) for d in record.of_kind("Dense"))]
    inside = [(name, w) for name, part in named for w in part.weights]
    changed = [
        name
        for (name, a), b in zip(inside, before, strict=False)
        if a.shape != b.shape or not np.allclose(a, b, atol=1e-5)
    ]
    return list(dict.fromkeys(changed))


def normalisations_on(record) -> list[str]:
    """Return the BatchNormalization layers of which something moves in training."""
    names = {id(part): name for name, part in with_names(record)}
    return [
        names.get(id(part), "one in the head")
        for part in record.of_kind("BatchNormalization")
        if part.settings.get("trainable", True) or part.trainable_parameters
    ]


def normalisation_trains(record) -> bool:
    parts = record.of_kind("BatchNormalization")
    return any(part.trainable_parameters for part in parts)


def head_trains(record) -> bool:
    head = record.of_kind("Dense")
    return bool(head) and all(d.trainable_parameters == d.parameters for d in head)


def numbers_of_base_that_train(record) -> int:
    return sum(part.trainable_parameters for part in weighty(record))


def thaw(
    model,
    *,
    moves=lambda name: True,
    normalisation=False,
    kinds=("Conv2D", "DepthwiseConv2D"),
    rate=1e-5,
    loss="sparse_categorical_crossentropy",
    head=True,
    anew=True,
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
    if anew:
        model.compile(keras.optimizers.Adam(rate), loss)
    model.optimizer.learning_rate = rate
    return model


def thaw_with(**mistake):
    return lambda model: thaw(model, **mistake)


def _drawn_anew(**settings):
    def change(model):
        import keras

        return thaw(keras.models.clone_model(model), **settings)

    return change


def _moved_on(**settings):
    def change(model):
        head = model.layers[-1]
        head.set_weights([1.5 * w for w in head.get_weights()])
        return thaw(model, **settings)

    return change


def _compiled_first(**settings):
    def change(model):
        import keras

        model.compile(keras.optimizers.Adam(1e-5), model.loss)
        return thaw(model, anew=False, **settings)

    return change


def _without_dense(model):
    import keras

    return keras.Sequential([keras.Input((SIDE, SIDE, 3)), *model.layers[:2]])


NORMALISATION = (
    "The switch of a BatchNormalization is on. In fit it then uses the statistics of each "
    "batch in place of the averages that it has. In a model built of layers, as this one "
    "is, training=False does not stop that."
)
DEPTHWISE = (
    "The depthwise convolutions stand still. They are of a class of their own, and have "
    "weights like the others."
)
RATE_OF_THE_HEAD = (
    "Your rate is 0.001: the one that trained the head, and the one that Adam and RMSprop "
    "have unless you say otherwise. In a few steps it could overwrite the base."
)
_SWITCHES = (
    "The base was frozen by its own switch, which turned off those of all its layers. "
    "Turning it on turns theirs on. The switch of the whole model is on already, and "
    "setting a switch to where it stands does nothing."
)
_TRAP = (
    "The optimiser was made for the head, which has been trained, and knows no other "
    "numbers. Whatever switch you turn, it takes compiling with a new optimiser to make "
    "a new list."
)
COMPILED_TOO_EARLY = (
    "You turn switches after you have compiled. Until the first step that still counts; "
    "from then on it does not, and no error tells you. Turn the switches first, and "
    "compile last."
)
LOOK = (
    "Print layer.trainable for every layer of the base, and behind them the learning "
    "rate. Then list your steps in the order in which they happen: which of them comes "
    "last?"
)


def is_compiled(record) -> bool:
    return bool(record.training)


def made_for_others(record) -> bool:
    """Return whether the optimiser has begun to train other numbers than these."""
    known = record.training.get("built_for")
    return known not in (None, record.trainable_parameters)


def rate_of(record) -> float:
    return record.training.get("learning_rate", 0.0)


def has_rate_of_the_head(record) -> bool:
    return not record.training.get("rates") and 0.9e-3 < rate_of(record) < 1.1e-3


def _beyond_limits(record) -> list[tuple[int, float]]:
    """Return the steps at which the rate is too low or too high, and the rate."""
    rates = record.training.get("rates") or ((0, rate_of(record)),)
    low, high = LOWEST_RATE / SLACK, HIGHEST_RATE * SLACK
    return [(step, rate) for step, rate in rates if not low <= rate <= high]


def _rate_in_words(record) -> str:
    step, rate = _beyond_limits(record)[0]
    if not record.training.get("rates"):
        return f"a rate of {rate:.3g}"
    return f"a rate of {rate:.3g} {f'after {step:,} steps' if step else 'at first'}"


def turned_late(record) -> tuple[str, ...]:
    """Return the layers whose switches were turned after the model was compiled."""
    return record.training.get("turned_since", ())


def _other_loss(record) -> bool:
    training = record.training
    return is_compiled(record) and (
        training["loss"] != "sparse_categorical_crossentropy" or training["from_logits"]
    )


def loss_in_words(record) -> str:
    if record.training["loss"] == "NoneType":
        return "it is compiled without a loss"
    takes = ", of logits" if record.training["from_logits"] else ""
    return f"{record.training['loss']}{takes}"


COMPILED = Demand(
    "it is compiled",
    is_compiled,
    "Without an optimiser and a loss nothing can be trained.",
    lambda r: "it was never compiled",
)
COMPILED_ANEW = Demand(
    "it is compiled anew, with a new optimiser",
    lambda r: not made_for_others(r),
    "The list of what trains is made at the first step with a new optimiser, and kept. "
    "What you changed comes after that: compile last, with a new one.",
    lambda r: (
        f"its optimiser was made for {r.training['built_for']} numbers, and "
        f"{r.trainable_parameters} are to train"
    ),
)
COMPILED_LAST = Demand(
    "it is compiled after the last switch was turned",
    lambda r: not turned_late(r),
    "List your steps in the order in which they happen: compiling is the last of them.",
    lambda r: f"the switch of {listed(turned_late(r))} was turned after compiling",
)
LOW_RATE = Demand(
    "its learning rate is from 0.000001 to 0.0001",
    lambda r: not _beyond_limits(r),
    "A higher one overwrites what the base knows; with a lower one it hardly moves.",
    _rate_in_words,
)
SAME_LOSS = Demand(
    "its loss is the same as before",
    lambda r: not _other_loss(r),
    "Labels and last layer are what they were, so the loss should be too.",
    loss_in_words,
)


def _as_before(record) -> bool:
    return np.allclose(record.predictions[0], answers_before(), atol=1e-5)


def _what_has_changed(record) -> str:
    if not record.predictions:
        return f"it takes inputs of shape {record.input_shape}"
    changed = other_weights(record, _weights_before())
    if changed:
        return f"other weights in {listed(changed)}"
    gap = np.abs(record.predictions[0] - answers_before()).max()
    return f"the weights are the same, and its probabilities differ by up to {gap:.2g}"


def _weights_before():
    return kept("weights", lambda: frozen_model().get_weights())


def _begun(record) -> list[bool | None]:
    """Return of each layer with other weights whether it holds what a new one does."""
    changed = other_weights(record, _weights_before())
    parts = [*with_names(record), *(("the head", d) for d in record.of_kind("Dense"))]
    return [as_it_begins(part) for name, part in parts if name in changed]


def _drawn(record) -> bool:
    """Return whether layers are new, not BatchNormalization alone: all that can tell are."""
    changed = other_weights(record, _weights_before())
    kernels = {*CONVOLUTIONS, "the head"} & set(changed)
    return bool(kernels) and True in _begun(record) and False not in _begun(record)


def _trained_already(record) -> bool:
    """Return whether weights have moved on, those of the head among them; none are new."""
    head = "the head" in other_weights(record, _weights_before())
    return head and False in _begun(record) and True not in _begun(record)


def _dense_dropped(record) -> bool:
    no_dense = bool(with_names(record)) and not record.of_kind("Dense")
    return no_dense and record.output_shape == (MAPS,)


ON_THE_WHOLE = (
    Demand(
        "it gives a probability for each of the four kinds",
        lambda r: r.output_shape == (CLASSES,),
        "Return the whole model, with its head.",
        lambda r: f"what comes out has the shape {r.output_shape}",
    ),
    Demand(
        "it answers as it did before",
        _as_before,
        "Change the switches of the model that you were given, and nothing else of it.",
        _what_has_changed,
    ),
    Demand(
        "all of the base is in it, and no more",
        lambda r: bool(with_names(r)) and len(weighty(r)) == len(LAYERS),
        "Return the model that you were given, with its layers.",
        lambda r: f"{len(weighty(r))} layers with weights below the head",
    ),
    Demand(
        "the head trains",
        head_trains,
        "Its own switch stays on.",
        lambda r: "the dense layer stands still",
    ),
    Demand(
        "convolutions of the base train",
        lambda r: bool(moving(r)),
        "Print layer.trainable for the layers of the base: which of them hold a kernel?",
        lambda r: (
            "of the base only BatchNormalization trains"
            if numbers_of_base_that_train(r)
            else "nothing in the base trains"
        ),
    ),
    Demand(
        "every BatchNormalization is frozen",
        lambda r: not normalisations_on(r),
        "Turn its switch off after you have turned on that of the base.",
        lambda r: f"the switch is on of {listed(normalisations_on(r))}",
    ),
)
ON_COMPILING = (COMPILED, COMPILED_ANEW, COMPILED_LAST, LOW_RATE, SAME_LOSS)


def common_mistakes(**settings):
    return (
        Misconception(
            "head left out",
            "You return the base alone. The head has to stay on: return the whole model.",
            lambda model: model.layers[0],
            shows=lambda r: (
                bool(weighty(r)) and not r.of_kind("Dense") and len(r.output_shape) == 3
            ),
        ),
        Misconception(
            "dense layer left out",
            "The dense layer is not there any more: what comes out are the means of the "
            "maps. Return the whole model.",
            _without_dense,
            shows=_dense_dropped,
        ),
        Misconception(
            "weights drawn anew",
            "Some weights are new ones, so what they had learnt is lost. A clone has no "
            "more than the layers in common with the model.",
            _drawn_anew(**settings),
            shows=_drawn,
        ),
        Misconception(
            "trained already",
            "Its weights are not those that it came with: it was trained, or they were "
            "changed in another way. Only get it ready here.",
            _moved_on(**settings),
            shows=_trained_already,
        ),
        Misconception(
            "head frozen",
            "The head stands still. In fine-tuning it learns on, together with what moves "
            "in the base.",
            thaw_with(head=False, **settings),
            shows=lambda r: (
                bool(r.of_kind("Dense"))
                and not any(d.trainable_parameters for d in r.of_kind("Dense"))
            ),
        ),
        Misconception(
            "base still frozen",
            _SWITCHES,
            lambda model: model,
            shows=lambda r: (
                bool(r.of_kind("Dense")) and not numbers_of_base_that_train(r)
            ),
        ),
        Misconception(
            "BatchNormalization trains",
            NORMALISATION,
            thaw_with(normalisation=True, **settings),
            shows=normalisation_trains,
        ),
        Misconception(
            "optimiser of the head",
            _TRAP,
            thaw_with(anew=False, **settings),
            shows=made_for_others,
        ),
        Misconception(
            "compiled before the switches",
            COMPILED_TOO_EARLY,
            _compiled_first(**settings),
            shows=lambda r: bool(turned_late(r)),
        ),
        Misconception(
            "learning rate of the head",
            RATE_OF_THE_HEAD,
            thaw_with(rate=1e-3, **settings),
            shows=lambda r: has_rate_of_the_head(r) and bool(moving(r)),
        ),
        Misconception(
            "another loss",
            "You have changed the loss. The labels and the last layer are what they were.",
            thaw_with(loss="categorical_crossentropy", **settings),
            shows=_other_loss,
        ),
    )
