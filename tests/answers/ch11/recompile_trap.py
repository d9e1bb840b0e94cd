"""Answers to `recompile-trap`."""

import functools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("recompile-trap")


def _play(layers, events, start=True):
    switches = dict.fromkeys([name for name, _ in layers], start)
    listed = dict(switches)
    for event in events:
        if event[0] == "trainable":
            switches[event[1]] = event[2]
        elif event[0] == "compile":
            listed = dict(switches)
        yield event[0], dict(switches), listed


def _total(layers, switches):
    return sum(size for name, size in layers if switches[name])


@ANSWERS.right("the total is noted at compile, appended at fit")
def _(layers, events):
    sizes = dict(layers)
    on = dict.fromkeys(sizes, True)
    listed, fits = 0, []
    for event in events:
        if event[0] == "trainable":
            on[event[1]] = event[2]
        elif event[0] == "compile":
            listed = sum(sizes[name] for name in sizes if on[name])
        else:
            fits.append(listed)
    return fits


@ANSWERS.right("match, and a set of frozen layers that is copied")
def _(layers, events):
    frozen, listed, answer = set(), set(), []
    for event in events:
        match event:
            case ("trainable", name, True):
                frozen.discard(name)
            case ("trainable", name, _):
                frozen.add(name)
            case ("compile",):
                listed = frozen.copy()
            case ("fit",):
                answer.append(sum(n for name, n in layers if name not in listed))
    return answer


@ANSWERS.right("pops the events from the list")
def _(layers, events):
    switches, fits, compiled = {}, [], None
    while events:
        kind, *rest = events.pop(0)
        if kind == "trainable":
            switches[rest[0]] = rest[1]
        if kind == "compile":
            compiled = [n for name, n in layers if switches.get(name, True)]
        if kind == "fit":
            fits.append(sum(compiled))
    return fits


@ANSWERS.right("as Keras does it: the list is made by the first fit after a compile")
def _(layers, events):
    on, listed, fits = {name: True for name, _ in layers}, None, []
    for event in events:
        if event[0] == "trainable":
            on[event[1]] = bool(event[2])
        elif event[0] == "compile":
            listed = None
        else:
            if listed is None:
                listed = sum(size for name, size in layers if on[name])
            fits.append(listed)
    return fits


@ANSWERS.right("for each fit back to the last compile, and forward again")
def _(layers, events):
    kinds = [event[0] for event in events]
    result = []
    for i, kind in enumerate(kinds):
        if kind == "fit":
            last = max(j for j in range(i) if kinds[j] == "compile")
            state = dict.fromkeys(dict(layers), True)
            state.update({e[1]: e[2] for e in events[:last] if e[0] == "trainable"})
            result.append(sum(size * state[name] for name, size in layers))
    return tuple(result)


@ANSWERS.right("a generator")
def _(layers, events):
    def fits():
        for kind, _switches, listed in _play(layers, events):
            if kind == "fit":
                yield _total(layers, listed)

    return list(fits())


@ANSWERS.right("recursive, with prints")
def _(layers, events):
    def go(rest, frozen, listed):
        if not rest:
            return []
        event, *others = rest
        print(event)
        if event[0] == "compile":
            return go(others, frozen, frozen)
        if event[0] == "fit":
            moved = sum(n for name, n in layers if name not in listed)
            return [moved, *go(others, frozen, listed)]
        if event[2]:
            return go(others, frozen - {event[1]}, listed)
        return go(others, frozen | {event[1]}, listed)

    return go(list(events), frozenset(), frozenset())


@ANSWERS.right("switches in an array, numbers of NumPy")
def _(layers, events):
    names = [name for name, _ in layers]
    sizes = np.array([size for _, size in layers])
    switches, listed, fits = np.ones(len(names), dtype=bool), None, []
    for event in events:
        if event[0] == "trainable":
            switches[names.index(event[1])] = event[2]
        elif event[0] == "compile":
            listed = switches.copy()
        else:
            fits.append(sizes[listed].sum())
    return np.array(fits)


@ANSWERS.right("a running total, changed when a switch is really turned")
def _(parts, happened):
    sizes = dict(parts)
    on, now = set(sizes), sum(sizes.values())
    listed, fits = now, []
    for kind, *what in happened:
        if kind == "trainable":
            name, value = what
            if value and name not in on:
                on.add(name)
                now += sizes[name]
            elif not value and name in on:
                on.remove(name)
                now -= sizes[name]
        elif kind == "compile":
            listed = now
        else:
            fits += [float(listed)]
    return fits


class _Session:
    def __call__(self, layers, events, **_more):
        self.layers, self.frozen, self.fits = layers, {}, []
        for kind, *rest in events:
            getattr(self, kind)(*rest)
        return self.fits

    def trainable(self, name, value):
        self.frozen[name] = not value

    def compile(self):
        self.list = [n for name, n in self.layers if not self.frozen.get(name)]

    def fit(self):
        self.fits.append(sum(self.list))


ANSWERS.right("an object with a method for each event")(_Session())


def _fits(which, layers, events):
    return [
        _total(layers, row[which]) for row in _play(layers, events) if row[0] == "fit"
    ]


ANSWERS.right("functools.partial")(functools.partial(_fits, 2))
ANSWERS.wrong(
    "the switches as they stand count, compiled or not", ("switches read at fit",)
)(functools.partial(_fits, 1))


@ANSWERS.wrong(
    "the list refers to the switches, it is no copy: later ones count",
    ("switches read at fit",),
)
def _(layers, events):
    switches = {name: True for name, _ in layers}
    fits = []
    for event in events:
        if event[0] == "trainable":
            switches[event[1]] = event[2]
        elif event[0] == "compile":
            listed = switches
        else:
            fits.append(sum(n for name, n in layers if listed[name]))
    return fits


@ANSWERS.wrong("only the first compile counts", ("first compile for good",))
def _(layers, events):
    listed, fits = None, []
    for kind, switches, _ in _play(layers, events):
        if kind == "compile" and listed is None:
            listed = _total(layers, switches)
        if kind == "fit":
            fits.append(listed)
    return fits


@ANSWERS.wrong(
    "the last compile of the session counts for all fits",
    ("last compile for the whole session",),
)
def _(layers, events):
    rows = list(_play(layers, events))
    listed = [switches for kind, switches, _ in rows if kind == "compile"][-1]
    return [_total(layers, listed) for kind, _, _ in rows if kind == "fit"]


@ANSWERS.wrong(
    "the switches at the end count for all fits",
    ("last position for the whole session",),
)
def _(layers, events):
    rows = list(_play(layers, events))
    return [_total(layers, rows[-1][1]) for kind, _, _ in rows if kind == "fit"]


@ANSWERS.wrong("the frozen numbers, not those that train", ("frozen numbers counted",))
def _(layers, events):
    return [
        sum(n for name, n in layers if not listed[name])
        for kind, _, listed in _play(layers, events)
        if kind == "fit"
    ]


@ANSWERS.wrong("switches begin at False", ("switches off at first",))
def _(layers, events):
    return [
        _total(layers, listed)
        for kind, _, listed in _play(layers, events, start=False)
        if kind == "fit"
    ]


@ANSWERS.wrong("a compile sets all switches to True", ("all on after a compile",))
def _(layers, events):
    on, listed, fits = {name: True for name, _ in layers}, 0, []
    for event in events:
        if event[0] == "trainable":
            on[event[1]] = event[2]
        elif event[0] == "compile":
            listed = _total(layers, on)
            on = dict.fromkeys(on, True)
        else:
            fits.append(listed)
    return fits


@ANSWERS.wrong(
    "every switch turns its layer over, whatever value it is set to",
    ("turned over, not set",),
)
def _(layers, events):
    on, listed, fits = {name: True for name, _ in layers}, 0, []
    for event in events:
        if event[0] == "trainable":
            on[event[1]] = not on[event[1]]
        elif event[0] == "compile":
            listed = _total(layers, on)
        else:
            fits.append(listed)
    return fits


@ANSWERS.wrong(
    "layers are only ever frozen, never set back to True", ("never on again",)
)
def _(layers, events):
    on, listed, fits = {name: True for name, _ in layers}, 0, []
    for event in events:
        if event[0] == "trainable" and not event[2]:
            on[event[1]] = False
        elif event[0] == "compile":
            listed = _total(layers, on)
        elif event[0] == "fit":
            fits.append(listed)
    return fits


@ANSWERS.wrong(
    "a number for each compile, not for each fit", ("one number for each compile",)
)
def _(layers, events):
    return [
        _total(layers, listed)
        for kind, _, listed in _play(layers, events)
        if kind == "compile"
    ]


@ANSWERS.wrong(
    "only the first fit after each compile gets a number",
    ("one number for each compile",),
)
def _(layers, events):
    fits, fresh = [], False
    for kind, _, listed in _play(layers, events):
        if kind == "compile":
            fresh = True
        elif kind == "fit" and fresh:
            fits.append(_total(layers, listed))
            fresh = False
    return fits


@ANSWERS.wrong(
    "how many layers train, not how many numbers",
    ("layers counted, not their numbers",),
)
def _(layers, events):
    return [
        sum(listed.values())
        for kind, _, listed in _play(layers, events)
        if kind == "fit"
    ]


@ANSWERS.wrong("all numbers, for every fit", ("everything trains",))
def _(layers, events):
    everything = sum(n for _, n in layers)
    return [everything for event in events if event[0] == "fit"]


@ANSWERS.wrong("only the last fit", ("last fit only",))
def _(layers, events):
    return _fits(2, layers, events)[-1]


@ANSWERS.wrong("the numbers of all fits are added up", ("all fits added up",))
def _(layers, events):
    return sum(_fits(2, layers, events))


@ANSWERS.wrong("each fit adds to the ones before it", ("fits before added",))
def _(layers, events):
    return np.cumsum(_fits(2, layers, events)).tolist()


@ANSWERS.wrong(
    "0 for a fit when a switch was turned after the compile",
    ("nothing while a switch waits",),
)
def _(layers, events):
    fits, stale = [], False
    for kind, _, listed in _play(layers, events):
        if kind == "trainable":
            stale = True
        elif kind == "compile":
            stale = False
        else:
            fits.append(0 if stale else _total(layers, listed))
    return fits


@ANSWERS.wrong("the list of the compile before last counts", ("one compile behind",))
def _(layers, events):
    lists, fits = [], []
    for kind, switches, _ in _play(layers, events):
        if kind == "compile":
            lists.append(_total(layers, switches))
        elif kind == "fit":
            fits.append(lists[-2] if len(lists) > 1 else lists[-1])
    return fits


@ANSWERS.wrong("only the switch of the first layer is heeded", ("first layer only",))
def _(layers, events):
    (first, size), *rest = layers
    others = sum(n for _, n in rest)
    return [
        others + size * listed[first]
        for kind, _, listed in _play(layers, events)
        if kind == "fit"
    ]


@ANSWERS.wrong(
    "a frozen layer takes all layers before it along",
    ("all below a frozen layer frozen",),
)
def _(layers, events):
    fits = []
    for kind, _, listed in _play(layers, events):
        if kind == "fit":
            total = 0
            for name, n in reversed(layers):
                if not listed[name]:
                    break
                total += n
            fits.append(total)
    return fits


@ANSWERS.wrong(
    "a fit makes the list new, too: it counts from the second fit on",
    ("new list after each fit",),
)
def _(layers, events):
    fits, listed = [], 0
    for kind, switches, _ in _play(layers, events):
        if kind == "compile":
            listed = _total(layers, switches)
        elif kind == "fit":
            fits.append(listed)
            listed = _total(layers, switches)
    return fits


@ANSWERS.wrong(
    "freezing works at once, only unfreezing waits for the compile", ("frozen at once",)
)
def _(layers, events):
    return [
        sum(n for name, n in layers if switches[name] and listed[name])
        for kind, switches, listed in _play(layers, events)
        if kind == "fit"
    ]


@ANSWERS.wrong(
    "unfreezing works at once, only freezing waits for the compile",
    ("unfrozen at once",),
)
def _(layers, events):
    return [
        sum(n for name, n in layers if switches[name] or listed[name])
        for kind, switches, listed in _play(layers, events)
        if kind == "fit"
    ]


@ANSWERS.wrong("None when nothing trains")
def _(layers, events):
    return [n or None for n in _fits(2, layers, events)]


@ANSWERS.wrong("pairs: the number of the fit and what it trains", ("numbered pairs",))
def _(layers, events):
    return list(enumerate(_fits(2, layers, events), start=1))


@ANSWERS.wrong(
    "compile is ignored and the frozen numbers are counted",
    ("switches read at fit", "frozen numbers counted"),
)
def _(layers, events):
    everything = sum(n for _, n in layers)
    return [everything - n for n in _fits(1, layers, events)]


@ANSWERS.wrong(
    "switches begin at False and the first compile counts for all",
    ("first compile for good", "switches off at first"),
)
def _(layers, events):
    listed, fits = None, []
    for kind, switches, _ in _play(layers, events, start=False):
        if kind == "compile" and listed is None:
            listed = _total(layers, switches)
        if kind == "fit":
            fits.append(listed)
    return fits


@ANSWERS.wrong(
    "layers counted in place of numbers and compile ignored",
    ("switches read at fit", "layers counted, not their numbers"),
)
def _(layers, events):
    return [
        sum(switches.values())
        for kind, switches, _ in _play(layers, events)
        if kind == "fit"
    ]


@ANSWERS.wrong("the last compile counts for all and the totals are added up")
def _(layers, events):
    rows = list(_play(layers, events))
    listed = [switches for kind, switches, _ in rows if kind == "compile"][-1]
    return [_total(layers, listed) * sum(kind == "fit" for kind, _, _ in rows)]


def _followed(layers, events, value=lambda on: on):
    on, counts, listed = dict.fromkeys(dict(layers), True), [], 0
    for kind, *what in events:
        if kind == "trainable":
            on[what[0]] = value(what[1])
        elif kind == "compile":
            listed = sum(size for name, size in layers if on[name])
        else:
            counts.append(listed)
    return counts


@ANSWERS.wrong("a list of the last fit alone", ("last fit only",))
def _(layers, events):
    return _followed(layers, events)[-1:]


@ANSWERS.wrong("a list of the first fit alone", ("first fit only",))
def _(layers, events):
    return _followed(layers, events)[:1]


@ANSWERS.wrong("return at the first fit", ("first fit only",))
def _(layers, events):
    return _followed(layers, events)[0]


@ANSWERS.wrong("a switch is read the wrong way", ("True and False exchanged",))
def _(layers, events):
    return _followed(layers, events, lambda on: not on)


@ANSWERS.wrong("layers of one size counted once")
def _(layers, events):
    on = dict.fromkeys(dict(layers), True)
    compiled, trained = dict(on), []
    for event, *rest in events:
        if event == "trainable":
            on[rest[0]] = rest[1]
        elif event == "compile":
            compiled = dict(on)
        else:
            trained.append(sum({size for name, size in layers if compiled[name]}))
    return trained


@ANSWERS.wrong("three layers at most")
def _(layers, events):
    on = dict.fromkeys(dict(layers), True)
    compiled, trained = dict(on), []
    for event, *rest in events:
        if event == "trainable":
            on[rest[0]] = rest[1]
        elif event == "compile":
            compiled = dict(on)
        else:
            trained.append(sum(size for name, size in layers[:3] if compiled[name]))
    return trained


@ANSWERS.wrong("a switch reaches every layer whose name holds its name")
def _(layers, events):
    on = {name: True for name, _ in layers}
    listed, counts = 0, []
    for event in events:
        if event[0] == "trainable":
            for name in on:
                if event[1] in name:
                    on[name] = event[2]
        elif event[0] == "compile":
            listed = sum(size for name, size in layers if on[name])
        else:
            counts.append(listed)
    return counts


def _by_the_last_compile(layers, events):
    switch, counts, trains = {name: True for name, _ in layers}, [], 0
    for event in events:
        if event[0] == "trainable":
            switch[event[1]] = event[2]
        elif event[0] == "compile":
            trains = sum(size for name, size in layers if switch[name])
        else:
            counts.append(trains)
    return counts


@ANSWERS.wrong("added up in 32 bits", ("counted in 32 bits",))
def _(layers, events):
    return [(n + 2**31) % 2**32 - 2**31 for n in _by_the_last_compile(layers, events)]


@ANSWERS.wrong("added up in float32", ("counted in floats of 32 bits",))
def _(layers, events):
    return [float(np.float32(n)) for n in _by_the_last_compile(layers, events)]
