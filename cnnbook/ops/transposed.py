"""The transposed convolution, which makes a map larger."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import common_dtype
from cnnbook._checks import as_pair
from cnnbook.arithmetic.padding import Padding, Pair
from cnnbook.arithmetic.transposed import transposed_output
from cnnbook.ops.volumes import as_biases, as_filters, as_volume
from cnnbook.ops.windows import slide


def conv_transpose(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    padding: Padding = 0,
    stride: Pair = 1,
    *,
    output_padding: Pair = 0,
    dilation: Pair = 1,
) -> NDArray[Any]:
    """Paste the kernels, weighted with every value of `x`, `stride` pixels apart.

    Parameters
    ----------
    x : array_like, shape (H, W, C_in) or (N, H, W, C_in)
        One volume, or a batch of them, which may be empty.
    w : array_like, shape (f_H, f_W, C_out, C_in)
        Finite weights, in Keras' order: those of a convolution from C_out channels to
        C_in, which is the one that is transposed.
    b : array_like, shape (C_out,), optional
        One bias per map that comes out; none unless given.
    padding, stride, dilation
        Those of the convolution that is transposed, as for `conv2d`: `padding` pixels
        are cut off what was pasted, and `stride` is by how much the map grows. With
        ``"same"`` it grows to ``stride`` times its size.
    output_padding : int or (int, int), default 0
        Pixels more below and to the right, fewer than a step. From stride 2 on several
        sizes of an image give maps of one size; this says which of them is meant.

    Returns
    -------
    ndarray, shape (H_out, W_out, C_out) or (N, H_out, W_out, C_out)
        H_out = (H − 1) · stride + f − 2 · padding + output_padding, where a dilated
        kernel counts as (f − 1) · dilation + 1. Its type is as for `conv_layer`.

    Raises
    ------
    TypeError, ValueError
        As for `conv_layer`, if `output_padding` is not smaller than `stride`, or if
        the padding leaves nothing.

    Notes
    -----
    Written as a matrix, a convolution without biases takes an image to M · image, and
    this takes a map to Mᵀ · map. So it is the backward pass of `conv_layer`: from the
    gradient of the maps to that of the image. It does not undo a convolution, though
    it is also called a deconvolution. See Dumoulin and Visin (2016), chapter 4.

    Keras' layer of padding ``"valid"`` and a kernel smaller than the stride gives
    ``stride - f`` pixels more: give them as `output_padding`.

    Examples
    --------
    >>> conv_transpose([[[1], [2]]], [[[[1]], [[10]], [[100]]]], stride=2)[..., 0]
    array([[  1,  10, 102,  20, 200]])
    """
    x, w = as_volume(x), as_filters("w", w, "(f_H, f_W, C_out, C_in)")
    f_h, f_w, c_out, c_in = w.shape
    if x.shape[-1] != c_in:
        raise ValueError(
            f"w must be as deep as x: w has {c_in} input channels in its last axis, "
            f"x has {x.shape[-1]} (its shape is {x.shape})"
        )
    b = as_biases(b, c_out)
    step, apart = as_pair("stride", stride, 1), as_pair("dilation", dilation, 1)
    (height, width), borders = transposed_output(
        x.shape[-3:-1], (f_h, f_w), padding, step, output_padding, apart
    )
    (above, below), (left, right) = borders
    dtype = common_dtype(x, w, b)

    x, w = x.astype(dtype, copy=False), w.astype(dtype)
    around = above + height + below, left + width + right
    pasted = np.zeros((*x.shape[:-3], *around, c_out), dtype)
    windows = slide(pasted, (f_h, f_w), step, apart, (-3, -2), writeable=True)
    for u, v in np.ndindex(f_h, f_w):  # one weight of each kernel, for all values
        windows[..., u, v] += x @ w[u, v].T
    z: NDArray[Any] = pasted[..., above : above + height, left : left + width, :]
    z += b.astype(dtype)
    return z
