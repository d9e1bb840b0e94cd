"""Say what a file is that should be a notebook and is none."""

from __future__ import annotations

import json
import re
from typing import Any

MERGE_MARKER = re.compile(rb"^(?:<{7} |>{7} |={7}\r?$)", re.MULTILINE)
LFS_POINTER = b"version https://git-lfs.github.com/spec"
AGAIN = "hand in the .ipynb file itself"
MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x89HDF", "an HDF5 file, such as a Keras model"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a text of WordPad or Word (RTF)"),
    (b"SQLite format", "a database"),
    (b"bplist", "a placeholder of iCloud, which was not downloaded"),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "a shortcut of Windows"),
    (b"[InternetShortcut]", "a shortcut of Windows to a web page"),
    (b"\x80\x04", "a Python pickle"),
    (b"\x80\x05", "a Python pickle"),
    (b"<?xml", "XML"),
)
"""How a file begins that is something else, and what it is then."""
IN_A_ZIP = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel sheet"),
    (b"ppt/", "a PowerPoint file"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
    (b"config.json", "a Keras model"),
)
PYTHON_LINE = re.compile(
    r"^(?:import \w|from [\w.]+ import |def \w+\(|# %%|#!.*python|\w+ = )", re.MULTILINE
)
OF_A_NOTEBOOK = ('"cells"', '"cell_type"', '"nbformat"', '"worksheets"')
CHANGED = "something has changed the file as text"
CUT_SHORT = "it breaks off in the middle, so the copy or upload was cut short"
DRIVE = "it is a link of Google Drive, not the file: in Colab, File > Download > .ipynb"


def why_not_json(content: bytes, error: ValueError | RecursionError) -> str:
    """Say why a file can't be read as JSON.

    Parameters
    ----------
    content : bytes
        The file's.
    error : ValueError or RecursionError
        What reading it raised.

    Examples
    --------
    >>> why_not_json(b"%PDF-1.7", ValueError())
    'it is not JSON: it is a PDF, renamed; hand in the .ipynb file itself'
    """
    where = ""
    if isinstance(error, json.JSONDecodeError):
        where = f" (line {error.lineno}, column {error.colno})"
    cause = _of_bytes(content) or _of_text(content, error)
    return f"it is not JSON{where}" + (f": {cause}" if cause else "")


def why_no_notebook(document: Any) -> str:
    """Say what JSON is that is no notebook.

    Parameters
    ----------
    document : object
        What was read.

    Examples
    --------
    >>> why_no_notebook([1, 2])
    'it is JSON, but no notebook'
    """
    keys = set(document) if isinstance(document, dict) else set()
    if keys & {"doc_id", "resource_id"} and keys & {"url", "email", "resource_key"}:
        return f"it is JSON, but no notebook: {DRIVE}"
    if "nbformat" in keys:
        return "it is JSON, but no notebook: there are no cells in it"
    return "it is JSON, but no notebook"


def _of_bytes(content: bytes) -> str:
    """Return what the first bytes, or certain others, say."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(LFS_POINTER):
        return "it is a Git LFS pointer; the file itself was not pushed (git lfs push)"
    if b"<<<<<<< " in content and MERGE_MARKER.search(content):
        return "it has merge-conflict markers (<<<<<<<); resolve the conflict in Git"
    if not content.strip(b"\0 \t\r\n"):
        return "it holds nothing but zeros, so the copy or download failed"
    for begins, what in MAGIC:
        if content.startswith(begins) or start.startswith(begins):
            return f"it is {what}, renamed; {AGAIN}"
    if content.startswith(b"PK"):
        inside = (what for sign, what in IN_A_ZIP if sign in content[:4096])
        return f"it is {next(inside, 'a zip archive')}, renamed; {AGAIN}"
    if re.match(rb"<!doctype html|<html|<head", start[:64], re.IGNORECASE):
        return f"it is a web page (HTML) saved as .ipynb; {_of_page(start[:50_000])}"
    return ""


def _of_page(page: bytes) -> str:
    if re.search(rb"log ?in|sign ?in|password", page, re.IGNORECASE):
        return "it asks to log in, so the download did not work"
    if b"github" in page.lower():
        return "on GitHub, take the raw file"
    return AGAIN


def _of_text(content: bytes, error: ValueError | RecursionError) -> str:
    """Return what a text is that begins like no other file."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    begins = content.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if isinstance(error, json.JSONDecodeError) and begins.startswith("{"):
        rest = error.doc[error.pos :].rstrip()
        open_text = error.msg.startswith("Unterminated") and rest.count('"') < 2
        if not any(key in begins for key in OF_A_NOTEBOOK):
            return ""
        return CUT_SHORT if not rest or open_text else CHANGED
    if begins.startswith("---\n") or re.match(r"#{1,6} \w.*\n\n", begins):
        return f"it is a text in Markdown, renamed; {AGAIN}"
    if PYTHON_LINE.search(begins) and not begins.startswith(("[", '"', "{")):
        return f"it is a Python file, renamed; {AGAIN}"
    return ""
