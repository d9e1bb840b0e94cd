"""The panel of chapter 8 shows a network what is on its pad."""

import base64
import io
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image

from cnnbook import models
from cnnbook.models import try_out
from cnnbook.models.reading import as_numpy


@pytest.fixture(scope="module")
def network():
    return models.lenet5(classes=3)


@pytest.fixture
def panel(network):
    pictures = np.zeros((4, 28, 28), np.uint8)
    pictures[1, 3:20, 5:9] = 200
    pictures[2, 0, 27] = 90
    names = ["hat", "sock & shoe", "glove"]
    return models.TryOut(network, pictures, [0, 1, 2, 0], names, number=1)


def on_the_pad(panel):
    return np.array(panel.pad.picture)


def test_it_asks_the_network_with_values_from_0_to_1(panel, network):
    wanted = network(panel.pictures[1][None, :, :, None] / 255.0)
    wanted = as_numpy(wanted[0])
    np.testing.assert_allclose(panel.probabilities, wanted, rtol=1e-5)


def test_the_slider_picks_a_picture_and_says_its_label(panel):
    assert panel.shown.value == "Picture 1 is labelled sock &amp; shoe."
    panel.number.value = 2
    np.testing.assert_array_equal(on_the_pad(panel), panel.pictures[2])
    assert panel.shown.value == "Picture 2 is labelled glove."


def test_the_buttons_shift_and_lose_what_leaves(panel):
    for way, (down, right) in {"up": (-1, 0), "down": (1, 0)}.items():
        panel.pick()
        panel.moves[way].click()
        wanted = np.roll(panel.pictures[1], (down, right), (0, 1))
        np.testing.assert_array_equal(on_the_pad(panel), wanted)
    panel.pick()
    panel.moves["left"].click()
    panel.moves["right"].click()
    np.testing.assert_array_equal(on_the_pad(panel), panel.pictures[1])
    panel.number.value = 2
    panel.moves["right"].click()
    assert not on_the_pad(panel).any()


def test_what_is_drawn_changes_the_answer(panel):
    before = panel.answer.value
    panel.pad.picture = np.full((28, 28), 255)
    assert panel.answer.value != before
    assert panel.answer.value.count("%") == 3
    assert panel.answer.value.count("◂") == 1


def opened(panel, name, content):
    file = {"name": name, "content": memoryview(content), "size": len(content)}
    file |= {"type": "image/png", "last_modified": datetime.now(UTC)}
    panel.upload.value = (file,)


def test_a_picture_of_ones_own_comes_onto_the_pad(panel):
    file = io.BytesIO()
    page = Image.new("RGB", (56, 56), "white")
    page.paste("black", (0, 20, 56, 36))
    page.save(file, "png")
    opened(panel, "a <bar>.png", file.getvalue())
    assert panel.shown.value == "This is a &lt;bar&gt;.png."
    assert on_the_pad(panel)[14, 14] == 255
    assert on_the_pad(panel)[3, 14] == 0
    before = on_the_pad(panel)
    opened(panel, "notes.txt", b"not a picture")
    assert "choose a PNG or JPEG" in panel.shown.value
    np.testing.assert_array_equal(on_the_pad(panel), before)


def test_without_a_kernel_there_is_a_picture(panel):
    bundle = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((np.zeros((2, 28, 28)), [1]), "each of the 2 pictures, got 1"),
        ((np.zeros((28, 28)), [1]), r"axes \(N, H, W\)"),
        ((np.zeros((1, 32, 32)), [1]), r"must take \(32, 32, 1\).*resize the pictures"),
        ((np.zeros((2, 28, 28, 1)), [1, 1]), r"take pictures\[\.\.\., 0\]"),
        ((np.zeros((2, 28, 28, 3)), [1, 1]), r"take pictures @ \[0\.3,"),
        ((np.full((1, 28, 28), 0.5), [1]), "0.5 to 0.5: multiply them by 255"),
        ((np.full((1, 28, 28), -1.0), [1]), "from 0 to 255, got -1.0 to -1.0$"),
        ((np.full((1, 28, 28), 256), [1]), "from 0 to 255, got 256 to 256$"),
        ((np.zeros((1, 28, 28)), [1], ["a", "b", "c"], 7), "from 0 to 0, got 7"),
    ],
)
def test_bad_input_is_answered(network, arguments, words):
    with pytest.raises(ValueError, match=words):
        models.TryOut(network, *arguments)


def test_other_names_are_not_there():
    with pytest.raises(AttributeError, match="no attribute 'lenet6'"):
        _ = models.lenet6


def test_what_ipywidgets_7_hands_over_is_read_too():
    newer = ({"name": "a.png", "content": memoryview(b"12")},)
    older = {"a.png": {"metadata": {"name": "a.png"}, "content": b"12"}}
    assert try_out.uploaded(newer) == try_out.uploaded(older) == [("a.png", b"12")]


def test_the_panel_is_shown_with_its_figure_whatever_the_version(panel):
    bundle = panel._repr_mimebundle_()
    view = bundle["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == panel.model_id
    assert bundle["image/png"]
    assert panel._ipython_display_ is None
