"""Zips that anybody may have made: what is opened, and what is named and left."""

import errno
import re
import stat
import struct

import pytest

from cnnbook.grading.batch.lms.archives import ArchiveError, Limits, unpack
from cnnbook.grading.batch.lms.intake import take
from cnnbook.grading.batch.submissions import read_submission

from .downloads import GOOD, NAME, encrypted, lay, packed


@pytest.fixture
def opened(tmp_path):
    """Return a function that unpacks; it gives what was left out, and the names."""

    def run(content, **limits):
        path = tmp_path / "hw.zip"
        path.write_bytes(content)
        into = tmp_path / "into"
        problems = unpack(
            path, into, Limits(**{"files": 50, "size": 1 << 20, **limits})
        )
        files = [path.relative_to(into).as_posix() for path in into.rglob("*")]
        return problems, sorted(files)

    return run


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../evil.ipynb", "its name leads out of the zip"),
        ("a/../../evil.ipynb", "its name leads out of the zip"),
        ("..\\evil.ipynb", "its name leads out of the zip"),
        ("/etc/evil", "it has an absolute name"),
        ("C:\\evil.ipynb", "it has an absolute name"),
        ("C:evil.ipynb", "it has an absolute name"),
        ("\\\\host\\share\\evil.ipynb", "it has an absolute name"),
    ],
)
def test_names_that_lead_elsewhere_are_left_out(opened, tmp_path, name, says):
    problems, files = opened(packed({name: b"x", NAME: GOOD}))
    assert problems == [f"{name}: {says}"]
    assert files == [NAME]
    assert not list(tmp_path.glob("evil*"))


@pytest.mark.parametrize(
    ("kind", "says"),
    [(stat.S_IFLNK, "symbolic link"), (stat.S_IFIFO, "not an ordinary file")],
)
def test_what_is_no_file_is_left_out(opened, kind, says):
    content = packed({"link.ipynb": b"/etc/passwd"}, external_attr=(kind | 0o777) << 16)
    problems, files = opened(content)
    assert says in problems[0]
    assert files == []


def test_a_password_is_named(opened):
    with pytest.raises(ArchiveError, match="encrypted: ask for it without a password"):
        opened(encrypted({NAME: GOOD}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not a zip at all",
        packed({NAME: GOOD})[:-40],
        packed({NAME: GOOD})[: len(packed({NAME: GOOD})) // 2],
        b"<html>please log in</html>",
    ],
)
def test_a_broken_zip_is_named(opened, content, tmp_path):
    with pytest.raises(ArchiveError, match="it is a broken zip"):
        opened(content)
    assert not (tmp_path / "into").exists()


def test_bytes_that_were_changed_are_named(opened, tmp_path):
    content = bytearray(packed({NAME: GOOD}))
    content[60] ^= 0xFF
    content[90] ^= 0xFF
    with pytest.raises(ArchiveError, match="broken zip"):
        opened(bytes(content))
    assert not (tmp_path / "into").exists()


def test_a_way_of_packing_that_is_unknown_is_named(opened):
    content = bytearray(packed({NAME: GOOD}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = content.find(mark)
        content[place + offset : place + offset + 2] = struct.pack("<H", 9)  # deflate64
    with pytest.raises(ArchiveError, match="can't be opened"):
        opened(bytes(content))


def test_too_many_files(opened):
    with pytest.raises(ArchiveError, match="there are 51 files in it, over 50"):
        opened(packed({f"{n}.txt": b"" for n in range(51)}))


def test_too_many_bytes(opened):
    with pytest.raises(ArchiveError, match="unpacks to more than 1 MB"):
        opened(packed({"a": b"0" * (1 << 20), "b": b"0"}))


def test_a_bomb(opened):
    with pytest.raises(ArchiveError, match="it is a zip bomb"):
        opened(packed({"a": bytes(120 << 20)}), size=1 << 30)


def test_many_repeated_bytes_in_an_output_are_no_bomb(opened):
    _, files = opened(packed({"a.ipynb": b"0" * (30 << 20)}), size=1 << 26)
    assert files == ["a.ipynb"]


def test_a_zip_that_lies_about_its_size(opened, tmp_path):
    content = bytearray(packed({"a": bytes(3 << 20)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(mark)
        content[place + offset : place + offset + 4] = struct.pack("<I", 10)
    with pytest.raises(ArchiveError, match=r"broken zip .*CRC"):
        opened(bytes(content))
    assert not (tmp_path / "into").exists()


def test_files_of_one_name_both_stay(opened):
    content = packed({"a.ipynb": b"1", "b.ipynb": b"2", "c.ipynb": b"3"})
    _, files = opened(re.sub(rb"[bc]\.ipynb", b"a.ipynb", content))
    assert files == ["a.ipynb", "a_2.ipynb", "a_3.ipynb"]


def test_a_file_where_a_folder_should_be_is_named(opened):
    with pytest.raises(ArchiveError, match="broken zip"):
        opened(packed({"a": b"", "a/b.ipynb": GOOD}))


def test_names_too_long_for_a_file_are_shortened(opened):
    problems, files = opened(packed({"é" * 300 + ".ipynb": GOOD}))
    assert problems == []
    assert files[0].endswith(".ipynb")


def test_an_empty_zip_is_named(opened):
    with pytest.raises(ArchiveError, match="it is an empty zip"):
        opened(packed({}))


def test_zips_in_zips_have_an_end(tmp_path, monkeypatch):
    content = packed({NAME: GOOD})
    for number in range(6):
        content = packed({f"{number}.zip": content})
    lay(tmp_path / "subs", {"ann/hw.zip": content, f"bob/{NAME}": GOOD})
    ann = take(tmp_path / "subs", tmp_path / "stage").students[0]
    assert "it lies in more than 3 zips, one in another" in ann.problems[0]


def test_a_quine_ends(tmp_path):
    inner = packed({"a.zip": b"x" * 100})
    lay(tmp_path / "subs", {"ann/hw.zip": inner, f"bob/{NAME}": GOOD})
    ann = take(tmp_path / "subs", tmp_path / "stage").students[0]
    assert ann.problems[0].startswith("hw/a.zip: it is a broken zip")


def test_a_broken_zip_beside_a_notebook_costs_nothing(tmp_path):
    lay(tmp_path / "subs", {f"ann/{NAME}": GOOD, "ann/x.zip": b"PK", "bob.ipynb": GOOD})
    ann = take(tmp_path / "subs", tmp_path / "stage").students[0]
    assert ann.problems == ("x.zip: it is a broken zip (File is not a zip file)",)
    assert len(read_submission("ann", ann.path).notebooks) == 1


def test_a_notebook_without_a_name_comes_out_of_a_zip(tmp_path):
    inner = packed({"hw/.ipynb": GOOD, "hw/._x.ipynb": b"of macOS"})
    lay(tmp_path / "subs", {"ann/hw.zip": inner, f"bob/{NAME}": GOOD})
    ann = take(tmp_path / "subs", tmp_path / "stage").students[0]
    read = read_submission("ann", ann.path)
    assert (len(read.notebooks), read.problems) == (1, ())


def test_a_class_that_can_not_be_opened_is_refused(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(packed({"ann.ipynb": GOOD})[:50])
    with pytest.raises(ValueError, match=r"is a broken zip: .*class\.zip"):
        take(path, tmp_path / "stage")
    path.write_bytes(encrypted({"ann.ipynb": GOOD}))
    with pytest.raises(
        ValueError, match=r"class\.zip can't be opened: it is encrypted"
    ):
        take(path, tmp_path / "stage")
    (tmp_path / "grades.csv").write_text("a,b")
    with pytest.raises(ValueError, match="is a file, and no zip"):
        take(tmp_path / "grades.csv", tmp_path / "stage")


def test_evil_names_in_the_classs_zip_are_named(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(packed({"../x.ipynb": GOOD, "ann.ipynb": GOOD, "b.ipynb": GOOD}))
    found = take(path, tmp_path / "stage")
    assert [one.name for one in found.students] == ["ann", "b"]
    assert found.notes == [
        "Left out of the zip: ../x.ipynb: its name leads out of the zip."
    ]


def test_too_many_files_of_a_student(tmp_path, monkeypatch):
    monkeypatch.setattr("cnnbook.grading.batch.lms.staging.MAX_FILES", 20)
    files = {f"ann/{n}.txt": b"" for n in range(30)}
    lay(
        tmp_path / "subs",
        {**files, f"ann/{NAME}": GOOD, "ann/x.zip": b"", "b.ipynb": GOOD},
    )
    ann = take(tmp_path / "subs", tmp_path / "stage").students[0]
    assert ann.problems == ("there are more than 20 files: only notebooks are read",)
    assert len(read_submission("ann", ann.path).notebooks) == 1


def test_too_many_bytes_of_a_student(tmp_path, monkeypatch):
    monkeypatch.setattr("cnnbook.grading.batch.lms.staging.MAX_BYTES", 1 << 20)
    files = {"ann/big.bin": bytes(2 << 20), f"ann/{NAME}": GOOD, "ann/z.zip": b"PK"}
    lay(tmp_path / "subs", {**files, "bob.ipynb": GOOD})
    ann = take(tmp_path / "subs", tmp_path / "stage").students[0]
    assert "big.bin: too large, with more than 1 MB in all" in ann.problems
    assert len(read_submission("ann", ann.path).notebooks) == 1


def test_folders_in_folders_have_an_end(opened, tmp_path):
    deep = "d/" * 1500 + NAME
    problems, files = opened(packed({deep: GOOD, NAME: GOOD}))
    assert problems == [f"{deep}: it lies in more than 60 folders, one in another"]
    assert files == [NAME]
    folder = lay(tmp_path / "subs", {"ann/x.zip": b"", "ann/" + "d/" * 70 + NAME: GOOD})
    lay(folder, {f"bob/{NAME}": GOOD})
    ann = take(folder, tmp_path / "stage").students[0]
    assert any("a folder that can't be read, or too deep" in p for p in ann.problems)


def test_a_full_disk_is_nobodys_zero(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    lay(tmp_path / "subs", {"ann/hw.zip": packed({NAME: GOOD}), "bob.ipynb": GOOD})
    monkeypatch.setattr("cnnbook.grading.batch.lms.archives._write", full)
    with pytest.raises(OSError, match="No space left"):
        take(tmp_path / "subs", tmp_path / "stage")
    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        take(tmp_path / "subs", tmp_path / "other stage")


def test_a_file_that_can_not_be_read_is_named(tmp_path, monkeypatch):
    lay(tmp_path / "subs", {f"ann/{NAME}": GOOD, "ann/x.zip": b"", "bob.ipynb": GOOD})

    def broken(*_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("shutil.copyfile", broken)
    ann = take(tmp_path / "subs", tmp_path / "stage").students[0]
    assert f"{NAME}: Input/output error" in ann.problems
