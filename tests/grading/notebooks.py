"""Make notebooks for the tests of the grader."""

import json

RIGHT = {
    "one-window": "one_window = -29",
    "next-value": "next_value = [18, 86]",
    "count-windows": (
        "def count_windows(height, width, f_h, f_w):\n"
        "    return (height - f_h + 1) * (width - f_w + 1)"
    ),
    "conv2d": (
        "def conv2d(image, kernel, padding=0, stride=1):\n"
        "    image = np.pad(np.asarray(image, float), padding)\n"
        "    f_h, f_w = kernel.shape\n"
        "    rows = range(0, image.shape[0] - f_h + 1, stride)\n"
        "    columns = range(0, image.shape[1] - f_w + 1, stride)\n"
        "    return np.array([[(image[i:i + f_h, j:j + f_w] * kernel).sum()\n"
        "                      for j in columns] for i in rows])"
    ),
}
"""Right answers to four exercises of chapter 2, worth 7 points."""
IDS = tuple(RIGHT)
FIRST = "import numpy as np\nimport cnnbook as cb\nfrom cnnbook import lecture"


def notebook(cells, chapter="02"):
    """Return a notebook with these code cells, as a dictionary."""
    about = {"cnnbook": {"chapter": chapter}} if chapter else {}
    return {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"cell-{number}",
                "metadata": {},
                "outputs": [],
                "source": source.splitlines(keepends=True),
            }
            for number, source in enumerate(cells)
        ],
        "metadata": about,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def cells(*more, **changed):
    """Return the cells of a right notebook, with some answers changed, then `more`."""
    answers = {**RIGHT, **{key.replace("_", "-"): new for key, new in changed.items()}}
    checked = [
        f'{source}\ncb.check("{name}", {name.replace("-", "_")})'
        for name, source in answers.items()
        if source is not None
    ]
    return [FIRST, *checked, *more]


def write(folder, name, content):
    """Write a notebook, or bytes, into a folder."""
    path = folder / (name if "." in name else f"{name}.ipynb")
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(json.dumps(content), encoding="utf-8")
    return path
