"""Read plain values and models' records that may be forged."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.grading.runtime.protocol import Frame, ProtocolError, unpack
from cnnbook.models.record import LayerRecord, ModelRecord

UNPACKING_ERRORS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
)


def unpacked(packed: Any, arrays: tuple[NDArray[Any], ...]) -> Any:
    """Return a value that `pack` may have written.

    Parameters
    ----------
    packed : object
        Plain data of JSON.
    arrays : tuple of ndarray
        That came with it, each for one place: a few bytes must not become many.

    Raises
    ------
    ProtocolError
        If it is no such value.

    Examples
    --------
    >>> unpacked({"tuple": [1, {"number": 0}]}, (np.array(2.5),))
    (1, np.float64(2.5))
    """
    try:
        if _references(packed) > len(arrays):
            raise ProtocolError("an array is used twice")
        return unpack(packed, arrays)
    except UNPACKING_ERRORS as error:
        raise ProtocolError("a value that is none") from error


def _references(packed: Any) -> int:
    if isinstance(packed, list):
        return sum(map(_references, packed))
    if not isinstance(packed, dict):
        return 0
    inside = sum(map(_references, packed.values()))
    return inside + ("array" in packed or "number" in packed)


def read_record(frame: Frame) -> ModelRecord:
    """Return the model that a frame describes.

    Parameters
    ----------
    frame : Frame
        Perhaps forged.

    Raises
    ------
    ProtocolError
        If it describes none.
    """
    fields = unpacked(frame.header.get("record"), frame.arrays)
    try:
        return ModelRecord(
            layers=tuple(_layer(layer) for layer in fields["layers"]),
            input_shape=_shape(fields["input_shape"]),
            output_shape=_shape(fields["output_shape"]),
            predictions=tuple(map(_array, fields["predictions"])),
            training={str(key): _plain(v) for key, v in fields["training"].items()},
            hidden=_switch(fields["hidden"]),
        )
    except UNPACKING_ERRORS as error:
        raise ProtocolError("a model's record that is none") from error


def _layer(fields: dict[str, Any]) -> LayerRecord:
    if not isinstance(fields["kind"], str):
        raise ProtocolError("a layer's record that is none")
    return LayerRecord(
        kind=fields["kind"],
        settings={str(key): _plain(v) for key, v in fields["settings"].items()},
        output_shape=_shape(fields["output_shape"]),
        parameters=_whole_number(fields["parameters"]),
        trainable_parameters=_whole_number(fields["trainable_parameters"]),
        weights=tuple(map(_array, fields["weights"])),
        activation=_word(fields["activation"]),
    )


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise ProtocolError("a name that is none")
    return value


def _switch(value: Any) -> bool:
    if type(value) is not bool:
        raise ProtocolError("a switch that is none")
    return value


def _whole_number(value: Any) -> int:
    if type(value) is not int:
        raise ProtocolError("a whole number that is none")
    return value


def _shape(value: Any) -> tuple[int | None, ...]:
    shape = tuple(value)
    if any(n is not None and type(n) is not int for n in shape):
        raise ProtocolError("a shape that is none")
    return shape


def _array(value: Any) -> NDArray[Any]:
    if not isinstance(value, np.ndarray):
        raise ProtocolError("an array that is none")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(map(_plain, value))
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise ProtocolError("a setting that is not plain")
