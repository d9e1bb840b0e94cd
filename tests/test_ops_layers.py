"""`conv_layer`, `pool2d` and `relu` against Keras' layers."""

import itertools

import numpy as np
import pytest

import cnnbook as cb
from cnnbook import lecture

keras = pytest.importorskip("keras")

PADDINGS = [0, 1, 2, 3, "valid", "same"]
SIZES = [(1, 1), (2, 2), (3, 3), (2, 3), (4, 1), (5, 5)]


def asymmetric(shape, dtype):
    return np.random.default_rng(11).normal(size=shape).astype(dtype)


def tolerance(dtype):
    return (
        {"rtol": 1e-5, "atol": 1e-5}
        if dtype == "float32"
        else {"rtol": 1e-11, "atol": 1e-11}
    )


def with_types(*settings):
    """Return all combinations, in float32 and float64 in turn: each pair is met."""
    return [
        (
            *(values[place] for values, place in zip(settings, places, strict=True)),
            ("float32", "float64")[sum(places) % 2],
        )
        for places in itertools.product(*(range(len(values)) for values in settings))
    ]


@pytest.mark.parametrize(
    ("padding", "stride", "size", "dtype"), with_types(PADDINGS, [1, 2, 3], SIZES)
)
def test_conv_layer_is_conv2d_of_keras(dtype, padding, stride, size):
    x = asymmetric((2, 7, 6, 3), dtype)
    w, b = asymmetric((*size, 3, 4), dtype), asymmetric((4,), dtype)
    layer = keras.layers.Conv2D(
        4,
        size,
        strides=stride,
        padding=padding if padding == "same" else "valid",
        dtype=dtype,
    )
    given = (
        x
        if isinstance(padding, str)
        else np.pad(x, [(0, 0), *[(padding,) * 2] * 2, (0, 0)])
    )
    layer.build(given.shape)
    layer.set_weights([w, b])
    expected = keras.ops.convert_to_numpy(layer(given))
    result = cb.conv_layer(x, w, b, padding, stride)
    assert result.dtype == dtype
    np.testing.assert_allclose(result, expected, **tolerance(dtype))
    np.testing.assert_allclose(
        cb.conv_layer(x[1], w, b, padding, stride), expected[1], **tolerance(dtype)
    )


@pytest.mark.parametrize(
    ("padding", "stride", "size", "mode", "dtype"),
    with_types(PADDINGS, [None, 1, 2, 3], SIZES, ["max", "average"]),
)
def test_pool2d_is_pooling_of_keras(dtype, padding, stride, size, mode):
    if not isinstance(padding, str) and padding >= min(size):
        with pytest.raises(ValueError, match="padding must be smaller"):
            cb.pool2d(np.ones((7, 6)), size, stride, mode, padding)
        return
    x = asymmetric((2, 7, 6, 3), dtype) - 3  # mostly below 0: padding must not win
    kind = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}
    layer = kind[mode](
        size,
        strides=stride,
        padding=padding if padding == "same" else "valid",
        dtype=dtype,
    )

    def apply(array, value):
        if not isinstance(padding, str):
            border = [(0, 0), *[(padding,) * 2] * 2, (0, 0)]
            array = np.pad(array, border, constant_values=value)
        return keras.ops.convert_to_numpy(layer(array))

    if mode == "max":
        expected = apply(x, -np.inf)
    elif isinstance(padding, str):
        expected = apply(x, 0)
    else:  # the mean over the real pixels of each window
        expected = apply(x, 0) / apply(np.ones_like(x), 0)
    result = cb.pool2d(x, size, stride, mode, padding)
    assert result.dtype == dtype
    np.testing.assert_allclose(result, expected, **tolerance(dtype))
    image = cb.pool2d(x[1], size, stride, mode, padding)
    np.testing.assert_allclose(image, expected[1], **tolerance(dtype))
    one_map = cb.pool2d(x[1, :, :, 2], size, stride, mode, padding)
    np.testing.assert_allclose(one_map, expected[1, :, :, 2], **tolerance(dtype))


def test_one_filter_on_one_channel_is_conv2d():
    x, w = asymmetric((6, 5), "float64"), asymmetric((3, 2), "float64")
    np.testing.assert_allclose(
        cb.conv_layer(x[..., None], w[..., None, None], None, 1, 2)[..., 0],
        cb.conv2d(x, w, 1, 2),
    )


def test_the_lectures_pooling():
    np.testing.assert_array_equal(cb.pool2d(lecture.P), lecture.P_MAX)
    np.testing.assert_array_equal(
        cb.pool2d(lecture.P, mode="average"), lecture.P_AVERAGE
    )


def test_relu_keeps_type_and_positive_values():
    z = np.array([-1.5, 0, 2], "float32")
    assert cb.relu(z).dtype == "float32"
    assert cb.relu(z).tolist() == [0, 0, 2]
    np.testing.assert_array_equal(
        cb.relu(z), keras.ops.convert_to_numpy(keras.activations.relu(z))
    )


def test_pad_keeps_channels_apart():
    x = asymmetric((2, 3, 4, 5), "float32")
    padded = cb.pad(x, ((1, 2), (0, 3)))
    expected = np.pad(x, [(0, 0), (1, 2), (0, 3), (0, 0)])
    np.testing.assert_array_equal(padded, expected)
    np.testing.assert_array_equal(cb.pad(x[0], ((1, 2), (0, 3))), expected[0])
    np.testing.assert_array_equal(
        cb.pad(x[0, ..., 0], ((1, 2), (0, 3))), expected[0, ..., 0]
    )


def test_pad_does_not_cut_a_fraction_off():
    assert cb.pad([[1]], 1, value=0.5)[0, 0] == 0.5
