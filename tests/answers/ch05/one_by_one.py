"""Answers to `one-by-one`."""

import functools

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("one-by-one")


@ANSWERS.right("a matrix product")
def _(x, mix):
    return x @ mix


@ANSWERS.right("einsum")
def _(x, mix):
    return np.einsum("hwc,cd->hwd", x, mix)


@ANSWERS.right("loops over pixels and channels")
def _(x, mix):
    height, width, c_in = x.shape
    mixed = np.zeros((height, width, mix.shape[1]))
    for row in range(height):
        for column in range(width):
            for j in range(mix.shape[1]):
                for i in range(c_in):
                    mixed[row, column, j] += x[row, column, i] * mix[i, j]
    return mixed


@ANSWERS.right("a sum of weighted planes, stacked")
def _(volume, weights):
    planes = [
        sum(volume[:, :, i] * weights[i, j] for i in range(weights.shape[0]))
        for j in range(weights.shape[1])
    ]
    return np.stack(planes, axis=2)


@ANSWERS.right("tensordot")
def _(x, mix):
    return np.tensordot(x, mix, axes=(2, 0))


@ANSWERS.right("all pixels as rows of one matrix")
def _(x, mix):
    height, width, _ = x.shape
    x = x.reshape(-1, x.shape[2])
    return np.dot(x, mix).reshape(height, width, -1)


@ANSWERS.right("the package's layer with 1×1 filters")
def _(x, mix):
    return cb.conv_layer(x, mix[np.newaxis, np.newaxis])


@ANSWERS.right("one pixel at a time along the axis")
def _(x, mix, **kwargs):
    return np.apply_along_axis(lambda pixel: mix.T @ pixel, 2, x)


@ANSWERS.right("broadcasting and a sum")
def _(x, mix):
    print(x.shape, mix.shape)
    return (x[:, :, :, None] * mix[None, None]).sum(axis=2)


@ANSWERS.right("Keras, in float32")
def _(x, mix):
    import keras

    layer = keras.layers.Conv2D(mix.shape[1], 1, use_bias=False)
    layer.build((None, *x.shape))
    layer.set_weights([mix[None, None]])
    mixed = layer(np.asarray(x)[None].astype("float32"))
    return keras.ops.convert_to_numpy(mixed)[0]


class _Mixer:
    def __init__(self, order="C"):
        self.order = order

    def __call__(self, x, mix):
        out = np.empty((*x.shape[:2], mix.shape[1]), order=self.order)
        for i, j in np.ndindex(*x.shape[:2]):
            out[i, j] = x[i, j].dot(mix)
        return out


ANSWERS.right("an object that is called, in column order")(_Mixer("F"))

ANSWERS.right("functools.partial")(functools.partial(np.einsum, "...i,ij->...j"))


@ANSWERS.right("in place on a copy in floats, added up channel by channel")
def _(x, mix):
    total = np.zeros((*x.shape[:2], mix.shape[1]))
    for i, plane in enumerate(np.moveaxis(x, -1, 0)):
        total += plane[..., None] * mix[i]
    return total


@ANSWERS.right("reading: nested lists instead of an array")
def _(x, mix):
    columns = list(zip(*mix, strict=True))
    return [
        [
            [sum(a * b for a, b in zip(pixel, c, strict=True)) for c in columns]
            for pixel in row
        ]
        for row in x
    ]


@ANSWERS.wrong(
    "the rows and columns of mix are swapped, which fits square ones only",
    ("matrix transposed",),
)
def _(x, mix):
    return x @ mix.T


@ANSWERS.wrong("mix[j, i] in the loops", ("matrix transposed",))
def _(x, mix):
    mixed = np.zeros((*x.shape[:2], mix.shape[1]))
    for j in range(mix.shape[1]):
        for i in range(mix.shape[0]):
            mixed[:, :, j] += x[:, :, i] * mix[j, i]
    return mixed


@ANSWERS.wrong(
    "multiplied by the weights of one mixture, not added up",
    ("one column of mix, not added up",),
)
def _(x, mix):
    return x * mix[:, 0]


@ANSWERS.wrong(
    "only the last channel: assigned instead of added", ("last channel only",)
)
def _(x, mix):
    mixed = np.zeros((*x.shape[:2], mix.shape[1]))
    for j in range(mix.shape[1]):
        for i in range(mix.shape[0]):
            mixed[:, :, j] = x[:, :, i] * mix[i, j]
    return mixed


@ANSWERS.wrong("only the first channel is looked at", ("first channel only",))
def _(x, mix):
    return x[:, :, :1] * mix[0]


@ANSWERS.wrong("the first new channel only", ("first new channel only",))
def _(x, mix):
    return x @ mix[:, :1]


@ANSWERS.wrong("the new channels are added up", ("new channels added up",))
def _(x, mix):
    return (x @ mix).sum(axis=2)


@ANSWERS.wrong(
    "the mean over the channels instead of the sum", ("mean of the channels",)
)
def _(x, mix):
    return (x @ mix) / x.shape[2]


@ANSWERS.wrong(
    "the weights are normalised to a sum of 1",
    ("weights divided by the sum of their sizes",),
)
def _(x, mix):
    return x @ (mix / np.abs(mix).sum(axis=0))


@ANSWERS.wrong("a ReLU at the end", ("ReLU applied",))
def _(x, mix):
    return np.maximum(x @ mix, 0)


@ANSWERS.wrong("a bias of 1 is added", ("bias added",))
def _(x, mix):
    return x @ mix + 1


@ANSWERS.wrong(
    "the new channels stand in the first axis", ("channels on the first axis",)
)
def _(x, mix):
    return np.moveaxis(x @ mix, -1, 0)


@ANSWERS.wrong(
    "the pixels in one row: the shape is (H · W, C_out)", ("pixels in one long list",)
)
def _(x, mix):
    return x.reshape(-1, x.shape[2]) @ mix


@ANSWERS.wrong("height and width are swapped", ("height and width swapped",))
def _(x, mix):
    return np.einsum("hwc,cd->whd", x, mix)


@ANSWERS.wrong("mixes along the width instead of the channels, or fails")
def _(x, mix):
    return np.einsum("hwc,wd->hdc", x, mix)


@ANSWERS.wrong(
    "reshaped to the wrong order of axes before mixing",
    ("channels torn apart by a reshape",),
)
def _(x, mix):
    planes = x.reshape(x.shape[2], -1)
    return (mix.T @ planes).reshape(*x.shape[:2], -1)


@ANSWERS.wrong(
    "the output holds whole numbers when the image does",
    ("output of the image's type",),
)
def _(x, mix):
    mixed = np.zeros((*x.shape[:2], mix.shape[1]), dtype=x.dtype)
    for i, j in np.ndindex(*x.shape[:2]):
        mixed[i, j] = (x[i, j] @ mix).astype(x.dtype)
    return mixed


@ANSWERS.wrong("the output holds whole numbers", ("fractions cut off",))
def _(x, mix):
    return (x @ mix).astype(int)


@ANSWERS.wrong("rounded to whole numbers", ("rounded",))
def _(x, mix):
    return np.round(x @ mix)


@ANSWERS.wrong(
    "cut to the range of colours, 0 to 255", ("cut to the range of colours",)
)
def _(x, mix):
    return np.clip(x @ mix, 0, 255)


@ANSWERS.wrong("negative weights are taken as positive", ("signs of the weights lost",))
def _(x, mix):
    return x @ np.abs(mix)


@ANSWERS.wrong("three channels only", ("always three channels",))
def _(x, mix):
    return (
        x[..., 0, None] * mix[0] + x[..., 1, None] * mix[1] + x[..., 2, None] * mix[2]
    )


@ANSWERS.wrong("the channels in the opposite order", ("channels in the reverse order",))
def _(x, mix):
    return x[:, :, ::-1] @ mix


@ANSWERS.wrong("square images only: the height is used for both")
def _(x, mix):
    size = x.shape[0]
    mixed = np.zeros((size, size, mix.shape[1]))
    for i in range(size):
        for j in range(size):
            mixed[i, j] = x[i, j] @ mix
    return mixed


@ANSWERS.wrong("the new channels are put behind the old ones", ("old channels kept",))
def _(x, mix):
    return np.concatenate([x, x @ mix], axis=2)


@ANSWERS.wrong("the result is not returned")
def _(x, mix):
    np.matmul(x, mix)


@ANSWERS.wrong("the shape only")
def _(x, mix):
    return (x @ mix).shape


@ANSWERS.wrong(
    "mix is transposed and a ReLU follows", ("matrix transposed", "ReLU applied")
)
def _(x, mix):
    return np.maximum(x @ mix.T, 0)


@ANSWERS.wrong(
    "the mean is taken and the channels stand first",
    ("mean of the channels", "channels on the first axis"),
)
def _(x, mix):
    return np.moveaxis(x @ mix, -1, 0) / len(mix)


@ANSWERS.wrong("whole numbers and a ReLU", ("ReLU applied", "fractions cut off"))
def _(x, mix):
    return np.maximum(x @ mix, 0).astype(int)


@ANSWERS.wrong(
    "a stranger: mix transposed if square only", ("matrix transposed if square",)
)
def _(x, mix):
    return x @ (mix.T if mix.shape[0] == mix.shape[1] else mix)


@ANSWERS.wrong(
    "a stranger: reshape wrong: channel axis first",
    ("channels and pixels torn apart by a reshape",),
)
def _(x, mix):
    return (x.reshape(x.shape[2], -1).T @ mix).reshape(x.shape[0], x.shape[1], -1)


@ANSWERS.wrong("a stranger: skips first channel", ("first channel missing",))
def _(x, mix):
    return x[..., 1:] @ mix[1:]


@ANSWERS.wrong(
    "a stranger: max in place of sum", ("largest product instead of the sum",)
)
def _(x, mix):
    return (x[..., :, None] * mix).max(-2)


@ANSWERS.wrong("a stranger: abs", ("signs of the pixels lost",))
def _(x, mix):
    return np.abs(x) @ mix


@ANSWERS.wrong("a stranger: x truncated", ("pixels cut to whole numbers",))
def _(x, mix):
    return x.astype(int) @ mix


@ANSWERS.wrong("a stranger: 3x3 blur of the channel", ("window of 3 by 3",))
def _(x, mix):
    return cb.conv_layer(x, np.tile(mix, (3, 3, 1, 1)) / 9, padding="same")


@ANSWERS.wrong("a stranger: drops negative weights", ("negative weights cut off",))
def _(x, mix):
    return x @ np.maximum(mix, 0)


@ANSWERS.wrong("four channels at most")
def _(x, mix):
    return x[..., :4] @ mix[:4]


@ANSWERS.wrong("large weights are scaled to add up to 1")
def _(x, mix):
    total = np.abs(mix).sum()
    return x @ mix / (total if total >= 100 else 1)
