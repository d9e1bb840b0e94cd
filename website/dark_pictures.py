"""A second look of each picture for the dark: see `cnnbook.page.dark`."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnbook.page import dark

LEAST, LEAST_KNOWN = 40, 60
"""Dots: what is smaller, one way or the other, is a letter, a line or a mark."""

STAY, TURN, UNEVEN, BLACK = "stay", "turn", "uneven", "black"
"""Of a figure all pictures stay, none, those that are not flat, or those with black."""
WAYS = {
    "answer_places": UNEVEN,
    "answers": BLACK,
    "captioned": TURN,
    "colour_maps": STAY,
    "confusion_table": TURN,
    "feature_maps": STAY,
    "label_maps": UNEVEN,
    "patch_rows": STAY,
    "photo_grid": STAY,
    "photo_rows": STAY,
    "photographs": STAY,
    "picture_rows": TURN,
    "pictures": STAY,
    "scenes": STAY,
    "sensitivity": TURN,
    "tinted": STAY,
}
"""What becomes of the pictures that a function of `cnnbook.plots` draws.

A photograph turned over is a negative, and a black coat that stays has a white card
about it. What no name is known for is decided by its looks, picture by picture.
"""
DRAWS = re.compile(rf"\bcb\.plots\.({'|'.join(WAYS)})\(|\b(look)\(\"")
CORNERS = (2, 2, -3, -3), (2, -3, 2, -3)
"""Rows and columns of the four corners of a picture, just within it."""
FAR = 12
"""Dots between two places of a flat picture that mostly have one colour."""
FLAT = 0.7
"""The share of such pairs of one colour from which on a picture is flat."""
GAP = 7
"""Dots: as much white, and less, within a picture parts it from nothing."""


def ways(folder: Path) -> dict[str, str]:
    """Return the way of each picture in the notebooks of a folder, by its file name.

    MyST-NB names the file of a picture after its contents.
    """
    found = {}
    for path in [*folder.glob("chapters/*.ipynb"), *folder.glob("book/*.ipynb")]:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            drawn = DRAWS.search("".join(cell["source"]))
            if not drawn or cell["cell_type"] != "code":
                continue
            for output in cell["outputs"]:
                if png := output.get("data", {}).get("image/png"):
                    name = hashlib.sha256(base64.b64decode(png)).hexdigest()
                    found[name] = WAYS[drawn[1] or "feature_maps"]
    return found


def framed(figure: NDArray[np.uint8]) -> Iterator[tuple[slice, slice]]:
    """Yield where full boxes, which may be pictures, stand on white paper."""
    from scipy import ndimage

    ink = (figure < 250).any(2)
    parts, _ = ndimage.label(ink, np.ones((3, 3)))
    for number, place in enumerate(ndimage.find_objects(parts), start=1):
        if min(side.stop - side.start for side in place) < LEAST:
            continue
        is_full = (parts[place] == number).mean() > dark.FULL
        if is_full and ink[place][CORNERS].all():
            yield place


def known(figure: NDArray[np.uint8]) -> Iterator[tuple[slice, slice]]:
    """Yield where the pictures stand in a figure that is known to hold some.

    What is white in them may reach their edge, and a title is no part of them.
    """
    from scipy import ndimage

    ink = np.pad((figure < 250).any(2), LEAST_KNOWN)
    shut = ndimage.grey_closing(ink, GAP)
    full = ndimage.grey_opening(ndimage.binary_fill_holes(shut), LEAST)
    parts, _ = ndimage.label(full[LEAST_KNOWN:-LEAST_KNOWN, LEAST_KNOWN:-LEAST_KNOWN])
    for number, (rows, columns) in enumerate(ndimage.find_objects(parts), start=1):
        empty = (figure[rows, columns] > 249).all((1, 2))
        gap = np.flatnonzero(empty[:LEAST])[-1:] if empty[GAP:LEAST].any() else [-1]
        title = int(gap[0]) + 1
        place = slice(rows.start + title, rows.stop), columns
        box = parts[place] == number
        if min(box.shape) >= LEAST_KNOWN and box[CORNERS].sum() >= 3:
            yield place


def is_flat(part: NDArray[np.uint8]) -> bool:
    """Say whether a picture has one colour over wide parts, as a table or a map."""
    return bool((part[:, FAR:] == part[:, :-FAR]).all(2).mean() > FLAT)


def darkened(figure: Image.Image, way: str | None = None) -> Image.Image:
    """Return the look of a figure in the dark; `way` says what its pictures do."""
    colours = np.asarray(figure.convert("RGB"))
    if way is None:
        return Image.fromarray(dark.darkened(colours, framed(colours)))
    look = dark.swapped(colours)
    for place in known(colours) if way != TURN else ():
        part = colours[place]
        has_black = (part.max(2) < 40).mean() > 0.3
        if {STAY: True, UNEVEN: not is_flat(part), BLACK: has_black}[way]:
            look[place] = part
    return Image.fromarray(look)
