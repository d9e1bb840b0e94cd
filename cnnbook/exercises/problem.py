"""How an exercise is drawn with other numbers: a chapter's ``_problems.py`` says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from cnnbook.exercises.base import Exercise
from cnnbook.exercises.mistakes import Misconception

Givens: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """Words and numbers in rows below a head, where a grid of numbers is not enough.

    Attributes
    ----------
    title : str
        What it is called.
    head : tuple of str
        What stands above the columns.
    rows : tuple of tuple of str
        One text for each column.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """How an exercise is drawn with other numbers.

    Attributes
    ----------
    draw : callable
        Takes a ``numpy.random.Generator`` and returns what is given, by name: what the
        exercise's work, or its function, is called with.
    prompt : str
        What is asked, with ``{name}`` for what is given. Arrays are shown below it.
    exercise : callable, optional
        Takes what is given and returns the whole exercise with these numbers: a design or
        a model, whose demands depend on them.
    short : str, optional
        What is given, in a few words, with ``{name}``; each name with what it stands for,
        unless given.
    tables : callable, optional
        Takes what is given and returns the tables to show below the prompt.
    on_paper : bool
        Whether it can be asked in an exam and in a bank of questions.
    least : int
        So many mistakes, by their names, have to be told apart by the numbers.
    always : tuple of str
        Those, by their names, that every draw has to tell apart: the ones made most.
    hints : mapping
        What is said of a mistake, by its name, instead of words that hold for the book's
        numbers alone; with ``{name}`` for what is given.
    slips : callable, optional
        Takes what is given and returns the slips of the pen.
    careless : tuple of float
        By so much one number is off that was added up, or counted, carelessly: a mistake
        that does no more is not named. Where there are slips, 1, 2 and 10 unless given.
    mistakes : callable, optional
        Takes what is given and returns mistakes that depend on it: of `misconceptions`
        with the same names they take the place.
    without : tuple of str
        Mistakes, by their names, that nobody can make with other numbers, or that give
        with all of them what a likelier one gives.
    title : str
        What the problem is called, if the exercise's title says to write a function.
    look : str
        Where to look with a pencil, if the exercise's own words are for a function.
    names : mapping
        What an array is called where it is shown; its own name, unless given.
    stacks : tuple of str
        Arrays, as they are called, that hold one grid behind the other: windows, say.
    upright : tuple of str
        Arrays, as they are called, whose numbers stand below each other.
    flat : bool
        Whether arrays are shown, and the answer is written, as lists, whatever axes the
        function needs.
    channels : tuple of str
        What the channels of a picture are called; they are numbered, unless given.
    decimals : int
        So many the right value may have.
    """

    draw: Callable[[np.random.Generator], Givens]
    prompt: str
    exercise: Callable[..., Exercise] | None = None
    short: str | None = None
    tables: Callable[..., tuple[Table, ...]] | None = None
    on_paper: bool = True
    least: int = 4
    always: tuple[str, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    slips: Callable[..., tuple[Misconception, ...]] | None = None
    careless: tuple[float, ...] = ()
    mistakes: Callable[..., tuple[Misconception, ...]] | None = None
    without: tuple[str, ...] = ()
    title: str = ""
    look: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    stacks: tuple[str, ...] = ()
    upright: tuple[str, ...] = ()
    flat: bool = False
    channels: tuple[str, ...] = ()
    decimals: int = 2
