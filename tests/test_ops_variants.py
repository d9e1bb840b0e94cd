"""Depthwise, grouped, dilated and transposed convolutions against Keras' layers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.version import Version

import cnnbook as cb
from cnnbook import ops

keras = pytest.importorskip("keras")

SIZES = [(1, 1), (2, 2), (3, 3), (2, 3), (4, 1), (5, 5)]
TYPES = [("float32", "float32"), ("float64", "float64"), ("float32", "int64")]
SIZES_AND_TYPES = list(zip(SIZES, 2 * TYPES, strict=True))


def asymmetric(shape, dtype="float64"):
    values = 3 * np.random.default_rng(sum(shape)).normal(size=shape)
    return values.astype(dtype)


def keras_answer(layer, x, *weights):
    """Return what a layer of Keras with these weights makes of a batch."""
    layer.build(x.shape)
    layer.set_weights([np.asarray(w, layer.compute_dtype) for w in weights])
    return keras.ops.convert_to_numpy(layer(np.asarray(x, layer.compute_dtype)))


def dilated(w, dilation):
    """Return the kernels with zeros between their weights: Keras has no such stride."""
    (f_h, f_w), (d_h, d_w) = w.shape[:2], np.broadcast_to(dilation, 2)
    wide = np.zeros(((f_h - 1) * d_h + 1, (f_w - 1) * d_w + 1, *w.shape[2:]), w.dtype)
    wide[::d_h, ::d_w] = w
    return wide


def agree(result, expected, dtype="float64"):
    assert result.shape == expected.shape
    assert result.dtype == dtype
    close = 2e-5 if dtype == "float32" else 1e-11
    np.testing.assert_allclose(result, expected, rtol=close, atol=close)


def agree_with_and_without_batch(function, x, expected, dtype="float64"):
    agree(function(x), expected, dtype)
    agree(function(x[1]), expected[1], dtype)
    nothing = function(x[:0])
    assert nothing.shape == (0, *expected.shape[1:])
    assert nothing.dtype == dtype


@pytest.mark.parametrize(("size", "types"), SIZES_AND_TYPES)
@pytest.mark.parametrize(
    ("stride", "padding"),
    [(1, "valid"), (1, "same"), (2, "same"), ((3, 2), "valid"), ((1, 2), "same")],
)
@pytest.mark.parametrize("groups", [2, 3, 6])
def test_groups_are_those_of_keras(types, size, stride, padding, groups):
    x, w = asymmetric((2, 7, 6, 6), types[0]), asymmetric((*size, 6 // groups, 12))
    w, b = w.astype(types[1]), asymmetric((12,), types[1])
    layer = keras.layers.Conv2D(
        12, size, stride, padding, groups=groups, dtype=types[0]
    )
    expected = keras_answer(layer, x, w, b)

    def ours(x):
        return cb.conv_layer(x, w, b, padding, stride, groups=groups)

    agree_with_and_without_batch(ours, x, expected, types[0])


@pytest.mark.parametrize(("size", "types"), SIZES_AND_TYPES)
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("dilation", [2, (3, 1), (1, 2)])
def test_dilation_is_that_of_keras(types, size, padding, dilation):
    x, w = asymmetric((2, 13, 10, 3), types[0]), asymmetric((*size, 3, 4), types[1])
    layer = keras.layers.Conv2D(
        4, size, padding=padding, dilation_rate=dilation, use_bias=False, dtype=types[0]
    )
    expected = keras_answer(layer, x, w)

    def ours(x):
        return cb.conv_layer(x, w, None, padding, dilation=dilation)

    agree_with_and_without_batch(ours, x, expected, types[0])
    one_map = cb.conv2d(x[..., 0], w[..., 0, 1], padding, dilation=dilation)
    alone = cb.conv_layer(x[..., :1], w[..., :1, 1:2], None, padding, dilation=dilation)
    agree(one_map, alone[..., 0], types[0])
    flipped = cb.convolve2d(x[..., 0], w[::-1, ::-1, 0, 1], padding, dilation=dilation)
    agree(flipped, one_map, types[0])


@pytest.mark.parametrize("padding", [0, 2, (1, 3), ((0, 2), (1, 3)), "valid", "same"])
@pytest.mark.parametrize("stride", [1, 2, (3, 1)])
@pytest.mark.parametrize("dilation", [1, 2, (1, 3)])
@pytest.mark.parametrize("groups", [1, 2])
def test_every_setting_at_once(padding, stride, dilation, groups):
    x, w = asymmetric((2, 11, 12, 4)), asymmetric((3, 2, 4 // groups, 6))
    b, wide = asymmetric((6,)), dilated(w, dilation)
    given, name = x, padding
    if not isinstance(padding, str):
        ends = np.broadcast_to(
            np.reshape(padding, (-1, 1)) if np.ndim(padding) == 1 else padding, (2, 2)
        )
        given, name = np.pad(x, [(0, 0), *map(tuple, ends), (0, 0)]), "valid"
    parts = [
        keras_answer(
            keras.layers.Conv2D(
                6 // groups, wide.shape[:2], stride, name, dtype="float64"
            ),
            *pair,
        )
        for pair in zip(
            np.split(given, groups, -1),
            np.split(wide, groups, -1),
            np.split(b, groups),
            strict=True,
        )
    ]
    result = cb.conv_layer(x, w, b, padding, stride, groups=groups, dilation=dilation)
    agree(result, np.concatenate(parts, -1))


@pytest.mark.parametrize(("size", "types"), SIZES_AND_TYPES)
@pytest.mark.parametrize("multiplier", [1, 3])
@pytest.mark.parametrize(
    ("stride", "padding", "dilation"),
    [(1, "valid", 1), (2, "same", 1), (3, "valid", 1), (1, "same", (2, 3))],
)
def test_depthwise_is_that_of_keras(types, size, multiplier, stride, padding, dilation):
    x = asymmetric((2, 13, 10, 3), types[0])
    w = asymmetric((*size, 3, multiplier), types[1])
    b = asymmetric((3 * multiplier,), types[1])
    layer = keras.layers.DepthwiseConv2D(
        size,
        stride,
        padding,
        multiplier,
        dilation_rate=dilation,
        dtype=types[0],
    )
    expected = keras_answer(layer, x, w, b)

    def ours(x):
        return ops.depthwise_conv(x, w, b, padding, stride, dilation=dilation)

    agree_with_and_without_batch(ours, x, expected, types[0])


@pytest.mark.parametrize("padding", [0, (2, 1), ((1, 0), (2, 1)), "same"])
@pytest.mark.parametrize("stride", [(1, 2), (3, 2)])
@pytest.mark.parametrize("dilation", [1, (2, 1)])
def test_depthwise_has_as_many_groups_as_channels(padding, stride, dilation):
    # Keras takes no stride that is not square here.
    x, w = asymmetric((2, 9, 8, 3)), asymmetric((3, 2, 3, 2))
    result = ops.depthwise_conv(x, w, None, padding, stride, dilation=dilation)
    as_groups = w.reshape(3, 2, 1, 6)
    expected = cb.conv_layer(
        x, as_groups, None, padding, stride, groups=3, dilation=dilation
    )
    agree(result, expected)


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("multiplier", [1, 2])
def test_separable_is_that_of_keras(stride, multiplier):
    x, b = asymmetric((2, 9, 8, 3)), asymmetric((5,))
    depthwise = asymmetric((3, 2, 3, multiplier))
    pointwise = asymmetric((1, 1, 3 * multiplier, 5))
    layer = keras.layers.SeparableConv2D(
        5, (3, 2), stride, "same", depth_multiplier=multiplier, dtype="float64"
    )
    expected = keras_answer(layer, x, depthwise, pointwise, b)

    def ours(x):
        return ops.separable_conv(x, depthwise, pointwise, b, "same", stride)

    agree_with_and_without_batch(ours, x, expected)


@pytest.mark.parametrize(("size", "types"), SIZES_AND_TYPES)
@pytest.mark.parametrize("stride", [1, 2, 3, (2, 1), (1, 3)])
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_transposed_is_that_of_keras(types, size, stride, padding):
    x, w = asymmetric((2, 4, 5, 3), types[0]), asymmetric((*size, 4, 3), types[1])
    b = asymmetric((4,), types[1])
    layer = keras.layers.Conv2DTranspose(4, size, stride, padding, dtype=types[0])
    expected = keras_answer(layer, x, w, b)
    steps = np.broadcast_to(stride, 2)
    missing = [max(s - f, 0) for f, s in zip(size, steps, strict=True)]
    more = tuple(missing) if padding == "valid" else 0  # as the docstring says

    def ours(x):
        return ops.conv_transpose(x, w, b, padding, stride, output_padding=more)

    agree_with_and_without_batch(ours, x, expected, types[0])


@pytest.mark.parametrize("output_padding", [0, 1, (1, 0)])
@pytest.mark.parametrize("size", [(2, 2), (3, 3), (5, 3)])
def test_output_padding_is_that_of_keras(output_padding, size):
    x, w = asymmetric((2, 4, 5, 3)), asymmetric((*size, 4, 3))
    more = tuple(np.broadcast_to(output_padding, 2).tolist())
    options = {"output_padding": more, "use_bias": False, "dtype": "float64"}
    if 0 in more and Version(keras.__version__) < Version("3.11"):
        pytest.skip("Keras before 3.11 knows no output_padding of 0")
    layer = keras.layers.Conv2DTranspose(4, size, 2, "valid", **options)
    expected = keras_answer(layer, x, w)
    result = ops.conv_transpose(x, w, None, 0, 2, output_padding=output_padding)
    agree(result, expected)


@pytest.mark.parametrize("dilation", [2, 3])
def test_dilated_transposed_is_that_of_keras(dilation):
    x, w = asymmetric((2, 4, 5, 3)), asymmetric((2, 3, 4, 3))
    wide = dilated(w, dilation)  # TensorFlow has no dilation here on a CPU
    layer = keras.layers.Conv2DTranspose(
        4, wide.shape[:2], use_bias=False, dtype="float64"
    )
    result = ops.conv_transpose(x, w, dilation=dilation)
    agree(result, keras_answer(layer, x, wide))


@st.composite
def convolutions(draw):
    """Draw an image with channels, filters and settings that fit each other."""
    size = [draw(st.integers(4, 9)) for _ in range(2)]
    f = [draw(st.integers(1, 3)) for _ in range(2)]
    pair = st.tuples(st.integers(1, 3), st.integers(1, 3))
    stride, dilation = draw(st.integers(1, 3) | pair), draw(pair)
    ends = st.tuples(st.integers(0, 3), st.integers(0, 3))
    padding = draw(
        st.integers(1, 3) | ends | st.tuples(ends, ends) | st.sampled_from(["same"])
    )
    for n, k, d in zip(size, f, dilation, strict=True):
        if (k - 1) * d + 1 > n and padding != "same":
            padding = 3
    c_in, c_out, images = (draw(st.integers(1, 3)) for _ in range(3))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = random.integers(-9, 10, (images, *size, c_in))
    w = random.integers(-9, 10, (*f, c_in, c_out))
    return x, w, padding, stride, dilation


@given(convolutions())
@settings(deadline=None)
def test_transposed_is_the_backward_pass_of_the_convolution(problem):
    # For every map g: <conv_layer(x), g> = <x, conv_transpose(g)>, in whole numbers.
    x, w, padding, stride, dilation = problem
    maps = cb.conv_layer(x, w, None, padding, stride, dilation=dilation)
    g = np.random.default_rng(2).integers(-9, 10, maps.shape)
    if padding == "same" and any(
        n % s for n, s in zip(x.shape[1:3], np.broadcast_to(stride, 2), strict=True)
    ):
        return  # "same" transposed makes n · stride pixels, and no others
    more = 0
    if padding != "same":
        smallest = ops.conv_transpose(g, w, None, padding, stride, dilation=dilation)
        more = tuple(
            n - m for n, m in zip(x.shape[1:3], smallest.shape[1:3], strict=True)
        )
    settings = {"output_padding": more, "dilation": dilation}
    back = ops.conv_transpose(g, w, None, padding, stride, **settings)
    assert back.shape == x.shape
    assert (maps * g).sum() == (x * back).sum()
    total = sum(
        cb.conv2d_backward(
            g[..., o], x[..., 0], w[..., 0, o], padding, stride, dilation=dilation
        )[0]
        for o in range(w.shape[3])
    )
    np.testing.assert_array_equal(back[..., 0], total)


@given(convolutions())
@settings(deadline=None)
def test_backward_is_the_adjoint_of_a_dilated_forward(problem):
    x, w, padding, stride, dilation = problem
    image, kernel = x[..., 0], w[..., 0, 0]
    result = cb.conv2d(image, kernel, padding, stride, dilation=dilation)
    gradient = np.random.default_rng(3).integers(-9, 10, result.shape)
    grad_image, grad_kernel = cb.conv2d_backward(
        gradient, image, kernel, padding, stride, dilation=dilation
    )
    assert (gradient * result).sum() == (grad_image * image).sum()
    assert (gradient * result).sum() == (grad_kernel * kernel).sum()


def test_padding_may_cut_into_every_pasted_kernel():
    x, w = asymmetric((1, 4, 5, 2)), asymmetric((2, 2, 3, 2))
    whole = ops.conv_transpose(x, w, stride=2)
    cut = ops.conv_transpose(x, w, padding=((3, 1), (0, 2)), stride=2)
    agree(cut, whole[:, 3:-1, :-2])


def test_the_arguments_are_left_alone():
    x, w = asymmetric((1, 4, 5, 2)), asymmetric((2, 2, 2, 2))
    before = x.copy(), w.copy()
    for function in (ops.conv_transpose, ops.depthwise_conv):
        result = function(x, w)
        assert not np.shares_memory(result, x)
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(w, before[1])
