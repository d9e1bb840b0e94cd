"""Figures of chapter 9 show the numbers that they should."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from cnnbook import plots


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_a_weight_matrix_writes_every_weight_and_leaves_zeros_empty():
    matrix = np.array([[1, -2, 0, 0], [0, 1, -2, 0], [0, 0, 1, -2]])
    ax = plots.weight_matrix(matrix, width=2)
    assert [text.get_text() for text in ax.texts] == ["1", "−2"] * 3
    fills = [patch.get_facecolor() for patch in ax.patches]
    assert len(set(fills)) == 2
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0", "2"]


def test_a_wide_weight_matrix_has_a_key_in_place_of_its_numbers():
    matrix = np.tile([0, 2, 5], (3, 12))
    ax = plots.weight_matrix(matrix, width=6)
    assert [text.get_text() for text in ax.texts] == ["weight", "2", "5"]
    fills = [patch.get_facecolor() for patch in ax.patches]
    assert len(fills) == 3 * 24 + 2
    assert fills[:2] == fills[-2:]


def test_curves_show_the_mean_and_a_bar_of_a_standard_deviation():
    runs = {0: [0.7, 0.9], 1: [0.2, 0.2]}
    ax = plots.shift_curves({"one": runs, "two": {0: 0.1}}, "right", per_cent=True)
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [80, 20])
    (bars,) = ax.collections
    assert bars.get_segments()[0][1, 1] == pytest.approx(
        80 + 100 * np.std([0.7, 0.9], ddof=1)
    )
    assert ax.get_ylabel() == "right (%)"
    assert ax.lines[0].get_linestyle() != ax.lines[1].get_linestyle()


def test_what_a_value_sees_is_framed_and_measured():
    seen = np.zeros((9, 8))
    seen[2, 3], seen[5, 4] = -1, 0.1
    figure = plots.sensitivity({"some": seen, "none": np.zeros((9, 8))})
    (frame,) = figure.axes[0].patches
    assert frame.get_bbox().bounds == (2.5, 1.5, 2, 4)
    assert figure.axes[0].get_xlabel() == "4 × 2 pixels"
    assert not figure.axes[1].patches


def test_feature_maps_stand_in_rows_below_their_photograph():
    rows = {"a": np.arange(24).reshape(2, 4, 3), "b": np.ones((5, 5, 3))}
    photo = np.full((200, 200, 3), 7)
    figure = plots.feature_maps(rows, photo)
    assert figure.axes[0].images[0].get_array().shape == (96, 96, 3)
    shown = [ax.images[0].get_array() for ax in figure.axes[1:]]
    assert len(shown) == 6
    np.testing.assert_array_equal(shown[1], rows["a"][:, :, 1])
    assert [ax.get_ylabel() for ax in figure.axes[1:]] == ["a", "", "", "b", "", ""]


def test_small_patches_are_kept_as_they_are_and_large_ones_made_small():
    patch = np.random.default_rng(0).integers(0, 256, (3, 3, 3))
    large = np.random.default_rng(1).integers(0, 256, (96, 96, 3))
    figure = plots.patch_rows({"x": [patch, large]}, max_side=60)
    one, other = (ax.images[0].get_array() for ax in figure.axes)
    np.testing.assert_array_equal(one, patch)
    assert other.shape == (60, 60, 3)
    assert len(np.unique(other.reshape(-1, 3), axis=0)) <= 24


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match=r"one length, got \[1, 2\]"):
        plots.patch_rows({"x": [np.zeros((3, 3, 3))], "y": [np.zeros((3, 3, 3))] * 2})


def test_scores_are_written_and_compared_with_levels():
    ax = plots.scores_by_layer({"a": 0.3, "b": 0.95}, {"guess": 0.2}, "right")
    assert [text.get_text() for text in ax.texts] == ["30", "95", "guess"]
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [30, 95])
