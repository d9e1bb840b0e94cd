"""Answers to `patch-embedding`."""

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("patch-embedding")


@ANSWERS.right("cut by reshape")
def _(image, kernel, bias):
    p, _, c, d = kernel.shape
    h, w = image.shape[0] // p, image.shape[1] // p
    cut = image.reshape(h, p, w, p, c).transpose(0, 2, 1, 3, 4)
    return cut.reshape(h * w, -1) @ kernel.reshape(-1, d) + bias


@ANSWERS.right("a convolution with the stride p")
def _(image, kernel, bias):
    maps = cb.conv_layer(image, kernel, bias, stride=kernel.shape[0])
    return maps.reshape(-1, kernel.shape[-1])


@ANSWERS.right("two loops and tensordot")
def _(image, kernel, bias):
    p = len(kernel)
    rows = []
    for i in range(image.shape[0] // p):
        for j in range(image.shape[1] // p):
            patch = image[i * p : (i + 1) * p, j * p : (j + 1) * p]
            rows.append(np.tensordot(patch, kernel, axes=3) + bias)
    return np.array(rows)


@ANSWERS.right("einsum")
def _(image, kernel, bias):
    p, _, c, d = kernel.shape
    cut = image.reshape(-1, p, image.shape[1] // p, p, c)
    return np.einsum("ipjqc,pqcd->ijd", cut, kernel).reshape(-1, d) + bias


@ANSWERS.right("number by number, in lists")
def _(image, kernel, bias):
    p, d = kernel.shape[0], kernel.shape[3]
    found = []
    for top in range(0, image.shape[0], p):
        for left in range(0, image.shape[1], p):
            patch = image[top : top + p, left : left + p, :]
            found.append(
                [float((patch * kernel[..., k]).sum() + bias[k]) for k in range(d)]
            )
    return found


@ANSWERS.wrong("the stride is forgotten", ("stride of 1",))
def _(image, kernel, bias):
    return cb.conv_layer(image, kernel, bias).reshape(-1, kernel.shape[-1])


@ANSWERS.wrong("the bias is forgotten", ("bias forgotten",))
def _(image, kernel, bias):
    p, _, c, d = kernel.shape
    h, w = image.shape[0] // p, image.shape[1] // p
    cut = image.reshape(h, p, w, p, c).transpose(0, 2, 1, 3, 4)
    return cut.reshape(h * w, -1) @ kernel.reshape(-1, d)


@ANSWERS.wrong("pixels in a row", ("pixels in a row taken for patches",))
def _(image, kernel, bias):
    d = kernel.shape[-1]
    return image.reshape(-1, kernel[..., 0].size) @ kernel.reshape(-1, d) + bias


@ANSWERS.wrong("left as maps", ("left as maps",))
def _(image, kernel, bias):
    return cb.conv_layer(image, kernel, bias, stride=kernel.shape[0])


@ANSWERS.wrong("column by column", ("column by column",))
def _(image, kernel, bias):
    maps = cb.conv_layer(image, kernel, bias, stride=kernel.shape[0])
    return maps.swapaxes(0, 1).reshape(-1, kernel.shape[-1])


@ANSWERS.wrong("a true convolution", ("kernel turned",))
def _(image, kernel, bias):
    p, d = kernel.shape[0], kernel.shape[-1]
    turned = kernel[::-1, ::-1]
    return cb.conv_layer(image, turned, bias, stride=p).reshape(-1, d)


@ANSWERS.wrong("a row for each number", ("a row for each number",))
def _(image, kernel, bias):
    p, d = kernel.shape[0], kernel.shape[-1]
    return cb.conv_layer(image, kernel, bias, stride=p).reshape(-1, d).T


@ANSWERS.wrong("a ReLU behind it", ("ReLU applied",))
def _(image, kernel, bias):
    p, d = kernel.shape[0], kernel.shape[-1]
    return np.maximum(cb.conv_layer(image, kernel, bias, stride=p).reshape(-1, d), 0)


@ANSWERS.wrong("the mean of the products", ("mean over the patch",))
def _(image, kernel, bias):
    p, d = kernel.shape[0], kernel.shape[-1]
    sums = cb.conv_layer(image, kernel, stride=p).reshape(-1, d)
    return sums / kernel[..., 0].size + bias


@ANSWERS.wrong("the first channel alone", ("first channel only",))
def _(image, kernel, bias):
    p, d = kernel.shape[0], kernel.shape[-1]
    one = cb.conv_layer(image[..., :1], kernel[:, :, :1], bias, stride=p)
    return one.reshape(-1, d)


@ANSWERS.wrong("the patches, not embedded")
def _(image, kernel, bias):
    p, _, c, _ = kernel.shape
    h, w = image.shape[0] // p, image.shape[1] // p
    cut = image.reshape(h, p, w, p, c).transpose(0, 2, 1, 3, 4)
    return cut.reshape(h * w, -1)


def _collected(image, kernel, bias, dtype=float, product=None):
    p, _, _, d = kernel.shape
    rows = [
        [
            np.sum(image[i : i + p, j : j + p] * kernel[..., k], dtype=product)
            + bias[k]
            for k in range(d)
        ]
        for i in range(0, image.shape[0], p)
        for j in range(0, image.shape[1], p)
    ]
    found = np.zeros((len(rows), d), dtype=dtype)
    found[:] = np.array(rows)
    return found


ANSWERS.right("filled in, an array of floats")(_collected)
ANSWERS.wrong("an array of the picture's type", ("collected in the picture's type",))(
    lambda image, kernel, bias: _collected(image, kernel, bias, image.dtype)
)
ANSWERS.wrong("an array of the kernel's type", ("collected in the kernel's type",))(
    lambda image, kernel, bias: _collected(image, kernel, bias, kernel.dtype)
)
ANSWERS.wrong("sums of the picture's type")(
    lambda image, kernel, bias: _collected(image, kernel, bias, product=image.dtype)
)
ANSWERS.wrong("an array of whole numbers", ("fractions cut off",))(
    lambda image, kernel, bias: _collected(image, kernel, bias, int)
)
ANSWERS.wrong("three channels at most")(
    lambda image, kernel, bias: _collected(image[..., :3], kernel[:, :, :3], bias)
)


@ANSWERS.wrong("three rows and columns of a patch at most")
def _(image, kernel, bias):
    p = kernel.shape[0]
    return np.array(
        [
            np.tensordot(image[i : i + p, j : j + p][:3, :3], kernel[:3, :3], 3) + bias
            for i in range(0, image.shape[0], p)
            for j in range(0, image.shape[1], p)
        ]
    )
