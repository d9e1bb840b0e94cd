"""Exercises of chapter 2: convolution by hand."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Case, FunctionExercise, Misconception, ValueExercise


def wrong_conv2d(
    image,
    kernel,
    padding=0,
    stride=1,
    *,
    turn=lambda k: k,
    combine=lambda window, k: (window * k).sum(),
    border="constant",
    sides=(1, 1),
    missing=0,
    dtype=None,
):
    """Slide a kernel with one step done wrong."""
    image, kernel = np.asarray(image), turn(np.asarray(kernel))
    widths = (padding * sides[0], padding * sides[1])
    image = np.pad(image.astype(np.result_type(image, np.int64)), widths, mode=border)
    f_h, f_w = kernel.shape
    rows = range(0, image.shape[0] - f_h + 1 - missing, stride)
    columns = range(0, image.shape[1] - f_w + 1 - missing, stride)
    values = [
        [combine(image[i : i + f_h, j : j + f_w], kernel) for j in columns]
        for i in rows
    ]
    return np.array(values, dtype).reshape(len(rows), len(columns))


def _with(**mistake):
    return lambda image, kernel, padding=0, stride=1: wrong_conv2d(
        image, kernel, padding, stride, **mistake
    )


def _matrix_product(window, kernel):
    """Multiply as matrices, which fails where the kernel is not square."""
    return (window @ kernel).sum()


def _swapped_output(image, kernel, padding=0, stride=1):
    """Take the number of rows for the number of columns, and the other way round."""
    right = ops.conv2d(image, kernel, padding, stride)
    swapped = np.zeros(right.shape[::-1], right.dtype)
    h, w = min(swapped.shape[0], right.shape[0]), min(swapped.shape[1], right.shape[1])
    swapped[:h, :w] = right[:h, :w]
    return swapped


def _one_step_stride(axis):
    def answer(image, kernel, padding=0, stride=1):
        steps = (stride, 1) if axis == 0 else (1, stride)
        return ops.conv2d(image, kernel, padding, steps)

    return answer


def _window(case, index):
    kernel = np.asarray(case.args[1])
    padding, stride = case.kwargs.get("padding", 0), case.kwargs.get("stride", 1)
    top, left = (i * stride for i in index)
    where = " of the padded image" if padding else ""
    return (
        f"its window is rows {top} to {top + kernel.shape[0] - 1} and columns "
        f"{left} to {left + kernel.shape[1] - 1}{where}, counted from 0"
    )


def _draw_conv2d(random: np.random.Generator) -> Case:
    f_h, f_w = random.integers(2, 5, 2)
    padding, stride = (int(n) for n in (random.integers(0, 3), random.integers(1, 4)))
    height, width = f_h + random.integers(1, 6), f_w + random.integers(1, 6)
    if height == width:
        width += 1
    image = random.integers(-9, 10, (height, width))
    kernel = random.integers(-4, 5, (f_h, f_w))
    return Case((image, kernel), {"padding": padding, "stride": stride})


_random = np.random.default_rng(202)
_IMAGE = _random.integers(-5, 10, (5, 7))
_KERNEL = _random.integers(-3, 4, (2, 3))
_CONV_CASES = (
    Case((lecture.A, lecture.K)),
    Case((_IMAGE, _KERNEL)),
    Case((_IMAGE, _KERNEL), {"padding": 1}),
    Case((_IMAGE.T + 1, _KERNEL), {"stride": 2}),
    Case((_IMAGE + 0.25, _KERNEL.T * 0.5), {"padding": 2, "stride": 3}),
    Case(
        (
            np.array([[250, 3, 7, 200], [9, 255, 4, 1], [2, 8, 240, 6]], np.uint8),
            _KERNEL,
        )
    ),
)

_FLIPPED = (
    "Your kernel is turned by 180° before it slides. That is true convolution; here the "
    "weight in the kernel's top left corner belongs to the window's top left pixel."
)

CONV2D = FunctionExercise(
    id="conv2d",
    chapter="02",
    title="Write conv2d",
    difficulty=2,
    points=4,
    answer="conv2d",
    reference=ops.conv2d,
    cases=_CONV_CASES,
    draw=_draw_conv2d,
    locate=_window,
    misconceptions=(
        Misconception("flipped kernel", _FLIPPED, _with(turn=lambda k: k[::-1, ::-1])),
        Misconception(
            "kernel flipped along one axis",
            "Your kernel is upside down. Slide it as it is, without flipping any axis.",
            _with(turn=lambda k: k[::-1]),
        ),
        Misconception(
            "kernel mirrored left to right",
            "Your kernel is mirrored. Slide it as it is, without flipping any axis.",
            _with(turn=lambda k: k[:, ::-1]),
        ),
        Misconception(
            "rows and columns of the kernel swapped",
            "Your kernel is transposed. Its first axis runs down the image, like the "
            "image's first axis.",
            _with(turn=np.transpose),
        ),
        Misconception(
            "matrix product instead of elementwise product",
            "You multiply window and kernel as matrices. Each pixel meets only the one "
            "weight that lies on it: use * and then add up.",
            _with(combine=_matrix_product),
        ),
        Misconception(
            "mean instead of sum",
            "You average the products. A convolution adds them up and divides by nothing.",
            _with(combine=lambda window, k: (window * k).mean()),
        ),
        Misconception(
            "last window missing",
            "You stop one window too early, in both directions. Where does the last "
            "window start, if it ends on the last pixel?",
            _with(missing=1),
        ),
        Misconception(
            "padding ignored",
            "Nothing changes when padding is more than 0. Put that many rows and columns "
            "of zeros on every side before you slide.",
            _with(sides=(0, 0)),
        ),
        Misconception(
            "padding on one side only",
            "You add zeros at the top and on the left only. Padding p means p on all "
            "four sides.",
            _with(sides=(1, 0)),
        ),
        Misconception(
            "padding with copies of the border",
            "Your border repeats the edge pixels. The padding here is made of zeros.",
            _with(border="edge"),
        ),
        Misconception(
            "stride ignored",
            "Your window always moves by one pixel. After each step it should move by "
            "stride pixels, down as well as to the right.",
            lambda image, kernel, padding=0, stride=1: ops.conv2d(
                image, kernel, padding
            ),
        ),
        Misconception(
            "stride in one direction only (down)",
            "Your window moves by stride pixels downwards, but by one to the right.",
            _one_step_stride(0),
        ),
        Misconception(
            "stride in one direction only (right)",
            "Your window moves by stride pixels to the right, but by one downwards.",
            _one_step_stride(1),
        ),
        Misconception(
            "height and width swapped",
            "The output has its height and width swapped. image.shape is (height, width): "
            "rows first.",
            _swapped_output,
        ),
        Misconception(
            "fractions cut off",
            "Your output can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect the results?",
            _with(dtype=np.int64),
        ),
    ),
)


CONVOLVE2D = FunctionExercise(
    id="convolve2d",
    chapter="02",
    title="True convolution",
    difficulty=2,
    points=2,
    answer="convolve2d",
    reference=lambda image, kernel: ops.convolve2d(image, kernel),
    cases=(
        Case((lecture.A, lecture.K)),
        Case((_IMAGE, _KERNEL)),
        Case((_IMAGE.T * 0.5, lecture.K)),
    ),
    draw=lambda random: Case(_draw_conv2d(random).args),
    locate=_window,
    misconceptions=(
        Misconception(
            "kernel not flipped",
            "This is cross-correlation. True convolution turns the kernel first.",
            lambda image, kernel: ops.conv2d(image, kernel),
        ),
        Misconception(
            "only the rows flipped",
            "You turn the kernel upside down. True convolution flips the other axis too.",
            lambda image, kernel: ops.conv2d(image, kernel[::-1]),
        ),
        Misconception(
            "only the columns flipped",
            "You mirror the kernel left to right. True convolution flips the other axis "
            "too.",
            lambda image, kernel: ops.conv2d(image, kernel[:, ::-1]),
        ),
        Misconception(
            "transposed instead of flipped",
            "You exchange the kernel's rows and columns. Flipping is another thing: the "
            "first row becomes the last, the first column becomes the last.",
            lambda image, kernel: ops.conv2d(image, kernel.T),
        ),
        Misconception(
            "image flipped instead of kernel",
            "You flip the image, so the answers come out in the reverse order.",
            lambda image, kernel: ops.conv2d(image[::-1, ::-1], kernel),
        ),
        Misconception(
            "image and kernel both flipped",
            "You flip both. The products pair up as in cross-correlation again, and the "
            "map comes out turned.",
            lambda image, kernel: ops.conv2d(image[::-1, ::-1], kernel[::-1, ::-1]),
        ),
    ),
)


def _count(height, width, f_h, f_w):
    return (height - f_h + 1) * (width - f_w + 1)


COUNT_WINDOWS = FunctionExercise(
    id="count-windows",
    chapter="02",
    title="How many windows?",
    difficulty=1,
    points=1,
    answer="count_windows",
    reference=_count,
    cases=tuple(
        Case(args) for args in [(6, 6, 3, 3), (5, 7, 2, 3), (9, 4, 4, 1), (3, 8, 3, 5)]
    ),
    draw=lambda random: Case(
        tuple(int(n) for n in (*random.integers(6, 30, 2), *random.integers(1, 6, 2)))
    ),
    whole=True,
    misconceptions=(
        Misconception(
            "missing + 1",
            "Your count is short by one in each direction. The first window starts at "
            "pixel 0: count the starts, not the steps between them.",
            lambda h, w, f_h, f_w: (h - f_h) * (w - f_w),
        ),
        Misconception(
            "windows side by side",
            "You count windows that do not overlap. The window moves by one pixel.",
            lambda h, w, f_h, f_w: (h // f_h) * (w // f_w),
        ),
        Misconception(
            "added instead of multiplied",
            "You add the two directions. Each row of windows has all the columns.",
            lambda h, w, f_h, f_w: (h - f_h + 1) + (w - f_w + 1),
        ),
        Misconception(
            "one window per pixel",
            "You count every pixel. Near the right and the lower edge no window starts.",
            lambda h, w, f_h, f_w: h * w,
        ),
        Misconception(
            "height and width of the kernel swapped",
            "You take the kernel's width from the image's height, and the height from "
            "the width.",
            lambda h, w, f_h, f_w: _count(h, w, f_w, f_h),
        ),
        Misconception(
            "square kernel assumed",
            "Your count uses f_h in both directions. A kernel need not be square.",
            lambda h, w, f_h, f_w: _count(h, w, f_h, f_h),
        ),
    ),
)


_ROW, _COLUMN = 1, 2
_PATCH = lecture.GRID[_ROW : _ROW + 3, _COLUMN : _COLUMN + 3]

ONE_WINDOW = ValueExercise(
    id="one-window",
    chapter="02",
    title="One window by hand",
    difficulty=1,
    points=1,
    answer="one_window",
    reference=(_PATCH * lecture.K).sum(),
    misconceptions=(
        Misconception(
            "flipped kernel", _FLIPPED, (_PATCH * lecture.K[::-1, ::-1]).sum()
        ),
        Misconception(
            "matrix product instead of elementwise product",
            "You multiply rows by columns. Each pixel meets only the weight on top of it.",
            (_PATCH @ lecture.K).sum(),
        ),
        Misconception(
            "row and column of the window swapped",
            "You took the window that starts in row 2, column 1. The row comes first.",
            (lecture.GRID[2:5, 1:4] * lecture.K).sum(),
        ),
        Misconception(
            "counted from 1",
            "You took the window one row up and one column to the left. Rows and columns "
            "are counted from 0.",
            (lecture.GRID[0:3, 1:4] * lecture.K).sum(),
        ),
        Misconception(
            "signs lost",
            "You added every product as if it were positive. Some weights are negative.",
            (_PATCH * abs(lecture.K)).sum(),
        ),
    ),
)

_NEXT = np.array(
    [(lecture.C[i : i + 3, j : j + 3] * lecture.K).sum() for i, j in [(0, 1), (1, 0)]]
)
_C_CONVOLVED = ops.convolve2d(lecture.C, lecture.K)

NEXT_VALUE = ValueExercise(
    id="next-value",
    chapter="02",
    title="Slide the window",
    difficulty=1,
    points=1,
    answer="next_value",
    reference=_NEXT,
    misconceptions=(
        Misconception(
            "right and down swapped",
            "These are the two values, in the other order. The step to the right comes "
            "first.",
            _NEXT[::-1],
        ),
        Misconception(
            "window moved by its own width",
            "You moved the window by three pixels. At stride 1 it moves by one, and "
            "overlaps with the place where it was.",
            np.array(
                [
                    (lecture.C[:3, 3:] * lecture.K).sum(),
                    (lecture.C[3:, :3] * lecture.K).sum(),
                ]
            ),
        ),
        Misconception(
            "flipped kernel",
            _FLIPPED,
            np.array([_C_CONVOLVED[0, 1], _C_CONVOLVED[1, 0]]),
        ),
        Misconception(
            "window not moved",
            "Both numbers belong to the first window. Move the window, then multiply anew.",
            np.array([(lecture.C[:3, :3] * lecture.K).sum()] * 2),
        ),
    ),
)


def _separable(image, column, row):
    return ops.conv2d(ops.conv2d(image, column[:, None]), row[None, :])


_COL, _LINE = np.array([1, 2, 1]), np.array([3, 0, -1, 2])

SEPARABLE = FunctionExercise(
    id="separable",
    chapter="02",
    title="Two passes instead of one",
    difficulty=3,
    points=3,
    answer="separable",
    reference=_separable,
    cases=(
        Case((lecture.A, np.array([1, 2, 1]), np.array([1, 0, -1]))),
        Case((_IMAGE, _COL, _LINE)),
        Case((_IMAGE.T * 0.5, np.array([1, -2]), np.array([4, 1, 2]))),
    ),
    draw=lambda random: Case(
        (
            random.integers(-9, 10, tuple(random.integers(6, 10, 2))),
            random.integers(-4, 5, random.integers(2, 5)),
            random.integers(-4, 5, random.integers(2, 5)),
        )
    ),
    misconceptions=(
        Misconception(
            "column and row swapped",
            "You use the column from left to right and the row from top to bottom.",
            lambda image, column, row: _separable(image, row, column),
        ),
        Misconception(
            "only the first pass",
            "You slide the column and stop. The second pass slides the row over the "
            "result of the first.",
            lambda image, column, row: ops.conv2d(image, column[:, None]),
        ),
        Misconception(
            "only the row's pass",
            "You slide the row and stop. The other pass slides the column over the "
            "result.",
            lambda image, column, row: ops.conv2d(image, row[None, :]),
        ),
        Misconception(
            "both passes on the image, then added",
            "You slide both over the image and add. The second pass must see the "
            "result of the first.",
            lambda image, column, row: (
                ops.conv2d(image, column[:, None])[:, : image.shape[1] - len(row) + 1]
                + ops.conv2d(image, row[None, :])[: image.shape[0] - len(column) + 1]
            ),
        ),
        Misconception(
            "flipped by np.convolve",
            "Your passes flip the column and the row, as np.convolve does. np.correlate "
            "does not.",
            lambda image, column, row: _separable(image, column[::-1], row[::-1]),
        ),
    ),
)


def _cost(height, width, f):
    out_h, out_w = height - f + 1, width - f + 1
    return np.array([out_h * out_w * f * f, out_h * width * f + out_h * out_w * f])


def _cost_with(change):
    return lambda height, width, f: change(_cost(height, width, f), height, width, f)


SEPARABLE_COST = FunctionExercise(
    id="separable-cost",
    chapter="02",
    title="What two passes save",
    difficulty=3,
    points=2,
    answer="separable_cost",
    reference=_cost,
    cases=tuple(Case(args) for args in [(6, 6, 3), (5, 9, 2), (12, 7, 5)]),
    draw=lambda random: Case(
        tuple(int(n) for n in (*random.integers(8, 40, 2), random.integers(2, 8)))
    ),
    whole=True,
    misconceptions=(
        Misconception(
            "both passes counted at the final size",
            "Your second number is a little small. The first pass makes a map that is "
            "still as wide as the image.",
            _cost_with(
                lambda c, h, w, f: np.array([c[0], 2 * (h - f + 1) * (w - f + 1) * f])
            ),
        ),
        Misconception(
            "one window counted",
            "You count the multiplications of one window. How many windows are there?",
            _cost_with(lambda c, h, w, f: np.array([f * f, 2 * f])),
        ),
        Misconception(
            "one window per pixel",
            "You count a window for every pixel. Without padding there are fewer.",
            _cost_with(lambda c, h, w, f: np.array([h * w * f * f, 2 * h * w * f])),
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two counts, in the other order: one pass comes first.",
            _cost_with(lambda c, h, w, f: c[::-1]),
        ),
    ),
)

EXERCISES = (
    ONE_WINDOW,
    NEXT_VALUE,
    COUNT_WINDOWS,
    CONV2D,
    CONVOLVE2D,
    SEPARABLE,
    SEPARABLE_COST,
)
