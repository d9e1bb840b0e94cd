"""How many numbers a layer has to learn."""

from __future__ import annotations

from cnnbook._checks import as_int, as_pair


def conv_parameters(
    f: int | tuple[int, int],
    c_in: int,
    c_out: int,
    bias: bool = True,
    *,
    groups: int = 1,
) -> int:
    """Return the weights and biases of a convolution layer.

    Parameters
    ----------
    f : int or (int, int)
        Kernel size in pixels: one number, or (height, width).
    c_in : int
        Channels of the input.
    c_out : int
        Number of filters.
    bias : bool, default True
        Count one bias per filter.
    groups : int, default 1
        Parts of equal size into which the channels are cut; a filter sees one of them.

    Returns
    -------
    int
        (f · f · c_in / groups + 1) · c_out: the size of the image plays no part.

    Raises
    ------
    TypeError, ValueError
        If a size or a count is not a whole number of at least 1, or `groups` does not
        divide `c_in` and `c_out`.

    Notes
    -----
    Derived in chapter 5. Groups: Krizhevsky, Sutskever and Hinton (2012), section 3.5.

    Examples
    --------
    >>> conv_parameters(3, 3, 10), conv_parameters(5, 96, 256, groups=2)
    (280, 307456)
    """
    f_h, f_w = as_pair("f", f, 1)
    c_in, c_out = as_int("c_in", c_in, 1), as_int("c_out", c_out, 1)
    depth = group_depth(c_in, c_out, groups)
    return (f_h * f_w * depth + bool(bias)) * c_out


def group_depth(c_in: int, c_out: int, groups: int) -> int:
    """Return how many channels a filter sees when they are cut into `groups`.

    Raises
    ------
    TypeError, ValueError
        If `groups` is no whole number that divides both numbers of channels.

    Examples
    --------
    >>> group_depth(96, 256, groups=2)
    48
    """
    groups = as_int("groups", groups, 1)
    if c_in % groups or c_out % groups:
        raise ValueError(
            f"groups must divide the input channels and the filters, {c_in} and "
            f"{c_out}, got {groups}"
        )
    return c_in // groups


def dense_parameters(n: int, m: int, bias: bool = True) -> int:
    """Return the weights and biases of a dense layer from `n` to `m` numbers.

    Parameters
    ----------
    n, m : int
        Numbers going in and coming out, at least 1 each.
    bias : bool, default True
        Count one bias per output.

    Returns
    -------
    int
        (n + 1) · m.

    Raises
    ------
    TypeError, ValueError
        If a count is not a whole number of at least 1.

    Notes
    -----
    Counted in chapter 1.

    Examples
    --------
    >>> dense_parameters(1000 * 1000 * 3, 1000, bias=False)
    3000000000
    """
    return (as_int("n", n, 1) + bool(bias)) * as_int("m", m, 1)
