"""Put a new head on a pretrained base, and later let the base move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnbook._checks import as_int, describe
from cnnbook._keras import require_keras

if TYPE_CHECKING:
    import keras


def transfer_model(
    base: keras.Model, classes: int, dropout: float = 0.2
) -> keras.Model:
    """Put a new head for `classes` classes on a frozen base.

    Parameters
    ----------
    base : keras.Model
        A network without its top, such as `mobilenet`. It is frozen here, itself: no
        copy is made.
    classes : int
        Number of classes, at least 2.
    dropout : float, default 0.2
        Share of features left out at each training step, from 0 to below 1.

    Returns
    -------
    keras.Model
        Takes batches of images (n, H, W, 3) from 0 to 255, scales them to −1 … 1,
        and returns `classes` probabilities for each. Only the new layer trains.

    Raises
    ------
    TypeError, ValueError
        If `base` returns no feature maps, or a number is out of its range.

    Examples
    --------
    >>> from cnnbook.models import mobilenet
    >>> model = transfer_model(mobilenet(), classes=4)
    >>> sum(weight.shape.num_elements() for weight in model.trainable_weights)
    5124
    """
    require_keras("cnnbook.models.transfer_model")
    import keras
    from keras import layers

    if not isinstance(base, keras.Model) or len(base.output_shape) != 4:
        raise TypeError(
            "base must be a Keras model that returns feature maps, such as "
            f"cnnbook.models.mobilenet(), got {describe(base)}"
        )
    if not 0 <= dropout < 1:
        raise ValueError(f"dropout must be from 0 to below 1, got {dropout}")
    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    features = base(layers.Rescaling(1 / 127.5, offset=-1)(images), training=False)
    features = layers.GlobalAveragePooling2D()(features)
    features = layers.Dropout(dropout)(features)
    answers = layers.Dense(as_int("classes", classes, 2), activation="softmax")
    return keras.Model(images, answers(features), name="transfer_model")


def unfreeze(
    model: keras.Model, first: str, learning_rate: float = 3e-5
) -> keras.Model:
    """Let the upper layers of the base train, and compile the model anew.

    Parameters
    ----------
    model : keras.Model
        A compiled model with a base inside, as `transfer_model` makes it.
    first : str
        Name of the first layer of the base that may train, such as
        ``"block_13_expand"``; it and the layers after it are unfrozen, but for
        BatchNormalization.
    learning_rate : float, default 3e-5
        Learning rate of the new Adam optimiser.

    Returns
    -------
    keras.Model
        The same model, compiled as before but for the optimiser.

    Raises
    ------
    ValueError
        If the model was never compiled, holds no base, or the base has no such layer.

    Notes
    -----
    BatchNormalization stays frozen by ``trainable = False``. In a functional model of
    Keras 3, such as that of `transfer_model`, ``training=False`` alone does not stop
    its moving statistics during ``fit``; a subclassed model keeps what its ``call``
    says.

    Examples
    --------
    >>> from cnnbook.models import mobilenet
    >>> model = transfer_model(mobilenet(), classes=4)
    >>> model.compile("adam", "sparse_categorical_crossentropy")
    >>> unfreeze(model, "block_16_project").optimizer.learning_rate.numpy().round(6)
    np.float32(3e-05)
    """
    require_keras("cnnbook.models.unfreeze")
    import keras

    bases = [layer for layer in model.layers if isinstance(layer, keras.Model)]
    if not bases:
        raise ValueError("model holds no base: make it with transfer_model(base, …)")
    if not model.compiled:
        raise ValueError("compile model, and train its head, before unfreezing it")
    (base,) = bases
    names = [layer.name for layer in base.layers]
    if first not in names:
        blocks = ", ".join(n for n in names if n.endswith("_expand"))
        raise ValueError(
            f"the base has no layer {describe(first)}; blocks begin with {blocks}"
        )
    base.trainable = True
    for number, layer in enumerate(base.layers):
        frozen = number < names.index(first)
        if frozen or isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    # Compiled once more: Keras lists what trains at the first step after a compile.
    settings = keras.saving.deserialize_keras_object(model.get_compile_config())
    settings["optimizer"] = keras.optimizers.Adam(learning_rate)
    model.compile(**settings)
    return model
