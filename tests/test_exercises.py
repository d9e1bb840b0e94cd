"""Every exercise: right answers pass, mistakes fail and are told apart, blanks fail."""

import itertools
import math

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve2d, correlate2d

import cnnbook as cb
from cnnbook.exercises import (
    REGISTRY,
    DesignExercise,
    FunctionExercise,
    ValueExercise,
)
from cnnbook.grading.compare import same
from cnnbook.grading.outcomes import as_outcome, run

FUNCTIONS = [e for e in REGISTRY.values() if isinstance(e, FunctionExercise)]
VALUES = [e for e in REGISTRY.values() if isinstance(e, ValueExercise)]
DESIGNS = [e for e in REGISTRY.values() if isinstance(e, DesignExercise)]
MISTAKES = [
    pytest.param(e, m, id=f"{e.id}: {m.name}")
    for e in REGISTRY.values()
    for m in e.misconceptions
]


def loops(image, kernel, padding=0, stride=1):
    image = np.pad(np.asarray(image, float), padding)
    f_h, f_w = kernel.shape
    rows = range(0, image.shape[0] - f_h + 1, stride)
    columns = range(0, image.shape[1] - f_w + 1, stride)
    return [
        [float(np.vdot(image[i : i + f_h, j : j + f_w], kernel)) for j in columns]
        for i in rows
    ]


def einsum(image, kernel, padding=0, stride=1, **ignored):
    image = np.pad(image.astype("float32"), padding)
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl->ij", windows, kernel.astype("float32"))


def scipy_way(image, kernel, padding=0, stride=1):
    full = correlate2d(
        np.pad(image.astype(int if image.dtype.kind == "u" else image.dtype), padding),
        kernel,
        "valid",
    )
    return full[::stride, ::stride]


def two_passes(image, column, row):
    down = np.apply_along_axis(np.correlate, 0, image, column, "valid")
    return np.apply_along_axis(np.correlate, 1, down, row, "valid")


def until_gone(n, f):
    layers = 0
    while n >= f:
        n, layers = n - f + 1, layers + 1
    return layers


def usage(height, width, f, s=1):
    def along(n):
        return [sum(0 <= i - t < f for t in range(0, n - f + 1, s)) for i in range(n)]

    return np.outer(along(height), along(width))


def tf_same(n, f, s):
    total = max(f - s, 0) if n % s == 0 else max(f - n % s, 0)
    return total // 2, total - total // 2


ALTERNATIVES = [
    ("conv2d", loops),
    ("conv2d", einsum),
    ("conv2d", scipy_way),
    ("convolve2d", lambda image, kernel: convolve2d(image, kernel, "valid")),
    ("convolve2d", lambda image, kernel: loops(image, np.rot90(kernel, 2))),
    (
        "count-windows",
        lambda *size: sliding_window_view(np.ones(size[:2]), size[2:])[..., 0, 0].size,
    ),
    ("separable", two_passes),
    ("separable", lambda image, column, row: loops(image, np.outer(column, row))),
    (
        "separable-cost",
        lambda h, w, f: [
            (h - f + 1) * (w - f + 1) * f**2,
            (h - f + 1) * f * (2 * w - f + 1),
        ],
    ),
    ("output-size", lambda n, f, p=0, s=1: len(range(f, n + 2 * p + 1, s))),
    ("output-size", lambda n, f, p=0, s=1: math.floor((n + 2 * p - f) / s + 1)),
    ("output-size", lambda n, f, p=0, s=1: np.floor((n + 2 * p - f) / s) + 1),
    ("same-padding", lambda f: f // 2),
    ("layers-until-gone", until_gone),
    ("pixel-usage", usage),
    ("tf-same", tf_same),
    ("one-window", np.float32(REGISTRY["one-window"].reference)),
    ("inverse-design", [[3, 0, 1], [7, 1, 2], [7, 3, 2], [29, 14, 1]]),
    (
        "inverse-design",
        np.array([[5, 1, 1], [5, 0, 2], [3, 1, 2], [5, 2, 1]], "float32"),
    ),
]


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.id)
def test_the_reference_passes(exercise):
    assert cb.check(exercise.id, exercise.reference)


@pytest.mark.parametrize("exercise", VALUES, ids=lambda e: e.id)
def test_the_right_value_passes(exercise):
    assert cb.check(exercise.id, exercise.reference)
    assert cb.check(exercise.id, np.asarray(exercise.reference).tolist())


@pytest.mark.parametrize(("exercise_id", "answer"), ALTERNATIVES)
def test_right_but_unusual_answers_pass(exercise_id, answer):
    feedback = cb.check(exercise_id, answer)
    assert feedback, feedback


def test_every_function_and_design_has_an_alternative():
    assert {e.id for e in FUNCTIONS + DESIGNS} <= {name for name, _ in ALTERNATIVES}


@pytest.mark.parametrize(("exercise", "misconception"), MISTAKES)
def test_a_misconception_fails_and_is_named(exercise, misconception):
    feedback = cb.check(exercise.id, misconception.answer)
    assert not feedback
    if isinstance(exercise, DesignExercise):
        assert "Not met" in feedback.hint
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
    if isinstance(exercise, FunctionExercise):
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
