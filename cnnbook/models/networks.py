"""Small networks that train here in seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cnnbook._checks import as_int, describe
from cnnbook._keras import require_keras

if TYPE_CHECKING:
    import keras

POOLINGS = ("average", "max")


def convnet(classes: int = 10) -> keras.Model:
    """Build the lecture's example network for colour images of 39×39 pixels.

    Parameters
    ----------
    classes : int, default 10
        Number of classes, at least 2.

    Returns
    -------
    keras.Model
        39×39×3 → 37×37×10 → 17×17×20 → 7×7×40 → 1,960 → `classes` probabilities.

    Raises
    ------
    TypeError, ValueError
        If `classes` is not a whole number of at least 2.

    Examples
    --------
    >>> convnet().count_params()
    44950
    """
    require_keras("cnnbook.models.convnet")
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((39, 39, 3)),
            layers.Conv2D(10, 3, activation="relu"),
            layers.Conv2D(20, 5, strides=2, activation="relu"),
            layers.Conv2D(40, 5, strides=2, activation="relu"),
            layers.Flatten(),
            layers.Dense(as_int("classes", classes, 2), activation="softmax"),
        ],
        name="convnet",
    )


def lenet5(
    classes: int = 10,
    *,
    activation: str = "relu",
    pooling: Literal["max", "average"] = "max",
) -> keras.Model:
    """Build LeNet-5 as it is usually built today, for grey images of 28×28 pixels.

    Parameters
    ----------
    classes : int, default 10
        Number of classes, at least 2.
    activation : str, default "relu"
        Activation of the hidden layers, by its Keras name; ``"tanh"`` in 1998.
    pooling : {"max", "average"}, default "max"
        How to pool; ``"average"`` is nearer to 1998.

    Returns
    -------
    keras.Model
        61,706 parameters for ten classes.

    Raises
    ------
    TypeError, ValueError
        If `classes` is not a whole number of at least 2, or `pooling` is neither.

    Notes
    -----
    After LeCun, Bottou, Bengio and Haffner (1998). The first layer pads by 2, since
    their images were 32×32; all maps are connected to all.

    Examples
    --------
    >>> lenet5().count_params()
    61706
    """
    require_keras("cnnbook.models.lenet5")
    import keras
    from keras import layers

    if pooling not in POOLINGS:
        raise ValueError(f'pooling must be "average" or "max", got {describe(pooling)}')
    pool = layers.MaxPooling2D if pooling == "max" else layers.AveragePooling2D
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 5, padding="same", activation=activation),
            pool(2),
            layers.Conv2D(16, 5, activation=activation),
            pool(2),
            layers.Flatten(),
            layers.Dense(120, activation=activation),
            layers.Dense(84, activation=activation),
            layers.Dense(as_int("classes", classes, 2), activation="softmax"),
        ],
        name="lenet5",
    )


def dense_net(units: int = 77, classes: int = 10) -> keras.Model:
    """Build a network without convolution, for grey images of 28×28 pixels.

    Parameters
    ----------
    units : int, default 77
        Units of the hidden layer. 77 give about as many parameters as LeNet-5 has.
    classes : int, default 10
        Number of classes, at least 2.

    Returns
    -------
    keras.Model
        784 → `units` → `classes`.

    Raises
    ------
    TypeError, ValueError
        If a number is not whole or too small.

    Examples
    --------
    >>> dense_net().count_params()
    61225
    """
    require_keras("cnnbook.models.dense_net")
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Flatten(),
            layers.Dense(as_int("units", units, 1), activation="relu"),
            layers.Dense(as_int("classes", classes, 2), activation="softmax"),
        ],
        name="dense_net",
    )
