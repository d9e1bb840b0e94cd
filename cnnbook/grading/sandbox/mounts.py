"""Say which files students' code can reach, to bubblewrap and to Landlock."""

from __future__ import annotations

import functools
import site
import sys
from pathlib import Path

from cnnbook.grading.sandbox.stripped_package import PACKAGE

FIRST_USER = 64_001
"""First of the users, one for each job, that the code runs as if the grader is root."""
SYSTEM_PATHS: tuple[str, ...] = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
SYSTEM_PATHS += tuple(
    f"/usr/{part}"
    for part in ("bin", "sbin", "lib", "lib32", "lib64", "libexec", "local/bin")
)
SYSTEM_PATHS += tuple(
    f"/usr/share/{part}"
    for part in ("fonts", "fontconfig", "zoneinfo", "locale", "mime")
)
SYSTEM_PATHS += ("/usr/share/terminfo", "/usr/share/ca-certificates")
"""Of /usr only what programs need: containers keep a course in /usr/src, say."""
SYSTEM_PATHS += ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts")
SYSTEM_PATHS += ("/sys/devices/system/cpu", "/nix/store")
PROC_FILES = (
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/filesystems",
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
PYTHON_PARTS = ("bin", "lib", "lib64", "libexec", "share", "etc", "ssl", "pyvenv.cfg")
PACKAGE_MOUNT, SCRATCH_MOUNT, SHARED_MEMORY = "/package", "/scratch", "/dev/shm"
MAX_SCRATCH_BYTES, MAX_SHARED_BYTES = 256 << 20, 64 << 20


def bubblewrap_command(root: bool, package: Path | None = None) -> list[str]:
    """Return the command line that shuts in the command after it.

    Parameters
    ----------
    root : bool
        As root without a user name space: the command can become another user.
    package : Path, optional
        The stripped package, mounted at ``/package``.
    """
    command = ["bwrap", "--die-with-parent", "--new-session", "--unshare-ipc"]
    command += [
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--hostname",
        "grader",
    ]
    if root:
        for right in ("CAP_SETUID", "CAP_SETGID"):
            command += ["--cap-add", right]
        command[1:1] = ["--cap-drop", "ALL"]
    else:
        command += ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    for path in SYSTEM_PATHS:
        command += ["--ro-bind-try", path, path]
    made: set[Path] = set()
    for path in python_folders():
        for folder in reversed(Path(path).parents[:-1]):
            if folder not in made and not _is_system(folder):
                command += ["--perms", "0755", "--dir", str(folder)]
            made.add(folder)
        command += ["--ro-bind", path, path]
    for path in (*SYSTEM_PATHS, *python_folders()):
        inside = _package_in(path)
        if inside:  # an empty folder over the references
            there = str(Path(path) / inside)
            command += ["--size", "4096", "--tmpfs", there, "--remount-ro", there]
    command += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777"]
    command += ["--size", str(MAX_SCRATCH_BYTES), "--tmpfs", SCRATCH_MOUNT]
    if not any(path.startswith("/tmp/") for path in python_folders()):
        command += ["--symlink", SCRATCH_MOUNT, "/tmp"]
    if package:
        command += ["--ro-bind", str(package), PACKAGE_MOUNT]
    return [
        *command,
        "--remount-ro",
        "/",
        "--remount-ro",
        "/dev",
        "--perms",
        "1777",
        "--size",
        str(MAX_SHARED_BYTES),
        "--tmpfs",
        SHARED_MEMORY,
        "--chdir",
        SCRATCH_MOUNT,
        "--",
    ]


def readable_paths(wrapped: bool, package: Path) -> tuple[list[str], list[str]]:
    """Return what Landlock leaves readable, and of what it leaves the names.

    Parameters
    ----------
    wrapped : bool
        In bubblewrap's file system.
    package : Path
        The stripped package.
    """
    if wrapped:
        return [*SYSTEM_PATHS, *python_folders(), PACKAGE_MOUNT, "/proc"], []
    files, names = [*PROC_FILES, str(package)], []
    for path in (*SYSTEM_PATHS, *python_folders()):
        inside = _package_in(path)
        if inside:
            names.append(path)
            files += _all_but(Path(path), Path(path) / inside)
        else:
            files.append(path)
    return files, names


def _package_in(path: str) -> Path | None:
    """Return where the package lies in a folder, by whatever links it is reached."""
    real = Path(path).resolve()
    return PACKAGE.relative_to(real) if PACKAGE.is_relative_to(real) else None


def _all_but(top: Path, hole: Path) -> list[str]:
    """Return everything below `top` but `hole`, in as few paths as possible."""
    found = []
    for folder in (
        top,
        *(top / p for p in reversed(hole.relative_to(top).parents[:-1])),
    ):
        found += [str(p) for p in folder.iterdir() if not hole.is_relative_to(p)]
    return found


def _is_system(path: Path) -> bool:
    return any(path.is_relative_to(system) for system in SYSTEM_PATHS)


@functools.cache
def python_folders() -> tuple[str, ...]:
    """Return the folders that this Python and its packages live in."""
    import numpy

    # Not the whole prefix: somebody may keep the course in the same folder.
    prefixes = (sys.prefix, sys.base_prefix, sys.exec_prefix)
    wanted = [Path(prefix) / part for prefix in prefixes for part in PYTHON_PARTS]
    wanted += [Path(site.getusersitepackages())] if site.ENABLE_USER_SITE else []
    wanted.append(Path(numpy.__file__).parent.parent)
    kept: list[Path] = []
    for path in sorted({p for w in wanted for p in (w, w.resolve())}):
        inside = _is_system(path) or any(path.is_relative_to(k) for k in kept)
        if path.exists() and not inside:
            kept.append(path)
    return tuple(map(str, kept))


def open_to_all() -> bool:
    """Whether another user could run this Python."""
    for path in (*python_folders(), sys.executable):
        real = Path(path).resolve()
        if not all(folder.stat().st_mode & 1 for folder in (real, *real.parents)):
            return False
    return True
