"""Chapter 2: loops, einsum, SciPy, lists."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve2d, correlate2d

from cnnbook.exercises import REGISTRY


def loops(image, kernel, padding=0, stride=1):
    image = np.pad(np.asarray(image, float), padding)
    f_h, f_w = kernel.shape
    rows = range(0, image.shape[0] - f_h + 1, stride)
    columns = range(0, image.shape[1] - f_w + 1, stride)
    return [
        [float(np.vdot(image[i : i + f_h, j : j + f_w], kernel)) for j in columns]
        for i in rows
    ]


def einsum(image, kernel, padding=0, stride=1, **ignored):
    image = np.pad(image.astype("float32"), padding)
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl->ij", windows, kernel.astype("float32"))


def scipy_way(image, kernel, padding=0, stride=1):
    full = correlate2d(
        np.pad(image.astype(int if image.dtype.kind == "u" else image.dtype), padding),
        kernel,
        "valid",
    )
    return full[::stride, ::stride]


def two_passes(image, column, row):
    down = np.apply_along_axis(np.correlate, 0, image, column, "valid")
    return np.apply_along_axis(np.correlate, 1, down, row, "valid")


RIGHT = [
    ("conv2d", loops),
    ("conv2d", einsum),
    ("conv2d", scipy_way),
    ("convolve2d", lambda image, kernel: convolve2d(image, kernel, "valid")),
    ("convolve2d", lambda image, kernel: loops(image, np.rot90(kernel, 2))),
    (
        "count-windows",
        lambda *size: sliding_window_view(np.ones(size[:2]), size[2:])[..., 0, 0].size,
    ),
    ("separable", two_passes),
    ("separable", lambda image, column, row: loops(image, np.outer(column, row))),
    (
        "separable-cost",
        lambda h, w, f: [
            (h - f + 1) * (w - f + 1) * f**2,
            (h - f + 1) * f * (2 * w - f + 1),
        ],
    ),
    ("one-window", np.float32(REGISTRY["one-window"].reference)),
]
