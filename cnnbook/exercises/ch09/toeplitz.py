"""The matrix that does what a kernel does."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def matrix_in_steps(
    kernel,
    height,
    width,
    *,
    turn=lambda kernel: kernel,
    shape=lambda kernel: kernel.shape,
    windows=lambda n, f: n - f + 1,
    place=lambda i, j, height, width: i * width + j,
    line=lambda i, j, rows, columns: i * columns + j,
    above=lambda f: 0,
    weight=lambda weight: weight,
    kept=False,
    dtype=None,
):
    """Write a kernel as a matrix, window by window and weight by weight.

    Parameters
    ----------
    kernel, height, width : array_like, int, int
        The kernel, and the size of the image.
    turn : callable
        What is done to the kernel first.
    shape : callable
        What is taken for the height and the width of the kernel.
    windows : callable
        How many windows begin along an axis, of the sizes of image and kernel.
    place, line : callable
        Number the pixels and the windows, of row, column and the two sizes.
    above : callable
        Rows and columns of zeros before the image, of the size of the kernel.
    weight : callable
        What is written for a weight.
    kept : bool
        Do not wipe out the weights of the last window.
    dtype : dtype, optional
        Type of the matrix.
    """
    kernel = turn(np.asarray(kernel))
    f_h, f_w = shape(kernel)
    rows, columns = windows(height, f_h), windows(width, f_w)
    matrix = np.zeros((rows * columns, height * width), dtype or kernel.dtype)
    for i, j in np.ndindex(rows, columns):
        k = line(i, j, rows, columns)
        if kept and k:
            matrix[k] = matrix[k - 1]
        for u, v in np.ndindex(f_h, f_w):
            row, column = i + u - above(f_h), j + v - above(f_w)
            if 0 <= row < height and 0 <= column < width:
                matrix[k, place(row, column, height, width)] = weight(kernel[u, v])
    return matrix


def _wrapping(kernel, height, width):
    """Move the pattern by one place in every row, also at the image's edge."""
    first = matrix_in_steps(kernel, height, width)[0]
    last = np.flatnonzero(matrix_in_steps(np.ones_like(kernel), height, width)[0])[-1]
    return np.stack([np.roll(first, k) for k in range(height * width - last)])


def _rolled(kernel, height, width):
    """Do the same, with as many rows as there are windows."""
    matrix = matrix_in_steps(kernel, height, width)
    return np.stack([np.roll(matrix[0], k) for k in range(len(matrix))])


def _side_by_side(kernel, height, width):
    f_h, f_w = kernel.shape
    rows, columns = height - f_h + 1, width - f_w + 1
    matrix = np.zeros((rows * columns, height * width), kernel.dtype)
    for number, (i, j) in enumerate(np.ndindex(rows, columns)):
        start = i * width + j
        part = kernel.ravel()[: height * width - start]
        matrix[number, start : start + len(part)] = part
    return matrix


def _columns_of(kernel, height, width, **settings):
    """Ask a convolution for one column after the other."""
    spots = np.eye(height * width, dtype=int).reshape(-1, height, width)
    return ops.conv2d(spots, kernel, **settings).reshape(height * width, -1).T


def _with_empty_rows(kernel, height, width):
    """Keep a row for every pixel, empty where no window begins."""
    f_h, f_w = kernel.shape
    matrix = np.zeros((height * width,) * 2, kernel.dtype)
    begins = [i * width + j for i, j in np.ndindex(height - f_h + 1, width - f_w + 1)]
    matrix[begins] = matrix_in_steps(kernel, height, width)
    return matrix


def _rolled_for_every_pixel(kernel, height, width):
    first = matrix_in_steps(kernel, height, width)[0]
    return np.stack([np.roll(first, k) for k in range(height * width)])


def _one_array_for_all_rows(kernel, height, width):
    """Let all rows be one array, in which every window has left its weights."""
    matrix = matrix_in_steps(kernel, height, width, kept=True)
    return matrix[-1:].repeat(len(matrix), axis=0)


def _without_the_last_column(kernel, height, width):
    matrix = matrix_in_steps(kernel, height, width)
    rows = height - kernel.shape[0] + 1
    return matrix.reshape(rows, -1, height * width)[:, :-1].reshape(-1, height * width)


def _places(kernel, height, width):
    pixels = np.arange(height * width).reshape(height, width)
    windows = np.lib.stride_tricks.sliding_window_view(pixels, np.shape(kernel))
    return windows.reshape(-1, np.size(kernel))


def _draw(random: np.random.Generator) -> Case:
    """Draw a small kernel, at times as large as the image along an axis, or of floats."""
    f_h, f_w = (int(n) for n in random.choice([1, 2, 2, 3, 4], 2))
    height, width = max(f_h, f_w) + random.integers(0, 4, 2)
    kernel = random.permutation(np.arange(1, 18))[: f_h * f_w].reshape(f_h, f_w)
    kernel = kernel * random.choice([-1, 1, 1], kernel.shape)
    if random.integers(4) == 0:
        kernel = kernel + kernel[::-1, ::-1]  # it looks the same turned by 180°
    if random.integers(3) == 0:
        kernel = (kernel * random.choice([0.5, 0.25, 0.013])).round(3)
    return Case((kernel, int(height), int(width)))


def _features(kernel, height, width):
    f_h, f_w = kernel.shape
    return {
        ("the kernel has several rows", "the kernel has one row"): f_h > 1,
        ("the kernel has several columns", "the kernel has one column"): f_w > 1,
        ("there is a single window", "there are several windows"): (
            f_h == height and f_w == width
        ),
        ("the windows fill one row", "there are windows below each other"): (
            f_h == height
        ),
        ("the windows fill one column", "there are windows beside each other"): (
            f_w == width
        ),
        ("the map is square", "the map is not square"): height - f_h == width - f_w,
    }


def _window(case, index):
    kernel, _, width = case.args
    columns = width - kernel.shape[1] + 1
    i, j = divmod(index[0], columns)
    row, column = divmod(index[1], width)
    return (
        f"the window begins in row {i}, column {j} of the image, and the weight is that of "
        f"the pixel in row {row}, column {column}"
    )


def _by_impulses(kernel, height, width):
    from scipy.signal import correlate2d

    spots = np.eye(height * width).reshape(-1, height, width)
    columns = [correlate2d(spot, kernel, "valid").ravel() for spot in spots]
    return np.array(columns).T


def _by_blocks(kernel, height, width):
    f_h, f_w = kernel.shape
    rows, columns = height - f_h + 1, width - f_w + 1
    matrix = 0
    for u in range(f_h):
        band = sum(
            kernel[u, v] * np.eye(columns, width, k=v, dtype=kernel.dtype)
            for v in range(f_w)
        )
        matrix = matrix + np.kron(np.eye(rows, height, k=u, dtype=int), band)
    return matrix


def _after(name, hint, after):
    return Misconception(name, hint, after=after)


_OVER_THE_EDGE = (
    "You move the pattern by one place in every row. At the right edge of the image the "
    "window goes on to the next row."
)

_KERNEL = (
    wrong_step(
        "flipped kernel",
        "Your kernel is turned by 180°. Slide it as it is.",
        turn=lambda kernel: kernel[::-1, ::-1],
    ),
    wrong_step(
        "kernel upside down",
        "Your kernel is upside down. Its first row should lie on the window's first row.",
        turn=lambda kernel: kernel[::-1],
    ),
    wrong_step(
        "kernel mirrored",
        "Your kernel is mirrored. Its first column should lie on the window's first "
        "column.",
        turn=lambda kernel: kernel[:, ::-1],
    ),
    wrong_step(
        "kernel transposed",
        "The kernel's rows and columns are exchanged. Its first row should lie on the "
        "window's first row.",
        turn=np.transpose,
    ),
    *each(
        "ones for weights",
        "You mark the pixels under the window with 1. Their weights are wanted.",
        turn=[np.ones_like],
        weight=[np.sign, np.bool_],
    ),
)

_ORDER = (
    wrong_step(
        "image column by column",
        "You number the pixels column by column. The image is written row after row.",
        place=lambda i, j, height, width: j * height + i,
    ),
    wrong_step(
        "map column by column",
        "Your rows are right but in another order: you slide down the columns. Slide "
        "along the rows.",
        line=lambda i, j, rows, columns: j * rows + i,
    ),
    wrong_step(
        "rows in reverse order",
        "Your rows are right but begin with the last window.",
        line=lambda i, j, rows, columns: rows * columns - 1 - (i * columns + j),
    ),
    Misconception(
        "columns in reverse order",
        "Your columns are right but begin with the last pixel.",
        after=lambda matrix: matrix[:, ::-1],
    ),
    wrong_step(
        "height for the width in the place of a pixel",
        "You count the place of a pixel with the height of the image. A row of the image "
        "has as many pixels as the image is wide.",
        place=lambda i, j, height, width: i * height + j,
    ),
    *each(
        "rows of the map for its columns",
        "You number the windows with the number of rows of the map. A row of the map has "
        "as many values as it has columns.",
        line=[
            lambda i, j, rows, columns: i * rows + j,
            lambda i, j, rows, columns: min(i * rows + j, rows * columns - 1),
        ],
    ),
    Misconception(
        "height and width exchanged",
        "You exchange height and width of the image. The height counts its rows.",
        before=lambda kernel, height, width: {"height": width, "width": height},
    ),
)

_WINDOWS = (
    wrong_step(
        "one window too few",
        "One row and one column of windows are missing. The window also stands somewhere "
        "before its first step.",
        windows=lambda n, f: n - f,
    ),
    Misconception(
        "one row of windows too few",
        "Your window never reaches the last row of the image. It also stands somewhere "
        "before its first step down.",
        answer=lambda kernel, height, width: matrix_in_steps(kernel, height, width)[
            : kernel.shape[1] - width - 1
        ],
    ),
    Misconception(
        "one column of windows too few",
        "Your window never reaches the last column of the image. It also stands somewhere "
        "before its first step to the right.",
        answer=_without_the_last_column,
    ),
    wrong_step(
        "all windows in the first row",
        "You write every window into the first row of the matrix. The next one has a row "
        "of its own: does your counter move on?",
        line=lambda i, j, rows, columns: 0,
    ),
    wrong_step(
        "weights of the last window left in",
        "Your rows still hold weights of the windows before. Begin each with an empty image.",
        kept=True,
    ),
    Misconception(
        "windows over the edge",
        _OVER_THE_EDGE,
        answer=_rolled,
    ),
    Misconception("windows over the edge", _OVER_THE_EDGE, answer=_wrapping),
    Misconception(
        "windows over the edge", _OVER_THE_EDGE, answer=_rolled_for_every_pixel
    ),
    Misconception(
        "a row for every pixel",
        "Your matrix has a row for every pixel, and rows of zeros where no window fits. "
        "A row belongs to a window.",
        answer=_with_empty_rows,
    ),
    Misconception(
        "one array for all rows",
        "All your rows are the same, and hold the weights of all windows. They are one "
        "array: begin each row with a new one.",
        answer=_one_array_for_all_rows,
    ),
    Misconception(
        "weights side by side",
        "All your weights stand side by side. The second row of the kernel lies on "
        "the next row of the image.",
        answer=_side_by_side,
    ),
    *(
        wrong_step(
            "padded",
            "You count windows that reach over the edge, as if zeros lay around the image. "
            "Without padding there are fewer.",
            above=above,
            windows=windows,
        )
        for above, windows in (
            (lambda f: (f - 1) // 2, lambda n, f: n),
            (lambda f: f // 2, lambda n, f: n),
            (lambda f: f // 2, lambda n, f: n + 2 * (f // 2) - f + 1),
            (lambda f: 1, lambda n, f: n + 2 - f + 1),
        )
    ),
    Misconception(
        "stride 2",
        "Your window moves by two pixels. The stride is 1.",
        answer=lambda kernel, height, width: _columns_of(
            kernel, height, width, stride=2
        ),
    ),
)

_RETURNED = (
    _after(
        "transposed",
        "You have a row for each pixel. A row belongs to a value of the map.",
        np.transpose,
    ),
    _after(
        "all rows like the last one",
        "All your rows are the same, that of the last window. Does each row of the list "
        "hold an array of its own?",
        lambda matrix: matrix[-1:].repeat(len(matrix), axis=0),
    ),
    _after(
        "all rows like the first one",
        "All your rows are the same, that of the first window. The window moves on.",
        lambda matrix: matrix[:1].repeat(len(matrix), axis=0),
    ),
    _after(
        "the first row only",
        "This is the row of the first window alone. Where in your function does return "
        "stand?",
        lambda matrix: matrix[:1],
    ),
    _after(
        "the matrix in one line",
        "Your matrix has become one long row of numbers. It should have a row for each "
        "window.",
        np.ravel,
    ),
    _after(
        "fractions cut off",
        "Your weights have lost their fractions. Which type has the array in which you "
        "collect them?",
        np.trunc,
    ),
    Misconception(
        "windows left as images",
        "Your rows are images still. Write each of them as one line.",
        answer=lambda kernel, height, width: matrix_in_steps(
            kernel, height, width
        ).reshape(-1, height, width),
    ),
    Misconception(
        "windows left as images",
        "Your rows are images still, and so is the order of the windows. Write each image "
        "as one line, and one line below the other.",
        answer=lambda kernel, height, width: matrix_in_steps(
            kernel, height, width
        ).reshape(height - kernel.shape[0] + 1, -1, height, width),
    ),
    Misconception(
        "one row of windows only",
        "You slide along the first row of windows only. Then the window goes down.",
        answer=lambda kernel, height, width: matrix_in_steps(kernel, height, width)[
            : width - kernel.shape[1] + 1
        ],
    ),
    Misconception(
        "places for weights",
        "You list which pixels lie in each window. The matrix holds a weight for every "
        "pixel of the image, 0 where the window does not lie.",
        answer=_places,
    ),
)

_SMALL = np.array([[1, 2], [-1, 3]])

EXERCISE = FunctionExercise(
    __name__,
    title="A kernel as a matrix",
    difficulty=2,
    points=3,
    place=40,
    look=(
        "Take a kernel of one row, np.array([[1, 2]]), and an image of 2 by 3. There are "
        "four windows: write their four rows of six numbers on paper, and print yours."
    ),
    section="A convolution as a matrix, by hand",
    reference=matrix_in_steps,
    library=("conv2d", "correlate2d", "convolve2d"),
    cases=(
        Case((np.array([[1, 2]]), 2, 3)),
        Case((_SMALL, 2, 3)),
        Case((_SMALL, 3, 3)),
        Case((np.array([[1, -2, 4], [3, 5, -7]]), 4, 5)),
        Case((np.array([[2, 1], [7, -3], [4, 5]]), 5, 4)),
        Case((np.array([[0.5, -1.5, 2.0]]), 3, 5)),
        Case((_SMALL * 0.5, 2, 2)),
        Case((np.array([[300, -7]]), 1, 3)),
        Case((np.array([[-2, -3]]), 2, 2)),
        Case((np.array([[0.1], [0.7]]), 3, 2)),
        Case((np.array([[1, 1], [0, 1]]), 3, 4)),
        Case((np.array([[2], [5]]), 3, 1)),
    ),
    draw=_draw,
    locate=_window,
    features=_features,
    axes={"kernel": ("height", "width")},
    misconceptions=(*_KERNEL, *_ORDER, *_WINDOWS, *_RETURNED),
    alternatives=(
        Alternative(
            "the convolution is asked what it makes of every single pixel", _by_impulses
        ),
        Alternative(
            "each row of the kernel becomes a band, and the bands blocks", _by_blocks
        ),
    ),
)
