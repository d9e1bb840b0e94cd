"""Summaries of a network that is planned, and of one with a setting that is not."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

PADDING, KERNEL, STRIDE, FILTERS, BIAS = 1, 2, 3, 4, 5
KERNELS, STRIDES = range(1, 10), range(1, 5)
"""What somebody might have taken for a size, and for a stride."""
Line: TypeAlias = tuple[tuple[int, ...], int]
"""Output and parameters of a layer."""


@dataclass(frozen=True)
class Layer:
    """A layer of the plan, with its settings."""

    kind: str
    filters: int = 0
    f: int = 0
    s: int = 1
    padding: bool = False
    bias: bool = True

    def __str__(self) -> str:
        if self.kind == "Flatten":
            return "Flatten()"
        if self.kind == "Dense":
            return f"Dense({self.filters})"
        if self.kind == "MaxPooling2D":
            return f"MaxPooling2D({self.f})"
        strides = f", strides={self.s}" if self.s > 1 else ""
        padding = ', padding="same"' if self.padding else ""
        return f"Conv2D({self.filters}, {self.f}{strides}{padding})"

    def output(self, shape: tuple[int, ...]) -> Line:
        """Return what it makes of a shape, and its parameters."""
        if self.kind == "Flatten":
            return (math.prod(shape),), 0
        if self.kind == "Dense":
            return (self.filters,), (shape[0] + self.bias) * self.filters
        *sides, depth = shape
        made = [
            -(-n // self.s) if self.padding else (n - self.f) // self.s + 1
            for n in sides
        ]
        if self.kind == "MaxPooling2D":
            return (*made, depth), 0
        weights = self.f * self.f * depth + self.bias
        return (*made, self.filters), weights * self.filters


Plan: TypeAlias = tuple[Layer, ...]
Summary: TypeAlias = tuple[Line, ...]


@functools.lru_cache(8192)
def summary(shape: tuple[int, ...], plan: Plan) -> Summary:
    """Return output and parameters of each layer.

    Examples
    --------
    >>> summary((8, 9, 3), (Layer("Conv2D", 4, 3), Layer("Flatten"), Layer("Dense", 2)))
    (((6, 7, 4), 112), ((168,), 0), ((2,), 338))
    """
    lines = []
    for layer in plan:
        shape, parameters = layer.output(shape)
        lines.append((shape, parameters))
    return tuple(lines)


def changed(plan: Plan, layer: int, **settings: Any) -> Plan:
    """Return the plan with other settings of a layer, counted from 1."""
    one = replace(plan[layer - 1], **settings)
    return (*plan[: layer - 1], one, *plan[layer:])


def differing(plan: Summary, built: Summary) -> list[int]:
    """Return the numbers of the layers that are not as planned, from 1."""
    pairs = zip(plan, built, strict=True)
    return [number for number, (one, other) in enumerate(pairs, 1) if one != other]


@functools.lru_cache(1024)
def causes(
    shape: tuple[int, ...], plan: Plan, built: Summary
) -> tuple[tuple[int, int], ...]:
    """Return each layer and setting that explains a summary, all others as planned.

    Parameters
    ----------
    shape : tuple of int
        Of the pictures.
    plan : tuple of Layer
        The plan.
    built : tuple
        The summary.
    """
    found: dict[tuple[int, int], None] = {}
    for number, layer in enumerate(plan, 1):
        for setting, values in _others(layer, built[number - 1]):
            other = changed(plan, number, **values)
            if other != plan and summary(shape, other) == built:
                found[number, setting] = None
    return tuple(found)


def _others(layer: Layer, line: Line) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each setting that a layer may have got wrong, and to what it was set."""
    if layer.kind in ("Conv2D", "Dense"):
        yield BIAS, {"bias": not layer.bias}
        yield FILTERS, {"filters": line[0][-1]}
    if layer.f:
        yield PADDING, {"padding": not layer.padding}
        yield from ((STRIDE, {"s": s}) for s in STRIDES)
        yield from ((KERNEL, {"f": f}) for f in KERNELS)
    if layer.kind == "MaxPooling2D":  # which moves by its own size, unless told
        yield from ((KERNEL, {"f": f, "s": f}) for f in KERNELS)
