"""What several exercises of chapter 12 use."""

from __future__ import annotations

import numpy as np


def at_least_0(length):
    return max(length, 0)


def iou_in_steps(
    a,
    b,
    *,
    read=lambda box: box,
    starts=max,
    ends=min,
    more=0,
    height=at_least_0,
    width=at_least_0,
    shared=lambda height, width: height * width,
    sides=lambda box: (box[2] - box[0], box[3] - box[1]),
    ratio=lambda both, one, other: both / (one + other - both),
):
    """Return the intersection over union of two boxes, one step after another.

    Parameters
    ----------
    a, b : sequence of int
        Top, left, bottom, right.
    read : callable
        Takes a box as it is written and returns it as it is meant.
    starts, ends : callable
        Say where what the boxes share begins, and where it ends.
    more : int
        Is added to the height and the width of it.
    height, width : callable
        Cut these off.
    shared : callable
        Makes the shared pixels of the two.
    sides : callable
        Returns height and width of a box.
    ratio : callable
        Takes what is shared and the areas of both boxes.
    """
    a, b = read(a), read(b)
    down = height(ends(a[2], b[2]) - starts(a[0], b[0]) + more)
    across = width(ends(a[3], b[3]) - starts(a[1], b[1]) + more)
    one, other = (h * w for h, w in map(sides, (a, b)))
    return ratio(shared(down, across), one, other)


def iou(a, b):
    return iou_in_steps(a, b)


def same(value):
    return value


AS_SIZES = {"read": lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])}
UNCUT = {"height": same, "width": same}
DICE = {"ratio": lambda both, one, other: 2 * both / (one + other)}
OVER_THE_SUM = {"ratio": lambda both, one, other: both / (one + other)}
OVER_THE_SMALLER = {"ratio": lambda both, one, other: both / min(one, other)}
ONE_TOO_MANY = {
    "more": 1,
    "sides": lambda box: (box[2] - box[0] + 1, box[3] - box[1] + 1),
}


def other_iou(steps):
    """Return the measure of somebody who does these steps of the IoU wrong."""
    return lambda a, b: iou_in_steps(a, b, **steps)


OTHER_MEASURES = (
    (
        "negative lengths",
        "Boxes that lie apart get an overlap with you. Their shared height or width comes "
        "out negative: what should it be?",
        UNCUT,
    ),
    (
        "Dice for IoU",
        "You compare with twice the shared pixels over the sum of the two areas. That is "
        "another measure. How many pixels does at least one of the boxes cover?",
        DICE,
    ),
    (
        "union without subtracting",
        "In your IoU the areas are added, so what both boxes cover counts twice.",
        OVER_THE_SUM,
    ),
    (
        "divided by the smaller box",
        "You compare by the share of the smaller box. IoU is a share of all pixels that "
        "one of the two covers.",
        OVER_THE_SMALLER,
    ),
    (
        "height and width for bottom and right",
        "You read the last two numbers of a box as height and width. They say where the "
        "box ends.",
        AS_SIZES,
    ),
)
"""Name, hint and steps of what somebody may take for the IoU, in a larger exercise."""


def best_first(scores):
    return np.argsort(-np.asarray(scores), kind="stable")


def random_features(random, height, width, channels):
    return random.integers(-3, 6, (height, width, channels)).astype(float)


def iou_of_masks(a, b):
    def mask(box):
        plane = np.zeros(np.maximum(a, b)[2:], bool)
        top, left, bottom, right = box
        plane[top:bottom, left:right] = True
        return plane

    return (mask(a) & mask(b)).sum() / (mask(a) | mask(b)).sum()


def gram_in_steps(
    features,
    *,
    centre=lambda flat: flat,
    flatten=lambda features: features.reshape(-1, features.shape[-1]),
    products=lambda flat: flat.T @ flat,
    over=lambda features: features.shape[0] * features.shape[1],
    keep=lambda gram: gram,
):
    """Return the Gram matrix of feature maps, one step after another.

    Parameters
    ----------
    features : ndarray of shape (height, width, channels)
        The maps.
    centre : callable
        What is done to them first, with a row for each place.
    flatten : callable
        Makes a row of each place.
    products : callable
        Makes the sums of products of it.
    over : callable
        Says by what to divide.
    keep : callable
        What is kept of the matrix.
    """
    features = np.asarray(features, float)
    return keep(products(centre(flatten(features))) / over(features))


def gram_of(features):
    return gram_in_steps(features)
