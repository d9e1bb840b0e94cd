"""What several exercises of chapter 15 use."""

from __future__ import annotations

from cnnbook.exercises.mistakes import Misconception


def step(name, hint, **steps):
    """Return the mistake of somebody who does a step of the work in another way."""
    return Misconception(name, hint, steps=steps)


def after(name, hint, change):
    """Return the mistake of somebody who changes the right result in the end."""
    return Misconception(name, hint, after=change)


def same(value):
    return value
