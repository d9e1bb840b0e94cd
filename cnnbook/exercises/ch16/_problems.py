"""Chapter 16 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.pencil import grid, whole
from cnnbook.exercises.problem import Problem, Table

KINDS = ("cup", "spoon", "fork", "knife")


def _counts(random: np.random.Generator) -> dict[str, Any]:
    """Draw counts of three or four kinds, of which one is the largest to learn from."""
    number = whole(random, 3, 4)
    total = int(random.choice([20, 25, 40, 50]))
    while True:
        train = random.integers(8, 40, number)
        test = random.multinomial(total, np.full(number, 1 / number))
        if sorted(train)[-1] != sorted(train)[-2] and test.min() > 1:
            return {"train": train.tolist(), "test": test.tolist()}


def _as_table(train: Any, test: Any) -> tuple[Table, ...]:
    rows = zip(KINDS, map(str, train), map(str, test), strict=False)
    return (Table("pictures", ("kind", "to learn from", "test"), tuple(rows)),)


def _values(random: np.random.Generator) -> dict[str, Any]:
    values = grid(random, 3, 5, high=99)
    same = random.integers(0, 4, (3, 4)) == 0
    values[:, 1:] = np.where(same, values[:, :-1], values[:, 1:])
    return {"values": values}


def _groups(random: np.random.Generator) -> dict[str, Any]:
    names = random.permutation(np.arange(1, 10))[:5]
    groups = random.choice(names, 10)
    return {"groups": groups.tolist(), "least": whole(random, 3, 5)}


def _losses(random: np.random.Generator) -> dict[str, Any]:
    """Draw losses of which the second is below the first: else it is soon over."""
    steps = random.choice([-9, -6, -4, -2, 0, 1, 2, 3], 9)
    steps[1] = random.choice([-9, -6, -4, -2])
    losses = 0.8 + np.cumsum(steps) / 100
    return {"losses": np.round(losses, 2).tolist(), "patience": whole(random, 2, 3)}


SIZES = (16, 20, 24, 25, 28, 30, 32, 35, 36, 40, 42, 45, 48, 50, 54, 56, 60)
"""Of tests, in honest-interval."""


def _count(random: np.random.Generator) -> dict[str, Any]:
    """Draw a count for which 2 and 1.96 deviations give the same whole per cent.

    None of the ends is so near a half that the deviations' third decimal decides.
    """
    while True:
        asked = int(random.choice(SIZES))
        right = asked - whole(random, 1, max(asked // 4, 2))
        ends = np.array([_ends(right, asked, z) for z in (2, 1.96)])
        if (np.round([*(ends - 0.05), *(ends + 0.05)]) == np.round(ends[0])).all():
            return {"right": right, "asked": asked}


def _ends(right: int, asked: int, z: float) -> Any:
    half = z * np.sqrt(right * (asked - right) / asked + z * z / 4)
    return 100 * (right + z * z / 2 + np.array([-half, half])) / (asked + z * z)


def _answers(random: np.random.Generator) -> dict[str, Any]:
    number = int(random.choice([8, 10]))
    return {
        "sure": random.choice(np.arange(50, 101, 5), number) / 100,
        "right": random.integers(0, 3, number) > 0,
        "edges": [0.5, 0.7, 0.9, 1.0],
    }


PROBLEMS = {
    "majority-baseline": Problem(
        draw=_counts,
        tables=_as_table,
        short="",
        least=7,
        always=("largest kind of the test",),
        decimals=4,
        prompt=(
            "Pictures of several kinds have been shared out; the table says how many of "
            "each kind there are to learn from and to test with. Somebody always answers "
            "the kind that is the largest among those to learn from. Which share of the "
            "test do they get right, from 0 to 1?"
        ),
    ),
    "difference-hash": Problem(
        title="A difference hash by hand",
        draw=_values,
        least=12,
        without=("brighter than the middle of the scale",),
        prompt=(
            "A picture has been shrunk to these grey values. For every two neighbours in a "
            "row write 1 where the right one is brighter than the left one, else 0. Write "
            "the bits row by row."
        ),
    ),
    "split-twins": Problem(
        title="A split by hand",
        draw=_groups,
        least=8,
        without=("everything in the test", "nothing in the test"),
        prompt=(
            "Pictures that look alike have the same number: {groups}. Go through them from "
            "the first on, and put each into the test together with all that look like it, "
            "until at least {least} pictures are in the test. Write for each picture 1 if "
            "it is in the test, else 0."
        ),
    ),
    "stop-where": Problem(
        draw=_losses,
        least=8,
        prompt=(
            "The validation losses of the epochs, from epoch 1 on, if training went on: "
            "{losses}. Training stops as soon as {patience} epochs in a row have brought no "
            "loss below the best so far, else after the last of these, and goes back to the "
            "best. Write the number of the epoch that is kept, and that of the last one "
            "that runs."
        ),
    ),
    "honest-interval": Problem(
        draw=_count,
        least=9,
        prompt=(
            "Of {asked} pictures {right} are answered right. Between which two rates does "
            "Wilson's interval lie, by the formula of chapter 16? Write both ends in whole "
            "per cent, the lower one first."
        ),
    ),
    "calibration-error": Problem(
        title="A calibration error by hand",
        draw=_answers,
        least=9,
        decimals=4,
        always=("bins not weighted",),
        without=(
            "in per cent",
            "accuracy",
            "rounded",
            "bins not weighted, empty ones counted",
        ),
        prompt=(
            "How sure a network is of each of its answers, and whether they are right (1) "
            "or not (0). Sort them into bins with the edges {edges}; a confidence on an "
            "edge belongs to the bin above, and 1 to the last. Take in each bin the size of "
            "the gap between the mean confidence and the share that is right. Write the "
            "mean of the gaps, each weighted by the share of the answers in its bin."
        ),
    ),
}
