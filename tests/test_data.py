"""The data that ships is whole, known, and refused when it has changed."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnnbook import data
from cnnbook.data import files

ROOT = Path(__file__).resolve().parent.parent


def test_every_file_is_as_the_manifest_says():
    listed = set(data.manifest())
    there = {
        path.relative_to(files.HERE).as_posix()
        for path in files.HERE.rglob("*")
        if path.suffix in {".npz", ".jpg", ".h5"}
    }
    assert listed == there
    for name in listed:
        assert files.verified_path(name)


def test_what_may_be_passed_on_with_its_licence_has_it_beside_it():
    texts = [p.read_text("utf-8") for p in files.HERE.glob("licences/*.txt")]
    for name, entry in data.manifest().items():
        if entry.licence not in ("Public Domain", "CC0-1.0"):
            (text,) = (text for text in texts if text.startswith(name))
            assert "Permission is hereby granted" in text
    assert sum("Apache License" in text for text in texts) == 2


def test_every_file_may_be_passed_on():
    allowed = {"MIT", "Public Domain", "CC0-1.0"}
    for entry in data.manifest().values():
        assert entry.licence in allowed
        assert entry.author
        assert entry.source.startswith("https://")


def measured():
    """Yield every file that the book's own programs made, and its command."""
    for path in (ROOT / "chapters" / "data").iterdir():
        yield path, path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    for path in (ROOT / "cnnbook" / "exercises").rglob("*.npz"):
        with np.load(path) as kept:
            yield path, str(kept["command"])


def test_every_measured_file_names_the_program_that_made_it():
    made = dict(measured())
    assert {path.name for path in made} >= {"fine_tuning.csv", "fewer_parameters.npz"}
    for path, command in made.items():
        folder, module = command.removeprefix("python -m ").split(".")
        program = ROOT / folder / f"{module}.py"
        assert path.name in program.read_text(encoding="utf-8"), command


def test_fashion_is_balanced():
    for pictures, labels in data.fashion_mnist():
        assert pictures.dtype == labels.dtype == np.uint8
        assert len(set(np.bincount(labels))) == 1
        assert len(np.bincount(labels)) == len(data.FASHION) == 10


def test_photographs_are_all_alike_in_shape():
    for name in data.photo_names():
        assert data.photo(name).shape == (160, 160, 3)
    grey = data.photo("building_colosseum", grey=True)
    assert grey.shape == (160, 160)
    assert 0 <= grey.min() < grey.max() <= 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: data.photo("animal_catt"), "did you mean 'animal_cat'"),
        (lambda: data.photo(3), "no photograph 3"),
        (lambda: data.photo_names("plant"), "animal, building.*'plant'"),
    ],
)
def test_bad_names_are_answered(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_changed_or_missing_file_is_refused(tmp_path, monkeypatch):
    data.manifest()  # read before the folder is exchanged
    monkeypatch.setattr(files, "HERE", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"fashion_mnist_6k\.npz is missing"):
        data.fashion_mnist()
    (tmp_path / "fashion_mnist_6k.npz").write_bytes(b"other")
    with pytest.raises(ValueError, match=r"has changed.*install cnnbook anew"):
        data.fashion_mnist()


def test_without_a_network_the_full_set_says_what_ships(monkeypatch):
    from keras.datasets import fashion_mnist

    def unreachable():
        raise Exception("URL fetch failure on https://example.org: None -- no route")

    monkeypatch.setattr(fashion_mnist, "load_data", unreachable)
    with pytest.raises(ConnectionError, match=r"fashion_mnist\(\), a part of it"):
        data.fashion_mnist(full=True)
    monkeypatch.setattr(fashion_mnist, "load_data", lambda: "all")
    assert data.fashion_mnist(full=True) == "all"


def bytes_of(picture, form="png"):
    file = io.BytesIO()
    picture.save(file, form)
    return file.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1", "CMYK"])
def test_ones_own_picture_may_have_any_size_and_channels(mode):
    page = Image.new("L", (90, 30), "black")
    page.paste("white", (30, 0, 60, 30))
    file = bytes_of(page.convert(mode), "tiff")
    picture = data.own_picture(file, 12, 18)
    assert picture.shape == (12, 18)
    assert picture.dtype == np.uint8
    assert picture[6, 9] == 255
    assert picture[6, 1] == picture[0, 9] == 0


def test_a_bright_or_clear_ground_becomes_black(tmp_path):
    white = Image.new("L", (28, 28), "white")
    clear = Image.new("RGBA", (28, 28), (0, 0, 0, 0))
    for page in (white, clear):
        assert not data.own_picture(bytes_of(page)).any()
    page = tmp_path / "page.png"
    white.save(page)
    assert not data.own_picture(page).any()


def test_what_is_no_picture_is_answered(tmp_path):
    with pytest.raises(ValueError, match=r"the file is not a picture .* PNG or JPEG"):
        data.own_picture(b"a few words")
    with pytest.raises(FileNotFoundError, match=r"no file none\.png .* check its"):
        data.own_picture("none.png")
    deep = bytes_of(Image.fromarray(np.full((5, 5), 40_000, np.uint16)))
    with pytest.raises(ValueError, match=r"more than 8 bits .* ordinary PNG"):
        data.own_picture(deep)
