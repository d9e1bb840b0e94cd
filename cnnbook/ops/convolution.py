"""Cross-correlation and true convolution of one map with one kernel."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array, common_dtype
from cnnbook._checks import as_pair
from cnnbook.ops.padding import Borders, Padding, pad_axes, resolve_padding

MAP_AXES = {2: "(H, W)", 3: "(N, H, W)"}
KERNEL_AXES = {2: "(f_H, f_W); for an image with channels use conv_layer"}


def conv2d(
    image: ArrayLike,
    kernel: ArrayLike,
    padding: Padding = 0,
    stride: int | tuple[int, int] = 1,
) -> NDArray[Any]:
    """Slide `kernel` over `image` and sum the products in each window.

    This is cross-correlation, which the field calls convolution: the kernel is not
    flipped.

    Parameters
    ----------
    image : array_like, shape (H, W) or (N, H, W)
        One map, or a batch of maps. A NaN spoils only the windows that hold it.
    kernel : array_like, shape (f_H, f_W)
        Finite weights.
    padding : int, (int, int), "valid" or "same", default 0
        Zeros added on every side, or (above and below, left and right), in pixels.
        ``"same"`` pads as TensorFlow does: ⌈n / stride⌉ pixels come out, and an odd
        pixel goes below or to the right.
    stride : int or (int, int), default 1
        Step of the window in pixels, at least 1.

    Returns
    -------
    ndarray, shape (H_out, W_out) or (N, H_out, W_out)
        The feature map; float types are kept, whole numbers give int64.

    Raises
    ------
    TypeError
        If an array does not hold numbers, or a setting is no whole number.
    ValueError
        If a shape, a setting or a weight is not allowed, or the kernel does not fit.

    Notes
    -----
    Worked by hand in chapter 2. See Goodfellow, Bengio and Courville (2016),
    section 9.1.

    Examples
    --------
    >>> conv2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
    array([[51, 62]])
    """
    pixels, weights, borders, step = _prepare(image, kernel, padding, stride)
    windows = _windows(pad_axes(pixels, borders, (-2, -1)), weights.shape, step)
    # conv2d is np.einsum("...ijuv,uv->...ij", windows, weights): a sum over u and v for
    # every i and j. It is done along that pair of axes which leaves fewer steps.
    feature_map = np.zeros(windows.shape[:-2], pixels.dtype)
    size = feature_map.shape[-2:]
    if weights.size > size[0] * size[1]:
        for i, j in np.ndindex(size):  # one window, all its weights
            feature_map[..., i, j] = np.tensordot(windows[..., i, j, :, :], weights)
        return feature_map
    products = np.empty_like(feature_map)
    for (u, v), weight in np.ndenumerate(weights):  # one weight, in all windows
        np.multiply(windows[..., u, v], weight, out=products)
        feature_map += products
    return feature_map


def convolve2d(
    image: ArrayLike,
    kernel: ArrayLike,
    padding: Padding = 0,
    stride: int | tuple[int, int] = 1,
) -> NDArray[Any]:
    """Convolve `image` with `kernel` as mathematics defines it: flip, then slide.

    Parameters
    ----------
    image, kernel, padding, stride
        As for `conv2d`.

    Returns
    -------
    ndarray
        As for `conv2d`.

    Raises
    ------
    TypeError, ValueError
        As for `conv2d`.

    Notes
    -----
    See chapter 2. Both axes are flipped: a turn by 180°, not a transpose.

    Examples
    --------
    >>> convolve2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
    array([[15, 26]])
    """
    kernel = as_array("kernel", kernel, KERNEL_AXES, finite=True)
    return conv2d(image, kernel[::-1, ::-1], padding, stride)


def conv2d_backward(
    gradient: ArrayLike,
    image: ArrayLike,
    kernel: ArrayLike,
    padding: Padding = 0,
    stride: int | tuple[int, int] = 1,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Carry the gradient of a loss back through `conv2d`.

    Parameters
    ----------
    gradient : array_like, shape (H_out, W_out) or (N, H_out, W_out)
        Derivative of the loss with respect to each value that `conv2d` returned.
    image, kernel, padding, stride
        What `conv2d` was called with.

    Returns
    -------
    grad_image : ndarray, shape of `image`
        Derivative of the loss with respect to each pixel.
    grad_kernel : ndarray, shape of `kernel`
        Derivative of the loss with respect to each weight, summed over the batch.

    Raises
    ------
    TypeError, ValueError
        As for `conv2d`, and if `gradient` has not the output's shape.

    Notes
    -----
    Each product ``pixel * weight`` of the forward pass sends the gradient of its sum
    to both of them. At stride 1 `grad_kernel` is the image correlated with the
    gradient, and `grad_image` the gradient padded by f − 1 and truly convolved with
    the kernel: Goodfellow, Bengio and Courville (2016), section 9.5.

    Examples
    --------
    >>> grad_image, grad_kernel = conv2d_backward([[1, 0]], [[1, 2, 3]], [[10, 20]])
    >>> grad_image, grad_kernel
    (array([[10, 20,  0]]), array([[1, 2]]))
    """
    pixels, weights, borders, step = _prepare(image, kernel, padding, stride)
    padded = pad_axes(pixels, borders, (-2, -1))
    windows = _windows(padded, weights.shape, step)
    gradient = as_array("gradient", gradient, MAP_AXES)
    if gradient.shape != windows.shape[:-2]:
        raise ValueError(
            f"gradient must have the output's shape {windows.shape[:-2]}, "
            f"got {gradient.shape}"
        )
    dtype = common_dtype(gradient, weights)
    grad_kernel = np.zeros(weights.shape, dtype)
    grad_padded = np.zeros(padded.shape, dtype)
    grad_windows = _windows(grad_padded, weights.shape, step, writeable=True)
    for (u, v), weight in np.ndenumerate(weights):
        grad_kernel[u, v] = np.sum(gradient * windows[..., u, v])
        grad_windows[..., u, v] += gradient * weight
    (above, _), (left, _) = borders
    height, width = pixels.shape[-2:]
    return grad_padded[..., above : above + height, left : left + width], grad_kernel


def _prepare(
    image: ArrayLike,
    kernel: ArrayLike,
    padding: Padding,
    stride: int | tuple[int, int],
) -> tuple[NDArray[Any], NDArray[Any], Borders, tuple[int, int]]:
    """Check the arguments and bring both arrays to one type."""
    image = as_array("image", image, MAP_AXES)
    kernel = as_array("kernel", kernel, KERNEL_AXES, finite=True)
    step = as_pair("stride", stride, 1)
    borders = resolve_padding(padding, image.shape[-2:], kernel.shape, step)
    dtype = common_dtype(image, kernel)
    pixels, weights = (array.astype(dtype, copy=False) for array in (image, kernel))
    return pixels, weights, borders, step


def _windows(
    padded: NDArray[Any],
    size: tuple[int, ...],
    step: tuple[int, int],
    *,
    writeable: bool = False,
) -> NDArray[Any]:
    """View what each output value sees: axes (..., i, j, u, v), nothing copied."""
    every = sliding_window_view(padded, size, (-2, -1), writeable=writeable)
    return every[..., :: step[0], :: step[1], :, :]
