"""`design-oblique` for any diagonal, with the weights that may be used."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.base import Demand, DesignExercise
from cnnbook.exercises.ch03.design_oblique import BRIGHT, OTHER_WAY, detecting
from cnnbook.exercises.pencil import two


def edge_and_weights(random: np.random.Generator) -> dict[str, Any]:
    """Draw which diagonal, which side is bright, and two sizes of weights."""
    angle = int(random.choice(sorted(BRIGHT)))
    small, large = sorted(two(random, 1, 9))
    from_, to = OTHER_WAY[(angle + 90) % 180]
    return {
        "angle": angle,
        "from_": from_,
        "to": to,
        "bright": BRIGHT[angle],
        "small": small,
        "large": large,
    }


def with_weights(angle: int, small: int, large: int, **words: str) -> DesignExercise:
    """Return the exercise for this edge, with weights of these sizes."""
    a, b = small, large
    turns = (angle - 135) // 90
    right = np.rot90([[0, -a, -b], [a, 0, -a], [b, a, 0]], turns)
    lost = right.copy()
    row, column = np.argwhere(right == -b)[0]
    lost[row, column] = b
    wrong = {
        "bright and dark exchanged": -right,
        "the other diagonal": right[:, ::-1],
        "upright instead of oblique": np.array([[a, 0, -a], [b, 0, -b], [a, 0, -a]]),
        "lines instead of edges": np.array([[a, b, -a], [-b, 0, -b], [-a, b, a]]),
        "a sign lost": lost,
    }
    allowed = (0, a, -a, b, -b)

    def others(kernel: Any) -> Any:
        return np.unique(kernel[~np.isin(kernel, allowed)])

    def seen(kernel: Any) -> str:
        found = [f"{weight:g}".replace("-", "−") for weight in others(kernel)]
        if found:
            return f"{', '.join(found)} among them"
        return f"no weight of the size {a if b in abs(kernel) else b}"

    weights = Demand(
        f"all weights are 0, ±{a} or ±{b}, and both sizes occur",
        lambda kernel: not others(kernel).size and {a, b} <= {*abs(kernel).flat},
        "Which of the two sizes stands where is up to you. Mirror images in the diagonal "
        "need the same size.",
        seen,
    )
    return detecting(
        angle,
        {name: kernel.tolist() for name, kernel in wrong.items()},
        right.tolist(),
        more=(weights,),
    )
