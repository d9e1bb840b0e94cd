"""Problems with other numbers: what is right passes, each mistake gets its own name."""

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from cnnbook import ops
from cnnbook.exercises import REGISTRY, drawing, find, telling
from cnnbook.exercises.base import (
    DesignExercise,
    Misconception,
    ModelExercise,
    ValueExercise,
)
from cnnbook.exercises.ch04 import _problems as ch04
from cnnbook.exercises.drawing import drawn, problem_of, with_problems
from cnnbook.exercises.problem import Problem
from cnnbook.exercises.showing import as_text, grids
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.runtime.keras_models import run_model
from cnnbook.grading.runtime.outcome import as_outcome

SEEDS = (1, 2, 3)
IN_KERAS = [i for i in with_problems() if isinstance(find(i), ModelExercise)]
WITHOUT_KERAS = [i for i in with_problems() if i not in IN_KERAS]
DESIGNS = [i for i in with_problems() if isinstance(find(i), DesignExercise)]


def judged(exercise, key, answer):
    return judge(exercise, [as_outcome(answer)], key=key)


def test_most_exercises_have_other_numbers():
    assert len(with_problems()) >= 45


@pytest.mark.parametrize("identifier", WITHOUT_KERAS)
def test_right_passes_and_every_mistake_is_recognised_by_its_name(identifier):
    for number in SEEDS:
        exercise = drawn(identifier, number).exercise
        key = AnswerKey(exercise)
        assert judged(exercise, key, exercise.reference)
        told = telling.mistaken(exercise)
        assert (
            len({mistake.name for mistake, _ in told}) >= problem_of(identifier).least
        )
        for mistake, value in told:
            feedback = judged(exercise, key, value)
            assert not feedback
            # A slip of the pen that gives the same is said beside it.
            name, *others = feedback.misconception.split(", or ")
            slips = {slip.name for slip in getattr(exercise, "slips", ())}
            said = name if slips.issuperset(others) else feedback.misconception
            assert said == mistake.name, number


@pytest.mark.parametrize("identifier", IN_KERAS)
def test_a_model_with_other_numbers_passes_and_each_mistake_is_recognised(identifier):
    """A third of the mistakes with each seed, since models take long to build."""
    for number in SEEDS:
        exercise = drawn(identifier, number).exercise
        outcome, _ = run_model(exercise, exercise.reference, 60)
        assert judge(exercise, [outcome])
        for mistake in exercise.misconceptions[number::3]:
            outcome, _ = run_model(exercise, mistake.answer, 60)
            feedback = judge(exercise, [outcome])
            assert not feedback
            assert feedback.misconception == mistake.name, number


@pytest.mark.parametrize("identifier", DESIGNS)
def test_every_mistake_in_a_design_has_an_answer_that_shows_it_alone(identifier):
    names = {mistake.name for mistake in find(identifier).misconceptions}
    for number in range(1, 13):
        problem = drawn(identifier, number)
        assert set(problem.wrong) == names
        assert telling.designed(problem.exercise)
        easy = replace(problem.exercise, demands=())
        assert not telling.designed(easy), "where all passes, a mistake does too"


def test_a_trace_leaves_no_doubt_about_padding_and_strides():
    for number in range(1, 40):
        given = problem_of("build-from-trace").draw(np.random.default_rng(number))
        plan = given["plan"]
        sizes = [plan.shape, *plan.maps]
        for before, after, f in zip(
            sizes[2:], sizes[3:], plan.kernels[1:], strict=False
        ):
            ways = {
                (padding, s)
                for s in range(1, 12)
                for padding, made in (
                    ("valid", [(n - f) // s + 1 for n in before[:2]]),
                    ("same", [-(-n // s) for n in before[:2]]),
                )
                if made == [*after[:2]]
            }
            assert len(ways) == 1, plan


@pytest.mark.parametrize("identifier", with_problems())
def test_numbers_differ_and_the_same_number_gives_the_same(identifier):
    prompts, right = set(), set()
    for number in range(1, 7):
        problem = drawn(identifier, number)
        prompts.add(problem.asked)
        right.add(str(problem.exercise.reference))
        assert "{" not in problem.prompt
        assert "Write a" in as_text(problem) or "Write one" in as_text(problem)
        assert not any(
            ", channel 0" in grid.title and len(grid.rows[0]) == 1
            for grid in grids(problem)
        ), "a list is no map"
    assert len(prompts) >= 4
    assert len(right) >= 2, "who sits beside another has the same answer"
    again = drawing.drawn.__wrapped__(identifier, 6)
    assert again.asked in prompts


@pytest.mark.parametrize("identifier", with_problems())
def test_hints_hold_no_numbers_of_the_book(identifier):
    exercise = find(identifier)
    if isinstance(exercise, ValueExercise):
        hints = problem_of(identifier).hints
        of_book = {m.name: m.hint for m in exercise.misconceptions}
        replaced = {n for n in hints if of_book[n] == hints[n]}
        assert not replaced, "the same words again"


def test_the_book_s_own_problems_are_no_draws():
    for number in (0, -1, 1.0, True, "3"):
        with pytest.raises(ValueError, match="from 1 on, not"):
            drawn("one-window", number)


def test_what_cannot_be_drawn_names_what_can():
    with pytest.raises(ValueError, match="of chapter 8 these have: lenet-shapes"):
        drawn("build-lenet", 1)
    with pytest.raises(ValueError, match="did you mean 'one-window'"):
        drawn("one-windw", 1)


def test_numbers_that_tell_too_little_are_drawn_again(monkeypatch):
    """A kernel of one pixel on three: most mistakes give what is right."""
    poor, rich = {"n": 3, "f": 1, "p": 0, "s": 1}, {"n": 20, "f": 5, "p": 1, "s": 3}
    givens = iter([poor, poor, rich])
    plain = Problem(draw=lambda random: next(givens), prompt="{f}", least=8)
    monkeypatch.setitem(ch04.PROBLEMS, "output-size", plain)
    assert drawing.drawn.__wrapped__("output-size", 1).prompt == "5"


def test_a_slip_is_never_said_instead_of_a_mistake_that_gives_the_same():
    for identifier in ("dense-by-hand", "one-window", "next-value", "pad-by-hand"):
        for number in range(1, 9):
            problem = drawn(identifier, number)
            unsaid = {telling.value_of(value) for _, value in problem.shared}
            for slip in problem.exercise.slips:
                value = telling.value_of(slip.answer)
                assert value not in unsaid, (identifier, number, slip.name)


def test_a_mistake_that_is_a_careless_step_away_is_not_told():
    for identifier, steps in (("average-pool", (0.25, 0.5)), ("one-window", (1, 2))):
        for number in range(1, 9):
            exercise = drawn(identifier, number).exercise
            for mistake, value in telling.mistaken(exercise):
                near = telling.one_step_off(value, exercise.reference, steps)
                assert not near, (identifier, number, mistake.name)


def test_a_gradient_that_is_neither_doubled_nor_averaged_has_both_names():
    exercise = drawn("kernel-gradient", 3).exercise
    said = judged(exercise, AnswerKey(exercise), 2 * exercise.reference)
    assert "number of weights, or neither doubled nor averaged" in said.misconception


def test_a_mistake_that_gives_what_another_gives_is_not_told(monkeypatch):
    usual = problem_of("output-size")
    twin = Misconception("a twin", "", after=lambda result: result + 1)
    other = Misconception("another twin", "", after=lambda result: result + 1)
    problem = replace(usual, mistakes=lambda **given: (twin, other))
    monkeypatch.setitem(ch04.PROBLEMS, "output-size", problem)
    assert not {"a twin", "another twin"} & set(
        drawing.drawn.__wrapped__("output-size", 1).wrong
    )


def test_right_values_can_be_had_with_a_pencil():
    for identifier in WITHOUT_KERAS:
        value = np.asarray(drawn(identifier, 4).exercise.reference, float)
        assert np.abs(value).max() <= telling.LARGEST
        assert np.allclose(value, np.round(value, 4), atol=1e-9)


def test_no_answer_is_nothing_but_zeros_nor_what_is_given_nor_that_of_most():
    for seed in range(80):
        random = np.random.default_rng(seed)
        assert problem_of("zero-sum").draw(random)["kernel"].sum(), seed
        given = problem_of("grad-cam-by-hand").draw(random)
        assert find("grad-cam-by-hand").work(**given).any(), seed
    right = [str(drawn("tf-same", n).exercise.reference) for n in range(1, 41)]
    assert max(map(right.count, right)) <= len(right) / 4


def test_boxes_have_pixels():
    for identifier, names in {
        "iou": ("a", "b"),
        "nms": ("boxes",),
        "precision-recall": ("found", "truth"),
    }.items():
        for seed in range(60):
            given = problem_of(identifier).draw(np.random.default_rng(seed))
            for box in np.concatenate([np.atleast_2d(given[name]) for name in names]):
                assert (box[:2] < box[2:]).all(), (identifier, seed)


def test_one_threshold_alone_is_right_and_no_window_stands_on_the_fence():
    assert "else after the last" in problem_of("stop-where").prompt
    for seed in range(60):
        random = np.random.default_rng(seed)
        given = problem_of("honest-interval").draw(random)
        for deviations in (1.96, NormalDist().inv_cdf(0.975), 2):
            both = _wilson(**given, z=deviations)
            assert min(abs(end % 1 - 0.5) for end in both) > 0.04, given
        given = problem_of("detector-threshold").draw(random)
        scores, hits = given["scores"], given["hits"]
        kept = [hits[scores >= t] for t in scores]
        found = [k.sum() for k in kept if k.mean() >= given["precision"]]
        assert found.count(max(found, default=0)) == 1, given
        assert hits.sum() <= given["truths"]
        given = problem_of("saliency-by-hand").draw(random)
        assert ops.conv2d(given["picture"], given["kernel"]).all()


def _wilson(right, asked, z):
    half = z * (right * (asked - right) / asked + z**2 / 4) ** 0.5
    return [100 * (right + z**2 / 2 + way) / (asked + z**2) for way in (-half, half)]


def test_every_problem_belongs_to_an_exercise_of_its_chapter():
    for chapter in REGISTRY.chapters():
        for identifier in drawing._problems(chapter):
            assert find(identifier).chapter == chapter


def test_windows_side_by_side_are_known_whatever_the_size_is():
    for number in range(1, 13):
        problem = drawn("max-pool", number)
        size, wrong = problem.exercise.given["size"], problem.wrong
        known = "stride equal to the size" if size == 2 else "size equal to the stride"
        assert known in wrong, number


def test_the_mistake_an_exercise_is_about_is_told_by_every_draw():
    """In a third of the draws, or in half of them, these gave what is right."""
    for identifier, name in {
        "memory-of-a-layer": "biases forgotten",
        "one-window": "flipped kernel",
        "count-windows": "missing + 1",
        "conv2d": "flipped kernel",
        "convolve2d": "kernel not flipped",
        "edge-direction": "towards the darker side",
        "output-size": "missing + 1",
        "layers-until-gone": "shrinks by f",
        "rgb-by-hand": "bias forgotten",
        "multiply-adds": "depth forgotten",
        "pool-size": "missing + 1",
        "receptive-field-of": "padding ignored",
        "confusion-matrix": "rows and columns swapped",
        "receptive-field": "strides ignored",
        "trainable-parameters": "BatchNormalization trains nothing",
        "recompile-trap": "switches read at fit",
        "iou": "union without subtracting",
        "precision-recall": "precision and recall swapped",
    }.items():
        told = [name in drawn(identifier, number).wrong for number in range(1, 7)]
        assert all(told), (identifier, told)


def test_a_half_is_rounded_as_by_hand_too():
    """By hand 4.5 becomes 5 and −0.5 becomes −1; NumPy makes 4 and 0 of them."""
    rounded = Misconception("rounded", "", after=np.round)
    other = Misconception("off", "", after=np.round)
    right = np.array([4.5, -0.5, 2.4])
    found = telling.with_halves_up(
        [(rounded, np.round(right)), (other, np.round(right))], right
    )
    assert [value.tolist() for _, value in found] == [
        [4, 0, 2],
        [5, -1, 2],
        [4, 0, 2],
    ]
    told = {
        float(value)
        for number in range(1, 40)
        for mistake, value in telling.mistaken(drawn("shift-and-pool", number).exercise)
        if mistake.name == "rounded"
        and drawn("shift-and-pool", number).exercise.reference == 0.25
    }
    assert 0.3 in told


def test_the_mistakes_made_most_are_told_by_many_draws():
    """Few draws or none told these while settings were equal that differ now."""
    for identifier, name in {
        "undo-a-shuffle": "shuffled once more",
        "convolve2d": "kernel not flipped",
        "sobel-magnitude": "absolute values added",
        "kernel-gradient": "sum instead of mean",
        "output-size": "padding ignored",
        "conv-parameters": "bias forgotten",
        "one-by-one": "ReLU applied",
        "multiply-adds": "padding ignored",
        "global-average": "divided by the channels",
        "pool-volume": "stride equal to the size",
        "one-gradient-step": "factor 2 forgotten",
        "trainable-parameters": "dense layers left out",
        "iou": "divided by the smaller box",
        "gram-matrix": "divided by the channels",
    }.items():
        told = [name in drawn(identifier, number).wrong for number in range(1, 7)]
        assert sum(told) >= 2, identifier
