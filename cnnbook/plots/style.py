"""One look for every figure of the book."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, PINK = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
DARK_GREY, LIGHT_GREY = "#6E6E6E", "#8A8A8A"
"""Lines and frames beside the data: nodes and notes; cells and axes."""
WINDOW_FILL = "#FCE3CC"
"""Fill of a highlighted window: the orange, made light."""
KERNEL_FILL = "#DCEBF5"
"""Fill of weights: the blue, made light."""
OUTPUT_FILL = "#D9EFE7"
"""Fill of what comes out: the green, made light."""
PADDING_FILL = "#E8E8E8"
"""Fill of padded pixels."""
LINE_STYLES = (
    (BLUE, "-", "o"),
    (ORANGE, "--", "s"),
    (GREEN, "-.", "^"),
    (PINK, ":", "D"),
    ("black", (0, (6, 1, 1, 1, 1, 1)), "v"),
)
"""Colour, dashes and marker of each line: colour is never the only signal."""

PHONE_WIDTH = 5.0
"""Inches: a figure up to this width is seen whole on a phone, its numbers legible."""
SIGNS = ListedColormap(mpl.colormaps["PuOr"](np.linspace(0.31, 0.69, 255)))
COUNTS = ListedColormap(mpl.colormaps["Blues"](np.linspace(0.0, 0.5, 255)))
"""Colours of cells that hold a number: for values below and above zero, and for counts.
Pale, so that black digits stand out on each of them, and light ones in the dark."""

STYLE_FILE = Path(__file__).parent / "book.mplstyle"
FONTS = Path(__file__).parent / "fonts"


@cache
def _know_fonts() -> None:
    """Tell Matplotlib of the book's letters; where they are missing it has its own."""
    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(file)


def use_style() -> None:
    """Use the book's look, and sharp pictures, for every figure of a notebook.

    Examples
    --------
    >>> use_style()
    """
    _know_fonts()
    plt.style.use(STYLE_FILE)
    try:
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:  # outside notebooks
        return
    if mpl.get_backend().endswith("inline"):
        set_matplotlib_formats("retina")


def number_text(value: float, form: str = "g") -> str:
    """Write a number with a true minus sign.

    Examples
    --------
    >>> number_text(-2.0), number_text(1 / 3, ".3g")
    ('−2', '0.333')
    """
    return f"{value:{form}}".replace("-", "−")


def new_figure(
    width: float, height: float, columns: int = 1, rows: int = 1, **grid: object
) -> tuple[Figure, list[Axes]]:
    """Return a figure in the book's style and its axes, row by row.

    Parameters
    ----------
    width, height : float
        Size in inches; the text column of the book is about 7.2 wide.
    columns, rows : int, default 1
        How many axes.
    **grid
        Passed to ``Figure.subplots``.
    """
    _know_fonts()
    with plt.style.context(STYLE_FILE):
        figure = plt.figure(figsize=(width, height))
        axes = figure.subplots(rows, columns, squeeze=False, **grid)
    return figure, list(axes.flat)
