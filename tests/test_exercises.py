"""Every exercise: right answers pass, mistakes fail and are told apart, blanks fail."""

import importlib
import itertools
import pkgutil

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
from cnnbook.grading.judging.compare import same
from cnnbook.grading.runtime.outcome import as_outcome, run

from . import alternatives

FUNCTIONS = [e for e in REGISTRY.values() if isinstance(e, FunctionExercise)]
VALUES = [e for e in REGISTRY.values() if isinstance(e, ValueExercise)]
DESIGNS = [e for e in REGISTRY.values() if isinstance(e, DesignExercise)]
MODELS = [e for e in REGISTRY.values() if isinstance(e, ModelExercise)]
MISTAKES = [
    pytest.param(e, m, id=f"{e.id}: {m.name}")
    for e in REGISTRY.values()
    for m in e.misconceptions
]


ALTERNATIVES = [
    pair
    for module in pkgutil.iter_modules(alternatives.__path__)
    for pair in importlib.import_module(f"{alternatives.__name__}.{module.name}").RIGHT
]


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.id)
def test_the_reference_passes(exercise):
    assert cb.check(exercise.id, exercise.reference)


@pytest.mark.parametrize("exercise", MODELS, ids=lambda e: e.id)
def test_the_right_model_passes(exercise):
    given = exercise.given() if exercise.given else ()
    feedback = cb.check(exercise.id, exercise.reference)
    assert feedback, feedback
    assert exercise.given or cb.check(exercise.id, exercise.reference(*given))


@pytest.mark.parametrize("exercise", VALUES, ids=lambda e: e.id)
def test_the_right_value_passes(exercise):
    assert cb.check(exercise.id, exercise.reference)
    assert cb.check(exercise.id, np.asarray(exercise.reference).tolist())


@pytest.mark.parametrize(("exercise_id", "answer"), ALTERNATIVES)
def test_right_but_unusual_answers_pass(exercise_id, answer):
    feedback = cb.check(exercise_id, answer)
    assert feedback, feedback


def test_every_function_design_and_model_has_an_alternative():
    assert {e.id for e in FUNCTIONS + DESIGNS + MODELS} <= {
        name for name, _ in ALTERNATIVES
    }


@pytest.mark.parametrize(("exercise", "misconception"), MISTAKES)
def test_a_misconception_fails_and_is_named(exercise, misconception):
    feedback = cb.check(exercise.id, misconception.answer)
    assert not feedback
    if isinstance(exercise, DesignExercise):
        assert "Not met" in feedback.hint
    elif isinstance(exercise, ModelExercise):
        assert feedback.misconception == misconception.name
        assert misconception.hint in feedback.hint
    else:
        assert feedback.misconception == misconception.name
        assert feedback.hint == misconception.hint


@pytest.mark.parametrize("exercise", FUNCTIONS + VALUES, ids=lambda e: e.id)
def test_misconceptions_are_told_apart(exercise):
    if isinstance(exercise, FunctionExercise):
        results = [
            run(m.answer, exercise.cases, 30)[0] for m in exercise.misconceptions
        ]
    else:
        results = [[as_outcome(m.answer)] for m in exercise.misconceptions]
    pairs = itertools.combinations(
        zip(exercise.misconceptions, results, strict=True), 2
    )
    for (one, a), (other, b) in pairs:
        assert not all(map(same, a, b)), f"{one.name} = {other.name}"


@pytest.mark.parametrize("exercise", DESIGNS, ids=lambda e: e.id)
def test_designs_that_fail_meet_different_demands(exercise):
    hints = [cb.check(exercise.id, m.answer).hint for m in exercise.misconceptions]
    assert len(set(hints)) == len(hints) == len(exercise.demands)


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.id)
def test_drawn_cases_are_fair_and_catch_most_mistakes(exercise):
    random = np.random.default_rng(0)
    cases = tuple(exercise.draw(random) for _ in range(12))
    wanted, _ = run(exercise.reference, cases, 30)
    assert all(outcome.value is not None for outcome in wanted)
    for misconception in exercise.misconceptions:
        theirs, _ = run(misconception.answer, cases, 30)
        if misconception.name != "fractions cut off":
            assert not all(map(same, theirs, wanted)), misconception.name


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_a_blank_fails_kindly(exercise):
    for blank in (..., None):
        feedback = cb.check(exercise.id, blank)
        assert not feedback
        assert "nothing here yet" in feedback.hint
    if isinstance(exercise, FunctionExercise | ModelExercise):
        feedback = cb.check(exercise.id, lambda *args, **kwargs: ...)
        assert not feedback
        assert "returned nothing" in feedback.hint


@pytest.mark.parametrize("chapter", sorted({e.chapter for e in REGISTRY.values()}))
def test_a_chapter_has_enough_of_every_difficulty(chapter):
    exercises = [e for e in REGISTRY.values() if e.chapter == chapter]
    assert len(exercises) >= 5
    assert {e.difficulty for e in exercises} == {1, 2, 3}


def test_ids_titles_and_answers_are_unique():
    for part in ("id", "answer"):
        names = [getattr(e, part) for e in REGISTRY.values()]
        assert len(set(names)) == len(names)
