"""Write what a repository of GitHub Classroom needs to check a notebook itself."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.lms.autograder.gradescope_zip import (
    FILES,
    FIRST_KERAS_CHAPTER,
)
from cnnbook.grading.batch.lms.autograder.wheels import needed, own_wheel

STEP = """\
      - name: "{title}"
        id: {id}
        uses: classroom-resources/autograding-command-grader@v1
        with:
          test-name: "{title}"
          command: cnnbook check "{notebook}" --exercises {id}
          timeout: 5
          max-score: {points}
"""


def write_repository(notebook: Path, out: Path) -> Path:
    """Write a template repository: the notebook, the workflow, and the package.

    Parameters
    ----------
    notebook : Path
        Of exercises, as students get it; its name begins with the chapter.
    out : Path
        The folder to write to; takes a folder of the notebook's name.

    Returns
    -------
    Path
        The workflow.
    """
    chapter = notebook.name[:2]
    exercises = [e for e in REGISTRY.values() if e.chapter == chapter]
    repository = out / notebook.stem
    package = repository / ".github" / "cnnbook"
    workflow = repository / ".github" / "workflows" / "classroom.yml"
    for folder in (package, workflow.parent):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(notebook, repository / notebook.name)
    name, content = own_wheel()
    (package / name).write_bytes(content)
    pins = [
        f"{one.metadata['Name']}=={one.version}\n"
        for one in needed(chapter >= FIRST_KERAS_CHAPTER)
    ]
    (package / "requirements.txt").write_text("".join(pins), encoding="utf-8")
    steps = "".join(
        STEP.format(
            title=exercise.title.replace('"', "'"),
            id=exercise.id,
            notebook=notebook.name,
            points=exercise.points,
        )
        for exercise in exercises
    )
    variables = {
        "PYTHON": f"{sys.version_info.major}.{sys.version_info.minor}",
        "STEPS": steps,
        "RESULTS": "".join(
            f"          {_variable(e.id)}_RESULTS: "
            f'"${{{{steps.{e.id}.outputs.result}}}}"\n'
            for e in exercises
        ),
        "RUNNERS": ",".join(exercise.id for exercise in exercises),
        "NOTEBOOK": notebook.name,
    }
    text = (FILES / "classroom.yml").read_text(encoding="utf-8")
    for key, value in variables.items():
        text = text.replace(f"@{key}@", value)
    workflow.write_text(text, encoding="utf-8")
    return workflow


def _variable(identifier: str) -> str:
    return identifier.upper()
