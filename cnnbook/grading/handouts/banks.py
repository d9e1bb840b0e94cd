"""Write a bank of questions for one of the course systems."""

from __future__ import annotations

from collections.abc import Sequence

from cnnbook.grading.handouts.canvas import canvas_zip
from cnnbook.grading.handouts.gift import gift
from cnnbook.grading.handouts.moodle import moodle_xml
from cnnbook.grading.handouts.questions import pools

NEXT = {
    "moodle": "in the course, Question bank, Import, Moodle XML format",
    "canvas": "in the course, Settings, Import Course Content, QTI .zip file",
    "gift": "in the course, Question bank, Import, GIFT format",
}
"""Where each system takes its file, by the names of its menus."""


def bank(
    system: str, exercises: Sequence[str], seed: int, draws: int, title: str
) -> tuple[bytes, list[str]]:
    """Return the file for a system, and what there is to say about it.

    Parameters
    ----------
    system : str
        A key of `NEXT`.
    exercises : sequence of str
        Ids of exercises with other numbers.
    seed, draws : int
        The seed, and how many questions each pool has.
    title : str
        Of the quiz, or of the category around the pools.
    """
    found = pools(exercises, seed, draws, typed=system != "canvas")
    words = [
        f"{one.exercise}: {len(one.questions)} different problems were found, "
        f"not {draws}; its pool is smaller."
        for one in found
        if len(one.questions) < draws
    ]
    number = sum(len(one.questions) for one in found)
    words.append(
        f"{number} question{'s' * (number != 1)} in {len(found)} "
        f"pool{'s' * (len(found) != 1)}."
    )
    if system == "canvas":
        return canvas_zip(found, title), words
    return (moodle_xml if system == "moodle" else gift)(found, title), words
