"""Answers to `sanity-check`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("sanity-check")


def ranks(m):
    return np.argsort(np.argsort(np.ravel(m)))


def pearson(a, b):
    a, b = a - np.mean(a), b - np.mean(b)
    return (a * b).sum() / np.sqrt((a**2).sum() * (b**2).sum())


@ANSWERS.right("argsort twice and corrcoef")
def _(before, after):
    return np.corrcoef(ranks(before), ranks(after))[0, 1]


@ANSWERS.right("the formula of the squared differences")
def _(before, after):
    d = ranks(before) - ranks(after)
    n = d.size
    return 1 - 6 * np.sum(d**2) / (n**3 - n)


@ANSWERS.right("ranks in a dictionary, from 1")
def _(before, after):
    found = []
    for m in (before, after):
        flat = m.flatten().tolist()
        place = {v: n for n, v in enumerate(sorted(flat), 1)}
        found.append([place[v] for v in flat])
    return float(pearson(*map(np.array, found)))


@ANSWERS.right("searchsorted")
def _(before, after):
    a, b = (np.searchsorted(np.sort(m, axis=None), m).ravel() for m in (before, after))
    return np.cov(a, b)[0, 1] / (a.std(ddof=1) * b.std(ddof=1))


@ANSWERS.right("both from the largest")
def _(before, after):
    return np.corrcoef(ranks(-before), ranks(-after))[1, 0]


@ANSWERS.right("SciPy")
def _(before, after):
    from scipy import stats

    return stats.spearmanr(before.ravel(), after.ravel())[0]


@ANSWERS.wrong("correlates the values", ("values in place of ranks",))
def _(before, after):
    return pearson(before.ravel(), after.ravel())


@ANSWERS.wrong("argsort once", ("argsort taken for ranks",))
def _(before, after):
    return pearson(np.argsort(before.ravel()), np.argsort(after.ravel()))


@ANSWERS.wrong("sorted values", ("values sorted",))
def _(before, after):
    return pearson(np.sort(before.ravel()), np.sort(after.ravel()))


@ANSWERS.wrong("ranks of the first only", ("ranks of one map only",))
def _(before, after):
    return pearson(ranks(before), after.ravel())


@ANSWERS.wrong("one from the largest", ("ranks from the largest in one map",))
def _(before, after):
    return pearson(ranks(before), ranks(-after))


@ANSWERS.wrong("cosine of the ranks", ("not centred",))
def _(before, after):
    a, b = ranks(before), ranks(after)
    return (a * b).sum() / np.sqrt((a**2).sum() * (b**2).sum())


@ANSWERS.wrong("covariance", ("not divided",))
def _(before, after):
    a, b = ranks(before), ranks(after)
    return np.mean((a - a.mean()) * (b - b.mean()))


@ANSWERS.wrong("no negative result", ("sign lost",))
def _(before, after):
    return abs(pearson(ranks(before), ranks(after)))


@ANSWERS.wrong("squared", ("squared",))
def _(before, after):
    return pearson(ranks(before), ranks(after)) ** 2


@ANSWERS.wrong("the matrix", ("as a matrix",))
def _(before, after):
    return np.corrcoef(ranks(before), ranks(after))


@ANSWERS.wrong("sizes of the values", ("sizes of the values",))
def _(before, after):
    return pearson(ranks(np.abs(before)), ranks(np.abs(after)))


@ANSWERS.wrong("ranks within each row", ("ranks within each row",))
def _(before, after):
    a, b = (np.argsort(np.argsort(m, axis=1), axis=1).ravel() for m in (before, after))
    return pearson(a, b) if a.std() and b.std() else 0.0


@ANSWERS.wrong("rounded to two digits", ("rounded",))
def _(before, after):
    return round(float(pearson(ranks(before), ranks(after))), 2)


@ANSWERS.wrong("whether the maps are equal")
def _(before, after):
    return float(np.array_equal(before, after))


ANSWERS.wrong("the mean of the rows", ("ranks within each row",))(
    lambda before, after: np.mean(
        [pearson(ranks(a), ranks(b)) for a, b in zip(before, after, strict=True)]
    )
)
ANSWERS.wrong("the diagonal of the matrix", ("always 1",))(
    lambda before, after: np.corrcoef(ranks(before), ranks(after))[0, 0]
)
ANSWERS.wrong("0 at least", ("negative results cut off",))(
    lambda before, after: max(0, pearson(ranks(before), ranks(after)))
)
ANSWERS.wrong("-0.9 at least")(
    lambda before, after: max(-0.9, pearson(ranks(before), ranks(after)))
)


@ANSWERS.wrong("an order turned round is none")
def _(before, after):
    r = pearson(ranks(before), ranks(after))
    return r if r > -0.95 else -r
