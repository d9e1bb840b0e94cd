"""Turn a slide's words and cells into HTML that needs nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
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

from .side_by_side import halved

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
    alt: str = ""
    png: bytes = b""

    def beside(self) -> Part | None:
        """Return the picture with its halves side by side, where it can be cut."""
        if self.kind != "picture" or self.height < 0.8 * self.width:
            return None
        png = halved(self.png)
        return png and picture(png, self.alt, hashlib.sha256(self.png).hexdigest())


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
    if "image/png" in data:
        png = base64.b64decode("".join(data["image/png"].split()))
        return picture(png, cell.metadata["mystnb"]["image"]["alt"])
    text = ANSI.sub("", output.get("text") or data.get("text/plain", "")).rstrip()
    if not text:
        return None
    return Part("output", f"<pre>{escape(text)}</pre>", *_extent(text))


def picture(png: bytes, alt: str, whole: str = "") -> Part:
    """Return a picture that is a part of the slide's file.

    Halves side by side carry the digest of the `whole`, for the site's second look.
    """
    width, height = struct.unpack(">II", png[16:24])
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    said = escape(" ".join(alt.split()))
    of = f'data-of="{whole}" ' if whole else ""
    html = f'<img alt="{said}" {of}src="{source}">'
    return Part("picture", html, width, height, alt=alt, png=png)


def _extent(text: str) -> tuple[int, int]:
    lines = text.splitlines()
    return max(map(len, lines), default=0), len(lines)
