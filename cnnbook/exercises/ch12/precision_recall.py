"""What share was right, and what share was found."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import OTHER_MEASURES, iou, iou_of_masks, other_iou
from cnnbook.exercises.mistakes import each, wrong_step


def _more_than_half(measure):
    return lambda box, thing: measure(box, thing) > 0.5


def _true_boxes_hit(table):
    return table.any(axis=0).sum()


def precision_recall(
    found,
    truth,
    *,
    lies_on=lambda box, thing: iou(box, thing) > 0.5,
    compared=lambda table: table,
    for_precision=_true_boxes_hit,
    for_recall=_true_boxes_hit,
    precise=lambda hits, found, truth: hits / len(found),
    recalled=lambda hits, found, truth: hits / len(truth),
):
    """Return precision and recall, one step after another.

    Parameters
    ----------
    found, truth : ndarray of shape (n, 4)
        The boxes found, and those that are there.
    lies_on : callable
        Says whether a found box agrees enough with a true one.
    compared : callable
        Takes the table of who lies on whom, with a row for each found box, and returns
        what of it counts.
    for_precision, for_recall : callable
        Count the hits in it.
    precise, recalled : callable
        Make shares of the hits.
    """
    table = compared(np.array([[lies_on(f, t) for t in truth] for f in found]))
    return np.array(
        [
            precise(for_precision(table), found, truth),
            recalled(for_recall(table), found, truth),
        ]
    )


def _found_boxes_on_something(table):
    return table.any(axis=1).sum()


def _second_ones_left_out(found, truth):
    table = np.array([[iou(f, t) > 0.5 for t in truth] for f in found])
    hits, false = table.any(axis=0).sum(), (~table.any(axis=1)).sum()
    return np.array([hits / max(hits + false, 1), hits / len(truth)])


def _areas(found, truth):
    def area(boxes):
        return sum((b[2] - b[0]) * (b[3] - b[1]) for b in boxes)

    def shared(a, b):
        height = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
        return height * max(min(a[3], b[3]) - max(a[1], b[1]), 0)

    both = sum(shared(f, t) for f in found for t in truth)
    return np.array([both / area(found), both / area(truth)])


def _only_the_diagonal(table):
    return table & np.eye(*table.shape, dtype=bool)


def _draw(random: np.random.Generator) -> Case:
    """Draw things, and boxes on them with an IoU from 0.2 to 1; some have just 0.5."""
    while True:
        cells = random.permutation(4)[: random.integers(1, 4)]
        truth, found = [], []
        for cell in cells:
            high, wide = int(random.integers(3, 6)), int(random.integers(6, 11))
            box = np.array([0, 0, high, wide])
            if random.random() < 0.3:
                box = box[[1, 0, 3, 2]]
            row, column = divmod(int(cell), 2)
            corner = np.array([row, column]) * 14 + random.integers(6, 9, 2)
            box = box + np.tile(corner, 2)
            truth.append(box)
            for _ in range(int(random.choice([0, 1, 1, 1, 2, 2, 3]))):
                longer = int(box[3] - box[1] > box[2] - box[0])
                shift = [0, 0]
                shift[longer] = int(random.integers(-5, 6))
                shift[1 - longer] = int(random.choice([0, 0, 0, 1]))
                drawn = box + np.tile(shift, 2)
                if random.random() < 0.3:  # smaller or larger, perhaps by half
                    drawn[2] = drawn[0] + random.integers(2, 2 * (box[2] - box[0]))
                found.append(drawn)
        if random.random() < 0.4 or not found:
            found.append(np.array([0, 0, 3, 5]))
        found = np.array(found)[random.permutation(len(found))]
        case = Case((found, np.array(truth)))
        hits = precision_recall(*case.args)
        if ((hits > 0).all() and (hits < 1).any()) or random.random() < 0.1:
            return case


def _what_is_found(found, truth):
    overlaps = np.array([[iou(f, t) for t in truth] for f in found])
    hit = overlaps > 0.5
    return {
        ("some IoU is just 0.5", "no IoU is just 0.5"): bool((overlaps == 0.5).any()),
        ("a true box is found twice", "no true box is found twice"): (
            bool((hit.sum(axis=0) > 1).any())
        ),
        ("there is no hit", "there is a hit"): not hit.any(),
        ("every true box is found", "a true box is missed"): bool(
            hit.any(axis=0).all()
        ),
        ("every found box lies on a true one", "a found box lies on none"): (
            bool(hit.any(axis=1).all())
        ),
        (
            "as many are found as are there",
            "there are more of the one than of the other",
        ): (len(found) == len(truth)),
    }


OTHER_LIMITS = (
    *(0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45),
    *(0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9),
)
_NUMBERS = "numbers of a box"
_LIMIT = "You take another limit. A found box lies on a true one if their IoU is more than 0.5."
_TRUTH = np.array([[2, 3, 12, 11], [20, 4, 30, 14], [5, 25, 13, 37], [24, 28, 35, 36]])


def _struck_out(found, truth):
    free = [tuple(box) for box in truth]
    hits = 0
    for box in found:
        best = max(free, key=lambda t: iou_of_masks(box, t), default=None)
        if best is not None and iou_of_masks(box, best) > 0.5:
            free.remove(best)
            hits += 1
    return hits / len(found), 1 - len(free) / len(truth)


EXERCISE = FunctionExercise(
    __name__,
    title="Precision and recall",
    difficulty=2,
    points=3,
    place=50,
    look=(
        "Make a table of the call: a row for each found box, a column for each true one, "
        "and their IoU in it. Mark what is above 0.5. How many columns have a mark?"
    ),
    section="Precision and recall",
    reference=precision_recall,
    features=_what_is_found,
    axes={
        "found": ("number of found boxes", _NUMBERS),
        "truth": ("number of true boxes", _NUMBERS),
    },
    cases=(
        Case((np.array([[0, 0, 4, 6], [9, 9, 12, 15]]), np.array([[0, 1, 4, 7]]))),
        Case((np.array([[0, 0, 4, 6]]), np.array([[0, 2, 4, 8], [9, 9, 12, 15]]))),
        Case((np.array([[0, 0, 4, 6], [1, 0, 5, 6]]), np.array([[0, 0, 4, 6]]))),
        Case(
            (
                np.array([[0, 0, 3, 17], [10, 0, 17, 7]]),
                np.array([[0, 0, 5, 20], [10, 0, 20, 10]]),  # 0.51 and 0.49
            )
        ),
        Case(
            (
                np.array(
                    [[5, 26, 13, 38], [3, 3, 13, 11], [40, 2, 48, 9], [2, 4, 12, 12]]
                ),
                _TRUTH[:3],
            )
        ),
        Case(
            (
                np.array(
                    [
                        [2, 3, 12, 12],
                        [26, 9, 36, 19],
                        [5, 24, 13, 36],
                        [24, 28, 34, 36],
                        [4, 25, 12, 37],
                    ]
                ),
                _TRUTH,
            )
        ),
        Case((np.array([[8, 8, 18, 16], [30, 20, 40, 30]]), _TRUTH[:3])),
        Case((_TRUTH[[3, 1, 0]] + 1, _TRUTH)),
        Case(
            (
                np.array([[0, 3 * n, 2, 3 * n + 2] for n in range(8)]),
                np.array([[0, 21, 2, 23]]),
            )
        ),
        Case(
            (
                np.array([[20, 4, 48, 32], [40, 60, 68, 88], [9, 96, 37, 124]]),
                np.array([[23, 8, 51, 36], [10, 120, 38, 148]]),
            )
        ),
        Case((np.array([[4, 0, 5, 100]]), np.array([[4, 0, 5, 199]]))),  # 0.503
    ),
    draw=_draw,
    misconceptions=(
        *rounded(1, 2, 3, 4),
        wrong_step(
            "a true box counted twice",
            "Two found boxes on the same true box are two hits with you. The second is a "
            "false alarm.",
            for_precision=_found_boxes_on_something,
            for_recall=_found_boxes_on_something,
        ),
        wrong_step(
            "second box no false alarm",
            "In your precision a second box on the same true box is a hit. It is a false "
            "alarm, as for a user who counts the boxes.",
            for_precision=_found_boxes_on_something,
        ),
        Misconception(
            "second boxes left out",
            "A second box on the same true box is neither a hit nor a false alarm with "
            "you. All found boxes beyond the hits are false alarms.",
            _second_ones_left_out,
        ),
        wrong_step(
            "thing with two boxes no hit",
            "A true box with several found ones on it is no hit with you. It is one.",
            for_precision=lambda table: (table.sum(axis=0) == 1).sum(),
            for_recall=lambda table: (table.sum(axis=0) == 1).sum(),
        ),
        wrong_step(
            "one hit at most",
            "You stop at the first hit. Each true box can be one.",
            for_precision=lambda table: int(table.any()),
            for_recall=lambda table: int(table.any()),
        ),
        Misconception(
            "precision and recall swapped",
            "These two numbers have changed places. Precision is about what was found, "
            "recall about what was there.",
            after=lambda shares: shares[::-1],
        ),
        wrong_step(
            "any overlap is a hit",
            "Boxes that touch a true one only a little are hits with you. How large must "
            "the overlap be?",
            lies_on=lambda box, thing: iou(box, thing) > 0,
        ),
        wrong_step(
            "0.5 itself counts",
            "An IoU of just 0.5 is a hit with you. It has to be more.",
            lies_on=lambda box, thing: iou(box, thing) >= 0.5,
        ),
        *each(
            "another limit",
            _LIMIT,
            lies_on=[
                lambda box, thing, limit=limit: iou(box, thing) > limit
                for limit in OTHER_LIMITS
            ],
        ),
        wrong_step(
            "equal boxes only",
            "Only a box that is exactly the true one is a hit with you. How much do they "
            "have to agree?",
            lies_on=lambda box, thing: iou(box, thing) == 1,
        ),
        *(
            wrong_step(name, hint, lies_on=_more_than_half(other_iou(steps)))
            for name, hint, steps in OTHER_MEASURES
            if name != "union without subtracting"  # which is never more than 0.5
        ),
        wrong_step(
            "compared in pairs",
            "You compare the first found box with the first true one, and so on. The two "
            "lists are in no common order.",
            compared=_only_the_diagonal,
        ),
        wrong_step(
            "both divided by what was found",
            "Your recall is a share of the found boxes. It should say how much of what "
            "was there has been found.",
            recalled=lambda hits, found, truth: hits / len(found),
        ),
        wrong_step(
            "both divided by what was there",
            "Your precision is a share of the true boxes. It should say how much of what "
            "was found is right.",
            precise=lambda hits, found, truth: hits / len(truth),
        ),
        *(
            wrong_step(
                "both divided by all boxes",
                "You divide by everything, found or missed. That mixes the two questions.",
                precise=over,
                recalled=over,
            )
            for over in (
                lambda hits, found, truth: hits / (len(found) + len(truth) - hits),
                lambda hits, found, truth: hits / (len(found) + len(truth)),
            )
        ),
        wrong_step(
            "divided by the numbers of the boxes",
            "You divide by how many numbers there are. A box has four of them.",
            precise=lambda hits, found, truth: hits / np.size(found),
            recalled=lambda hits, found, truth: hits / np.size(truth),
        ),
        wrong_step(
            "hits against mistakes",
            "You divide the hits by the mistakes. A share divides by all, hits and "
            "mistakes.",
            precise=lambda hits, found, truth: hits / max(len(found) - hits, 1),
            recalled=lambda hits, found, truth: hits / max(len(truth) - hits, 1),
        ),
        wrong_step(
            "not divided",
            "You return how many, not which share.",
            precise=lambda hits, found, truth: hits,
            recalled=lambda hits, found, truth: hits,
        ),
        Misconception(
            "shares of the mistakes",
            "You return which share is wrong. Precision and recall say which is right.",
            after=lambda shares: 1 - shares,
        ),
        *(
            Misconception(
                "one of the two alone",
                "You return one number. Precision and recall were asked for.",
                after=lambda shares, place=place: shares[place],
            )
            for place in (0, 1)
        ),
        Misconception(
            "pixels counted, not boxes",
            "You count pixels. Precision and recall count boxes.",
            _areas,
        ),
    ),
    alternatives=(
        Alternative("each true box is struck out once it was found", _struck_out),
    ),
)
