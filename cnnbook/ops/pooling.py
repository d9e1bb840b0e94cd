"""Replace each window of a map by its largest or its mean value."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array
from cnnbook._checks import as_pair, describe
from cnnbook.arithmetic.padding import Borders, Padding, Pair
from cnnbook.arithmetic.sizes import output_size
from cnnbook.ops.padding import IMAGE_AXES, pad_axes, resolve_padding
from cnnbook.ops.windows import slide


def pool2d(
    x: ArrayLike,
    size: Pair = 2,
    stride: Pair | None = None,
    mode: Literal["max", "average"] = "max",
    padding: Padding = "valid",
    *,
    ceil_mode: bool = False,
) -> NDArray[Any]:
    """Return the largest or the mean value of each window, channel by channel.

    Parameters
    ----------
    x : array_like, shape (H, W), (H, W, C) or (N, H, W, C)
        One map, one volume, or a batch of volumes, which may be empty.
    size : int or (int, int), default 2
        Height and width of the window, in pixels.
    stride : int or (int, int), optional
        Step of the window in pixels; the size unless given.
    mode : {"max", "average"}, default "max"
        What to keep of a window.
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        As for `conv2d`, but smaller than the window; by default none, ``"valid"``.
        Padded pixels are never counted: they can't be the maximum, and they are left
        out of the mean.
    ceil_mode : bool, default False
        Where the last step leaves pixels over, let one more window hang over the lower
        or the right edge; what it holds beyond it is not counted.

    Returns
    -------
    ndarray
        The same number of axes and channels. Floats keep their type. Maxima of bools
        and of whole numbers of every type are int64, their means float64.

    Raises
    ------
    TypeError, ValueError
        If an array, a setting or a mode is not allowed, the window does not fit, or a
        whole number is too large for int64.

    Notes
    -----
    See chapter 6; padded pixels are treated as Keras treats them, and `ceil_mode` is
    that of PyTorch's pooling with ``count_include_pad=False``.

    Examples
    --------
    >>> pool2d([[4, 3, 1, 5], [1, 3, 4, 8], [4, 5, 4, 3], [6, 5, 9, 4]])
    array([[4, 8],
           [6, 9]])
    >>> pool2d([[4, 3, 1]], (1, 2)), pool2d([[4, 3, 1]], (1, 2), ceil_mode=True)
    (array([[4]]), array([[4, 1]]))
    """
    x = as_array("x", x, IMAGE_AXES, batched=(4,))
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

    if ceil_mode:
        borders = _hanging_over(x.shape[first : first + 2], size, step, borders)

    def windows(array: NDArray[Any], value: float) -> NDArray[Any]:
        return slide(pad_axes(array, borders, axes, value), size, step, axes=axes)

    if mode == "max":
        lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
        largest: NDArray[Any] = windows(x, lowest).max(axis=(-2, -1))
        return largest
    real = np.ones(x.shape, x.dtype if x.dtype.kind == "f" else np.float64)
    count: NDArray[Any] = windows(real, 0).sum(axis=(-2, -1))
    mean: NDArray[Any] = windows(x, 0).sum(axis=(-2, -1)) / count
    return mean


def _hanging_over(
    image: tuple[int, int],
    size: tuple[int, int],
    step: tuple[int, int],
    borders: Borders,
) -> Borders:
    """Return the borders with room for a last window that hangs over the edge."""

    def wider(n: int, f: int, s: int, ends: tuple[int, int]) -> tuple[int, int]:
        last = (output_size(n, f, ends, s, ceil_mode=True) - 1) * s
        return ends[0], max(ends[1], last + f - n - ends[0])

    high, wide = zip(image, size, step, borders, strict=True)
    return wider(*high), wider(*wide)
