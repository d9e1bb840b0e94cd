"""Chapter 8 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.pencil import two, whole
from cnnbook.exercises.problem import Problem


def _shapes(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 30, 64)
    return {"height": height, "width": width, "channels": 3}


def _picture_rows(height: int, width: int, channels: int) -> tuple[Misconception, ...]:
    picture = [[height, width, channels]]
    return (
        Misconception(
            "the picture in place of S4",
            "Your first row is the picture, and the last layer is missing.",
            after=lambda rows: np.vstack([picture, rows[:-1]]),
        ),
        Misconception(
            "a row for the picture",
            "Your first row is the picture. Only the four layers are asked for.",
            after=lambda rows: np.vstack([picture, rows]),
        ),
        *(
            Misconception(
                "a row for C5",
                "Your last row is C5. Only C1, S2, C3 and S4 are asked for.",
                after=lambda rows, flat=flat: np.vstack(
                    [rows, [[1, 1, 120] if flat else [*(rows[-1, :2] - 4), 120]]]
                ),
            )
            for flat in (True, False)
        ),
    )


def _parameters(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 20, 32)
    return {
        "height": height,
        "width": width,
        "channels": 3,
        "classes": whole(random, 3, 12),
    }


def _confusion(random: np.random.Generator) -> dict[str, Any]:
    labels = np.sort(np.concatenate([np.arange(3), random.integers(0, 3, 6)]))
    swapped = random.integers(0, 3, 9)
    answers = np.where(random.integers(0, 3, 9) > 0, labels, swapped)
    order = random.permutation(9)
    return {"labels": labels[order], "answers": answers[order], "classes": 3}


PROBLEMS = {
    "lenet-shapes": Problem(
        draw=_shapes,
        mistakes=_picture_rows,
        least=29,
        prompt=(
            "The modern LeNet-5 of chapter 8 gets colour pictures, {height} pixels high "
            "and {width} wide. Which shapes come out of C1, S2, C3 and S4? Write four rows "
            "of three numbers: height, width, channels."
        ),
    ),
    "lenet-parameters": Problem(
        draw=_parameters,
        least=20,
        prompt=(
            "The modern LeNet-5 of chapter 8 for pictures of {height} by {width} pixels "
            "with {channels} channels, and for {classes} classes. How many numbers does it "
            "learn? Where a size is odd, pooling drops the last row or column."
        ),
        look=(
            "For pictures of 28×28 with one channel and ten classes C1 and C3 have 156 "
            "and 2,416 parameters, and 48,120 follow. Work out the same layer by layer, "
            "then change what is different here."
        ),
    ),
    "confusion-matrix": Problem(
        draw=_confusion,
        always=("rows and columns swapped",),
        least=12,
        prompt=(
            "The true labels of nine pictures and a network's answers; there are {classes} "
            "classes. Write the confusion matrix: in row i, column j stands how many "
            "pictures of class i were taken for class j."
        ),
    ),
}
