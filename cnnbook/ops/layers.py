"""A whole convolution layer, and the ReLU behind it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array, common_dtype
from cnnbook._checks import as_pair
from cnnbook.ops.padding import Padding, pad_axes, resolve_padding

VOLUME_AXES = {3: "(H, W, C_in)", 4: "(N, H, W, C_in)"}
FILTER_AXES = {4: "(f_H, f_W, C_in, C_out)"}
BLOCK_SIZE = 2**20
"""Numbers laid out at a time: each pixel stands in up to f_H · f_W windows."""


def conv_layer(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    padding: Padding = 0,
    stride: int | tuple[int, int] = 1,
) -> NDArray[Any]:
    """Apply every filter of `w` to the volume `x` and add the biases.

    Parameters
    ----------
    x : array_like, shape (H, W, C_in) or (N, H, W, C_in)
        One image, or a batch of images.
    w : array_like, shape (f_H, f_W, C_in, C_out)
        Finite weights, in Keras' order.
    b : array_like, shape (C_out,), optional
        One bias per filter; none unless given.
    padding, stride
        As for `conv2d`.

    Returns
    -------
    ndarray, shape (H_out, W_out, C_out) or (N, H_out, W_out, C_out)
        One feature map per filter, before the activation.

    Raises
    ------
    TypeError, ValueError
        As for `conv2d`, and if `w` is not as deep as `x` or `b` has another length.

    Notes
    -----
    Built in chapter 5: z = W ∗ a + b.

    Examples
    --------
    One pixel with three channels, and one filter that adds them up:

    >>> conv_layer([[[1, 2, 3]]], [[[[1], [1], [1]]]], b=[10])
    array([[[16]]])
    """
    x = as_array("x", x, VOLUME_AXES)
    w = as_array("w", w, FILTER_AXES, finite=True)
    f_h, f_w, c_in, c_out = w.shape
    if x.shape[-1] != c_in:
        raise ValueError(
            f"w must be as deep as x: w has {c_in} input channels, "
            f"x has {x.shape[-1]} (its shape is {x.shape})"
        )
    b = np.zeros(c_out, np.int64) if b is None else b
    b = as_array("b", b, {1: "(C_out,)"}, finite=True)
    if b.shape != (c_out,):
        raise ValueError(f"b must have one entry per filter, {c_out}, got {b.shape}")
    step = as_pair("stride", stride, 1)
    borders = resolve_padding(padding, x.shape[-3:-1], (f_h, f_w), step)
    dtype = common_dtype(x, w, b)

    x = pad_axes(x.astype(dtype, copy=False), borders, (-3, -2))
    batch = x if x.ndim == 4 else x[None]
    z = _im2col_product(batch, w.astype(dtype), step)
    z += b.astype(dtype)
    return z if x.ndim == 4 else z[0]


def _im2col_product(
    x: NDArray[Any], w: NDArray[Any], step: tuple[int, int]
) -> NDArray[Any]:
    """Lay each window out as a row of a matrix, and multiply that by all filters."""
    f_h, f_w, c_in, c_out = w.shape
    images, height, width, _ = x.shape
    # A row of a window lies in one piece in memory: f_W pixels, each with its channels.
    lines = np.ascontiguousarray(x).reshape(images, height, width * c_in)
    windows = sliding_window_view(lines, (f_h, f_w * c_in), axis=(1, 2))
    windows = windows[:, :: step[0], :: step[1] * c_in]
    filters = w.reshape(-1, c_out)
    z = np.empty((*windows.shape[:3], c_out), x.dtype)
    rows = max(1, BLOCK_SIZE // (images * windows.shape[2] * len(filters)))
    for top in range(0, windows.shape[1], rows):
        some = windows[:, top : top + rows]
        z[:, top : top + rows] = (some.reshape(-1, len(filters)) @ filters).reshape(
            *some.shape[:3], c_out
        )
    return z


def relu(z: ArrayLike) -> NDArray[Any]:
    """Return `z` with every negative number replaced by 0.

    Parameters
    ----------
    z : array_like
        Numbers of any shape.

    Returns
    -------
    ndarray
        The same shape and type.

    Raises
    ------
    TypeError
        If `z` does not hold numbers.

    Notes
    -----
    See chapter 5.

    Examples
    --------
    >>> relu([-2, 0, 3])
    array([0, 0, 3])
    """
    rectified: NDArray[Any] = np.maximum(as_array("z", z), 0)
    return rectified
