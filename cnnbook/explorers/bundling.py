"""Join an explorer's script with what it imports, for its two hosts."""

from __future__ import annotations

import re
from pathlib import Path

JS = Path(__file__).parent / "js"
SHARED = {"arithmetic", "shared", "style"}
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE
)
TAG = re.compile(r"<(cb-[\w-]+)")


def scripts() -> list[str]:
    """Return the names of the explorers' scripts, without those that they share.

    Examples
    --------
    >>> "conv-stepper" in scripts(), "shared" in scripts()
    (True, False)
    """
    return sorted(path.stem for path in JS.glob("*.js") if path.stem not in SHARED)


def module(name: str) -> str:
    """Return an explorer as one ES module, which anywidget renders in JupyterLab.

    Parameters
    ----------
    name : str
        One of `scripts`.

    Raises
    ------
    ValueError
        If there is no such script.
    """
    if name not in scripts():
        raise ValueError(f"name must be one of {', '.join(scripts())}; got {name!r}")
    return "\n".join(_parts(name, seen=set()))


def classic(name: str) -> str:
    """Return an explorer as a classic script, which defines its custom element.

    Browsers refuse modules on pages that are opened from a folder. What explorers share
    is not in it: a page loads `common` first.

    Parameters
    ----------
    name : str
        One of `scripts`.

    Raises
    ------
    ValueError
        If there is no such script.
    """
    module(name)  # refuse a name that is none
    source = IMPORT.sub(r"const \1 = globalThis.cnnbook;\n", _read(name))
    return _enclose(re.sub(r"^export default .*;\n", "", source, flags=re.MULTILINE))


def common() -> str:
    """Return what the explorers share as a classic script, to be loaded once a page."""
    sources = [IMPORT.sub("", _read(name)) for name in sorted(SHARED, reverse=True)]
    source = "\n".join(sources)
    names = ", ".join(EXPORT.findall(source))
    return _enclose(f"{EXPORT.sub('', source)}\nglobalThis.cnnbook = {{ {names} }};\n")


def used_in(html: str) -> list[str]:
    """Return the scripts that a page needs, by the custom elements on it.

    Examples
    --------
    >>> used_in('<p><cb-conv-stepper data-state="{}"></cb-conv-stepper></p>')
    ['conv-stepper']
    """
    return sorted({tag.removeprefix("cb-") for tag in TAG.findall(html)})


def _parts(name: str, seen: set[str]) -> list[str]:
    """Return the sources of what a script imports, each once, and then its own."""
    if name in seen:
        return []
    seen.add(name)
    source = _read(name)
    imported = [other for _, other in IMPORT.findall(source)]
    before = [part for other in imported for part in _parts(other, seen)]
    return [*before, IMPORT.sub("", source)]


def _read(name: str) -> str:
    return (JS / f"{name}.js").read_text(encoding="utf-8")


def _enclose(source: str) -> str:
    return f'(() => {{\n"use strict";\n{source}}})();\n'
