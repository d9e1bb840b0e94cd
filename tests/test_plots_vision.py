"""Photographs, boxes and curves are drawn as they are given."""

import numpy as np
import pytest

from cnnbook import plots

RED = np.full((6, 8, 3), [255, 0, 0])


def texts(ax):
    return [text.get_text() for text in ax.texts]


def frames(ax):
    return [
        (
            patch.get_y() + 0.5,
            patch.get_x() + 0.5,
            patch.get_height(),
            patch.get_width(),
        )
        for patch in ax.patches
    ]


def test_photographs_stand_in_rows_with_empty_axes_at_the_end():
    figure = plots.photographs({"a": RED, "b": RED / 2, "c": RED}, columns=2)
    assert [ax.get_title() for ax in figure.axes] == ["a", "b", "c", ""]
    shown = figure.axes[1].images[0].get_array()
    assert shown.shape == (6, 8, 3)
    assert np.abs(shown - RED / 2).max() <= 1


def test_photographs_keep_few_colours():
    noise = np.random.default_rng(0).integers(0, 256, (40, 40, 3))
    figure = plots.photographs({"noise": noise}, colours=16)
    shown = figure.axes[0].images[0].get_array()
    assert len(np.unique(shown.reshape(-1, 3), axis=0)) <= 16
    figure = plots.photographs({"noise": noise}, colours=None)
    np.testing.assert_array_equal(figure.axes[0].images[0].get_array(), noise)


def test_confidences_are_written_beside_their_bars():
    figure = plots.confidences(RED, {"fish": 0.976, "tool": 0.024})
    bars = figure.axes[1]
    assert texts(bars) == ["0.98", "0.02"]
    assert [label.get_text() for label in bars.get_yticklabels()] == ["fish", "tool"]


def test_a_photograph_is_divided_where_its_answers_are():
    figure = plots.answer_places(RED, [[0.04, -2.26], [1, 0]], titles=("a", "b"))
    photo, places = figure.axes
    assert photo.lines[0].get_ydata() == [2.5, 2.5]  # between rows 2 and 3 of 6
    assert photo.lines[1].get_xdata() == [3.5, 3.5]  # between columns 3 and 4 of 8
    assert texts(places) == ["0.0", "−2.3", "1.0", "0.0"]
    assert [photo.get_title(), places.get_title()] == ["a", "b"]


def test_boxes_are_where_they_should_be_and_true_ones_are_dashed():
    figure = plots.scenes(
        [np.zeros((20, 30))] * 2,
        [[[9, 4, 15, 14]], []],
        [["bag 0.90"], []],
        [[[8, 3, 14, 13]], [[0, 0, 5, 5]]],
        titles=["one", "two"],
        columns=3,
    )
    one, two, empty = figure.axes
    assert frames(one) == [(8, 3, 6, 10), (9, 4, 6, 10)]
    assert [p.get_linestyle() for p in one.patches] == ["--", "-"]
    assert texts(one) == ["bag 0.90"]
    assert frames(two) == [(0, 0, 5, 5)]
    assert two.get_title() == "two"
    assert not empty.axison


def test_a_tag_gives_way_to_those_before_it():
    boxes = [[40, 40, 68, 68], [40, 48, 68, 76], [0, 140, 20, 160]]
    labels = [["A 100", "B 90", "T 80"]]
    (ax,) = plots.scenes([np.zeros((160, 160))], [boxes], labels, columns=1).axes
    first, second, corner = ax.texts
    assert first.get_position()[1] < 40  # above its box
    assert second.get_position()[1] > 68  # below, for the place above is taken
    ax.figure.canvas.draw()
    extents = [text.get_window_extent() for text in (first, second, corner)]
    assert not extents[0].overlaps(extents[1])
    assert ax.bbox.x0 <= corner.get_window_extent().x0
    assert corner.get_window_extent().x1 <= ax.bbox.x1 + 1


def test_the_overlap_numbers_every_shared_pixel():
    ax = plots.overlap((1, 1, 5, 7), (3, 4, 8, 9))
    assert texts(ax) == ["1", "2", "3", "4", "5", "6", "a", "b"]
    assert texts(plots.overlap((0, 0, 2, 2), (3, 3, 4, 4))) == ["a", "b"]


def test_curves_are_in_per_cent_and_marked():
    ax = plots.precision_recall(
        {"A": ([0.1, 0.5], [1, 0.75]), "B": ([0.2], [0.5])}, {"B": {"0.9": (0.2, 0.5)}}
    )
    assert list(ax.lines[0].get_ydata()) == [100, 75]
    assert list(ax.lines[-1].get_xdata()) == [20]
    assert texts(ax) == ["0.9"]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["A", "B"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.photographs({"grey": np.zeros((4, 4))}), r"\(H, W, 3\)"),
        (lambda: plots.photographs({"four": np.zeros((4, 4, 4))}), "3 channels"),
        (lambda: plots.scenes([np.zeros((4, 4))], []), "boxes .* 1 scenes, got 0"),
        (
            lambda: plots.scenes([np.zeros((4, 4))], [[]], truth=[[], []]),
            "truth .* got 2",
        ),
        (lambda: plots.answer_places(RED, [1, 2]), r"\(rows, columns\)"),
        (lambda: plots.overlap((0, 0, 0, 4), (0, 0, 1, 1)), "a must be .*top < bottom"),
        (lambda: plots.overlap((0, 0, 2, 4), (0, 0.5, 1, 1)), "b must be"),
        (lambda: plots.precision_recall({"A": ([1], [1, 2])}), "A .*got 1 and 2"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
