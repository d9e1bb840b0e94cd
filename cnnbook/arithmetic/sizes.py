"""How large the output of a convolution or a pooling layer is."""

from __future__ import annotations

from collections.abc import Iterable

from cnnbook._checks import as_int, as_pair


def output_size(n: int, f: int, p: int | tuple[int, int] = 0, s: int = 1) -> int:
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
    See Dumoulin and Visin (2016), relationship 6.

    Examples
    --------
    >>> output_size(6, 3), output_size(6, 3, p=1), output_size(10, 3, s=2)
    (4, 6, 4)
    """
    n, f, s = as_int("n", n, 1), as_int("f", f, 1), as_int("s", s, 1)
    before, after = as_pair("p", p, 0)
    padded = n + before + after
    if f > padded:
        raise ValueError(
            f"a kernel of f = {f} does not fit into n = {n} with "
            f"{before} + {after} pixels of padding: f must be at most {padded}"
        )
    return (padded - f) // s + 1


def same_padding(n: int, f: int, s: int = 1) -> tuple[int, int]:
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
    n, f, s = as_int("n", n, 1), as_int("f", f, 1), as_int("s", s, 1)
    out = -(-n // s)  # ceiling
    total = max((out - 1) * s + f - n, 0)
    return total // 2, total - total // 2


def receptive_field(layers: Iterable[tuple[int, int]]) -> int:
    """Return how many input pixels, along one axis, one output value depends on.

    Parameters
    ----------
    layers : iterable of (int, int)
        (kernel size, stride) of each layer, first layer first, both at least 1.

    Returns
    -------
    int
        Receptive field in input pixels: 1 + Σ (f − 1) · (product of earlier strides).

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
    """
    field, jump = 1, 1
    for f, s in layers:
        field += (as_int("f", f, 1) - 1) * jump
        jump *= as_int("s", s, 1)
    return field
