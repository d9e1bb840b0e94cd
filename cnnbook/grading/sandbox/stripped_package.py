"""Copy the package without a right answer, for the process of students' code."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[2]
NO_ANSWERS = ("base.py", "case.py", "fine.py", "mistakes.py")
"""What of the exercises knows no right answer: their classes."""
PREFIX, LOCK = "cnnbook-sandbox-", "in-use"
A_DAY, PICTURES = 86_400, "fashion_mnist_6k.npz"
LEFT_OUT = {"exercises", "grading", "cli", "__main__.py", "__pycache__"}


class StrippedPackage:
    """The package as students' code finds it, in a folder for the time of a run.

    Parameters
    ----------
    withhold : bool, default True
        Leave out the test pictures that only the grader may know the labels of.

    Attributes
    ----------
    path : Path
        For the search path of a process.

    Examples
    --------
    >>> with StrippedPackage() as package:
    ...     (package.path / "cnnbook" / "exercises" / "ch02").exists()
    False
    """

    def __init__(self, withhold: bool = True) -> None:
        _remove_abandoned()
        self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._folder.chmod(0o755)
        new = self._folder / f"{LOCK}-soon"
        self._lock = _lock(new)
        new.rename(self._folder / LOCK)  # which is never there unlocked
        self.path = self._folder / "package"
        build_stripped_package(self.path)
        if withhold:
            withhold_pictures(self.path / "cnnbook" / "data")

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_lock": None}

    def close(self) -> None:
        """Remove it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> StrippedPackage:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()


def _lock(path: Path) -> int | None:
    """Lock a file for as long as any process of this run lives; None if it is."""
    try:
        import fcntl
    except ImportError:  # Windows
        path.touch()
        return None
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        return None
    return opened


def _remove_abandoned() -> None:
    """Remove the folders of graders that were killed, whose locks are open.

    Numbers of processes would not tell: another container has others.
    """
    if os.name != "posix":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            old = time.time() - folder.stat().st_mtime > A_DAY
            if not ((folder / LOCK).exists() or old):
                continue  # made in this moment
            opened = _lock(folder / LOCK)
            if opened is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(opened)


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


def withhold_pictures(data: Path) -> None:
    """Put each second test picture in the place of the one behind it.

    With their labels students' code could look up the answers of a network.

    Parameters
    ----------
    data : Path
        The copy of the data folder.
    """
    import numpy as np

    from cnnbook.data import fashion_mnist

    file, manifest = data / PICTURES, data / "manifest.csv"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    (x_train, y_train), (x_test, y_test) = fashion_mnist()
    for array in (x_test, y_test):
        array[1::2] = array[0::2]
    arrays = {"x_train": x_train, "y_train": y_train, "x_test": x_test}
    np.savez(file, allow_pickle=False, **arrays, y_test=y_test)
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace(before, after), encoding="utf-8")
