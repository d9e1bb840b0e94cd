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
    """Return the names of the explorers' scripts, without those that they import.

    Examples
    --------
    >>> "conv-stepper" in scripts(), "shared" in scripts(), "tracing" in scripts()
    (True, False, False)
    """
    names = [path.stem for path in JS.glob("*.js")]
    return sorted(name for name in names if "\nexport default " in _read(name))


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
    return "\n".join(IMPORT.sub("", _read(part)) for part in _parts(name))


def classic(name: str) -> str:
    """Return an explorer as a classic script, which defines its custom element.

    Browsers refuse modules on pages that are opened from a folder. What explorers share
    is not in it: a page loads `common` first.

    Parameters
    ----------
    name : str
        As for `module`, which says what is raised.
    """
    module(name)  # refuse a name that is none
    source = "\n".join(_read(part) for part in _parts(name) if part not in SHARED)
    source = re.sub(r"^export default .*;\n", "", source, flags=re.MULTILINE)
    taken = [names for names, other in IMPORT.findall(source) if other in SHARED]
    used = sorted(set(re.findall(r"\w+", " ".join(taken))))
    given = f"const {{ {', '.join(used)} }} = globalThis.cnnbook;\n"
    return _enclose(given + EXPORT.sub("", IMPORT.sub("", source)))


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


def _parts(name: str) -> list[str]:
    """Return a script's name after those of what it imports, each once."""
    parts: list[str] = []
    for _, other in IMPORT.findall(_read(name)):
        parts += [part for part in _parts(other) if part not in parts]
    return [*parts, name]


def _read(name: str) -> str:
    return (JS / f"{name}.js").read_text(encoding="utf-8")


def _enclose(source: str) -> str:
    return f'(() => {{\n"use strict";\n{source}}})();\n'
