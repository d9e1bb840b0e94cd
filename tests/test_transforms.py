"""What is changed in the document of a page before it is written."""

import subprocess
import sys
from pathlib import Path

import pytest

from sphinxext.transforms import MARK

ROOT = Path(__file__).parent.parent
PAGES = {
    "index": "Contents\n========\n\n.. toctree::\n\n   net\n",
    "net": "LeNet-5 ★\n=========\n\nA network (:math:`n + 1`), and so on.\n\n"
    "13 % at s = 2: A ∗ K is not ``13 % 2``; a = b may break; 2 · 0.5 × −3 + 1.\n",
}
SETTINGS = """
extensions = ["sphinxext.formulas", "sphinxext.transforms"]
html_math_renderer = "mathml"
"""


@pytest.fixture
def build(tmp_path):
    """Return a function that builds two pages and returns the second."""
    source, html = tmp_path / "source", tmp_path / "html"
    source.mkdir()
    (source / "conf.py").write_text(SETTINGS, encoding="utf-8")
    for name, text in PAGES.items():
        (source / f"{name}.rst").write_text(text, encoding="utf-8")

    def once():
        command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", source, html]
        subprocess.run(command, cwd=ROOT, check=True)
        return (html / "net.html").read_text(encoding="utf-8")

    return once


def test_what_belongs_together_stays_together(build):
    page = build()
    assert '<h1><span class="whole">LeNet-5</span>\u00a0★' in page
    assert page.count('<span class="whole">(<span class="math') == 1
    assert "</span>),</span> and" in page
    assert "13\u00a0% at s\u00a0=\u00a02: A\u00a0∗\u00a0K is" in page
    assert ">13</span> <span" in page
    assert "a\u00a0= b may" in page
    assert "2\u00a0·\u00a00.5\u00a0×\u00a0−3 + 1." in page


def test_marks_of_solutions_are_left_out_of_code():
    code = "def f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n"
    code += "x = 2  # SOLUTION"
    assert MARK.sub("", code) == "def f():\n    return 1\nx = 2"
