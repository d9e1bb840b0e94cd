"""Chapter 15 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook import ops
from cnnbook.exercises.ch15.transfer_rate import draw_answers
from cnnbook.exercises.pencil import grid, weights, whole
from cnnbook.exercises.problem import Problem


def _saliency(random: np.random.Generator) -> dict[str, Any]:
    """Draw until two or three of the four windows pass the ReLU, and none gives 0."""
    while True:
        picture, kernel = grid(random, 3, 3, high=6), weights(random, 2, 2, most=3)
        unit = weights(random, 2, 2, most=5)
        sums = ops.conv2d(picture, kernel)
        if sums.all() and (sums > 0).sum() in (2, 3):
            return {"picture": picture, "kernel": kernel, "unit": unit}


def _signed(random: np.random.Generator) -> dict[str, Any]:
    """Draw pixels at both ends of the range, and a gradient with one 0."""
    eps = int(random.choice([6, 8, 12, 16]))
    picture = random.permutation(
        [
            whole(random, 0, eps - 3),
            255 - whole(random, 0, eps - 3),
            0,
            *random.integers(40, 215, 3),
        ]
    ).reshape(2, 3)
    gradient = random.choice([-7, -5, -4, -3, -2, 2, 3, 4, 5, 7], 6, replace=False)
    gradient[random.integers(6)] = 0
    return {"picture": picture, "gradient": gradient.reshape(2, 3), "eps": eps}


def _cam(random: np.random.Generator) -> dict[str, Any]:
    """Draw one map whose weight is negative, and weights with a half at most.

    The ReLU cuts some values off, and leaves some.
    """
    while True:
        maps, gradient = grid(random, 2, 2, 2), random.integers(-5, 6, (2, 2, 2))
        sums = gradient.sum(axis=(0, 1))
        summed = maps @ sums
        useful = sums.min() < 0 < sums.max() and summed.min() < 0 < summed.max()
        if useful and (sums % 2 == 0).all():
            return {"maps": maps, "gradient": gradient}


def _transfer(random: np.random.Generator) -> dict[str, Any]:
    while True:
        names = ("kinds", "a_before", "a_after", "b_before", "b_after")
        found = dict(zip(names, draw_answers(random, 10), strict=True))
        counted = found["a_before"] == found["kinds"]
        counted &= found["a_after"] != found["kinds"]
        if (counted & (found["b_before"] == found["kinds"])).sum() in (4, 5):
            return found


def _reason(random: np.random.Generator) -> dict[str, Any]:
    shirts, others = int(random.choice([20, 40, 50])), int(random.choice([100, 200]))
    return {
        "shirts": shirts,
        "others": others,
        "marked": shirts - whole(random, 1, 5),
        "unmarked": whole(random, 3, shirts // 2),
        "plain": whole(random, 3, 15),
        "stamped": whole(random, others // 3, others - 10),
    }


def _occlusion(random: np.random.Generator) -> dict[str, Any]:
    """Draw squares that overlap or leave gaps, until one takes the sum below 0."""
    while True:
        size, stride = [(2, 1), (1, 2)][whole(random, 0, 1)]
        shape = [(3, 4), (4, 3)][whole(random, 0, 1)]
        picture, unit = (
            grid(random, *shape, high=6),
            grid(random, *shape, low=-2, high=2),
        )
        fill, score = whole(random, 1, 3), (picture * unit).sum()
        falls = ops.conv2d(
            (picture - fill) * unit, np.ones((size, size)), stride=stride
        )
        if 0 < score < falls.max() and falls.min() < 0:
            return {
                "picture": picture,
                "weights": unit,
                "size": size,
                "stride": stride,
                "fill": fill,
            }


def _agreement(random: np.random.Generator) -> dict[str, Any]:
    """Draw maps with negative values and a large one, in like or in opposite orders."""
    one = random.choice(np.arange(-6, 16), 9, replace=False)
    order = np.argsort(np.argsort(one)) * random.choice([-1, 1])
    order = order + random.integers(-6, 7, 9)
    other = np.sort(random.choice(np.arange(-6, 16), 9, replace=False))
    other = other[np.argsort(np.argsort(order, kind="stable"))]
    one[np.argmax(one)] = whole(random, 3, 5) * 10
    return {"before": one.reshape(3, 3), "after": other.reshape(3, 3)}


PROBLEMS = {
    "saliency-by-hand": Problem(
        draw=_saliency,
        least=11,
        names={"unit": "weights of the unit"},
        prompt=(
            "The kernel slides over the picture, without padding and at stride 1. After "
            "it comes a ReLU. A unit reads the four values that are left, each times the "
            "weight at its place, and their sum is the score. How does the score change "
            "with each pixel? Write the gradient row by row, in the picture's shape."
        ),
    ),
    "signed-step": Problem(
        draw=_signed,
        least=10,
        prompt=(
            "A picture with pixels from 0 to 255, and how the loss grows with each of "
            "them. Take one signed step that makes the loss grow, with ε = {eps}, and "
            "keep the pixels within 0 and 255. Write the new picture row by row."
        ),
    ),
    "occlusion-map": Problem(
        draw=_occlusion,
        least=14,
        always=(
            "signs turned round",
            "scores in place of falls",
            "only what is lost counts",
            "squares stay",
            "always covered with 0",
            "ReLU left out",
        ),
        without=(
            "stride taken for the size",  # as if it were ignored, with one pixel
            "ReLU before only",  # as if it were left out, since the sum is above 0
        ),
        title="An occlusion map by hand",
        hints={
            "last squares missing": (
                "The last square of each row and column is missing. It ends where the "
                "picture ends."
            ),
            "square one too large": "Your square is one pixel too high and too wide.",
        },
        look=(
            "Work out the score of the whole picture first. Then ask of one square after "
            "the other, always on the picture as it was given: what do its pixels add to "
            "the sum, and what does the value do that covers them?"
        ),
        prompt=(
            "A unit without bias multiplies each pixel of the picture by its weight, adds "
            "up, and puts the sum through a ReLU: that is the score. A square of {size} by "
            "{size} pixels is covered with the value {fill}. By how much does the score "
            "fall, before minus after? Squares begin in row 0 and column 0 and move by "
            "{stride}, down and to the right alike; all lie wholly inside. Write a row for "
            "each row of squares."
        ),
    ),
    "sanity-check": Problem(
        draw=_agreement,
        least=8,
        always=("values in place of ranks", "ranks from the largest in one map"),
        without=("always 1", "as a matrix", "sign lost"),
        title="Does the map change, by hand",
        names={"before": "by the network", "after": "with random weights"},
        hints={
            "argsort taken for ranks": (
                "You say where the smallest value stands, then the second, and so on. A "
                "rank says at which turn a value comes."
            ),
        },
        look=(
            "Take the map 30, 10, 20 and write the rank below each value: 2, 0, 1. Do so "
            "with all nine values of each of your maps, and only then take differences."
        ),
        prompt=(
            "Two maps of the same picture: one by the network, and one by a network whose "
            "weights were drawn at random. Give the nine values of each map their ranks, 0 "
            "for the smallest. What is the correlation of the ranks of the one map with "
            "those of the other? Without ties it is 1 − 6 D / (n³ − n), where D is the sum "
            "of the squared differences of the two ranks at each of n places."
        ),
    ),
    "grad-cam-by-hand": Problem(
        draw=_cam,
        least=11,
        channels=("first", "second"),
        prompt=(
            "Two feature maps, and the gradient of the score at each of their values. "
            "Make the Grad-CAM of them: a weight for each map, the weighted sum, and what "
            "is left of it after the ReLU. Write it row by row."
        ),
    ),
    "transfer-rate": Problem(
        draw=_transfer,
        least=8,
        names={
            "kinds": "what they show",
            "a_before": "A before",
            "a_after": "A after",
            "b_before": "B before",
            "b_after": "B after",
        },
        prompt=(
            "Ten pictures: the kind that each shows, and the answers of two networks A "
            "and B, before and after a step that was made against A. Of the pictures that "
            "A had right before and has wrong after, and that B had right before, which "
            "share does B have wrong after?"
        ),
        look=(
            "Strike out the pictures that do not count. How many are left, and in how "
            "many of them does B fail?"
        ),
    ),
    "wrong-reason": Problem(
        draw=_reason,
        least=11,
        decimals=4,
        prompt=(
            "A network says of each picture whether it shows a shirt. All shirts it has "
            "learnt from had a mark in the corner, and nothing else had. The test has "
            "{shirts} pictures of shirts, with the mark, and {others} of other things, "
            "without it. It calls {marked} of the shirts a shirt, and {plain} of the "
            "others. Then the mark is removed from the shirts, and {unmarked} of them are "
            "called shirts; and it is put onto the others, and {stamped} of them are "
            "called shirts. Write three shares: how many of all answers were right in the "
            "test as it came; which share of the shirts is named with the mark but not "
            "without it (none is named without it alone); and by how much the share of "
            "others that are called shirts grows with the mark."
        ),
    ),
}
