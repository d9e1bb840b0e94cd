"""A kernel that is a column times a row, in two passes."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch02._shared import IMAGE, conv2d_in_loops
from cnnbook.exercises.conv2d_in_steps import conv2d_in_steps
from cnnbook.exercises.mistakes import each, wrong_step


def separable(
    image,
    column,
    row,
    *,
    used=lambda column, row: (column, row),
    turn=(None, None),
    passes=(True, True),
    join=None,
    whole=None,
    between=lambda middle: middle,
    **steps,
):
    """Slide a column over an image and a row over the result, step after step."""
    down, across = used(np.asarray(column), np.asarray(row))
    down, across = down[:, None], across[None, :]
    if whole is not None:
        return conv2d_in_steps(image, whole(down, across), **steps)
    if join is not None:
        first = conv2d_in_steps(image, down, turn=turn[0], **steps)
        other = conv2d_in_steps(image, across, turn=turn[1], **steps)
        height, width = other.shape[0] - len(down) + 1, other.shape[1]
        return join(first[:height, :width], other[:height, :width])
    if passes[0]:
        image = between(conv2d_in_steps(image, down, turn=turn[0], **steps))
    if passes[1]:
        image = conv2d_in_steps(image, across, turn=turn[1], **steps)
    return image


def _draw(random: np.random.Generator) -> Case:
    """Draw whole numbers, fractions and bytes, a column and a row of some lengths."""
    f_h, f_w = (int(n) for n in random.integers(1, 6, 2))
    fits = max(f_h, f_w)
    size = tuple(fits + int(n) for n in random.integers(0, 4, 2))
    kind = random.integers(4)
    image = random.integers(-9, 10, size)
    if kind == 0:
        image = image * 0.25
    if kind == 1:
        image = random.integers(0, 256, size).astype(np.uint8)
    column, row = random.integers(-4, 5, f_h), random.integers(-4, 5, f_w)
    if random.integers(2):
        column = column * 0.5
    if random.integers(2):
        row = row * 0.5
    return Case((image, column, row))


def _features(image, column, row):
    equal = len(column) == len(row)
    one = len(column) == 1 or len(row) == 1
    return {
        ("column and row are equally long", "column and row differ in length"): equal,
        ("column or row holds one number", "column and row hold several numbers"): one,
    }


def _two_passes(image, column, row):
    down = np.apply_along_axis(np.correlate, 0, image.astype(float), column, "valid")
    return np.apply_along_axis(np.correlate, 1, down, row, "valid")


def _backwards(k):
    return k[::-1, ::-1]


_SMALL = np.array([[1, 2, 3], [4, 0, 9], [5, 6, 2]])
_TOO_EARLY = (
    "Your window stops one place too early. Where does the last one start, if it ends on "
    "the last pixel?"
)

EXERCISE = FunctionExercise(
    __name__,
    title="Two passes instead of one",
    difficulty=3,
    points=3,
    place=60,
    look=(
        "Take an image of 3 by 4 pixels, a column of two numbers and a row of three. "
        "Which shape has the map after the first pass, and which after the second?"
    ),
    section="Slide",
    reference=separable,
    cases=(
        Case((_SMALL, np.array([2, -1]), np.array([1, 3]))),
        Case((_SMALL, np.array([2, -1]), np.array([3]))),
        Case((_SMALL, np.array([2]), np.array([1, 3]))),
        Case((_SMALL, np.array([2, 1, -1]), np.array([1, 0, 3]))),
        Case((lecture.A, np.array([1, 2, 1]), np.array([1, 0, -1]))),
        Case((IMAGE, np.array([1, 2, 1]), np.array([3, 0, -1, 2]))),
        Case((IMAGE.T * 0.25, np.array([1, -2]), np.array([4, 1, 2]))),
        Case((IMAGE, np.array([0.5, -2]), np.array([1.5, 1, 2]))),
        Case((IMAGE, np.array([1, 2, -1, 3]), np.array([2, 0, 5, -1]))),
        Case((np.array([[100, -90, 80]]), np.array([200]), np.array([30, -4]))),
        Case((np.array([[4], [-1], [7]]), np.array([2, 5]), np.array([3]))),
    ),
    draw=_draw,
    fine=("image", "column", "row"),
    features=_features,
    misconceptions=(
        wrong_step(
            "column and row swapped",
            "You use the column from left to right and the row from top to bottom.",
            used=lambda column, row: (row, column),
        ),
        wrong_step(
            "column used twice",
            "You use the column in both passes. The row has not been used.",
            used=lambda column, row: (column, column),
        ),
        wrong_step(
            "row used twice",
            "You use the row in both passes. The column has not been used.",
            used=lambda column, row: (row, row),
        ),
        wrong_step(
            "cut to three numbers",
            "You use three numbers of the column and of the row at most. They may be of "
            "any length.",
            used=lambda column, row: (column[:3], row[:3]),
        ),
        wrong_step(
            "only the first pass",
            "You slide the column and stop. The second pass slides the row over the "
            "result of the first.",
            passes=(True, False),
        ),
        wrong_step(
            "only the row's pass",
            "You slide the row and stop. The other pass slides the column over the "
            "result.",
            passes=(False, True),
        ),
        wrong_step(
            "both passes on the image, then added",
            "You slide both over the image and add. The second pass must see the "
            "result of the first.",
            join=np.add,
        ),
        wrong_step(
            "both passes on the image, then multiplied",
            "You slide both over the image and multiply the results. The second pass must "
            "see the result of the first.",
            join=np.multiply,
        ),
        wrong_step(
            "column and row flipped",
            "Your passes flip the column and the row, as true convolution does. Slide them "
            "as they are.",
            turn=(_backwards, _backwards),
        ),
        wrong_step(
            "column flipped",
            "Your column slides upside down. Slide it as it is.",
            turn=(_backwards, None),
        ),
        wrong_step(
            "row flipped",
            "Your row slides backwards. Slide it as it is.",
            turn=(None, _backwards),
        ),
        wrong_step(
            "signs lost",
            "You use every weight as if it were positive.",
            turn=(np.abs, np.abs),
        ),
        *each(
            "weights cut to whole numbers",
            "Your column or your row has lost its fractions. Which type does it have when "
            "you multiply?",
            turn=[(np.trunc, np.trunc), (np.trunc, None), (None, np.trunc)],
        ),
        *each(
            "fractions cut off between the passes",
            "The map between your passes holds whole numbers only. It may hold fractions.",
            between=[np.trunc, np.round],
        ),
        wrong_step(
            "map between the passes of the image's type",
            "The map between your passes has the type of the image, so it may lose "
            "fractions, or wrap around like bytes. Collect the results in floats.",
            kept=lambda image, kernel: image.dtype,
        ),
        wrong_step(
            "map between the passes of bytes",
            "The map between your passes holds 8-bit numbers, which start again after 255.",
            between=lambda middle: np.trunc(middle) % 256,
        ),
        wrong_step(
            "cut off below 0 between the passes",
            "No value between your passes is below 0. That is the work of a ReLU, which "
            "has no place here.",
            between=lambda middle: np.maximum(middle, 0),
        ),
        *each("last window missing", _TOO_EARLY, dropped=[(1, 1), (1, 0), (0, 1)]),
        *each(
            "as large as the image",
            "Your map is as large as the image, which takes zeros around it. A window "
            "hangs over no edge.",
            around=[
                lambda f: (f // 2, (f - 1) // 2),
                lambda f: ((f - 1) // 2, f // 2),
            ],
        ),
        wrong_step(
            "windows that hang over the edge",
            "Your map is larger than the image: it counts windows that lie on it with one "
            "end only. A window hangs over no edge.",
            around=lambda f: (f - 1, f - 1),
        ),
        wrong_step(
            "a border of zeros, always",
            "You put a row and a column of zeros on every side in each pass. A window "
            "hangs over no edge.",
            around=lambda f: (1, 1),
        ),
        Misconception(
            "every second window only",
            "Your windows move by two pixels. They move by one.",
            after=lambda result: np.asarray(result)[::2, ::2],
        ),
        wrong_step(
            "column and row added instead of multiplied",
            "Your kernel has the sums of column and row as its weights. Every weight is a "
            "product.",
            whole=lambda column, row: column + row,
        ),
        Misconception(
            "the kernel returned",
            "This is the kernel that column and row make. Slide them over the image.",
            answer=lambda image, column, row: np.outer(column, row),
        ),
        wrong_step(
            "divided by the sums of the weights without their signs",
            "You divide by the sums of the weights. A pass divides by nothing.",
            combine=lambda window, k: (window * k).sum() / abs(k).sum(),
        ),
        *(
            Misconception(
                "returned after the first row",
                "You get as far as the first row of the map. Does your return stand inside "
                "of a loop?",
                after=after,
            )
            for after in (
                lambda result: np.asarray(result)[:1],
                lambda result: np.pad(
                    np.asarray(result)[:1], ((0, len(result) - 1), (0, 0))
                ),
            )
        ),
        Misconception(
            "last row left at 0",
            "The last row of your map is 0: there your loop does not get.",
            after=lambda result: np.pad(np.asarray(result)[:-1], ((0, 1), (0, 0))),
        ),
        Misconception(
            "last column left at 0",
            "The last column of your map is 0: there your loop does not get.",
            after=lambda result: np.pad(np.asarray(result)[:, :-1], ((0, 0), (0, 1))),
        ),
        Misconception(
            "last row and last column of the map missing",
            _TOO_EARLY,
            after=lambda result: np.asarray(result)[:-1, :-1],
        ),
        Misconception(
            "map transposed",
            "Your map is transposed. Its first axis runs down the image, like the image's.",
            after=np.transpose,
        ),
        Misconception(
            "map turned by 180°",
            "The last window's value comes first in your map. Each value keeps the place "
            "of its window.",
            after=lambda result: np.asarray(result)[::-1, ::-1],
        ),
        Misconception(
            "negative values cut off",
            "There is no value below 0 in your map. That is the work of a ReLU.",
            after=lambda result: np.maximum(result, 0),
        ),
        Misconception(
            "fractions cut off",
            "Your output holds whole numbers only. Which type does the array have in which "
            "you collect the results?",
            after=np.trunc,
        ),
        wrong_step(
            "means instead of sums",
            "You average the products. A pass adds them up and divides by nothing.",
            combine=lambda window, k: (window * k).mean(),
        ),
    ),
    alternatives=(
        Alternative("NumPy correlates each column, then each row", _two_passes),
        Alternative(
            "the column times the row makes a kernel; a single pass gives the same",
            lambda image, column, row: conv2d_in_loops(image, np.outer(column, row)),
        ),
    ),
)
