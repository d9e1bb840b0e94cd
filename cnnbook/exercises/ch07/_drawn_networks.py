"""Networks of `find-the-wrong-layer` and `build-from-trace` with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.base import ModelExercise
from cnnbook.exercises.ch07._summaries import (
    BIAS,
    FILTERS,
    KERNEL,
    PADDING,
    STRIDE,
    Layer,
    Line,
    Plan,
    Summary,
    causes,
    changed,
    summary,
)
from cnnbook.exercises.ch07.build_from_trace import Plan as TracePlan
from cnnbook.exercises.ch07.build_from_trace import with_plan
from cnnbook.exercises.ch07.find_the_wrong_layer import PEOPLE
from cnnbook.exercises.pencil import two, whole
from cnnbook.exercises.problem import Table
from cnnbook.exercises.recomputed import sizes

MOST_OF_ONE = 3
"""People whose faults lie in one layer."""


def plan_and_people(random: np.random.Generator) -> dict[str, Any]:
    """Draw a plan and five faults, one of each setting, each of which can be told."""
    while True:
        height, width = (2 * n for n in two(random, 12, 26))
        one, second, third = sorted(
            int(n) for n in random.choice(range(4, 17), 3, False)
        )
        plan = (
            Layer("Conv2D", one, int(random.choice([3, 5])), padding=True),
            Layer("MaxPooling2D", f=2, s=2),
            Layer("Conv2D", second, 3),
            Layer("Conv2D", third, 3, 2),
            Layer("MaxPooling2D", f=2, s=2),
            Layer("Flatten"),
            Layer("Dense", whole(random, 4, 12)),
        )
        shape = (height, width, 3)
        faults = [_fault(random, plan, s) for s in random.permutation(5) + 1]
        people = tuple(summary(shape, built) for _, _, built in faults)
        found = [causes(shape, plan, built) for built in people]
        layers = [layer for layer, _, _ in faults]
        mixed = max(map(layers.count, layers)) <= MOST_OF_ONE
        told = all(
            ways == ((layer, setting),)
            for ways, (layer, setting, _) in zip(found, faults, strict=True)
        )
        if mixed and told:
            return {"shape": shape, "plan": plan, "people": people}


def _fault(
    random: np.random.Generator, plan: Plan, setting: int
) -> tuple[int, int, Plan]:
    """Return a layer, the setting at fault in it, and what is built so."""
    layers = {
        PADDING: (1, 3, 4),
        KERNEL: (1, 3, 4),
        STRIDE: (2, 4, 5),
        FILTERS: (1, 3, 4),
        BIAS: (1, 3, 4, 7),
    }[int(setting)]
    layer = int(random.choice(layers))
    one = plan[layer - 1]
    other: dict[str, Any] = {
        PADDING: {"padding": not one.padding},
        KERNEL: {"f": 8 - one.f if layer == 1 else 5},
        STRIDE: {"s": 1},
        FILTERS: {"filters": one.filters + int(random.choice([-2, 2, 4]))},
        BIAS: {"bias": False},
    }[int(setting)]
    return layer, int(setting), changed(plan, layer, **other)


def plan_and_summaries(
    shape: tuple[int, ...], plan: Plan, people: tuple[Summary, ...]
) -> tuple[Table, ...]:
    """Return the plan, and what each person's summary says."""
    planned = summary(shape, plan)
    rows = [
        (str(number), str(layer), sizes(made), f"{parameters:,}")
        for number, (layer, (made, parameters)) in enumerate(
            zip(plan, planned, strict=True), 1
        )
    ]
    lines = zip(*people, strict=True)
    built = [
        (str(number), *map(_line, of_each)) for number, of_each in enumerate(lines, 1)
    ]
    return (
        Table("plan", ("layer", "planned as", "output", "parameters"), tuple(rows)),
        Table("summaries: output, parameters", ("layer", *PEOPLE), tuple(built)),
    )


def _line(line: Line) -> str:
    shape, parameters = line
    return f"{sizes(shape)}, {parameters:,}"


def network_to_build(random: np.random.Generator) -> dict[str, Any]:
    """Draw a network that its trace leaves no doubt about."""
    while True:
        height, width = two(random, 18, 36)
        kernels = tuple(int(f) for f in random.choice([3, 5], 3))
        filters = tuple(4 * n for n in sorted(random.choice(range(1, 8), 3, False)))
        plan = TracePlan(
            (height, width, int(random.choice([1, 3]))),
            tuple(int(n) for n in filters),
            kernels,
            8 * whole(random, 2, 6),
            whole(random, 4, 9),
        )
        if _certain(plan) and plan.parameters[3] < 20_000:
            return {"plan": plan, "classes": plan.classes, "last": plan.classes - 1}


def _certain(plan: TracePlan) -> bool:
    """Return whether no other padding and strides give the sizes of the trace."""
    _, pooled, second, third = ([*maps[:2]] for maps in plan.maps)
    if min(third) < 2:
        return False
    for before, after, f, right in (
        (pooled, second, plan.kernels[1], 2),
        (second, third, plan.kernels[2], 1),
    ):
        for n, made in zip(before, after, strict=True):
            valid = [s for s in range(1, n + 1) if (n - f) // s + 1 == made]
            same = [s for s in range(1, n + 1) if -(-n // s) == made]
            if valid != [right] or same:
                return False
    return True


def trace_of(plan: TracePlan, **words: int) -> tuple[Table, ...]:
    """Return the trace, as the exercise shows it."""
    maps, parameters = plan.maps, [f"{n:,}" for n in plan.parameters]
    flat = str(plan.weights[3][0])
    rows = (
        ("Input", sizes(plan.shape), ""),
        ("Conv", sizes(maps[0]), parameters[0]),
        ("Pool", sizes(maps[1]), ""),
        ("Conv", sizes(maps[2]), parameters[1]),
        ("Conv", sizes(maps[3]), parameters[2]),
        ("Flatten", flat, ""),
        ("Dense", str(plan.units), parameters[3]),
        ("Dense", str(plan.classes), parameters[4]),
    )
    return (Table("trace", ("layer", "output", "parameters"), rows),)


def to_build(plan: TracePlan, **words: int) -> ModelExercise:
    """Return the exercise for a network."""
    return with_plan(plan)
