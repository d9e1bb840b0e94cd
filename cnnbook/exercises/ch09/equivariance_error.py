"""How far moving first differs from convolving first."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def _right(image, shift):
    return np.pad(image, ((0, 0), (shift, 0)))[:, : image.shape[1]]


def _left(image, shift):
    return np.pad(image, ((0, 0), (0, shift)))[:, shift:]


def _down(image, shift):
    return np.pad(image, ((shift, 0), (0, 0)))[: image.shape[0]]


def _diagonal(image, shift):
    return _down(_right(image, shift), shift)


def _same(image, kernel):
    return ops.conv2d(image, kernel, "same")


def _two_orders(image, kernel, shift, move, convolve):
    one = convolve(move(image, shift), kernel)
    return one, move(convolve(image, kernel), shift)


def _inside(error, margin):
    height, width = error.shape
    return error[margin : height - margin, margin : width - margin]


def error_in_steps(
    image,
    kernel,
    shift,
    margin,
    *,
    move=_right,
    convolve=_same,
    orders=_two_orders,
    inside=_inside,
    keep=np.abs,
    pick=np.max,
):
    """Compare the two orders, one step after another.

    Parameters
    ----------
    image, kernel, shift, margin : array_like, array_like, int, int
        As the exercise has them.
    move, convolve : callable
        Move an image by a shift, and convolve it with a kernel.
    orders : callable
        Makes the two maps of image, kernel, shift, `move` and `convolve`.
    inside : callable
        Leaves out the margin.
    keep, pick : callable
        What is made of the differences, and one number of all of them.
    """
    one, other = orders(np.asarray(image), kernel, shift, move, convolve)
    return pick(keep(inside(one - other, margin)))


def _unmoved(image, kernel, shift, move, convolve):
    return convolve(move(image, shift), kernel), convolve(image, kernel)


def _kernel_moved(image, kernel, shift, move, convolve):
    return convolve(image, move(kernel, shift)), move(convolve(image, kernel), shift)


def _not_convolved(image, kernel, shift, move, convolve):
    return convolve(move(image, shift), kernel), move(image, shift)


def _convolved_twice(image, kernel, shift, move, convolve):
    moved = convolve(move(image, shift), kernel)
    return moved, move(convolve(moved, kernel), shift)


def _moved_in_place(image, kernel, shift, move, convolve):
    return _two_orders(move(image, shift), kernel, shift, move, convolve)[1], convolve(
        move(image, shift), kernel
    )


def _part(rows, columns):
    """Return what leaves out other parts, of margin and size: first and last."""

    def inside(error, margin):
        height, width = error.shape
        return error[slice(*rows(margin, height)), slice(*columns(margin, width))]

    return inside


def _both(margin, size):
    return margin, size - margin


def _start(margin, size):
    return margin, size


def _end(margin, size):
    return 0, size - margin


def _one_more(margin, size):
    return margin, size - margin - 1


def _whole(margin, size):
    return 0, size


def _margin_only(error, margin):
    error = error.copy()
    _inside(error, margin)[:] = 0
    return error


def _square(error, margin):
    end = len(error) - margin
    return error[margin:end, margin:end]


def _cut_before(image, kernel, shift, margin):
    return error_in_steps(_inside(np.asarray(image), margin), kernel, shift, 0)


def _of_the_largest(image, kernel, shift, margin):
    one, other = _two_orders(np.asarray(image), kernel, shift, _right, _same)
    return abs(_inside(one, margin).max() - _inside(other, margin).max())


def _draw(random: np.random.Generator) -> Case:
    """Draw an image, a kernel of odd sizes, a shift and a margin; both may be 0."""
    height, width = (int(n) for n in random.permutation([5, 6, 7, 8])[:2])
    shape = [(3, 3), (3, 3), (1, 3), (3, 1)][random.integers(4)]
    shift = int(random.choice([0, 1, 2, 2, 3]))
    image = random.integers(1, 10, (height, width))
    if random.integers(3) == 0:
        image = image * random.choice([-1, 1], image.shape)
    kernel = random.integers(1, 5, shape) * random.choice([-1, 1], shape)
    fractions = random.integers(5)
    if fractions == 0:
        kernel = kernel * 0.5
    if fractions == 1:
        image, kernel = (image * 0.07).round(2), (kernel * 0.13).round(2)
    return Case((image, kernel, shift, int(random.choice([0, 0, 1, 1, 2]))))


def _features(image, kernel, shift, margin):
    error = error_in_steps(image, kernel, shift, margin)
    largest = error_in_steps(image, kernel, shift, margin, keep=lambda x: x)
    return {
        ("shift is 0", "shift is not 0"): shift == 0,
        ("margin is 0", "margin is not 0"): margin == 0,
        ("the margin is as wide as the shift", "the margin is narrower"): (
            margin >= shift
        ),
        ("the largest difference is negative", "the largest difference is positive"): (
            largest < error
        ),
        ("the two orders agree inside the margin", "the two orders differ there"): error
        == 0,
    }


def _error_with_scipy(image, kernel, shift, margin):
    from scipy.ndimage import shift as moved
    from scipy.signal import correlate2d

    def conv(x):
        return correlate2d(x, kernel, "same")

    def right(x):
        return moved(x, (0, shift), order=0, cval=0)

    gap = conv(right(image)) - right(conv(image))
    rows = range(margin, image.shape[0] - margin)
    columns = range(margin, image.shape[1] - margin)
    return max(abs(gap[i, j]) for i in rows for j in columns)


_MOVED = (
    *each(
        "rolled around",
        "What leaves at one end comes back at the other. Zeros should come in.",
        move=[lambda x, d: np.roll(x, d, axis=1), np.roll],
    ),
    wrong_step(
        "edge repeated",
        "The pixels of the left edge come in from the left. It should be zeros.",
        move=lambda x, d: np.pad(x, ((0, 0), (d, 0)), "edge")[:, : x.shape[1]],
    ),
    wrong_step(
        "moved down",
        "You move along the first axis, which is down. To the right is the second.",
        move=_down,
    ),
    wrong_step(
        "moved down and to the right",
        "You move along both axes. Only the columns should move.",
        move=_diagonal,
    ),
    wrong_step(
        "moved to the left",
        "You move to the left. Zeros should come in from the left.",
        move=_left,
    ),
    wrong_step(
        "moved by one column",
        "You move by one column, whatever the shift.",
        move=lambda x, d: _right(x, 1),
    ),
    wrong_step(
        "compared with the map that did not move",
        "You compare with the map of the picture before it moved. That measures "
        "invariance. Move that map too.",
        orders=_unmoved,
    ),
    wrong_step(
        "compared with a picture instead of a map",
        "In one of the orders nothing is convolved. Both are a move and a convolution.",
        orders=_not_convolved,
    ),
    *each(
        "moved twice in one order",
        "One of your orders begins with the picture that has moved already. Does moving "
        "it change the array that you were given?",
        orders=[_moved_in_place, _convolved_twice],
    ),
)

_CONVOLVED = (
    wrong_step(
        "flipped kernel",
        "Your kernel is turned by 180°. cb.conv2d slides it as it is.",
        convolve=lambda x, kernel: _same(x, kernel[::-1, ::-1]),
    ),
    wrong_step(
        "without padding",
        "You convolve without padding, so that the maps are smaller than the image. It "
        "should be “same”.",
        convolve=ops.conv2d,
    ),
    *(
        wrong_step(
            "padded by another amount",
            "Your padding is not “same”: the maps have another size than the image, or "
            "other places at their edges.",
            convolve=lambda x, kernel, n=n: ops.conv2d(x, kernel, n),
        )
        for n in (1, 2)
    ),
)

_MARGINS = (
    wrong_step(
        "margin ignored",
        "Your result does not change with the margin. Leave out that many rows and "
        "columns on every side.",
        inside=lambda error, margin: error,
    ),
    *each(
        "margin at two sides only",
        "You leave out the margin at two of the four sides only.",
        inside=[
            _part(_whole, _both),
            _part(_both, _whole),
            _part(_start, _start),
            _part(_end, _end),
        ],
    ),
    *each(
        "one more than the margin",
        "You leave out more than the margin at the right and at the bottom.",
        inside=[_part(_one_more, _one_more)],
    ),
    wrong_step(
        "the same end for rows and columns",
        "You end the columns where the rows end. An image need not be square.",
        inside=_square,
    ),
    wrong_step(
        "the margin alone",
        "You look at the margin alone. It is what should be left out.",
        inside=_margin_only,
    ),
    Misconception(
        "margin cut off before",
        "You cut off the margin before you convolve. The border of what is left makes the "
        "same trouble again: cut it off the maps.",
        answer=_cut_before,
    ),
)

_COMPARED = (
    wrong_step(
        "sign kept",
        "You look for the largest difference with its sign. −9 is a larger error than 2, so "
        "the signs have to go first.",
        keep=lambda x: x,
    ),
    wrong_step(
        "squared",
        "You square the differences. Their size is wanted.",
        keep=np.square,
    ),
    *(
        wrong_step(name, hint, pick=pick)
        for name, hint, pick in (
            (
                "mean instead of the largest",
                "You average the differences. One wrong value should not be hidden by many "
                "right ones.",
                np.mean,
            ),
            (
                "sum instead of the largest",
                "You add up the differences. The largest of them is wanted.",
                np.sum,
            ),
            (
                "number of differences",
                "You count the values that differ. How large is the largest difference?",
                np.count_nonzero,
            ),
            (
                "whether they differ",
                "You say whether the maps differ. By how much, at most?",
                lambda x: bool(np.any(x)),
            ),
            (
                "place of the largest difference",
                "You return the place of the largest difference. How large is it?",
                np.argmax,
            ),
            (
                "all differences",
                "You return all differences. The largest of them is wanted, as one number.",
                lambda x: x,
            ),
        )
    ),
    *(
        Misconception(
            "rounded",
            "You round the result. Return it as it is.",
            after=lambda result, digits=digits: np.round(result, digits),
        )
        for digits in range(4)
    ),
    Misconception(
        "difference of the two largest",
        "You compare the largest values of both maps. Compare value by value, and take "
        "the largest of the differences.",
        answer=_of_the_largest,
    ),
)

_random = np.random.default_rng(909)
_IMAGE = _random.integers(1, 30, (7, 9))
_TALL = _random.integers(1, 30, (9, 6))
_KERNEL = np.array([[1, 2, -4], [3, 1, -2], [-1, 5, -3]])
_SMALL = np.array([[3, 1, 2, 5], [4, 0, 7, 6]])

EXERCISE = FunctionExercise(
    __name__,
    title="Measure the equivariance",
    difficulty=2,
    points=3,
    place=50,
    look=(
        "Print the two maps, and their difference, for np.array([[3, 1, 2, 5]]), the "
        "kernel np.array([[1, 2, -1]]) and a shift of 1. Where do they differ?"
    ),
    section="Where equivariance holds, and where it breaks",
    reference=error_in_steps,
    cases=(
        Case((_SMALL, np.array([[1, 2, -4]]), 1, 0)),
        Case((_SMALL, np.array([[1, 2, -4]]), 0, 0)),
        Case((_IMAGE, _KERNEL, 2, 0)),
        Case((_IMAGE, -_KERNEL, 3, 1)),
        Case((_IMAGE, _KERNEL, 3, 2)),
        Case((_IMAGE, _KERNEL, 2, 2)),
        Case((_TALL, _KERNEL.T, 2, 1)),
        Case((_TALL * 0.5, -_KERNEL[:, ::-1], 1, 0)),
        Case((np.array([[0.13, 0.25, 0.37]]), np.array([[0.5, 0.25, 0.13]]), 1, 0)),
        Case((np.array([[90, 200, 120, 250]]), np.array([[3, -7, 5]]), 1, 0)),
        Case((np.array([[3, 1, 4, 0, 0, 0, 0]]), np.array([[8, 1, 0, 1, 2]]), 4, 0)),
        Case((_IMAGE, _KERNEL, 4, 0)),
        Case(
            (np.array([[2, 5, 1], [7, 3, 8], [4, 0, 6]]), np.array([[1, 2, -4]]), 1, 0)
        ),
    ),
    draw=_draw,
    features=_features,
    misconceptions=(*_MOVED, *_CONVOLVED, *_MARGINS, *_COMPARED),
    alternatives=(
        Alternative("SciPy moves and correlates, loops compare", _error_with_scipy),
    ),
)
