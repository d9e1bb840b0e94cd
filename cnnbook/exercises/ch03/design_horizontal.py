"""A kernel that answers to horizontal edges alone."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, DesignExercise, Misconception
from cnnbook.exercises.ch03._shared import (
    EVEN,
    SILENT,
    loudest,
    one_sign_away,
    response,
    rows_of,
    shown,
    silent,
)

_VERTICAL_EDGES = [np.tile(row, (3, 1)) for row in ([1, 0, 0], [1, 1, 0], [1, 0.5, 0])]
_HORIZONTAL_EDGES = [edge.T for edge in _VERTICAL_EDGES]
_LINE = np.array([[0, 0, 0], [1, 1, 1], [0, 0, 0]])


def _answers_above(kernel):
    return all(response(kernel, edge) > SILENT for edge in _HORIZONTAL_EDGES)


def _quiet_on_vertical(kernel):
    return silent(kernel, _VERTICAL_EDGES)


def _quiet_on_line(kernel):
    return silent(kernel, [_LINE])


def _meets_all(kernel):
    tests = (EVEN.test, _answers_above, _quiet_on_vertical, _quiet_on_line)
    return all(test(kernel) for test in tests)


def _seen_below(kernel):
    edge = next(e for e in _HORIZONTAL_EDGES if response(kernel, e) <= SILENT)
    return shown(kernel, edge, rows_of(edge))


def _seen_vertical(kernel):
    edge = loudest(kernel, _VERTICAL_EDGES)
    return shown(kernel, edge, rows_of(edge))


def _alike_above_and_below(kernel):
    rows = kernel.sum(axis=1)
    alike = np.allclose(kernel, kernel[::-1]) and abs(rows).max() > 1e-9
    return bool(alike and EVEN.test(kernel))


EXERCISE = DesignExercise(
    __name__,
    title="A detector of horizontal edges",
    difficulty=2,
    points=2,
    place=20,
    kind="A kernel to design",
    look=(
        "Lay your kernel on four pictures of ones and zeros: all ones; ones in the first "
        "row; ones in the first column; ones in the middle row. What does it give on each?"
    ),
    section="A kernel is a difference",
    shape=(3, 3),
    demands=(
        EVEN,
        Demand(
            "bright above dark gives more than 0",
            _answers_above,
            "Under which weights do the bright pixels lie?",
            _seen_below,
        ),
        Demand(
            "a vertical edge gives 0",
            _quiet_on_vertical,
            "Such an edge is bright in some columns only: what do the weights of one "
            "column add up to?",
            _seen_vertical,
        ),
        Demand(
            "a thin bright line through the middle gives 0",
            _quiet_on_line,
            "A line of one row has an edge above and one below, and the two should "
            "cancel. Which weights does the line meet in your kernel?",
            lambda kernel: shown(kernel, _LINE, rows_of(_LINE)),
        ),
    ),
    misconceptions=(
        Misconception(
            "dark above bright",
            "Your kernel finds horizontal edges, and gives more than 0 where it is bright "
            "below. It should be bright above.",
            [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
            shows=lambda kernel: _meets_all(-kernel),
        ),
        Misconception(
            "vertical instead of horizontal edges",
            "Your kernel compares left with right, so it finds vertical edges. Above and "
            "below should be compared.",
            [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
            shows=lambda kernel: _meets_all(kernel.T) or _meets_all(-kernel.T),
        ),
        Misconception(
            "lines instead of edges",
            "Your kernel is alike above and below, so it finds lines, or spots. An edge "
            "needs a difference between above and below.",
            [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]],
            shows=_alike_above_and_below,
        ),
        Misconception(
            "a sign lost",
            "All but one of your weights are as they should be: that one has the wrong "
            "sign.",
            [[1, 2, 1], [0, 0, 0], [-1, 2, -1]],
            shows=lambda kernel: one_sign_away(kernel, _meets_all),
        ),
    ),
    alternatives=(
        Alternative("Prewitt instead of Sobel", [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]),
        Alternative(
            "a single column of weights, not whole numbers, in float32",
            np.array([[0, 0.3, 0], [0, 0, 0], [0, -0.3, 0]], "float32"),
        ),
        Alternative(
            "Scharr's weights",
            [[3, 10, 3], [0, 0, 0], [-3, -10, -3]],
        ),
    ),
)
