"""Maps of labels, pasted kernels and the U are drawn as they are given."""

import numpy as np
import pytest

from cnnbook import plots

KINDS = ["background", "bag"]


def texts(ax):
    """Return what stands in the cells of a grid, and what else is written."""
    return [text.get_text() for text in (*ax.artists, *ax.texts)]


def test_labels_stand_beside_their_scenes_with_a_legend():
    scenes, truth = np.zeros((2, 4, 6)), np.eye(4, 6, dtype=int)[None].repeat(2, 0)
    figure = plots.label_maps(scenes, {"truth": truth, "said": 1 - truth}, KINDS)
    assert [ax.get_title() for ax in figure.axes] == [
        "scene",
        "truth",
        "said",
        "",
        "",
        "",
    ]
    assert np.array_equal(figure.axes[4].images[0].get_array(), truth[1])
    assert figure.axes[5].images[0].get_clim() == (-0.5, 1.5)
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == KINDS


@pytest.mark.parametrize(
    ("labels", "kinds", "message"),
    [
        (np.zeros((1, 2, 3), int), KINDS, "as large as the scenes"),
        (np.full((1, 2, 2), 2), KINDS, "whole numbers below 2"),
        (np.zeros((1, 2, 2), int), "abcdef", "at most 5 kinds"),
    ],
)
def test_maps_that_do_not_fit_are_refused(labels, kinds, message):
    with pytest.raises(ValueError, match=message):
        plots.label_maps(np.zeros((1, 2, 2)), {"truth": labels}, kinds)


def test_each_value_pastes_the_kernel_where_it_belongs():
    figure = plots.pasted([[3, -1]], [[1, 2, 1], [0, 5, 0]])
    first, second, total = figure.axes
    assert texts(first) == ["3", "6", "3", "0", "15", "0"]
    assert texts(second) == ["−1", "−2", "−1", "0", "−5", "0"]
    assert texts(total) == ["3", "6", "2", "−2", "−1", "0", "15", "0", "−5", "0"]
    assert second.get_title() == "−1 · kernel"
    frame = second.patches[-1]
    assert (frame.get_x(), frame.get_y()) == (2, 0)
    assert (frame.get_width(), frame.get_height()) == (3, 2)


def test_the_u_has_a_skip_for_every_level_but_the_last():
    down = [(48, 48, 8), (24, 24, 12), (12, 12, 16)]
    ax = plots.u_net(down, [(24, 24, 12), (48, 48, 8)], (48, 48, 4))
    said = [text for text in texts(ax) if text]
    assert said[:3] == ["48×48×8", "24×24×12", "12×12×16"]
    assert said.count("skip") == 2
    assert said[-1] == "48×48×4"
    with pytest.raises(ValueError, match="3 shapes down need 2 up"):
        plots.u_net(down, [(48, 48, 8)], (48, 48, 4))
