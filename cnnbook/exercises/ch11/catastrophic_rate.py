"""The largest rate at which no kernel forgets too much."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _size(kernel):
    """Return the root of the mean square."""
    return float(np.sqrt(np.mean(np.square(kernel))))


def _highest(
    kernels,
    steps,
    share,
    *,
    size=_size,
    choose=min,
    rule=lambda size, steps, share: share * size / steps,
):
    """Return the highest rate, with one step done wrong."""
    return rule(choose([size(np.asarray(k, float)) for k in kernels]), steps, share)


def _highest_with(**mistake):
    return lambda kernels, steps, share: _highest(kernels, steps, share, **mistake)


def _draw_kernels(random: np.random.Generator) -> Case:
    shapes = [(3, 3, 2, 4), (1, 1, 4, 5), (3, 3, 5, 1)]
    scales = random.permutation([0.02, 0.07, 0.3]) * random.uniform(0.7, 1.3, 3)
    kernels = [
        (random.normal(0.3, 1, shape) * scale).round(5)
        for shape, scale in zip(shapes, scales, strict=True)
    ]
    return Case(
        (kernels, int(random.integers(5, 90)), float(random.integers(1, 6)) / 50)
    )


_random = np.random.default_rng(1101)


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
    reference=_highest,
    cases=(
        Case(([np.array([[0.3, -0.4]]), np.array([[2.0, -1.0], [2.0, 0.0]])], 10, 0.1)),
        Case(([np.array([[6.0, 0.0], [-3.0, 6.0]]), np.array([[0.1, 0.7]])], 4, 0.05)),
        *(_draw_kernels(_random) for _ in range(3)),
    ),
    draw=_draw_kernels,
    misconceptions=(
        Misconception(
            "mean instead of the root mean square",
            "You average the weights themselves. Positive and negative ones cancel, and "
            "the mean says nothing about how large they are.",
            _highest_with(size=lambda k: float(abs(k.mean()))),
        ),
        Misconception(
            "mean of the absolute values",
            "You average absolute values. The size was to be the root of the mean square.",
            _highest_with(size=lambda k: float(abs(k).mean())),
        ),
        Misconception(
            "standard deviation",
            "The standard deviation measures from the mean. The size of the weights "
            "measures from zero.",
            _highest_with(size=lambda k: float(k.std())),
        ),
        Misconception(
            "sum instead of the mean",
            "Your size grows with the number of weights in a kernel. A step moves each "
            "of them; compare it with a typical one.",
            _highest_with(size=lambda k: float(np.linalg.norm(k))),
        ),
        Misconception(
            "square root forgotten",
            "You compare a step with the square of the weights.",
            _highest_with(size=lambda k: float(np.mean(k**2))),
        ),
        Misconception(
            "layer with the largest weights",
            "You measure by the layer that can bear most. Another one breaks first.",
            _highest_with(choose=max),
        ),
        Misconception(
            "average over the layers",
            "You take an average over the layers. The weakest one then moves by more than "
            "it may.",
            _highest_with(choose=lambda sizes: sum(sizes) / len(sizes)),
        ),
        Misconception(
            "steps forgotten",
            "This is safe for a single step. How many are there?",
            _highest_with(rule=lambda size, steps, share: share * size),
        ),
        Misconception(
            "steps multiplied",
            "With your rule more steps allow a higher rate. Every step adds to the way.",
            _highest_with(rule=lambda size, steps, share: share * size * steps),
        ),
        Misconception(
            "share forgotten",
            "With this rate a layer may move by all of its size. Only a share of it is "
            "allowed.",
            _highest_with(rule=lambda size, steps, share: size / steps),
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
