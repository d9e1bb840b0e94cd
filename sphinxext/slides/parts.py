"""Turn a slide's words and cells into HTML that needs nothing from elsewhere."""

from __future__ import annotations

import base64
import re
import struct
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from sphinxext.formulas import mathml

ALONE = re.compile(r"^\$([^$\n]+)\$$", re.MULTILINE)
ANSI = re.compile(r"\x1b\[[0-9;]*m")
EXPLORER = re.compile(r"^\s*<cb-[\w-]+ data-state=")


@dataclass
class Part:
    """A piece of a slide, and the room that it would like, in pixels or characters."""

    kind: str  # code, output, table, picture or explorer
    html: str
    width: int = 0
    height: int = 0
    step: bool = False


def _formula(source: str, options: dict) -> str:
    return mathml(source, "block" if options.get("display_mode") else "inline")


def _markdown() -> MarkdownIt:
    """Return a parser in which links and pictures become plain words."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.use(dollarmath_plugin, double_inline=True, renderer=_formula)
    for rule in ("link_open", "link_close"):
        parser.add_render_rule(rule, lambda *_: "")
    parser.add_render_rule(
        "image", lambda _self, tokens, place, *_: escape(tokens[place].content)
    )
    return parser


_PARSER = _markdown()


def rendered(markdown: str) -> str:
    r"""Return Markdown as HTML, with formulas as MathML and without links.

    A formula that has its line to itself is displayed.

    Examples
    --------
    >>> rendered("See [chapter 4](04.ipynb).")
    '<p>See chapter 4.</p>\n'
    >>> rendered("$z$").startswith('<div class="math block">')
    True
    """
    return _PARSER.render(ALONE.sub(r"$$\1$$", markdown))


def inline(markdown: str) -> str:
    """Return one line of Markdown as HTML."""
    return _PARSER.renderInline(markdown)


def parts_of(cell: NotebookNode, step: bool = False) -> list[Part]:
    """Return what a tagged cell brings to its slide, at once or as a step."""
    parts = []
    if "slide-code" in cell.metadata.tags:
        html = highlight(cell.source, PythonLexer(), HtmlFormatter(cssclass="code"))
        parts.append(Part("code", html, *_extent(cell.source)))
    for output in cell.get("outputs", []):
        if part := _output(output, cell):
            part.step = step
            parts.append(part)
    return parts


def _output(output: NotebookNode, cell: NotebookNode) -> Part | None:
    data = output.get("data", {})
    if html := data.get("text/html"):
        return Part("explorer" if EXPLORER.match(html) else "table", html)
    if picture := data.get("image/png"):
        return _picture(picture, cell.metadata["mystnb"]["image"]["alt"])
    text = ANSI.sub("", output.get("text") or data.get("text/plain", "")).rstrip()
    if not text:
        return None
    return Part("output", f"<pre>{escape(text)}</pre>", *_extent(text))


def _picture(picture: str, alt: str) -> Part:
    encoded = "".join(picture.split())
    width, height = struct.unpack(">II", base64.b64decode(encoded[:48])[16:24])
    source = f"data:image/png;base64,{encoded}"
    html = f'<img alt="{escape(" ".join(alt.split()))}" src="{source}">'
    return Part("picture", html, width, height)


def _extent(text: str) -> tuple[int, int]:
    lines = text.splitlines()
    return max(map(len, lines), default=0), len(lines)
