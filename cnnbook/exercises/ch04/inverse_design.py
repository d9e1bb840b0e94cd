"""Kernel, padding and stride for sizes that are given."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from cnnbook.exercises.base import Alternative, Demand, DesignExercise, Misconception

WANTED = ((39, 37), (37, 17), (224, 112), (28, 28))
"""Input and output sizes that `inverse-design` asks for, at strides that differ."""

FORMULAS = {
    "right": lambda n, f, p, s: (n + 2 * p - f) // s + 1,
    "padding counted once": lambda n, f, p, s: (n + p - f) // s + 1,
    "padding ignored": lambda n, f, p, s: (n - f) // s + 1,
    "missing + 1": lambda n, f, p, s: (n + 2 * p - f) // s,
    "rounded up": lambda n, f, p, s: -(-(n + 2 * p - f) // s) + 1,
    "stride ignored": lambda n, f, p, s: n + 2 * p - f + 1,
}
"""The formula, and what is taken for it."""


def _whole(answer):
    return bool((answer == np.floor(answer)).all())


def _least(answer):
    return bool((answer >= [1, 0, 1]).all())


def _odd(answer):
    return bool(((answer[:, 0] % 2 == 1) & (answer[:, 0] > 1)).all())


def _less_padding(answer):
    return bool((answer[:, 1] < answer[:, 0]).all())


def _first_row(bad, columns=(0, 1, 2)):
    """Return words for the first row in which something is bad."""

    def seen(answer):
        row = int(np.flatnonzero(bad(answer))[0])
        names = [f"{'fps'[c]} = {answer[row, c]:.17g}" for c in columns]
        return f"{', '.join(names)} in row {row}"

    return seen


@dataclass(frozen=True)
class Sizes:
    """Input and output sizes that are wanted, and what there is to say of an answer."""

    wanted: tuple[tuple[int, int], ...]

    def made(self, answer, formula="right"):
        """Return the output size of each row, by one of the `FORMULAS`."""
        return [
            FORMULAS[formula](n, *map(int, row))
            for (n, _), row in zip(self.wanted, answer, strict=True)
        ]

    def wrong_rows(self, answer):
        """Return the numbers of the rows whose size is not the wanted one."""
        found = self.made(answer)
        return [r for r, size in enumerate(found) if size != self.wanted[r][1]]

    def meets_all(self, answer):
        """Return whether all is as it should be."""
        tests = (_whole, _least, _odd, _less_padding)
        return all(test(answer) for test in tests) and not self.wrong_rows(answer)

    def fits(self, row):
        """Return the demand that a row gives its size."""
        n, wanted = self.wanted[row]

        def seen(answer):
            f, p, s = (int(number) for number in answer[row])
            size = self.made(answer)[row]
            padded = f"{n} + 2·{p} − {f} = {n + 2 * p - f}, and with s = {s}"
            return f"{padded} that makes {size} {'pixel' if size == 1 else 'pixels'}"

        return Demand(
            f"row {row}: {n} pixels become {wanted}",
            lambda answer: self.made(answer)[row] == wanted,
            "How many pixels must all the steps together cover, for so many windows?",
            seen,
        )

    def by_formula(self, name):
        """Return whether this wrong formula, and no other, makes several rows right."""

        def shows(answer):
            meant = _whole(answer) and _least(answer)
            wrong = self.wrong_rows(answer) if meant else []
            explain = [
                known
                for known in FORMULAS
                if all(self.made(answer, known)[r] == self.wanted[r][1] for r in wrong)
            ]
            return len(wrong) > 1 and explain == [name]

        return shows

    def other_columns(self, answer):
        """Return whether the columns fit in another order."""
        orders = itertools.permutations(range(3))
        fits = any(self.meets_all(answer[:, order]) for order in orders)
        return not self.meets_all(answer) and fits

    def other_rows(self, answer):
        """Return whether the rows fit in another order."""
        orders = itertools.permutations(range(len(self.wanted)))
        fits = any(self.meets_all(answer[list(order)]) for order in orders)
        return not self.meets_all(answer) and fits


def _mistake(name, hint, shows, answer):
    return Misconception(name, hint, answer, shows=shows)


def choosing(wanted, reference, wrong, alternatives=()):
    """Return the exercise with a table of sizes.

    Parameters
    ----------
    wanted : tuple of (int, int)
        Input and output size of each row.
    reference : list
        One right answer.
    wrong : mapping
        What is handed in with each mistake, by its name.
    alternatives : tuple of Alternative
        Other right answers.
    """
    table = Sizes(wanted)
    return DesignExercise(
        __name__,
        title="Choose f, p and s",
        difficulty=3,
        points=3,
        place=70,
        look=(
            "Put your f, p and s of a row into the formula of the chapter, on paper, and see "
            "which size comes out. How does it change when f grows by 2, or p by 1?"
        ),
        section="One formula, worked by hand",
        shape=(len(wanted), 3),
        demands=(
            Demand(
                "whole numbers",
                _whole,
                "A kernel size, a padding and a stride are whole numbers of pixels.",
                _first_row(lambda a: (a != np.floor(a)).any(axis=1)),
            ),
            Demand(
                "nothing below its least value",
                _least,
                "f and s are at least 1 and p at least 0. The order in a row is f, p, s.",
                _first_row(lambda a: (a < [1, 0, 1]).any(axis=1)),
            ),
            Demand(
                "kernels of odd size above 1",
                _odd,
                "Every f should be odd, so that the kernel has a centre, and larger than 1.",
                _first_row(lambda a: (a[:, 0] % 2 != 1) | (a[:, 0] <= 1), (0,)),
            ),
            Demand(
                "less padding than kernel",
                _less_padding,
                "With p as large as f, some windows lie in the padding alone.",
                _first_row(lambda a: a[:, 1] >= a[:, 0], (0, 1)),
            ),
            *map(table.fits, range(len(wanted))),
        ),
        misconceptions=(
            _mistake(
                "order of the columns",
                "Your numbers fit in another order. In each row f comes first, then p, then s.",
                table.other_columns,
                wrong.get("order of the columns"),
            ),
            _mistake(
                "order of the rows",
                "Your rows fit the table in another order.",
                table.other_rows,
                wrong.get("order of the rows"),
            ),
            _mistake(
                "padding counted once",
                "It looks as if you had counted the padding once. It is added on both sides.",
                table.by_formula("padding counted once"),
                wrong.get("padding counted once"),
            ),
            _mistake(
                "missing + 1",
                "It looks as if you had counted the steps. There is one window more.",
                table.by_formula("missing + 1"),
                wrong.get("missing + 1"),
            ),
            _mistake(
                "stride ignored",
                "It looks as if you had left the stride out of the calculation.",
                table.by_formula("stride ignored"),
                wrong.get("stride ignored"),
            ),
        ),
        reference=reference,
        alternatives=alternatives,
    )


EXERCISE = choosing(
    WANTED,
    [[3, 0, 1], [5, 0, 2], [7, 3, 2], [5, 2, 1]],
    {
        "order of the columns": [[3, 1, 0], [5, 2, 0], [7, 2, 3], [3, 1, 1]],
        "order of the rows": [[3, 1, 1], [7, 3, 2], [5, 0, 2], [3, 0, 1]],
        "padding counted once": [[3, 0, 1], [5, 0, 2], [7, 6, 2], [5, 4, 1]],
        "missing + 1": [[3, 0, 1], [3, 0, 2], [3, 2, 2], [3, 1, 1]],
        "stride ignored": [[3, 0, 2], [21, 0, 2], [7, 3, 2], [3, 1, 1]],
    },
    alternatives=(
        Alternative(
            "other kernels, paddings and strides with the same sizes",
            [[3, 0, 1], [7, 1, 2], [7, 3, 2], [29, 14, 1]],
        ),
        Alternative(
            "an array of floats, since the numbers are whole",
            np.array([[5, 1, 1], [5, 0, 2], [3, 1, 2], [5, 2, 1]], "float32"),
        ),
    ),
)
