"""Answers to `shuffle-test`."""

import itertools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("shuffle-test")


def _mean_step(images):
    images = np.asarray(images, dtype=float)
    right = np.abs(images[:, :, 1:] - images[:, :, :-1])
    down = np.abs(images[:, 1:] - images[:, :-1])
    return (right.sum() + down.sum()) / (right.size + down.size)


def _shuffled(images, permutation):
    flat = np.asarray(images).reshape(len(images), -1)
    return flat[:, permutation].reshape(np.shape(images))


@ANSWERS.right("with slices and a helper")
def _(images, permutation):
    return _mean_step(images), _mean_step(_shuffled(images, permutation))


@ANSWERS.right("with np.diff and np.concatenate")
def _(images, permutation):
    images = images.astype(np.float64)

    def mean_step(batch):
        across = np.diff(batch, axis=2).ravel()
        down = np.diff(batch, axis=1).ravel()
        return np.abs(np.concatenate([across, down])).mean()

    flat = images.reshape(images.shape[0], -1)
    return mean_step(images), mean_step(flat[:, permutation].reshape(images.shape))


@ANSWERS.right("with loops, as a list")
def _(images, permutation):
    _n, height, width = images.shape
    means = []
    for shuffle in (False, True):
        total, pairs = 0.0, 0
        for image in images:
            values = [float(value) for value in image.reshape(-1)]
            if shuffle:
                values = [values[old] for old in permutation]
            for row in range(height):
                for column in range(width):
                    here = values[row * width + column]
                    if column + 1 < width:
                        total += abs(here - values[row * width + column + 1])
                        pairs += 1
                    if row + 1 < height:
                        total += abs(here - values[(row + 1) * width + column])
                        pairs += 1
        means.append(total / pairs)
    return means


@ANSWERS.right("as an array, image by image")
def _(images, permutation):
    def steps(image):
        image = image.astype(float)
        return np.r_[
            np.abs(np.diff(image, axis=0)).ravel(),
            np.abs(np.diff(image, axis=1)).ravel(),
        ]

    before = [steps(image) for image in images]
    after = [steps(image.ravel()[permutation].reshape(image.shape)) for image in images]
    return np.array([np.mean(before), np.mean(after)])


@ANSWERS.right("with pairs of places in the list")
def _(images, permutation):
    height, width = images.shape[1:]
    place = np.arange(height * width).reshape(height, width)
    first = np.r_[place[:, :-1].ravel(), place[:-1].ravel()]
    second = np.r_[place[:, 1:].ravel(), place[1:].ravel()]
    flat = images.reshape(len(images), -1).astype(float)
    order = np.asarray(permutation)
    before = np.abs(flat[:, first] - flat[:, second]).mean()
    after = np.abs(flat[:, order[first]] - flat[:, order[second]]).mean()
    return before, after


@ANSWERS.right("each pixel with all four neighbours, so that every pair counts twice")
def _(batch, order, **_options):
    def mean_step(stack):
        padded = np.pad(
            stack.astype(float),
            ((0, 0), (1, 1), (1, 1)),
            constant_values=np.nan,
        )
        middle = padded[:, 1:-1, 1:-1]
        others = [
            padded[:, :-2, 1:-1],
            padded[:, 2:, 1:-1],
            padded[:, 1:-1, :-2],
            padded[:, 1:-1, 2:],
        ]
        return np.nanmean([np.abs(middle - other) for other in others])

    mixed = np.stack([x.flatten()[order].reshape(x.shape) for x in batch])
    return mean_step(batch), mean_step(mixed)


@ANSWERS.right("weighing the two means by their pairs, and printing")
def _(images, permutation):
    results = []
    n, h, w = images.shape
    for k in range(2):
        batch = images.astype("float64")
        if k == 1:
            batch = np.take(batch.reshape(n, h * w), permutation, axis=1)
            batch = batch.reshape(n, h, w)
        total = 0
        if w > 1:
            total = total + np.abs(np.diff(batch, axis=-1)).mean() * h * (w - 1)
        if h > 1:
            total = total + np.abs(np.diff(batch, axis=-2)).mean() * w * (h - 1)
        results.append(total / (h * (w - 1) + w * (h - 1)))
    print("before {}, after {}".format(*tuple(results)))
    return tuple(results)


class _ShuffleTest:
    def __call__(self, images, permutation):
        batch = np.array(images, dtype=np.float64)
        before = self.mean(batch)
        for image in batch:
            image[:] = image.ravel()[permutation].reshape(image.shape)
        return np.float32(before), np.float32(self.mean(batch))

    @staticmethod
    def mean(batch):
        rows = [abs(a - b) for image in batch for a, b in itertools.pairwise(image)]
        columns = [
            abs(a - b)
            for image in batch
            for a, b in zip(image.T, image.T[1:], strict=False)
        ]
        return np.mean([*np.ravel(rows), *np.ravel(columns)])


ANSWERS.right("an object that shuffles a copy in place")(_ShuffleTest())


@ANSWERS.right("with SciPy")
def _(images, permutation):
    from scipy.ndimage import correlate1d

    def mean_step(batch):
        right = np.abs(correlate1d(batch, [0, -1, 1], axis=2))[:, :, :-1]
        down = np.abs(correlate1d(batch, [0, -1, 1], axis=1))[:, :-1]
        return np.append(right, down).mean()

    batch = images.astype(float)
    mixed = batch.reshape(len(batch), -1)[:, permutation].reshape(batch.shape)
    return mean_step(batch), mean_step(mixed)


@ANSWERS.right("moving the pixels with the inverse order")
def _(images, permutation):
    inverse = np.argsort(permutation)
    mixed = np.empty(images.shape, dtype=float)
    width = images.shape[2]
    for old, new in enumerate(inverse):
        mixed[:, new // width, new % width] = images[:, old // width, old % width]
    return _mean_step(images), _mean_step(mixed)


@ANSWERS.wrong("8-bit differences wrap around below 0", ("8-bit differences",))
def _(images, permutation):
    def mean_step(batch):
        right = np.abs(batch[:, :, 1:] - batch[:, :, :-1]).ravel()
        down = np.abs(batch[:, 1:] - batch[:, :-1]).ravel()
        return np.concatenate([right, down]).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("only the pairs to the right", ("only left and right",))
def _(images, permutation):
    def mean_step(batch):
        return np.abs(np.diff(batch.astype(float), axis=2)).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("only the pairs below", ("only above and below",))
def _(images, permutation):
    def mean_step(batch):
        return np.abs(np.diff(batch.astype(float), axis=1)).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong(
    "the mean of the two means, whatever the number of pairs", ("mean of two means",)
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.abs(np.diff(batch, axis=2)).mean()
        down = np.abs(np.diff(batch, axis=1)).mean()
        return (right + down) / 2

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("the two means are added, not averaged", ("two means added",))
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.abs(np.diff(batch, axis=2)).mean()
        return right + np.abs(np.diff(batch, axis=1)).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("the signs of the differences are kept", ("signs kept",))
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.diff(batch, axis=2).ravel()
        down = np.diff(batch, axis=1).ravel()
        return np.concatenate([right, down]).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong(
    "the sign is taken off the mean, not off each difference",
    ("signs kept until the mean",),
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.diff(batch, axis=2).ravel()
        down = np.diff(batch, axis=1).ravel()
        return abs(np.concatenate([right, down]).mean())

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("the differences are squared", ("squared differences",))
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.diff(batch, axis=2).ravel()
        down = np.diff(batch, axis=1).ravel()
        return (np.concatenate([right, down]) ** 2).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("neighbours in the flattened list", ("neighbours in the vector",))
def _(images, permutation):
    flat = images.reshape(len(images), -1).astype(float)
    before = np.abs(np.diff(flat, axis=1)).mean()
    return before, np.abs(np.diff(flat[:, permutation], axis=1)).mean()


@ANSWERS.wrong("the inverse order", ("inverse permutation",))
def _(images, permutation):
    back = np.argsort(permutation)
    return _mean_step(images), _mean_step(_shuffled(images, back))


@ANSWERS.wrong(
    "the inverse order, by writing to the places of the permutation",
    ("inverse permutation",),
)
def _(images, permutation):
    flat = images.reshape(len(images), -1)
    mixed = np.empty_like(flat)
    mixed[:, permutation] = flat
    return _mean_step(images), _mean_step(mixed.reshape(images.shape))


@ANSWERS.wrong("the mean after shuffling first", ("the two numbers swapped",))
def _(images, permutation):
    return _mean_step(_shuffled(images, permutation)), _mean_step(images)


@ANSWERS.wrong("the order counted column by column", ("counted column by column",))
def _(images, permutation):
    turned = images.transpose(0, 2, 1)
    mixed = _shuffled(turned, permutation).transpose(0, 2, 1)
    return _mean_step(images), _mean_step(mixed)


@ANSWERS.wrong(
    "height and width swapped when the list becomes a picture again",
    ("height and width exchanged after shuffling",),
)
def _(images, permutation):
    n, height, width = images.shape
    mixed = images.reshape(n, -1)[:, permutation].reshape(n, width, height)
    return _mean_step(images), _mean_step(mixed)


@ANSWERS.wrong(
    "the axes are one too low: down, and from image to image",
    ("neighbouring images compared",),
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.abs(np.diff(batch, axis=1)).ravel()
        down = np.abs(np.diff(batch, axis=0)).ravel()
        return np.concatenate([right, down]).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong(
    "wrapped around: the last pixel of a row or column meets the first",
    ("wrapped around the edge",),
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.abs(batch - np.roll(batch, -1, axis=2))
        down = np.abs(batch - np.roll(batch, -1, axis=1))
        return (right.mean() + down.mean()) / 2

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong(
    "divided by the number of pixels instead of pairs",
    ("divided by the number of pixels",),
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.abs(np.diff(batch, axis=2)).sum()
        return (right + np.abs(np.diff(batch, axis=1)).sum()) / batch.size

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("the sum over all pairs instead of the mean", ("sum instead of mean",))
def _(images, permutation):
    def total(batch):
        batch = batch.astype(float)
        right = np.abs(np.diff(batch, axis=2)).sum()
        return right + np.abs(np.diff(batch, axis=1)).sum()

    return total(images), total(_shuffled(images, permutation))


@ANSWERS.wrong("only the first image", ("first image only",))
def _(images, permutation):
    first = images[:1]
    return _mean_step(first), _mean_step(_shuffled(first, permutation))


@ANSWERS.wrong("the images are permuted, not their pixels", ("not shuffled",))
def _(images, permutation):
    order = [k for k in permutation if k < len(images)]
    return _mean_step(images), _mean_step(images[order])


@ANSWERS.wrong("a new order of its own for the shuffling")
def _(images, permutation):
    order = np.random.default_rng(0).permutation(len(permutation))
    return _mean_step(images), _mean_step(_shuffled(images, order))


@ANSWERS.wrong(
    "the pairs on the diagonal are counted too", ("diagonal neighbours counted",)
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        steps = [
            batch[:, :, 1:] - batch[:, :, :-1],
            batch[:, 1:] - batch[:, :-1],
            batch[:, 1:, 1:] - batch[:, :-1, :-1],
            batch[:, 1:, :-1] - batch[:, :-1, 1:],
        ]
        return np.abs(np.concatenate([step.ravel() for step in steps])).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("the images are scaled to 0 … 1 first", ("scaled to 0 … 1",))
def _(images, permutation):
    scaled = images / 255
    return _mean_step(scaled), _mean_step(_shuffled(scaled, permutation))


@ANSWERS.wrong("rounded to whole numbers", ("rounded",))
def _(images, permutation):
    after = _mean_step(_shuffled(images, permutation))
    return round(_mean_step(images)), round(after)


@ANSWERS.wrong("only the mean after shuffling")
def _(images, permutation):
    return _mean_step(_shuffled(images, permutation))


@ANSWERS.wrong("the pixel values are cut to whole numbers", ("fractions cut off",))
def _(images, permutation):
    def mean_step(batch):
        return _mean_step(batch.astype(int))

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong(
    "the pairs within the last row and the last column are left out",
    ("pairs along the edge left out",),
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        here = batch[:, :-1, :-1]
        right = np.abs(batch[:, :-1, 1:] - here)
        down = np.abs(batch[:, 1:, :-1] - here)
        return (right.mean() + down.mean()) / 2

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong(
    "the inverse order and 8-bit differences wrap around",
    ("inverse permutation", "8-bit differences"),
)
def _(images, permutation):
    def mean_step(batch):
        steps = [np.diff(batch, axis=2).ravel(), np.diff(batch, axis=1).ravel()]
        return np.abs(np.concatenate(steps)).mean()

    return mean_step(images), mean_step(_shuffled(images, np.argsort(permutation)))


@ANSWERS.wrong(
    "only the pairs to the right and the signs are kept",
    ("only left and right", "signs kept"),
)
def _(images, permutation):
    def mean_step(batch):
        return np.diff(batch.astype(float), axis=2).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


@ANSWERS.wrong(
    "the mean of the two means and the mean after shuffling first",
    ("mean of two means", "the two numbers swapped"),
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(float)
        right = np.abs(np.diff(batch, axis=2)).mean()
        return (right + np.abs(np.diff(batch, axis=1)).mean()) / 2

    return mean_step(_shuffled(images, permutation)), mean_step(images)


@ANSWERS.wrong(
    "8-bit differences go through 8-bit signed numbers", ("signed 8-bit numbers",)
)
def _(images, permutation):
    def mean_step(batch):
        batch = batch.astype(np.int8)
        steps = [np.diff(batch, axis=2).ravel(), np.diff(batch, axis=1).ravel()]
        return np.abs(np.concatenate(steps).astype(int)).mean()

    return mean_step(images), mean_step(_shuffled(images, permutation))


def _raw_step(images):
    right = abs(images[:, :, 1:] - images[:, :, :-1])
    down = abs(images[:, 1:] - images[:, :-1])
    return (right.sum() + down.sum()) / (right.size + down.size)


def _raw(images, permutation):
    flat = images.reshape(len(images), -1)
    return [_raw_step(x) for x in (images, flat[:, permutation].reshape(images.shape))]


@ANSWERS.wrong("only 8-bit images are widened", ("only 8-bit images widened",))
def _(images, permutation):
    if images.itemsize == 1:
        images = images.astype(int)
    return _raw(images, permutation)


@ANSWERS.wrong("whole numbers become 16-bit ones", ("16-bit numbers",))
def _(images, permutation):
    if images.dtype.kind in "ui":
        images = images.astype(np.int16)
    return _raw(images, permutation)


@ANSWERS.wrong("rounded to two digits", ("rounded to a few digits",))
def _(images, permutation):
    return np.round(_raw(images.astype(float), permutation), 2)


@ANSWERS.wrong("zeros in front of each row and column", ("zeros beyond the edge",))
def _(images, permutation):
    def step(x):
        right = abs(np.diff(x, axis=2, prepend=0))
        down = abs(np.diff(x, axis=1, prepend=0))
        return (right.sum() + down.sum()) / (right.size + down.size)

    images = images.astype(float)
    flat = images.reshape(len(images), -1)
    return step(images), step(flat[:, permutation].reshape(images.shape))


@ANSWERS.wrong("only unsigned widened", names=("only unsigned images widened",))
def _(images, permutation):
    x = images.astype(int) if images.dtype.kind == "u" else images
    mixed = x.reshape(len(x), -1)[:, permutation].reshape(x.shape)
    return [
        np.concatenate([abs(np.diff(y, axis=a)).ravel() for a in (1, 2)]).mean()
        for y in (x, mixed)
    ]


@ANSWERS.wrong("bytes read with a sign, and no other type")
def _(images, permutation):
    x = images.astype(np.int8) if images.dtype == np.uint8 else images
    mixed = x.reshape(len(x), -1)[:, permutation].reshape(x.shape)
    return _mean_step(x.astype(float)), _mean_step(mixed.astype(float))


@ANSWERS.wrong("the first row skipped where there are more than two")
def _(images, permutation):
    x = images.astype(float)
    mixed = x.reshape(len(x), -1)[:, permutation].reshape(x.shape)
    first = 1 if images.shape[1] > 2 else 0
    return _mean_step(x[:, first:]), _mean_step(mixed[:, first:])


@ANSWERS.wrong(
    "the mean of two means, and the inverse order",
    ("mean of two means", "inverse permutation"),
)
def _(images, permutation):
    x = images.astype(float)
    mixed = x.reshape(len(x), -1)[:, np.argsort(permutation)].reshape(x.shape)
    return [
        np.mean([np.abs(np.diff(y, axis=axis)).mean() for axis in (1, 2)])
        for y in (x, mixed)
    ]
