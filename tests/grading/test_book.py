"""The book's own solutions earn every point, and its exercises as handed out none."""

from pathlib import Path

import pytest

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Grade them in one run: chapters with Keras start once."""
    out, folder = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("in")
    for which in ("solutions", "exercises"):
        for path in (ROOT / which).glob("*.ipynb"):
            (folder / f"{path.stem}-{which}.ipynb").write_bytes(path.read_bytes())
    return grade(folder, out, Settings(jobs=2))


@pytest.mark.parametrize("which", ["solutions", "exercises"])
def test_solutions_earn_all_points_and_exercises_none(results, which):
    chosen = [result for result in results if result.name.endswith(which)]
    assert len(chosen) == len(list((ROOT / which).glob("*.ipynb")))
    for result in chosen:
        chapter = result.name[:2]
        ids = {e.id for e in REGISTRY.values() if e.chapter == chapter}
        assert {mark.exercise for mark in result.marks} == ids
        shown = "\n".join([result.name, result.status, *map(str, result.marks)])
        assert result.status == "graded", shown
        assert not any(mark.slow or mark.missing for mark in result.marks), shown
        most = sum(REGISTRY[identifier].points for identifier in ids)
        if which == "solutions":
            assert result.total == most, shown
            assert not result.notes, shown
        else:
            assert result.total == 0, shown
            assert all(mark.blank for mark in result.marks), shown
