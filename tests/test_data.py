"""The data that ships is whole, known, and refused when it has changed."""

import numpy as np
import pytest

from cnnbook import data
from cnnbook.data import files


def test_every_file_is_as_the_manifest_says():
    listed = set(data.manifest())
    there = {
        path.relative_to(files.HERE).as_posix()
        for path in files.HERE.rglob("*")
        if path.suffix in {".npz", ".jpg", ".h5"}
    }
    assert listed == there
    for name in listed:
        assert files.checked(name)


def test_every_file_may_be_passed_on():
    allowed = {"MIT", "Public Domain", "CC0-1.0"}
    for entry in data.manifest().values():
        assert entry.licence in allowed
        assert entry.author
        assert entry.source.startswith("https://")


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
