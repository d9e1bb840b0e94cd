"""How large the output of a transposed convolution is, and what is cut off it."""

from __future__ import annotations

from cnnbook._checks import as_pair
from cnnbook.arithmetic.padding import Borders, Padding, Pair, as_borders
from cnnbook.arithmetic.sizes import dilated_span


def transposed_output(
    size: tuple[int, int],
    kernel_size: tuple[int, int],
    padding: Padding = 0,
    stride: tuple[int, int] = (1, 1),
    output_padding: Pair = 0,
    dilation: tuple[int, int] = (1, 1),
) -> tuple[tuple[int, int], Borders]:
    """Return the output's size, and the borders that are cut off around it.

    Parameters
    ----------
    size, kernel_size, stride, dilation : (int, int)
        Heights and widths: of the input, of the kernel, of a step of the convolution
        that is transposed, and of the distance of its weights.
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        The padding of that convolution. Along an axis (n − 1) · s + f − 2p pixels come
        out; with ``"same"`` n · s.
    output_padding : int or (int, int), default 0
        Pixels more below and to the right, fewer than a step: which of the sizes is
        meant from which the convolution makes `size`.

    Raises
    ------
    TypeError, ValueError
        If a setting is not allowed, or nothing is left.

    Notes
    -----
    Dumoulin and Visin (2016), relationship 14.

    Examples
    --------
    >>> transposed_output((3, 3), (3, 2), padding=(1, 0), stride=(2, 2))
    ((5, 6), ((1, 1), (0, 0)))
    >>> transposed_output((3, 3), (3, 2), "same", stride=(2, 2))
    ((6, 6), ((0, 1), (0, 0)))
    """
    more = as_pair("output_padding", output_padding, 0)
    span = dilated_span(kernel_size, dilation)
    if padding == "same":
        if any(more):
            raise ValueError(
                'output_padding must be 0 with padding "same", which makes n · stride '
                f"pixels, got {output_padding}"
            )
        out = (size[0] * stride[0], size[1] * stride[1])
        return out, as_borders("same", out, span, stride)
    borders = as_borders(padding, size, span, stride)
    lengths = []
    for n, f, s, ends, a in zip(size, span, stride, borders, more, strict=True):
        if a >= s:
            raise ValueError(
                f"output_padding must be smaller than the stride {s}, got {a}"
            )
        length = (n - 1) * s + f - sum(ends) + a
        if length < 1:
            raise ValueError(
                f"padding of {ends[0]} + {ends[1]} pixels leaves nothing of the "
                f"{(n - 1) * s + f + a} that come out"
            )
        lengths.append(length)
    return (lengths[0], lengths[1]), borders
