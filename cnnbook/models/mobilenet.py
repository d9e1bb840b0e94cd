"""MobileNetV2 with weights that ship with the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cnnbook._checks import describe
from cnnbook._keras import require_keras
from cnnbook.data import mobilenet_weights
from cnnbook.data.online import fetch_or_explain

if TYPE_CHECKING:
    import keras

ONLINE_SIZES = (96, 128, 160, 192, 224)


def mobilenet(
    weights: Literal["embedded", "imagenet"] | None = "embedded",
    size: int | None = 160,
) -> keras.Model:
    """Build MobileNetV2 without its top, the 1,000 classes of ImageNet.

    Parameters
    ----------
    weights : {"embedded", "imagenet"} or None, default "embedded"
        The weights that ship with the package; those of Keras, fetched from the
        network; or random ones.
    size : int or None, default 160
        Height and width of the input in pixels, at least 32; None for any size. The
        embedded weights were learnt at 160.

    Returns
    -------
    keras.Model
        2,257,984 parameters. It takes batches of shape (n, size, size, 3) with values
        from −1 to 1 (``keras.applications.mobilenet_v2.preprocess_input``), and
        returns 1,280 feature maps of a 32nd of the size.

    Raises
    ------
    ValueError
        If `weights` is none of these, `size` is too small, or the file has changed.
    ConnectionError
        If the weights of Keras can't be fetched.

    Notes
    -----
    Sandler, Howard, Zhu, Zhmoginov and Chen (2018). The embedded weights are ImageNet
    weights whose last blocks were lightly trained further on photographs of dogs; see
    `cnnbook.data.manifest`.

    Examples
    --------
    >>> base = mobilenet()
    >>> base.output_shape, base.count_params()
    ((None, 5, 5, 1280), 2257984)
    """
    require_keras("cnnbook.models.mobilenet")
    import keras

    if weights not in ("embedded", "imagenet", None):
        raise ValueError(
            f'weights must be "embedded", "imagenet" or None, got {describe(weights)}'
        )
    if size is not None and (not isinstance(size, int) or size < 32):
        raise ValueError(
            f"size must be None or a whole number of at least 32, got {describe(size)}"
        )
    if weights == "imagenet" and size not in ONLINE_SIZES:
        raise ValueError(
            f"Keras has ImageNet weights for the sizes {ONLINE_SIZES}, got {size}"
        )
    source = str(mobilenet_weights()) if weights == "embedded" else weights

    def load() -> keras.Model:
        return keras.applications.MobileNetV2(
            weights=source, include_top=False, input_shape=(size, size, 3)
        )

    if weights != "imagenet":
        return load()
    return fetch_or_explain(
        'the weights of "imagenet"',
        'use weights="embedded", which ship with the package',
        load,
    )
