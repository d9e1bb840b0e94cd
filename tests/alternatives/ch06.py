"""Chapter 6: loops, reshaping, SciPy, counting, autodiff by differences."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.ndimage import maximum_filter, uniform_filter
from scipy.signal import correlate2d


def loops(x, size=2, stride=2):
    rows = range(0, len(x) - size + 1, stride)
    columns = range(0, len(x[0]) - size + 1, stride)
    return [
        [
            max(float(x[i + a][j + b]) for a in range(size) for b in range(size))
            for j in columns
        ]
        for i in rows
    ]


def filtered(x, size=2, stride=2):
    """Filter at every pixel, then keep the windows that lie inside."""
    first = size // 2
    every = maximum_filter(x, size)[first:, first:]
    rows, columns = (n - size + 1 for n in x.shape)
    return every[:rows:stride, :columns:stride]


def slices(x, size=2, stride=2):
    """Take the maximum over shifted copies, channels or not."""
    rows, columns = ((n - size) // stride + 1 for n in x.shape[:2])
    best = None
    for a in range(size):
        for b in range(size):
            part = x[a::stride, b::stride][:rows, :columns]
            best = part if best is None else np.maximum(best, part)
    return best


def reshaped(x, size=2):
    rows, columns = (n // size for n in x.shape)
    cut = x[: rows * size, : columns * size].astype("float32")
    return cut.reshape(rows, size, columns, size).mean(axis=(1, 3))


def averaged(x, size=2):
    kernel = np.full((size, size), 1 / size**2)
    return correlate2d(x.astype(float), kernel, "valid")[::size, ::size]


def box_blur(x, size=2):
    """Blur at every pixel, then keep one per window; needs no case distinction."""
    first = size // 2
    rows, columns = (n // size for n in x.shape)
    blurred = uniform_filter(x.astype(float), size)[first::size, first::size]
    return blurred[:rows, :columns]


def counted(height, width, channels, f, s):
    return [
        len(range(f, height + 1, s)),
        len(range(f, width + 1, s)),
        channels,
    ]


def by_channel(x, size=2, stride=2):
    return np.dstack([loops(x[:, :, c], size, stride) for c in range(x.shape[2])])


def windows_of_volume(x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size), axis=(0, 1))
    return windows[::stride, ::stride].max(axis=(3, 4))


def shift_change(scene, size=2):
    one = np.array(loops(scene[:, 1:], size, size))
    other = np.array(loops(scene[:, :-1], size, size))
    return np.count_nonzero(one - other) / one.size


def differences(gradient, x):
    """Nudge every pixel and see by how much the weighted sum of maxima moves."""

    def loss(values):
        return (gradient * loops(values)).sum()

    back = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[place] = 0.25
        back[place] = (loss(x + nudge) - loss(x)) / 0.25
    return back


def enlarged(gradient, x):
    """Copy maxima and gradients to all pixels of a window, and keep the winners."""
    rows, columns = (2 * n for n in gradient.shape)
    back = np.zeros(x.shape)
    winners = np.kron(loops(x), np.ones((2, 2))) == x[:rows, :columns]
    back[:rows, :columns] = np.where(winners, np.kron(gradient, np.ones((2, 2))), 0)
    return back


RIGHT = [
    ("max-pool", loops),
    ("max-pool", filtered),
    ("max-pool", slices),
    ("average-pool", reshaped),
    ("average-pool", averaged),
    ("average-pool", box_blur),
    ("pool-size", counted),
    ("pool-volume", by_channel),
    ("pool-volume", windows_of_volume),
    ("pool-volume", slices),
    ("global-average", lambda x: np.einsum("ijk->k", x) / x[:, :, 0].size),
    ("global-average", lambda x: [float(np.mean(c)) for c in np.moveaxis(x, 2, 0)]),
    ("shift-and-pool", shift_change),
    ("max-pool-backward", differences),
    ("max-pool-backward", enlarged),
]
