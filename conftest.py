"""Settings that every test and doctest needs."""

import os

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

mpl.use("agg")
os.environ["CNNBOOK_PROGRESS"] = "off"  # or tested notebooks would be the tester's work


LONGEST = (
    "test_answers.py",
    "test_hostile.py",
    "test_pdf.py",
    "test_try.py",
    "test_lite.py",
)


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that nobody works alone at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(autouse=True)
def close_figures():
    """Close the figures that a test leaves open."""
    yield
    plt.close("all")
