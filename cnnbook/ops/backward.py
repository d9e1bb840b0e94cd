"""Carry a gradient back through a convolution."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array, common_dtype
from cnnbook.arithmetic.padding import Padding, Pair
from cnnbook.ops.convolution import MAP_AXES, prepare
from cnnbook.ops.padding import pad_axes
from cnnbook.ops.windows import slide


def conv2d_backward(
    gradient: ArrayLike,
    image: ArrayLike,
    kernel: ArrayLike,
    padding: Padding = 0,
    stride: Pair = 1,
    *,
    dilation: Pair = 1,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Carry the gradient of a loss back through `conv2d`.

    Parameters
    ----------
    gradient : array_like, shape (H_out, W_out) or (N, H_out, W_out)
        Derivative of the loss with respect to each value that `conv2d` returned.
    image, kernel, padding, stride, dilation
        What `conv2d` was called with.

    Returns
    -------
    grad_image : ndarray, shape of `image`
        Derivative of the loss with respect to each pixel.
    grad_kernel : ndarray, shape of `kernel`
        Derivative of the loss with respect to each weight, summed over the batch; 0
        for an empty one. Both have the widest float type of `gradient`, `image` and
        `kernel`, or int64 where none of them holds floats.

    Raises
    ------
    TypeError, ValueError
        As for `conv2d`, and if `gradient` has not the output's shape.

    Notes
    -----
    Each product ``pixel * weight`` of the forward pass sends the gradient of its sum
    to both of them. At stride 1 `grad_kernel` is the image correlated with the
    gradient, and `grad_image` the gradient padded by f − 1 and truly convolved with
    the kernel: Goodfellow, Bengio and Courville (2016), section 9.5. For every stride
    `grad_image` is a transposed convolution: see `conv_transpose`.

    Examples
    --------
    >>> grad_image, grad_kernel = conv2d_backward([[1, 0]], [[1, 2, 3]], [[10, 20]])
    >>> grad_image, grad_kernel
    (array([[10, 20,  0]]), array([[1, 2]]))
    """
    pixels, weights, borders, step, apart = prepare(
        image, kernel, padding, stride, dilation
    )
    padded = pad_axes(pixels, borders, (-2, -1))
    windows = slide(padded, weights.shape, step, apart)
    gradient = as_array("gradient", gradient, MAP_AXES, batched=(3,))
    if gradient.shape != windows.shape[:-2]:
        raise ValueError(
            f"gradient must have the output's shape {windows.shape[:-2]}, "
            f"got {gradient.shape}"
        )
    dtype = common_dtype(gradient, weights)
    grad_kernel = np.zeros(weights.shape, dtype)
    grad_padded = np.zeros(padded.shape, dtype)
    grad_windows = slide(grad_padded, weights.shape, step, apart, writeable=True)
    for (u, v), weight in np.ndenumerate(weights):
        grad_kernel[u, v] = np.sum(gradient * windows[..., u, v])
        grad_windows[..., u, v] += gradient * weight
    (above, _), (left, _) = borders
    height, width = pixels.shape[-2:]
    return grad_padded[..., above : above + height, left : left + width], grad_kernel
