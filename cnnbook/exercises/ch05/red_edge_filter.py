"""A filter that answers to red edges and to no others."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Demand, DesignExercise, Misconception

RED, GREEN, BLUE = np.eye(3)
WHITE = RED + GREEN + BLUE


def _edges(channels):
    """Draw images of 6×7 pixels, brighter on the left in `channels`, else even."""
    random = np.random.default_rng(55)
    for start in (2, 3, 4):
        for _ in range(4):
            low = random.uniform(0, 0.4)
            # A grey edge runs between two greys; another on an even colour.
            ground = np.full(3, low) if channels.all() else random.uniform(0, 0.4, 3)
            image = np.tile(ground, (6, 7, 1))
            image[:, :start] += random.uniform(0.2, 0.6) * channels
            yield image
    for start in (2, 3, 4):
        image = np.zeros((6, 7, 3))
        image[:, :start] = channels
        yield image


def _even():
    random = np.random.default_rng(56)
    corners = np.array(list(np.ndindex(2, 2, 2)), float)
    for colour in [*corners, *random.uniform(0, 1, (8, 3))]:
        yield np.tile(colour, (6, 7, 1))


def _answers(weights, image):
    """Return the largest value of the map behind the ReLU."""
    weights = np.asarray(weights, float)
    return ops.relu(ops.conv_layer(image, weights[..., None])).max()


def _silent(weights, images):
    slack = 1e-5 * np.abs(np.asarray(weights, float)).max()
    return all(_answers(weights, image) <= slack for image in images)


def _strong(weights):
    for image in _edges(RED):
        step = np.ptp(image[0, :, 0])
        if _answers(weights, image) < step * (1 - 1e-5):
            return False
    return True


_V = np.array([[1, 0, -1]] * 3)


def _mix(red, green, blue):
    return np.dstack([red * _V, green * _V, blue * _V])


_SOBEL = np.outer([1, 2, 1], [1, 0, -1])
_THIN = np.outer([0, 1, 0], [1, -1, 0])


EXERCISE = DesignExercise(
    __name__,
    title="A filter for red edges only",
    difficulty=2,
    points=3,
    place=40,
    shape=(3, 3, 3),
    demands=(
        Demand(
            "red edges give at least the height of the edge",
            _strong,
            "An edge with more red on its left gives too little, or nothing. Which sign "
            "should the weights of the red slice have under the bright side?",
        ),
        Demand(
            "even surfaces give 0",
            lambda weights: _silent(weights, _even()),
            "Some even colour gets an answer. Add up the weights of each slice: what "
            "does a surface see of it?",
        ),
        Demand(
            "green edges give 0",
            lambda weights: _silent(weights, _edges(GREEN)),
            "An edge with more green on its left gets an answer. Only a sum that is not "
            "above zero is silenced by the ReLU.",
        ),
        Demand(
            "blue edges give 0",
            lambda weights: _silent(weights, _edges(BLUE)),
            "An edge with more blue on its left gets an answer. Only a sum that is not "
            "above zero is silenced by the ReLU.",
        ),
        Demand(
            "white edges give 0",
            lambda weights: _silent(weights, _edges(WHITE)),
            "An edge from a lighter to a darker grey gets an answer. It falls in all "
            "three planes, so the answers of the three slices are added up.",
        ),
        Demand(
            "yellow edges give 0",
            lambda weights: _silent(weights, _edges(RED + GREEN)),
            "Yellow is red and green. An edge that falls in both gets an answer: what "
            "must the green slice say to be heard against the red one?",
        ),
        Demand(
            "magenta edges give 0",
            lambda weights: _silent(weights, _edges(RED + BLUE)),
            "Magenta is red and blue. An edge that falls in both gets an answer: what "
            "must the blue slice say to be heard against the red one?",
        ),
    ),
    misconceptions=(
        Misconception("dark side on the left", "", _mix(-1, 1, 1)),
        Misconception("red surfaces", "", np.dstack([_V * 0 + 1, _V * 0, _V * 0])),
        Misconception("the same kernel in every slice", "", _mix(1, 1, 1)),
        Misconception("blue has the wrong sign", "", _mix(1, -2, 1)),
        Misconception("red slice only", "", _mix(1, 0, 0)),
        Misconception("white cancelled, yellow not", "", _mix(1, -0.5, -0.5)),
        Misconception("green strong enough, blue not", "", _mix(1, -1, -0.5)),
    ),
    alternatives=(
        Alternative(
            "Sobel in every slice, red against green and blue",
            np.dstack([_SOBEL, -_SOBEL, -_SOBEL]),
        ),
        Alternative(
            "a pair of pixels in the middle row, and more weight than needed on green and blue",
            np.dstack([_THIN, -2 * _THIN, -1.5 * _THIN]).tolist(),
        ),
        Alternative(
            "a third of the weights, in float32",
            (np.dstack([_SOBEL, -_SOBEL, -_SOBEL]) / 3).astype("float32"),
        ),
    ),
)
