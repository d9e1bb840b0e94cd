"""Chapter 2's convolution, with padding and stride."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.conv2d_in_steps import conv2d_in_steps
from cnnbook.exercises.conv2d_mistakes import (
    KERNEL_MISTAKES,
    PLACE_MISTAKES,
    SETTING_MISTAKES,
    SUM_MISTAKES,
)

LIKELY = (
    "flipped kernel",
    "rows and columns of the kernel swapped",
    "rows and columns of a square kernel swapped",
    "mean instead of sum",
    "fractions cut off",
    "map of the image's type",
    "map of the kernel's type",
    "output of bytes",
    "last window missing",
    "square kernel assumed",
    "map transposed",
    "kernel flipped along one axis",
    "kernel mirrored left to right",
    "signs of the weights lost",
    "kernel cut to whole numbers",
    "kernel of the image's type",
    "image cut to whole numbers",
    "image of the kernel's type",
    "matrix product instead of elementwise product",
    "divided by the sum of the weights",
    "last product alone",
    "window added up without the kernel",
    "sum not started anew",
    "negative values cut off",
    "cut to 0 … 255",
    "rounded",
    "rounded to a few digits",
    "last row of windows missing",
    "last column of windows missing",
    "windows side by side",
    "map without its shape",
)
"""Mistakes of chapter 2 that are still made here."""

REWORDED = "padding ignored", "padding on one side only"
"""Mistakes with a setting whose hints say more here."""


def _hanging(image, kernel, padding=0, stride=1):
    image = np.pad(image, padding)
    over = [-(n - f) % stride for n, f in zip(image.shape, kernel.shape, strict=True)]
    return conv2d_in_steps(np.pad(image, [(0, n) for n in over]), kernel, 0, stride)


def _size_without_padding(image, kernel, padding=0, stride=1):
    f_h, f_w = kernel.shape
    height, width = (image.shape[0] - f_h) // stride, (image.shape[1] - f_w) // stride
    return conv2d_in_steps(image, kernel, padding, stride)[: height + 1, : width + 1]


def _holes(image, kernel, padding=0, stride=1):
    """Keep the size at stride 1, and leave zeros between the values."""
    every = conv2d_in_steps(image, kernel, padding)
    kept = np.zeros_like(every)
    kept[::stride, ::stride] = every[::stride, ::stride]
    return kept


def _draw(random: np.random.Generator) -> Case:
    if random.integers(4) == 0:
        return _draw_small(random)
    stride = int(random.choice([1, 1, 2, 2, 3, 3, 4, 5]))
    f_h, f_w = (int(n) for n in random.integers(1, max(6 - stride, 3), 2))
    padding = int(random.choice([0, 0, 1, 1, 2, 2, 3, 4]))
    # Every stride-th pixel alone would still hold the kernel.
    height = (f_h - 1) * stride + 1 + int(random.integers(0, 3))
    width = (f_w - 1) * stride + 1 + int(random.integers(0, 3))
    image = random.integers(-9, 10, (height, width))
    kernel = random.integers(-4, 5, (f_h, f_w))
    image, kernel = _typed(random, image, kernel)
    return _with_settings(image, kernel, padding, stride)


def _draw_small(random):
    """Draw an image that is smaller than the kernel, but not with its frame."""
    height, width = (int(n) for n in random.integers(1, 4, 2))
    f_h, f_w = (int(n) for n in random.integers(2, 5, 2))
    lacking = max(f_h - height, f_w - width, 1)
    padding = -(-lacking // 2) + int(random.integers(0, 2))
    image = random.integers(-9, 10, (height, width))
    image, kernel = _typed(random, image, random.integers(-4, 5, (f_h, f_w)))
    return _with_settings(image, kernel, padding, int(random.integers(1, 3)))


def _typed(random, image, kernel):
    """Make fractions or bytes of the pixels, and fractions of the weights, or not."""
    kind = random.integers(5)
    if kind < 2:
        image = image * random.choice([0.5, 0.25, 0.125])
    if kind == 2:
        image = random.integers(0, 256, image.shape).astype(np.uint8)
        kernel = 3 * kernel  # beyond what half precision can hold
    if random.integers(2):
        kernel = kernel * random.choice([0.5, 0.25, 0.125])
    return image, kernel


def _with_settings(image, kernel, padding, stride):
    given = {"padding": padding, "stride": stride}
    default = {"padding": 0, "stride": 1}
    return Case((image, kernel), {n: v for n, v in given.items() if v != default[n]})


def _fit(image, kernel, padding, stride):
    over = [
        (n + 2 * padding - f) % stride
        for n, f in zip(image.shape, kernel.shape, strict=True)
    ]
    return {
        ("pixels are left over at the end", "the last steps fit exactly"): any(over),
        ("the kernel is larger than the image", "the kernel fits without padding"): any(
            f > n for n, f in zip(image.shape, kernel.shape, strict=True)
        ),
    }


def _two_lines_more(image, kernel, padding=0, stride=1):
    windows = sliding_window_view(np.pad(image, padding), kernel.shape)
    return (windows[::stride, ::stride] * kernel).sum(axis=(2, 3))


def _without_a_frame(image, kernel, padding=0, stride=1):
    """Ask of each product whether its pixel is there."""
    (height, width), (f_h, f_w) = image.shape, kernel.shape

    def value(top, left):
        pairs = [(u, v) for u in range(f_h) for v in range(f_w)]
        return sum(
            float(image[top + u, left + v]) * kernel[u, v]
            for u, v in pairs
            if 0 <= top + u < height and 0 <= left + v < width
        )

    rows = range(-padding, height + padding - f_h + 1, stride)
    columns = range(-padding, width + padding - f_w + 1, stride)
    return [[value(top, left) for left in columns] for top in rows]


def _beginning(values, rows, columns):
    kept = np.zeros(np.shape(values))
    kept[:rows, :columns] = np.asarray(values)[:rows, :columns]
    return kept


def _square_map(image, kernel, padding=0, stride=1):
    """Count the windows downwards, and take as many to the right."""
    values = np.asarray(conv2d_in_steps(image, kernel, padding, stride))
    size = len(values)
    return values[:, :size] if values.shape[1] >= size else [[None]]


def _zeros_if_too_large(image, kernel, padding=0, stride=1):
    values = np.asarray(conv2d_in_steps(image, kernel, padding, stride))
    fits = all(n >= f for n, f in zip(image.shape, kernel.shape, strict=True))
    return values if fits else np.zeros(values.shape)


def _last(name, hint, after):
    return Misconception(name, hint, after=after)


def _mistake(name, hint, answer):
    return Misconception(name, hint, answer)


EXERCISE = FunctionExercise(
    __name__,
    title="Pad, and step",
    difficulty=2,
    points=3,
    place=55,
    look=(
        "Take an image of one pixel, np.array([[3]]), the kernel np.array([[2]]) and a "
        "padding of 1: which nine values should come out? Then print the padded image, and "
        "where your windows start, for a row of five pixels at stride 2."
    ),
    section="Stride",
    reference=conv2d_in_steps,
    library=("conv2d", "correlate2d", "convolve2d", "conv", "corr2d"),
    cases=(
        Case((np.array([[3]]), np.array([[2]])), {"padding": 1}),
        Case((np.array([[1, 4, 9, 5, 7]]), np.array([[2]])), {"stride": 2}),
        Case((np.array([[1, 2, 3], [4, 5, 9]]), np.array([[2, -1]]))),
        Case(
            (np.array([[1, 2], [3, 5], [8, 4]]), np.array([[1, -2], [0, 3]])),
            {"padding": 1},
        ),
        Case(
            (np.array([[5, 1, 2, 8], [3, 9, 4, 6]]), np.array([[1, -1]])), {"stride": 2}
        ),
        Case(
            (np.array([[5, 1], [2, 7], [6, 3]]) / 2, np.array([[-1], [2]])),
            {"padding": 1, "stride": 2},
        ),
        Case(
            (np.array([[1, 6, 2, 9]]), np.array([[1.5, 0, -1]])),
            {"padding": 2, "stride": 3},
        ),
        Case(
            (np.array([[250, 9], [3, 255]], np.uint8), np.array([[1, -2]])),
            {"padding": 1},
        ),
        # As the first, with other numbers: an answer that keeps something fails.
        Case((np.array([[5]]), np.array([[-4]])), {"padding": 1}),
        Case((np.array([[3]]), np.array([[2, 1, 4]])), {"padding": 1}),
        Case((np.array([[6, 2]]), np.array([[3]])), {"padding": 4, "stride": 5}),
        Case((np.array([[255, 253, 7]], np.uint8), np.array([[9, 2]]))),
        Case((np.array([[0.375, 1.125]]), np.array([[0.125, 3]]))),
        Case(
            (
                np.array([[250, 200], [9, 255]], np.uint8),
                np.array([[100, 60], [-3, 200]]),
            ),
            {"padding": 2},
        ),
    ),
    draw=_draw,
    fine=("image", "kernel"),
    features=_fit,
    misconceptions=(
        *(m for m in SETTING_MISTAKES if m.name not in REWORDED),
        Misconception(
            "padding on one side only",
            "It is as if your zeros were at the top and on the left only. Padding p means "
            "p on all four sides, in the padded image and in the size of the map: 2p.",
            steps={"sides": (1, 0, 1, 0)},
            about=("padding",),
        ),
        Misconception(
            "padding ignored",
            "Your map is the one without padding, whatever padding is. The zeros belong "
            "around the image, not around the kernel, and before it slides.",
            steps={"sides": (0, 0, 0, 0)},
            about=("padding",),
        ),
        Misconception(
            "all done in the image's type",
            "All your work is done in the type of the image. Bytes start again after 255, "
            "and in whole numbers a weight loses its fraction. Give image and kernel "
            "another type first.",
            steps={
                "cast": lambda image, kernel: (image, kernel.astype(image.dtype)),
                "kept": lambda image, kernel: image.dtype,
            },
        ),
        Misconception(
            "bytes with a sign",
            "Bytes above 127 become negative in your image: int8 ends there. Take a type "
            "with more room.",
            before=lambda image, **rest: {
                "image": image.astype(np.int8) if image.dtype == np.uint8 else image
            },
        ),
        *(
            _last(
                "only the first windows done",
                "The first row of windows, or the first window, gives values; those after "
                "it give none. Is a return inside your loop?",
                lambda values, rows=rows, columns=columns: _beginning(
                    values, rows, columns
                ),
            )
            for rows, columns in ((1, None), (1, 1))
        ),
        _last(
            "only the first windows done",
            "You return after the first row of windows. Is a return inside your loop?",
            lambda values: np.asarray(values)[:1],
        ),
        _last(
            "only the first windows done",
            "You return after the first window. Is a return inside your loop?",
            lambda values: np.asarray(values)[0, 0],
        ),
        Misconception(
            "kernel of the image's type",
            "You give your kernel the type of the image, where it may lose its fractions or "
            "its signs. Keep the type that it has.",
            before=lambda image, kernel, **rest: {"kernel": kernel.astype(image.dtype)},
        ),
        Misconception(
            "padding with another number than 0",
            "Your border is not made of zeros. The padding here is.",
            steps={"fill": 255},
            about=("padding",),
        ),
        _last(
            "cut off at 255",
            "No value of your map is above 255. A map is no picture: leave its values as "
            "they are.",
            lambda values: np.minimum(values, 255),
        ),
        _last(
            "numbers of 16 bits",
            "Your values have lost some of their digits: float16 has three or four. Take "
            "an array of floats as NumPy makes them.",
            lambda values: np.asarray(values).astype(np.float16),
        ),
        _last(
            "signs of the values lost",
            "There is no value below 0 in your map: you take their sizes. Leave the signs.",
            np.abs,
        ),
        _mistake(
            "square image assumed",
            "Your map is as wide as it is high. An image need not be square.",
            _square_map,
        ),
        *(
            _mistake(
                "padding no larger than 2",
                "Your padding ends at a number of your own. Put as many rows and columns "
                "on every side as asked for.",
                lambda image, kernel, padding=0, stride=1, most=most: conv2d_in_steps(
                    image, kernel, min(padding, most), stride
                ),
            )
            for most in (1, 2)
        ),
        _mistake(
            "padding and stride swapped",
            "You take the padding for the stride, and the stride for the padding.",
            lambda image, kernel, padding=0, stride=1: conv2d_in_steps(
                image, kernel, stride, max(padding, 1)
            ),
        ),
        _mistake(
            "stride of 2 unless given",
            "Without stride your window moves by two. Its default is 1.",
            lambda image, kernel, padding=0, stride=2: conv2d_in_steps(
                image, kernel, padding, stride
            ),
        ),
        _mistake(
            "zeros where the kernel is larger than the image",
            "Your map is all zeros where the kernel is larger than the image. With its "
            "frame the image may be large enough.",
            _zeros_if_too_large,
        ),
        Misconception(
            "image thinned before the kernel slides",
            "You take every stride-th pixel of the image, and slide by one over these. All "
            "pixels of a window belong to it; it is the window that moves by stride.",
            before=lambda image, stride, **rest: {
                "image": image[::stride, ::stride],
                "stride": 1,
            },
        ),
        _mistake(
            "windows that hang over counted",
            "You count windows that hang over the border, where the last step does not "
            "fit. Half a window gives no number.",
            _hanging,
        ),
        _mistake(
            "size counted without the padding",
            "Your map is as large as without padding, so windows are missing below and on "
            "the right. The formula has n + 2p pixels.",
            _size_without_padding,
        ),
        _mistake(
            "zeros between the values",
            "Your map is as large as at stride 1, with zeros where windows are skipped. "
            "Those have no place in it.",
            _holes,
        ),
        _mistake(
            "padding of 1 unless given",
            "Without padding you pad all the same. Its default is 0.",
            lambda image, kernel, padding=1, stride=1: conv2d_in_steps(
                image, kernel, padding, stride
            ),
        ),
        *(
            mistake
            for mistake in (*KERNEL_MISTAKES, *SUM_MISTAKES, *PLACE_MISTAKES)
            if mistake.name in LIKELY
        ),
    ),
    alternatives=(
        Alternative("two lines more than a view of all windows", _two_lines_more),
        Alternative("no frame is built: pixels are asked for", _without_a_frame),
    ),
)
