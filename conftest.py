"""Settings that every test and doctest needs."""

import os

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

mpl.use("agg")
os.environ["CNNBOOK_PROGRESS"] = "off"  # or tested notebooks would be the tester's work


def pytest_collection_modifyitems(items):
    """Begin with what waits longest, so that others have something to do meanwhile."""
    items.sort(key=lambda item: item.path.name != "test_hostile.py")


@pytest.fixture(autouse=True)
def close_figures():
    """Close the figures that a test leaves open."""
    yield
    plt.close("all")
