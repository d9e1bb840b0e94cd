"""A class as it is: what counts of each notebook, and what is said about it."""

import sys

import pytest

from cnnbook.grading.batch.settings import Settings

from .both_ways import grade_both_ways, ways
from .notebooks import IDS, notebook, write
from .situations import SITUATIONS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


@pytest.fixture(scope="module")
def graded_at_once(tmp_path_factory):
    """Grade everything in one run each way; return the results by their names."""
    folder = tmp_path_factory.mktemp("in")
    for name, situation in SITUATIONS.items():
        student = folder / name
        (student / situation.name).parent.mkdir(parents=True)
        write(
            (student / situation.name).parent,
            situation.name.rpartition("/")[2],
            notebook(situation.cells),
        )
        for inside, content in situation.files.items():
            (student / inside).parent.mkdir(exist_ok=True)
            (student / inside).write_bytes(content)
    places = {way: (folder, tmp_path_factory.mktemp("out")) for way in ways()}
    settings = Settings(seed=3, jobs=2, limit=4.0, exercises=IDS)
    found = grade_both_ways(places, settings)
    for name, situation in SITUATIONS.items():
        for inside, content in situation.files.items():
            assert (folder / name / inside).read_bytes() == content, "only read"
    return {way: {r.name: r for r in results} for way, results in found.items()}


@pytest.fixture(params=list(ways()))
def graded(request, graded_at_once):
    return graded_at_once[request.param]


@pytest.mark.parametrize("name", list(SITUATIONS))
def test_each_counts_as_it_should(graded, name):
    situation, result = SITUATIONS[name], graded[name]
    got = {mark.exercise: mark.points for mark in result.marks}
    shown = "\n".join([result.status, *result.notes, *(str(m) for m in result.marks)])
    assert tuple(got.get(identifier, 0) for identifier in IDS) == situation.points, (
        shown
    )
    assert result.status == situation.status, shown
    assert situation.says in shown, shown
