"""Show photographs to a network and read its answers, live in JupyterLab."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

import ipywidgets
import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array
from cnnbook.data import own_photo
from cnnbook.models.reading import as_numpy
from cnnbook.models.try_out import Classifier, answer_rows, live_or_drawn, uploaded
from cnnbook.plots import confidences


class PhotoClassifier(Classifier, Protocol):
    """What is asked of a network: a Keras model that sorts colour photographs."""

    @property
    def output_shape(self) -> tuple[int | None, ...]:
        """The shape of the answers, its first size open."""
        ...


class TryPhotos(ipywidgets.VBox):
    """Pick a photograph or open one of your own, and see what a network makes of it.

    Live in JupyterLab. Without a kernel, as in the book's pages, the first answer is
    shown as a figure.

    Parameters
    ----------
    network : keras.Model
        Takes batches of shape (n, H, W, 3) with values from 0 to 255, and returns
        probabilities.
    kinds : sequence of str
        What the answers are called, in their order.
    pictures : array_like, shape (N, H, W, 3)
        What can be picked; values from 0 to 255.
    titles : sequence of str, optional
        What to say of each: its file, for instance.
    number : int, default 0
        The picture shown first.

    Raises
    ------
    TypeError, ValueError
        If pictures, titles and network do not fit together, or there is no picture of
        that number.

    Examples
    --------
    >>> from cnnbook.models import mobilenet, transfer_model
    >>> model = transfer_model(mobilenet(weights=None, size=32), classes=2)
    >>> panel = TryPhotos(model, ["cup", "spoon"], np.zeros((2, 32, 32, 3)))
    >>> panel.probabilities.shape, panel.said.value
    ((2,), 'picture 0')
    """

    def __init__(
        self,
        network: PhotoClassifier,
        kinds: Sequence[str],
        pictures: ArrayLike,
        titles: Sequence[str] | None = None,
        number: int = 0,
    ) -> None:
        found = as_array("pictures", pictures, {4: "(N, H, W, 3)"}, finite=True)
        if found.min() < 0 or found.max() > 255:
            raise ValueError(
                f"pictures must have values from 0 to 255, got {found.min()} to "
                f"{found.max()}: hand them over as folder gives them"
            )
        if network.input_shape[1:] != found.shape[1:]:
            raise ValueError(
                f"the network takes pictures of shape {network.input_shape[1:]}, and "
                f"these have {found.shape[1:]}: read them with that size"
            )
        if network.output_shape[-1] != len(kinds):
            raise ValueError(
                f"the network has {network.output_shape[-1]} answers, and there are "
                f"{len(kinds)} kinds: name them all, in their order"
            )
        self.titles = list(titles or [f"picture {n}" for n in range(len(found))])
        if len(self.titles) != len(found):
            raise ValueError(
                f"there must be a title for each of the {len(found)} pictures, got "
                f"{len(self.titles)}"
            )
        if not 0 <= number < len(found):
            raise ValueError(f"number must be from 0 to {len(found) - 1}, got {number}")
        self.network, self.kinds = network, list(kinds)
        self.pictures = found.astype(np.uint8)
        self.number = ipywidgets.IntSlider(
            number, 0, len(found) - 1, description="picture"
        )
        self.upload = ipywidgets.FileUpload(
            accept="image/*", multiple=True, description="own photographs"
        )
        self.said = ipywidgets.HTML()
        self.photo = ipywidgets.Image(format="png", width=240)
        self.answer = ipywidgets.HTML()
        self.number.observe(lambda _: self.pick(), "value")
        self.upload.observe(lambda _: self._open(), "value")
        self.pick()
        choose = ipywidgets.HBox([self.number, self.upload])
        below = ipywidgets.HBox([self.photo, self.answer])
        choose.layout.flex_flow = below.layout.flex_flow = "row wrap"
        super().__init__([choose, self.said, below])

    def pick(self) -> None:
        """Show the picture of the slider's number, and what the network says of it."""
        number = self.number.value
        self._look(self.pictures[number], self.titles[number])

    @property
    def probabilities(self) -> NDArray[np.floating]:
        """What the network says to the photograph that is shown."""
        batch = self.shown[None].astype(np.float32)
        answers: NDArray[np.floating] = as_numpy(self.network(batch, training=False))[0]
        return answers

    def _open(self) -> None:
        """Add what was uploaded to the pictures, and show the first of it."""
        refused, before = [], len(self.titles)
        for name, content in uploaded(self.upload.value):
            try:
                photo = own_photo(content, self.pictures.shape[1])
            except ValueError as error:
                refused.append(f"{name}: {error}")
            else:
                self.pictures = np.concatenate([self.pictures, photo[None]])
                self.titles.append(name)
        self.number.max = len(self.titles) - 1
        if len(self.titles) > before:
            self.number.value = before
        if refused:
            self.said.value = "<br>".join(map(escape, refused))

    def _look(self, photo: NDArray[np.uint8], title: str) -> None:
        from PIL import Image

        self.shown = photo
        file = io.BytesIO()
        Image.fromarray(photo).save(file, "png")
        self.photo.value = file.getvalue()
        self.said.value = escape(title)
        self.answer.value = answer_rows(self.kinds, self.probabilities)

    _ipython_display_ = None  # of ipywidgets 7, as on Colab: it would hide the figure

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        answers = dict(zip(self.kinds, self.probabilities.tolist(), strict=True))
        return live_or_drawn(self, confidences(self.shown, answers))
