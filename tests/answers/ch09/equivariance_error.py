"""Answers to `equivariance-error`."""

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("equivariance-error")


@ANSWERS.right("as in the chapter")
def _(image, kernel, shift, margin):
    def moved(x):
        result = np.zeros_like(x)
        result[:, shift:] = x[:, : x.shape[1] - shift]
        return result

    image = np.asarray(image)
    one = cb.conv2d(moved(image), kernel, padding="same")
    other = moved(cb.conv2d(image, kernel, padding="same"))
    height, width = one.shape
    inside = np.abs(one - other)[margin : height - margin, margin : width - margin]
    return inside.max()


@ANSWERS.right("with np.pad")
def _(image, kernel, shift, margin):
    from cnnbook import conv2d

    def moved(x):
        return np.pad(x, ((0, 0), (shift, 0)))[:, : np.shape(x)[1]]

    one = conv2d(moved(image), kernel, padding="same")
    other = moved(conv2d(image, kernel, padding="same"))
    rows, columns = one.shape
    gap = (
        one[margin : rows - margin, margin : columns - margin]
        - (other[margin : rows - margin, margin : columns - margin])
    )
    return float(np.max(np.abs(gap)))


@ANSWERS.right("with np.roll, the columns that come round set to zero")
def _(image, kernel, shift, margin):
    def moved(x):
        x = np.roll(x, shift, axis=1)
        x[:, :shift] = 0
        return x

    first = cb.conv2d(moved(image), kernel, padding="same")
    second = moved(cb.conv2d(image, kernel, padding="same"))
    keep = [slice(margin, n - margin) for n in first.shape]
    return np.max(np.abs((first - second)[tuple(keep)]))


@ANSWERS.right("with hstack, and two loops over what remains")
def _(image, kernel, shift, margin):
    image = np.array(image, dtype=float)
    height, width = image.shape

    def moved(x):
        return np.hstack([np.zeros((height, shift)), x[:, : width - shift]])

    one = cb.conv2d(moved(image), kernel, padding="same")
    other = moved(cb.conv2d(image, kernel, padding="same"))
    worst = 0.0
    for i in range(margin, height - margin):
        for j in range(margin, width - margin):
            worst = max(worst, abs(one[i, j] - other[i, j]))
    return worst


@ANSWERS.right("moved by a matrix")
def _(image, kernel, shift, margin):
    image = np.asarray(image)
    height, width = image.shape
    move = np.eye(width, k=shift)
    before = cb.conv2d(image @ move, kernel, padding="same")
    after = cb.conv2d(image, kernel, padding="same") @ move
    rows, columns = np.arange(height), np.arange(width)
    rows = rows[(rows >= margin) & (rows < height - margin)]
    columns = columns[(columns >= margin) & (columns < width - margin)]
    return np.abs(before - after)[np.ix_(rows, columns)].max()


@ANSWERS.right("column by column, the rim masked")
def _(picture, weights, right, rim):
    def moved(x):
        result = np.zeros(np.shape(x))
        for column in range(right, np.shape(x)[1]):
            result[:, column] = np.asarray(x)[:, column - right]
        return result

    one = cb.conv2d(moved(picture), weights, padding="same")
    other = moved(cb.conv2d(picture, weights, padding="same"))
    rim_is = np.ones(one.shape, dtype=bool)
    rim_is[rim : one.shape[0] - rim, rim : one.shape[1] - rim] = False
    error = np.ma.array(np.abs(one - other), mask=rim_is).max()
    print("largest difference:", error)
    return np.float64(error)


@ANSWERS.right("an infinite norm, as float32")
def _(image, kernel, shift, margin):
    def moved(x):
        return np.concatenate([0 * x[:, :shift], x[:, : x.shape[1] - shift]], axis=1)

    def same(x):
        return cb.conv2d(x, kernel, padding="same")

    image = np.array(image, dtype=np.float64)
    error = same(moved(image)) - moved(same(image))
    bottom, right = error.shape[0] - margin, error.shape[1] - margin
    error = error[margin:bottom, margin:right]
    return np.float32(np.linalg.norm(error.ravel(), ord=np.inf))


@ANSWERS.right("with SciPy's shift")
def _(image, kernel, shift, margin):
    from scipy.ndimage import shift as move

    image = np.asarray(image, dtype=float)
    one = cb.conv2d(move(image, (0, shift), order=0), kernel, padding="same")
    other = move(cb.conv2d(image, kernel, padding="same"), (0, shift), order=0)
    difference = np.abs(one - other)
    if margin:
        difference = difference[margin:-margin, margin:-margin]
    return difference.max()


class Error:
    """A difference of two orders."""

    def __call__(self, image, kernel, shift, margin, **unused):
        import cnnbook as cb

        self.shift = shift
        one = cb.conv2d(self.moved(image), kernel, padding="same")
        other = self.moved(cb.conv2d(image, kernel, padding="same"))
        down, right = one.shape
        one = one[margin : down - margin, margin : right - margin]
        other = other[margin : down - margin, margin : right - margin]
        return max(abs(a - b) for a, b in zip(one.flat, other.flat, strict=True))

    def moved(self, x):
        result = np.zeros_like(x)
        width = result.shape[1]
        result[:, self.shift :] = np.asarray(x)[:, : width - self.shift]
        return result


ANSWERS.right("a class with __call__")(Error())


def to_right(x, shift):
    """Move to the right; zeros come in."""
    result = np.zeros_like(x)
    result[:, shift:] = x[:, : x.shape[1] - shift]
    return result


def inside(x, margin):
    """Leave out the margin."""
    return x[margin : x.shape[0] - margin, margin : x.shape[1] - margin]


def same(x, kernel):
    """Convolve with padding same."""
    return cb.conv2d(x, kernel, padding="same")


def orders(image, kernel, shift):
    """Return both maps."""
    image = np.asarray(image)
    moved = same(to_right(image, shift), kernel)
    return moved, to_right(same(image, kernel), shift)


@ANSWERS.wrong("x[margin:-margin], which is empty for a margin of 0")
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return np.abs(one - other)[margin:-margin, margin:-margin].max()


@ANSWERS.wrong("x[:, :-shift], which is empty for a shift of 0")
def _(image, kernel, shift, margin):
    def moved(x):
        result = np.zeros_like(x)
        result[:, shift:] = x[:, :-shift]
        return result

    image = np.asarray(image)
    one, other = same(moved(image), kernel), moved(same(image, kernel))
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong(
    "np.roll, what leaves on the right comes in from the left", ("rolled around",)
)
def _(image, kernel, shift, margin):
    one = same(np.roll(image, shift, axis=1), kernel)
    other = np.roll(same(image, kernel), shift, axis=1)
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong("np.roll without an axis", ("rolled around",))
def _(image, kernel, shift, margin):
    one = same(np.roll(image, shift), kernel)
    other = np.roll(same(image, kernel), shift)
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong("moved to the left", ("moved to the left",))
def _(image, kernel, shift, margin):
    def moved(x):
        result = np.zeros_like(x)
        result[:, : x.shape[1] - shift] = x[:, shift:]
        return result

    image = np.asarray(image)
    one, other = same(moved(image), kernel), moved(same(image, kernel))
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong("moved down", ("moved down",))
def _(image, kernel, shift, margin):
    def moved(x):
        return to_right(x.T, shift).T

    image = np.asarray(image)
    one, other = same(moved(image), kernel), moved(same(image, kernel))
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong("the edge is repeated, no zeros come in", ("edge repeated",))
def _(image, kernel, shift, margin):
    def moved(x):
        return np.pad(x, ((0, 0), (shift, 0)), mode="edge")[:, : x.shape[1]]

    image = np.asarray(image)
    one, other = same(moved(image), kernel), moved(same(image, kernel))
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong("moved by one, whatever the shift", ("moved by one column",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, 1)
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong(
    "the map is not moved, the invariance is measured",
    ("compared with the map that did not move",),
)
def _(image, kernel, shift, margin):
    image = np.asarray(image)
    one, other = same(to_right(image, shift), kernel), same(image, kernel)
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong(
    "the image is not convolved in the other order, only moved",
    ("compared with a picture instead of a map",),
)
def _(image, kernel, shift, margin):
    image = np.asarray(image)
    one = same(to_right(image, shift), kernel)
    return inside(np.abs(one - to_right(image, shift)), margin).max()


@ANSWERS.wrong("the margin is ignored", ("margin ignored",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return np.abs(one - other).max()


@ANSWERS.wrong(
    "the margin is left out on the left and above only", ("margin at two sides only",)
)
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return np.abs(one - other)[margin:, margin:].max()


@ANSWERS.wrong(
    "the margin is left out of the columns only", ("margin at two sides only",)
)
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return np.abs(one - other)[:, margin : one.shape[1] - margin].max()


@ANSWERS.wrong("the margin is left out of the rows only", ("margin at two sides only",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return np.abs(one - other)[margin : one.shape[0] - margin].max()


@ANSWERS.wrong(
    "one more than the margin is left out on the right and below",
    ("one more than the margin",),
)
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    error = np.abs(one - other)
    rows, columns = error.shape
    return error[margin : rows - margin - 1, margin : columns - margin - 1].max()


@ANSWERS.wrong(
    "the margin ends at the height for the columns too",
    ("the same end for rows and columns",),
)
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    end = len(one) - margin
    return np.abs(one - other)[margin:end, margin:end].max()


@ANSWERS.wrong("the margin alone is looked at", ("the margin alone",))
def _(image, kernel, shift, margin):
    error = np.abs(np.subtract(*orders(image, kernel, shift)))
    inside(error, margin)[:] = 0
    return error.max()


@ANSWERS.wrong("the largest difference without its absolute value", ("sign kept",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return inside(one - other, margin).max()


@ANSWERS.wrong(
    "the absolute value of the largest difference, not the largest of them",
    ("sign kept",),
)
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return abs(inside(one - other, margin).max())


@ANSWERS.wrong("the mean of the differences", ("mean instead of the largest",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return inside(np.abs(one - other), margin).mean()


@ANSWERS.wrong("the sum of the differences", ("sum instead of the largest",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return inside(np.abs(one - other), margin).sum()


@ANSWERS.wrong("the square of the largest difference", ("squared",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return (inside(one - other, margin) ** 2).max()


@ANSWERS.wrong(
    "the difference of the two largest values", ("difference of the two largest",)
)
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return abs(inside(one, margin).max() - inside(other, margin).max())


@ANSWERS.wrong("the largest difference in proportion to the largest value")
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return inside(np.abs(one - other), margin).max() / max(np.abs(one).max(), 1e-9)


@ANSWERS.wrong("how many values differ", ("number of differences",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return np.count_nonzero(inside(one != other, margin))


@ANSWERS.wrong("whether they differ, True or False", ("whether they differ",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return not np.allclose(inside(one, margin), inside(other, margin))


@ANSWERS.wrong("always 0, since a convolution is equivariant")
def _(image, kernel, shift, margin):
    return 0


@ANSWERS.wrong("without padding", ("without padding",))
def _(image, kernel, shift, margin):
    image = np.asarray(image)
    one = cb.conv2d(to_right(image, shift), kernel)
    other = to_right(cb.conv2d(image, kernel), shift)
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong("the kernel is flipped", ("flipped kernel",))
def _(image, kernel, shift, margin):
    one, other = orders(image, np.asarray(kernel)[::-1, ::-1], shift)
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong(
    "the margin is cut off the image before it is convolved", ("margin cut off before",)
)
def _(image, kernel, shift, margin):
    one, other = orders(inside(np.asarray(image), margin), kernel, shift)
    return np.abs(one - other).max()


@ANSWERS.wrong(
    "the image is moved in place, so that both orders get the moved one",
    ("moved twice in one order",),
)
def _(image, kernel, shift, margin):
    def move(x):
        x[:, shift:] = x[:, : x.shape[1] - shift].copy()
        x[:, :shift] = 0
        return x

    one = same(move(image), kernel)
    other = move(same(image, kernel))
    return inside(np.abs(one - other), margin).max()


@ANSWERS.wrong("all differences, not the largest", ("all differences",))
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return inside(np.abs(one - other), margin)


@ANSWERS.wrong(
    "the place of the largest difference, argmax", ("place of the largest difference",)
)
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return inside(np.abs(one - other), margin).argmax()


@ANSWERS.wrong("returns the difference and both maps")
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return inside(np.abs(one - other), margin).max(), one, other


@ANSWERS.wrong("printed and not returned")
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    print(inside(np.abs(one - other), margin).max())


@ANSWERS.wrong(
    "moved to the left and the margin is ignored",
    ("moved to the left", "margin ignored"),
)
def _(image, kernel, shift, margin):
    image = np.asarray(image)[:, ::-1]
    one = same(to_right(image, shift)[:, ::-1], kernel)
    other = to_right(same(image[:, ::-1], kernel)[:, ::-1], shift)[:, ::-1]
    return np.abs(one - other).max()


@ANSWERS.wrong(
    "np.roll and the mean of the differences",
    ("rolled around", "mean instead of the largest"),
)
def _(image, kernel, shift, margin):
    one = same(np.roll(image, shift, axis=1), kernel)
    other = np.roll(same(image, kernel), shift, axis=1)
    return inside(np.abs(one - other), margin).mean()


@ANSWERS.wrong(
    "without the absolute value and the margin is left out of the rows only",
    ("margin at two sides only", "sign kept"),
)
def _(image, kernel, shift, margin):
    one, other = orders(image, kernel, shift)
    return (one - other)[margin : one.shape[0] - margin].max()


def _error(image, kernel, shift, margin):
    def moved(x):
        return np.pad(x, ((0, 0), (shift, 0)))[:, : x.shape[1]]

    one = cb.conv2d(moved(image), kernel, padding="same")
    gap = np.abs(one - moved(cb.conv2d(image, kernel, padding="same")))
    height, width = gap.shape
    return gap[margin : height - margin, margin : width - margin].max()


@ANSWERS.wrong("rounded to one place", ("rounded",))
def _(image, kernel, shift, margin):
    return round(float(_error(image, kernel, shift, margin)), 1)


@ANSWERS.wrong("rounded to three places", ("rounded",))
def _(image, kernel, shift, margin):
    return round(float(_error(image, kernel, shift, margin)), 3)


def _moved(plane, shift):
    height, width = plane.shape
    return np.hstack([np.zeros((height, shift)), plane])[:, :width]


def _gaps(image, kernel, shift, margin):
    early = cb.conv2d(_moved(image, shift), kernel, padding="same")
    late = _moved(cb.conv2d(image, kernel, padding="same"), shift)
    height, width = image.shape
    gaps = np.abs(early - late)
    return gaps[margin : height - margin, margin : width - margin]


@ANSWERS.wrong("no more than 255")
def _(image, kernel, shift, margin):
    return min(_gaps(image, kernel, shift, margin).max(), 255)


@ANSWERS.wrong("shifts of 3 at most")
def _(image, kernel, shift, margin):
    return _gaps(image, kernel, min(shift, 3), margin).max()


@ANSWERS.wrong("what the shift brings in is left out but for its last column")
def _(image, kernel, shift, margin):
    left = max(shift - 1 - margin, 0)
    return _gaps(image, kernel, shift, margin)[:, left:].max(initial=0)
