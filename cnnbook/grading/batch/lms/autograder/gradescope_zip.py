"""Pack an autograder for Gradescope."""

from __future__ import annotations

import stat
import sys
import zipfile
from pathlib import Path

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.lms.autograder.wheels import (
    is_gradescopes_kind,
    needed,
    own_wheel,
    wheel_of,
)

FILES = Path(__file__).parent / "files"
FIRST_KERAS_CHAPTER = "07"
NEVER = (1980, 1, 1, 0, 0, 0)


def pack_autograder(
    out: Path, chapter: str | None, wheels: Path | None = None
) -> tuple[Path, bool]:
    """Write the zip that Gradescope's page of an autograder takes.

    Parameters
    ----------
    out : Path
        The folder to write to.
    chapter : str or None
        Whose exercises count; None for those of each notebook's own chapter.
    wheels : Path, optional
        A folder of wheels to put in, instead of what is installed here.

    Returns
    -------
    path : Path
        The zip.
    offline : bool
        Whether it holds every package, so that setting it up needs no network.

    Raises
    ------
    ValueError
        If `wheels` has none.
    """
    keras = chapter is None or chapter >= FIRST_KERAS_CHAPTER
    packages = needed(keras)
    given = dict([own_wheel()])
    offline = wheels is not None or is_gradescopes_kind()
    if wheels:
        found = sorted(wheels.glob("*.whl"))
        if not found:
            raise ValueError(f"there are no wheels (*.whl) in {wheels}")
        given |= {path.name: path.read_bytes() for path in found}
    elif offline:
        given |= dict(wheel_of(package) for package in packages)
    pins = "".join(f"{p.metadata['Name']}=={p.version}\n" for p in packages)
    ids = [e.id for e in REGISTRY.values() if e.chapter == chapter]
    options = f"--exercises {','.join(ids)} " if ids else ""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    path = out / (f"gradescope-{chapter}.zip" if chapter else "gradescope.zip")
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("setup.sh", "run_autograder"):
            text = (FILES / name).read_text(encoding="utf-8")
            text = text.replace("@PYTHON@", python).replace("@OPTIONS@", options)
            packed.writestr(_about(name, 0o755), text)
        packed.writestr(_about("requirements.txt", 0o644), pins)
        for name, content in sorted(given.items()):
            packed.writestr(_about(f"wheels/{name}", 0o644), content)
    return path, offline


def _about(name: str, mode: int) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name, NEVER)
    about.external_attr = (stat.S_IFREG | mode) << 16
    if not name.endswith(".whl"):
        about.compress_type = zipfile.ZIP_DEFLATED
    return about
