"""How many layers without padding an image survives."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step

MAX_LAYERS = 1000
"""Where a mistake would go on for ever."""


def layers_in_steps(
    n,
    f,
    *,
    shrink=lambda n, f: n - f + 1,
    fits=lambda n, f: n >= f,
    count=lambda layers, left: layers,
):
    """Take one layer after another off, and count them.

    Parameters
    ----------
    n, f : int
        Pixels along one side, and kernel size.
    shrink : callable
        Gives the size of a layer's output.
    fits : callable
        Says whether one more layer is possible.
    count : callable
        Makes the result of the number of layers and of the size that is left.
    """
    layers = 0
    while fits(n, f) and layers < MAX_LAYERS:
        n, layers = shrink(n, f), layers + 1
    return count(layers, n)


def _draw(random: np.random.Generator) -> Case:
    f = int(random.integers(2, 12))
    kind = random.integers(6)
    if kind == 0:
        n = random.integers(1, f)  # nothing fits
    elif kind == 1:
        n = f + (f - 1) * random.integers(0, 4)  # the last layer just fits
    elif kind == 2:
        n = random.integers(60, 250)
    else:
        n = random.integers(f, 50)
    return Case(ints(n, f))


def _last_layer(n, f):
    return {
        ("the image is smaller than the kernel", "the kernel fits at least once"): n
        < f,
        (
            "a single pixel is left in the end",
            "more than one pixel is left in the end",
        ): ((n - 1) % (f - 1) == 0),
    }


def _and_where_none_fits(answer):
    """Return a mistake, and the same with a 0 where the kernel is too large."""
    return answer, lambda n, f: answer(n, f) if n >= f else 0


EXERCISE = FunctionExercise(
    __name__,
    title="How deep without padding?",
    difficulty=2,
    points=2,
    place=40,
    look=(
        "Write down the sizes one below the other for n = 7 and f = 3, layer by layer, "
        "until no kernel fits; then count the layers. Do the same for n = 3 and f = 3."
    ),
    section="Two problems",
    reference=layers_in_steps,
    features=_last_layer,
    cases=tuple(
        Case(args)
        for args in [
            (3, 3),
            (4, 3),
            (7, 3),
            (9, 5),
            (2, 3),
            (1, 2),
            (10, 2),
            (5, 6),
            (12, 4),
            (28, 3),
            (32, 5),
            (40, 9),
            (100, 2),
            (301, 3),
            (300, 2),
        ]
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "shrinks by f",
            "You take f pixels away with each layer. A layer without padding takes f − 1.",
            shrink=lambda n, f: n - f,
        ),
        wrong_step(
            "shrinks by f + 1",
            "You take f + 1 pixels away with each layer. A layer without padding takes "
            "f − 1.",
            shrink=lambda n, f: n - f - 1,
        ),
        wrong_step(
            "equal sizes left out",
            "An image just as large as the kernel gives you no layer. The kernel has one "
            "place there, so one pixel comes out.",
            fits=lambda n, f: n > f,
        ),
        wrong_step(
            "one layer too few",
            "You count one layer too few. Is the first one counted, and the last one that "
            "fits? An image as large as the kernel gives one pixel.",
            count=lambda layers, left: max(layers - 1, 0),
        ),
        wrong_step(
            "until no pixel is left",
            "You go on while there are pixels. Your last layer meets an image that is "
            "smaller than its kernel.",
            fits=lambda n, f: n > 0,
        ),
        # Whole answers: mixed with another mistake, they would explain too much.
        *(
            Misconception(
                "down to zero pixels",
                "You shrink the image to nothing. A layer's output has at least one pixel.",
                answer,
            )
            for answer in _and_where_none_fits(lambda n, f: n // (f - 1))
        ),
        *(
            Misconception(
                "rounded up",
                "You go on until one pixel is left. Where the sizes do not come out evenly, "
                "your last layer meets an image that is smaller than its kernel.",
                answer,
            )
            for answer in _and_where_none_fits(lambda n, f: -(-(n - 1) // (f - 1)))
        ),
        *(
            Misconception(
                "rounded to the nearest",
                "You round to the nearest number of layers. A layer that does not fit is none, "
                "however little is missing.",
                answer,
            )
            for answer in _and_where_none_fits(lambda n, f: round((n - 1) / (f - 1)))
        ),
        Misconception(
            "with a fraction",
            "Your number of layers has a fraction. A layer that does not fit is none.",
            lambda n, f: (n - 1) / (f - 1),
        ),
        wrong_step(
            "always a kernel of three",
            "You take 2 pixels away with each layer, as a kernel of 3×3 does. Another "
            "kernel takes another number.",
            shrink=lambda n, f: n - 2,
        ),
        Misconception(
            "always a kernel of three",
            "You take 2 pixels away with each layer, as a kernel of 3×3 does. Another "
            "kernel takes another number.",
            lambda n, f: max(0, (n - 1) // 2),
        ),
        wrong_step(
            "odd kernels only",
            "You take half of f, rounded down, off on each side. That is right for odd "
            "kernels only: how much does a kernel of four pixels take?",
            shrink=lambda n, f: n - 2 * (f // 2),
        ),
        wrong_step(
            "one side only",
            "You take half of the kernel off on one side. The windows stop short of the "
            "border on both.",
            shrink=lambda n, f: n - f // 2,
        ),
        wrong_step(
            "halved",
            "You halve the image with each layer, as a stride of 2 does. At stride 1 a "
            "layer takes the same number of pixels each time.",
            shrink=lambda n, f: n // 2,
        ),
        wrong_step(
            "never more than one layer",
            "You never count more than one layer. Is there a return inside your loop?",
            count=lambda layers, left: min(layers, 1),
        ),
        wrong_step(
            "the size that is left",
            "You return how many pixels are left. How many layers were there?",
            count=lambda layers, left: left,
        ),
        Misconception(
            "the size after one layer",
            "This is the size of one layer's output. How many layers can follow each "
            "other?",
            lambda n, f: n - f + 1,
        ),
        Misconception(
            "the difference of the sizes",
            "You take f from n, once. How often can a layer take its pixels away?",
            lambda n, f: n - f,
        ),
        *(
            Misconception(
                "image and kernel swapped",
                "You take the image for the kernel, and the kernel for the image. n comes "
                "first.",
                swapped,
            )
            for swapped in (
                lambda n, f: layers_in_steps(f, n),
                lambda n, f: (f - 1) // (n - 1),
            )
        ),
        Misconception(
            "odd kernels only",
            "You treat an even kernel like the odd one below it. How much does a "
            "kernel of four pixels take?",
            lambda n, f: layers_in_steps(n, f if f % 2 else f - 1 + (f == 2)),
        ),
        Misconception(
            "at least one layer",
            "You count a layer even where the image is smaller than the kernel.",
            lambda n, f: max(layers_in_steps(n, f), 1),
        ),
    ),
    alternatives=(
        Alternative("the formula", lambda n, f: (n - 1) // (f - 1)),
        Alternative("a range of sizes", lambda n, f: len(range(n, f - 1, 1 - f))),
    ),
)
