"""Figures of chapter 13 show the sizes, losses and messages that they are given."""

import numpy as np
import pytest

from cnnbook import plots


def test_sizes_stand_on_a_logarithmic_axis_layer_by_layer():
    figure = plots.sizes_by_layer(
        {"maps": {"ten": [1, 0.1], "twenty": [1, 0.1, 0.01]}, "weights": {"ten": [2]}}
    )
    above, below = figure.axes
    assert above.get_yscale() == below.get_yscale() == "log"
    assert [line.get_xdata().tolist() for line in above.lines] == [[1, 2], [1, 2, 3]]
    assert len({line.get_linestyle() for line in above.lines}) == 2
    assert [text.get_text() for text in figure.legends[0].texts] == ["ten", "twenty"]


def test_losses_are_means_with_a_band_from_the_lowest_to_the_highest():
    runs = {"plain": [[2, 1], [2, 2], [2, 3]]}
    figure = plots.losses_by_epoch({"ten": runs, "twenty": runs}, level=2.3)
    left, right = figure.axes
    level, line = left.lines
    assert level.get_ydata() == [2.3, 2.3]
    assert line.get_ydata().tolist() == [2, 2]
    band = left.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (1, 3)
    assert left.get_ylim() == right.get_ylim()


def test_a_shortcut_shows_what_is_added_on_both_ways():
    ax = plots.shortcut([2, -1], [1.5, -3], [1, 2], [-1.5, 1.5])
    said = [text.get_text() for text in ax.texts]
    assert said.count("2, −1") == said.count("1, 2") == 2  # at the start, and past F
    assert {"1.5, −3", "3.5, −4", "−1.5, 1.5", "−0.5, 3.5"} <= set(said)
    by_word = {text.get_text(): text.get_position() for text in ax.texts}
    assert by_word["3.5, −4"][0] > 9
    assert by_word["−0.5, 3.5"][0] < 1


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plots.sizes_by_layer({"a": {"b": [[1]]}}), "layers"),
        (lambda: plots.losses_by_epoch({"a": {"b": [1]}}), "runs, epochs"),
        (lambda: plots.shortcut([1], [1], [1], np.ones(2)), "equally many"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(draw, words):
    with pytest.raises(ValueError, match=words):
        draw()
