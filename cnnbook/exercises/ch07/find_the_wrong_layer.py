"""Five summaries, each with one setting that is not as planned."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Misconception, ValueExercise
from cnnbook.exercises.ch07._summaries import (
    BIAS,
    FILTERS,
    KERNEL,
    PADDING,
    STRIDE,
    Layer,
    causes,
    changed,
    differing,
    summary,
)

PEOPLE = ("A", "B", "C", "D", "E")
SHAPE = (40, 52, 3)
PLAN = (
    Layer("Conv2D", 8, 5, padding=True),
    Layer("MaxPooling2D", f=2, s=2),
    Layer("Conv2D", 16, 3),
    Layer("Conv2D", 16, 3, 2),
    Layer("MaxPooling2D", f=2, s=2),
    Layer("Flatten"),
    Layer("Dense", 10),
)
BUILT = tuple(
    summary(SHAPE, changed(PLAN, layer, **settings))
    for layer, settings in (
        (1, {"padding": False}),
        (3, {"f": 5}),
        (3, {"filters": 12}),
        (5, {"s": 1}),
        (4, {"bias": False}),
    )
)
SWAPPED = ("ab", "bc", "cd", "de", "be", "ce")
"""People whose rows are exchanged."""
NAMED = {
    (KERNEL, PADDING): (
        "kernel blamed for the padding",
        "In {} you blame the size of the kernel. What would another kernel do to the "
        "number of parameters?",
    ),
    (STRIDE, PADDING): (
        "stride blamed for the padding",
        "In {} you blame the stride. What would another stride do to height and width, "
        "and by how many pixels are they off here?",
    ),
    (PADDING, KERNEL): (
        "parameters not looked at",
        "In {} you blame the padding. What does the number of parameters say?",
    ),
    (STRIDE, KERNEL): (
        "stride blamed for the kernel",
        "In {} you blame the stride. It never changes the number of parameters, and "
        "here that has changed.",
    ),
    (FILTERS, KERNEL): (
        "filters blamed for the kernel",
        "In {} you blame the number of filters. How many maps does the layer make?",
    ),
    (KERNEL, FILTERS): (
        "kernel blamed for the filters",
        "In {} you blame the size of the kernel. The maps have their planned height and "
        "width. How many are there?",
    ),
    (BIAS, FILTERS): (
        "bias blamed for the filters",
        "In {} you blame the bias. Without it, one parameter would be missing for each "
        "filter. By how many is the number off?",
    ),
    (PADDING, STRIDE): (
        "padding blamed for the stride",
        "In {} you blame the padding. With padding too, a stride of 2 halves the sides.",
    ),
    (FILTERS, BIAS): (
        "filters blamed for the bias",
        "In {} you blame the number of filters. All shapes there are as planned, the "
        "channels too.",
    ),
    (KERNEL, BIAS): (
        "kernel blamed for the bias",
        "In {} you blame the size of the kernel. Another kernel would change the "
        "parameters by far more.",
    ),
}
"""A setting that is blamed, the one at fault, and what is said of it."""
OF_A_WINDOW = (
    "pooling window blamed",
    "In {} you blame the size of the pooling window. How large a window shortens both "
    "sides by one, and how far does it move?",
)
OF_A_STEP = (
    "kernel blamed for the stride",
    "In {} you blame the size of the kernel. Another kernel would change the number of "
    "parameters.",
)


def blamed(shape, plan, people, *, a=None, b=None, c=None, d=None, e=None):
    """Return layer and setting at fault in each of the five summaries."""
    rows = [causes(shape, plan, built)[0] for built in people]
    named = (a, b, c, d, e)
    return np.array([one or row for one, row in zip(named, rows, strict=True)])


def _wrong(name, hint, **blame):
    return Misconception(name, hint, steps=blame)


def mistakes(shape, plan, people):
    """Return the mistakes that can be made with five summaries.

    Parameters
    ----------
    shape : tuple of int
        Of the pictures.
    plan : tuple of Layer
        The plan.
    people : tuple
        What each has built, as a summary.
    """
    planned = summary(shape, plan)
    others = [differing(planned, built) for built in people]
    faults = [causes(shape, plan, built)[0] for built in people]
    letters = "abcde"

    def at(layers):
        """Return which layers are blamed, with the right settings."""
        pairs = zip(letters, layers, faults, strict=True)
        return {person: (layer, fault[1]) for person, layer, fault in pairs}

    def layer_by_layer(name, hint, layers_of):
        """Yield the mistake for each layer, with the settings that come to mind."""
        for person, fault, layers in zip(letters, faults, layers_of, strict=True):
            for layer in layers:
                for setting in sorted({KERNEL, FILTERS, fault[1]}):
                    blame = {person: (layer, setting)}
                    yield _wrong(name, hint.format(person.upper()), **blame)

    def settings():
        """Yield the mistake for each setting that may be blamed in the right layer."""
        for person, (layer, right) in zip(letters, faults, strict=True):
            kind = plan[layer - 1].kind
            for setting in (PADDING, KERNEL, STRIDE, FILTERS, BIAS):
                said = NAMED.get((setting, right))
                if (setting, right) == (KERNEL, STRIDE):
                    said = OF_A_WINDOW if kind == "MaxPooling2D" else OF_A_STEP
                if said and not (kind == "Dense" and setting == KERNEL):
                    name, hint = said
                    blame = {person: (layer, setting)}
                    yield _wrong(name, hint.format(person.upper()), **blame)

    every = range(1, len(plan) + 1)
    return (
        _wrong(
            "last layer that differs",
            "You name the last layer that is not as planned. It only works with what it "
            "gets: go back to where the trouble begins.",
            **at([layers[-1] for layers in others]),
        ),
        _wrong(
            "consequence for cause",
            "You name the layer behind the one at fault. It has no other choice, with "
            "such an input.",
            **at([(layers[1:] or layers)[0] for layers in others]),
        ),
        *layer_by_layer(
            "consequence for cause",
            "In {} you blame a layer that comes after the first one that differs. It has "
            "no other choice, with such an input.",
            [layers[1:] for layers in others],
        ),
        *layer_by_layer(
            "a layer without a fault",
            "In {} the layer that you blame has its planned output and its planned "
            "parameters.",
            [[n for n in every if n not in layers] for layers in others],
        ),
        *settings(),
        *(
            _wrong(
                "two people exchanged",
                f"Each of your rows is right for somebody: those of {one.upper()} and "
                f"{other.upper()} are exchanged.",
                **{
                    one: faults[letters.index(other)],
                    other: faults[letters.index(one)],
                },
            )
            for one, other in SWAPPED
        ),
    )


GIVEN = {"shape": SHAPE, "plan": PLAN, "people": BUILT}

EXERCISE = ValueExercise(
    __name__,
    title="Which layer is to blame?",
    difficulty=2,
    points=3,
    place=30,
    kind="Numbers to work out",
    look=(
        "For each person, mark the first entry that is not as planned, size or "
        "parameters. Which settings of that layer change the size, which the parameters, "
        "which both?"
    ),
    section="The lecture's ConvNet, three ways",
    given=GIVEN,
    work=blamed,
    labels=tuple(f"{what} of {p}" for p in PEOPLE for what in ("layer", "setting")),
    misconceptions=(
        Misconception(
            "layers counted from 0",
            "You count the layers from 0. In the plan the first has the number 1.",
            after=lambda rows: rows - np.array([1, 0]),
        ),
        Misconception(
            "settings counted from 0",
            "You count the settings from 0. In the list the first has the number 1.",
            after=lambda rows: rows - np.array([0, 1]),
        ),
        Misconception(
            "settings one too high",
            "Your settings have the number of the one that comes after them in the list.",
            after=lambda rows: rows + np.array([0, 1]),
        ),
        Misconception(
            "the input counted as a layer",
            "You count the input as layer 1. In the plan the first convolution has that "
            "number.",
            after=lambda rows: rows + np.array([1, 0]),
        ),
        *mistakes(**GIVEN),
        Misconception(
            "columns swapped",
            "These are the right numbers in the wrong columns: the layer first, then the "
            "setting.",
            after=lambda rows: rows[:, ::-1],
        ),
        Misconception(
            "rows and columns swapped",
            "You wrote a row of layers and a row of settings. A row belongs to a person, "
            "and has two numbers.",
            after=np.transpose,
        ),
        Misconception(
            "layers only",
            "The column of the settings is missing.",
            after=lambda rows: rows[:, 0],
        ),
        Misconception(
            "settings only",
            "The column of the layers is missing.",
            after=lambda rows: rows[:, 1],
        ),
        Misconception(
            "a person missing",
            "There are five people. One row is missing.",
            after=lambda rows: rows[:-1],
        ),
        Misconception(
            "one long row",
            "All ten numbers stand in one row. Write a row of two for each person.",
            after=np.ravel,
        ),
    ),
)
