"""What does not ship with the package: from the network, or the reader's own."""

from __future__ import annotations

import io
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import TypeVar
from urllib.error import URLError

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
CONNECTION_ERRORS = (ConnectionError, TimeoutError, URLError, HTTPException)
"""What a loader raises when a connection can't be made, breaks off or stalls."""


def fetch_or_explain(what: str, instead: str, load: Callable[[], T]) -> T:
    """Return what one of Keras' loaders fetches, or say what to do without a network.

    Parameters
    ----------
    what, instead : str
        What is fetched, and what works without a network, for the message.
    load : callable
        The loader; it takes nothing.

    Raises
    ------
    ConnectionError
        If it can't be fetched.

    Examples
    --------
    >>> fetch_or_explain("a number", "take 3", lambda: 4)
    4
    """
    try:
        return load()
    except Exception as error:
        # Keras raises a bare Exception when it finds no server, and lets the errors of
        # a connection that breaks off or stalls pass.
        if not isinstance(error, CONNECTION_ERRORS) and "URL fetch failure" not in str(
            error
        ):
            raise
        raise ConnectionError(
            f"{what} could not be fetched: is there a network? Without one {instead}"
        ) from error


def own_picture(
    file: str | Path | bytes, height: int = 28, width: int = 28
) -> NDArray[np.uint8]:
    """Read a picture of your own, and make it like Fashion-MNIST's: small and grey.

    Parameters
    ----------
    file : str, Path or bytes
        Path of a picture, or the bytes of one. Any size and any number of channels.
    height, width : int, default 28
        Size of the result. The whole picture is fitted in; its proportions stay.

    Returns
    -------
    ndarray, shape (height, width)
        Brightness from 0 (background) to 255. Where the border of the picture is
        bright, as on a page, black and white are exchanged.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it holds no picture, or one with more than 8 bits for a pixel's colour.

    Examples
    --------
    >>> from PIL import Image
    >>> page = Image.new("RGB", (60, 40), "white")
    >>> page.paste("black", (20, 10, 40, 30))
    >>> file = io.BytesIO()
    >>> page.save(file, "png")
    >>> own_picture(file.getvalue()).shape, int(own_picture(file.getvalue())[14, 14])
    ((28, 28), 255)
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # only pictures need it

    name = "the file" if isinstance(file, bytes) else str(file)
    try:
        with Image.open(io.BytesIO(file) if isinstance(file, bytes) else file) as image:
            if image.mode.startswith(("I", "F")):
                raise ValueError(
                    f"{name} has more than 8 bits for each pixel (mode {image.mode}): "
                    "save it as an ordinary PNG or JPEG"
                )
            colours = image.convert("RGBA")
    except UnidentifiedImageError as error:
        raise ValueError(
            f"{name} is not a picture that can be read: choose a PNG or JPEG"
        ) from error
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"there is no file {name} in {Path.cwd()}: check its name and folder"
        ) from error
    page = Image.new("RGBA", colours.size, "white")
    grey = np.asarray(Image.alpha_composite(page, colours).convert("L"))
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ground = grey if np.median(border) < 128 else 255 - grey
    fitted = ImageOps.pad(Image.fromarray(ground), (width, height))
    return np.asarray(fitted)
