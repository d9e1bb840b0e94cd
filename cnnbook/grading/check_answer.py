"""Check an answer where the learner works: this is `cnnbook.check`.

The module has another name than its function, which is the package's attribute.
"""

from __future__ import annotations

import inspect
import time
from dataclasses import replace
from typing import Any

from cnnbook._keras import advice, missing_for_keras
from cnnbook.exercises import find
from cnnbook.exercises.base import (
    Exercise,
    FunctionExercise,
    ModelExercise,
)
from cnnbook.exercises.mistakes import parameters
from cnnbook.grading.calls import (
    EVIDENCE_CASES,
    EVIDENCE_SECONDS,
    WITNESSES,
    further_calls,
    outcomes_of,
)
from cnnbook.grading.follow_up import with_right_helpers
from cnnbook.grading.judging.answer_key import AnswerKey, AnswerKeys
from cnnbook.grading.judging.compare import same
from cnnbook.grading.judging.features import arguments
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.judging.words import as_follow_up, beside_another, not_yet
from cnnbook.grading.practising.current import CURRENT, exercise_of, with_number
from cnnbook.grading.record import kept
from cnnbook.grading.runtime.outcome import Outcome, as_outcome, describe_error, run
from cnnbook.grading.runtime.rebinding import attributes_used
from cnnbook.grading.tries import PRACTISED, TRIES

MODEL_TIMEOUT = 30.0
"""Seconds that a function that builds a model may take: the first one starts Keras."""
CALL_TIMEOUT = 2.0
"""Seconds that each call of a learner's function may compute."""
REMEMBERS = (
    "Called twice with the same arguments, your function gives two results: it keeps "
    "something from one call to the next, such as a list that grows, or it draws at "
    "random. Let every call begin anew."
)
CHANGES = (
    "One remark: it changes what it is given, so that whoever calls it has something "
    "else afterwards. Let it work on a copy."
)
REORDERED = (
    "Your function is right but for the order of its parameters. It is called with "
    "values in the order {}."
)
DEFAULTS = (
    "Your function is right when it is given all its values. Where one is left out, "
    "the prompt says which it should be: {}."
)
NEEDS_KERAS = "The answer is a Keras model, and can't be checked yet: {}"
KEYS = AnswerKeys(seed=0, evidence=EVIDENCE_CASES, witnesses=WITNESSES)


def check(exercise_id: str, answer: Any, *, problem: int | None = None) -> Feedback:
    """Say whether an answer is right and, if not, what differs.

    Parameters
    ----------
    exercise_id : str
        The exercise's id, e.g. ``"conv2d"``.
    answer : object
        A function, a number, an array or a model, as the exercise asks; anything is
        survived.
    problem : int, optional
        Which problem it answers: 0 is the book's own, another number one with other
        numbers. Unless given, it is the one that `cnnbook.practice` asked last, else
        the book's own.

    Returns
    -------
    Feedback
        True when passed. It names the mistake where the answer behaves exactly like a
        known one, and never gives the right answer. After a few tries it says more;
        `Feedback.more` says it at once.

    Raises
    ------
    ValueError
        If there is no exercise of that id, or no such problem.

    Examples
    --------
    >>> once = lambda n, f, p=0, s=1: (n + p - f) // s + 1
    >>> check("output-size", once)  # doctest: +ELLIPSIS
    Not yet: output-size ★, ... cases right.
    This looks like: padding counted once.
    You count the padding once. It is added on both sides.
    What works: plain ✓, p alone ✗, s alone ✓, p and s partly.
    Look at this call:
        output_size(6, 3, p=1)
    5 is not right...
    """
    exercise = find(exercise_id)
    missing = isinstance(exercise, ModelExercise) and missing_for_keras()
    if missing:  # which says nothing of the answer, and is no try
        return not_yet(exercise, hint=NEEDS_KERAS.format(advice(missing)))
    number = CURRENT.meant(exercise, answer) if problem is None else problem
    if type(number) is not int or number != 0:
        return _practised(exercise, answer, number, asked=problem is None)
    feedback = _survived(exercise, answer)
    if feedback.begun:
        kept().note(exercise.id, feedback.passed)
    return TRIES.counted(exercise, feedback)


def _survived(exercise: Exercise, answer: Any) -> Feedback:
    """Return feedback, whatever comes of judging the answer."""
    try:
        return _feedback(exercise, answer)
    except Exception as error:  # an answer that the book did not reckon with
        words = f"This answer could not be judged: {describe_error(error)}."
        return not_yet(exercise, hint=words)


def _practised(exercise: Exercise, answer: Any, number: int, asked: bool) -> Feedback:
    """Return feedback on the answer to a problem with other numbers."""
    own = exercise_of(exercise, number)
    feedback = _survived(own, answer)
    if feedback.begun:
        CURRENT.tried(exercise.id, number, bool(feedback))
    same_kind = not isinstance(exercise, FunctionExercise)
    if not feedback and same_kind and _survived(exercise, answer):
        words = "It is right for the book's own numbers, not for these."
        if asked:
            words += f' cb.practice("{exercise.id}", 0) goes back to the book\'s.'
        hint = " ".join(filter(None, [feedback.hint, words]))
        feedback = replace(feedback, hint=hint)
    return with_number(PRACTISED.again(own, feedback), exercise, number)


def _feedback(exercise: Exercise, answer: Any) -> Feedback:
    if isinstance(exercise, ModelExercise):
        from cnnbook.grading.runtime.keras_models import run_model

        outcome, printed = run_model(exercise, answer, MODEL_TIMEOUT)
        return judge(exercise, [outcome], printed)
    key = KEYS.of(exercise)
    if not isinstance(exercise, FunctionExercise):
        return judge(exercise, [as_outcome(answer)], key=key)
    if answer is None or answer is Ellipsis:
        return judge(exercise, [as_outcome(answer)], key=key)
    if not callable(answer):
        words = (
            f"This is {type(answer).__name__!r}, not a function: pass "
            f"{exercise.answer} itself, without calling it."
        )
        return not_yet(exercise, hint=words)
    assert key.wanted, "worked out before the learner's function is called"
    outcomes, printed = outcomes_of(exercise, answer, key, CALL_TIMEOUT)
    if not key.all_right(outcomes) and _remembers(exercise, answer, key, outcomes):
        return not_yet(exercise, condition=REMEMBERS, printed=printed)
    feedback = judge(
        exercise,
        outcomes,
        printed,
        key,
        lambda: further_calls(exercise, answer, key, outcomes, CALL_TIMEOUT),
    )
    if feedback:
        return _with_remarks(feedback, exercise, answer, key)
    if _reordered(exercise, answer, key):  # whatever it looks like
        words = REORDERED.format(", ".join(parameters(exercise.reference)))
        return replace(feedback, misconception="", hint=words, condition="", table=())
    if len(outcomes) < key.scored:
        return feedback
    defaults = "" if feedback.misconception else _other_defaults(exercise, answer, key)
    if defaults:
        words = DEFAULTS.format(defaults)
        return replace(feedback, hint=words, condition="", table=())
    helpers, mended = with_right_helpers(exercise, answer, KEYS, CALL_TIMEOUT)
    if not helpers:
        return feedback
    outcomes, printed = outcomes_of(exercise, mended, key, CALL_TIMEOUT)
    if key.all_right(outcomes) and len(outcomes) >= key.scored:
        return as_follow_up(feedback, helpers)
    own = judge(
        exercise,
        outcomes,
        printed,
        key,
        lambda: further_calls(exercise, mended, key, outcomes, CALL_TIMEOUT),
    )
    return beside_another(feedback, own, helpers)


def _with_remarks(
    feedback: Feedback, exercise: FunctionExercise, answer: Any, key: AnswerKey
) -> Feedback:
    """Say in feedback on a right answer what is to be known of it all the same."""
    remarks = [feedback.hint]
    used = attributes_used(answer, exercise.library)
    if used:
        remarks.append(
            f"It is right; a library's {used[0]} does all the work. Once you have "
            "written it yourself you will know what that function does."
        )
    if _changes_arguments(exercise, answer, key):
        remarks.append(CHANGES)
    return replace(feedback, hint=" ".join(filter(None, remarks)))


def _changes_arguments(exercise: FunctionExercise, answer: Any, key: AnswerKey) -> bool:
    """Return whether a function changes an argument, so far as there is time."""
    end = time.monotonic() + EVIDENCE_SECONDS
    for case in key.shipped:
        if time.monotonic() > end:
            break
        outcomes, _ = run(answer, (case,), CALL_TIMEOUT, exercise, watch=True)
        if outcomes[0].kind == "changed":
            return True
    return False


def _reordered(exercise: FunctionExercise, answer: Any, key: AnswerKey) -> bool:
    """Return whether a function is right but for the order of its parameters."""
    try:
        own = list(inspect.signature(answer).parameters)
    except (TypeError, ValueError):
        return False
    names = list(parameters(exercise.reference))
    if own == names or sorted(own) != sorted(names):
        return False

    def mended(*args: Any, **kwargs: Any) -> Any:
        return answer(**dict(zip(names, args, strict=False)), **kwargs)

    outcomes, _ = run(mended, key.cases[: key.scored], CALL_TIMEOUT)
    return len(outcomes) == key.scored and key.all_right(outcomes)


def _other_defaults(exercise: FunctionExercise, answer: Any, key: AnswerKey) -> str:
    """Return the right defaults of a function that is right but for its own ones.

    In words; nothing if it is wrong in another way too.
    """
    try:
        own = inspect.signature(answer).parameters
    except (TypeError, ValueError):
        return ""
    other = {
        name: default
        for name, default in exercise.settings.items()
        if name in own and own[name].default != default
    }
    if not other or list(own) != list(parameters(exercise.reference)):
        return ""

    def given_all(*args: Any, **kwargs: Any) -> Any:
        return answer(**arguments(exercise.reference, args, kwargs))

    outcomes, _ = run(given_all, key.cases[: key.scored], CALL_TIMEOUT)
    if len(outcomes) < key.scored or not key.all_right(outcomes):
        return ""
    return ", ".join(f"{name}={default!r}" for name, default in other.items())


def _remembers(
    exercise: FunctionExercise, answer: Any, key: AnswerKey, outcomes: list[Outcome]
) -> bool:
    """Return whether a function gives another result when it is called once more."""
    right = key.right(outcomes)
    wrong = [number for number in key.asked(outcomes) if not right[number]]
    for number in {0, *wrong[:1], *wrong[-1:]}:
        again, _ = run(answer, (key.cases[number],), CALL_TIMEOUT, exercise)
        out_of_time = "slow" in (again[0].kind, outcomes[number].kind)
        if not out_of_time and not same(again[0], outcomes[number]):
            return True
    return False
