"""A filter that answers to red edges and to no others."""

from __future__ import annotations

import functools
import itertools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Demand, DesignExercise, Misconception

RED, GREEN, BLUE = np.eye(3)
YELLOW, MAGENTA, WHITE = RED + GREEN, RED + BLUE, RED + GREEN + BLUE
NAMES = {
    tuple(colour): name
    for colour, name in [
        (GREEN, "green falls"),
        (BLUE, "blue falls"),
        (YELLOW, "red and green fall"),
        (MAGENTA, "red and blue fall"),
        (WHITE, "all three colours fall"),
    ]
}
SLACK = 1e-5
"""How much a filter may answer where it should not, as a share of its largest weight."""


@functools.cache
def _edges(*channels):
    """Draw images of 6×7 pixels, brighter on the left in `channels`, else even.

    Returns pairs of the step and the image.
    """
    random = np.random.default_rng(55)
    channels = np.array(channels)
    steps_and_grounds = [
        # From dark to bright, and between bright colours, by much and by little.
        (step, np.where(channels > 0, level * (1 - step), others))
        for step in (1, 0.5, 0.1, 0.02, 0.001)
        for level in ((0,) if step == 1 else (0, 1))
        for others in itertools.product((0, 1), repeat=3)
    ]
    for _ in range(3):
        low = random.uniform(0, 0.4)
        # A grey edge runs between two greys; another on an even colour.
        ground = np.full(3, low) if channels.all() else random.uniform(0, 0.4, 3)
        step = round(random.uniform(0.2, 0.6), 2)
        steps_and_grounds.append((step, ground.round(2)))
    images = {}
    for step, ground in steps_and_grounds:
        for start in (2, 3, 4, 5):
            image = np.tile(np.asarray(ground, float), (6, 7, 1))
            image[:, :start] += step * channels
            images[image.tobytes()] = (step, image)
    return tuple(images.values())


@functools.cache
def _windows(*channels):
    """Return the heights of all such edges, and all places of the window on each."""
    pairs = _edges(*channels)
    windows = [
        sliding_window_view(image[:3], (3, 3), axis=(0, 1))[0] for _, image in pairs
    ]
    flat = np.moveaxis(windows, 2, -1).reshape(len(pairs), -1, 27)
    return np.array([step for step, _ in pairs]), flat


def _answers(weights, colour):
    """Return the largest value behind the ReLU for each edge, and the edges' heights."""
    heights, windows = _windows(*colour)
    return np.maximum(windows @ _array(weights).ravel(), 0).max(axis=1), heights


@functools.cache
def _even():
    random = np.random.default_rng(56)
    corners = np.array(list(np.ndindex(2, 2, 2)), float)
    return [np.tile(c, (3, 3, 1)) for c in [*corners, *random.uniform(0, 1, (8, 3))]]


def _answer(weights, image):
    """Return the largest value of the map behind the ReLU."""
    return float(ops.relu(ops.conv_layer(image, weights[..., None])).max())


def _allowed(weights):
    return SLACK * np.abs(weights).max()


def _array(weights):
    return np.asarray(weights, float)


def _weakest(weights):
    """Return the smallest answer to a red edge, as a share of its height, and which."""
    answers, heights = _answers(weights, RED)
    number = int(np.argmin((answers / heights).round(9)))
    return answers[number] / heights[number], number


def _strong(weights):
    return _weakest(weights)[0] >= 1 - SLACK


def _loudest(weights, colour):
    """Return the largest answer to an edge of a colour, and which edge it is."""
    answers, _ = _answers(weights, colour)
    number = int(np.argmax(answers.round(9)))
    return answers[number], number


def _colours(colour, number):
    """Write an edge as the two colours that it lies between."""
    _, image = _edges(*colour)[number]
    left, right = (
        ", ".join(f"{part:.4g}" for part in image[0, column]) for column in (0, -1)
    )
    return f"({left}) to ({right})"


def _silent(weights, colour):
    return _loudest(weights, colour)[0] <= _allowed(_array(weights))


def _loudest_surface(weights):
    """Return the largest answer to an even surface, and its colour."""
    weights = _array(weights)
    return max((_answer(weights, image), *image[0, 0].tolist()) for image in _even())


def _even_silent(weights):
    return _loudest_surface(weights)[0] <= _allowed(_array(weights))


def _passes(weights):
    return (
        np.shape(weights) == (3, 3, 3)
        and _strong(weights)
        and _even_silent(weights)
        and all(_silent(weights, c) for c in (GREEN, BLUE, WHITE, YELLOW, MAGENTA))
    )


def _seen_at_red(weights):
    share, number = _weakest(weights)
    step = _edges(*RED)[number][0]
    return (
        f"an edge where red falls by {step:.4g}, from {_colours(RED, number)}, gives at "
        f"most {share * step:.4g}"
    )


def _seen_at_surface(weights):
    answer, *colour = _loudest_surface(weights)
    shown = ", ".join(f"{part:.2g}" for part in colour)
    return f"an even surface of the colour ({shown}) gives {answer:.4g}"


def _silence(text, colour, hint):
    def seen(weights):
        answer, number = _loudest(weights, colour)
        step = _edges(*colour)[number][0]
        return (
            f"an edge where {NAMES[tuple(colour)]} by {step:.4g}, from "
            f"{_colours(colour, number)}, gives {answer:.4g}"
        )

    return Demand(text, lambda weights: _silent(weights, colour), hint, seen)


_V = np.array([[1, 0, -1]] * 3)


def _mix(red, green, blue):
    return np.dstack([red * _V, green * _V, blue * _V])


_SOBEL = np.outer([1, 2, 1], [1, 0, -1])
_THIN = np.outer([0, 1, 0], [1, -1, 0])


def _would_pass(change):
    """Say of a filter that it does all that is asked, once it is changed so."""
    return lambda weights: not _passes(weights) and _passes(change(_array(weights)))


def _slices(weights):
    return np.moveaxis(_array(weights), -1, 0)


def _too_weak(weights):
    share, _ = _weakest(weights)
    return 0 < share < 1 and _passes(_array(weights) / share)


def _another_colour(weights):
    orders = list(itertools.permutations(range(3)))[1:]
    return not _passes(weights) and any(
        _passes(_array(weights)[:, :, order]) for order in orders
    )


def _fooled_by(*loud):
    """Say of a filter that these edges get an answer, and nothing else is wrong."""

    def shows(weights):
        silent = {
            name: _silent(weights, colour)
            for name, colour in [
                ("green", GREEN),
                ("blue", BLUE),
                ("white", WHITE),
                ("yellow", YELLOW),
                ("magenta", MAGENTA),
            ]
        }
        fooled = {name for name, quiet in silent.items() if not quiet}
        both = _slices(weights)[1:].any(axis=(1, 2)).all()
        return (
            _strong(weights) and _even_silent(weights) and both and fooled == set(loud)
        )

    return shows


def _moved(axis):
    return lambda weights: np.moveaxis(weights, axis, -1)


def _finds_red(weights):
    """Say of a filter that its red slice does its work, or would with the other sign."""
    misplaced = any(_passes(_moved(axis)(_array(weights))) for axis in (0, 1))
    return not misplaced and (_strong(weights) or _strong(-_array(weights)))


def _alone(weights):
    return _finds_red(weights) and not _slices(weights)[1:].any()


def _without(channel):
    """Say of a filter that this slice is 0, and the other two are not."""

    def shows(weights):
        empty = [not part.any() for part in _slices(weights)]
        return sum(empty) == 1 and empty[channel] and _finds_red(weights)

    return shows


def _alike(weights):
    red, green, blue = _slices(weights)
    return red.any() and np.array_equal(red, green) and np.array_equal(red, blue)


EXERCISE = DesignExercise(
    __name__,
    title="A filter for red edges only",
    difficulty=2,
    points=3,
    place=40,
    shape=(3, 3, 3),
    look=(
        "Take each slice for itself: what does it say to an edge in its own colour, and "
        "what to an even surface? Then add the answers up for red, yellow, magenta and "
        "white."
    ),
    section="A filter that sees red",
    demands=(
        Demand(
            "red edges give at least the height of the edge",
            _strong,
            "Lay the filter on such an edge: what do the weights under the bright side "
            "add up to, what those under the dark side, and what is the rest worth?",
            _seen_at_red,
        ),
        Demand(
            "even surfaces give 0",
            _even_silent,
            "What does an even surface see of a slice? Add up its weights.",
            _seen_at_surface,
        ),
        _silence(
            "green edges give 0",
            GREEN,
            "Only a sum that is not above zero is silenced by the ReLU: wherever the "
            "filter stands on the edge, and whatever the other planes hold.",
        ),
        _silence(
            "blue edges give 0",
            BLUE,
            "Only a sum that is not above zero is silenced by the ReLU: wherever the "
            "filter stands on the edge, and whatever the other planes hold.",
        ),
        _silence(
            "white edges give 0",
            WHITE,
            "Such an edge, from a lighter to a darker grey, falls in all three planes, so "
            "the answers of the three slices are added up.",
        ),
        _silence(
            "yellow edges give 0",
            YELLOW,
            "Yellow is red and green. What must the green slice say, in every place where "
            "the red one answers?",
        ),
        _silence(
            "magenta edges give 0",
            MAGENTA,
            "Magenta is red and blue. What must the blue slice say, in every place where "
            "the red one answers?",
        ),
    ),
    misconceptions=(
        Misconception(
            "no weights",
            "All weights are 0: such a filter is silent to everything, red included.",
            np.zeros((3, 3, 3)),
            shows=lambda weights: not np.any(weights),
        ),
        Misconception(
            "dark side on the left",
            "All your signs are the wrong way round: this filter answers where red "
            "rises.",
            _mix(-1, 1, 1),
            shows=_would_pass(np.negative),
        ),
        Misconception(
            "horizontal edges",
            "Your filter is turned by 90°: it would do for edges between above and below.",
            _mix(1, -1, -1).swapaxes(0, 1),
            shows=_would_pass(lambda weights: weights.swapaxes(0, 1)),
        ),
        Misconception(
            "channels on the first axis",
            "Your three slices would do, but they are numbered by the first axis. The "
            "channels are the last one: try np.dstack.",
            np.moveaxis(_mix(1, -1, -1), -1, 0),
            shows=_would_pass(_moved(0)),
        ),
        Misconception(
            "channels on the middle axis",
            "Your three slices would do, but they are numbered by the middle axis. The "
            "channels are the last one: try np.dstack.",
            np.moveaxis(_mix(1, -1, -1), -1, 1),
            shows=_would_pass(_moved(1)),
        ),
        Misconception(
            "another colour",
            "This is a filter for edges of another colour. The order of the channels is "
            "red, green, blue.",
            _mix(-1, -1, 1),
            shows=_another_colour,
        ),
        Misconception(
            "too weak",
            "Your filter tells red edges from the others, but its answer is too small. "
            "What if all weights were larger?",
            _mix(1, -1, -1) / 18,
            shows=_too_weak,
        ),
        Misconception(
            "the same kernel in every slice",
            "All three slices are the same, so your filter sees how bright a pixel is, "
            "and not its colour.",
            _mix(1, 1, 1),
            shows=_alike,
        ),
        Misconception(
            "red slice only",
            "Green and blue have no weights, so your filter can't know whether they fall "
            "as well.",
            _mix(1, 0, 0),
            shows=_alone,
        ),
        Misconception(
            "green slice empty",
            "The green slice has no weights, so your filter can't know whether green "
            "falls as well.",
            _mix(1, 0, -1),
            shows=_without(1),
        ),
        Misconception(
            "blue slice empty",
            "The blue slice has no weights, so your filter can't know whether blue falls "
            "as well.",
            _mix(1, -1, 0),
            shows=_without(2),
        ),
        Misconception(
            "white cancelled, yellow not",
            "Green and blue together cancel red, but neither does so alone.",
            _mix(1, -0.5, -0.5),
            shows=_fooled_by("yellow", "magenta"),
        ),
        Misconception(
            "blue strong enough, green not",
            "Against red, green says too little in some place where red answers. Blue is "
            "strong enough.",
            _mix(1, -0.5, -1),
            shows=_fooled_by("yellow"),
        ),
        Misconception(
            "green strong enough, blue not",
            "Against red, blue says too little in some place where red answers. Green is "
            "strong enough.",
            _mix(1, -1, -0.5),
            shows=_fooled_by("magenta"),
        ),
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
