"""``cnnbook export``: assignments for nbgrader or Otter-Grader."""

from __future__ import annotations

from pathlib import Path

from cnnbook.grading.batch.chapters import chosen_chapters
from cnnbook.grading.export import WHAT_IS_LOST, export

NEXT_COMMANDS = {
    "nbgrader": "nbgrader generate_assignment {name} --course-dir {out}",
    "otter": "otter assign {path} {out}/{name}",
}


def run(out: Path, to: str, chapter: str | None, source: Path) -> int:
    """Write the assignments and say what is lost and what comes next."""
    wanted = chosen_chapters(chapter)
    notebooks = [
        path
        for path in sorted(source.glob("[0-9][0-9]-*.ipynb"))
        if path.name[:2] in wanted
    ]
    if not notebooks:
        raise ValueError(
            f"there are no solution notebooks in {source}: name the book's folder of "
            "solutions with --solutions"
        )
    out.mkdir(parents=True, exist_ok=True)
    for notebook in notebooks:
        path = export(to, notebook, out)
        print(path)
        command = NEXT_COMMANDS[to].format(name=notebook.stem, out=out, path=path)
        print(f"  next: {command}")
    (out / "WHAT-IS-LOST.txt").write_text(WHAT_IS_LOST, encoding="utf-8")
    print(f"\n{WHAT_IS_LOST}")
    return 0
