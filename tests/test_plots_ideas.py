"""Figures of one idea: the valley, the flip, a stride in two directions, colour."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnnbook import lecture, plots


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def bowl(a, b):
    return a * a + 4 * b * b + 0.01


def test_the_valley_shows_the_path_and_its_loss():
    path = [(1, 1), (0.5, 0.2), (0, 0)]
    figure = plots.valley(bowl, path, marks={"goal": (0, 0)}, labels=("w", "v"))
    left, right = figure.axes
    np.testing.assert_array_equal(left.lines[0].get_xydata(), path)
    np.testing.assert_allclose(right.lines[0].get_ydata(), [5.01, 0.42, 0.01])
    assert (left.get_xlabel(), left.get_ylabel()) == ("w", "v")
    assert [text.get_text() for text in left.texts] == ["goal"]
    assert right.get_ylim()[0] == 0
    assert left.texts[0].get_ha() == "right"
    from_the_left = plots.valley(bowl, [(-0.3, -0.1), (0, 0)], marks={"goal": (0, 0)})
    assert from_the_left.axes[0].texts[0].get_ha() == "left"  # the way is not hidden


def test_the_sums_of_the_lines_are_the_true_convolution():
    ax = plots.antidiagonals([3, 2, 1], [1, 4, 5])
    blue = [t.get_text() for t in ax.texts if t.get_color() == plots.style.BLUE]
    assert blue == [str(total) for total in np.convolve([3, 2, 1], [1, 4, 5])]


def test_lists_of_different_length_have_their_lines():
    ax = plots.antidiagonals([1, 2], [3, 4, 5])
    assert len(ax.lines) == 4


def test_every_window_of_a_stride_has_a_frame_and_a_value():
    figure = plots.strided_windows(lecture.A, lecture.K, stride=2)
    left, right = figure.axes
    assert [t.get_text() for t in right.texts] == ["3", "11", "14", "5"]
    frames = [p for p in left.patches if p.get_linewidth() == 2]
    assert [(p.get_width() > 2.5) for p in frames] == [True] * 4
    hatched = [p for p in left.patches if p.get_hatch()]
    assert len(hatched) == 11  # the last row and the last column


def test_maps_share_one_scale_and_zero_is_grey():
    maps = {"red": [[1, -2]], "sum": [[4, 0]]}
    figure = plots.colour_maps(np.zeros((1, 2, 3)), maps)
    assert [ax.images[0].get_clim() for ax in figure.axes[1:]] == [(-4, 4)] * 2


def test_the_map_of_the_photograph_is_its_convolution():
    photo = np.arange(64).reshape(8, 8) / 64
    weights = np.full((3, 3), 1 / 9)
    figure = plots.numbers_and_photograph(lecture.A, lecture.K, photo, weights)
    shown = figure.axes[5].images[0].get_array()
    np.testing.assert_allclose(shown, photo[1:-1, 1:-1])
    assert "9 times 1/9" in [t.get_text() for t in figure.axes[4].texts]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plots.valley(bowl, [(1, 2, 3)]), "two weights.*3"),
        (lambda: plots.colour_maps(np.zeros((2, 2, 4)), {"a": [[1]]}), "3 chan.*4"),
        (lambda: plots.antidiagonals([[1]], [1]), "first must have the axes"),
        (
            lambda: plots.strided_windows([[1, 2]], [[1, 2, 3]], 1),
            "3 pixels wide.*only 2",
        ),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
