"""The length of the gradient, from both Sobel kernels."""

from __future__ import annotations

import numpy as np

from cnnbook import kernels, lecture, ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch03._shared import HORIZONTAL, VERTICAL


def _both(image, down=HORIZONTAL, across=VERTICAL):
    return ops.conv2d(image, across), ops.conv2d(image, down)


def _magnitude(image):
    return np.hypot(*_both(image))


def _draw_image(random: np.random.Generator) -> Case:
    height, width = random.integers(4, 9, 2)
    if height == width:
        width += 1
    return Case((random.integers(0, 10, (height, width)),))


_random = np.random.default_rng(303)

_TALL, _WIDE = _random.integers(0, 10, (6, 4)), _random.uniform(0, 1, (4, 7)).round(2)


def _scipy_magnitude(image):
    from scipy import ndimage

    across = ndimage.sobel(image.astype(float), axis=1)
    down = ndimage.sobel(image.astype(float), axis=0)
    return np.sqrt(across**2 + down**2)[1:-1, 1:-1]


def _loop_magnitude(image):
    image = image.tolist()
    rows, columns = range(1, len(image) - 1), range(1, len(image[0]) - 1)

    def length(i, j):
        def pixel(di, dj):
            return image[i + di][j + dj]

        weights = {-1: 1, 0: 2, 1: 1}
        across = sum(w * (pixel(d, -1) - pixel(d, 1)) for d, w in weights.items())
        down = sum(w * (pixel(-1, d) - pixel(1, d)) for d, w in weights.items())
        return (across**2 + down**2) ** 0.5

    return [[length(i, j) for j in columns] for i in rows]


EXERCISE = FunctionExercise(
    __name__,
    title="How strong is the edge?",
    difficulty=2,
    points=2,
    place=40,
    reference=_magnitude,
    cases=(Case((lecture.C,)), Case((_TALL,)), Case((_WIDE,))),
    draw=_draw_image,
    misconceptions=(
        Misconception(
            "root forgotten",
            "You add the squares. The length of an arrow is the root of that sum.",
            lambda image: sum(r**2 for r in _both(image)),
        ),
        Misconception(
            "absolute values added",
            "You add the two absolute values. The two responses are at right angles: "
            "remember Pythagoras.",
            lambda image: sum(abs(r) for r in _both(image)),
        ),
        Misconception(
            "responses added with their signs",
            "You add the responses before you square, so edges can cancel each other.",
            lambda image: abs(sum(_both(image))),
        ),
        Misconception(
            "vertical edges only",
            "You use one of the two kernels. Horizontal edges count as well.",
            lambda image: abs(_both(image)[0]),
        ),
        Misconception(
            "horizontal edges only",
            "You use one of the two kernels. Vertical edges count as well.",
            lambda image: abs(_both(image)[1]),
        ),
        Misconception(
            "kernel mirrored instead of transposed",
            "Both of your kernels find vertical edges: a mirrored kernel only changes its "
            "sign. The other one compares above with below.",
            lambda image: np.hypot(*_both(image, down=VERTICAL[:, ::-1])),
        ),
        Misconception(
            "scaled as in scikit-image",
            "You divide by something. Here the weights are 1 and 2, as in the chapter, "
            "and nothing is divided.",
            lambda image: _magnitude(image) / 4 / np.sqrt(2),
        ),
        Misconception(
            "weights without the 2",
            "Your middle weights are 1. Sobel's smoothing is 1, 2, 1.",
            lambda image: np.hypot(
                *_both(
                    image,
                    kernels.kernel("edge-horizontal"),
                    kernels.kernel("edge-vertical"),
                )
            ),
        ),
        Misconception(
            "padded",
            "Your map is as large as the image. Use windows of real pixels only: the "
            "zeros of a border would look like edges.",
            lambda image: _magnitude(np.pad(image, 1)),
        ),
        Misconception(
            "direction instead of strength",
            "These are angles. The question here is how strong the edge is.",
            lambda image: np.arctan2(*_both(image)),
        ),
    ),
    alternatives=(
        Alternative(
            "SciPy's Sobel, which counts the other way round: squares forget signs",
            _scipy_magnitude,
        ),
        Alternative("loops over plain numbers; lists come back", _loop_magnitude),
    ),
)
