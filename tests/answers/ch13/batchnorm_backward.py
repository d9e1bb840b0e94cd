"""Answers to `batchnorm-backward`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("batchnorm-backward")
AXES = (0, 1, 2)


def forward(x, epsilon):
    deviation = np.sqrt(x.var(axis=AXES) + epsilon)
    return (x - x.mean(axis=AXES)) / deviation, deviation


@ANSWERS.right("the chapter's three ways")
def _(message, x, gamma, epsilon=0.001):
    scaled, deviation = forward(x, epsilon)
    g = message * gamma
    return (g - g.mean(AXES) - scaled * (g * scaled).mean(AXES)) / deviation


@ANSWERS.right("gamma in front, sums divided by their number")
def _(message, x, gamma, epsilon=0.001):
    scaled, deviation = forward(x, epsilon)
    n = x.shape[0] * x.shape[1] * x.shape[2]
    back = n * message - message.sum(AXES) - scaled * (message * scaled).sum(AXES)
    return gamma / (n * deviation) * back


@ANSWERS.right("each channel by its matrix")
def _(message, x, gamma, epsilon=0.001):
    out = np.zeros(x.shape)
    for c in range(x.shape[3]):
        values, g = x[..., c].ravel(), message[..., c].ravel()
        n = values.size
        deviation = np.sqrt(values.var() + epsilon)
        scaled = (values - values.mean()) / deviation
        matrix = np.eye(n) - 1 / n - np.outer(scaled, scaled) / n
        out[..., c] = (gamma[c] / deviation * matrix @ g).reshape(x.shape[:3])
    return out


@ANSWERS.right("all flattened first")
def _(message, x, gamma, epsilon=0.001):
    flat, g = x.reshape(-1, x.shape[-1]), (message * gamma).reshape(-1, x.shape[-1])
    deviation = (flat.var(0) + epsilon) ** 0.5
    scaled = (flat - flat.mean(0)) / deviation
    back = (g - g.mean(0) - scaled * np.mean(g * scaled, 0)) / deviation
    return back.reshape(x.shape)


@ANSWERS.right("through variance and mean, one by one")
def _(message, x, gamma, epsilon=0.001):
    n = x[..., 0].size
    apart, root = x - x.mean(AXES), np.sqrt(x.var(AXES) + epsilon)
    g = message * gamma
    to_variance = -0.5 * (g * apart).sum(AXES) / root**3
    to_mean = -(g / root).sum(AXES)
    return g / root + 2 * apart * to_variance / n + to_mean / n


@ANSWERS.wrong("the mean is forgotten", ("way through the mean forgotten",))
def _(message, x, gamma, epsilon=0.001):
    scaled, deviation = forward(x, epsilon)
    g = message * gamma
    return (g - scaled * (g * scaled).mean(AXES)) / deviation


@ANSWERS.wrong("the deviation is forgotten", ("way through the deviation forgotten",))
def _(message, x, gamma, epsilon=0.001):
    _, deviation = forward(x, epsilon)
    g = message * gamma
    return (g - g.mean(AXES)) / deviation


@ANSWERS.wrong("as in use", ("straight back only",))
def _(message, x, gamma, epsilon=0.001):
    return message * gamma / forward(x, epsilon)[1]


@ANSWERS.wrong("gamma is forgotten", ("gamma forgotten",))
def _(message, x, gamma, epsilon=0.001):
    scaled, deviation = forward(x, epsilon)
    back = message - message.mean(AXES) - scaled * (message * scaled).mean(AXES)
    return back / deviation


@ANSWERS.wrong("not divided in the end", ("not divided by the deviation",))
def _(message, x, gamma, epsilon=0.001):
    scaled, _ = forward(x, epsilon)
    g = message * gamma
    return g - g.mean(AXES) - scaled * (g * scaled).mean(AXES)


@ANSWERS.wrong(
    "sums for means",
    ("sum for mean of the messages", "sum in the way through the deviation"),
)
def _(message, x, gamma, epsilon=0.001):
    scaled, deviation = forward(x, epsilon)
    g = message * gamma
    return (g - g.sum(AXES) - scaled * (g * scaled).sum(AXES)) / deviation


@ANSWERS.wrong("picture by picture", ("statistics of single pictures",))
def _(message, x, gamma, epsilon=0.001):
    axes = (1, 2)
    deviation = np.sqrt(x.var(axis=axes, keepdims=True) + epsilon)
    scaled = (x - x.mean(axis=axes, keepdims=True)) / deviation
    g = message * gamma
    last = scaled * (g * scaled).mean(axis=axes, keepdims=True)
    return (g - g.mean(axis=axes, keepdims=True) - last) / deviation


@ANSWERS.wrong("no epsilon", ("epsilon forgotten",))
def _(message, x, gamma, epsilon=0.001):
    with np.errstate(all="ignore"):
        scaled, deviation = forward(x, 0)
        g = message * gamma
        return (g - g.mean(AXES) - scaled * (g * scaled).mean(AXES)) / deviation


@ANSWERS.wrong("over the batch only", ("statistics of each place",))
def _(message, x, gamma, epsilon=0.001):
    deviation = np.sqrt(x.var(axis=0) + epsilon)
    scaled = (x - x.mean(axis=0)) / deviation
    g = message * gamma
    return (g - g.mean(0) - scaled * (g * scaled).mean(0)) / deviation


@ANSWERS.wrong("gamma's own gradient", ("gradient of gamma",))
def _(message, x, gamma, epsilon=0.001):
    return (message * forward(x, epsilon)[0]).sum(AXES)


@ANSWERS.wrong("added", ("added where it is taken off",))
def _(message, x, gamma, epsilon=0.001):
    scaled, deviation = forward(x, epsilon)
    g = message * gamma
    return (g + g.mean(AXES) - scaled * (g * scaled).mean(AXES)) / deviation


@ANSWERS.wrong("forward", ("forward instead of back",))
def _(message, x, gamma, epsilon=0.001):
    return gamma * forward(x, epsilon)[0]


@ANSWERS.wrong("gamma twice", ("gamma twice",))
def _(message, x, gamma, epsilon=0.001):
    scaled, deviation = forward(x, epsilon)
    g = message * gamma
    back = g - g.mean(AXES) - scaled * (g * scaled).mean(AXES)
    return gamma * back / deviation


@ANSWERS.wrong("twice", ("way through the deviation counted twice",))
def _(message, x, gamma, epsilon=0.001):
    scaled, deviation = forward(x, epsilon)
    g = message * gamma
    return (g - g.mean(AXES) - 2 * scaled * (g * scaled).mean(AXES)) / deviation


@ANSWERS.wrong("not divided in between", ("values that are not divided",))
def _(message, x, gamma, epsilon=0.001):
    deviation = np.sqrt(x.var(AXES) + epsilon)
    apart, g = x - x.mean(AXES), message * gamma
    return (g - g.mean(AXES) - apart * (g * apart).mean(AXES)) / deviation
