"""The padding that keeps the size."""

from __future__ import annotations

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step


def same_padding_in_steps(f, *, lost=lambda f: f - 1, halve=lambda lost: lost // 2):
    """Return the padding on each side: what a layer takes away, shared by two sides."""
    return halve(lost(f))


EXERCISE = FunctionExercise(
    __name__,
    title="The padding that keeps the size",
    difficulty=1,
    points=1,
    place=20,
    look=(
        "Draw a kernel of five pixels whose centre lies on the first pixel of a row. How "
        "many of its pixels stick out? Do the same with three, and with one."
    ),
    section="Valid, same, full",
    reference=same_padding_in_steps,
    library=("same_padding",),
    cases=tuple(Case((f,)) for f in (3, 5, 7, 1, 11, 9, 13, 15, 17, 19, 31, 255)),
    draw=lambda random: Case(
        (2 * int(random.integers(0, 26) if random.integers(6) else 0) + 1,)
    ),
    integer_result=True,
    misconceptions=(
        wrong_step(
            "padding on one side",
            "This is all the padding together. p goes on each of two sides.",
            halve=lambda lost: lost,
        ),
        wrong_step(
            "half the kernel, rounded up",
            "You round up. The centre pixel of the kernel needs no padding.",
            lost=lambda f: f + 1,
        ),
        wrong_step(
            "half the kernel, with a fraction",
            "Half a pixel can't be added. How many pixels of the kernel stick out when "
            "its centre is on the first pixel?",
            lost=lambda f: f,
            halve=lambda lost: lost / 2,
        ),
        Misconception(
            "always 1",
            "Your padding does not change with f. It suits one kernel size only.",
            lambda f: 1,
        ),
        Misconception(
            "the size that is left",
            "This is the size of an output without padding. How many pixels go on each "
            "side, so that the output is as large as the image?",
            lambda f: 28 - f + 1,
        ),
        Misconception(
            "both sides given",
            "You give two numbers. Both sides get the same: one number is enough.",
            after=lambda p: (p, p),
        ),
        Misconception(
            "at least 1",
            "Your padding is never 0. A kernel of one pixel loses nothing, so what does "
            "it need?",
            lambda f: max(f // 2, 1),
        ),
        wrong_step(
            "the whole kernel as padding, or brackets missing",
            "You return f itself. Is it meant so? Then count the pixels that stick out when "
            "the centre of the kernel is on the first pixel. Or do you write f - 1//2? "
            "There Python divides first.",
            lost=lambda f: f,
            halve=lambda lost: lost,
        ),
        Misconception(
            "brackets missing",
            "In f - 1/2 Python divides first, 1 by 2. Brackets make it subtract first.",
            lambda f: f - 1 / 2,
        ),
        wrong_step(
            "right for 3 only",
            "Your padding suits f = 3, and grows too fast. When the kernel grows by two "
            "pixels, by how much does p grow?",
            lost=lambda f: f - 2,
            halve=lambda lost: lost,
        ),
        wrong_step(
            "a third of the kernel",
            "You take a third of f, which is right for 1 and 3 only. The padding is "
            "shared by two sides, whatever f is.",
            lost=lambda f: f,
            halve=lambda lost: lost // 3,
        ),
        wrong_step(
            "halved once too often",
            "You divide by 2 twice. What the layer takes away is shared by two sides.",
            halve=lambda lost: lost // 4,
        ),
        wrong_step(
            "pixels of the whole kernel",
            "You count f times f pixels. Height and width are padded each by itself, "
            "and along one axis the kernel has f.",
            lost=lambda f: f * f - 1,
        ),
        wrong_step(
            "one too little",
            "You subtract too much. Without padding a layer takes f − 1 pixels away; share "
            "them.",
            lost=lambda f: f - 3,
        ),
        wrong_step(
            "1 added instead of subtracted, and not halved",
            "Without padding a layer takes f − 1 pixels away, and they are shared by two "
            "sides.",
            lost=lambda f: f + 1,
            halve=lambda lost: lost,
        ),
    ),
    alternatives=(
        Alternative(
            "half of f, rounded down, is the same for odd kernels", lambda f: f // 2
        ),
    ),
)
