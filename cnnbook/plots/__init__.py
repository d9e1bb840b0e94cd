"""Figures that the chapters share; each returns the Axes or the Figure it drew."""

from cnnbook.plots.detectors import (
    direction_errors,
    gradient_arrows,
    kernel_row,
    kernels_and_maps,
    pictures,
    polar_responses,
)
from cnnbook.plots.grids import grid
from cnnbook.plots.sizes import axis_windows, shrinking, usage, usage_maps
from cnnbook.plots.sliding import convolution_step, flips, window_strip
from cnnbook.plots.style import use_style

__all__ = [
    "axis_windows",
    "convolution_step",
    "direction_errors",
    "flips",
    "gradient_arrows",
    "grid",
    "kernel_row",
    "kernels_and_maps",
    "pictures",
    "polar_responses",
    "shrinking",
    "usage",
    "usage_maps",
    "use_style",
    "window_strip",
]
