"""A 1×1 convolution, which mixes the channels of each pixel."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import ints, later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch05._shared import after, integers, step
from cnnbook.exercises.mistakes import Misconception


def mix_in_steps(
    x, mix, *, turn=None, planes=None, product=np.matmul, scale=None, dtype=None
):
    """Mix the channels of every pixel, one step after another.

    Parameters
    ----------
    x, mix
        As in the exercise.
    turn : callable, optional
        What is done to the weights first.
    planes : callable, optional
        Takes the number of channels and returns those that are used.
    product : callable
        Multiplies and adds up.
    scale : callable, optional
        Takes the number of channels and returns what the sums are divided by.
    dtype : callable, optional
        Takes `x` and `mix` and returns the type of the result.
    """
    kind = dtype(x, mix) if dtype else None
    used = turn(mix) if turn else mix
    if planes:
        used, x = used[planes(len(mix))], x[:, :, planes(len(mix))]
    result = product(x, used)
    result = result / scale(len(mix)) if scale else result
    return result if kind is None else result.astype(kind)


def _scrambled(x, mix):
    """Reshape to (C_in, pixels), which tears the channels of a pixel apart."""
    height, width, c_in = x.shape
    flat = mix.T @ x.reshape(c_in, height * width)
    return flat.reshape(height, width, mix.shape[1])


def _torn(x, mix):
    height, width, c_in = x.shape
    return (x.reshape(c_in, -1).T @ mix).reshape(height, width, mix.shape[1])


def _blurred(x, mix):
    height, width, _ = x.shape
    padded = np.pad(x.astype(float), ((1, 1), (1, 1), (0, 0)))
    return sum(
        padded[i : i + height, j : j + width] @ mix / 9
        for i in range(3)
        for j in range(3)
    )


def _draw(random: np.random.Generator) -> Case:
    height, width, c_in, c_out = ints(*random.integers([1, 1, 1, 1], [4, 4, 5, 4]))
    c_out = c_in if random.integers(3) == 0 else c_out
    x = integers(random, -9, 10, height, width, c_in)
    mix = integers(random, -4, 5, c_in, c_out)
    mix[0, ~mix.any(axis=0)] = 1  # every mixture holds something
    kind = random.integers(6)
    if kind == 0:
        x = integers(random, 0, 256, height, width, c_in).astype(np.uint8)
    if kind in (1, 2):
        x = x * 0.5
    if kind in (2, 3, 4):
        mix = mix * 0.25
    return Case((x, mix))


def _about(x, mix):
    yes, no = "as many channels come out as go in", "the number of channels changes"
    return {(yes, no): mix.shape[0] == mix.shape[1]}


_random = later(505, 296)


def _shifted(x, mix):
    new = np.zeros((*x.shape[:2], mix.shape[1]))
    for i, j in np.ndindex(*mix.shape):
        new[:, :, j] += x[:, :, i] * mix[i, j]
    return new.tolist()


EXERCISE = FunctionExercise(
    __name__,
    title="Mix the channels",
    difficulty=2,
    points=2,
    place=50,
    look=(
        "Take one pixel with the channels 1, 10 and 100 and mix = [[1, 2], [3, 4], "
        "[5, 6]], and work out both of its new channels on paper. Then print the shape "
        "of your result for an image that is not square."
    ),
    section="One by one",
    reference=mix_in_steps,
    library=("conv_layer",),
    cases=(
        Case((np.array([[[1, 10, 100], [2, 30, 50]]]), np.array([[1], [2], [3]]))),
        Case((integers(_random, -5, 6, 2, 3, 2), np.array([[1, 2], [-3, 0]]))),
        Case(
            (
                integers(_random, -5, 6, 2, 3, 3) * 0.5,
                np.array([[1, 0, 2], [3, -1, 3], [4, 1, 0]]),
            )
        ),
        Case(
            (
                integers(_random, -5, 6, 3, 2, 2),
                np.array([[1, 0.5, 2.25], [-0.75, -1, 3]]),
            )
        ),
        Case(
            (
                integers(_random, -5, 6, 2, 1, 4),
                np.array([[1, 2], [0, 3], [2, -2], [-1, 1]]),
            )
        ),
        Case(
            (np.array([[[200, 255], [7, 90]]], np.uint8), np.array([[2, -1], [3, 0]]))
        ),
        Case((np.array([[[300, -150]]]), np.array([[200], [90]]))),
        Case(
            (
                np.array([[[1, 2, 3, 4, 5, 6]]]),
                np.array([[1], [0], [2], [-1], [3], [5]]),
            )
        ),
    ),
    draw=_draw,
    fine=("x", "mix"),
    axes={"mix": ("number of rows", "number of columns")},
    features=_about,
    misconceptions=(
        step(
            "matrix transposed",
            "You take rows for columns. mix[i, j] is the weight of channel i in the new "
            "channel j, so column j makes channel j.",
            turn=np.transpose,
        ),
        step(
            "signs of the weights lost",
            "You use every weight as if it were positive.",
            turn=np.abs,
        ),
        step(
            "matrix transposed if square",
            "Where mix is square, you take rows for columns. mix[i, j] is the weight of "
            "channel i in the new channel j.",
            turn=lambda mix: mix.T if mix.shape[0] == mix.shape[1] else mix,
        ),
        step(
            "negative weights cut off",
            "You leave negative weights out. They subtract a channel.",
            turn=lambda mix: np.maximum(mix, 0),
        ),
        step(
            "weights divided by their sum",
            "You divide the weights by their sum. They are to be used as they are.",
            turn=lambda mix: mix / np.where(mix.sum(axis=0), mix.sum(axis=0), np.nan),
        ),
        Misconception(
            "pixels cut to whole numbers",
            "Your pixels have lost their fractions. Which type do they have when you "
            "multiply?",
            before=lambda x, mix: {"x": np.trunc(x)},
        ),
        Misconception(
            "signs of the pixels lost",
            "You use every pixel as if it were positive.",
            before=lambda x, mix: {"x": np.abs(x)},
        ),
        step(
            "weights cut to whole numbers",
            "Your weights have lost their fractions. Which type do they have when you "
            "multiply?",
            turn=np.trunc,
        ),
        step(
            "weights divided by the sum of their sizes",
            "You divide the weights by the sum of their sizes, without their signs. They "
            "are to be used as they are.",
            turn=lambda mix: mix / np.abs(mix).sum(axis=0),
        ),
        step(
            "not added up",
            "You return the products. For each new channel they are added up over the "
            "old ones.",
            product=lambda x, mix: x[..., None] * mix,
        ),
        step(
            "added up over the wrong channels",
            "You add up over the new channels, so as many come out as went in. Add up "
            "over the old ones.",
            product=lambda x, mix: x * mix.sum(axis=1),
        ),
        step(
            "one column of mix, not added up",
            "You multiply each channel by its weight in the first mixture, and keep them "
            "apart. Each column of mix makes one new channel: add up over the old ones.",
            product=lambda x, mix: x * mix[:, 0],
        ),
        step(
            "first channel only",
            "Your new channels are made of channel 0 alone.",
            planes=lambda c: [0],
        ),
        step(
            "last channel only",
            "Your new channels are made of the last channel alone: each overwrites the "
            "one before. Is there an = where += should be?",
            planes=lambda c: [c - 1],
        ),
        step(
            "first channel missing",
            "The first channel never enters your sums. Counting starts at 0.",
            planes=lambda c: slice(1, None),
        ),
        step(
            "largest product instead of the sum",
            "You keep the largest of the products. For each new channel they are added "
            "up.",
            product=lambda x, mix: (x[..., None] * mix).max(axis=2),
        ),
        step(
            "last channel missing",
            "The last channel never enters your sums. range leaves out its end.",
            planes=lambda c: slice(c - 1),
        ),
        step(
            "always three channels",
            "You count on three channels. How many x has, its shape says.",
            planes=lambda c: [0, 1, 2],
        ),
        Misconception(
            "channels in the reverse order",
            "Your last channel meets the first row of mix. Row i belongs to channel i.",
            before=lambda x, mix: {"x": x[:, :, ::-1]},
        ),
        step(
            "mean of the channels",
            "You average over the old channels. Add up, and divide by nothing.",
            scale=lambda c: c,
        ),
        step(
            "channels torn apart by a reshape",
            "Your reshape deals the numbers of one pixel out to several. The channels "
            "are the last axis of x: keep them last when you make a matrix of it.",
            product=_scrambled,
        ),
        step(
            "channels and pixels torn apart by a reshape",
            "Your reshape deals the numbers of one pixel out to several. The channels "
            "are the last axis of x: reshape to (-1, number of channels), and transpose "
            "nothing.",
            product=_torn,
        ),
        step(
            "window of 3 by 3",
            "Your values depend on the neighbours of a pixel: you average 3 by 3 of them. "
            "A 1×1 window holds one pixel only.",
            product=_blurred,
        ),
        step(
            "neighbouring pixels mixed in",
            "Your values depend on other pixels. A 1×1 window holds one pixel only.",
            product=lambda x, mix: np.broadcast_to(
                x.mean(axis=(0, 1)) @ mix, (*x.shape[:2], mix.shape[1])
            ),
        ),
        after(
            "channels on the first axis",
            "Your new channels are numbered by the first axis. They belong on the last.",
            lambda new: np.moveaxis(new, -1, 0),
        ),
        after(
            "pixels in one long list",
            "Your pixels stand in one long list. Give them their rows and columns back.",
            lambda new: new.reshape(-1, new.shape[-1]),
        ),
        after(
            "height and width swapped",
            "Your result is transposed: its first axis runs down the image, like that "
            "of x.",
            lambda new: new.swapaxes(0, 1),
        ),
        after(
            "first new channel only",
            "Only the first mixture comes back. Each column of mix makes a channel.",
            lambda new: new[..., :1],
        ),
        after(
            "new channels added up",
            "You add the new channels up. They are kept apart, one for each column of "
            "mix.",
            lambda new: new.sum(axis=2),
        ),
        after(
            "ReLU applied",
            "There is no value below 0 in your result. No ReLU was asked for.",
            lambda new: np.maximum(new, 0),
        ),
        after(
            "cut to the range of colours",
            "Your values stay between 0 and 255. A mixture may lie outside.",
            lambda new: np.clip(new, 0, 255),
        ),
        after(
            "bias added",
            "Every value is 1 too large. No bias was asked for.",
            lambda new: new + 1,
        ),
        Misconception(
            "old channels kept",
            "You put the new channels behind the old ones. Only the new ones are wanted.",
            lambda x, mix: np.concatenate([x, x @ mix], axis=2),
        ),
        after(
            "fractions cut off",
            "Your output can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect the results?",
            np.trunc,
        ),
        after(
            "rounded",
            "Your values are rounded to whole numbers. A mixture may hold fractions.",
            np.round,
        ),
        after(
            "output in bytes",
            "Your output holds bytes, so it starts again at 0 after 255 and knows neither "
            "signs nor fractions.",
            lambda new: np.asarray(new).astype(np.int64).astype(np.uint8),
        ),
        step(
            "output of the image's type",
            "Your output has the type of x. Whole pixels can meet weights with "
            "fractions, and bytes give sums that no byte can hold.",
            dtype=lambda x, mix: x.dtype,
        ),
        step(
            "output of the type of mix",
            "Your output has the type of mix. Whole weights can meet pixels with "
            "fractions.",
            dtype=lambda x, mix: mix.dtype,
        ),
    ),
    alternatives=(
        Alternative(
            "each pair of channels in a loop; nested lists come back", _shifted
        ),
        Alternative(
            "einsum over the channels", lambda x, mix: np.einsum("hwi,io->hwo", x, mix)
        ),
        Alternative(
            "the pixels become the rows of a matrix",
            lambda x, mix: (x.reshape(-1, len(mix)) @ mix).reshape(*x.shape[:2], -1),
        ),
    ),
)
