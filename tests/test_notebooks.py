"""The notebooks are in step with their texts, and fit to be read."""

import re
from pathlib import Path

import nbformat
import pytest
from jupytext.config import load_jupytext_config
from markdown_it import MarkdownIt

from cnnbook.plots.style import PHONE_WIDTH
from scripts.exercises import blank, derived
from scripts.first_cell import first_cell
from scripts.notebooks import drop_widget_views
from sphinxext.notebook_markdown import for_viewers, in_myst, shown_well
from sphinxext.solution_text import read

ROOT = Path(__file__).parent.parent
FOLDERS = ["chapters", "solutions", "book"]  # book: the appendices
PAIRED = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.ipynb"))
CELL_HEADER = r"^```\{code-cell\}.*\n((?:---\n(?:(?!---$).*\n)*)|(?::.*\n)+)"
EVERY = [*PAIRED, *sorted(ROOT.glob("exercises/*.ipynb"))]


def name(path):
    return f"{path.parent.name}/{path.name}"


def code_cells(path):
    cells = nbformat.read(path, as_version=4).cells
    return [c for c in cells if c.cell_type == "code" and c.source.strip()]


def test_there_is_a_text_for_every_notebook_and_the_other_way_round():
    for folder in FOLDERS:
        notebooks = {path.stem for path in (ROOT / folder).glob("*.ipynb")}
        texts = {path.stem for path in (ROOT / folder / "md").glob("*.md")}
        assert notebooks == texts
        assert notebooks


@pytest.mark.parametrize("path", PAIRED, ids=name)
def test_the_pair_is_in_step(path):
    def content(notebook):
        return [
            (c.cell_type, c.source.rstrip(), c.metadata.get("tags", []), _alt(c))
            for c in notebook.cells
        ]

    stored = nbformat.read(path, as_version=4)
    text = read(path.parent / "md" / f"{path.stem}.md")
    myst = content(text)
    assert content(stored) == content(shown_well(text)), "run: make notebooks"
    assert content(in_myst(stored)) == myst


def noise(source):
    """Return what a viewer that knows no MyST would show of it as text."""
    if not re.search(r"^%|:::|\}`|^\(|\{\{", source, re.M):
        return []
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(source)
    html = re.sub(r"<!--.*?-->|<pre>.*?</pre>|<code>.*?</code>", "", html, flags=re.S)
    marks = r"^%.*|:::.*|\{[\w:-]+\}(?=<code>|`).*|^\([\w-]+\)=$|\{\{.*"
    return re.findall(marks, re.sub(r"<[^>]+>", "", html), re.M)


def test_no_viewer_shows_myst_as_text():
    for path in EVERY:
        cells = nbformat.read(path, as_version=4).cells
        texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
        assert [noise(text) for text in texts if noise(text)] == [], name(path)
        whole = "".join(texts)
        assert whole.count("<details>") == whole.count("\n</details>")
        assert "</details>\n<details>" not in whole, "JupyterLab with MyST loses one"
    assert noise(":::{dropdown} Why\n\n% slide: One\n% - a\n\n{doc}`x`\n:::")


def test_code_stays_as_it_is_and_no_comment_ends_early():
    code = "```python\n% not a comment\n:::\n```"
    assert for_viewers(code) == code
    with pytest.raises(ValueError, match="ends at -->"):
        for_viewers("% slide: a --> b")


def test_windows_line_ends_make_no_difference(tmp_path):
    text = PAIRED[0].parent / "md" / f"{PAIRED[0].stem}.md"
    on_windows = tmp_path / text.name
    on_windows.write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))

    def content(path):
        return [(c.cell_type, c.source, c.metadata) for c in read(path).cells]

    assert content(on_windows) == content(text)


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_the_notebook_is_valid(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert "widgets" not in notebook.metadata


@pytest.mark.parametrize("path", PAIRED, ids=name)
def test_the_notebook_was_run_from_top_to_bottom_without_complaint(path):
    cells = code_cells(path)
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"
        assert "execution" not in cell.metadata


def doubled_keys(text):
    """Return the keys that stand twice in the header of one cell."""
    found = []
    for header in re.findall(CELL_HEADER, text, re.M):
        keys = re.findall(r"^:?([\w-]+):", header, re.M)
        found += sorted({key for key in keys if keys.count(key) > 1})
    return found


@pytest.mark.parametrize("path", PAIRED, ids=name)
def test_no_header_of_a_cell_has_a_key_twice(path):
    text = path.parent / "md" / f"{path.stem}.md"
    assert doubled_keys(text.read_text(encoding="utf-8")) == []


def test_a_key_that_stands_twice_is_found():
    lines = ["tags: [hide-input]", "mystnb:", "  image:", "    alt: x", "tags: [slide]"]
    cell = "```{code-cell} ipython3\n---\n%s\n---\n1 + 1\n```\n"
    assert doubled_keys(cell % "\n".join(lines)) == ["tags"]
    assert doubled_keys(2 * (cell % "\n".join(lines[:4]))) == []


def _alt(cell):
    return cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "").strip()


@pytest.mark.parametrize("path", PAIRED, ids=name)
def test_every_picture_has_alt_text(path):
    for cell in code_cells(path):
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            assert len(_alt(cell).split()) >= 8, f"no alt text:\n{cell.source}"
            assert cell.metadata["mystnb"]["image"]["width"].endswith("px")


@pytest.mark.parametrize("path", PAIRED, ids=name)
def test_every_picture_is_seen_whole_on_a_phone(path):
    for cell in code_cells(path):
        width = cell.metadata.get("mystnb", {}).get("image", {}).get("width", "0px")
        widest = 120 * PHONE_WIDTH + 20  # dots to an inch, and the margins
        assert int(width.removesuffix("px")) <= widest, cell.source


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_no_line_of_code_is_wider_than_79(path):
    for cell in code_cells(path):
        for line in cell.source.splitlines():
            assert len(line) <= 79, line


@pytest.mark.parametrize("path", PAIRED, ids=name)
def test_no_line_of_text_output_is_wider_than_79(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            if "text/html" not in output.get("data", {}):
                assert max(map(len, text.splitlines()), default=0) <= 79, text


def test_jupyterlab_shows_a_solution_as_it_is_stored():
    # Paired with its text, it would open without the headings of its exercises.
    formats = {
        path.parent.name: load_jupytext_config(str(path)).formats for path in PAIRED
    }
    paired = ["ipynb,md//md:myst"]
    assert formats == {"chapters": paired, "solutions": ["ipynb"], "book": paired}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("conv-parameter", "did you mean 'conv-parameters'"),
        ("iou", "iou is not of this chapter"),
    ],
)
def test_a_heading_of_no_exercise_of_the_chapter_is_refused(tmp_path, name, said):
    text = tmp_path / "05-volumes-and-filters.md"
    text.write_text(f"# Solutions\n\n% exercise: {name}\n\nHow many?\n")
    with pytest.raises(ValueError, match=said):
        read(text)


def test_exercises_are_what_is_derived_from_the_solutions():
    expected = derived()
    assert set(expected) == set((ROOT / "exercises").glob("*.ipynb"))
    for path, content in expected.items():
        assert path.read_text(encoding="utf-8") == content, "run: make exercises"


def test_controls_that_need_a_kernel_leave_no_output_behind():
    view = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Box()"}
    shown = [view, {**view, "text/html": "<table>"}, {"text/plain": "3"}]
    outputs = [nbformat.v4.new_output("display_data", data) for data in shown]
    cell = nbformat.v4.new_code_cell(outputs=outputs)
    drop_widget_views(cell)
    kept = [dict(output.data) for output in cell.outputs]
    assert kept == [{"text/plain": "Box()", "text/html": "<table>"}, shown[2]]


def test_a_block_and_a_line_are_blanked():
    block = "def f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n"
    assert blank(block) == "def f():\n    ...  # your code\n"
    assert blank("x = 2  # SOLUTION") == "x = ...  # your answer"


@pytest.mark.parametrize("path", sorted(ROOT.glob("exercises/*.ipynb")), ids=name)
def test_an_exercise_gives_nothing_away(path):
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata["cnnbook"] == {
        "chapter": path.name[:2],
        "role": "exercises",
    }
    for cell in notebook.cells:
        assert "SOLUTION" not in cell.source
        assert not cell.get("outputs")


@pytest.mark.parametrize("path", sorted(ROOT.glob("chapters/*.ipynb")), ids=name)
def test_a_chapter_begins_with_the_cell_that_installs_what_is_missing(path):
    first, *others = code_cells(path)
    wanted = first_cell(path.name[:2])
    assert (first.source, first.metadata["tags"]) == (
        wanted.source,
        wanted.metadata.tags,
    )
    assert first.outputs == []
    assert not any("%pip" in cell.source for cell in others)
