"""Figures that the chapters share; each returns the Axes or the Figure it drew."""

from cnnbook.plots.borders import marked
from cnnbook.plots.colour import colour_maps
from cnnbook.plots.connections import (
    before_and_after,
    connections,
    dense_layer,
    picture_rows,
)
from cnnbook.plots.deep import losses_by_epoch, shortcut, sizes_by_layer
from cnnbook.plots.descent import valley
from cnnbook.plots.detectors import (
    direction_errors,
    gradient_arrows,
    kernel_row,
    kernels_and_maps,
    pictures,
    polar_responses,
)
from cnnbook.plots.following import follow_back
from cnnbook.plots.grids import grid
from cnnbook.plots.hierarchy import (
    feature_maps,
    patch_rows,
    scores_by_layer,
    sensitivity,
    shift_curves,
    weight_matrix,
)
from cnnbook.plots.networks import loss_curves, network, shares_by_layer
from cnnbook.plots.own_task import hash_steps, reliability, score_intervals
from cnnbook.plots.pooling import changes_by_window, pooling, shifted_pooling
from cnnbook.plots.products import antidiagonals, numbers_and_photograph
from cnnbook.plots.results import (
    answer_bars,
    captioned,
    confusion_table,
    connection_table,
    epoch_curves,
    fit_against_new,
    map_stacks,
    runs_side_by_side,
)
from cnnbook.plots.seeing import tinted
from cnnbook.plots.segmentation import label_maps, pasted, u_net
from cnnbook.plots.separable import separable
from cnnbook.plots.sizes import axis_windows, shrinking, usage, usage_maps
from cnnbook.plots.sliding import convolution_step, flips, window_strip
from cnnbook.plots.striding import strided_windows
from cnnbook.plots.style import use_style
from cnnbook.plots.transfer import photo_grid, photo_rows, score_lines, two_ways
from cnnbook.plots.tuning import (
    drift_lines,
    score_square,
    score_table,
    two_options,
)
from cnnbook.plots.vision import (
    answer_places,
    confidences,
    overlap,
    photographs,
    precision_recall,
    scenes,
)
from cnnbook.plots.volumes import (
    answers,
    parameters_and_work,
    planes,
    volume_step,
    volumes,
)

__all__ = [
    "answer_bars",
    "answer_places",
    "answers",
    "antidiagonals",
    "axis_windows",
    "before_and_after",
    "captioned",
    "changes_by_window",
    "colour_maps",
    "confidences",
    "confusion_table",
    "connection_table",
    "connections",
    "convolution_step",
    "dense_layer",
    "direction_errors",
    "drift_lines",
    "epoch_curves",
    "feature_maps",
    "fit_against_new",
    "flips",
    "follow_back",
    "gradient_arrows",
    "grid",
    "hash_steps",
    "kernel_row",
    "kernels_and_maps",
    "label_maps",
    "loss_curves",
    "losses_by_epoch",
    "map_stacks",
    "marked",
    "network",
    "numbers_and_photograph",
    "overlap",
    "parameters_and_work",
    "pasted",
    "patch_rows",
    "photo_grid",
    "photo_rows",
    "photographs",
    "picture_rows",
    "pictures",
    "planes",
    "polar_responses",
    "pooling",
    "precision_recall",
    "reliability",
    "runs_side_by_side",
    "scenes",
    "score_intervals",
    "score_lines",
    "score_square",
    "score_table",
    "scores_by_layer",
    "sensitivity",
    "separable",
    "shares_by_layer",
    "shift_curves",
    "shifted_pooling",
    "shortcut",
    "shrinking",
    "sizes_by_layer",
    "strided_windows",
    "tinted",
    "two_options",
    "two_ways",
    "u_net",
    "usage",
    "usage_maps",
    "use_style",
    "valley",
    "volume_step",
    "volumes",
    "weight_matrix",
    "window_strip",
]
