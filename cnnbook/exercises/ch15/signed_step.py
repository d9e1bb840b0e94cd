"""A picture after one signed step, on paper."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch15._shared import step

PICTURE = np.array([[250, 0, 120], [64, 3, 255]])
GRADIENT = np.array([[4, -3, 0], [-7, -2, 6]])
EPS = 8


def _clip(x):
    return np.clip(x, 0, 255)


def signed_step(
    picture,
    gradient,
    eps,
    *,
    direction=np.sign,
    add=lambda picture, eps, d: picture + eps * d,
    keep=_clip,
):
    """Take the step, one part of it after another.

    Parameters
    ----------
    picture, gradient : ndarray
        The pixels from 0 to 255, and how the loss grows with each.
    eps : int
        By how many levels each pixel moves.
    direction : callable
        Makes the direction of the gradient.
    add : callable
        Moves the picture.
    keep : callable
        Brings it back into the range.
    """
    return keep(add(picture, eps, direction(gradient)))


EXERCISE = ValueExercise(
    __name__,
    title="One signed step",
    difficulty=1,
    points=1,
    place=20,
    kind="A grid to work out",
    given={"picture": PICTURE, "gradient": GRADIENT, "eps": EPS},
    work=signed_step,
    look=(
        "Write three grids below each other: the signs of the gradient, the moved "
        "pixels, and these once more, kept within the range."
    ),
    section="One signed step",
    misconceptions=(
        step(
            "not clipped",
            "You have pixels below 0 or above 255. Which values can a pixel have?",
            keep=lambda x: x,
        ),
        step(
            "downhill",
            "You move against the gradient, as in training. Here the loss is to grow.",
            direction=lambda g: -np.sign(g),
        ),
        step(
            "gradient in place of its sign",
            "You move each pixel by ε times the gradient. Only its sign counts, so that "
            "all move equally far.",
            direction=lambda g: g,
        ),
        step(
            "gradient added, ε left out",
            "You add the gradient itself. Take its sign, and move by ε.",
            add=lambda picture, eps, d: picture + d,
            direction=lambda g: g,
        ),
        step(
            "sign added, ε left out",
            "You move each pixel by 1. How large is ε?",
            add=lambda picture, eps, d: picture + d,
        ),
        step(
            "zero counted as plus",
            "You move a pixel whose gradient is 0. Its sign is 0, and it stays.",
            direction=lambda g: np.where(g >= 0, 1, -1),
        ),
        step(
            "zero counted as minus",
            "You move a pixel whose gradient is 0. Its sign is 0, and it stays.",
            direction=lambda g: np.where(g > 0, 1, -1),
        ),
        step(
            "every pixel brighter",
            "You move all pixels in one direction. Those with a negative gradient get "
            "darker.",
            direction=lambda g: np.abs(np.sign(g)),
        ),
        step(
            "negative gradients left out",
            "Pixels with a negative gradient stay with you. They move as well, to the "
            "other side.",
            direction=lambda g: (g > 0).astype(int),
        ),
        step(
            "the step alone",
            "This is the step. Add it to the picture.",
            add=lambda picture, eps, d: eps * d,
            keep=lambda x: x,
        ),
        step(
            "the step alone, cut off at 0",
            "This is the step, without its negative part. Add it to the picture before "
            "you cut anything off.",
            add=lambda picture, eps, d: eps * d,
        ),
        step(
            "bytes that start again",
            "Where a pixel leaves the range it comes back at the other end with you. It "
            "stops at 0 or 255.",
            keep=lambda x: x % 256,
        ),
        step(
            "clipped at 0 only",
            "What lies above 255 is left as it is. The range has two ends.",
            keep=lambda x: np.maximum(x, 0),
        ),
        step(
            "clipped at 255 only",
            "What lies below 0 is left as it is. The range has two ends.",
            keep=lambda x: np.minimum(x, 255),
        ),
        step(
            "pixels that would leave the range stay",
            "You leave a pixel alone that would leave the range. It moves as far as it "
            "can.",
            keep=lambda x: x,
            add=lambda picture, eps, d: np.where(
                (picture + eps * d < 0) | (picture + eps * d > 255),
                picture,
                picture + eps * d,
            ),
        ),
        step(
            "not moved",
            "This is the picture as it was. Every pixel whose gradient is not 0 moves.",
            direction=lambda g: 0 * g,
        ),
        step(
            "step twice as large",
            "You move by twice ε. Each pixel moves by ε at most.",
            add=lambda picture, eps, d: picture + 2 * eps * d,
        ),
    ),
    alternatives=(
        Alternative("as a list of rows", signed_step(PICTURE, GRADIENT, EPS).tolist()),
    ),
)
