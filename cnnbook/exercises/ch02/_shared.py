"""What several exercises of chapter 2 use."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Case


def locate_window(case, index):
    kernel = np.asarray(case.args[1])
    padding, stride = case.kwargs.get("padding", 0), case.kwargs.get("stride", 1)
    top, left = (i * stride for i in index)
    where = " of the padded image" if padding else ""
    return (
        f"its window is rows {top} to {top + kernel.shape[0] - 1} and columns "
        f"{left} to {left + kernel.shape[1] - 1}{where}, counted from 0"
    )


def draw_conv2d(random: np.random.Generator) -> Case:
    f_h, f_w = random.integers(2, 5, 2)
    padding, stride = (int(n) for n in (random.integers(0, 3), random.integers(1, 4)))
    height, width = f_h + random.integers(1, 6), f_w + random.integers(1, 6)
    if height == width:
        width += 1
    image = random.integers(-9, 10, (height, width))
    kernel = random.integers(-4, 5, (f_h, f_w))
    return Case((image, kernel), {"padding": padding, "stride": stride})


_random = np.random.default_rng(202)

IMAGE = _random.integers(-5, 10, (5, 7))
KERNEL = _random.integers(-3, 4, (2, 3))

FLIPPED = (
    "Your kernel is turned by 180° before it slides. That is true convolution; here the "
    "weight in the kernel's top left corner belongs to the window's top left pixel."
)


def conv2d_in_loops(image, kernel, padding=0, stride=1):
    image = np.pad(np.asarray(image, float), padding)
    f_h, f_w = kernel.shape
    rows = range(0, image.shape[0] - f_h + 1, stride)
    columns = range(0, image.shape[1] - f_w + 1, stride)
    return [
        [float(np.vdot(image[i : i + f_h, j : j + f_w], kernel)) for j in columns]
        for i in rows
    ]
