"""One box for each thing: non-maximum suppression."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import (
    OTHER_MEASURES,
    best_first,
    iou,
    iou_of_masks,
    other_iou,
)
from cnnbook.exercises.mistakes import each, wrong_step


def nms(
    boxes,
    scores,
    threshold,
    *,
    order=best_first,
    measure=iou,
    rivals=lambda kept, before: kept,
    close=lambda overlap, threshold: overlap > threshold,
    falls=any,
    back=lambda kept, order: kept,
):
    """Return the numbers of the boxes to keep, one step after another.

    Parameters
    ----------
    boxes : ndarray of shape (n, 4)
        A box in each row.
    scores : ndarray of shape (n,)
        How sure each of them is.
    threshold : float
        An overlap above it is too much.
    order : callable
        Takes the scores and says in which order the boxes have their turn.
    measure : callable
        Says how much two boxes agree.
    rivals : callable
        Takes the boxes kept, and all that had their turn; returns those to compare with.
    close, falls : callable
        Say of an overlap whether it is too much, and of all of them whether the box
        falls.
    back : callable
        Takes the boxes kept and the order; makes the result.
    """
    kept, before = [], []
    turns = [int(number) for number in order(scores)]
    for number in turns:
        overlaps = [measure(boxes[number], boxes[k]) for k in rivals(kept, before)]
        verdicts = [close(overlap, threshold) for overlap in overlaps]
        if not verdicts or not falls(verdicts):
            kept.append(number)
        before.append(number)
    return back(kept, turns)


def _skipping(boxes, scores, threshold):
    """Remove from a list while walking through it, so that some are skipped."""
    order, kept = best_first(scores).tolist(), []
    while order:
        best = order.pop(0)
        kept.append(best)
        for number in order:
            if iou(boxes[best], boxes[number]) > threshold:
                order.remove(number)
    return kept


def _up_to_the_first_drop(boxes, scores, threshold):
    kept = nms(boxes, scores, threshold)
    order = best_first(scores).tolist()
    return [
        number
        for place, number in enumerate(order)
        if kept[: place + 1] == order[: place + 1]
    ]


def _sure_ones(boxes, scores, threshold):
    return [n for n in nms(boxes, scores, threshold) if scores[n] > threshold]


def _mask(boxes, scores, threshold):
    mask = np.zeros(len(boxes))
    mask[nms(boxes, scores, threshold)] = 1
    return mask


def _draw(random: np.random.Generator) -> Case:
    """Draw boxes that lie on each other; some overlaps are just the threshold."""
    while True:
        high, wide = int(random.integers(2, 6)), int(random.choice([5, 6, 8, 10]))
        boxes = [np.array([12, 12, 12 + high, 12 + wide])]
        for _ in range(int(random.integers(2, 5))):
            one = boxes[random.integers(len(boxes))]
            way = random.integers(0, 8)
            down = random.integers(-1, 2) if way < 3 else 0
            across = random.integers(-6, 7)
            if way == 0:  # apart in both directions, but not far
                down = int(random.integers(high + 1, 2 * high + 1))
                across = int(random.integers(wide + 1, 2 * wide + 1))
            larger = [0, 0, *random.integers(0, 4, 2)] if way == 1 else [0] * 4
            boxes.append(
                one + np.array([down, across, down, across]) + np.array(larger)
            )
        boxes = np.array(boxes)
        boxes -= boxes.min(axis=0)[[0, 1, 0, 1]]
        boxes = random.permutation(boxes)
        scores = random.choice(np.arange(11, 99), len(boxes), replace=False) / 100
        threshold = float(random.choice([0.25, 0.25, 0.5, 0.5, 0.3, 0.4]))
        overlaps = np.array([[iou(a, b) for a in boxes] for b in boxes])
        gaps = abs(overlaps - threshold)
        just = bool((gaps == 0).any())
        fair = not ((gaps > 0) & (gaps < 1e-3)).any()
        dropped = len(boxes) - len(nms(boxes, scores, threshold))
        if fair and dropped and (just or threshold not in (0.25, 0.5)):
            return Case((boxes, scores, threshold))


def _how_they_lie(boxes, scores, threshold):
    kept = nms(boxes, scores, threshold)
    order = best_first(scores).tolist()
    overlaps = [iou(boxes[i], boxes[k]) for i in order for k in order if i < k]
    return {
        ("some IoU is just the threshold", "no IoU is just the threshold"): (
            threshold in overlaps
        ),
        (
            "a dropped box lies on a box that is kept after it",
            "no dropped box does so",
        ): (nms(boxes, scores, threshold, rivals=lambda kept, before: before) != kept),
        (
            "the boxes come in the order of their scores",
            "the boxes come in another order",
        ): (order == sorted(order)),
        ("more than one box is kept", "one box is kept"): len(kept) > 1,
    }


_STAIRS = np.array([[4, 0, 12, 9], [5, 2, 13, 12], [6, 5, 14, 15]])
_FIVE = np.array(
    [[4, 0, 12, 9], [5, 2, 13, 12], [6, 5, 14, 15], [20, 3, 29, 9], [19, 4, 29, 11]]
)
_ROW = np.array([[0, 0, 4, 5], [0, 3, 4, 8], [0, 6, 4, 11]])


def _shrinking_list(boxes, scores, threshold):
    left = sorted(range(len(scores)), key=lambda i: -scores[i])
    kept = []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [i for i in left if iou_of_masks(boxes[i], boxes[best]) <= threshold]
    return np.array(kept)


EXERCISE = FunctionExercise(
    __name__,
    title="Non-maximum suppression",
    difficulty=2,
    points=3,
    place=30,
    look=(
        "Make the chapter's table for the boxes of the call: a row for each, the most "
        "confident first, with its IoU with those that are kept. Which row differs?"
    ),
    section="One box for each thing",
    reference=nms,
    features=_how_they_lie,
    axes={"boxes": ("number of boxes", "numbers of a box")},
    library=("non_max_suppression", "non_max_suppression_with_scores", "nms"),
    cases=(
        Case((_STAIRS[:2], np.array([0.6, 0.8]), 0.3)),
        Case((_STAIRS, np.array([0.6, 0.8, 0.7]), 0.3)),
        Case((_ROW, np.array([0.7, 0.9, 0.5]), 0.25)),
        Case((np.array([[0, 0, 4, 5], [7, 9, 11, 14]]), np.array([0.4, 0.7]), 0.3)),
        Case((_FIVE, np.array([0.6, 0.8, 0.7, 0.75, 0.9]), 0.3)),
        Case((_FIVE, np.array([0.9, 0.8, 0.7, 0.5, 0.4]), 0.4)),
        Case((_FIVE, np.array([0.5, 0.6, 0.9, 0.95, 0.7]), 0.45)),
        Case((_STAIRS, np.array([0.912, 0.04, 0.914]), 0.0)),
        Case((_STAIRS[[0, 2]], np.array([0.6, 0.8]), 0.15)),
        Case(
            (
                np.array([[0, 3 * n, 2, 3 * n + 2] for n in range(7)]),
                np.array([0.5, 0.01, 0.9, 0.04, 0.3, 0.6, 0.2]),
                0.3,
            )
        ),
        Case((np.array([[2, 3, 7, 9]]), np.array([0.8]), 0.5)),
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "given order",
            "You take the boxes in the order given. The most confident one has to choose "
            "first.",
            order=lambda scores: range(len(scores)),
        ),
        wrong_step(
            "least confident first",
            "You begin with the least confident box. Sorting goes from small to large, "
            "unless you turn it round.",
            order=np.argsort,
        ),
        wrong_step(
            "a dropped box drops others",
            "A box that was itself dropped drops another one. Only boxes that were kept "
            "may do so.",
            rivals=lambda kept, before: before,
        ),
        wrong_step(
            "compared with the last kept box only",
            "You compare with the box kept last. A box may also lie on one that was kept "
            "earlier.",
            rivals=lambda kept, before: kept[-1:],
        ),
        wrong_step(
            "one round only",
            "You drop what lies on the best box, and stop. The best of the others has its "
            "turn next.",
            rivals=lambda kept, before: kept[:1],
        ),
        wrong_step(
            "dropped at the threshold",
            "A box whose IoU is just the threshold is dropped with you. It is more than the "
            "threshold that is too much.",
            close=lambda overlap, threshold: overlap >= threshold,
        ),
        wrong_step(
            "any overlap",
            "Boxes that touch only a little are dropped too. Your result does not change "
            "with the threshold.",
            close=lambda overlap, threshold: overlap > 0,
        ),
        wrong_step(
            "threshold of 0.5",
            "You take 0.5 for the threshold, whatever is asked for.",
            close=lambda overlap, threshold: overlap > 0.5,
        ),
        *each(
            "near boxes kept",
            "You keep the boxes that lie on a kept one, and drop those that lie apart.",
            close=[
                lambda overlap, threshold: overlap <= threshold,
                lambda overlap, threshold: overlap < threshold,
            ],
        ),
        wrong_step(
            "dropped by all only",
            "With you a box falls when it lies on every kept one. A single one is enough.",
            falls=all,
        ),
        *(
            wrong_step(name, hint, measure=other_iou(steps))
            for name, hint, steps in OTHER_MEASURES
        ),
        Misconception(
            "list changed while walking through it",
            "You remove boxes from a list while a loop walks through it, so that it skips "
            "the next one.",
            _skipping,
        ),
        Misconception(
            "stopped at the first drop",
            "You stop at the first box that is dropped. Others may follow that lie apart.",
            _up_to_the_first_drop,
        ),
        Misconception(
            "threshold for the confidence",
            "You drop boxes that are less sure than the threshold. It is for the overlap.",
            _sure_ones,
        ),
        wrong_step(
            "the best box alone",
            "You return a single box. Those that do not lie on it have their turn.",
            back=lambda kept, order: kept[:1],
        ),
        wrong_step(
            "nothing dropped",
            "You return all boxes, most confident first. Which of them lie on another?",
            back=lambda kept, order: order,
        ),
        wrong_step(
            "dropped ones returned",
            "These are the boxes that are dropped. Return those that are kept.",
            back=lambda kept, order: [n for n in order if n not in kept],
        ),
        wrong_step(
            "sorted by index",
            "Your boxes come in the order of their row numbers. The most confident one "
            "comes first.",
            back=lambda kept, order: sorted(kept),
        ),
        wrong_step(
            "order turned round at the end",
            "You turn the order of the kept boxes round. They come in the order in which "
            "they had their turn, the most confident one first.",
            back=lambda kept, order: kept[::-1],
        ),
        wrong_step(
            "places in the sorted list",
            "Your numbers count along the sorted boxes. They should count along the boxes "
            "as they were given.",
            back=lambda kept, order: [order.index(number) for number in kept],
        ),
        wrong_step(
            "counted from 1",
            "Your numbers begin with 1. Row numbers begin with 0.",
            back=lambda kept, order: [number + 1 for number in kept],
        ),
        Misconception(
            "boxes returned",
            "You return the boxes themselves. Return their row numbers.",
            lambda boxes, scores, threshold: boxes[nms(boxes, scores, threshold)],
        ),
        Misconception(
            "scores returned",
            "You return how sure the boxes are. Return their row numbers.",
            lambda boxes, scores, threshold: scores[nms(boxes, scores, threshold)],
        ),
        Misconception(
            "mask returned",
            "You return for each box whether it is kept. Return the row numbers of those "
            "that are.",
            _mask,
        ),
    ),
    alternatives=(
        Alternative("a list that gets shorter; an array comes back", _shrinking_list),
    ),
)
