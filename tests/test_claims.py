"""What a chapter claims, and where it is shown: chapters/claims/04.yml and its like.

Each claim is a sentence of the chapter or a part of one, word for word, and is shown by
a cell of the chapter (a line of it names the cell), by a source, or by both.
"""

import re
from pathlib import Path

import pytest
import yaml

from sphinxext.course_plans import CHAPTERS
from sphinxext.solution_text import read

ROOT = Path(__file__).parent.parent
LISTS = sorted((ROOT / "chapters" / "claims").glob("*.yml"))
FIELDS = {"claim", "cell", "source", "in"}
SOURCES = set(
    re.findall(r"^@\w+\{(\w+),", (ROOT / "book/references.bib").read_text(), re.M)
)
CAUSAL = re.compile(r"\b(because|therefore|which shows|this shows|hence)\b", re.I)


def text_of(chapter):
    """Return the text of a chapter, or of an appendix."""
    folder = "chapters" if chapter.isdigit() else "book"
    (path,) = (ROOT / folder / "md").glob(f"{chapter}-*.md")
    return path


def flat(text):
    return re.sub(r"\s+", " ", re.sub(r"^% ", "", text, flags=re.MULTILINE))


def faults(claims, path):
    """Say what is wrong with the claims of a chapter, in words."""
    text = flat(path.read_text(encoding="utf-8"))
    cells = [c.source for c in read(path).cells if c.cell_type == "code"]
    found = []
    for row in claims:
        words = row.get("claim", "")
        if not set(row) <= FIELDS or not words or not {"cell", "source"} & set(row):
            found.append(f"a claim needs words and a cell or a source: {row}")
            continue
        if flat(words) not in text:
            found.append(f"not in the text: {words}")
        if "source" in row and row["source"] not in SOURCES:
            found.append(f"no such source: {row['source']}")
        for line in [row["cell"]] if isinstance(row.get("cell"), str) else []:
            where = [c for c in cells if line in [x.strip() for x in c.splitlines()]]
            if len(where) != 1:
                found.append(f"{len(where)} cells with this line: {line}")
            elif "assert" not in where[0]:
                found.append(f"nothing is asserted in the cell of: {line}")
    return found


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_claim_is_shown_by_a_cell_that_is_there_or_by_a_source(path):
    claims = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert len(claims) >= 5
    assert faults(claims, text_of(path.stem)) == []


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_sentence_that_gives_a_reason_is_in_the_list(path):
    text = text_of(path.stem).read_text(encoding="utf-8")
    main = text.split("## Check yourself")[0]
    prose = flat(re.sub(r"^```.*?^```", "", main, flags=re.MULTILINE | re.DOTALL))
    claims = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row in claims:
        prose = prose.replace(flat(row["claim"]), "")
    left = [
        prose[max(0, m.start() - 60) : m.end() + 60] for m in CAUSAL.finditer(prose)
    ]
    assert left == []


def test_there_is_a_list_for_each_chapter():
    assert {*CHAPTERS, "A", "B"} <= {path.stem for path in LISTS}


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"claim": "A circle is square.", "source": "Zhang2019"}, "not in the text"),
        ({"claim": "# 4 · Padding"}, "a cell or a source"),
        ({"claim": "# 4 · Padding", "source": "Nobody1900"}, "no such source"),
        ({"claim": "# 4 · Padding", "cell": "assert 1 == 2"}, "0 cells"),
        ({"claim": "# 4 · Padding", "cell": "import keras"}, "nothing is asserted"),
        ({"claim": "# 4 · Padding", "shown": "above"}, "a cell or a source"),
    ],
)
def test_a_claim_that_nothing_shows_is_refused(row, complaint):
    (found,) = faults([row], text_of("04"))
    assert complaint in found
