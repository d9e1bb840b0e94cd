"""Two outputs of a dense layer on a picture of four pixels."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.mistakes import each, wrong_step
from cnnbook.exercises.slips import slips_in_sums

PICTURE = np.array([[2, 0], [4, 5]])
WEIGHTS = np.array([[3, -2, 6, -4], [-2, -6, 3, -5]])
BIASES = np.array([9, -7])


def dense_by_hand(
    picture,
    W,
    b,
    *,
    flatten=np.ravel,
    read=lambda W: W,
    products=lambda W, a: W * a,
    change=lambda terms: terms,
    bias=lambda b: b,
):
    """Work out z = W a + b, one step after another."""
    terms = change(products(read(W), flatten(picture)))
    return terms.sum(axis=1) + bias(b)


def _factor(place, factor, terms):
    """Take one of several numbers so many times."""
    terms = np.array(terms)
    terms[place] *= factor
    return terms


EXERCISE = ValueExercise(
    __name__,
    title="A dense layer by hand",
    difficulty=1,
    points=1,
    place=10,
    kind="Two values to work out",
    look=(
        "Write the picture as a list of four. Then make a table with a column for each "
        "output, as in the chapter: four products, one bias, one sum."
    ),
    section="A dense layer by hand",
    given={"picture": PICTURE, "W": WEIGHTS, "b": BIASES},
    work=dense_by_hand,
    labels=("the first output", "the second output"),
    slips=slips_in_sums(
        [PICTURE] * 2, WEIGHTS, dense_by_hand(PICTURE, WEIGHTS, BIASES)
    ),
    misconceptions=(
        wrong_step(
            "biases forgotten",
            "These are the sums of the products. Each output has one more number to add.",
            bias=lambda b: 0,
        ),
        wrong_step(
            "biases subtracted",
            "You take the biases away. They are added, with the sign that they have.",
            bias=lambda b: -b,
        ),
        wrong_step(
            "biases swapped",
            "Each output has a bias, but it is the other one's. The first number in b "
            "belongs to the first output.",
            bias=lambda b: b[::-1],
        ),
        *each(
            "one bias for both outputs",
            "You add the same bias to both outputs. Each has one of its own.",
            bias=[lambda b: b[:1], lambda b: b[1:]],
        ),
        *each(
            "one bias forgotten",
            "One of your outputs is the sum of its products; its bias is missing.",
            bias=[partial(_factor, place, 0) for place in range(2)],
        ),
        *each(
            "one bias with the wrong sign",
            "In one of your outputs the bias has the wrong sign. A negative one is taken "
            "away, a positive one added.",
            bias=[partial(_factor, place, -1) for place in range(2)],
        ),
        wrong_step(
            "a bias for every product",
            "You add the bias four times. It is added once, when the products have been "
            "added up.",
            bias=lambda b: 4 * b,
        ),
        wrong_step(
            "flattened column by column",
            "You read the picture from top to bottom. Flattening reads row by row.",
            flatten=lambda picture: picture.T.ravel(),
        ),
        wrong_step(
            "flattened from the end",
            "You read the picture backwards. Flattening begins in the top left corner.",
            flatten=lambda picture: picture.ravel()[::-1],
        ),
        wrong_step(
            "W read down its columns",
            "You go down one column of W after the other. The four weights of an output "
            "stand in one row.",
            read=lambda W: W.T.reshape(2, 4),
        ),
        wrong_step(
            "rows of two weights",
            "You read W as four rows of two weights, one row for each input. It has two "
            "rows of four, one row for each output.",
            read=lambda W: W.reshape(4, 2).T,
        ),
        wrong_step(
            "signs lost",
            "You count every weight as if it were positive. Some are not.",
            read=abs,
        ),
        wrong_step(
            "all signs lost",
            "You count every weight and every bias as if it were positive.",
            read=abs,
            bias=abs,
        ),
        wrong_step(
            "weights added to the pixels",
            "You add each weight to its pixel. The two are multiplied.",
            products=lambda W, a: W + a,
        ),
        wrong_step(
            "times 0 taken as times 1",
            "You take 0 times a weight for the weight itself. It is 0.",
            products=lambda W, a: W * np.where(a == 0, 1, a),
        ),
        Misconception(
            "outputs swapped",
            "These are the two outputs, in the other order. The first row of W makes the "
            "first one.",
            after=lambda outputs: outputs[::-1],
        ),
        Misconception(
            "sign of an output lost",
            "Right but for a sign: an output may be negative.",
            after=abs,
        ),
        Misconception(
            "negative output cut off",
            "Your second output is 0. An output may be negative: nothing is cut off here.",
            after=lambda outputs: np.maximum(outputs, 0),
        ),
    ),
    alternatives=(
        Alternative(
            "a tuple of floats", tuple(map(float, WEIGHTS @ PICTURE.ravel() + BIASES))
        ),
    ),
)
