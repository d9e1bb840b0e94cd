"""Tell whether Keras is here, and what to install where it is not."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

BACKENDS = ("tensorflow", "jax", "torch", "openvino")
INSTALL = 'pip install "cnnbook[keras]"'


class KerasMissingError(ModuleNotFoundError):
    """Something was asked for that needs Keras, which is not installed."""


def require_keras(what: str) -> None:
    """Say in one line what to install, unless Keras is here.

    Parameters
    ----------
    what : str
        What needs it, to begin the line with.

    Raises
    ------
    KerasMissingError
        If it, or what it computes with, is not installed.

    Examples
    --------
    >>> require_keras("cnnbook.models.lenet5")
    """
    name = missing_for_keras()
    if name:
        raise KerasMissingError(f"{what} needs Keras: {advice(name)}", name=name)


def advice(name: str) -> str:
    """Say what to install where a package is missing for Keras.

    Examples
    --------
    >>> advice("tensorflow")
    'tensorflow is not installed here. Run pip install "cnnbook[keras]"'
    >>> advice("jax")
    'jax is not installed here. Run pip install jax'
    """
    by_the_extra = name in ("keras", "tensorflow")
    command = INSTALL if by_the_extra else f"pip install {name}"
    return f"{name} is not installed here. Run {command}"


def missing_for_keras() -> str:
    """Return the package that is missing for Keras, e.g. ``"keras"``; "" if none is."""
    for name in ("keras", _backend()):
        if importlib.util.find_spec(name) is None:
            return name
    return ""


def _backend() -> str:
    """Return what Keras computes with: as it finds out itself when it is imported."""
    chosen = os.environ.get("KERAS_BACKEND")
    if not chosen:
        folder = os.environ.get("KERAS_HOME") or Path.home() / ".keras"
        try:
            settings = json.loads((Path(folder) / "keras.json").read_text("utf-8"))
            chosen = settings["backend"]
        except (OSError, ValueError, LookupError, TypeError, RuntimeError):
            chosen = None
    return chosen if chosen in BACKENDS else "tensorflow"
