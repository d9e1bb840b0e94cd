"""Find the exercises by listing their folders, and import each when it is asked for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, MutableMapping
from importlib import import_module
from pathlib import Path

from cnnbook._checks import describe
from cnnbook.exercises.base import Exercise

FOLDER = Path(__file__).parent
PACKAGE = __name__.rpartition(".")[0]


def listed() -> dict[str, str]:
    """Return the module of every exercise by its id, without importing any.

    Examples
    --------
    >>> listed()["conv-parameters"]
    'cnnbook.exercises.ch05.conv_parameters'
    """
    paths = sorted(FOLDER.glob("ch[0-9][0-9]/[a-z]*.py*"))  # or compiled: .pyc
    return {
        path.stem.replace("_", "-"): f"{PACKAGE}.{path.parent.name}.{path.stem}"
        for path in paths
    }


class Registry(MutableMapping[str, Exercise]):
    """Every exercise by its id, in the order of the book.

    Whether an id is there, and how many there are, is known from the folders. A value
    imports the module of its exercise, and the order imports them all.
    """

    def __init__(self) -> None:
        self._modules = listed()
        self._known: dict[str, Exercise] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._known or key in self._modules

    def __len__(self) -> int:
        return len(self._known.keys() | self._modules)

    def __getitem__(self, key: str) -> Exercise:
        if key not in self._known:
            self._known[key] = import_module(self._modules[key]).EXERCISE
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        yield from self.in_order(self._known.keys() | self._modules)

    def __setitem__(self, key: str, value: Exercise) -> None:
        self._known[key] = value

    def __delitem__(self, key: str) -> None:
        del self._known[key]

    def nearest(self, key: str) -> str | None:
        """Return the id that looks most like a word, if one does.

        Examples
        --------
        >>> Registry().nearest("One_Window")
        'one-window'
        """
        key = key.casefold().replace("_", "-")
        return next(iter(difflib.get_close_matches(key, self._modules, n=1)), None)

    def chapter(self, number: str) -> list[Exercise]:
        """Return the exercises of a chapter in their order, importing no other.

        Parameters
        ----------
        number : str
            Two digits, e.g. ``"05"``.

        Examples
        --------
        >>> [exercise.id for exercise in Registry().chapter("04")][:2]
        ['output-size', 'same-padding']
        """
        start = f"{PACKAGE}.ch{number}."
        ids = {i for i, module in self._modules.items() if module.startswith(start)}
        ids |= {i for i, one in self._known.items() if one.chapter == number}
        return [self[identifier] for identifier in self.in_order(ids)]

    def chapters(self) -> list[str]:
        """Return the chapters that have exercises, two digits each, importing none."""
        start = len(f"{PACKAGE}.ch")
        found = {module[start : start + 2] for module in self._modules.values()}
        return sorted(found | {one.chapter for one in self._known.values()})

    def in_order(self, ids: Iterable[str]) -> list[str]:
        """Return ids in the order of the book, importing no other exercises.

        Parameters
        ----------
        ids : iterable of str
            Ids of exercises.

        Examples
        --------
        >>> Registry().in_order(["max-pool", "conv2d"])
        ['conv2d', 'max-pool']
        """
        return sorted(ids, key=lambda i: (self[i].chapter, self[i].place, i))


REGISTRY = Registry()


def find(exercise_id: str) -> Exercise:
    """Return the exercise with an id, importing no other.

    Parameters
    ----------
    exercise_id : str
        An id of `REGISTRY`.

    Returns
    -------
    Exercise
        The exercise.

    Raises
    ------
    ValueError
        If there is none; the message names the nearest ids.

    Examples
    --------
    >>> find("conv2d").difficulty
    2
    >>> find("con2d")
    Traceback (most recent call last):
        ...
    ValueError: there is no exercise 'con2d'; did you mean 'conv2d'?
    """
    if isinstance(exercise_id, str) and exercise_id in REGISTRY:
        return REGISTRY[exercise_id]
    near = REGISTRY.nearest(str(exercise_id))
    ask = f"did you mean {near!r}?" if near else f"the ids are {', '.join(REGISTRY)}"
    shown = describe(exercise_id).removesuffix(" (str)")
    raise ValueError(f"there is no exercise {shown}; {ask}")
