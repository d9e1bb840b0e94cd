"""Figures of whole networks show what their trace or history says."""

import pytest

import cnnbook as cb
from cnnbook import plots

CONVNET = cb.trace(
    (39, 39, 3),
    [cb.Conv(10, 3), cb.Conv(20, 5, stride=2), cb.Pool(), cb.Flatten(), cb.Dense(10)],
)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_every_volume_has_its_layer_and_shape_and_flat_ones_one_face():
    ax = plots.network(CONVNET)
    named = [t for t in texts(ax) if t]
    assert named[::2] == [row.layer for row in CONVNET]
    assert named[1::2] == ["×".join(map(str, row.shape)) for row in CONVNET]
    assert len(ax.patches) == 3 * 4 + 2
    arrows = [t for t in ax.texts if not t.get_text()]
    assert len(arrows) == len(CONVNET) - 1


def test_more_than_six_volumes_stand_in_rows():
    ax = plots.network(cb.trace((32, 32, 3), [cb.Conv(4, 3, padding="same")] * 6))
    places = [t.get_position() for t in ax.texts if t.get_text() in ("Input", "Conv")]
    across, heights = zip(*places, strict=True)
    assert across[:4] == tuple(sorted(across[:4]))
    assert across[4:] == across[:3]
    assert len(set(heights[:4])) == len(set(heights[4:])) == 1
    assert heights[4] < heights[0]


def test_heights_are_to_scale():
    ax = plots.network(cb.trace((40, 20, 3), [cb.Conv(3, 21, padding=10), cb.Pool(2)]))
    fronts = [p.get_xy() for p in ax.patches[2::3]]
    heights = [front[:, 1].max() - front[:, 1].min() for front in fronts]
    assert heights == pytest.approx([heights[0], heights[0], heights[0] / 2])


def test_shares_leave_out_what_costs_nothing_and_add_up():
    figure = plots.shares_by_layer(CONVNET)
    for ax, total in zip(
        figure.axes, (CONVNET.parameters, CONVNET.multiply_adds), strict=True
    ):
        shown = [t.split(":") for t in texts(ax)]
        assert sum(int(count.replace(",", "")) for count, _ in shown) == total
        assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(100)
    names = [t.get_text() for t in figure.axes[0].get_yticklabels()]
    assert names == ["Conv, 37×37×10", "Conv, 17×17×20", "Dense, 10"]


def test_two_curves_begin_at_epoch_1_and_differ_in_dashes():
    figure = plots.loss_curves({"a": ([3, 2, 1], [3, 2.5, 4]), "b": ([1], [2])})
    training, validation = figure.axes[0].lines
    assert list(training.get_xdata()) == [1, 2, 3]
    assert list(validation.get_ydata()) == [3, 2.5, 4]
    assert training.get_linestyle() != validation.get_linestyle()
    (legend,) = figure.legends
    assert [t.get_text() for t in legend.get_texts()] == ["training", "validation"]


def test_empty_panels_are_hidden():
    figure = plots.loss_curves({name: ([1, 1], [1, 1]) for name in "abc"})
    assert [ax.axison for ax in figure.axes] == [True, True, True, False]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: plots.shares_by_layer(cb.trace((6, 6, 1), [cb.Pool(2)])),
            "something to learn",
        ),
        (lambda: plots.loss_curves({"a": [[1, 2]]}), "a must have two rows.*got 1"),
        (lambda: plots.loss_curves({"a": [1, 2]}), "a must have the axes"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
