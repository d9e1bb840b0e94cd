"""The explorers in a real JupyterLab: live from the picture and from Python."""

import re
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from playwright import sync_api as playwright_api

pytestmark = pytest.mark.xdist_group("lab")  # it starts once

# For each explorer: how it is made; a click in the picture, and what the traits then
# are; a trait set in Python, and what the picture then says.
CASES = {
    "ConvStepper": (
        "ConvStepper()",
        ("button", "Step"),
        "(w.row, w.column)",
        "(0, 1)",
        "w.kernel = [[0, 0], [0, 1]]; w.row = 4",
        "Row 4, column 1: the products add up to 2.",
    ),
    "SizeExplorer": (
        "SizeExplorer(n=10, s=2)",
        ("select", "padding", "same"),
        "(w.padding, w.windows())",
        "('same', 5)",
        "w.n = 11",
        "11 pixels become 6. Every pixel is used.",
    ),
    "KernelGallery": (
        "KernelGallery(picture=[[0, 0, 255]] * 3)",
        ("select", "border", "zeros"),
        "w.border",
        "'zeros'",
        "w.kernel = [[0, 0, 0], [0, 0, 2], [0, 0, 0]]; w.column = 1",
        "Row 0, column 1: the nine products add up to 510.",
    ),
    "VolumeView": (
        "VolumeView()",
        ("button", "Add filter"),
        "(w.chosen, w.biases, w.parameters())",
        "(1, [0, 0], 56)",
        "w.chosen = 0; w.relu = True; w.column = 1",
        "Row 0, column 1: red 6, green −4, blue 7, together 9; with the bias 0 that "
        "is 9. The ReLU makes it 9.",
    ),
    "NetworkTracer": (
        "NetworkTracer('LeNet-5')",
        ("button", "Remove"),
        "(len(w.layers), w.chosen, w.trace().parameters)",
        "(7, 4, 205706)",
        "w.layers = [cb.Conv(2, 3, padding='same')]; w.row = 9; w.column = 0",
        "Row 9, column 0 of layer 1 sees rows 8 to 10 and columns 0 to 1: 3×2 pixels. "
        "Padding stands for 1 column on the left.",
    ),
    "DescentExplorer": (
        "DescentExplorer()",
        ("button", "Step"),
        "(w.steps, w.path()[1].round(2).tolist())",
        "(1, [0.07, -0.33, 1.24])",
        "w.steps = 0; w.left = 2; w.right = -1",
        "After 0 steps the weights are 2 and −1, and the loss is 3.333.",
    ),
    "DrawingPad": (
        "DrawingPad(picture=[[9, 8], [7, 6]])",
        ("button", "Clear"),
        "w.picture",
        "[[0, 0], [0, 0]]",
        "w.picture = [[0, 255], [0, 0]]",
        "A new picture is on the pad.",
    ),
    "PoolStepper": (
        "PoolStepper()",
        ("button", "Step"),
        "(w.row, w.column)",
        "(0, 1)",
        "w.mode = 'average'",
        "Row 0, column 1: the mean of 1, 5, 4, 8 is 18 / 4 = 4.5.",
    ),
}


OPEN = """() => jupyterapp.commands
    .execute("docmanager:open", {path: "explorers.ipynb"})
    .then((w) => w.sessionContext.ready.then(() => w.revealed)).then(() => true)"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab on a folder with a notebook of three cells for each explorer."""
    folder = tmp_path_factory.mktemp("lab")
    sources = []
    for make, _, read, _, change, _ in CASES.values():
        sources += [
            f"import cnnbook as cb\nw = cb.explorers.{make}\nw",
            f"print('read', {read})",
            change,
        ]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "explorers.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--port={port}", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    options += ["--IdentityProvider.token=", "--ServerApp.root_dir=" + str(folder)]
    options += ["--LabApp.expose_app_in_browser=True"]
    options += ["--LabApp.news_url=", "--LabApp.check_for_updates_class="
                "jupyterlab.handlers.announcements.NeverCheckForUpdate"]  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", *options]
    log = (folder / "lab.log").open("w")
    server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/api", timeout=1).close()
            break
        except OSError:
            assert server.poll() is None, (folder / "lab.log").read_text()
            time.sleep(0.5)
    yield address
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:  # on a busy machine
        server.kill()
        server.wait()
    log.close()


@pytest.fixture(scope="module")
def desk(lab, browser):
    """Open JupyterLab in the browser, with the notebook, and wait for its kernel."""
    context = browser.new_context(viewport={"width": 1200, "height": 1400})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{lab}/lab?reset")
    page.wait_for_function("window.jupyterapp?.restored.then(() => true)")
    page.evaluate(OPEN)
    page.locator(".jp-CodeCell").nth(2).wait_for()
    page.get_by_text("| Idle").first.wait_for()
    yield page
    context.close()


@pytest.mark.parametrize("name", CASES)
def test_an_explorer_is_live_both_ways(name, desk):
    page = desk
    _, act, _, traits, _, told = CASES[name]
    first = 3 * list(CASES).index(name)
    every = page.locator(".jp-NotebookPanel:visible .jp-CodeCell")
    cells = [every.nth(first + number) for number in range(3)]

    def run(number):
        # Keys pressed while Lab still lays out the notebook are lost: press again.
        ran = cells[number].locator(".jp-InputPrompt", has_text=re.compile(r"\d"))
        for _ in range(10):
            cells[number].locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
            try:
                ran.wait_for(timeout=6_000)
                return
            except playwright_api.TimeoutError:
                continue
        raise AssertionError(f"cell {number} of {name} did not run")

    run(0)
    explorer = cells[0].locator(".jp-OutputArea .explorer").first
    explorer.wait_for()
    if act[0] == "button":
        explorer.get_by_role("button", name=act[1], exact=True).click()
    else:
        explorer.get_by_label(act[1]).select_option(act[2])
    page.wait_for_timeout(500)
    run(1)
    printed = cells[1].locator(".jp-OutputArea-output pre")
    printed.wait_for()
    assert printed.inner_text().strip() == f"read {traits.strip(chr(39))}"
    run(2)
    explorer.get_by_role("status").first.get_by_text(told, exact=True).wait_for()
