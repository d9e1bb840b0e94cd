"""What becomes of the pictures of a figure in the dark, and of tall ones on slides."""

import io
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from PIL import Image

import cnnbook as cb
from cnnbook.page.dark import swapped
from cnnbook.plots import style
from sphinxext.slides.side_by_side import halved
from website import pictures, slides
from website.dark_pictures import BLACK, STAY, TURN, UNEVEN, WAYS, darkened, ways

ROOT = Path(__file__).parents[1]
LUMINANCES = 0.2126, 0.7152, 0.0722


def figure_of(*pictures):
    """Return pictures on white paper, each with three strokes of a title above it."""
    paper = np.full((200, 20 + 120 * len(pictures), 3), 255, np.uint8)
    for number, picture in enumerate(pictures):
        left = 20 + 120 * number
        paper[40:140, left : left + 100] = picture
        for stroke in range(left, left + 60, 6):
            paper[12:34, stroke : stroke + 3] = 0
    return paper


def test_pictures_of_one_figure_go_one_way():
    noise = np.random.default_rng(0).integers(0, 245, (100, 100, 3)).astype(np.uint8)
    on_white = noise.copy()
    on_white[3:97, 30:97] = 255  # a tool on a white table
    figure = figure_of(noise, on_white, np.full((100, 100, 3), 200, np.uint8))
    places = [np.s_[40:140, left : left + 100] for left in (20, 140, 260)]
    for way, stay in ((STAY, "111"), (TURN, "000"), (UNEVEN, "110")):
        dark = np.asarray(darkened(Image.fromarray(figure), way))
        same = [np.array_equal(dark[place], figure[place]) for place in places]
        assert same == [mark == "1" for mark in stay], way
        assert dark[0, 0].max() < 40
        assert dark[12:34, 20:80].min() < 40 < 200 < dark[20, 21].min(), "the title"


def test_halves_on_a_slide_go_the_way_of_their_picture(tmp_path):
    noise = np.random.default_rng(0).integers(0, 245, (100, 100, 3)).astype(np.uint8)
    figure, place = figure_of(noise), np.s_[40:140, 20:120]
    with io.BytesIO() as file:
        Image.fromarray(figure).save(file, "PNG")
        png = file.getvalue()
    for way, stays in ((STAY, True), (TURN, False)):
        both = slides.looks(png, "whole", tmp_path, {"whole": way})
        light, dark = (np.asarray(Image.open(io.BytesIO(look))) for look in both)
        assert np.array_equal(light, figure)
        assert np.array_equal(dark[place], figure[place]) == stays, way
        assert dark[0, 0].max() < 40


def test_white_beside_black_is_not_turned_round():
    halves = np.zeros((100, 100, 3), np.uint8)
    halves[:, :50] = 255
    halves[[0, -1]] = halves[:, [0, -1]] = 100  # its frame
    numbers = np.full((100, 100, 3), 255, np.uint8)
    numbers[::25] = numbers[:, ::25] = numbers[-1] = numbers[:, -1] = 100
    figure = figure_of(halves, numbers)
    dark = np.asarray(darkened(Image.fromarray(figure), BLACK))
    assert np.array_equal(dark[42:138, 22:118], figure[42:138, 22:118])
    assert dark[50, 150].max() < 40


def test_each_way_is_that_of_a_function_which_the_book_uses():
    assert all(hasattr(cb.plots, name) for name in WAYS)
    found = ways(ROOT)
    assert len(found) > 40
    assert set(found.values()) == {STAY, TURN, UNEVEN, BLACK}


def test_a_tall_picture_is_not_cut_between_a_title_and_its_picture():
    def png(*blocks):
        dots = np.full((sum(map(sum, blocks)), 60, 3), 255, np.uint8)
        top = 0
        for gap, high in blocks:
            dots[top + gap : top + gap + high] = 0
            top += gap + high
        with io.BytesIO() as file:
            Image.fromarray(dots).save(file, "PNG")
            return file.getvalue()

    rows = [(9, 8), (3, 60)]  # the title of a row, and its pictures
    for count, high in ((2, 71), (3, 2 * 71 + 9)):  # the lower half is the larger one
        cut = Image.open(io.BytesIO(halved(png(*rows * count))))
        assert cut.size == (60 + 24 + 60, high)


def luminance(colour):
    """Return the relative luminance of WCAG 2."""
    c = np.asarray(colour) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ LUMINANCES


def test_every_colour_of_the_palette_stands_out_from_dark_paper():
    colours = ["#ffffff", style.BLUE, style.ORANGE, style.GREEN, style.PINK]
    pixels = np.array([[[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in colours]])
    paper, *lines = swapped(pixels.astype(np.uint8))[0]
    for colour, line in zip(colours[1:], lines, strict=True):
        assert (luminance(line) + 0.05) / (luminance(paper) + 0.05) >= 3, colour


def test_pictures_are_made_anew_when_the_code_of_their_look_changes(
    tmp_path, monkeypatch
):
    kept = SimpleNamespace(site={})
    monkeypatch.setattr(pictures, "records", lambda app: kept)
    env = SimpleNamespace(images={})
    app = SimpleNamespace(outdir=tmp_path, srcdir=tmp_path, env=env)
    (tmp_path / "_images").mkdir()
    made = []
    for code in ("one", "one", "another"):
        source = tmp_path / "dark.py"
        source.write_text(code)
        monkeypatch.setattr(pictures, "dark", SimpleNamespace(__file__=str(source)))
        Image.new("RGB", (9, 9), "white").save(tmp_path / "_images/a.png")
        pictures.write_pictures(app)
        made.append(kept.site["pictures"]["a.png"])
    assert made[0] == made[1] != made[2]
