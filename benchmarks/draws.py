"""Draw every problem many times, to see whether any runs out of numbers.

``python -m benchmarks.draws`` draws 500 of each, or as many as are named, and
``python -m benchmarks.draws 500 conv2d one-window`` those alone. What is drawn keeps by
construction the rule that no two mistakes, and no mistake and what is right, give the
same; here that is checked anew, pair by pair, with what the checks take for the same.
"""

from __future__ import annotations

import itertools
import sys
import time
import warnings
from typing import Any

from cnnbook.arithmetic import Conv, Dense, Flatten, Pool, trace
from cnnbook.exercises.base import DesignExercise, ModelExercise
from cnnbook.exercises.ch07.build_from_trace import Plan
from cnnbook.exercises.drawing import drawn, with_problems
from cnnbook.exercises.telling import designed, mistaken
from cnnbook.grading.judging.compare import same
from cnnbook.grading.runtime.outcome import as_outcome


def collisions(identifier: str, number: int) -> list[tuple[str, str]]:
    """Return the names of mistakes that give the same, or what is right."""
    exercise = drawn(identifier, number).exercise
    if isinstance(exercise, ModelExercise):  # tests/test_drawing.py builds some
        return traced_alike(drawn(identifier, number).given["plan"])
    if isinstance(exercise, DesignExercise):
        wrong = drawn(identifier, number).wrong
        missing = {m.name for m in exercise.misconceptions} - set(wrong)
        alone = not missing and designed(exercise)
        return [] if alone else [("a design", "another mistake, or what is right")]
    values = [("what is right", as_outcome(exercise.reference))]
    values += [
        (mistake.name, as_outcome(value)) for mistake, value in mistaken(exercise)
    ]
    return [
        (name, other)
        for place, (name, value) in enumerate(values)
        for other, wrong in values[place + 1 :]
        if name != other and same(value, wrong)
    ]


def traced_alike(plan: Plan) -> list[tuple[str, str]]:
    """Return the mistakes in a network's layers that its trace can't tell apart.

    Nothing is built: those in activations and losses leave the trace as it is, and are
    told by what a network answers.
    """
    height, width, depth = plan.shape
    flat = (height, width, depth)
    ways: dict[str, dict[str, Any]] = {
        "what is right": {},
        "wrong axis order": {"shape": (width, height, depth)},
        "forgot padding": {"padding": ("valid", "valid", "valid")},
        "second convolution padded": {"padding": ("same", "same", "valid")},
        "third convolution padded": {"padding": ("same", "valid", "same")},
        "pooling missing": {"pooled": ()},
        "stride forgotten": {"stride": 1},
        "bias missing": {"bias": False},
    }

    def rows(
        shape: tuple[int, int, int] = flat,
        padding: tuple[Any, ...] = ("same", "valid", "valid"),
        pooled: tuple[Pool, ...] = (Pool(2),),
        stride: int = 2,
        bias: bool = True,
    ) -> list[tuple[Any, ...]]:
        one, two, three = (
            Conv(filters, f, s, p, bias=bias)
            for filters, f, s, p in zip(
                plan.filters, plan.kernels, (1, stride, 1), padding, strict=True
            )
        )
        ends = [Dense(n, bias=bias) for n in (plan.units, plan.classes)]
        traced = trace(shape, [one, *pooled, two, three, Flatten(), *ends])
        return [(row.shape, row.parameters) for row in traced]

    made = {name: rows(**changes) for name, changes in ways.items()}
    return [
        pair
        for pair in itertools.combinations(made, 2)
        if made[pair[0]] == made[pair[1]]
    ]


def main(number: int, identifiers: list[str]) -> int:
    """Print how long each takes, and what collides; return how many do."""
    found = 0
    for identifier in identifiers:
        start, fewest, prompts = time.process_time(), 1 << 30, set()
        for seed in range(1, number + 1):
            problem = drawn(identifier, seed)
            fewest = min(fewest, len(problem.wrong))
            prompts.add(problem.asked)
            for pair in collisions(identifier, seed):
                found += 1
                print(f"  {identifier} {seed}: {' = '.join(pair)}")
        seconds = time.process_time() - start
        print(
            f"{identifier:<22} {len(prompts):>4} different, at least {fewest:>2} "
            f"mistakes, {seconds:6.1f} s",
            flush=True,
        )
    return found


if __name__ == "__main__":
    warnings.simplefilter("error")  # of a right answer worked out from bad numbers
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    sys.exit(1 if main(asked, sys.argv[2:] or with_problems()) else 0)
