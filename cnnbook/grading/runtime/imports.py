"""Import what a function imports, before its time is counted."""

from __future__ import annotations

import contextlib
import dis
import importlib
import types
from collections.abc import Iterator
from typing import Any

_last: list[types.CodeType] = []
"""What was looked at last: a function is called many times in a row."""


def import_first(function: Any) -> None:
    """Import what stands in import statements inside a function.

    Parameters
    ----------
    function : callable
        A learner's. Of anything but a plain function nothing is known, and what can't
        be imported is left for the call to say.
    """
    code = getattr(function, "__code__", None)
    if isinstance(code, types.CodeType) and not (_last and _last[0] is code):
        _last[:] = [code]
        for name in _imported(code):
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def _imported(code: types.CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname == "IMPORT_NAME" and instruction.argval:
            yield instruction.argval
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _imported(constant)
