"""Write what honest students hand in who solve the same exercises in the usual ways."""

import re

HEAD = "import numpy as np\nimport cnnbook as cb"
SUM = [
    "np.sum({w} * kernel)",
    "({w} * kernel).sum()",
    "np.sum(np.multiply({w}, kernel))",
]
COUNT = [
    "return (height - f_h + 1) * (width - f_w + 1)",
    "rows = height - f_h + 1\n    cols = width - f_w + 1\n    return rows * cols",
]
FLIP = ["kernel[::-1, ::-1]", "np.flip(kernel)", "np.rot90(kernel, 2)"]
APART = [
    "down = conv2d(image, column[:, np.newaxis])\n"
    "    return conv2d(down, row[np.newaxis, :])",
    "c = column.reshape(-1, 1)\n    r = row.reshape(1, -1)\n"
    "    temp = conv2d(image, c)\n    return conv2d(temp, r)",
    "return conv2d(image, np.outer(column, row))",
]
COST = [
    "rows = height - f + 1\n    cols = width - f + 1\n    one = rows * cols * f * f\n"
    "    two = rows * width * f + rows * cols * f\n    return one, two",
    "h = height - f + 1\n    w = width - f + 1\n    one = h * w * f ** 2\n"
    "    first = h * width * f\n    second = h * w * f\n    return one, first + second",
]
OWN = r"out|i|j|oh|ow|fh|fw|h|w|patch|temp|down|rows|cols|one|two|c|r|first|second"
OWN_WAY = [
    HEAD,
    "one_window = -29",
    "def count_windows(height, width, f_h, f_w):\n    h, w = height, width\n"
    "    return len(range(h - f_h + 1)) * len(range(w - f_w + 1))",
    "def conv2d(image, kernel):\n    out = []\n    fh, fw = kernel.shape\n"
    "    for i in range(len(image) - fh + 1):\n        out.append([])\n"
    "        for j in range(len(image[0]) - fw + 1):\n            c = 0\n"
    "            for first, r in enumerate(kernel):\n"
    "                for second, w in enumerate(r):\n"
    "                    c += w * image[i + first][j + second]\n"
    "            out[-1].append(c)\n    return np.array(out, dtype=float)",
    "def convolve2d(image, kernel):\n    down = [list(r)[::-1] for r in kernel][::-1]\n"
    "    return conv2d(image, np.array(down))",
]
"""What somebody hands in who has not seen how others do it."""


def honest(draw):
    """Return the cells of one student; the usual ways are the likely ones."""
    return [
        HEAD,
        "one_window = -29",
        "next_value = [18, 86]",
        f"def count_windows(height, width, f_h, f_w):\n    {_of(draw, COUNT)}",
        _conv2d(draw),
        f"def convolve2d(image, kernel):\n    return conv2d(image, {_of(draw, FLIP)})",
        f"def separable(image, column, row):\n    {_of(draw, APART)}",
        f"def separable_cost(height, width, f):\n    {_of(draw, COST)}",
    ]


def disguised(cells):
    """Return a copy with other names and remarks, and its answers in another order."""
    names = re.compile(rf"\b({OWN}|image|kernel)\b")
    changed = [names.sub(r"my_\1", cell) for cell in cells[1:]]
    return [cells[0], *(f"# my own\n{cell}" for cell in reversed(changed))]


def _of(draw, choices):
    weights = [1 / (number + 1) for number in range(len(choices))]
    return draw.choices(choices, weights)[0]


def _conv2d(draw):
    shape = _of(draw, ["    fh, fw = kernel.shape\n", "", "    fh = kernel.shape[0]\n"
                "    fw = kernel.shape[1]\n"])  # fmt: skip
    fh, fw = ("fh", "fw") if shape else ("kernel.shape[0]", "kernel.shape[1]")
    size = _of(draw, ["    h, w = image.shape\n", ""])
    h, w = ("h", "w") if size else ("image.shape[0]", "image.shape[1]")
    rows = _of(draw, [f"    oh = {h} - {fh} + 1\n    ow = {w} - {fw} + 1\n",
               f"    oh, ow = {h} - {fh} + 1, {w} - {fw} + 1\n", ""])  # fmt: skip
    oh, ow = ("oh", "ow") if rows else (f"{h} - {fh} + 1", f"{w} - {fw} + 1")
    zeros = _of(draw, ["np.zeros(({}, {}))", "np.zeros(({}, {}), dtype=float)",
                "np.empty(({}, {}))"]).format(oh, ow)  # fmt: skip
    window = f"image[i:i + {fh}, j:j + {fw}]"
    first = _of(draw, [f"            patch = {window}\n", ""])
    product = _of(draw, SUM).format(w="patch" if first else window)
    head = [shape, size]
    draw.shuffle(head)
    return (
        f"def conv2d(image, kernel):\n{''.join(head)}{rows}    out = {zeros}\n"
        f"    for i in range({oh}):\n        for j in range({ow}):\n"
        f"{first}            out[i, j] = {product}\n    return out"
    )
