"""IoU and Dice of one class, of its pixels."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch14._shared import after, step


def agreement(
    truth,
    found,
    kind,
    *,
    shared=lambda truth, found: truth & found,
    covered=lambda both, n_truth, n_found: n_truth + n_found - both,
    sizes=lambda both, n_truth, n_found: n_truth + n_found,
    twice=2,
):
    """Return IoU and Dice of a class, one count after another.

    Parameters
    ----------
    truth, found, kind
        As in the exercise.
    shared : callable
        Says which pixels agree, of two maps of true and false.
    covered, sizes : callable
        What IoU and Dice are divided by.
    twice : int
        The factor of the shared pixels in the Dice coefficient.
    """
    in_truth, in_found = truth == kind, found == kind
    both = shared(in_truth, in_found).sum()
    n_truth, n_found = in_truth.sum(), in_found.sum()
    iou = both / covered(both, n_truth, n_found)
    dice = twice * both / sizes(both, n_truth, n_found)
    return np.array([iou, dice])


def _of_all_classes(truth, found, kind):
    """Return the means over all classes that are there or found."""
    kinds = np.unique([truth, found])
    return np.mean([agreement(truth, found, k) for k in kinds], axis=0)


def _of_things(truth, found, kind):
    return agreement((truth > 0) * 1, (found > 0) * 1, 1)


def _precision_and_recall(truth, found, kind):
    both = ((truth == kind) & (found == kind)).sum()
    found_at_all = max((found == kind).sum(), 1)
    return np.array([both / found_at_all, both / max((truth == kind).sum(), 1)])


LABELS = ((0, 1, 2, 3), (0, 1, 2, 3), (0, 4, 7, 17))
"""Labels of classes, few or some of many."""


def _draw(random: np.random.Generator) -> Case:
    """Draw two maps that agree now and then, and a class that is in one at least."""
    shape = random.integers(1, 6, 2)
    truth = random.integers(0, 4, shape)
    found = np.where(random.random(shape) < 0.6, truth, random.integers(0, 4, shape))
    labels = np.array(LABELS[int(random.integers(len(LABELS)))])
    truth, found = labels[truth], labels[found]
    kind = int(random.choice(np.unique([truth, found])))
    return Case((truth, found, kind))


def _about(truth, found, kind):
    both = ((truth == kind) & (found == kind)).any()
    there, seen = bool((truth == kind).any()), bool((found == kind).any())
    return {
        ("some pixels are shared", "no pixel is shared"): bool(both),
        ("the class is in truth", "the class is not in truth"): there,
        ("the class is found", "the class is not found"): seen,
        ("the class is 0", "the class is not 0"): kind == 0,
        ("all is right", "something is wrong"): bool((truth == found).all()),
    }


def _sets(truth, found, kind):
    a, b = (set(np.flatnonzero(labels == kind).tolist()) for labels in (truth, found))
    return [len(a & b) / len(a | b), 2 * len(a & b) / (len(a) + len(b))]


_random = later(1412, 30)


def _case(rows, columns, kind):
    truth = _random.integers(0, 3, (rows, columns))
    keep = _random.random((rows, columns)) < 0.55
    found = np.where(keep, truth, _random.integers(0, 3, (rows, columns)))
    return Case((truth, found, kind))


EXERCISE = FunctionExercise(
    __name__,
    title="Judge one class",
    answer="agreement",
    difficulty=2,
    points=2,
    place=60,
    look=(
        "Take truth = [[1, 1, 0]] and found = [[1, 0, 1]] and class 1. Count three "
        "things on paper: the pixels that are 1 in truth, those found as 1, and those "
        "that are both."
    ),
    section="Right most of the time, and useless",
    reference=agreement,
    library=("pixel_table", "iou_and_dice", "MeanIoU", "jaccard_score", "f1_score"),
    cases=(
        Case((np.array([[1, 1, 0, 2]]), np.array([[1, 0, 1, 2]]), 1)),
        Case(
            (
                np.array([[0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 2, 2], [0, 0, 2, 2]]),
                np.array([[0, 1, 1, 0], [0, 1, 0, 0], [0, 1, 2, 2], [0, 0, 2, 0]]),
                0,
            )
        ),
        Case((np.array([[2, 2, 0]]), np.array([[0, 1, 2]]), 2)),
        Case((np.array([[2, 1, 0]]), np.array([[0, 1, 0]]), 2)),
        Case((np.array([[0, 1, 0]]), np.array([[3, 1, 0]]), 3)),
        Case((np.array([[3, 3], [0, 3]]), np.array([[3, 3], [0, 3]]), 3)),
        Case(
            (np.array([[17, 4, 7], [0, 7, 4]]), np.array([[7, 4, 17], [4, 7, 17]]), 7)
        ),
        _case(5, 7, 1),
        _case(6, 4, 2),
        _case(4, 6, 0),
        Case((np.ones((15, 20), int), np.tile([1, 0, 1, 1], (15, 5)), 1)),
    ),
    draw=_draw,
    axes=dict.fromkeys(("truth", "found"), ("height", "width")),
    features=_about,
    misconceptions=(
        step(
            "shared pixels counted twice",
            "Your IoU divides by the sum of the two counts. What both cover stands in it "
            "twice.",
            covered=lambda both, n_truth, n_found: n_truth + n_found,
        ),
        step(
            "Dice divided by the union",
            "Your Dice coefficient divides by what one or the other covers. It divides by "
            "the sum of the two counts.",
            sizes=lambda both, n_truth, n_found: n_truth + n_found - both,
        ),
        step(
            "factor 2 forgotten",
            "Your Dice coefficient is half as large as it should be. Of two equal maps it "
            "is 1.",
            twice=1,
        ),
        step(
            "all right pixels counted as shared",
            "You count pixels on which both say that the class is *not* there. Shared "
            "are those that both give the class.",
            shared=lambda truth, found: truth == found,
        ),
        step(
            "divided by the pixels in truth",
            "Your IoU divides by the true pixels alone, which is the recall. What was "
            "found too much must count against it.",
            covered=lambda both, n_truth, n_found: max(n_truth, 1),
        ),
        step(
            "divided by the pixels found",
            "Your IoU divides by the found pixels alone, which is the precision. What was "
            "missed must count against it.",
            covered=lambda both, n_truth, n_found: max(n_found, 1),
        ),
        Misconception(
            "all classes taken together",
            "You average over the classes. One was asked for.",
            _of_all_classes,
        ),
        Misconception(
            "thing against background",
            "You take all kinds of things for one. Only pixels of the class itself count.",
            _of_things,
        ),
        Misconception(
            "always class 1",
            "You judge class 1 whichever was asked for.",
            before=lambda kind, **others: {"kind": 1},
        ),
        Misconception(
            "precision and recall",
            "These are precision and recall. IoU and Dice were asked for.",
            _precision_and_recall,
        ),
        Misconception(
            "share of right pixels",
            "You return how many of all pixels are right. That counts every class.",
            lambda truth, found, kind: np.repeat((truth == found).mean(), 2),
        ),
        after(
            "Dice first",
            "Your two numbers have changed places. The IoU comes first.",
            lambda pair: pair[::-1],
        ),
        after(
            "IoU alone",
            "You return one number. The Dice coefficient was asked for too.",
            lambda pair: pair[0],
        ),
        after(
            "Dice alone",
            "You return one number. The IoU was asked for too.",
            lambda pair: pair[1],
        ),
        after(
            "rounded to two decimals",
            "Your numbers are rounded. Return them as they are.",
            lambda pair: np.round(pair, 2),
        ),
        after(
            "in per cent",
            "You return per cent. A share lies between 0 and 1.",
            lambda pair: 100 * pair,
        ),
        after(
            "one minus the measure",
            "You return a loss, which is 0 where all is right. IoU and Dice are 1 there.",
            lambda pair: 1 - pair,
        ),
    ),
    alternatives=(Alternative("sets of places; a list comes back", _sets),),
)
