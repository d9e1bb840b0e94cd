"""Read one photograph of the reader's own, in colour, or say why that can't be done."""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "AVIF")
"""What is tried; nothing that would start another program, as EPS does."""
SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif")
) | {".tiff", ".avif"}
"""Who has such a name is meant to be a picture."""
OF_CAMERAS = frozenset((".heic", ".heif", ".dng", ".cr2", ".cr3", ".nef", ".arw"))
ORIENTATION = 0x0112
ANEW = "save or download it again, or take it out of the folder"

TURNED = "turned upright, as the camera noted in EXIF"
CMYK = "in CMYK, for print: colours were converted; save in RGB for the exact ones"
CLEAR = "transparent in places: laid on white; save with a background of your own"
FRAMES = "moving: the first frame is taken"
LONG = "more than twice as long as wide: only the middle square is seen; crop by hand"


class UnreadableError(ValueError):
    """A file that is no picture, or none that can be used."""


def own_photo(file: str | Path | bytes, size: int = 160) -> NDArray[np.uint8]:
    """Read a photograph of your own in colour, as `folder` reads each of its own.

    Parameters
    ----------
    file : str, Path or bytes
        Path of a picture, or the bytes of one.
    size : int, default 160
        Height and width of the result.

    Returns
    -------
    ndarray, shape (size, size, 3)
        Red, green and blue from 0 to 255: upright, and cut to its middle square.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it holds no picture that can be read.

    Examples
    --------
    >>> from PIL import Image
    >>> file = io.BytesIO()
    >>> Image.new("RGB", (40, 20), "red").save(file, "png")
    >>> own_photo(file.getvalue(), size=2).tolist()[0]
    [[255, 0, 0], [255, 0, 0]]
    """
    if not isinstance(file, bytes) and not Path(file).exists():
        raise FileNotFoundError(
            f"there is no file {file} in {Path.cwd()}: check its name and folder"
        )
    try:
        return read_photo(file, size)[0]
    except UnreadableError as error:
        name = "the file" if isinstance(file, bytes) else str(file)
        raise ValueError(f"{name} {error}") from error


def read_photo(
    file: str | Path | bytes, size: int
) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Return a photograph, and remarks about it; what is wrong is raised, in words.

    Parameters
    ----------
    file : str, Path or bytes
        A path, or what is in it.
    size : int
        Height and width of the result.
    """
    from PIL import Image, UnidentifiedImageError  # only pictures need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged EXIF, say
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            source = io.BytesIO(file) if isinstance(file, bytes) else file
            with Image.open(source, formats=_known()) as image:
                return _fitted(image, size)
    except UnreadableError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        most = f"{(Image.MAX_IMAGE_PIXELS or 0) // 10**6} million"
        raise UnreadableError(
            f"is huge, more than {most} pixels: save it smaller, 2,000 pixels wide, say"
        ) from error
    except UnidentifiedImageError as error:
        raise UnreadableError(_what_instead(file)) from error
    except FileNotFoundError as error:  # a link to nowhere
        raise UnreadableError(
            f"is a link to {_target(file)}, which isn't there: put the picture itself "
            "in its place"
        ) from error
    except PermissionError as error:
        raise UnreadableError("may not be read: change its permissions") from error
    except Exception as error:  # whatever a decoder stumbles over
        raise UnreadableError(f"breaks off or is damaged: {ANEW}") from error


def is_picture(path: Path) -> bool:
    """Return whether a file begins as a picture does, whatever it is called."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.open(path, formats=_known()).close()
    except Exception:  # it is something else
        return False
    return True


def _known() -> list[str]:
    """Return the formats that this Pillow can read."""
    from PIL import Image

    Image.init()
    return [name for name in FORMATS if name in Image.OPEN]


def _target(file: str | Path | bytes) -> str:
    path = Path(os.fsdecode(file))
    return shown(path.readlink()) if path.is_symlink() else shown(path)


def _what_instead(file: str | Path | bytes) -> str:
    if not isinstance(file, bytes):
        if Path(file).stat().st_size == 0:
            return f"is empty: {ANEW}"
        if Path(file).suffix.lower() in OF_CAMERAS:
            return (
                "is in a format of cameras that can't be read here: export it as JPEG "
                "(an iPhone does so itself with Settings, Camera, Formats, Most "
                "Compatible)"
            )
    return f"holds no picture that can be read: {ANEW}"


def _fitted(image: Picture, size: int) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    from PIL import Image, ImageOps

    if image.mode.startswith(("I", "F")):
        raise UnreadableError(
            f"has more than 8 bits for each pixel (mode {image.mode}): save it as an "
            "ordinary PNG or JPEG"
        )
    remarks = []
    wide, high = image.size
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        remarks.append(FRAMES)
    image.draft("RGB", (2 * size, 2 * size))  # large JPEGs are decoded at a fraction
    if image.getexif().get(ORIENTATION, 1) in range(2, 9):
        remarks.append(TURNED)
    upright = ImageOps.exif_transpose(image)
    if upright.mode == "CMYK":
        remarks.append(CMYK)
    if upright.has_transparency_data:
        colours = upright.convert("RGBA")
        if np.asarray(colours)[..., 3].min() < 255:
            remarks.append(CLEAR)
        page = Image.new("RGBA", colours.size, "white")
        upright = Image.alpha_composite(page, colours)
    if max(wide, high) > 2 * min(wide, high):
        remarks.append(LONG)
    if min(wide, high) < size:
        remarks.append(f"smaller than {size} pixels: enlarged, and so blurred")
    square = ImageOps.fit(upright.convert("RGB"), (size, size))
    return np.array(square), tuple(remarks)


def shown(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be printed, whatever its bytes are.

    Examples
    --------
    >>> shown("cup/1.jpg")
    'cup/1.jpg'
    """
    return os.fsencode(path).decode("utf-8", "replace")
