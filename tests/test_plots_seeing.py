"""Pictures are lit where their maps are large."""

import numpy as np
import pytest

from cnnbook import plots

WHITE = np.full((8, 12, 3), 255)


def brightness(ax):
    return ax.images[0].get_array()[..., 0]


def test_a_picture_is_bright_where_its_map_is_and_nearly_black_elsewhere():
    figure = plots.lit(WHITE, {"all": None, "left": [[2, 0], [2, 0]]}, columns=3)
    whole, left = figure.axes
    assert [ax.get_title() for ax in figure.axes] == ["all", "left"]
    assert (brightness(whole) == 255).all()
    assert (brightness(left)[:, :6] == 255).all()
    assert (brightness(left)[:, 6:] == 30).all()


def test_each_map_has_a_scale_of_its_own_and_zeros_stay_dark():
    figure = plots.lit(np.full((6, 6), 200), {"a": np.eye(2), "b": np.zeros((2, 2))})
    a, b = map(brightness, figure.axes)
    assert a[0, 0] == 200
    assert a[0, 5] < 40
    assert (b < 40).all()


def test_more_maps_than_columns_make_rows():
    figure = plots.lit(WHITE, {str(n): None for n in range(4)}, columns=3)
    assert len(figure.axes) == 6
    assert not any(ax.axison for ax in figure.axes)


def test_a_picture_of_two_channels_is_refused():
    with pytest.raises(ValueError, match="3 channels"):
        plots.lit(np.zeros((4, 4, 2)), {"a": None})
