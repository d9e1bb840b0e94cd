"""How far confidence is off, in bins."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step

OUTSIDE = -1
"""The place of what is in no bin."""


def from_the_lower_edge(sure, edges):
    """Return the bin of each confidence; one on an edge is in the bin above."""
    return np.digitize(sure, edges[1:-1])


def error_in_steps(
    sure,
    right,
    edges,
    *,
    places=from_the_lower_edge,
    confidence=lambda sure, low, high: sure.mean(),
    share=lambda right: right.mean(),
    gap=lambda sure, right: abs(sure - right),
    weight=lambda count, number, bins: count / number,
    gather=sum,
):
    """Return the expected calibration error, one step after another.

    Parameters
    ----------
    sure, right : ndarray of shape (n,)
        Confidence of each answer, and whether it is right.
    edges : sequence of float
        Edges of the bins.
    places : callable
        Says in which bin each confidence is.
    confidence, share : callable
        Make what is compared of the answers of a bin.
    gap : callable
        Compares them.
    weight : callable
        Takes the answers in the bin, all answers, and the bins with answers.
    gather : callable
        Makes one number of the bins'.
    """
    sure, right = np.asarray(sure, float), np.asarray(right, float)
    edges = np.asarray(edges, float)
    of = places(sure, edges)
    filled = sorted(set(of.tolist()) - {OUTSIDE})
    gaps = []
    for place in filled:
        here = of == place
        said = confidence(sure[here], edges[place], edges[place + 1])
        gaps.append(
            gap(said, share(right[here])) * weight(here.sum(), len(sure), len(filled))
        )
    return gather(gaps)


def _upper_edge_in(sure, edges):
    return np.digitize(sure, edges[1:-1], right=True)


def _first_edge_out(sure, edges):
    return np.where(sure > edges[0], _upper_edge_in(sure, edges), OUTSIDE)


def _last_edge_out(sure, edges):
    return np.where(sure < edges[-1], from_the_lower_edge(sure, edges), OUTSIDE)


def _one_bin(sure, edges):
    return np.zeros(len(sure), int)


def _equal_widths(sure, edges):
    even = np.linspace(edges[0], edges[-1], len(edges))
    return np.digitize(sure, even[1:-1])


def _steps_of_equal_width(sure, edges):
    steps = (sure - edges[0]) / (edges[-1] - edges[0]) * (len(edges) - 1)
    return np.minimum(steps.astype(int), len(edges) - 2)


def _edges_twice(sure, right, edges):
    sure, right = np.asarray(sure, float), np.asarray(right, float)
    bins = ((sure >= low) & (sure <= high) for low, high in pairwise(edges))
    return sum(abs((sure - right)[here].sum()) for here in bins) / len(sure)


def _brier(sure, right, edges):
    return np.mean((np.asarray(sure) - np.asarray(right, float)) ** 2)


def _one_by_one(sure, right, edges):
    return np.mean(np.abs(np.asarray(sure) - np.asarray(right, float)))


def _all_bins(sure, right, edges):
    """Divide by the number of bins, those without answers included."""
    return error_in_steps(
        sure, right, edges, weight=lambda count, number, bins: 1 / (len(edges) - 1)
    )


EDGES = (
    [0.5, 0.7, 0.9, 1.0],
    [0.5, 0.8, 1.0],
    [0.5, 0.6, 0.75, 0.9, 1.0],
    [0.0, 0.25, 0.4, 0.7, 1.0],
    [0.35, 0.6, 1.0],
    [0.1, 0.2, 0.35, 0.5, 0.6, 0.75, 0.9, 1.0],
    [0.0, 0.05, 0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 0.95, 1.0],
)
"""Bins of one network and another: from any first edge on, and up to ten of them."""


def _draw(random: np.random.Generator) -> Case:
    edges = EDGES[int(random.integers(len(EDGES)))]
    number = int(random.choice([5, 8, 10])) + len(edges) // 4
    sure = random.choice(np.arange(round(100 * edges[0]), 101, 5), number) / 100
    right = random.integers(0, 3, number) > 0
    return Case((sure, right, edges))


def _loops(sure, right, edges):
    total = 0.0
    for n in range(len(edges) - 1):
        last = n == len(edges) - 2
        inside = [
            k
            for k in range(len(sure))
            if edges[n] <= sure[k] and (sure[k] < edges[n + 1] or last)
        ]
        total += abs(sum(float(sure[k]) - float(right[k]) for k in inside))
    return total / len(sure)


def _masks(sure, right, edges):
    error = 0
    tops = [*edges[1:-1], np.inf]
    for low, high in zip(edges[:-1], tops, strict=True):
        here = (sure >= low) & (sure < high)
        if here.any():
            error += here.mean() * abs(sure[here].mean() - right[here].mean())
    return error


EXERCISE = FunctionExercise(
    __name__,
    title="The calibration error",
    difficulty=3,
    points=3,
    place=60,
    look=(
        "Make the chapter's table: a row for each bin with its confidences, how many of "
        "them are right, the two means, their gap, and the weight. Which row differs?"
    ),
    section="As sure as it is right?",
    reference=error_in_steps,
    cases=(
        Case(
            (
                np.array([0.55, 0.6, 0.9, 0.95, 0.85, 0.65, 0.9, 1.0]),
                np.array([1, 0, 1, 0, 1, 1, 1, 1], bool),
                [0.5, 0.7, 0.9, 1.0],
            )
        ),
        Case(
            (
                np.array([0.7, 0.8, 0.5, 0.95, 0.9]),
                np.array([0, 1, 1, 1, 1], bool),
                [0.5, 0.8, 1.0],
            )
        ),
        Case(
            (
                np.array([0.95, 0.9, 1.0, 0.95, 0.6, 0.55, 0.65, 0.9, 0.75, 1.0]),
                np.array([1, 1, 0, 1, 1, 1, 0, 0, 1, 1], bool),
                [0.5, 0.6, 0.75, 0.9, 1.0],
            )
        ),
        Case(
            (
                np.array([0.95, 0.9, 1.0, 0.95, 0.6]),
                np.array([1, 0, 0, 1, 1], bool),
                [0.5, 0.7, 0.9, 1.0],
            )
        ),
        Case(
            (
                np.array([0.2, 0.35, 0.5, 0.9, 1.0, 0.0]),
                np.array([1, 0, 1, 1, 1, 0], bool),
                [0.0, 0.35, 0.5, 1.0],
            )
        ),
        Case(
            (
                np.array([0.1, 0.3, 0.45, 0.55, 0.6, 0.7, 0.85, 0.9, 0.95, 1.0]),
                np.array([0, 1, 0, 1, 0, 0, 1, 1, 1, 0], bool),
                [0.1, 0.2, 0.35, 0.5, 0.6, 0.75, 0.9, 1.0],
            )
        ),
    ),
    draw=_draw,
    features=lambda sure, right, edges: {
        ("a bin is empty", "no bin is empty"): (not np.histogram(sure, edges)[0].all()),
        ("a confidence lies on an inner edge", "none lies on an inner edge"): bool(
            np.isin(sure, edges[1:-1]).any()
        ),
    },
    misconceptions=(
        wrong_step(
            "bins not weighted",
            "Every bin counts alike with you. A bin with many answers should count more.",
            weight=lambda count, number, bins: 1 / bins,
        ),
        Misconception(
            "bins not weighted, empty ones counted",
            "Every bin counts alike with you, even one without answers. A bin should count "
            "by its answers.",
            _all_bins,
        ),
        wrong_step(
            "gaps added up",
            "You add the gaps of the bins up as they are. Each counts by the share of the "
            "answers that are in its bin.",
            weight=lambda count, number, bins: 1,
        ),
        wrong_step(
            "weighted by counts",
            "You multiply by the number of answers in a bin. Its share of all answers is "
            "the weight.",
            weight=lambda count, number, bins: count,
        ),
        wrong_step(
            "one bin for all",
            "You compare the mean of all confidences with the share of all that is right, "
            "or lose the sign once the bins are added up, which is the same. A bin that is "
            "too sure and one that is too modest cancel then.",
            places=_one_bin,
        ),
        wrong_step(
            "signs kept",
            "Your gaps keep their signs, so that bins cancel each other.",
            gap=lambda sure, right: sure - right,
        ),
        wrong_step(
            "signs kept, the other way round",
            "Your gaps keep their signs, so that bins cancel each other.",
            gap=lambda sure, right: right - sure,
        ),
        wrong_step(
            "gaps squared",
            "You square the gaps. Take their size.",
            gap=lambda sure, right: (sure - right) ** 2,
        ),
        wrong_step(
            "largest gap",
            "You return the largest gap. All of them are wanted, each with its weight.",
            weight=lambda count, number, bins: 1,
            gather=max,
        ),
        wrong_step(
            "middle of the bin for the confidence",
            "You take the middle of a bin for its confidence. Take the mean of the "
            "confidences that are in it.",
            confidence=lambda sure, low, high: (low + high) / 2,
        ),
        wrong_step(
            "lower edge for the confidence",
            "You take the lower edge of a bin for its confidence. Take the mean of the "
            "confidences that are in it.",
            confidence=lambda sure, low, high: low,
        ),
        wrong_step(
            "upper edge for the confidence",
            "You take the upper edge of a bin for its confidence. Take the mean of the "
            "confidences that are in it.",
            confidence=lambda sure, low, high: high,
        ),
        wrong_step(
            "wrong ones for right ones",
            "You compare with the share that is wrong.",
            share=lambda right: 1 - right.mean(),
        ),
        wrong_step(
            "right ones counted, not shared",
            "You compare with the number of right answers. Their share in the bin is "
            "meant.",
            share=lambda right: right.sum(),
        ),
        *each(
            "upper edge counted in",
            "A confidence on an edge is in your lower bin. It belongs to the one above.",
            places=[_upper_edge_in, _first_edge_out],
        ),
        Misconception(
            "edge in both bins",
            "A confidence on an edge counts in two of your bins. It belongs to the one "
            "above.",
            _edges_twice,
        ),
        wrong_step(
            "1 in no bin",
            "An answer with a confidence of 1 is in none of your bins. It belongs to the "
            "last one.",
            places=_last_edge_out,
        ),
        *each(
            "bins of equal width",
            "Your bins are equally wide. Where they end, edges says.",
            places=[_equal_widths, _steps_of_equal_width],
        ),
        Misconception(
            "answer by answer",
            "You compare each confidence with its own answer, which is 0 or 1. Then even a "
            "calibrated network is far off: take the means of a bin first.",
            _one_by_one,
        ),
        Misconception(
            "answer by answer, squared",
            "You square the gap between each confidence and its own answer, as Brier's "
            "score does. Take the means of a bin first.",
            _brier,
        ),
        Misconception(
            "difference from 1",
            "You return how little confidence is off. The error itself is wanted.",
            after=lambda result: 1 - result,
        ),
        Misconception(
            "in per cent",
            "Yours is a number from 0 to 100. It should be from 0 to 1.",
            after=lambda result: 100 * result,
        ),
        Misconception(
            "accuracy",
            "You return the share that is right. How far the confidence is from it is "
            "asked for.",
            lambda sure, right, edges: np.mean(right),
        ),
        *rounded(1, 2),
    ),
    alternatives=(
        Alternative("loops, and the sums of a bin compared", _loops),
        Alternative("masks, weighted by their mean", _masks),
    ),
)
