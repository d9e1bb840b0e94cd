"""No misspelling that is known, and British words throughout."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import codespell_lib
import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ["book", "chapters/md", "solutions/md"]
FOLDERS += ["cnnbook", "sphinxext", "website", "scripts", "benchmarks"]
WORDS = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
PAGES = [
    *ROOT.glob("*.md"),
    *(page for folder in FOLDERS[:3] for page in ROOT.joinpath(folder).glob("*.md")),
]
MODULES = [
    path for folder in FOLDERS[3:] for path in sorted((ROOT / folder).rglob("*.py"))
]
NO_PROSE = re.compile(
    r"^---\n.*?\n---$|^(`{3,}).*?^\1$|`[^`]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL
)

BRITISH_TOO = {
    *("meter", "practice", "program", "programs", "story", "stories", "writable"),
    *("math", "optimizer", "optimizers"),  # names, in HTML and in Keras
}
"""American words that are British in another sense."""


def american():
    """Return American words, each with its British form."""
    rows = WORDS.read_text(encoding="utf-8").splitlines()
    pairs = (row.partition("->")[::2] for row in rows)
    words = {other.strip(" ,"): british for british, other in pairs if "," not in other}
    return {w: british for w, british in words.items() if w not in BRITISH_TOO}


AMERICAN = american()


def foreign(prose):
    """Return the American words of a text, each with what to write instead."""
    words = re.findall(r"[a-z]+", prose.lower())
    return {word: AMERICAN[word] for word in words if word in AMERICAN}


def page_prose(text):
    """Return the text of a page without its code; descriptions of pictures stay."""
    alts = re.findall(r"alt: >-\n((?: {6}.*\n)+)", text)
    return "\n".join([NO_PROSE.sub(" ", text), *alts])


def module_prose(text):
    """Return the docstrings of a module, and its strings that are sentences."""
    strings = (
        n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant)
    )
    texts = [s for s in strings if isinstance(s, str) and not s.startswith("<")]
    sentences = [text for text in texts if len(text.split()) >= 4]
    return re.sub(
        r"`[^`]*`|^ *(>>>|\.\.\.).*$", " ", "\n".join(sentences), flags=re.MULTILINE
    )


def test_nothing_is_misspelt():
    places = [*(str(ROOT / folder) for folder in FOLDERS), *map(str, PAGES)]
    command = [sys.executable, "-m", "codespell_lib", "--builtin", "clear,rare"]
    others = "*.npz,*.csv,*.h5,*.jpg,*.png,*.bib,*.svg,*.ipynb,*-lock.json"
    skip = ["--skip", others]
    run = subprocess.run(
        [*command, *skip, *places], capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.returncode) == ("", 0)


def test_a_misspelling_is_found(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("We recieve teh answer.", encoding="utf-8")
    command = [sys.executable, "-m", "codespell_lib", "--builtin", "clear,rare", path]
    assert subprocess.run(command, capture_output=True, check=False).returncode


def test_american_words_are_found_in_prose_only():
    page = "The color.\n\n```python\ncolor = 'gray'\n```\nSee `center` and organize."
    assert set(foreign(page_prose(page))) == {"color", "organize"}
    module = '"""Say which color it has."""\ncolor = "gray"\n'
    assert foreign(module_prose(module)) == {"color": "colour"}
    assert foreign("Every colour of the centre") == {}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_are_british(path):
    assert foreign(page_prose(path.read_text(encoding="utf-8"))) == {}


def test_docstrings_and_hints_are_british():
    found = {
        str(path.relative_to(ROOT)): foreign(module_prose(path.read_text("utf-8")))
        for path in MODULES
    }
    assert {path: words for path, words in found.items() if words} == {}
