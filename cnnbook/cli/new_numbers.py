"""The commands that give out problems with other numbers."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from cnnbook.cli.reading import a_place, ids, int_at_least

BANKS = ("moodle", "canvas", "gift")

Add: TypeAlias = Callable[
    [str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser
]


def add_commands(add: Add) -> None:
    """Add the commands to the parser.

    Parameters
    ----------
    add : callable
        Takes the name of a command, what it does, and what runs it.
    """
    assign = add("assign", "write each student a notebook with other numbers", _assign)
    assign.add_argument(
        "--students",
        type=Path,
        required=True,
        metavar="FILE",
        help="a table whose first line names the columns: id, and perhaps name",
    )
    _add_seed(assign)
    assign.add_argument(
        "--exercises",
        type=ids,
        required=True,
        metavar="ID,ID,…",
        help="exercises that have other numbers",
    )
    assign.add_argument(
        "--out", type=a_place, required=True, help="folder for notebooks"
    )

    paper = add("paper", "write an exam to print, with answer sheets", _paper)
    _add_chapters(paper)
    paper.add_argument(
        "--points",
        type=int_at_least(2),
        required=True,
        help="of the whole paper; each of the book's points counts twice",
    )
    paper.add_argument(
        "--versions", type=int_at_least(1), default=1, help="A, B, …: other numbers"
    )
    paper.add_argument(
        "--title", type=_title, default="Exam", help="stands above it (Exam)"
    )
    _add_seed(paper)
    paper.add_argument(
        "--out", type=a_place, required=True, help="folder for the pages"
    )

    quiz = add("quiz", "write a bank of questions for a course system", _quiz)
    quiz.add_argument("--to", choices=BANKS, required=True)
    _add_chapters(quiz, required=False)
    quiz.add_argument(
        "--exercises",
        type=ids,
        default=(),
        metavar="ID,ID,…",
        help="exercises that have other numbers, instead of chapters",
    )
    quiz.add_argument(
        "--draws", type=int_at_least(1), default=10, help="questions of each (10)"
    )
    quiz.add_argument(
        "--title",
        type=_title,
        default="cnnbook",
        help="of the quiz or category (cnnbook)",
    )
    _add_seed(quiz)
    quiz.add_argument("--out", type=a_place, required=True, help="the file to write")


def _add_chapters(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument(
        "--chapters", type=ids, default=(), required=required, metavar="NN,NN,…"
    )


def _add_seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed",
        type=int_at_least(0),
        required=True,
        help="a number that you keep: all others are drawn from it",
    )


def _title(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise argparse.ArgumentTypeError(f"words in one line, not {text!r}")
    return text


def _assign(options: argparse.Namespace) -> int:
    """Write the notebooks, and say how they are graded."""
    from cnnbook.grading.handouts.notebooks import (
        assign,
        chosen,
        most_points,
        shared,
    )
    from cnnbook.grading.handouts.roster import read_roster

    students = read_roster(options.students)
    exercises = chosen(options.exercises)
    paths = assign(students, options.seed, exercises, options.out)
    points = most_points(exercises)
    print(
        f"{_counted(len(paths), 'notebook')}, {_counted(points, 'point')} each: "
        f"{options.out}"
    )
    for identifier, number in shared(students, options.seed, exercises):
        print(
            f"{identifier} has few problems: {len(students)} students share "
            f"{_counted(number, 'problem')}."
        )
    print("  next: when they have come back,")
    print(
        "    cnnbook grade FOLDER --out RESULTS "
        f"--roster {shlex.quote(str(options.students))} "
        f"--seed {options.seed} --exercises {','.join(exercises)}"
    )
    return 0


def _paper(options: argparse.Namespace) -> int:
    """Write the paper, and say what is where."""
    from cnnbook.grading.handouts.paper import paper

    paths, problem = paper(
        options.chapters,
        options.points,
        options.versions,
        options.seed,
        options.out,
        options.title,
    )
    for path in paths:
        print(path)
    if problem:
        print(problem)
    return 0


def _quiz(options: argparse.Namespace) -> int:
    """Write the questions, and say how they are taken in."""
    from cnnbook.grading.handouts.banks import NEXT, bank
    from cnnbook.grading.handouts.files import write_all
    from cnnbook.grading.handouts.notebooks import chosen
    from cnnbook.grading.handouts.pool import of_chapters, on_paper

    if bool(options.exercises) == bool(options.chapters):
        raise ValueError("name either --chapters 02,04 or --exercises one-window,…")
    if options.to == "canvas" and options.out.suffix.lower() != ".zip":
        raise ValueError(
            "Canvas takes in a zip, and by its name: give --out a name such as bank.zip"
        )
    named = on_paper(chosen(options.exercises or of_chapters(options.chapters)))
    content, words = bank(options.to, named, options.seed, options.draws, options.title)
    write_all({options.out.name: content}, options.out.parent)
    for line in words:
        print(line)
    print(options.out)
    print(f"  next: {NEXT[options.to]}")
    return 0


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
