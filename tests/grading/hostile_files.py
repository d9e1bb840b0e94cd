"""Submissions that are broken as files, each with its known truth."""

import json
import os

from .notebooks import cells, notebook, write

FULL, NONE = (1, 1, 1, 4), (0, 0, 0, 0)
GOOD = notebook(cells())
OLD = {
    "nbformat": 3,
    "worksheets": [
        {"cells": [{"cell_type": "code", "input": source} for source in cells()]}
    ],
}
ODD = {
    **GOOD,
    "cells": [None, 7, {"cell_type": "code"}, {"cell_type": "code", "source": 3}]
    + [{"cell_type": "code", "source": [source]} for source in cells()]
    + [{"cell_type": "code", "source": "x = '\ud800'"}],
}
TEXT = json.dumps(GOOD)

FILES = {
    "corrupt": (TEXT[:500].encode(), NONE, "could not be read: it is not JSON"),
    "empty": (b"", NONE, "could not be read: it is empty"),
    "a-list": ([1, 2], NONE, "could not be read: it is JSON, but no notebook"),
    "no-cells": ({"nbformat": 4}, NONE, "could not be read: it is JSON, but no"),
    "picture": (
        b"\x89PNG\r\n\x1a\n\x00\xff",
        NONE,
        "could not be read: it is not JSON",
    ),
    "essay.pdf": (b"%PDF-1.4", NONE, "could not be read: it is no notebook"),
    "nested": (b"[" * 200_000, NONE, "could not be read: it is not JSON"),
    "long-number": (b'{"cells": ' + b"9" * 9000 + b"}", NONE, "could not be read"),
    "nbformat-3": (OLD, FULL, "graded"),
    "nbformat-9": ({**GOOD, "nbformat": 9, "new": [{}]}, FULL, "graded"),
    "with-bom": (b"\xef\xbb\xbf" + TEXT.encode(), FULL, "graded"),
    "utf-16": (TEXT.encode("utf-16"), FULL, "graded"),
    "odd-cells": (ODD, FULL, "graded"),
    "nothing-in-it": (notebook([]), NONE, "graded"),
    "as-handed-out": (notebook(["one_window = ..."]), NONE, "graded"),
    "many-cells": (notebook(["x = 1"] * 3000), NONE, "could not be read: it has too"),
    "студент-é": (GOOD, FULL, "graded"),
    '<b>"bold" & co': (GOOD, FULL, "graded"),
    "=1+1": (GOOD, FULL, "graded"),
    "n" * 240: (GOOD, FULL, "graded"),
}
"""Name to content, points of the four exercises, and how the status begins."""


def write_all(folder):
    """Write all of them, and those that a table can't hold; return the truth."""
    truth = {}
    for name, (content, points, status) in FILES.items():
        write(folder, name, content)
        truth[name] = (points, status)
    with (folder / "huge.ipynb").open("wb") as huge:
        huge.truncate(300 << 20)
    truth["huge"] = (NONE, "could not be read: it is too large")
    (folder / "a-link.ipynb").symlink_to(folder / "студент-é.ipynb")
    truth["a-link"] = (NONE, "could not be read: it is a symbolic link")
    (folder / "linked-folder").symlink_to("/etc")
    truth["linked-folder"] = (NONE, "could not be read: it is a symbolic link")
    os.mkfifo(folder / "a-pipe.ipynb")
    truth["a-pipe"] = (NONE, "could not be read: it is not an ordinary file")
    (folder / os.fsdecode(b"not-utf8-\xff.ipynb")).write_text(TEXT)
    truth["not-utf8-�"] = (FULL, "graded")
    (folder / "empty-folder").mkdir()
    truth["empty-folder"] = (NONE, "could not be read: there is no notebook")
    inner = folder / "student-folder" / "week 2"
    inner.mkdir(parents=True)
    write(inner, "02-answers", GOOD)
    write(inner, "copy", notebook([]))
    truth["student-folder"] = (FULL, "graded")
    half = folder / "half-a-folder"
    half.mkdir()
    write(half, "a", b"{")
    write(half, "b", notebook(cells(conv2d="conv2d = ...")))
    truth["half-a-folder"] = ((1, 1, 1, 0), "graded; in part unreadable: a.ipynb")
    (folder / "folder.ipynb").mkdir()
    write(folder / "folder.ipynb", "02", GOOD)
    truth["folder.ipynb"] = (FULL, "graded")
    (folder / ".hidden").write_text("not handed in")
    return truth
