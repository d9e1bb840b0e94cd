"""Take the figures that a cell has drawn on a page, for light pages and for dark."""

from __future__ import annotations

import base64
import contextlib
import io
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from cnnbook.page.dark import darkened

SHARP = 2
"""Dots for each dot of the page, as in the book."""
MOST = 12
"""Figures that are shown of one run."""
PADDING = 0.1
"""Inches of paper around a figure: Matplotlib's own choice."""


def figures() -> list[dict[str, str]]:
    """Return the figures that stand open, for light and dark pages, and close them."""
    plt = sys.modules.get("matplotlib.pyplot")
    drawn: list[dict[str, str]] = []
    for number in plt.get_fignums() if plt else []:
        if len(drawn) < MOST:
            with contextlib.suppress(Exception):  # a broken figure shows nothing
                drawn.append(looks(plt.figure(number)))
        plt.close(number)
    return drawn


def looks(figure: Any) -> dict[str, str]:
    """Return a figure twice as PNG in base 64, on light paper and on dark."""
    from PIL import Image

    figure.draw_without_rendering()  # now all has its place
    edge = figure.get_tightbbox().padded(PADDING)
    with io.BytesIO() as file:
        dots = SHARP * figure.dpi
        figure.savefig(file, format="png", dpi=dots, bbox_inches=edge)
        light = file.getvalue()
        colours = np.asarray(Image.open(file).convert("RGB"))
    with io.BytesIO() as file:
        picture = Image.fromarray(darkened(colours, images(figure, dots, edge)))
        picture.save(file, format="png")
        dark = file.getvalue()
    return {
        name: base64.b64encode(png).decode()
        for name, png in {"light": light, "dark": dark}.items()
    }


def images(figure: Any, dots: float, edge: Any) -> Iterator[tuple[slice, slice]]:
    """Yield the rows and columns, in dots, of the images in a figure."""
    for axes in figure.axes:
        for image in axes.images:
            inches = figure.dpi_scale_trans.inverted()
            box = image.get_window_extent().transformed(inches)
            left, right = (box.x0 - edge.x0) * dots, (box.x1 - edge.x0) * dots
            top, bottom = (edge.y1 - box.y1) * dots, (edge.y1 - box.y0) * dots
            rows = slice(max(0, round(top)), max(0, round(bottom)))
            columns = slice(max(0, round(left)), max(0, round(right)))
            if rows.stop - rows.start > 2 and columns.stop - columns.start > 2:
                yield rows, columns
