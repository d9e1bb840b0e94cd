"""Answers to `dice-and-iou`."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("dice-and-iou")


@ANSWERS.right("three counts")
def _(truth, found, kind):
    n_truth, n_found = (truth == kind).sum(), (found == kind).sum()
    both = np.logical_and(truth == kind, found == kind).sum()
    return both / (n_truth + n_found - both), 2 * both / (n_truth + n_found)


@ANSWERS.right("and, or; a list")
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    return [(a & b).sum() / (a | b).sum(), 2 * (a & b).sum() / (a.sum() + b.sum())]


@ANSWERS.right("Dice from IoU; an array")
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    iou = np.sum(a & b) / np.sum(a | b)
    return np.array([iou, 2 * iou / (1 + iou)])


@ANSWERS.right("loops that count hits, alarms and misses")
def _(truth, found, kind):
    hits = alarms = misses = 0
    for t, f in zip(truth.ravel().tolist(), found.ravel().tolist(), strict=True):
        hits += t == f == kind
        alarms += f == kind != t
        misses += t == kind != f
    return hits / (hits + alarms + misses), 2 * hits / (2 * hits + alarms + misses)


@ANSWERS.right("fractions")
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both = int((a & b).sum())
    return Fraction(both, int((a | b).sum())), Fraction(
        2 * both, int(a.sum() + b.sum())
    )


@ANSWERS.right("products of zeros and ones")
def _(truth, found, kind, **_others):
    a, b = (1.0 * (labels == kind) for labels in (truth, found))
    return (a * b).sum() / np.maximum(a, b).sum(), 2 * (a * b).sum() / (a + b).sum()


@ANSWERS.right("precision and recall, and F1 of them")
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both = (a & b).sum()
    if not both:
        return 0, 0
    precision, recall = both / b.sum(), both / a.sum()
    f1 = 2 * precision * recall / (precision + recall)
    return f1 / (2 - f1), f1


@ANSWERS.wrong(
    "the union counts what is shared twice", ("shared pixels counted twice",)
)
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both, sizes = (a & b).sum(), a.sum() + b.sum()
    return both / sizes, 2 * both / sizes


@ANSWERS.wrong("no factor 2 in Dice", ("factor 2 forgotten",))
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both, sizes = (a & b).sum(), a.sum() + b.sum()
    return both / (sizes - both), both / sizes


@ANSWERS.wrong("Dice first", ("Dice first",))
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both, sizes = (a & b).sum(), a.sum() + b.sum()
    return 2 * both / sizes, both / (sizes - both)


@ANSWERS.wrong("recall in place of IoU", ("divided by the pixels in truth",))
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both, sizes = (a & b).sum(), a.sum() + b.sum()
    return both / max(a.sum(), 1), 2 * both / sizes


@ANSWERS.wrong("the share of all right pixels, twice", ("share of right pixels",))
def _(truth, found, kind):
    return [(truth == found).mean()] * 2


@ANSWERS.wrong("IoU only", ("IoU alone",))
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    return (a & b).sum() / (a | b).sum()


@ANSWERS.wrong("class 1, whatever was asked", ("always class 1",))
def _(truth, found, kind):
    a, b = truth == 1, found == 1
    return (a & b).sum() / (a | b).sum(), 2 * (a & b).sum() / (a.sum() + b.sum())


@ANSWERS.wrong("rounded", ("rounded to two decimals",))
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both, sizes = (a & b).sum(), a.sum() + b.sum()
    return round(both / (sizes - both), 2), round(2 * both / sizes, 2)


@ANSWERS.wrong(
    "agreeing zeros count as shared", ("all right pixels counted as shared",)
)
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both, sizes = (a == b).sum(), a.sum() + b.sum()
    return both / (sizes - both), 2 * both / sizes


@ANSWERS.wrong("the mean of all classes", ("all classes taken together",))
def _(truth, found, kind):
    pairs = []
    for k in set(truth.ravel()) | set(found.ravel()):
        a, b = truth == k, found == k
        both, sizes = (a & b).sum(), a.sum() + b.sum()
        pairs.append((both / (sizes - both), 2 * both / sizes))
    return np.mean(pairs, axis=0)


@ANSWERS.wrong("in whole numbers")
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    return (a & b).sum() // (a | b).sum(), 2 * (a & b).sum() // (a.sum() + b.sum())


ANSWERS.wrong("always one")(lambda truth, found, kind: (1.0, 1.0))


@ANSWERS.wrong("labels up to 3")
def _(truth, found, kind):
    a, b = (np.minimum(labels, 3) == min(kind, 3) for labels in (truth, found))
    both = (a & b).sum()
    return both / (a | b).sum(), 2 * both / (a.sum() + b.sum())


@ANSWERS.wrong("all right where the class is not in truth")
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    if not a.any():
        return 1.0, 1.0
    return (a & b).sum() / (a | b).sum(), 2 * (a & b).sum() / (a.sum() + b.sum())


@ANSWERS.wrong("nothing comes back where the class is not found")
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    if b.any():
        return (a & b).sum() / (a | b).sum(), 2 * (a & b).sum() / (a.sum() + b.sum())
    return None


@ANSWERS.wrong("counts in bytes, which begin again at 256")
def _(truth, found, kind):
    a, b = truth == kind, found == kind
    both, either = (max(m.sum() % 256, 1) for m in (a & b, a | b))
    return (a & b).any() * both / either, (a & b).any() * 2 * both / (both + either)
