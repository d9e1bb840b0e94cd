"""A Sphinx extension: notebooks whose Markdown is shown well everywhere.

The texts in ``md`` are MyST: a line that begins with ``%`` is a comment, and a line of
colons opens or closes a frame. GitHub, Colab and VS Code know neither, and would show
them as text. So a notebook holds instead what all of them know, and Sphinx, and what
else works with the notebooks, reads the MyST again:

- lines with ``%`` are an HTML comment,
- ``:::{dropdown}`` is ``<details>``, and what it is called its ``<summary>``,
- ``:::{admonition}`` is a quotation that begins with its title in bold.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape

import nbformat

COMMENT = re.compile(r"(?:^%.*\n?)+", re.MULTILINE)
HIDDEN = re.compile(r"^<!-- (%(?:.|\n)*?) -->$", re.MULTILINE)
DROPDOWN = re.compile(
    r"^:::\{dropdown\} (?P<title>.+)\n(?P<body>(?:.|\n)*?)\n:::$", re.MULTILINE
)
DETAILS = re.compile(
    r"^<details>\n<summary>(?P<title>.+)</summary>\n\n(?P<body>(?:.|\n)*?)"
    r"\n\n</details>$",
    re.MULTILINE,
)
ADMONITION = re.compile(
    r"^:::\{admonition\} (?P<title>.+)\n:class: (?P<kind>\w+)\n(?P<body>(?:.|\n)*?)"
    r"\n:::$",
    re.MULTILINE,
)
QUOTATION = re.compile(
    r"^<!-- (?P<kind>\w+) -->\n> \*\*(?P<title>.+)\*\*\n>\n(?P<body>>.*(?:\n>.*)*)$",
    re.MULTILINE,
)
NEIGHBOURS = re.compile(r"(?<=^</details>\n)(\n*)(?=<details>$)", re.MULTILINE)
"""JupyterLab with MyST takes two for one, unless there is a line between them."""
FENCE = re.compile(r"(^```(?:.|\n)*?^```$)", re.MULTILINE)


def for_viewers(text: str) -> str:
    r"""Return MyST as Markdown that GitHub, Colab, VS Code and JupyterLab show well.

    Raises
    ------
    ValueError
        If a comment holds what would end it.

    Examples
    --------
    >>> print(for_viewers("% slide: One sum\n% - 6 + 6"))
    <!-- % slide: One sum
    % - 6 + 6 -->
    >>> print(for_viewers(":::{dropdown} `a` < 27\nRight.\n:::"))
    <details>
    <summary><code>a</code> &lt; 27</summary>
    <BLANKLINE>
    Right.
    <BLANKLINE>
    </details>
    >>> print(for_viewers(":::{admonition} Mind\n:class: note\nThe *sign*.\n:::"))
    <!-- note -->
    > **Mind**
    >
    > The *sign*.
    """

    def hidden(comment: re.Match) -> str:
        said, end = comment[0].removesuffix("\n"), comment[0].endswith("\n")
        if "-->" in said:
            raise ValueError(f"a comment of HTML ends at -->: {said}")
        return f"<!-- {said} -->" + "\n" * end

    def details(frame: re.Match) -> str:
        title = re.sub(r"`(.+?)`", r"<code>\1</code>", escape(frame["title"], False))
        body = frame["body"]
        return f"<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>"

    def quotation(frame: re.Match) -> str:
        quoted = [f"> {line}".rstrip() for line in frame["body"].split("\n")]
        head = f"<!-- {frame['kind']} -->\n> **{frame['title']}**\n>\n"
        return head + "\n".join(quoted)

    def written(part: str) -> str:
        part = NEIGHBOURS.sub(r"\n\1", DROPDOWN.sub(details, part))
        return COMMENT.sub(hidden, ADMONITION.sub(quotation, part))

    return _outside_code(written, text)


def for_book(text: str) -> str:
    r"""Return the MyST of what `for_viewers` wrote; MyST itself stays as it is.

    Examples
    --------
    >>> text = ":::{dropdown} `a` < 27\nRight.\n:::\n:::{dropdown} b\nNo.\n:::"
    >>> for_book(for_viewers(text)) == for_book(text) == text
    True
    """

    def dropdown(frame: re.Match) -> str:
        title = unescape(re.sub(r"</?code>", "`", frame["title"]))
        return f":::{{dropdown}} {title}\n{frame['body']}\n:::"

    def admonition(frame: re.Match) -> str:
        body = re.sub(r"^> ?", "", frame["body"], flags=re.MULTILINE)
        head = f":::{{admonition}} {frame['title']}\n:class: {frame['kind']}\n"
        return f"{head}{body}\n:::"

    def written(part: str) -> str:
        part = NEIGHBOURS.sub(lambda lines: lines[1][1:], part)
        part = QUOTATION.sub(admonition, DETAILS.sub(dropdown, part))
        return HIDDEN.sub(r"\1", part)

    return _outside_code(written, text)


def _outside_code(change, text: str) -> str:
    """Change a text, but for the code that is set off in it."""
    parts = FENCE.split(text)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def shown_well(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Write the text cells of a notebook for viewers, in place, and return it."""
    return _changed(for_viewers, notebook)


def in_myst(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Read the text cells of a notebook as MyST, in place, and return it."""
    return _changed(for_book, notebook)


def _changed(change, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = change("".join(cell["source"]))
    return notebook


def read(app, docname: str, content: list[str]) -> None:
    """Let Sphinx read a notebook as MyST."""
    if app.env.doc2path(docname).endswith(".ipynb"):
        content[0] = json.dumps(in_myst(json.loads(content[0])))


def setup(app):
    """Connect to Sphinx."""
    app.connect("source-read", read, priority=400)  # before tables are put in
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
