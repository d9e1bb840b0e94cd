"""Make wheels of what is installed, so that setting up elsewhere needs no network."""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import importlib.metadata
import io
import platform
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cnnbook._keras import advice, missing_for_keras
from cnnbook.grading.sandbox.stripped_package import PACKAGE

NEVER = (1980, 1, 1, 0, 0, 0)
KERAS = ["keras", "tensorflow", "tensorflow-cpu"]
LEFT_OUT = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "RECORD.jws"}
METADATA = """\
Metadata-Version: 2.1
Name: cnnbook
Version: {version}
Requires-Python: >=3.11
{requires}
"""
WHEEL = """\
Wheel-Version: 1.0
Generator: cnnbook
Root-Is-Purelib: true
Tag: py3-none-any
"""
COMMAND = "[console_scripts]\ncnnbook = cnnbook.cli:main\n"


def version() -> str:
    """Return the version of the package itself."""
    source = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    match = re.search(r'^__version__ = "(.+)"', source, re.MULTILINE)
    return match[1] if match else "0"


@functools.cache
def own_wheel() -> tuple[str, bytes]:
    """Return name and content of a wheel of the package `cnnbook`."""
    files = {
        f"cnnbook/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes()
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = f"cnnbook-{version()}.dist-info"
    requires = "\n".join(f"Requires-Dist: {one}" for one in _requirements("cnnbook"))
    text = METADATA.format(version=version(), requires=requires)
    files[f"{inside}/METADATA"] = text.encode()
    files[f"{inside}/WHEEL"] = WHEEL.encode()
    files[f"{inside}/entry_points.txt"] = COMMAND.encode()
    return f"cnnbook-{version()}-py3-none-any.whl", _packed(files, inside)


def needed(keras: bool) -> list[importlib.metadata.Distribution]:
    """Return the installed packages that the package needs, and those that they need.

    Parameters
    ----------
    keras : bool
        With Keras and TensorFlow; without, the NumPy chapters can be checked.

    Raises
    ------
    ValueError
        If Keras is wanted, and is not installed.
    """
    missing = keras and missing_for_keras()
    if missing:
        raise ValueError(
            f"chapters 07 to 12 need Keras: {advice(missing)}, or name an earlier "
            "chapter with --chapter"
        )
    found: dict[str, importlib.metadata.Distribution] = {}
    left = [one.name for one in _requirements("cnnbook")] + (KERAS if keras else [])
    while left:
        name = canonicalize_name(left.pop())
        if name not in found and (keras or name not in KERAS):
            with contextlib.suppress(importlib.metadata.PackageNotFoundError):
                found[name] = importlib.metadata.distribution(name)
                left += [one.name for one in _requirements(name)]
    return [found[name] for name in sorted(found)]


def wheel_of(package: importlib.metadata.Distribution) -> tuple[str, bytes]:
    """Return name and content of a wheel of an installed package.

    Parameters
    ----------
    package : importlib.metadata.Distribution
        As it was installed from a wheel.

    Raises
    ------
    ValueError
        If it was not.
    """
    name = package.metadata["Name"]
    about = package.read_text("WHEEL")
    if not about or not package.files:
        raise ValueError(f"{name} was not installed from a wheel; give --wheels FOLDER")
    files, inside = {}, ""
    for path in package.files:
        parts = path.parts
        if parts[0].endswith(".dist-info"):
            inside = parts[0]
            if path.name in LEFT_OUT:
                continue
        if ".." in parts or "__pycache__" in parts or Path(path).is_absolute():
            continue
        files[path.as_posix()] = Path(str(path.locate())).read_bytes()
    tags = [
        line.split("-") for line in re.findall(r"^Tag: *(\S+)", about, re.MULTILINE)
    ]
    tag = "-".join(".".join(dict.fromkeys(part)) for part in zip(*tags, strict=True))
    stem = inside.removesuffix(".dist-info")
    return f"{stem}-{tag}.whl", _packed(files, inside)


def is_gradescopes_kind() -> bool:
    """Whether what is installed here runs there: on Linux with an Intel processor."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


def _requirements(name: str) -> Iterator[Requirement]:
    try:
        lines: Iterable[str] = importlib.metadata.requires(name) or ()
    except importlib.metadata.PackageNotFoundError:
        return
    for line in lines:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def _packed(files: dict[str, bytes], inside: str) -> bytes:
    """Return the content of a wheel, with the list of its files."""
    record = ""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compresslevel=1) as packed:
        for name, data in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
            record += (
                f"{_quoted(name)},sha256={digest.rstrip(b'=').decode()},{len(data)}\n"
            )
            packed.writestr(_about(name), data)
        record += f"{inside}/RECORD,,\n"
        packed.writestr(_about(f"{inside}/RECORD"), record)
    return content.getvalue()


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name


def _about(name: str) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name, NEVER)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = 0o644 << 16
    return about
