"""What `cnnbook.ops` makes of types, of empty batches and of ways to write a border."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnnbook as cb
from cnnbook import ops

LARGEST = np.iinfo(np.int64).max
WHOLE = ["bool", "uint8", "int8", "uint16", "int32", "uint32", "int64", "uint64"]


def small(shape, dtype="float64"):
    return np.random.default_rng(3).integers(0, 2, shape).astype(dtype)


def calls(dtype, images=2):
    """Return a call of every function with a batch of this type."""
    x, maps = small((images, 5, 6, 2), dtype), small((images, 5, 6), dtype)
    w, f = small((2, 3, 2, 2), dtype), small((2, 3), dtype)
    gradient = small((images, 4, 4), dtype)
    return {
        "conv2d": lambda: cb.conv2d(maps, f),
        "convolve2d": lambda: cb.convolve2d(maps, f),
        "conv2d_backward": lambda: cb.conv2d_backward(gradient, maps, f)[0],
        "conv_layer": lambda: cb.conv_layer(x, w),
        "depthwise_conv": lambda: ops.depthwise_conv(x, w),
        "separable_conv": lambda: ops.separable_conv(x, w, small((1, 1, 4, 3), dtype)),
        "conv_transpose": lambda: ops.conv_transpose(x, w, stride=2),
        "max": lambda: cb.pool2d(x, 2),
        "average": lambda: cb.pool2d(x, 2, mode="average"),
        "pad": lambda: cb.pad(x, 1),
        "reflect": lambda: cb.pad(x, 1, mode="reflect"),
        "relu": lambda: cb.relu(x),
    }


NAMES = list(calls("int64"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", WHOLE)
def test_whole_numbers_of_every_type_are_int64(name, dtype):
    result, expected = calls(dtype)[name](), calls("int64")[name]()
    assert result.dtype == ("float64" if name == "average" else "int64")
    np.testing.assert_array_equal(result, expected)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_floats_keep_their_type(name, dtype):
    result = calls(dtype)[name]()
    assert result.dtype == dtype
    np.testing.assert_allclose(result, calls("int64")[name](), rtol=1e-3)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", ["float32", "uint8"])
def test_a_batch_of_none_gives_none(name, dtype):
    result, some = calls(dtype, images=0)[name](), calls(dtype)[name]()
    assert result.shape == (0, *some.shape[1:])
    assert result.dtype == some.dtype


def test_the_gradient_of_no_images_is_zero():
    _, of_kernel = cb.conv2d_backward(np.ones((0, 4, 3)), np.ones((0, 4, 4)), [[1, 2]])
    assert of_kernel.tolist() == [[0, 0]]


def test_uint64_is_right_as_long_as_it_fits():
    most = np.array([[LARGEST, 3]], np.uint64)
    assert cb.conv2d(most, [[1]]).tolist() == [[LARGEST, 3]]
    assert cb.relu(most).tolist() == [[LARGEST, 3]]


TOO_LARGE = [
    (lambda x: cb.conv2d(x, [[1]]), "image"),
    (lambda x: cb.conv2d([[1]], x), "kernel"),
    (lambda x: cb.convolve2d([[1]], x), "kernel"),
    (lambda x: cb.conv2d_backward(x, [[1]], [[1]]), "gradient"),
    (lambda x: cb.conv_layer(x[..., None], [[[[1]]]]), "x"),
    (lambda x: cb.conv_layer([[[1]]], x[..., None, None]), "w"),
    (lambda x: cb.conv_layer([[[1]]], [[[[1]]]], x[0]), "b"),
    (lambda x: ops.depthwise_conv(x[..., None], [[[[1]]]]), "x"),
    (lambda x: ops.conv_transpose(x[..., None], [[[[1]]]]), "x"),
    (lambda x: cb.pool2d(x, 1), "x"),
    (lambda x: cb.pad(x, 1), "image"),
    (lambda x: cb.pad([[1]], 1, value=x[0, 0]), "value"),
    (cb.relu, "z"),
]


@pytest.mark.parametrize(("call", "name"), TOO_LARGE)
@pytest.mark.parametrize("value", [2**63, 2**64 - 1])
def test_uint64_beyond_int64_is_refused_with_its_value(call, name, value):
    with pytest.raises(ValueError, match=f"^{name} .*{LARGEST}.*got {value} .uint64"):
        call(np.array([[value]], np.uint64))


def test_larger_whole_numbers_are_refused_too():
    for value in (2**63, 2**70, -(2**70)):
        with pytest.raises(ValueError, match=rf"z must.*got {value} .*float\)"):
            cb.relu([[value]])
    assert cb.relu(np.asarray([[2**70, 1]], float)).tolist() == [[2.0**70, 1]]


WAYS = [  # each row says the same border of a 3×4 kernel at stride 1 on 6×7 pixels
    (0, (0, 0), ((0, 0), (0, 0)), "valid", [0, 0], np.int64(0)),
    (2, (2, 2), ((2, 2), (2, 2)), [[2, 2], (2, 2)]),
    ((1, 2), ((1, 1), (2, 2)), (1, (2, 2))),
    ("same", ((1, 1), (1, 2)), (1, (1, 2))),
]


@pytest.mark.parametrize("ways", WAYS)
def test_a_border_may_be_written_alike_everywhere(ways):
    x, w, w_both = small((2, 6, 7, 2)), small((3, 4, 2, 3)), small((3, 4, 2, 2))
    pointwise = small((1, 1, 4, 3))
    functions = [
        lambda p: cb.conv2d(x[..., 0], w[..., 0, 0], p),
        lambda p: cb.convolve2d(x[..., 0], w[..., 0, 0], p),
        lambda p: cb.conv_layer(x, w, None, p),
        lambda p: ops.depthwise_conv(x, w_both, None, p),
        lambda p: ops.separable_conv(x, w_both, pointwise, None, p),
        lambda p: ops.conv_transpose(x, w_both, None, p),
        lambda p: cb.pool2d(x, (3, 4), 1, "max", p),
        lambda p: cb.pool2d(x, (3, 4), 1, "average", p),
        lambda p: cb.pad(x, p),
        lambda p: np.array(cb.Conv(5, (3, 4), 1, p).step((6, 7, 2)).shape),
        lambda p: np.array(cb.Pool((3, 4), 1, p).step((6, 7, 2)).shape),
        lambda p: np.array(cb.DepthwiseConv((3, 4), 1, p).step((6, 7, 2)).shape),
        lambda p: np.array(cb.SeparableConv(5, (3, 4), 1, p).step((6, 7, 2)).shape),
        lambda p: np.array(cb.ConvTranspose(5, (3, 4), 1, p).step((6, 7, 2)).shape),
    ]
    for number, function in enumerate(functions):
        if "same" in ways and number == 8:  # pad knows no kernel
            continue
        results = [function(way) for way in ways]
        for result in results[1:]:
            np.testing.assert_array_equal(results[0], result)


WRONG = [
    ((1, 2, 3), ValueError, r"padding.*pair.*\(1, 2, 3\)"),
    (((1, 2), (3,)), ValueError, r"two whole numbers.*\(\(1, 2\), \(3,\)\)"),
    (((1, 2), (3, -1)), ValueError, "padding.*at least 0, got -1"),
    ((1, 2.5), TypeError, r"padding.*got 2\.5"),
    ("full", ValueError, '"valid", "same".*got \'full\''),
    (None, TypeError, "padding.*got None"),
    (True, TypeError, "padding.*got True"),
]


@pytest.mark.parametrize(("padding", "error", "words"), WRONG)
def test_a_wrong_border_is_refused_alike_everywhere(padding, error, words):
    x, w = small((6, 7, 2)), small((3, 3, 2, 2))
    for call in [
        lambda: cb.conv2d(x[..., 0], w[..., 0, 0], padding),
        lambda: cb.conv_layer(x, w, None, padding),
        lambda: ops.depthwise_conv(x, w, None, padding),
        lambda: ops.conv_transpose(x, w, None, padding),
        lambda: cb.pool2d(x, 3, 1, "max", padding),
        lambda: cb.pad(x, padding),
        lambda: cb.Conv(1, 3, padding=padding),
        lambda: cb.ConvTranspose(1, 3, padding=padding),
        lambda: cb.Pool(3, padding=padding),
    ]:
        with pytest.raises(error) as caught:
            call()
        assert re.search(words, str(caught.value)), str(caught.value)


@pytest.mark.parametrize("mode", ["reflect", "symmetric", "edge"])
@pytest.mark.parametrize("padding", [0, 2, (1, 2), ((0, 2), (2, 1))])
def test_borders_are_those_of_tensorflow(mode, padding):
    keras = pytest.importorskip("keras")
    x = np.random.default_rng(4).normal(size=(2, 3, 4, 2)).astype("float32")
    ends = (
        padding
        if np.ndim(padding) == 2
        else np.repeat(
            np.reshape(np.broadcast_to(padding, 2), (2, 1)), 2, axis=1
        ).tolist()
    )
    result = cb.pad(x, padding, mode=mode)
    assert result.dtype == "float32"
    widths = [(0, 0), *map(tuple, ends), (0, 0)]
    if mode != "edge":  # TensorFlow has none
        expected = keras.ops.pad(x, widths, mode)
        np.testing.assert_array_equal(result, keras.ops.convert_to_numpy(expected))
    np.testing.assert_array_equal(result, np.pad(x, widths, mode))
    for alone, one in zip(x, result, strict=True):
        np.testing.assert_array_equal(cb.pad(alone, padding, mode=mode), one)
        one_map = cb.pad(alone[..., 1], padding, mode=mode)
        np.testing.assert_array_equal(one_map, one[..., 1])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: cb.pad([[1, 2]], 1, mode="reflect"), "at most 0.*mirrors 1 pixels"),
        (lambda: cb.pad([[1, 2]], (0, 3), mode="symmetric"), "at most 2.*got 3"),
        (lambda: cb.pad([[1, 2]], 1, mode="wrap"), "mode must be.*'wrap'"),
        (lambda: cb.pad([[1, 2]], 1, 5, mode="edge"), "value is for.*got 5"),
        (lambda: cb.pad([[1, 2]], "same"), "depends on a kernel.*same_padding"),
        (lambda: cb.pad([[1, 2]], 1, value=[1, 2]), "value must.*one number"),
    ],
)
def test_what_pad_refuses(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_the_types_that_a_value_gives():
    for value, dtype in [(7, "int64"), (7.0, "float64"), (np.uint64(7), "int64")]:
        assert cb.pad(np.ones((1, 1), "uint8"), 1, value=value).dtype == dtype
    assert cb.pad(np.ones((1, 1), "float32"), 1, value=0.5).dtype == "float32"


@given(
    st.integers(1, 12),
    st.integers(1, 12),
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    st.sampled_from([0, 1, ((0, 1), (1, 0)), "same"]),
    st.sampled_from(["max", "average"]),
)
def test_ceil_mode_counts_every_window_that_begins_in_the_image(
    height, width, size, step, padding, mode
):
    x = np.random.default_rng(height * width).integers(-9, 0, (height, width))
    ends = [(0, 0), (0, 0)]
    if padding == "same":
        ends = [
            cb.same_padding(*three) for three in zip(x.shape, size, step, strict=True)
        ]
    elif padding:
        ends = [(1, 1), (1, 1)] if padding == 1 else padding
    if any(max(end) >= f for end, f in zip(ends, size, strict=True)):
        return
    if any(f > n + sum(e) for n, f, e in zip(x.shape, size, ends, strict=True)):
        return
    starts = []
    for n, f, s, (before, after) in zip(x.shape, size, step, ends, strict=True):
        places = [0]
        # PyTorch: as long as pixels are left over, but never from behind the image
        while places[-1] + f < n + before + after and places[-1] + s < n + before:
            places.append(places[-1] + s)
        starts.append([place - before for place in places])
    keep = np.max if mode == "max" else np.mean
    expected = [
        keep(x[max(i, 0) : i + size[0], max(j, 0) : j + size[1]])
        for i, j in itertools.product(*starts)
    ]
    result = cb.pool2d(x, size, step, mode, padding, ceil_mode=True)
    assert result.shape == tuple(map(len, starts))
    np.testing.assert_allclose(result.ravel(), expected)
    layer = cb.Pool(size, step, padding, ceil_mode=True)
    assert layer.step((*x.shape, 1)).shape == (*result.shape, 1)


BAD = [
    (
        lambda: cb.conv_layer(small((4, 4, 4)), small((2, 2, 4, 6)), groups=2),
        "w has 4 input channels, x has 4, 2 in each of 2 groups",
    ),
    (
        lambda: cb.conv_layer(small((4, 4, 4)), small((2, 2, 2, 5)), groups=2),
        "groups must divide .*4 and 5, got 2",
    ),
    (
        lambda: cb.conv_layer(small((4, 4, 4)), small((2, 2, 2, 6)), groups=0),
        "groups must be .*got 0",
    ),
    (
        lambda: cb.conv2d(small((4, 4)), small((3, 3)), dilation=2),
        "kernel is 5 pixels high at dilation 2, but .* only 4",
    ),
    (lambda: cb.conv2d(small((4, 4)), small((3, 3)), dilation=0), "dilation.*got 0"),
    (
        lambda: ops.depthwise_conv(small((4, 4, 3)), small((2, 2, 4, 1))),
        "for 4 channels, x has 3",
    ),
    (
        lambda: ops.depthwise_conv(small((4, 4, 3)), small((2, 2, 3, 2)), b=[1, 2, 3]),
        r"one entry per filter, 6, got \(3,\)",
    ),
    (
        lambda: ops.separable_conv(
            small((4, 4, 3)), small((2, 2, 3, 1)), small((2, 1, 3, 5))
        ),
        "pointwise must be 1 pixel",
    ),
    (
        lambda: ops.conv_transpose(small((4, 4, 3)), small((2, 2, 3, 5))),
        "w has 5 input channels in its last axis, x has 3",
    ),
    (
        lambda: ops.conv_transpose(
            small((4, 4, 3)), small((2, 2, 5, 3)), output_padding=1
        ),
        "smaller than the stride 1, got 1",
    ),
    (
        lambda: ops.conv_transpose(
            small((4, 4, 3)), small((2, 2, 5, 3)), None, "same", 2, output_padding=1
        ),
        'must be 0 with padding "same"',
    ),
    (
        lambda: ops.conv_transpose(small((2, 4, 3)), small((2, 2, 5, 3)), None, 2),
        r"2 \+ 2 pixels leaves nothing of the 3",
    ),
    (lambda: cb.conv2d(np.ones((0, 4)), [[1]]), r"must not be empty.*\(0, 4\)"),
    (lambda: cb.conv2d(np.ones((2, 0, 4)), [[1]]), "must not be empty"),
    (lambda: cb.conv2d(np.ones((2, 4, 4)), np.ones((0, 2))), "must not be empty"),
]


@pytest.mark.parametrize(("call", "words"), BAD)
def test_the_message_names_what_is_wrong(call, words):
    with pytest.raises(ValueError, match=words):
        call()
