"""Tell activations and losses by what they compute, however they were written down."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.models.reading import as_numpy

SAMPLE = np.array([[-3.0, -1.0, -0.5, 0.0], [0.5, 1.0, 3.0, 7.0]], np.float32)
"""Numbers on which the activations below differ."""
ACTIVATIONS = (
    "linear",
    "relu",
    "tanh",
    "sigmoid",
    "softmax",
    "log_softmax",
    "relu6",
    "leaky_relu",
    "elu",
    "selu",
    "gelu",
    "silu",
    "softplus",
    "softsign",
    "exponential",
    "hard_sigmoid",
    "hard_silu",
)
LOSSES = (
    "sparse_categorical_crossentropy",
    "categorical_crossentropy",
    "binary_crossentropy",
)
"""Those that take probabilities, or logits."""
OTHER_LOSSES = ("mean_squared_error", "mean_absolute_error", "huber", "hinge")


def activation_name(function: Callable[[Any], Any]) -> str:
    """Return the name of an activation that computes the same as a function.

    Parameters
    ----------
    function : callable
        Takes a tensor and returns one of its shape: an activation, a layer or an
        operation of Keras.

    Returns
    -------
    str
        One of Keras' names, or ``"other"``.

    Examples
    --------
    >>> import keras
    >>> activation_name(keras.ops.tanh), activation_name(keras.layers.ReLU(6))
    ('tanh', 'relu6')
    """
    import keras

    found = _on_sample(function)
    if found is None:
        return "other"
    for name in ACTIVATIONS:
        want = _on_sample(keras.activations.get(name))
        if want is not None and np.allclose(found, want, rtol=1e-4, atol=1e-5):
            return name
    return "other"


def _on_sample(function: Callable[[Any], Any]) -> NDArray[Any] | None:
    try:
        result = as_numpy(function(SAMPLE))
    except Exception:  # a function of the learner's own, or one for other shapes
        return None
    return result if result.shape == SAMPLE.shape else None


def loss_name(loss: object, classes: int) -> tuple[str, bool]:
    """Return the name of a loss that computes the same, and whether it takes logits.

    Parameters
    ----------
    loss : object
        As it was given to ``compile``: a name, a function, an object, or one of these
        in a list or a dictionary.
    classes : int
        How many numbers the model returns for an input.

    Returns
    -------
    (str, bool)
        One of Keras' names, or what the loss calls itself; and ``from_logits``.

    Examples
    --------
    >>> from keras.losses import SparseCategoricalCrossentropy as Loss
    >>> loss_name([Loss(from_logits=True, name="mine")], 10)
    ('sparse_categorical_crossentropy', True)
    """
    import keras

    while isinstance(loss, list | tuple | dict) and len(loss) == 1:
        (loss,) = loss.values() if isinstance(loss, dict) else loss
    try:
        function = keras.losses.get(loss) if isinstance(loss, str) else loss
    except ValueError:
        return str(loss), False
    for name in LOSSES:
        reference = getattr(keras.losses, name)
        for logits in (False, True):
            if _alike(function, reference, name, classes, {"from_logits": logits}):
                return name, logits
    for name in OTHER_LOSSES:
        if _alike(function, getattr(keras.losses, name), name, classes, {}):
            return name, False
    if isinstance(loss, str):
        return loss, False
    for name in LOSSES:  # of numbers that are no shares they may make what they like
        reference = getattr(keras.losses, name)
        if _alike(function, reference, name, classes, {}, shares_only=True):
            return name, False
    called = getattr(loss, "name", None) or getattr(loss, "__name__", None)
    return str(called or type(loss).__name__), False


def _alike(
    function: Any,
    reference: Any,
    name: str,
    classes: int,
    settings: dict[str, bool],
    *,
    shares_only: bool = False,
) -> bool:
    """Return whether two losses give the same mean on shares and on other numbers."""
    random = np.random.default_rng(0)
    labels = np.arange(6) % max(classes, 2)
    one_hot = np.eye(max(classes, 2), dtype=np.float32)[labels][:, :classes]
    truth = labels[:, None] if name.startswith("sparse") else one_hot
    scores = random.normal(0, 2, (6, classes)).astype(np.float32)
    shares = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    tried = [shares.astype(np.float32), scores]
    for predicted in tried[: 1 if shares_only else 2]:
        try:
            with warnings.catch_warnings():  # Keras doubts some of the shapes
                warnings.simplefilter("ignore")
                wanted = as_numpy(reference(truth, predicted, **settings))
                given = as_numpy(function(truth, predicted))
        except Exception:  # other shapes, or labels of another kind
            return False
        if not np.isclose(np.mean(given), np.mean(wanted), rtol=1e-4, atol=1e-6):
            return False
    return True
