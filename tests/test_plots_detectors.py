"""Figures of chapter 3 show the numbers that they should."""

import numpy as np
import pytest

import cnnbook as cb
from cnnbook import kernels, plots

SOBEL = cb.kernel("sobel-vertical")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_a_signed_picture_has_zero_in_the_middle():
    figure = plots.pictures({"map": [[-4, 0], [1, 2]]}, signed=True)
    low, high = figure.axes[0].images[0].get_clim()
    assert low == -high < 0


def test_pictures_leave_spare_axes_empty():
    figure = plots.pictures({key: [[0, 1]] for key in "abcd"}, columns=3)
    assert [len(ax.images) for ax in figure.axes] == [1] * 4 + [0] * 2


def test_a_riddle_shows_the_maps_in_another_order():
    image = np.random.default_rng(0).uniform(size=(6, 5))
    named = {"A": SOBEL, "B": SOBEL.T, "C": kernels.gaussian(3)}
    figure = plots.kernels_and_maps(image, named, order=[2, 0, 1], numbered=True)
    above, below = figure.axes[0:2] + figure.axes[4:6], figure.axes[2:4]
    below += figure.axes[6:8]  # rows of two, the last place stays empty
    assert [ax.get_title() for ax in above] == ["A", "B", "C", ""]
    maps = [np.asarray(ax.images[0].get_array()) for ax in below[:3]]
    for drawn, name in zip(maps, "CAB", strict=True):
        np.testing.assert_allclose(drawn, cb.conv2d(image, named[name]))
    assert below[0].images[0].get_clim() == pytest.approx((0, 1))
    assert below[2].get_title() == "picture 3"
    assert not below[3].images


def test_a_row_of_kernels_rounds_and_knows_no_minus_zero():
    figure = plots.kernel_row({"k": [[-0.01, 0.26]]}, digits=1)
    assert texts(figure.axes[0]) == ["0", "0.3"]


def test_arrows_stand_on_the_strongest_pixels_only():
    up = np.zeros((8, 8))
    up[1, 2], up[5, 6], up[6, 1] = 4, 3, 1
    ax = plots.gradient_arrows(np.zeros((8, 8)), up * 0, up, step=4, weakest=0.5)
    (arrows,) = ax.collections
    assert arrows.get_offsets().tolist() == [[2, 1], [6, 5]]


@pytest.mark.parametrize(("turns", "peak"), [(0, 90), (1, 180), (3, 0)])
def test_the_polar_figure_finds_the_angle_of_a_turned_kernel(turns, peak):
    ax = plots.polar_responses({"k": np.rot90(SOBEL, turns)}, peaks=True)
    assert ax.get_legend().get_texts()[0].get_text() == f"k: {peak}°"
    assert ax.lines[0].get_ydata().max() == 1


def test_scharr_errs_least():
    worst = {}
    for name in ("edge", "sobel", "scharr"):
        pair = cb.kernel(f"{name}-vertical"), cb.kernel(f"{name}-horizontal")
        ax = plots.direction_errors({name: pair})
        worst[name] = abs(ax.lines[1].get_ydata()).max()
    assert worst["scharr"] < 0.5 < worst["sobel"] < 1.5 < worst["edge"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.gradient_arrows([[1]], [[1, 2]], [[1]]), "one shape.*got"),
        (lambda: plots.polar_responses({"k": [[1, 2]]}), r"square, got.*\(1, 2\)"),
        (lambda: plots.polar_responses({"k": np.ones((2, 2))}), "odd.*got 2"),
        (lambda: plots.pictures({"a": [1, 2]}), "image must have the axes"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
