"""How much rougher images get when their pixels are shuffled."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch01._shared import draw_permutation, inverse
from cnnbook.exercises.ch01._shuffling import (
    column_by_column,
    in_the_vector,
    mean,
    mean_of_all,
    median_of_all,
    one_by_one,
    right_and_below,
    shuffle_test,
    turned_shape,
    with_diagonals,
    with_one_diagonal,
    with_the_border,
    without_the_last,
    without_the_last_pair,
    wrapped,
)
from cnnbook.exercises.mistakes import each, wrong_step


def _draw(random: np.random.Generator) -> Case:
    """Draw a batch of small images: bytes, signed bytes, whole numbers, fractions."""
    height, width = (int(n) for n in random.integers(2, 5, 2))
    size = int(random.integers(1, 4)), height, width
    kind = random.integers(7)
    if kind == 0:
        images = random.integers(0, 256, size).astype(np.uint8)
    elif kind == 1:
        images = random.integers(-128, 128, size).astype(np.int8)
    elif kind == 2:
        images = random.integers(0, 2**16, size).astype(np.uint16)
    elif kind == 3:
        images = random.integers(-90, 90, size)
    elif kind == 4:
        images = random.integers(0, 90, size).astype(np.float32)
    elif kind == 5:
        images = random.integers(-(2**15), 2**15, size).astype(np.int16)
    else:
        images = random.integers(0, 90, size) / 4
    return Case((images, draw_permutation(random, height * width)))


def _loops(images, permutation):
    height, width = images.shape[1:]
    numbers = np.asarray(permutation).reshape(height, width)
    before, after = [], []
    for image in images.astype(float):
        mixed = [[image.flat[k] for k in row] for row in numbers]
        for i in range(height):
            for j in range(width):
                for di, dj in ((0, 1), (1, 0)):
                    if i + di < height and j + dj < width:
                        before.append(abs(image[i, j] - image[i + di, j + dj]))
                        after.append(abs(mixed[i][j] - mixed[i + di][j + dj]))
    return sum(before) / len(before), sum(after) / len(after)


def _with_take(images, permutation):
    images = images.astype("float64")
    pairs = images[0, 1:].size + images[0, :, 1:].size
    out = []
    for batch in (images, np.take(images.reshape(len(images), -1), permutation, 1)):
        batch = batch.reshape(images.shape)
        total = np.abs(batch[:, 1:] - batch[:, :-1]).sum()
        total += np.abs(batch[..., 1:] - batch[..., :-1]).sum()
        out.append(total / pairs / len(images))
    return out


def _features(images, permutation):
    """Say of the images what their type and their shape mean here."""
    return {
        ("the images are 8-bit", "the images are not 8-bit"): images.itemsize == 1,
        ("the images are np.uint8", "the images are not np.uint8"): (
            images.dtype == np.uint8
        ),
        ("the images are 16-bit", "the images are not 16-bit"): images.itemsize == 2,
        ("there is one image only", "there are several images"): len(images) == 1,
    }


_TWO = np.array([[[1, 2, -4], [8, 3, 300]]]), np.array([3, 0, 5, 1, 2, 4])
_BYTES = np.array(
    [[[250, 3], [10, 0], [7, 90]], [[1, 255], [30, 2], [128, 4]]], np.uint8
)
_SMOOTH = np.add.outer(3 * np.arange(3), 10 * np.arange(4))
_FRACTIONS = np.stack([_SMOOTH, 200 - _SMOOTH**2 // 20, _SMOOTH // 2 + 90]) / 4
_random = np.random.default_rng(101)

EXERCISE = FunctionExercise(
    __name__,
    title="The shuffle test",
    difficulty=3,
    points=4,
    place=60,
    look=(
        "Draw an image of 2 by 3 pixels, and a line for each of its pairs: how many are "
        "there? Then print what you subtract, and its type."
    ),
    section="The shuffle test",
    reference=shuffle_test,
    cases=(
        Case(_TWO),
        Case((np.array([[[0, 60000], [60000, 7]]], np.uint16), np.array([2, 0, 1, 3]))),
        Case((_BYTES, np.array([3, 5, 0, 1, 2, 4]))),
        Case((_FRACTIONS, draw_permutation(_random, 12))),
    ),
    draw=_draw,
    fine=("images",),
    features=_features,
    axes={"images": ("length", "height", "width")},
    misconceptions=(
        wrong_step(
            "neighbours in the vector",
            "You compare neighbours in the flattened image. There the last pixel of a "
            "row stands beside the first of the next, and no pixel meets the one below.",
            neighbours=in_the_vector,
        ),
        wrong_step(
            "only left and right",
            "You compare each pixel with its neighbours to the left and right. It has "
            "others.",
            neighbours=lambda images: [np.diff(images, axis=2)],
        ),
        wrong_step(
            "only above and below",
            "You compare each pixel with its neighbours above and below. It has others.",
            neighbours=lambda images: [np.diff(images, axis=1)],
        ),
        *each(
            "diagonal neighbours counted",
            "You count pairs along the diagonals too. Here a neighbour is the pixel to "
            "the right or the one below.",
            neighbours=[with_diagonals, with_one_diagonal],
        ),
        wrong_step(
            "last pair of each row left out",
            "You leave out the last pair of each row. Does your loop stop too early?",
            neighbours=without_the_last_pair(0, 1),
        ),
        wrong_step(
            "last pair of each column left out",
            "You leave out the last pair of each column. Does your loop stop too early?",
            neighbours=without_the_last_pair(1, 0),
        ),
        wrong_step(
            "last pair of each row and column left out",
            "You leave out the last pair of each row and of each column. Do your loops "
            "stop too early?",
            neighbours=without_the_last_pair(1, 1),
        ),
        wrong_step(
            "wrapped around the edge",
            "You pair the last pixel of a row with its first, or the last of a column "
            "with its first. They lie at opposite edges.",
            neighbours=wrapped,
        ),
        wrong_step(
            "pairs along the edge left out",
            "You leave out the pairs within the last row and the last column.",
            neighbours=without_the_last,
        ),
        *each(
            "zeros beyond the edge",
            "You pair the pixels at the edge with zeros outside of the image. A pair has "
            "two pixels.",
            neighbours=[
                with_the_border,
                lambda images: [
                    np.diff(images, axis=axis, prepend=0) for axis in (2, 1)
                ],
                lambda images: right_and_below(
                    np.pad(images, ((0, 0), (1, 1), (1, 1)))
                ),
            ],
        ),
        *each(
            "neighbouring images compared",
            "You subtract one image from the next. The neighbours are pixels of one "
            "image; the first axis counts the images.",
            neighbours=[
                lambda images: [np.diff(images, axis=0)],
                lambda images: [np.diff(images, axis=1), np.diff(images, axis=0)],
                lambda images: [np.diff(images, axis=axis) for axis in range(3)],
            ],
        ),
        wrong_step(
            "mean of two means",
            "You average the two directions first. If an image is not square, they have "
            "different numbers of pairs, and every pair should count once.",
            gather=lambda steps, images: np.mean([mean(step) for step in steps]),
        ),
        wrong_step(
            "two means added",
            "You add the mean of one direction to that of the other. The mean over all "
            "pairs is asked for.",
            gather=lambda steps, images: np.sum([mean(step) for step in steps]),
        ),
        wrong_step(
            "sum instead of mean",
            "You add the differences up. Divide by the number of pairs.",
            gather=lambda steps, images: sum(step.sum() for step in steps),
        ),
        wrong_step(
            "divided by the number of pixels",
            "You divide by the number of pixels. How many pairs are there?",
            gather=lambda steps, images: (
                sum(step.sum() for step in steps) / images.size
            ),
        ),
        wrong_step(
            "median instead of mean",
            "You take the median of the differences. The mean is asked for.",
            gather=median_of_all,
        ),
        wrong_step(
            "signs kept",
            "Your differences keep their signs, so steps up and steps down cancel.",
            measure=lambda step: step,
        ),
        wrong_step(
            "signs kept until the mean",
            "You take the sign off the mean. Steps up and down have cancelled by then: "
            "take it off each difference.",
            measure=lambda step: step,
            gather=lambda steps, images: abs(mean_of_all(steps, images)),
        ),
        wrong_step(
            "squared differences",
            "You square the differences. Take their sizes as they are.",
            measure=np.square,
        ),
        wrong_step(
            "root of the mean square",
            "You square the differences and take the root of their mean. Take their "
            "sizes as they are.",
            measure=np.square,
            gather=lambda steps, images: np.sqrt(mean_of_all(steps, images)),
        ),
        *(
            wrong_step(
                "8-bit differences",
                "Your differences start again at the end of the range of their type, that "
                "of bytes at 255. Which type do the images have when you subtract?",
                cast=lambda images: images,
                **measure,
            )
            for measure in ({}, {"measure": lambda steps: np.abs(steps.astype(int))})
        ),
        *each(
            "only 8-bit images widened",
            "You turn 8-bit images into a larger type, and no others. Images of 16 bits "
            "start again, too.",
            cast=[
                lambda images: images.astype(int) if images.itemsize == 1 else images,
                lambda images: (
                    images.astype(int) if images.dtype == np.uint8 else images
                ),
            ],
        ),
        wrong_step(
            "only unsigned images widened",
            "You turn images without a sign into a larger type, and no others. The "
            "differences of signed ones start again, too.",
            cast=lambda images: (
                images.astype(int) if images.dtype.kind == "u" else images
            ),
        ),
        *each(
            "16-bit numbers",
            "You turn the images into 16-bit numbers, which end at 32,767. The images may "
            "be of any type.",
            cast=[
                lambda images: images.astype(np.int64).astype(np.int16),
                lambda images: (
                    images if images.dtype.kind == "f" else images.astype(np.int16)
                ),
            ],
        ),
        *(
            wrong_step(
                "signed 8-bit numbers",
                "You turn the images into signed 8-bit numbers, which end at 127.",
                cast=lambda images: images.astype(np.int64).astype(np.int8),
                measure=measure,
            )
            for measure in (np.abs, lambda steps: np.abs(steps.astype(int)))
        ),
        *(
            wrong_step(
                "cut to 8 bits",
                "You turn the images into numbers from 0 to 255. They may be of any type.",
                cast=cast,
            )
            for cast in (
                lambda images: images.astype(np.uint8),
                lambda images: images.astype(np.uint8).astype(float),
            )
        ),
        wrong_step(
            "fractions cut off",
            "You turn the images into whole numbers. A pixel may be a fraction.",
            cast=lambda images: images.astype(int),
        ),
        wrong_step(
            "scaled to 0 … 1",
            "You divide the pixels by 255 first. Take them as they are.",
            cast=lambda images: images / 255,
        ),
        wrong_step(
            "first image only",
            "You look at the first image only. All of the batch count.",
            chosen=lambda images: images[:1],
        ),
        wrong_step(
            "inverse permutation",
            "You put the pixels into the inverse order. In place 0 of a shuffled image "
            "stands the pixel whose number is permutation[0].",
            order=inverse,
        ),
        wrong_step(
            "not shuffled",
            "Your second number is that of the images as they are. Their pixels should be "
            "in the new order.",
            shuffle=lambda images, order: images,
        ),
        wrong_step(
            "counted column by column",
            "You count the places column by column. The order goes row by row.",
            shuffle=column_by_column,
        ),
        wrong_step(
            "height and width exchanged after shuffling",
            "Your shuffled images have height and width exchanged, so other pixels "
            "become neighbours.",
            shuffle=turned_shape,
        ),
        wrong_step(
            "another order for each image",
            "Your images do not all get the same order. Begin anew with the same "
            "permutation for each.",
            shuffle=one_by_one,
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two numbers, in the other order: before shuffling comes first.",
            after=lambda means: means[::-1],
        ),
        Misconception(
            "rounded",
            "Your means are rounded. Leave them as they come out.",
            after=np.round,
        ),
        Misconception(
            "fraction of the mean cut off",
            "Your means have lost their fractions.",
            after=np.trunc,
        ),
    ),
    alternatives=(
        Alternative("loops over every pair of neighbours", _loops),
        Alternative(
            "shifted copies are subtracted, and the sums divided by the number of pairs",
            _with_take,
        ),
    ),
)
