"""Which cells of chapters run on their pages: told from what they and others name."""

import ast
import base64
import io
import json
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat import v4
from PIL import Image

from cnnbook.page.cells import Cells
from cnnbook.page.figures import MOST
from website.solve.trying.cells import for_page, read
from website.solve.trying.drawing import pictures
from website.solve.trying.flow import needed
from website.solve.trying.names import needs
from website.solve.trying.pieces import pieces
from website.solve.trying.reach import HAS

ROOT = Path(__file__).parent.parent
AT_LEAST = {"02": 24, "03": 33, "04": 30, "05": 33, "06": 31}
"""Cells of a chapter without Keras that run."""
IN_OTHERS = {"01": 12, "07": 10, "08": 5, "09": 15, "10": 8, "11": 1, "12": 6}


@cache
def chapter(number):
    (path,) = (ROOT / "chapters").glob(f"{number}-*.ipynb")
    book = nbformat.read(path, as_version=4)
    return book, read(book)


def of(*codes, **tags):
    """Return what runs of a notebook with these cells."""
    cells = [v4.new_code_cell(code) for code in codes]
    for place, tag in tags.items():
        cells[int(place[1:])].metadata["tags"] = [tag]
    return read(v4.new_notebook(cells=cells))


def run(*codes, **tags):
    return [cell.place for cell in of(*codes, **tags).cells]


@pytest.mark.parametrize(("number", "least"), [*AT_LEAST.items(), *IN_OTHERS.items()])
def test_a_chapter_has_cells_that_run(number, least):
    book, found = chapter(number)
    assert len(found.cells) >= least
    for cell in found.cells:
        tags = book.cells[cell.place].metadata.get("tags", [])
        assert not {"remove-cell", "remove-input", "install"} & {*tags}
        codes = [cell.code, *(found.pieces[n].code for n in cell.before)]
        code = ast.unparse(ast.parse("\n".join(codes)))  # without comments
        for word in ("keras", "tensorflow", "cb.explorers", "fashion_mnist", "open("):
            assert word not in code, (cell.place, word)
    known = json.loads(for_page(found))
    for cell in known["cells"]:
        assert {str(n) for n in cell["before"]} <= known["pieces"].keys()


def test_pictures_are_few_and_small():
    files = pictures()
    assert sum(map(len, files.values())) < 150_000
    assert "cnnbook/data/photos/energy_windmill.jpg" in files
    assert not [name for name in files if name.endswith((".npz", ".h5"))]


def test_what_needs_keras_does_not_run_nor_what_needs_that():
    assert run("import keras\nx = 1", "keras.ops", "x", "y = x") == [2, 3]
    assert run("def f():\n    import keras", "f()", "1") == [2]
    assert run("import cnnbook as cb", "m = cb.models.lenet5()", "m") == [0]
    assert run("import cnnbook as cb", "cb.trace((8, 8, 1), [cb.Conv(1, 3)])") == [0, 1]
    assert run("import cnnbook as cb", "cb.explorers.ConvStepper()") == [0]
    assert run("from sklearn import svm", "display(1)", "open('a')") == []


def test_large_data_does_not_come_along_and_a_named_picture_does():
    start = "import cnnbook as cb\nname = 'animal_cat'"
    assert run(start, "(x, y), _ = cb.data.fashion_mnist()", "x.shape") == [0]
    assert run(start, "cb.data.photo(name)") == [0]
    found = of(start, "cb.data.photo('animal_cat')")
    assert found.pictures == {"photos/animal_cat.jpg"}
    assert found.cells[1].draws


def test_what_stands_nowhere_on_the_page_does_not_run_but_is_used():
    found = of("a = 1", "b = a + 1", "b", _1="remove-cell")
    assert [cell.place for cell in found.cells] == [0, 2]
    assert found.cells[1].before == [0, 1]


@pytest.mark.parametrize(
    ("code", "names", "before"),
    [
        ("a = 1\na = 2", "a", [1]),
        ("a = [1]\na.append(2)\nb = 3", "a", [0, 1]),
        ("a = {}\na['x'] = 1", "a", [0, 1]),
        ("a = 1\na += 1", "a", [0, 1]),
        ("for i in range(3):\n    a = i\nb = 1", "a", [0]),
        ("def f():\n    return g()\ndef g():\n    return 1", "f", [0, 1]),
        ("a = [b for b in range(3)]\nb = 1", "a", [0]),
        ("r = np.random.default_rng(1)\nx = r.random()\ny = 2", "r", [0, 1]),
        ("try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    a = 1", "a", [0]),
    ],
)
def test_a_name_comes_from_the_statements_that_make_it(code, names, before):
    found = pieces(0, code)
    assert needed(found, [names], len(found)) == before


def test_what_a_name_takes():
    assert needs("cnnbook.plots.pooling") - HAS == set()  # a function, and a module
    assert "matplotlib" in needs("cnnbook.plots.grid")
    assert "matplotlib" not in needs("cnnbook.conv2d")
    assert needs("cnnbook.models.mobilenet") >= {"keras"}


def test_a_page_runs_cells_and_takes_their_figures():
    printed = []
    cells = Cells(printed.append)
    before = cells.before("import matplotlib.pyplot as plt\nprint(1)\nplt.plot([1])")
    assert (before, printed) == ({"ok": True}, [])
    reply = cells.cell("print(2)\nplt.figure()\nplt.plot([1, 2])\nplt.show()\n3")
    assert (reply["text"], "".join(printed)) == ("3", "2\n")
    assert [{*one} for one in reply["figures"]] == [{"light", "dark"}]
    many = cells.cell(f"for _ in range({MOST + 2}): plt.figure(figsize=(1, 1))")
    assert len(many["figures"]) == MOST
    failed = cells.cell("plt.plot([1])\n1 / 0")
    assert "ZeroDivisionError" in failed["error"]
    assert cells.cell("plt.get_fignums()")["text"] == "[]"
    assert "text" not in cells.cell("1;")
    assert not cells.before("nobody")["ok"]


def test_a_figure_has_a_look_for_the_dark_in_which_photographs_stay():
    draw = """
import matplotlib.pyplot as plt
import cnnbook as cb
_, (left, right) = plt.subplots(1, 2, figsize=(6, 3))
left.imshow(cb.data.photo("animal_panda"))
right.plot([1, 2])
"""
    (figure,) = Cells(lambda text: None).cell(draw)["figures"]
    files = [io.BytesIO(base64.b64decode(figure[look])) for look in ("light", "dark")]
    light, dark = (np.asarray(Image.open(file).convert("RGB")) for file in files)
    assert light.shape == dark.shape
    assert (light[0, 0].tolist(), dark[0, 0].tolist()) == ([255] * 3, [18] * 3)
    height, width = (side // 2 for side in light.shape[:2])
    assert (light == dark).all(2)[:, :width].mean() > 0.5, "the photograph"
    assert (light == dark).all(2)[:, width:].mean() < 0.1, "the curve"
    assert (light == dark).all(2)[height, width // 2]
