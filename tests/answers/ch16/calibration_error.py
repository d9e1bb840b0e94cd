"""Answers to `calibration-error`."""

import itertools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("calibration-error")


@ANSWERS.right("digitize and sums")
def _(sure, right, edges):
    place = np.digitize(sure, edges[1:-1])
    total = 0
    for n in range(len(edges) - 1):
        here = place == n
        total += abs(sure[here].sum() - right[here].sum())
    return total / len(sure)


@ANSWERS.right("masks and means, empty bins passed over")
def _(sure, right, edges):
    error = 0.0
    for n, (low, high) in enumerate(itertools.pairwise(edges)):
        last = n == len(edges) - 2
        here = (sure >= low) & ((sure <= high) if last else (sure < high))
        if here.sum() == 0:
            continue
        error += here.mean() * abs(right[here].mean() - sure[here].mean())
    return error


@ANSWERS.right("answers sorted into lists")
def _(sure, right, edges):
    bins = [[] for _ in edges[1:]]
    for s, r in zip(sure, right, strict=True):
        n = max(k for k in range(len(edges) - 1) if s >= edges[k])
        bins[n].append((s, bool(r)))
    return sum(
        len(b)
        / len(sure)
        * abs(sum(s for s, _ in b) / len(b) - sum(r for _, r in b) / len(b))
        for b in bins
        if b
    )


@ANSWERS.right("np.add.at")
def _(sure, right, edges):
    place = np.searchsorted(edges[1:-1], sure, side="right")
    gaps = np.zeros(len(edges) - 1)
    np.add.at(gaps, place, sure - right)
    return np.abs(gaps).sum() / len(sure)


@ANSWERS.right("bincount with weights, as float32")
def _(sure, right, edges):
    place = np.digitize(sure, edges[1:-1])
    s, r = (np.bincount(place, weights=x) for x in (sure, right))
    return np.float32(np.sum(np.abs(s - r)) / len(sure))


def _error(sure, right, edges, *, weigh=True, sign=abs, place=None):
    place = np.digitize(sure, edges[1:-1]) if place is None else place
    filled = np.unique(place)
    total = 0
    for n in filled:
        here = place == n
        gap = sign(sure[here].mean() - right[here].mean())
        total += gap * (here.mean() if weigh else 1 / len(filled))
    return total


ANSWERS.wrong("bins not weighted", ("bins not weighted",))(
    lambda sure, right, edges: _error(sure, right, edges, weigh=False)
)
ANSWERS.wrong("signs kept", ("signs kept",))(
    lambda sure, right, edges: _error(sure, right, edges, sign=lambda gap: gap)
)
ANSWERS.wrong("squared", ("gaps squared",))(
    lambda sure, right, edges: _error(sure, right, edges, sign=lambda gap: gap**2)
)
ANSWERS.wrong("one bin", ("one bin for all",))(
    lambda sure, right, edges: abs(sure.mean() - right.mean())
)
ANSWERS.wrong("answer by answer", ("answer by answer",))(
    lambda sure, right, edges: np.abs(sure - right).mean()
)
ANSWERS.wrong("the upper edge counted in", ("upper edge counted in",))(
    lambda sure, right, edges: _error(
        sure, right, edges, place=np.digitize(sure, edges[1:-1], right=True)
    )
)
ANSWERS.wrong("in per cent", ("in per cent",))(
    lambda sure, right, edges: 100 * _error(sure, right, edges)
)
ANSWERS.wrong("the accuracy", ("accuracy",))(lambda sure, right, edges: right.mean())
ANSWERS.wrong("the wrong ones", ("wrong ones for right ones",))(
    lambda sure, right, edges: _error(sure, ~right, edges)
)


@ANSWERS.wrong("the middle of the bin", ("middle of the bin for the confidence",))
def _(sure, right, edges):
    place = np.digitize(sure, edges[1:-1])
    total = 0
    for n in np.unique(place):
        here = place == n
        total += here.mean() * abs((edges[n] + edges[n + 1]) / 2 - right[here].mean())
    return total


@ANSWERS.wrong("the largest gap", ("largest gap",))
def _(sure, right, edges):
    place = np.digitize(sure, edges[1:-1])
    return max(
        abs(sure[place == n].mean() - right[place == n].mean())
        for n in np.unique(place)
    )


@ANSWERS.wrong("rounded to two digits", ("rounded",))
def _(sure, right, edges):
    return round(float(_error(sure, right, edges)), 2)


ANSWERS.wrong("always 0.1")(lambda sure, right, edges: 0.1)


@ANSWERS.wrong("a confidence of 1 falls out", ("1 in no bin",))
def _(sure, right, edges):
    error = 0.0
    for low, high in itertools.pairwise(edges):
        here = (sure >= low) & (sure < high)
        if here.any():
            error += here.mean() * abs(sure[here].mean() - right[here].mean())
    return error


def _by_masks(sure, right, edges, inside):
    error = 0.0
    for low, high in itertools.pairwise(edges):
        here = inside(sure, low, high)
        if here.any():
            error += here.mean() * abs(sure[here].mean() - right[here].mean())
    return error


ANSWERS.wrong("an edge in two bins", ("edge in both bins",))(
    lambda sure, right, edges: _by_masks(
        sure, right, edges, lambda s, low, high: (s >= low) & (s <= high)
    )
)
ANSWERS.wrong("bins open below", ("upper edge counted in",))(
    lambda sure, right, edges: _by_masks(
        sure, right, edges, lambda s, low, high: (s > low) & (s <= high)
    )
)
ANSWERS.wrong("three bins at most")(
    lambda sure, right, edges: _by_masks(
        sure,
        right,
        edges[:4],
        lambda s, low, high: (s >= low) & ((s < high) | (high == 1)),
    )
)
ANSWERS.wrong("one minus the error", ("difference from 1",))(
    lambda sure, right, edges: 1 - _error(sure, right, edges)
)
ANSWERS.wrong("Brier's score", ("answer by answer, squared",))(
    lambda sure, right, edges: ((sure - right) ** 2).mean()
)


@ANSWERS.wrong("bins as wide as one another", ("bins of equal width",))
def _(sure, right, edges):
    n = len(edges) - 1
    place = ((sure - edges[0]) / (edges[-1] - edges[0]) * n).astype(int).clip(0, n - 1)
    return sum(abs((sure - right)[place == k].sum()) for k in range(n)) / len(sure)


@ANSWERS.wrong("below 0.5 in the first bin")
def _(sure, right, edges):
    place = np.digitize(np.maximum(sure, 0.5), edges[1:-1])
    return sum(abs((sure - right)[place == k].sum()) for k in set(place)) / len(sure)
