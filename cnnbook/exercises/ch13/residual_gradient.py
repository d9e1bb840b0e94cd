"""A message through a residual block, on paper."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch13._shared import step
from cnnbook.exercises.mistakes import Misconception


def back_in_steps(
    x,
    W1,
    W2,
    message,
    *,
    first=lambda W1, message: W1.T @ message,
    second=lambda W2, message: W2.T @ message,
    gate=lambda sums, arriving: arriving * (sums > 0),
    join=lambda message, through: message + through,
):
    """Return the message to what came in, one step after another.

    Parameters
    ----------
    x, W1, W2, message : array_like
        As in the exercise.
    first, second : callable
        Carry a message back through a dense layer.
    gate : callable
        What the ReLU lets through, of its sums and of what arrives.
    join : callable
        Makes one message of that along the shortcut and that through F.
    """
    x, W1, W2, message = map(np.asarray, (x, W1, W2, message))
    arriving = gate(W1 @ x, second(W2, message))
    return join(message, first(W1, arriving))


def _in_turn(x, W1, W2, message):
    """Go through the first layer first."""
    arriving = (np.asarray(W1) @ x > 0) * (np.asarray(W1).T @ message)
    return message + np.asarray(W2).T @ arriving


def _forward(x, W1, W2, message):
    return x + np.asarray(W2) @ np.maximum(np.asarray(W1) @ x, 0)


def _message_forward(x, W1, W2, message):
    return message + np.asarray(W2) @ np.maximum(np.asarray(W1) @ message, 0)


def _gated_last(x, W1, W2, message):
    through = np.asarray(W1).T @ (np.asarray(W2).T @ message)
    return message + through * (np.asarray(W1) @ x > 0)


GIVEN = {
    "x": np.array([-4, 3]),
    "W1": np.array([[-2, 3], [-1, -3]]),
    "W2": np.array([[2, -2], [-1, 2]]),
    "message": np.array([-3, -2]),
}


EXERCISE = ValueExercise(
    __name__,
    title="Back through a residual block",
    difficulty=2,
    points=2,
    place=30,
    look=(
        "Draw the block with its shortcut, and write the two numbers of each step on the "
        "lines: forward first, then the message, from right to left."
    ),
    section="x + F(x)",
    given=GIVEN,
    work=back_in_steps,
    labels=("the first number", "the second number"),
    misconceptions=(
        step(
            "shortcut forgotten",
            "You bring the message back through F alone, as in a plain block. A sum hands "
            "its message to both that are added.",
            join=lambda message, through: through,
        ),
        step(
            "only the shortcut",
            "You hand the message on along the shortcut, and nothing comes through F.",
            join=lambda message, through: message,
        ),
        step(
            "multiplied where it is added",
            "You multiply what comes by the two ways. Where a value goes two ways forward, "
            "the messages are added.",
            join=lambda message, through: message * through,
        ),
        step(
            "subtracted where it is added",
            "You subtract what comes through F. Where a value goes two ways forward, the "
            "messages are added.",
            join=lambda message, through: message - through,
        ),
        step(
            "mean of the two ways",
            "You take the mean of the two ways. They are added.",
            join=lambda message, through: (message + through) / 2,
        ),
        step(
            "message doubled",
            "Your shortcut brings the message twice. It brings it as it is.",
            join=lambda message, through: 2 * message + through,
        ),
        step(
            "ReLU ignored",
            "Your message passes the ReLU everywhere. Where its sum was not above 0, "
            "nothing passes.",
            gate=lambda sums, arriving: arriving,
        ),
        step(
            "ReLU open at the wrong value",
            "Your ReLU lets through what it has shut, and shuts what it lets through. "
            "Open is where its sum was above 0, on the way forward: neither x nor the "
            "message decides it.",
            gate=lambda sums, arriving: arriving * (sums <= 0),
        ),
        step(
            "multiplied by the values",
            "You multiply the message by what the ReLU gave. Its slope is 1 or 0.",
            gate=lambda sums, arriving: arriving * np.maximum(sums, 0),
        ),
        step(
            "second matrix not transposed",
            "You use the rows of the second matrix. Which of its weights has a hidden "
            "value been multiplied by? They stand in a column.",
            second=lambda W2, message: W2 @ message,
        ),
        step(
            "first matrix not transposed",
            "You use the rows of the first matrix. Which of its weights has a value of x "
            "been multiplied by? They stand in a column.",
            first=lambda W1, message: W1 @ message,
        ),
        step(
            "neither matrix transposed",
            "You multiply by the matrices as on the way forward. On the way back each "
            "value collects a column.",
            first=lambda W1, message: W1 @ message,
            second=lambda W2, message: W2 @ message,
        ),
        step(
            "second layer left out",
            "Your message skips the second dense layer. It comes first on the way back.",
            second=lambda W2, message: message,
        ),
        step(
            "first layer left out",
            "Your message skips the first dense layer. It comes last on the way back.",
            first=lambda W1, message: message,
        ),
        Misconception(
            "layers in the wrong order",
            "You go back through the first layer first. On the way back the last one "
            "comes first.",
            _in_turn,
        ),
        Misconception(
            "forward instead of back",
            "You return what the block gives. The message to what came in is wanted.",
            _forward,
        ),
        Misconception(
            "message sent forward",
            "You send the message through the block from front to back, as if it were x. "
            "It comes from behind: through the second matrix first, by its columns.",
            _message_forward,
        ),
        Misconception(
            "ReLU after both matrices",
            "Your ReLU is asked last, behind both matrices. On the way back, too, it comes "
            "between the two.",
            _gated_last,
        ),
        Misconception(
            "x along the shortcut",
            "Along your shortcut comes x. On the way back it is the message that comes.",
            lambda x, W1, W2, message: x - message + back_in_steps(x, W1, W2, message),
        ),
        Misconception(
            "message left out",
            "This is what comes out for a message of two ones. It has other numbers here.",
            before=lambda message, **others: {"message": np.ones_like(message)},
        ),
        step(
            "message subtracted where it is added",
            "You subtract the message of the shortcut. Where a value goes two ways "
            "forward, the messages are added.",
            join=lambda message, through: through - message,
        ),
        Misconception(
            "signs turned round",
            "Both your signs are turned round. Nothing is subtracted here.",
            after=lambda two: -two,
        ),
        Misconception(
            "order of the two numbers",
            "These are the right numbers in the wrong order.",
            after=lambda two: two[::-1],
        ),
    ),
    alternatives=(Alternative("as a list", [5, -14]),),
)
