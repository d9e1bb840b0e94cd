"""Put a border around an image."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array
from cnnbook._checks import describe
from cnnbook.arithmetic.padding import Borders, Padding, as_borders
from cnnbook.arithmetic.sizes import dilated_span

IMAGE_AXES = {2: "(H, W)", 3: "(H, W, C)", 4: "(N, H, W, C)"}
SPARE_PIXELS = {"reflect": 1, "symmetric": 0}
"""How many pixels fewer than the image has a border of this mode may be wide."""


def pad(
    image: ArrayLike,
    padding: Padding,
    value: float = 0,
    *,
    mode: Literal["constant", "reflect", "symmetric", "edge"] = "constant",
) -> NDArray[Any]:
    """Return the image with a border of `padding` pixels.

    Parameters
    ----------
    image : array_like, shape (H, W), (H, W, C) or (N, H, W, C)
        One map, one image with channels, or a batch of images, which may be empty.
    padding : int, (int, int), ((int, int), (int, int)) or "valid"
        Pixels on every side; or (above and below, left and right); or
        ((above, below), (left, right)), at least 0 each; or none. ``"same"`` depends
        on a kernel: see `cnnbook.same_padding`.
    value : float, default 0
        What the new pixels hold, if `mode` is ``"constant"``.
    mode : {"constant", "reflect", "symmetric", "edge"}, default "constant"
        What the new pixels are: `value`; the image mirrored at its outermost pixels;
        mirrored behind them, so that they come twice; or the outermost pixels again.

    Returns
    -------
    ndarray
        The larger image. Floats keep their type. Bools and whole numbers of every type
        give int64; with a `value` that is a float, float64.

    Raises
    ------
    TypeError, ValueError
        If `image` is no image, `padding` is not made of whole numbers from 0, a mirror
        has fewer pixels than it should show, or a whole number is too large for int64.

    Notes
    -----
    See chapter 4. The modes are those of `numpy.pad` and of ``tf.pad``; PyTorch says
    ``"replicate"`` for ``"edge"`` and has no ``"symmetric"``.

    Examples
    --------
    >>> pad([[1, 2], [3, 4]], 1)
    array([[0, 0, 0, 0],
           [0, 1, 2, 0],
           [0, 3, 4, 0],
           [0, 0, 0, 0]])
    >>> pad([[1, 2, 3]], (0, 2), mode="reflect")
    array([[3, 2, 1, 2, 3, 2, 1]])
    """
    array = as_array("image", image, IMAGE_AXES, batched=(4,))
    number = as_array("value", value, {0: "() of one number"})
    if isinstance(value, np.unsignedinteger):  # which would make floats of int64
        value = int(number)
    array = array.astype(np.result_type(array.dtype, value))
    if padding == "same":
        raise ValueError(
            'padding "same" depends on a kernel, which pad does not know: give numbers '
            "of pixels, for example those of cb.same_padding"
        )
    first = 1 if array.ndim == 4 else 0
    axes = (first, first + 1)
    borders = as_borders(padding, array.shape[first : first + 2], (1, 1))
    if mode == "constant":
        return pad_axes(array, borders, axes, value)
    if mode not in ("reflect", "symmetric", "edge"):
        raise ValueError(
            'mode must be "constant", "reflect", "symmetric" or "edge", got '
            f"{describe(mode)}"
        )
    if value != 0:
        raise ValueError(f'value is for the mode "constant" alone, got {value}')
    for axis, border in zip(axes, borders, strict=True):
        most = array.shape[axis] - SPARE_PIXELS.get(mode, 0)
        if mode in SPARE_PIXELS and max(border) > most:
            raise ValueError(
                f"padding must be at most {most} where a {mode} border mirrors "
                f"{array.shape[axis]} pixels, got {max(border)}"
            )
    return np.pad(array, _widths(array, borders, axes), mode=mode)


def pad_axes(
    array: NDArray[Any], borders: Borders, axes: tuple[int, int], value: float = 0
) -> NDArray[Any]:
    """Return `array` padded along the two axes that hold height and width."""
    widths = _widths(array, borders, axes)
    if not any(map(any, widths)):
        return array
    return np.pad(array, widths, constant_values=value)


def _widths(
    array: NDArray[Any], borders: Borders, axes: tuple[int, int]
) -> list[tuple[int, int]]:
    widths = [(0, 0)] * array.ndim
    for axis, border in zip(axes, borders, strict=True):
        widths[axis] = border
    return widths


def resolve_padding(
    padding: Padding,
    size: tuple[int, int],
    kernel_size: tuple[int, int],
    stride: tuple[int, int],
    dilation: tuple[int, int] = (1, 1),
) -> Borders:
    """Return ((above, below), (left, right)) and make sure that the kernel fits.

    Parameters
    ----------
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        As the caller wrote it.
    size, kernel_size, stride, dilation : (int, int)
        Heights and widths of the image, of the kernel, of a step and of the distance
        of neighbouring weights, in pixels.

    Raises
    ------
    TypeError, ValueError
        If `padding` is none of these, or the kernel is larger than the padded image.

    Examples
    --------
    >>> resolve_padding("same", size=(6, 5), kernel_size=(2, 3), stride=(1, 1))
    ((0, 1), (1, 1))
    """
    span = dilated_span(kernel_size, dilation)
    borders = as_borders(padding, size, span, stride)
    for axis, n, f, (before, after), d in zip(
        ("high", "wide"), size, span, borders, dilation, strict=True
    ):
        if f > n + before + after:
            apart = f" at dilation {d}" if d > 1 else ""
            raise ValueError(
                f"kernel is {f} pixels {axis}{apart}, but the padded image only "
                f"{n + before + after}: use a smaller kernel or more padding"
            )
    return borders
