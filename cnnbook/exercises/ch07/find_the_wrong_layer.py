"""Five summaries, each with one setting that is not as planned."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Misconception, ValueExercise

PADDING, KERNEL, STRIDE, FILTERS, BIAS = 1, 2, 3, 4, 5
PEOPLE = ("A", "B", "C", "D", "E")


def blamed(
    *,
    a=(1, PADDING),
    b=(3, KERNEL),
    c=(3, FILTERS),
    d=(5, STRIDE),
    e=(4, BIAS),
):
    """Return layer and setting at fault in each of the five summaries."""
    return np.array([a, b, c, d, e])


FAULTS = blamed()


def _wrong(name, hint, **blame):
    return Misconception(name, hint, steps=blame)


def _layers(*numbers):
    """Return which layers are blamed, with the right settings."""
    return {
        person: (number, setting)
        for person, number, (_, setting) in zip("abcde", numbers, FAULTS, strict=True)
    }


def _each_layer(name, hint, **layers):
    """Yield the mistake for each of these layers, with the settings that come to mind."""
    pairs = ((person, n) for person, numbers in layers.items() for n in numbers)
    for person, number in pairs:
        right = FAULTS["abcde".index(person), 1]
        for setting in sorted({KERNEL, FILTERS, int(right)}):
            yield _wrong(
                name, hint.format(person.upper()), **{person: (number, setting)}
            )


def _swapped(one, other):
    names = "abcde"
    rows = FAULTS.tolist()
    return {
        one: tuple(rows[names.index(other)]),
        other: tuple(rows[names.index(one)]),
    }


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
        _wrong(
            "last layer that differs",
            "You name the last layer that is not as planned. It only works with what it "
            "gets: go back to where the trouble begins.",
            **_layers(7, 7, 4, 7, 4),
        ),
        _wrong(
            "consequence for cause",
            "You name the layer behind the one at fault. It has no other choice, with "
            "such an input.",
            **_layers(2, 4, 4, 6, 4),
        ),
        *_each_layer(
            "consequence for cause",
            "In {} you blame a layer that comes after the first one that differs. It has "
            "no other choice, with such an input.",
            a=(2, 3, 4, 5, 6, 7),
            b=(4, 5, 6, 7),
            c=(4,),
            d=(6, 7),
        ),
        *_each_layer(
            "a layer without a fault",
            "In {} the layer that you blame has its planned output and its planned "
            "parameters.",
            b=(1, 2),
            c=(1, 2, 5, 6, 7),
            d=(1, 2, 3, 4),
            e=(1, 2, 3, 5, 6, 7),
        ),
        _wrong(
            "kernel blamed for the padding",
            "In A you blame the size of the kernel. What would another kernel do to the "
            "number of parameters?",
            a=(1, KERNEL),
        ),
        _wrong(
            "stride blamed for the padding",
            "In A you blame the stride. At stride 2 half of the rows would be left. How "
            "many pixels are lost here?",
            a=(1, STRIDE),
        ),
        _wrong(
            "parameters not looked at",
            "In B you blame the padding of a layer that was planned without any. What "
            "does its number of parameters say?",
            b=(3, PADDING),
        ),
        _wrong(
            "stride blamed for the kernel",
            "In B you blame the stride. It never changes the number of parameters, and "
            "here that has changed.",
            b=(3, STRIDE),
        ),
        _wrong(
            "filters blamed for the kernel",
            "In B you blame the number of filters. How many maps does the layer make?",
            b=(3, FILTERS),
        ),
        _wrong(
            "kernel blamed for the filters",
            "In C you blame the size of the kernel. The maps have their planned height "
            "and width.",
            c=(3, KERNEL),
        ),
        _wrong(
            "bias blamed for the filters",
            "In C you blame the bias. Without it, one parameter would be missing for each "
            "filter. How many are missing?",
            c=(3, BIAS),
        ),
        _wrong(
            "pooling window blamed",
            "In D you blame the size of the pooling window. How large a window shortens "
            "both sides by one, and how far does it move?",
            d=(5, KERNEL),
        ),
        _wrong(
            "padding blamed for the stride",
            "In D you blame the padding. With padding a pooling of 2×2 would still halve "
            "the sides.",
            d=(5, PADDING),
        ),
        _wrong(
            "filters blamed for the bias",
            "In E you blame the number of filters. All shapes there are as planned, the "
            "channels too.",
            e=(4, FILTERS),
        ),
        _wrong(
            "kernel blamed for the bias",
            "In E you blame the size of the kernel. Another kernel would change height "
            "and width, and the parameters by far more.",
            e=(4, KERNEL),
        ),
        *(
            _wrong(
                "two people exchanged",
                f"Each of your rows is right for somebody: those of {one.upper()} and "
                f"{other.upper()} are exchanged.",
                **_swapped(one, other),
            )
            for one, other in ("ab", "bc", "cd", "de", "be", "ce")
        ),
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
