"""Share pictures out: to learn from, to choose by, to test with; twins together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PARTS = ("train", "validation", "test")


def parts(
    groups: NDArray[np.int64],
    labels: NDArray[np.int64],
    validation: float,
    test: float,
    seed: int,
) -> NDArray[np.int64]:
    """Put each group into one part, so that each part gets its share of each kind.

    Parameters
    ----------
    groups, labels : ndarray of int, shape (N,)
        Group and kind of each picture. Each kind has at least three groups.
    validation, test : float
        Their shares; each gets one picture of a kind at least.
    seed : int
        Shares out in another way.

    Returns
    -------
    ndarray of int, shape (N,)
        0 to learn from, 1 to choose by, 2 to test with.

    Examples
    --------
    >>> parts(np.array([0, 0, 2, 3, 4]), np.zeros(5, int), 0.2, 0.2, seed=0).tolist()
    [0, 0, 1, 0, 2]
    """
    random = np.random.default_rng(seed)
    numbers, of = np.unique(groups, return_inverse=True)
    kinds = labels.max() + 1
    members = np.zeros((len(numbers), kinds), int)
    np.add.at(members, (of, labels), 1)
    total = members.sum(axis=0)
    wanted = np.maximum([0 * total, validation * total, test * total], 1.0).round()
    wanted[0] = total - wanted[1:].sum(axis=0)
    left = (members > 0).sum(axis=0)  # groups of each kind that are not shared out
    missing = wanted.copy()
    empty = np.ones(wanted.shape, bool)
    found = np.zeros(len(numbers), int)
    shuffled = random.permutation(len(numbers))
    several = (members > 0).sum(axis=1)[shuffled]
    largest_first = np.lexsort((-members.sum(axis=1)[shuffled], -several))
    for group in shuffled[largest_first]:
        has = members[group] > 0
        score = np.minimum(missing, wanted)[:, has].sum(axis=1)
        must = (empty & (left <= empty.sum(axis=0)))[:, has].sum(axis=1)
        part = int(np.lexsort((-score, -must))[0])
        found[group] = part
        missing[part] -= members[group]
        empty[part, has] = False
        left[has] -= 1
    return found[of]
