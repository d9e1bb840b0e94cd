"""Every item of the lecture has its row, and a row says nothing that is not so."""

import copy

import pytest

from sphinxext import course_plans, lecture_map


def test_every_item_has_sections_and_exercises_that_exist():
    assert lecture_map.problems(lecture_map.read()) == []


@pytest.mark.parametrize("missing", ["L01", "L26", "L43"])
def test_a_missing_row_is_named(missing):
    rows = [row for row in lecture_map.read() if row["id"] != missing]
    (problem, *_) = lecture_map.problems(rows)
    assert problem.endswith(f"missing: {missing}")


def test_rows_twice_or_out_of_order_are_refused():
    rows = lecture_map.read()
    assert lecture_map.problems([*rows, rows[0]])
    assert lecture_map.problems([rows[1], rows[0], *rows[2:]])


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("sections", ["04 Strides"], "L12: chapter 04 has no section 'Strides'"),
        ("sections", ["13 Stride"], "L12: chapter 13 has no section 'Stride'"),
        ("exercises", ["output-sizes"], "L12: its chapters have no exercise"),
        ("exercises", ["iou"], "L12: its chapters have no exercise 'iou'"),
        ("exercises", [], "L12 lacks"),
        ("item", "", "L12 lacks"),
    ],
)
def test_a_wrong_row_is_named(field, value, said):
    rows = copy.deepcopy(lecture_map.read())
    rows[11][field] = value
    assert any(problem.startswith(said) for problem in lecture_map.problems(rows))


def test_the_course_plans_hold_all_chapters_and_fill_their_sessions():
    plans = course_plans.read()
    assert {len(plan) for plan in plans.values()} == set(plans) >= {6, 12}
    for plan in plans.values():
        assert course_plans.problems(plan) == []


@pytest.mark.parametrize("sessions", [n for n in course_plans.read() if n >= 12])
def test_the_longer_plans_set_every_exercise_of_their_chapters_once(sessions):
    plan = course_plans.read()[sessions]
    taught = {chapter for session in plan for chapter in session["chapters"]}
    names = [n for session in plan for n in session["class"] + session["home"]]
    registry = course_plans.REGISTRY
    assert sorted(names) == sorted(n for n in registry if registry[n].chapter in taught)


def test_a_wrong_plan_is_refused():
    plan = copy.deepcopy(course_plans.read()[12])
    plan[0]["plan"][0] = {11: "everybody guesses"}
    plan[1]["home"].append("iou")
    problems = course_plans.problems(plan)
    assert problems == [
        "session 1 takes 91 minutes, not 90",
        "session 2 has no exercise 'iou'",
    ]
    assert course_plans.problems(plan[:-1])[0].startswith("the chapters are not")
