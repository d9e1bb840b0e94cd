"""Whole groups into the test, until it is large enough."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def split_in_steps(
    groups,
    least,
    *,
    order=lambda groups: range(len(groups)),
    with_it=lambda groups, place, group: groups == group,
    full=lambda test, groups, least: test.sum() >= least,
    fits=lambda test, more, least: True,
    finish=lambda test: test,
):
    """Say of each picture whether it is in the test, one step after another.

    Parameters
    ----------
    groups : sequence of int
        The group of each picture.
    least : int
        So many pictures the test needs.
    order : callable
        In which order the pictures are gone through.
    with_it : callable
        Says which pictures come along.
    full : callable
        Says whether the test is large enough.
    fits : callable
        Says whether a group may come in.
    finish : callable
        What is made of the answer.
    """
    groups = np.asarray(groups)
    test = np.zeros(len(groups), bool)
    for place in order(groups):
        if full(test, groups, least):
            break
        more = with_it(groups, place, groups[place])
        if fits(test, more, least):
            test = test | more
    return finish(test.astype(int))


def _alone(groups, place, group):
    found = np.zeros(len(groups), bool)
    found[place] = True
    return found


def _run(groups, place, group):
    """Take the picture and the twins that follow it directly."""
    end = place
    while end + 1 < len(groups) and groups[end + 1] == group:
        end += 1
    found = np.zeros(len(groups), bool)
    found[place : end + 1] = True
    return found


def _next_twin(groups, place, group):
    """Take the picture and the first of its twins behind it."""
    found = _alone(groups, place, group)
    found[np.flatnonzero((groups == group) & (np.arange(len(groups)) > place))[:1]] = 1
    return found


def _cut(groups, least):
    """Stop in the middle of a group."""
    test = np.zeros(len(groups), int)
    for group in groups:
        for n in np.flatnonzero(np.asarray(groups) == group):
            test[n] = test[n] or test.sum() < least
    return test


def _counted_again(groups, least):
    """Count a group at each of its pictures, until there seem to be enough."""
    groups, count = np.asarray(groups), 0
    test = np.zeros(len(groups), int)
    for group in groups:
        if count >= least:
            break
        test[groups == group] = 1
        count += np.sum(groups == group)
    return test


def _groups_in_it(groups, least):
    groups = np.asarray(groups)
    found = groups[split_in_steps(groups, least) == 1]
    return found[np.sort(np.unique(found, return_index=True)[1])]


def _largest_of_sorted(groups):
    """Go by size too, and among groups of one size by their numbers."""
    names, sizes = np.unique(groups, return_counts=True)
    size = dict(zip(names.tolist(), sizes.tolist(), strict=True))
    return sorted(range(len(groups)), key=lambda n: (-size[groups[n]], groups[n]))


def _largest(groups):
    return sorted(range(len(groups)), key=lambda n: -np.sum(groups == groups[n]))


def _smallest(groups):
    return sorted(range(len(groups)), key=lambda n: np.sum(groups == groups[n]))


def _single(groups, place, group):
    return (groups == group) & (np.sum(groups == group) == 1)


FEW, MANY = range(10), (0, 1, 2, 7, 10, 12, 40, 101, 107, 140, 300, 2001)
"""Numbers that groups have: any, and in any order."""


def _draw(random: np.random.Generator) -> Case:
    number = int(random.integers(7, 13 if random.integers(4) else 25))
    names = random.permutation(np.array([FEW, MANY][int(random.integers(2))]))
    names = names[: int(random.integers(4, 7))]
    if random.integers(2) and not (names == 0).any():
        names[0] = 0
    groups = random.choice(names, number)
    return Case((groups.tolist(), int(random.integers(2, number - 2))))


def _by_sets(groups, least):
    chosen = set()
    for group in groups:
        if sum(g in chosen for g in groups) < least:
            chosen.add(group)
    return [g in chosen for g in groups]


def _by_counts(groups, least):
    groups = np.asarray(groups)
    _, first = np.unique(groups, return_index=True)
    in_order = groups[np.sort(first)]
    sizes = np.array([np.sum(groups == group) for group in in_order])
    before = np.cumsum(sizes) - sizes
    return np.isin(groups, in_order[before < least])


EXERCISE = FunctionExercise(
    __name__,
    title="A split that keeps twins together",
    difficulty=2,
    points=3,
    place=30,
    look=(
        "Write the groups in a row, and put a cross under the first picture and under "
        "all of its group. Count the crosses, and go on until there are enough."
    ),
    section="Twins",
    reference=split_in_steps,
    cases=(
        Case(([4, 7, 4, 2, 7, 7, 9, 2], 3)),
        Case(([5, 5, 3, 5, 1, 3, 8], 2)),
        Case(([6, 2, 2, 6, 9, 1, 9, 3, 3], 4)),
        Case(([1, 8, 8, 3, 8, 3, 5, 5, 1], 5)),
        Case(([9, 3, 9, 9, 3, 7, 2, 2, 5, 5, 5], 6)),
        Case(([7, 1, 4, 1, 4, 4, 2], 2)),
        Case(([3, 3, 6, 2, 6, 2, 2, 8], 5)),
        Case(([0, 5, 0, 8], 2)),
        Case(([7, 0, 3, 0, 7, 2, 0], 4)),
        Case(([140, 12, 40, 140, 112, 2001, 12, 40], 4)),
        Case(([*range(9, 0, -1), 20, 11, 30, 14, 15, 16, 28, 18, 19, 17, 9, 8, 21], 9)),
    ),
    draw=_draw,
    misconceptions=(
        wrong_step(
            "twins torn apart",
            "Pictures of one group are in the test and outside it. The first of a group "
            "brings all the others along.",
            with_it=_alone,
        ),
        wrong_step(
            "twins torn apart",
            "Pictures of one group are in the test and outside it. You take the next twin "
            "along, and no further ones.",
            with_it=_next_twin,
        ),
        Misconception(
            "twins torn apart",
            "Pictures of one group are in the test and outside it. You stop in the middle "
            "of a group, when there are enough pictures.",
            _cut,
        ),
        Misconception(
            "a group counted at each of its pictures",
            "You count a group anew at each of its pictures, and stop too early. Count "
            "the pictures in the test.",
            _counted_again,
        ),
        wrong_step(
            "only the twins that follow directly",
            "You take the twins that stand side by side. The others of the group may "
            "stand anywhere.",
            with_it=_run,
        ),
        wrong_step(
            "one group too many",
            "Your test goes on although it has enough pictures. What if it has exactly "
            "as many as it needs?",
            full=lambda test, groups, least: test.sum() > least,
        ),
        wrong_step(
            "one picture too few",
            "Your test stops with one picture less than it needs.",
            full=lambda test, groups, least: test.sum() >= least - 1,
        ),
        wrong_step(
            "first group alone",
            "Only the group of the first picture is in your test, however small it is.",
            full=lambda test, groups, least: test.any(),
        ),
        Misconception(
            "pictures passed counted",
            "You stop when you have looked at so many pictures. Count those in the test: "
            "twins that came along are in it already.",
            lambda groups, least: split_in_steps(
                groups,
                least,
                order=lambda groups: range(least),
                full=lambda test, groups, least: False,
            ),
        ),
        wrong_step(
            "never more than asked for",
            "You leave a group out when the test would get too large. It has to have so "
            "many at least; more are welcome.",
            fits=lambda test, more, least: (test | more).sum() <= least,
        ),
        wrong_step(
            "groups counted, not pictures",
            "You count the groups in the test. It is its pictures that have to be "
            "enough.",
            full=lambda test, groups, least: len(set(groups[test].tolist())) >= least,
        ),
        wrong_step(
            "in the order of their numbers",
            "You go through the groups by their numbers. Take them as their first "
            "pictures come.",
            order=lambda groups: np.argsort(groups, kind="stable"),
        ),
        wrong_step(
            "from the end",
            "You begin with the last picture. Begin with the first.",
            order=lambda groups: range(len(groups))[::-1],
        ),
        *each(
            "largest group first",
            "You take the largest groups first. Take them as their first pictures come.",
            order=[_largest, _largest_of_sorted],
        ),
        wrong_step(
            "smallest group first",
            "You take the smallest groups first. Take them as their first pictures come.",
            order=_smallest,
        ),
        wrong_step(
            "pictures without a twin only",
            "Only pictures without a twin are in your test. Twins may be in it, if all of "
            "them are.",
            with_it=_single,
        ),
        wrong_step(
            "group 0 left out",
            "You pass over the pictures of group 0. It is a group like any other.",
            order=np.flatnonzero,
        ),
        wrong_step(
            "training for test",
            "Your answer is 1 for the pictures to learn from. It is the test that is "
            "asked for.",
            finish=lambda test: 1 - test,
        ),
        wrong_step(
            "numbers of the pictures",
            "You return the numbers of the pictures in the test. Say of every picture "
            "whether it is in.",
            finish=np.flatnonzero,
        ),
        Misconception(
            "groups in the test",
            "You return the groups in the test. Say of every picture whether it is in.",
            _groups_in_it,
        ),
        wrong_step(
            "number of pictures in the test",
            "You return how many are in the test. Say of every picture whether it is in.",
            finish=np.sum,
        ),
        Misconception(
            "everything in the test",
            "All pictures are in your test, and nothing is left to learn from. When is it "
            "large enough?",
            lambda groups, least: [1] * len(groups),
        ),
        Misconception(
            "nothing in the test",
            "Nothing is in your test. How many pictures does it need at least?",
            lambda groups, least: [0] * len(groups),
        ),
    ),
    alternatives=(
        Alternative("a set of the groups chosen so far, as bools", _by_sets),
        Alternative("sizes added up in the order of the groups", _by_counts),
    ),
)
