"""Print a page to PDF with a browser that is there: Chromium, Chrome or Edge."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = (
    "chromium",
    "chromium-browser",
    "chromium-headless-shell",
    "google-chrome",
    "chrome",
    "msedge",
)
SECONDS = 180
TIME = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
BEGINNING = rb"\g<1>19800101000000"
"""The time in every PDF, as long as the true one, so that the same gives the same."""
NO_BROWSER = (
    "There is no PDF: none of Chromium, Chrome and Edge was found. Open the pages in a "
    "browser and print them, or install Chromium and run the command again."
)


def browser() -> str | None:
    """Return a browser that prints without a window, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def printed(page: str) -> tuple[bytes, str]:
    """Return a page as PDF; or nothing, and why.

    Parameters
    ----------
    page : str
        HTML that needs no other file, and says on which size of paper.
    """
    program = browser()
    if program is None:
        return b"", NO_BROWSER
    with tempfile.TemporaryDirectory(
        prefix="cnnbook-print-",
        ignore_cleanup_errors=True,  # a browser that was stopped may write still
    ) as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # as root it starts in no other way
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
            return TIME.sub(BEGINNING, target.read_bytes()), ""
        except (OSError, subprocess.SubprocessError) as error:
            why = type(error).__name__
            return b"", f"There is no PDF: {program} did not print ({why})."
