"""What trains at each fit, when switches and compiles come between."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _what_trains(
    layers,
    events,
    *,
    count=lambda sizes, names: sum(sizes[name] for name in names),
    at_fit=False,
    once=False,
):
    """Follow the switches through a session, with one rule wrong."""
    sizes, switches = dict(layers), {name: True for name, _ in layers}
    trains, counts = None, []
    for event in events:
        if event[0] == "trainable":
            switches[event[1]] = event[2]
        elif event[0] == "compile":
            if trains is None or not once:
                trains = [name for name, on in switches.items() if on]
        else:
            now = [name for name, on in switches.items() if on] if at_fit else trains
            counts.append(count(sizes, now))
    return np.array(counts)


def _trains_with(**mistake):
    return lambda layers, events: _what_trains(layers, events, **mistake)


def _frozen_ones(sizes, names):
    return sum(size for name, size in sizes.items() if name not in names)


def _last_switches(layers, events):
    """Let the last position of every switch hold for the whole session."""
    last = {event[1]: event[2] for event in events if event[0] == "trainable"}
    total = sum(size for name, size in layers if last.get(name, True))
    return np.full(sum(event[0] == "fit" for event in events), total)


_COMPILE, _FIT = ("compile",), ("fit",)
_PARTS = [("base", 900), ("head", 50)]


def _draw_session(random: np.random.Generator) -> Case:
    names = ["lower", "upper", "head"]
    layers = [
        (name, int(size))
        for name, size in zip(names, random.integers(10, 99, 3), strict=True)
    ]
    events = [("trainable", "lower", False), _COMPILE, _FIT]
    for compiled in random.permutation([True, False, True, False]):
        name = str(random.choice(names))
        events.append(("trainable", name, bool(random.integers(0, 2))))
        events += [_COMPILE, _FIT] if compiled else [_FIT]
    return Case((layers, events))


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
    reference=_what_trains,
    cases=(
        Case((_PARTS, [("trainable", "base", False), _COMPILE, _FIT])),
        Case(
            (
                _PARTS,
                [
                    ("trainable", "base", False),
                    _COMPILE,
                    _FIT,
                    ("trainable", "base", True),
                    _FIT,
                    _COMPILE,
                    _FIT,
                ],
            )
        ),
        Case((_PARTS, [_COMPILE, _FIT, ("trainable", "base", False), _FIT])),
        *(_draw_session(np.random.default_rng(seed)) for seed in (1102, 1103, 1104)),
    ),
    draw=_draw_session,
    integer_result=True,
    misconceptions=(
        Misconception(
            "switches read at fit",
            "You let a switch act at once. Keras made its list of what trains before.",
            _trains_with(at_fit=True),
        ),
        Misconception(
            "first compile for good",
            "After the second compile you still use the list of the first.",
            _trains_with(once=True),
        ),
        Misconception(
            "last position for the whole session",
            "You let the last position of a switch act on what came before it.",
            _last_switches,
        ),
        Misconception(
            "frozen numbers counted",
            "You count the numbers that stand still.",
            _trains_with(count=_frozen_ones),
        ),
        Misconception(
            "layers counted, not their numbers",
            "You count layers. How many numbers does each of them hold?",
            _trains_with(count=lambda sizes, names: len(names)),
        ),
        Misconception(
            "everything trains",
            "You count every layer, whatever its switch says.",
            _trains_with(count=lambda sizes, names: sum(sizes.values())),
        ),
    ),
    alternatives=(
        Alternative("a set of the frozen names is kept along", _trains_by_names),
    ),
)
