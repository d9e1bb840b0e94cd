"""JupyterLab in the browser: the exercises run, the explorers live, files are kept."""

import json
import re

import pytest

from cnnbook.explorers import __all__ as explorers
from tests.site.conftest import HTML, Visit

LITE = HTML / "lite"
READY = 180_000
"""Milliseconds for JupyterLab and Python to come on a machine that is busy."""
OPENED = """async (path) => {
    const {commands} = jupyterapp;
    const notebook = await commands.execute('docmanager:open', {path});
    await notebook.context.ready;
    await notebook.sessionContext.ready;
    return notebook.content.model.toJSON().cells.map((cell) => cell.source).join('');
}"""
RUN = """async () => {
    await Promise.race([
        jupyterapp.commands.execute('notebook:run-all-cells'),
        new Promise((_, fail) => setTimeout(() => fail('no answer'), 120_000)),
    ]);
    const {model} = jupyterapp.shell.currentWidget.content;
    return model.toJSON().cells.filter((cell) => cell.cell_type === 'code');
}"""
WRITE = """async (answer) => {
    const notebook = jupyterapp.shell.currentWidget;
    const sources = [...notebook.content.model.cells].map((one) => one.sharedModel);
    sources.find((one) => one.source.includes('def output_size')).source = answer;
    await notebook.context.save();
}"""
RIGHT = "def output_size(n, f, p=0, s=1):\n    return (n + 2 * p - f) // s + 1\n"
ANSWER = f'{RIGHT}\n\ncb.check("output-size", output_size)'

pytestmark = pytest.mark.skipif(
    not (LITE / "lab" / "index.html").exists(),
    reason="the book was built without Python in its pages, and said why",
)


def outputs(cells):
    return [(cell, output) for cell in cells for output in cell["outputs"]]


def test_exercises_run_and_are_kept_and_explorers_live(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 900})
    seen = Visit(context.new_page())
    page = seen.page
    page.on("dialog", lambda asked: asked.accept())  # to leave what is not saved
    page.goto(f"{site}/exercises/04-padding-stride-output-size.html")
    page.get_by_role("link", name="Open in JupyterLab, in this browser").click()
    page.get_by_role("heading", name="The output-size formula").wait_for(timeout=READY)
    page.get_by_text("| Idle").first.wait_for(timeout=READY)
    wide = "document.querySelector('.jp-NotebookPanel').offsetWidth > 300"
    assert page.evaluate(wide)  # the list of files gives way on a phone
    page.set_viewport_size({"width": 1280, "height": 900})

    for path in sorted((LITE / "files" / "exercises").glob("0[1-6]-*.ipynb")):
        name = f"exercises/{path.name}"
        page.evaluate(OPENED, name)
        if path.name.startswith("04"):
            page.evaluate(WRITE, ANSWER)
        cells = page.evaluate(RUN)
        assert all(cell["execution_count"] for cell in cells), name
        said = [output for _, output in outputs(cells)]
        assert not [o for o in said if o["output_type"] == "error"], name
        assert not [o for o in said if o.get("name") == "stderr"], name
        checks = [cell for cell in cells if "cb.check" in cell["source"]]
        html = [
            o["data"]["text/html"] for o in said if "text/html" in o.get("data", {})
        ]
        assert len(html) == len(checks), name
        if path.name.startswith("04"):
            assert "Passed" in html[0]

    page.evaluate(OPENED, "explorers.ipynb")
    cells = page.evaluate(RUN)
    assert len(outputs(cells)) == len(explorers)
    assert all(o["output_type"] == "execute_result" for _, o in outputs(cells))
    here = page.locator(".jp-OutputArea-output", has_text="feature map").first
    here.get_by_role("button", name="Step").click()
    here.get_by_text("Row 0, column 1: the products").wait_for()

    page.reload()
    page.wait_for_function("window.jupyterapp?.commands", timeout=READY)
    page.evaluate("jupyterapp.restored")
    assert ANSWER in page.evaluate(
        OPENED, "exercises/04-padding-stride-output-size.ipynb"
    )
    assert not seen.outside(site)
    context.close()


def test_nothing_shows_as_noise():
    """There is nothing to read MyST: comments, roles, directives, or dead links."""
    for path in sorted((LITE / "files").rglob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            text = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                noise = re.search(r"^%|^:::|^\([\w-]+\)=|\{[a-z]+\}`|\]\(", text, re.M)
                assert not noise, (path.name, text)
            assert "%pip" not in text


def test_licences_come_along():
    text = (HTML / "_static" / "solve" / "licences.txt").read_text("utf-8")
    for name in ("ipython", "ipywidgets", "anywidget", "jupyterlite-core"):
        assert f"== {name} ==" in text
    assert [*LITE.rglob("third-party-licenses.json")]
