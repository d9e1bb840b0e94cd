"""``cnnbook doctor``: what this machine can do, and what the package holds."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from pathlib import Path

from cnnbook._keras import advice, missing_for_keras
from cnnbook.data import manifest
from cnnbook.data.files import verified_path
from cnnbook.grading.runtime import landlock, seccomp, usage
from cnnbook.grading.sandbox import isolation

PACKAGES = ("cnnbook", "numpy", "keras", "tensorflow", "tensorflow-cpu", "ipython")
PACKAGES += ("matplotlib", "anywidget", "jinja2", "rich", "distributed")


def run() -> int:
    """Print it; 1 if a data file is missing or has changed."""
    print("Versions")
    print(f"  Python {platform.python_version()} on {platform.platform()}")
    for name in PACKAGES:
        print(f"  {name} {_version(name)}")
    missing = missing_for_keras()
    if missing:
        print(f"  Chapters 7 to 12 need Keras: {advice(missing)}")
    print("\nIsolation of students' code while grading")
    _isolation()
    print("\nData files: checksum, licence, author, source")
    return _data()


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "is not installed"


def _isolation() -> None:
    chosen = isolation.choose()
    print(f"  Landlock: {_landlock()}")
    print(f"  seccomp filter: {'in force' if seccomp.supported() else 'not here'}")
    waits = usage.waited() > 0 or Path("/proc/self/schedstat").exists()
    words = "known, and not charged" if waits else "not known here: it is charged"
    print(f"  What a notebook waits for others: {words}")
    print(f"  In force: {chosen.summary}")
    if chosen.gaps:
        print(f"  It can't prevent this: {chosen.gaps}")
    if chosen.kind == "bubblewrap":
        print("  This is the best there is; nothing to do.")
        return
    print(f"  bubblewrap does not work here: {isolation.why_no_bubblewrap()}.")
    if sys.platform == "linux":
        print("  To get it, install the package bubblewrap. If it is there, allow user")
        print("  name spaces: in a container, run it with the right to make them; on")
        print("  Ubuntu 24.04 or later, AppArmor's profile for bwrap must be loaded.")
        if not landlock.version():
            print("  A kernel of 5.13 or later with Landlock would narrow the gap too.")
    else:
        print("  To get it, grade on Linux: in a virtual machine or WSL 2, say.")


def _landlock() -> str:
    version = landlock.version()
    return f"version {version} of the kernel's" if version else "not here"


def _data() -> int:
    bad = 0
    for name, file in manifest().items():
        try:
            verified_path(name)
            state = "intact"
        except (OSError, ValueError) as error:
            bad, state = 1, str(error)
        print(f"  {name}: {state}, {file.sha256}")
        print(f"    {file.licence}, {file.author}, {file.source}")
    return bad
