"""Grad-CAM of two maps, on paper."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch15._shared import after, step

MAPS = np.dstack([[[5, 1], [0, 3]], [[2, 6], [4, 1]]])
GRADIENT = np.dstack([[[3, 0], [4, 1]], [[-2, 1], [-4, -1]]])


def _means(gradient):
    return gradient.mean(axis=(0, 1))


def _weighted(maps, weights, gradient):
    return (maps * weights).sum(axis=-1)


def _relu(x):
    return np.maximum(x, 0)


def grad_cam_by_hand(
    maps, gradient, *, weigh=_means, add=_weighted, keep=_relu, read=lambda m, g: (m, g)
):
    """Make the map, one step after another.

    Parameters
    ----------
    maps, gradient : ndarray of shape (2, 2, 2)
        Two feature maps, and the gradient of the score at each of their values.
    weigh : callable
        Makes a weight for each map of the gradient.
    add : callable
        Adds the maps up.
    keep : callable
        What is kept of the sum.
    read : callable
        Says which is which.
    """
    maps, gradient = read(maps, gradient)
    return keep(add(maps, weigh(gradient), gradient))


EXERCISE = ValueExercise(
    __name__,
    title="Grad-CAM by hand",
    difficulty=2,
    points=2,
    place=30,
    kind="A grid to work out",
    given={"maps": MAPS, "gradient": GRADIENT},
    work=grad_cam_by_hand,
    look=(
        "First write one number for each map: the mean of its gradient. Then the two "
        "maps, each times its number; then their sum; then what is left of it."
    ),
    section="Weights from gradients: Grad-CAM",
    misconceptions=(
        after(
            "divided by the largest value",
            "You scale the map to 1 in the end. It is asked for as it comes out.",
            lambda found: found / max(found.max(), 1),
        ),
        step(
            "ReLU forgotten",
            "A place that speaks against the answer is left in your map, below 0. What "
            "comes last?",
            keep=lambda x: x,
        ),
        step(
            "sizes in place of the ReLU",
            "You take the size of a negative sum. It speaks against the answer, and is "
            "cut off.",
            keep=np.abs,
        ),
        step(
            "negative part kept",
            "You keep what is below 0. The ReLU keeps what is above.",
            keep=lambda x: np.minimum(x, 0),
        ),
        after(
            "the two columns swapped",
            "These are the right numbers, and each stands in the other column of its row.",
            lambda found: np.asarray(found)[:, ::-1],
        ),
        step(
            "gradient not averaged",
            "You multiply each value by its own gradient. A map has one weight: the mean "
            "of its gradient.",
            add=lambda maps, weights, gradient: (maps * gradient).sum(axis=-1),
        ),
        step(
            "sum in place of the mean",
            "Your weights are sums. How many places has a map?",
            weigh=lambda g: g.sum(axis=(0, 1)),
        ),
        step(
            "half of the sum in place of the mean",
            "Your weights are half of the sums. How many places has a map, in all its rows "
            "and columns?",
            weigh=lambda g: g.sum(axis=(0, 1)) / 2,
        ),
        step(
            "mean of what is not 0",
            "You leave places with a gradient of 0 out of the mean. They count too.",
            weigh=lambda g: (
                g.sum(axis=(0, 1)) / np.maximum((g != 0).sum(axis=(0, 1)), 1)
            ),
        ),
        step(
            "largest gradient as weight",
            "You take the largest gradient of each map for its weight. All its places "
            "count: take their mean.",
            weigh=lambda g: g.max(axis=(0, 1)),
        ),
        step(
            "signs of the weights lost",
            "A map with a negative weight adds to your sum: its sign is lost, or was taken "
            "off a second time. It speaks against the answer.",
            weigh=lambda g: np.abs(_means(g)),
        ),
        step(
            "signs of the gradients lost",
            "You average the sizes of the gradients. They count with their signs.",
            weigh=lambda g: np.abs(g).mean(axis=(0, 1)),
        ),
        step(
            "negative weights cut off",
            "You leave the map with the negative weight out. It is added too, and takes "
            "away.",
            weigh=lambda g: np.maximum(_means(g), 0),
        ),
        step(
            "negative gradients cut off",
            "You average only what is positive in the gradient. The ReLU comes last, "
            "after the maps are added.",
            weigh=lambda g: np.maximum(g, 0).mean(axis=(0, 1)),
        ),
        step(
            "weights swapped",
            "Each map gets the weight of the other one.",
            weigh=lambda g: _means(g)[::-1],
        ),
        step(
            "one weight for both maps",
            "You average over both maps. Each has a weight of its own.",
            weigh=lambda g: np.full(2, g.mean()),
        ),
        step(
            "mean over the maps",
            "You divide the sum by the number of maps. They are added.",
            add=lambda maps, weights, gradient: (maps * weights).mean(axis=-1),
        ),
        step(
            "maps and gradients swapped",
            "You weigh the gradients by the means of the maps. It is the other way "
            "round.",
            read=lambda maps, gradient: (gradient, maps),
        ),
        step(
            "maps not added up",
            "These are the two weighted maps. Add them, place by place.",
            add=lambda maps, weights, gradient: maps * weights,
        ),
        step(
            "maps added without weights",
            "You add the maps as they are. Each is multiplied by its weight first.",
            weigh=lambda g: np.ones(2),
        ),
    ),
    alternatives=(
        Alternative("as a list of rows", grad_cam_by_hand(MAPS, GRADIENT).tolist()),
    ),
)
