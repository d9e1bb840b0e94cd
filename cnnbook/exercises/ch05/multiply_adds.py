"""How many products a convolution layer takes."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import in_bits, ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch05._shared import after, step
from cnnbook.exercises.mistakes import Misconception


def _size(n, f, p, s):
    return (n + 2 * p - f) // s + 1


def products_in_steps(
    height,
    width,
    f,
    c_in,
    c_out,
    p=0,
    s=1,
    *,
    size=_size,
    per_value=lambda f, c_in: f * f * c_in,
    values=lambda rows, columns, s: rows * columns,
    filters=lambda c_out: c_out,
):
    """Count windows, products of a window, and filters."""
    rows, columns = size(height, f, p, s), size(width, f, p, s)
    return values(rows, columns, s) * per_value(f, c_in) * filters(c_out)


def _draw(random: np.random.Generator) -> Case:
    height, width, f, c_in, c_out = ints(*random.integers(1, [6, 7, 5, 6, 6]))
    p, s = ints(*random.choice([0, 0, 1, 2], 1), *random.choice([1, 1, 2, 3, 4], 1))
    least = max(f - 2 * p, 1)  # with padding, the image may be smaller than the kernel
    height, width = (n + least - int(random.integers(1, 3)) for n in (height, width))
    sizes = (max(height, least), max(width, least), f, c_in, c_out)
    if random.integers(6) == 0:  # a photograph: more than 32 bits can count
        sizes = (*ints(*random.integers(300, 400, 2)), 3, 65, 127)
    if random.integers(6) == 0:
        return Case((*sizes, p, s))
    settings = {"p": p} if p or random.integers(2) else {}
    return Case(sizes, settings | ({"s": s} if s > 1 else {}))


def _real_pixels_only(height, width, f, c_in, c_out, p=0, s=1):
    """Leave the products with padded zeros out."""

    def along(n):
        starts = range(-p, n + p - f + 1, s)
        return sum(max(min(start + f, n) - max(start, 0), 0) for start in starts)

    return along(height) * along(width) * c_in * c_out


def _reordered(height, width, f, c_in, c_out, s=1, p=0):
    """Name the parameters rightly, but in another order."""
    return products_in_steps(height, width, f, c_in, c_out, p, s)


def _about(height, width, f, c_in, c_out, p=0, s=1):
    exact = (height + 2 * p - f) % s == (width + 2 * p - f) % s == 0
    return {("the steps come out even", "pixels are left over at the edge"): exact}


def _counted(height, width, f, c_in, c_out, p=0, s=1):
    down = len(range(f, height + 2 * p + 1, s))
    right = len(range(f, width + 2 * p + 1, s))
    return float(down * right) * c_out * c_in * f**2


EXERCISE = FunctionExercise(
    __name__,
    title="Count the work",
    difficulty=2,
    points=2,
    place=60,
    look=(
        "Take an image of 4 by 5 pixels with 2 channels and one filter with f = 2. Count "
        "its windows, and the products of one window. Then let p be 1, and after that s "
        "be 2: what changes?"
    ),
    section="Few parameters, much work",
    reference=products_in_steps,
    cases=(
        Case((6, 6, 3, 3, 2)),
        Case((4, 7, 2, 3, 1)),
        Case((9, 12, 3, 4, 5), {"p": 1}),
        Case((11, 15, 3, 2, 7), {"s": 2}),
        Case((10, 17, 4, 3, 8), {"p": 2, "s": 3}),
        Case((5, 7, 5, 2, 3), {"p": 1, "s": 3}),
        Case((2, 4, 3, 2, 3), {"p": 1}),
        Case((8, 9, 1, 2, 3), {"s": 3}),
        Case((8, 5, 3, 2, 4, 1, 2)),
        Case((3, 6, 3, 2, 2)),
        Case((300, 224, 3, 64, 128), {"p": 1}),
        Case((225, 223, 7, 3, 65), {"p": 3}),
        Case((30, 26, 11, 2, 3), {"p": 5, "s": 4}),
    ),
    draw=_draw,
    integer_result=True,
    features=_about,
    misconceptions=(
        step(
            "counted per input pixel",
            "You count one window for each pixel of the image. How many windows are "
            "there?",
            size=lambda n, f, p, s: n,
        ),
        step(
            "size of same padding",
            "You count as if the padding always kept the size. How much there is, p says.",
            size=lambda n, f, p, s: -(-n // s),
        ),
        step(
            "padding ignored",
            "Your count does not change with p. More padding means more windows.",
            size=lambda n, f, p, s: _size(n, f, 0, s),
        ),
        step(
            "padding counted once",
            "You count the padding once. It is added on both sides.",
            size=lambda n, f, p, s: (n + p - f) // s + 1,
        ),
        step(
            "stride ignored",
            "Your count does not change with s. A larger stride means fewer windows.",
            size=lambda n, f, p, s: _size(n, f, p, 1),
        ),
        step(
            "padding and stride ignored",
            "Your count changes neither with p nor with s. Both change the number of "
            "windows.",
            size=lambda n, f, p, s: n - f + 1,
        ),
        *(
            Misconception(
                f"stride in one direction only ({way})",
                f"Your window moves by s pixels {words}, and by one in the other "
                "direction. It moves by s in both.",
                lambda h, w, f, c_in, c_out, p=0, s=1, down=down, across=across: (
                    _size(h, f, p, s if down else 1)
                    * _size(w, f, p, s if across else 1)
                    * f
                    * f
                    * c_in
                    * c_out
                ),
            )
            for way, words, down, across in (
                ("down", "downwards", True, False),
                ("right", "to the right", False, True),
            )
        ),
        step(
            "stride counted once",
            "You divide by the stride once. The window moves by s downwards as well as "
            "to the right.",
            size=lambda n, f, p, s: _size(n, f, p, 1),
            values=lambda rows, columns, s: rows * columns // s,
        ),
        step(
            "windows divided by the stride squared",
            "You count the windows at stride 1 and divide by s · s. That need not come "
            "out even: count rows and columns of windows first, each with the stride.",
            size=lambda n, f, p, s: _size(n, f, p, 1),
            values=lambda rows, columns, s: rows * columns // s**2,
        ),
        Misconception(
            "products divided by the stride squared",
            "You count the products at stride 1 and divide by s · s. That need not come "
            "out even: count rows and columns of windows first, each with the stride.",
            lambda h, w, f, c_in, c_out, p=0, s=1: (
                products_in_steps(h, w, f, c_in, c_out, p) // s**2
            ),
        ),
        step(
            "+ 1 missing",
            "You count the steps of the window. It also stands somewhere before its "
            "first step.",
            size=lambda n, f, p, s: (n + 2 * p - f) // s,
        ),
        step(
            "rounded up",
            "You round up. A window that hangs over the edge gives no output.",
            size=lambda n, f, p, s: -(-(n + 2 * p - f) // s) + 1,
        ),
        step(
            "not rounded",
            "You count parts of windows. Where the steps don't come out even, the last "
            "window is left out.",
            size=lambda n, f, p, s: (n + 2 * p - f) / s + 1,
        ),
        step(
            "1 added before dividing",
            "You add 1 before you divide by the stride. The steps are counted first; the "
            "first window comes on top.",
            size=lambda n, f, p, s: (n + 2 * p - f + 1) // s,
        ),
        step(
            "weights counted once",
            "You count the weights. Each of them is used once in every window.",
            values=lambda rows, columns, s: 1,
        ),
        step(
            "rows and columns added",
            "You add rows and columns of windows. Each row of windows has all the "
            "columns.",
            values=lambda rows, columns, s: rows + columns,
        ),
        step(
            "depth forgotten",
            "You count one plane. A window goes through all input channels.",
            per_value=lambda f, c_in: f * f,
        ),
        step(
            "kernel size not squared",
            "You count f products per plane and window. A slice has f rows of f weights.",
            per_value=lambda f, c_in: f * c_in,
        ),
        step(
            "kernel size doubled",
            "You take 2 · f weights per slice. A slice has f rows of f weights.",
            per_value=lambda f, c_in: 2 * f * c_in,
        ),
        step(
            "kernel size left out",
            "You count one product per plane and window. A slice has f rows of f weights.",
            per_value=lambda f, c_in: c_in,
        ),
        step(
            "kernel cubed",
            "You take f³ products per window. Its third size is the number of channels.",
            per_value=lambda f, c_in: f**3,
        ),
        Misconception(
            "windows counted only",
            "You count the windows. Each of them takes many products.",
            lambda h, w, f, c_in, c_out, p=0, s=1: (
                _size(h, f, p, s) * _size(w, f, p, s)
            ),
        ),
        Misconception(
            "no window as large as the image",
            "A kernel that is not smaller than the image gives you nothing. It fits in at "
            "least one place, padding included.",
            lambda h, w, f, c_in, c_out, p=0, s=1: (
                0 if f >= min(h, w) else products_in_steps(h, w, f, c_in, c_out, p, s)
            ),
        ),
        step(
            "padding of same convolution",
            "You work out a padding of your own, f // 2. How much there is, p says.",
            size=lambda n, f, p, s: _size(n, f, f // 2, s),
        ),
        step(
            "stride at most the kernel size",
            "Your window never moves by more than its own size. With a larger stride, "
            "pixels between the windows are left out.",
            size=lambda n, f, p, s: _size(n, f, p, min(f, s)),
        ),
        Misconception(
            "order of p and s swapped",
            "Your last two parameters have changed places. In the prompt, p comes before "
            "s.",
            _reordered,
        ),
        step(
            "one window",
            "You count the numbers of the output. Each of them is a sum of many products.",
            per_value=lambda f, c_in: 1,
        ),
        step(
            "biases counted",
            "You count the biases too. A bias is added, but multiplied with nothing.",
            per_value=lambda f, c_in: f * f * c_in + 1,
        ),
        step(
            "additions counted",
            "You count one less than there are products in each sum, the additions "
            "between them. The products are wanted.",
            per_value=lambda f, c_in: f * f * c_in - 1,
        ),
        step(
            "one filter only",
            "You count the work of one filter.",
            filters=lambda c_out: 1,
        ),
        Misconception(
            "channels and filters added",
            "You add c_in and c_out. Every filter goes through every channel.",
            lambda h, w, f, c_in, c_out, p=0, s=1: products_in_steps(
                h, w, f, c_in + c_out, 1, p, s
            ),
        ),
        Misconception(
            "each bias counted once",
            "You count the biases too, one for each filter. A bias is added, but "
            "multiplied with nothing.",
            lambda h, w, f, c_in, c_out, p=0, s=1: (
                products_in_steps(h, w, f, c_in, c_out, p, s) + c_out
            ),
        ),
        Misconception(
            "products with zeros left out",
            "You leave out the products with padded zeros. They are to be counted too.",
            _real_pixels_only,
        ),
        Misconception(
            "square image assumed",
            "You use the height for both directions. The image may be wider than high.",
            before=lambda height, **rest: {"width": height},
        ),
        Misconception(
            "width used twice",
            "You use the width for both directions. The image may be wider than high.",
            before=lambda width, **rest: {"height": width},
        ),
        Misconception(
            "padding and stride swapped",
            "You take the padding for the stride, and the stride for the padding.",
            before=lambda p, s, **rest: {"p": s, "s": p},
        ),
        after(
            "products and additions both counted",
            "Your count is twice what it should be. A product and the addition that "
            "follows it are one multiply-add.",
            lambda count: 2 * count,
        ),
        after(
            "in millions",
            "Your count is in millions. The number itself is wanted.",
            lambda count: count / 1e6,
        ),
        *in_bits(32),
    ),
    alternatives=(
        Alternative("the windows are counted, and a float comes back", _counted),
    ),
)
