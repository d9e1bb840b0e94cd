"""What several exercises of chapter 5 use."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises._shared import later
from cnnbook.exercises.base import Case

FLIPPED = (
    "Your filter is turned by 180° before it slides. The weight in a slice's top left "
    "corner belongs to the window's top left pixel."
)


def integers(random, low, high, *shape):
    return random.integers(low, high, shape)


def grad_kernel(gradient, image, kernel):
    return ops.conv2d_backward(gradient, image, kernel)[1]


def grad_image(gradient, image, kernel):
    return ops.conv2d_backward(gradient, image, kernel)[0]


def backward_case(random, height, width, f_h, f_w, scale=1):
    return Case(
        (
            scale * integers(random, -5, 6, height - f_h + 1, width - f_w + 1),
            integers(random, -5, 10, height, width),
            integers(random, -4, 5, f_h, f_w),
        )
    )


def draw_backward(random: np.random.Generator) -> Case:
    f_h, f_w = (int(n) for n in random.integers(2, 4, 2))
    height = 2 * f_h + int(random.integers(0, 3))
    width = max(2 * f_w, height + 1) + int(random.integers(0, 3))
    return backward_case(random, height, width, f_h, f_w)


_random = later(505, 362)

BACKWARD_CASES = (
    Case(
        (
            np.array([[1, 0, 0], [0, 10, 0]]),
            np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 8, 7, 6]]),
            np.array([[1, 2], [3, 4]]),
        )
    ),
    backward_case(_random, 5, 7, 2, 3),
    backward_case(_random, 7, 6, 3, 3),
    backward_case(_random, 6, 5, 3, 2, 0.25),
)
