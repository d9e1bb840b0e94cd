"""The nearest class mean on pooled maps."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _probe(
    train,
    labels,
    test,
    *,
    pool=lambda maps: maps.mean(axis=(1, 2)),
    scale="train",
    nearest="mean",
    names=True,
    power=2,
):
    """Classify by the nearest class mean, with one step done wrong."""
    train, test = (pool(np.asarray(maps, float)) for maps in (train, test))
    train, test = _scaled(train, test, scale)
    classes = np.unique(labels)
    if nearest == "mean":
        centres = np.array([train[labels == k].mean(axis=0) for k in classes])
    else:
        centres, classes, names = train, labels, True
    gaps = (abs(test[:, None] - centres) ** power).sum(axis=2)
    found = gaps.argmin(axis=1)
    return classes[found] if names else found


def _scaled(train, test, scale):
    if scale == "none":
        return train, test
    if scale == "own":
        return tuple((x - x.mean(axis=0)) / _sd(x) for x in (train, test))
    if scale == "each image":
        return tuple(
            (x - x.mean(axis=1, keepdims=True)) / _sd(x, 1) for x in (train, test)
        )
    known = {"train": train, "both": np.concatenate([train, test]), "unsafe": train}
    mean, sd = known[scale].mean(axis=0), _sd(known[scale])
    if scale == "unsafe":
        with np.errstate(all="ignore"):
            return tuple((x - mean) / known[scale].std(axis=0) for x in (train, test))
    return (train - mean) / sd, (test - mean) / sd


def _sd(x, axis=0):
    sd = x.std(axis=axis, keepdims=axis == 1)
    return np.where(sd > 0, sd, 1)


def _probe_with(**mistake):
    return lambda train, labels, test: _probe(train, labels, test, **mistake)


def _maps(random, labels, per_class, classes, channels):
    """Draw maps whose channels differ in scale, in spread and in what they tell."""
    scales = 10.0 ** random.integers(-2, 3, channels)
    centres = random.normal(0, 1, (classes, channels))
    x = centres[labels][:, None, None] + random.normal(
        0, 1.5, (len(labels), 3, 2, channels)
    )
    x += random.normal(0, 0.6, (len(labels), 1, 1, channels))
    x = np.maximum(x + 0.5, 0) * scales
    x[..., -1] = 0  # a dead feature map
    return x.round(4)


def _draw_probe(random: np.random.Generator, channels=7) -> Case:
    names = np.sort(random.choice(np.arange(2, 12), 3, replace=False))
    labels = np.repeat([0, 1, 2], [3, 5, 4])
    test = random.integers(0, 3, 30)
    both = _maps(random, np.concatenate([labels, test]), 4, 3, channels)
    order = random.permutation(len(labels))
    return Case((both[:12][order], names[labels][order], both[12:]))


def _probe_by_inner_products(train_maps, train_labels, test_maps):
    x = np.einsum("nijc->nc", train_maps.astype(float)) / train_maps[0, ..., 0].size
    z = np.einsum("nijc->nc", test_maps.astype(float)) / train_maps[0, ..., 0].size
    mean, sd = x.mean(axis=0), x.std(axis=0)
    tells = sd > 0
    x, z = ((part - mean)[:, tells] / sd[tells] for part in (x, z))
    names = sorted(set(train_labels.tolist()))
    means = np.stack([x[train_labels == name].mean(axis=0) for name in names])
    scores = 2 * z @ means.T - (means**2).sum(axis=1)
    return [names[best] for best in scores.argmax(axis=1)]


def _probe_loops(train_maps, train_labels, test_maps):
    count, channels = len(train_maps), train_maps.shape[-1]
    pooled = [[m[..., c].mean() for c in range(channels)] for m in train_maps]
    asked = [[m[..., c].mean() for c in range(channels)] for m in test_maps]
    for c in range(channels):
        column = [row[c] for row in pooled]
        mean = sum(column) / count
        sd = (sum((value - mean) ** 2 for value in column) / count) ** 0.5 or 1.0
        for row in (*pooled, *asked):
            row[c] = (row[c] - mean) / sd
    out = []
    for row in asked:
        best = None
        for name in set(train_labels.tolist()):
            members = [
                p for p, k in zip(pooled, train_labels, strict=True) if k == name
            ]
            middle = [
                sum(values) / len(members) for values in zip(*members, strict=True)
            ]
            gap = sum((a - b) ** 2 for a, b in zip(row, middle, strict=True))
            if best is None or gap < best[0]:
                best = gap, name
        out.append(best[1])
    return out


EXERCISE = FunctionExercise(
    __name__,
    title="Probe a layer",
    difficulty=3,
    points=4,
    place=60,
    reference=_probe,
    cases=(
        Case(
            (
                np.array(
                    [[[[1, 400, 0]]], [[[2, 100, 0]]], [[[7, 300, 0]]], [[[8, 200, 0]]]]
                ),
                np.array([5, 5, 9, 9]),
                np.array([[[[3, 900, 0]]], [[[6, 0, 0]]]]),
            )
        ),
        *(_draw_probe(np.random.default_rng(seed)) for seed in (1014, 1015, 1016)),
    ),
    draw=_draw_probe,
    misconceptions=(
        Misconception(
            "not standardised",
            "You compare features as they are. One that runs into the hundreds then "
            "outvotes all the others.",
            _probe_with(scale="none"),
        ),
        Misconception(
            "divided by zero",
            "A feature that never changes has standard deviation 0. What comes of "
            "dividing by it?",
            _probe_with(scale="unsafe"),
        ),
        Misconception(
            "test images scaled by themselves",
            "You standardise the test images with their own mean and deviation. Then the "
            "same image is judged differently in other company.",
            _probe_with(scale="own"),
        ),
        Misconception(
            "scaled by training and test images together",
            "The test images have a say in your mean and deviation. They should not be "
            "looked at before they are judged.",
            _probe_with(scale="both"),
        ),
        Misconception(
            "standardised image by image",
            "You standardise along an image's features. Each feature is to be "
            "standardised over the images.",
            _probe_with(scale="each image"),
        ),
        Misconception(
            "strongest value instead of the mean",
            "You pool by the maximum. The mean of each map was asked for.",
            _probe_with(pool=lambda maps: maps.max(axis=(1, 2))),
        ),
        Misconception(
            "flattened instead of pooled",
            "You compare the maps place by place, so that a thing that has moved looks "
            "like another thing. Pool each map first.",
            _probe_with(pool=lambda maps: maps.reshape(len(maps), -1)),
        ),
        Misconception(
            "nearest image instead of the nearest mean",
            "You look for the nearest training image. Compare with the mean of each class.",
            _probe_with(nearest="image"),
        ),
        Misconception(
            "number of the class instead of its label",
            "You return the place of a class in your list. Its label may be another "
            "number.",
            _probe_with(names=False),
        ),
        Misconception(
            "differences not squared",
            "You add up differences without squaring them. That is another distance.",
            _probe_with(power=1),
        ),
    ),
    alternatives=(
        Alternative(
            "|m|² − 2 x·m is compared instead of |x − m|²", _probe_by_inner_products
        ),
        Alternative("loops over plain numbers; a list comes back", _probe_loops),
    ),
)
