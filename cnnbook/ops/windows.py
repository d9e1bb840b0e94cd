"""See an image as the windows that a kernel slides over."""

from __future__ import annotations

from typing import Any

from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cnnbook.arithmetic.sizes import dilated_span


def slide(
    padded: NDArray[Any],
    size: tuple[int, int],
    step: tuple[int, int],
    dilation: tuple[int, int] = (1, 1),
    axes: tuple[int, int] = (-2, -1),
    *,
    writeable: bool = False,
) -> NDArray[Any]:
    """View what each output value sees; nothing is copied.

    Parameters
    ----------
    padded : ndarray
        The image, with its border.
    size, step, dilation : (int, int)
        Heights and widths of the kernel, of a step and of the distance of its weights.
    axes : (int, int), default (-2, -1)
        Where height and width of the image are.
    writeable : bool, default False
        Let one write into the image through its windows.

    Returns
    -------
    ndarray
        The axes of `padded`, where height and width now count windows, and at the end
        the two of a window.

    Examples
    --------
    >>> import numpy as np
    >>> slide(np.arange(6).reshape(1, 6), (1, 2), (1, 2), (1, 3)).tolist()
    [[[[0, 3]], [[2, 5]]]]
    """
    span = dilated_span(size, dilation)
    windows = sliding_window_view(padded, span, axes, writeable=writeable)
    where = [slice(None)] * padded.ndim
    where[axes[0]], where[axes[1]] = (
        slice(None, None, step[0]),
        slice(None, None, step[1]),
    )
    windows = windows[tuple(where)]
    if dilation != (1, 1):
        windows = windows[..., :: dilation[0], :: dilation[1]]
    return windows
