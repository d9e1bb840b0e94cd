"""Twenty ordinary submissions to chapter 2, made from the book's own solutions."""

from __future__ import annotations

import json
import re
from pathlib import Path

FLIPPED = """
def conv2d(image, kernel, padding=0, stride=1):
    turned = np.asarray(kernel)[::-1, ::-1]
    return cb.conv2d(image, turned, padding, stride)
"""
LOOPS = """
def conv2d(image, kernel, padding=0, stride=1):
    image = np.pad(np.asarray(image, float), padding)
    f_h, f_w = kernel.shape
    height = (image.shape[0] - f_h) // stride + 1
    width = (image.shape[1] - f_w) // stride + 1
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            for a in range(f_h):
                for b in range(f_w):
                    pixel = image[i * stride + a, j * stride + b]
                    result[i, j] += pixel * kernel[a, b]
    return result
"""
BLANK = "\ndef conv2d(image, kernel, padding=0, stride=1):\n    ...\n"
ANSWER_CODE = {"right": "", "loops": LOOPS, "flipped": FLIPPED, "blank": BLANK}
PASSED = {"right": 7, "loops": 7, "flipped": 4, "blank": 4}
"""How many of the 7 exercises each passes: two others call ``conv2d``."""


def make(folder: Path, source: Path, number: int = 20) -> dict[str, str]:
    """Write submissions; return the kind of each by its name.

    Parameters
    ----------
    folder : Path
        Takes the notebooks.
    source : Path
        A notebook with all answers right, which the grader can grade.
    number : int, default 20
        How many: a quarter of each kind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = json.loads(source.read_text(encoding="utf-8"))
    made = {}
    for index in range(number):
        kind = list(ANSWER_CODE)[index % len(ANSWER_CODE)]
        name = f"student-{index:02}"
        changed = json.loads(json.dumps(whole))
        for cell in changed["cells"]:
            text = "".join(cell["source"])
            if cell["cell_type"] == "code" and ANSWER_CODE[kind]:
                cell["source"] = replaced(text, ANSWER_CODE[kind])
        (folder / f"{name}.ipynb").write_text(json.dumps(changed), encoding="utf-8")
        made[name] = kind
    return made


def replaced(source: str, answer: str) -> str:
    r"""Put another conv2d in the place of the one in a cell.

    Examples
    --------
    >>> replaced("def conv2d(a):\n    return a\n\ncb.check(1)", "x = 3")
    'x = 3\n\ncb.check(1)'
    """
    pattern = r"^def conv2d\(.*?(?=^\S|\Z)"
    return re.sub(
        pattern, lambda match: f"{answer}\n\n", source, flags=re.DOTALL | re.MULTILINE
    )
