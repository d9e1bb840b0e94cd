"""Practice asks fresh problems, checks know which, and what went wrong comes back."""

import json

import numpy as np
import pytest

import cnnbook as cb
from cnnbook.exercises import find
from cnnbook.exercises.drawing import drawn
from cnnbook.exercises.showing import as_html, as_text, grids
from cnnbook.grading.drilling import TOPICS, Drill
from cnnbook.grading.practising.current import CURRENT
from cnnbook.grading.practising.record import DAY, Record
from cnnbook.grading.tries import PRACTISED, TRIES


@pytest.fixture
def clock():
    now = [1e9]
    CURRENT.forget(Record(clock=lambda: now[0]))
    TRIES.forget()
    PRACTISED.forget()
    yield now
    CURRENT.forget()
    TRIES.forget()
    PRACTISED.forget()


def right(identifier, number):
    return drawn(identifier, number).exercise.reference


def test_a_check_means_the_problem_that_was_asked(clock):
    book = find("one-window").reference
    assert cb.check("one-window", book)
    asked = cb.practice("one-window")
    passed = cb.check("one-window", right("one-window", asked.number))
    assert passed.headline == f"Passed: one-window ★, problem {asked.number}."
    assert f"problem {asked.number}" in cb.check("one-window", -1).headline
    cb.practice("one-window", 0)
    assert cb.check("one-window", book)


def test_the_answer_to_the_books_own_numbers_is_not_taken_but_told(clock):
    cb.practice("one-window", 5)
    feedback = cb.check("one-window", find("one-window").reference)
    assert not feedback
    assert 'cb.practice("one-window", 0) goes back' in feedback.hint
    named = cb.check("one-window", find("one-window").reference, problem=5)
    assert named.hint.endswith("right for the book's own numbers, not for these.")


def test_a_mistake_is_named_with_other_numbers(clock):
    cb.practice("output-size", 8)
    for name, value in drawn("output-size", 8).wrong.items():
        assert cb.check("output-size", value).misconception == name


def test_a_function_is_always_for_the_book(clock):
    cb.practice("output-size", 8)
    assert cb.check("output-size", cb.output_size)
    assert cb.check("output-size", right("output-size", 8))
    assert "Not begun" in cb.check("output-size", ...).headline


def test_a_design_is_asked_with_its_table_and_checked_by_its_own_sizes(clock):
    asked = cb.practice("inverse-design", 4)
    assert "row  input size  output size" in repr(asked)
    assert asked._repr_html_().count("<th ") == 3
    right = drawn("inverse-design", 4).exercise.reference
    assert cb.check("inverse-design", right)
    book = [[3, 0, 1], [5, 0, 2], [7, 3, 2], [5, 2, 1]]
    assert "right for the book's own numbers" in cb.check("inverse-design", book).hint
    assert not cb.check("inverse-design", right, problem=0)


def test_a_function_that_builds_a_model_is_for_the_problem_that_was_asked(clock):
    cb.practice("build-from-trace", 4)
    meant = CURRENT.meant
    assert meant(find("build-from-trace"), lambda: None) == 4
    assert meant(find("conv2d"), lambda: None) == 0


def test_a_problem_can_be_named(clock):
    assert cb.check("pad-by-hand", right("pad-by-hand", 12), problem=12)
    assert not cb.check("pad-by-hand", right("pad-by-hand", 12), problem=13)
    assert cb.check("pad-by-hand", find("pad-by-hand").reference, problem=0)
    for wrong in (-1, 1.5, True, "3"):
        with pytest.raises(ValueError, match="whole number"):
            cb.check("pad-by-hand", 0, problem=wrong)
    with pytest.raises(ValueError, match="has no other numbers"):
        cb.check("build-lenet", 0, problem=3)


@pytest.mark.parametrize("answer", [None, "x", [[1, 2], [3]], float("nan"), object()])
def test_anything_is_survived(clock, answer):
    cb.practice("rgb-by-hand", 3)
    assert not cb.check("rgb-by-hand", answer)


def test_the_same_number_asks_the_same_and_another_one_something_else(clock):
    assert repr(cb.practice("conv2d", 4)) == repr(cb.practice("conv2d", 4))
    assert repr(cb.practice("conv2d", 4)) != repr(cb.practice("conv2d", 5))
    assert len({cb.practice("conv2d").number for _ in range(5)}) > 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("one-windw",), "did you mean 'one-window'"),
        (("build-lenet",), "of chapter 8 these have"),
        (("one-window", -2), "whole number"),
        ((None, 7), "Give its id first"),
    ],
)
def test_what_cannot_be_practised_is_refused_in_words(clock, asked, words):
    with pytest.raises(ValueError, match=words):
        cb.practice(*asked)


def test_what_was_wrong_comes_first_then_what_is_new(clock):
    first = cb.practice()
    assert first.why == "New to you."
    cb.check(first.exercise, "no")
    second = cb.practice()
    assert second.exercise != first.exercise  # not the same kind twice running
    cb.check(second.exercise, right(second.exercise, second.number))
    third = cb.practice()
    assert (third.exercise, third.why) == (first.exercise, "Not right last time.")
    cb.check(third.exercise, right(third.exercise, third.number))
    assert cb.practice().why == "New to you."
    clock[0] += 2 * DAY
    assert cb.practice().exercise in (first.exercise, second.exercise)


def test_rests_grow_with_each_right_answer_and_end_with_a_wrong_one():
    now = [0.0]
    record = Record(clock=lambda: now[0])
    rests = []
    for _ in range(5):
        record.add("conv2d", right=True)
        rests.append((record._due("conv2d") - now[0]) / DAY)
    assert rests == [1, 3, 7, 21, 21]
    record.add("conv2d", right=False)
    assert record._due("conv2d") == now[0]


def test_no_answer_is_no_try(clock):
    cb.practice("one-window", 9)
    cb.check("one-window", ...)
    assert cb.check("one-window", right("one-window", 9))
    assert CURRENT.record.choose(["one-window"])[1] == "To keep it fresh."
    drill = Drill("output sizes", [1])
    assert "Not begun" in repr(drill.answer(...))
    drill.answer(right("output-size", 1))
    assert repr(drill).endswith("Done: 1 of 1 right at the first try.")


def test_only_the_first_try_at_a_problem_counts(clock):
    cb.practice("one-window", 9)
    cb.check("one-window", 1)
    cb.check("one-window", right("one-window", 9))
    assert CURRENT.record.choose(["one-window"])[1] == "Not right last time."


def test_the_record_outlives_a_session(tmp_path):
    path = tmp_path / "deep" / "practice.json"
    Record(path).add("conv2d", right=False)
    assert Record(path).choose(["max-pool", "conv2d"])[0] == "conv2d"
    assert [entry.name for entry in path.parent.iterdir()] == ["practice.json"]


def test_two_notebooks_at_once_lose_nothing(tmp_path):
    path, now = tmp_path / "practice.json", [0.0]
    one, other = (Record(path, clock=lambda: now[0]) for _ in range(2))
    one.add("conv2d", right=True)
    now[0] = 1.0
    other.add("max-pool", right=False)
    now[0] = 2.0
    one.add("jump", right=True)
    assert set(json.loads(path.read_text())["seen"]) == {"conv2d", "max-pool", "jump"}
    assert one.choose(["conv2d", "max-pool"])[1] == "Not right last time."
    other.add("conv2d", right=True)
    assert Record(path)._seen["conv2d"][0] == 2


def test_when_all_is_solved_the_one_due_first_is_asked(clock):
    record = CURRENT.record
    for exercise in ("one-window", "jump"):
        record.add(exercise, right=True)
        clock[0] += 60
    assert record.choose(["jump", "one-window"]) == ("one-window", "To keep it fresh.")
    assert record.choose(["jump", "one-window"])[0] == "jump"


def test_nothing_is_asked_twice_until_all_has_been_asked(clock):
    asked = [cb.practice("same-padding") for _ in range(25)]
    few = len({repr(one.problem.prompt) for one in asked})
    assert few < 25
    assert not any("few problems" in one.why for one in asked[:8])
    assert "few problems" in asked[-1].why
    assert len({cb.practice("conv2d").number for _ in range(12)}) == 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"seen": 1}',
        *(
            f'{{"seen": {{"conv2d": {entry}}}}}'
            for entry in ("3", "[Infinity, 1]", "[1, Infinity]", "[1, NaN]")
        ),
    ],
    ids=range(9),
)
def test_a_record_that_cannot_be_read_counts_as_empty(tmp_path, text):
    path = tmp_path / "practice.json"
    path.write_text(text)
    record = Record(path)
    assert record.choose(["conv2d"]) == ("conv2d", "New to you.")
    record.add("conv2d", right=True)
    assert json.loads(path.read_text())["seen"]["conv2d"][0] == 1


def test_one_entry_that_cannot_be_read_takes_no_other_with_it(tmp_path):
    path = tmp_path / "practice.json"
    path.write_text('{"seen": {"conv2d": "x", "max-pool": [0, 5]}}')
    Record(path).add("jump", right=True)
    assert set(json.loads(path.read_text())["seen"]) == {"max-pool", "jump"}


def test_a_record_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    record = Record(tmp_path / "file" / "practice.json")
    record.add("conv2d", right=True)
    assert record.choose(["conv2d"])[1] == "To keep it fresh."


def test_grids_are_tables_with_captions_and_text_lines_up():
    problem = drawn("rgb-by-hand", 2)
    titles = [grid.title for grid in grids(problem)]
    assert titles[:4] == ["image, red", "image, green", "image, blue", "filter, red"]
    html = as_html(problem)
    assert html.count("<table") == html.count("<caption") == len(titles)
    assert "array(" not in as_text(problem) + html
    assert [g.title for g in grids(drawn("edge-sign", 1))][:2] == [
        "window 0",
        "window 1",
    ]
    shapes = {grid.title: grid.rows.shape for grid in grids(drawn("separable", 1))}
    assert (shapes["column"], shapes["row"]) == ((2, 1), (1, 2))
    text = as_text(drawn("conv2d", 3)).splitlines()
    rows = [line for line in text if line.startswith("  ")]
    assert len({len(line) for line in rows[:4]}) == 1


def test_markup_of_a_problem_is_escaped(clock):
    html = cb.practice("detector-threshold", 3)._repr_html_()
    assert "&quot;" in html
    assert "<script" not in html


@pytest.mark.parametrize("topic", TOPICS)
def test_a_drill_of_ten_goes_through(clock, topic):
    drill = Drill(topic, range(1, 11))
    for identifier, number in drill.problems:
        assert identifier in drill.headline
        drill.answer(right(identifier, number))
    assert drill.done
    assert "10 of 10 right" in repr(drill)
    assert "10 of 10" in drill.answer(1)._repr_html_()


def test_a_drill_stays_until_it_is_right_and_says_what_was_seen(clock):
    drill = Drill("output sizes", range(1, 3))
    identifier, number = drill.problems[0]
    name, value = next(iter(drawn(identifier, number).wrong.items()))
    assert name in repr(drill.answer(value))
    assert drill.problems[0][0] in drill.headline
    drill.answer(right(identifier, number)).skip()
    assert drill.done
    assert f"0 of 2 right at the first try. What was seen: {name}." in repr(drill)
    last = Drill("output sizes", [1])
    assert "Passed" in repr(last.answer(right("output-size", 1)))
    assert repr(last.answer(0)) == "Done: 1 of 1 right at the first try."


def test_there_is_no_such_drill_and_none_asks_twice(clock):
    with pytest.raises(ValueError, match="did you mean 'windows'"):
        cb.drill("window")
    with pytest.raises(ValueError, match="receptive fields"):
        cb.drill("nonsense")
    with pytest.raises(ValueError, match="name a drill; there are windows, "):
        cb.drill()
    assert len(cb.drill("pooling").problems) == 10
    asked = [cb.drill("output sizes").problems for _ in range(3)]
    few = [
        drawn(*one).asked for some in asked for one in some if one[0] == "same-padding"
    ]
    assert len(set(few)) == len(few) == 9


def test_a_right_practice_answer_ends_no_exercise(clock):
    asked = cb.practice("one-window", 2)
    feedback = cb.check("one-window", right("one-window", asked.number))
    assert "Next:" not in feedback.headline
    assert "one-window" not in TRIES.passed


def test_hints_grow_with_the_tries(clock):
    cb.practice("one-window", 2)
    steps = [cb.check("one-window", np.int64(n)).step for n in (901, 902, 903, 904)]
    assert steps == sorted(steps)
    assert steps[-1] > steps[0] or steps[0] > 1
