"""`conv2d` and its kin against SciPy, and the backward pass against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import convolve2d as scipy_convolve
from scipy.signal import correlate2d as scipy_correlate

import cnnbook as cb
from cnnbook import lecture


@st.composite
def problems(draw):
    """Draw an image, a kernel that fits, a padding and a stride, all asymmetric."""
    height, width = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    padding = draw(
        st.integers(0, 3)
        | st.tuples(st.integers(0, 3), st.integers(0, 3))
        | st.sampled_from(["valid", "same"])
    )
    p_h, p_w = padding if isinstance(padding, tuple) else (padding, padding)
    room_h = 2 * p_h if isinstance(p_h, int) else 0
    room_w = 2 * p_w if isinstance(p_w, int) else 0
    f_h = draw(st.integers(1, min(5, height + room_h)))
    f_w = draw(st.integers(1, min(5, width + room_w)))
    stride = draw(st.integers(1, 3) | st.tuples(st.integers(1, 3), st.integers(1, 3)))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    image = random.integers(-9, 10, (height, width))
    return image, random.integers(-9, 10, (f_h, f_w)), padding, stride


def scipy_answer(image, kernel, padding, stride, operation=scipy_correlate):
    """Pad, correlate at stride 1 with SciPy, and keep every stride-th value."""
    s_h, s_w = stride if isinstance(stride, tuple) else (stride, stride)
    if padding == "same":
        borders = []
        for n, f, s in zip(image.shape, kernel.shape, (s_h, s_w), strict=True):
            total = max((int(np.ceil(n / s)) - 1) * s + f - n, 0)
            borders.append((total // 2, total - total // 2))
    elif padding == "valid":
        borders = [(0, 0), (0, 0)]
    else:
        p_h, p_w = padding if isinstance(padding, tuple) else (padding, padding)
        borders = [(p_h, p_h), (p_w, p_w)]
    padded = np.pad(image, borders)
    f_h, f_w = kernel.shape
    # SciPy swaps its arguments when the kernel is the larger one: ask for the full
    # result, which it does not, and cut the valid part out.
    full = operation(padded, kernel, mode="full")
    valid = full[f_h - 1 : padded.shape[0], f_w - 1 : padded.shape[1]]
    return valid[::s_h, ::s_w]


@given(problems())
def test_conv2d_is_scipys_cross_correlation(problem):
    np.testing.assert_array_equal(cb.conv2d(*problem), scipy_answer(*problem))


@pytest.mark.parametrize("size", [(2, 3), (6, 7)])
def test_conv2d_is_the_sum_over_windows_that_it_says(size):
    random = np.random.default_rng(11)
    batch, kernel = random.integers(-9, 10, (2, 8, 9)), random.integers(-9, 10, size)
    windows = np.lib.stride_tricks.sliding_window_view(batch, size, (1, 2))
    expected = np.einsum("nijuv,uv->nij", windows, kernel)
    np.testing.assert_array_equal(cb.conv2d(batch, kernel), expected)


@given(problems())
def test_conv2d_changes_neither_of_its_arguments(problem):
    image, kernel, padding, stride = problem
    before = image.copy(), kernel.copy()
    result = cb.conv2d(image, kernel, padding, stride)
    cb.conv2d_backward(result, image, kernel, padding, stride)
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(kernel, before[1])
    assert not np.shares_memory(result, image)


@given(problems())
def test_convolve2d_is_scipys_convolution(problem):
    expected = scipy_answer(*problem, operation=scipy_convolve)
    np.testing.assert_array_equal(cb.convolve2d(*problem), expected)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("padding", [0, 1, 2, 3, "valid", "same"])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 3), (2, 3), (4, 1), (5, 5)])
def test_every_setting_with_and_without_a_batch(dtype, padding, stride, size):
    random = np.random.default_rng(7)
    batch = random.normal(size=(2, 7, 6)).astype(dtype)
    kernel = random.normal(size=size).astype(dtype)
    result = cb.conv2d(batch, kernel, padding, stride)
    assert result.dtype == dtype
    for image, one in zip(batch, result, strict=True):
        expected = scipy_answer(image, kernel, padding, stride)
        tolerance = 1e-5 if dtype == "float32" else 1e-12
        np.testing.assert_allclose(one, expected, rtol=tolerance, atol=tolerance)
        alone = cb.conv2d(image, kernel, padding, stride)
        np.testing.assert_allclose(alone, expected, rtol=tolerance, atol=tolerance)


@given(problems(), st.booleans())
def test_backward_is_the_adjoint_of_forward(problem, batched):
    # conv2d is linear in the image and in the kernel, so for every gradient g:
    # <g, conv2d(x, k)> = <grad_image, x> = <grad_kernel, k>, exactly in whole numbers.
    image, kernel, padding, stride = problem
    if batched:
        image = np.stack([image, 2 * image + 1])
    result = cb.conv2d(image, kernel, padding, stride)
    gradient = np.random.default_rng(3).integers(-9, 10, result.shape)
    grad_image, grad_kernel = cb.conv2d_backward(
        gradient, image, kernel, padding, stride
    )
    assert grad_image.shape == image.shape
    assert grad_kernel.shape == kernel.shape
    assert (gradient * result).sum() == (grad_image * image).sum()
    assert (gradient * result).sum() == (grad_kernel * kernel).sum()


def test_backward_agrees_with_numerical_gradients():
    random = np.random.default_rng(5)
    image, kernel = random.normal(size=(5, 6)), random.normal(size=(2, 3))
    weights = random.normal(size=cb.conv2d(image, kernel, 1, 2).shape)

    def loss(image, kernel):
        return (np.tanh(cb.conv2d(image, kernel, 1, 2)) * weights).sum()

    def numerical(function, at):
        slope = np.zeros_like(at)
        for where in np.ndindex(at.shape):
            step = np.zeros_like(at)
            step[where] = 1e-6
            slope[where] = (function(at + step) - function(at - step)) / 2e-6
        return slope

    gradient = weights / np.cosh(cb.conv2d(image, kernel, 1, 2)) ** 2
    grad_image, grad_kernel = cb.conv2d_backward(gradient, image, kernel, 1, 2)
    expected = numerical(lambda x: loss(x, kernel), image)
    np.testing.assert_allclose(grad_image, expected, rtol=1e-6, atol=1e-8)
    expected = numerical(lambda k: loss(image, k), kernel)
    np.testing.assert_allclose(grad_kernel, expected, rtol=1e-6, atol=1e-8)


def test_small_integers_do_not_overflow():
    bright = np.full((3, 3), 255, np.uint8)
    assert cb.conv2d(bright, np.ones((3, 3), np.uint8)).tolist() == [[9 * 255]]
    assert cb.conv2d(bright, -np.ones((1, 1), np.int8)).min() == -255


def test_whole_number_kernels_keep_float32():
    assert cb.conv2d(np.ones((3, 3), "float32"), lecture.F).dtype == "float32"


def test_a_nan_spoils_only_the_windows_that_hold_it():
    image = np.ones((4, 4))
    image[0, 0] = np.nan
    assert np.isnan(cb.conv2d(image, np.ones((2, 2)))).sum() == 1


def test_the_inputs_are_left_alone():
    image, kernel = np.arange(9.0).reshape(3, 3), np.ones((2, 2))
    before = image.copy(), kernel.copy()
    cb.conv2d(image, kernel, padding=1)
    cb.conv2d_backward(np.ones((2, 2)), image, kernel)
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(kernel, before[1])


@pytest.mark.parametrize(
    ("image", "kernel", "expected"),
    [
        (lecture.A, lecture.K, lecture.A_CORRELATED_K),
        (lecture.B, lecture.F, lecture.B_CORRELATED_F),
        (lecture.C, cb.kernel("edge-vertical"), lecture.C_VERTICAL),
        (lecture.C, cb.kernel("sobel-vertical"), lecture.C_SOBEL),
        (lecture.C, cb.kernel("scharr-vertical"), lecture.C_SCHARR),
    ],
)
def test_the_lectures_results(image, kernel, expected):
    np.testing.assert_array_equal(cb.conv2d(image, kernel), expected)
    np.testing.assert_array_equal(
        scipy_correlate(image, kernel, mode="valid"), expected
    )


def test_the_lectures_true_convolution():
    expected = lecture.A_CONVOLVED_K
    np.testing.assert_array_equal(cb.convolve2d(lecture.A, lecture.K), expected)
    np.testing.assert_array_equal(
        scipy_convolve(lecture.A, lecture.K, mode="valid"), expected
    )
