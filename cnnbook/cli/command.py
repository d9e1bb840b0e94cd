"""Read the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import cnnbook
from cnnbook._missing import comes_along
from cnnbook.cli.new_numbers import add_commands
from cnnbook.cli.reading import a_place, ids, int_at_least, number_between
from cnnbook.cli.streams import show_everywhere
from cnnbook.grading.sandbox.isolation import PREFERENCES

EXPORTS = ("nbgrader", "otter", "gradescope", "github-classroom")
LMS = ("canvas", "moodle", "blackboard", "d2l", "gradescope", "github", "plain")
"""Keys of `cnnbook.grading.batch.lms.systems.SYSTEMS`; a test compares them."""

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line, unless given.
    """
    show_everywhere()
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except BrokenPipeError:  # whoever reads has enough, as in cnnbook list | head
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        return 0
    except (ValueError, RuntimeError, OSError) as error:
        print(f"cnnbook {options.command}: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        said = comes_along(error)
        if not said:
            raise
        print(f"cnnbook {options.command}: {said}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        grading = options.command == "grade"
        then = "goes on from here" if grading else "begins anew"
        print(f"\nInterrupted. The same command {then}.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cnnbook", description=_main_help())
    parser.add_argument(
        "--version", action="version", version=f"cnnbook {cnnbook.__version__}"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    grade = _add_command(commands, "grade", "grade a class", _grade)
    grade.add_argument(
        "folder",
        type=Path,
        help="what a system handed over, as a zip or a folder; or a folder of "
        "notebooks, zips or student folders",
    )
    grade.add_argument("--out", type=a_place, required=True, help="folder for results")
    grade.add_argument(
        "--jobs", type=int_at_least(1), default=0, help="notebooks at a time"
    )
    grade.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster"
    )
    grade.add_argument(
        "--regrade", action="store_true", help="grade anew what an earlier run graded"
    )
    grade.add_argument(
        "--packages",
        default="",
        metavar="FILE",
        help="a requirements file, or names with commas: what students may import; "
        "refuse to grade while something of it is not installed here",
    )
    grade.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="a class in which everybody has numbers of their own, from cnnbook "
        "assign; needs its --seed",
    )
    grade.add_argument(
        "--anonymous",
        action="store_true",
        help="number students in report.html instead of naming them, to show it to "
        "the class",
    )
    grade.add_argument(
        "--show-answers",
        action="store_true",
        help="with --roster: feedback names the right value beside a wrong answer; the "
        "report does so anyway",
    )
    grade.add_argument(
        "--similarity",
        action="store_true",
        help="also write similarity.html: submissions that are alike, side by side; a "
        "reason to look, and no verdict",
    )
    _add_class_options(grade)
    _add_shared_options(grade)

    check = _add_command(commands, "check", "check your own notebook", _check)
    check.add_argument("notebook", type=Path, help="or a folder with notebooks")
    check.add_argument(
        "--json", type=Path, metavar="FILE", help="also write the result for Gradescope"
    )
    check.add_argument(
        "--more", action="store_true", help="say where to look and what to read again"
    )
    _add_shared_options(check)

    listing = _add_command(commands, "list", "list the exercises", _list)
    listing.add_argument("--chapter", metavar="NN", help="only those of a chapter")
    listing.add_argument(
        "--drawn", action="store_true", help="only those that have other numbers"
    )

    _add_command(commands, "doctor", "say what this machine can do", _doctor)

    export = _add_command(
        commands, "export", "let another grader take the exercises", _export
    )
    export.add_argument("out", type=Path, help="folder for the assignments")
    export.add_argument("--to", choices=EXPORTS, required=True)
    export.add_argument("--chapter", metavar="NN", help="only that of a chapter")
    export.add_argument(
        "--wheels",
        type=Path,
        metavar="FOLDER",
        help="gradescope: packages to put in, instead of those that are installed here",
    )
    export.add_argument(
        "--solutions",
        type=Path,
        default=Path("solutions"),
        help="the book's folder of solution notebooks (here: solutions)",
    )
    add_commands(lambda name, summary, run: _add_command(commands, name, summary, run))
    return parser


def _main_help() -> str:
    return "Grade and check the exercises of the book."


def _add_command(
    commands: Commands, name: str, summary: str, run: Callable[..., int]
) -> argparse.ArgumentParser:
    description = f"{summary}.".capitalize()
    parser = commands.add_parser(name, help=summary, description=description)
    parser.set_defaults(run=run)
    return parser


def _add_class_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lms",
        choices=LMS,
        default="",
        help="where the download comes from, if the guess is wrong; plain: every entry "
        "of the folder is a student's",
    )
    parser.add_argument(
        "--course",
        type=Path,
        metavar="FILE",
        help="the rules of the course (course.toml in the folder, beside it, or here)",
    )
    parser.add_argument(
        "--assignment", default="", metavar="NAME", help="which of the course's"
    )
    parser.add_argument(
        "--overrides",
        type=Path,
        metavar="FILE",
        help="marks changed by hand: student,exercise,points,why (overrides.csv among "
        "the results, or where course.toml may lie)",
    )
    parser.add_argument(
        "--gradebook",
        type=Path,
        metavar="FILE",
        help="an export of Canvas or Moodle, to be filled; the filled one lies in the "
        "folder gradebook of the results",
    )
    parser.add_argument(
        "--column", default="", metavar="NAME", help="of the gradebook, to be filled"
    )


def _add_shared_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed",
        type=int_at_least(0),
        help="of the hidden cases; drawn at random, and kept with the results, unless "
        "given; of handouts that of cnnbook assign",
    )
    parser.add_argument(
        "--time-limit",
        type=number_between(0.1, 3600, " seconds"),
        metavar="S",
        help="seconds for each cell and call (5, or 60 with Keras)",
    )
    parser.add_argument(
        "--exercises",
        type=ids,
        default=(),
        metavar="ID,ID,…",
        help="grade these, whatever the notebook's chapter",
    )
    parser.add_argument(
        "--follow-up-share",
        type=number_between(0, 1),
        default=1.0,
        metavar="SHARE",
        help="which part of its points, 0 to 1, an answer earns that is wrong only "
        "because it calls another one that is; 1, unless given: a mistake is punished "
        "once, where it was made",
    )
    parser.add_argument(
        "--isolation",
        choices=PREFERENCES,
        default="auto",
        help="how students' code is shut in; limits asks for the fallback that can't "
        "hold everywhere: without root, code in it may reach what is yours",
    )


# The commands are imported when they run, so that --help comes at once.


def _grade(options: argparse.Namespace) -> int:
    from cnnbook.cli.grade import run

    return run(options)


def _check(options: argparse.Namespace) -> int:
    from cnnbook.cli.check import run

    return run(options)


def _list(options: argparse.Namespace) -> int:
    from cnnbook.cli.listing import run

    return run(options.chapter, options.drawn)


def _doctor(options: argparse.Namespace) -> int:
    from cnnbook.cli.doctor import run

    return run()


def _export(options: argparse.Namespace) -> int:
    from cnnbook.cli.export import run

    return run(options)
