"""Replace each window of a map by its largest or its mean value."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array
from cnnbook._checks import as_pair, describe
from cnnbook.ops.padding import IMAGE_AXES, Padding, pad_axes, resolve_padding


def pool2d(
    x: ArrayLike,
    size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
    mode: Literal["max", "average"] = "max",
    padding: Padding = "valid",
) -> NDArray[Any]:
    """Return the largest or the mean value of each window, channel by channel.

    Parameters
    ----------
    x : array_like, shape (H, W), (H, W, C) or (N, H, W, C)
        One map, one volume, or a batch of volumes.
    size : int or (int, int), default 2
        Height and width of the window, in pixels.
    stride : int or (int, int), optional
        Step of the window in pixels; the size unless given.
    mode : {"max", "average"}, default "max"
        What to keep of a window.
    padding : int, (int, int), "valid" or "same", default "valid"
        As for `conv2d`, but smaller than the window. Padded pixels are never counted:
        they can't be the maximum, and they are left out of the mean.

    Returns
    -------
    ndarray
        The same number of axes and channels. Maxima keep the type; means of whole
        numbers are float64.

    Raises
    ------
    TypeError, ValueError
        If an array, a setting or a mode is not allowed, or the window does not fit.

    Notes
    -----
    See chapter 6; padded pixels are treated as Keras treats them.

    Examples
    --------
    >>> pool2d([[4, 3, 1, 5], [1, 3, 4, 8], [4, 5, 4, 3], [6, 5, 9, 4]])
    array([[4, 8],
           [6, 9]])
    """
    x = as_array("x", x, IMAGE_AXES)
    size = as_pair("size", size, 1)
    step = size if stride is None else as_pair("stride", stride, 1)
    if mode not in ("max", "average"):
        raise ValueError(f'mode must be "max" or "average", got {describe(mode)}')
    first = 1 if x.ndim == 4 else 0
    axes = (first, first + 1)
    borders = resolve_padding(padding, x.shape[first : first + 2], size, step)
    for f, border in zip(size, borders, strict=True):
        if max(border) >= f:
            raise ValueError(
                f"padding must be smaller than the window of {f} pixels, or a window "
                f"could hold padding alone: got {max(border)}"
            )

    def windows(array: NDArray[Any], value: float) -> NDArray[Any]:
        padded = pad_axes(array, borders, axes, value)
        every = sliding_window_view(padded, size, axis=axes)
        steps = [slice(None)] * first + [slice(None, None, s) for s in step]
        stepped: NDArray[Any] = every[tuple(steps)]
        return stepped

    if mode == "max":
        lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
        largest: NDArray[Any] = windows(x, lowest).max(axis=(-2, -1))
        return largest
    real = np.ones(x.shape, x.dtype if x.dtype.kind == "f" else np.float64)
    count: NDArray[Any] = windows(real, 0).sum(axis=(-2, -1))
    mean: NDArray[Any] = windows(x, 0).sum(axis=(-2, -1)) / count
    return mean
