"""Write down a Keras model as plain data: its layers, weights and answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from cnnbook.models.behaviour import activation_name
from cnnbook.models.compiled import training_of
from cnnbook.models.reading import as_numpy, told

IGNORED_SETTINGS = ("name", "dtype", "batch_shape")
SHAPE_NEUTRAL_LAYERS = {
    "ELU",
    "InputLayer",
    "LeakyReLU",
    "Dropout",
    "Activation",
    "ReLU",
    "Softmax",
    "Rescaling",
}
"""Layers that change neither the shape nor the number of parameters."""
ACTIVATION_LAYERS = {
    "Activation",
    "ELU",
    "LeakyReLU",
    "ReLU",
    "Softmax",
}
"""Layers that are an activation and nothing else."""
SMALL, A_FEW = 50_000, 16
"""Most parameters of a model that is tried without them, and inputs for that."""


class Tensor(Protocol):
    """What goes into a Keras layer, comes out of it, or is a weight of it."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Its sizes; None for one that is open."""
        ...


class Layer(Protocol):
    """What is read of a Keras layer."""

    @property
    def weights(self) -> Sequence[Tensor]:
        """Its numbers, array by array."""
        ...

    @property
    def output(self) -> object:
        """Its output: a tensor, or several in a list."""
        ...

    def get_config(self) -> Mapping[str, Any]:
        """Return its settings."""
        ...


class Optimizer(Protocol):
    """What is read of a Keras optimiser."""

    @property
    def learning_rate(self) -> object:
        """The rate: a number, or a variable that holds one."""
        ...


class Model(Protocol):
    """What is read of a Keras model, and asked of it."""

    @property
    def built(self) -> bool:
        """Whether it knows its weights."""
        ...

    @property
    def compiled(self) -> bool:
        """Whether it knows how to train."""
        ...

    @property
    def inputs(self) -> Sequence[Tensor] | None:
        """What goes in, if it is known."""
        ...

    @property
    def outputs(self) -> Sequence[Tensor]:
        """What comes out."""
        ...

    @property
    def layers(self) -> Sequence[Layer]:
        """Its layers; a model may be one of them."""
        ...

    @property
    def trainable_weights(self) -> Sequence[Tensor]:
        """The weights that train."""
        ...

    @property
    def loss(self) -> object:
        """What it is trained by: a name, a function or an object of Keras."""
        ...

    @property
    def optimizer(self) -> Optimizer:
        """What trains it."""
        ...

    def __call__(self, inputs: NDArray[Any], *, training: bool) -> Tensor:
        """Return its answers to a batch."""
        ...


@dataclass(frozen=True)
class LayerRecord:
    """One layer as data.

    Attributes
    ----------
    kind : str
        Its class, e.g. ``"Conv2D"``.
    settings : mapping
        Its settings by their Keras names, where they are plain values. ``trainable`` of
        a BatchNormalization is false too where its averages stay in training.
    output_shape : tuple of int or None
        Without the batch axis.
    parameters, trainable_parameters : int
        How many numbers it holds, and how many of them train.
    weights : tuple of ndarray
        The numbers, in the order of Keras; empty if they were not asked for.
    activation : str
        Keras' name for what its activation computes, ``"other"`` if it has none; empty
        for a layer without.
    """

    kind: str
    settings: Mapping[str, Any]
    output_shape: tuple[int | None, ...]
    parameters: int
    trainable_parameters: int
    weights: tuple[NDArray[Any], ...] = ()
    activation: str = ""


@dataclass(frozen=True)
class ModelRecord:
    """A model as data.

    Attributes
    ----------
    input_shape, output_shape : tuple of int or None
        Without the batch axis.
    layers : tuple of LayerRecord
        In the order of the model; the layers of a model inside stand in its place.
    predictions : tuple of ndarray
        What it answers to each probe.
    training : mapping
        ``optimizer``, ``learning_rate``, ``loss`` and ``from_logits``, the last two by
        what the loss computes; ``rates``, of one that changes in training: pairs of a
        step and the rate at it; ``built_for``, the number of parameters that the
        optimizer has begun to train, or None. Empty if it was not compiled.
    hidden : bool
        Whether it tells inputs apart with all its parameters at 0, so that it works
        with other numbers. Tried on small models whose weights are asked for.
    """

    input_shape: tuple[int | None, ...]
    output_shape: tuple[int | None, ...]
    layers: tuple[LayerRecord, ...]
    predictions: tuple[NDArray[Any], ...] = ()
    training: Mapping[str, Any] = field(default_factory=dict)
    hidden: bool = False

    @property
    def parameters(self) -> int:
        """How many numbers the model holds."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def trainable_parameters(self) -> int:
        """How many of them train."""
        return sum(layer.trainable_parameters for layer in self.layers)

    @property
    def steps(self) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
        """Kind and output shape of every layer that has a say in the shapes."""
        return tuple(
            (layer.kind, layer.output_shape)
            for layer in self.layers
            if layer.kind not in SHAPE_NEUTRAL_LAYERS
        )

    def of_kind(self, kind: str) -> tuple[LayerRecord, ...]:
        """Return the layers of one class."""
        return tuple(layer for layer in self.layers if layer.kind == kind)


def record_model(
    model: Model,
    probes: Sequence[NDArray[Any]] = (),
    weights: bool = True,
) -> ModelRecord:
    """Write down a Keras model as plain data.

    Parameters
    ----------
    model : keras.Model
        Built: it knows its input shape.
    probes : sequence of ndarray
        Batches of inputs; what the model answers to them is written down.
    weights : bool, default True
        Write down the weights too.

    Raises
    ------
    ValueError
        If the model is not built, or takes or returns several arrays.

    Notes
    -----
    A model written as a class has no graph: its ``call`` is followed once. One that
    takes batches of one size only gets batches of that size. Of a model whose height
    and width are left open the shapes are those that the probes have, if they all have
    the same.

    Examples
    --------
    >>> from cnnbook.models import lenet5
    >>> record_model(lenet5()).steps[1]
    ('MaxPooling2D', (14, 14, 6))
    """
    graph = _graph(model, probes)
    if not model.built or graph is None or graph.inputs is None:
        raise ValueError("it does not know its input shape: begin with keras.Input")
    if len(graph.inputs) != 1 or len(graph.outputs) != 1:
        raise ValueError("it should take one array and return one")
    trains = {id(weight) for weight in model.trainable_weights}
    batch, *shape = graph.inputs[0].shape
    uses = list(_uses(graph))
    answers = tuple(_answers(model, probe, batch) for probe in probes)
    ends = tuple(shape), tuple(graph.outputs[0].shape[1:])
    made: dict[int, list[tuple[int, ...]]] = {}
    if None in shape and len({probe.shape[1:] for probe in probes}) == 1:
        ends = probes[0].shape[1:], answers[0].shape[1:]
        made = _shapes_made(graph, [part for part, _ in uses], probes[0][:1])
    still = _still_averages(model, [part for part, _ in uses], probes, batch)
    tried = weights and bool(probes)
    return ModelRecord(
        *ends,
        tuple(_layer(*use, trains, weights, made, still) for use in uses),
        answers,
        training_of(model, graph.outputs[0].shape[-1] or 1),
        tried and _hides_numbers(model, [part for part, _ in uses], probes[0], batch),
    )


def input_shape(model: Any) -> tuple[int | None, ...] | None:
    """Return what shape a model takes, batch axis included; None if it is not known.

    Parameters
    ----------
    model : keras.Model
        One written as a class knows the shape with which it was called or built.
    """
    shape = told(model, "input_shape")
    if shape is None:
        shapes = getattr(model, "_build_shapes_dict", None) or {}
        shape = shapes.get("input_shape")
    return tuple(shape) if isinstance(shape, tuple | list) else None


def _graph(model: Any, probes: Sequence[NDArray[Any]]) -> Any:
    """Return a model that has inputs, outputs and operations, all known."""
    if told(model, "inputs") is not None:
        return model
    shape = input_shape(model)
    if shape is None:
        return None
    import keras

    # It was built with some size; the probes, if there are any, have shown others.
    sizes = zip(shape[1:], *(probe.shape[1:] for probe in probes), strict=True)
    inputs = keras.Input([n[0] if len(set(n)) == 1 else None for n in sizes])
    try:
        return keras.Model(inputs, model.call(inputs))
    except Exception:  # it works with sizes that it can't know beforehand
        inputs = keras.Input(shape[1:])
        return keras.Model(inputs, model.call(inputs))


def _shapes_made(
    model: Model, parts: Sequence[Any], probe: NDArray[Any]
) -> dict[int, list[tuple[int, ...]]]:
    """Return what shapes each layer makes of a probe, by the layer's identity."""
    made: dict[int, list[tuple[int, ...]]] = {}
    leaves = {id(part): part for part in parts}.values()

    def watched(part: Any) -> None:
        call = part.call

        def noted(*args: Any, **kwargs: Any) -> Any:
            result = call(*args, **kwargs)
            shape = tuple(getattr(result, "shape", (None,)))[1:]
            made.setdefault(id(part), []).append(shape)
            return result

        part.call = noted

    try:
        for part in leaves:
            watched(part)
        model(probe, training=False)
    finally:
        for part in leaves:
            vars(part).pop("call", None)
    return made


def _answers(model: Model, probe: NDArray[Any], batch: int | None) -> NDArray[Any]:
    """Ask a model, in batches of its size if it takes no others."""
    if batch is None or len(probe) == batch:
        return as_numpy(model(probe, training=False))
    more = -len(probe) % batch
    padded = np.concatenate([probe, np.repeat(probe[-1:], more, axis=0)])
    parts = [
        as_numpy(model(padded[start : start + batch], training=False))
        for start in range(0, len(padded), batch)
    ]
    answers: NDArray[Any] = np.concatenate(parts)[: len(probe)]
    return answers


def _still_averages(
    model: Any,
    parts: Sequence[Any],
    probes: Sequence[NDArray[Any]],
    batch: int | None,
) -> set[int]:
    """Return the normalisations, by identity, that training leaves as they are.

    Their switch is on, and says no more than that they may move: a class of the
    learner's own can keep them from it.
    """
    on = {
        id(part): part
        for part in parts
        if type(part).__name__ == "BatchNormalization" and part.trainable
    }
    if not on or not probes:
        return set()
    state = [(v, as_numpy(v)) for v in model.non_trainable_variables]
    before = {key: list(map(as_numpy, part.weights)) for key, part in on.items()}
    try:
        model(np.resize(probes[0], (batch or 2, *probes[0].shape[1:])), training=True)
        return {
            key
            for key, part in on.items()
            if all(map(np.array_equal, before[key], map(as_numpy, part.weights)))
        }
    except Exception:  # it can't be called so
        return set()
    finally:
        for variable, value in state:
            variable.assign(value)


def _hides_numbers(
    model: Model, parts: Sequence[Any], probe: NDArray[Any], batch: int | None
) -> bool:
    """Return whether a small model tells inputs apart with all its parameters at 0."""
    own = {id(w): w for part in parts for w in getattr(part, "weights", ())}.values()
    if sum(math.prod(weight.shape) for weight in own) > SMALL:
        return False
    kept = [(weight, as_numpy(weight).copy()) for weight in own]
    try:
        for weight, value in kept:
            weight.assign(np.zeros_like(value))
        answers = _answers(model, probe[:A_FEW], batch)
        return bool(np.ptp(answers, axis=0).max() > 1e-5 * np.abs(answers).max())
    except Exception:  # it can't do without them
        return False
    finally:
        for weight, value in kept:
            weight.assign(value)


def _uses(model: Any) -> Iterator[tuple[Any, Any]]:
    """Yield layers and operations; of a model that uses one again, use by use.

    Those of a model inside stand in its place. With each comes Keras' node of the use,
    where it takes one to tell the uses apart. What holds weights comes once.
    """
    uses = [(part, None) for part in getattr(model, "operations", model.layers)]
    nodes: Mapping[int, Any] = getattr(model, "_nodes_by_depth", {})
    if sum(map(len, nodes.values())) > len(uses):
        ordered = (node for depth in sorted(nodes)[::-1] for node in nodes[depth])
        uses = [(node.operation, node) for node in ordered]
    known: set[int] = set()
    for part, node in uses:
        if id(part) in known and getattr(part, "weights", None):
            continue
        known.add(id(part))
        if hasattr(part, "layers"):
            yield from _uses(part)
        else:
            yield part, node


def _layer(
    layer: Any,
    node: Any,
    trains: set[int],
    weights: bool,
    made: Mapping[int, list[tuple[int, ...]]],
    still: set[int],
) -> LayerRecord:
    own = getattr(layer, "weights", [])
    kept = tuple(as_numpy(w) for w in own) if weights else ()
    sizes = [(math.prod(w.shape), id(w) in trains) for w in own]
    kind, activation = _kind(layer)
    settings = _settings(layer)
    return LayerRecord(
        kind,
        settings | {"trainable": False} if id(layer) in still else settings,
        made[id(layer)].pop(0) if made.get(id(layer)) else _output_shape(layer, node),
        sum(size for size, _ in sizes),
        sum(size for size, train in sizes if train),
        kept,
        activation,
    )


def _output_shape(layer: Any, node: Any = None) -> tuple[int | None, ...]:
    """Return the shape of what comes out, or nothing where that is not known."""
    if node is not None:
        return tuple(node.outputs[0].shape)[1:]
    try:
        return tuple(getattr(layer.output, "shape", (None,)))[1:]
    except AttributeError:  # called inside a model of a class of the learner's own
        return ()


def _kind(layer: Any) -> tuple[str, str]:
    """Return the class of a layer and its activation, both by what they do."""
    kind = type(layer).__name__
    function = getattr(layer, "activation", None)
    if callable(function) and kind != "Activation":
        return kind, activation_name(function)
    if kind in ACTIVATION_LAYERS:
        return kind, activation_name(layer)
    if hasattr(layer, "get_config") and hasattr(layer, "weights"):
        return kind, ""
    # An operation, such as keras.ops.tanh(x), stands for the layer that does the same.
    if kind == "Mean" and getattr(layer, "axis", None) in ((1, 2), [1, 2]):
        return ("GlobalAveragePooling2D", "") if not layer.keepdims else (kind, "")
    name = activation_name(layer)
    return ("Activation", name) if name != "other" else (kind, "")


def _settings(layer: Layer) -> dict[str, Any]:
    """Return the settings by which a layer works, whatever it says of itself."""
    try:
        config = layer.get_config()
    except Exception:  # a layer of the learner's own
        return {}
    settings = {}
    for key, said in config.items():
        own = getattr(layer, key, said)
        value = own if _plain(own) else said
        if key not in IGNORED_SETTINGS and _plain(value):
            settings[key] = tuple(value) if isinstance(value, list) else value
    return settings


def _plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    return value is None or isinstance(value, str | bool | int | float)
