"""Find sentences of one feedback that contradict one another, or the answer."""

import re

from cnnbook.exercises import FunctionExercise
from cnnbook.exercises.mistakes import parameters
from cnnbook.grading.check_answer import KEYS
from cnnbook.grading.judging.compare import same
from cnnbook.grading.runtime.outcome import run

MORE = 60
"""Calls beyond those of the key in which a table has to hold, at most."""
COUNT = re.compile(r", (\d+) of (\d+) cases right\.")
CALLS = re.compile(r"Of the (\d+) calls that were tried, (.*?)\.(?: |$)")


def contradictions(exercise, answer, feedback):
    """Yield what cannot be true beside the rest, or of the answer, in words."""
    if feedback:
        return
    if len(set(named := feedback.misconception.split(" and "))) < len(named):
        yield "one mistake is named twice"
    if not isinstance(exercise, FunctionExercise):
        return
    counted = COUNT.search(feedback.headline)
    right, total = map(int, counted.groups()) if counted else (-1, -1)
    condition, table = feedback.condition, feedback.table
    if right == total != -1:
        yield "all are right, and yet it fails"
    if right == 0 and table:
        yield "nothing is right, and something works"
    if right > 0 and "In every call" in condition:
        yield "every call is wrong, and some are right"
    if table and len({_mark(row) for row in table}) == 1:
        yield "a table in which all fares alike"
    said = CALLS.search(condition)
    if said:
        yield from _counts(int(said[1]), said[2], total)
    if said and table and sum(row[2] for row in table) != int(said[1]):
        yield "the table counts other calls than the sentence"
    if "every value is too" in condition and re.search(
        r"but \d+ of \d+ values", feedback.where
    ):
        yield "every value is off, and not every value is wrong"
    if bool(feedback.misconception) and condition:
        yield "a mistake is named, and still it is asked when it shows"
    if "same in every call" in feedback.hint and any(map(_works, table)):
        yield "one result for all calls, and something works"
    yield from _untrue_of(exercise, answer, feedback)


def _counts(total, words, scored):
    """Yield what does not add up in a sentence about calls."""
    numbers = [int(n) for n in re.findall(r"the (\d+) (?:where|others)", words)]
    if total < scored:
        yield "fewer calls are spoken of than count"
    if len(numbers) != 2 or sum(numbers) != total:
        yield f"{numbers} are not {total}"
    several = re.search(r"of the (\d+) where .*, (\d+) are wrong", words)
    if several and int(several[2]) > int(several[1]):
        yield "more are wrong than there are"


def _untrue_of(exercise, answer, feedback):
    """Yield the rows of a table that the answer's own calls contradict."""
    if not feedback.table or feedback.follows_from or "It calls" in feedback.hint:
        return
    key = KEYS.of(exercise)
    outcomes, _ = run(answer, key.cases, 2.0, exercise)
    wanted = key.readings[key.reading(outcomes)]
    seen = {}
    for case, got, want in zip(key.cases, outcomes, wanted, strict=False):
        given = dict(zip(parameters(exercise.reference), case.args, strict=False))
        given |= case.kwargs
        used = frozenset(
            name
            for name, own in exercise.settings.items()
            if name in given and str(given[name]) != str(own)
        )
        if got.kind != "not asked":
            seen.setdefault(used, []).append(same(got, want))
    for row in feedback.table:
        used = frozenset(n for n in exercise.settings if n in re.split(r"\W+", row[0]))
        if f"{row[0]}".partition("=")[2] in map(str, exercise.settings.values()):
            used = frozenset()  # a switch at its own value
        mark, fine = _mark(row), seen.get(used, [])
        if mark == "✓" and not all(fine):
            yield f"{row[0]} works, and a call with it is wrong"
        if mark == "✗" and any(fine):
            yield f"{row[0]} does not work, and a call with it is right"


def _mark(row):
    _, right, total = row
    return "✓" if right == total else "partly" if right else "✗"


def _works(row):
    return row[1] == row[2]
