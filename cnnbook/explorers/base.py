"""What the explorers share: two hosts, traits that check, tables without scripts."""

from __future__ import annotations

import json
from html import escape
from typing import Any, ClassVar

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array


class Explorer(anywidget.AnyWidget):
    """A picture to play with: live in JupyterLab, and alone in a static page.

    A subclass names its custom element in `tag`, loads its script into ``_esm``, and
    says in `fallback` what a reader without scripts sees.
    """

    tag: ClassVar[str]

    def state(self) -> dict[str, Any]:
        """Return the traits that the script works with."""
        own = self.trait_names(sync=True)
        return {name: getattr(self, name) for name in own if not name.startswith("_")}

    def fallback(self) -> str:
        """Return HTML that shows the numbers without scripts; a subclass writes it."""
        return ""

    def html(self) -> str:
        """Return the custom element, its state, and the fallback inside it."""
        keep = [n for n in self.state() if n not in ("layout", "tooltip", "tabbable")]
        state = json.dumps({name: self.state()[name] for name in keep})
        return (
            f'<{self.tag} data-state="{escape(state)}">{self.fallback()}</{self.tag}>'
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {
            **(data or {}),
            "text/plain": repr(self),
            "text/html": self.html(),
        }, metadata


class Matrix(traitlets.TraitType[list[list[float]], ArrayLike]):
    """A grid of numbers: takes anything like a 2-D array, and holds nested lists."""

    info_text = "a grid of numbers"

    def validate(self, obj: Any, value: ArrayLike) -> list[list[float]]:
        """Return the value as nested lists."""
        rows: list[list[float]] = trait_array(self, value, {2: "(H, W)"}).tolist()
        return rows


def trait_array(
    trait: traitlets.TraitType[Any, Any], value: ArrayLike, layouts: dict[int, str]
) -> NDArray[Any]:
    """Return a trait's new value as an array, or say as a trait what is wrong."""
    try:
        return as_array(trait.name or "", value, layouts, finite=True)
    except (TypeError, ValueError) as error:
        raise traitlets.TraitError(str(error)) from None


def table(caption: str, rows: ArrayLike) -> str:
    """Return an HTML table of numbers, or of texts, with a caption.

    Examples
    --------
    >>> table("kernel", [[1, -2]])
    '<table><caption>kernel</caption><tr><td>1</td><td>−2</td></tr></table>'
    """
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(value)}</td>" for value in row) + "</tr>"
        for row in np.asarray(rows).tolist()
    )
    return f"<table><caption>{escape(caption)}</caption>{body}</table>"


def _text(value: float | str) -> str:
    if isinstance(value, str):
        return escape(value)
    return f"{value:.4g}".replace("-", "−")
