"""Cross-correlation and true convolution of one map with one kernel."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array, common_dtype
from cnnbook._checks import as_pair
from cnnbook.arithmetic.padding import Borders, Padding, Pair
from cnnbook.ops.padding import pad_axes, resolve_padding
from cnnbook.ops.windows import slide

MAP_AXES = {2: "(H, W)", 3: "(N, H, W)"}
KERNEL_AXES = {2: "(f_H, f_W); for an image with channels use conv_layer"}


def conv2d(
    image: ArrayLike,
    kernel: ArrayLike,
    padding: Padding = 0,
    stride: Pair = 1,
    *,
    dilation: Pair = 1,
) -> NDArray[Any]:
    """Slide `kernel` over `image` and sum the products in each window.

    This is cross-correlation, which the field calls convolution: the kernel is not
    flipped.

    Parameters
    ----------
    image : array_like, shape (H, W) or (N, H, W)
        One map, or a batch of maps, which may be empty. A NaN spoils only the windows
        that hold it.
    kernel : array_like, shape (f_H, f_W)
        Finite weights.
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same", default 0
        Zeros added on every side, or (above and below, left and right), or
        ((above, below), (left, right)), in pixels; or none. ``"same"`` pads as
        TensorFlow does: ⌈n / stride⌉ pixels come out, and an odd pixel goes below or
        to the right.
    stride : int or (int, int), default 1
        Step of the window in pixels, at least 1.
    dilation : int or (int, int), default 1
        Distance of neighbouring weights in pixels, at least 1: f weights then span
        (f − 1) · dilation + 1 pixels.

    Returns
    -------
    ndarray, shape (H_out, W_out) or (N, H_out, W_out)
        The feature map. The wider float type of the two arrays is kept; whole numbers
        and bools beside floats take it over, and alone give int64, whose sums wrap
        around beyond ±2⁶³ as NumPy's do.

    Raises
    ------
    TypeError
        If an array does not hold numbers, or a setting is no whole number.
    ValueError
        If a shape, a setting or a weight is not allowed, the kernel does not fit, or
        a whole number is too large for int64.

    Notes
    -----
    Worked by hand in chapter 2. See Goodfellow, Bengio and Courville (2016),
    section 9.1; for dilation Yu and Koltun (2016), equation 2.

    Examples
    --------
    >>> conv2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
    array([[51, 62]])
    >>> conv2d([[1, 2, 3, 4]], [[1, 10]], dilation=2)
    array([[31, 42]])
    """
    pixels, weights, borders, step, apart = prepare(
        image, kernel, padding, stride, dilation
    )
    windows = slide(pad_axes(pixels, borders, (-2, -1)), weights.shape, step, apart)
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
    stride: Pair = 1,
    *,
    dilation: Pair = 1,
) -> NDArray[Any]:
    """Convolve `image` with `kernel` as mathematics defines it: flip, then slide.

    Parameters
    ----------
    image, kernel, padding, stride, dilation
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
    return conv2d(image, kernel[::-1, ::-1], padding, stride, dilation=dilation)


def prepare(
    image: ArrayLike,
    kernel: ArrayLike,
    padding: Padding,
    stride: Pair,
    dilation: Pair,
) -> tuple[NDArray[Any], NDArray[Any], Borders, tuple[int, int], tuple[int, int]]:
    """Check the arguments, bring both arrays to one type and settings to pairs."""
    image = as_array("image", image, MAP_AXES, batched=(3,))
    kernel = as_array("kernel", kernel, KERNEL_AXES, finite=True)
    step = as_pair("stride", stride, 1)
    apart = as_pair("dilation", dilation, 1)
    borders = resolve_padding(padding, image.shape[-2:], kernel.shape, step, apart)
    dtype = common_dtype(image, kernel)
    pixels, weights = (array.astype(dtype, copy=False) for array in (image, kernel))
    return pixels, weights, borders, step, apart
