"""Tell handouts from the book's notebooks, so that neither is graded as the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from cnnbook.exercises.drawing import with_problems
from cnnbook.grading.batch.own_numbers import asked_by
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.handouts.numbers import OwnNumbers, mark_of, number_for


def without_roster(submissions: Sequence[Submission]) -> list[str]:
    """Return, in words, which submissions are handouts, where the book's numbers count.

    Parameters
    ----------
    submissions : sequence of Submission
        Of a class.

    Raises
    ------
    ValueError
        If most of them are: then all would be wrong.
    """
    read = [s for s in submissions if s.notebooks]
    found = [s.name for s in read if owners(s)]
    if 2 * len(found) > len(read):
        raise ValueError(
            f"{len(found)} of {len(submissions)} submissions are handouts with numbers "
            "of their own: give --roster FILE, and the --seed of cnnbook assign"
        )
    return [
        f"{name}: a handout with other numbers than the book's, by which it is graded."
        for name in found
    ]


def of_nobody(
    submissions: Iterable[Submission], by_name: Mapping[str, str], ids: Collection[str]
) -> list[str]:
    """Return, in words, for whom notebooks were written whose student is not known.

    Parameters
    ----------
    submissions : iterable of Submission
        Of a class.
    by_name : mapping
        Students' ids, by the names of submissions, as far as they are known.
    ids : collection of str
        Those of the roster.
    """
    return [
        f"{submission.name}: the notebook was handed out to {student}."
        for submission in submissions
        if submission.name not in by_name
        for student in owners(submission)
        if student in ids
    ]


def drawn_otherwise(
    submissions: Iterable[Submission], numbers: OwnNumbers
) -> list[str]:
    """Return, in words, which notebooks hold problems that are nobody's in the class.

    Parameters
    ----------
    submissions : iterable of Submission
        Of a class.
    numbers : OwnNumbers
        Of those who are known.
    """
    words = []
    for submission in submissions:
        if submission.name not in numbers.by_name:
            continue
        asked = asked_by(submission)
        nobodys = [i for i in asked if not numbers.asked(i, asked[i])]
        student = numbers.by_name[submission.name]
        older = [
            identifier
            for notebook in submission.notebooks
            for identifier, mark in notebook.marks
            if identifier in asked
            and notebook.student == student
            and number_for(numbers.seed, student, identifier) in asked[identifier]
            and mark != mark_of(numbers.problem(student, identifier))
        ]
        whose = f"{submission.name}:"
        if nobodys:
            words.append(
                f"{whose} seed {numbers.seed} gives nobody the problems that this "
                f"notebook asks in {', '.join(nobodys)}. It comes from another seed or "
                "roster, or was changed; it is graded by the student's own numbers."
            )
        if older:
            words.append(
                f"{whose} another version of cnnbook has drawn other numbers in "
                f"{', '.join(dict.fromkeys(older))}; it is graded by those of this one."
            )
    return words


def check_exercises(exercises: Iterable[str], asked: Sequence[str]) -> list[str]:
    """Return, in words, which exercises no notebook asks.

    Parameters
    ----------
    exercises : iterable of str
        Those to grade.
    asked : sequence of str
        Those with numbers of their own that any notebook checks.

    Raises
    ------
    ValueError
        If none of them is asked, and others are.
    """
    wanted = [i for i in exercises if i in with_problems()]
    missing = [i for i in wanted if i not in asked]
    if not asked or not missing:
        return []
    if missing == wanted:
        raise ValueError(
            f"no notebook asks {', '.join(missing)}; the handouts ask "
            f"{', '.join(asked)}: name these with --exercises, or leave it out"
        )
    return [f"No notebook asks {', '.join(missing)}."]


def check_version(
    submissions: Iterable[Submission], numbers: OwnNumbers, exercises: Collection[str]
) -> None:
    """Refuse handouts that another version of the package has drawn otherwise.

    Parameters
    ----------
    submissions : iterable of Submission
        Of a class.
    numbers : OwnNumbers
        With the numbers that this version draws.
    exercises : collection of str
        Those to grade.

    Raises
    ------
    ValueError
        If most notebooks that ask an exercise have other numbers in it.
    """
    known = {*exercises} & {*with_problems()}
    votes: Counter[str] = Counter()
    for notebook in (n for submission in submissions for n in submission.notebooks):
        for identifier, mark in notebook.marks if notebook.student else ():
            if identifier in known and notebook.student in numbers.students:
                ours = mark_of(numbers.problem(notebook.student, identifier))
                if ours.partition("-")[0] == mark.partition("-")[0]:  # of this seed
                    votes[identifier] += 1 if ours == mark else -1
    others = [identifier for identifier, balance in votes.items() if balance < 0]
    if others:
        raise ValueError(
            "the handouts hold other numbers than this version of cnnbook draws, in "
            f"{', '.join(others)}: grade with the version that wrote them, or name the "
            "other exercises with --exercises"
        )


def owners(submission: Submission) -> list[str]:
    """Return the students for whom its notebooks were written, as they say."""
    return sorted({n.student for n in submission.notebooks if n.student})
