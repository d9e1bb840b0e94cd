"""Put what was found into feedback: the headline, the steps of the hints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnnbook.exercises.base import Exercise
from cnnbook.grading.judging.feedback import STARS, Feedback
from cnnbook.grading.judging.recognise import Explanation


def passed(
    exercise: Exercise, score: str = "", remark: str = "", printed: str = ""
) -> Feedback:
    """Return feedback on a right answer.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    score : str
        What was tried, in words.
    remark : str
        Something to know about it all the same.
    printed : str
        What the learner's function printed.
    """
    points = f"{exercise.points} point" + ("s" if exercise.points > 1 else "")
    line = f"{headline('Passed', exercise, score)} {points}."
    return Feedback(exercise.id, True, line, hint=remark, printed=printed, share=1.0)


def not_begun(exercise: Exercise, problem: str, printed: str = "") -> Feedback:
    """Return feedback where there is no answer yet.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    problem : str
        What there is instead, as a sentence.
    printed : str
        What the learner's function printed.
    """
    line = headline("Not begun", exercise)
    return Feedback(
        exercise.id, False, line, hint=problem, printed=printed, begun=False
    )


def not_yet(
    exercise: Exercise,
    score: str = "",
    *,
    explanations: Sequence[Explanation] = (),
    hint: str = "",
    condition: str = "",
    table: tuple[tuple[str, int, int], ...] = (),
    case: str = "",
    where: str = "",
    printed: str = "",
    share: float = 0.0,
) -> Feedback:
    """Return feedback on a wrong answer.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    score : str
        How much of it is right, in words.
    explanations : sequence of tuple of Misconception
        Each explains everything, alone; none if no mistake was recognised.
    hint, condition, table, case, where, printed, share
        As in `Feedback`; with `explanations` their hints come first.
    """
    names = [" and ".join(m.name for m in made) for made in explanations]
    # What is said of a mistake need not be true beside another: a pair is only named.
    single = [made[0].hint for made in explanations if len(made) == 1]
    hints = list(dict.fromkeys(single))
    if len(hints) > 1:
        hints = [f"Either: {hints[0]}", f"Or: {hints[1]}"]
    chapter = f"chapter {int(exercise.chapter)}"
    return Feedback(
        exercise.id,
        False,
        headline("Not yet", exercise, score),
        misconception=", or ".join(names),
        hint=" ".join(filter(None, [*hints, hint])),
        condition=condition,
        table=table,
        case=case,
        where=where,
        look=exercise.look,
        section=f"“{exercise.section}” in {chapter}" if exercise.section else "",
        printed=printed,
        share=share,
    )


def as_follow_up(feedback: Feedback, earlier: tuple[str, ...]) -> Feedback:
    """Say in feedback that a mistake was made elsewhere.

    Parameters
    ----------
    feedback : Feedback
        On the answer itself.
    earlier : tuple of str
        Ids of the exercises whose mistake it is.
    """
    names = " and ".join(earlier)
    place, which = "its place", "that one"
    if len(earlier) > 1:
        place, which = "their places", "them"
    words = (
        f"This follows from {names}: with the right {names} in {place} your function "
        f"is right. Mend {which} first."
    )
    return replace(
        feedback,
        misconception="",
        hint=words,
        condition="",
        table=(),
        case="",
        where="",
        look="",
        section="",
        follows_from=names,
    )


def beside_another(
    feedback: Feedback, own: Feedback, earlier: tuple[str, ...]
) -> Feedback:
    """Keep another answer's mistake out of the feedback on one that has its own too.

    Parameters
    ----------
    feedback : Feedback
        On the answer as it is.
    own : Feedback
        On the answer with the right ones in the place of those that it calls.
    earlier : tuple of str
        Ids of the exercises of these.
    """
    names = " and ".join(earlier)
    words = (
        f"It calls {names}, where there is a mistake too. What is said here is about "
        f"this function alone, with the right {names} instead."
    )
    hint = " ".join(filter(None, [words, own.hint]))
    return replace(
        own,
        headline=feedback.headline,
        table=own.table if feedback.share else (),  # beside a headline of 0 right
        share=feedback.share,
        hint=hint,
        printed=feedback.printed,
    )


def headline(verdict: str, exercise: Exercise, score: str = "") -> str:
    """Write the result in one line.

    Examples
    --------
    >>> from cnnbook.exercises import find
    >>> headline("Not begun", find("conv2d"))
    'Not begun: conv2d ★★.'
    """
    line = f"{verdict}: {exercise.id} {STARS[exercise.difficulty]}"
    return f"{line}, {score}." if score else f"{line}."
