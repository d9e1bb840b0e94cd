"""The mistakes that are made when the largest value of each window is kept."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.ch06._shared import (
    after,
    lowest_beyond,
    pool_in_steps,
    same_border,
    step,
    zeros_beyond,
)
from cnnbook.exercises.mistakes import Misconception, each


def _flat(windows):
    return windows.reshape(*windows.shape[:-2], -1)


def _largest_magnitude(windows):
    flat = _flat(windows)
    place = np.abs(flat.astype(float)).argmax(axis=-1)
    return np.take_along_axis(flat, place[..., None], axis=-1)[..., 0]


def _largest_row(windows):
    best = windows[..., 0, :]
    for number in range(1, windows.shape[-2]):
        row = windows[..., number, :]
        first = (best != row).argmax(axis=-1)[..., None]
        later = np.take_along_axis(row, first, -1) > np.take_along_axis(best, first, -1)
        best = np.where(later, row, best)
    return best.max(axis=-1)


def _smaller(windows):
    f_h, f_w = (max(n - 1, 1) for n in windows.shape[-2:])
    return windows[..., :f_h, :f_w].max(axis=(-2, -1))


def _floor(value):
    return lambda windows: np.maximum(windows.max(axis=(-2, -1)).astype(float), value)


def _running(windows):
    largest = windows.max(axis=(-2, -1))
    return np.maximum.accumulate(largest.ravel()).reshape(largest.shape)


def _one_more(x, size, stride):
    sides = [(0, 1)] * 2 + [(0, 0)] * (x.ndim - 2)
    return np.pad(x.astype(float), sides, constant_values=-np.inf)


def _as_many_as_steps(x, size=2, stride=2):
    """Count H // stride windows, whether they fit or not."""
    pooled = pool_in_steps(x, size, stride, border=lowest_beyond)
    return pooled[: x.shape[0] // stride, : x.shape[1] // stride]


KEEP_MISTAKES = (
    step(
        "average instead of maximum",
        "You take the mean of each window. Max pooling keeps the largest value.",
        keep=lambda windows: windows.mean(axis=(-2, -1)),
    ),
    step(
        "smallest instead of largest",
        "You keep the smallest value of each window.",
        keep=lambda windows: windows.min(axis=(-2, -1)),
    ),
    step(
        "sum instead of maximum",
        "You add up each window. Max pooling keeps one of its values and drops the "
        "others.",
        keep=lambda windows: windows.sum(axis=(-2, -1)),
    ),
    step(
        "largest magnitude",
        "You compare the values without their signs. Of −5 and 2, the larger is 2.",
        keep=_largest_magnitude,
    ),
    step(
        "signs lost",
        "You drop the signs before you look for the largest. Of −5 and 2, the larger is "
        "2.",
        keep=lambda windows: np.abs(windows.astype(float)).max(axis=(-2, -1)),
    ),
    step(
        "place instead of value",
        "You return where in its window the largest value stands. Its value is wanted: "
        "max, not argmax.",
        keep=lambda windows: _flat(windows).argmax(axis=-1),
    ),
    step(
        "never below zero",
        "None of your values is below zero. A window may hold negative values only, and "
        "then its largest is one of them.",
        keep=_floor(0),
    ),
    *each(
        "maxima start at a fixed number",
        "Your maxima start at a number below zero, and a window may hold smaller values "
        "only. Start at one of the window's own values.",
        keep=[_floor(value) for value in (-1, -100, -255, -999, -1000, -9999, -99999)]
        + [_floor(-(10**power)) for power in range(5, 12)]
        + [_floor(1 - 10**power) for power in range(6, 12)]
        + [_floor(-(2**power)) for power in (31, 32)],
    ),
    step(
        "corner of the window",
        "You keep the top left value of each window. Look at all of its values.",
        keep=lambda windows: windows[..., 0, 0],
    ),
    step(
        "last value of the window",
        "You keep the last value of each window: each overwrites the one before. Compare "
        "them, and keep the largest.",
        keep=lambda windows: windows[..., -1, -1],
    ),
    step(
        "maximum not started anew",
        "Your maximum goes on from window to window, so it never falls. Start anew in "
        "each.",
        keep=_running,
    ),
    step(
        "maximum not started anew in a row",
        "Your maximum goes on from window to window within a row, so it never falls "
        "there. Start anew in each window.",
        keep=lambda windows: np.maximum.accumulate(windows.max(axis=(-2, -1)), axis=1),
    ),
    step(
        "second largest",
        "You keep the second largest value of each window.",
        keep=lambda windows: np.sort(_flat(windows), axis=-1)[
            ..., -2 if windows[0, 0].size > 1 else -1
        ],
    ),
    step(
        "first row and column of the window only",
        "You look at the first row and the first column of each window only.",
        keep=lambda windows: np.maximum(
            windows[..., 0, :].max(axis=-1), windows[..., 0].max(axis=-1)
        ),
    ),
    step(
        "row with the largest first value",
        "You look for the largest row before you look for its largest value. Python "
        "compares lists by their first entries. Compare single values.",
        keep=_largest_row,
    ),
    step(
        "first column of the window only",
        "You look at the first column of each window only.",
        keep=lambda windows: windows[..., 0].max(axis=-1),
    ),
    step(
        "windows at most 2 by 2",
        "Your windows lie in the right places, but are 2 by 2 at most. How large they "
        "are, size says.",
        keep=lambda windows: windows[..., :2, :2].max(axis=(-2, -1)),
    ),
    step(
        "first row of the window only",
        "You look at the first row of each window only.",
        keep=lambda windows: windows[..., 0, :].max(axis=-1),
    ),
    *each(
        "window one pixel too small",
        "Your windows end one pixel too early. A slice leaves out its end by itself.",
        keep=[_smaller, lambda windows: windows[..., :-1, :-1].max(axis=(-2, -1))],
    ),
    step(
        "window one pixel too large",
        "Your windows reach one pixel too far. A slice leaves out its end, so it is top "
        "+ size.",
        border=_one_more,
        grid=lambda size, stride: (size + 1, size + 1, stride, stride),
    ),
)
"""Made with the values of a window."""

GRID_MISTAKES = (
    step(
        "stride 1",
        "Your window always moves by one pixel. It should move by stride pixels.",
        grid=lambda size, stride: (size, size, 1, 1),
    ),
    step(
        "stride equal to the size",
        "Your windows always lie side by side. When stride differs from size, they "
        "overlap or leave gaps.",
        grid=lambda size, stride: (size, size, size, size),
    ),
    step(
        "stride at most the size",
        "Your window never moves by more than its own size. With a larger stride, pixels "
        "between the windows are left out.",
        grid=lambda size, stride: (size, size, *[min(size, stride)] * 2),
    ),
    step(
        "windows never overlap",
        "Your window moves by its own size where the stride is smaller. Then windows "
        "overlap.",
        grid=lambda size, stride: (size, size, *[max(size, stride)] * 2),
    ),
    step(
        "stride in one direction only (down)",
        "Your window moves by stride pixels downwards, but by one to the right.",
        grid=lambda size, stride: (size, size, stride, 1),
    ),
    step(
        "stride in one direction only (right)",
        "Your window moves by stride pixels to the right, but by one downwards.",
        grid=lambda size, stride: (size, size, 1, stride),
    ),
    step(
        "stride counted, not taken",
        "Your map has the right size, but the window moves by one pixel. For row i it "
        "starts in row i · stride.",
        count_only=True,
    ),
    step(
        "stride always 2",
        "Your window moves by two pixels whatever stride is.",
        grid=lambda size, stride: (size, size, 2, 2),
    ),
    step(
        "size and stride swapped",
        "You use the stride as the window's size, and the size as its step.",
        grid=lambda size, stride: (stride, stride, size, size),
    ),
    step(
        "size equal to the stride",
        "Your windows are as large as the stride. How large they are, size says.",
        grid=lambda size, stride: (stride, stride, stride, stride),
    ),
    step(
        "size ignored",
        "Your windows are 2 by 2 whatever size is.",
        grid=lambda size, stride: (2, 2, stride, stride),
    ),
    step(
        "size and stride ignored",
        "Your windows are 2 by 2 and lie side by side whatever size and stride are.",
        grid=lambda size, stride: (2, 2, 2, 2),
    ),
    Misconception(
        "stride is the size unless given",
        "When no stride is given, you take the size for it. Its default is 2.",
        lambda x, size=2, stride=None: pool_in_steps(x, size, stride or size),
    ),
    Misconception(
        "stride is 1 unless given",
        "When no stride is given, your window moves by one pixel. Its default is 2.",
        lambda x, size=2, stride=1: pool_in_steps(x, size, stride),
    ),
)
"""Made with size and stride."""

EDGE_MISTAKES = (
    step(
        "windows over the edge",
        "Your last windows hang over the edge. A window that is not whole gives no value.",
        border=lowest_beyond,
    ),
    step(
        "windows over the edge, filled with zeros",
        "Your last windows hang over the edge, where you put zeros. A window that is not "
        "whole gives no value.",
        border=zeros_beyond,
    ),
    step(
        "padded",
        "You pad the map so that no pixel is dropped. Here there is no padding, and a "
        "window that is not whole gives no value.",
        border=same_border(-np.inf),
    ),
    step(
        "padded with zeros",
        "You put zeros around the map. Here there is no padding, and among negative "
        "values a zero would win.",
        border=same_border(0),
    ),
    Misconception(
        "as many windows as steps",
        "You count H // stride rows of windows, and columns likewise. How many whole "
        "windows fit depends on size as well.",
        _as_many_as_steps,
    ),
    after(
        "+ 1 missing",
        "You return one row and one column too few. The steps of the window are counted, "
        "and it also stands somewhere before its first step.",
        lambda pooled: pooled[:-1, :-1],
    ),
    step(
        "last window missing",
        "You stop one window too early where the last one ends on the last pixel. "
        "range leaves out its end.",
        missing=(1, 1),
    ),
    step(
        "last row of windows missing",
        "You stop one row of windows too early where the last one ends on the last row. "
        "range leaves out its end.",
        missing=(1, 0),
    ),
    step(
        "last column of windows missing",
        "You stop one window too early where the last one ends on the last column. "
        "range leaves out its end.",
        missing=(0, 1),
    ),
    step(
        "fractions cut off",
        "Your output can hold whole numbers only, so fractions are lost. Which type does "
        "the array have in which you collect the results?",
        dtype=np.int64,
    ),
    after(
        "rounded",
        "Your values are rounded to whole numbers. The largest value stays as it is.",
        np.round,
    ),
)
"""Made at the edge of the map, or with the array of the results."""
