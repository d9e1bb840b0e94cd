"""Figures that the chapters share; each returns the Axes or the Figure it drew."""

from cnnbook.plots.grids import grid
from cnnbook.plots.sizes import axis_windows, shrinking, usage, usage_maps
from cnnbook.plots.sliding import convolution_step, flips, window_strip
from cnnbook.plots.style import use_style

__all__ = [
    "axis_windows",
    "convolution_step",
    "flips",
    "grid",
    "shrinking",
    "usage",
    "usage_maps",
    "use_style",
    "window_strip",
]
