"""A whole convolution layer, and the ReLU behind it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array, common_dtype
from cnnbook._checks import as_pair
from cnnbook.arithmetic.padding import Padding, Pair
from cnnbook.arithmetic.parameters import group_depth
from cnnbook.arithmetic.sizes import dilated_span
from cnnbook.ops.padding import pad_axes, resolve_padding
from cnnbook.ops.volumes import as_biases, as_filters, as_volume

BLOCK_SIZE = 2**20
"""Numbers laid out at a time: each pixel stands in up to f_H · f_W windows."""


def conv_layer(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    padding: Padding = 0,
    stride: Pair = 1,
    *,
    groups: int = 1,
    dilation: Pair = 1,
) -> NDArray[Any]:
    """Apply every filter of `w` to the volume `x` and add the biases.

    Parameters
    ----------
    x : array_like, shape (H, W, C_in) or (N, H, W, C_in)
        One image, or a batch of images, which may be empty.
    w : array_like, shape (f_H, f_W, C_in / groups, C_out)
        Finite weights, in Keras' order.
    b : array_like, shape (C_out,), optional
        One bias per filter; none unless given.
    padding, stride, dilation
        As for `conv2d`.
    groups : int, default 1
        Parts of equal size into which channels and filters are cut: the first filters
        see the first channels alone, and so on. With as many groups as channels it is
        `depthwise_conv`.

    Returns
    -------
    ndarray, shape (H_out, W_out, C_out) or (N, H_out, W_out, C_out)
        One feature map per filter, before the activation. Its type is the widest float
        type of the arrays, or int64, as for `conv2d`.

    Raises
    ------
    TypeError, ValueError
        As for `conv2d`, and if `w` is not as deep as `x`, or a group of it, or `b` has
        another length.

    Notes
    -----
    Built in chapter 5: z = W ⋆ a + b. Groups: Krizhevsky, Sutskever and Hinton (2012),
    section 3.5.

    Examples
    --------
    One pixel with three channels, and one filter that adds them up:

    >>> conv_layer([[[1, 2, 3]]], [[[[1], [1], [1]]]], b=[10])
    array([[[16]]])

    Two groups of one channel, with a filter for each:

    >>> conv_layer([[[1, 2]]], [[[[10, 100]]]], groups=2)
    array([[[ 10, 200]]])
    """
    x, w = as_volume(x), as_filters("w", w, "(f_H, f_W, C_in, C_out)")
    f_h, f_w, depth, c_out = w.shape
    wanted = group_depth(x.shape[-1], c_out, groups)
    if depth != wanted:
        part = f", {wanted} in each of {groups} groups" if groups > 1 else ""
        raise ValueError(
            f"w must be as deep as x: w has {depth} input channels, "
            f"x has {x.shape[-1]}{part} (its shape is {x.shape})"
        )
    b = as_biases(b, c_out)
    step, apart = as_pair("stride", stride, 1), as_pair("dilation", dilation, 1)
    borders = resolve_padding(padding, x.shape[-3:-1], (f_h, f_w), step, apart)
    dtype = common_dtype(x, w, b)

    x = pad_axes(x.astype(dtype, copy=False), borders, (-3, -2))
    batch = x if x.ndim == 4 else x[None]
    w = w.astype(dtype)
    if groups == 1:
        z = _im2col_product(batch, w, step, apart)
    else:
        pairs = zip(np.split(batch, groups, -1), np.split(w, groups, -1), strict=True)
        z = np.concatenate([_im2col_product(*p, step, apart) for p in pairs], axis=-1)
    z += b.astype(dtype)
    return z if x.ndim == 4 else z[0]


def _im2col_product(
    x: NDArray[Any], w: NDArray[Any], step: tuple[int, int], apart: tuple[int, int]
) -> NDArray[Any]:
    """Lay each window out as a row of a matrix, and multiply that by all filters."""
    f_h, f_w, c_in, c_out = w.shape
    span_h, span_w = dilated_span((f_h, f_w), apart)
    images, height, width, _ = x.shape
    # A row of a window lies in one piece in memory: f_W pixels, each with its channels.
    lines = np.ascontiguousarray(x).reshape(images, height, width * c_in)
    windows = sliding_window_view(lines, (span_h, span_w * c_in), axis=(1, 2))
    windows = windows[:, :: step[0], :: step[1] * c_in]
    if apart != (1, 1):  # leave out the pixels between the weights
        windows = windows.reshape(*windows.shape[:4], span_w, c_in)
        windows = windows[:, :, :, :: apart[0], :: apart[1]]
    filters = w.reshape(-1, c_out)
    z = np.empty((*windows.shape[:3], c_out), x.dtype)
    rows = max(1, BLOCK_SIZE // (max(images, 1) * windows.shape[2] * len(filters)))
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
        Numbers of any shape; the first axis may be empty.

    Returns
    -------
    ndarray
        The same shape. Floats keep their type and NaN stays NaN; bools and whole
        numbers of every type give int64.

    Raises
    ------
    TypeError
        If `z` does not hold numbers.
    ValueError
        If it is ragged, or a whole number is too large for int64.

    Notes
    -----
    See chapter 5.

    Examples
    --------
    >>> relu([-2, 0, 3])
    array([0, 0, 3])
    """
    rectified: NDArray[Any] = np.maximum(as_array("z", z, batched=range(1, 65)), 0)
    return rectified
