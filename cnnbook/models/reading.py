"""Read what a Keras model has, in any of its versions and whatever it computes with."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def as_numpy(values: Any) -> NDArray[Any]:
    """Return a tensor or a weight of TensorFlow, JAX or PyTorch as an array.

    Examples
    --------
    >>> import keras
    >>> as_numpy(keras.ops.ones((2, 3))).shape
    (2, 3)
    """
    if isinstance(values, np.ndarray):
        return values
    import keras

    array: NDArray[Any] = keras.ops.convert_to_numpy(values)
    return array


def told(model: Any, name: str) -> Any:
    """Return an attribute of a model; None if there is none, or it is not known yet.

    Examples
    --------
    >>> import keras
    >>> told(keras.Sequential([keras.layers.Dense(3)]), "inputs") is None
    True
    """
    try:
        return getattr(model, name, None)
    except ValueError:  # Keras 3.5 says so that a model is not built
        return None
