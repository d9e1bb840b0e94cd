"""The nearest class mean on pooled maps."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def _mean_of_maps(maps):
    return maps.mean(axis=(1, 2))


def _standardised(train, test):
    """Scale both by the training images; of a constant feature nothing is left."""
    mean, sd = train.mean(axis=0), train.std(axis=0)
    tells = sd > 0
    return tuple(((x - mean)[:, tells] / sd[tells]) for x in (train, test))


def _squares(gaps):
    return (gaps**2).sum(axis=-1)


def _gaps(distance):
    """Return how far images are from the means, of their differences."""
    return lambda images, means: distance(images[:, None] - means)


_DISTANCE = _gaps(_squares)


def probe_in_steps(
    train_maps,
    train_labels,
    test_maps,
    *,
    pool=_mean_of_maps,
    scale=_standardised,
    centre=lambda features: features.mean(axis=0),
    far=_DISTANCE,
    pick=np.argmin,
    order=np.unique,
    said=lambda labels, numbers: labels[numbers],
    single=False,
    asked=lambda train, test: test,
):
    """Classify by the nearest class mean, one step after another.

    Parameters
    ----------
    train_maps, train_labels, test_maps : array_like
        As the exercise has them.
    pool : callable
        Makes the features of maps.
    scale : callable
        Standardises the features of the training and of the test images.
    centre : callable
        Makes one row of those of a label.
    far : callable
        How far images are from these rows.
    pick : callable
        Takes the distances of an image; says which row it is.
    order : callable
        The labels in the order of the rows that are returned.
    said : callable
        What is returned for the numbers of the rows.
    single : bool
        Compare with each training image.
    asked : callable
        Which images are classified.
    """
    train, test = (pool(np.asarray(m, float)) for m in (train_maps, test_maps))
    train, test = scale(train, test)
    known = np.unique(train_labels)
    if single:
        rows, labels = train, np.asarray(train_labels)
    else:
        rows = np.array([centre(train[train_labels == label]) for label in known])
        labels = np.asarray(order(train_labels))
    distances = far(asked(train, test), rows)
    numbers = np.array([pick(row) for row in distances], int)
    return said(labels, numbers)


def _by(train, test, mean, sd):
    return tuple((x - mean) / sd for x in (train, test))


def _safe(sd):
    return np.where(sd > 0, sd, 1)


def _unscaled(train, test):
    return train, test


def _each_by_itself(train, test):
    return tuple((x - x.mean(axis=0)) / _safe(x.std(axis=0)) for x in (train, test))


def _each_by_itself_where_it_tells(train, test):
    tells = train.std(axis=0) > 0
    kept = train[:, tells], test[:, tells]
    return tuple((x - x.mean(axis=0)) / x.std(axis=0) for x in kept)


def _with_a_little_where_it_tells(more):
    def scale(train, test):
        tells = train.std(axis=0) > 0
        return _with_a_little(more)(train[:, tells], test[:, tells])

    return scale


def _both(train, test):
    """Scale by all images; leave out what is constant in the training ones."""
    both, tells = np.concatenate([train, test]), train.std(axis=0) > 0
    mean, sd = both.mean(axis=0)[tells], both.std(axis=0)[tells]
    return _by(train[:, tells], test[:, tells], mean, sd)


def _each_image(less):
    def scale(train, test):
        return tuple(
            (x - x.mean(axis=1, keepdims=True)) / (less + x.std(axis=1, keepdims=True))
            for x in (train, test)
        )

    return scale


def _unsafe(train, test):
    return _by(train, test, train.mean(axis=0), train.std(axis=0))


def _zero_for_nan(train, test):
    return tuple(map(np.nan_to_num, _unsafe(train, test)))


def _with_a_little(more):
    return lambda train, test: _by(
        train, test, train.mean(axis=0), train.std(axis=0) + more
    )


def _without_small(least):
    def scale(train, test):
        tells = train.std(axis=0) > least
        mean, sd = train.mean(axis=0)[tells], train.std(axis=0)[tells]
        return _by(train[:, tells], test[:, tells], mean, sd)

    return scale


def _by_variance(train, test):
    tells = train.std(axis=0) > 0
    mean, var = train.mean(axis=0)[tells], train.var(axis=0)[tells]
    return _by(train[:, tells], test[:, tells], mean, var)


def _one_for_all(train, test):
    tells = train.std(axis=0) > 0
    train, test = train[:, tells], test[:, tells]
    return _by(train, test, train.mean(), train.std())


def _train_only(train, test):
    tells = train.std(axis=0) > 0
    return _standardised(train, test)[0], test[:, tells]


def _cosine(images, means):
    sizes = np.linalg.norm(means, axis=1) + 1e-12
    return -(images @ means.T) / sizes


def _in_order_of_appearance(labels):
    return list(dict.fromkeys(np.asarray(labels).tolist()))


def _up_to_the_largest(train_maps, train_labels, test_maps):
    """Take the labels for 0, 1, 2 …; a label without images has means of 0."""
    train, test = map(_mean_of_maps, (train_maps * 1.0, test_maps * 1.0))
    train, test = _standardised(train, test)
    rows = []
    for label in range(max(train_labels) + 1):
        mine = train[train_labels == label]
        rows.append(mine.mean(axis=0) if len(mine) else 0 * train[0])
    return _DISTANCE(test, np.array(rows)).argmin(axis=1)


def _distances(train_maps, train_labels, test_maps):
    train, test = map(_mean_of_maps, (train_maps * 1.0, test_maps * 1.0))
    train, test = _standardised(train, test)
    labels = np.unique(train_labels)
    rows = np.array([train[train_labels == label].mean(axis=0) for label in labels])
    return _DISTANCE(test, rows)


def _is_clear(case):
    """Return whether no image is nearly as near to another mean, or to none."""
    train = _mean_of_maps(case.args[0] * 1.0)
    if not (train.std(axis=0) > 0).any():
        return False
    nearest = np.sort(_distances(*case.args), axis=1)
    return bool((nearest[:, 1] - nearest[:, 0] > 0.02 * nearest[:, 1] + 1e-3).all())


def _drawn(random, size, labels, tests):
    """Draw maps with channels of several scales; one may not change in training."""
    channels = int(random.integers(2, 4))
    scales = random.choice([1, 1, 100, 1e-6], channels)
    base = random.integers(0, 7, (12, channels))
    classes = np.concatenate([labels, random.choice(labels, tests)])
    maps = base[classes][:, None, None] + random.integers(
        0, 8, (len(classes), *size, 1)
    )
    maps = (maps + random.integers(0, 3, maps.shape)) * scales
    if random.integers(2):
        maps = maps - 8 * scales  # about half of the values are negative
    if random.integers(2):
        still = np.where(np.arange(size[0] * size[1]) % 2, 3.0, 1.0).reshape(size)
        maps[: len(labels), ..., -1] = still
        if random.integers(2):
            maps[len(labels) :, ..., -1] = still
    return Case((maps[: len(labels)], labels, maps[len(labels) :]))


def _draw(random: np.random.Generator) -> Case:
    """Draw a few images of two or three labels; ask again until all is clear."""
    while True:
        names = random.choice(
            np.arange(-3, 12), int(random.integers(2, 4)), replace=False
        )
        large = random.integers(3) == 0
        several = random.choice(names, 1 if random.integers(2) else len(names))
        more = random.choice(several, int(random.integers(3, 6)) if large else 2)
        labels = random.permutation(np.concatenate([names, more]))
        size = (1, 2) if random.integers(2) else (2, 2)
        case = _drawn(random, size, labels, 9 if large else 3)
        if _is_clear(case):
            return case


def _features(train_maps, train_labels, test_maps):
    train, test = map(_mean_of_maps, (train_maps * 1.0, test_maps * 1.0))
    still = train.std(axis=0) == 0
    appear = _in_order_of_appearance(train_labels)
    sizes = np.unique(train_labels, return_counts=True)[1]
    return {
        ("a feature is the same in all training images", "every feature changes"): (
            bool(still.any())
        ),
        (
            "a test image differs in a feature that is constant in training",
            "none does",
        ): (bool((test[:, still] != train[0, still]).any())),
        ("the labels come in ascending order first", "the labels come unordered"): (
            appear == sorted(appear)
        ),
        ("each label has as many images", "some labels have more images"): (
            bool((sizes == sizes[0]).all())
        ),
        ("there are two labels", "there are three labels"): len(sizes) == 2,
        ("a label has a single image", "each label has several images"): (
            bool((sizes == 1).any())
        ),
    }


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


_POOLED = (
    wrong_step(
        "strongest value instead of the mean",
        "You pool by the maximum. The mean of each map was asked for.",
        pool=lambda maps: maps.max(axis=(1, 2)),
    ),
    *each(
        "negative values lost",
        "You pool the values without their sign, or without those below 0. The mean is "
        "taken over all of them, as they are.",
        pool=[
            lambda maps: np.abs(maps).mean(axis=(1, 2)),
            lambda maps: np.maximum(maps, 0).mean(axis=(1, 2)),
        ],
    ),
    wrong_step(
        "flattened instead of pooled",
        "You compare the maps place by place, so that a thing that has moved looks "
        "like another thing. Pool each map first.",
        pool=lambda maps: maps.reshape(len(maps), -1),
    ),
    *each(
        "mean over the channels",
        "You average over the channels. Each map is to become one number, so average over "
        "its places.",
        pool=[
            lambda maps: maps.mean(axis=3).reshape(len(maps), -1),
            lambda maps: maps.mean(axis=(2, 3)),
        ],
    ),
)

_SCALED = (
    *each(
        "not standardised",
        "You compare features as they are, or divide all by the same number. One that runs "
        "into the hundreds then outvotes all the others.",
        scale=[_unscaled, _one_for_all],
    ),
    *each(
        "divided by zero",
        "A feature that never changes has standard deviation 0. What comes of "
        "dividing by it?",
        scale=[_unsafe, _zero_for_nan],
    ),
    *each(
        "a little added to the deviation",
        "You add a little to the standard deviation. Of a feature whose values are as "
        "small, hardly anything is left.",
        scale=[_with_a_little_where_it_tells(10.0**-n) for n in (1, 2, 3, 6)],
    ),
    *each(
        "a little added to the deviation",
        "You add a little to the standard deviation. Of a feature whose values are as "
        "small, hardly anything is left; and a feature that never changes is to be left "
        "out.",
        scale=[_with_a_little(10.0**-n) for n in (3, 6, 8)],
    ),
    wrong_step(
        "features with a small deviation left out",
        "You leave out features whose deviation is small. Only those that are the same in "
        "all training images say nothing.",
        scale=_without_small(0.01),
    ),
    wrong_step(
        "divided by the variance",
        "You divide by the variance. The standard deviation is its square root.",
        scale=_by_variance,
    ),
    *each(
        "test images scaled by themselves",
        "You standardise the test images with their own mean and deviation. Then the "
        "same image is judged differently in other company.",
        scale=[_each_by_itself, _each_by_itself_where_it_tells],
    ),
    wrong_step(
        "test images not scaled",
        "You standardise the training images only. The test images need the same numbers.",
        scale=_train_only,
    ),
    wrong_step(
        "scaled by training and test images together",
        "The test images have a say in your mean and deviation. They should not be "
        "looked at before they are judged.",
        scale=_both,
    ),
    *each(
        "standardised image by image",
        "You standardise along an image's features. Each feature is to be "
        "standardised over the images.",
        scale=[_each_image(0), _each_image(1e-12)],
    ),
)

_COMPARED = (
    wrong_step(
        "nearest image instead of the nearest mean",
        "You look for the nearest training image. Compare with the mean of each class.",
        single=True,
    ),
    wrong_step(
        "median of a class",
        "You take the median of a label's images. Their mean was asked for.",
        centre=lambda features: np.median(features, axis=0),
    ),
    wrong_step(
        "sum of a class",
        "You add up the features of a label's images. Their mean was asked for, or labels "
        "with more images lie further out.",
        centre=lambda features: features.sum(axis=0),
    ),
    wrong_step(
        "first image of a class",
        "You compare with one image of each label. The mean of all of them was asked for.",
        centre=lambda features: features[0],
    ),
    *(
        wrong_step(name, hint, far=far)
        for name, hint, far in (
            (
                "differences not squared",
                "You add up differences without squaring them. That is another distance.",
                _gaps(lambda gaps: abs(gaps).sum(axis=-1)),
            ),
            (
                "signs kept in the sum",
                "You add up differences with their signs, so that they cancel. Square them "
                "first.",
                _gaps(lambda gaps: gaps.sum(axis=-1)),
            ),
            (
                "largest difference only",
                "You look at the largest of the differences only. The sum of all squares was "
                "asked for.",
                _gaps(lambda gaps: abs(gaps).max(axis=-1)),
            ),
            (
                "direction instead of distance",
                "You compare directions, as the cosine does. The distance was asked for.",
                _cosine,
            ),
        )
    ),
    wrong_step(
        "farthest instead of nearest",
        "You take the label whose mean is farthest away.",
        pick=np.argmax,
    ),
)

_RETURNED = (
    wrong_step(
        "number of the class instead of its label",
        "You return the place of a class in your list. Its label may be another "
        "number.",
        said=lambda labels, numbers: numbers,
    ),
    wrong_step(
        "labels in another order than their means",
        "Your means stand in the order of the labels, and the labels in the order in which "
        "they come. So a mean gets another's label.",
        order=_in_order_of_appearance,
    ),
    Misconception(
        "labels taken for 0, 1, 2 …",
        "You take the labels for 0, 1, 2 and so on. Labels between them have no images, "
        "and no mean.",
        answer=_up_to_the_largest,
    ),
    wrong_step(
        "training images classified",
        "You return a label for each training image. The test images are asked for.",
        asked=lambda train, test: train,
    ),
    Misconception(
        "distances instead of labels",
        "You return the distances. The label of the nearest mean is wanted, one for each "
        "test image.",
        answer=_distances,
    ),
)


_TRAIN = np.array([[[[1, 400, 2]]], [[[2, 100, 2]]], [[[7, 300, 2]]], [[[8, 200, 2]]]])
_SPREAD = np.array([[[[1], [5]]], [[[4], [4]]], [[[9], [1]]]])
_random = np.random.default_rng(1014)

EXERCISE = FunctionExercise(
    __name__,
    title="Probe a layer",
    difficulty=3,
    points=4,
    place=60,
    look=(
        "Take two training images of one map each, np.array([[[[1]]], [[[5]]]]), with the "
        "labels 7 and 3, and the test image np.array([[[[2]]]]). Print what each of your "
        "four steps makes of them."
    ),
    section="Which layer?",
    reference=probe_in_steps,
    axes={
        "train_maps": (
            "number of training images",
            "height",
            "width",
            "number of maps",
        ),
        "test_maps": ("number of test images", "height", "width", "number of maps"),
    },
    cases=(
        Case((_SPREAD, np.array([7, 7, 3]), np.array([[[[3], [2]]], [[[4], [5]]]]))),
        Case(
            (
                np.array([[[[0]]], [[[1]]], [[[11]]], [[[12]]]]),
                np.array([6, 6, 6, 2]),
                np.array([[[[7]]], [[[9]]]]),
            )
        ),
        Case(
            (_TRAIN, np.array([5, 5, 9, 9]), np.array([[[[3, 900, 2]]], [[[6, 0, 7]]]]))
        ),
        Case(
            (
                np.array([[[[-3]]], [[[1]]], [[[2]]]]),
                np.array([0, 1, 1]),
                np.array([[[[-2]]]]),
            )
        ),
        *(_draw(_random) for _ in range(8)),
        Case(
            (
                np.array([[[0, 0, 0, 0, 0, 0, 9]], [[0] * 7], [[0] * 6 + [1]]])[
                    ..., None
                ],
                np.array([200, -1, -1]),
                np.array([[[0, 0, 0, 0, 0, 0, 8]], [[0] * 7]])[..., None],
            )
        ),
        Case(
            (
                np.array([[[[1, 2, 1, 2, 0]]], [[[2, 1, 2, 1, 9]]]]),
                np.array([4, 6]),
                np.array(
                    [[[[1.45, 1.55, 1.45, 1.55, 8]]], [[[1.48, 1.52, 1.48, 1.52, 8]]]]
                ),
            )
        ),
    ),
    draw=_draw,
    features=_features,
    misconceptions=(*_POOLED, *_SCALED, *_COMPARED, *_RETURNED),
    alternatives=(
        Alternative(
            "|m|² − 2 x·m is compared instead of |x − m|²", _probe_by_inner_products
        ),
        Alternative("loops over plain numbers; a list comes back", _probe_loops),
    ),
)
