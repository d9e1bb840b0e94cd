"""Kernels with names: what each answers to, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook._checks import as_int, describe


@dataclass(frozen=True)
class Kernel:
    """A kernel with a name.

    Attributes
    ----------
    name : str
        What `kernel` finds it by.
    weights : ndarray, shape (f, f)
        The grid of weights, read-only, to be slid without flipping.
    meaning : str
        What it answers to.
    source : str
        Where it comes from.
    """

    name: str
    weights: NDArray[Any]
    meaning: str
    source: str


def kernel(name: str) -> NDArray[Any]:
    """Return the weights of a named kernel.

    Parameters
    ----------
    name : str
        One of the names in `CATALOGUE`.

    Returns
    -------
    ndarray, shape (f, f)
        A copy that may be changed.

    Raises
    ------
    ValueError
        If there is no kernel of that name; the message lists the names.

    Examples
    --------
    >>> kernel("sobel-vertical")
    array([[ 1,  0, -1],
           [ 2,  0, -2],
           [ 1,  0, -1]])
    """
    if name not in CATALOGUE:
        names = ", ".join(CATALOGUE)
        raise ValueError(f"name must be one of {names}; got {describe(name)}")
    return CATALOGUE[name].weights.copy()


def gaussian(size: int = 3, sigma: float = 1.0) -> NDArray[np.float64]:
    """Return a bell-shaped blur whose weights sum to 1.

    Parameters
    ----------
    size : int, default 3
        Height and width in pixels; odd, so that the bell has a centre pixel.
    sigma : float, default 1.0
        Standard deviation in pixels, above 0.

    Returns
    -------
    ndarray, shape (size, size)
        The weights.

    Raises
    ------
    TypeError, ValueError
        If `size` is no odd whole number, or `sigma` is not above 0.

    Notes
    -----
    See Gonzalez and Woods (2018), section 3.5.

    Examples
    --------
    >>> gaussian(3, sigma=1).round(3)
    array([[0.075, 0.124, 0.075],
           [0.124, 0.204, 0.124],
           [0.075, 0.124, 0.075]])
    """
    if not (isinstance(sigma, int | float) and 0 < sigma < np.inf):
        raise ValueError(f"sigma must be a number above 0, got {describe(sigma)}")
    offset = _offsets(size)
    bell = np.exp(-0.5 * (offset / sigma) ** 2)
    bell /= bell.sum()
    return np.outer(bell, bell)


def line(angle: float, size: int = 3) -> NDArray[np.float64]:
    """Return a detector of bright lines at an angle; its weights sum to 0.

    Parameters
    ----------
    angle : float
        Angle of the line in degrees, counter-clockwise from horizontal.
    size : int, default 3
        Height and width in pixels; odd.

    Returns
    -------
    ndarray, shape (size, size)
        Positive along the line and negative beside it, so that an even surface, bright
        or dark, gives 0.

    Raises
    ------
    TypeError, ValueError
        If `size` is no odd whole number, or `angle` is not finite.

    Examples
    --------
    >>> line(90).round(2)
    array([[-0.29,  0.58, -0.29],
           [-0.29,  0.58, -0.29],
           [-0.29,  0.58, -0.29]])
    """
    _finite_angle(angle)
    offset = _offsets(size)
    theta = np.deg2rad(angle)
    # Rows count downwards, so the height above the centre is minus the row offset.
    distance = offset[None, :] * np.sin(theta) + offset[:, None] * np.cos(theta)
    weights: NDArray[np.float64] = np.exp(-0.5 * (distance / 0.5) ** 2)
    weights -= weights.mean()
    return weights


def step_edge(
    angle: float, size: int = 3, softness: float = 1.0
) -> NDArray[np.float64]:
    """Return a picture of one straight edge through its centre.

    Parameters
    ----------
    angle : float
        Direction in which the edge runs, in degrees counter-clockwise from a run to the
        right. The bright side is on its left: at 0 bright is above, at 90 bright is on
        the left, and 180 more turns bright and dark round.
    size : int, default 3
        Height and width in pixels; odd.
    softness : float, default 1.0
        How far the step is spread, in pixels, above 0.

    Returns
    -------
    ndarray, shape (size, size)
        Brightness ``0.5 + 0.5 * tanh(d / softness)``, from 0 (dark) to 1 (bright); d is
        a pixel's distance from the edge, positive on the bright side.

    Raises
    ------
    TypeError, ValueError
        If `size` is no odd whole number, `angle` is not finite, or `softness` is not
        above 0.

    Notes
    -----
    See chapter 3.

    Examples
    --------
    >>> step_edge(90).round(2)
    array([[0.88, 0.5 , 0.12],
           [0.88, 0.5 , 0.12],
           [0.88, 0.5 , 0.12]])
    """
    _finite_angle(angle)
    if not (isinstance(softness, int | float) and 0 < softness < np.inf):
        raise ValueError(f"softness must be a number above 0, got {describe(softness)}")
    offset = _offsets(size)
    theta = np.deg2rad(angle)
    # Rows count downwards, so the height above the centre is minus the row offset.
    distance = -offset[None, :] * np.sin(theta) - offset[:, None] * np.cos(theta)
    brightness: NDArray[np.float64] = 0.5 + 0.5 * np.tanh(distance / softness)
    return brightness


def _finite_angle(angle: float) -> None:
    """Complain about an angle that is no finite number."""
    if not (isinstance(angle, int | float) and np.isfinite(angle)):
        raise ValueError(f"angle must be a number of degrees, got {describe(angle)}")


def _offsets(size: int) -> NDArray[np.float64]:
    """Return the distances of the pixels from the centre pixel."""
    size = as_int("size", size, 1)
    if size % 2 == 0:
        raise ValueError(f"size must be odd, so that there is a centre, got {size}")
    return np.arange(size, dtype=np.float64) - size // 2


def _catalogue() -> dict[str, Kernel]:
    difference = np.array([1, 0, -1])
    lecture = "the lecture"
    pairs = [
        ("edge", [1, 1, 1], "with equal smoothing along the edge", lecture),
        (
            "prewitt",
            [1, 1, 1],
            "the same weights by their older name",
            "Prewitt (1970)",
        ),
        (
            "sobel",
            [1, 2, 1],
            "with more weight on the middle",
            "Sobel and Feldman (1968)",
        ),
        ("scharr", [3, 10, 3], "nearly equal for all directions", "Scharr (2000)"),
    ]
    entries = []
    for name, smoothing, how, source in pairs:
        vertical = np.outer(smoothing, difference)
        across, down = (
            "left minus right: vertical edges",
            "top minus bottom: horizontal edges",
        )
        entries += [
            (f"{name}-vertical", vertical, f"{across}, {how}", source),
            (f"{name}-horizontal", vertical.T, f"{down}, {how}", source),
        ]
    centre = np.zeros((3, 3), int)
    centre[1, 1] = 1
    laplacian = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
    textbook = "Gonzalez and Woods (2018), chapter 3"
    entries += [
        ("identity", centre, "the image itself", textbook),
        ("box-blur", np.full((3, 3), 1 / 9), "the mean of the window", textbook),
        ("gaussian-blur", gaussian(3, 1.0), "a mean with more weight inside", textbook),
        ("sharpen", centre - laplacian, "the image minus its Laplacian", textbook),
        (
            "laplacian",
            laplacian,
            "neighbours minus centre: spots and thin lines",
            textbook,
        ),
        ("line-oblique", np.eye(3, dtype=int), "lines that fall to the right", lecture),
        ("line-vertical", np.outer([1, 1, 1], [0, 1, 0]), "vertical lines", lecture),
    ]
    for _, weights, _, _ in entries:
        weights.setflags(write=False)
    return {entry[0]: Kernel(*entry) for entry in entries}


CATALOGUE = _catalogue()
"""Every named kernel, by its name."""
