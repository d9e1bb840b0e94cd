"""Answers to `probe-a-layer`."""

import functools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("probe-a-layer")


def _features(train_maps, test_maps, pool=np.mean):
    train, test = pool(train_maps, axis=(1, 2)), pool(test_maps, axis=(1, 2))
    keep = train.std(axis=0) > 0
    mean, sd = train.mean(axis=0)[keep], train.std(axis=0)[keep]
    return (train[:, keep] - mean) / sd, (test[:, keep] - mean) / sd


def _centres(features, labels, centre=np.mean):
    labels = np.asarray(labels)
    known = np.unique(labels)
    return known, np.array([centre(features[labels == k], axis=0) for k in known])


@ANSWERS.right("step by step in NumPy")
def _(train_maps, train_labels, test_maps):
    train = train_maps.mean(axis=(1, 2))
    test = test_maps.mean(axis=(1, 2))
    mean, sd = np.mean(train, axis=0), np.std(train, axis=0)
    keep = sd > 0
    train = (train[:, keep] - mean[keep]) / sd[keep]
    test = (test[:, keep] - mean[keep]) / sd[keep]
    labels = np.unique(train_labels)
    centres = np.stack([train[train_labels == k].mean(axis=0) for k in labels])
    distances = ((test[:, None] - centres[None]) ** 2).sum(axis=2)
    return labels[distances.argmin(axis=1)]


@ANSWERS.right("constant features divided by 1: they move all distances alike")
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    sd = np.where(train.std(axis=0) > 0, train.std(axis=0), 1)
    train, test = (train - train.mean(axis=0)) / sd, (test - train.mean(axis=0)) / sd
    known, centres = _centres(train, train_labels)
    return [
        int(known[np.argmin([np.sum((x - c) ** 2) for c in centres])]) for x in test
    ]


@ANSWERS.right("loops and a dictionary of sums")
def _(train_maps, train_labels, test_maps):
    def pooled(maps):
        return [[float(np.mean(m[:, :, c])) for c in range(m.shape[2])] for m in maps]

    train, test = pooled(train_maps), pooled(test_maps)
    columns = list(zip(*train, strict=True))
    used = [c for c, values in enumerate(columns) if len(set(values)) > 1]
    mean = {c: np.mean(columns[c]) for c in used}
    sd = {c: np.std(columns[c]) for c in used}
    sums, counts = {}, {}
    for row, label in zip(train, train_labels, strict=True):
        old = sums.get(label, [0.0] * len(used))
        new = [(row[c] - mean[c]) / sd[c] for c in used]
        sums[label] = [a + b for a, b in zip(old, new, strict=True)]
        counts[label] = counts.get(label, 0) + 1
    answers = []
    for row in test:
        z = [(row[c] - mean[c]) / sd[c] for c in used]
        best, nearest = None, float("inf")
        for label, total in sums.items():
            far = sum(
                (a - b / counts[label]) ** 2 for a, b in zip(z, total, strict=True)
            )
            if far < nearest:
                best, nearest = label, far
        answers.append(best)
    return answers


@ANSWERS.right("distances by SciPy")
def _(train_maps, train_labels, test_maps):
    from scipy.spatial.distance import cdist

    train, test = _features(train_maps, test_maps)
    known, centres = _centres(train, train_labels)
    return known[cdist(test, centres, "sqeuclidean").argmin(axis=1)]


@ANSWERS.right("einsum, and the largest score 2·x·c − c²")
def _(train_maps, train_labels, test_maps):
    n, h, w, _ = np.shape(train_maps)
    train = np.einsum("nhwc->nc", train_maps) / (h * w)
    test = np.einsum("nhwc->nc", test_maps) / (h * w)
    keep = np.ptp(train, axis=0) > 0
    train, test = train[:, keep], test[:, keep]
    mean, sd = train.mean(axis=0), train.std(axis=0)
    train, test = (train - mean) / sd, (test - mean) / sd
    known, number = np.unique(train_labels, return_inverse=True)
    member = np.eye(len(known))[number.ravel()]
    centres = member.T @ train / member.sum(axis=0)[:, None]
    score = 2 * test @ centres.T - (centres**2).sum(axis=1)
    print("features:", keep.sum(), "images:", n)
    return known[np.argmax(score, axis=1)]


@ANSWERS.right("the plain distance in place of its square: the same order")
def _(train_maps, train_labels, test_maps):
    train, test = _features(np.asarray(train_maps), np.asarray(test_maps))
    known, centres = _centres(train, train_labels)
    return tuple(
        known[np.linalg.norm(centres - image, axis=1).argmin()].item() for image in test
    )


@ANSWERS.right("constant features found by comparing with the first image")
def _(maps, labels, new_maps):
    train, test = maps.mean(axis=2).mean(axis=1), new_maps.mean(axis=2).mean(axis=1)
    keep = (train != train[0]).any(axis=0)
    train, test = train[:, keep].astype(float), test[:, keep].astype(float)
    shift, scale = train.mean(axis=0), train.std(axis=0)
    train, test = (train - shift) / scale, (test - shift) / scale
    names = sorted(set(np.asarray(labels).tolist()))
    centres = {k: train[np.asarray(labels) == k].mean(axis=0) for k in names}
    return [
        min(names, key=lambda k: ((image - centres[k]) ** 2).sum()) for image in test
    ]


@ANSWERS.right("constant features deleted from the last one down")
def _(train_maps, train_labels, test_maps):
    train = [list(row) for row in np.mean(train_maps, axis=(1, 2))]
    test = [list(row) for row in np.mean(test_maps, axis=(1, 2))]
    for c in reversed(range(len(train[0]))):
        column = [row[c] for row in train]
        if min(column) == max(column):
            for row in train + test:
                row.pop(c)
    train, test = np.array(train), np.array(test)
    mean, sd = train.mean(axis=0), train.std(axis=0)
    train, test = (train - mean) / sd, (test - mean) / sd
    known, centres = _centres(train, train_labels)
    return np.array(
        [known[((centres - image) ** 2).sum(axis=1).argmin()] for image in test]
    )


class _Probe:
    def __call__(self, train_maps, train_labels, test_maps, **_more):
        train, test = _features(train_maps, test_maps)
        self.known, self.centres = _centres(train, train_labels)
        return np.array([self.nearest(image) for image in test])

    def nearest(self, image):
        order = np.argsort(np.square(self.centres - image).sum(axis=1))
        return self.known[order[0]]


ANSWERS.right("an object with __call__")(_Probe())


def _probe(far, pool, centre, train_maps, train_labels, test_maps):
    train, test = _features(train_maps, test_maps, pool)
    known, centres = _centres(train, train_labels, centre)
    return known[far(test[:, None] - centres).argmin(axis=1)]


def _squares(difference):
    return (difference**2).sum(axis=-1)


ANSWERS.right("functools.partial")(
    functools.partial(_probe, _squares, np.mean, np.mean)
)
ANSWERS.wrong("absolute differences in place of squares", ("differences not squared",))(
    functools.partial(_probe, lambda d: abs(d).sum(axis=-1), np.mean, np.mean)
)
ANSWERS.wrong(
    "the largest difference of a feature in place of the sum of squares",
    ("largest difference only",),
)(functools.partial(_probe, lambda d: abs(d).max(axis=-1), np.mean, np.mean))
ANSWERS.wrong("the differences are added without squaring", ("signs kept in the sum",))(
    functools.partial(_probe, lambda d: d.sum(axis=-1), np.mean, np.mean)
)
ANSWERS.wrong(
    "the farthest label in place of the nearest", ("farthest instead of nearest",)
)(functools.partial(_probe, lambda d: -(d**2).sum(axis=-1), np.mean, np.mean))
ANSWERS.wrong(
    "the largest value of each map in place of its mean",
    ("strongest value instead of the mean",),
)(functools.partial(_probe, _squares, np.max, np.mean))
ANSWERS.wrong(
    "the median of the images of a label in place of the mean", ("median of a class",)
)(functools.partial(_probe, _squares, np.mean, np.median))
ANSWERS.wrong(
    "the sum of the images of a label in place of the mean", ("sum of a class",)
)(functools.partial(_probe, _squares, np.mean, np.sum))
ANSWERS.wrong(
    "the largest values and absolute differences",
    ("strongest value instead of the mean", "differences not squared"),
)(functools.partial(_probe, lambda d: abs(d).sum(axis=-1), np.max, np.mean))


@ANSWERS.wrong(
    "the place of the label among all labels in place of the label",
    ("number of the class instead of its label",),
)
def _(train_maps, train_labels, test_maps):
    train, test = _features(train_maps, test_maps)
    _, centres = _centres(train, train_labels)
    return _squares(test[:, None] - centres).argmin(axis=1)


@ANSWERS.wrong(
    "labels are taken for 0, 1, 2 … up to the largest", ("labels taken for 0, 1, 2 …",)
)
def _(train_maps, train_labels, test_maps):
    train, test = _features(train_maps, test_maps)
    centres = []
    for k in range(max(train_labels) + 1):
        rows = train[train_labels == k]
        centres.append(rows.mean(axis=0) if len(rows) else 0 * train[0])
    return _squares(test[:, None] - np.array(centres)).argmin(axis=1)


@ANSWERS.wrong(
    "labels in the order in which they come, means in the order of size",
    ("labels in another order than their means",),
)
def _(train_maps, train_labels, test_maps):
    train, test = _features(train_maps, test_maps)
    _, centres = _centres(train, train_labels)
    order = np.array(list(dict.fromkeys(np.asarray(train_labels).tolist())))
    return order[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "the nearest training image in place of the nearest mean",
    ("nearest image instead of the nearest mean",),
)
def _(train_maps, train_labels, test_maps):
    train, test = _features(train_maps, test_maps)
    return np.asarray(train_labels)[_squares(test[:, None] - train).argmin(axis=1)]


@ANSWERS.wrong("not standardised", ("not standardised",))
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "test images standardised by their own mean and deviation",
    ("test images scaled by themselves",),
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    keep = train.std(axis=0) > 0
    train, test = train[:, keep], test[:, keep]
    train = (train - train.mean(axis=0)) / train.std(axis=0)
    sd = test.std(axis=0)
    test = (test - test.mean(axis=0)) / np.where(sd > 0, sd, 1)
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "mean and deviation over training and test images together",
    ("scaled by training and test images together",),
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    both = np.concatenate([train, test])
    keep = train.std(axis=0) > 0
    mean, sd = both.mean(axis=0)[keep], both.std(axis=0)[keep]
    train, test = (train[:, keep] - mean) / sd, (test[:, keep] - mean) / sd
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong("the test images are not standardised", ("test images not scaled",))
def _(train_maps, train_labels, test_maps):
    train, _ = _features(train_maps, test_maps)
    test = test_maps.mean(axis=(1, 2))
    test = test[:, train_maps.mean(axis=(1, 2)).std(axis=0) > 0]
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "constant features give 0/0, and nothing is nearest", ("divided by zero",)
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    mean, sd = train.mean(axis=0), train.std(axis=0)
    train, test = (train - mean) / sd, (test - mean) / sd
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "0/0 becomes 0, but a test image that differs becomes infinite",
    ("divided by zero",),
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    mean, sd = train.mean(axis=0), train.std(axis=0)
    train, test = (train - mean) / sd, (test - mean) / sd
    train, test = np.nan_to_num(train), np.nan_to_num(test)
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "a millionth is added to the deviation, which flattens small features",
    ("a little added to the deviation",),
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    mean, sd = train.mean(axis=0), train.std(axis=0) + 1e-6
    train, test = (train - mean) / sd, (test - mean) / sd
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "features of small deviation are left out as if they were constant",
    ("features with a small deviation left out",),
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    keep = train.std(axis=0) > 0.01
    mean, sd = train.mean(axis=0)[keep], train.std(axis=0)[keep]
    train, test = (train[:, keep] - mean) / sd, (test[:, keep] - mean) / sd
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "divided by the variance in place of the deviation", ("divided by the variance",)
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    keep = train.std(axis=0) > 0
    mean, sd = train.mean(axis=0)[keep], train.var(axis=0)[keep]
    train, test = (train[:, keep] - mean) / sd, (test[:, keep] - mean) / sd
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "one mean and one deviation for all features together", ("not standardised",)
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    keep = train.std(axis=0) > 0
    train, test = train[:, keep], test[:, keep]
    mean, sd = train.mean(), train.std()
    train, test = (train - mean) / sd, (test - mean) / sd
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "each image standardised over its own features", ("standardised image by image",)
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    train, test = (
        (x - x.mean(axis=1, keepdims=True)) / (x.std(axis=1, keepdims=True) + 1e-12)
        for x in (train, test)
    )
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "the mean over the channels: a number for each place, not for each map",
    ("mean over the channels",),
)
def _(train_maps, train_labels, test_maps):
    train = train_maps.mean(axis=3).reshape(len(train_maps), -1)
    test = test_maps.mean(axis=3).reshape(len(test_maps), -1)
    keep = train.std(axis=0) > 0
    mean, sd = train.mean(axis=0)[keep], train.std(axis=0)[keep]
    train, test = (train[:, keep] - mean) / sd, (test[:, keep] - mean) / sd
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "maps flattened in place of pooled: a feature for each place and map",
    ("flattened instead of pooled",),
)
def _(train_maps, train_labels, test_maps):
    train = train_maps.reshape(len(train_maps), -1)
    test = test_maps.reshape(len(test_maps), -1)
    keep = train.std(axis=0) > 0
    mean, sd = train.mean(axis=0)[keep], train.std(axis=0)[keep]
    train, test = (train[:, keep] - mean) / sd, (test[:, keep] - mean) / sd
    known, centres = _centres(train, train_labels)
    return known[_squares(test[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong(
    "the most similar direction (cosine) in place of the nearest",
    ("direction instead of distance",),
)
def _(train_maps, train_labels, test_maps):
    train, test = _features(train_maps, test_maps)
    known, centres = _centres(train, train_labels)
    unit = centres / (np.linalg.norm(centres, axis=1, keepdims=True) + 1e-12)
    return known[(test @ unit.T).argmax(axis=1)]


@ANSWERS.wrong(
    "the labels of the training images in place of those of the test",
    ("training images classified",),
)
def _(train_maps, train_labels, test_maps):
    train, _ = _features(train_maps, test_maps)
    known, centres = _centres(train, train_labels)
    return known[_squares(train[:, None] - centres).argmin(axis=1)]


@ANSWERS.wrong("the distances in place of the labels", ("distances instead of labels",))
def _(train_maps, train_labels, test_maps):
    train, test = _features(train_maps, test_maps)
    _, centres = _centres(train, train_labels)
    return _squares(test[:, None] - centres)


@ANSWERS.wrong("a pair: labels and distances")
def _(train_maps, train_labels, test_maps):
    train, test = _features(train_maps, test_maps)
    known, centres = _centres(train, train_labels)
    far = _squares(test[:, None] - centres)
    return known[far.argmin(axis=1)], far.min(axis=1)


@ANSWERS.wrong(
    "not standardised and the place of the label returned",
    ("not standardised", "number of the class instead of its label"),
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    _, centres = _centres(train, train_labels)
    return _squares(test[:, None] - centres).argmin(axis=1)


@ANSWERS.wrong(
    "test standardised on its own and the nearest training image",
    ("test images scaled by themselves", "nearest image instead of the nearest mean"),
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    train, test = (
        (x - x.mean(axis=0)) / np.where(x.std(axis=0) > 0, x.std(axis=0), 1)
        for x in (train, test)
    )
    return np.asarray(train_labels)[_squares(test[:, None] - train).argmin(axis=1)]


@ANSWERS.wrong(
    "0/0 in constant features and labels taken for 0, 1, 2 …",
    ("divided by zero", "number of the class instead of its label"),
)
def _(train_maps, train_labels, test_maps):
    train, test = train_maps.mean(axis=(1, 2)), test_maps.mean(axis=(1, 2))
    mean, sd = train.mean(axis=0), train.std(axis=0)
    train, test = (train - mean) / sd, (test - mean) / sd
    _, centres = _centres(train, train_labels)
    return _squares(test[:, None] - centres).argmin(axis=1)


def _probe(train_maps, train_labels, test_maps, change):
    train, test = _features(change(train_maps), change(test_maps))
    known, centres = _centres(train, train_labels)
    distances = ((test[:, None] - centres) ** 2).sum(axis=2)
    return known[distances.argmin(axis=1)]


@ANSWERS.wrong("pooled without their sign", ("negative values lost",))
def _(train_maps, train_labels, test_maps):
    return _probe(train_maps, train_labels, test_maps, np.abs)


@ANSWERS.wrong("pooled behind a ReLU", ("negative values lost",))
def _(train_maps, train_labels, test_maps):
    return _probe(train_maps, train_labels, test_maps, lambda x: np.maximum(x, 0))


@ANSWERS.wrong("labels of 8 bits")
def _(train_maps, train_labels, test_maps):
    found = _probe(train_maps, train_labels, test_maps, np.asarray)
    return found.astype(np.int8)


@ANSWERS.wrong("the first five columns only")
def _(train_maps, train_labels, test_maps):
    return _probe(train_maps, train_labels, test_maps, lambda x: x[:, :, :5])


@ANSWERS.wrong("three channels only")
def _(train_maps, train_labels, test_maps):
    return _probe(train_maps, train_labels, test_maps, lambda x: x[..., :3])


@ANSWERS.wrong("features left out that are the same in all test images, too")
def _(train_maps, train_labels, test_maps):
    keep = test_maps.mean(axis=(1, 2)).std(axis=0) > 0
    keep = keep if keep.any() else ~keep
    return _probe(train_maps, train_labels, test_maps, lambda x: x[..., keep])


@ANSWERS.wrong("labels without their sign")
def _(train_maps, train_labels, test_maps):
    train, test = (
        np.mean(m, axis=(1, 2), dtype=float) for m in (train_maps, test_maps)
    )
    varies = np.ptp(train, axis=0) > 1e-12
    train, test = train[:, varies], test[:, varies]
    mean, deviation = train.mean(axis=0), np.std(train, axis=0)
    train, test = (train - mean) / deviation, (test - mean) / deviation
    labels = np.unique(train_labels)
    means = np.array([train[train_labels == label].mean(axis=0) for label in labels])
    apart = ((test[:, None] - means) ** 2).sum(axis=2)
    return np.abs(labels[apart.argmin(axis=1)])
