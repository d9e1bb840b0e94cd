"""A convolution in steps, each of which can be done wrong.

Exercises of several chapters slide a kernel; what is done wrong then has names in
`cnnbook.exercises.conv2d_mistakes`.
"""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.case import Case
from cnnbook.exercises.conv2d_mistakes import (
    FLIPPED,
    KERNEL_MISTAKES,
    PLACE_MISTAKES,
    SETTING_MISTAKES,
    SUM_MISTAKES,
)

__all__ = [
    "FLIPPED",
    "KERNEL_MISTAKES",
    "PLACE_MISTAKES",
    "SETTING_MISTAKES",
    "SUM_MISTAKES",
    "conv2d_in_steps",
    "draw_plain",
    "draw_with_settings",
    "seen_in_the_map",
]


def _widened(image, kernel):
    return image.astype(np.result_type(image, np.int64)), kernel


def conv2d_in_steps(
    image,
    kernel,
    padding=0,
    stride=1,
    *,
    cast=_widened,
    turn=None,
    read=None,
    combine=None,
    border="constant",
    fill=0,
    sides=(1, 1, 1, 1),
    around=None,
    first=0,
    missing=(0, 0),
    dropped=(0, 0),
    steps=(True, True),
    hop=False,
    compact=False,
    square=False,
    zero=None,
    rounded_up=False,
    pad_map=False,
    kept=None,
    dtype=None,
):
    """Slide a kernel over an image as `cnnbook.ops.conv2d` does, one step after another.

    Parameters
    ----------
    image, kernel : array_like
        Height by width.
    padding, stride : int
        Rows and columns of zeros on each side; step of the window.
    cast : callable
        Takes image and kernel, and gives them the types in which they are multiplied.
    turn : callable, optional
        What is done to the kernel first.
    read : callable, optional
        Takes the image, a window's row and column and the kernel; returns the window.
    combine : callable, optional
        Makes a number of a window and the kernel; the sum of their products.
    border, fill : str, int
        How the padding is filled, see `numpy.pad`.
    sides : tuple of int, or callable
        How many times the padding above, below, on the left and on the right; or what
        makes these four numbers of rows and columns of the padding.
    around : callable, optional
        Takes a size of the kernel; returns how many more zeros come before and after.
    first : int
        Row and column of the first window.
    missing : tuple of int
        Rows and columns of pixels, before the last start, at which no window begins.
    dropped : tuple of int
        Rows and columns of windows that are left out at the end.
    steps : tuple of bool
        Whether the stride is kept downwards and to the right.
    hop : bool
        Move the window by its own size.
    compact : bool
        Count the windows with the stride, and move them by one pixel.
    square : bool
        Take the kernel's height for its width.
    zero : tuple, optional
        Rows at the beginning and at the end of the map that stay 0, and columns.
    rounded_up : bool
        Begin a row and a column of zeros where the stride leaves pixels over.
    pad_map : bool
        Put the padding around the map, not around the image.
    kept : callable, optional
        Takes image and kernel; returns the type of the array that takes the results.
    dtype : dtype, optional
        Type of the result.
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    if kept is not None:
        dtype = kept(image, kernel)
    image, kernel = cast(image, kernel)
    kernel = turn(kernel) if turn else kernel
    f_h, f_w = kernel.shape
    frame = 0 if pad_map else padding
    pads = sides(frame) if callable(sides) else [frame * side for side in sides]
    image = _framed(image, pads, border, fill)
    if around:
        image = np.pad(image, (around(f_h), around(f_w)))
    down, across = (stride if obeyed else 1 for obeyed in steps)
    if hop:
        down, across = f_h, f_w
    last = image.shape[1] - (f_h if square else f_w) + 1
    rows = range(first, image.shape[0] - f_h + 1 - missing[0], down)
    columns = range(first, last - missing[1], across)
    rows, columns = (
        _shortened(line, count, compact)
        for line, count in ((rows, dropped[0]), (columns, dropped[1]))
    )
    values = _slid(image, kernel, rows, columns, combine, square, read)
    if zero is not None:
        (top, bottom), (left, right) = zero
        inner = values[top : len(rows) - bottom, left : len(columns) - right]
        values = np.pad(inner, ((top, bottom), (left, right)))
    if rounded_up:
        rest = (image.shape[0] - f_h) % down > 0, (image.shape[1] - f_w) % across > 0
        values = np.pad(values, ((0, int(rest[0])), (0, int(rest[1]))))
    if pad_map:
        values = np.pad(values, padding)
    return values.astype(dtype) if dtype is not None else values


def _framed(image, pads, border, fill):
    above, below, left, right = pads
    if not any(pads):
        return image
    options = {"constant_values": fill} if border == "constant" else {}
    return np.pad(image, ((above, below), (left, right)), border, **options)


def _shortened(line, dropped, compact):
    """Leave out the last windows, or let the rest move by one pixel."""
    line = line[: max(len(line) - dropped, 0)]
    return range(len(line)) if compact else line


def _slid(image, kernel, rows, columns, combine, square, read=None):
    if not (len(rows) and len(columns)):
        return np.zeros((len(rows), len(columns)))
    if combine is None and read is None and not square:
        return _shifted(image, kernel, rows, columns)
    combine, read = combine or _sum_of_products, read or _window
    return np.array(
        [[combine(read(image, i, j, kernel), kernel) for j in columns] for i in rows]
    )


def _window(image, row, column, kernel):
    f_h, f_w = kernel.shape
    return image[row : row + f_h, column : column + f_w]


def _shifted(image, kernel, rows, columns):
    """Add shifted images up, one for each weight: the same, and quick."""
    (f_h, f_w), total = kernel.shape, 0
    for u in range(f_h):
        down = slice(rows.start + u, rows.stop + u, rows.step)
        for v in range(f_w):
            across = slice(columns.start + v, columns.stop + v, columns.step)
            product = image[down, across] * kernel[u, v]
            total = total + (product if product.itemsize > 1 else product.astype(int))
    return total


def _sum_of_products(window, kernel):
    return (window * kernel).sum()


def draw_plain(random: np.random.Generator, least: int = 1) -> Case:
    """Draw an image and a kernel of small whole numbers, fractions or bytes.

    Parameters
    ----------
    random : Generator
        Draws.
    least : int
        Rows and columns that the image has more than the kernel, at least.
    """
    f_h, f_w = (int(n) for n in random.integers(1, 5, 2))
    fits = max(f_h, f_w)  # lying on its side, too
    height, width = (fits + int(n) for n in random.integers(least, 4, 2))
    image = random.integers(-9, 10, (height, width))
    kernel = random.integers(-4, 5, (f_h, f_w))
    if least == 0 and random.integers(8) == 0:
        kernel = random.integers(-4, 5, image.shape)
    if random.integers(8) == 0:  # alike in one way, and in no other
        kernel = kernel + kernel[::-1, ::-1]
    elif random.integers(8) == 0 and kernel.shape[0] == kernel.shape[1]:
        kernel = kernel + kernel.T
    elif random.integers(12) == 0:
        kernel = np.full(kernel.shape, random.integers(1, 4))
    kind = random.integers(5)
    if kind < 2:
        image = image * 0.25
    if kind == 2:
        image = random.integers(0, 256, (height, width)).astype(np.uint8)
    if random.integers(2):
        kernel = kernel * 0.5
    return Case((image, kernel))


def draw_with_settings(random: np.random.Generator) -> Case:
    """Draw an image and a kernel, with a padding, a stride or both."""
    case = draw_plain(random)
    padding, stride = int(random.integers(0, 3)), int(random.integers(1, 4))
    if padding == 0 and stride == 1:
        padding = 1
    if stride == 1 or random.integers(4) == 0:
        return Case(case.args, {"padding": padding})
    if padding == 0 or random.integers(4) == 0:
        return Case(case.args, {"stride": stride})
    return Case(case.args, {"padding": padding, "stride": stride})


def seen_in_the_map(image, kernel, padding=0, stride=1):
    """Say of a call what the places of its windows are like: see `FunctionExercise`."""
    rest = [n + 2 * padding - f for n, f in zip(image.shape, kernel.shape, strict=True)]
    rows, columns = (n // stride for n in rest)
    over = "the stride leaves pixels over", "the stride leaves no pixels over"
    found = {("the map is square", "the map is not square"): rows == columns}
    found |= {over: any(n % stride for n in rest)}
    whole = "kernel is as large as image", "kernel is smaller than image"
    return found | {whole: image.shape == kernel.shape}
