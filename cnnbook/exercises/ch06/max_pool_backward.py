"""The gradient of max pooling with respect to its input."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture
from cnnbook.exercises._shared import later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch06._shared import after, max_pool_in_loops, step
from cnnbook.exercises.mistakes import Misconception


def _first(number, shape):
    """Return zeros with a 1 in one place."""
    mask = np.zeros(shape)
    mask.flat[number] = 1
    return mask


def backward_in_steps(
    gradient,
    x,
    *,
    receives=lambda window: _first(window.argmax(), window.shape),
    share=lambda g, winner: g,
    change=lambda gradient: gradient,
    pace=2,
    place=2,
    missing=0,
    square=False,
    finish=lambda back, x, rows, columns: back,
):
    """Send each gradient back into its window, one step after another.

    Parameters
    ----------
    gradient, x
        As in the exercise.
    receives : callable
        Takes a window; says how much of the share each of its pixels gets.
    share : callable
        Takes a gradient and the largest value of its window.
    change : callable
        What is done to the gradient first.
    pace, place : int
        Step of the windows that are looked at, and of those that are written to.
    missing : int
        Rows and columns of windows that are left out at the end.
    square : bool
        The gradient's rows are used for its columns.
    finish : callable
        Takes the result, `x`, and the height and width of what the windows cover.
    """
    back = np.zeros(x.shape)
    gradient = change(gradient)
    rows, columns = gradient.shape
    for i in range(rows - missing):
        for j in range((rows if square else columns) - missing):
            window = x[pace * i : pace * i + 2, pace * j : pace * j + 2]
            into = back[place * i : place * i + 2, place * j : place * j + 2]
            into += share(gradient[i, j], window.max()) * receives(window)
    return finish(back, x, 2 * rows, 2 * columns)


def _corner(window):
    return np.array([[1, 0], [0, 0]])


def _mirrored(window):
    """Take the winner's row for its column, and the other way round."""
    return (window == window.max()).T


def _others_kept(back, x, rows, columns):
    """Keep x wherever no gradient arrived."""
    won = np.zeros(x.shape, bool)
    largest = np.kron(max_pool_in_loops(x), np.ones((2, 2)))
    won[:rows, :columns] = largest == x[:rows, :columns]
    return np.where(won, back, x)


def _leftovers_kept(back, x, rows, columns):
    kept = x.astype(float)
    kept[:rows, :columns] = back[:rows, :columns]
    return kept


def _leftovers_copied(back, x, rows, columns):
    sides = [(0, n - m) for n, m in zip(x.shape, (rows, columns), strict=True)]
    return np.pad(back[:rows, :columns], sides, "edge")


def _equal_anywhere(gradient, x):
    """Give to every pixel of x that equals a window's maximum."""
    back = np.zeros(x.shape)
    largest = np.ravel(max_pool_in_loops(x))
    for g, value in zip(gradient.ravel(), largest, strict=True):
        back[x == value] += g
    return back


def _equal_to_any(gradient, x):
    """Let every pixel win that equals some maximum; it gets its own window's gradient."""
    back = np.zeros(x.shape)
    rows, columns = (2 * n for n in gradient.shape)
    won = np.isin(x[:rows, :columns], max_pool_in_loops(x))
    back[:rows, :columns] = won * np.kron(gradient, np.ones((2, 2)))
    return back


def _softmax(window):
    e = np.exp(window - window.max().astype(float))
    return e / e.sum()


def _leftovers_mean(back, x, rows, columns):
    filled = back.copy()
    mean = back.sum() / (rows * columns / 4)
    filled[rows:] = mean
    filled[:, columns:] = mean
    return filled


def _one_winner(gradient, x):
    back = np.zeros(x.shape)
    back[np.unravel_index(x.argmax(), x.shape)] = gradient.sum()
    return back


def _largest_gradient(gradient, x):
    back = np.zeros(x.shape)
    i, j = np.unravel_index(gradient.argmax(), gradient.shape)
    back[2 * i, 2 * j] = gradient.max()
    return back


def _draw(random: np.random.Generator) -> Case:
    rows, columns = (int(n) for n in random.integers(1, 4, 2))
    height, width = (2 * n + int(random.integers(0, 2)) for n in (rows, columns))
    x = np.empty((height, width), int)
    for i in range(0, height, 2):  # no value twice in a window, but in several of them
        for j in range(0, width, 2):
            window = x[i : i + 2, j : j + 2]
            values = random.permutation(9)[: window.size]
            window[:] = values.reshape(window.shape)
    x *= random.choice([-1, 1], x.shape) if random.integers(4) else -1
    gradient = random.integers(-9, 10, (rows, columns))
    if random.integers(2):
        gradient = gradient * 0.25
    if random.integers(3) == 0:
        x = x * 0.125
    if random.integers(6) == 0:
        x = 100_000 + x * 0.25  # close to each other, and not the same
    return Case((gradient, x))


def _about(gradient, x):
    winners = np.array(max_pool_in_loops(x))
    return {
        ("pixels lie in no window", "every pixel lies in a window"): bool(
            x.shape[0] % 2 or x.shape[1] % 2
        ),
        ("a winner is negative", "no winner is negative"): bool((winners < 0).any()),
        ("there are several windows", "there is a single window"): gradient.size > 1,
        (
            "the largest value of a window also stands elsewhere",
            "every window has a largest value of its own",
        ): bool(sum((x == value).sum() for value in winners.flat) > winners.size),
    }


_random = later(606, 900)


def _differences(gradient, x):
    def loss(values):
        return (gradient * max_pool_in_loops(values)).sum()

    back = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[place] = 2.0**-10
        back[place] = (loss(x + nudge) - loss(x)) * 2**10
    return back


def _enlarged(gradient, x):
    rows, columns = (2 * n for n in gradient.shape)
    back = np.zeros(x.shape)
    winners = np.kron(max_pool_in_loops(x), np.ones((2, 2))) == x[:rows, :columns]
    back[:rows, :columns] = np.where(winners, np.kron(gradient, np.ones((2, 2))), 0)
    return back


EXERCISE = FunctionExercise(
    __name__,
    title="Backwards through max pooling",
    difficulty=3,
    points=3,
    place=70,
    look=(
        "Take the window [[2, 7], [5, 1]] and the gradient 10. Nudge its four pixels up "
        "by a little, one after the other, and write down each time what happens to the "
        "maximum. Then do it for a map of 3 by 5 pixels."
    ),
    section="Max pooling by hand",
    reference=backward_in_steps,
    cases=(
        Case((np.array([[10]]), np.array([[2, 7], [5, 1]]))),
        Case((np.array([[10]]), np.array([[-1, 0], [-2, -3]]))),
        Case((np.array([[7]]), np.array([[-1, -6], [-3, -4]]))),
        Case((np.array([[3, -4]]), np.array([[2, -7, 1, 5], [-9, 1, 4, 0]]))),
        Case(
            (np.array([[0.5], [-1.5]]), np.array([[-8, -5], [-3, -6], [9, 4], [2, 7]]))
        ),
        Case((np.array([[2, 6]]), np.array([[1, 8, 3, 8, 9], [7, 2, 5, 4, 8]]))),
        Case((np.array([[10, 20], [30, 40]]), lecture.P)),
        Case(
            (np.array([[7.5], [-3]]), np.arange(15).reshape(5, 3) * -7 % 16 * 0.5 - 4)
        ),
        Case((np.array([[0.25]]), np.array([[0.2, 0.7], [0.1, 0.3]]))),
        Case((np.array([[1.5]]), np.array([[99999.75, 100000], [-2, 3]]))),
        Case((np.array([[5]]), np.array([[-40000, -2000], [-70000, -3000]]))),
        Case((np.array([[4]]), np.array([[0, 200], [7, 90]], np.uint8))),
    ),
    draw=_draw,
    fine=("gradient",),
    features=_about,
    misconceptions=(
        step(
            "spread evenly",
            "You share each gradient among the four pixels of its window. That is right "
            "for average pooling. Which pixels could have changed the maximum?",
            receives=lambda window: np.full((2, 2), 0.25),
        ),
        step(
            "sent to all",
            "Every pixel of a window gets the whole gradient. Three of them had no say "
            "in the maximum.",
            receives=np.ones_like,
        ),
        step(
            "sent to the top left corner",
            "You send each gradient to the first pixel of its window, wherever the "
            "maximum stands.",
            receives=_corner,
        ),
        step(
            "every pixel close to the largest",
            "Pixels that are nearly as large as the largest get the gradient as well. "
            "Close is not the same: compare exactly.",
            receives=lambda window: np.isclose(window, window.max()),
        ),
        step(
            "winners looked for without the fractions",
            "You cut the fractions off before you look for the largest. It may win by "
            "less than 1.",
            receives=lambda window: _first(window.astype(int).argmax(), window.shape),
        ),
        step(
            "sent to the smallest",
            "You send each gradient to the smallest pixel of its window.",
            receives=lambda window: _first(window.argmin(), window.shape),
        ),
        step(
            "sent to the largest magnitude",
            "You look for the winner without the signs. Of −5 and 2, the larger is 2.",
            receives=lambda window: _first(np.abs(window).argmax(), window.shape),
        ),
        step(
            "winner's row and column swapped",
            "In some windows your gradient lands on the wrong side of the diagonal: the "
            "winner's row and column have changed places.",
            receives=_mirrored,
        ),
        step(
            "multiplied by the pixel",
            "You multiply the gradient by the winner's value. The maximum grows by "
            "exactly as much as the winner does.",
            share=lambda g, winner: g * winner,
        ),
        step(
            "gradient left out",
            "You mark the winners with 1. What comes back is the gradient that arrived.",
            share=lambda g, winner: 1,
        ),
        step(
            "value instead of gradient",
            "You put the maxima back in their places. It is their gradients that go back.",
            share=lambda g, winner: winner,
        ),
        step(
            "negative winners left out",
            "A winner below zero gets nothing. That is how ReLU behaves; here, it has "
            "won all the same.",
            share=lambda g, winner: g * (winner > 0),
        ),
        step(
            "winners of value 0 left out",
            "A winner of value 0 gets nothing. It has won all the same: find out where "
            "the largest value stands, not whether something is left of it.",
            share=lambda g, winner: g * (winner != 0),
        ),
        step(
            "sent to the corner unless a value is above 0",
            "Your search for the largest starts at 0, so in a window without positive "
            "values the first pixel gets the gradient. Start at one of its values.",
            receives=lambda window: _first(
                window.argmax() if window.max() > 0 else 0, window.shape
            ),
        ),
        step(
            "sent to all but the winner",
            "All pixels but the winner get the gradient. Which one could have changed the "
            "maximum?",
            receives=lambda window: 1 - _first(window.argmax(), window.shape),
        ),
        step(
            "a winner in each row",
            "Each row of a window sends the gradient to its largest pixel. A window has a "
            "single winner.",
            receives=lambda window: window == window.max(axis=1, keepdims=True),
        ),
        step(
            "a winner in each column",
            "Each column of a window sends the gradient to its largest pixel. A window "
            "has a single winner.",
            receives=lambda window: window == window.max(axis=0, keepdims=True),
        ),
        step(
            "shared by softmax",
            "You share the gradient among all pixels by a softmax. The winner gets all "
            "of it.",
            receives=_softmax,
        ),
        step(
            "shared in proportion to the values",
            "You share the gradient in proportion to the pixels' values. The winner gets "
            "all of it.",
            receives=lambda window: np.abs(window) / max(np.abs(window).sum(), 1e-9),
        ),
        step(
            "second largest",
            "You send each gradient to the second largest pixel of its window.",
            receives=lambda window: _first(
                np.argsort(window, axis=None)[-2], window.shape
            ),
        ),
        step(
            "gradient divided by 4",
            "The winner gets a quarter of the gradient. The maximum grows by exactly as "
            "much as the winner does.",
            share=lambda g, winner: g / 4,
        ),
        step(
            "gradient doubled",
            "The winner gets twice the gradient. The maximum grows by exactly as much as "
            "the winner does.",
            share=lambda g, winner: 2 * g,
        ),
        step(
            "gradient transposed",
            "Where the gradient is square, you use it with its rows and columns swapped. "
            "gradient[i, j] belongs to window (i, j).",
            change=lambda gradient: (
                gradient.T if gradient.shape[0] == gradient.shape[1] else gradient
            ),
        ),
        step(
            "first window only",
            "Only the first window sends something back. Does a return stand inside the "
            "loop?",
            change=lambda gradient: _first(0, gradient.shape) * gradient,
        ),
        step(
            "last row of windows missing",
            "The last row of windows sends nothing back. range leaves out its end by "
            "itself.",
            change=lambda gradient: np.where(
                np.arange(len(gradient))[:, None] < len(gradient) - 1, gradient, 0
            ),
        ),
        step(
            "last column of windows missing",
            "The last column of windows sends nothing back. range leaves out its end by "
            "itself.",
            change=lambda gradient: np.where(
                np.arange(gradient.shape[1]) < gradient.shape[1] - 1, gradient, 0
            ),
        ),
        step(
            "gradient of the first window everywhere",
            "Every winner gets the gradient of the first window. Each window has one of "
            "its own.",
            change=lambda gradient: np.full(gradient.shape, gradient[0, 0]),
        ),
        step(
            "windows move by one pixel",
            "Your windows move by one pixel. With stride 2, window (i, j) starts in row "
            "2i, column 2j.",
            pace=1,
            place=1,
        ),
        step(
            "corner of the window not doubled in the result",
            "You find the winner in its window, but count its place in the map from row "
            "i, column j. Window (i, j) starts in row 2i, column 2j.",
            place=1,
        ),
        step(
            "place in the window not added to its corner",
            "You find the winner's place in its window, and write to that place of the "
            "map, so all windows write into the first one. Where does window (i, j) "
            "start?",
            place=0,
        ),
        step(
            "windows move by one pixel, written side by side",
            "You look for the winners in windows that move by one pixel. With stride 2, "
            "window (i, j) starts in row 2i, column 2j.",
            pace=1,
        ),
        step(
            "last window missing",
            "The last row and the last column of windows send nothing back. range leaves "
            "out its end by itself.",
            missing=1,
        ),
        step(
            "square gradient assumed",
            "You use the gradient's rows for its columns as well. It need not be square.",
            square=True,
        ),
        step(
            "pixels in no window left out",
            "Your result is smaller than x. Pixels that lie in no window belong to it "
            "too, with a gradient of 0.",
            finish=lambda back, x, rows, columns: back[:rows, :columns],
        ),
        step(
            "pixels in no window kept",
            "Pixels that lie in no window keep their value from x. Nothing depends on "
            "them: what is their gradient?",
            finish=_leftovers_kept,
        ),
        step(
            "pixels in no window get their neighbours' gradient",
            "Pixels that lie in no window get what stands beside them. Nothing depends on "
            "them: what is their gradient?",
            finish=_leftovers_copied,
        ),
        step(
            "losers keep their value",
            "Pixels that have not won keep their value from x. What is their gradient? "
            "Start from zeros.",
            finish=_others_kept,
        ),
        step(
            "added to x",
            "You add the gradient to x. It is wanted by itself: start from zeros.",
            finish=lambda back, x, rows, columns: back + x,
        ),
        step(
            "a step of learning taken",
            "You return x after a step of learning. The gradient itself is wanted.",
            finish=lambda back, x, rows, columns: x - back,
        ),
        step(
            "pixels in no window filled with the mean",
            "Pixels that lie in no window get a mean of gradients. Nothing depends on "
            "them: what is their gradient?",
            finish=_leftovers_mean,
        ),
        step(
            "output of the type of x",
            "Your result has the type of x. Gradients with fractions can meet a map of "
            "whole numbers.",
            finish=lambda back, x, rows, columns: back.astype(x.dtype),
        ),
        after(
            "fractions cut off",
            "Your result can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect it?",
            np.trunc,
        ),
        after(
            "sign turned round",
            "Your signs are turned round, as in a step of learning. Here the gradient "
            "itself is wanted.",
            np.negative,
        ),
        after(
            "negative gradients cut off",
            "You let only positive gradients through. Those below 0 go back as well.",
            lambda back: np.maximum(back, 0),
        ),
        after(
            "signs of the gradient lost",
            "You send the gradients back without their signs.",
            np.abs,
        ),
        Misconception(
            "one winner for the whole map",
            "Only the largest pixel of the whole map gets something. Every window has a "
            "winner.",
            _one_winner,
        ),
        Misconception(
            "every pixel of that value",
            "Every pixel that is as large as some window's maximum gets its gradient, "
            "wherever it stands. Compare within the window.",
            _equal_anywhere,
        ),
        Misconception(
            "every winner's value, wherever it stands",
            "A pixel counts as a winner in your result when it is as large as the maximum "
            "of any window. Compare within its own window.",
            _equal_to_any,
        ),
        after(
            "rows and columns swapped",
            "Your result is transposed: its rows should run down, as those of x do.",
            np.transpose,
        ),
        after(
            "rounded",
            "Your result is rounded to whole numbers. A gradient may hold fractions.",
            np.round,
        ),
        Misconception(
            "shape of the gradient",
            "Your result has the shape of the gradient. It has the shape of x: which "
            "pixel of each window gets something?",
            lambda gradient, x: gradient * max_pool_in_loops(x),
        ),
        Misconception(
            "largest gradient looked for",
            "You look for the largest of the gradients. The largest values are looked "
            "for in x, window by window.",
            _largest_gradient,
        ),
    ),
    alternatives=(
        Alternative(
            "every pixel is nudged, and the weighted sum of maxima watched",
            _differences,
        ),
        Alternative(
            "maxima and gradients are copied to all pixels of a window, and the winners kept",
            _enlarged,
        ),
    ),
)
