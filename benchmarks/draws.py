"""Draw every problem many times, to see whether any runs out of numbers.

``python -m benchmarks.draws`` draws 500 of each, or as many as are named, and
``python -m benchmarks.draws 500 conv2d one-window`` those alone. What is drawn keeps by
construction the rule that no two mistakes, and no mistake and what is right, give the
same; here that is checked anew, pair by pair, with what the checks take for the same.
"""

from __future__ import annotations

import sys
import time
import warnings

from cnnbook.exercises.base import DesignExercise, ModelExercise
from cnnbook.exercises.drawing import drawn, with_problems
from cnnbook.exercises.telling import designed, mistaken
from cnnbook.grading.judging.compare import same
from cnnbook.grading.runtime.outcome import as_outcome


def collisions(identifier: str, number: int) -> list[tuple[str, str]]:
    """Return the names of mistakes that give the same, or what is right."""
    exercise = drawn(identifier, number).exercise
    if isinstance(exercise, ModelExercise):
        return []  # nothing is built here: tests/test_drawing.py does
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
