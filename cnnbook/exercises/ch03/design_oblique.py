"""A kernel that answers most to an edge at 135°."""

from __future__ import annotations

import numpy as np

from cnnbook import kernels
from cnnbook.exercises.base import Alternative, Demand, DesignExercise, Misconception
from cnnbook.exercises.ch03._shared import (
    EVEN,
    SILENT,
    answer_to,
    loudest,
    one_sign_away,
    response,
    shown,
    silent,
)

OBLIQUE = 135
"""The angle that `design-oblique` asks for; bright is at the lower left."""

_ANGLES = range(0, 360, 15)
_EDGES = {angle: kernels.step_edge(angle) for angle in _ANGLES}
_ACROSS = [_EDGES[45], _EDGES[225]]
_WANTED = f"cb.kernels.step_edge({OBLIQUE})"


def _favourite(kernel):
    """Return the angle, other than the wanted one, that a kernel answers most to."""
    others = [angle for angle in _ANGLES if angle != OBLIQUE]
    return max(others, key=lambda angle: answer_to(kernel, _EDGES[angle]))


def _answers(kernel):
    return response(kernel, _EDGES[OBLIQUE]) > SILENT


def _strongest(kernel):
    other = answer_to(kernel, _EDGES[_favourite(kernel)])
    return answer_to(kernel, _EDGES[OBLIQUE]) > other + SILENT * abs(kernel).max()


def _quiet_across(kernel):
    return silent(kernel, _ACROSS)


def _meets_all(kernel):
    tests = (EVEN.test, _answers, _strongest, _quiet_across)
    return all(test(kernel) for test in tests)


def _seen_strongest(kernel):
    angle = _favourite(kernel)
    here = shown(kernel, _EDGES[angle], f"the edge at {angle}°")
    return f"{here}, {shown(kernel, _EDGES[OBLIQUE], f'that at {OBLIQUE}°')}"


def _seen_across(kernel):
    angle = 45 if loudest(kernel, _ACROSS) is _ACROSS[0] else 225
    return shown(kernel, _EDGES[angle], f"the edge at {angle}°")


def _other_diagonal(kernel):
    mirrored = kernel[:, ::-1]
    return _meets_all(mirrored) or _meets_all(-mirrored)


def _upright(kernel):
    """Return whether a kernel answers most to an edge that does not lean at all."""
    edges = [abs(answer_to(kernel, _EDGES[angle])) for angle in (0, 90)]
    oblique = [abs(answer_to(kernel, _EDGES[angle])) for angle in (45, 135)]
    best = max(_EDGES, key=lambda angle: answer_to(kernel, _EDGES[angle]))
    return best % 90 == 0 and min(edges) < 1e-9 and min(oblique) > 1e-9


def _looks_the_same_turned(kernel):
    same = np.allclose(kernel, kernel[::-1, ::-1]) and abs(kernel).max() > 1e-9
    return bool(same and EVEN.test(kernel))


EXERCISE = DesignExercise(
    __name__,
    title="A detector of oblique edges",
    difficulty=2,
    points=2,
    place=30,
    kind="A kernel to design",
    look=(
        "Draw the edge: which of the nine pixels are bright, which dark, and which lie on "
        "the edge itself? Write a plus, a minus or a 0 into each, before you choose weights."
    ),
    section="Every angle",
    shape=(3, 3),
    demands=(
        EVEN,
        Demand(
            "the edge with the bright lower left gives more than 0",
            _answers,
            "Draw the edge, and see which weights lie on its bright side.",
            lambda kernel: shown(kernel, _EDGES[OBLIQUE], _WANTED),
        ),
        Demand(
            "no edge at another angle gives as much",
            _strongest,
            "Compare the two edges pixel by pixel: where is one brighter than the other, and "
            "which weights lie there?",
            _seen_strongest,
        ),
        Demand(
            "edges along the other diagonal give 0",
            _quiet_across,
            "Compare weights that are mirror images in the diagonal of your edge.",
            _seen_across,
        ),
    ),
    misconceptions=(
        Misconception(
            "bright and dark exchanged",
            "Your kernel finds this edge, and gives more than 0 where the upper right is "
            "bright. It should be the lower left.",
            [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]],
            shows=lambda kernel: _meets_all(-kernel),
        ),
        Misconception(
            "the other diagonal",
            "Your kernel finds edges along the other diagonal, from the lower left to the "
            "upper right.",
            [[2, 1, 0], [1, 0, -1], [0, -1, -2]],
            shows=_other_diagonal,
        ),
        Misconception(
            "upright instead of oblique",
            "Your kernel answers most to an edge that does not lean.",
            [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
            shows=_upright,
        ),
        Misconception(
            "lines instead of edges",
            "Your kernel looks the same when it is turned by 180°, so it finds lines, or "
            "spots. An edge needs a difference between its two sides.",
            [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]],
            shows=_looks_the_same_turned,
        ),
        Misconception(
            "a sign lost",
            "All but one of your weights are as they should be: that one has the wrong "
            "sign.",
            [[0, -1, 2], [1, 0, -1], [2, 1, 0]],
            shows=lambda kernel: one_sign_away(kernel, _meets_all),
        ),
    ),
    alternatives=(
        Alternative("weights of 1 only", [[0, -1, -1], [1, 0, -1], [1, 1, 0]]),
        Alternative("two weights in the corners", [[0, 0, -1], [0, 0, 0], [1, 0, 0]]),
        Alternative(
            "other weights, and fractions of them",
            np.array([[0, -13, -6], [13, 0, -13], [6, 13, 0]]) / 7,
        ),
    ),
)
