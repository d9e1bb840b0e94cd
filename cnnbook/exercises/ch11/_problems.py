"""Chapter 11 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.pencil import whole
from cnnbook.exercises.problem import Problem


def _events(random: np.random.Generator) -> dict[str, Any]:
    layers = [("base", 10 * whole(random, 20, 90)), ("head", whole(random, 11, 95))]
    middle = [("trainable", "base", True), ("trainable", "head", False)]
    events = [
        ("trainable", "base", False),
        ("compile",),
        ("fit",),
        *(middle[:1] if random.integers(2) else middle),
        *([("compile",)] if random.integers(2) else []),
        ("fit",),
    ]
    if random.integers(2):
        events += [("compile",), ("fit",)]
    return {"layers": layers, "events": events}


PROBLEMS = {
    "recompile-trap": Problem(
        draw=_events,
        without=(
            "last position for the whole session",
            "nothing while a switch waits",
        ),
        always=("switches read at fit",),
        least=4,
        prompt=(
            "The layers of a model, with how many numbers each holds: {layers}. At first "
            "every switch is True. Somebody's session: {events}. For each fit, how many "
            "numbers does it train? Write a list."
        ),
    ),
}
