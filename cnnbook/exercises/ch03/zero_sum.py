"""A kernel made blind to brightness: its weights add up to 0."""

from __future__ import annotations

import numpy as np

from cnnbook import kernels
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def zero_sum_in_steps(
    kernel,
    *,
    counted=lambda kernel: kernel,
    share=lambda counted: counted.mean(),
    change=lambda kernel, number: kernel - number,
):
    """Take the same number from every weight, one step after another.

    Parameters
    ----------
    kernel : ndarray
        Its weights need not add up to 0.
    counted, share : callable
        Which weights are added up, and what number is made of them.
    change : callable
        What is done to the kernel with this number.
    """
    return change(kernel, share(counted(kernel)))


def _one_pays(place):
    def change(kernel, number):
        kernel = kernel.astype(float)
        kernel[tuple(place(n) for n in kernel.shape)] -= kernel.sum()
        return kernel

    return change


def _centre_of_three_pays(kernel, number):
    kernel = kernel.astype(float)
    kernel[1, 1] -= kernel.sum()
    return kernel


def _in_loops(kernel):
    number = sum(sum(row) for row in kernel.tolist()) / kernel.size
    return [[weight - number for weight in row] for row in kernel.tolist()]


def _by_a_matrix(kernel):
    matrix = np.eye(kernel.size) - 1 / kernel.size
    return (matrix @ kernel.ravel()).reshape(kernel.shape)


def _draw_kernel(random: np.random.Generator) -> Case:
    kernel = random.integers(-4, 8, random.integers(1, 7, 2))
    if kernel.size == 1:
        kernel = random.integers(-4, 8, (3, 3))
    kind = random.integers(7)
    if kind == 0:
        kernel = kernel / random.choice([2, 4, 8])
    if kind == 1:
        kernel.flat[-1] -= kernel.sum()  # nothing is left to do
    if kind == 2:
        kernel.flat[-1] -= kernel.sum() - 1  # nearly nothing
    return Case((kernel,))


def _sum(kernel):
    return {
        ("the weights add up to 0 already", "the weights do not add up to 0"): (
            kernel.sum() == 0
        ),
        ("the mean is a whole number", "the mean is a fraction"): (
            kernel.sum() % kernel.size == 0
        ),
        ("the sum of the weights is negative", "the sum is not negative"): (
            kernel.sum() < 0
        ),
    }


EXERCISE = FunctionExercise(
    __name__,
    title="Blind to brightness",
    difficulty=1,
    points=1,
    place=15,
    look=(
        "Take the kernel with the weights 1 and 2 in its first row and 3 and 6 in its "
        "second, on paper. What do they add up to, and how many of them share it? Then "
        "print zero_sum(kernel).sum()."
    ),
    section="A gallery",
    reference=zero_sum_in_steps,
    features=_sum,
    cases=(
        Case((np.array([[1, 2], [3, 6]]),)),
        Case((np.array([[2, 5]]),)),
        Case((np.array([[0, 1, 0], [0, 1, 0], [0, 1, 0]]),)),
        Case((np.array([[5, -1, 2], [0, 4, -3]]),)),
        Case((np.array([[-6], [1], [2], [0]]) / 4,)),
        Case((kernels.kernel("sobel-vertical"),)),
        Case((kernels.kernel("sharpen"),)),
        Case((np.array([[7]]),)),
        Case((np.array([[3, 0, -2, 1], [1, -4, 0, 2], [5, -1, -3, -1]]),)),
        Case((np.arange(36).reshape(6, 6) % 5,)),
        Case((np.array([[0.25, -0.125]]),)),
        Case((np.array([[90, 80], [-7, 60]]),)),
        Case((np.array([[-3, -5], [-1, -2]]),)),
        Case((np.array([[4, 4], [4, 4]]),)),
    ),
    draw=_draw_kernel,
    misconceptions=(
        wrong_step(
            "the whole sum taken away",
            "You take the whole sum from every weight. How many weights share it?",
            share=lambda counted: counted.sum(),
        ),
        wrong_step(
            "sum divided by the number of rows",
            "You divide the sum by the number of rows. A row has several weights.",
            share=lambda counted: counted.sum() / counted.shape[0],
        ),
        wrong_step(
            "sum divided by the number of columns",
            "You divide the sum by the number of columns. A column has several weights.",
            share=lambda counted: counted.sum() / counted.shape[1],
        ),
        wrong_step(
            "nine weights taken for granted",
            "You divide by 9, however many weights there are.",
            share=lambda counted: counted.sum() / 9,
        ),
        *each(
            "always the same number",
            "You take the same number away, whatever the kernel is. Which one is right "
            "depends on its weights.",
            share=(
                lambda counted: 1,
                lambda counted: 1 / 3,
                lambda counted: 1 / 9,
            ),
        ),
        wrong_step(
            "weights of 0 not counted",
            "You divide by the number of weights that are not 0. The others change as "
            "well, so they share the sum.",
            share=lambda counted: counted.sum() / max(np.count_nonzero(counted), 1),
        ),
        wrong_step(
            "median instead of mean",
            "You take the middle one of the weights away. What must the weights that are "
            "left add up to?",
            share=np.median,
        ),
        wrong_step(
            "mean added",
            "You add the number instead of taking it away. The sum gets twice as large.",
            change=lambda kernel, number: kernel + number,
        ),
        *each(
            "one weight pays for all",
            "Your weights add up to 0, but one of them has changed for all the others. "
            "Every weight should lose the same.",
            change=(
                _one_pays(lambda n: n // 2),
                _one_pays(lambda n: -1),
                _one_pays(lambda n: 0),
                _centre_of_three_pays,
            ),
        ),
        wrong_step(
            "weights of 0 left alone",
            "You change only those weights that are not 0. The same number is taken from "
            "every weight.",
            change=lambda kernel, number: kernel - number * (kernel != 0),
        ),
        wrong_step(
            "every column by itself",
            "You balance each column by itself, and nothing is left of a kernel whose rows "
            "are alike. Take the same number from every weight.",
            share=lambda counted: counted.mean(axis=0),
        ),
        wrong_step(
            "every row by itself",
            "You balance each row by itself. Take the same number from every weight.",
            share=lambda counted: counted.mean(axis=1, keepdims=True),
        ),
        *each(
            "rows and columns balanced",
            "You balance the rows and the columns, one after the other or together. Take "
            "one number from every weight, and the same from all.",
            share=(
                lambda counted: (
                    counted.mean(axis=0) + counted.mean(axis=1, keepdims=True)
                ),
                lambda counted: (
                    counted.mean(axis=0)
                    + counted.mean(axis=1, keepdims=True)
                    - counted.mean()
                ),
            ),
        ),
        wrong_step(
            "middle between smallest and largest",
            "You take the middle between the smallest and the largest weight away. The "
            "other weights count as well.",
            share=lambda counted: (counted.min() + counted.max()) / 2,
        ),
        wrong_step(
            "the number in every place",
            "Your array has one number in every place. It is what each weight loses: take "
            "it away from the kernel.",
            change=lambda kernel, number: np.full(kernel.shape, number),
        ),
        wrong_step(
            "nothing left",
            "All your weights are 0. They do add up to 0, but nothing is left of the kernel.",
            change=lambda kernel, number: np.zeros(kernel.shape),
        ),
        *each(
            "first row alone changed",
            "Only the first row has changed. Is a return inside your loop?",
            change=(
                lambda kernel, number: np.vstack([kernel[:1] - number, kernel[1:]]),
                lambda kernel, number: kernel[:1] - number,
            ),
        ),
        wrong_step(
            "last row left as it is",
            "The last row keeps its weights: there your loop does not get.",
            change=lambda kernel, number: np.vstack(
                [kernel[:-1] - number, kernel[-1:]]
            ),
        ),
        *(
            Misconception(
                "rounded",
                "Your weights are rounded, so they do not quite add up to 0. Leave all "
                "their digits.",
                after=lambda kernel, digits=digits: np.round(kernel, digits),
            )
            for digits in (0, 1, 2, 3)
        ),
        Misconception(
            "half precision",
            "Your weights have lost some of their digits: float16 has three or four. Take "
            "an array of floats as NumPy makes them.",
            after=lambda kernel: np.asarray(kernel).astype(np.float16),
        ),
        wrong_step(
            "signs lost",
            "You count every weight as if it were positive. Some are not.",
            counted=np.abs,
        ),
        wrong_step(
            "smallest weight taken away",
            "You take the smallest weight away, so that no weight is negative. Can such "
            "weights add up to 0?",
            share=np.min,
        ),
        wrong_step(
            "largest weight taken away",
            "You take the largest weight away, so that no weight is positive. Can such "
            "weights add up to 0?",
            share=np.max,
        ),
        wrong_step(
            "divided by the sum",
            "Your weights add up to 1, and an even surface keeps its brightness. It "
            "should give 0.",
            change=lambda kernel, number: kernel / kernel.sum(),
        ),
        wrong_step(
            "multiplied to whole numbers",
            "Your weights add up to 0, but you have multiplied them as well. Take a number "
            "away, and do nothing else.",
            change=lambda kernel, number: kernel * kernel.size - kernel.sum(),
        ),
        *each(
            "divided by the spread",
            "Your weights add up to 0, but you have divided them as well. Take a number "
            "away, and do nothing else.",
            change=(
                lambda kernel, number: (kernel - number) / kernel.std(),
                lambda kernel, number: (kernel - number) / (kernel.std() or 1),
            ),
        ),
        wrong_step(
            "fractions cut off",
            "You take a whole number away. Weights need not be whole.",
            share=lambda counted: counted.sum() // counted.size,
        ),
        wrong_step(
            "fractions cut off",
            "You take a whole number away. Weights need not be whole.",
            share=lambda counted: np.round(counted.mean()),
        ),
        Misconception(
            "whole numbers only",
            "Your kernel has lost its fractions. Which type does your array have?",
            after=np.trunc,
        ),
        wrong_step(
            "the number alone",
            "This is a number. Return the kernel from whose weights it has been taken.",
            change=lambda kernel, number: number,
        ),
    ),
    alternatives=(
        Alternative("loops; nested lists come back", _in_loops),
        Alternative("the weights in a row, times a matrix", _by_a_matrix),
    ),
)
