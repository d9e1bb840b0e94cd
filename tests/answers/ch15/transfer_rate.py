"""Answers to `transfer-rate`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("transfer-rate")


@ANSWERS.right("three masks")
def _(kinds, a_before, a_after, b_before, b_after):
    fooled = (a_before == kinds) & (a_after != kinds)
    counts = fooled & (b_before == kinds)
    return (counts & (b_after != kinds)).sum() / counts.sum()


@ANSWERS.right("a loop with continue")
def _(kinds, a_before, a_after, b_before, b_after):
    total = hits = 0
    for n in range(len(kinds)):
        k = kinds[n]
        if a_before[n] != k or b_before[n] != k:
            continue
        if a_after[n] == k:
            continue
        total += 1
        if b_after[n] != k:
            hits += 1
    return hits / total


@ANSWERS.right("one minus what withstands")
def _(kinds, a_before, a_after, b_before, b_after):
    rows = np.stack([a_before == kinds, a_after != kinds, b_before == kinds])
    return 1 - np.mean((b_after == kinds)[rows.all(axis=0)])


@ANSWERS.right("sets of numbers")
def _(kinds, a_before, a_after, b_before, b_after):
    def right(answers):
        return {n for n, k in enumerate(kinds) if answers[n] == k}

    counts = (right(a_before) & right(b_before)) - right(a_after)
    return len(counts - right(b_after)) / len(counts)


@ANSWERS.right("np.average with weights")
def _(kinds, a_before, a_after, b_before, b_after):
    w = (a_before == kinds) * (b_before == kinds) * (a_after != kinds)
    return float(np.average(b_after != kinds, weights=w))


@ANSWERS.right("a list of the rows that count")
def _(*columns):
    rows = [r for r in zip(*columns, strict=True) if r[1] == r[0] == r[3] != r[2]]
    return sum(r[4] != r[0] for r in rows) / len(rows)


def share(hit, counts):
    return (hit & counts).sum() / max(counts.sum(), 1)


@ANSWERS.wrong("does not ask what B said before", ("B's own mistakes counted",))
def _(kinds, a_before, a_after, b_before, b_after):
    return share(b_after != kinds, (a_before == kinds) & (a_after != kinds))


@ANSWERS.wrong("does not ask what A said before", ("A's own mistakes counted",))
def _(kinds, a_before, a_after, b_before, b_after):
    return share(b_after != kinds, (a_after != kinds) & (b_before == kinds))


@ANSWERS.wrong("divides by all pictures", ("divided by all pictures",))
def _(kinds, a_before, a_after, b_before, b_after):
    counts = (a_before == kinds) & (a_after != kinds) & (b_before == kinds)
    return (counts & (b_after != kinds)).mean()


@ANSWERS.wrong("B's mistakes after", ("every answer after the step",))
def _(kinds, a_before, a_after, b_before, b_after):
    return np.mean(b_after != kinds)


@ANSWERS.wrong("does not ask whether A was fooled", ("every picture that B knows",))
def _(kinds, a_before, a_after, b_before, b_after):
    return share(b_after != kinds, b_before == kinds)


@ANSWERS.wrong("the same wrong answer", ("the same wrong answer",))
def _(kinds, a_before, a_after, b_before, b_after):
    counts = (a_before == kinds) & (a_after != kinds) & (b_before == kinds)
    return share(b_after == a_after, counts)


@ANSWERS.wrong("how many", ("not divided",))
def _(kinds, a_before, a_after, b_before, b_after):
    counts = (a_before == kinds) & (a_after != kinds) & (b_before == kinds)
    return int((counts & (b_after != kinds)).sum())


@ANSWERS.wrong("what withstands", ("share that withstands",))
def _(kinds, a_before, a_after, b_before, b_after):
    counts = (a_before == kinds) & (a_after != kinds) & (b_before == kinds)
    return share(b_after == kinds, counts)


@ANSWERS.wrong("A and B swapped", ("A and B swapped",))
def _(kinds, a_before, a_after, b_before, b_after):
    counts = (b_before == kinds) & (b_after != kinds) & (a_before == kinds)
    return share(a_after != kinds, counts)


@ANSWERS.wrong("A's answer has changed", ("any change of A's answer",))
def _(kinds, a_before, a_after, b_before, b_after):
    return share(b_after != kinds, (a_before != a_after) & (b_before == kinds))


@ANSWERS.wrong("B's answer has changed")
def _(kinds, a_before, a_after, b_before, b_after):
    counts = (a_before == kinds) & (a_after != kinds)
    return share(b_before != b_after, counts)


@ANSWERS.wrong("divides by what A had right", ("all pictures that A had right",))
def _(kinds, a_before, a_after, b_before, b_after):
    return share(b_after != kinds, (a_before == kinds) & (b_before == kinds))


@ANSWERS.wrong("always a half")
def _(kinds, a_before, a_after, b_before, b_after):
    return 0.5


@ANSWERS.wrong("kinds by their last digit")
def _(kinds, a_before, a_after, b_before, b_after):
    counts = (a_before == kinds) & (a_after != kinds) & (b_before == kinds)
    return share(b_after % 10 != kinds % 10, counts)


@ANSWERS.wrong("kinds below 0 taken for missing")
def _(kinds, a_before, a_after, b_before, b_after):
    counts = (
        (a_before == kinds) & (a_after != kinds) & (b_before == kinds) & (kinds >= 0)
    )
    return np.mean(b_after[counts] != kinds[counts]) if counts.any() else 0.0
