"""How large the output of a convolution or a pooling layer is."""

from __future__ import annotations

from collections.abc import Iterable

from cnnbook._checks import as_int, as_pair


def output_size(
    n: int,
    f: int,
    p: int | tuple[int, int] = 0,
    s: int = 1,
    *,
    dilation: int = 1,
    ceil_mode: bool = False,
) -> int:
    """Return how many windows fit along one axis: ⌊(n + 2p − f) / s⌋ + 1.

    Parameters
    ----------
    n : int
        Input size along the axis, in pixels, at least 1.
    f : int
        Kernel size along the axis, in pixels, at least 1.
    p : int or (int, int), default 0
        Padding in pixels at each end, or (before, after).
    s : int, default 1
        Stride in pixels, at least 1.
    dilation : int, default 1
        Distance of neighbouring weights, in pixels: f becomes (f − 1) · dilation + 1.
    ceil_mode : bool, default False
        Let a last window hang over the end, if it begins in the image or before it:
        ⌈…⌉ instead of ⌊…⌋, as PyTorch's pooling does when asked.

    Returns
    -------
    int
        Output size along the axis, in pixels.

    Raises
    ------
    TypeError
        If an argument is not a whole number.
    ValueError
        If an argument is too small, or the kernel does not fit into the padded input.

    Notes
    -----
    Derived in chapter 4. Pixels left over after the last whole step are dropped.
    See Dumoulin and Visin (2016), relationships 6 and, with dilation, 15.

    Examples
    --------
    >>> output_size(6, 3), output_size(6, 3, p=1), output_size(10, 3, s=2)
    (4, 6, 4)
    >>> output_size(7, 3, dilation=2), output_size(6, 3, s=2, ceil_mode=True)
    (3, 3)
    """
    n, s, span = as_int("n", n, 1), as_int("s", s, 1), dilated_size(f, dilation)
    before, after = as_pair("p", p, 0)
    padded = n + before + after
    if span > padded:
        apart = f", dilated to {span}," if span > f else ""
        raise ValueError(
            f"a kernel of f = {f}{apart} does not fit into n = {n} with "
            f"{before} + {after} pixels of padding: {'it' if apart else 'f'} must be "
            f"at most {padded}"
        )
    last = (padded - span) // s
    if ceil_mode and last * s < padded - span and (last + 1) * s < n + before:
        last += 1
    return last + 1


def dilated_size(f: int, dilation: int = 1) -> int:
    """Return how many pixels `f` weights span that are `dilation` pixels apart.

    Examples
    --------
    >>> dilated_size(3), dilated_size(3, 2), dilated_size(1, 5)
    (3, 5, 1)
    """
    return (as_int("f", f, 1) - 1) * as_int("dilation", dilation, 1) + 1


def dilated_span(
    kernel_size: tuple[int, int], dilation: tuple[int, int]
) -> tuple[int, int]:
    """Return how many pixels a dilated kernel spans, (height, width).

    Examples
    --------
    >>> dilated_span((3, 2), (1, 4))
    (3, 5)
    """
    if dilation == (1, 1):
        return kernel_size
    (f_h, f_w), (d_h, d_w) = kernel_size, dilation
    return dilated_size(f_h, d_h), dilated_size(f_w, d_w)


def same_padding(n: int, f: int, s: int = 1, *, dilation: int = 1) -> tuple[int, int]:
    """Return the padding (before, after) that TensorFlow's ``"same"`` adds.

    The output then has ⌈n / s⌉ pixels. An odd pixel goes after: below or to the right.

    Parameters
    ----------
    n : int
        Input size along the axis, in pixels, at least 1.
    f : int
        Kernel size along the axis, in pixels, at least 1.
    s : int, default 1
        Stride in pixels, at least 1.
    dilation : int, default 1
        Distance of neighbouring weights, in pixels.

    Returns
    -------
    (int, int)
        Pixels to add before and after.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a whole number of at least 1.

    Notes
    -----
    See chapter 4, and the notes on padding in TensorFlow's documentation of
    ``tf.nn.convolution``.

    Examples
    --------
    >>> same_padding(6, 3), same_padding(6, 2), same_padding(224, 7, s=2)
    ((1, 1), (0, 1), (2, 3))
    """
    n, s, span = as_int("n", n, 1), as_int("s", s, 1), dilated_size(f, dilation)
    out = -(-n // s)  # ceiling
    total = max((out - 1) * s + span - n, 0)
    return total // 2, total - total // 2


def receptive_field(
    layers: Iterable[tuple[int, int] | tuple[int, int, int]],
) -> int:
    """Return how many input pixels, along one axis, one output value depends on.

    Parameters
    ----------
    layers : iterable of (int, int) or (int, int, int)
        (kernel size, stride) or (kernel size, stride, dilation) of each layer, first
        layer first, all at least 1.

    Returns
    -------
    int
        Receptive field in input pixels: 1 + Σ (f − 1) · dilation · (product of earlier
        strides).

    Raises
    ------
    TypeError, ValueError
        If a size or a stride is not a whole number of at least 1.

    Notes
    -----
    See chapter 9 and Araujo, Norris and Sim (2019), equation 2.

    Examples
    --------
    Three 3×3 layers see as far as one 7×7, and so do two of them at stride 2:

    >>> receptive_field([(3, 1), (3, 1), (3, 1)]), receptive_field([(3, 2), (3, 2)])
    (7, 7)

    Dilations of 1, 2 and 4 double it with every layer:

    >>> receptive_field([(3, 1, 1), (3, 1, 2), (3, 1, 4)])
    15
    """
    field, jump = 1, 1
    for f, s, *dilation in layers:
        field += (dilated_size(f, *dilation) - 1) * jump
        jump *= as_int("s", s, 1)
    return field
