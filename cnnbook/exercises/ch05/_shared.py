"""What several exercises of chapter 5 use."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises._shared import later
from cnnbook.exercises.case import Case
from cnnbook.exercises.mistakes import Misconception

FLIPPED = (
    "Your filter is turned by 180° before it slides. The weight in a slice's top left "
    "corner belongs to the window's top left pixel."
)


def step(name, hint, **steps):
    """Return the mistake of somebody who does a step of the work in another way."""
    return Misconception(name, hint, steps=steps)


def after(name, hint, change):
    """Return the mistake of somebody who changes the right result in the end."""
    return Misconception(name, hint, after=change)


def integers(random, low, high, *shape):
    return random.integers(low, high, shape)


def grad_kernel(gradient, image, kernel):
    return ops.conv2d_backward(gradient, image, kernel)[1]


def grad_image(gradient, image, kernel):
    return ops.conv2d_backward(gradient, image, kernel)[0]


def _backward_case(random, rows, columns, f_h, f_w, scales=(1, 1, 1)):
    gradient = integers(random, -5, 6, rows, columns) * scales[0]
    image = integers(random, -5, 10, rows + f_h - 1, columns + f_w - 1) * scales[1]
    return Case((gradient, image, integers(random, -4, 5, f_h, f_w) * scales[2]))


def draw_backward(random: np.random.Generator) -> Case:
    """Draw a small map: whole numbers or fractions, each with each."""
    rows, columns, f_h, f_w = (int(n) for n in random.integers(1, [6, 6, 5, 5]))
    if random.integers(5) == 0:
        f_h, f_w = min(rows, 4), min(columns, 4)
    scales = random.choice([1, 1, 0.5], 3)
    whole = tuple(int(s) if s == 1 else s for s in scales)
    return _backward_case(random, rows, columns, f_h, f_w, whole)


def about_backward(gradient, image, kernel):
    """Say what a call has of which the prompt does not speak."""
    yes, no = "windows overlap", "there is no overlap"
    rows, columns = np.minimum(gradient.shape, kernel.shape)
    return {(yes, no): rows > 1 or columns > 1}


_random = later(505, 362)

BACKWARD_CASES = (
    Case((np.array([[1, 10]]), np.array([[1, 2], [4, 5]]), np.array([[3], [-2]]))),
    Case(
        (
            np.array([[1, 0, -2], [0, 10, 3]]),
            np.array([[1, 2, 3, 4], [5, 6, 0, 8], [9, -8, 7, 6]]),
            np.array([[1, 2], [3, -4]]),
        )
    ),
    _backward_case(_random, 2, 4, 2, 3),
    _backward_case(_random, 4, 2, 3, 2),
    _backward_case(_random, 3, 4, 3, 3),
    _backward_case(_random, 2, 3, 2, 2, (0.5, 1, 1)),
    _backward_case(_random, 3, 2, 2, 2, (1, 1, 0.5)),
    _backward_case(_random, 3, 2, 2, 3, (1, 0.5, 1)),
    _backward_case(_random, 2, 2, 2, 3, (0.5, 0.5, 0.5)),
    Case(
        (
            np.arange(-10, 11).reshape(3, 7) * 40,
            (np.arange(32).reshape(4, 8) * 7 % 11 - 3) * 50,
            np.array([[300, -1], [2, 7]]),
        )
    ),
)
