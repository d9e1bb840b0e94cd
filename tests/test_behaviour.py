"""Activations and losses are told by what they compute, not by how they are written."""

import functools

import keras
import numpy as np
import pytest

from cnnbook.models import record_model
from cnnbook.models.behaviour import ACTIVATIONS, LOSSES, activation_name, loss_name
from cnnbook.models.compiled import switches_noted, turned_since

sparse = keras.losses.sparse_categorical_crossentropy
SparseLoss = keras.losses.SparseCategoricalCrossentropy


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_told_however_it_is_given(name):
    function = keras.activations.get(name)
    assert activation_name(function) == name
    assert activation_name(keras.layers.Activation(name)) == name
    assert activation_name(lambda x: function(x)) == name


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (keras.ops.tanh, "tanh"),
        (np.tanh, "tanh"),
        (lambda x: keras.ops.maximum(x, 0), "relu"),
        (lambda x: 2 * keras.ops.sigmoid(2 * x) - 1, "tanh"),
        (lambda x: 2 * x, "other"),
        (lambda x: 1 / 0, "other"),
        (lambda x: x[:1], "other"),
    ],
)
def test_what_a_function_computes_counts(function, name):
    assert activation_name(function) == name


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("logits", [False, True])
def test_a_loss_is_told_however_it_is_given(name, logits):
    function = getattr(keras.losses, name)
    kind = "".join(part.title() for part in name.split("_"))
    ways = [
        functools.partial(function, from_logits=logits),
        getattr(keras.losses, kind)(from_logits=logits, name="mine"),
        lambda truth, found: function(truth, found, from_logits=logits),
    ]
    ways += [[ways[0]], {"out": ways[1]}, *([] if logits else [name, function])]
    for way in ways:
        assert loss_name(way, 10) == (name, logits)


@pytest.mark.parametrize(
    ("loss", "name"),
    [
        ("mse", "mean_squared_error"),
        ("kl_divergence", "kl_divergence"),
        ("nonsense", "nonsense"),
        (lambda truth, found: 1 / 0, "<lambda>"),
        (SparseLoss(ignore_class=0, name="half"), "half"),
    ],
)
def test_other_losses_keep_their_names(loss, name):
    assert loss_name(loss, 10) == (name, False)


def test_operations_stand_for_the_layers_that_do_the_same():
    given = keras.Input((6, 6, 1))
    x = keras.ops.tanh(keras.layers.Conv2D(2, 3)(given))
    x = keras.ops.mean(x, axis=(1, 2))
    record = record_model(keras.Model(given, keras.ops.sum(x, axis=1)))
    assert [layer.kind for layer in record.layers[1:]] == [
        "Conv2D",
        "Activation",
        "GlobalAveragePooling2D",
        "Sum",
    ]
    assert [layer.activation for layer in record.layers[1:3]] == ["linear", "tanh"]


def test_a_layer_that_is_used_again_comes_again_but_for_its_numbers():
    pool, dense = keras.layers.AveragePooling2D(2), keras.layers.Dense(3)
    given = keras.Input((8, 12, 3))
    record = record_model(keras.Model(given, pool(dense(pool(dense(given))))))
    assert record.steps == (
        ("Dense", (8, 12, 3)),
        ("AveragePooling2D", (4, 6, 3)),
        ("AveragePooling2D", (2, 3, 3)),
    )
    assert record.parameters == 12

    open_sizes = keras.Input((None, None, 3))
    model = keras.Model(open_sizes, pool(pool(open_sizes)))
    record = record_model(model, [np.zeros((1, 8, 12, 3), np.float32)])
    assert [shape for _, shape in record.steps[-2:]] == [(4, 6, 3), (2, 3, 3)]


def test_the_parameters_that_an_optimizer_has_begun_to_train_are_counted():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("adam", "mse")
    assert record_model(model).training["built_for"] is None
    model.optimizer.build(model.trainable_variables)
    assert record_model(model).training["built_for"] == 8


def test_switches_turned_after_compiling_are_told_and_keras_stays_as_it_is():
    dense = keras.layers.Dense(1, name="last")
    model = keras.Sequential([keras.Input((2,)), dense])
    before = keras.Model.compile
    with switches_noted() as noted:
        assert "compile" not in vars(keras.Model)  # one of its own is not reloaded
        model.compile("sgd", "mse")
        assert turned_since(model, noted) == ()
        dense.trainable = False
    assert turned_since(model, noted) == ("last",)
    assert keras.Model.compile is before


def test_a_rate_is_read_at_the_steps_that_it_names():
    falls = keras.optimizers.schedules.PiecewiseConstantDecay([7], [0.5, 0.25])
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(falls), "mse")
    rates = dict(record_model(model).training["rates"])
    assert (rates[7], rates[8], rates[10_000]) == (0.5, 0.25, 0.25)
    model.compile(keras.optimizers.SGD(0.5), "mse")
    assert record_model(model).training["rates"] == ()


def test_a_loss_for_probabilities_is_told_by_probabilities():
    def of_their_own(labels, answers):
        labels = keras.ops.cast(keras.ops.reshape(labels, (-1,)), "int32")
        labels = keras.ops.one_hot(labels, 10)
        return keras.losses.categorical_crossentropy(labels, answers)

    assert loss_name(of_their_own, 10) == ("sparse_categorical_crossentropy", False)
