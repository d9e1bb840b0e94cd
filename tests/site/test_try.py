"""Cells of chapters run on their pages, and give what the book has stored."""

import re

import nbformat
import pytest

from tests.site.axe import violations
from tests.site.conftest import HTML
from website.solve.trying.cells import read

SOLVE = HTML / "_static" / "solve"
CHAPTERS = ("02", "03", "04", "05", "06")
READY = 120_000
"""Milliseconds for Python to come on a machine that does other things too."""
OPEN = """button => {
    for (let at = button; at; at = at.parentElement)
        if (at.tagName === 'DETAILS') at.open = true;
}"""
NUMBER = re.compile(r"-?\d+\.\d+")

pytestmark = pytest.mark.skipif(
    not (SOLVE / "try.js").exists(),
    reason="the book was built without Python in its pages, and said why",
)


def notebook(chapter):
    (path,) = (HTML.parents[1] / "chapters").glob(f"{chapter}-*.ipynb")
    return path.stem, nbformat.read(path, as_version=4)


def opened(page, place):
    """Open a cell, by the keyboard; return it once it can be written in."""
    cell = page.locator(f'[data-try="{place}"]')
    cell.locator("button.try").evaluate(OPEN)
    cell.locator("button.try").press("Enter")
    page.wait_for_selector(f'[data-try="{place}"] .cm-content:focus')
    return cell


def ran(page, cell, code=None):
    """Run a cell, changed or not; return its new output."""
    if code is not None:
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(code)
    cell.locator(".cm-content").press("Control+Enter")
    page.wait_for_function("!document.querySelector('[aria-disabled]')", timeout=READY)
    return cell.locator(".try-output")


def stored(cell):
    """Return what a cell of a notebook has printed and shown, and its pictures."""
    texts = [
        one.get("text") or one.data.get("text/plain", "")
        for one in cell.outputs
        if one.output_type in ("stream", "execute_result")
    ]
    return "".join(texts), sum("image/png" in o.get("data", {}) for o in cell.outputs)


def same(one, other):
    """Compare texts: pictures are decoded a little differently elsewhere."""
    one, other = ("".join(text.split()) for text in (one, other))
    near = [NUMBER.findall(text) for text in (one, other)]
    close = [abs(float(a) - float(b)) < 0.011 for a, b in zip(*near, strict=False)]
    return NUMBER.sub("", one) == NUMBER.sub("", other) and all(close)


def test_cells_give_what_the_book_has_stored(visit, site):
    different = []
    for chapter in CHAPTERS:
        name, book = notebook(chapter)
        cells = read(book).cells
        seen = visit(f"{site}/chapters/{name}.html", width=390, scheme="dark")
        page = seen.page
        assert page.locator("button.try").count() == len(cells)
        assert [u.split("/solve/")[1] for u in seen.requests if "/solve/" in u] == [
            "try.js"
        ]
        for cell in cells[::3]:
            output = ran(page, opened(page, cell.place))
            text, pictures = stored(book.cells[cell.place])
            shown = output.inner_text().replace("It ran, and showed nothing.", "")
            drawn = output.locator("img.in-dark:visible").count()
            tags = book.cells[cell.place].metadata.get("tags", [])
            if drawn != pictures or (
                not same(shown, text) and "nbval-ignore-output" not in tags
            ):
                different.append((chapter, cell.place, text, shown, drawn))
        assert not seen.outside(site)
        assert not seen.complaints
    assert not different
    plots = next(one for one in cells if one.alt)
    cell = opened(page, plots.place)
    figure = ran(page, cell).locator("img:visible")
    assert figure.get_attribute("alt").endswith(plots.alt)
    assert cell.locator(".cell_output").is_hidden()
    said = ran(page, cell, "print('before')\nnobody").inner_text()
    assert "before" in said
    assert "NameError: name 'nobody' is not defined" in said
    # What another cell needs is made again, as the reader has left it.
    first = page.locator('[data-try="2"]')
    ran(page, first, f"{cells[0].code}\nP = P + 100")
    assert "stopped" in ran(page, cell, "while True: pass").inner_text()
    assert "109" in ran(page, cell, "P.max()").inner_text()
    assert not violations(page, ".cell:has(.solve-panel)")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.reload()
    again = opened(page, cells[0].place)
    assert "P = P + 100" in again.locator(".cm-content").inner_text()
    again.get_by_text("This is as you left it.").wait_for()
    again.get_by_role("button", name="Start again").click()
    page.reload()
    again = opened(page, cells[0].place)
    assert "P = P + 100" not in again.locator(".cm-content").inner_text()
    cell = opened(page, plots.place)
    ran(page, cell, "print(1)")
    cell.get_by_role("button", name="The book’s output").click()
    assert cell.locator(".cell_output").is_visible()
    cell.get_by_role("button", name="Your output").click()
    cell.get_by_role("button", name="Close").click()
    assert cell.locator(".cell_output").is_visible()
    assert cell.locator(".cell_input").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Try it"
    page.goto(f"file://{HTML}/chapters/{name}.html")
    page.locator("button.try").last.evaluate(OPEN)
    page.locator("button.try").last.click()
    page.wait_for_selector("text=run make serve")
