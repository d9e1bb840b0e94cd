"""Figures show the numbers that they should."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex, to_rgb

import cnnbook as cb
from cnnbook import lecture, plots
from cnnbook.page.dark import swapped
from cnnbook.plots.style import ORANGE


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_a_grid_shows_every_number_and_leaves_unknown_ones_empty():
    ax = plots.grid([[1, -2.5], [np.nan, 1000.0]])
    assert texts(ax) == ["1", "−2.5", "1e+03"]


def contrast(one, other):
    """WCAG 2.2, "contrast ratio", of two colours from 0 to 255."""
    light = []
    for colour in (one, other):
        share = np.asarray(colour)[:3] / 255
        linear = np.where(
            share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4
        )
        light.append(linear @ [0.2126, 0.7152, 0.0722] + 0.05)
    return max(light) / min(light)


@pytest.mark.parametrize("shade", ["sign", "count"])
def test_digits_stand_out_on_every_shade_in_light_and_in_the_dark(shade):
    values = np.linspace(-3 if shade == "sign" else 0, 3, 61)[None]
    ax = plots.grid(values, shade=shade)
    for cell, number in zip(ax.patches, ax.texts, strict=True):
        fill, ink = (
            np.array([[to_rgb(colour)]]) * 255
            for colour in (cell.get_facecolor(), number.get_color())
        )
        both = np.concatenate([fill, ink]).round().astype(np.uint8)
        for look in (both, swapped(both)):
            assert contrast(*look[:, 0]) > 4.5, number.get_text()


def test_a_window_shows_its_weights():
    ax = plots.grid(lecture.A, window=(1, 2, 3, 3), weights=lecture.K)
    assert texts(ax)[-9:] == [f"×{w}".replace("-", "−") for w in lecture.K.ravel()]


def test_the_step_shows_the_map_up_to_its_position():
    figure = plots.convolution_step(lecture.A, lecture.K, (1, 0))
    assert texts(figure.axes[2]) == ["3", "6", "11", "10", "12"]
    figure.draw_without_rendering()
    cells = [ax.transData.transform([(0, 0), (1, 1)]) for ax in figure.axes]
    sides = [side for ends in cells for side in abs(ends[1] - ends[0])]
    assert np.ptp(sides) < 0.01  # pixels


def test_the_strip_ends_with_empty_axes():
    figure = plots.window_strip(lecture.A, lecture.K, [(0, 0)] * 4)
    assert [len(ax.texts) for ax in figure.axes] == [36] * 4 + [0] * 2


@pytest.mark.parametrize(
    ("n", "f", "p", "s"), [(8, 3, 0, 1), (8, 3, 1, 2), (9, 2, 1, 4)]
)
def test_usage_is_the_gradient_of_a_sum_of_windows(n, f, p, s):
    size = cb.output_size(n, f, p, s)
    image, ones = np.zeros((n, n)), np.ones((f, f))
    counted, _ = cb.conv2d_backward(np.ones((size, size)), image, ones, p, s)
    np.testing.assert_array_equal(plots.usage(n, f, p, s), counted)


def test_usage_maps_draw_each_setting_and_hatch_what_is_unused():
    settings = {"same": (1, 1), "full": (2, 1), "valid, stride 4": (0, 4)}
    figure = plots.usage_maps(8, 3, settings)
    for ax, (p, s) in zip(figure.axes, settings.values(), strict=False):
        counts = plots.usage(8, 3, p, s).ravel()
        assert texts(ax) == [str(count) for count in counts]
        hatched = [patch.get_hatch() is not None for patch in ax.patches]
        assert hatched == list(counts == 0)


def test_unused_pixels_are_hatched_and_windows_counted():
    ax = plots.axis_windows(10, 3, s=2)
    hatched = [patch.get_hatch() is not None for patch in ax.patches[:10]]
    assert hatched == [False] * 9 + [True]
    assert sum("window" in t for t in texts(ax)) == cb.output_size(10, 3, s=2) == 4


def test_lines_of_the_shrinking_image_end_where_the_kernel_no_longer_fits():
    ax = plots.shrinking(28, [3, 7], layers=99)
    assert list(ax.lines[0].get_ydata()) == list(range(28, 0, -2))
    assert list(ax.lines[1].get_ydata()) == [28, 22, 16, 10, 4]


def test_a_dense_layer_shows_its_numbers_and_what_comes_out():
    ax = plots.dense_layer([[1, 0, -2], [3, 1, 2]], [5, 2, 1], [4, -6])
    weights = [t for t in texts(ax) if t[0] == "×"]
    assert weights == ["×1", "×0", "×−2", "×3", "×1", "×2"]
    assert [t for t in texts(ax) if t[0] == "b"] == ["bias + 4", "bias − 6"]
    assert [t for t in texts(ax) if t[0] not in "×b"] == ["5", "2", "1", "7", "13"]


def test_connections_are_as_many_as_non_zero_weights_and_repeat_when_shared():
    figure = plots.connections(8, 3)
    assert [len(ax.lines) for ax in figure.axes] == [48, 18, 18]
    kinds = [{line.get_linestyle() for line in ax.lines} for ax in figure.axes]
    assert list(map(len, kinds)) == [1, 1, 3]
    first, second = figure.axes[2].lines[:3], figure.axes[2].lines[3:6]
    assert [a.get_linestyle() for a in first] == [b.get_linestyle() for b in second]


def test_rows_of_pictures_show_them_in_order():
    batch = np.arange(24).reshape(2, 3, 4)
    figure = plots.picture_rows({"one": batch, "two": batch[::-1]}, ["a", "b"])
    shown = [ax.images[0].get_array() for ax in figure.axes]
    np.testing.assert_array_equal(shown, batch[[0, 1, 1, 0]])
    assert [ax.get_title() for ax in figure.axes] == ["a", "b", "", ""]
    assert [ax.get_ylabel() for ax in figure.axes] == ["one", "", "two", ""]


def test_every_run_has_a_line_and_every_model_a_label():
    scores = {"A": [[0.5, 0.25]] * 2, "B": [[1, 0]]}
    figure = plots.before_and_after({"left": scores, "right": scores}, ["x", "y"])
    assert {ax.get_ylim() for ax in figure.axes} == {(0, 100)}
    ax = figure.axes[0]
    assert [list(line.get_ydata()) for line in ax.lines] == [[50, 25]] * 2 + [[100, 0]]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["A", "B"]


def test_a_figure_in_the_books_style_leaves_other_figures_alone():
    before = plt.rcParams["lines.linewidth"]
    plots.grid([[1]])
    assert plt.rcParams["lines.linewidth"] == before


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.grid([1, 2]), "array must have the axes"),
        (lambda: plots.grid([[1]], shade="hot"), "shade must be.*'hot'"),
        (lambda: plots.convolution_step(lecture.A, lecture.K, (4, 0)), "4×4.*got"),
        (lambda: plots.axis_windows(3, 5), "does not fit"),
        (lambda: plots.pooling(lecture.P, position=(2, 0)), "2×2 pooled.*got"),
        (lambda: plots.planes(np.ones((3, 4, 2))), r"3 channels.*\(3, 4, 2\)"),
        (lambda: plots.volumes(("flat", (6, 6))), r"needs \(H, W, C\).*\(6, 6\)"),
        (lambda: plots.dense_layer([[1, 2]], [1], [0]), "need 2 inputs.*got 1"),
        (lambda: plots.connections(9, 5), "at most 4, got 5"),
        (lambda: plots.connections(2, 3), "does not fit"),
        (
            lambda: plots.picture_rows(
                {"a": np.zeros((2, 3, 3)), "b": np.zeros((1, 3, 3))}
            ),
            "same number of pictures, got 2, 1",
        ),
        (lambda: plots.before_and_after({"": {"A": [[1, 2, 3]]}}, "xy"), "two.*3"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_pooling_circles_the_winners_and_leaves_later_values_empty():
    figure = plots.pooling(lecture.P)
    circles = [patch for patch in figure.axes[0].patches if hasattr(patch, "radius")]
    assert [c.center for c in circles] == [
        (0.5, 0.5),
        (3.5, 1.5),
        (0.5, 3.5),
        (2.5, 3.5),
    ]
    assert texts(figure.axes[1]) == ["4", "8", "6", "9"]
    figure = plots.pooling(lecture.GRID, 3, 2, "average", position=(0, 1))
    assert texts(figure.axes[1]) == ["3.44", "3.67"]


def test_shifted_pooling_counts_and_frames_what_changed():
    scene = np.zeros((4, 5), int)
    scene[0, 1], scene[2, 2] = 3, 4
    figure = plots.shifted_pooling(scene)
    assert [ax.get_title() for ax in figure.axes[2:]] == [
        "pooled",
        "2 of 4 values changed",
    ]
    thick = [p for p in figure.axes[3].patches if not p.get_fill()]
    assert len(thick) == 2
    assert {p.get_linestyle() for p in thick} == {"--"}, "as the explorer marks them"
    windows = [p for p in figure.axes[0].patches if not p.get_fill()]
    assert {to_hex(p.get_edgecolor()) for p in windows} == {ORANGE.lower()}


def test_the_volume_step_shows_the_one_map_so_far_and_cells_of_one_size():
    image = np.dstack([lecture.A, lecture.C, lecture.A.T])
    weights = np.dstack([lecture.K] * 3)
    figure = plots.volume_step(image, weights, (0, 1))
    step = cb.conv_layer(image, weights[..., None])[0, :2, 0]
    assert texts(figure.axes[6]) == [str(v).replace("-", "−") for v in step]
    assert texts(figure.axes[3]) == texts(figure.axes[5])
    figure.draw_without_rendering()
    cells = [ax.transData.transform([(0, 0), (1, 0)]) for ax in figure.axes]
    assert np.ptp([np.ptp(ends[:, 0]) for ends in cells]) < 2  # pixels


def test_answers_are_those_of_the_layer_behind_its_relu():
    random = np.random.default_rng(0)
    image, weights = random.uniform(size=(4, 5, 3)), random.normal(size=(3, 2, 3))
    figure = plots.answers({"noise": image}, {"one": weights, "other": -weights})
    a = cb.relu(cb.conv_layer(image, weights[..., None]))[:, :, 0]
    assert texts(figure.axes[1])[:-1] == [f"{value:.3g}" for value in a.ravel()]
    assert figure.axes[2].texts[-1].get_text() == "other"


def test_volumes_are_drawn_to_scale_with_a_plane_per_channel():
    ax = plots.volumes(("image", (2, 3, 4)), "→", ("map", (1, 2, 1)))
    assert len(ax.patches) == 2 * 3 * 4 + 1 * 2 * 1


def test_parameters_stay_while_the_work_grows():
    figure = plots.parameters_and_work([(6, 6), (9, 8)], 3, 3, 2)
    assert texts(figure.axes[0]) == ["56", "56"]
    assert texts(figure.axes[1]) == ["864", f"{7 * 6 * 27 * 2:,}"]
    assert figure.axes[0].get_xlim() == figure.axes[1].get_xlim()


def test_only_transfer_has_an_arrow_between_the_networks():
    isolated, transfer = plots.two_ways().axes
    assert "what it has learnt" not in texts(isolated)
    assert "what it has learnt" in texts(transfer)


def test_photographs_are_averaged_over_squares():
    photo = np.zeros((8, 8, 3))
    photo[:, :4], photo[:4, 4:] = 200, 100
    figure = plots.photo_rows({"one": [photo], "two": [photo, photo]}, side=2)
    small = figure.axes[0].images[0].get_array()
    assert small[..., 0].tolist() == [[200, 100], [200, 0]]
    assert [len(ax.images) for ax in figure.axes] == [1, 0, 1, 1]
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["one", "", "two", ""]


def test_wrong_answers_are_framed_by_dashes():
    photos = [np.zeros((8, 8, 3))] * 4
    figure = plots.photo_grid(photos, list("abcd"), wrong=[2], columns=3)
    dashed = [ax.spines["top"].get_linestyle() == "--" for ax in figure.axes]
    assert dashed == [False, False, True, False, False, False]
    assert [ax.get_xlabel() for ax in figure.axes[:4]] == list("abcd")


def test_scores_are_drawn_where_they_are_known():
    runs = [[0.2, 0.4], [np.nan, np.nan], [0.6, 0.6]]
    ax = plots.score_lines({"a": runs}, [1, 2, 5], "pictures", chance=0.1)
    assert ax.lines[0].get_xdata().tolist() == [1, 5]
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [30, 60])
    low, high = ax.collections[0].get_segments()[0][:, 1]
    assert high - low == pytest.approx(2 * np.std([20, 40], ddof=1))
    named = plots.score_lines({"a": runs}, ["x", "y", "z"], "layer")
    ticks = named.get_xticklabels()
    assert [tick.get_text() for tick in ticks] == ["x", "y", "z"]
    assert {tick.get_rotation() for tick in ticks} == {0}
    names = ["first", *map(str, range(9)), "last"]
    many = plots.score_lines({"a": [[0.5]] * 11}, names, "block", width=4.9)
    assert {tick.get_rotation() for tick in many.get_xticklabels()} == {0}
    names = ["x", "expanded_conv_project_BN", "block_13_expand_relu"]
    long = plots.score_lines({"a": runs}, names, "layer")
    assert {tick.get_rotation() for tick in long.get_xticklabels()} == {40}


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plots.photo_rows({"grey": [np.zeros((8, 8, 2))]}), "3 channels"),
        (lambda: plots.photo_grid([np.zeros((8, 8, 3))], []), "captions, got 0"),
        (lambda: plots.score_lines({"a": [[0.5]]}, [1, 2], "n"), "2 places, got 1"),
    ],
)
def test_photographs_and_scores_that_do_not_fit_are_refused(draw, words):
    with pytest.raises(ValueError, match=words):
        draw()


@pytest.mark.parametrize(
    "figure",
    [
        lambda: plots.sizes_by_layer({"a": {"ten": [1, 0.1]}, "b": {"ten": [2, 1]}}),
        lambda: plots.parameters_and_work([(6, 6), (28, 28)], f=3, c_in=3, c_out=10),
        lambda: plots.shares_by_layer(
            cb.trace((6, 6, 3), [cb.Conv(2, 3), cb.Flatten(), cb.Dense(10)])
        ),
    ],
)
def test_panels_that_a_slide_parts_have_numbers_of_their_own(figure):
    drawn = figure()
    drawn.canvas.draw()
    for ax in drawn.axes:
        shown = [tick.label1 for tick in ax.xaxis.get_major_ticks()]
        assert all(label.get_visible() for label in shown)
        assert ax.get_xlabel()
