"""Pack the pages of feedback so that Canvas or Moodle hands them to the students."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from cnnbook.grading.batch.lms.pieces import HandedIn

TAKEN_BY = ("canvas", "moodle")
NEVER = (1980, 1, 1, 0, 0, 0)


def feedback_zip(
    system: str, students: Sequence[HandedIn], pages: Iterable[Path]
) -> bytes:
    """Return a zip to upload as it is.

    Canvas looks for the numbers of student and file at the places where the download
    had them, Moodle for the folder's name.

    Parameters
    ----------
    system : {"canvas", "moodle"}
        Which of the two.
    students : sequence of HandedIn
        As they were downloaded.
    pages : iterable of Path
        The feedback on each.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for student, page in zip(students, pages, strict=True):
            if student.named and page.exists():
                if system == "moodle":
                    name = f"{student.named}/feedback.html"
                else:
                    name = str(PurePosixPath(student.named).with_suffix(".html"))
                about = zipfile.ZipInfo(name, NEVER)
                about.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(about, page.read_bytes())
    return content.getvalue()
