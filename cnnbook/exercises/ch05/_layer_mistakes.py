"""A convolution layer in steps, each of which can be done wrong, and their names."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import arithmetic
from cnnbook.exercises.ch05._shared import FLIPPED, after, step
from cnnbook.exercises.mistakes import Misconception, each


def layer_in_steps(
    x,
    w,
    b,
    stride=1,
    *,
    turn=None,
    planes=None,
    add="ijcuv,uvck->ijk",
    scale=None,
    biases=lambda z, b, w: z + b,
    pace=lambda stride: (stride, stride),
    missing=(0, 0),
    count_only=False,
    dtype=None,
):
    """Apply a layer without padding and ReLU, one step after another.

    Parameters
    ----------
    x, w, b, stride
        As in the exercise.
    turn : callable, optional
        What is done to the weights first.
    planes : callable, optional
        Takes the number of channels and returns those that are used.
    add : str
        Which axes of the products are added up.
    scale : callable, optional
        Takes the weights and returns what the sums are divided by.
    biases : callable
        Adds the biases to the sums.
    pace : callable
        Takes the stride and returns the steps downwards and to the right.
    missing : tuple of int
        Rows and columns of windows that are left out at the end.
    count_only : bool
        The stride says how many windows there are, but they move by one pixel.
    dtype : callable, optional
        Takes `x`, `w` and `b` and returns the type of the result.
    """
    kind = dtype(x, w, b) if dtype else None
    w = turn(w) if turn else w
    if planes:
        x, w = x[:, :, planes(x.shape[2])], w[:, :, planes(x.shape[2])]
    windows = sliding_window_view(x, w.shape[:2], axis=(0, 1))
    rows, columns = (windows.shape[axis] - missing[axis] for axis in (0, 1))
    down, across = pace(stride)
    if count_only:
        windows = windows[: (rows - 1) // down + 1, : (columns - 1) // across + 1]
    else:
        windows = windows[:rows:down, :columns:across]
    z = np.einsum(add, windows, w)
    z = z / scale(w) if scale else z
    z = biases(z, b, w)
    return z if kind is None else z.astype(kind)


def _map_per_channel(x, w, b, stride=1):
    """Add up the filters instead of the channels."""
    return layer_in_steps(x, w, b.sum(), stride, add="ijcuv,uvck->ijc")


def _all_products_apart(x, w, b, stride=1):
    """Keep a map for each channel and each filter."""
    maps = layer_in_steps(x, w, b, stride, add="ijcuv,uvck->ijck")
    return maps.reshape(*maps.shape[:2], -1)


def _same(x, w, stride, **rest):
    sides = [
        arithmetic.same_padding(n, f, stride)
        for n, f in zip(x.shape[:2], w.shape[:2], strict=True)
    ]
    return {"x": np.pad(x, (*sides, (0, 0)))}


def _bias_into_the_image(x, w, b, stride=1):
    sums = layer_in_steps(x, w, 0 * b, stride)
    return sums + b * w.sum(axis=(0, 1, 2))


CHANNEL_MISTAKES = (
    Misconception(
        "one map per channel",
        "You get as many maps as there are input channels. A filter adds up all its "
        "channels, and each filter makes one map.",
        _map_per_channel,
    ),
    Misconception(
        "one map per channel and filter",
        "You get a map for each channel of each filter. A filter adds its channels up "
        "into one map.",
        _all_products_apart,
    ),
    step(
        "first channel only",
        "Only the first channel enters your sums. The window goes through all of them.",
        planes=lambda c: [0],
    ),
    step(
        "last channel only",
        "Only the last channel is left in your sums: each channel overwrites the one "
        "before. Is there an = where += should be?",
        planes=lambda c: [c - 1],
    ),
    step(
        "last channel missing",
        "The last channel never enters your sums. range leaves out its end.",
        planes=lambda c: range(c - 1),
    ),
    step(
        "always three channels",
        "You count on three channels. How many x has, its shape says.",
        planes=lambda c: [0, 1, 2],
    ),
    step(
        "first slice used for every channel",
        "You use a filter's first slice on all channels. Each channel has its own slice.",
        turn=lambda w: np.repeat(w[:, :, :1], w.shape[2], axis=2),
    ),
    step(
        "channels in the reverse order",
        "Your first slice meets the last channel. Slice and channel have the same "
        "number.",
        turn=lambda w: w[:, :, ::-1],
    ),
    step(
        "channels and filters of w swapped",
        "You take the third axis of w for the filters. The order is (f_H, f_W, C_in, "
        "C_out).",
        turn=lambda w: w.swapaxes(2, 3),
    ),
    step(
        "mean over the channels",
        "You average over the channels. Add them up and divide by nothing.",
        scale=lambda w: w.shape[2],
    ),
    step(
        "mean of the products",
        "You average the products of a window. Add them up and divide by nothing.",
        scale=lambda w: w[..., 0].size,
    ),
)
"""Made where a filter goes through the channels."""

KERNEL_MISTAKES = (
    step("flipped filters", FLIPPED, turn=lambda w: w[::-1, ::-1]),
    step(
        "filters flipped, channels too",
        "Your filters are turned round along all their axes, so the first slice also "
        "meets the last channel. Slide them as they are.",
        turn=lambda w: w[::-1, ::-1, ::-1],
    ),
    step(
        "rows and columns of the slices swapped",
        "Your slices are transposed. Their first axis runs down the image, like the "
        "image's.",
        turn=lambda w: w.swapaxes(0, 1),
    ),
    step(
        "signs of the weights lost",
        "You use every weight as if it were positive.",
        turn=np.abs,
    ),
    step(
        "weights cut to whole numbers",
        "Your weights have lost their fractions. Which type do they have when you "
        "multiply?",
        turn=np.trunc,
    ),
)
"""Made with the weights of a slice."""

BIAS_MISTAKES = (
    step(
        "bias forgotten",
        "Each map is off by a constant of its own. What is added to a map at the end?",
        biases=lambda z, b, w: z,
    ),
    step(
        "bias once per channel",
        "You add the bias inside the loop over the channels. It is added once, to the "
        "sum of them all.",
        biases=lambda z, b, w: z + b * w.shape[2],
    ),
    step(
        "bias once per product",
        "You add the bias to every product. It is added once, to the sum of them all.",
        biases=lambda z, b, w: z + b * w[..., 0].size,
    ),
    step(
        "all biases added to every map",
        "You add the sum of the biases to every map. Each filter has its own bias.",
        biases=lambda z, b, w: z + b.sum(),
    ),
    step(
        "first bias for every map",
        "You add the first filter's bias to every map. Each filter has its own.",
        biases=lambda z, b, w: z + b[0],
    ),
    *each(
        "sum not started anew for each filter",
        "Your second map contains the first as well: the sum goes on from filter to "
        "filter. It starts at 0 for each.",
        biases=[
            lambda z, b, w: np.cumsum(z, axis=2) + b,
            lambda z, b, w: np.cumsum(z + b, axis=2),
        ],
    ),
    step(
        "bias added twice",
        "Each bias is added twice. Is it in your sum already when you add it?",
        biases=lambda z, b, w: z + 2 * b,
    ),
    step(
        "first bias missing",
        "The first map has no bias. Counting starts at 0.",
        biases=lambda z, b, w: z + np.r_[0, b[1:]],
    ),
    Misconception(
        "bias multiplied by the stride",
        "Your biases grow with the stride. A bias is added once, whatever the stride.",
        lambda x, w, b, stride=1: layer_in_steps(x, w, b * stride, stride),
    ),
    step(
        "negative biases cut off",
        "Negative biases change nothing in your maps. They are added like the others.",
        biases=lambda z, b, w: z + np.maximum(b, 0),
    ),
    step(
        "bias subtracted",
        "You subtract the biases. They are added, with the signs that they have.",
        biases=lambda z, b, w: z - b,
    ),
    step(
        "bias as a factor",
        "You multiply by the biases. They are added.",
        biases=lambda z, b, w: z * b,
    ),
    Misconception(
        "bias added to the pixels",
        "You add the bias to the image, where the weights multiply it. It is added to "
        "the finished sums.",
        _bias_into_the_image,
    ),
)
"""Made with the biases."""

PLACE_MISTAKES = (
    step(
        "stride ignored",
        "Your window always moves by one pixel.",
        pace=lambda stride: (1, 1),
    ),
    step(
        "stride in one direction only",
        "Your window moves by stride pixels downwards, but by one to the right.",
        pace=lambda stride: (stride, 1),
    ),
    step(
        "stride to the right only",
        "Your window moves by stride pixels to the right, but by one downwards.",
        pace=lambda stride: (1, stride),
    ),
    step(
        "stride at most 2",
        "Your window never moves by more than two pixels.",
        pace=lambda stride: (min(stride, 2),) * 2,
    ),
    step(
        "stride counted, not taken",
        "Your maps have the right size, but the window moves by one pixel. For row i it "
        "starts in row i · stride.",
        count_only=True,
    ),
    step(
        "last window missing",
        "You stop one window too early, in both directions. Where does the last window "
        "start, if it ends on the last pixel?",
        missing=(1, 1),
    ),
    step(
        "last row of windows missing",
        "You stop one row of windows too early. Where does the last one start, if it ends "
        "on the last row?",
        missing=(1, 0),
    ),
    step(
        "last column of windows missing",
        "You stop one window too early to the right. Where does the last one start, if it "
        "ends on the last column?",
        missing=(0, 1),
    ),
    Misconception(
        "padded",
        "You pad the image so that the maps keep its size. Here there is no padding.",
        before=_same,
    ),
)
"""Made with the places where the window stands."""

RESULT_MISTAKES = (
    after(
        "ReLU applied",
        "You return a, behind the ReLU. Here z is wanted, with its negative numbers.",
        lambda z: np.maximum(z, 0),
    ),
    after(
        "maps on the first axis",
        "Your maps are numbered by the first axis. In this book, as in Keras, the "
        "channels are the last one.",
        lambda z: np.moveaxis(z, -1, 0),
    ),
    after(
        "first filter only",
        "One map comes back, that of the first filter. There is a map for each filter: "
        "does a return stand inside the loop?",
        lambda z: z[:, :, :1],
    ),
    after(
        "last filter only",
        "One map comes back, that of the last filter. There is a map for each filter.",
        lambda z: z[:, :, -1:],
    ),
    after(
        "maps added to one",
        "You add the maps of all filters up. Each filter makes a map of its own.",
        lambda z: z.sum(axis=2, keepdims=True),
    ),
    after(
        "height and width of the maps swapped",
        "Your maps are transposed. Their first axis runs down the image, like the "
        "image's.",
        lambda z: z.swapaxes(0, 1),
    ),
    after(
        "fractions cut off",
        "Your output can hold whole numbers only, so fractions are lost. Which type does "
        "the array have in which you collect the results?",
        np.trunc,
    ),
    after(
        "rounded",
        "Your values are rounded to whole numbers. A map may hold fractions.",
        np.round,
    ),
    step(
        "output of the image's type",
        "Your output has the image's type. Whole pixels can meet weights with fractions, "
        "and bytes give sums that no byte can hold.",
        dtype=lambda x, w, b: x.dtype,
    ),
    step(
        "output of the weights' type",
        "Your output has the type of the weights. Whole weights can meet pixels with "
        "fractions.",
        dtype=lambda x, w, b: w.dtype,
    ),
    step(
        "biases cut to whole numbers",
        "Your biases lose their fractions where pixels and weights are whole numbers. "
        "Which type does the array have to which you add them?",
        dtype=lambda x, w, b: np.result_type(x, w),
    ),
)
"""Made with the maps in the end."""

LAYER_MISTAKES = (
    *CHANNEL_MISTAKES,
    *KERNEL_MISTAKES,
    *BIAS_MISTAKES,
    *PLACE_MISTAKES,
    *RESULT_MISTAKES,
)
