"""Show pictures to a network and read its answers, live in JupyterLab."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

import ipywidgets
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array
from cnnbook.data import FASHION, own_picture
from cnnbook.explorers import DrawingPad
from cnnbook.models.reading import as_numpy
from cnnbook.plots import answer_bars

SHIFTS = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}


class Classifier(Protocol):
    """What is asked of a network: a Keras model that sorts grey pictures."""

    @property
    def input_shape(self) -> tuple[int | None, ...]:
        """The shape of a batch, its first size open."""
        ...

    def __call__(self, inputs: NDArray[np.float32], *, training: bool) -> ArrayLike:
        """Return the probabilities of each kind for each picture."""
        ...


class TryOut(ipywidgets.VBox):
    """Pick a picture, shift it, draw or open one, and see what a network makes of it.

    Live in JupyterLab. Without a kernel, as in the book's pages, the first answer is
    shown as a figure.

    Parameters
    ----------
    network : keras.Model
        Takes batches of shape (n, H, W, 1) with values from 0 to 1, and returns
        probabilities.
    pictures : array_like, shape (N, H, W)
        What can be picked; values from 0 to 255.
    labels : sequence of int
        The class of each picture.
    names : sequence of str, optional
        What the classes are called; the kinds of clothes unless given.
    number : int, default 0
        The picture shown first.

    Raises
    ------
    TypeError, ValueError
        If the pictures and labels do not fit together, the network takes others, the
        values do not go from 0 to 255, or there is no picture of that number.

    Examples
    --------
    >>> from cnnbook.models import lenet5
    >>> panel = TryOut(lenet5(), np.zeros((2, 28, 28)), [3, 5])
    >>> panel.probabilities.shape, panel.shown.value
    ((10,), 'Picture 0 is labelled dress.')
    """

    def __init__(
        self,
        network: Classifier,
        pictures: ArrayLike,
        labels: Sequence[int],
        names: Sequence[str] = FASHION,
        number: int = 0,
    ) -> None:
        self.pictures = _grey(pictures)
        if len(labels) != len(self.pictures):
            raise ValueError(
                f"there must be a label for each of the {len(self.pictures)} pictures, "
                f"got {len(labels)}"
            )
        wanted = (*self.pictures.shape[1:], 1)
        if network.input_shape[1:] != wanted:
            raise ValueError(
                f"the network must take {wanted}, as the pictures have it; it takes "
                f"{network.input_shape[1:]}: resize the pictures, or build the network "
                f"with keras.Input({wanted})"
            )
        if not 0 <= number < len(self.pictures):
            raise ValueError(
                f"number must be from 0 to {len(self.pictures) - 1}, got {number}"
            )
        self.network, self.labels, self.names = network, labels, names
        self.number = ipywidgets.IntSlider(
            number, 0, len(self.pictures) - 1, description="picture"
        )
        self.upload = ipywidgets.FileUpload(accept="image/*", description="own picture")
        self.shown = ipywidgets.HTML()
        self.pad = DrawingPad()
        self.answer = ipywidgets.HTML()
        self.moves = {}
        for name in SHIFTS:
            button = ipywidgets.Button(
                description=name, layout=ipywidgets.Layout(width="5em")
            )
            button.on_click(lambda _, name=name: self.shift(name))
            self.moves[name] = button
        again = ipywidgets.Button(description="as it was")
        again.on_click(lambda _: self.pick())
        self.number.observe(lambda _: self.pick(), "value")
        self.upload.observe(lambda _: self._open(), "value")
        self.pad.observe(lambda _: self._look(), "picture")
        self.pick()
        self._look()
        move = ipywidgets.HBox([ipywidgets.Label("shift by a pixel:")])
        move.children += (*self.moves.values(), again)
        below = ipywidgets.HBox([self.pad, self.answer])
        below.layout.flex_flow = "row wrap"
        choose = ipywidgets.HBox([self.number, self.upload])
        choose.layout.flex_flow = "row wrap"
        super().__init__([choose, self.shown, move, below])

    def pick(self) -> None:
        """Put the picture of the slider's number on the pad, as it was."""
        number = self.number.value
        name = escape(self.names[self.labels[number]])
        self.shown.value = f"Picture {number} is labelled {name}."
        self.pad.picture = self.pictures[number].tolist()

    def shift(self, way: str) -> None:
        """Move what is on the pad by a pixel; what leaves it is lost.

        Parameters
        ----------
        way : {"left", "right", "up", "down"}
            Where to.
        """
        picture = np.pad(np.array(self.pad.picture), 1)
        down, right = SHIFTS[way]
        height, width = self.pictures.shape[1:]
        rows = slice(1 - down, 1 - down + height)
        self.pad.picture = picture[rows, 1 - right : 1 - right + width].tolist()

    @property
    def probabilities(self) -> NDArray[np.floating]:
        """What the network says to the picture on the pad."""
        batch = np.array(self.pad.picture, np.float32)[None, :, :, None]
        answers = as_numpy(self.network(batch / np.float32(255), training=False))
        probabilities: NDArray[np.floating] = answers[0]
        return probabilities

    def _open(self) -> None:
        for name, content in uploaded(self.upload.value):
            try:
                picture = own_picture(content, *self.pictures.shape[1:])
            except ValueError as error:
                self.shown.value = escape(str(error))
            else:
                self.shown.value = f"This is {escape(name)}."
                self.pad.picture = picture.tolist()

    def _look(self) -> None:
        self.answer.value = answer_rows(self.names, self.probabilities)

    _ipython_display_ = None  # of ipywidgets 7, as on Colab: it would hide the figure

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        figure = answer_bars(self.pad.picture, self.probabilities, self.names)
        return live_or_drawn(self, figure)


def live_or_drawn(panel: ipywidgets.DOMWidget, figure: Figure) -> dict[str, Any]:
    """Return what a notebook shows of a panel: live, or its figure without a kernel."""
    file = io.BytesIO()
    figure.savefig(file, dpi=200, format="png")
    plt.close(figure)
    return {
        "application/vnd.jupyter.widget-view+json": {
            "version_major": 2,
            "version_minor": 0,
            "model_id": panel.model_id,
        },
        "text/plain": f"<{type(panel).__name__}>",
        "image/png": base64.b64encode(file.getvalue()).decode(),
    }


def uploaded(value: Any) -> list[tuple[str, bytes]]:
    """Return name and content of what was uploaded, as ipywidgets 7 and 8 give it."""
    if isinstance(value, dict):
        return [(name, bytes(file["content"])) for name, file in value.items()]
    return [(file["name"], bytes(file["content"])) for file in value]


def answer_rows(names: Sequence[str], shares: NDArray[np.floating]) -> str:
    """Return a bar for each answer as HTML, the largest marked."""
    rows = []
    for label, (name, share) in enumerate(zip(names, shares, strict=True)):
        text = f"{escape(name)} {share:.0%}"
        if label == shares.argmax():
            text = f"<b>{text} ◂</b>"
        bar = (
            f'<span aria-hidden="true" style="display:inline-block;height:0.8em;'
            f"border:1px solid #0072b2;background:#0072b2;"
            f'width:{10 * share:.2f}em"></span>'
        )
        rows.append(f"<div>{bar} {text}</div>")
    return "".join(rows)


def _grey(pictures: ArrayLike) -> NDArray[Any]:
    """Return pictures of shape (N, H, W) from 0 to 255, or say how to get them."""
    shape = np.shape(pictures)
    if len(shape) == 4 and shape[-1] in (1, 3):
        fix = "pictures[..., 0]" if shape[-1] == 1 else "pictures @ [0.3, 0.59, 0.11]"
        raise ValueError(
            f"pictures must have the axes (N, H, W), got shape {shape}: take {fix}"
        )
    pictures = as_array("pictures", pictures, {3: "(N, H, W)"}, finite=True)
    least, most = pictures.min(), pictures.max()
    if least < 0 or most > 255 or 0 < most <= 1:
        fix = ": multiply them by 255" if least >= 0 and most <= 1 else ""
        raise ValueError(
            f"pictures must have values from 0 to 255, got {least} to {most}{fix}"
        )
    return pictures
