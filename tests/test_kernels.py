"""Named kernels against SciPy and their definitions."""

import numpy as np
import pytest
from scipy import ndimage

from cnnbook import kernels


def test_sobel_and_prewitt_are_scipys():
    image = np.random.default_rng(1).normal(size=(9, 8))
    for name in ("sobel", "prewitt"):
        ours = ndimage.correlate(
            image, kernels.kernel(f"{name}-vertical").astype(float)
        )
        # SciPy subtracts the left from the right: the other sign.
        np.testing.assert_allclose(ours, -getattr(ndimage, name)(image, axis=1))
        ours = ndimage.correlate(
            image, kernels.kernel(f"{name}-horizontal").astype(float)
        )
        np.testing.assert_allclose(ours, -getattr(ndimage, name)(image, axis=0))


def test_laplacian_is_scipys():
    image = np.random.default_rng(2).normal(size=(9, 8))
    ours = ndimage.correlate(image, kernels.kernel("laplacian").astype(float))
    np.testing.assert_allclose(ours, ndimage.laplace(image))


def test_gaussian_is_scipys():
    spot = np.zeros((7, 7))
    spot[3, 3] = 1
    theirs = ndimage.gaussian_filter(spot, 1.3, radius=3)
    np.testing.assert_allclose(kernels.gaussian(7, 1.3), theirs)


@pytest.mark.parametrize("name", list(kernels.CATALOGUE))
def test_weights_sum_to_what_the_meaning_says(name):
    entry = kernels.CATALOGUE[name]
    total = entry.weights.sum()
    if any(
        word in name for word in ("edge", "sobel", "scharr", "prewitt", "laplacian")
    ):
        assert total == pytest.approx(0)
    if any(word in name for word in ("blur", "sharpen", "identity")):
        assert total == pytest.approx(1)
    assert entry.meaning
    assert entry.source
    assert not entry.weights.flags.writeable


@pytest.mark.parametrize("angle", [0, 22, 45, 70, 90, 135])
def test_a_line_detector_answers_most_to_its_own_angle(angle):
    def answer(drawn):
        row, column = np.mgrid[-7:8, -7:8]
        theta = np.deg2rad(drawn)
        picture = abs(column * np.sin(theta) + row * np.cos(theta)) < 1
        return (kernels.line(angle, size=15) * picture).sum() / picture.sum()

    others = [
        a for a in range(0, 180, 15) if min(abs(a - angle), 180 - abs(a - angle)) > 15
    ]
    assert answer(angle) > max(map(answer, others))


@pytest.mark.parametrize("angle", [0, 22, 45, 90, 135, 200, 315])
def test_a_step_edge_is_bright_on_the_left_of_its_run(angle):
    picture = kernels.step_edge(angle, size=9)
    theta = np.deg2rad(angle + 90)  # left of the run
    right, up = np.cos(theta), np.sin(theta)
    row, column = round(4 - 3 * up), round(4 + 3 * right)
    assert picture[row, column] > 0.95
    assert picture[8 - row, 8 - column] < 0.05
    assert picture[4, 4] == 0.5
    np.testing.assert_allclose(kernels.step_edge(angle + 180, size=9), 1 - picture)


def test_a_step_edge_is_as_steep_as_its_softness_says():
    for softness in (0.5, 1, 3.0):
        picture = kernels.step_edge(90, 5, softness)
        np.testing.assert_allclose(
            picture[0], 0.5 + 0.5 * np.tanh(np.arange(2, -3, -1) / softness)
        )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: kernels.kernel("sobell"), "sobel-vertical.*got 'sobell'"),
        (lambda: kernels.gaussian(4), "odd.*got 4"),
        (lambda: kernels.gaussian(3, 0), "sigma.*got 0"),
        (lambda: kernels.gaussian(3, float("nan")), "sigma.*got nan"),
        (lambda: kernels.line("up"), "angle.*got 'up'"),
        (lambda: kernels.line(45, 2), "odd.*got 2"),
        (lambda: kernels.step_edge("up"), "angle.*got 'up'"),
        (lambda: kernels.step_edge(45, 4), "odd.*got 4"),
        (lambda: kernels.step_edge(45, 3, 0), "softness.*got 0"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
