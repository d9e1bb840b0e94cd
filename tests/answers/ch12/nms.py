"""Answers to `nms`."""

import functools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("nms")


def _iou(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return h * w / (sum(areas) - h * w)


def _dice(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return 2 * h * w / sum((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))


def _careless(a, b):
    h = min(a[2], b[2]) - max(a[0], b[0])
    w = min(a[3], b[3]) - max(a[1], b[1])
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return h * w / (sum(areas) - h * w)


@ANSWERS.right("sorted once, each compared with those kept")
def _(boxes, scores, threshold):
    kept = []
    for i in np.argsort(-np.asarray(scores, dtype=float)):
        if all(_iou(boxes[i], boxes[k]) <= threshold for k in kept):
            kept.append(i)
    return kept


@ANSWERS.right("a list of those left, which shrinks")
def _(boxes, scores, threshold):
    left = list(range(len(boxes)))
    kept = []
    while left:
        best = max(left, key=lambda i: scores[i])
        kept.append(best)
        left = [
            i for i in left if i != best and _iou(boxes[i], boxes[best]) <= threshold
        ]
    return kept


@ANSWERS.right("in NumPy, all IoUs with the best at once, an array comes back")
def _(boxes, scores, threshold):
    boxes = np.asarray(boxes, dtype=float).reshape(-1, 4)
    order = np.argsort(scores)[::-1]
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    kept = []
    while len(order):
        best, rest = order[0], order[1:]
        kept.append(best)
        ends = np.minimum(boxes[best, 2:], boxes[rest, 2:])
        sides = (ends - np.maximum(boxes[best, :2], boxes[rest, :2])).clip(min=0)
        both = sides.prod(axis=1)
        order = rest[both / (areas[best] + areas[rest] - both) <= threshold]
    return np.array(kept, dtype=int)


@ANSWERS.right("recursive")
def _(boxes, scores, threshold):
    def go(left):
        if not left:
            return []
        first, *others = left
        return [
            first,
            *go([i for i in others if not _iou(boxes[first], boxes[i]) > threshold]),
        ]

    return go(sorted(range(len(scores)), key=lambda i: scores[i], reverse=True))


@ANSWERS.right("a mask of those alive")
def _(boxes, scores, threshold):
    alive = np.ones(len(boxes), dtype=bool)
    kept = []
    while alive.any():
        candidates = np.flatnonzero(alive)
        best = candidates[np.argmax(np.asarray(scores)[candidates])]
        kept.append(int(best))
        alive[best] = False
        for i in candidates:
            if _iou(boxes[i], boxes[best]) > threshold:
                alive[i] = False
    return kept


@ANSWERS.right("pops from a list, returns a tuple")
def _(boxes, scores, threshold):
    order = [i for _, i in sorted(zip(scores, range(len(boxes)), strict=True))]
    kept = ()
    while order:
        best = order.pop()
        kept += (best,)
        for i in order[:]:
            if _iou(boxes[best], boxes[i]) > threshold:
                order.remove(i)
    return kept


@ANSWERS.right("a matrix of all IoUs first, and prints it")
def _(boxes, scores, threshold):
    n = len(boxes)
    table = np.array([[_iou(boxes[i], boxes[j]) for j in range(n)] for i in range(n)])
    print(table.round(2))
    dropped, kept = set(), []
    for i in np.argsort(scores)[::-1].tolist():
        if i not in dropped:
            kept.append(i)
            dropped |= set(np.flatnonzero(table[i] > threshold).tolist())
    return kept


@ANSWERS.right("a heap from the standard library")
def _(boxes, scores, threshold):
    import heapq

    heap = [(-float(s), i) for i, s in enumerate(scores)]
    heapq.heapify(heap)
    kept = []
    while heap:
        _, i = heapq.heappop(heap)
        if not any(_iou(boxes[i], boxes[k]) > threshold for k in kept):
            kept.append(i)
    return kept


@ANSWERS.right("TensorFlow's own")
def _(boxes, scores, threshold):
    import tensorflow as tf

    boxes = np.asarray(boxes, dtype="float32").reshape(-1, 4)
    return tf.image.non_max_suppression(
        boxes, np.asarray(scores, dtype="float32"), len(boxes), threshold
    ).numpy()


class _Suppress:
    def __call__(self, rows, sure, limit):
        kept = []
        for i in sorted(range(len(rows)), key=lambda i: -sure[i]):
            if self.is_free(rows, i, kept, limit):
                kept += [i]
        return kept

    def is_free(self, rows, i, kept, limit):
        return max([_iou(rows[i], rows[k]) for k in kept], default=-1) <= limit


ANSWERS.right("an object with __call__ and other names")(_Suppress())


def _greedy(measure, boxes, scores, threshold):
    kept = []
    for i in np.argsort(-np.asarray(scores, dtype=float)).tolist():
        if all(measure(boxes[i], boxes[k]) <= threshold for k in kept):
            kept.append(i)
    return kept


ANSWERS.right("functools.partial with a measure")(functools.partial(_greedy, _iou))

ANSWERS.wrong("Dice in place of IoU", ("Dice for IoU",))(
    functools.partial(_greedy, _dice)
)

ANSWERS.wrong("negative lengths of the overlap are not cut off", ("negative lengths",))(
    functools.partial(_greedy, _careless)
)


@ANSWERS.wrong("boxes at the threshold are dropped too", ("dropped at the threshold",))
def _(boxes, scores, threshold):
    kept = []
    for i in np.argsort(-scores):
        if all(_iou(boxes[i], boxes[k]) < threshold for k in kept):
            kept.append(int(i))
    return kept


@ANSWERS.wrong(
    "boxes that are out drop others as well", ("a dropped box drops others",)
)
def _(boxes, scores, threshold):
    order = np.argsort(-scores)
    return [
        int(i)
        for n, i in enumerate(order)
        if all(_iou(boxes[i], boxes[k]) <= threshold for k in order[:n])
    ]


@ANSWERS.wrong(
    "compared with the box kept last only", ("compared with the last kept box only",)
)
def _(boxes, scores, threshold):
    kept = []
    for i in np.argsort(-scores):
        if not kept or _iou(boxes[i], boxes[kept[-1]]) <= threshold:
            kept.append(int(i))
    return kept


@ANSWERS.wrong("compared with the most confident box of all only", ("one round only",))
def _(boxes, scores, threshold):
    order = np.argsort(-scores)
    rest = [int(i) for i in order[1:]]
    first = int(order[0])
    return [first] + [i for i in rest if _iou(boxes[i], boxes[first]) <= threshold]


@ANSWERS.wrong("begins with the least confident", ("least confident first",))
def _(boxes, scores, threshold):
    kept = []
    for i in np.argsort(scores):
        if all(_iou(boxes[i], boxes[k]) <= threshold for k in kept):
            kept.append(int(i))
    return kept


@ANSWERS.wrong(
    "goes through the boxes as they come, not by confidence", ("given order",)
)
def _(boxes, scores, threshold):
    kept = []
    for i in range(len(boxes)):
        if all(_iou(boxes[i], boxes[k]) <= threshold for k in kept):
            kept.append(i)
    return kept


@ANSWERS.wrong(
    "in the order of the rows, not most confident first", ("sorted by index",)
)
def _(boxes, scores, threshold):
    return sorted(_greedy(_iou, boxes, scores, threshold))


@ANSWERS.wrong("least confident first", ("order turned round at the end",))
def _(boxes, scores, threshold):
    return _greedy(_iou, boxes, scores, threshold)[::-1]


@ANSWERS.wrong("the boxes themselves in place of their numbers", ("boxes returned",))
def _(boxes, scores, threshold):
    return boxes[_greedy(_iou, boxes, scores, threshold)]


@ANSWERS.wrong(
    "the scores of the kept boxes in place of their numbers", ("scores returned",)
)
def _(boxes, scores, threshold):
    return scores[_greedy(_iou, boxes, scores, threshold)]


@ANSWERS.wrong("a mask in place of numbers", ("mask returned",))
def _(boxes, scores, threshold):
    mask = np.zeros(len(boxes), dtype=bool)
    mask[_greedy(_iou, boxes, scores, threshold)] = True
    return mask


@ANSWERS.wrong(
    "places in the sorted order, not row numbers", ("places in the sorted list",)
)
def _(boxes, scores, threshold):
    order = np.argsort(-scores)
    boxes = boxes[order]
    return _greedy(_iou, boxes, -np.arange(len(boxes)), threshold)


@ANSWERS.wrong("row numbers counted from 1", ("counted from 1",))
def _(boxes, scores, threshold):
    return [i + 1 for i in _greedy(_iou, boxes, scores, threshold)]


@ANSWERS.wrong("keeps what overlaps and drops the others", ("near boxes kept",))
def _(boxes, scores, threshold):
    kept = []
    for i in np.argsort(-scores):
        if all(_iou(boxes[i], boxes[k]) >= threshold for k in kept):
            kept.append(int(i))
    return kept


@ANSWERS.wrong("dropped only when it lies on every kept box", ("dropped by all only",))
def _(boxes, scores, threshold):
    kept = []
    for i in np.argsort(-scores):
        if not kept or any(_iou(boxes[i], boxes[k]) <= threshold for k in kept):
            kept.append(int(i))
    return kept


@ANSWERS.wrong(
    "only boxes with a confidence above the threshold take part",
    ("threshold for the confidence",),
)
def _(boxes, scores, threshold):
    kept = _greedy(_iou, boxes, scores, threshold)
    return [i for i in kept if scores[i] > threshold]


@ANSWERS.wrong("the numbers of the dropped boxes", ("dropped ones returned",))
def _(boxes, scores, threshold):
    kept = _greedy(_iou, boxes, scores, threshold)
    return [i for i in np.argsort(-scores).tolist() if i not in kept]


@ANSWERS.wrong("the threshold is fixed at 0.5", ("threshold of 0.5",))
def _(boxes, scores, threshold):
    return _greedy(_iou, boxes, scores, 0.5)


@ANSWERS.wrong(
    "boxes are read as top, left, height, width",
    ("height and width for bottom and right",),
)
def _(boxes, scores, threshold):
    boxes = np.array(boxes, dtype=float)
    boxes[:, 2:] += boxes[:, :2]
    return _greedy(_iou, boxes, scores, threshold)


@ANSWERS.wrong(
    "removes from the list while it goes through it, so some are skipped",
    ("list changed while walking through it",),
)
def _(boxes, scores, threshold):
    order = np.argsort(-scores).tolist()
    kept = []
    while order:
        best = order.pop(0)
        kept.append(best)
        for i in order:
            if _iou(boxes[best], boxes[i]) > threshold:
                order.remove(i)
    return kept


@ANSWERS.wrong("a pair: numbers and scores")
def _(boxes, scores, threshold):
    kept = _greedy(_iou, boxes, scores, threshold)
    return kept, scores[kept]


@ANSWERS.wrong(
    "stops at the first box that has to be dropped", ("stopped at the first drop",)
)
def _(boxes, scores, threshold):
    kept = []
    for i in np.argsort(-scores):
        if any(_iou(boxes[i], boxes[k]) > threshold for k in kept):
            break
        kept.append(int(i))
    return kept


@ANSWERS.wrong("only the most confident box", ("the best box alone",))
def _(boxes, scores, threshold):
    return [int(np.argmax(scores))]


@ANSWERS.wrong(
    "boxes at the threshold dropped and sorted by row",
    ("dropped at the threshold", "sorted by index"),
)
def _(boxes, scores, threshold):
    kept = []
    for i in np.argsort(-scores):
        if all(_iou(boxes[i], boxes[k]) < threshold for k in kept):
            kept.append(int(i))
    return sorted(kept)


@ANSWERS.wrong(
    "dropped boxes drop others and Dice in place of IoU",
    ("a dropped box drops others", "Dice for IoU"),
)
def _(boxes, scores, threshold):
    order = np.argsort(-scores)
    return [
        int(i)
        for n, i in enumerate(order)
        if all(_dice(boxes[i], boxes[k]) <= threshold for k in order[:n])
    ]


@ANSWERS.wrong(
    "least confident box kept first and counted from 1",
    ("least confident first", "counted from 1"),
)
def _(boxes, scores, threshold):
    return [i + 1 for i in _greedy(_iou, boxes, -np.asarray(scores), threshold)]


@ANSWERS.wrong("overlap not cut off and the boxes handed back")
def _(boxes, scores, threshold):
    return boxes[_greedy(_careless, boxes, scores, threshold)]


ANSWERS.wrong("nothing is kept")(lambda boxes, scores, threshold: [])
ANSWERS.wrong("always the first row")(lambda boxes, scores, threshold: [0])


@ANSWERS.wrong(
    "least confident first, the result turned round",
    ("least confident first", "order turned round at the end"),
)
def _(boxes, scores, threshold):
    left, kept = list(np.argsort(scores)), []
    while left:
        one = left.pop(0)
        kept.append(int(one))
        left = [n for n in left if _iou(boxes[one], boxes[n]) <= threshold]
    return kept[::-1]


def _kept(boxes, scores, threshold, measure=_iou):
    left, kept = list(np.argsort(-scores, kind="stable")), []
    while left:
        one = left.pop(0)
        kept.append(int(one))
        left = [n for n in left if measure(boxes[one], boxes[n]) <= threshold]
    return kept


@ANSWERS.wrong("unsure boxes left out")
def _(boxes, scores, threshold):
    return [n for n in _kept(boxes, scores, threshold) if scores[n] > 0.05]


@ANSWERS.wrong("a threshold of 0 taken for none given")
def _(boxes, scores, threshold):
    return _kept(boxes, scores, threshold or 0.5)


@ANSWERS.wrong("confidences compared in whole hundredths")
def _(boxes, scores, threshold):
    return _kept(boxes, (scores * 100).astype(int), threshold)


@ANSWERS.wrong("small overlaps never count")
def _(boxes, scores, threshold):
    def measure(a, b):
        return _iou(a, b) if _iou(a, b) > 0.2 else 0

    return _kept(boxes, scores, threshold, measure)


@ANSWERS.wrong("five boxes at most")
def _(boxes, scores, threshold):
    return _kept(boxes, scores, threshold)[:5]


@ANSWERS.wrong("nothing for a single box")
def _(boxes, scores, threshold):
    return _kept(boxes, scores, threshold) if len(boxes) > 1 else []
