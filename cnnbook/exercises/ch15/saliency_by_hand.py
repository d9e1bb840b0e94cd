"""The gradient of a score with respect to the pixels, on paper."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch15._shared import after, step
from cnnbook.exercises.mistakes import each

PICTURE = np.array([[3, 4, 0], [2, 5, 4], [0, 4, 0]])
KERNEL = np.array([[1, 3], [-2, 0]])
UNIT = np.array([[-4, 5], [-1, 4]])


def _passed(unit, z):
    return unit * (z > 0)


def _pasted(at_map, picture, kernel):
    return ops.conv2d_backward(at_map, picture, kernel)[0]


def saliency_by_hand(
    picture, kernel, unit, *, forward=ops.conv2d, gate=_passed, paste=_pasted
):
    """Carry the score back to the pixels, one step after another.

    Parameters
    ----------
    picture, kernel, unit : ndarray
        The picture, the kernel, and the weights of the unit that reads the map.
    forward : callable
        Makes the sums of picture and kernel.
    gate : callable
        Makes the gradient at the sums of the weights and the sums.
    paste : callable
        Makes the gradient at the pixels of it.
    """
    return paste(gate(unit, forward(picture, kernel)), picture, kernel)


def _last_wins(at_map, picture, kernel):
    found = np.zeros(picture.shape)
    rows, columns = kernel.shape
    for (i, j), value in np.ndenumerate(at_map):
        if value:
            found[i : i + rows, j : j + columns] = value * kernel
    return found


def _without(number, unit, z):
    """Take the sum of one window for 0 or less, if it is more."""
    open_ones = np.flatnonzero(z > 0)
    kept = np.delete(open_ones, min(number, len(open_ones) - 1))
    return unit * np.isin(np.arange(z.size), kept).reshape(z.shape)


def _windows_pasted(at_map, picture, kernel):
    found = np.zeros(picture.shape)
    rows, columns = kernel.shape
    for (i, j), value in np.ndenumerate(at_map):
        window = picture[i : i + rows, j : j + columns]
        found[i : i + rows, j : j + columns] += value * window
    return found


def _turned(at_map, picture, kernel):
    return _pasted(at_map, picture, kernel[::-1, ::-1])


def _kernel_transposed(at_map, picture, kernel):
    return _pasted(at_map, picture, kernel.T)


def _at_the_kernel(at_map, picture, kernel):
    return ops.conv2d_backward(at_map, picture, kernel)[1]


EXERCISE = ValueExercise(
    __name__,
    title="Saliency by hand",
    difficulty=1,
    points=2,
    place=10,
    kind="A grid to work out",
    given={"picture": PICTURE, "kernel": KERNEL, "unit": UNIT},
    work=saliency_by_hand,
    look=(
        "Write the four sums down and mark those above 0. Each marked one pastes its "
        "weight times the kernel onto its window: draw that, one window after the other."
    ),
    section="The gradient of a score, by hand",
    misconceptions=(
        step(
            "ReLU forgotten on the way back",
            "You send all four weights back. A sum that the ReLU has cut off passes "
            "nothing on: the score does not change with it.",
            gate=lambda unit, z: unit * np.ones_like(z),
        ),
        step(
            "passes where it was cut off",
            "You send back the weights of the windows that the ReLU has cut off. The "
            "others pass.",
            gate=lambda unit, z: unit * (z <= 0),
        ),
        step(
            "ReLU of the weights",
            "You cut off negative weights. On the way back the ReLU asks for the sign of "
            "the sum it has seen on the way there.",
            gate=lambda unit, z: np.maximum(unit, 0) * np.ones_like(z),
        ),
        step(
            "negative gradients cut off too",
            "You let only positive weights back, as a guided gradient does. The gradient "
            "itself passes with its sign wherever the sum was above 0.",
            gate=lambda unit, z: np.maximum(unit, 0) * (z > 0),
        ),
        step(
            "kernel turned on the way there",
            "Other windows pass with you: those whose sums are above 0 with the kernel "
            "turned by 180°. Slide it as it stands.",
            forward=lambda picture, kernel: ops.conv2d(picture, kernel[::-1, ::-1]),
        ),
        step(
            "kernel turned there and back",
            "You turn the kernel by 180°, for the sums and when you paste it. Leave it as "
            "it stands.",
            forward=lambda picture, kernel: ops.conv2d(picture, kernel[::-1, ::-1]),
            paste=_turned,
        ),
        *each(
            "one window too few",
            "One of your windows passes nothing, though its sum is above 0. Work all four "
            "sums out again.",
            gate=[partial(_without, number) for number in range(4)],
        ),
        step(
            "sums times their weights",
            "You send back what each window adds to the score. The gradient at a sum is "
            "its weight alone: what one more would add.",
            gate=lambda unit, z: unit * np.maximum(z, 0),
        ),
        step(
            "sums in place of weights",
            "You send back the sums themselves. What one more of a sum adds to the score "
            "is its weight.",
            gate=lambda unit, z: np.maximum(z, 0),
        ),
        step(
            "weights of the unit left out",
            "Every window passes 1 with you. A window's gradient is the weight with which "
            "the unit reads it.",
            gate=lambda unit, z: (z > 0).astype(int),
        ),
        step(
            "rows and columns of the unit swapped",
            "The weights of the unit are read column by column in your work. They lie as "
            "the windows lie.",
            gate=lambda unit, z: unit.T * (z > 0),
        ),
        step(
            "kernel turned",
            "You paste the kernel turned by 180°. A window hands to each pixel the weight "
            "that this pixel was multiplied by.",
            paste=_turned,
        ),
        step(
            "rows and columns of the kernel swapped",
            "You paste the kernel with its rows as columns. Each weight goes where it "
            "stood.",
            paste=_kernel_transposed,
        ),
        step(
            "last window wins",
            "Where two windows overlap you keep what the last one gives. What they give "
            "adds up.",
            paste=_last_wins,
        ),
        step(
            "pixels in place of the kernel",
            "You paste the window's pixels. With respect to a pixel the gradient is the "
            "weight; with respect to a weight it is the pixel.",
            paste=_windows_pasted,
        ),
        step(
            "gradient at the kernel",
            "This is the gradient of the kernel's weights, as in training. The picture "
            "has more places: one number for each pixel is wanted.",
            paste=_at_the_kernel,
        ),
        step(
            "stopped at the map",
            "This is the gradient at the map. Carry it one step further, to the pixels.",
            paste=lambda at_map, picture, kernel: at_map,
        ),
        after(
            "signs lost",
            "These are the sizes. The gradient with its signs was asked for.",
            np.abs,
        ),
        after(
            "signs only",
            "These are the signs. How large is each number?",
            np.sign,
        ),
        step(
            "times the pixel",
            "You multiply by the pixels in the end. That says what each adds, not what a "
            "change would do.",
            paste=lambda at_map, picture, kernel: (
                _pasted(at_map, picture, kernel) * picture
            ),
        ),
    ),
    alternatives=(
        Alternative(
            "as a list of rows",
            saliency_by_hand(PICTURE, KERNEL, UNIT).tolist(),
        ),
    ),
)
