"""Hashes, intervals and confidence are drawn as they are given."""

import numpy as np
import pytest

from cnnbook import plots


def test_a_row_shows_picture_values_and_bits():
    picture, bits = np.full((8, 8, 3), [255, 0, 0]), np.eye(8)
    values = np.arange(72).reshape(8, 9)
    figure = plots.hash_steps({"one": (picture, values, bits)})
    shown = [ax.images[0].get_array() for ax in figure.axes]
    assert shown[0].tolist()[0][0] == [255, 0, 0]
    np.testing.assert_array_equal(shown[1], values)
    np.testing.assert_array_equal(shown[2], bits)
    assert figure.axes[0].get_ylabel() == "one"


def test_intervals_reach_from_low_to_high_and_hold_their_score():
    axes = plots.score_intervals({"a": (0.5, 0.2, 0.8), "b": (0.9, 0.7, 1)})
    ends = [list(line.get_xdata()) for line in axes.lines]
    assert ends == [[0.2, 0.8], [0.5], [0.7, 1], [0.9]]
    with pytest.raises(ValueError, match="does not lie"):
        plots.score_intervals({"a": (0.9, 0.2, 0.8)})


def test_reliability_has_a_line_for_each_name_and_its_counts():
    axes = plots.reliability({"a": [(0.4, 0.5, 3)], "b": [(0.6, 0.5, 4), (0.9, 1, 5)]})
    assert [text.get_text() for text in axes.texts] == ["3", "4", "5"]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b"]
    assert list(axes.lines[2].get_ydata()) == [0.5, 1]
