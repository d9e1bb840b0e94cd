"""Figures that the chapters share; each returns the Axes or the Figure it drew."""

from cnnbook.plots.connections import (
    before_and_after,
    connections,
    dense_layer,
    picture_rows,
)
from cnnbook.plots.grids import grid
from cnnbook.plots.sizes import axis_windows, shrinking, usage, usage_maps
from cnnbook.plots.sliding import convolution_step, flips, window_strip
from cnnbook.plots.style import use_style

__all__ = [
    "axis_windows",
    "before_and_after",
    "connections",
    "convolution_step",
    "dense_layer",
    "flips",
    "grid",
    "picture_rows",
    "shrinking",
    "usage",
    "usage_maps",
    "use_style",
    "window_strip",
]
