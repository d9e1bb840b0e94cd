"""Answers to `occlusion-map`."""

import itertools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("occlusion-map")


def score(picture, weights):
    return max(float(np.sum(picture * weights)), 0.0)


def starts(n, size, stride):
    return range(0, n - size + 1, stride)


@ANSWERS.right("two loops and a copy")
def _(picture, weights, size, stride, fill):
    before = score(picture, weights)
    rows = []
    for top in starts(picture.shape[0], size, stride):
        row = []
        for left in starts(picture.shape[1], size, stride):
            p = picture.astype(float).copy()
            p[top : top + size, left : left + size] = fill
            row.append(before - score(p, weights))
        rows.append(row)
    return np.array(rows)


@ANSWERS.right("np.where with a mask, as lists")
def _(picture, weights, size, stride, fill):
    before = score(picture, weights)
    r, c = np.indices(picture.shape)

    def fall(top, left):
        inside = (top <= r) & (r < top + size) & (left <= c) & (c < left + size)
        return before - score(np.where(inside, fill, picture), weights)

    height, width = picture.shape
    return [
        [fall(t, le) for le in starts(width, size, stride)]
        for t in starts(height, size, stride)
    ]


@ANSWERS.right("counts the output size first")
def _(picture, weights, size, stride, fill):
    h = (picture.shape[0] - size) // stride + 1
    w = (picture.shape[1] - size) // stride + 1
    out = np.empty((h, w))
    whole = (picture * weights).sum()
    for i in range(h):
        for j in range(w):
            s = np.s_[i * stride : i * stride + size, j * stride : j * stride + size]
            left = whole - ((picture[s] - fill) * weights[s]).sum()
            out[i, j] = np.maximum(whole, 0) - np.maximum(left, 0)
    return out


@ANSWERS.right("windows of a view")
def _(picture, weights, size, stride, fill):
    lost = (picture - fill) * weights
    view = np.lib.stride_tricks.sliding_window_view(lost, (size, size))
    lost = view[::stride, ::stride].sum((-1, -2))
    whole = (picture * weights).sum()
    return np.clip(whole, 0, None) - np.clip(whole - lost, 0, None)


@ANSWERS.right("all covered pictures in one batch")
def _(picture, weights, size, stride, fill):
    tops = list(starts(picture.shape[0], size, stride))
    lefts = list(starts(picture.shape[1], size, stride))
    batch = np.repeat(picture[None].astype(float), len(tops) * len(lefts), axis=0)
    for p, (t, le) in zip(batch, itertools.product(tops, lefts), strict=True):
        p[t : t + size, le : le + size] = fill
    after = np.maximum(np.einsum("nij,ij->n", batch, weights), 0)
    return (score(picture, weights) - after).reshape(len(tops), len(lefts))


@ANSWERS.right("covers, asks, and puts back")
def _(picture, weights, size, stride, fill):
    work = np.array(picture, dtype=float)
    before = score(work, weights)
    found = []
    for top in starts(len(work), size, stride):
        found.append([])
        for left in starts(len(work[0]), size, stride):
            kept = work[top : top + size, left : left + size].copy()
            work[top : top + size, left : left + size] = fill
            found[-1].append(before - score(work, weights))
            work[top : top + size, left : left + size] = kept
    return np.array(found)


def general(
    picture,
    weights,
    size,
    stride,
    fill,
    fall=lambda before, now: before - now,
    fresh=True,
    last=1,
    score=score,
):
    """Do it with one thing changed."""
    p = picture.astype(float)
    before = score(p, weights)
    rows = []
    for top in range(0, p.shape[0] - size + last, stride):
        rows.append([])
        for left in range(0, p.shape[1] - size + last, stride):
            if fresh:
                p = picture.astype(float)
            p[top : top + size, left : left + size] = fill
            rows[-1].append(fall(before, score(p, weights)))
    return np.array(rows)


@ANSWERS.wrong("after minus before", ("signs turned round",))
def _(*args):
    return general(*args, fall=lambda before, now: now - before)


@ANSWERS.wrong("the score itself", ("scores in place of falls",))
def _(*args):
    return general(*args, fall=lambda before, now: now)


@ANSWERS.wrong("absolute falls", ("signs lost",))
def _(*args):
    return general(*args, fall=lambda before, now: abs(before - now))


@ANSWERS.wrong("negative falls cut off", ("only what is lost counts",))
def _(*args):
    return general(*args, fall=lambda before, now: max(before - now, 0))


@ANSWERS.wrong("no fresh copy", ("squares stay",))
def _(*args):
    return general(*args, fresh=False)


@ANSWERS.wrong("range ends one too early", ("last squares missing",))
def _(*args):
    return general(*args, last=0)


@ANSWERS.wrong("no ReLU", ("ReLU left out",))
def _(*args):
    return general(*args, score=lambda p, w: (p * w).sum())


@ANSWERS.wrong("mean of the products", ("mean in place of the sum",))
def _(*args):
    return general(*args, score=lambda p, w: max((p * w).mean(), 0))


@ANSWERS.wrong("fill is taken for 0", ("always covered with 0",))
def _(picture, weights, size, stride, fill):
    return general(picture, weights, size, stride, 0)


@ANSWERS.wrong("stride is taken for 1", ("stride ignored",))
def _(picture, weights, size, stride, fill):
    return general(picture, weights, size, 1, fill)


@ANSWERS.wrong("side by side", ("stride taken for the size",))
def _(picture, weights, size, stride, fill):
    return general(picture, weights, size, size, fill)


@ANSWERS.wrong("covers the weights", ("weights covered",))
def _(picture, weights, size, stride, fill):
    return general(weights, picture, size, stride, fill)


@ANSWERS.wrong("share of the score", ("share of the score",))
def _(*args):
    return general(*args, fall=lambda b, now: (b - now) / b if b else 0.0)


@ANSWERS.wrong("as many columns as rows")
def _(picture, weights, size, stride, fill):
    n = min(picture.shape)
    return general(picture[:n, :n], weights[:n, :n], size, stride, fill)


@ANSWERS.wrong("a copy in the picture's own type", ("fraction of fill lost",))
def _(picture, weights, size, stride, fill):
    before = score(picture, weights)
    rows = []
    for top in starts(picture.shape[0], size, stride):
        rows.append([])
        for left in starts(picture.shape[1], size, stride):
            p = picture.copy()
            p[top : top + size, left : left + size] = fill
            rows[-1].append(before - score(p, weights))
    return np.array(rows)


def covered_by_squares(picture, size, stride, fill):
    for top in starts(picture.shape[0], size, stride):
        row = []
        for left in starts(picture.shape[1], size, stride):
            covered = picture.astype(float)
            covered[top : top + size, left : left + size] = fill
            row.append(covered)
        yield row


@ANSWERS.wrong("a ReLU in the first score only", ("ReLU before only",))
def _(picture, weights, size, stride, fill):
    before = max((picture * weights).sum(), 0)
    return np.array(
        [
            [before - (covered * weights).sum() for covered in row]
            for row in covered_by_squares(picture, size, stride, fill)
        ]
    )


@ANSWERS.wrong("a ReLU of each product", ("ReLU of each product",))
def _(picture, weights, size, stride, fill):
    before = np.maximum(picture * weights, 0).sum()
    return np.array(
        [
            [before - np.maximum(covered * weights, 0).sum() for covered in row]
            for row in covered_by_squares(picture, size, stride, fill)
        ]
    )


@ANSWERS.wrong("as wide as high")
def _(picture, weights, size, stride, fill):
    rows = starts(len(picture), size, stride)
    result = np.zeros((len(rows), len(rows)))
    for i, top in enumerate(rows):
        for j, left in enumerate(rows):
            covered = picture.astype(float)
            covered[top : top + size, left : left + size] = fill
            result[i, j] = score(picture, weights) - score(covered, weights)
    return result


@ANSWERS.wrong("a fill below 0 taken for 0")
def _(picture, weights, size, stride, fill):
    return general(picture, weights, size, stride, max(fill, 0))


@ANSWERS.wrong("pixels cut off at 0 and 9")
def _(picture, weights, size, stride, fill):
    return general(np.clip(picture, 0, 9), weights, size, stride, fill)


@ANSWERS.wrong("0 where the square is the whole picture")
def _(picture, weights, size, stride, fill):
    found = general(picture, weights, size, stride, fill)
    return np.zeros((1, 1)) if picture.shape == (size, size) != (1, 1) else found
