"""What several exercises of chapter 2 use."""

from __future__ import annotations

import numpy as np


def locate_window(case, index):
    kernel = np.asarray(case.args[1])
    padding, stride = case.kwargs.get("padding", 0), case.kwargs.get("stride", 1)
    top, left = (i * stride for i in index)
    where = " of the padded image" if padding else ""
    rows = _from_to("row", top, top + kernel.shape[0] - 1)
    columns = _from_to("column", left, left + kernel.shape[1] - 1)
    return f"its window is {rows} and {columns}{where}, counted from 0"


def _from_to(word, first, last):
    return f"{word} {first}" if first == last else f"{word}s {first} to {last}"


def kernel_fills_image(whole):
    """Return the feature of a call whose kernel has, or has not, the image's size."""
    return {
        (
            "the kernel is as large as the image",
            "the kernel is smaller than the image",
        ): whole
    }


def factor(place, factor, terms):
    """Take one of several numbers, or a row of them, so many times."""
    terms = np.array(terms)
    terms[place] *= factor
    return terms


_random = np.random.default_rng(202)

IMAGE = _random.integers(-5, 10, (5, 7))
KERNEL = _random.integers(-3, 4, (2, 3))


def conv2d_in_loops(image, kernel, padding=0, stride=1):
    image = np.pad(np.asarray(image, float), padding)
    f_h, f_w = kernel.shape
    rows = range(0, image.shape[0] - f_h + 1, stride)
    columns = range(0, image.shape[1] - f_w + 1, stride)
    return [
        [float(np.vdot(image[i : i + f_h, j : j + f_w], kernel)) for j in columns]
        for i in rows
    ]
