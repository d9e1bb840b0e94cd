"""How far the styles of two layers are apart."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import gram_in_steps, gram_of, random_features
from cnnbook.exercises.mistakes import each, wrong_step


def style_loss(
    features,
    wanted,
    *,
    gram=gram_of,
    gap=lambda mine, theirs: mine - theirs,
    size=np.square,
    average=np.mean,
    end=lambda result: result,
):
    """Return how far apart two styles are, one step after another.

    Parameters
    ----------
    features, wanted : ndarray of shape (height, width, channels)
        The maps of the picture, and of the painting.
    gram : callable
        Makes what is compared of each.
    gap, size, average : callable
        Make one number of the two.
    end : callable
        What is done with it.
    """
    return end(average(size(gap(gram(features), gram(wanted)))))


def _sums(features):
    return gram_in_steps(features, over=lambda f: 1)


def _other_gram(**steps):
    return lambda features: gram_in_steps(features, **steps)


def _places_of(number):
    def loss(features, wanted):
        places = np.prod((features, wanted)[number].shape[:2])
        return np.mean(((_sums(features) - _sums(wanted)) / places) ** 2)

    return loss


def _cut_alike(features, wanted):
    height, width = np.minimum(features.shape, wanted.shape)[:2]
    return features[:height, :width], wanted[:height, :width]


def _relative(features, wanted):
    return style_loss(features, wanted) / np.mean(gram_of(wanted) ** 2)


def _draw(random: np.random.Generator) -> Case:
    channels, *sides = (int(n) for n in random.integers(1, 4, 5))
    channels += int(channels == 1 and random.random() < 0.7)
    shapes = [(sides[0], sides[1] + 1), (sides[2], sides[3] + 1)]
    if random.random() < 0.2:
        shapes[1] = shapes[0]
    pair = [random_features(random, *shape, channels) for shape in shapes]
    if random.random() < 0.3:
        pair[1] = pair[1] / 2
    return Case(tuple(pair))


_random = np.random.default_rng(63)


def _squared_length(features, wanted):
    a, b = (np.einsum("ijk,ijl->kl", f, f) / f[..., 0].size for f in (features, wanted))
    return float(np.linalg.norm(a - b) ** 2) / a.size


EXERCISE = FunctionExercise(
    __name__,
    title="The style loss of a layer",
    difficulty=2,
    points=2,
    place=60,
    look=(
        "Print the two Gram matrices of the call, then their difference, its squares, and "
        "their mean. Up to which line is it what you expect?"
    ),
    section="Neural style transfer: what occurs together",
    reference=style_loss,
    cases=(
        Case(
            (np.array([[[1.0, 0], [0, 3]]]), np.array([[[2.0, 1]], [[1, 1]], [[0, 1]]]))
        ),
        Case((np.array([[[2.0, -1]]]), np.array([[[1.0, 2], [-1, 0]]]))),
        Case((random_features(_random, 3, 2, 2), random_features(_random, 2, 4, 2))),
        Case((random_features(_random, 3, 3, 3), random_features(_random, 4, 2, 3))),
        Case((np.array([[[20, -3], [1, 4]]]), np.array([[[1.5, 2]], [[0.5, 7]]]))),
        Case(
            (
                np.array([[[1.0, 2, 0, -3]]]),
                np.array([[[1.0, 2, 0, 1]], [[1, 2, 0, 5]]]),
            )
        ),
        Case((np.array([[[2.0]]]), np.array([[[0.5], [1]]]))),
    ),
    draw=_draw,
    misconceptions=(
        *rounded(1, 2, 3, 4),
        wrong_step(
            "no square",
            "You take the size of the differences. Square them: a large one should weigh "
            "more than many small ones.",
            size=np.abs,
        ),
        wrong_step(
            "differences that cancel",
            "You average the differences themselves. Those of opposite sign cancel.",
            size=lambda gap: gap,
        ),
        wrong_step(
            "square of the mean",
            "You average first and square then. Differences of opposite sign cancel.",
            size=lambda gap: gap,
            end=np.square,
        ),
        wrong_step(
            "squares subtracted",
            "You square the two matrices and subtract the squares. Subtract first.",
            gap=lambda mine, theirs: mine**2 - theirs**2,
            size=lambda gap: gap,
        ),
        wrong_step(
            "matrix product for the squares",
            "You multiply the matrix of differences by itself, rows by columns. Square "
            "every entry.",
            size=lambda gap: gap @ gap,
        ),
        wrong_step(
            "sum for mean",
            "You add up the squares. The mean keeps layers with many channels from "
            "drowning the others.",
            average=np.sum,
        ),
        wrong_step(
            "divided by the channels",
            "You divide by the number of channels. The matrix has more entries than that.",
            average=lambda squares: squares.sum() / len(squares),
        ),
        wrong_step(
            "each pair of channels once",
            "You take one half of the matrix only. The mean is over all entries.",
            average=lambda squares: squares[np.triu_indices(len(squares))].mean(),
        ),
        wrong_step(
            "one entry too few",
            "You divide by one less than there are entries, as for a sample. The mean "
            "divides by all.",
            average=lambda squares: squares.sum() / max(squares.size - 1, 1),
        ),
        wrong_step(
            "fourth powers",
            "You square the differences twice.",
            size=lambda gap: gap**4,
        ),
        wrong_step(
            "largest difference",
            "You take the largest of the squares. The mean is over all entries.",
            average=np.max,
        ),
        *each(
            "an axis left",
            "You return a list of means. One mean over all entries is wanted.",
            average=[lambda squares: squares.mean(axis=1)],
        ),
        wrong_step(
            "not averaged",
            "You return the matrix of squares. One mean over all entries is wanted.",
            average=lambda squares: squares,
        ),
        wrong_step(
            "root taken",
            "You take the root at the end. The loss is the mean square itself.",
            end=np.sqrt,
        ),
        *each(
            "a factor too many",
            "Right but for a factor that nobody asked for. The loss is the mean square "
            "itself.",
            end=[lambda result: result / 2, lambda result: result / 4],
        ),
        Misconception(
            "relative to what is wanted",
            "You divide by the mean square of the wanted matrix, as the chapter does to "
            "compare layers. Here the mean square itself is asked for.",
            _relative,
        ),
        wrong_step(
            "Gram matrices not averaged",
            "Your Gram matrices are sums. Two pictures of different size could never "
            "agree.",
            gram=_sums,
        ),
        wrong_step(
            "Gram matrices divided by the channels",
            "Your Gram matrices are divided by the number of channels. Their mean is taken "
            "over the places.",
            gram=_other_gram(over=lambda f: f.shape[2]),
        ),
        wrong_step(
            "Gram matrices divided by everything",
            "Your Gram matrices are divided by the number of all values. Their mean is "
            "taken over the places.",
            gram=_other_gram(over=np.size),
        ),
        *(
            Misconception(
                "one number of places for both",
                "You divide both matrices by the number of places of one map. Each has "
                "its own.",
                _places_of(number),
            )
            for number in (0, 1)
        ),
        Misconception(
            "maps cut to a common size",
            "You cut the larger map. Gram matrices have one size, whatever that of the "
            "maps is.",
            before=lambda features, wanted: dict(
                zip(("features", "wanted"), _cut_alike(features, wanted), strict=True)
            ),
        ),
        Misconception(
            "compared place by place",
            "You compare what is where: that is the content. Style is what occurs "
            "together, wherever it is.",
            lambda f, w: np.mean(np.square(np.subtract(*_cut_alike(f, w)))),
        ),
        wrong_step(
            "mean of each channel",
            "You compare how strong each channel is on average. Style is also which "
            "channels are strong together.",
            gram=lambda f: f.mean((0, 1)),
        ),
        wrong_step(
            "means subtracted",
            "You take the mean of every channel away first. How strong a channel is "
            "belongs to the style.",
            gram=_other_gram(centre=lambda flat: flat - flat.mean(0)),
        ),
        wrong_step(
            "channels mixed",
            "You cut the list of numbers into channels that never were. The channel is "
            "the last axis: it runs fastest when the array is flattened.",
            gram=_other_gram(flatten=lambda f: f.reshape(f.shape[-1], -1).T),
        ),
        wrong_step(
            "diagonal only",
            "You compare the diagonals. What two different channels do together is left "
            "out.",
            gram=_other_gram(keep=np.diag),
        ),
        wrong_step(
            "diagonal among zeros",
            "You compare the diagonals. What two different channels do together is left "
            "out.",
            gram=_other_gram(keep=lambda gram: np.diag(np.diag(gram))),
        ),
    ),
    alternatives=(
        Alternative(
            "the squared length of the difference, divided by the number of entries",
            _squared_length,
        ),
    ),
)
