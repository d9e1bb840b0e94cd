"""Products of one pass with a kernel, and of two passes."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import in_bits, ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch02._shared import kernel_fills_image
from cnnbook.exercises.mistakes import each, wrong_step


def separable_cost(
    height,
    width,
    f,
    *,
    starts=lambda n, f: n - f + 1,
    square=lambda h, w: (h, w),
    size=lambda f: f,
    between=lambda h, w, rows, columns: rows * w,
    passes=(1, 1),
    thin=lambda f: f,
    whole=lambda f: f * f,
    work=lambda products: products,
    windows=lambda rows, columns: rows * columns,
    join=lambda first, second: first + second,
    pair=lambda one, two: [one, two],
):
    """Count windows and their products, one step after another."""
    height, width = square(height, width)
    f = size(f)
    rows, columns = starts(height, f), starts(width, f)
    last = windows(rows, columns)
    first_pass = between(height, width, rows, columns) * work(thin(f)) * passes[0]
    second_pass = last * work(thin(f)) * passes[1]
    return np.array(pair(last * work(whole(f)), join(first_pass, second_pass)))


def _draw(random: np.random.Generator) -> Case:
    """Draw a small image, rarely a larger one; the kernel may be as large as it is."""
    f = int(random.integers(1, 7))
    kind = random.integers(9)
    if kind == 0:
        return Case((f, f, f))
    if kind == 2 and random.integers(2):  # more than 32 bits can count
        return Case(ints(*random.integers(540, 560, 2), random.integers(253, 260)))
    if kind == 1:  # more than 16 bits can count
        return Case(ints(*random.integers(90, 130, 2), f + 1))
    return Case(ints(*(f + random.integers(0, 12, 2)), f))


def _features(height, width, f):
    return kernel_fills_image(height == width == f)


EXERCISE = FunctionExercise(
    __name__,
    title="What two passes save",
    difficulty=3,
    points=2,
    place=70,
    look=(
        "Draw an image of 4 by 5 pixels and f = 2. Draw the map after the column's pass, "
        "and the one after the row's, and write into every value how many products it "
        "took."
    ),
    section="Every window, with loops",
    reference=separable_cost,
    cases=tuple(
        Case(args)
        for args in [
            (4, 5, 2),
            (3, 3, 3),
            (4, 2, 2),
            (6, 6, 3),
            (5, 9, 2),
            (12, 7, 5),
            (100, 90, 5),
            (4, 6, 1),
            (1079, 1919, 5),
            (541, 557, 255),
        ]
    ),
    draw=_draw,
    features=_features,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "both passes counted at the final size",
            "Your second number is a little small. The first pass makes a map that is "
            "still as wide as the image.",
            between=lambda h, w, rows, columns: rows * columns,
        ),
        wrong_step(
            "map between the passes as large as the image",
            "You count as many sums in the first pass as there are pixels. A column loses "
            "rows at the edge.",
            between=lambda h, w, rows, columns: h * w,
        ),
        wrong_step(
            "row first, or height and width exchanged",
            "Your second number is right for an image of width by height, and for the row "
            "first. The column goes first, so the map between has lost rows and no "
            "columns; height is the first argument.",
            between=lambda h, w, rows, columns: h * columns,
        ),
        wrong_step(
            "one window counted",
            "You count the multiplications of one window. How many windows are there?",
            starts=lambda n, f: 1,
            between=lambda h, w, rows, columns: 1,
        ),
        wrong_step(
            "one window per pixel",
            "You count a window for every pixel. Without padding there are fewer.",
            starts=lambda n, f: n,
        ),
        wrong_step(
            "last window missing",
            "Your windows stop one place too early in each direction. Draw a row of five "
            "pixels, and lay windows of two on it.",
            starts=lambda n, f: n - f,
        ),
        *each(
            "square image assumed",
            "You use one of height and width twice. An image need not be square.",
            square=[lambda h, w: (h, h), lambda h, w: (w, w)],
        ),
        *each(
            "kernel of one size only",
            "Your counts are the same whatever f is. The kernel is f by f.",
            size=[lambda f, n=n: n for n in (2, 3, 4, 5)],
        ),
        wrong_step(
            "second pass forgotten",
            "Your second number is that of the column's pass alone. The row's costs too.",
            passes=(1, 0),
        ),
        wrong_step(
            "first pass forgotten",
            "Your second number is that of the row's pass alone. The column's costs too.",
            passes=(0, 1),
        ),
        wrong_step(
            "the row's pass over the whole image alone",
            "Your second number is that of a row's pass over the whole image alone. The "
            "column's costs too, and the row slides over the result of it.",
            between=lambda h, w, rows, columns: h * columns,
            passes=(1, 0),
        ),
        wrong_step(
            "both passes over the whole image",
            "You let both passes slide over the whole image. The second one slides over "
            "the result of the first, which has fewer rows.",
            between=lambda h, w, rows, columns: rows * w + h * columns,
            passes=(1, 0),
        ),
        wrong_step(
            "f · f products in a thin pass",
            "You count f · f products for each sum of a thin pass. How many weights has a "
            "column?",
            thin=lambda f: f * f,
        ),
        wrong_step(
            "2 · f products in the whole kernel",
            "You add the two sides of the kernel. How many weights has it?",
            whole=lambda f: 2 * f,
        ),
        wrong_step(
            "costs of the passes multiplied",
            "You multiply what the two passes cost. One is done after the other: add.",
            join=lambda first, second: first * second,
        ),
        wrong_step(
            "additions counted",
            "You count the additions. The multiplications are asked for, and there is one "
            "for each weight.",
            work=lambda products: products - 1,
        ),
        wrong_step(
            "multiplications and additions counted",
            "You count the additions too. Only the multiplications are asked for.",
            work=lambda products: 2 * products - 1,
        ),
        wrong_step(
            "windows counted, not multiplications",
            "You count the sums. Each of them needs several multiplications.",
            work=lambda products: 1,
        ),
        wrong_step(
            "starts added instead of multiplied",
            "You add the places from top to bottom and those from left to right. Each row "
            "of windows has all the columns.",
            windows=lambda rows, columns: rows + columns,
        ),
        *each(
            "what is saved, instead of the cost",
            "Your second number says how much two passes save. Return what they cost.",
            pair=[
                lambda one, two: [one, one - two],
                lambda one, two: [one, one / two if two else np.inf],
                lambda one, two: [one, two / one if one else np.inf],
            ],
        ),
        wrong_step(
            "the same number twice",
            "Your two numbers are the same. The second is the cost of two thin passes.",
            pair=lambda one, two: [one, one],
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two counts, in the other order: one pass comes first.",
            after=lambda counts: counts[::-1],
        ),
        *(
            Misconception(
                "counted in thousands",
                "You return thousands. Every multiplication counts.",
                after=after,
            )
            for after in (
                lambda counts: counts / 1000,
                lambda counts: np.round(counts / 1000),
                lambda counts: counts // 1000,
            )
        ),
        *in_bits(16, 32),
    ),
    alternatives=(
        Alternative(
            "both counts multiplied out; a list comes back",
            lambda h, w, f: [
                (h - f + 1) * (w - f + 1) * f**2,
                (h - f + 1) * f * (2 * w - f + 1),
            ],
        ),
    ),
)
