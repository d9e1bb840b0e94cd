"""Bad input to `cnnbook.ops` is refused: the argument, the value, what is allowed."""

import re

import numpy as np
import pytest

import cnnbook as cb

IMAGE, KERNEL = np.ones((4, 4)), np.ones((3, 3))
X, W = np.ones((4, 4, 2)), np.ones((3, 3, 2, 5))

CASES = [
    # (call, error, words of the message)
    (
        lambda: cb.conv2d(IMAGE, np.ones((5, 3))),
        ValueError,
        "kernel is 5 pixels high.*only 4",
    ),
    (
        lambda: cb.conv2d(IMAGE, np.ones((3, 7)), padding=1),
        ValueError,
        "kernel is 7 pixels wide.*only 6",
    ),
    (
        lambda: cb.conv2d(IMAGE, KERNEL, stride=0),
        ValueError,
        "stride.*at least 1, got 0",
    ),
    (
        lambda: cb.conv2d(IMAGE, KERNEL, stride=(1, 0)),
        ValueError,
        "stride.*at least 1, got 0",
    ),
    (
        lambda: cb.conv2d(IMAGE, KERNEL, stride=1.5),
        TypeError,
        r"stride.*got 1\.5 \(float\)",
    ),
    (
        lambda: cb.conv2d(IMAGE, KERNEL, stride=float("nan")),
        TypeError,
        "stride.*got nan",
    ),
    (lambda: cb.conv2d(IMAGE, KERNEL, stride=True), TypeError, "stride.*got True"),
    (
        lambda: cb.conv2d(IMAGE, KERNEL, stride=(1, 2, 3)),
        ValueError,
        r"stride.*pair.*\(1, 2, 3\)",
    ),
    (lambda: cb.conv2d(IMAGE, KERNEL, stride="2"), TypeError, "stride.*got '2'"),
    (
        lambda: cb.conv2d(IMAGE, KERNEL, padding=-1),
        ValueError,
        "padding.*at least 0, got -1",
    ),
    (
        lambda: cb.conv2d(IMAGE, KERNEL, padding="full"),
        ValueError,
        '"valid", "same".*got \'full\'',
    ),
    (lambda: cb.conv2d(IMAGE, KERNEL, padding=None), TypeError, "padding.*got None"),
    (
        lambda: cb.conv2d(IMAGE[0], KERNEL),
        ValueError,
        r"image.*\(H, W\).*got shape \(4,\)",
    ),
    (
        lambda: cb.conv2d(IMAGE, W),
        ValueError,
        r"kernel.*conv_layer.*got shape \(3, 3, 2, 5\)",
    ),
    (
        lambda: cb.conv2d([[1, 2], [3]], KERNEL),
        ValueError,
        "image must be rectangular.*lengths 2, 1",
    ),
    (
        lambda: cb.conv2d([["a", "b"]], [[1]]),
        TypeError,
        "image must hold real numbers.*'a'",
    ),
    (
        lambda: cb.conv2d("image.png", KERNEL),
        TypeError,
        "image must hold real numbers.*image.png",
    ),
    (
        lambda: cb.conv2d(None, KERNEL),
        TypeError,
        "image must hold real numbers, got None",
    ),
    (lambda: cb.conv2d(IMAGE * 1j, KERNEL), TypeError, "image must hold real numbers"),
    (
        lambda: cb.conv2d(np.ones((0, 4)), KERNEL),
        ValueError,
        r"image must not be empty.*\(0, 4\)",
    ),
    (
        lambda: cb.conv2d(IMAGE, KERNEL * np.nan),
        ValueError,
        "kernel must be finite.*nan",
    ),
    (
        lambda: cb.convolve2d(IMAGE, KERNEL * np.inf),
        ValueError,
        "kernel must be finite.*inf",
    ),
    (
        lambda: cb.conv2d_backward(np.ones((3, 3)), IMAGE, KERNEL),
        ValueError,
        r"gradient.*\(2, 2\), got \(3, 3\)",
    ),
    (
        lambda: cb.conv_layer(IMAGE, W),
        ValueError,
        r"x must have the axes \(H, W, C_in\)",
    ),
    (
        lambda: cb.conv_layer(X, KERNEL),
        ValueError,
        r"w must have the axes \(f_H, f_W, C_in, C_out\)",
    ),
    (
        lambda: cb.conv_layer(X, W.transpose(3, 2, 0, 1)),
        ValueError,
        "w must be as deep as x.*3 input channels.*x has 2",
    ),
    (
        lambda: cb.conv_layer(X, W, b=np.ones(4)),
        ValueError,
        "b must have one entry per filter, 5",
    ),
    (lambda: cb.conv_layer(X, W, b=np.full(5, np.nan)), ValueError, "b must be finite"),
    (lambda: cb.conv_layer(X, W, stride=0), ValueError, "stride.*got 0"),
    (
        lambda: cb.pool2d(IMAGE, mode="min"),
        ValueError,
        'mode.*"max" or "average".*\'min\'',
    ),
    (lambda: cb.pool2d(IMAGE, size=5), ValueError, "5 pixels high.*only 4"),
    (lambda: cb.pool2d(IMAGE, size=0), ValueError, "size.*got 0"),
    (lambda: cb.pool2d(IMAGE, stride=0), ValueError, "stride.*got 0"),
    (
        lambda: cb.pool2d(IMAGE, size=2, padding=2),
        ValueError,
        "padding must be smaller.*2",
    ),
    (lambda: cb.pad(IMAGE, -1), ValueError, "padding.*got -1"),
    (lambda: cb.pad(IMAGE[0], 1), ValueError, "image must have the axes"),
    (lambda: cb.relu(["a"]), TypeError, "z must hold real numbers"),
]


@pytest.mark.parametrize(("call", "error", "words"), CASES)
def test_the_message_names_what_is_wrong(call, error, words):
    with pytest.raises(error) as caught:
        call()
    assert re.search(words, str(caught.value)), str(caught.value)
