"""The steps of fine-tuning, and the mistakes that are made in them."""

from __future__ import annotations

from cnnbook.exercises.base import Misconception
from cnnbook.exercises.ch11._model import SIDE
from cnnbook.exercises.ch11._reading import (
    has_dropped_dense,
    has_new_layers,
    has_other_loss,
    has_rate_of_the_head,
    has_trained_already,
    made_for_others,
    moving,
    normalisation_trains,
    numbers_of_base_that_train,
    turned_late,
    weighty,
)


def thaw(
    model,
    *,
    moves=lambda name: True,
    normalisation=False,
    kinds=("Conv2D", "DepthwiseConv2D"),
    rate=1e-5,
    loss="sparse_categorical_crossentropy",
    head=True,
    anew=True,
):
    """Let the layers of a base move that `moves` names, with one thing done wrong."""
    import keras

    base = model.layers[0]
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = normalisation and moves(layer.name)
        elif layer.weights:
            layer.trainable = moves(layer.name) and type(layer).__name__ in kinds
    model.layers[-1].trainable = head
    if anew:
        model.compile(keras.optimizers.Adam(rate), loss)
    model.optimizer.learning_rate = rate
    return model


def thaw_with(**mistake):
    return lambda model: thaw(model, **mistake)


def _drawn_anew(**settings):
    def change(model):
        import keras

        return thaw(keras.models.clone_model(model), **settings)

    return change


def _moved_on(**settings):
    def change(model):
        head = model.layers[-1]
        head.set_weights([1.5 * w for w in head.get_weights()])
        return thaw(model, **settings)

    return change


def _compiled_first(**settings):
    def change(model):
        import keras

        model.compile(keras.optimizers.Adam(1e-5), model.loss)
        return thaw(model, anew=False, **settings)

    return change


def _without_dense(model):
    import keras

    return keras.Sequential([keras.Input((SIDE, SIDE, 3)), *model.layers[:2]])


NORMALISATION = (
    "The switch of a BatchNormalization is on. In fit it then uses the statistics of each "
    "batch in place of the averages that it has. In a model built of layers, as this one "
    "is, training=False does not stop that."
)


DEPTHWISE = (
    "The depthwise convolutions stand still. They are of a class of their own, and have "
    "weights like the others."
)


RATE_OF_THE_HEAD = (
    "Your rate is 0.001: the one that trained the head, and the one that Adam and RMSprop "
    "have unless you say otherwise. In a few steps it could overwrite the base."
)


_SWITCHES = (
    "The base was frozen by its own switch, which turned off those of all its layers. "
    "Turning it on turns theirs on. The switch of the whole model is on already, and "
    "setting a switch to where it stands does nothing."
)


_TRAP = (
    "The optimiser was made for the head, which has been trained, and knows no other "
    "numbers. Whatever switch you turn, it takes compiling with a new optimiser to make "
    "a new list."
)


COMPILED_TOO_EARLY = (
    "You turn switches after you have compiled. Until the first step that still counts; "
    "from then on it does not, and no error tells you. Turn the switches first, and "
    "compile last."
)


LOOK = (
    "Print layer.trainable for every layer of the base, and behind them the learning "
    "rate. Then list your steps in the order in which they happen: which of them comes "
    "last?"
)


def common_mistakes(**settings):
    return (
        Misconception(
            "head left out",
            "You return the base alone. The head has to stay on: return the whole model.",
            lambda model: model.layers[0],
            shows=lambda r: (
                bool(weighty(r)) and not r.of_kind("Dense") and len(r.output_shape) == 3
            ),
        ),
        Misconception(
            "dense layer left out",
            "The dense layer is not there any more: what comes out are the means of the "
            "maps. Return the whole model.",
            _without_dense,
            shows=has_dropped_dense,
        ),
        Misconception(
            "weights drawn anew",
            "Some weights are new ones, so what they had learnt is lost. A clone has no "
            "more than the layers in common with the model.",
            _drawn_anew(**settings),
            shows=has_new_layers,
        ),
        Misconception(
            "trained already",
            "Its weights are not those that it came with: it was trained, or they were "
            "changed in another way. Only get it ready here.",
            _moved_on(**settings),
            shows=has_trained_already,
        ),
        Misconception(
            "head frozen",
            "The head stands still. In fine-tuning it learns on, together with what moves "
            "in the base.",
            thaw_with(head=False, **settings),
            shows=lambda r: (
                bool(r.of_kind("Dense"))
                and not any(d.trainable_parameters for d in r.of_kind("Dense"))
            ),
        ),
        Misconception(
            "base still frozen",
            _SWITCHES,
            lambda model: model,
            shows=lambda r: (
                bool(r.of_kind("Dense")) and not numbers_of_base_that_train(r)
            ),
        ),
        Misconception(
            "BatchNormalization trains",
            NORMALISATION,
            thaw_with(normalisation=True, **settings),
            shows=normalisation_trains,
        ),
        Misconception(
            "optimiser of the head",
            _TRAP,
            thaw_with(anew=False, **settings),
            shows=made_for_others,
        ),
        Misconception(
            "compiled before the switches",
            COMPILED_TOO_EARLY,
            _compiled_first(**settings),
            shows=lambda r: bool(turned_late(r)),
        ),
        Misconception(
            "learning rate of the head",
            RATE_OF_THE_HEAD,
            thaw_with(rate=1e-3, **settings),
            shows=lambda r: has_rate_of_the_head(r) and bool(moving(r)),
        ),
        Misconception(
            "another loss",
            "You have changed the loss. The labels are what they were, and the last layer is "
            "to stay what it was: so is the loss.",
            thaw_with(loss="categorical_crossentropy", **settings),
            shows=has_other_loss,
        ),
    )
