"""A whole convolution layer, and the ReLU behind it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array, common_dtype
from cnnbook._checks import pair
from cnnbook.ops.padding import Padding, pad_axes, resolve

VOLUMES = {3: "(H, W, C_in)", 4: "(N, H, W, C_in)"}
FILTERS = {4: "(f_H, f_W, C_in, C_out)"}


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
    TypeError
        If an array does not hold numbers, or a setting is no whole number.
    ValueError
        If a shape, a setting or a weight is not allowed, or the kernel does not fit.

    Notes
    -----
    Built in chapter 5: z = W ∗ a + b.

    Examples
    --------
    One pixel with three channels, and one filter that adds them up:

    >>> conv_layer([[[1, 2, 3]]], [[[[1], [1], [1]]]], b=[10])
    array([[[16]]])
    """
    x = as_array("x", x, VOLUMES)
    w = as_array("w", w, FILTERS, finite=True)
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
    stride = pair("stride", stride, 1)
    borders = resolve(padding, x.shape[-3:-1], (f_h, f_w), stride)
    dtype = common_dtype(x, w, b)

    x = pad_axes(x.astype(dtype), borders, (-3, -2))
    windows = sliding_window_view(x, (f_h, f_w), axis=(-3, -2))
    windows = windows[..., :: stride[0], :: stride[1], :, :, :]  # (…, C_in, f_H, f_W)
    z = np.tensordot(windows, w.astype(dtype), axes=((-3, -2, -1), (2, 0, 1)))
    return z + b.astype(dtype)


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
    z = as_array("z", z)
    return np.maximum(z, 0)
