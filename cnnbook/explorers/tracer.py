"""The network tracer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import traitlets

from cnnbook import arithmetic
from cnnbook._checks import as_int, describe
from cnnbook.arithmetic import Conv, Dense, Flatten, Pool
from cnnbook.explorers.base import Explorer, table
from cnnbook.explorers.bundling import module
from cnnbook.explorers.layer_settings import NetworkError, as_layer, as_settings

CONVNET = [Conv(10, 3), Conv(20, 5, stride=2), Conv(40, 5, stride=2)]
LENET = [Conv(6, 5, padding="same"), Pool(), Conv(16, 5), Pool()]
NETWORKS = {
    "the lecture's ConvNet": ((39, 39, 3), [*CONVNET, Flatten(), Dense(10)]),
    "LeNet-5": ((28, 28, 1), [*LENET, Flatten(), Dense(120), Dense(84), Dense(10)]),
}
PRESETS = {
    name: {"input_shape": list(shape), "layers": [as_settings(one) for one in layers]}
    for name, (shape, layers) in NETWORKS.items()
}
DEFAULT_PRESET = next(iter(PRESETS))
MAX_LAYERS = 24


class InputShape(traitlets.TraitType[list[int], Any]):
    """Height, width and channels of an image, as a list."""

    info_text = "height, width and channels"

    def validate(self, obj: Any, value: Any) -> list[int]:
        """Return the shape as a list of whole numbers."""
        try:
            shape = [as_int("input_shape", size, 1) for size in _sizes(value)]
        except (TypeError, ValueError) as error:
            raise NetworkError(str(error)) from None
        if len(shape) != 3 or max(shape[:2]) > 512 or shape[2] > 4096:
            raise NetworkError(
                "input_shape must be (H, W, C) of at most (512, 512, 4096), got "
                f"{describe(value)}"
            )
        return shape


class Layers(traitlets.TraitType[list[dict[str, Any]], Any]):
    """The layers of a network: takes layers or their settings, holds settings."""

    info_text = "a list of layers"

    def validate(self, obj: Any, value: Any) -> list[dict[str, Any]]:
        """Return the settings of each layer as a dictionary."""
        if not isinstance(value, Iterable) or isinstance(value, str | bytes | Mapping):
            raise NetworkError(
                f"layers must be a list of layers, got {describe(value)}"
            )
        layers = list(value)
        if len(layers) > MAX_LAYERS:
            raise NetworkError(
                f"layers must be at most {MAX_LAYERS}, got {len(layers)}"
            )
        settings = []
        for number, layer in enumerate(layers, start=1):
            try:
                settings.append(as_settings(layer))
            except (TypeError, ValueError) as error:
                raise NetworkError(f"layer {number}: {error}") from None
        return settings


class NetworkTracer(Explorer):
    """Put layers together, see what each costs, and light what a value sees.

    Parameters
    ----------
    layers : list of Conv, Pool, GlobalPool, Flatten, Dense or dict, or str, optional
        The layers in order; or the name of a preset, ``"the lecture's ConvNet"`` (the
        default) or ``"LeNet-5"``, which brings its input shape along. Windows and
        strides are square. A layer that does not fit the one before it is allowed: the
        picture says so.
    input_shape : (int, int, int), optional
        Height, width and channels of the image; the preset's unless given.
    chosen : int, optional
        The layer whose map is looked at, 0 for the input; the last map unless given.
    row, column : int, optional
        The place in that map; its middle unless given.

    Raises
    ------
    ValueError
        If a shape, a layer or the name of a preset is wrong. The error is a
        `traitlets.TraitError`, too.

    Notes
    -----
    In JupyterLab the traits are live in both directions; `layers` is then a list of
    dictionaries. Chapter 7.

    Examples
    --------
    >>> NetworkTracer("LeNet-5").trace().parameters
    61706
    >>> tracer = NetworkTracer([Conv(2, 3), Dense(4)], input_shape=(6, 6, 3))
    >>> tracer.layers[1]
    {'kind': 'dense', 'units': 4, 'bias': True}
    """

    tag = "cb-network-tracer"
    _esm = module("network-tracer")

    input_shape = InputShape(PRESETS[DEFAULT_PRESET]["input_shape"]).tag(sync=True)
    layers = Layers(PRESETS[DEFAULT_PRESET]["layers"]).tag(sync=True)
    presets = traitlets.Dict(PRESETS, read_only=True).tag(sync=True)
    chosen = traitlets.Int(min=0).tag(sync=True)
    row = traitlets.Int(min=0).tag(sync=True)
    column = traitlets.Int(min=0).tag(sync=True)

    def __init__(self, layers: Any = DEFAULT_PRESET, **traits: Any) -> None:
        if isinstance(layers, str):
            if layers not in PRESETS:
                raise NetworkError(
                    f"layers must be a list of layers or one of {', '.join(PRESETS)}, "
                    f"got {layers!r}"
                )
            traits = {**PRESETS[layers], **traits}
        else:
            traits["layers"] = layers
        super().__init__(**traits)

    def trace(self) -> arithmetic.Trace:
        """Return the table of the network.

        Raises
        ------
        ValueError
            If a layer does not fit, with its position.
        """
        return arithmetic.trace(self.input_shape, map(as_layer, self.layers))

    def fallback(self) -> str:
        """Return the network as a table, as far as its layers fit."""
        rows, problem = self._fitting()
        cells = rows.cells()[: -1 if problem else None]  # no total of a part
        note = f"<p>{escape(problem)}</p>" if problem else ""
        return table("network", [rows.headings, *cells]) + note

    def _fitting(self) -> tuple[arithmetic.Trace, str]:
        """Return the rows of the layers that fit, and why the next one does not."""
        layers = [as_layer(settings) for settings in self.layers]
        problem = ""
        while True:
            try:
                return arithmetic.trace(self.input_shape, layers), problem
            except ValueError as error:
                problem = str(error)
                layers.pop()

    @traitlets.default("chosen")
    def _last_map(self) -> int:
        rows, _ = self._fitting()
        return max(n for n, row in enumerate(rows) if len(row.shape) == 3)

    @traitlets.default("row")
    def _middle_row(self) -> int:
        return self._fitting()[0][self._last_map()].shape[0] // 2

    @traitlets.default("column")
    def _middle_column(self) -> int:
        return self._fitting()[0][self._last_map()].shape[1] // 2


def _sizes(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Iterable) else [value]
