"""Chapter 5: loops, einsum, SciPy, shifted copies, other designs."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve2d, correlate2d


def layer_loops(x, w, b, stride=1):
    f_h, f_w, _, c_out = w.shape
    rows = range(0, x.shape[0] - f_h + 1, stride)
    columns = range(0, x.shape[1] - f_w + 1, stride)
    return [
        [
            [
                (x[i : i + f_h, j : j + f_w] * w[..., k]).sum() + b[k]
                for k in range(c_out)
            ]
            for j in columns
        ]
        for i in rows
    ]


def layer_planes(x, w, b, stride=1):
    def one(k):
        planes = [
            correlate2d(x[:, :, c], w[:, :, c, k], "valid") for c in range(x.shape[2])
        ]
        return np.sum(planes, axis=0)[::stride, ::stride] + b[k]

    return np.stack([one(k) for k in range(w.shape[3])], axis=-1)


def layer_einsum(x, w, b, stride=1, **ignored):
    windows = sliding_window_view(x.astype("float32"), w.shape[:2], axis=(0, 1))
    return np.einsum("ijcuv,uvck->ijk", windows[::stride, ::stride], w) + b


def layer_columns(x, w, b, stride=1):
    """Make a matrix of the windows, as fast libraries do."""
    windows = sliding_window_view(x, w.shape[:3])[::stride, ::stride, 0]
    matrix = windows.reshape(-1, w[..., 0].size)
    return (matrix @ w.reshape(-1, w.shape[3]) + b).reshape(*windows.shape[:2], -1)


def shifted(x, mix):
    new = np.zeros((*x.shape[:2], mix.shape[1]))
    for i, j in np.ndindex(*mix.shape):
        new[:, :, j] += x[:, :, i] * mix[i, j]
    return new.tolist()


def counted(height, width, f, c_in, c_out, p=0, s=1):
    down = len(range(f, height + 2 * p + 1, s))
    right = len(range(f, width + 2 * p + 1, s))
    return float(down * right) * c_out * c_in * f**2


def each_weight(gradient, image, kernel):
    (f_h, f_w), (rows, columns) = kernel.shape, gradient.shape
    return [
        [np.vdot(gradient, image[u : u + rows, v : v + columns]) for v in range(f_w)]
        for u in range(f_h)
    ]


def each_window(gradient, image, kernel):
    by_image = np.zeros(image.shape)
    f_h, f_w = kernel.shape
    for (i, j), value in np.ndenumerate(gradient):
        by_image[i : i + f_h, j : j + f_w] += value * kernel
    return by_image


def numerical(gradient, image, kernel):
    """Change one pixel at a time; the loss is linear, so the step may be large."""

    def loss(pixels):
        return (correlate2d(pixels, kernel, "valid") * gradient).sum()

    by_image = np.zeros(image.shape)
    for index in np.ndindex(image.shape):
        nudged = image.astype(float)
        nudged[index] += 1
        by_image[index] = loss(nudged) - loss(image)
    return by_image


V = np.outer([1, 2, 1], [1, 0, -1])
THIN = np.outer([0, 1, 0], [1, -1, 0])

RIGHT = [
    ("rgb-by-hand", np.float32([12, 0])),
    (
        "conv-parameters",
        lambda f, c_in, c_out, bias=True: sum([f**2 * c_in + bias] * c_out),
    ),
    (
        "conv-parameters",
        lambda f, c_in, c_out, bias=True: (
            np.ones((f, f, c_in, c_out)).size + (c_out if bias else 0)
        ),
    ),
    ("conv-layer", layer_loops),
    ("conv-layer", layer_planes),
    ("conv-layer", layer_einsum),
    ("conv-layer", layer_columns),
    ("red-edge-filter", np.dstack([V, -V, -V])),
    ("red-edge-filter", np.dstack([THIN, -2 * THIN, -1.5 * THIN]).tolist()),
    ("red-edge-filter", (np.dstack([V, -V, -V]) / 3).astype("float32")),
    ("one-by-one", shifted),
    ("one-by-one", lambda x, mix: np.einsum("hwi,io->hwo", x, mix)),
    (
        "one-by-one",
        lambda x, mix: (x.reshape(-1, len(mix)) @ mix).reshape(*x.shape[:2], -1),
    ),
    ("multiply-adds", counted),
    ("conv-backward", each_weight),
    (
        "conv-backward",
        lambda gradient, image, kernel: correlate2d(image, gradient, "valid"),
    ),
    ("conv-backward-image", each_window),
    ("conv-backward-image", numerical),
    (
        "conv-backward-image",
        lambda gradient, image, kernel: convolve2d(gradient, kernel, "full"),
    ),
]
