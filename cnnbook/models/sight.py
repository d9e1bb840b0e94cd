"""What the values of a Keras layer see of the picture."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any, Literal

from cnnbook.arithmetic.reach import Reach
from cnnbook.arithmetic.sizes import same_padding
from cnnbook.models import kinds
from cnnbook.models.graph import Call, Shape

Sight = tuple[Reach, ...] | Literal["whole"] | None
"""For each axis of the map what its values see; the whole picture; or not defined.

A list of numbers, which has no such axis, has an empty tuple until it is mixed.
"""
MANY = 720_720
"""Stands for an open size, which is taken to be divisible by the strides."""


class Untouched(tuple[Reach, ...]):
    """What the values of a picture see that went through no window: themselves."""

    __slots__ = ()


def sight_of_input(shape: Shape) -> Sight:
    """Return what the values of a picture see: themselves."""
    return Untouched((Reach(),) * (len(shape) - 1))


def look(call: Call, given: list[Sight]) -> Sight:
    """Return what the values that a call makes see, from what those see that it takes.

    Examples
    --------
    >>> import keras
    >>> from cnnbook.models.graph import read_graph
    >>> model = keras.Sequential([keras.Input((9, 9, 3)), keras.layers.Conv2D(1, 5)])
    >>> look(read_graph(model).calls[0], [sight_of_input((9, 9, 3))])[0].pixels
    5
    """
    kind = kinds.known(call.operation)
    if kind in kinds.JOINS or kind == "Concatenate":
        return _join(call, given)
    sight = given[0] if len(given) == 1 else None
    if kind in kinds.ALONE or sight is None:
        return sight if kind in kinds.ALONE else None
    if kind in kinds.OF_THE_WHOLE or kind in kinds.GLOBAL_POOLS:
        return "whole"
    if kind in kinds.ALONG_AN_AXIS:
        return sight if sight and _axes(call) <= {_channels(call)} else "whole"
    if kind in kinds.REDUCTIONS:
        return _reduced(call, sight)
    if kind in ("Flatten", "Reshape", "ExpandDims", "Squeeze"):
        return _reshaped(call, sight)
    if kind == "Dense":
        return "whole" if sight in ("whole", ()) else sight
    if kind not in WINDOWS:
        return None
    if sight == "whole":
        return sight
    return _along_axes(call, sight)


WINDOWS = kinds.CONVOLUTIONS | kinds.DEPTHWISE | kinds.SEPARABLE | kinds.TRANSPOSED
WINDOWS |= kinds.POOLS | kinds.BORDERS | kinds.ENLARGEMENTS


def _along_axes(call: Call, sight: tuple[Reach, ...]) -> Sight:
    """Follow a layer that treats every axis on its own."""
    layer, kind, axes = call.operation, kinds.kind_of(call.operation), len(sight)
    sizes = [_spatial(call, one.shape) for one in (call.inputs[0], call.outputs[0])]
    looks: list[Reach | None] = []
    for axis, (reach, n, out) in enumerate(zip(sight, *sizes, strict=True)):

        def setting(name: str, axis: int = axis) -> Any:
            return kinds.per_axis(getattr(layer, name), axes)[axis]

        if kind in kinds.BORDERS:
            inside = kind.startswith("Cropping")
            ends = layer.cropping if inside else layer.padding
            before = ends[axis][0] if axes > 1 else ends[0]
            looks.append(reach.window(1, before=-before if inside else before))
        elif kind in kinds.ENLARGEMENTS:
            looks.append(_enlarged(layer, reach, setting("size")))
        elif kind in kinds.POOLS:
            f, s = setting("pool_size"), setting("strides")
            looks.append(reach.window(f, s, _before(layer, n, f, s, 1)))
        else:
            f, s, d = map(setting, ("kernel_size", "strides", "dilation_rate"))
            if kind in kinds.TRANSPOSED:
                before = _before(layer, out, f, s, d)
                looks.append(reach.transposed(f, s, before, d))
            else:
                looks.append(reach.window(f, s, _before(layer, n, f, s, d), d))
    seen = tuple(one for one in looks if one is not None)
    return seen if len(seen) == axes else None


def _before(layer: Any, n: int | None, f: int, s: int, d: int) -> int:
    """Return the pixels that a layer adds before the first one."""
    if layer.padding == "same":
        return same_padding(n or MANY, f, s, dilation=d)[0]
    return (f - 1) * d if layer.padding == "causal" else 0


def _enlarged(layer: Any, reach: Reach, times: int) -> Reach | None:
    way = getattr(layer, "interpolation", "nearest")
    if way == "nearest":
        return reach.transposed(times, times)
    if way != "bilinear":
        return None

    def places(o: int) -> Iterable[int]:  # the pixels whose centres lie around o's
        left, between = divmod(2 * o + 1 - times, 2 * times)
        return (left, left + 1) if between else (left,)

    return reach.enlarged(times, places)


def _join(call: Call, given: list[Sight]) -> Sight:
    shapes = [value.shape for value in call.inputs]
    if kinds.known(call.operation) == "Concatenate":
        along_channels = _axes(call) == {len(shapes[0])}
        if not along_channels and "whole" not in given:
            return None
    if "whole" in given:
        return "whole"
    seen = [sight for sight in given if sight is not None and sight != "whole"]
    if not seen or len(seen) < len(given) or len({*map(len, seen)}) > 1:
        return None
    if len({shape[:-1] for shape in shapes}) > 1:  # broadcast along an axis
        return None
    return tuple(reduce(Reach.joined, axis) for axis in zip(*seen, strict=True))


def _reduced(call: Call, sight: Sight) -> Sight:
    axes, rank = _axes(call), len(call.inputs[0].shape)
    if sight == "whole" or axes >= set(range(1, rank)):
        return "whole"
    return sight if axes == {rank} and call.operation.keepdims else None


def _reshaped(call: Call, sight: Sight) -> Sight:
    made = call.outputs[0].shape
    if sight == "whole":
        return sight
    if isinstance(sight, Untouched) and (len(made) > 1 or not sight):
        return sight_of_input(made)  # the same picture, laid out in another way
    return "whole" if len(made) == 1 else None


def _axes(call: Call) -> set[int]:
    """Return the axes that a layer works along, counted with the batch axis."""
    rank = len(call.inputs[0].shape) + 1
    axis = getattr(call.operation, "axis", -1)
    axes = range(1, rank) if axis is None else [axis] if isinstance(axis, int) else axis
    return {one % rank for one in axes}


def _channels(call: Call) -> int:
    return len(call.inputs[0].shape)


def _spatial(call: Call, shape: Shape) -> Shape:
    return shape[1:] if kinds.channels_first(call.operation) else shape[:-1]
