"""Settings that every test and doctest needs, and how two processes share the tests."""

import json
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

mpl.use("agg")

ROOT = Path(__file__).parent
TOGETHER = ("exercise", "page", "path")
"""Parameters whose tests run one after another: what one works out serves the next."""


@pytest.fixture(autouse=True)
def close_figures():
    """Close the figures that a test leaves open."""
    yield
    plt.close("all")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Say which tests go to the same process, and begin with those that take longest.

    So the last ones are short, and both processes end together.
    """
    if not config.getoption("loadgroup", False):
        return
    kept = json.loads((ROOT / "benchmarks" / "results.json").read_text("utf-8"))
    seconds = kept["book"]["numbers"]
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))

    def order(item):
        if item.path.suffix == ".ipynb":
            chapter = f"seconds_{item.path.name[:2]}"
            return 0, -seconds[chapter] if item.path.parent.name == "chapters" else 0
        return (1 if of_a_file(item) else 2), 0

    items.sort(key=order)


def of_a_file(item):
    """Say whether a test stays with all others of its file."""
    return group(item) == item.path.name


def group(item):
    """Return the name of the tests that a test shares something with."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    for name in TOGETHER:
        if name in given:
            value = given[name]
            return str(getattr(value, "id", value)).replace("@", "")
    return item.path.name
