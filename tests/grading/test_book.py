"""The book's own solutions earn every point, and its exercises as handed out none."""

from pathlib import Path

import pytest

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module", params=["solutions", "exercises"])
def graded(request, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    folder = tmp_path_factory.mktemp("in")
    for path in (ROOT / request.param).glob("*.ipynb"):
        (folder / path.name).write_bytes(path.read_bytes())
    return request.param, grade(folder, out, Settings(jobs=2))


def test_solutions_earn_all_points_and_exercises_none(graded):
    which, results = graded
    assert results
    for result in results:
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
