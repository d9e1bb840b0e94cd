"""Pictures are tinted where their maps are large, and only by the maps."""

import numpy as np
import pytest

from cnnbook import plots

ORANGE = [213, 94, 0]


def shown(ax):
    return ax.images[0].get_array()[..., :3].astype(int)


def test_a_picture_is_orange_where_its_map_is_and_pale_grey_elsewhere():
    red = np.full((8, 12, 3), [255, 0, 0])
    figure = plots.tinted(red, {"all": None, "left": [[2, 0], [2, 0]]}, columns=3)
    whole, left = figure.axes
    assert [ax.get_title() for ax in figure.axes] == ["all", "left"]
    assert (shown(whole) == [255, 0, 0]).all()
    assert abs(shown(left)[:, :6] - ORANGE).max() <= 1
    assert (shown(left)[:, 6:] == shown(left)[0, 11, 0]).all()


def test_the_tint_is_the_same_on_black_and_on_white():
    picture = np.repeat([[0.0, 255.0]], 4, axis=0)
    (ax,) = plots.tinted(picture, {"all of it": np.ones((1, 1))}).axes
    assert abs(shown(ax) - ORANGE).max() <= 1


def test_each_map_has_a_scale_of_its_own_and_zeros_are_not_tinted():
    figure = plots.tinted(np.zeros((6, 6)), {"a": 9 * np.eye(2), "b": np.zeros((2, 2))})
    a, b = map(shown, figure.axes)
    assert abs(a[0, 0] - ORANGE).max() <= 1
    assert (a[0, 5] == 153).all()
    assert (b == 153).all()


def test_more_maps_than_columns_make_rows():
    figure = plots.tinted(np.zeros((4, 4)), {str(n): None for n in range(4)})
    assert len(figure.axes) == 6
    assert not any(ax.axison for ax in figure.axes)


def test_a_picture_of_two_channels_is_refused():
    with pytest.raises(ValueError, match="3 channels"):
        plots.tinted(np.zeros((4, 4, 2)), {"a": None})
