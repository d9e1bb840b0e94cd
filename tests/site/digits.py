"""How large the digits in a picture are: they are found by their shapes.

The pictures of the book are written in Fira Sans, whose digits of one size have one
height.
"""

from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

FONTS = Path(__file__).parents[2] / "cnnbook" / "plots" / "fonts"
SHAPE = (24, 16)
ALIKE = 0.93
"""Correlation of a form with a digit, from which on it is taken for one."""
DIGITS = "23456789"
"""0 and 1 have doubles among the letters."""


@cache
def known():
    """Return digits in both weights: dots, width to height, height to letter size."""
    found = []
    for weight in ("Regular", "Bold"):
        font = ImageFont.truetype(FONTS / f"FiraSans-{weight}.ttf", 200)
        for digit in DIGITS:
            drawn = Image.new("L", (300, 300))
            ImageDraw.Draw(drawn).text((50, 20), digit, fill=255, font=font)
            glyph = drawn.crop(drawn.getbbox())
            dots = np.asarray(glyph.resize(SHAPE[::-1]), float).ravel()
            found.append((dots, glyph.width / glyph.height, glyph.height / 200))
    return found


def sizes(picture):
    """Return the letter sizes of all digits that are dark on light, in dots."""
    ink = 255 - np.asarray(picture.convert("L"), float)
    parts, _ = ndimage.label(ink > 128, np.ones((3, 3)))
    found = []
    for number, place in enumerate(ndimage.find_objects(parts), start=1):
        high, wide = (side.stop - side.start for side in place)
        if not (9 <= high <= 60 and 0.3 < wide / high < 0.9):
            continue
        form = np.where(parts[place] == number, ink[place], 0).astype(np.uint8)
        dots = np.asarray(Image.fromarray(form).resize(SHAPE[::-1]), float).ravel()
        if not dots.std():
            continue
        likeness, size = max(
            (
                np.corrcoef(dots, digit)[0, 1] if abs(shape - wide / high) < 0.1 else 0,
                size,
            )
            for digit, shape, size in known()
        )
        if likeness > ALIKE:
            found.append(high / size)
    return found
