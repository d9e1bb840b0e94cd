"""Chapter 12 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.ch12._shared import best_first
from cnnbook.exercises.pencil import grid, whole
from cnnbook.exercises.problem import Problem

BOX = (
    "A box is written as top, left, bottom, right; the last two are the first row and "
)
BOX += "the first column outside."


def _box(random: np.random.Generator) -> tuple[int, int, int, int]:
    top, left = whole(random, 0, 5), whole(random, 0, 5)
    return top, left, top + whole(random, 2, 6), left + whole(random, 2, 6)


def _beside(box: Any, columns: int) -> Any:
    """Return a box so many columns further to the right."""
    top, left, bottom, right = box
    return top, left + columns, bottom, right + columns


def _near(random: np.random.Generator, box: Any) -> Any:
    """Return a box not far from another one, of one pixel or more."""
    while True:
        top, left, bottom, right = np.array(box) + random.integers(-1, 2, 4)
        if top < bottom and left < right:
            return max(top, 0), max(left, 0), bottom, right


def _iou(random: np.random.Generator) -> dict[str, Any]:
    while True:
        a, b = _box(random), _box(random)
        if max(a[0], b[0]) < min(a[2], b[2]) and max(a[1], b[1]) < min(a[3], b[3]):
            return {"a": a, "b": b}


def _gram(random: np.random.Generator) -> dict[str, Any]:
    return {"features": grid(random, 2, 2, 3, low=-3, high=5)}


def _nms(random: np.random.Generator) -> dict[str, Any]:
    one, other = _box(random), _beside(_box(random), 12)
    boxes = [one, _near(random, one), other, _near(random, other)]
    scores = random.choice(np.arange(50, 100), 4, replace=False) / 100
    order = random.permutation(4)
    return {
        "boxes": np.array(boxes)[order],
        "scores": scores,
        "threshold": whole(random, 3, 5) / 10,
    }


def _precision(random: np.random.Generator) -> dict[str, Any]:
    """Four or five things; some are found, one perhaps twice, and something is nowhere."""
    number = whole(random, 4, 5)
    truth = [_beside(_box(random), 12 * place) for place in range(number)]
    again, nothing = truth[int(random.integers(number))], _beside(_box(random), 60)
    seen = [*(_near(random, box) for box in (*truth, again)), nothing]
    found = [seen[n] for n in random.permutation(len(seen))[: 9 - number]]
    return {"found": np.array(found), "truth": np.array(truth)}


def _style(random: np.random.Generator) -> dict[str, Any]:
    features, wanted = (grid(random, 1, 3, 2, low=-2, high=4) for _ in range(2))
    return {"features": features, "wanted": wanted}


def _threshold(random: np.random.Generator) -> dict[str, Any]:
    """Draw until a threshold meets the demand, and one alone finds most."""
    while True:
        scores = random.choice(np.arange(30, 100, 5), 6, replace=False) / 100
        hits = random.integers(0, 3, 6) > 0
        truths = int(random.choice([5, 8, 10]))
        precision = int(random.choice([60, 65, 70, 75])) / 100
        sorted_hits = hits[best_first(scores)]
        precise = np.cumsum(sorted_hits) / np.arange(1, 7) >= precision
        if precise.any() and sorted_hits[precise][-1] and hits.sum() <= truths:
            return {
                "scores": scores,
                "hits": hits,
                "truths": truths,
                "precision": precision,
            }


PROBLEMS = {
    "iou": Problem(
        draw=_iou,
        without=("divided by one of the boxes",),
        always=("union without subtracting",),
        least=10,
        prompt=(
            "How well do the boxes {a} and {b} agree? Divide the number of pixels that "
            f"both cover by the number that at least one of them covers. {BOX}"
        ),
        look=(
            "Draw the two boxes on squared paper. Count the squares that both cover, "
            "and those that at least one covers."
        ),
    ),
    "gram-matrix": Problem(
        draw=_gram,
        without=("one place too few",),
        least=10,
        prompt=(
            "Feature maps of two by two pixels, three of them. Work out the matrix whose "
            "entry in row i and column j is the mean over all places of channel i times "
            "channel j. Write it row by row."
        ),
    ),
    "nms": Problem(
        draw=_nms,
        least=5,
        prompt=(
            "A box in each row, and below the confidence of each. Keep the most confident "
            "box, and drop those whose intersection over union with it is more than "
            "{threshold}. Go on with the most confident one of those that are left. Write "
            f"the row numbers of the boxes kept, from 0, most confident first. {BOX}"
        ),
        look=(
            "Make the chapter's table for the boxes: a row for each, the most confident "
            "first, with its IoU with those that are kept. Which row differs?"
        ),
    ),
    "precision-recall": Problem(
        draw=_precision,
        without=("another limit",),
        always=("precision and recall swapped",),
        least=6,
        prompt=(
            "What a detector found in a scene, and what is there, a box in each row. A "
            "found box lies on a true one if their intersection over union is more than "
            "0.5. Every true box with a found box on it is one hit, however many lie on "
            "it; all found boxes beyond the hits are false alarms. Write precision and "
            f"recall, in this order. {BOX}"
        ),
        look=(
            "Make a table: a row for each found box, a column for each true one, and "
            "their IoU in it. Mark what is above 0.5. How many columns have a mark?"
        ),
    ),
    "style-loss": Problem(
        draw=_style,
        without=("a factor too many",),
        least=8,
        prompt=(
            "Two sets of feature maps, of your picture and of a painting. The Gram matrix "
            "of each holds the mean, over all places, of channel i times channel j. How "
            "large is the mean, over all entries, of the squared difference between the "
            "two matrices?"
        ),
        look=(
            "Write the two Gram matrices down, then their difference, its squares, and "
            "their mean. Up to which line is it what you expect?"
        ),
    ),
    "detector-threshold": Problem(
        draw=_threshold,
        least=5,
        prompt=(
            "A detector has been tried on scenes with {truths} things in all. For each box "
            "that it found there is the confidence, and whether it was a hit (1) or not "
            "(0). Users demand a precision of at least {precision} and would like to miss "
            "as little as possible. Write the best threshold, chosen from the confidences "
            "(boxes with at least that much are kept), and the recall that it gives."
        ),
        look=(
            "Write the boxes below each other, the surest first, and beside each the "
            "precision and the recall if the list ended there."
        ),
    ),
}
