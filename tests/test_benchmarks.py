"""The page of the benchmarks is what was measured, and says so of every target."""

import json

import pytest

from benchmarks import page
from benchmarks.__main__ import ALONE, SECTIONS

FOUND = json.loads(page.RESULTS.read_text(encoding="utf-8"))
WHY = "## Where a target is not met"


def test_the_page_is_written_from_the_results():
    assert page.PAGE.read_text(encoding="utf-8") == page.write(FOUND)


def test_every_benchmark_has_its_result():
    assert set(FOUND) - {*ALONE} == {"machine", "minutes", *SECTIONS}
    assert FOUND["minutes"] <= 15


def test_a_target_that_is_not_met_has_a_reason():
    missed = [row[0] for row in page.targets(FOUND)[1:] if row[-1] != "yes"]
    text = page.PAGE.read_text(encoding="utf-8")
    assert (WHY in text) == bool(missed)
    for what in missed:
        assert what in text.split(WHY)[1]


def at(factors):
    """Return results that lie at the bounds, times a factor for each side."""
    found = {}
    for _, section, key, way, bound, _ in page.TARGETS:
        numbers = found.setdefault(section, {"numbers": {}})["numbers"]
        numbers[key] = bound * factors[way] if bound else factors[way] - 1
    return found


def test_a_target_is_met_up_to_its_bound_and_not_beyond():
    for factors, said in [
        ({">=": 1, "<=": 1}, "yes"),
        ({">=": 0.9, "<=": 1.1}, "no"),
    ]:
        rows = page.targets(at(factors))[1:]
        assert {row[-1] for row in rows} == {said}


@pytest.mark.parametrize("word", ["/work", "/root", "/home", "http", "localhost"])
def test_no_place_of_a_machine_is_told(word):
    assert word not in json.dumps(FOUND)
