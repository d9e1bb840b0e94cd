"""Figures that join a window, its weights and the value that they make."""

import numpy as np
import pytest
from matplotlib import colors

import cnnbook as cb
from cnnbook import lecture, plots
from cnnbook.plots.style import BLUE, GREEN, ORANGE

random = np.random.default_rng(4)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def framed(ax, colour):
    """Return (left, top, width, height) of what is framed in a colour."""
    wanted = colors.to_rgba(colour)
    return [
        tuple(
            round(float(side)) for side in (*p.get_xy(), p.get_width(), p.get_height())
        )
        for p in ax.patches
        if not p.get_fill() and p.get_edgecolor() == wanted
    ]


@pytest.mark.parametrize("position", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_a_pooled_value_is_followed_to_the_window_that_won(position):
    image, kernel = random.integers(0, 9, (6, 6)), random.integers(-2, 3, (3, 3))
    figure = plots.follow_back(image, kernel, -5, position)
    pixels, z, relu, pooled = figure.axes
    (window,), (winner,) = framed(pixels, ORANGE), framed(z, GREEN)
    assert window == (*winner[:2], 3, 3)
    value = cb.conv2d(image, kernel)[winner[1], winner[0]] - 5
    kept = cb.pool2d(cb.relu(cb.conv2d(image, kernel) - 5))[position]
    assert max(value, 0) == kept
    assert texts(pooled)[2 * position[0] + position[1]] == f"{kept:g}"
    assert framed(relu, ORANGE) == [(2 * position[1], 2 * position[0], 2, 2)]
    assert framed(pooled, GREEN) == [(position[1], position[0], 1, 1)]
    hatched = sum(patch.get_hatch() is not None for patch in relu.patches)
    assert hatched == (cb.conv2d(image, kernel) < 5).sum()


def test_a_separable_step_stays_in_its_row_and_is_mixed_after_that():
    image = random.integers(0, 9, (6, 6, 3))
    slices, mix = random.integers(-2, 3, (3, 3, 3)), random.integers(-2, 3, (3, 2))
    ax = plots.separable(image, slices, mix)
    sums = (image[:3, :3] * slices).sum(axis=(0, 1))
    shown = [text.replace("−", "-") for text in texts(ax)]
    assert [t for t in shown if t[:1] == "×"] == [f"×{w}" for w in mix.T.ravel()]
    numbers = [int(t) for t in shown if t.lstrip("-").isdigit()]
    assert numbers == [*(sums @ mix), *sums]
    assert [len(framed(ax, colour)) for colour in (ORANGE, BLUE, GREEN)] == [3, 3, 5]
    with pytest.raises(ValueError, match="3 channels"):
        plots.separable(image, slices[..., :2], mix)


def test_marks_are_orange_and_counted_by_columns():
    mask = np.zeros((4, 6), bool)
    mask[1:, 2:5] = True
    figure = plots.marked(random.random((4, 6)), {"a": mask, "b": ~mask})
    first, second = figure.axes
    assert (first.get_xlabel(), second.get_xlabel()) == (
        "3 of 6 columns",
        "6 of 6 columns",
    )
    reds, blues = (first.images[0].get_array()[..., c] for c in (0, 2))
    assert ((reds - blues > 0.5) == mask).all()
    with pytest.raises(ValueError, match=r"shape \(4, 6\), got \(2, 2\)"):
        plots.marked(np.ones((4, 6)), {"a": np.ones((2, 2))})


def test_numbers_are_as_large_as_their_cells_allow():
    sizes = []
    for columns in (3, 12):
        ax = plots.grid(np.full((3, columns), -0.25))
        ax.figure.set_size_inches(2, 2)
        ax.figure.draw_without_rendering()
        cell = np.diff(ax.transData.transform([(0, 0), (1, 0)])[:, 0])
        wide = [text.get_window_extent().width for text in ax.texts]
        assert max(wide) < cell + 1
        sizes.append(ax.texts[0].get_fontsize())
    assert sizes[0] == 14 > sizes[1]


def test_windows_of_a_network_lead_from_stack_to_stack():
    shapes = {
        "image": (8, 8, 1),
        "C1": (6, 6, 2),
        "S2": (3, 3, 2),
        "F": (4,),
        "out": (2,),
    }
    ax = plots.map_stacks(shapes, windows={"C1": 3, "S2": 2, "F": 3}, picture=np.eye(8))
    assert [wide for *_, wide, _ in framed(ax, ORANGE)] == [3, 2, 3]
    assert len(ax.lines) == 2 * 3
    assert len(ax.images) == 1
    _, low, wide, high = framed(plots.grid(lecture.A, output=(1, 2, 1, 1)), GREEN)[0]
    assert (low, wide, high) == (1, 1, 1)
