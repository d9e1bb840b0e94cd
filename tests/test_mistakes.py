"""Every known mistake fails, is named by its name alone, and nothing else gets it."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import cnnbook as cb
from cnnbook.exercises import (
    REGISTRY,
    DesignExercise,
    FunctionExercise,
    ModelExercise,
    ValueExercise,
)
from cnnbook.exercises.mistakes import parameters, wrong_answer
from cnnbook.grading.check_answer import KEYS
from cnnbook.grading.judging.answer_key import draw
from cnnbook.grading.judging.compare import same
from cnnbook.grading.judging.features import arguments
from cnnbook.grading.judging.recognise import recognise
from cnnbook.grading.judging.where import MAX_LINES
from cnnbook.grading.runtime.keras_models import run_model
from cnnbook.grading.runtime.outcome import run

ROOT = Path(__file__).parent.parent
ALL = list(REGISTRY.values())
FUNCTIONS = [e for e in ALL if isinstance(e, FunctionExercise)]
VALUES = [e for e in ALL if isinstance(e, ValueExercise)]
DEMANDING = [e for e in ALL if isinstance(e, DesignExercise | ModelExercise)]
LOST_DIGITS = {"rounded to a few digits", "numbers of 16 bits"}
CODES = {"find-the-wrong-layer"}
"""Values whose numbers stand for answers to choose from: one more is another choice."""
HANDED_IN = 4
"""So many mistakes of an exercise, at most and spread over all, are handed in to the
check; of the others there is what they give on the same cases."""
DRAWN = 60
"""Cases that are drawn of each function to look at what is drawn."""


def work_of(exercise):
    if isinstance(exercise, FunctionExercise):
        return exercise.reference
    return exercise.work or (lambda **given: exercise.reference)


def made(exercise, *mistakes):
    """Return what somebody hands in who makes these mistakes."""
    answer = wrong_answer(work_of(exercise), mistakes)
    if isinstance(exercise, FunctionExercise) or answer is None:
        return answer
    return answer(**exercise.given)


def spread(misconceptions):
    """Return a few of them, from first to last."""
    return misconceptions[:: len(misconceptions) // HANDED_IN + 1]


def gives(exercise, *numbers):
    """Return what comes out where these mistakes are made, on each case of the check.

    It is worked out once for all tests: the check itself needs it to name mistakes.
    """
    key = KEYS.of(exercise)
    outcomes = [key.mistaken(numbers, case) for case in range(len(key.cases))]
    return None if None in outcomes else outcomes


@pytest.mark.parametrize("exercise", FUNCTIONS + VALUES, ids=lambda e: e.id)
def test_a_mistake_gives_what_is_wrong_and_is_named_by_its_name_alone(exercise):
    key = KEYS.of(exercise)
    for number, misconception in enumerate(exercise.misconceptions):
        outcomes = gives(exercise, number)
        right = key.right(outcomes)
        assert not all(right[: key.scored]), misconception.name
        named = [[m.name for m in found] for found in recognise(key, outcomes, right)]
        slips = {m.name for m in getattr(exercise, "slips", ()) if m.name}
        assert named[0] == [misconception.name]
        # A slip of the pen that gives the same stands beside it.
        assert all(slips.issuperset(others) for others in named[1:])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # means of nothing, and the like
@pytest.mark.parametrize("exercise", FUNCTIONS + VALUES, ids=lambda e: e.id)
def test_a_mistake_that_is_handed_in_fails_and_is_named(exercise):
    for misconception in spread(exercise.misconceptions):
        feedback = cb.check(exercise.id, made(exercise, misconception))
        assert not feedback, misconception.name
        # A slip of the pen that gives the same is named beside it.
        slips = {m.name for m in getattr(exercise, "slips", ()) if m.name} - {
            misconception.name
        }
        said = feedback.misconception
        name, *others = said.split(", or ") if slips else [said]
        assert name == misconception.name
        assert slips.issuperset(others)
        start = "Either: " if others else ""
        assert feedback.hint.startswith(f"{start}{misconception.hint}")


@pytest.mark.parametrize("exercise", FUNCTIONS + VALUES, ids=lambda e: e.id)
def test_two_mistakes_at_once_are_never_taken_for_others(exercise, monkeypatch):
    monkeypatch.setattr("cnnbook.grading.judging.recognise.MAX_SECONDS", 60)
    key = KEYS.of(exercise)
    pairs = list(itertools.combinations(range(len(exercise.misconceptions)), 2))
    chosen = np.random.default_rng(0).permutation(len(pairs))[:12]
    for pair in (pairs[number] for number in chosen):
        one, other = (exercise.misconceptions[number] for number in pair)
        outcomes = gives(exercise, *pair)
        if outcomes is None or one.name == other.name:
            continue
        right = key.right(outcomes)
        if all(right):
            continue
        said = [{m.name for m in found} for found in recognise(key, outcomes, right)]
        # Another explanation has to behave just the same; then it is as good.
        for names in said:
            assert names <= {one.name, other.name} or len(names) <= 2
        if len(said) == 1 and len(said[0]) == 2:
            assert said[0] & {one.name, other.name}, (one.name, other.name, said)


@pytest.mark.parametrize("exercise", VALUES, ids=lambda e: e.id)
def test_a_slip_of_the_pen_is_no_mistake_with_a_name(exercise):
    if exercise.id in CODES:
        return
    right = np.asarray(exercise.reference, float)
    for slip in (1, -1, 2, -2, 10, -10):
        for place in np.ndindex(right.shape):
            value = right.copy()
            value[place] += slip
            assert not cb.check(exercise.id, value).misconception, (slip, place)


@pytest.mark.parametrize("exercise", DEMANDING, ids=lambda e: e.id)
def test_a_demand_says_what_is_seen(exercise):
    for demand in exercise.demands:
        assert demand.seen is not None, demand.text


@pytest.mark.parametrize("exercise", DEMANDING, ids=lambda e: e.id)
def test_a_mistake_in_a_design_or_a_model_shows_and_no_other_does(exercise):
    for misconception in exercise.misconceptions:
        value = made_record(exercise, misconception.answer)
        shown = {m.name for m in exercise.misconceptions if m.shows(value)}
        assert shown == {misconception.name}
    # What is handed in is told in test_answers; one of them shows that both agree.
    for misconception in exercise.misconceptions[:1]:
        feedback = cb.check(exercise.id, misconception.answer)
        assert not feedback
        assert feedback.misconception == misconception.name
    right = made_record(exercise, exercise.alternatives[0].answer)
    assert not any(m.shows(right) for m in exercise.misconceptions)


def made_record(exercise, answer):
    if isinstance(exercise, DesignExercise):
        return np.asarray(answer, float)
    outcome, _ = run_model(exercise, answer, 60)
    assert outcome.value is not None, outcome
    return outcome.value


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.id)
def test_what_is_drawn_is_fair_and_tells_every_mistake(exercise):
    cases = draw(exercise, 3, DRAWN)
    wanted, _ = run(exercise.reference, cases, 30)
    assert all(outcome.value is not None for outcome in wanted)
    shipped, _ = run(exercise.reference, exercise.cases, 30)
    for misconception in exercise.misconceptions:
        answer = made(exercise, misconception)
        theirs, _ = run(answer, cases, 30)
        shows = not all(map(same, theirs, wanted))
        if not shows and misconception.name in LOST_DIGITS:
            # In fine numbers alone, which are few: then some are shipped.
            theirs, _ = run(answer, exercise.cases, 30)
            shows = not all(map(same, theirs, shipped))
        assert shows, misconception.name


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.id)
def test_every_type_that_is_drawn_is_in_a_call_that_counts(exercise):
    def types(cases):
        named = (
            zip(parameters(exercise.reference), c.args, strict=False) for c in cases
        )
        pairs = itertools.chain.from_iterable(named)
        return {(n, str(a.dtype)) for n, a in pairs if isinstance(a, np.ndarray)}

    key = KEYS.of(exercise)
    assert types(draw(exercise, 3, DRAWN)) <= types(key.cases[: key.scored])


@pytest.mark.parametrize(
    "exercise", [e for e in FUNCTIONS if e.features], ids=lambda e: e.id
)
def test_what_is_said_of_a_call_holds_of_some_that_count_and_not_of_others(exercise):
    def said(cases):
        given = [arguments(exercise.reference, c.args, c.kwargs) for c in cases]
        every = itertools.chain.from_iterable(
            exercise.features(**values).items() for values in given
        )
        return {yes if holds else no for (yes, no), holds in every}

    key = KEYS.of(exercise)
    assert said(draw(exercise, 3, DRAWN)) <= said(key.cases[: key.scored])


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.id)
def test_the_call_that_is_shown_is_short_and_can_be_pasted(exercise):
    shown = []

    def answer(*args, **kwargs):
        shown.append((args, kwargs))
        return 1e9

    feedback = cb.check(exercise.id, answer)
    assert 0 < len(feedback.case.splitlines()) <= MAX_LINES
    shown.clear()
    eval(feedback.case, {"np": np, exercise.answer: answer})
    assert shown


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_there_is_somewhere_to_look_and_something_to_read(exercise):
    (text,) = (ROOT / "chapters" / "md").glob(f"{exercise.chapter}-*.md")
    headings = re.findall(r"^##+ (.+)$", text.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings
    assert len(exercise.look.split()) >= 4


@pytest.mark.parametrize("chapter", sorted({e.chapter for e in ALL}))
def test_a_chapter_grows_harder_from_exercise_to_exercise(chapter):
    stars = [e.difficulty for e in REGISTRY.chapter(chapter)]
    assert stars == sorted(stars)
