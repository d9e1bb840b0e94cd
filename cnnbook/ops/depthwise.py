"""Convolutions that keep the channels apart, and mix them afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import common_dtype
from cnnbook._checks import as_pair
from cnnbook.arithmetic.padding import Padding, Pair
from cnnbook.ops.layers import conv_layer
from cnnbook.ops.padding import pad_axes, resolve_padding
from cnnbook.ops.volumes import as_biases, as_filters, as_volume
from cnnbook.ops.windows import slide


def depthwise_conv(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    padding: Padding = 0,
    stride: Pair = 1,
    *,
    dilation: Pair = 1,
) -> NDArray[Any]:
    """Apply to every channel of `x` filters of its own, and add the biases.

    Parameters
    ----------
    x : array_like, shape (H, W, C) or (N, H, W, C)
        One image, or a batch of images, which may be empty.
    w : array_like, shape (f_H, f_W, C, M)
        Finite weights, in Keras' order: M filters for each channel.
    b : array_like, shape (C · M,), optional
        One bias per map; none unless given.
    padding, stride, dilation
        As for `conv2d`.

    Returns
    -------
    ndarray, shape (H_out, W_out, C · M) or (N, H_out, W_out, C · M)
        The M maps of the first channel, then those of the second, and so on. Its type
        is as for `conv_layer`.

    Raises
    ------
    TypeError, ValueError
        As for `conv_layer`, and if `w` has not a kernel for each channel.

    Notes
    -----
    It is `conv_layer` with as many groups as channels: Howard et al. (2017),
    equation 3.

    Examples
    --------
    >>> depthwise_conv([[[1, 2]]], [[[[10], [100]]]])
    array([[[ 10, 200]]])
    """
    x, w = as_volume(x), as_filters("w", w, "(f_H, f_W, C, M)")
    f_h, f_w, channels, multiplier = w.shape
    if x.shape[-1] != channels:
        raise ValueError(
            f"w must have kernels for each channel of x: w has them for {channels} "
            f"channels, x has {x.shape[-1]} (its shape is {x.shape})"
        )
    b = as_biases(b, channels * multiplier)
    step, apart = as_pair("stride", stride, 1), as_pair("dilation", dilation, 1)
    borders = resolve_padding(padding, x.shape[-3:-1], (f_h, f_w), step, apart)
    dtype = common_dtype(x, w, b)

    x = pad_axes(x.astype(dtype, copy=False), borders, (-3, -2))
    windows = slide(x, (f_h, f_w), step, apart, axes=(-3, -2))  # (…, C, f_H, f_W)
    w = w.astype(dtype)
    z = np.zeros((*windows.shape[:-2], multiplier), dtype)
    for u, v in np.ndindex(f_h, f_w):  # one weight of each kernel, in all windows
        z += windows[..., u, v, None] * w[u, v]
    maps: NDArray[Any] = z.reshape(*z.shape[:-2], channels * multiplier)
    maps += b.astype(dtype)
    return maps


def separable_conv(
    x: ArrayLike,
    depthwise: ArrayLike,
    pointwise: ArrayLike,
    b: ArrayLike | None = None,
    padding: Padding = 0,
    stride: Pair = 1,
    *,
    dilation: Pair = 1,
) -> NDArray[Any]:
    """Filter every channel of `x` on its own, then mix the maps pixel by pixel.

    Parameters
    ----------
    x : array_like, shape (H, W, C) or (N, H, W, C)
        One image, or a batch of images, which may be empty.
    depthwise : array_like, shape (f_H, f_W, C, M)
        The kernels of `depthwise_conv`.
    pointwise : array_like, shape (1, 1, C · M, C_out)
        The filters that mix its maps.
    b : array_like, shape (C_out,), optional
        One bias per filter; none unless given.
    padding, stride, dilation
        Of the depthwise convolution, as for `conv2d`.

    Returns
    -------
    ndarray, shape (H_out, W_out, C_out) or (N, H_out, W_out, C_out)
        One feature map per filter, before the activation; its type is as for
        `conv_layer`.

    Raises
    ------
    TypeError, ValueError
        As for `depthwise_conv` and `conv_layer`, and if `pointwise` is not 1×1.

    Notes
    -----
    Chollet (2017), section 2: nothing comes between the two convolutions.

    Examples
    --------
    >>> separable_conv([[[1, 2]]], [[[[10], [100]]]], [[[[1], [1]]]])
    array([[[210]]])
    """
    mixing = as_filters("pointwise", pointwise, "(1, 1, C · M, C_out)")
    if mixing.shape[:2] != (1, 1):
        raise ValueError(
            f"pointwise must be 1 pixel high and wide, got shape {mixing.shape}"
        )
    maps = depthwise_conv(x, depthwise, None, padding, stride, dilation=dilation)
    return conv_layer(maps, mixing, b)
