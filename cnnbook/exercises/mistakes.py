"""Mistakes that have a name, and how two of them are made at once."""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STEPS = inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD
"""Parameters of the book's own functions that do a step of the work wrong."""


@dataclass(frozen=True)
class Misconception:
    """A mistake with a name.

    Either `answer` is all that somebody hands in who makes it; or it is a part of the
    work that is done in another way, so that it can be made together with others:
    `steps` of the exercise's `work`, something done `before` it, or `after` it.

    Attributes
    ----------
    name : str
        The mistake in a few words.
    hint : str
        What to look at, without the right answer.
    answer : object, optional
        What somebody who makes this mistake hands in: a function, a value, an array.
    steps : mapping, optional
        Keyword arguments of the exercise's `work` that do a step of it wrong.
    before : callable, optional
        Takes the arguments by their names and returns those that are changed first.
    after : callable, optional
        Takes the result and returns what is made of it in the end.
    shows : callable, optional
        For a design or a model: takes the array, or the `ModelRecord`, and returns
        whether this mistake is made, whatever else is wrong.
    about : tuple of str
        Parameters that an answer may leave out: who has left one out can't have made
        this mistake with it.
    """

    name: str
    hint: str
    answer: Any = None
    steps: Mapping[str, Any] = field(default_factory=dict)
    before: Callable[..., Mapping[str, Any]] | None = None
    after: Callable[[Any], Any] | None = None
    shows: Callable[[Any], bool] | None = None
    about: tuple[str, ...] = ()


def wrong_step(name: str, hint: str, **steps: Any) -> Misconception:
    """Return a mistake that does one step of the work, or several, in another way.

    Parameters
    ----------
    name, hint : str
        As for `Misconception`.
    **steps : object
        Keyword arguments of the exercise's `work`.

    Examples
    --------
    >>> wrong_step("no bias", "What else is added?", bias=0).steps
    {'bias': 0}
    """
    return Misconception(name, hint, steps=steps)


def each(name: str, hint: str, **steps: Iterable[Any]) -> tuple[Misconception, ...]:
    """Return a mistake that can be made in several places, one for each.

    Parameters
    ----------
    name, hint : str
        As for `Misconception`, the same for all.
    **steps : iterable
        The values that one step of the exercise's `work` may take.

    Examples
    --------
    >>> [m.steps for m in each("a product left out", "Count them.", missing=range(2))]
    [{'missing': 0}, {'missing': 1}]
    """
    return tuple(
        wrong_step(name, hint, **{step: value})
        for step, values in steps.items()
        for value in values
    )


def wrong_answer(
    work: Callable[..., Any], mistakes: Iterable[Misconception]
) -> Callable[..., Any] | None:
    """Return the function of somebody who makes all these mistakes.

    Parameters
    ----------
    work : callable
        Does the exercise; its keyword arguments without a default in the prompt do a
        step of it wrong.
    mistakes : iterable of Misconception
        One or more.

    Returns
    -------
    callable or None
        None where they can't be made together.

    Examples
    --------
    >>> def area(height, width, *, sides=2):
    ...     return height * width if sides == 2 else height
    >>> short = Misconception("one too small", "", after=lambda result: result - 1)
    >>> wrong_answer(area, [short, Misconception("a side", "", steps={"sides": 1})])(3, 4)
    2
    """
    mistakes = tuple(mistakes)
    whole = [m.answer for m in mistakes if m.answer is not None]
    steps: dict[str, Any] = {}
    for mistake in mistakes:
        if steps.keys() & mistake.steps.keys():
            return None
        steps |= mistake.steps
    if len(whole) > 1 or (whole and steps):
        return None
    start = whole[0] if whole else work
    names = parameters(work)
    first = [m.before for m in mistakes if m.before is not None]
    last = [m.after for m in mistakes if m.after is not None]

    def answer(*args: Any, **kwargs: Any) -> Any:
        if not callable(start):
            result = start
        elif first:
            given = dict(names) | dict(zip(names, args, strict=False)) | kwargs
            for change in first:
                given |= change(**given)
            result = start(*given.values(), **steps)
        else:
            result = start(*args, **kwargs, **steps)
        for change in last:
            result = change(result)
        return result

    if callable(start):  # who has left a parameter out is not asked for it
        with contextlib.suppress(ValueError):  # of some built-in functions
            kept = inspect.signature(start).parameters.values()
            left = [p for p in kept if p.kind not in STEPS]
            vars(answer)["__signature__"] = inspect.Signature(left)
    return answer


@functools.cache
def parameters(work: Callable[..., Any]) -> Mapping[str, Any]:
    """Return the parameters and their defaults, but for the steps that can go wrong."""
    parameters = inspect.signature(work).parameters.values()
    return {p.name: p.default for p in parameters if p.kind not in STEPS}
