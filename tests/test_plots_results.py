"""Figures of trained networks show the numbers that they should."""

import numpy as np
import pytest

from cnnbook import plots


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_a_network_is_drawn_with_a_square_for_each_map():
    ax = plots.map_stacks({"image": (8, 8, 1), "C1": (4, 4, 6), "F": (10,)})
    assert len(ax.patches) == 1 + 6 + 1
    assert texts(ax) == ["image\n8×8×1", "C1\n4×4×6", "F\n10"]


def test_more_than_five_stacks_stand_in_two_lines():
    ax = plots.map_stacks({f"C{n}": (9, 9, 2) for n in range(8)})
    across, levels = zip(*(text.get_position() for text in ax.texts), strict=True)
    assert across[4:] == pytest.approx(across[:4])
    assert len(set(levels[:4])) == len(set(levels[4:])) == 1
    assert levels[4] < levels[0]


def test_connections_are_crossed_and_counted():
    joined = np.array([[1, 0, 1], [0, 0, 1]])
    shown = texts(plots.connection_table(joined))
    assert shown.count("×") == joined.sum()
    assert shown[-3:] == ["1", "0", "2"]


def test_curves_are_the_means_of_the_runs():
    runs = np.array([[1.0, 2.0, 3.0], [3.0, 4.0, 8.0]])
    figure = plots.epoch_curves({"A": {"x": runs}, "B": {"x": runs, "y": runs + 1}})
    assert [ax.get_title() for ax in figure.axes] == ["A", "B"]
    assert list(figure.axes[0].lines[0].get_ydata()) == [2, 3, 5.5]
    first, second = figure.axes[1].lines
    assert first.get_linestyle() != second.get_linestyle()


def test_a_fit_is_drawn_against_new_pictures():
    ax = plots.fit_against_new({"net": ([[0.5, 0.75]], [[0.25, 0.5]])})
    assert list(ax.lines[0].get_xdata()) == [50, 75]
    assert list(ax.lines[0].get_ydata()) == [25, 50]


def test_a_confusion_table_leaves_out_zeros_and_frames_the_diagonal():
    ax = plots.confusion_table([[5, 0], [2, 7]], ["a", "b"])
    assert texts(ax) == ["5", "2", "7"]
    assert len(ax.patches) == 2


def test_captions_stand_below_their_pictures():
    figure = plots.captioned(np.ones((3, 2, 2)), ["a", "b", "c"], columns=2)
    assert [ax.get_xlabel() for ax in figure.axes] == ["a", "b", "c", ""]


def test_the_bar_of_the_answer_is_hatched():
    figure = plots.answer_bars(np.zeros((2, 2)), [0.1, 0.7, 0.2], "abc")
    hatches = [bar.get_hatch() for bar in figure.axes[1].patches]
    assert hatches == [None, "//", None]


def test_every_run_has_a_ring_and_every_network_a_mean():
    ax = plots.runs_side_by_side({"A": [0.5, 0.6], "B": [0.7]})
    assert texts(ax) == ["55.0", "70.0"]
    assert len(ax.lines[0].get_xdata()) == 2


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.map_stacks({"a": (3, 3)}), r"needs \(H, W, C\).*\(3, 3\)"),
        (lambda: plots.confusion_table([[1, 2]], "ab"), "must be 2×2"),
        (lambda: plots.captioned(np.ones((2, 2, 2)), "a"), "2 pictures.*got 1"),
        (lambda: plots.answer_bars([[0]], [1.0], "ab"), "2 names.*got 1"),
        (lambda: plots.epoch_curves({"A": {"x": [1, 2]}}), r"axes \(runs, epochs\)"),
        (lambda: plots.runs_side_by_side({"A": [[1]]}), r"axes \(runs,\)"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
