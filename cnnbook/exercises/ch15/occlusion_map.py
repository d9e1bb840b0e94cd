"""How far a score falls where a square covers the picture."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch15._shared import after, step


def _relu(x):
    return max(x, 0)


def _covered(picture, top, left, size, fill):
    picture = picture.copy()
    picture[top : top + size, left : left + size] = fill
    return picture


def _inside(length, size, stride):
    return range(0, length - size + 1, stride)


def occlusion_map(
    picture,
    weights,
    size,
    stride,
    fill,
    *,
    numbers=lambda picture: picture.astype(float),
    places=_inside,
    cover=_covered,
    keeps=lambda before, covered: before,
    score=lambda picture, weights: _relu((picture * weights).sum()),
    read=lambda picture, weights: (picture, weights),
    fall=lambda before, now: before - now,
):
    """Make the map, one step after another.

    Parameters
    ----------
    picture, weights, size, stride, fill : ndarray, ndarray, int, int, float
        As the exercise has them.
    numbers : callable
        Makes the copy that is covered.
    places : callable
        Where squares begin, of the picture's length, size and stride.
    cover : callable
        Covers a square of the picture.
    keeps : callable
        Says which picture is covered next, of the one before and the covered one.
    score : callable
        What the network says.
    read : callable
        Says which of the two is covered, and which is not.
    fall : callable
        Compares the scores before and now.
    """
    picture, weights = read(np.asarray(picture), np.asarray(weights))
    picture = numbers(picture)
    before = score(picture, weights)
    rows = places(picture.shape[0], size, stride)
    columns = places(picture.shape[1], size, stride)
    found = np.zeros((len(rows), len(columns)))
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            covered = cover(picture, top, left, size, fill)
            found[i, j] = fall(before, score(covered, weights))
            picture = keeps(picture, covered)
    return found


def _only_the_square(picture, top, left, size, fill):
    found = np.full(picture.shape, float(fill))
    part = slice(top, top + size), slice(left, left + size)
    found[part] = picture[part]
    return found


def _one_too_large(picture, top, left, size, fill):
    return _covered(picture, top, left, size + 1, fill)


def _left_and_top_swapped(picture, top, left, size, fill):
    return _covered(picture, left, top, size, fill)


def _added(picture, top, left, size, fill):
    picture = picture.copy()
    picture[top : top + size, left : left + size] += fill
    return picture


def _by_sums(picture, weights, size, stride, fill):
    lost = ((np.asarray(picture, float) - fill) * weights).cumsum(0).cumsum(1)
    lost = np.pad(lost, ((1, 0), (1, 0)))
    square = lost[size:, size:] - lost[:-size, size:] - lost[size:, :-size]
    square = (square + lost[:-size, :-size])[::stride, ::stride]
    total = (np.asarray(picture, float) * weights).sum()
    return np.maximum(total, 0) - np.maximum(total - square, 0)


def _by_windows(picture, weights, size, stride, fill):
    from numpy.lib.stride_tricks import sliding_window_view

    total = np.vdot(picture, weights).astype(float)
    falls = sliding_window_view((picture - fill) * weights, (size, size))
    falls = falls[::stride, ::stride].sum(axis=(2, 3))
    return max(total, 0) - np.where(total - falls > 0, total - falls, 0)


def _draw(random: np.random.Generator) -> Case:
    """Draw a picture, weights of both signs, and squares that may overlap."""
    size = int(random.integers(1, 4))
    stride = int(random.integers(1, 4))
    height, width = (size + int(n) for n in random.integers(0, 6, 2))
    picture = random.integers(0, 10, (height, width))
    if random.random() < 0.15:
        picture = 2 * picture - 5
    while True:
        weights = random.integers(-4, 6, (height, width))
        total = (picture * weights).sum()
        if total > 0 or random.random() < 0.1:
            break
    fill = random.choice([0, 0, 0, 3, 3, 5, -3])
    if random.random() < 0.3:
        picture = picture / 10
    if random.random() < 0.4:
        fill = fill / 2
    if random.random() < 0.3:
        weights = weights / 4
    return Case((picture, weights, size, stride, fill.item()))


_random = np.random.default_rng(1503)


def _case(height, width, size, stride, fill, scale=1.0, shift=1.0):
    picture = _random.integers(0, 10, (height, width))
    weights = _random.integers(-4, 6, (height, width)) + int(shift)
    if scale != 1:
        picture, weights = picture * scale, weights / 4
    return Case((picture, weights, size, stride, fill))


def _about(picture, weights, size, stride, fill):
    falls = occlusion_map(picture, weights, size, stride, fill)
    rest = [(n - size) % stride for n in np.shape(picture)]
    return {
        ("squares overlap", "no two squares overlap"): stride < size,
        ("fill is 0", "fill is not 0"): fill == 0,
        ("fill is below 0", "fill is not below 0"): fill < 0,
        ("some fall is negative", "no fall is negative"): bool((falls < 0).any()),
        ("something is left beside the last squares", "the last squares end at it"): (
            any(rest)
        ),
        ("the score is 0 before", "the score is above 0 before"): (
            np.sum(np.asarray(picture) * weights) <= 0
        ),
    }


EXERCISE = FunctionExercise(
    __name__,
    title="An occlusion map",
    difficulty=2,
    points=3,
    place=40,
    look=(
        "Take a picture of 1 by 3 pixels with the values 1, 2 and 3, weights that are all "
        "1, squares of 1 pixel, and 0 to cover with: the map is the picture. Print the "
        "covered picture in every round."
    ),
    section="Cover it and see: occlusion",
    reference=occlusion_map,
    features=_about,
    cases=(
        Case((np.array([[1, 2, 3]]), np.array([[1, 1, 2]]), 1, 1, 0)),
        Case((np.array([[4, 0], [2, 5]]), np.array([[3, -1], [-2, 2]]), 1, 1, 3)),
        _case(4, 5, 2, 1, 0),
        _case(4, 6, 2, 2, 5, shift=2),
        _case(5, 4, 3, 1, 3),
        _case(6, 4, 2, 3, 0, shift=2),
        _case(4, 7, 1, 2, 5, shift=2),
        _case(5, 6, 2, 1, 0.5, scale=0.1, shift=2),
        _case(6, 5, 3, 2, 0.3, scale=0.1),
        _case(5, 4, 2, 1, 2.5, shift=2),
        _case(4, 4, 1, 1, 1.5),
        Case((np.array([[3, 1], [1, 2]]), np.array([[-2, 1], [1, 1]]), 1, 1, 0)),
        Case((np.array([[1, 2], [0, 3]]), np.array([[2, -1], [1, 1]]), 2, 1, 0)),
        Case((np.array([[-3, 12, 4]]), np.array([[-2, 1, 3]]), 1, 1, -2)),
    ),
    draw=_draw,
    misconceptions=(
        *rounded(0, 1, 2),
        step(
            "signs turned round",
            "Your map is negative where the score falls. It should say how far it falls: "
            "before minus after.",
            fall=lambda before, now: now - before,
        ),
        step(
            "scores in place of falls",
            "These are the scores of the covered pictures. How far have they fallen?",
            fall=lambda before, now: now,
        ),
        step(
            "only what is lost counts",
            "You cut off negative falls. Where the score rises, the map is negative.",
            fall=lambda before, now: max(before - now, 0),
        ),
        step(
            "signs lost",
            "Your map has no negative values. Where the score rises, the fall is "
            "negative.",
            fall=lambda before, now: abs(before - now),
        ),
        step(
            "squares stay",
            "The squares of the rounds before are still on the picture. Cover a fresh "
            "copy in every round.",
            keeps=lambda before, covered: covered,
        ),
        step(
            "last squares missing",
            "The last square of each row and column is missing. Where does range end?",
            places=lambda n, size, stride: range(0, n - size, stride),
        ),
        step(
            "squares hang over the edge",
            "Some of your squares hang over the edge. They lie wholly inside.",
            places=lambda n, size, stride: range(0, n, stride),
        ),
        step(
            "stride ignored",
            "Your squares begin at every pixel. They step by the stride.",
            places=lambda n, size, stride: range(n - size + 1),
        ),
        step(
            "stride taken for the size",
            "Your squares lie side by side. They step by the stride, whatever their size.",
            places=lambda n, size, stride: range(0, n - size + 1, size),
        ),
        step(
            "always covered with 0",
            "You cover with 0, whatever the fill value is.",
            cover=lambda picture, top, left, size, fill: _covered(
                picture, top, left, size, 0
            ),
        ),
        step(
            "fraction of fill lost",
            "Your copy of a picture of whole numbers holds whole numbers too, so the fill "
            "value loses its fraction. Make the copy one of floats.",
            numbers=lambda picture: picture.copy(),
        ),
        step(
            "fill added",
            "You add the fill value to the pixels of the square. It takes their place.",
            cover=_added,
        ),
        step(
            "all but the square covered",
            "You cover everything but the square. The square alone is covered.",
            cover=_only_the_square,
        ),
        step(
            "square one too large",
            "Your square is one pixel too high and too wide. A slice leaves out its end "
            "by itself.",
            cover=_one_too_large,
        ),
        step(
            "rows and columns swapped",
            "Your square lies at the mirrored place: row and column have changed "
            "places.",
            cover=_left_and_top_swapped,
        ),
        step(
            "weights covered",
            "You cover the weights. They belong to the network: cover the picture.",
            read=lambda picture, weights: (weights, picture),
        ),
        step(
            "ReLU left out",
            "Your score goes below 0. The network has a ReLU.",
            score=lambda picture, weights: (picture * weights).sum(),
        ),
        step(
            "ReLU before only",
            "Your score goes below 0 once something is covered. The network's ReLU is still "
            "there then.",
            score=lambda picture, weights: (picture * weights).sum(),
            fall=lambda before, now: _relu(before) - now,
        ),
        step(
            "ReLU of each product",
            "You cut off every negative product. The ReLU gets the sum of all.",
            score=lambda picture, weights: np.maximum(picture * weights, 0).sum(),
        ),
        step(
            "mean in place of the sum",
            "You average the products. The unit adds them up.",
            score=lambda picture, weights: _relu((picture * weights).mean()),
        ),
        step(
            "pixels without weights",
            "You add up the pixels. Each is multiplied by its weight first.",
            score=lambda picture, weights: _relu(picture.sum()),
        ),
        step(
            "share of the score",
            "You divide by the score before. The fall itself is wanted.",
            fall=lambda before, now: (before - now) / before if before else 0.0,
        ),
        after(
            "divided by the largest",
            "You scale the map to 1. It is wanted as it comes out.",
            lambda found: found / (np.abs(found).max() or 1),
        ),
        after(
            "flattened",
            "Your map is a list. It has a row for each row of squares.",
            np.ravel,
        ),
        after(
            "map turned over", "Rows and columns of your map are swapped.", np.transpose
        ),
        after(
            "largest fall alone",
            "You return one number. A map was asked for.",
            np.max,
        ),
    ),
    alternatives=(
        Alternative("by sums over rectangles, without covering anything", _by_sums),
        Alternative("by windows of what each pixel loses", _by_windows),
    ),
)
