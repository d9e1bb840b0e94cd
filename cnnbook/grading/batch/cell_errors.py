"""Count over a class which exceptions stopped cells, and say what to do about each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cnnbook.grading.batch.results import Result
from cnnbook.grading.runtime.naming import FOLLOWS

MISSING_MODULE = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")
ONLY_THERE = {
    "google.colab": "Colab",
    "google": "Colab",
    "kaggle_secrets": "Kaggle",
    "kaggle_datasets": "Kaggle",
    "dbutils": "Databricks",
}
DISTRIBUTIONS = {
    "sklearn": "scikit-learn",
    "skimage": "scikit-image",
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
    "yaml": "pyyaml",
    "bs4": "beautifulsoup4",
    "dotenv": "python-dotenv",
}
"""Packages that are installed under another name than they are imported by."""
BESIDE = "Have the file handed in beside the notebook, and opened by its name alone."
NO_NETWORK = "There is no network while grading: have the file handed in."
REMEDIES = (
    ("FileNotFoundError: /content", f"A folder of Colab. {BESIDE}"),
    ("FileNotFoundError: /kaggle", f"A folder of Kaggle. {BESIDE}"),
    ("FileNotFoundError", BESIDE),
    ("EOFError: input()", "Nobody answers: have the value written into the code."),
    ("URLError", NO_NETWORK),
    ("gaierror", NO_NETWORK),
    ("UsageError: ", "A magic that is not there; the rest of the cell counts."),
    ("MemoryError", "The cell wanted more memory than a notebook gets."),
)
"""How errors begin, and what to do about each."""


@dataclass(frozen=True)
class CellError:
    """An exception that stopped cells of a class.

    Attributes
    ----------
    text : str
        Its class, and what it says.
    submissions : tuple of str
        In which it occurred.
    remedy : str
        What to do about it; empty where it is the student's own mistake.
    """

    text: str
    submissions: tuple[str, ...]
    remedy: str

    @property
    def in_words(self) -> str:
        """How many notebooks, which error, and what to do."""
        number = len(self.submissions)
        notebooks = f"{number} submission{'s' * (number > 1)}"
        text = self.text.removeprefix("ModuleNotFoundError: ")
        return f"{notebooks}: {text.rstrip('.')}. {self.remedy}".strip()


def count_cell_errors(results: Iterable[Result]) -> list[CellError]:
    """Return the exceptions that stopped cells, the commonest first.

    Parameters
    ----------
    results : iterable of Result
        Of the class.
    """
    found: dict[str, list[str]] = {}
    for result in results:
        for text in dict.fromkeys(result.errors):
            if text.endswith(FOLLOWS):  # of another one, which is counted
                continue
            found.setdefault(text, []).append(result.name)
    return [
        CellError(text, tuple(names), remedy(text))
        for text, names in sorted(found.items(), key=lambda item: (-len(item[1]), item))
    ]


def remedy(text: str) -> str:
    """Say what to do about an exception; nothing where only the student can.

    Examples
    --------
    >>> remedy("ModuleNotFoundError: No module named 'sklearn'")  # doctest: +ELLIPSIS
    "If it is a package: pip install scikit-learn, then the same command again..."
    >>> remedy("NameError: name 'x' is not defined")
    ''
    """
    module = MISSING_MODULE.match(text)
    if module:
        for name, where in ONLY_THERE.items():
            if module[1] == name or module[1].startswith(f"{name}."):
                return f"It exists in {where} only; the rest of the cell counts."
        top = module[1].partition(".")[0]
        name = DISTRIBUTIONS.get(top, top)
        return (
            f"If it is a package: pip install {name}, then the same command again "
            f"(--packages {name} checks that before grading). If it is a module of the "
            "student's own: it was not handed in."
        )
    return next((words for begins, words in REMEDIES if text.startswith(begins)), "")
