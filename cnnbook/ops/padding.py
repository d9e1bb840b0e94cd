"""Put a border around an image."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array
from cnnbook._checks import as_pair, describe
from cnnbook.arithmetic import same_padding

Padding = int | tuple[int, int] | Literal["valid", "same"]
Borders = tuple[tuple[int, int], tuple[int, int]]

IMAGE_AXES = {2: "(H, W)", 3: "(H, W, C)", 4: "(N, H, W, C)"}


def pad(
    image: ArrayLike, padding: int | tuple[int, int] | Borders, value: float = 0
) -> NDArray[Any]:
    """Return the image with `padding` pixels of `value` on every side.

    Parameters
    ----------
    image : array_like, shape (H, W), (H, W, C) or (N, H, W, C)
        One map, one image with channels, or a batch of images.
    padding : int, (int, int) or ((int, int), (int, int))
        Pixels on every side; or (above and below, left and right); or
        ((above, below), (left, right)). At least 0 each.
    value : float, default 0
        What the new pixels hold.

    Returns
    -------
    ndarray
        The larger image. Its type is kept, unless whole numbers meet a fraction.

    Raises
    ------
    TypeError, ValueError
        If `image` is no image, or `padding` is not made of whole numbers from 0.

    Notes
    -----
    See chapter 4.

    Examples
    --------
    >>> pad([[1, 2], [3, 4]], 1)
    array([[0, 0, 0, 0],
           [0, 1, 2, 0],
           [0, 3, 4, 0],
           [0, 0, 0, 0]])
    """
    array = as_array("image", image, IMAGE_AXES)
    array = array.astype(np.result_type(array.dtype, value))
    first = 1 if array.ndim == 4 else 0
    return pad_axes(array, _borders(padding), (first, first + 1), value)


def pad_axes(
    array: NDArray[Any], borders: Borders, axes: tuple[int, int], value: float = 0
) -> NDArray[Any]:
    """Return `array` padded along the two axes that hold height and width."""
    widths = [(0, 0)] * array.ndim
    for axis, border in zip(axes, borders, strict=True):
        widths[axis] = border
    if not any(map(any, widths)):
        return array
    return np.pad(array, widths, constant_values=value)


def resolve_padding(
    padding: Padding | Borders,
    size: tuple[int, int],
    kernel_size: tuple[int, int],
    stride: tuple[int, int],
) -> Borders:
    """Return ((above, below), (left, right)) and make sure that the kernel fits.

    Parameters
    ----------
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        As the caller wrote it.
    size, kernel_size, stride : (int, int)
        Heights and widths of the image, of the kernel and of a step, in pixels.

    Raises
    ------
    TypeError, ValueError
        If `padding` is none of these, or the kernel is larger than the padded image.

    Examples
    --------
    >>> resolve_padding("same", size=(6, 5), kernel_size=(2, 3), stride=(1, 1))
    ((0, 1), (1, 1))
    """
    if isinstance(padding, str):
        if padding == "valid":
            borders = (0, 0), (0, 0)
        elif padding == "same":
            high, wide = zip(size, kernel_size, stride, strict=True)
            borders = same_padding(*high), same_padding(*wide)
        else:
            raise ValueError(
                'padding must be "valid", "same", a whole number of at least 0 or a '
                f"pair of them, got {describe(padding)}"
            )
    else:
        borders = _borders(padding)
    for axis, n, f, (before, after) in zip(
        ("high", "wide"), size, kernel_size, borders, strict=True
    ):
        if f > n + before + after:
            raise ValueError(
                f"kernel is {f} pixels {axis}, but the padded image only "
                f"{n + before + after}: use a smaller kernel or more padding"
            )
    return borders


def _borders(padding: int | tuple[int, int] | Borders) -> Borders:
    if isinstance(padding, tuple | list) and len(padding) == 2:
        vertical, horizontal = padding
    else:
        vertical = horizontal = as_pair("padding", padding, 0)[0]
    return as_pair("padding", vertical, 0), as_pair("padding", horizontal, 0)
