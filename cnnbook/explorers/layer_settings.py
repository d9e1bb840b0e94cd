"""The layers of a network as settings that a script can read, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from cnnbook._checks import describe
from cnnbook.arithmetic import Conv, Dense, Flatten, GlobalPool, Pool

LAYER_CLASSES = {
    "conv": Conv,
    "pool": Pool,
    "global pool": GlobalPool,
    "flatten": Flatten,
    "dense": Dense,
}
DEFAULT_MODES = {"pool": "max", "global pool": "average"}
MAX_SETTINGS = {
    "filters": 4096,
    "units": 16384,
    "kernel_size": 31,
    "size": 31,
    "stride": 16,
}
MAX_PADDING = 16


class NetworkError(traitlets.TraitError, ValueError):
    """A network that the tracer can't show."""


def as_layer(settings: Mapping[str, Any]) -> Any:
    """Return the layer that the settings describe.

    Examples
    --------
    >>> as_layer({"kind": "dense", "units": 10}).step((4,)).parameters
    50
    """
    rest = {name: settings[name] for name in settings if name not in ("kind", "mode")}
    return LAYER_CLASSES[settings["kind"]](**rest)


def as_settings(layer: Any) -> dict[str, Any]:
    """Return the settings of a layer, all of them, or complete the settings given.

    Parameters
    ----------
    layer : Conv, Pool, GlobalPool, Flatten, Dense or mapping
        A layer, or a mapping with the key ``"kind"`` and those settings of this kind
        that are not left at their defaults. A pool keeps the maximum and a global pool
        the average, unless a mapping has another ``"mode"``.

    Raises
    ------
    TypeError, ValueError
        If it is no layer, a setting is wrong, or a window is not square.

    Examples
    --------
    >>> as_settings(Conv(6, 5, padding="same"))["kernel_size"]
    5
    >>> as_settings({"kind": "global pool", "mode": "max"})
    {'kind': 'global pool', 'mode': 'max'}
    """
    mode = None
    if isinstance(layer, Mapping):
        layer, mode = _from_mapping(layer)
    kind = next(
        (name for name in LAYER_CLASSES if type(layer) is LAYER_CLASSES[name]), None
    )
    if kind is None:
        raise TypeError(
            "it must be a Conv, Pool, GlobalPool, Flatten, Dense or a mapping with "
            f"its settings, got {describe(layer)}"
        )
    settings: dict[str, Any] = {"kind": kind}
    if kind == "dense":
        layer.step((1,))  # refuse a wrong number of units
        settings |= {"units": int(layer.units), "bias": bool(layer.bias)}
    if kind == "conv":
        settings["filters"] = layer.filters
    if kind in ("conv", "pool"):
        settings |= _window(layer, "kernel_size" if kind == "conv" else "size")
    if kind == "conv":
        settings["bias"] = layer.bias
    if kind in DEFAULT_MODES:
        settings["mode"] = mode or DEFAULT_MODES[kind]
    for name, most in MAX_SETTINGS.items():
        if settings.get(name, 1) > most:
            raise ValueError(f"{name} must be at most {most}, got {settings[name]}")
    return settings


def _from_mapping(given: Mapping[str, Any]) -> tuple[Any, str | None]:
    """Return the layer and the mode that a mapping describes."""
    kind, mode = given.get("kind"), given.get("mode")
    if kind not in LAYER_CLASSES:
        raise ValueError(
            f"kind must be one of {', '.join(LAYER_CLASSES)}, got {kind!r}"
        )
    if "mode" in given and (
        kind not in DEFAULT_MODES or mode not in ("max", "average")
    ):
        raise ValueError(
            'mode is "max" or "average", for a pool or a global pool alone; got '
            f"{mode!r} for a {kind}"
        )
    try:
        return as_layer(given), mode
    except TypeError as error:
        if "argument" not in str(error):
            raise
        raise ValueError(f"wrong settings for a {kind}: {sorted(given)}") from None


def _window(layer: Any, name: str) -> dict[str, Any]:
    """Return the settings of a window: square, with a padding that is not too large."""
    for what, plain in [("groups", 1), ("dilation", (1, 1)), ("ceil_mode", False)]:
        if getattr(layer, what, plain) != plain:
            raise ValueError(f"{what} can't be shown in the tracer")
    for what, (height, width) in [
        (name, layer.kernel_size),
        ("stride", layer.stride),
    ]:
        if height != width:
            raise ValueError(
                f"{what} must be square in the tracer, got {height}×{width}"
            )
    padding = layer.padding
    if isinstance(padding, tuple | list):
        raise ValueError(
            f"padding must be the same on all sides in the tracer, got {padding}"
        )
    if not isinstance(padding, str) and padding > MAX_PADDING:
        raise ValueError(f"padding must be at most {MAX_PADDING}, got {padding}")
    return {
        name: layer.kernel_size[0],
        "stride": layer.stride[0],
        "padding": padding if isinstance(padding, str) else int(padding),
    }
