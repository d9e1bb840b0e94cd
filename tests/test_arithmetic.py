"""Sizes, parameters and traces against brute force, NumPy and Keras."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnnbook as cb

sizes = st.integers(1, 40)


@given(sizes, sizes, st.integers(0, 5), st.integers(1, 6))
def test_output_size_counts_the_windows(n, f, p, s):
    if f > n + 2 * p:
        with pytest.raises(ValueError, match="does not fit"):
            cb.output_size(n, f, p, s)
        return
    starts = [start for start in range(0, n + 2 * p, s) if start + f <= n + 2 * p]
    assert cb.output_size(n, f, p, s) == len(starts)


@given(sizes, st.integers(1, 9), st.integers(1, 6))
def test_same_padding_gives_the_ceiling_with_the_extra_pixel_after(n, f, s):
    before, after = cb.same_padding(n, f, s)
    assert after - before in (0, 1)
    if f <= n + before + after:
        out = cb.output_size(n, f, (before, after), s)
        assert out == int(np.ceil(n / s)) or before == after == 0


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3)), max_size=4))
def test_receptive_field_counts_the_inputs_that_reach_one_output(layers):
    reached = {0}
    for f, s in reversed(layers):
        reached = {position * s + k for position in reached for k in range(f)}
    assert cb.receptive_field(layers) == max(reached) + 1


def test_parameters_of_the_lecture():
    assert cb.conv_parameters(3, 3, 10) == (27 + 1) * 10 == 280
    assert cb.conv_parameters((3, 5), 2, 4, bias=False) == 3 * 5 * 2 * 4
    assert cb.dense_parameters(784, 784, bias=False) == 614_656


def test_the_lectures_convnet():
    layers = [
        cb.Conv(10, 3),
        cb.Conv(20, 5, stride=2),
        cb.Conv(40, 5, stride=2),
        cb.Flatten(),
        cb.Dense(1),
    ]
    traced = cb.trace((39, 39, 3), layers)
    shapes = [(39, 39, 3), (37, 37, 10), (17, 17, 20), (7, 7, 40), (1960,), (1,)]
    assert [row.shape for row in traced] == shapes
    assert traced[3].receptive_field == (15, 15)
    assert traced[3].jump == (4, 4)


def test_a_trace_is_what_keras_counts():
    keras = pytest.importorskip("keras")
    model = keras.Sequential(
        [
            keras.Input((32, 30, 3)),
            keras.layers.Conv2D(6, (5, 3), strides=(2, 1), padding="same"),
            keras.layers.MaxPooling2D(3, 2),
            keras.layers.Conv2D(4, 2, use_bias=False),
            keras.layers.AveragePooling2D(2, padding="same"),
            keras.layers.Flatten(),
            keras.layers.Dense(10),
        ]
    )
    traced = cb.trace(
        (32, 30, 3),
        [
            cb.Conv(6, (5, 3), stride=(2, 1), padding="same"),
            cb.Pool(3, 2),
            cb.Conv(4, 2, bias=False),
            cb.Pool(2, padding="same"),
            cb.Flatten(),
            cb.Dense(10),
        ],
    )
    assert [row.shape for row in traced[1:]] == [
        tuple(layer.output.shape[1:]) for layer in model.layers
    ]
    assert [row.parameters for row in traced[1:]] == [
        layer.count_params() for layer in model.layers
    ]
    assert traced.parameters == model.count_params()


def test_lenet_5():
    layers = [cb.Conv(6, 5), cb.Pool(), cb.Conv(16, 5), cb.Pool(), cb.Conv(120, 5)]
    traced = cb.trace((32, 32, 1), [*layers, cb.Flatten(), cb.Dense(84), cb.Dense(10)])
    assert traced.parameters == 61_706
    assert traced[5].receptive_field == (32, 32)
    pairs = [(5, 1), (2, 2), (5, 1), (2, 2), (5, 1)]
    assert cb.receptive_field(pairs) == 32


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: cb.output_size(5, 3, s=0), ValueError, "s must be.*at least 1, got 0"),
        (
            lambda: cb.output_size(5, 3, p=-1),
            ValueError,
            "p must be.*at least 0, got -1",
        ),
        (lambda: cb.output_size(5.0, 3), TypeError, r"n must be.*got 5\.0"),
        (lambda: cb.output_size(float("nan"), 3), TypeError, "n must be.*got nan"),
        (lambda: cb.output_size("5", 3), TypeError, "n must be.*got '5'"),
        (lambda: cb.output_size(3, 6, 1), ValueError, "f = 6 does not fit.*at most 5"),
        (lambda: cb.same_padding(5, 0), ValueError, "f must be.*got 0"),
        (lambda: cb.receptive_field([(3, 0)]), ValueError, "s must be.*got 0"),
        (lambda: cb.conv_parameters(3, 0, 1), ValueError, "c_in must be.*got 0"),
        (lambda: cb.dense_parameters(3, None), TypeError, "m must be.*got None"),
        (lambda: cb.trace((9, 9), []), ValueError, r"input_shape must be \(H, W, C\)"),
        (lambda: cb.trace((9, 9, 1), ["conv"]), TypeError, "layer 1 must be.*'conv'"),
        (
            lambda: cb.trace((9, 9, 1), [cb.Dense(3)]),
            ValueError,
            "layer 1.*put Flatten",
        ),
        (
            lambda: cb.trace((9, 9, 1), [cb.Flatten(), cb.Conv(1, 3)]),
            ValueError,
            "layer 2 .Conv.*can't follow Flatten",
        ),
        (
            lambda: cb.trace((9, 9, 1), [cb.Flatten(), cb.GlobalPool()]),
            ValueError,
            "layer 2 .GlobalPool.*can't follow Flatten",
        ),
        (lambda: cb.trace((9, 9, 1), [cb.Conv(1, 10)]), ValueError, "layer 1.*f = 10"),
        (lambda: cb.Pool(2, stride=0), ValueError, "stride must be.*got 0"),
        (lambda: cb.Conv(1, 3, padding="full"), ValueError, "padding must be.*'full'"),
    ],
)
def test_bad_input_is_named(call, error, words):
    with pytest.raises(error) as caught:
        call()
    assert re.search(words, str(caught.value)), str(caught.value)
