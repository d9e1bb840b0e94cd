"""Every exercise: right answers pass, in whatever way they are written; blanks fail."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import cnnbook as cb
import cnnbook.exercises
from cnnbook.exercises import (
    REGISTRY,
    DesignExercise,
    FunctionExercise,
    ModelExercise,
    ValueExercise,
)

FUNCTIONS = [e for e in REGISTRY.values() if isinstance(e, FunctionExercise)]
VALUES = [e for e in REGISTRY.values() if isinstance(e, ValueExercise)]
DESIGNS = [e for e in REGISTRY.values() if isinstance(e, DesignExercise)]
MODELS = [e for e in REGISTRY.values() if isinstance(e, ModelExercise)]
ALTERNATIVES = [
    pytest.param(e, a, id=f"{e.id}: {a.how}")
    for e in REGISTRY.values()
    for a in e.alternatives
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


@pytest.mark.parametrize(("exercise", "alternative"), ALTERNATIVES)
def test_right_but_unusual_answers_pass(exercise, alternative):
    feedback = cb.check(exercise.id, alternative.answer)
    assert feedback, feedback


@pytest.mark.parametrize("exercise", FUNCTIONS + DESIGNS + MODELS, ids=lambda e: e.id)
def test_every_function_design_and_model_has_an_alternative(exercise):
    assert exercise.alternatives


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


def test_ids_answers_and_places_are_unique():
    files = list(Path(cnnbook.exercises.__file__).parent.glob("ch*/[a-z]*.py"))
    assert len(files) == len(REGISTRY)
    for parts in (("id",), ("answer",), ("chapter", "place")):
        names = [tuple(getattr(e, part) for part in parts) for e in REGISTRY.values()]
        assert len(set(names)) == len(names)


def test_a_check_imports_the_exercise_that_it_needs_and_no_other():
    code = (
        "import sys, cnnbook as cb; from cnnbook.exercises import REGISTRY; "
        "assert 'conv2d' in REGISTRY and len(REGISTRY) >= 80; "
        "cb.check('output-size', 3); "
        "print([m for m in sys.modules if m.startswith('cnnbook.exercises.ch')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(
        ["cnnbook.exercises.ch04", "cnnbook.exercises.ch04.output_size"]
    )
