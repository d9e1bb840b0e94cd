"""A book of five pages with what makes pages depend on each other, for the tests."""

import base64
import multiprocessing
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import nbformat
from nbformat import v4

ROOT = Path(__file__).parent.parent
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(
    [
        "sphinx.cmd.build",
        "sphinx_book_theme",
        "myst_nb",
        "sphinxcontrib.bibtex",
        "sphinx_design",
        "sphinx_thebe",
        "sphinx_togglebutton",
        "website",
    ]
)
CONF = f"""
extensions = ["myst_nb", "sphinx_copybutton", "sphinx_design", "sphinx_thebe"]
extensions += ["sphinx_togglebutton", "sphinxcontrib.bibtex"]
extensions += ["sphinxext." + name for name in (
    "highlighting", "formulas", "glossary_links", "figure_numbers", "slides",
    "metadata")]
extensions += ["website"]
bibtex_bibfiles = ["sources.bib"]
html_math_renderer = "mathml"
html_show_sourcelink = False
html_static_path = [{str(ROOT / "book" / "assets")!r}]
html_css_files = ["book.css"]
html_js_files = [(name, {{"defer": "defer"}}) for name in (
    "scroll.js", "later.js", "reading.js")]
html_theme = "sphinx_book_theme"
html_theme_options = {{"use_download_button": True}}
myst_enable_extensions = ["deflist", "dollarmath", "colon_fence"]
myst_heading_anchors = 2
nb_execution_mode = "off"
site_is_whole = False
"""
PAGES = {
    "index.md": "# The book\n\nSee Figure 2.1.\n\n```{toctree}\n:hidden:\n"
    "chapters/01-one\nchapters/02-two\nbook/glossary\nbook/sources\n```\n",
    "book/glossary.md": "# Glossary\n\n:::{glossary}\nkernel\n"
    "  The weights.\n\nstride\n  The step.\n:::\n",
    "book/sources.md": "# Sources\n\n{cite:p}`A2020`\n\n```{bibliography}\n```\n",
    "sources.bib": "@book{A2020, author={A, B}, title={T}, publisher={P}, year={2020}}",
}
PIXELS = [
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082",
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082",
]
"""Two pictures of one dot."""


def cell(source, picture=0, text="1"):
    """Return a cell of code with a picture and a printed line."""
    data = {"image/png": base64.b64encode(bytes.fromhex(PIXELS[picture])).decode()}
    outputs = [
        v4.new_output("stream", name="stdout", text=f"{text}\n"),
        v4.new_output("display_data", {**data, "text/plain": "<Figure>"}),
    ]
    image = {"image": {"alt": "A dot", "width": "40px"}}
    metadata = {"mystnb": image, "tags": ["slide"]}
    return v4.new_code_cell(
        source, execution_count=1, outputs=outputs, metadata=metadata, id="c"
    )


def chapter(number, other, *, prose="", code=None):
    """Return a chapter that leads to another page."""
    cells = [
        v4.new_markdown_cell(
            f"# {number} · Chapter\n\nA kernel, ($n + 1$), as [there]({other}).\n\n"
            f"## LeNet-5 ★\n\n{prose}\n\n% slide: One\n% - words",
            id="a",
        ),
        code or cell("print(1)  # SOLUTION"),
        v4.new_markdown_cell(f"**Figure {number}.1.** A dot, as in the text.", id="b"),
    ]
    return v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})


def write(folder):
    """Write the sources of the book."""
    for name, text in {**PAGES, "conf.py": CONF}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_chapter(folder, 1, "02-two.ipynb#lenet-5-")
    write_chapter(folder, 2, "01-one.ipynb")
    return folder


def write_chapter(folder, number, other="01-one.ipynb", **changes):
    """Write a chapter, changed or not."""
    (folder / "chapters").mkdir(exist_ok=True)
    path = folder / "chapters" / f"{number:02}-{['one', 'two'][number - 1]}.ipynb"
    nbformat.write(chapter(number, other, **changes), path)


def build(source, out, *options):
    """Build the book into `out/html`; return the finished process.

    Each build is a process of its own, forked from one that has imported everything.
    """
    line = command(source, out, *options)
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("out", "err")]
        process = FORKED.Process(target=_sphinx, args=(line, said))
        process.start()
        process.join()
        texts = [path.read_text("utf-8") for path in said]
    return subprocess.CompletedProcess(line, process.exitcode, *texts)


def command(source, out, *options):
    """Return what Sphinx is asked for."""
    places = ["-d", out / ".doctrees", source, out / "html"]
    line = ["-q", "-b", "html", "-n", "-W", "--keep-going", *options, *places]
    return [str(part) for part in line]


def _sphinx(line, said):
    """Run Sphinx in this process, with what it says in two files."""
    os.chdir(ROOT)
    for number, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    warnings.simplefilter("ignore")
    from sphinx.cmd.build import main

    sys.exit(main(line))


def files(html):
    """Return the contents of all files of a site, by their place in it."""
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in sorted(html.rglob("*"))
        if path.is_file()
    }
