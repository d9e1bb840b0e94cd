"""A folder of photographs as strangers bring them: read, or refused in clear words."""

import struct
import unicodedata
import zlib

import numpy as np
import pytest
from PIL import Image

from cnnbook import data
from cnnbook.data.twins import bits_apart

SIDE = 24


def picture(seed, width=40, height=40, mode="RGB"):
    """Return a picture that looks like no other."""
    random = np.random.default_rng(seed)
    blocks = random.integers(0, 256, (6, 6, 3), np.uint8)
    smooth = Image.fromarray(blocks).resize((width, height), Image.Resampling.BICUBIC)
    return smooth.convert(mode)


@pytest.fixture
def good(tmp_path):
    """Return a folder that is as it should be: two kinds, six pictures each."""
    for k, kind in enumerate(("cup", "spoon")):
        (tmp_path / kind).mkdir()
        for n in range(6):
            picture(10 * k + n).save(tmp_path / kind / f"{n}.png")
    return tmp_path


def read(path, **settings):
    return data.folder(path, SIDE, **settings)


def refused(path, *words, error=ValueError, **settings):
    """Expect a refusal in which all these words stand."""
    with pytest.raises(error) as caught:
        read(path, **settings)
    for word in words:
        assert word in str(caught.value), f"{word!r} is not in: {caught.value}"


def noted(path, *words):
    """Expect that the folder is read, and that one of its notes has all these words."""
    found = read(path)
    hits = [note for note in found.notes if all(word in note for word in words)]
    assert len(hits) == 1, found.notes
    assert hits[0] in str(found)
    return found


def test_a_good_folder_is_read_and_split(good):
    found = read(str(good))
    assert found.pictures.shape == (12, SIDE, SIDE, 3)
    assert found.pictures.dtype == np.uint8
    assert found.kinds == ("cup", "spoon")
    assert found.labels.tolist() == [0] * 6 + [1] * 6
    assert found.files[:2] == ("cup/0.png", "cup/1.png")
    assert found.notes == found.twins == ()
    parts = np.concatenate([found.train, found.validation, found.test])
    assert sorted(parts) == list(range(12))
    for part, number in ((found.train, 4), (found.validation, 1), (found.test, 1)):
        assert np.bincount(found.labels[part]).tolist() == [number, number]
    again, other = read(good), read(good, seed=1)
    assert found.test.tolist() == again.test.tolist() != other.test.tolist()
    shown = str(found)
    assert "12 pictures of 2 kinds" in shown
    assert "cup" in shown


def test_pictures_are_cut_to_their_middle_square(good):
    wide = Image.new("RGB", (90, 30), "red")
    wide.paste("blue", (30, 0, 60, 30))
    wide.save(good / "cup" / "0.png")
    found = noted(good, "cup/0.png", "twice as long")
    assert (found.pictures[0, 4:-4, 4:-4] == [0, 0, 255]).all()


def test_what_is_no_folder_is_refused_with_the_way_out(good, monkeypatch):
    monkeypatch.chdir(good.parent)
    nowhere = good.name + "x"
    refused(nowhere, nowhere, str(good.parent), good.name, error=FileNotFoundError)
    refused(good / "cup" / "0.png", "0.png", "is a file", error=NotADirectoryError)
    packed = good / "photos.zip"
    packed.write_bytes(b"PK")
    refused(packed, "photos.zip", "unpack", error=NotADirectoryError)
    refused(7, "path must be", error=TypeError)


def test_pictures_that_lie_loose_are_named(tmp_path, good):
    picture(99).save(good / "loose.png")
    noted(good, "loose.png", "a folder for each kind")
    only = tmp_path / "only"
    only.mkdir()
    refused(only, "empty", "a folder for each kind")
    picture(1).save(only / "a.png")
    refused(only, "a.png", "a folder for each kind")


def test_an_empty_class_is_named(good):
    (good / "fork").mkdir()
    refused(good, "fork", "no picture", "take the folder away")
    (good / "fork" / "notes.txt").write_text("to do")
    refused(good, "fork", "no picture", "notes.txt")


def test_one_class_is_too_few(good):
    for path in (good / "spoon").iterdir():
        path.unlink()
    (good / "spoon").rmdir()
    refused(good, "only one kind", "cup", "a second folder")


def test_one_picture_in_a_class_is_too_few(good):
    (good / "fork").mkdir()
    picture(50).save(good / "fork" / "1.png")
    refused(good, "fork", "1 picture", "at least 3")
    for n in (2, 3):
        picture(50).save(good / "fork" / f"{n}.jpg")
    refused(good, "fork", "3 pictures", "look alike", "at least 3", "alike=")


def test_corrupt_files_are_all_named_at_once(good):
    whole = (good / "cup" / "0.png").read_bytes()
    (good / "cup" / "0.png").write_bytes(whole[: len(whole) // 2])
    (good / "cup" / "1.png").write_bytes(b"")
    (good / "spoon" / "page.jpg").write_text("<html>not found</html>")
    (good / "fork").mkdir()
    refused(good, "fork", "cup/0.png", "breaks off", "cup/1.png", "is empty")
    refused(good, "spoon/page.jpg", "no picture", "again")
    for n in range(40):
        (good / "cup" / f"bad{n}.jpg").write_bytes(b"x")
    refused(good, "and 33 more files that can't be read")


def test_pictures_of_telephones_that_cannot_be_read_are_named(good):
    (good / "cup" / "IMG_1.HEIC").write_bytes(b"\0\0\0\x18ftypheic")
    refused(good, "cup/IMG_1.HEIC", "JPEG", "iPhone")


def test_cmyk_is_converted_and_said(good):
    Image.new("CMYK", (40, 40), (0, 255, 255, 0)).save(good / "cup" / "print.jpg")
    found = noted(good, "cup/print.jpg", "CMYK", "RGB")
    red = found.pictures[found.files.index("cup/print.jpg")]
    assert red[..., 0].min() > 200
    assert red[..., 1:].max() < 60


@pytest.mark.parametrize("orientation", range(2, 9))
def test_pictures_rotated_by_exif_are_turned_upright(good, orientation):
    upright = Image.new("RGB", (40, 40), "white")
    upright.paste("black", (0, 0, 20, 20))  # top left
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    stored = upright.transpose(Image.Transpose(undo))
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(good / "cup" / "turned.jpg", exif=exif, quality=95)
    found = noted(good, "cup/turned.jpg", "upright")
    corner = found.pictures[found.files.index("cup/turned.jpg")].mean(axis=2)
    assert corner[:8, :8].max() < 60 < 200 < corner[16:, 16:].min()
    assert corner[:8, 16:].min() > 200
    assert corner[16:, :8].min() > 200


def huge(width, height):
    """Return a PNG whose head speaks of more pixels than any memory holds."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body))
            + name
            + body
            + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", b""), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("side", [10_000, 60_000])
def test_huge_pictures_are_named(good, side):
    (good / "spoon" / "poster.png").write_bytes(huge(side, side))
    refused(good, "spoon/poster.png", "89 million pixels", "smaller")


def test_large_photographs_are_read_small(good):
    picture(77, 3000, 2000).save(good / "cup" / "large.jpg")
    found = read(good)
    assert found.pictures.shape == (13, SIDE, SIDE, 3)
    assert found.notes == ()


def test_small_pictures_are_said_to_be_blurred(good):
    picture(78, 12, 12).save(good / "cup" / "icon.png")
    noted(good, "cup/icon.png", "smaller than 24")


def test_the_same_picture_in_two_classes_is_refused(good):
    other = good / "spoon" / "the same.bmp"
    picture(3).save(other)
    refused(good, "cup/3.png", "spoon/the same.bmp", "two kinds", "keep it in one")
    picture(3, 44, 44).save(other)
    found = noted(good, "cup/3.png", "spoon/the same.bmp", "look alike", "two kinds")
    assert found.twins == (("cup/3.png", "spoon/the same.bmp"),)


def test_twins_of_a_class_stay_together_whatever_the_seed(good):
    same = picture(4)
    same.save(good / "cup" / "twice.png")
    same.resize((64, 64)).save(good / "cup" / "larger.jpg")
    same.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(good / "cup" / "mirror.png")
    for seed in range(8):
        found = read(good, seed=seed)
        twins = ("cup/4.png", "cup/larger.jpg", "cup/mirror.png", "cup/twice.png")
        assert found.twins == (twins,)
        numbers = {found.files.index(file) for file in twins}
        parts = [set(p) for p in (found.train, found.validation, found.test)]
        assert any(numbers <= part for part in parts)
        for part in parts:
            assert set(found.labels[list(part)]) == {0, 1}
    assert len(read(good, alike=0).twins[0]) < 4


def test_a_rule_of_ones_own_keeps_more_together(good):
    found = read(good, together=lambda file: file in ("cup/1.png", "cup/2.png"))
    numbers = [found.files.index(f"cup/{n}.png") for n in (1, 2)]
    assert len(set(found.groups[numbers])) == 1
    assert len(set(found.groups)) == 11
    refused(good, "together", "8", error=TypeError, together=8)
    refused(good, "together", "cup/0", error=TypeError, together=lambda file: [1])
    refused(good, "cup", "join fewer by together=", together=lambda file: 1)


def test_an_empty_path_is_not_the_folder_one_is_in():
    refused("", "path is empty")


def test_of_many_folders_that_are_no_kinds_ten_are_named(tmp_path):
    for n in range(12):
        (tmp_path / f"{n:02}").mkdir()
    refused(tmp_path, "09", "and 2 more folders that can't be a kind")


def test_hidden_files_and_what_is_no_picture_are_left_out(good):
    for name in (".DS_Store", "._0.png", "Thumbs.db", "desktop.ini"):
        (good / "cup" / name).write_bytes(b"\0\0\0\1Bud1")
    for name in (".ipynb_checkpoints", "__MACOSX", ".git"):
        (good / name).mkdir()
        picture(60).save(good / name / "0.png")
    assert read(good).notes == ()
    (good / "cup" / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    (good / "spoon" / "list.csv").write_text("0.png,spoon")
    (good / "read me.txt").write_text("mine")
    found = noted(good, "cup/film.mp4", "spoon/list.csv", "no pictures")
    assert len(found.files) == 12


def test_a_picture_is_known_by_what_is_in_it_not_by_its_name(good):
    picture(61).save(good / "cup" / "0.png", "jpeg")
    picture(62).save(good / "cup" / "without", "png")
    found = read(good)
    assert "cup/without" in found.files
    assert found.notes == ()


def test_nested_folders_are_named(good):
    (good / "cup" / "old" / "older").mkdir(parents=True)
    assert len(read(good).files) == 12  # nothing is in them
    picture(63).save(good / "cup" / "old" / "older" / "1.png")
    refused(good, "cup/old/older", "right in", "cup")


def test_parts_that_are_folders_are_understood(good):
    for part in ("train", "test"):
        (good / "all" / part).mkdir(parents=True)
    for kind in ("cup", "spoon"):
        (good / kind).rename(good / "all" / "train" / kind)
    (good / "all" / "test" / "cup").mkdir()
    picture(64).save(good / "all" / "test" / "cup" / "1.png")
    refused(good / "all", "train", "cup", "one folder for each kind")
    refused(good, "all", "no picture", "train")


def test_names_of_other_scripts(tmp_path):
    names = ["кошка", "猫", "قطة", "Café", "chat noir 🐈"]
    for k, kind in enumerate(names):
        (tmp_path / unicodedata.normalize("NFD", kind)).mkdir()
        for n in range(3):
            name = f"снимок № {n} 写真.png"
            path = tmp_path / unicodedata.normalize("NFD", kind) / name
            picture(100 + 10 * k + n).save(path)
    found = read(tmp_path)
    assert set(found.kinds) == {unicodedata.normalize("NFC", name) for name in names}
    assert found.notes == ()
    assert str(found)


def test_names_whose_bytes_are_no_text_can_be_shown(good):
    path = str(good / "cup") + "/caf\udce9.png"
    try:
        with open(path, "wb") as file:  # noqa: PTH123  # pathlib would do as well
            file.write(b"broken")
    except (OSError, UnicodeError):
        pytest.skip("this file system has text for names")
    with pytest.raises(ValueError, match="cup/caf") as caught:
        read(good)
    assert str(caught.value).encode("utf-8")


def test_symbolic_links_are_followed_where_they_lead_somewhere(good, tmp_path):
    try:
        (good / "cup" / "link.png").symlink_to(good / "cup" / "1.png")
    except OSError:
        pytest.skip("no symbolic links here")
    assert read(good).twins == (("cup/1.png", "cup/link.png"),)
    (good / "spoon" / "gone.png").symlink_to(good / "nowhere.png")
    refused(good, "spoon/gone.png", "link", "nowhere.png")
    (good / "spoon" / "gone.png").unlink()
    (good / "spoon" / "round").symlink_to(good)
    refused(good, "spoon/round", "right in")


def test_transparent_pictures_lie_on_white(good):
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(good / "cup" / "clear.png")
    found = noted(good, "cup/clear.png", "transparent")
    assert found.pictures[found.files.index("cup/clear.png")].min() == 255


def test_grey_pictures_are_read_and_deep_ones_refused(good):
    picture(65, mode="L").save(good / "cup" / "grey.png")
    assert read(good).pictures.shape[-1] == 3
    deep = np.arange(1600, dtype=np.uint16).reshape(40, 40)
    Image.fromarray(deep).save(good / "cup" / "deep.tif")
    refused(good, "cup/deep.tif", "more than 8 bits", "PNG or JPEG")


def test_many_files_with_the_same_remark_are_counted(good):
    for n in range(20):
        Image.new("CMYK", (40, 40), (n * 9, 200, n, 0)).save(
            good / "cup" / f"c{n:02}.jpg"
        )
    noted(good, "20 pictures", "cup/c00.jpg", "and 17 more", "CMYK")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"test": 0}, "test must be"),
        ({"validation": 0.9}, "left to learn from"),
        ({"test": "a fifth"}, "test must be"),
        ({"alike": -1}, "alike must be"),
        ({"alike": 65}, "alike must be"),
        ({"seed": "x"}, "seed must be"),
    ],
)
def test_settings_are_checked(good, settings, words):
    with pytest.raises((TypeError, ValueError), match=words):
        read(good, **settings)


def test_one_photograph_of_ones_own_is_read_in_the_same_way(good):
    one = data.own_photo(good / "cup" / "0.png", SIDE)
    np.testing.assert_array_equal(one, read(good).pictures[0])
    content = (good / "cup" / "0.png").read_bytes()
    np.testing.assert_array_equal(one, data.own_photo(content, SIDE))
    with pytest.raises(ValueError, match="the file holds no picture"):
        data.own_photo(b"text")
    with pytest.raises(FileNotFoundError, match=r"no file nowhere\.png"):
        data.own_photo("nowhere.png")


def test_the_difference_hash_compares_neighbours():
    steps = np.zeros((8, 9), np.uint8)
    steps[:, 4:] = 200
    wide = np.kron(steps, np.ones((10, 10), np.uint8))
    bits = data.difference_hash(np.dstack([wide] * 3))
    assert bits.shape == (8, 8)
    assert bits[:, 3].all()
    assert bits.sum() == 8
    with pytest.raises(ValueError, match="picture"):
        data.difference_hash(np.zeros((3, 3, 2)))


def test_copies_are_found_and_different_photographs_are_not():
    names = data.photo_names()[::7]
    photos = np.stack([data.photo(name) for name in names])
    assert len(set(data.twins(photos).tolist())) == len(names)
    smaller = [
        np.asarray(Image.fromarray(p).resize((80, 80)).resize((160, 160)))
        for p in photos
    ]
    lighter = np.clip(photos[:, :, ::-1] * 1.15, 0, 255).astype(np.uint8)
    groups = data.twins(np.concatenate([photos, smaller, lighter]))
    hit = groups.reshape(3, -1) == np.arange(len(names))
    assert hit.mean() > 0.98


def test_bits_are_counted():
    hashes = np.array([0, 0b1011, 2**64 - 1], np.uint64)
    assert bits_apart(hashes, hashes).tolist() == [[0, 3, 64], [3, 0, 61], [64, 61, 0]]
