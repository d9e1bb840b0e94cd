"""A base that trains but for its BatchNormalization."""

from __future__ import annotations

from cnnbook.exercises.base import Demand, Misconception, ModelExercise
from cnnbook.exercises.ch11._shared import (
    DEPTHWISE,
    ON_COMPILING,
    ON_THE_WHOLE,
    batch,
    common_mistakes,
    convolutions,
    frozen_model,
    thaw,
    thaw_with,
)

_PARTLY = (
    "Some convolutions of the base still stand still. Here all of it is to move, but "
    "for BatchNormalization."
)

EXERCISE = ModelExercise(
    __name__,
    title="Move everything but the normalisation",
    difficulty=2,
    points=3,
    place=30,
    answer="move_the_base",
    kind="A function to write",
    reference=thaw,
    given=lambda: (frozen_model(),),
    probes=batch,
    demands=(
        *ON_THE_WHOLE,
        Demand(
            "depthwise convolutions train",
            lambda r: all(on for name, on in convolutions(r) if "depth" in name),
            DEPTHWISE,
            "depthwise convolutions forgotten",
        ),
        Demand(
            "all convolutions train",
            lambda r: all(on for _, on in convolutions(r)),
            _PARTLY,
            "upper layers only",
        ),
        *ON_COMPILING,
    ),
    misconceptions=(
        *common_mistakes(),
        Misconception(
            "depthwise convolutions forgotten",
            DEPTHWISE,
            thaw_with(kinds=("Conv2D",)),
        ),
        Misconception(
            "upper layers only",
            _PARTLY,
            thaw_with(moves=lambda name: not name.startswith("Conv1")),
        ),
    ),
)
