"""What a file may be that should be a notebook, and what is said about it."""

import gzip
import io
import json
import platform
import zipfile

import pytest

from cnnbook.grading.batch import notebooks, student_files
from cnnbook.grading.batch.grade import grade, grade_notebook
from cnnbook.grading.batch.notebooks import NotebookError, read_file, read_notebook
from cnnbook.grading.batch.outputs import without_outputs
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import find_submissions, read_submission

from .notebooks import IDS, RIGHT, cells, notebook, write

GOOD = notebook(cells())
TEXT = json.dumps(GOOD, indent=1)
SCRIPT = "\n\n".join(["import numpy as np", *RIGHT.values()])


def zipped(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


def unescaped(comment):
    return json.dumps(notebook([comment, *cells()]), ensure_ascii=False)


MERGED = TEXT.replace(
    ' "metadata": {', '<<<<<<< HEAD\n "metadata": {\n=======\n "metadata": {', 1
)
BROKEN = {
    "merge markers": (MERGED + "\n>>>>>>> main\n", "merge-conflict markers"),
    "LFS pointer": ("version https://git-lfs.github.com/spec/v1\noid sha256:0", "LFS"),
    "saved page": ("\n\n<!DOCTYPE html>\n<html lang='en'>", "web page (HTML)"),
    "page of GitHub": ("<html><title>x at main · GitHub</title>", "take the raw file"),
    "page to log in": ("<!doctype html><h1>Sign in</h1>", "asks to log in"),
    "bare html": ("<head><title>x</title>", "web page"),
    "gzip": (gzip.compress(TEXT.encode()), "a gzip archive"),
    "zip": (zipped("02-x.ipynb"), "a zip archive"),
    "Word": (zipped("[Content_Types].xml", "word/document.xml"), "a Word document"),
    "Excel": (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel sheet"),
    "Keras model": (zipped("metadata.json", "config.json"), "a Keras model"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    "JPEG": (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
    "HDF5": (b"\x89HDF\r\n", "an HDF5 file"),
    "NumPy": (b"\x93NUMPY\x01", "a NumPy array"),
    "RTF": (r"{\rtf1\ansi", "RTF"),
    "7z": (b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    "rar": (b"Rar!\x1a\x07", "a RAR archive"),
    "iCloud": (b"bplist00\xd1", "iCloud"),
    "shortcut": ("[InternetShortcut]\nURL=https://example.org", "a shortcut"),
    "Drive link": ('{"url": "https://x", "doc_id": "1", "email": "a"}', "Google Drive"),
    "empty": (b"", "it is empty"),
    "blanks": (b"\n \r\n\t", "it is empty"),
    "zeros": (b"\0" * 4096, "nothing but zeros"),
    "cut short": (TEXT[: len(TEXT) // 2], "breaks off in the middle"),
    "cut in a text": (TEXT[: TEXT.index("import numpy") + 4], "breaks off in the"),
    "last brace gone": (TEXT[:-1], "breaks off in the middle"),
    "a comma too many": (TEXT.replace("\": 4", "\": 4,,"), "changed the file"),
    "Python": (SCRIPT, "a Python file, renamed"),
    "Python of VS Code": ("# %%\nimport numpy as np\n", "a Python file"),
    "Python with a docstring": ('"""Mine."""\nimport numpy as np\n', "not JSON"),
    "Markdown": ("# My answers\n\nSome text.\n", "Markdown"),
    "Quarto": ("---\ntitle: x\n---\n", "Markdown"),
    "XML": ("<?xml version='1.0'?><x/>", "XML"),
    "plain text": ("my answer is 12", "it is not JSON (line 1, column 1)"),
    "a list": ("[1, 2]", "it is JSON, but no notebook"),
    "a package": ('{"name": "x", "version": "1"}', "it is JSON, but no notebook"),
    "no cells": ('{"nbformat": 4}', "there are no cells in it"),
    "R": (json.dumps({**GOOD, "metadata": {"language_info": {"name": "R"}}}),
          "in R, not"),
    "Julia": (json.dumps({**GOOD, "metadata": {"kernelspec": {"language": "julia"}}}),
              "in Julia, not"),
    "deep": ("[" * 100_000, "nested too deeply"),
}  # fmt: skip
"""What a file is to content and words."""
OLD = {"nbformat": 3, "worksheets": [{"cells": [
    {"cell_type": "code", "input": source} for source in cells()]}]}  # fmt: skip
READABLE = {
    "cp1252": unescaped("# Übung").encode("cp1252"),
    "Shift JIS": unescaped("# 畳み込み").encode("cp932"),
    "GB18030": unescaped("# 卷积的能").encode("gb18030"),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-32": TEXT.encode("utf-32"),
    "mark and CRLF": b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
    "version 3": json.dumps(OLD).encode(),
    "ids that repeat": json.dumps({**GOOD, "cells": [
        {**c, "id": "same", "metadata": {"id": "same", "vscode": {"languageId": "x"}}}
        for c in GOOD["cells"]]}).encode(),
    "version 4.4": json.dumps({**GOOD, "nbformat_minor": 4, "cells": [
        {key: c[key] for key in c if key != "id"} for c in GOOD["cells"]]}).encode(),
    "of Colab": json.dumps({**GOOD, "nbformat_minor": 0, "metadata": {
        "colab": {"provenance": []}, "kernelspec": {"name": "python3"}}}).encode(),
    "of Jupyter's server": json.dumps({"type": "notebook", "content": GOOD}).encode(),
    "one string a cell": json.dumps({**GOOD, "cells": [
        {**c, "source": "".join(c["source"])} for c in GOOD["cells"]]}).encode(),
    "blanks around": b"\n\n" + TEXT.encode() + b"\n\n\n",
}  # fmt: skip


@pytest.mark.parametrize("what", list(BROKEN))
def test_the_cause_is_named(what):
    content, words = BROKEN[what]
    content = content.encode() if isinstance(content, str) else content
    with pytest.raises(NotebookError) as raised:
        read_notebook("02-x.ipynb", content)
    assert words in str(raised.value)


@pytest.mark.parametrize("what", list(READABLE))
def test_it_is_read_all_the_same(what):
    assert cells()[1] in read_notebook("02-x.ipynb", READABLE[what]).cells


def large(megabytes):
    """Return a notebook with outputs of so many megabytes, some of them like code."""
    content = notebook(cells())
    text = 'x"]}\\' * (megabytes << 18)
    content["cells"][1]["outputs"] = [{"data": {"image/png": text}, "outputs": [[{}]]}]
    content["cells"].append(
        {"cell_type": "markdown", "source": "x", "attachments": {"a.png": {"b": text}}}
    )
    content["metadata"]["widgets"] = {"state": {"y": [text]}}
    return json.dumps(content)


def test_outputs_do_not_count_towards_the_size(tmp_path):
    path = write(tmp_path, "02-x", large(20).encode())
    assert path.stat().st_size > notebooks.MAX_NOTEBOOK_BYTES
    assert read_notebook(path.name, read_file(path)).cells == tuple(cells())


def test_nothing_but_outputs_is_left_out():
    source = '"outputs": [1, 2] \\" "outputs"'
    content = json.loads(large(1))
    content["cells"][0]["source"] = [source]
    assert json.loads(without_outputs(json.dumps(content).encode()))["cells"][0][
        "source"
    ] == [source]
    for odd in (b"", b'"outputs"', b'"outputs": [', b'"outputs": [}', b'"outputs":1'):
        without_outputs(odd)


def test_code_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(notebooks, "MAX_NOTEBOOK_BYTES", 1000)
    with pytest.raises(NotebookError, match="too large: 0 MB without its outputs"):
        read_notebook("x", TEXT.encode() + b" " * 1000)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with (tmp_path / "02-x.ipynb").open("wb") as file:
        file.truncate(notebooks.MAX_FILE_BYTES + 1)
    with pytest.raises(NotebookError, match="clear its outputs"):
        read_file(tmp_path / "02-x.ipynb")


NAMES = [
    "山田\u3000太郎",
    "علی\u200cرضا",
    "José\u00a0García",
    "\U0001f469\u200d\U0001f4bb Ada",
]
NAMES += [
    "CORP\\ann",
    "Ann  O'Neil",
    "Zoë",
    "Zoe\u0308",
    "अनु\u200dपम",
    "a\u00adb",
    "\u200eIda",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_as_it_is(tmp_path, name):
    write(tmp_path, name, GOOD)
    ((found, _),) = find_submissions(tmp_path)
    assert found == name


@pytest.mark.parametrize("bad", ["\n", "\x1b", "\x7f", "\x85", "\u2028"])
def test_control_characters_are_replaced(tmp_path, bad):
    write(tmp_path, f"a{bad}b", GOOD)
    ((found, _),) = find_submissions(tmp_path)
    assert found == "a�b"


def test_names_arrive_in_every_file(tmp_path):
    (tmp_path / "in").mkdir()
    for name in NAMES[:4]:
        write(tmp_path / "in", name, b"{")
    grade(tmp_path / "in", tmp_path / "out", Settings(exercises=IDS))
    table = (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig")
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    for name in NAMES[:4]:
        assert f"\n{name}," in table
        assert name in report
        assert (tmp_path / "out" / "results" / f"{name}.json").exists()


def test_a_newer_python_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(platform, "python_version", lambda: "3.11.7")
    content = notebook(["one_window = = 3", *cells()[:1]])
    content["metadata"]["language_info"] = {"name": "python", "version": "3.99.1"}
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "new", content)
    content["metadata"]["language_info"]["version"] = "3.10.4"
    write(tmp_path / "in", "old", content)
    new, old = grade(tmp_path / "in", tmp_path / "out", Settings(exercises=IDS))
    assert new.status == "graded; written with Python 3.99.1, graded with 3.11.7"
    assert any("Python 3.99.1" in note for note in new.notes)
    assert old.status == "graded"


def handed_in(folder, **files):
    write(folder, "02-x", GOOD)
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return read_submission("ann", folder)


def test_files_beside_a_notebook_are_taken(tmp_path):
    found = handed_in(tmp_path, helpers_dot_py=b"x = 1", data__patch_dot_csv=b"1")
    assert [file.inside for file in found.files] == ["helpers.py", "data/patch.csv"]
    assert not found.notes
    again = handed_in(tmp_path, helpers_dot_py=b"x = 2", data__patch_dot_csv=b"1")
    assert again.digest != found.digest


def test_what_nobody_writes_by_hand_is_passed_over(tmp_path):
    found = handed_in(
        tmp_path,
        venv__pyvenv_dot_cfg=b"",
        venv__lib__x_dot_py=b"",
        node_modules__x_dot_js=b"",
        __pycache____x_dot_pyc=b"",
        _dot_ipynb_checkpoints__y_dot_py=b"",
        _dot_git__config=b"",
    )
    assert not found.files
    assert len(found.notebooks) == 1


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    student = tmp_path / "ann"
    student.mkdir()
    (student / "link.txt").symlink_to(secret)
    (student / "folder").symlink_to(tmp_path)
    found = handed_in(student, a_dot_txt=b"a")
    assert student_files.contents(found.files) == (("a.txt", b"a"),)


def test_there_are_limits_and_they_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr(student_files, "MAX_USED_BYTES", 100)
    found = handed_in(
        tmp_path, big_dot_csv=b"x" * 99, small_dot_csv=b"x", a_dot_py=b"y" * 50
    )
    assert [file.inside for file in found.files] == ["a.py", "small.csv"]
    assert "not used: big.csv" in found.notes[0]
    monkeypatch.setattr(student_files, "MAX_WALKED", 3)
    assert handed_in(tmp_path).problems == (
        "there are more than 3 files in the folder",
    )


def test_a_single_notebook_finds_what_its_code_names(tmp_path):
    write(tmp_path, "02-x", notebook([*cells(conv2d="from helpers import conv2d"),
        "one_window = int(np.loadtxt('data/patch.csv'))"]))  # fmt: skip
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "patch.csv").write_text("-29")
    (tmp_path / "helpers.py").write_text(f"import numpy as np\n{RIGHT['conv2d']}\n")
    (tmp_path / "diary.txt").write_text("private")
    path = tmp_path / "02-x.ipynb"
    assert grade_notebook(path, Settings(exercises=IDS)).total == 7
    code = read_notebook(path.name, path.read_bytes()).code
    found = {file.inside for file in student_files.beside(path, code)}
    assert found == {"helpers.py", "data/patch.csv"}


@pytest.mark.parametrize(
    "ends", [".ipynb", ".IPYNB", ".ipynb.txt", ".ipynb.json", ".ipynb "]
)
def test_what_a_browser_adds_to_a_name_is_no_matter(tmp_path, ends):
    (tmp_path / f"ann{ends}").write_text(TEXT, encoding="utf-8")
    ((name, path),) = find_submissions(tmp_path)
    assert name == "ann"
    assert len(read_submission(name, path).notebooks) == 1
    assert len(read_submission("class", tmp_path).notebooks) == 1


@pytest.mark.parametrize("name", [".ipynb", ".IPYNB", ".ipynb.txt"])
def test_a_notebook_without_a_name_is_read(tmp_path, name):
    (tmp_path / "._hw.ipynb").write_bytes(b"what macOS keeps beside a file")
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    read = read_submission("ann", tmp_path)
    assert (len(read.notebooks), read.problems) == (1, ())


def test_what_is_there_instead_of_a_notebook_is_named(tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    words = "there is no notebook in the folder; there is report.pdf"
    assert read_submission("ann", tmp_path).problems == (words,)
    words = "it is no notebook: its name ends in .pdf, not in .ipynb"
    assert read_submission("ann", tmp_path / "report.pdf").problems == (words,)
