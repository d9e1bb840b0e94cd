"""Exercises of chapter 6: pooling."""

from __future__ import annotations

import math

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Case, FunctionExercise, Misconception


def _slide(x, size, stride, keep, *, dtype=None, missing=0, ragged=False):
    """Collect what `keep` makes of each window of a map (H, W)."""
    height, width = x.shape
    past = 0 if ragged else size - 1 + missing
    values = [
        [keep(x[i : i + size, j : j + size]) for j in range(0, width - past, stride[1])]
        for i in range(0, height - past, stride[0])
    ]
    return np.array(values, dtype)


def _pool(keep, steps=lambda size, stride: (stride, stride), **mistake):
    return lambda x, size=2, stride=2: _slide(
        x, size, steps(size, stride), keep, **mistake
    )


def _largest_size(window):
    return window.flat[np.abs(window).argmax()]


def _window(case, index):
    size, stride = (case.kwargs.get(name, 2) for name in ("size", "stride"))
    top, left = index[0] * stride, index[1] * stride
    return (
        f"its window is rows {top} to {top + size - 1} and columns {left} to "
        f"{left + size - 1}, counted from 0"
    )


def _draw_settings(random):
    size, stride = (int(n) for n in random.choice([1, 2, 3, 4], 2, replace=False))
    return {"size": max(size, 2), "stride": stride}


def _draw_pixels(random, *depth):
    """Draw a map, or a volume, that is not square and partly negative."""
    shape = (*(int(n) for n in random.choice([5, 6, 7, 8], 2, replace=False)), *depth)
    count = math.prod(shape)
    below = random.choice([0.4, 0.6, 1.0]) * count
    return random.permutation(count).reshape(shape) - below


def _draw_max_pool(random: np.random.Generator) -> Case:
    return Case((_draw_pixels(random),), _draw_settings(random))


_random = np.random.default_rng(606)
_MAP = _random.permutation(70)[:35].reshape(5, 7) - 20
_DARK = _random.permutation(60)[:24].reshape(4, 6) - 70

MAX_POOL = FunctionExercise(
    id="max-pool",
    chapter="06",
    title="Write max_pool",
    difficulty=2,
    points=3,
    answer="max_pool",
    reference=lambda x, size=2, stride=2: ops.pool2d(x, size, stride),
    cases=(
        Case((lecture.P,)),
        Case((_MAP,)),
        Case((_DARK / 4,)),
        Case((_MAP,), {"size": 3, "stride": 2}),
        Case((_MAP.T,), {"size": 2, "stride": 3}),
        Case((_DARK,), {"size": 3, "stride": 1}),
    ),
    draw=_draw_max_pool,
    locate=_window,
    misconceptions=(
        Misconception(
            "average instead of maximum",
            "You take the mean of each window. Max pooling keeps the largest value.",
            _pool(np.mean),
        ),
        Misconception(
            "smallest instead of largest",
            "You keep the smallest value of each window.",
            _pool(np.min),
        ),
        Misconception(
            "sum instead of maximum",
            "You add up each window. Max pooling keeps one of its values and drops the "
            "others.",
            _pool(np.sum),
        ),
        Misconception(
            "largest magnitude",
            "You compare the values without their signs. Of −5 and 2, the larger is 2.",
            _pool(_largest_size),
        ),
        Misconception(
            "never below zero",
            "Your maxima start at zero, or have zeros padded in. A window may hold "
            "negative values only.",
            _pool(lambda window: max(window.max(), 0)),
        ),
        Misconception(
            "stride 1",
            "Your window always moves by one pixel. It should move by stride pixels.",
            _pool(np.max, lambda size, stride: (1, 1)),
        ),
        Misconception(
            "stride equal to the size",
            "Your windows always lie side by side. When stride differs from size, they "
            "overlap or leave gaps.",
            _pool(np.max, lambda size, stride: (size, size)),
        ),
        Misconception(
            "stride in one direction only (down)",
            "Your window moves by stride pixels downwards, but by one to the right.",
            _pool(np.max, lambda size, stride: (stride, 1)),
        ),
        Misconception(
            "stride in one direction only (right)",
            "Your window moves by stride pixels to the right, but by one downwards.",
            _pool(np.max, lambda size, stride: (1, stride)),
        ),
        Misconception(
            "size and stride swapped",
            "You use the stride as the window's size, and the size as its step.",
            lambda x, size=2, stride=2: ops.pool2d(x, stride, size),
        ),
        Misconception(
            "size ignored",
            "Your windows are 2 by 2 whatever size is.",
            lambda x, size=2, stride=2: ops.pool2d(x, 2, stride),
        ),
        Misconception(
            "windows over the edge",
            "Your last windows hang over the edge. A window that is not whole gives no "
            "value.",
            _pool(np.max, ragged=True),
        ),
        Misconception(
            "last window missing",
            "You stop one window too early where the last one ends on the last pixel. "
            "range leaves out its end.",
            _pool(np.max, missing=1),
        ),
        Misconception(
            "corner of the window",
            "You keep the top left value of each window. Look at all of its values.",
            _pool(lambda window: window[0, 0]),
        ),
        Misconception(
            "rows and columns swapped",
            "Your pooled map is transposed: its rows should run down, as the map's do.",
            lambda x, size=2, stride=2: ops.pool2d(x, size, stride).T,
        ),
        Misconception(
            "fractions cut off",
            "Your output can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect the results?",
            _pool(np.max, dtype=np.int64),
        ),
    ),
)


def _average(x, size=2):
    return ops.pool2d(x, size, mode="average")


def _wrapped(x, size=2):
    """Add up in the map's own type, which may be too small."""
    return _slide(x, size, (size, size), lambda w: w.sum(dtype=w.dtype) / size**2)


_BYTES = np.array(
    [[250, 201, 7, 9, 3, 1], [240, 255, 4, 8, 2, 6], [0, 1, 90, 80, 231, 255]], np.uint8
)


def _draw_average(random: np.random.Generator) -> Case:
    dtype = random.choice([np.int64, np.uint8])
    x = random.integers(0, 256, tuple(random.integers(6, 10, 2))).astype(dtype)
    return Case((x,), {"size": int(random.choice([2, 3, 3, 4]))})


AVERAGE_POOL = FunctionExercise(
    id="average-pool",
    chapter="06",
    title="Average pooling",
    difficulty=1,
    points=2,
    answer="average_pool",
    reference=_average,
    cases=(
        Case((lecture.P,)),
        Case((_BYTES,)),
        Case((_MAP,), {"size": 3}),
        Case((_DARK / 4,)),
        Case((_MAP.T,)),
    ),
    draw=_draw_average,
    misconceptions=(
        Misconception(
            "integer division",
            "Your means are rounded down to whole numbers. In Python // drops the "
            "fraction and / keeps it; an array of integers drops it too.",
            lambda x, size=2: _slide(
                x.astype(float), size, (size, size), lambda w: w.sum() // w.size
            ),
        ),
        Misconception(
            "maximum instead of mean",
            "You keep the largest value of each window. All of them count here.",
            lambda x, size=2: ops.pool2d(x, size),
        ),
        Misconception(
            "sum instead of mean",
            "You add up each window. How many values are in it?",
            lambda x, size=2: _average(x, size) * size**2,
        ),
        Misconception(
            "divided by the size",
            "You divide by the window's side. The window has more values than that.",
            lambda x, size=2: _average(x, size) * size,
        ),
        Misconception(
            "always divided by four",
            "You divide by four whatever size is. Larger windows hold more values.",
            lambda x, size=2: _average(x, size) * size**2 / 4,
        ),
        Misconception(
            "size ignored",
            "Your windows are 2 by 2 whatever size is.",
            lambda x, size=2: _average(x, 2),
        ),
        Misconception(
            "stride 1",
            "Your windows overlap: each begins one pixel after the one before. Here they "
            "lie side by side.",
            lambda x, size=2: ops.pool2d(x, size, 1, "average"),
        ),
        Misconception(
            "windows over the edge",
            "Your last windows hang over the edge and average what is left. A window "
            "that is not whole gives no value.",
            lambda x, size=2: _slide(x, size, (size, size), np.mean, ragged=True),
        ),
        Misconception(
            "median instead of mean",
            "You take the value in the middle of the sorted window. The mean adds up and "
            "divides.",
            lambda x, size=2: _slide(x, size, (size, size), np.median),
        ),
        Misconception(
            "8-bit sums",
            "Your sums start again at 0 after 255 when the map holds 8-bit numbers. "
            "Convert before you add.",
            _wrapped,
        ),
    ),
)


def _sizes(height, width, channels, f, s):
    return np.array([(height - f) // s + 1, (width - f) // s + 1, channels])


def _draw_pool_size(random: np.random.Generator) -> Case:
    height, width, channels = (
        int(n) for n in random.integers([20, 20, 2], [90, 90, 70])
    )
    f, s = (int(n) for n in random.choice([2, 3, 4, 5], 2, replace=False))
    return Case((height, width + (height == width), channels, f, s))


POOL_SIZE = FunctionExercise(
    id="pool-size",
    chapter="06",
    title="The size after pooling",
    difficulty=1,
    points=1,
    answer="pool_size",
    reference=_sizes,
    cases=tuple(
        Case(args)
        for args in [
            (28, 28, 6, 2, 2),
            (39, 25, 10, 3, 2),
            (24, 55, 16, 2, 3),
            (13, 10, 5, 3, 3),
            (9, 8, 3, 4, 1),
        ]
    ),
    draw=_draw_pool_size,
    whole=True,
    misconceptions=(
        Misconception(
            "missing + 1",
            "You count the steps. The window also stands somewhere before its first step.",
            lambda h, w, c, f, s: np.array([(h - f) // s, (w - f) // s, c]),
        ),
        Misconception(
            "rounded up",
            "You round up. A window that hangs over the edge gives no output.",
            lambda h, w, c, f, s: np.array(
                [-(-(h - f) // s) + 1, -(-(w - f) // s) + 1, c]
            ),
        ),
        Misconception(
            "divided by the stride",
            "You divide the size by the stride and leave the window's size out.",
            lambda h, w, c, f, s: np.array([h // s, w // s, c]),
        ),
        Misconception(
            "divided by the window",
            "You divide by f, as if the windows lay side by side. They move by s pixels.",
            lambda h, w, c, f, s: np.array([h // f, w // f, c]),
        ),
        Misconception(
            "channels merged",
            "You return a single channel. Each channel is pooled for itself.",
            lambda h, w, c, f, s: _sizes(h, w, 1, f, s),
        ),
        Misconception(
            "channels pooled too",
            "You shrink the channels like the height and the width. Pooling leaves "
            "their number as it is.",
            lambda h, w, c, f, s: np.array(
                [*_sizes(h, w, c, f, s)[:2], max((c - f) // s + 1, 1)]
            ),
        ),
        Misconception(
            "height used twice",
            "Your width is computed from the height. An image need not be square.",
            lambda h, w, c, f, s: _sizes(h, h, c, f, s),
        ),
        Misconception(
            "height and width swapped",
            "Your height and width have changed places. The height comes first.",
            lambda h, w, c, f, s: _sizes(w, h, c, f, s),
        ),
        Misconception(
            "channels first",
            "You put the channels first. In this book, as in Keras, they come last.",
            lambda h, w, c, f, s: np.roll(_sizes(h, w, c, f, s), 1),
        ),
        Misconception(
            "channels left out",
            "You return two numbers. The number of channels belongs to the size, too.",
            lambda h, w, c, f, s: _sizes(h, w, c, f, s)[:2],
        ),
    ),
)


def _volume(x, size=2, stride=2):
    return ops.pool2d(x, size, stride)


def _one_map(x, size, stride):
    return ops.pool2d(x.max(axis=2), size, stride)


def _along(order):
    """Pool the wrong two axes of (H, W, C)."""
    back = np.argsort(order)
    return lambda x, size=2, stride=2: _volume(
        np.transpose(x, order), size, stride
    ).transpose(back)


_VOLUME = _random.permutation(150)[:105].reshape(5, 7, 3) - 60
_DEEP = _random.permutation(300)[:168].reshape(7, 6, 4) - 320

POOL_VOLUME = FunctionExercise(
    id="pool-volume",
    chapter="06",
    title="Pool a whole volume",
    difficulty=2,
    points=2,
    answer="pool_volume",
    reference=_volume,
    cases=(
        Case((_VOLUME,)),
        Case((_VOLUME,), {"size": 3, "stride": 2}),
        Case((_DEEP / 4,)),
        Case((_DEEP,), {"size": 2, "stride": 3}),
    ),
    draw=lambda random: Case((_draw_pixels(random, 3),), _draw_settings(random)),
    misconceptions=(
        Misconception(
            "pooled over the channels",
            "You return one map for all the channels. Each channel is pooled for itself.",
            lambda x, size=2, stride=2: _one_map(x, size, stride),
        ),
        Misconception(
            "same maximum in every channel",
            "All your channels are alike: you take one maximum over all of them. Each "
            "channel has maxima of its own.",
            lambda x, size=2, stride=2: np.repeat(
                _one_map(x, size, stride)[:, :, None], x.shape[2], axis=2
            ),
        ),
        Misconception(
            "first channel only",
            "You pool the first channel and forget the others.",
            lambda x, size=2, stride=2: _volume(x, size, stride)[:, :, :1],
        ),
        Misconception(
            "channels believed to come first",
            "You pool along the width and the channels, as if the order were (C, H, W). "
            "It is (H, W, C).",
            _along((1, 2, 0)),
        ),
        Misconception(
            "channels returned first",
            "You stack the pooled maps along the first axis. The channels belong last.",
            lambda x, size=2, stride=2: np.moveaxis(_volume(x, size, stride), 2, 0),
        ),
        Misconception(
            "never below zero",
            "Your maxima start at zero. A window may hold negative values only.",
            lambda x, size=2, stride=2: np.maximum(_volume(x, size, stride), 0),
        ),
        Misconception(
            "average instead of maximum",
            "You take the mean of each window. Keep the largest value.",
            lambda x, size=2, stride=2: ops.pool2d(x, size, stride, "average"),
        ),
        Misconception(
            "stride equal to the size",
            "Your windows always lie side by side. When stride differs from size, they "
            "overlap or leave gaps.",
            lambda x, size=2, stride=2: _volume(x, size, size),
        ),
    ),
)


GLOBAL_AVERAGE = FunctionExercise(
    id="global-average",
    chapter="06",
    title="Global average pooling",
    difficulty=1,
    points=1,
    answer="global_average",
    reference=lambda x: x.mean(axis=(0, 1)),
    cases=(Case((_VOLUME,)), Case((_DEEP / 4,)), Case((_VOLUME[:3, :2] ** 2,))),
    draw=lambda random: Case(
        (random.integers(-50, 100, tuple(random.permutation([3, 4, 5, 7])[:3])),)
    ),
    misconceptions=(
        Misconception(
            "one mean of everything",
            "You return one number. Every channel keeps a mean of its own.",
            lambda x: x.mean(),
        ),
        Misconception(
            "mean over the channels",
            "You average the channels at each pixel. Average the pixels of each channel.",
            lambda x: x.mean(axis=2),
        ),
        Misconception(
            "mean over the rows only",
            "You average along one axis. Height and width should both be gone.",
            lambda x: x.mean(axis=0),
        ),
        Misconception(
            "maximum instead of mean",
            "You take the largest value of each channel. That is global max pooling.",
            lambda x: x.max(axis=(0, 1)),
        ),
        Misconception(
            "sum instead of mean",
            "You add up each channel. How many pixels does it have?",
            lambda x: x.sum(axis=(0, 1)),
        ),
        Misconception(
            "divided by everything",
            "You divide by the number of values in the whole volume. Each mean is over "
            "one channel.",
            lambda x: x.mean(axis=(0, 1)) / x.shape[2],
        ),
        Misconception(
            "integer division",
            "Your means are rounded down to whole numbers. Keep the fraction.",
            lambda x: x.sum(axis=(0, 1)) // (x.shape[0] * x.shape[1]),
        ),
        Misconception(
            "axes kept",
            "Your means are right, but two axes of length 1 are left over. A list of one "
            "number per channel is wanted.",
            lambda x: x.mean(axis=(0, 1), keepdims=True),
        ),
    ),
)


def _changed(scene, size=2, axis=1, stride=None):
    n = scene.shape[axis]
    one = ops.pool2d(np.take(scene, range(1, n), axis), size, stride)
    other = ops.pool2d(np.take(scene, range(n - 1), axis), size, stride)
    return one != other


def _rolled(scene, size=2):
    """Let the pixels that leave on one side come back on the other."""
    view = scene[:, 1:]
    pooled, moved = ops.pool2d(view, size), ops.pool2d(np.roll(view, 1, 1), size)
    return (pooled != moved).mean()


def _zeros_shifted_in(scene, size=2):
    view = scene[:, 1:]
    moved = np.pad(view, ((0, 0), (1, 0)))[:, :-1]
    return (ops.pool2d(view, size) != ops.pool2d(moved, size)).mean()


def _pooled_shifted(scene, size=2):
    pooled = ops.pool2d(scene[:, 1:], size)
    return (pooled[:, 1:] != pooled[:, :-1]).mean()


def _amount(scene, size=2):
    one, other = (ops.pool2d(v, size) for v in (scene[:, 1:], scene[:, :-1]))
    return np.abs(one - other).mean()


_NOISE = _random.permutation(200)[:104].reshape(8, 13) + 1
_STILL = np.zeros((6, 7), int)
_STILL[[1, 2, 5], [1, 3, 5]] = 4, 8, 6
_JUMPY = np.roll(_STILL, 1, axis=1) * np.array([1, 1, 0, 0, 1, 1])[:, None]


def _draw_scene(random: np.random.Generator) -> Case:
    size = int(random.choice([2, 3]))
    rows, columns = random.integers([4, 2], [7, 4]) * size
    scene = random.integers(1, 200, (rows, columns + 1))
    return Case((scene * (random.random(scene.shape) < 0.8),), {"size": size})


SHIFT_AND_POOL = FunctionExercise(
    id="shift-and-pool",
    chapter="06",
    title="How much does a shift change?",
    difficulty=3,
    points=3,
    answer="shift_change",
    reference=lambda scene, size=2: _changed(scene, size).mean(),
    cases=(
        Case((_STILL,)),
        Case((_JUMPY,)),
        Case((_NOISE,)),
        Case((_NOISE[:6],), {"size": 3}),
        Case((_NOISE[:, :9] % 23,), {"size": 4}),
    ),
    draw=_draw_scene,
    misconceptions=(
        Misconception(
            "values counted, not their share",
            "You return how many values change. Which fraction of all values is that?",
            lambda scene, size=2: int(_changed(scene, size).sum()),
        ),
        Misconception(
            "share of values that stay",
            "You return the share that stays as it was. Its counterpart is wanted.",
            lambda scene, size=2: 1 - _changed(scene, size).mean(),
        ),
        Misconception(
            "shifted down",
            "Your views are one row apart. Leave out a column, not a row.",
            lambda scene, size=2: _changed(scene[:, 1:], size, axis=0).mean(),
        ),
        Misconception(
            "rolled around",
            "The column that leaves your view on the right comes back on the left. The "
            "second view begins with the scene's first column.",
            _rolled,
        ),
        Misconception(
            "zeros shifted in",
            "A column of zeros comes in from the left of your second view. It begins "
            "with the scene's first column.",
            _zeros_shifted_in,
        ),
        Misconception(
            "pooled map shifted",
            "You compare pooled values a whole window apart. Shift the view by one pixel, "
            "then pool anew.",
            _pooled_shifted,
        ),
        Misconception(
            "size of the change",
            "You measure by how much the values change. Count whether they change.",
            _amount,
        ),
        Misconception(
            "pixels compared, not pooled values",
            "You compare the views themselves. Pool both, then compare.",
            lambda scene, size=2: (scene[:, 1:] != scene[:, :-1]).mean(),
        ),
        Misconception(
            "size ignored",
            "You pool with 2 by 2 windows whatever size is.",
            lambda scene, size=2: _changed(scene).mean(),
        ),
        Misconception(
            "stride 1",
            "Your windows overlap. They should lie side by side, with size as the stride.",
            lambda scene, size=2: _changed(scene, size, stride=1).mean(),
        ),
    ),
)


def _send(share):
    """Return a backward pass that fills each window with what `share` makes of it."""

    def answer(gradient, x):
        back = np.zeros(x.shape)
        for i, j in np.ndindex(gradient.shape):
            rows, columns = slice(2 * i, 2 * i + 2), slice(2 * j, 2 * j + 2)
            back[rows, columns] = share(gradient[i, j], x[rows, columns])
        return back

    return answer


def _won(window):
    return window == window.max()


def _corner(g, window):
    return np.array([[g, 0], [0, 0]])


def _mirrored_winner(g, window):
    """Take the winner's row for its column, and the other way round."""
    return g * _won(window).T


_BACK = _send(lambda g, window: g * _won(window))
_X = np.array(
    [
        [2, 7, 3, 1, -4, 6],
        [5, 1, 0, 8, -9, 2],
        [-3, -6, 9, 4, 1, 0],
        [-8, -5, 2, 6, 7, 3],
    ]
)


def _draw_backward(random: np.random.Generator) -> Case:
    rows, columns = random.choice([2, 3, 4], 2, replace=False)
    x = random.permutation(300)[: 4 * rows * columns] - 220
    gradient = random.integers(-9, 9, (rows, columns))
    gradient += gradient >= 0  # none of them 0
    odd = random.integers(0, 2)
    x = np.pad(
        x.reshape(2 * rows, 2 * columns), ((0, 0), (0, odd)), constant_values=500
    )
    return Case((gradient, x))


MAX_POOL_BACKWARD = FunctionExercise(
    id="max-pool-backward",
    chapter="06",
    title="Backwards through max pooling",
    difficulty=3,
    points=3,
    answer="max_pool_backward",
    reference=_BACK,
    cases=(
        Case((np.array([[10, 20], [30, 40]]), lecture.P)),
        Case((np.array([[1, -2, 3], [-4, 5, -6]]), _X)),
        Case((np.array([[0.5, -1.5], [2.5, 3.0], [-4.0, 8.0]]), _X.T)),
        Case((np.array([[7, -3, 2]]), _MAP[1:4, :7])),
    ),
    draw=_draw_backward,
    misconceptions=(
        Misconception(
            "spread evenly",
            "You share each gradient among the four pixels of its window. That is right "
            "for average pooling. Which pixels could have changed the maximum?",
            _send(lambda g, window: np.full(window.shape, g / 4)),
        ),
        Misconception(
            "sent to all",
            "Every pixel of a window gets the whole gradient. Three of them had no say "
            "in the maximum.",
            _send(lambda g, window: np.full(window.shape, g)),
        ),
        Misconception(
            "sent to the top left corner",
            "You send each gradient to the first pixel of its window, wherever the "
            "maximum stands.",
            _send(_corner),
        ),
        Misconception(
            "sent to the smallest",
            "You send each gradient to the smallest pixel of its window.",
            _send(lambda g, window: g * (window == window.min())),
        ),
        Misconception(
            "sent to the largest magnitude",
            "You look for the winner without the signs. Of −5 and 2, the larger is 2.",
            _send(lambda g, window: g * (np.abs(window) == np.abs(window).max())),
        ),
        Misconception(
            "winner's row and column swapped",
            "In some windows your gradient lands on the wrong side of the diagonal: the "
            "winner's row and column have changed places.",
            _send(_mirrored_winner),
        ),
        Misconception(
            "multiplied by the pixel",
            "You multiply the gradient by the winner's value. The maximum grows by "
            "exactly as much as the winner does.",
            _send(lambda g, window: g * window * _won(window)),
        ),
        Misconception(
            "gradient left out",
            "You mark the winners with 1. What comes back is the gradient that arrived.",
            _send(lambda g, window: _won(window)),
        ),
        Misconception(
            "value instead of gradient",
            "You put the maxima back in their places. It is their gradients that go back.",
            _send(lambda g, window: window * _won(window)),
        ),
        Misconception(
            "negative winners left out",
            "A winner below zero gets nothing. That is how ReLU behaves; here, it has "
            "won all the same.",
            _send(lambda g, window: g * (_won(window) & (window > 0))),
        ),
        Misconception(
            "one winner for the whole map",
            "Only the largest pixel of the whole map gets something. Every window has a "
            "winner.",
            lambda gradient, x: gradient.sum() * (x == x.max()),
        ),
    ),
)

EXERCISES = (
    POOL_SIZE,
    AVERAGE_POOL,
    MAX_POOL,
    GLOBAL_AVERAGE,
    POOL_VOLUME,
    SHIFT_AND_POOL,
    MAX_POOL_BACKWARD,
)
