"""The length of the gradient, from both Sobel kernels."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnbook import kernels, lecture, ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch03._shared import HORIZONTAL, VERTICAL
from cnnbook.exercises.mistakes import each, wrong_step

PLAIN = kernels.kernel("edge-vertical")
SCHARR = kernels.kernel("scharr-vertical")


def magnitude_in_steps(
    image,
    *,
    across=VERTICAL,
    down=HORIZONTAL,
    border=None,
    slide=ops.conv2d,
    combine=np.hypot,
    divide=1.0,
):
    """Return how strong the edge is in each window, one step after another.

    Parameters
    ----------
    image : ndarray
        Grey pixels, bytes or not.
    across, down : ndarray
        The kernels that compare left with right, and above with below.
    border : str, optional
        How the image is padded, see `numpy.pad`.
    slide : callable
        Slides a kernel over the image.
    combine : callable
        Makes one number of both answers.
    divide : float
        What the result is divided by.
    """
    image = np.pad(image, 1, border) if border else image
    strength = combine(slide(image, across), slide(image, down))
    return strength / divide


def _in_bytes(image, kernel):
    """Subtract pixels of bytes from each other as bytes, before they are weighted."""
    if image.dtype != np.uint8:
        return ops.conv2d(image, kernel)
    if kernel[1, 0]:
        sides = (image[:, :-2] - image[:, 2:]).astype(float)
        return sides[:-2] + 2 * sides[1:-1] + sides[2:]
    sides = (image[:-2] - image[2:]).astype(float)
    return sides[:, :-2] + 2 * sides[:, 1:-1] + sides[:, 2:]


def _squares_of_16_bits(v, h, finish=np.positive):
    """Square and add whole numbers as int16 does."""
    if not (np.array_equal(v, v.round()) and np.array_equal(h, h.round())):
        return np.hypot(v, h)
    with np.errstate(all="ignore"):
        squares = v.astype(np.int16) ** 2 + h.astype(np.int16) ** 2
        return np.sqrt(finish(squares * 1.0))


def _byte_responses(image, kernel):
    response = ops.conv2d(image, kernel)
    return response % 256 if image.dtype == np.uint8 else response


def _signed_byte_responses(image, kernel):
    return ops.conv2d(image, kernel).astype(int).astype(np.int8).astype(float)


def _begun(strength, rows, columns):
    kept = np.zeros_like(strength)
    kept[rows, columns] = strength[rows, columns]
    return kept


def _draw_image(random: np.random.Generator) -> Case:
    height, width = random.integers(3, 6, 2)
    image = random.integers(0, 10, (height, width))
    kind = random.integers(6)
    if kind == 0:
        return Case((image / random.choice([4, 8]),))
    if kind < 3:
        return Case(((image * 28).astype(np.uint8),))
    if kind == 3:
        return Case((random.integers(-9, 10, (height, width)),))
    if kind == 4:
        image = random.integers(0, 10, (5, 5))
        image[-1, -1] += 900  # one edge is far stronger than the others
    return Case((image,))


def _scipy_magnitude(image):
    from scipy import ndimage

    across = ndimage.sobel(image.astype(float), axis=1)
    down = ndimage.sobel(image.astype(float), axis=0)
    return np.sqrt(across**2 + down**2)[1:-1, 1:-1]


def _loop_magnitude(image):
    image = image.tolist()
    rows, columns = range(1, len(image) - 1), range(1, len(image[0]) - 1)

    def length(i, j):
        def pixel(di, dj):
            return image[i + di][j + dj]

        weights = {-1: 1, 0: 2, 1: 1}
        across = sum(w * (pixel(d, -1) - pixel(d, 1)) for d, w in weights.items())
        down = sum(w * (pixel(-1, d) - pixel(1, d)) for d, w in weights.items())
        return (across**2 + down**2) ** 0.5

    return [[length(i, j) for j in columns] for i in rows]


def _last(name, hint, after):
    return Misconception(name, hint, after=after)


EXERCISE = FunctionExercise(
    __name__,
    title="How strong is the edge?",
    difficulty=2,
    points=2,
    place=40,
    look=(
        "Take the window with the rows 3 0 1, 1 5 8 and 2 7 2 of the chapter. What are V "
        "and H there, on paper, and how long is the arrow? Then print V and H in your "
        "function."
    ),
    section="On a photograph",
    reference=magnitude_in_steps,
    library=("sobel", "sobel_edges", "generic_gradient_magnitude"),
    cases=(
        Case((np.array([[3, 0, 1], [1, 5, 8], [2, 7, 2]]),)),
        Case((np.array([[0, 0, 4], [0, 0, 4], [0, 3, 4]]),)),
        Case((np.array([[9, 9, 9, 2], [9, 9, 9, 0], [1, 0, 1, 0]]),)),
        Case((np.array([[0.25, 0.5, 0], [1, 0.25, 0.5], [0.25, 0.75, 1.5]]),)),
        Case((np.array([[10, 200, 30], [250, 90, 5], [60, 0, 255]], np.uint8),)),
        Case((np.array([[-3, 1, 2], [0, -5, 4], [1, 0, -2]]),)),
        Case((np.array([[-8, -1, -2], [-3, 7, -6], [-5, -9, -4]]) / 8,)),
        Case((np.array([[255, 250, 255], [250, 9, 0], [255, 0, 3]], np.uint8),)),
        Case((np.array([[1, 1, 2, 90], [2, 3, 1, 600], [1, 2, 1, 900]]),)),
        Case((lecture.C,)),
        Case((np.array([[0, 20.5, 3], [1, -70.25, 40], [300, 2, 0.5]]),)),
    ),
    draw=_draw_image,
    misconceptions=(
        wrong_step(
            "root forgotten",
            "You add the squares. The length of an arrow is the root of that sum.",
            combine=lambda v, h: v**2 + h**2,
        ),
        wrong_step(
            "half of the sum of the squares",
            "You take half of the sum of the squares. Do you write **1/2 for the root? "
            "Python takes the power 1 first, and halves then: brackets are missing.",
            combine=lambda v, h: (v**2 + h**2) / 2,
        ),
        wrong_step(
            "absolute values added",
            "You add the two absolute values. The two responses are at right angles: "
            "remember Pythagoras.",
            combine=lambda v, h: abs(v) + abs(h),
        ),
        *each(
            "responses added with their signs",
            "You add the two responses with their signs, so edges can cancel each other. "
            "Each is squared by itself before anything is added.",
            combine=(lambda v, h: abs(v + h), lambda v, h: v + h),
        ),
        wrong_step(
            "the larger of the two",
            "You take the larger of the two sizes. Both sides of the right-angled triangle "
            "count.",
            combine=lambda v, h: np.maximum(abs(v), abs(h)),
        ),
        wrong_step(
            "mean of the squares",
            "You take the root of the mean of the squares. Pythagoras adds them.",
            combine=lambda v, h: np.hypot(v, h) / np.sqrt(2),
        ),
        wrong_step(
            "mean of the sizes",
            "You take the mean of the two sizes. The two responses are at right angles: "
            "remember Pythagoras.",
            combine=lambda v, h: (abs(v) + abs(h)) / 2,
        ),
        *each(
            "the two multiplied",
            "You multiply the two responses. Pythagoras adds their squares.",
            combine=(lambda v, h: v * h, lambda v, h: abs(v * h)),
        ),
        wrong_step(
            "squares subtracted",
            "You subtract the squares. Pythagoras adds them.",
            combine=lambda v, h: np.sqrt(abs(v**2 - h**2)),
        ),
        *each(
            "only one of the two squared",
            "You square one of the two responses only. Both sides of the right-angled "
            "triangle are squared.",
            combine=(
                lambda v, h: np.sqrt(abs(v**2 + h)),
                lambda v, h: np.sqrt(abs(v + h**2)),
            ),
        ),
        *each(
            "vertical edges only",
            "You use one of the two kernels. Horizontal edges count as well.",
            combine=(lambda v, h: abs(v), lambda v, h: v),
        ),
        *each(
            "horizontal edges only",
            "You use one of the two kernels. Vertical edges count as well.",
            combine=(lambda v, h: abs(h), lambda v, h: h),
        ),
        wrong_step(
            "kernel mirrored instead of transposed",
            "Both of the responses that you combine are those to vertical edges. Is the "
            "kernel mirrored, which only changes its sign, or one name there twice? The other "
            "kernel compares above with below.",
            down=VERTICAL,
        ),
        wrong_step(
            "the transpose taken twice",
            "Both of the responses that you combine are those to horizontal edges. The other "
            "kernel compares left with right.",
            across=HORIZONTAL,
        ),
        wrong_step(
            "weights without the 2",
            "Your middle weights are 1. Sobel's smoothing is 1, 2, 1.",
            across=PLAIN,
            down=PLAIN.T,
        ),
        *(
            wrong_step(
                "weights without the 2 in one kernel",
                "In one of your two kernels the middle weights are 1. Sobel's smoothing is "
                "1, 2, 1 in both.",
                **plain,
            )
            for plain in ({"across": PLAIN}, {"down": PLAIN.T})
        ),
        wrong_step(
            "Scharr instead of Sobel",
            "Your weights are 3, 10, 3. Sobel's smoothing is 1, 2, 1.",
            across=SCHARR,
            down=SCHARR.T,
        ),
        wrong_step(
            "scaled as in scikit-image",
            "You divide by something. Here the weights are 1 and 2, as in the chapter, "
            "and nothing is divided.",
            divide=4 * np.sqrt(2),
        ),
        *each(
            "divided by a fixed number",
            "You divide by something. Here the weights are 1 and 2, as in the chapter, "
            "and nothing is divided.",
            divide=(4.0, 8.0),
        ),
        *each(
            "padded",
            "Your map is as large as the image. Use windows of real pixels only: the "
            "zeros of a border would look like edges.",
            border=("constant",),
        ),
        *each(
            "padded with pixels of the border",
            "Your map is as large as the image. Use windows of real pixels only, so that "
            "the map has two rows and two columns fewer.",
            border=("edge", "reflect", "symmetric"),
        ),
        *each(
            "direction instead of strength",
            "These are angles. The question here is how strong the edge is.",
            combine=(
                lambda v, h: np.arctan2(h, -v),
                lambda v, h: np.arctan2(h, v),
                lambda v, h: np.arctan2(v, h),
                lambda v, h: np.rad2deg(np.arctan2(h, -v)),
            ),
        ),
        wrong_step(
            "negative answers cut off",
            "You cut the negative responses off, and half of the edges with them. A square "
            "needs no such help.",
            combine=lambda v, h: np.hypot(np.maximum(v, 0), np.maximum(h, 0)),
        ),
        Misconception(
            "one kernel slid over the other's map",
            "Your second kernel slides over the map of the first. Both slide over the "
            "image.",
            lambda image: np.hypot(
                ops.conv2d(image, VERTICAL),
                ops.conv2d(ops.conv2d(image, VERTICAL, padding=1), HORIZONTAL),
            ),
        ),
        wrong_step(
            "differences of bytes",
            "Where the pixels are bytes, your differences wrap around: 3 − 5 gives 254. "
            "Make the image an array of another type first.",
            slide=_in_bytes,
        ),
        Misconception(
            "signs of the pixels lost",
            "You take every pixel as if it were positive. Some images have negative ones, "
            "and an edge is the difference that they make.",
            before=lambda image: {"image": np.abs(image)},
        ),
        Misconception(
            "negative pixels cut off",
            "You set negative pixels to 0. Take the image as it is.",
            before=lambda image: {"image": np.maximum(image, 0)},
        ),
        Misconception(
            "image cut to whole numbers",
            "Your image has lost its fractions. Which type does it have when you multiply?",
            before=lambda image: {"image": image.astype(int)},
        ),
        Misconception(
            "bytes with a sign",
            "Bytes above 127 become negative in your image: int8 ends there. Take a type "
            "with more room.",
            before=lambda image: {
                "image": image.astype(np.int8) if image.dtype == np.uint8 else image
            },
        ),
        *each(
            "squares of 16 bits",
            "Your squares start again above 32767: int16 ends there. Take floats before you "
            "square.",
            combine=(_squares_of_16_bits, partial(_squares_of_16_bits, finish=np.abs)),
        ),
        wrong_step(
            "responses of one byte",
            "Your responses are kept in bytes, the type of the image, which start again "
            "after 255. Give the image another type first.",
            slide=_byte_responses,
        ),
        wrong_step(
            "responses of one byte with a sign",
            "Your responses are whole numbers of 8 bits with a sign, which start again "
            "after 127. Keep them in a type with more room.",
            slide=_signed_byte_responses,
        ),
        wrong_step(
            "root of the sum alone",
            "You take the root of the sum of the responses. Pythagoras squares them first.",
            combine=lambda v, h: np.sqrt(abs(v + h)),
        ),
        wrong_step(
            "root of the sizes",
            "You take the root of the sum of both sizes. Pythagoras squares them first.",
            combine=lambda v, h: np.sqrt(abs(v) + abs(h)),
        ),
        _last(
            "last row and column left at 0",
            "The last row and the last column of your map are 0: there your loops do not "
            "get.",
            lambda strength: np.pad(strength[:-1, :-1], ((0, 1), (0, 1))),
        ),
        *(
            _last(
                "only the first windows done",
                "The first windows give their strength; those after them give none. Is a "
                "return inside your loop?",
                after,
            )
            for after in (
                lambda strength: strength[:1],
                lambda strength: strength[0, 0],
                lambda strength: _begun(strength, slice(1), slice(None)),
                lambda strength: _begun(strength, slice(1), slice(1)),
            )
        ),
        wrong_step(
            "signs of the weights lost",
            "You use every weight as if it were positive. An edge is a difference: half of "
            "the weights are subtracted.",
            across=abs(VERTICAL),
            down=abs(HORIZONTAL),
        ),
        _last(
            "every second window",
            "You leave every second window out. The window moves by one pixel.",
            lambda strength: strength[::2, ::2],
        ),
        wrong_step(
            "differences of neighbours alone",
            "You take differences of single pixels, without the smoothing of Sobel's "
            "kernels, whose weights are 1, 2, 1.",
            across=np.array([[0, 0, 0], [1, 0, -1], [0, 0, 0]]) / 2,
            down=np.array([[0, 1, 0], [0, 0, 0], [0, -1, 0]]) / 2,
        ),
        _last(
            "both responses handed over",
            "You return more than one map. One number for each window is asked for.",
            lambda strength: np.stack([strength, strength]),
        ),
        *(
            _last(
                "weak edges taken away",
                "You set weak edges to 0. Leave every strength as it is.",
                lambda strength, part=part: np.where(
                    strength >= part * strength.max(), strength, 0
                ),
            )
            for part in (0.05, 0.1, 0.2)
        ),
        _last(
            "half precision",
            "Your values have lost some of their digits: float16 has three or four. Take "
            "an array of floats as NumPy makes them.",
            lambda strength: strength.astype(np.float16),
        ),
        *(
            _last(
                "rounded",
                "Your strengths are rounded. Leave all their digits.",
                lambda strength, digits=digits: strength.round(digits),
            )
            for digits in (0, 1, 2)
        ),
        _last(
            "fractions cut off",
            "Your map can hold whole numbers only. Which type does it have?",
            np.trunc,
        ),
        _last(
            "output of bytes",
            "Your map wraps around above 255: it is an array of uint8.",
            lambda strength: np.trunc(strength) % 256,
        ),
        *(
            _last(
                "scaled to the strongest edge",
                "You divide by the strongest edge of the image. Nothing is divided here.",
                lambda strength, top=top: top * strength / max(strength.max(), 1e-12),
            )
            for top in (1, 255)
        ),
        _last(
            "cut off at 255",
            "No value of your map is above 255. An edge may be stronger than a pixel.",
            lambda strength: np.minimum(strength, 255),
        ),
        _last(
            "last window missing",
            "You stop one window too early, in both directions.",
            lambda strength: strength[:-1, :-1],
        ),
        _last(
            "map transposed",
            "Your map is transposed. Its first axis runs down the image, like the image's.",
            np.transpose,
        ),
    ),
    alternatives=(
        Alternative(
            "SciPy's Sobel, which counts the other way round: squares forget signs",
            _scipy_magnitude,
        ),
        Alternative("loops over plain numbers; lists come back", _loop_magnitude),
    ),
)
