"""What trains at each fit, when switches and compiles come between."""

from __future__ import annotations

import itertools

import numpy as np

from cnnbook.exercises._shared import in_bits
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step


def what_trains(
    layers,
    events,
    *,
    start=True,
    turned=lambda was, value: value,
    after_compile=lambda switches: switches,
    lists=lambda known, switches: [*known, switches],
    acts=lambda known, switches: known[-1],
    heeds=lambda layers: layers,
    count=lambda layers, on: sum(size for name, size in layers if on[name]),
    after_fit=lambda known, switches: known,
    counted_at=("fit",),
):
    """Follow the switches through a session, one event after another.

    Parameters
    ----------
    layers : list of (str, int)
        The layers and how many numbers they hold.
    events : list of tuple
        What happens.
    start : bool
        Where a switch stands at first.
    turned, after_compile : callable
        Say where a switch stands when it was turned, and all of them after a compile.
    lists, acts : callable
        Keep a compile's list, and say which of those kept acts at a fit.
    heeds : callable
        Takes the layers and returns those whose switches have a say.
    count : callable
        Counts what trains.
    after_fit : callable
        Says what is kept after a fit.
    counted_at : tuple of str
        The events at which it is counted.
    """
    switches = dict.fromkeys(dict(layers), start)
    heeded, known, counts = dict(heeds(layers)), [], []
    for kind, *what in events:
        if kind == "trainable":
            name, value = what
            if name in heeded:
                switches[name] = turned(switches[name], value)
        if kind == "compile":
            known = lists(known, dict(switches))
            switches = dict(after_compile(switches))
        if kind in counted_at:
            counts.append(count(layers, acts(known, dict(switches))))
        if kind == "fit":
            known = after_fit(known, dict(switches))
    return np.array(counts)


def _sessions_of(layers, events):
    """Return the switches as they stand after every event."""
    switches, rows = dict.fromkeys(dict(layers), True), []
    for kind, *what in events:
        if kind == "trainable":
            switches[what[0]] = what[1]
        rows.append((kind, dict(switches)))
    return rows


def _fits(events):
    return sum(event[0] == "fit" for event in events)


def _total(layers, on):
    return sum(size for name, size in layers if on[name])


def _last_switches(layers, events):
    """Let the last position of every switch hold for the whole session."""
    on = _sessions_of(layers, events)[-1][1]
    return np.full(_fits(events), _total(layers, on))


def _last_compile(layers, events):
    on = [on for kind, on in _sessions_of(layers, events) if kind == "compile"][-1]
    return np.full(_fits(events), _total(layers, on))


def _nothing_while_stale(layers, events):
    counts, stale, listed = [], False, 0
    for kind, on in _sessions_of(layers, events):
        stale = kind == "trainable" or (stale and kind != "compile")
        if kind == "compile":
            listed = _total(layers, on)
        if kind == "fit":
            counts.append(0 if stale else listed)
    return np.array(counts)


def _both(known, switches):
    return {name: on and switches[name] for name, on in known[-1].items()}


def _either(known, switches):
    return {name: on or switches[name] for name, on in known[-1].items()}


def _up_to_the_frozen_one(layers, on):
    above = itertools.takewhile(lambda layer: on[layer[0]], reversed(layers))
    return sum(size for _, size in above)


_COMPILE, _FIT = ("compile",), ("fit",)
_PARTS = [("base", 900), ("head", 50)]


def _turn(name, value):
    return ("trainable", name, value)


def _draw(random: np.random.Generator) -> Case:
    names = ["lower", "upper", "head"][-int(random.integers(2, 4)) :]
    sizes = random.choice(np.arange(10, 99), len(names), replace=False)
    if random.integers(6) == 0:  # more than 32 bits can count
        sizes = sizes * 480_000_001
    layers = [(n, int(size)) for n, size in zip(names, sizes, strict=True)]

    def turns(most):
        chosen = random.choice(names, int(random.integers(0, most + 1)))
        return [_turn(str(n), bool(random.random() < 0.4)) for n in chosen]

    events = [*turns(len(names)), _COMPILE, _FIT]
    for _ in range(int(random.integers(1, 4))):
        events += turns(2)
        events += [_COMPILE, _FIT] if random.random() < 0.45 else [_FIT]
    return Case((layers, events))


def _what_happens(layers, events):
    kinds = [event[0] for event in events]
    turned_late = turned_on = frozen_late = False
    on = dict.fromkeys(dict(layers), True)
    listed = None
    for kind, *what in events:
        if kind == "trainable":
            turned_on = turned_on or (what[1] and not on[what[0]])
            on[what[0]] = what[1]
        if kind == "compile":
            listed = dict(on)
        if kind == "fit":
            turned_late = turned_late or any(on[n] > listed[n] for n in on)
            frozen_late = frozen_late or any(on[n] < listed[n] for n in on)
    late = "a fit comes after a switch was turned {} and before the next compile"
    never = "no switch is turned {} between a compile and a fit after it"
    return {
        (late.format("on"), never.format("on")): turned_late,
        (late.format("off"), never.format("off")): frozen_late,
        ("a layer is turned on again", "no layer is turned on again"): turned_on,
        ("the model is compiled more than once", "the model is compiled once"): (
            kinds.count("compile") > 1
        ),
        ("some fit has nothing to train", "every fit has something to train"): (
            0 in what_trains(layers, events)
        ),
        ("no switch is turned", "a switch is turned"): "trainable" not in kinds,
    }


def _trains_by_names(layers, events):
    frozen, moving, counts = set(), 0, []
    for event in events:
        if event[0] == "trainable":
            (frozen.discard if event[2] else frozen.add)(event[1])
        if event[0] == "compile":
            moving = sum(size for name, size in layers if name not in frozen)
        if event[0] == "fit":
            counts.append(moving)
    return counts


EXERCISE = FunctionExercise(
    __name__,
    title="What does each fit train?",
    difficulty=2,
    points=3,
    place=50,
    answer="what_trains",
    look=(
        "Write the events one below the other, beside each where the switches stand, and "
        "beside each compile the list that Keras makes. Which list does each fit use?"
    ),
    section="Why compile again?",
    reference=what_trains,
    features=_what_happens,
    cases=(
        Case((_PARTS, [_turn("base", False), _COMPILE, _FIT])),
        Case((_PARTS, [_COMPILE, _FIT])),
        Case((_PARTS, [_COMPILE, _FIT, _turn("base", False), _FIT])),
        Case(
            (_PARTS, [_turn("head", False), _COMPILE, _FIT, _turn("head", True), _FIT])
        ),
        Case((_PARTS, [_COMPILE, _FIT, _turn("head", False), _COMPILE, _FIT])),
        Case(
            (
                _PARTS,
                [_turn("base", False), _turn("head", False), _COMPILE, _FIT, _FIT],
            )
        ),
        Case(
            (
                _PARTS,
                [
                    _turn("base", False),
                    _COMPILE,
                    _FIT,
                    _turn("base", True),
                    _FIT,
                    _COMPILE,
                    _FIT,
                ],
            )
        ),
        Case(
            (
                [("lower", 40), ("middle", 40), ("upper", 7), ("head", 5)],
                [_turn("upper", False), _COMPILE, _FIT],
            )
        ),
        Case(
            (
                [("base", 5_100_000_019), ("top", 4_300_000_019), ("head", 33_001)],
                [_turn("base", False), _COMPILE, _FIT, _turn("top", False), _FIT],
            )
        ),
        Case(  # one name begins as another does
            (
                [("base", 60), ("base_top", 20), ("top", 9)],
                [_turn("base", False), _turn("top", False), _COMPILE, _FIT],
            )
        ),
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "switches read at fit",
            "You let a switch act at once, as if Keras looked at it in fit. It made its "
            "list of what trains before: is yours a copy, or does it change along?",
            acts=lambda known, switches: switches,
        ),
        wrong_step(
            "frozen at once",
            "You let a switch that is turned off act at once. That, too, waits for the next "
            "compile.",
            acts=_both,
        ),
        wrong_step(
            "unfrozen at once",
            "You let a switch that is turned on act at once. That, too, waits for the next "
            "compile.",
            acts=_either,
        ),
        wrong_step(
            "first compile for good",
            "After the second compile you still use the list of the first.",
            acts=lambda known, switches: known[0],
        ),
        wrong_step(
            "one compile behind",
            "You use the list of the compile before the last one. The new one takes effect "
            "at once.",
            acts=lambda known, switches: known[-2:][0],
        ),
        wrong_step(
            "new list after each fit",
            "You make a new list after every fit. Only a compile makes one.",
            after_fit=lambda known, switches: [*known, switches],
        ),
        Misconception(
            "last compile for the whole session",
            "You let the last compile act on what came before it.",
            _last_compile,
        ),
        Misconception(
            "last position for the whole session",
            "You let the last position of a switch act on what came before it.",
            _last_switches,
        ),
        wrong_step(
            "switches off at first",
            "You begin with every switch off. At first each is True.",
            start=False,
        ),
        wrong_step(
            "all on after a compile",
            "With you a compile turns all switches on. They stay where they are.",
            after_compile=lambda switches: dict.fromkeys(switches, True),
        ),
        wrong_step(
            "turned over, not set",
            "With you every event turns a switch over. It sets it to the value that it "
            "brings.",
            turned=lambda was, value: not was,
        ),
        wrong_step(
            "True and False exchanged",
            "With you True freezes a layer, and False lets it train. A switch that is True "
            "is on.",
            turned=lambda was, value: not value,
        ),
        wrong_step(
            "never on again",
            "With you a layer that was frozen stays so. A switch can be turned on again.",
            turned=lambda was, value: was and value,
        ),
        wrong_step(
            "first layer only",
            "Only the switch of the first layer has a say with you. Each layer has one.",
            heeds=lambda layers: layers[:1],
        ),
        wrong_step(
            "all below a frozen layer frozen",
            "With you a frozen layer freezes those before it. Each switch is for its own "
            "layer.",
            count=_up_to_the_frozen_one,
        ),
        wrong_step(
            "frozen numbers counted",
            "You count the numbers that stand still.",
            count=lambda layers, on: sum(n for name, n in layers if not on[name]),
        ),
        wrong_step(
            "layers counted, not their numbers",
            "You count layers. How many numbers does each of them hold?",
            count=lambda layers, on: sum(on[name] for name, _ in layers),
        ),
        wrong_step(
            "everything trains",
            "You count every layer, whatever its switch says.",
            count=lambda layers, on: sum(n for _, n in layers),
        ),
        wrong_step(
            "one number for each compile",
            "Your list has a number for each compile. A second fit after the same compile "
            "trains too, by the same list.",
            counted_at=("compile",),
        ),
        Misconception(
            "nothing while a switch waits",
            "Once a switch has been turned, your fits train nothing until the next compile. "
            "They go on by the old list.",
            _nothing_while_stale,
        ),
        *(
            Misconception(
                "last fit only",
                "You return what the last fit trains. The list has a number for each.",
                after=last,
            )
            for last in (lambda counts: counts[-1], lambda counts: counts[-1:])
        ),
        *(
            Misconception(
                "first fit only",
                "You return what the first fit trains. The list has a number for each: does "
                "return stand inside your loop?",
                after=first,
            )
            for first in (lambda counts: counts[0], lambda counts: counts[:1])
        ),
        Misconception(
            "all fits added up",
            "You add up what all fits train. The list has a number for each.",
            after=np.sum,
        ),
        *in_bits(32),
        Misconception(
            "fits before added",
            "Each of your numbers has those of the earlier fits in it. They train the same "
            "numbers again.",
            after=np.cumsum,
        ),
        Misconception(
            "numbered pairs",
            "Your list holds pairs: the number of the fit, and what it trains. Return the "
            "second of each alone.",
            after=lambda counts: np.column_stack([1 + np.arange(counts.size), counts]),
        ),
    ),
    alternatives=(
        Alternative("a set of the frozen names is kept along", _trains_by_names),
    ),
)
