"""How many windows of a kernel an image has."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch02._shared import kernel_fills_image
from cnnbook.exercises.mistakes import each, wrong_step


def count_windows(
    height,
    width,
    f_h,
    f_w,
    *,
    starts=lambda n, f: n - f + 1,
    across=None,
    square=lambda h, w: (h, w),
    size=lambda f_h, f_w: (f_h, f_w),
    join=lambda down, across: down * across,
):
    """Count the starts down and across, one step after another."""
    height, width = square(height, width)
    f_h, f_w = size(f_h, f_w)
    return join(starts(height, f_h), (across or starts)(width, f_w))


def _draw(random: np.random.Generator) -> Case:
    """Draw an image, mostly small; at times the kernel is as high or as wide as it is."""
    f_h, f_w = (int(n) for n in random.integers(1, 6, 2))
    most = int(random.choice([7, 7, 7, 7, 40, 400]))
    height, width = (int(n) for n in random.integers(0, most, 2))
    if random.integers(7) == 0:
        height = width = 0
    return Case(ints(f_h + height, f_w + width, f_h, f_w))


def _counted(height, width, f_h, f_w):
    return sliding_window_view(np.ones((height, width)), (f_h, f_w))[..., 0, 0].size


def _features(height, width, f_h, f_w):
    return kernel_fills_image((height, width) == (f_h, f_w)) | {
        (
            "the kernel is as high or as wide as the image",
            "the kernel is lower and narrower than the image",
        ): height == f_h or width == f_w
    }


EXERCISE = FunctionExercise(
    __name__,
    title="How many windows?",
    difficulty=1,
    points=1,
    place=30,
    look=(
        "Draw an image of 4 by 5 pixels and a kernel of 2 by 3. Mark every pixel on which "
        "the kernel's top left corner can lie."
    ),
    section="Slide",
    reference=count_windows,
    cases=tuple(
        Case(args)
        for args in [
            (4, 5, 2, 3),
            (6, 6, 3, 3),
            (9, 4, 4, 1),
            (3, 8, 3, 5),
            (32, 28, 3, 4),
            (3, 3, 3, 3),
            (1, 4, 1, 1),
            (200, 250, 3, 2),
            (300, 280, 2, 3),
            (9, 7, 7, 2),
            (9, 7, 7, 3),
        ]
    ),
    draw=_draw,
    features=_features,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "missing + 1",
            "Your count is short by one in each direction. The first window starts at "
            "pixel 0: count the starts, not the steps between them.",
            starts=lambda n, f: n - f,
        ),
        wrong_step(
            "+ 1 missing in the height only",
            "Your count of rows is short by one. The first window starts in row 0.",
            starts=lambda n, f: n - f,
            across=lambda n, f: n - f + 1,
        ),
        wrong_step(
            "+ 1 missing in the width only",
            "Your count of columns is short by one. The first window starts in column 0.",
            across=lambda n, f: n - f,
        ),
        *(
            Misconception(
                "brackets missing",
                "Python multiplies before it adds and subtracts: put brackets around each "
                "of the two numbers that you multiply.",
                answer,
            )
            for answer in (
                lambda h, w, f_h, f_w: h - f_h + 1 * w - f_w + 1,
                lambda h, w, f_h, f_w: (h - f_h + 1) * w - f_w + 1,
                lambda h, w, f_h, f_w: h - f_h + 1 * (w - f_w + 1),
            )
        ),
        wrong_step(
            "+ 1 to the product only",
            "You add 1 once, at the end. The first start has to be counted in each "
            "direction.",
            starts=lambda n, f: n - f,
            join=lambda down, across: down * across + 1,
        ),
        wrong_step(
            "one window too many",
            "You count one start too many in each direction. The last window ends on the "
            "last pixel.",
            starts=lambda n, f: n - f + 2,
        ),
        wrong_step(
            "windows side by side",
            "You count windows that do not overlap. The window moves by one pixel.",
            starts=lambda n, f: n // f,
        ),
        wrong_step(
            "windows side by side, and one more",
            "You count windows that do not overlap, and one more each way. The window "
            "moves by one pixel.",
            starts=lambda n, f: n // f + 1,
        ),
        wrong_step(
            "windows side by side, rounded up",
            "You count windows that do not overlap, and one that hangs over the edge. The "
            "window moves by one pixel.",
            starts=lambda n, f: -(-n // f),
        ),
        wrong_step(
            "pixels divided by weights",
            "You divide the number of pixels by the number of weights. Windows may "
            "overlap: the window moves by one pixel.",
            starts=lambda n, f: n / f,
        ),
        *(
            wrong_step(
                "pixels less weights",
                "You take the weights off the pixels. Count the starts down and across, "
                "and multiply.",
                starts=lambda n, f: (n, f),
                join=join,
            )
            for join in (
                lambda down, across: down[0] * across[0] - down[1] * across[1] + 1,
                lambda down, across: down[0] * across[0] - down[1] * across[1],
            )
        ),
        wrong_step(
            "every second window only",
            "You let the window move by two pixels. It moves by one.",
            starts=lambda n, f: (n - f) // 2 + 1,
        ),
        wrong_step(
            "half a kernel taken off each side",
            "You take half of the kernel off on both sides. That is right for odd kernels "
            "only: count where the top left corner can lie.",
            starts=lambda n, f: n - 2 * (f // 2),
        ),
        wrong_step(
            "kernel taken off on both sides",
            "You take the kernel off twice, once for each side. A window that starts at "
            "pixel 0 hangs over no edge.",
            starts=lambda n, f: n - 2 * f + 1,
        ),
        wrong_step(
            "added instead of multiplied",
            "You add the two directions. Each row of windows has all the columns.",
            join=lambda down, across: down + across,
        ),
        wrong_step(
            "rows of windows only",
            "You count the starts from top to bottom. In each row there are several.",
            join=lambda down, across: down,
        ),
        wrong_step(
            "columns of windows only",
            "You count the starts from left to right. There are several rows of them.",
            join=lambda down, across: across,
        ),
        wrong_step(
            "one window per pixel",
            "You count every pixel. Near the right and the lower edge no window starts.",
            starts=lambda n, f: n,
        ),
        wrong_step(
            "height and width of the kernel swapped",
            "You take the kernel's width from the image's height, and the height from "
            "the width.",
            size=lambda f_h, f_w: (f_w, f_h),
        ),
        *each(
            "square kernel assumed",
            "You use one size of the kernel in both directions. It need not be square.",
            size=[lambda f_h, f_w: (f_h, f_h), lambda f_h, f_w: (f_w, f_w)],
        ),
        *each(
            "square image assumed",
            "You use one size of the image in both directions. It need not be square.",
            square=[lambda h, w: (h, h), lambda h, w: (w, w)],
        ),
        *each(
            "kernel of one size only",
            "Your count is the same whatever the kernel's size. It is f_h by f_w.",
            size=[lambda f_h, f_w, f=f: (f, f) for f in (2, 3, 4, 5)],
        ),
        Misconception(
            "multiplications counted",
            "You count the products. The windows are asked for, and each of them makes "
            "one number.",
            answer=lambda h, w, f_h, f_w: (h - f_h + 1) * (w - f_w + 1) * f_h * f_w,
        ),
        Misconception(
            "counted in 16 bits",
            "Your count goes wrong after 32,767: it does not fit into 16 bits.",
            after=lambda count: (int(count) + 2**15) % 2**16 - 2**15,
        ),
        Misconception(
            "counted in 8 bits",
            "Your count starts again after 255: it does not fit into 8 bits.",
            after=lambda count: int(count) % 256,
        ),
    ),
    alternatives=(Alternative("windows are laid on an array and counted", _counted),),
)
