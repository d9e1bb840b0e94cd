"""Answers to `inverted-dropout`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("inverted-dropout")


@ANSWERS.right("where")
def _(x, rate, dice, training=True):
    return np.where(dice < rate, 0, x / (1 - rate)) if training else x


@ANSWERS.right("a mask as a factor")
def _(x, rate, dice, training=True):
    if training:
        return x * (dice >= rate) / (1 - rate)
    return x


@ANSWERS.right("on a copy, by index")
def _(x, rate, dice, training=True):
    if not training:
        return x
    out = np.array(x, dtype=float) / (1.0 - rate)
    out[dice < rate] = 0
    return out


@ANSWERS.right("in loops over the flat list")
def _(x, rate, dice, training=True):
    keep = 1 - rate
    flat = [
        (v / keep if d >= rate else 0.0) if training else float(v)
        for v, d in zip(np.ravel(x), np.ravel(dice), strict=True)
    ]
    return np.reshape(flat, np.shape(x))


@ANSWERS.right("zeros to begin with")
def _(x, rate, dice, training=True):
    if training is False:
        return np.copy(x)
    result = np.zeros(x.shape)
    stays = ~(dice < rate)
    result[stays] = x[stays] * (1 / (1 - rate))
    return result


@ANSWERS.wrong("what stays is not scaled", ("not scaled",))
def _(x, rate, dice, training=True):
    return np.where(dice < rate, 0, x) if training else x


@ANSWERS.wrong("times the share that stays", ("multiplied by the share that stays",))
def _(x, rate, dice, training=True):
    return np.where(dice < rate, 0, x * (1 - rate)) if training else x


@ANSWERS.wrong("divided by the rate", ("divided by the rate",))
def _(x, rate, dice, training=True):
    with np.errstate(all="ignore"):
        return np.where(dice < rate, 0, x / rate) if training else x


@ANSWERS.wrong("the wrong ones go", ("dropped and kept exchanged",))
def _(x, rate, dice, training=True):
    return np.where(dice < rate, x / (1 - rate), 0) if training else x


@ANSWERS.wrong("training is not asked", ("dropped in use too",))
def _(x, rate, dice, training=True):
    return np.where(dice < rate, 0, x / (1 - rate))


@ANSWERS.wrong("the first kind of dropout", ("dropout of the old kind",))
def _(x, rate, dice, training=True):
    return np.where(dice < rate, 0, x) if training else x * (1 - rate)


@ANSWERS.wrong("equal dice go too", ("dice equal to the rate",))
def _(x, rate, dice, training=True):
    return np.where(dice > rate, x / (1 - rate), 0) if training else x


@ANSWERS.wrong("divided by the share that stayed", ("scaled by what happened to stay",))
def _(x, rate, dice, training=True):
    if not training:
        return x
    stays = dice >= rate
    return x * stays / max(stays.mean(), 1e-9)


@ANSWERS.wrong("x itself is changed")
def _(x, rate, dice, training=True):
    if training:
        x[dice < rate] = 0
        return x / (1 - rate)
    return x


@ANSWERS.wrong("in training nothing, in use all", ("training and use exchanged",))
def _(x, rate, dice, training=True):
    return x if training else np.where(dice < rate, 0, x / (1 - rate))


@ANSWERS.wrong("the mask", ("mask returned",))
def _(x, rate, dice, training=True):
    return (dice >= rate).astype(float) if training else x


@ANSWERS.wrong("always doubled", ("always doubled",))
def _(x, rate, dice, training=True):
    return np.where(dice < rate, 0, 2 * x) if training else x


@ANSWERS.wrong("nothing is returned")
def _(x, rate, dice, training=True):
    np.where(dice < rate, 0, x / (1 - rate))
