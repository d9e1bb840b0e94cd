"""Figures of chapter 11 show what moves, and the scores that they are given."""

import numpy as np
import pytest

from cnnbook import plots


def test_less_or_more_of_the_base_moves():
    ax = plots.two_options()
    hatched = np.array([patch.get_hatch() is not None for patch in ax.patches])
    assert hatched.reshape(3, 5).sum(axis=1).tolist() == [4, 3, 0]
    words = [text.get_text() for text in ax.texts]
    assert sum(word.endswith("\nmoves") for word in words) == 1 + 2 + 5
    assert sum(word.endswith("\nfrozen") for word in words) == 4 + 3


def test_a_table_shows_means_half_ranges_and_the_best_of_each_column():
    runs = [[[0.5, 0.7], [0.9, 0.9]], [[0.4, 0.4], [np.nan, np.nan]]]
    ax = plots.score_table(runs, ["head", "all"], ["2", "5"], "photographs")
    cells = {text.get_text(): text.get_fontweight() for text in ax.texts}
    assert cells == {
        "60 ± 10": "bold",
        "90 ± 0": "bold",
        "40 ± 0": "normal",
        "–": "normal",
    }
    assert ax.get_xlabel() == "photographs"
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["head", "all"]


def test_a_square_is_tinted_by_who_is_ahead():
    nothing = [np.nan, np.nan]
    runs = {
        "scratch": [[[0.5, 0.5], [0.8, 0.8], nothing]],
        "frozen": [[[0.8, 0.6], [0.7, 0.7], nothing]],
        "top moves": [[nothing, [0.9, 0.9], nothing]],
    }
    ax = plots.score_square(runs, ["near"], ["5", "10", "100"], "pictures")
    better, worse, unknown = (patch.get_facecolor()[:3] for patch in ax.patches)
    assert better[2] > better[0]
    assert worse[0] > worse[2]
    assert unknown[0] == unknown[1] == unknown[2]
    cells = {text.get_text(): text.get_fontweight() for text in ax.texts}
    assert cells == {
        "scratch 50 ± 0": "normal",
        "frozen 70 ± 14": "bold",
        "scratch 80 ± 0": "normal",
        "frozen 70 ± 0": "normal",
        "top moves 90 ± 0": "bold",
    }


def test_drift_and_scores_stand_side_by_side():
    drifts = {"popular": [0, 0.2], "frozen": [0, 0]}
    scores = {"popular": [0.9, 0.8], "frozen": [0.9, 0.9]}
    left, right = plots.drift_lines(drifts, scores, [0, 10]).axes
    assert left.lines[0].get_ydata().tolist() == [0, 0.2]
    assert left.lines[1].get_ydata().tolist() == [0, 0]
    np.testing.assert_allclose(right.lines[0].get_ydata(), [90, 80])
    looks = {line.get_linestyle() for line in left.lines}
    assert len(looks) == 2


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plots.score_table([[[0.5]]], ["a"], ["b", "c"]), "2 columns"),
        (lambda: plots.score_square({"a": [[[0.5]]]}, ["a"], ["b"]), "two ways"),
        (lambda: plots.drift_lines({"a": [0]}, {"a": [0, 1]}, [0, 1]), "2 values"),
    ],
)
def test_scores_that_do_not_fit_are_refused(draw, words):
    with pytest.raises(ValueError, match=words):
        draw()
