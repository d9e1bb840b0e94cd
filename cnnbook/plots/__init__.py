"""Figures that the chapters share; each returns the Axes or the Figure it drew."""

from cnnbook.plots.connections import (
    before_and_after,
    connections,
    dense_layer,
    picture_rows,
)
from cnnbook.plots.detectors import (
    direction_errors,
    gradient_arrows,
    kernel_row,
    kernels_and_maps,
    pictures,
    polar_responses,
)
from cnnbook.plots.grids import grid
from cnnbook.plots.pooling import changes_by_window, pooling, shifted_pooling
from cnnbook.plots.sizes import axis_windows, shrinking, usage, usage_maps
from cnnbook.plots.sliding import convolution_step, flips, window_strip
from cnnbook.plots.style import use_style
from cnnbook.plots.transfer import photo_grid, photo_rows, score_lines, two_ways
from cnnbook.plots.volumes import (
    answers,
    parameters_and_work,
    planes,
    volume_step,
    volumes,
)

__all__ = [
    "answers",
    "axis_windows",
    "before_and_after",
    "changes_by_window",
    "connections",
    "convolution_step",
    "dense_layer",
    "direction_errors",
    "flips",
    "gradient_arrows",
    "grid",
    "kernel_row",
    "kernels_and_maps",
    "parameters_and_work",
    "photo_grid",
    "photo_rows",
    "picture_rows",
    "pictures",
    "planes",
    "polar_responses",
    "pooling",
    "score_lines",
    "shifted_pooling",
    "shrinking",
    "two_ways",
    "usage",
    "usage_maps",
    "use_style",
    "volume_step",
    "volumes",
    "window_strip",
]
