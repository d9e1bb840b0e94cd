"""Load the pictures: small photographs, and pieces of clothing."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Literal, overload

import numpy as np
from numpy.typing import NDArray

from cnnbook._checks import describe
from cnnbook._keras import require_keras
from cnnbook.data.files import manifest, verified_path
from cnnbook.data.online import fetch_or_explain

Split = tuple[NDArray[np.uint8], NDArray[np.uint8]]

FASHION = (
    "T-shirt",
    "trousers",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
)
"""What the ten labels of Fashion-MNIST mean."""

LUMINANCE = np.array([0.299, 0.587, 0.114])
"""How bright red, green and blue look, by Recommendation ITU-R BT.601."""


def fashion_mnist(*, full: bool = False) -> tuple[Split, Split]:
    """Return a part of Fashion-MNIST: 500 training and 100 test pictures per class.

    Parameters
    ----------
    full : bool, default False
        Return all 60,000 training and 10,000 test pictures. Keras fetches them from
        the network the first time.

    Returns
    -------
    (x_train, y_train), (x_test, y_test)
        Pictures of shape (5000, 28, 28) and (1000, 28, 28), values 0 (background) to
        255, and labels 0 to 9; see `FASHION` for their names. All are uint8.

    Raises
    ------
    FileNotFoundError, ValueError
        If the file that ships with the package is missing or has changed.
    ConnectionError
        If the full set can't be fetched.

    Notes
    -----
    Xiao, Rasul and Vollgraf (2017).

    Examples
    --------
    >>> (x_train, y_train), (x_test, y_test) = fashion_mnist()
    >>> x_train.shape, FASHION[y_train[0]]
    ((5000, 28, 28), 'trousers')
    """
    if full:
        require_keras("fashion_mnist(full=True)")
        from keras.datasets import fashion_mnist as full_set

        load: Callable[[], tuple[Split, Split]] = full_set.load_data
        instead = "use fashion_mnist(), a part of it, which ships with the package"
        return fetch_or_explain("the full Fashion-MNIST", instead, load)
    with np.load(verified_path("fashion_mnist_6k.npz")) as arrays:
        train = arrays["x_train"], arrays["y_train"]
        test = arrays["x_test"], arrays["y_test"]
    return train, test


def photo_names(kind: str | None = None) -> list[str]:
    """Return the names of the photographs that ship with the package.

    Parameters
    ----------
    kind : {"animal", "building", "energy", "fish", "tool"}, optional
        Only those of one kind.

    Raises
    ------
    ValueError
        If there is no such kind.

    Examples
    --------
    >>> len(photo_names()), photo_names("fish")[0]
    (186, 'fish_fish1')
    """
    names = [f[7:-4] for f in manifest() if f.startswith("photos/")]
    kinds = sorted({name.split("_")[0] for name in names})
    if kind is not None and kind not in kinds:
        raise ValueError(
            f"kind must be one of {', '.join(kinds)}; got {describe(kind)}"
        )
    return [name for name in names if kind is None or name.startswith(f"{kind}_")]


@overload
def photo(name: str, grey: Literal[False] = False) -> NDArray[np.uint8]: ...
@overload
def photo(name: str, grey: Literal[True]) -> NDArray[np.float64]: ...
@overload
def photo(name: str, grey: bool) -> NDArray[np.uint8] | NDArray[np.float64]: ...
def photo(name: str, grey: bool = False) -> NDArray[np.uint8] | NDArray[np.float64]:
    """Return a photograph of 160×160 pixels.

    Parameters
    ----------
    name : str
        One of `photo_names`, such as ``"building_brandenburgGate"``.
    grey : bool, default False
        Return brightness instead of colours.

    Returns
    -------
    ndarray, shape (160, 160, 3) or (160, 160)
        Red, green and blue from 0 to 255 (uint8); or, when `grey`, brightness from 0
        (black) to 1 (white) as float64.

    Raises
    ------
    ValueError
        If there is no photograph of that name, or its file has changed.
    FileNotFoundError
        If its file is missing.

    Examples
    --------
    >>> photo("animal_cat").shape, photo("animal_cat", grey=True).shape
    ((160, 160, 3), (160, 160))
    """
    colours = _picture("photograph", "photos", name, photo_names())
    return colours @ LUMINANCE / 255 if grey else colours


def painting_names() -> list[str]:
    """Return the names of the paintings that ship with the package.

    Examples
    --------
    >>> painting_names()
    ['van_gogh_cafe_terrace_1888', 'van_gogh_church_at_auvers_1890']
    """
    return [Path(f).stem for f in manifest() if f.startswith("paintings/")]


def painting(name: str) -> NDArray[np.uint8]:
    """Return a painting of 320×320 pixels.

    Parameters
    ----------
    name : str
        One of `painting_names`.

    Returns
    -------
    ndarray, shape (320, 320, 3)
        Red, green and blue from 0 to 255.

    Raises
    ------
    ValueError
        If there is no painting of that name, or its file has changed.
    FileNotFoundError
        If its file is missing.

    Examples
    --------
    >>> painting("van_gogh_cafe_terrace_1888").shape
    (320, 320, 3)
    """
    return _picture("painting", "paintings", name, painting_names())


def _picture(kind: str, folder: str, name: str, names: list[str]) -> NDArray[np.uint8]:
    if name not in names:
        near = difflib.get_close_matches(str(name), names, n=1, cutoff=0.4)
        ask = f"did you mean {near[0]!r}?" if near else f"see {folder[:-1]}_names()"
        raise ValueError(f"there is no {kind} {describe(name)}; {ask}")
    from PIL import Image  # only pictures need it

    with Image.open(verified_path(f"{folder}/{name}.jpg")) as image:
        return np.asarray(image.convert("RGB"))
