"""Pack the pages of feedback so that Canvas or Moodle hands them to the students."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from cnnbook.grading.batch.lms.pieces import HandedIn

TAKEN_BY = ("canvas", "moodle")
NEVER = (1980, 1, 1, 0, 0, 0)
PAGE = "feedback.html"


def feedback_zip(
    system: str, students: Sequence[HandedIn], pages: Iterable[Path]
) -> bytes:
    """Return a zip to upload as it is.

    Moodle looks at the folder's name. Canvas looks for the numbers of student and file
    where the download had them, and shows the student what it finds by the name of the
    file that was handed in: so that for a notebook is a notebook, for a zip a zip.

    Parameters
    ----------
    system : {"canvas", "moodle"}
        Which of the two.
    students : sequence of HandedIn
        As they were downloaded.
    pages : iterable of Path
        The feedback on each.
    """
    files = {}
    for student, page in zip(students, pages, strict=True):
        if student.named and page.exists():
            content = page.read_bytes()
            if system == "moodle":
                files[f"{student.named}/{PAGE}"] = content
            else:
                name, as_handed_in = _for_canvas(student.named, content)
                files[name] = as_handed_in
    return _packed(files)


def as_notebook(page: str) -> bytes:
    """Return a page as a notebook with one cell of text.

    Parameters
    ----------
    page : str
        In HTML, with its content in the element ``main``.
    """
    match = re.search(r"<main[^>]*>(.*)</main>", page, re.DOTALL)
    # An empty line would end the HTML within Markdown; in pre it may stay.
    parts = re.split(r"(<pre.*?</pre>)", match[1] if match else page, flags=re.DOTALL)
    parts[::2] = [re.sub(r"\n\s*\n", "\n", part) for part in parts[::2]]
    cell = {
        "cell_type": "markdown",
        "id": "feedback",
        "metadata": {},
        "source": "".join(parts).strip().splitlines(keepends=True),
    }
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def _for_canvas(name: str, page: bytes) -> tuple[str, bytes]:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".ipynb":
        return name, as_notebook(page.decode())
    if suffix == ".zip":
        return name, _packed({PAGE: page})
    return str(PurePosixPath(name).with_suffix(".html")), page


def _packed(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, data in files.items():
            about = zipfile.ZipInfo(name, NEVER)
            about.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(about, data)
    return content.getvalue()
