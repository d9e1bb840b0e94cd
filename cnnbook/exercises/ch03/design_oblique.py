"""A kernel that answers most to an edge at 135°."""

from __future__ import annotations

from dataclasses import dataclass

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

BRIGHT = {45: "upper left", 135: "lower left", 225: "lower right", 315: "upper right"}
"""Where an oblique edge is bright, by its angle."""
OTHER_WAY = {45: ("upper left", "lower right"), 135: ("lower left", "upper right")}
"""How the other diagonal runs, by the angle of the edge without its direction."""

_ANGLES = range(0, 360, 15)
_EDGES = {angle: kernels.step_edge(angle) for angle in _ANGLES}


@dataclass(frozen=True)
class Edge:
    """The edge that is wanted, and what there is to say of a kernel."""

    angle: int

    @property
    def picture(self):
        """The edge, soft as in the chapter."""
        return _EDGES[self.angle]

    @property
    def across(self):
        """The angles of the two edges along the other diagonal."""
        return sorted(((self.angle + 90) % 360, (self.angle + 270) % 360))

    @property
    def bright(self):
        """The corner on its bright side."""
        return BRIGHT[self.angle]

    @property
    def dark(self):
        """The corner on its dark side."""
        return BRIGHT[(self.angle + 180) % 360]

    def favourite(self, kernel):
        """Return the angle, other than the wanted one, that a kernel answers most to."""
        others = [angle for angle in _ANGLES if angle != self.angle]
        return max(others, key=lambda angle: answer_to(kernel, _EDGES[angle]))

    def answers(self, kernel):
        """Return whether it answers to the edge."""
        return response(kernel, self.picture) > SILENT

    def strongest(self, kernel):
        """Return whether it answers to no other edge as much."""
        other = answer_to(kernel, _EDGES[self.favourite(kernel)])
        slack = SILENT * abs(kernel).max()
        return answer_to(kernel, self.picture) > other + slack

    def quiet_across(self, kernel):
        """Return whether it answers to no edge along the other diagonal."""
        return silent(kernel, [_EDGES[angle] for angle in self.across])

    def meets_all(self, kernel):
        """Return whether it is a detector of the edge."""
        tests = (EVEN.test, self.answers, self.strongest, self.quiet_across)
        return all(test(kernel) for test in tests)

    def seen_strongest(self, kernel):
        """Say what it answers to its favourite edge, and to this one."""
        angle = self.favourite(kernel)
        here = shown(kernel, _EDGES[angle], f"the edge at {angle}°")
        return f"{here}, {shown(kernel, self.picture, f'that at {self.angle}°')}"

    def seen_across(self, kernel):
        """Say what it answers to the louder of the edges across."""
        first, second = self.across
        loud = loudest(kernel, [_EDGES[first], _EDGES[second]])
        angle = first if loud is _EDGES[first] else second
        return shown(kernel, _EDGES[angle], f"the edge at {angle}°")

    def other_diagonal(self, kernel):
        """Return whether its mirror image is a detector of this edge, either way."""
        mirrored = kernel[:, ::-1]
        return self.meets_all(mirrored) or self.meets_all(-mirrored)


def _upright(kernel):
    """Return whether a kernel answers most to an edge that does not lean at all."""
    edges = [abs(answer_to(kernel, _EDGES[angle])) for angle in (0, 90)]
    oblique = [abs(answer_to(kernel, _EDGES[angle])) for angle in (45, 135)]
    best = max(_EDGES, key=lambda angle: answer_to(kernel, _EDGES[angle]))
    return best % 90 == 0 and min(edges) < 1e-9 and min(oblique) > 1e-9


def _looks_the_same_turned(kernel):
    same = np.allclose(kernel, kernel[::-1, ::-1]) and abs(kernel).max() > 1e-9
    return bool(same and EVEN.test(kernel))


def detecting(angle, wrong, reference, more=(), alternatives=()):
    """Return the exercise for an edge at an angle.

    Parameters
    ----------
    angle : int
        45, 135, 225 or 315.
    wrong : mapping
        What is handed in with each mistake, by its name.
    reference : list
        One right answer.
    more : tuple of Demand
        What else is asked for.
    alternatives : tuple of Alternative
        Other right answers.
    """
    edge = Edge(angle)
    mistakes = (
        (
            "bright and dark exchanged",
            f"Your kernel finds this edge, and gives more than 0 where the {edge.dark} is "
            f"bright. It should be the {edge.bright}.",
            lambda kernel: edge.meets_all(-kernel),
        ),
        (
            "the other diagonal",
            "Your kernel finds edges along the other diagonal, from the "
            f"{' to the '.join(OTHER_WAY[angle % 180])}.",
            edge.other_diagonal,
        ),
        (
            "upright instead of oblique",
            "Your kernel answers most to an edge that does not lean.",
            _upright,
        ),
        (
            "lines instead of edges",
            "Your kernel looks the same when it is turned by 180°, so it finds lines, or "
            "spots. An edge needs a difference between its two sides.",
            _looks_the_same_turned,
        ),
        (
            "a sign lost",
            "All but one of your weights are as they should be: that one has the wrong "
            "sign.",
            lambda kernel: one_sign_away(kernel, edge.meets_all),
        ),
    )
    return DesignExercise(
        __name__,
        title="A detector of oblique edges",
        difficulty=2,
        points=2,
        place=30,
        kind="A kernel to design",
        look=(
            "Draw the edge: which of the nine pixels are bright, which dark, and which lie "
            "on the edge itself? Write a plus, a minus or a 0 into each, before you choose "
            "weights."
        ),
        section="Every angle",
        shape=(3, 3),
        demands=(
            EVEN,
            Demand(
                f"the edge with the bright {edge.bright} gives more than 0",
                edge.answers,
                "Draw the edge, and see which weights lie on its bright side.",
                lambda kernel: shown(
                    kernel, edge.picture, f"cb.kernels.step_edge({angle})"
                ),
            ),
            Demand(
                "no edge at another angle gives as much",
                edge.strongest,
                "Compare the two edges pixel by pixel: where is one brighter than the "
                "other, and which weights lie there?",
                edge.seen_strongest,
            ),
            Demand(
                "edges along the other diagonal give 0",
                edge.quiet_across,
                "Compare weights that are mirror images in the diagonal of your edge.",
                edge.seen_across,
            ),
            *more,
        ),
        misconceptions=tuple(
            Misconception(name, hint, wrong[name], shows=shows)
            for name, hint, shows in mistakes
        ),
        reference=reference,
        alternatives=alternatives,
    )


EXERCISE = detecting(
    OBLIQUE,
    {
        "bright and dark exchanged": [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]],
        "the other diagonal": [[2, 1, 0], [1, 0, -1], [0, -1, -2]],
        "upright instead of oblique": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
        "lines instead of edges": [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]],
        "a sign lost": [[0, -1, 2], [1, 0, -1], [2, 1, 0]],
    },
    [[0, -1, -2], [1, 0, -1], [2, 1, 0]],
    alternatives=(
        Alternative("weights of 1 only", [[0, -1, -1], [1, 0, -1], [1, 1, 0]]),
        Alternative("two weights in the corners", [[0, 0, -1], [0, 0, 0], [1, 0, 0]]),
        Alternative(
            "other weights, and fractions of them",
            np.array([[0, -13, -6], [13, 0, -13], [6, 13, 0]]) / 7,
        ),
    ),
)
