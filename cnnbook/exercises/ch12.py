"""Exercises of chapter 12: computer-vision problems."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import (
    Case,
    Demand,
    FunctionExercise,
    Misconception,
    ModelExercise,
)


def _lengths(a, b):
    """Return height and width of what two boxes share, negative where they are apart."""
    return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])


def _area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def _shared(a, b):
    height, width = _lengths(a, b)
    return max(height, 0) * max(width, 0)


def _iou(a, b):
    both = _shared(a, b)
    return both / (_area(a) + _area(b) - both)


def _iou_of(shared, a, b):
    return shared / (_area(a) + _area(b) - shared)


def _unclamped(a, b):
    height, width = _lengths(a, b)
    return _iou_of(height * width, a, b)


def _clamped_late(a, b):
    height, width = _lengths(a, b)
    return _iou_of(max(height * width, 0), a, b)


def _both_ends(a, b):
    return _iou((a[0], a[1], a[2] + 1, a[3] + 1), (b[0], b[1], b[2] + 1, b[3] + 1))


def _as_sizes(a, b):
    boxes = [(box[0], box[1], box[0] + box[2], box[1] + box[3]) for box in (a, b)]
    return _iou(*boxes)


def _enclosing(a, b):
    around = (*np.minimum(a, b)[:2], *np.maximum(a, b)[2:])
    return _shared(a, b) / _area(around)


def _box(random, size=24):
    top, left = random.integers(0, size - 8, 2)
    height, width = random.integers(3, 12, 2)
    return tuple(int(n) for n in (top, left, top + height, left + width))


def _draw_boxes(random: np.random.Generator) -> Case:
    a, b = _box(random), _box(random)
    # They overlap, or lie apart in one direction, or in both.
    below, beside = random.integers(0, 2, 2)
    down = a[2] + 1 - b[0] if below else a[0] - b[0]
    right = a[3] + 2 - b[1] if beside else a[1] - b[1]
    b = np.add(b, (down, right, down, right)) + random.integers(0, 4)
    return Case((a, tuple(int(n) for n in b)))


IOU = FunctionExercise(
    id="iou",
    chapter="12",
    title="Intersection over union",
    difficulty=1,
    points=2,
    answer="iou",
    reference=_iou,
    cases=(
        Case(((2, 3, 7, 6), (4, 1, 9, 8))),
        Case(((0, 0, 6, 10), (2, 3, 4, 8))),
        Case(((0, 0, 4, 4), (6, 7, 9, 12))),
        Case(((0, 0, 4, 6), (1, 8, 5, 11))),
        Case(((1, 5, 10, 9), (4, 2, 6, 12))),
        Case(((3, 2, 8, 9), (3, 2, 8, 9))),
    ),
    draw=_draw_boxes,
    misconceptions=(
        Misconception(
            "negative lengths",
            "Two boxes that lie apart get an overlap other than 0. Their shared height or "
            "width comes out negative: what should it be?",
            _unclamped,
        ),
        Misconception(
            "only the product cut off at 0",
            "Boxes that lie apart in both directions share something with you: two "
            "negative lengths have a positive product.",
            _clamped_late,
        ),
        Misconception(
            "union without subtracting",
            "You add the two areas. What both boxes cover is counted twice then.",
            lambda a, b: _shared(a, b) / (_area(a) + _area(b)),
        ),
        Misconception(
            "divided by the smaller box",
            "You divide by the area of the smaller box. A small box inside a large one "
            "would be a perfect match.",
            lambda a, b: _shared(a, b) / min(_area(a), _area(b)),
        ),
        Misconception(
            "divided by the first box",
            "You divide by the area of the first box. The two boxes should play the same "
            "part.",
            lambda a, b: _shared(a, b) / _area(a),
        ),
        Misconception(
            "last row and column counted in",
            "Your boxes are one row too high and one column too wide: bottom and right "
            "are the first row and column outside.",
            _both_ends,
        ),
        Misconception(
            "height and width for bottom and right",
            "You read the last two numbers as height and width. They say where the box "
            "ends.",
            _as_sizes,
        ),
        Misconception(
            "enclosing box for union",
            "You divide by the smallest box around both. Its corners belong to neither.",
            _enclosing,
        ),
    ),
)


def _best_first(scores):
    return np.argsort(-np.asarray(scores), kind="stable")


def _nms(boxes, scores, threshold, order=_best_first, test=None):
    kept = []
    for number in order(scores):
        rivals = kept if test is None else test(kept)
        if all(_iou(boxes[number], boxes[k]) <= threshold for k in rivals):
            kept.append(int(number))
    return kept


def _chained(boxes, scores, threshold):
    order = _best_first(scores)
    return [
        int(number)
        for place, number in enumerate(order)
        if all(_iou(boxes[number], boxes[k]) <= threshold for k in order[:place])
    ]


def _near_the_best(boxes, scores, threshold):
    best, *others = _best_first(scores)
    apart = [n for n in others if _iou(boxes[n], boxes[best]) <= threshold]
    return [int(best), *map(int, apart)]


def _near_ones(boxes, scores, threshold):
    kept = []
    for number in _best_first(scores):
        if all(_iou(boxes[number], boxes[k]) > threshold for k in kept):
            kept.append(int(number))
    return kept


def _places(boxes, scores, threshold):
    order = list(_best_first(scores))
    return [order.index(number) for number in _nms(boxes, scores, threshold)]


def _draw_nms(random: np.random.Generator) -> Case:
    while True:
        corners = random.integers(0, 24, (3, 2))
        shifts = random.integers(-5, 6, (9, 2))
        top_left = corners[random.integers(0, 3, 9)] + shifts + 5
        boxes = np.hstack([top_left, top_left + random.integers(8, 13, (9, 2))])
        scores = random.permutation(np.arange(11, 99))[:9] / 100
        threshold = float(random.choice([0.2, 0.3, 0.4]))
        overlaps = np.array([[_iou(a, b) for a in boxes] for b in boxes])
        if abs(overlaps - threshold).min() > 1e-3:
            return Case((boxes, scores, threshold))


_STAIRS = np.array(
    [[4, 0, 12, 9], [5, 2, 13, 12], [6, 5, 14, 15], [20, 3, 29, 9], [19, 4, 29, 11]]
)
_LONE = np.array(
    [
        [2, 2, 12, 9],
        [30, 30, 38, 42],
        [3, 3, 13, 11],
        [8, 2, 18, 9],
        [29, 32, 37, 44],
        [4, 20, 12, 28],
    ]
)

NMS = FunctionExercise(
    id="nms",
    chapter="12",
    title="Non-maximum suppression",
    difficulty=2,
    points=3,
    answer="nms",
    reference=_nms,
    cases=(
        Case((_STAIRS, np.array([0.6, 0.8, 0.7, 0.75, 0.9]), 0.3)),
        Case((_STAIRS, np.array([0.9, 0.8, 0.7, 0.5, 0.4]), 0.4)),
        Case((_STAIRS, np.array([0.5, 0.6, 0.9, 0.95, 0.7]), 0.45)),
        Case((_LONE, np.array([0.55, 0.91, 0.72, 0.64, 0.97, 0.33]), 0.25)),
    ),
    draw=_draw_nms,
    whole=True,
    misconceptions=(
        Misconception(
            "given order",
            "You take the boxes in the order given. The most confident one has to choose "
            "first.",
            lambda *case: _nms(*case, order=lambda scores: range(len(scores))),
        ),
        Misconception(
            "least confident first",
            "You begin with the least confident box. Sorting goes from small to large, "
            "unless you turn it round.",
            lambda *case: _nms(*case, order=np.argsort),
        ),
        Misconception(
            "a dropped box drops others",
            "A box that was itself dropped drops another one. Only boxes that were kept "
            "may do so.",
            _chained,
        ),
        Misconception(
            "compared with the last kept box only",
            "You compare with the box kept last. A box may also lie on one that was kept "
            "earlier.",
            lambda *case: _nms(*case, test=lambda kept: kept[-1:]),
        ),
        Misconception(
            "one round only",
            "You drop what lies on the best box, and stop. The best of the others has its "
            "turn next.",
            _near_the_best,
        ),
        Misconception(
            "any overlap",
            "Boxes that touch only a little are dropped too. Your result does not change "
            "with the threshold.",
            lambda boxes, scores, threshold: _nms(boxes, scores, 0),
        ),
        Misconception(
            "near boxes kept",
            "You keep the boxes that lie on a kept one, and drop those that lie apart.",
            _near_ones,
        ),
        Misconception(
            "sorted by index",
            "These are the right boxes in another order. The most confident one comes "
            "first.",
            lambda *case: sorted(_nms(*case)),
        ),
        Misconception(
            "places in the sorted list",
            "Your numbers count along the sorted boxes. They should count along the boxes "
            "as they were given.",
            _places,
        ),
    ),
)


_WINDOW, _HALF = (10, 12), (4, 5)
"""Size of the classifier's window, and of the maps that its first dense layer reads."""


def _weights():
    random = np.random.default_rng(1212)
    shapes = [(3, 3, 1, 4), (4,), (80, 6), (6,), (6, 3), (3,)]
    return [np.float32(random.normal(0, 0.4, shape).round(2)) for shape in shapes]


def _classifier():
    import keras
    from keras import layers

    classifier = keras.Sequential(
        [
            keras.Input((*_WINDOW, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(6, activation="relu"),
            layers.Dense(3),
        ]
    )
    classifier.set_weights(_weights())
    return (classifier,)


def _probes():
    random = np.random.default_rng(34)
    shapes = [(2, *_WINDOW, 1), (1, 20, 26, 1)]
    return tuple(np.float32(random.uniform(0, 1, shape)) for shape in shapes)


def _answers(number, hidden=ops.relu):
    """Return what the classifier says to every window of a probe, in NumPy."""
    kernel, bias, first, first_bias, last, last_bias = _weights()
    x = ops.pool2d(ops.relu(ops.conv_layer(_probes()[number], kernel, bias)))
    x = hidden(ops.conv_layer(x, first.reshape(*_HALF, 4, 6), first_bias))
    return ops.conv_layer(x, last[None, None], last_bias)


def _agrees(record, number, hidden=ops.relu):
    got, want = record.predictions[number], _answers(number, hidden)
    return got.shape == want.shape and np.allclose(got, want, atol=1e-4)


def _convolutional(classifier, order=lambda w: w.reshape(*_HALF, 4, 6), **settings):
    import keras
    from keras import layers

    settings = {"padding": "valid", "activation": "relu", "use_bias": True} | settings
    activation, bias = settings.pop("activation"), settings["use_bias"]
    kernel, offset, first, first_bias, last, last_bias = classifier.get_weights()
    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(6, _HALF, activation=activation, **settings),
            layers.Conv2D(3, 1, use_bias=bias),
        ]
    )
    head = [order(first), first_bias, last[None, None], last_bias]
    model.set_weights([kernel, offset, *(head if bias else head[::2])])
    return model


DENSE_TO_CONV = ModelExercise(
    id="dense-to-conv",
    chapter="12",
    title="From dense to convolutional",
    difficulty=2,
    points=3,
    answer="to_convolutional",
    given=_classifier,
    probes=_probes,
    reference=_convolutional,
    demands=(
        Demand(
            "it takes scenes of any height and width",
            lambda r: r.input_shape == (None, None, 1),
            "Keras writes None for a size that is left open.",
        ),
        Demand(
            "one answer for each window",
            lambda r: [p.shape for p in r.predictions] == [(2, 1, 1, 3), (1, 6, 8, 3)],
            "A single window should give a map of 1×1, and a scene one place for each "
            "window that lies wholly inside it. How large a window of the pooled maps "
            "does the first dense layer read, and is anything padded?",
            "padding in the head",
        ),
        Demand(
            "no number lost",
            lambda r: r.parameters == sum(w.size for w in _weights()),
            "It should hold exactly as many numbers as the classifier. Every dense layer "
            "has weights, and something besides.",
            "bias missing",
        ),
        Demand(
            "the hidden layer is still cut off at zero",
            lambda r: not _agrees(r, 0, hidden=np.asarray),
            "It answers like the classifier without the activation of its first dense "
            "layer.",
            "no nonlinearity",
        ),
        Demand(
            "the classifier's answers on single windows",
            lambda r: _agrees(r, 0),
            "The weights are there, but some of them meet other values than before. In "
            "which order does Flatten write rows, columns and channels?",
            "wrong axis order",
        ),
        Demand(
            "the same answers all over a scene",
            lambda r: _agrees(r, 1),
            "Single windows are right and scenes are not. Does anything in your model "
            "depend on the whole scene?",
        ),
    ),
    misconceptions=(
        Misconception(
            "padding in the head",
            "A single window should give a map of 1×1",
            lambda classifier: _convolutional(classifier, padding="same"),
        ),
        Misconception(
            "bias missing",
            "It should hold exactly as many numbers",
            lambda classifier: _convolutional(classifier, use_bias=False),
        ),
        Misconception(
            "no nonlinearity",
            "It answers like the classifier without the activation",
            lambda classifier: _convolutional(classifier, activation=None),
        ),
        Misconception(
            "wrong axis order",
            "In which order does Flatten write rows",
            lambda classifier: _convolutional(
                classifier, lambda w: w.reshape(4, *_HALF, 6).transpose(1, 2, 0, 3)
            ),
        ),
    ),
)


def _matches(found, truth):
    """Return which found boxes lie on which true ones."""
    return np.array([[_iou(f, t) > 0.5 for t in truth] for f in found])


def _precision_recall(found, truth):
    hits = _matches(found, truth).any(0).sum()
    return np.array([hits / len(found), hits / len(truth)])


def _every_hit(found, truth):
    hits = _matches(found, truth).any(1).sum()
    return np.array([hits / len(found), hits / len(truth)])


def _hits_of_each(found, truth):
    return np.array([_every_hit(found, truth)[0], _precision_recall(found, truth)[1]])


def _any_overlap(found, truth):
    touching = np.array([[_iou(f, t) > 0 for t in truth] for f in found])
    hits = 0
    for row in touching:
        free = np.flatnonzero(row)
        if free.size:
            hits += 1
            touching[:, free[0]] = False
    return np.array([hits / len(found), hits / len(truth)])


def _in_pairs(found, truth):
    hits = sum(_iou(f, t) > 0.5 for f, t in zip(found, truth, strict=False))
    return np.array([hits / len(found), hits / len(truth)])


def _over_all(found, truth):
    hits = _matches(found, truth).any(0).sum()
    return np.array([hits, hits]) / (len(found) + len(truth) - hits)


def _draw_scene(random: np.random.Generator) -> Case:
    while True:
        cells = random.permutation(9)[: random.integers(3, 6)]
        corners = np.stack(np.divmod(cells, 3), 1) * 16 + random.integers(0, 4, 2)
        truth = np.hstack([corners, corners + random.integers(9, 13, 2)])
        picks = random.integers(0, len(truth), random.integers(5, 8))
        shifts = random.integers(-3, 4, (len(picks), 2))
        found = truth[picks] + np.hstack([shifts, shifts])
        overlaps = np.array([[_iou(f, t) for t in truth] for f in found])
        if abs(overlaps - 0.5).min() > 1e-3:
            return Case((found, truth))


_TRUTH = np.array([[2, 3, 12, 11], [20, 4, 30, 14], [5, 25, 13, 37], [24, 28, 35, 36]])

PRECISION_RECALL = FunctionExercise(
    id="precision-recall",
    chapter="12",
    title="Precision and recall",
    difficulty=2,
    points=3,
    answer="precision_recall",
    reference=_precision_recall,
    cases=(
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
    ),
    draw=_draw_scene,
    misconceptions=(
        Misconception(
            "a true box counted twice",
            "Two found boxes on the same true box are two hits with you. The second is a "
            "false alarm.",
            _every_hit,
        ),
        Misconception(
            "second box no false alarm",
            "In your precision a second box on the same true box is a hit. It is a false "
            "alarm, as for a user who counts the boxes.",
            _hits_of_each,
        ),
        Misconception(
            "precision and recall swapped",
            "These two numbers have changed places. Precision is about what was found, "
            "recall about what was there.",
            lambda found, truth: _precision_recall(found, truth)[::-1],
        ),
        Misconception(
            "any overlap is a hit",
            "Boxes that touch a true one only a little are hits with you. How large must "
            "the overlap be?",
            _any_overlap,
        ),
        Misconception(
            "compared in pairs",
            "You compare the first found box with the first true one, and so on. The two "
            "lists are in no common order.",
            _in_pairs,
        ),
        Misconception(
            "both divided by what was found",
            "Your recall is a share of the found boxes. It should say how much of what "
            "was there has been found.",
            lambda found, truth: _precision_recall(found, truth)[[0, 0]],
        ),
        Misconception(
            "both divided by all boxes",
            "You divide by everything, found or missed. That mixes the two questions.",
            _over_all,
        ),
    ),
)


def _gram(features):
    flat = np.reshape(features, (-1, np.shape(features)[-1]))
    return flat.T @ flat / len(flat)


def _centred(features):
    return _gram(features - features.mean((0, 1)))


def _cosine(features):
    gram = _gram(features)
    sizes = np.sqrt(np.diag(gram))
    return gram / np.outer(sizes, sizes)


def _places_gram(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat @ flat.T / features.shape[-1]


def _misread(features):
    flat = features.reshape(features.shape[-1], -1)
    return flat @ flat.T / flat.shape[1]


def _features(random, height, width, channels):
    return random.integers(-3, 6, (height, width, channels)).astype(float)


def _draw_features(random: np.random.Generator) -> Case:
    height, width, channels = (int(n) for n in random.permutation([3, 4, 2]))
    return Case((_features(random, height + 1, width, channels),))


_random = np.random.default_rng(33)

GRAM_MATRIX = FunctionExercise(
    id="gram-matrix",
    chapter="12",
    title="The Gram matrix",
    difficulty=1,
    points=2,
    answer="gram_matrix",
    reference=_gram,
    cases=(
        Case((np.array([[[1.0, 0], [0, 3]], [[2, 1], [1, 1]]]),)),
        Case((_features(_random, 2, 3, 4),)),
        Case((_features(_random, 4, 3, 2),)),
        Case((_features(_random, 1, 5, 3) * 0.5,)),
    ),
    draw=_draw_features,
    misconceptions=(
        Misconception(
            "sum for mean",
            "You add up and divide by nothing. The matrix of a larger map would be "
            "larger, with the same style.",
            lambda f: _gram(f) * f.shape[0] * f.shape[1],
        ),
        Misconception(
            "divided by the channels too",
            "Your values are too small by a factor: the mean is taken over the places, "
            "and not over the channels.",
            lambda f: _gram(f) / f.shape[2],
        ),
        Misconception(
            "places for channels",
            "Your matrix compares places with each other. It should compare channels, and "
            "have a row for each.",
            _places_gram,
        ),
        Misconception(
            "channels first",
            "You cut the list of numbers into channels that never were. The channel is "
            "the last axis: it runs fastest when the array is flattened.",
            _misread,
        ),
        Misconception(
            "mean subtracted",
            "You take the mean of every channel away. That is the covariance; here how "
            "strong a channel is counts as well.",
            _centred,
        ),
        Misconception(
            "diagonal only",
            "All your channels meet themselves only. The products of two different ones "
            "say what occurs together.",
            lambda f: np.diag(np.diag(_gram(f))),
        ),
        Misconception(
            "scaled to 1",
            "Your diagonal is all ones. How strong a channel is should be seen in it.",
            _cosine,
        ),
    ),
)


def _style_loss(features, wanted):
    return np.mean((_gram(features) - _gram(wanted)) ** 2)


def _summed(features):
    return _gram(features) * np.prod(features.shape[:2])


def _places_of_first(features, wanted):
    places = np.prod(features.shape[:2])
    return np.mean((_gram(features) - _summed(wanted) / places) ** 2)


def _draw_pair(random: np.random.Generator) -> Case:
    channels, height, width = (int(n) for n in random.integers([2, 2, 3], [5, 5, 6]))
    shapes = (height, width), (width + 1, height + 1)
    return Case(tuple(_features(random, *shape, channels) for shape in shapes))


STYLE_LOSS = FunctionExercise(
    id="style-loss",
    chapter="12",
    title="The style loss of a layer",
    difficulty=2,
    points=2,
    answer="style_loss",
    reference=_style_loss,
    cases=(
        Case((_features(_random, 3, 2, 2), _features(_random, 2, 4, 2))),
        Case((_features(_random, 3, 3, 4), _features(_random, 5, 2, 4))),
        Case((_features(_random, 2, 5, 3), _features(_random, 5, 3, 3) / 2)),
    ),
    draw=_draw_pair,
    misconceptions=(
        Misconception(
            "no square",
            "You take the size of the differences. Square them: a large one should weigh "
            "more than many small ones.",
            lambda f, g: np.mean(abs(_gram(f) - _gram(g))),
        ),
        Misconception(
            "square of the mean",
            "You average first and square then. Differences of opposite sign cancel.",
            lambda f, g: np.mean(_gram(f) - _gram(g)) ** 2,
        ),
        Misconception(
            "sum for mean",
            "You add up the squares. The mean keeps layers with many channels from "
            "drowning the others.",
            lambda f, g: np.sum((_gram(f) - _gram(g)) ** 2),
        ),
        Misconception(
            "root taken",
            "You take the root at the end. The loss is the mean square itself.",
            lambda f, g: np.sqrt(_style_loss(f, g)),
        ),
        Misconception(
            "Gram matrices not averaged",
            "Your Gram matrices are sums. Two pictures of different size could never "
            "agree.",
            lambda f, g: np.mean((_summed(f) - _summed(g)) ** 2),
        ),
        Misconception(
            "one number of places for both",
            "You divide both matrices by the number of places of the first map. Each has "
            "its own.",
            _places_of_first,
        ),
        Misconception(
            "mean of each channel",
            "You compare how strong each channel is on average. Style is also which "
            "channels are strong together.",
            lambda f, g: np.mean((f.mean((0, 1)) - g.mean((0, 1))) ** 2),
        ),
        Misconception(
            "diagonal only",
            "You compare the diagonals. What two different channels do together is left "
            "out.",
            lambda f, g: np.mean(np.diag(_gram(f) - _gram(g)) ** 2),
        ),
    ),
)


def _curve(scores, hits, sort=True):
    order = _best_first(scores) if sort else np.arange(len(scores))
    found = np.arange(1, len(order) + 1)
    return scores[order], np.cumsum(hits[order]), found


def _threshold(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits)
    last = np.flatnonzero(right / found >= precision)[-1]
    return np.array([scores[last], right[last] / truths])


def _first_shortfall(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits)
    last = np.argmax(np.append(right / found, 0) < precision) - 1
    return np.array([scores[last], right[last] / truths])


def _highest(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits)
    first = np.argmax(right / found >= precision)
    return np.array([scores[first], right[first] / truths])


def _above_only(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits)
    last = np.flatnonzero(right / found >= precision)[-1]
    below = scores[min(last + 1, len(scores) - 1)]
    return np.array([below, right[last] / truths])


def _unsorted(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits, sort=False)
    last = np.flatnonzero(np.append(True, right / found >= precision))[-1] - 1
    return np.array([scores[max(last, 0)], right[max(last, 0)] / truths])


def _recall_among_found(scores, hits, truths, precision):
    threshold, recall = _threshold(scores, hits, truths, precision)
    return np.array([threshold, recall * truths / hits.sum()])


def _precision_returned(scores, hits, truths, precision):
    threshold, _ = _threshold(scores, hits, truths, precision)
    return np.array([threshold, hits[scores >= threshold].mean()])


def _kept_over_truths(scores, hits, truths, precision):
    threshold, _ = _threshold(scores, hits, truths, precision)
    return np.array([threshold, (scores >= threshold).sum() / truths])


def _draw_threshold(random: np.random.Generator) -> Case:
    while True:
        count = int(random.integers(10, 16))
        scores = random.permutation(np.arange(20, 99))[:count] / 100
        hits = random.uniform(size=count) < scores
        truths = int(hits.sum() + random.integers(1, 5))
        precision = float(random.choice([0.55, 0.65, 0.74, 0.83]))
        sharp = _curve(scores, hits)[1] / np.arange(1, count + 1) - precision
        if abs(sharp).min() > 1e-3 and sharp[0] > 0:
            return Case((scores, hits, truths, precision))


_SCORES = np.array([0.41, 0.97, 0.83, 0.66, 0.92, 0.58, 0.74, 0.35])
_HITS = np.array([True, True, False, True, True, False, True, False])

DETECTOR_THRESHOLD = FunctionExercise(
    id="detector-threshold",
    chapter="12",
    title="Where to put the threshold",
    difficulty=3,
    points=3,
    answer="detector_threshold",
    reference=_threshold,
    cases=(
        Case((_SCORES, _HITS, 7, 0.78)),
        Case((_SCORES, _HITS, 8, 0.7)),
        Case((_SCORES[::-1], _HITS[::-1], 9, 0.95)),
        Case((_SCORES, np.roll(_HITS, 3) | (_SCORES > 0.95), 6, 0.65)),
        Case((_SCORES, _HITS, 6, 0.55)),
    ),
    draw=_draw_threshold,
    misconceptions=(
        Misconception(
            "stopped at the first shortfall",
            "You stop as soon as the precision falls short. Further down it may be high "
            "enough again: every hit lifts it.",
            _first_shortfall,
        ),
        Misconception(
            "highest threshold",
            "Your threshold is needlessly high. Which one of those that are precise "
            "enough finds most?",
            _highest,
        ),
        Misconception(
            "the threshold's own box left out",
            "You keep the boxes above the threshold. The one that lies on it is kept too.",
            _above_only,
        ),
        Misconception(
            "boxes not sorted",
            "You go through the boxes in the order given. A threshold keeps the most "
            "confident ones, wherever they stand.",
            _unsorted,
        ),
        Misconception(
            "recall among the hits",
            "You divide by the number of hits. What the detector never found counts too.",
            _recall_among_found,
        ),
        Misconception(
            "precision for recall",
            "Your second number is the precision. Return the recall.",
            _precision_returned,
        ),
        Misconception(
            "false alarms in the recall",
            "You count every box that is kept. Only hits have found something.",
            _kept_over_truths,
        ),
    ),
)

EXERCISES = (
    IOU,
    GRAM_MATRIX,
    NMS,
    DENSE_TO_CONV,
    PRECISION_RECALL,
    STYLE_LOSS,
    DETECTOR_THRESHOLD,
)
