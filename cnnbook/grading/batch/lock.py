"""Let one run at a time write into a folder of results."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

NAME = ".lock"


@contextlib.contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Hold a folder of results; make it, if it isn't there.

    The system lets go of it when the process ends, however it ends.

    Parameters
    ----------
    out : Path
        The folder of all results.

    Raises
    ------
    RuntimeError
        If another run holds it; the message says which.
    ValueError
        If nothing can be written there.
    """
    new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        file = _held(out)
    except OSError as error:
        raise ValueError(
            f"nothing can be written to {out} ({error.strerror}); name another place "
            "with --out"
        ) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":  # an open file can't go
                file.close()
            (out / NAME).unlink()
        file.close()
        if new:
            with contextlib.suppress(OSError):  # there is something in it
                out.rmdir()


def _held(out: Path) -> IO[str]:
    path = out / NAME
    while True:
        file = path.open("a+", encoding="utf-8")
        if not _try(file):
            with file:
                file.seek(0)
                who = file.read().strip() or "another run"
            raise RuntimeError(
                f"{who} is grading into {out}; wait until it is done, or name another "
                "folder with --out"
            )
        if _is_still_there(file, path):
            break
        file.close()  # the other run has just taken it away
    file.truncate(0)
    when = time.strftime("%H:%M")
    file.write(f"process {os.getpid()} on {socket.gethostname()}, since {when},")
    file.flush()
    return file


def _is_still_there(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30  # what is locked can't be read by others: a byte far behind the text

    def _try(file: IO[str]) -> bool:
        file.seek(FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _try(file: IO[str]) -> bool:
        # Not flock: processes for students' code would go on holding it.
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:  # a file system that knows no locks
            return True
        return True
