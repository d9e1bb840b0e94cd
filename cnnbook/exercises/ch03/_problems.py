"""Chapter 3 with other numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from cnnbook.exercises.ch03._oblique import edge_and_weights, with_weights
from cnnbook.exercises.ch03._shared import HORIZONTAL, VERTICAL
from cnnbook.exercises.ch03.edge_sign import signs_in_steps
from cnnbook.exercises.mistakes import Misconception, each
from cnnbook.exercises.pencil import grid, whole
from cnnbook.exercises.problem import Problem

_UPRIGHT = np.array([[9, 9, 1], [9, 9, 1], [9, 9, 1]])
_LEVEL = np.array([[9, 9, 9], [9, 9, 9], [1, 1, 1]])
_LEANING = np.array([[1, 9, 9], [1, 1, 9], [1, 1, 1]])
_EVEN = np.full((3, 3), 9)
_LINE = np.array([[1, 9, 1], [1, 9, 1], [1, 9, 1]])
_DARK_LINE = 10 - _LINE
LENGTHS = (10, 20, 26, 30)
"""Whole numbers, of arrows that are neither level nor upright."""


def _windows(random: np.random.Generator) -> dict[str, Any]:
    """Draw eight windows: edges both ways, level and leaning ones, lines, an even one."""
    leaning = np.rot90(_LEANING, int(random.integers(4)))
    kinds = [
        _UPRIGHT,
        _UPRIGHT[:, ::-1],
        _LEVEL if random.integers(2) else _LEVEL[::-1],
        leaning,
        leaning[::-1, ::-1],
        _EVEN if random.integers(2) else 10 - _EVEN,
        _LINE,
        _DARK_LINE,
    ]
    order = random.permutation(8)
    return {"windows": np.array([kinds[n] for n in order]), "kernel": VERTICAL}


def _sign_mistakes(windows: Any, kernel: Any) -> tuple[Misconception, ...]:
    """Return the mistakes that know which window is which."""
    lines = np.array(
        [(w == _LINE).all() * 1 - (w == _DARK_LINE).all() * 1 for w in windows]
    )
    level = (windows == windows[:, :, :1]).all(axis=(1, 2))
    upright = (windows == windows[:, :1]).all(axis=(1, 2))
    oblique = 1 - (level | upright)
    signs = signs_in_steps(windows, kernel)
    return (
        *each(
            "the middle column counted",
            "You let the lines in the middle count. Which weights lie on them?",
            middle=(lines, -lines, abs(lines), -abs(lines)),
        ),
        Misconception(
            "an oblique edge taken for none",
            "You write 0 for the windows whose edge leans. Add up what lies under the left "
            "column, and under the right one.",
            steps={"without": oblique},
        ),
        *(
            Misconception(
                "another order",
                "Your numbers are in another order than the windows.",
                order,
            )
            for order in (
                signs.reshape(2, 4).T.ravel(),
                signs[::-1],
                np.roll(signs, 4),
            )
        ),
    )


def _zero_sum(random: np.random.Generator) -> dict[str, Any]:
    """Draw a kernel that does not add up to 0 already."""
    shape = (2, 2) if random.integers(2) else (2, 4)
    while True:
        kernel = grid(random, *shape, low=-6, high=9)
        if kernel.sum():
            return {"kernel": kernel}


def _magnitude(random: np.random.Generator) -> dict[str, Any]:
    """Draw, two times in three, a window to which both kernels answer, with two signs."""
    wanted = int(random.choice(LENGTHS)) if random.integers(3) else 0
    while True:
        images = grid(random, 400, 3, 3)
        v, h = ((images * k).sum(axis=(1, 2)) for k in (VERTICAL, HORIZONTAL))
        told = (v * h < 0) & (v**2 + h**2 == wanted**2)
        good = told if wanted else v * h == 0
        if good.any():
            return {"image": images[good][0]}


def _direction(random: np.random.Generator) -> dict[str, Any]:
    size = whole(random, 1, 12)
    v, h = [(0, 1), (1, 0), (1, 1), (-1, 1), (-1, 0), (0, -1), (1, -1), (-1, -1)][
        int(random.integers(8))
    ]
    return {"v": v * size, "h": h * size}


def _direction_mistakes(v: int, h: int) -> tuple[Misconception, ...]:
    """Return what can't be made with these numbers, or is the same as a likelier one."""
    level = not v or not h
    names = ("left and right exchanged", "above and below exchanged")
    return tuple(
        Misconception(name, "", math.nan)
        for name in (names if level else ("v and h exchanged",))
    )


def _gradient(random: np.random.Generator) -> dict[str, Any]:
    image, kernel = grid(random, 1, 5, high=4), grid(random, 1, 2, low=-2, high=2)
    return {
        "image": image,
        "kernel": kernel,
        "target": grid(random, 1, 4, low=-3, high=5),
    }


NEITHER = Misconception(
    "divided by the number of weights, or neither doubled nor averaged",
    "These are the sums of error times pixel. Either you have left out both the 2 that the "
    "square leaves behind and the mean, or you divide by the number of weights, which is 2 "
    "here. The mean is taken over the outputs.",
    after=lambda result: 2 * np.asarray(result),
)
"""Of four outputs and two weights: 2/4 is left out, or 2/2 stands in its place."""

PROBLEMS = {
    "edge-sign": Problem(
        draw=_windows,
        mistakes=_sign_mistakes,
        least=10,
        names={"windows": "window"},
        stacks=("window",),
        prompt=(
            "Eight windows, numbered from 0, in which 9 is bright and 1 is dark, and the "
            "Sobel kernel for vertical edges. Without computing a single product: is the "
            "answer of the kernel positive, negative or zero? Write one list of eight "
            "numbers, window 0 first: 1 for positive, −1 for negative and 0 for zero."
        ),
    ),
    "zero-sum": Problem(
        draw=_zero_sum,
        without=("first row alone changed",),
        least=12,
        prompt=(
            "A kernel whose weights add up to 0 gives 0 on every even surface. Take the "
            "same number away from each weight of this kernel, so that it becomes one of "
            "these. Write the new kernel row by row."
        ),
        look=(
            "Take the kernel with the weights 1 and 2 in its first row and 3 and 6 in "
            "its second. What do they add up to, and how many of them share it? Add up "
            "your new weights too."
        ),
    ),
    "sobel-magnitude": Problem(
        draw=_magnitude,
        least=12,
        decimals=0,
        prompt=(
            "Use both Sobel kernels, with the weights 1 and 2 and no scaling, on this "
            "window. What is the gradient magnitude there, the length of the arrow? Write "
            "it as a map with one row and one column."
        ),
        look=(
            "Take the window with the rows 3 0 1, 1 5 8 and 2 7 2 of the chapter. What "
            "are V and H there, and how long is the arrow? Then write V and H of your "
            "window down, each with its sign."
        ),
    ),
    "edge-direction": Problem(
        draw=_direction,
        mistakes=_direction_mistakes,
        always=("towards the darker side",),
        # each mirrors or turns the compass as a likelier mistake does
        without=(
            "counted counter-clockwise",
            "subtracted from half a turn",
            "a quarter of a turn off",
            "one quadrant wrong",
            "half a turn for all",
            "half a turn added to negative angles",
            "sign of the angle lost",
            "signs of both lost",
            "counted from the right",
        ),
        least=5,
        prompt=(
            "The two Sobel kernels have answered to one window: v, left minus right, is "
            "{v}, and h, above minus below, is {h}. In which direction does it get "
            "brighter there? Answer like a compass, in degrees and clockwise: 0 is up, 90 "
            "to the right, 180 down and 270 to the left."
        ),
    ),
    "kernel-gradient": Problem(
        draw=_gradient,
        without=("divided by the number of rows", "divided by the number of weights"),
        mistakes=lambda **given: (NEITHER,),
        least=12,
        prompt=(
            "The output of this convolution, without padding and at stride 1, should be "
            "the target. What is the derivative of the mean squared error with respect to "
            "each of the two weights? Write it in the kernel's shape."
        ),
        look=(
            "Take the row of the chapter, pixels 0, 1, 3, 2, the kernel 0, 0 and the "
            "target −1, −2, 1. What are the three errors, and which pixel met the first "
            "weight each time? Do the same here, one line for each window."
        ),
    ),
    "design-oblique": Problem(
        draw=edge_and_weights,
        exercise=with_weights,
        short="bright at the {bright}, weights 0, ±{small} and ±{large}",
        prompt=(
            "An edge through the centre of the window runs from the {from_} corner to the "
            "{to} one, and it is bright at the {bright}. Design a 3×3 kernel that gives 0 "
            "on every even surface, more than 0 on this edge, less on an edge at any other "
            "angle through the centre, and 0 on edges along the other diagonal. No weight "
            "may be anything but 0, ±{small} or ±{large}, and both sizes must occur. There "
            "are several right answers."
        ),
    ),
}
