"""Settings that every test and doctest needs."""

import os

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

mpl.use("agg")
os.environ["CNNBOOK_PROGRESS"] = "off"  # or tested notebooks would be the tester's work


@pytest.fixture(autouse=True)
def close_figures():
    """Close the figures that a test leaves open."""
    yield
    plt.close("all")
