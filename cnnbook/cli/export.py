"""``cnnbook export``: let other graders take the exercises."""

from __future__ import annotations

import argparse
from pathlib import Path

from cnnbook.grading.batch.chapters import chosen_chapters
from cnnbook.grading.batch.lms.autograder.github_workflow import write_repository
from cnnbook.grading.batch.lms.autograder.gradescope_zip import pack_autograder
from cnnbook.grading.export import WHAT_IS_LOST, export

NEXT_COMMANDS = {
    "nbgrader": "nbgrader generate_assignment {name} --course-dir {out}",
    "otter": "otter assign {path} {out}/{name}",
}
NEEDS_NETWORK = """\
It holds the package cnnbook alone, since what is installed here does not run there.
Setting it up needs a network. Or fetch the packages that its requirements.txt names,
  pip download --only-binary=:all: --platform manylinux2014_x86_64 \\
    -d FOLDER -r requirements.txt
and put them in with --wheels FOLDER.
"""


def run(options: argparse.Namespace) -> int:
    """Write the assignments and say what is lost and what comes next."""
    out, to = options.out, options.to
    wanted = chosen_chapters(options.chapter)
    if to == "gradescope":
        return _gradescope(out, options.chapter, options.wheels)
    source, what = options.solutions, "solution"
    if to == "github-classroom":
        source, what = source.parent / "exercises", "exercise"
    notebooks = [
        path
        for path in sorted(source.glob("[0-9][0-9]-*.ipynb"))
        if path.name[:2] in wanted
    ]
    if not notebooks:
        raise ValueError(
            f"there are no {what} notebooks in {source}: give the command in the "
            "book's folder, or name its folder of solutions with --solutions"
        )
    out.mkdir(parents=True, exist_ok=True)
    if to == "github-classroom":
        return _github(notebooks, out)
    for notebook in notebooks:
        path = export(to, notebook, out)
        print(path)
        command = NEXT_COMMANDS[to].format(name=notebook.stem, out=out, path=path)
        print(f"  next: {command}")
    (out / "WHAT-IS-LOST.txt").write_text(WHAT_IS_LOST, encoding="utf-8")
    print(f"\n{WHAT_IS_LOST}")
    return 0


def _gradescope(out: Path, chapter: str | None, wheels: Path | None) -> int:
    out.mkdir(parents=True, exist_ok=True)
    path, offline = pack_autograder(out, chapter, wheels)
    print(f"{path} ({path.stat().st_size >> 20} MB)")
    print("  next: upload it as it is, under Configure Autograder, Zip file upload")
    if not offline:
        print(NEEDS_NETWORK, end="")
    return 0


def _github(notebooks: list[Path], out: Path) -> int:
    for notebook in notebooks:
        workflow = write_repository(notebook, out)
        print(workflow)
        print(f"  next: push {workflow.parents[2]} as the assignment's template")
    return 0
