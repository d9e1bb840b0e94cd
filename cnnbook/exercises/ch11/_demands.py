"""What is asked of a model of chapter 11."""

from __future__ import annotations

from cnnbook.exercises.base import Demand
from cnnbook.exercises.ch11._model import CLASSES, LAYERS
from cnnbook.exercises.ch11._reading import (
    answers_as_before,
    beyond_limits,
    has_other_loss,
    head_trains,
    is_compiled,
    listed,
    loss_in_words,
    made_for_others,
    moving,
    normalisations_on,
    numbers_of_base_that_train,
    rate_in_words,
    turned_late,
    weighty,
    what_has_changed,
    with_names,
)

COMPILED = Demand(
    "it is compiled",
    is_compiled,
    "Without an optimiser and a loss nothing can be trained.",
    lambda r: "it was never compiled",
)


COMPILED_ANEW = Demand(
    "it is compiled anew, with a new optimiser",
    lambda r: not made_for_others(r),
    "The list of what trains is made at the first step with a new optimiser, and kept. "
    "What you changed comes after that: compile last, with a new one.",
    lambda r: (
        f"its optimiser was made for {r.training['built_for']} numbers, and "
        f"{r.trainable_parameters} are to train"
    ),
)


COMPILED_LAST = Demand(
    "it is compiled after the last switch was turned",
    lambda r: not turned_late(r),
    "List your steps in the order in which they happen: compiling is the last of them.",
    lambda r: f"the switch of {listed(turned_late(r))} was turned after compiling",
)


LOW_RATE = Demand(
    "its learning rate is from 0.000001 to 0.0001",
    lambda r: not beyond_limits(r),
    "A higher one overwrites what the base knows; with a lower one it hardly moves.",
    rate_in_words,
)


SAME_LOSS = Demand(
    "its loss is the same as before",
    lambda r: not has_other_loss(r),
    "Labels and last layer are what they were, so the loss should be too.",
    loss_in_words,
)


ON_THE_WHOLE = (
    Demand(
        "it gives a probability for each of the four kinds",
        lambda r: r.output_shape == (CLASSES,),
        "Return the whole model, with its head.",
        lambda r: f"what comes out has the shape {r.output_shape}",
    ),
    Demand(
        "it answers as it did before",
        answers_as_before,
        "Change the switches of the model that you were given, and nothing else of it.",
        what_has_changed,
    ),
    Demand(
        "all of the base is in it, and no more",
        lambda r: bool(with_names(r)) and len(weighty(r)) == len(LAYERS),
        "Return the model that you were given, with its layers.",
        lambda r: f"{len(weighty(r))} layers with weights below the head",
    ),
    Demand(
        "the head trains",
        head_trains,
        "Its own switch stays on.",
        lambda r: "the dense layer stands still",
    ),
    Demand(
        "convolutions of the base train",
        lambda r: bool(moving(r)),
        "Print layer.trainable for the layers of the base: which of them hold a kernel?",
        lambda r: (
            "of the base only BatchNormalization trains"
            if numbers_of_base_that_train(r)
            else "nothing in the base trains"
        ),
    ),
    Demand(
        "every BatchNormalization is frozen",
        lambda r: not normalisations_on(r),
        "Turn its switch off after you have turned on that of the base.",
        lambda r: f"the switch is on of {listed(normalisations_on(r))}",
    ),
)


ON_COMPILING = (COMPILED, COMPILED_ANEW, COMPILED_LAST, LOW_RATE, SAME_LOSS)
