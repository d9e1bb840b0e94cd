"""Draw the card that other sites show of the book, and its icon: book/assets.

python -m scripts.card
"""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt

import cnnbook as cb
from cnnbook import lecture

ASSETS = Path(__file__).resolve().parent.parent / "book" / "assets"
WHITE, INK, GREY, ORANGE = "white", "#22303c", "#6b7680", "#D55E00"


def card() -> plt.Figure:
    """Return a picture of 1200 by 630 dots."""
    figure = plt.figure(figsize=(12, 6.3), layout="none", facecolor=WHITE)
    left = figure.add_axes((0.035, 0.09, 0.44, 0.82))
    cb.plots.grid(lecture.A, window=(0, 0, 3, 3), weights=lecture.K, ax=left)
    for number in left.texts:
        number.set_fontsize(number.get_fontsize() * 1.9)
    name = {"fontsize": 66, "fontweight": "bold"}
    figure.text(0.53, 0.6, "cnn", color=GREY, **name)
    figure.text(0.69, 0.6, "book", color=ORANGE, **name)
    lines = "Convolutional neural networks\nby hand, in NumPy and in Keras"
    figure.text(0.53, 0.37, lines, color=INK, fontsize=23, linespacing=1.5)
    return figure


def icon() -> plt.Figure:
    """Return the favicon in 180 by 180 dots, for browsers that draw no SVG."""
    figure = plt.figure(figsize=(1.8, 1.8), layout="none", facecolor=WHITE)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 32), ylim=(32, 0))
    axes.set_axis_off()
    for place in (2, 9, 16, 23, 30):
        axes.plot([place, place], [2, 30], [2, 30], [place, place], color=GREY, lw=2)
    window = {"facecolor": (*plt.matplotlib.colors.to_rgb(ORANGE), 0.3)}
    axes.add_patch(plt.Rectangle((2, 2), 21, 21, edgecolor=ORANGE, lw=8, **window))
    return figure


def main() -> None:
    cb.plots.use_style()
    for name, figure in {"card": card(), "icon": icon()}.items():
        figure.savefig(ASSETS / f"{name}.png", dpi=100, metadata={"Software": None})


if __name__ == "__main__":
    main()
