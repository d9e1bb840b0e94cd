"""`inverse-design` with other sizes: what is right, and what each mistake hands in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from cnnbook.exercises.base import DesignExercise
from cnnbook.exercises.ch04.inverse_design import FORMULAS, Sizes, choosing
from cnnbook.exercises.demanded import shown
from cnnbook.exercises.pencil import two, whole
from cnnbook.exercises.problem import Table

KERNELS, STRIDES = (3, 5, 7), (1, 2, 3)
A_FEW, SMALL = 4, 9
"""Rows with small kernels that are tried for each row of an answer with a mistake."""
Row = tuple[int, int, int]


def sizes_to_make(random: np.random.Generator) -> dict[str, Any]:
    """Draw four rows: one that shrinks, one that is thinned, one halved, one kept."""
    f, g = two(random, 1, 3)
    rows = [
        (whole(random, 12, 60), 2 * f + 1, 0, 1),
        (whole(random, 12, 60), 2 * whole(random, 1, 3) + 1, 0, whole(random, 2, 3)),
        (2 * whole(random, 6, 30), 2 * g + 1, g, 2),
        (whole(random, 12, 60), 3, 1, 1),
    ]
    made = [(n, FORMULAS["right"](n, f, p, s)) for n, f, p, s in rows]
    return {"sizes": [made[place] for place in random.permutation(4)]}


def as_table(sizes: Sequence[tuple[int, int]]) -> tuple[Table, ...]:
    """Return the sizes as the exercise shows them."""
    rows = [(str(r), str(n), str(m)) for r, (n, m) in enumerate(sizes)]
    return (Table("sizes", ("row", "input size", "output size"), tuple(rows)),)


def with_sizes(sizes: Sequence[tuple[int, int]]) -> DesignExercise:
    """Return the exercise with other sizes."""
    wanted = tuple(sizes)
    right = [list(next(_rows(n, m, "right"))) for n, m in wanted]
    plain = choosing(wanted, right, {})
    wrong = {
        mistake.name: _first(plain, mistake.name, _answers(wanted, right, mistake.name))
        for mistake in plain.misconceptions
    }
    return choosing(wanted, right, wrong)


def _answers(wanted: Any, right: Any, name: str) -> Iterator[Any]:
    """Yield answers with which somebody might make a mistake."""
    array = np.array(right)
    if name == "order of the columns":
        yield from (array[:, order] for order in itertools.permutations(range(3)))
    elif name == "order of the rows":
        yield from (array[list(o)] for o in itertools.permutations(range(len(array))))
    else:
        made = Sizes(wanted)
        found = []
        for row, (n, m) in enumerate(wanted):
            few = itertools.islice(_rows(n, m, name), 40)
            wrong = [r for r in few if FORMULAS["right"](n, *r) != m]
            small = [r for r in wrong if r[0] <= SMALL]
            large = [r for r in wrong if r[0] > SMALL]
            found.append([*small[:A_FEW], tuple(right[row]), *large[:1]])
        for rows in itertools.product(*found):
            answer = np.array(rows)
            if made.by_formula(name)(answer):
                yield answer


def _rows(n: int, m: int, formula: str) -> Iterator[Row]:
    """Yield f, p and s that a formula takes for right, small kernels first."""
    for f in range(3, n + 1, 2):
        for s, p in itertools.product(STRIDES, range(f)):
            if FORMULAS[formula](n, f, p, s) == m:
                yield f, p, s


def _first(exercise: DesignExercise, name: str, answers: Iterator[Any]) -> Any:
    """Return the first answer in which this mistake shows, and no other."""
    for answer in answers:
        if shown(exercise.misconceptions, answer) == {name}:
            return answer.tolist()
    return None
