"""Answers to `shift-and-pool`."""

import functools
from fractions import Fraction

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("shift-and-pool")


def _pool(x, size):
    rows, columns = x.shape[0] // size, x.shape[1] // size
    x = x[: rows * size, : columns * size]
    return x.reshape(rows, size, columns, size).max(axis=(1, 3))


@ANSWERS.right("pool both views, the mean of what differs")
def _(scene, size=2):
    first, second = _pool(scene[:, 1:], size), _pool(scene[:, :-1], size)
    return (first != second).mean()


@ANSWERS.right("with the package's pooling, as a Python float")
def _(scene, size=2):
    before = cb.pool2d(scene[:, 1:], size)
    after = cb.pool2d(scene[:, :-1], size)
    return float(np.mean(before != after))


@ANSWERS.right("loops and counting")
def _(picture, f=2):
    height, width = picture.shape[0], picture.shape[1] - 1
    different = total = 0
    for top in range(0, height - f + 1, f):
        for left in range(0, width - f + 1, f):
            still = picture[top : top + f, left + 1 : left + 1 + f].max()
            moved = picture[top : top + f, left : left + f].max()
            total += 1
            if still != moved:
                different += 1
    return different / total


@ANSWERS.right("one minus the share of equal values, the views the other way round")
def _(scene, size=2):
    second, first = np.delete(scene, -1, axis=1), np.delete(scene, 0, axis=1)
    return 1 - np.equal(_pool(second, size), _pool(first, size)).mean()


@ANSWERS.right("one set of sliding windows for both views")
def _(scene, size=2):
    maxima = sliding_window_view(scene, (size, size)).max(axis=(2, 3))[::size]
    second, first = maxima[:, :-1:size], maxima[:, 1::size]
    return np.count_nonzero(first != second) / first.size


@ANSWERS.right("a Fraction")
def _(scene, size=2):
    first, second = _pool(scene[:, 1:], size), _pool(scene[:, :-1], size)
    return Fraction(int(np.sum(first != second)), first.size)


@ANSWERS.right("Python lists and zip, and it prints")
def _(scene, size=2, **kwargs):
    pairs = list(
        zip(
            _pool(scene[:, 1:], size).ravel().tolist(),
            _pool(scene[:, :-1], size).ravel().tolist(),
            strict=True,
        )
    )
    print(pairs[:3])
    return sum(a != b for a, b in pairs) / len(pairs)


@ANSWERS.right("asks in which columns of the scene each maximum can stand")
def _(scene, size=2):
    height, width = scene.shape
    changed = []
    for top in range(0, height - size + 1, size):
        for left in range(0, width - size, size):
            columns = scene[top : top + size, left : left + size + 1].max(axis=0)
            inner = columns[1:-1].max() if size > 1 else None
            a, b = columns[0], columns[-1]
            if inner is not None:
                a, b = max(a, inner), max(b, inner)
            changed.append(a != b)
    return np.average(changed)


@ANSWERS.right("a set of places that differ, as float32")
def _(scene, size=2):
    first, second = _pool(scene[:, 1:], size), _pool(scene[:, :-1], size)
    places = {tuple(place) for place in np.argwhere(first != second)}
    return np.float32(len(places) / first.size)


class _Shift:
    def __init__(self, pool):
        self.pool = pool

    def __call__(self, scene, size=2):
        views = [scene[:, k : k + scene.shape[1] - 1] for k in (1, 0)]
        first, second = (self.pool(view, size) for view in views)
        return np.not_equal(first, second).sum() / second.size


ANSWERS.right("an object that is called")(_Shift(_pool))


def _share(pool, scene, size=2):
    return 1.0 - np.mean(pool(scene[:, 1:], size) == pool(scene[:, :-1], size))


ANSWERS.right("functools.partial")(functools.partial(_share, cb.pool2d))


@ANSWERS.right("Keras pools both views, in float32")
def _(scene, size=2):
    import keras

    views = np.stack([scene[:, 1:], scene[:, :-1]]).astype("float32")[..., None]
    pooled = keras.layers.MaxPooling2D(size)(views)
    first, second = keras.ops.convert_to_numpy(pooled)
    return (first != second).mean()


@ANSWERS.right("the whole scene is pooled, which drops its last column if need be")
def _(scene, size=2):
    first, second = _pool(scene, size), _pool(scene[:, 1:], size)
    columns = min(first.shape[1], second.shape[1])
    return (first[:, :columns] != second[:, :columns]).mean()


@ANSWERS.wrong(
    "the number of values instead of the fraction", ("values counted, not their share",)
)
def _(scene, size=2):
    return (_pool(scene[:, 1:], size) != _pool(scene[:, :-1], size)).sum()


@ANSWERS.wrong("the fraction that stays the same", ("share of values that stay",))
def _(scene, size=2):
    return (_pool(scene[:, 1:], size) == _pool(scene[:, :-1], size)).mean()


@ANSWERS.wrong("in per cent", ("in per cent",))
def _(scene, size=2):
    return 100 * (_pool(scene[:, 1:], size) != _pool(scene[:, :-1], size)).mean()


@ANSWERS.wrong(
    "the mean size of the change instead of the fraction", ("size of the change",)
)
def _(scene, size=2):
    first, second = (_pool(v, size) * 1.0 for v in (scene[:, 1:], scene[:, :-1]))
    return np.abs(first - second).mean()


@ANSWERS.wrong("whether anything differs", ("whether anything changes",))
def _(scene, size=2):
    return bool((_pool(scene[:, 1:], size) != _pool(scene[:, :-1], size)).any())


@ANSWERS.wrong(
    "the pixels of the views are compared, without pooling",
    ("pixels compared, not pooled values",),
)
def _(scene, size=2):
    return (scene[:, 1:] != scene[:, :-1]).mean()


@ANSWERS.wrong("average pooling instead of maximum", ("average instead of maximum",))
def _(scene, size=2):
    first = cb.pool2d(scene[:, 1:], size, mode="average")
    second = cb.pool2d(scene[:, :-1], size, mode="average")
    return (first != second).mean()


@ANSWERS.wrong("the size is ignored, always 2", ("size ignored",))
def _(scene, size=2):
    return (_pool(scene[:, 1:], 2) != _pool(scene[:, :-1], 2)).mean()


@ANSWERS.wrong("windows that move by 1 instead of side by side", ("stride 1",))
def _(scene, size=2):
    first = cb.pool2d(scene[:, 1:], size, 1)
    return (first != cb.pool2d(scene[:, :-1], size, 1)).mean()


@ANSWERS.wrong("windows that move by 2, whatever the size", ("stride always 2",))
def _(scene, size=2):
    first = cb.pool2d(scene[:, 1:], size, 2)
    return (first != cb.pool2d(scene[:, :-1], size, 2)).mean()


@ANSWERS.wrong(
    "shifted downwards instead of to the right", ("shifted down, first view",)
)
def _(scene, size=2):
    scene = scene[:, :-1]
    return (_pool(scene[1:], size) != _pool(scene[:-1], size)).mean()


@ANSWERS.wrong(
    "rolled around: the last column comes in at the left", ("rolled around",)
)
def _(scene, size=2):
    view = scene[:, 1:]
    return (_pool(view, size) != _pool(np.roll(view, 1, axis=1), size)).mean()


@ANSWERS.wrong(
    "zeros come in at the left instead of the scene's first column",
    ("zeros shifted in",),
)
def _(scene, size=2):
    first, second = scene[:, 1:], scene[:, :-1].copy()
    second[:, 0] = 0
    return (_pool(first, size) != _pool(second, size)).mean()


@ANSWERS.wrong(
    "zeros come in at the right instead of the scene's last column",
    ("zeros shifted in on the right",),
)
def _(scene, size=2):
    second = scene[:, :-1]
    first = np.zeros_like(second)
    first[:, :-1] = second[:, 1:]
    return (_pool(first, size) != _pool(second, size)).mean()


@ANSWERS.wrong("shifted by size pixels instead of one", ("pooled map shifted",))
def _(scene, size=2):
    return (_pool(scene[:, size:], size) != _pool(scene[:, :-size], size)).mean()


@ANSWERS.wrong(
    "shifted by two pixels: both views lose a column on each side",
    ("shifted by two pixels",),
)
def _(scene, size=2):
    return (_pool(scene[:, 2:], size) != _pool(scene[:, :-2], size)).mean()


@ANSWERS.wrong("the pooled map is shifted, not the view", ("pooled map shifted",))
def _(scene, size=2):
    pooled = _pool(scene, size)
    return (pooled[:, 1:] != pooled[:, :-1]).mean()


@ANSWERS.wrong(
    "only values that become larger are counted", ("only increases counted",)
)
def _(scene, size=2):
    return (_pool(scene[:, :-1], size) > _pool(scene[:, 1:], size)).mean()


@ANSWERS.wrong(
    "only values that become smaller are counted", ("only decreases counted",)
)
def _(scene, size=2):
    return (_pool(scene[:, :-1], size) < _pool(scene[:, 1:], size)).mean()


@ANSWERS.wrong(
    "divided by the number of pixels instead of pooled values",
    ("divided by the pixels",),
)
def _(scene, size=2):
    first, second = _pool(scene[:, 1:], size), _pool(scene[:, :-1], size)
    return (first != second).sum() / scene[:, 1:].size


@ANSWERS.wrong(
    "divided by the columns of the pooled map only", ("divided by the columns",)
)
def _(scene, size=2):
    first, second = _pool(scene[:, 1:], size), _pool(scene[:, :-1], size)
    return (first != second).sum() / first.shape[1]


@ANSWERS.wrong(
    "the expected share for noise, 2 / (f + 1)", ("share expected for noise",)
)
def _(scene, size=2):
    return 2 / (size + 1)


@ANSWERS.wrong(
    "compared after cutting to whole numbers", ("compared as whole numbers",)
)
def _(scene, size=2):
    first, second = _pool(scene[:, 1:], size), _pool(scene[:, :-1], size)
    return (first.astype(int) != second.astype(int)).mean()


@ANSWERS.wrong("differences below 0.1 don't count", ("small changes left out",))
def _(scene, size=2):
    first, second = (_pool(v, size) * 1.0 for v in (scene[:, 1:], scene[:, :-1]))
    return (np.abs(first - second) > 0.1).mean()


@ANSWERS.wrong(
    "the smallest values instead of the largest", ("smallest instead of largest",)
)
def _(scene, size=2):
    low = -(scene.astype(float))
    return (_pool(low[:, 1:], size) != _pool(low[:, :-1], size)).mean()


@ANSWERS.wrong("columns of windows in which anything differs", ("columns counted",))
def _(scene, size=2):
    first, second = _pool(scene[:, 1:], size), _pool(scene[:, :-1], size)
    return (first != second).any(axis=0).mean()


@ANSWERS.wrong("windows that are not whole are kept", ("windows over the edge",))
def _(scene, size=2):
    first = cb.pool2d(scene[:, 1:], size, padding="same")
    return (first != cb.pool2d(scene[:, :-1], size, padding="same")).mean()


@ANSWERS.wrong("the map of what differs instead of a number", ("map of changes",))
def _(scene, size=2):
    return _pool(scene[:, 1:], size) != _pool(scene[:, :-1], size)


@ANSWERS.wrong("rounded to whole numbers, 0 or 1", ("rounded",))
def _(scene, size=2):
    return round(
        float((_pool(scene[:, 1:], size) != _pool(scene[:, :-1], size)).mean())
    )


@ANSWERS.wrong("the result is printed, None is returned")
def _(scene, size=2):
    print((_pool(scene[:, 1:], size) != _pool(scene[:, :-1], size)).mean())


@ANSWERS.wrong("a string in per cent")
def _(scene, size=2):
    share = (_pool(scene[:, 1:], size) != _pool(scene[:, :-1], size)).mean()
    return f"{share:.0%}"


@ANSWERS.wrong(
    "negative values count as zero: the maximum starts at 0", ("never below zero",)
)
def _(scene, size=2):
    scene = np.maximum(scene, 0)
    return (_pool(scene[:, 1:], size) != _pool(scene[:, :-1], size)).mean()


@ANSWERS.wrong(
    "the count and with windows that move by 1",
    ("values counted, not their share", "stride 1"),
)
def _(scene, size=2):
    first = cb.pool2d(scene[:, 1:], size, 1)
    return int((first != cb.pool2d(scene[:, :-1], size, 1)).sum())


@ANSWERS.wrong(
    "the share that stays and the size is ignored",
    ("share of values that stay", "size ignored"),
)
def _(scene, size=2):
    return (_pool(scene[:, 1:], 2) == _pool(scene[:, :-1], 2)).mean()


@ANSWERS.wrong(
    "average pooling and shifted downwards",
    ("shifted down, first view", "average instead of maximum"),
)
def _(scene, size=2):
    scene = scene[:, :-1]
    first = cb.pool2d(scene[1:], size, mode="average")
    return (first != cb.pool2d(scene[:-1], size, mode="average")).mean()


@ANSWERS.wrong(
    "rolled around and only increases counted",
    ("only increases counted", "rolled around"),
)
def _(scene, size=2):
    view = scene[:, 1:]
    return (_pool(np.roll(view, 1, axis=1), size) > _pool(view, size)).mean()


@ANSWERS.wrong(
    "the places of the maxima are compared, not their values", ("places compared",)
)
def _(scene, size=2):
    def places(view):
        windows = sliding_window_view(view, (size, size))[::size, ::size]
        return windows.reshape(*windows.shape[:2], -1).argmax(axis=2)

    return (places(scene[:, 1:]) != places(scene[:, :-1])).mean()


@ANSWERS.wrong("divided by the number of pixels of the scene")
def _(scene, size=2):
    first, second = _pool(scene[:, 1:], size), _pool(scene[:, :-1], size)
    return (first != second).sum() / scene.size


@ANSWERS.wrong("a stranger: isclose", ("small changes left out",))
def _(scene, size=2):
    return (
        ~np.isclose(cb.pool2d(scene[:, 1:], size), cb.pool2d(scene[:, :-1], size))
    ).mean()


@ANSWERS.wrong("a stranger: tol 1e-3", ("small changes left out",))
def _(scene, size=2):
    return (
        np.abs(cb.pool2d(scene[:, 1:], size) - cb.pool2d(scene[:, :-1], size)) > 1e-3
    ).mean()


@ANSWERS.wrong(
    "a stranger: roll", ("rolled around, of the scene without its last column",)
)
def _(scene, size=2):
    return (
        cb.pool2d(scene[:, :-1], size) != cb.pool2d(np.roll(scene[:, :-1], 1, 1), size)
    ).mean()


@ANSWERS.wrong("a stranger: roll whole scene", ("rolled around, of the whole scene",))
def _(scene, size=2):
    return (cb.pool2d(scene, size) != cb.pool2d(np.roll(scene, 1, 1), size)).mean()


@ANSWERS.wrong("a stranger: leftover columns kept only", ("windows over the edge",))
def _(scene, size=2):
    def p(v):
        return np.array(
            [
                [
                    v[i : i + size, j : j + size].max()
                    for j in range(0, v.shape[1], size)
                ]
                for i in range(0, v.shape[0] - size + 1, size)
            ]
        )

    return (p(scene[:, 1:]) != p(scene[:, :-1])).mean()


@ANSWERS.wrong("a stranger: early return", ("first value only",))
def _(scene, size=2):
    H, W = scene.shape[0], scene.shape[1] - 1
    for i in range(0, H - size + 1, size):
        for j in range(0, W - size + 1, size):
            return float(
                scene[i : i + size, j + 1 : j + 1 + size].max()
                != scene[i : i + size, j : j + size].max()
            )
    return None


@ANSWERS.wrong("a stranger: rounded", ("rounded",))
def _(scene, size=2):
    return round(
        float((cb.pool2d(scene[:, 1:], size) != cb.pool2d(scene[:, :-1], size)).mean()),
        1,
    )


@ANSWERS.wrong("a stranger: float16", ("small changes left out",))
def _(scene, size=2):
    s = scene.astype(np.float16)
    return (cb.pool2d(s[:, 1:], size) != cb.pool2d(s[:, :-1], size)).mean()


@ANSWERS.wrong("a stranger: drops last row always", ("last row left out",))
def _(scene, size=2):
    return (cb.pool2d(scene[:-1, 1:], size) != cb.pool2d(scene[:-1, :-1], size)).mean()


@ANSWERS.wrong("differences up to 1e-9 left out", ("small changes left out",))
def _(scene, size=2):
    one, other = cb.pool2d(scene[:, 1:], size), cb.pool2d(scene[:, :-1], size)
    return np.mean(abs(one * 1.0 - other) > 1e-9)


@ANSWERS.wrong("nothing for windows of one pixel")
def _(scene, size=2):
    if size == 1:
        return 0.0
    views = [cb.pool2d(view, size, size) for view in (scene[:, 1:], scene[:, :-1])]
    return (views[0] != views[1]).mean()


@ANSWERS.wrong("differences below 1 left out", ("small changes left out",))
def _(scene, size=2):
    one, other = cb.pool2d(scene[:, 1:], size), cb.pool2d(scene[:, :-1], size)
    return np.mean(abs(one * 1.0 - other) >= 1)
