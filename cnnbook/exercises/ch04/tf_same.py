"""The two sides of TensorFlow's padding “same”."""

from __future__ import annotations

import math

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step

LECTURE = (
    "You pad as the lecture does, by (f − 1)/2 on both sides. That is “same” at stride 1 "
    "with an odd kernel. What does the last window need at another stride?"
)


def tf_same_in_steps(
    n,
    f,
    s,
    *,
    stride=lambda s: s,
    windows=lambda n, s: -(-n // s),
    before_last=1,
    lacking=lambda last, f, n: last + f - n,
    cut=lambda total: max(total, 0),
    share=lambda total: (total // 2, total - total // 2),
):
    """Return the padding before and after, one step of the rule after another.

    Parameters
    ----------
    n, f, s : int
        Pixels, kernel size and stride.
    stride, windows : callable
        What is taken for the stride, and how many windows there are to be.
    before_last : int
        By how much their number exceeds the number of steps.
    lacking : callable
        What n pixels lack, where the last window starts at a given one.
    cut, share : callable
        Make it no less than 0, and share it between the two sides.
    """
    s = stride(s)
    last = (windows(n, s) - before_last) * s
    return np.array(share(cut(lacking(last, f, n))))


def _draw(random: np.random.Generator) -> Case:
    f, s = random.integers(1, 9), random.integers(1, 6)
    rest = random.integers(0, s) if random.integers(3) else 0
    kind = random.integers(4)
    if kind == 0:
        f, s = random.integers(1, 4), random.integers(3, 6)  # nothing may be lacking
        rest = random.integers(0, s)
    if kind == 1:
        f = random.integers(2, 6)
        s = f + random.integers(0, 3)
        rest = random.integers(1, f)  # the stride is no smaller, and pixels are lacking
    return Case(ints(s * random.integers(1, 6) + rest, f, s))


def _total(n, f, s):
    total = (-(-n // s) - 1) * s + f - n
    return {
        ("the total is odd", "the total is even"): total > 0 and total % 2 == 1,
        ("nothing is lacking", "something is lacking"): total <= 0,
        ("pixels would be left over", "no pixels would be left over"): total < 0,
        ("the stride is larger than the kernel", "the stride is at most f"): s > f,
        ("n is a multiple of s", "n is no multiple of s"): n % s == 0,
    }


def _tf_same_as_documented(n, f, s):
    total = max(f - s, 0) if n % s == 0 else max(f - n % s, 0)
    return total // 2, total - total // 2


EXERCISE = FunctionExercise(
    __name__,
    title="TensorFlow's “same”",
    difficulty=3,
    points=3,
    place=60,
    look=(
        "Draw a row of seven pixels, and windows of four at stride 2 from the first pixel "
        "on, until there are four of them. How many pixels do the windows reach beyond the "
        "row? Then take windows of one pixel."
    ),
    section="What TensorFlow means by “same”",
    reference=tf_same_in_steps,
    library=("same_padding",),
    features=_total,
    cases=tuple(
        Case(args)
        for args in [
            (6, 3, 1),
            (6, 2, 1),
            (5, 4, 1),
            (7, 4, 2),
            (10, 3, 3),
            (8, 1, 3),
            (9, 1, 3),
            (9, 6, 4),
            (6, 2, 4),
            (6, 3, 5),
            (10, 2, 3),
            (11, 3, 3),
            (9, 8, 1),
            (2, 9, 1),
            (1, 4, 2),
            (20, 13, 1),
            (3, 5, 1),
            (224, 7, 2),
            (700, 601, 1),
            (100, 3, 11),
        ]
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(
        Misconception(
            "(f − 1)/2 on both sides",
            LECTURE,
            lambda n, f, s: ((f - 1) // 2, (f - 1) // 2),
        ),
        Misconception(
            "(f − 1)/2 on both sides",
            LECTURE,
            lambda n, f, s: ((f - 1) / 2, (f - 1) / 2),
        ),
        Misconception(
            "half the kernel on both sides",
            "You pad by half of f on both sides, whatever n and s are. Even at stride 1 an "
            "even kernel lacks an odd number of pixels, and both sides can't be alike.",
            lambda n, f, s: (f // 2, f // 2),
        ),
        Misconception(
            "a kernel's own padding, without the stride",
            "Your padding depends on f alone. At a larger stride the output has ⌈n/s⌉ "
            "pixels, and fewer padded pixels are enough; which side gets the extra one?",
            lambda n, f, s: (f // 2, (f - 1) // 2),
        ),
        wrong_step(
            "stride ignored",
            "You pad as for stride 1. At a larger stride the output has ⌈n/s⌉ pixels, "
            "and fewer padded pixels are enough.",
            stride=lambda s: 1,
        ),
        Misconception(
            "nothing padded",
            "You add nothing at all. That is the padding “valid”.",
            lambda n, f, s: (0, 0),
        ),
        wrong_step(
            "extra pixel before",
            "Your two numbers are in the wrong order when they differ: TensorFlow puts "
            "the extra pixel after, below or to the right.",
            share=lambda total: (total - total // 2, total // 2),
        ),
        wrong_step(
            "both sides alike",
            "You always pad both sides alike. When the total is odd, they differ by one.",
            share=lambda total: (total // 2, total // 2),
        ),
        wrong_step(
            "both sides rounded up",
            "Where the total is odd, you pad one pixel more than is lacking. Only one of "
            "the two sides gets the extra pixel.",
            share=lambda total: (-(-total // 2), -(-total // 2)),
        ),
        wrong_step(
            "half pixels",
            "You add half a pixel on each side. Where the total is odd, one side gets one "
            "pixel more than the other.",
            share=lambda total: (total / 2, total / 2),
        ),
        wrong_step(
            "half of the total rounded to the nearest",
            "Python rounds 0.5 down and 1.5 up, to the nearest even number, so your extra "
            "pixel changes sides. It always goes after.",
            share=lambda total: (round(total / 2), total - round(total / 2)),
        ),
        wrong_step(
            "all on one side",
            "You put everything after. Share it between the two sides.",
            share=lambda total: (0, total),
        ),
        wrong_step(
            "all before",
            "You put everything before. Share it between the two sides.",
            share=lambda total: (total, 0),
        ),
        wrong_step(
            "the whole padding on each side",
            "You add on each side what both together need. Share it.",
            share=lambda total: (total, total),
        ),
        wrong_step(
            "the total alone",
            "This is the padding of both sides together. Two numbers are asked for.",
            share=lambda total: total,
        ),
        wrong_step(
            "output size rounded down",
            "You take ⌊n/s⌋ for the output size. TensorFlow rounds up.",
            windows=lambda n, s: n // s,
        ),
        wrong_step(
            "output size rounded to the nearest",
            "You round n/s to the nearest number. TensorFlow rounds up.",
            windows=lambda n, s: round(n / s),
        ),
        wrong_step(
            "one window too many where the stride divides n",
            "Where n is a multiple of s you pad for one window too many: look at n % s = 0 "
            "apart.",
            windows=lambda n, s: n // s + 1,
        ),
        wrong_step(
            "every n taken for a multiple of the stride",
            "Your padding does not depend on n: it is what n lacks if it is a multiple of "
            "s. Is n/s rounded up to a whole number of windows first?",
            lacking=lambda last, f, n: f - last,
            windows=lambda n, s: 2,
        ),
        wrong_step(
            "first window forgotten",
            "You pad for one window too many: of k windows the last one is k − 1 steps "
            "from the first.",
            before_last=0,
        ),
        wrong_step(
            "kept at the input size",
            "You pad until the output is as large as the input. With a stride, “same” "
            "does not mean that.",
            windows=lambda n, s: n,
        ),
        wrong_step(
            "one pixel more than is lacking",
            "Your total is one too large: a window that starts at pixel t ends on pixel "
            "t + f − 1.",
            lacking=lambda last, f, n: last + f - n + 1,
        ),
        wrong_step(
            "one pixel less than is lacking",
            "Your total is one too small: a row of n pixels ends on pixel n − 1.",
            lacking=lambda last, f, n: last + f - n - 1,
        ),
        wrong_step(
            "negative padding",
            "You get negative padding where the last window ends before the row does. Then "
            "nothing is lacking, so nothing needs to be added.",
            cut=lambda total: total,
        ),
        wrong_step(
            "negative padding made positive",
            "Where nothing is lacking you add pixels all the same. A negative number of "
            "lacking pixels means that none is needed.",
            cut=abs,
        ),
        wrong_step(
            "negative padding on one side",
            "Where the last window ends before the row does, the total is below 0, and one "
            "of your numbers still is. Cut off the total before you share it.",
            cut=lambda total: total,
            share=lambda total: (max(total // 2, 0), total - total // 2),
        ),
        Misconception(
            "kernel size and stride swapped",
            "You take the kernel size for the stride, and the stride for the kernel size.",
            lambda n, f, s: tf_same_in_steps(n, s, f),
        ),
        Misconception(
            "image and kernel swapped",
            "You take the image for the kernel, and the kernel for the image. n comes first.",
            lambda n, f, s: tf_same_in_steps(f, n, s),
        ),
        *(
            Misconception(
                "nothing padded at a large stride",
                "You add nothing where the stride is large compared with the kernel. The "
                "last window may reach beyond the row all the same: draw six pixels, and "
                "windows of three at stride 5.",
                lambda n, f, s, over=over: (
                    (0, 0) if s >= f + over else tf_same_in_steps(n, f, s)
                ),
            )
            for over in (0, 1)
        ),
        Misconception(
            "nothing padded where the stride divides n",
            "You add nothing where n is a multiple of s. The last window starts s pixels "
            "before the end there, and may be longer than that.",
            lambda n, f, s: (0, 0) if n % s == 0 else tf_same_in_steps(n, f, s),
        ),
        wrong_step(
            "at least one pixel on one side",
            "You never add less than one pixel. Where nothing is lacking, nothing is added.",
            cut=lambda total: max(total, 1),
        ),
        wrong_step(
            "both sides rounded to the nearest",
            "Where the total is odd, you give both sides an extra pixel, or none. The two "
            "numbers should add up to the total.",
            share=lambda total: (round(total / 2), round(total / 2)),
        ),
        Misconception(
            "the output size as well",
            "There is one number more than asked for. The padding before and after are "
            "asked for.",
            lambda n, f, s: (-(-n // s), *tf_same_in_steps(n, f, s)),
        ),
        Misconception(
            "sizes instead of padding",
            "You return the size of the image before and after. How many pixels are added "
            "on each side?",
            lambda n, f, s: (n, n + max((math.ceil(n / s) - 1) * s + f - n, 0)),
        ),
    ),
    alternatives=(
        Alternative(
            "the rule as TensorFlow's documentation states it", _tf_same_as_documented
        ),
    ),
)
