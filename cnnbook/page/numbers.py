"""Read the numbers that stand in the fields of a page."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

Number = int | float
OPERATIONS: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
SIGNS: dict[type[ast.unaryop], Callable[[Number], Number]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
MAX_CHARACTERS = 60
"""Of a field: a number, or a short sum."""


def number(text: str) -> Number:
    """Return the number that a reader has written, or the value of a short sum.

    Parameters
    ----------
    text : str
        What stands in a field.

    Raises
    ------
    ValueError
        If it is no number. The message says what it is, and how to write one.

    Examples
    --------
    >>> number("−3"), number("1/4"), number("2*8 + 1")
    (-3, 0.25, 17)
    >>> number("1,5")
    Traceback (most recent call last):
        ...
    ValueError: “1,5” has a comma. Write numbers without: 1.5 or 61706.
    """
    plain = text.strip().replace("−", "-").replace("–", "-").replace("×", "*")
    if not plain:
        raise ValueError("This field is empty.")
    if "," in plain:
        raise ValueError(
            f"“{text.strip()[:MAX_CHARACTERS]}” has a comma. Write numbers without: "
            "1.5 or 61706."
        )
    try:
        if len(plain) > MAX_CHARACTERS:
            raise ValueError
        value = _value(ast.parse(plain, mode="eval").body)
        if not math.isfinite(value):
            raise ValueError
    except (ValueError, SyntaxError, ArithmeticError, MemoryError, RecursionError):
        raise ValueError(
            f"“{text.strip()[:MAX_CHARACTERS]}” is no number. Write one such as -3, "
            "0.5 or 1/4."
        ) from None
    return value


def _value(node: ast.expr) -> Number:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value  # type: ignore[return-value]  # the line above says so
    if isinstance(node, ast.UnaryOp) and type(node.op) in SIGNS:
        return SIGNS[type(node.op)](_value(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError


def array_of(shape: list[int], fields: list[str]) -> Any:
    """Return the numbers of fields as lists in lists, of a shape.

    Parameters
    ----------
    shape : list of int
        Empty for a single number.
    fields : list of str
        What stands in them, row by row.

    Raises
    ------
    ValueError
        If fields are empty, or hold no number.

    Examples
    --------
    >>> array_of([2, 2], ["1", "2", "3", "4"]), array_of([], ["7"])
    ([[1, 2], [3, 4]], 7)
    >>> array_of([2], ["1", ""])
    Traceback (most recent call last):
        ...
    ValueError: One field of 2 is empty. Fill it in, then check again.
    """
    empty = sum(not text.strip() for text in fields)
    if empty and len(fields) == 1:
        raise ValueError("The field is empty. Fill it in, then check again.")
    if empty:
        which = "One field" if empty == 1 else f"{empty} fields"
        is_are, it_them = ("is", "it") if empty == 1 else ("are", "them")
        raise ValueError(
            f"{which} of {len(fields)} {is_are} empty. Fill {it_them} in, then check "
            "again."
        )
    numbers: list[Any] = [number(text) for text in fields]
    for size in reversed(shape[1:]):
        numbers = [numbers[i : i + size] for i in range(0, len(numbers), size)]
    return numbers if shape else numbers[0]
