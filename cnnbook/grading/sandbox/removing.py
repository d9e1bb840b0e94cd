"""Remove a folder, whatever a student's code has put into it."""

from __future__ import annotations

import shutil
import subprocess


def remove(folder: str) -> None:
    """Remove a folder with everything in it, as far as the system lets us.

    Parameters
    ----------
    folder : str
        Its path. Links in it are not followed.
    """
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:  # folders in folders in folders
        subprocess.run(["rm", "-rf", "--", folder], check=False, capture_output=True)
