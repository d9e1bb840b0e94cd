"""Draw several problems of a kind, no two alike."""

from __future__ import annotations

from collections.abc import Sequence

from cnnbook.exercises import REGISTRY, find
from cnnbook.exercises.drawing import Drawn, drawn, problem_of, with_problems
from cnnbook.grading.handouts.numbers import number_for

TRIES_FOR_EACH = 12
"""Draws in which one more problem should be found that is not there yet."""


def pool(
    exercise: str, seed: int, label: str, number: int, apart: bool = False
) -> list[Drawn]:
    """Return so many problems of an exercise, or as many as there are.

    Parameters
    ----------
    exercise : str
        Its id.
    seed : int
        The same seed gives the same.
    label : str
        What they are for: another purpose draws others.
    number : int
        How many, no two of which give the same numbers.
    apart : bool
        Whether other answers are right for each, as far as there are others.
    """
    found: dict[str, Drawn] = {}
    answers: dict[str, str] = {}
    for place in range(TRIES_FOR_EACH * number):
        one = drawn(exercise, number_for(seed, f"{label} {place}", exercise))
        found.setdefault(one.asked, one)
        answers.setdefault(str(one.exercise.reference), one.asked)
        if len(answers if apart else found) == number:
            break
    first = list(answers.values()) if apart else []
    order = dict.fromkeys([*first, *found])
    return [found[asked] for asked in order][:number]


def of_chapters(chapters: Sequence[str]) -> list[str]:
    """Return the exercises of some chapters that can be drawn for paper.

    Parameters
    ----------
    chapters : sequence of str
        Their numbers, with or without the zero before them.

    Raises
    ------
    ValueError
        If none is named, or one is no chapter.

    Examples
    --------
    >>> of_chapters(["10"])
    ['depthwise-cost', 'trainable-parameters']
    """
    if not chapters:
        raise ValueError("name the chapters: --chapters 02,04")
    wanted = [chapter.zfill(2) for chapter in chapters]
    for chapter in wanted:
        if chapter not in REGISTRY.chapters():
            known = ", ".join(REGISTRY.chapters())
            raise ValueError(
                f"there is no chapter {chapter!r}; the chapters are {known}"
            )
    asked = [i for i in with_problems() if find(i).chapter in wanted]
    return [i for i in asked if problem_of(i).on_paper]


def on_paper(exercises: Sequence[str]) -> Sequence[str]:
    """Return exercises as they are, if all of them can be asked without a computer.

    Parameters
    ----------
    exercises : sequence of str
        Ids of exercises with other numbers.

    Raises
    ------
    ValueError
        If one can't: its answer is a Keras model.
    """
    for identifier in exercises:
        if not problem_of(identifier).on_paper:
            raise ValueError(
                f"{identifier} asks for a Keras model, which is no question with "
                "choices: leave it out, or give it out with cnnbook assign"
            )
    return exercises
