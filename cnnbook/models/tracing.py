"""Trace a Keras model, or a network on paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, overload

from cnnbook import arithmetic
from cnnbook._checks import as_int, describe
from cnnbook.arithmetic import Trace
from cnnbook.arithmetic.tracing import Layer
from cnnbook.models.costs import multiply_adds
from cnnbook.models.graph import Value, read_graph
from cnnbook.models.kinds import kind_of, known
from cnnbook.models.model_trace import ModelRow, ModelTrace
from cnnbook.models.sight import Sight, look, sight_of_input


@overload
def trace(model: Sequence[int], layers: Iterable[Layer]) -> Trace: ...
@overload
def trace(*, input_shape: Sequence[int], layers: Iterable[Layer]) -> Trace: ...
@overload
def trace(model: Any, *, input_shape: Sequence[int] | None = None) -> ModelTrace: ...
def trace(
    model: Any = None,
    layers: Iterable[Layer] | None = None,
    *,
    input_shape: Sequence[int] | None = None,
) -> Trace | ModelTrace:
    """Follow a picture through a Keras model, or through layers on paper.

    Parameters
    ----------
    model : keras.Model, or (int, int, int)
        A model: sequential, functional with branches, with models inside, or a class of
        its own. Or height, width and channels of an image, which goes through `layers`.
    layers : iterable of layers, optional
        `cnnbook.Conv`, `cnnbook.Pool` and so on, in order; not with a model.
    input_shape : tuple of int, optional
        The shape of a picture, for a model that leaves it open. A model that is not
        built yet is built with it.

    Returns
    -------
    ModelTrace or Trace
        A row for each input and each layer, with shape, parameters, multiply-adds,
        receptive field and jump, and of a model the memory of what it puts out. It
        prints as a table. Of layers on paper it is what `cnnbook.arithmetic.trace`
        returns.

    Raises
    ------
    TypeError, ValueError
        If it is no model, its input shape is not known, or as
        `cnnbook.arithmetic.trace`.

    Notes
    -----
    Parameters are Keras' own. Multiply-adds are those of convolutions and dense layers,
    as papers count them; a layer that is not Keras' own is "not counted", unless it is
    made of Keras' layers. Receptive fields are those of Araujo, Norris and Sim (2019),
    padding included; where branches join, that of all together. They are not defined
    behind a layer that is not known, and behind paths of different jumps.

    Examples
    --------
    >>> import keras
    >>> image = keras.Input((8, 8, 3), name="image")
    >>> maps = keras.layers.Conv2D(4, 3, 2, "same", name="conv")(image)
    >>> short = keras.layers.Conv2D(4, 1, 2, name="short")(image)
    >>> both = keras.layers.Add(name="add")([maps, short])
    >>> print(trace(keras.Model(image, both)))
    layer  kind        output  parameters  trainable  multiply-adds  sees  jump   memory
    image  InputLayer  8×8×3            0          0              0   1×1   1×1    768 B
    conv   Conv2D      4×4×4          112        112          1,728   3×3   2×2    256 B
    short  Conv2D      4×4×4           16         16            192   1×1   2×2    256 B
    add    Add         4×4×4            0          0              0   3×3   2×2    256 B
    total                             128        128          1,920              1.54 kB
    128 parameters train, 0 do not.
    """
    if layers is not None:
        shape = input_shape if model is None else model
        if hasattr(shape, "layers"):
            raise TypeError("layers are for an input shape, not for a Keras model")
        return arithmetic.trace(shape, layers)  # type: ignore[arg-type]  # it refuses
    if not (hasattr(model, "layers") and hasattr(model, "weights")):
        raise TypeError(
            "model must be a Keras model, or give the shape (H, W, C) of an image and "
            f"the layers it goes through; got {describe(model)}"
        )
    if input_shape is not None:
        input_shape = tuple(as_int("input_shape", n, 1) for n in input_shape)
    return _trace_model(model, input_shape)


def _trace_model(model: Any, input_shape: tuple[int, ...] | None) -> ModelTrace:
    graph = read_graph(model, input_shape)
    weights = _Weights(model)
    sights: dict[Value, Sight] = {}
    rows = []
    for value in graph.inputs:
        sights[value] = sight_of_input(value.shape)
        output = _output([value], sights[value])
        rows.append(ModelRow(value.name, "InputLayer", **output))
    for call in graph.calls:
        given = [sights[value] for value in call.inputs]
        sight = look(call, given)
        sights |= dict.fromkeys(call.outputs, sight)
        parameters, trainable, notes = weights.count(call.operation)
        work = multiply_adds(call)
        if work is None and not known(call.operation):
            notes.append("not a layer of Keras' own, so its multiply-adds are unknown")
        notes += _disagreement(given, sight)
        rows.append(
            ModelRow(
                call.name,
                kind_of(call.operation),
                parameters=parameters,
                trainable=trainable,
                multiply_adds=work,
                note="; ".join(notes),
                **_output(call.outputs, sight),
            )
        )
    parameters, trainable, _ = weights.count(model)
    if parameters:
        note = "weights of the model, or of layers made of layers, themselves"
        rows.append(
            ModelRow("(others)", kind_of(model), (), parameters, trainable, note=note)
        )
    return ModelTrace(rows)


class _Weights:
    """Counts every array of a model once."""

    def __init__(self, model: Any) -> None:
        self.trainable = {id(weight) for weight in model.trainable_weights}
        self.seen: set[int] = set()

    def count(self, operation: Any) -> tuple[int, int, list[str]]:
        """Return the parameters not counted yet, those that train, and a note."""
        weights = getattr(operation, "weights", [])
        new = [weight for weight in weights if id(weight) not in self.seen]
        self.seen |= {id(weight) for weight in new}
        sizes = [(math.prod(w.shape), id(w) in self.trainable) for w in new]
        shared = "its parameters are shared, and counted above"
        return (
            sum(size for size, _ in sizes),
            sum(size for size, trains in sizes if trains),
            [shared] if len(new) < len(weights) else [],
        )


def _output(values: list[Value], sight: Sight) -> dict[str, Any]:
    """Return the fields of a row that tell of what a layer puts out."""
    counts = [_count(value) for value in values]
    sizes = [_bytes_each(value) for value in values]
    known_counts = [count for count in counts if count is not None]
    open_size = len(known_counts) < len(counts)
    seen = sight if isinstance(sight, tuple) and sight else None
    jumps = [reach.jump for reach in seen or ()]
    return {
        "shape": values[0].shape,
        "receptive_field": seen and tuple(reach.pixels for reach in seen),
        "jump": tuple(jumps) if jumps and None not in jumps else None,
        "sees_whole": sight == "whole",
        "numbers": None if open_size else sum(known_counts),
        "bytes": None
        if open_size
        else sum(n * size for n, size in zip(known_counts, sizes, strict=True)),
    }


def _count(value: Value) -> int | None:
    return None if None in value.shape else math.prod(n or 0 for n in value.shape)


def _bytes_each(value: Value) -> int:
    bits = "".join(filter(str.isdigit, str(value.tensor.dtype).split("_")[0]))
    return int(bits) // 8 if bits else 1


def _disagreement(given: list[Sight], sight: Sight) -> list[str]:
    """Say which jumps come together where there is none afterwards."""
    seen = [one for one in given if isinstance(one, tuple) and one]
    if len(seen) < 2 or not isinstance(sight, tuple):
        return []
    jumps = {"×".join(str(reach.jump) for reach in one) for one in seen}
    if len(jumps) == 1 or all(reach.jump is not None for reach in sight):
        return []
    return [f"its paths disagree in the jump: {' and '.join(sorted(jumps))}"]
