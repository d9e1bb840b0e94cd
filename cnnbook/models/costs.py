"""How many multiply-adds a layer of Keras takes for one picture."""

from __future__ import annotations

import math

from cnnbook.models.graph import Call, Shape
from cnnbook.models.kinds import (
    CONVOLUTIONS,
    DEPTHWISE,
    FREE,
    SEPARABLE,
    TRANSPOSED,
    channels_first,
    known,
)


def multiply_adds(call: Call) -> int | None:
    """Return the multiply-adds of a call, or None if they are not known.

    Those of convolutions and dense layers are counted, as papers do; biases,
    normalisations, activations, pools and sums are not. Of a transposed convolution
    all products are counted, those that are cut off with the padding too.

    Examples
    --------
    >>> import keras
    >>> from cnnbook.models.graph import read_graph
    >>> model = keras.Sequential([keras.Input((39, 39, 3)), keras.layers.Conv2D(10, 3)])
    >>> multiply_adds(read_graph(model).calls[0])
    369630
    """
    layer, kind = call.operation, known(call.operation)
    if kind in FREE:
        return 0
    counted = CONVOLUTIONS | DEPTHWISE | SEPARABLE | TRANSPOSED | {"Dense"}
    if kind not in counted or getattr(layer, "lora_rank", None):
        return None
    given, made = call.inputs[0].shape, call.outputs[0].shape
    if None in given or None in made:
        return None
    if kind == "Dense":
        return _product(given) * int(layer.units)
    first = channels_first(layer)
    c_in = given[0] if first else given[-1]
    places_in = _product(given[1:] if first else given[:-1])
    places = _product(made[1:] if first else made[:-1])
    window: tuple[int, ...] = tuple(layer.kernel_size)
    weights = math.prod(window) * int(c_in or 0)  # of one filter
    if kind in CONVOLUTIONS:
        return places * weights // int(layer.groups) * int(layer.filters)
    if kind in TRANSPOSED:
        return places_in * weights * int(layer.filters)
    maps = int(layer.depth_multiplier)
    mixing = int(c_in or 0) * maps * int(layer.filters) if kind in SEPARABLE else 0
    return places * (weights * maps + mixing)


def _product(shape: Shape) -> int:
    return math.prod(size or 0 for size in shape)
