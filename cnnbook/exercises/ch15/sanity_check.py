"""The rank correlation of two maps."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch15._shared import after, same, step
from cnnbook.exercises.mistakes import Misconception


def _ranks(values):
    return np.argsort(np.argsort(values, kind="stable"), kind="stable")


def _correlation(one, other):
    one, other = one - one.mean(), other - other.mean()
    size = np.sqrt((one**2).sum() * (other**2).sum())
    return (one * other).sum() / size if size else 0.0


def map_agreement(
    before,
    after,
    *,
    first=same,
    rank=_ranks,
    rank_other=None,
    compare=_correlation,
):
    """Compare two maps by the order of their places, one step after another.

    Parameters
    ----------
    before, after : ndarray of shape (rows, columns)
        The maps; in neither of them are two values equal.
    first : callable
        What is done to each map first.
    rank, rank_other : callable
        Make ranks of the values, of both maps or of the second.
    compare : callable
        Makes one number of the ranks.
    """
    one, other = (first(np.asarray(m, float)).ravel() for m in (before, after))
    return compare(rank(one), (rank_other or rank)(other))


def _within_rows(before, after):
    ranks = ([_ranks(row) for row in np.asarray(m, float)] for m in (before, after))
    return _correlation(*map(np.ravel, ranks))


def _by_the_formula(before, after):
    one, other = _ranks(np.ravel(before)), _ranks(np.ravel(after))
    n = len(one)
    return 1 - 6 * ((one - other) ** 2).sum() / (n * (n**2 - 1))


def _by_scipy(before, after):
    from scipy.stats import spearmanr

    return spearmanr(np.ravel(before), np.ravel(after)).statistic


def _by_counting(before, after):
    ranks = []
    for m in (before, after):
        values = [v for row in m.tolist() for v in row]
        ranks.append([sum(other < v for other in values) for v in values])
    return np.corrcoef(*ranks)[0, 1]


def _cosine(one, other):
    size = np.sqrt((one**2).sum() * (other**2).sum())
    return (one * other).sum() / size if size else 0.0


def _covariance(one, other):
    return ((one - one.mean()) * (other - other.mean())).mean()


def _tau(one, other):
    i, j = np.triu_indices(len(one), 1)
    return float(np.mean(np.sign(one[i] - one[j]) * np.sign(other[i] - other[j])))


def _draw(random: np.random.Generator) -> Case:
    """Draw two maps, related or not, of positive or of any values."""
    shape = tuple(int(n) for n in random.integers([2, 3], [5, 5]))
    n = shape[0] * shape[1]
    scale = random.choice([1.0, 0.25])
    one = random.permutation(3 * n)[:n] ** 2
    other = random.permutation(3 * n)[:n]
    kind = random.integers(6)
    if kind == 0:  # nearly the same order
        other = np.argsort(np.argsort(one + random.integers(0, n * n, n))) + 2
    if kind == 1:
        one, other = one - n, other - n
    if kind == 2:
        other = -other
    if kind == 3:  # the order turned round
        other = n - np.argsort(np.argsort(one)) ** 2
    if kind == 4:  # nearly so
        other = -np.argsort(np.argsort(one + random.integers(0, 2 * n, n)))
    return Case((one.reshape(shape) * scale, other.reshape(shape) * 1.0))


_random = np.random.default_rng(1504)

EXERCISE = FunctionExercise(
    __name__,
    title="Does the map change?",
    answer="map_agreement",
    difficulty=2,
    points=3,
    place=50,
    look=(
        "Take the map 30, 10, 20 and write the rank below each value: 2, 0, 1. Print what "
        "your function makes of it before it compares anything."
    ),
    section="Does the map know the network?",
    reference=map_agreement,
    axes={"before": ("rows", "columns"), "after": ("rows", "columns")},
    library=("spearmanr",),
    cases=(
        Case((np.array([[30, 10, 20]]), np.array([[1, 2, 9]]))),
        Case((np.array([[1, 100], [3, 2]]), np.array([[7, 8], [0, 5]]))),
        Case(
            (np.array([[4, 9, 1], [30, 2, 16]]), np.array([[5, -2, 20], [-40, 12, -7]]))
        ),
        *(_draw(_random) for _ in range(9)),
    ),
    draw=_draw,
    misconceptions=(
        *rounded(0, 1, 2, 3),
        step(
            "values in place of ranks",
            "You correlate the values. One large value then outweighs all others: take "
            "the place of each value in the order.",
            rank=same,
        ),
        step(
            "argsort taken for ranks",
            "argsort says which value comes first, not which place a value has. What does "
            "a second argsort make of it?",
            rank=lambda v: np.argsort(v, kind="stable"),
        ),
        step(
            "values sorted",
            "You sort the values of each map, so nothing of their places is left.",
            rank=np.sort,
        ),
        step(
            "ranks of one map only",
            "You take ranks of the first map and the values of the second. Both need "
            "ranks.",
            rank_other=same,
        ),
        step(
            "ranks from the largest in one map",
            "In one map your ranks count from the smallest, in the other from the "
            "largest.",
            rank_other=lambda v: -_ranks(v),
        ),
        step(
            "not centred",
            "You do not take the mean away before you multiply. Then all ranks seem to "
            "agree, since none is negative.",
            compare=_cosine,
        ),
        step(
            "not divided",
            "You return the covariance. Divide by both spreads, so that it lies between "
            "−1 and 1.",
            compare=_covariance,
        ),
        step(
            "sizes of the values",
            "You take the values without their signs. A negative value ranks below the "
            "positive ones.",
            first=np.abs,
        ),
        step(
            "negative values cut off",
            "You take negative values for 0. They have an order among themselves.",
            first=lambda m: np.maximum(m, 0),
        ),
        step(
            "pairs counted",
            "You count pairs that agree in their order. That is Kendall's measure; here "
            "the ranks are correlated.",
            compare=_tau,
        ),
        step(
            "share of equal ranks",
            "You count places with equal ranks. Ranks that are nearly equal agree as "
            "well.",
            compare=lambda one, other: float(np.mean(one == other)),
        ),
        step(
            "sign lost",
            "You return no negative number. Two maps in opposite order have −1.",
            compare=lambda one, other: abs(_correlation(one, other)),
        ),
        step(
            "negative results cut off",
            "Your result is never below 0. Two maps in opposite order have −1.",
            compare=lambda one, other: max(_correlation(one, other), 0.0),
        ),
        step(
            "always 1",
            "You return 1, whatever the maps are. A map agrees with itself that well: in a "
            "matrix of correlations, which entry is about both maps?",
            compare=lambda one, other: 1.0,
        ),
        step(
            "squared",
            "You square the correlation in the end.",
            compare=lambda one, other: _correlation(one, other) ** 2,
        ),
        Misconception(
            "ranks within each row",
            "Your ranks begin anew in each row, so that only places of one row are "
            "compared. Lay all values of a map in one line first.",
            _within_rows,
        ),
        after(
            "difference from 1",
            "You return how far the maps disagree. Maps in the same order should have 1.",
            lambda r: 1 - r,
        ),
        after(
            "as a matrix",
            "You return the whole matrix of correlations. One number of it is wanted.",
            lambda r: np.array([[1.0, r], [r, 1.0]]),
        ),
    ),
    alternatives=(
        Alternative("by the squared differences of the ranks", _by_the_formula),
        Alternative("by SciPy", _by_scipy),
        Alternative("ranks by counting", _by_counting),
    ),
)
