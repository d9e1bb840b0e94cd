"""What students hand in: right answers pass, wrong ones fail, and no name is a lie."""

import pytest

from benchmarks.answers import trials
from cnnbook.exercises import REGISTRY, ValueExercise

from .answers import every
from .consistency import contradictions

ANSWERS = {answers.exercise: answers.all for answers in every()}
MIN_RIGHT, MIN_WRONG = 5, 8


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_there_are_answers_of_both_kinds(exercise):
    right = [answer.right for answer in ANSWERS[exercise.id]]
    assert sum(right) >= MIN_RIGHT
    assert len(right) - sum(right) >= MIN_WRONG


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_every_answer_fares_as_it_should(exercise):
    bad = ("right, rejected", "wrong, accepted", "raised", "named as another")
    tried = trials((exercise.id,))
    found = [
        f"{trial.verdict}: {trial.answer.words}\n{trial.feedback}"
        for trial in tried
        if trial.verdict.endswith(bad[:3]) or bad[3] in trial.verdict
    ]
    assert not found, "\n\n".join(found)
    untrue = [
        f"{words}: {trial.answer.words}\n{trial.feedback}"
        for trial in tried
        for words in contradictions(exercise, trial.answer.value, trial.feedback)
    ]
    assert not untrue, "\n\n".join(untrue)


@pytest.mark.parametrize(
    "exercise",
    [e for e in REGISTRY.values() if isinstance(e, ValueExercise)],
    ids=lambda e: e.id,
)
def test_names_in_the_answers_are_names_of_mistakes(exercise):
    known = {m.name for m in (*exercise.misconceptions, *exercise.slips)}
    for answer in ANSWERS[exercise.id]:
        assert set(answer.names) <= known
