"""Answers to `split-twins`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("split-twins")


@ANSWERS.right("an array of bools that grows")
def _(groups, least):
    groups = np.array(groups)
    test = np.zeros(len(groups), dtype=bool)
    for g in groups:
        if test.sum() < least:
            test[groups == g] = True
    return test


@ANSWERS.right("a list of 1 and 0 from a set")
def _(groups, least):
    chosen = []
    for g in groups:
        if g not in chosen:
            if sum(groups.count(c) for c in chosen) >= least:
                break
            chosen.append(g)
    return [1 if g in chosen else 0 for g in groups]


@ANSWERS.right("while there are too few")
def _(groups, least):
    test = [False] * len(groups)
    n = 0
    while sum(test) < least:
        for k, g in enumerate(groups):
            if g == groups[n]:
                test[k] = True
        n += 1
    return test


@ANSWERS.right("a dictionary of places")
def _(groups, least):
    places = {}
    for k, g in enumerate(groups):
        places.setdefault(g, []).append(k)
    answer, count = np.zeros(len(groups)), 0
    for where in places.values():
        if count >= least:
            break
        answer[where] = 1
        count += len(where)
    return answer


@ANSWERS.right("recursion")
def _(groups, least):
    def take(chosen, rest):
        if sum(g in chosen for g in groups) >= least:
            return chosen
        return take({*chosen, rest[0]}, rest[1:])

    chosen = take(set(), list(groups))
    return tuple(g in chosen for g in groups)


@ANSWERS.right("np.isin at the end")
def _(groups, least):
    first = list(dict.fromkeys(groups))
    for n in range(1, len(first) + 1):
        test = np.isin(groups, first[:n])
        if np.count_nonzero(test) >= least:
            return test
    return test


@ANSWERS.wrong("the first pictures", ("twins torn apart",))
def _(groups, least):
    return [k < least for k in range(len(groups))]


@ANSWERS.wrong("goes on when there are just enough", ("one group too many",))
def _(groups, least):
    groups = np.array(groups)
    test = np.zeros(len(groups), dtype=bool)
    for g in groups:
        if test.sum() <= least:
            test[groups == g] = True
    return test


@ANSWERS.wrong("never gets larger than asked", ("never more than asked for",))
def _(groups, least):
    groups = np.array(groups)
    test = np.zeros(len(groups), dtype=bool)
    for g in groups:
        if (test | (groups == g)).sum() <= least:
            test |= groups == g
    return test


@ANSWERS.wrong("counts groups", ("groups counted, not pictures",))
def _(groups, least):
    chosen = list(dict.fromkeys(groups))[:least]
    return [g in chosen for g in groups]


@ANSWERS.wrong("np.unique sorts", ("in the order of their numbers",))
def _(groups, least):
    groups = np.array(groups)
    test = np.zeros(len(groups), dtype=bool)
    for g in np.unique(groups):
        if test.sum() < least:
            test[groups == g] = True
    return test


@ANSWERS.wrong("the last ones first", ("from the end",))
def _(groups, least):
    groups = np.array(groups)
    test = np.zeros(len(groups), dtype=bool)
    for g in groups[::-1]:
        if test.sum() < least:
            test[groups == g] = True
    return test


@ANSWERS.wrong("the training set", ("training for test",))
def _(groups, least):
    groups = np.array(groups)
    train = np.ones(len(groups), dtype=bool)
    for g in groups:
        if (~train).sum() < least:
            train[groups == g] = False
    return train


@ANSWERS.wrong("the numbers", ("numbers of the pictures",))
def _(groups, least):
    groups = np.array(groups)
    test = np.zeros(len(groups), dtype=bool)
    for g in groups:
        if test.sum() < least:
            test[groups == g] = True
    return np.flatnonzero(test).tolist()


@ANSWERS.wrong("the largest groups", ("largest group first",))
def _(groups, least):
    first = sorted(groups, key=lambda g: -groups.count(g))
    test = [False] * len(groups)
    for g in first:
        if sum(test) >= least:
            break
        test = [t or other == g for t, other in zip(test, groups, strict=True)]
    return test


@ANSWERS.wrong(
    "only twins that stand together", ("only the twins that follow directly",)
)
def _(groups, least):
    test = [False] * len(groups)
    k = 0
    while sum(test) < least and k < len(groups):
        g = groups[k]
        while k < len(groups) and groups[k] == g:
            test[k] = True
            k += 1
    return test


@ANSWERS.wrong("everything", ("everything in the test",))
def _(groups, least):
    return [True] * len(groups)


ANSWERS.wrong("nothing", ("nothing in the test",))(
    lambda groups, least: [False] * len(groups)
)


def _in_turn(groups, least, pictures):
    test = np.zeros(len(groups), dtype=bool)
    for k in pictures:
        if test.sum() >= least:
            break
        test |= groups == groups[k]
    return test


@ANSWERS.wrong("0 taken for no group", ("group 0 left out",))
def _(groups, least):
    groups = np.array(groups)
    return _in_turn(groups, least, [k for k in range(len(groups)) if groups[k]])


@ANSWERS.wrong("0 taken for no group, but a picture of its own")
def _(groups, least):
    groups = np.array(groups)
    alone = np.where(groups == 0, -1 - np.arange(len(groups)), groups)
    return _in_turn(alone, least, range(len(groups)))


@ANSWERS.wrong("the last two digits of a group")
def _(groups, least):
    return _in_turn(np.array(groups) % 100, least, range(len(groups)))


@ANSWERS.wrong("groups up to 9")
def _(groups, least):
    return _in_turn(np.minimum(groups, 9), least, range(len(groups)))


@ANSWERS.wrong("twins among the first twenty pictures only")
def _(groups, least):
    groups = np.array(groups)
    groups[20:] = -1 - np.arange(len(groups[20:]))
    return _in_turn(groups, least, range(len(groups)))


ANSWERS.wrong("one fewer will do", ("one picture too few",))(
    lambda groups, least: _in_turn(np.array(groups), least - 1, range(len(groups)))
)
ANSWERS.wrong("the first picture and its twins", ("first group alone",))(
    lambda groups, least: np.array(groups) == groups[0]
)
ANSWERS.wrong("the groups of the first pictures", ("pictures passed counted",))(
    lambda groups, least: np.isin(groups, groups[:least])
)


@ANSWERS.wrong("it stops in the middle of a group", ("twins torn apart",))
def _(groups, least):
    test = [False] * len(groups)
    for group in groups:
        for place, other in enumerate(groups):
            if other == group and sum(test) < least:
                test[place] = True
    return test


@ANSWERS.wrong("only the next twin comes along", ("twins torn apart",))
def _(groups, least):
    test = [False] * len(groups)
    for place, group in enumerate(groups):
        if sum(test) >= least:
            break
        test[place] = True
        if group in groups[place + 1 :]:
            test[groups.index(group, place + 1)] = True
    return test


@ANSWERS.wrong(
    "a group counts at each of its pictures",
    ("a group counted at each of its pictures",),
)
def _(groups, least):
    count, chosen = 0, set()
    for group in groups:
        if count >= least:
            break
        chosen.add(group)
        count += groups.count(group)
    return [group in chosen for group in groups]


@ANSWERS.wrong("the groups chosen", ("groups in the test",))
def _(groups, least):
    chosen = []
    for group in groups:
        if sum(groups.count(g) for g in chosen) < least and group not in chosen:
            chosen.append(group)
    return chosen


@ANSWERS.wrong("by size, then by number", ("largest group first",))
def _(groups, least):
    names, sizes = np.unique(groups, return_counts=True)
    test = np.zeros(len(groups), bool)
    for name in names[np.argsort(-sizes, kind="stable")]:
        if test.sum() < least:
            test |= np.array(groups) == name
    return test
