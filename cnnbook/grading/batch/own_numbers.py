"""Grade a class in which everybody has numbers of their own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.exercises.drawing import BELOW, with_problems
from cnnbook.grading.batch.lms.clutter import walk
from cnnbook.grading.batch.lms.pieces import HandedIn, alike
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.handouts.notebooks import file_of
from cnnbook.grading.handouts.numbers import AskedNumbers, OwnNumbers, number_for
from cnnbook.grading.handouts.roster import Student
from cnnbook.grading.runtime.outcome import Outcome

PROBLEM_CALL = re.compile(
    r"""\bcheck\(\s*["']([\w-]{1,60})["'][^\n]{0,300}?problem\s*=\s*(\d{1,12})"""
)
AGAIN = re.compile(r"[ _]?(\(\d{1,3}\)|- Copy)(?=(\.ipynb)?$)")
"""What a browser or a file manager adds to the name of a second download, or copy."""
NUMBERED = re.compile(r"-\d{1,3}(?=\.ipynb$)")
"""What Canvas adds to the name of a file that is handed in again."""
ENOUGH = 1.5
"""Answers that must agree with another student's, each shared out among all it fits."""
UNKNOWN = (
    "nobody in the roster has this name or id: name the file as it was handed out, or "
    "put the id into the roster"
)


def match(
    roster: Sequence[Student], handed_in: Iterable[HandedIn]
) -> tuple[dict[str, str], list[str]]:
    """Find whose submissions these are.

    Parameters
    ----------
    roster : sequence of Student
        The class.
    handed_in : iterable of HandedIn
        Its submissions. What a system knows of a student goes before names of files.

    Returns
    -------
    (dict, list of str)
        Students' ids by the names of submissions; and, in words, what fits nobody.
    """
    ids = {alike(student.id): student.id for student in roster}
    files = {alike(file_of(student.id)): student.id for student in roster}
    ids |= files
    times = Counter(alike(student.name) for student in roster)
    for student in roster:
        if times[alike(student.name)] == 1:  # two may have the same name
            ids.setdefault(alike(student.name), student.id)
    run_together = _run_together(roster)
    found: dict[str, str] = {}
    words: list[str] = []
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for one in handed_in:
        names = (one.name, one.path.name)
        keys = (one.id, one.person, *names, *(AGAIN.sub("", name) for name in names))
        hits = [ids[alike(k)] for k in keys if k and alike(k) in ids]
        hits += run_together.get(alike(one.person), [])
        called = set() if hits else _called(one, files)
        if len(called) == 1:
            by_file[called.pop()].append(one.name)
        elif not hits:
            words.append(f"{one.name}: {UNKNOWN}.")
        else:
            if hits[0] in found.values():
                words.append(f"{one.name} is another submission of {hits[0]}.")
            found[one.name] = hits[0]
    for student_id, claimants in by_file.items():
        if len(claimants) == 1 and student_id not in found.values():
            found[claimants[0]] = student_id
            words.append(f"{claimants[0]} is {student_id}, by the name of the file.")
        else:
            words += [f"{name}: {_mixed_up(student_id)}" for name in claimants]
    return found, words


def _run_together(roster: Iterable[Student]) -> dict[str, list[str]]:
    """Return ids by names as Canvas writes them, the surname first: ``lovelaceada``."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for student in roster:
        parts = re.findall(r"\w+", alike(student.name))
        for place in range(len(parts)):
            text = "".join([*parts[place:], *parts[:place]])
            for way in (text, text.encode("ascii", "ignore").decode()):
                found[way].add(student.id)
    return {text: [*whose] for text, whose in found.items() if text and len(whose) == 1}


def _called(one: HandedIn, files: Mapping[str, str]) -> set[str]:
    """Return after whose handouts the notebooks in a submission are called."""
    names = [*one.inside]
    if one.path.is_dir():
        names += [path.name for path, passed_over in walk(one.path) if not passed_over]
    ways = [name for full in names for name in (full, *_first_downloads(full))]
    return {files[alike(name)] for name in ways if alike(name) in files}


def _first_downloads(name: str) -> tuple[str, str]:
    """Return a name without what a browser, or a system, adds to a second file."""
    return AGAIN.sub("", name), NUMBERED.sub("", name)


def _mixed_up(student_id: str) -> str:
    return (
        f"the notebook is called after {student_id}, and so is another one: write what "
        "the system calls each of them beside the ids, in the roster's column name."
    )


def asked_in(submissions: Iterable[Submission]) -> tuple[str, ...]:
    """Return the exercises with numbers that any notebook of a class checks."""
    found = {
        identifier for submission in submissions for identifier in asked_by(submission)
    }
    return tuple(REGISTRY.in_order(found))


def asked_by(submission: Submission) -> dict[str, set[int]]:
    """Return the numbers of the problems that a submission checks, by exercise."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for notebook in submission.notebooks:
        for identifier, number in PROBLEM_CALL.findall(notebook.code):
            if identifier in with_problems():
                found[identifier].add(int(number))
    return {identifier: found[identifier] for identifier in REGISTRY.in_order(found)}


def check_seed(submissions: Iterable[Submission], numbers: OwnNumbers) -> None:
    """Refuse a seed by which nobody's problems were drawn.

    Parameters
    ----------
    submissions : iterable of Submission
        Of a class.
    numbers : OwnNumbers
        With the seed.

    Raises
    ------
    ValueError
        If several notebooks ask problems, and none asks one of the roster's.
    """
    asked = [
        {(i, int(number)) for i, number in PROBLEM_CALL.findall(notebook.code)}
        for submission in submissions
        for notebook in submission.notebooks
    ]
    asked = [problems for problems in asked if problems]
    known = {
        (identifier, number_for(numbers.seed, student, identifier))
        for identifier in {i for problems in asked for i, _ in problems}
        for student in numbers.students
    }
    if len(asked) > 1 and not any(problems & known for problems in asked):
        raise ValueError(
            f"none of {len(asked)} notebooks asks a problem that seed {numbers.seed} "
            "gives to anybody in the roster; use seed and roster of the handouts"
        )


def as_it_asks(settings: Settings, submission: Submission) -> Settings:
    """Return the settings for a handout that its owner checks: its own numbers count.

    Parameters
    ----------
    settings : Settings
        Those for any notebook.
    submission : Submission
        The notebook.
    """
    known = set(with_problems())
    numbers = {
        identifier: int(number)
        for notebook in submission.notebooks
        for identifier, number in PROBLEM_CALL.findall(notebook.code)
        if identifier in known and 0 < int(number) < BELOW
    }
    if not numbers:
        return settings
    name = submission.name
    own = AskedNumbers(settings.seed, (name,), {name: name}, numbers)
    ids = settings.exercises or tuple(REGISTRY.in_order(numbers))
    return replace(settings, numbers=own, exercises=ids)


def unknown(submission: Submission, numbers: OwnNumbers) -> Submission:
    """Return a submission as one that can't be read, if its student is not known."""
    if submission.name in numbers.by_name:
        return submission
    problems = (*submission.problems, UNKNOWN)
    return replace(submission, notebooks=(), problems=problems)


def exercises_for(
    settings: Settings, submission: str, exercises: list[Exercise]
) -> list[Exercise]:
    """Return exercises with the numbers of who handed something in."""
    if settings.numbers is None:
        return exercises
    return settings.numbers.exercises(submission, exercises)


def with_whose(
    settings: Settings,
    submission: str,
    mark: Mark,
    outcomes: Sequence[Outcome],
    code: str,
) -> Mark:
    """Say in a mark whose numbers a wrong answer fits, and whose problem was checked.

    Parameters
    ----------
    settings : Settings
        With the numbers of the class, or without.
    submission : str
        Its name.
    mark : Mark
        Of one exercise.
    outcomes : sequence of Outcome
        What the answer gave.
    code : str
        Of the notebook.
    """
    numbers = settings.numbers
    if numbers is None or mark.feedback:
        return mark
    student = numbers.by_name[submission]
    seen = [int(n) for i, n in PROBLEM_CALL.findall(code) if i == mark.exercise]
    asked = [s for s in numbers.asked(mark.exercise, seen) if s != student]
    fits = numbers.right_for(student, mark.exercise, outcomes[0]) if outcomes else []
    return replace(mark, numbers_of=tuple(fits), asked_of=tuple(asked))


@dataclass(frozen=True)
class Borrowed:
    """What one submission shares with another student's numbers.

    Attributes
    ----------
    result : Result
        Of who handed it in.
    student : str
        The other.
    fitting, asked : tuple of str
        Exercises whose answers are right there, and those of which the notebook asks
        the other's problem.
    """

    result: Result
    student: str
    fitting: tuple[str, ...]
    asked: tuple[str, ...]


def borrowed(results: Iterable[Result]) -> list[Borrowed]:
    """Return who handed in another student's numbers, as far as it can be told.

    Parameters
    ----------
    results : iterable of Result
        Of a class.

    Notes
    -----
    Told is a notebook with another's problems in it. Without one, answers tell that are
    wrong here and right there, each the less, the more students it is right for: small
    numbers agree by chance.
    """
    found = []
    for result in results:
        asked = {student for mark in result.marks for student in mark.asked_of}
        weight: defaultdict[str, float] = defaultdict(float)
        for mark in result.marks:
            for student in mark.numbers_of:
                weight[student] += 1 / len(mark.numbers_of)
        likely = {student for student in weight if weight[student] >= ENOUGH}
        for student in sorted(asked or likely):
            fits = tuple(m.exercise for m in result.marks if student in m.numbers_of)
            shown = tuple(m.exercise for m in result.marks if student in m.asked_of)
            found.append(Borrowed(result, student, fits, shown))
    return found
