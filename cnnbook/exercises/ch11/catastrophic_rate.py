"""The largest rate at which no kernel forgets too much."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step


def highest_rate(
    kernels,
    steps,
    share,
    *,
    square=np.square,
    average=np.mean,
    root=np.sqrt,
    apart=lambda kernels: kernels,
    choose=min,
    may_move=lambda size, share: share * size,
    per_step=lambda way, steps: way / steps,
):
    """Return the highest rate that moves no layer by more than its share.

    Parameters
    ----------
    kernels : list of ndarray
        One for each layer that moves.
    steps : int
        How many there will be.
    share : float
        Of the size of a layer's weights, by which it may move.
    square, average, root : callable
        Make the size of a kernel.
    apart : callable
        Takes all kernels and returns those whose sizes count.
    choose : callable
        Makes one size of those of all layers.
    may_move, per_step : callable
        Make of it how far weights may go, and in one step.
    """
    arrays = [np.asarray(kernel, float) for kernel in kernels]
    sizes = [float(root(average(square(kernel)))) for kernel in apart(arrays)]
    return per_step(may_move(choose(sizes), share), steps)


def _draw(random: np.random.Generator) -> Case:
    shapes = [(1, 2), (3,), (2, 2), (2, 1, 3), (1, 1, 2, 2), (4, 1)]
    chosen = random.permutation(len(shapes))[: random.integers(1, 5)]
    scales = random.permutation([1, 3, 8, 20])
    kernels = []
    for number, scale in zip(chosen, scales, strict=False):
        kernel = random.integers(-9, 12, shapes[number])
        kernel.flat[0] = 7  # no layer of zeros
        kernels.append(kernel if random.random() < 0.2 else kernel * scale / 100)
    share = float(random.choice([0.01, 0.02, 0.05, 0.2, 0.5]))
    return Case((kernels, int(random.choice([1, 4, 9, 20, 30])), share))


def _kernels(kernels, steps, share):
    sizes = [float(np.sqrt(np.mean(np.square(kernel)))) for kernel in kernels]
    signs = {float(s) for k in kernels for s in np.sign(k).flat if s}
    first, last = sizes[0] == min(sizes), sizes[-1] == min(sizes)
    small = share * min(sizes) / steps < 1e-4
    return {
        (
            "the first layer has the smallest weights",
            "another layer has smaller ones",
        ): (first),
        ("the last layer has the smallest weights", "another layer has smaller ones"): (
            last
        ),
        ("there are weights of both signs", "all weights have one sign"): len(signs)
        > 1,
        ("the right rate is below 0.0001", "the right rate is 0.0001 or more"): small,
    }


def _same(value):
    return value


def _together(kernels):
    return [np.concatenate([kernel.ravel() for kernel in kernels])]


def _rate_by_loops(kernels, steps, share):
    best = None
    for kernel in kernels:
        values = np.asarray(kernel).ravel().tolist()
        size = (sum(value * value for value in values) / len(values)) ** 0.5
        if best is None or size < best:
            best = size
    return best * share / steps


EXERCISE = FunctionExercise(
    __name__,
    title="How high may the rate be?",
    difficulty=2,
    points=3,
    place=40,
    answer="highest_rate",
    look=(
        "Take one kernel of two weights, 3 and −4, and ten steps. Work out its size, then "
        "how far it may go in all, then in a step. Which of two layers comes to its limit "
        "first?"
    ),
    section="A rate too high",
    reference=highest_rate,
    features=_kernels,
    cases=(
        Case(([np.array([0.3, -0.4])], 10, 0.1)),
        Case(([np.array([[0.3, -0.4]]), np.array([[2.0, -1.0], [2.0, 0.0]])], 10, 0.1)),
        Case(([np.array([[6, 0], [-3, 6]]), np.array([0.1, 0.7])], 4, 0.05)),
        Case(
            (
                [
                    np.array([4.0, 3.0]),
                    np.array([0.2, 0.5, 0.1]),
                    np.array([-9.0, 5.0]),
                ],
                20,
                0.02,
            )
        ),
        Case(([np.array([3.0, -4.0]), np.array([0.6, 0.8])], 10, 0.1)),
        Case(([np.array([[600.0, -800.0]])], 1, 0.5)),
        Case(([np.array([[-2.0]]), np.array([3.0, 5.0])], 4, 0.1)),
        Case(
            ([np.array([0.1, -0.3]), np.array([3.0]), np.array([[1.0, 2.0]])], 5, 0.2)
        ),
        Case(([np.array([[3, -4], [1, 2]])], 5, 0.1)),
        Case(([np.array([[30, 40]]), np.array([60, 70])], 10, 0.1)),
    ),
    draw=_draw,
    misconceptions=(
        wrong_step(
            "mean instead of the root mean square",
            "You average the weights themselves. Positive and negative ones cancel, and "
            "the mean says nothing about how large they are.",
            square=_same,
            root=abs,
        ),
        wrong_step(
            "absolute values for the squares",
            "You take absolute values where squares were asked for. The size was to be the "
            "root of the mean square.",
            square=np.abs,
            root=_same,
        ),
        wrong_step(
            "standard deviation",
            "The standard deviation measures from the mean. The size of the weights "
            "measures from zero.",
            square=lambda kernel: (kernel - kernel.mean()) ** 2,
        ),
        wrong_step(
            "sum instead of the mean",
            "Your size grows with the number of weights in a kernel. A step moves each "
            "of them; compare it with a typical one.",
            average=np.sum,
        ),
        wrong_step(
            "median instead of the mean",
            "You take a median. The size was to be the root of the mean of the squares.",
            average=np.median,
        ),
        wrong_step(
            "median of the absolute values",
            "You take the median of the absolute values. The size was to be the root of "
            "the mean of the squares.",
            square=np.abs,
            average=np.median,
            root=_same,
        ),
        wrong_step(
            "sum of the absolute values",
            "You add up absolute values, so that your size grows with the number of "
            "weights. The root of the mean square was asked for.",
            square=np.abs,
            average=np.sum,
            root=_same,
        ),
        wrong_step(
            "square root forgotten",
            "You compare a step with the square of the weights.",
            root=_same,
        ),
        wrong_step(
            "largest weight of a layer",
            "You take the largest weight for the size of a layer. The root of the mean "
            "square asks all of them.",
            square=np.abs,
            average=np.max,
            root=_same,
        ),
        wrong_step(
            "smallest weight of a layer",
            "You take the smallest weight for the size of a layer. The root of the mean "
            "square asks all of them.",
            square=np.abs,
            average=np.min,
            root=_same,
        ),
        wrong_step(
            "one row at a time",
            "You take the root row by row. It comes last: one root for the whole kernel.",
            average=lambda squares: np.sqrt(squares.mean(axis=-1)).mean(),
            root=_same,
        ),
        wrong_step(
            "layer with the largest weights",
            "You measure by the layer that can bear most. Another one breaks first.",
            choose=max,
        ),
        wrong_step(
            "mean over the layers",
            "You take the mean over the layers. The weakest one then moves by more than it "
            "may.",
            choose=np.mean,
        ),
        wrong_step(
            "median over the layers",
            "You take the median over the layers. The weakest one then moves by more than "
            "it may.",
            choose=np.median,
        ),
        wrong_step(
            "sizes of all layers added",
            "You add up the sizes of the layers. Each of them has to bear all steps.",
            choose=sum,
        ),
        wrong_step(
            "all layers as one",
            "You take the weights of all layers together. Small ones do not show among "
            "large ones, and they break first.",
            apart=_together,
        ),
        wrong_step(
            "first layer only",
            "Only your first layer has a say. Which one breaks first?",
            apart=lambda kernels: kernels[:1],
        ),
        wrong_step(
            "last layer only",
            "Only your last layer has a say. Is something overwritten in a loop, or "
            "returned from inside it?",
            apart=lambda kernels: kernels[-1:],
        ),
        wrong_step(
            "steps forgotten",
            "This is safe for a single step. How many are there?",
            per_step=lambda way, steps: way,
        ),
        wrong_step(
            "steps multiplied",
            "With your rule more steps allow a higher rate. Every step adds to the way.",
            per_step=lambda way, steps: way * steps,
        ),
        wrong_step(
            "root of the steps",
            "You divide by the root of the steps, as if half of them went back. At most "
            "they all go one way.",
            per_step=lambda way, steps: way / np.sqrt(steps),
        ),
        wrong_step(
            "one step too few",
            "You count a step less than there are.",
            per_step=lambda way, steps: way / max(steps - 1, 1),
        ),
        wrong_step(
            "quotient upside down",
            "You divide the steps by the way that is allowed. The rate is a way for each "
            "step.",
            per_step=lambda way, steps: steps / way,
        ),
        wrong_step(
            "share forgotten",
            "With this rate a layer may move by all of its size. Only a share of it is "
            "allowed.",
            may_move=lambda size, share: size,
        ),
        wrong_step(
            "divided by the share",
            "You divide by the share. The less may be moved, the lower the rate.",
            may_move=lambda size, share: size / share,
        ),
        wrong_step(
            "share that stays",
            "You let a layer move by what should stay of it: share is the part that may "
            "move.",
            may_move=lambda size, share: size * (1 - share),
        ),
        wrong_step(
            "share in per cent",
            "You divide the share by a hundred. It is a share already, 0.02 for two per "
            "cent.",
            may_move=lambda size, share: size * share / 100,
        ),
        *(
            Misconception(
                "rounded",
                "You round the rate. It is small: digits that are far behind count.",
                after=partial(round, ndigits=digits),
            )
            for digits in range(2, 8)
        ),
    ),
    alternatives=(
        Alternative("loops over plain numbers", _rate_by_loops),
        Alternative(
            "one expression, with the root taken last, of the smallest",
            lambda kernels, steps, share: (
                share / steps * np.sqrt(min(np.mean(np.abs(k) ** 2) for k in kernels))
            ),
        ),
    ),
)
