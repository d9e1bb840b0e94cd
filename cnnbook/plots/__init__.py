"""Figures that the chapters share; each returns the Axes or the Figure it drew."""

from cnnbook.plots.grids import grid
from cnnbook.plots.pooling import changes_by_window, pooling, shifted_pooling
from cnnbook.plots.sizes import axis_windows, shrinking, usage, usage_maps
from cnnbook.plots.sliding import convolution_step, flips, window_strip
from cnnbook.plots.style import use_style

__all__ = [
    "axis_windows",
    "changes_by_window",
    "convolution_step",
    "flips",
    "grid",
    "pooling",
    "shifted_pooling",
    "shrinking",
    "usage",
    "usage_maps",
    "use_style",
    "window_strip",
]
