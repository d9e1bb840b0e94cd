"""Call students by their names in the report, or by numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

from cnnbook.grading.batch.results import Result, file_name


def in_order(results: Sequence[Result], anonymous: bool) -> list[Result]:
    """Return results as the report lists them.

    Parameters
    ----------
    results : sequence of Result
        Of the class.
    anonymous : bool
        Put them into an order that tells nothing to anybody who has not all that was
        handed in.
    """
    if not anonymous:
        return list(results)
    key = "".join(result.digest for result in results)
    return sorted(results, key=lambda result: _digest(key, result.name))


def namer(
    results: Sequence[Result], anonymous: bool, link: bool = True
) -> Callable[[Result], Markup]:
    """Return what writes who handed something in, as HTML.

    Parameters
    ----------
    results : sequence of Result
        Of the class, in the report's order.
    anonymous : bool
        Number them instead of naming them.
    link : bool
        Link the page of feedback, if they are named.
    """
    if not anonymous:
        return _link if link else lambda result: escape(result.name)
    numbers = {result.name: number for number, result in enumerate(results, 1)}
    return lambda result: Markup("student\u00a0{}").format(numbers[result.name])


def _link(result: Result) -> Markup:
    page = quote(f"feedback/{file_name(result.name, '.html')}")
    return Markup('<a href="{}">{}</a>').format(page, result.name)


def _digest(key: str, name: str) -> str:
    return hashlib.sha256(f"{key}\0{name}".encode()).hexdigest()
