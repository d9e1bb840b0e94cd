"""Copy the package without a right answer, for the process of students' code."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
NO_ANSWERS = ("base.py", "case.py", "mistakes.py")
"""What of the exercises knows no right answer: their classes."""
LEFT_OUT = {"exercises", "grading", "cli", "__main__.py", "__pycache__"}


def build_stripped_package(folder: Path) -> None:
    """Copy what students' code may use of the package.

    Parameters
    ----------
    folder : Path
        An empty folder, for the search path of the process. The exercises are left out
        but for their classes, so is the grader but for its `runtime`, and
        `cnnbook.check` is a stub that answers nothing.
    """
    copy = folder / "cnnbook"
    copy.mkdir(parents=True)
    for item in PACKAGE.iterdir():
        if item.name in LEFT_OUT:
            continue
        if item.is_dir():
            shutil.copytree(item, copy / item.name)
        else:
            shutil.copy2(item, copy / item.name)
    (copy / "exercises").mkdir()
    (copy / "exercises" / "__init__.py").write_text(
        '"""The exercises are not here while grading."""\n', encoding="utf-8"
    )
    for name in NO_ANSWERS:
        shutil.copy2(PACKAGE / "exercises" / name, copy / "exercises" / name)
    runtime = PACKAGE / "grading" / "runtime"
    shutil.copytree(runtime, copy / "grading" / "runtime")
    shutil.copy2(runtime / "stub.py", copy / "grading" / "__init__.py")
    for path in folder.rglob("*"):  # another user may have to read it
        path.chmod(0o755 if path.is_dir() else 0o644)
