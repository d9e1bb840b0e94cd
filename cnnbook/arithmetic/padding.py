"""One meaning of `padding`, for layers on paper and for arrays."""

from __future__ import annotations

from typing import Literal

from cnnbook._checks import as_int, as_pair, describe
from cnnbook.arithmetic.sizes import same_padding

Pair = int | tuple[int, int]
Borders = tuple[tuple[int, int], tuple[int, int]]
Padding = Pair | Borders | Literal["valid", "same"]


def as_borders(
    padding: Padding,
    size: tuple[int, int],
    kernel_size: tuple[int, int],
    stride: tuple[int, int] = (1, 1),
) -> Borders:
    """Return ((above, below), (left, right)) of any way to write a padding.

    Parameters
    ----------
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        Pixels on every side; (above and below, left and right); ((above, below),
        (left, right)); none; or what TensorFlow adds so that ⌈n / stride⌉ pixels come
        out, an odd one below or to the right.
    size, kernel_size, stride : (int, int)
        Heights and widths of the image, of the kernel and of a step, in pixels; only
        ``"same"`` asks for them.

    Raises
    ------
    TypeError, ValueError
        If `padding` is none of these.

    Examples
    --------
    >>> as_borders((1, 2), (6, 5), (3, 3)), as_borders("same", (6, 5), (2, 3))
    (((1, 1), (2, 2)), ((0, 1), (1, 1)))
    """
    if isinstance(padding, str):
        if padding == "valid":
            return (0, 0), (0, 0)
        if padding == "same":
            high, wide = zip(size, kernel_size, stride, strict=True)
            return same_padding(*high), same_padding(*wide)
        raise ValueError(
            'padding must be "valid", "same", a whole number of at least 0, a pair of '
            f"them or ((above, below), (left, right)), got {describe(padding)}"
        )
    if isinstance(padding, tuple | list) and len(padding) == 2:
        vertical, horizontal = padding
    else:
        vertical = horizontal = as_pair("padding", padding, 0)[0]
    return _two_ends(vertical, padding), _two_ends(horizontal, padding)


def _two_ends(ends: Pair, padding: Padding) -> tuple[int, int]:
    if not isinstance(ends, tuple | list):
        number = as_int("padding", ends, 0)
        return number, number
    if len(ends) != 2:
        raise ValueError(
            "padding must be ((above, below), (left, right)), with two whole numbers "
            f"for each axis, got {describe(padding)}"
        )
    return as_int("padding", ends[0], 0), as_int("padding", ends[1], 0)
