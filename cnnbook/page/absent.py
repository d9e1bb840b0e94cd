"""Say of a library that is not in a page where it is."""

from __future__ import annotations

import importlib.abc
import sys
from collections.abc import Sequence
from types import ModuleType

KERAS = {"keras", "tensorflow"}
OTHERS = {"PIL", "cv2", "jax", "matplotlib", "pandas", "scipy", "skimage", "sklearn"}
OTHERS |= {"torch"}


class Absent(importlib.abc.MetaPathFinder):
    """Finds no library, and says so in more words than Python does.

    Parameters
    ----------
    place : str, default "page"
        Where it is not.
    """

    def __init__(self, place: str = "page") -> None:
        self.place = place

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> None:
        """Raise if a library is asked for that a page does not have.

        Raises
        ------
        ModuleNotFoundError
            If it is one that readers ask for.
        """
        name = fullname.partition(".")[0]
        if name in KERAS:
            raise ModuleNotFoundError(
                f"{name} does not run in a {self.place}. Save your work as a notebook, "
                "and open it in JupyterLab on a computer or in Colab.",
                name=name,
            )
        if name in OTHERS:
            raise ModuleNotFoundError(
                f"{name} is not in this {self.place}: there is NumPy, and this book's "
                "cnnbook. In JupyterLab on a computer there is more.",
                name=name,
            )


def forbid(place: str = "page") -> None:
    """Let these libraries be asked for in vain, where they can't be found.

    Parameters
    ----------
    place : str, default "page"
        How a reader calls where the code runs.
    """
    if not any(isinstance(finder, Absent) for finder in sys.meta_path):
        sys.meta_path.append(Absent(place))
