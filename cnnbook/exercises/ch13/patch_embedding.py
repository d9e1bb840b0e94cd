"""A picture cut into patches, and a list of numbers for each."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch13._shared import after, step
from cnnbook.exercises.mistakes import Misconception, each


def tokens_in_steps(
    image,
    kernel,
    bias,
    *,
    stride=lambda kernel: kernel.shape[:2],
    turn=lambda kernel: kernel,
    look=lambda image: image,
    arrange=lambda maps: maps.reshape(-1, maps.shape[-1]),
    add=lambda maps, bias, kernel: maps + bias,
    kept_in=lambda image, kernel: np.float64,
):
    """Slide the kernel in steps of its own size, and list what it gives.

    Parameters
    ----------
    image, kernel, bias
        As in the exercise.
    stride : callable
        The step of the window.
    turn, look : callable
        What is done to the kernel, and to the image, first.
    arrange : callable
        Makes the list of the maps.
    add : callable
        What the bias does.
    kept_in : callable
        Says the type of the array in which the numbers are collected.
    """
    picture = look(np.asarray(image, float))
    maps = ops.conv_layer(picture, turn(kernel), None, 0, stride(kernel))
    return _cast(arrange(add(maps, bias, kernel)), kept_in(image, kernel))


def _cast(numbers, dtype):
    """Return numbers in another type, those outside its range as whole ones wrap."""
    if np.dtype(dtype).kind == "f":
        return numbers
    return np.trunc(numbers).astype(np.int64).astype(dtype)


def _columns_first(maps):
    return maps.swapaxes(0, 1).reshape(-1, maps.shape[-1])


def _torn(image, kernel, bias):
    """Take the pixels one after the other for patches."""
    numbers = kernel[..., 0].size
    count = len(tokens_in_steps(image, kernel, bias))
    flat = np.ravel(image)[: count * numbers].reshape(count, numbers)
    return flat @ kernel.reshape(numbers, -1) + bias


def _planes_first(image, kernel, bias):
    """List a patch plane by plane, and its weights pixel by pixel."""
    p, _, channels, d = kernel.shape
    rows, columns = image.shape[0] // p, image.shape[1] // p
    cut = image[: rows * p, : columns * p].reshape(rows, p, columns, p, channels)
    flat = cut.transpose(0, 2, 4, 1, 3).reshape(rows * columns, -1)
    return flat @ kernel.reshape(-1, d) + bias


def _mean(image, kernel, bias):
    return (tokens_in_steps(image, kernel, 0 * bias)) / kernel[..., 0].size + bias


def _by_matrix(image, kernel, bias):
    p, d = kernel.shape[0], kernel.shape[-1]
    found = []
    for top in range(0, image.shape[0] - p + 1, p):
        for left in range(0, image.shape[1] - p + 1, p):
            patch = image[top : top + p, left : left + p]
            found.append(patch.ravel() @ kernel.reshape(-1, d) + bias)
    return np.array(found)


def _by_reshape(image, kernel, bias):
    p, _, c, d = kernel.shape
    rows, columns = (n // p for n in image.shape[:2])
    cut = image.reshape(rows, p, columns, p, c).swapaxes(1, 2)
    return cut.reshape(rows * columns, p * p * c) @ kernel.reshape(p * p * c, d) + bias


def _numbers(random, low, high, shape, kind):
    """Return numbers from `low` on, below `high`, of a kind: bytes are not negative."""
    if kind == "bytes":
        return random.integers(0, 100, shape).astype(np.uint8)
    found = random.integers(low, high, shape)
    return found if kind == "whole" else found / kind


def _case(
    random, p, rows, columns, channels, d, scale=1, weights="whole", bias="whole"
):
    return Case(
        (
            _numbers(random, -4, 9, (rows * p, columns * p, channels), scale),
            _numbers(random, -3, 4, (p, p, channels, d), weights),
            _numbers(random, -5, 6, d, bias),
        )
    )


def _draw(random: np.random.Generator) -> Case:
    p, rows, columns, channels, d = (
        int(n) for n in random.integers(1, [5, 4, 4, 5, 5])
    )
    if random.integers(3) == 0:
        columns = rows
    kinds = [[1, 4, 7, "bytes", "bytes", "whole"], ["whole", 4], ["whole", 4]]
    chosen = (kind[int(random.integers(len(kind)))] for kind in kinds)
    return _case(random, p, rows, columns, channels, d, *chosen)


_random = np.random.default_rng(1304)

EXERCISE = FunctionExercise(
    __name__,
    title="Patches become tokens",
    difficulty=2,
    points=3,
    place=60,
    look=(
        "Take an image of 2 by 4 pixels with one channel, a kernel of 2 by 2 ones and a "
        "bias of 0. Which two sums should come out, and in which order?"
    ),
    section="A vision transformer, in one page",
    reference=tokens_in_steps,
    library=("conv_layer", "Conv2D", "conv2d"),
    cases=(
        Case(
            (
                np.arange(8.0).reshape(2, 4, 1),
                np.array([[1, 2], [3, 5]]).reshape(2, 2, 1, 1),
                np.array([10]),
            )
        ),
        _case(_random, 2, 2, 3, 3, 4),
        _case(_random, 3, 2, 1, 2, 3),
        _case(_random, 1, 3, 2, 2, 3),
        _case(_random, 2, 3, 3, 2, 2, 4),
        _case(_random, 2, 1, 1, 3, 5),
        _case(_random, 2, 2, 2, 1, 1),
        _case(_random, 2, 2, 4, 2, 3),
        _case(_random, 2, 1, 2, 1, 2, "bytes", 4),
        _case(_random, 2, 2, 1, 2, 2, "bytes", "whole", 4),
        _case(_random, 2, 1, 2, 2, 1, "whole", 4, 4),
        _case(_random, 4, 1, 2, 1, 2, 4),
        _case(_random, 1, 2, 2, 4, 2, 1, 4),
    ),
    draw=_draw,
    fine=("image",),
    misconceptions=(
        step(
            "stride of 1",
            "Your patches overlap: the window moves by one pixel. It moves by a whole "
            "patch.",
            stride=lambda kernel: 1,
        ),
        step(
            "stride of 2",
            "Your window moves by two pixels, whatever the size of a patch is.",
            stride=lambda kernel: 2,
        ),
        step(
            "kernel turned",
            "You turn the kernel by 180°. Nothing is turned here.",
            turn=lambda kernel: kernel[::-1, ::-1],
        ),
        step(
            "rows and columns of the kernel exchanged",
            "Your kernel is transposed: its rows meet the columns of the patch.",
            turn=lambda kernel: kernel.swapaxes(0, 1),
        ),
        step(
            "channels in the reverse order",
            "Your channels are in the reverse order. The first of the kernel meets the "
            "first of the image.",
            turn=lambda kernel: kernel[:, :, ::-1],
        ),
        step(
            "first channel only",
            "You use the first channel alone. A patch has all of them.",
            turn=lambda kernel: kernel * (np.arange(kernel.shape[2]) == 0)[:, None],
        ),
        step(
            "column by column",
            "Your tokens come column by column. They are wanted row by row.",
            arrange=_columns_first,
        ),
        step(
            "left as maps",
            "You return maps with rows and columns. A list with a row for each patch is "
            "wanted.",
            arrange=lambda maps: maps,
        ),
        step(
            "a row for each number",
            "Your result has a row for each number, and a column for each patch. It is "
            "the other way round.",
            arrange=lambda maps: maps.reshape(-1, maps.shape[-1]).T,
        ),
        step(
            "numbers dealt out anew",
            "Your reshape deals the numbers of one patch out to several. Keep the last "
            "axis last.",
            arrange=lambda maps: np.moveaxis(maps, -1, 0).reshape(-1, maps.shape[-1]),
        ),
        step(
            "bias forgotten",
            "You forget the bias.",
            add=lambda maps, bias, kernel: maps,
        ),
        step(
            "bias subtracted",
            "You subtract the bias. It is added.",
            add=lambda maps, bias, kernel: maps - bias,
        ),
        step(
            "bias for each weight",
            "You add the bias to each product. It is added once to each sum.",
            add=lambda maps, bias, kernel: maps + bias * kernel[..., 0].size,
        ),
        step(
            "bias for each channel",
            "You add the bias once for each channel. It is added once to each sum.",
            add=lambda maps, bias, kernel: maps + bias * kernel.shape[2],
        ),
        Misconception(
            "pixels in a row taken for patches",
            "You cut the list of all pixels into pieces. The pixels of a patch lie in "
            "several rows of the picture.",
            _torn,
        ),
        Misconception(
            "planes listed one after the other",
            "You list a patch plane by plane, and the kernel pixel by pixel. Both need the "
            "same order.",
            _planes_first,
        ),
        Misconception(
            "mean over the patch",
            "You take the mean of the products. Their sum is wanted.",
            _mean,
        ),
        after(
            "ReLU applied",
            "None of your numbers is below 0. There is no ReLU in an embedding.",
            lambda tokens: np.maximum(tokens, 0),
        ),
        after(
            "last patch missing",
            "The last patch is missing. range leaves out its end by itself.",
            lambda tokens: np.asarray(tokens)[:-1],
        ),
        after(
            "patches in the reverse order",
            "Your patches come in the reverse order.",
            lambda tokens: np.asarray(tokens)[::-1],
        ),
        *each(
            "image turned",
            "You exchange or turn the rows or columns of the picture first.",
            look=[lambda image: image[::-1], lambda image: image[:, ::-1]],
        ),
        step(
            "picture transposed",
            "You exchange rows and columns of the picture.",
            look=lambda image: image.swapaxes(0, 1),
        ),
        after(
            "fractions cut off",
            "Your numbers have lost their fractions. Which type does the array have in "
            "which you collect them?",
            np.trunc,
        ),
        step(
            "collected in the picture's type",
            "Your numbers are kept in the picture's type. One for whole numbers loses "
            "their fractions, and bytes end at 255.",
            kept_in=lambda image, kernel: image.dtype,
        ),
        step(
            "collected in the kernel's type",
            "Your numbers are kept in the kernel's type. One for whole numbers loses "
            "their fractions.",
            kept_in=lambda image, kernel: kernel.dtype,
        ),
    ),
    alternatives=(
        Alternative("patch by patch, times a matrix", _by_matrix),
        Alternative("cut by reshape, then one product", _by_reshape),
    ),
)
