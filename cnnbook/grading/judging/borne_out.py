"""Work out from a recorded network's layers what it answers.

The record comes from students' code, which could write any answers into it. The layers
are followed one by one with NumPy; how they were joined is not on record, so a network
with branches can't be followed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnnbook import ops
from cnnbook.exercises.base import ModelExercise
from cnnbook.exercises.recomputed import FUNCTIONS, TOLERANCE
from cnnbook.models import LayerRecord, ModelRecord

Work = Callable[[NDArray[Any], LayerRecord], Any]
MOST_PRODUCTS, MOST_NUMBERS = 5_000_000, 400_000
"""For an input: multiplications in all, and numbers of a layer's."""
AT_A_TIME, ROUNDING = 50, 1e-6
"""Inputs worked on together, and what is rounding, as a share of the largest answer."""
OTHERS = "the layers and weights on record give other answers than it gave"
TOO_LARGE = "it is too large to be worked out again"
IDLE = {
    "ActivityRegularization",
    "AlphaDropout",
    "Dropout",
    "GaussianDropout",
    "GaussianNoise",
    "Identity",
    "InputLayer",
    "SpatialDropout2D",
}
"""Kinds that change nothing but in training; so do those called Random."""


class _TooLargeError(Exception):
    """It would take too long to follow this network."""


def doubt_about(exercise: ModelExercise, record: ModelRecord) -> str:
    """Say why a network's answers are not known to come from its layers, or nothing.

    Parameters
    ----------
    exercise : ModelExercise
        Whose probes it was asked.
    record : ModelRecord
        From students' code.
    """
    unknown = [layer for layer in record.layers if _work_of(layer) is None]
    if unknown:
        return f"what {unknown[0].kind[:40]} computes can't be worked out again"
    try:
        with np.errstate(all="ignore"):
            pairs = zip(record.predictions, exercise.probes(), strict=True)
            right = all(_same(said, _answers(record, probe)) for said, probe in pairs)
    except _TooLargeError:
        return TOO_LARGE
    except Exception:  # no network that Keras has made
        right = False
    return "" if right else OTHERS


def _same(said: NDArray[Any], answers: NDArray[Any]) -> bool:
    """Return whether each answer is the one that was given.

    A single huge one gives the others no room but for rounding.
    """
    if said.shape != answers.shape:
        return False
    size = np.abs(answers).max(axis=tuple(range(1, answers.ndim)), keepdims=True)
    slack = TOLERANCE * size + ROUNDING * size.max(initial=0)
    return bool(np.all(np.abs(said - answers) <= slack))


def _answers(record: ModelRecord, probe: NDArray[Any]) -> NDArray[Any]:
    parts = range(0, len(probe), AT_A_TIME)
    return np.concatenate([_part(record, probe[n : n + AT_A_TIME]) for n in parts])


def _part(record: ModelRecord, x: NDArray[Any]) -> NDArray[Any]:
    products = 0
    for layer in record.layers:
        held = sum(array.size for array in layer.weights)
        places = int(np.prod(x.shape[1:-1]))
        products += held * places
        if products > MOST_PRODUCTS or places * _widest(layer, x) > MOST_NUMBERS:
            raise _TooLargeError
        work = _work_of(layer)
        if work is None:
            raise ValueError(layer.kind)
        x = _bent(work(x, layer), layer)
    return x


def _widest(layer: LayerRecord, x: NDArray[Any]) -> int:
    """Return the most numbers that a layer has for a place, of its own or coming in."""
    spread = layer.settings.get("dilation_rate", 1), layer.settings.get("padding")
    wide = 1 if isinstance(spread[1], str) or spread[1] is None else np.max(spread[1])
    depth = max(n for array in (x, *layer.weights) for n in array.shape[-1:])
    return int(depth * max(1, wide) ** 2 * np.max(spread[0]) ** 2)


def _bent(x: NDArray[Any], layer: LayerRecord) -> NDArray[Any]:
    """Apply the activation of a layer."""
    if layer.kind in ("LeakyReLU", "ELU"):
        return x
    return np.asarray(BENDS[layer.activation](x))


def _work_of(layer: LayerRecord) -> Work | None:
    """Return what a layer does before its activation; None if that is not known."""
    plain = layer.settings.get("data_format", "channels_last") in (
        "channels_last",
        None,
    )
    if layer.kind in ("LeakyReLU", "ELU"):
        return WORK[layer.kind]
    if not plain or layer.activation not in BENDS:
        return None
    if layer.kind in IDLE or layer.kind.startswith("Random"):
        return _nothing
    return WORK.get(layer.kind)


def _nothing(x: NDArray[Any], layer: LayerRecord) -> NDArray[Any]:
    return x


def _bias(layer: LayerRecord, before: int) -> NDArray[Any] | float:
    return layer.weights[before] if len(layer.weights) > before else 0.0


def _sliding(layer: LayerRecord) -> dict[str, Any]:
    said = layer.settings
    return {
        "padding": said["padding"],
        "stride": said["strides"],
        "dilation": said.get("dilation_rate", 1),
    }


def _conv(x: NDArray[Any], layer: LayerRecord) -> Any:
    groups = layer.settings.get("groups", 1)
    z = ops.conv_layer(x, layer.weights[0], groups=groups, **_sliding(layer))
    return z + _bias(layer, 1)


def _depthwise(x: NDArray[Any], layer: LayerRecord) -> Any:
    return ops.depthwise_conv(x, layer.weights[0], **_sliding(layer)) + _bias(layer, 1)


def _separable(x: NDArray[Any], layer: LayerRecord) -> Any:
    maps = ops.depthwise_conv(x, layer.weights[0], **_sliding(layer))
    return ops.conv_layer(maps, layer.weights[1]) + _bias(layer, 2)


def _normalised(x: NDArray[Any], layer: LayerRecord) -> Any:
    said, held = layer.settings, list(layer.weights)
    if said["axis"] not in (-1, x.ndim - 1):
        raise ValueError("over another axis")
    factors = held.pop(0) if said["scale"] else 1.0
    summands = held.pop(0) if said["center"] else 0.0
    mean, variance = held
    return (x - mean) / np.sqrt(variance + said["epsilon"]) * factors + summands


def _standardised(x: NDArray[Any], layer: LayerRecord) -> Any:
    said = layer.settings["mean"], layer.settings["variance"]
    mean, variance = layer.weights[:2] or map(_number, said)
    return (x - mean) / np.maximum(np.sqrt(variance), 1e-7)


def _rescaled(x: NDArray[Any], layer: LayerRecord) -> Any:
    return x * _number(layer.settings["scale"]) + _number(layer.settings["offset"])


def _number(said: Any) -> Any:
    """Return a setting of a layer, which holds no other numbers."""
    if not isinstance(said, int | float):
        raise TypeError("it is no single number")
    return np.float32(said)


def _pooled(mode: Literal["max", "average"]) -> Work:
    def work(x: NDArray[Any], layer: LayerRecord) -> Any:
        said = layer.settings
        step = said["strides"] or said["pool_size"]
        if np.max(said["pool_size"]) > np.max(x.shape[1:3]):
            raise _TooLargeError
        return ops.pool2d(x, said["pool_size"], step, mode, said["padding"])

    return work


def _over_all(reduce: Callable[..., Any]) -> Work:
    def work(x: NDArray[Any], layer: LayerRecord) -> Any:
        left = reduce(x, axis=(1, 2))
        return left.reshape(len(x), *layer.output_shape)

    return work


def _padded(x: NDArray[Any], layer: LayerRecord) -> Any:
    return np.pad(x, ((0, 0), *layer.settings["padding"], (0, 0)))


def _cropped(x: NDArray[Any], layer: LayerRecord) -> Any:
    (top, bottom), (left, right) = layer.settings["cropping"]
    return x[:, top : x.shape[1] - bottom, left : x.shape[2] - right]


def _gelu(z: NDArray[Any]) -> Any:
    """Use the error function by formula 7.1.26 of Abramowitz and Stegun."""
    t = 1 / (1 + 0.3275911 * np.abs(z) / np.sqrt(2))
    numbers = 1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592
    tail = np.polyval([*numbers, 0.0], t) * np.exp(-z * z / 2) / 2
    return z * np.where(z > 0, 1 - tail, tail)


BENDS: Mapping[str, Callable[[NDArray[Any]], Any]] = {
    name: bend
    for name, bend in FUNCTIONS.items()
    if name not in ("hard_tanh", "stretched tanh")
} | {
    "gelu": _gelu,
    "log_softmax": lambda z: np.log(FUNCTIONS["softmax"](z)),
    "selu": lambda z: 1.05070099 * FUNCTIONS["elu"](z, 1.67326324),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),  # close to 0, too, in 32 bits
    "silu": lambda z: z / (1 + np.exp(-z)),
    "softplus": lambda z: np.logaddexp(0, z),
}
"""Activations by the names on record."""
WORK: Mapping[str, Work] = {
    "Activation": _nothing,
    "AveragePooling2D": _pooled("average"),
    "BatchNormalization": _normalised,
    "Conv2D": _conv,
    "Cropping2D": _cropped,
    "Dense": lambda x, layer: x @ layer.weights[0] + _bias(layer, 1),
    "DepthwiseConv2D": _depthwise,
    "ELU": lambda x, layer: FUNCTIONS["elu"](x, layer.settings["alpha"]),
    "Flatten": lambda x, layer: x.reshape(len(x), -1),
    "GlobalAveragePooling2D": _over_all(np.mean),
    "GlobalMaxPooling2D": _over_all(np.max),
    "LeakyReLU": lambda x, layer: np.where(
        x > 0, x, _number(layer.settings["negative_slope"]) * x
    ),
    "Max": _over_all(np.max),
    "MaxPooling2D": _pooled("max"),
    "Mean": _over_all(np.mean),
    "Normalization": _standardised,
    "PReLU": lambda x, layer: np.where(x > 0, x, layer.weights[0] * x),
    "Permute": lambda x, layer: x.transpose(0, *layer.settings["dims"]),
    "ReLU": _nothing,
    "Rescaling": _rescaled,
    "Reshape": lambda x, layer: x.reshape(len(x), *layer.output_shape),
    "SeparableConv2D": _separable,
    "Softmax": _nothing,
    "ZeroPadding2D": _padded,
}
"""What layers do before their activation, by their kinds."""
