"""The panel of chapter 16 shows a network photographs, the book's and the reader's."""

import io
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image

from cnnbook.models import TryPhotos


class Network:
    """Says how red and how blue a photograph is."""

    input_shape = (None, 8, 8, 3)
    output_shape = (None, 2)

    def __call__(self, inputs, *, training):
        assert not training
        assert inputs.dtype == np.float32
        red, blue = inputs[..., 0].mean((1, 2)), inputs[..., 2].mean((1, 2))
        return np.stack([red, blue], axis=1) / (red + blue)[:, None]


@pytest.fixture
def panel():
    pictures = np.zeros((2, 8, 8, 3), np.uint8)
    pictures[0, ..., 0] = pictures[1, ..., 2] = 200
    return TryPhotos(Network(), ["red", "<blue>"], pictures, ["a & b", "second"])


def opened(panel, *files):
    panel.upload.value = tuple(
        {
            "name": name,
            "content": memoryview(content),
            "size": len(content),
            "type": "image/png",
            "last_modified": datetime.now(UTC),
        }
        for name, content in files
    )


def test_it_shows_a_picture_its_title_and_the_answer(panel):
    assert panel.said.value == "a &amp; b"
    assert "<b>red 100% ◂</b>" in panel.answer.value
    panel.number.value = 1
    assert panel.said.value == "second"
    assert "<b>&lt;blue&gt; 100% ◂</b>" in panel.answer.value
    with Image.open(io.BytesIO(panel.photo.value)) as shown:
        assert shown.getpixel((3, 3)) == (0, 0, 200)


def test_photographs_of_ones_own_can_be_picked_and_bad_ones_are_named(panel):
    file = io.BytesIO()
    Image.new("RGB", (40, 20), (10, 0, 200)).save(file, "png")
    opened(panel, ("mine.png", file.getvalue()), ("notes.txt", b"no picture"))
    assert panel.number.max == 2
    assert panel.number.value == 2
    assert panel.shown.tolist()[0][0] == [10, 0, 200]
    assert "notes.txt: the file holds no picture" in panel.said.value
    panel.number.value = 0
    panel.number.value = 2
    assert panel.said.value == "mine.png"


def test_without_a_kernel_there_is_a_figure(panel):
    bundle = panel._repr_mimebundle_()
    assert bundle["image/png"].startswith("iVBOR")
    assert "application/vnd.jupyter.widget-view+json" in bundle


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kinds": ["red"]}, "2 answers"),
        ({"pictures": np.zeros((2, 9, 8, 3))}, "takes pictures of shape"),
        ({"pictures": np.full((2, 8, 8, 3), -1)}, "from 0 to 255"),
        ({"titles": ["one"]}, "a title for each"),
        ({"number": 2}, "number must be"),
    ],
)
def test_what_does_not_fit_together_is_refused(change, words):
    given = {"kinds": ["red", "blue"], "pictures": np.zeros((2, 8, 8, 3))} | change
    with pytest.raises(ValueError, match=words):
        TryPhotos(Network(), **given)
