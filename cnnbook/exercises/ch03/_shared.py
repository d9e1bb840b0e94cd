"""What several exercises of chapter 3 use."""

from __future__ import annotations

import numpy as np

from cnnbook import kernels
from cnnbook.exercises.base import Demand

VERTICAL = kernels.kernel("sobel-vertical")
HORIZONTAL = kernels.kernel("sobel-horizontal")
SILENT = 1e-6
"""Part of the sizes of its products up to which an answer is 0."""


def answer_to(kernel, picture) -> float:
    """Return what a kernel answers to a picture of its size."""
    return float((kernel * picture).sum())


def response(kernel, picture) -> float:
    """Return a kernel's answer to a picture, as a part of the sizes of its products."""
    sizes = float(np.abs(kernel * picture).sum())
    return answer_to(kernel, picture) / sizes if sizes else 0.0


def silent(kernel, pictures) -> bool:
    """Return whether the answers are 0, up to the last digits of a float."""
    return all(abs(response(kernel, picture)) < SILENT for picture in pictures)


def shown(kernel, picture, name: str) -> str:
    """Say what a kernel answers to a picture with a name, e.g. ``"3 on the edge"``."""
    answer = answer_to(kernel, picture)
    if abs(response(kernel, picture)) < SILENT:
        answer = 0.0  # no "-0", no "1e-17"
    return f"{answer:.4g} on {name}"


def loudest(kernel, pictures):
    """Return the picture that a kernel answers most to, whatever the sign."""
    return max(pictures, key=lambda picture: abs(answer_to(kernel, picture)))


def rows_of(picture) -> str:
    """Write a picture of whole numbers in one line."""
    rows = (", ".join(f"{pixel:g}" for pixel in row) for row in picture)
    return f"[[{'], ['.join(rows)}]]"


LEVELS = [np.full((3, 3), level) for level in (0.2, 1.0)]

EVEN = Demand(
    "an even surface gives 0",
    lambda kernel: silent(kernel, LEVELS),
    "Nothing changes on an even surface, yet your kernel answers. What is the sum of its "
    "weights?",
    lambda kernel: shown(kernel, LEVELS[1], "a surface of ones"),
)


def one_sign_away(kernel, meets_all) -> bool:
    """Return whether a kernel meets all demands once the sign of one weight is turned."""
    if meets_all(kernel):
        return False
    for place in np.argwhere(kernel != 0):
        turned = kernel.copy()
        turned[tuple(place)] *= -1
        if meets_all(turned):
            return True
    return False


def slid(image, kernel):
    """Slide a kernel over an image: quicker for small ones than the book's `conv2d`."""
    height, width = (n - f + 1 for n, f in zip(image.shape, kernel.shape, strict=True))
    result = np.zeros((height, width))
    for u, row in enumerate(kernel.tolist()):
        for v, weight in enumerate(row):
            result += weight * image[u : u + height, v : v + width]
    return result


def loss_gradient(
    image,
    kernel,
    target,
    *,
    used=lambda kernel: kernel,
    error=lambda output, target: output - target,
    turn_error=lambda error: error,
    number=lambda image, kernel, target: target.size,
    factor=2.0,
    turn=lambda gradient: gradient,
):
    """Return the gradient of the mean squared error, one step after another.

    Parameters
    ----------
    image, kernel, target : ndarray
        The kernel slides over the image, and should give the target.
    used : callable
        What is done to the kernel before it slides.
    error : callable
        Makes the error of the output and the target.
    turn_error : callable
        What is done to the error before it slides.
    number : callable
        What the sum is divided by.
    factor : float
        What the derivative of the square leaves.
    turn : callable
        What is done to the gradient in the end.
    """
    gap = error(slid(image, used(kernel)), target)
    gradient = slid(image, turn_error(gap)) / number(image, kernel, target)
    return factor * turn(gradient)
