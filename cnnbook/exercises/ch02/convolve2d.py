"""True convolution, which flips the kernel."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch02._shared import (
    IMAGE,
    KERNEL,
    conv2d_in_loops,
    locate_window,
)
from cnnbook.exercises.conv2d_in_steps import (
    PLACE_MISTAKES,
    SUM_MISTAKES,
    conv2d_in_steps,
    draw_plain,
    seen_in_the_map,
)
from cnnbook.exercises.conv2d_loop_mistakes import LOOP_MISTAKES
from cnnbook.exercises.mistakes import each, wrong_step

_OTHERS = {
    "map turned by 180°",  # has a name of its own here
    "map upside down",
    "map mirrored left to right",
    "windows side by side",
    "window read up and to the left",
}


def convolve2d(image, kernel, *, turn=lambda k: k[::-1, ::-1], **steps):
    """Turn the kernel by 180° and slide it, one step after another."""
    return conv2d_in_steps(image, kernel, turn=turn, **steps)


def _overwritten(k):
    turned = np.array(k)
    for place in np.ndindex(*k.shape):
        turned[place] = turned[
            tuple(n - 1 - i for n, i in zip(k.shape, place, strict=True))
        ]
    return turned


def _one_off(k):
    return np.array([[k[-u, -v] for v in range(k.shape[1])] for u in range(k.shape[0])])


def _scipy_true(image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(image, kernel, "valid")


EXERCISE = FunctionExercise(
    __name__,
    title="True convolution",
    difficulty=2,
    points=2,
    place=50,
    look=(
        "Print the kernel that slides when you are given np.array([[1, 2], [3, 4]]), and "
        "write down with which pixel of the window its 1 should meet."
    ),
    section="What mathematicians call convolution",
    reference=convolve2d,
    library=("convolve2d", "convolve", "fftconvolve"),
    cases=(
        Case((np.array([[1, 2, 3], [4, 5, 9]]), np.array([[2, -1]]))),
        Case((np.array([[3, 0], [-2, 5]]), np.array([[1, 2], [3, -1]]))),
        Case((lecture.A, lecture.K)),
        Case((IMAGE * 0.25, KERNEL * 0.5)),
        Case((IMAGE.T * 30.25, KERNEL)),
        Case(
            (np.array([[250, 3, 7], [9, 255, 4], [2, 8, 240]], np.uint8), KERNEL[:, :2])
        ),
        Case((np.array([[300, -2, 500]]), np.array([[-7, 200]]))),
        Case((np.array([[4], [-1], [7]]), np.array([[2], [5]]))),
    ),
    draw=lambda random: draw_plain(random, least=0),
    fine=("image", "kernel"),
    locate=locate_window,
    features=seen_in_the_map,
    misconceptions=(
        wrong_step(
            "kernel not flipped",
            "This is cross-correlation. True convolution turns the kernel first.",
            turn=None,
        ),
        wrong_step(
            "only the rows flipped",
            "You turn the kernel upside down. True convolution flips the other axis too.",
            turn=lambda k: k[::-1],
        ),
        wrong_step(
            "only the columns flipped",
            "You mirror the kernel left to right. True convolution flips the other axis "
            "too.",
            turn=lambda k: k[:, ::-1],
        ),
        wrong_step(
            "transposed instead of flipped",
            "You exchange the kernel's rows and columns. Flipping is another thing: the "
            "first row becomes the last, the first column becomes the last.",
            turn=np.transpose,
        ),
        wrong_step(
            "flipped and transposed",
            "You flip the kernel, but its rows have become its columns. Each stays what "
            "it is.",
            turn=lambda k: k[::-1, ::-1].T,
        ),
        *each(
            "turned by a quarter",
            "You turn the kernel by 90°. A flip along both axes is half a turn.",
            turn=[np.rot90, lambda k: np.rot90(k, 3)],
        ),
        wrong_step(
            "signs turned instead of places",
            "You give every weight the other sign. It is their places that change.",
            turn=np.negative,
        ),
        wrong_step(
            "signs of the weights lost",
            "You use every weight as if it were positive. Where it is negative, a product "
            "is subtracted.",
            turn=lambda k: np.abs(k[::-1, ::-1]),
        ),
        wrong_step(
            "kernel cut to whole numbers",
            "Your kernel has lost its fractions. Which type does it have when you multiply?",
            turn=lambda k: np.trunc(k[::-1, ::-1]),
        ),
        wrong_step(
            "image cut to whole numbers",
            "Your image has lost its fractions. Which type does it have when you multiply?",
            cast=lambda image, kernel: (image.astype(int), kernel),
        ),
        wrong_step(
            "weights overwritten before they are read",
            "You flip the kernel in the array from which you still have to read. Write "
            "into a new one.",
            turn=_overwritten,
        ),
        wrong_step(
            "flipped one place off",
            "Your first weight stays where it is: index −0 is index 0. The last one is −1.",
            turn=_one_off,
        ),
        wrong_step(
            "weights sorted",
            "You sort the weights by size. Flipping changes their order, whatever they are.",
            turn=lambda k: np.sort(k.ravel())[::-1].reshape(k.shape),
        ),
        Misconception(
            "image flipped instead of kernel, or map and kernel",
            "You have the right values, and the last comes first. That comes of flipping "
            "the image, or of flipping the map too. Flip the kernel alone.",
            after=lambda result: np.asarray(result)[::-1, ::-1],
        ),
        Misconception(
            "map turned instead of the kernel",
            "These are the values of cross-correlation, and the last comes first. That "
            "comes of turning the map, or of turning image and kernel both. Turn the "
            "kernel alone.",
            steps={"turn": None},
            after=lambda result: np.asarray(result)[::-1, ::-1],
        ),
        *SUM_MISTAKES,
        *(m for m in PLACE_MISTAKES + LOOP_MISTAKES if m.name not in _OTHERS),
        wrong_step(
            "window read up and to the left",
            "You take the kernel's row and column off those of the window, as the formula "
            "does; below 0 Python goes on at the other end. Begin at the window's last "
            "pixel, or flip the kernel.",
            turn=None,
            read=lambda image, i, j, k: image[
                np.ix_(i - np.arange(k.shape[0]), j - np.arange(k.shape[1]))
            ],
        ),
    ),
    alternatives=(
        Alternative("SciPy's own", _scipy_true),
        Alternative(
            "the kernel is turned by 180° and slid in loops",
            lambda image, kernel: conv2d_in_loops(image, np.rot90(kernel, 2)),
        ),
    ),
)
