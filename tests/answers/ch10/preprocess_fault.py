"""Answers to `preprocess-fault`."""

import functools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("preprocess-fault")


@ANSWERS.right("stacks a grey image, scales once, batch axis first")
def _(image):
    if image.ndim == 2:
        image = np.stack([image] * 3, axis=-1)
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=0)


@ANSWERS.right("in float32, repeat for grey")
def _(image):
    x = np.array(image, dtype="float32")
    if len(x.shape) == 2:
        x = np.repeat(x[..., None], 3, axis=-1)
    x /= 127.5
    x -= 1
    return x[np.newaxis]


@ANSWERS.right("Keras' own function, with a copy")
def _(image):
    from keras.applications.mobilenet_v2 import preprocess_input

    x = image.astype("float32").copy()
    if x.ndim == 2:
        x = np.dstack([x, x, x])
    return preprocess_input(x)[None, ...]


@ANSWERS.right("np.interp")
def _(image):
    scaled = np.interp(image, [0, 255], [-1, 1])
    if scaled.ndim == 2:
        scaled = np.dstack([scaled] * 3)
    return scaled.reshape(1, *scaled.shape)


@ANSWERS.right("multiply by 2, subtract 1, after dividing by 255; broadcast_to")
def _(image):
    scaled = 2 * (image / 255) - 1
    if np.ndim(scaled) == 2:
        scaled = np.broadcast_to(scaled[:, :, np.newaxis], (*scaled.shape, 3))
    return scaled[np.newaxis, :, :, :]


@ANSWERS.right("fills an empty batch, channel by channel")
def _(image):
    height, width = image.shape[:2]
    batch = np.empty((1, height, width, 3))
    for channel in range(3):
        plane = image if image.ndim == 2 else image[:, :, channel]
        batch[0, :, :, channel] = (plane.astype(float) - 127.5) / 127.5
    return batch


@ANSWERS.right("pixel by pixel")
def _(photo):
    rows = []
    for row in photo:
        line = []
        for pixel in row:
            values = [pixel] * 3 if np.ndim(pixel) == 0 else list(pixel)
            line.append([float(v) / 127.5 - 1 for v in values])
        rows.append(line)
    return np.array([rows])


@ANSWERS.right("tile, and prints the range")
def _(image, **_settings):
    import numpy

    x = numpy.asarray(image) * 1.0
    if x.ndim < 3:
        x = numpy.tile(x[..., None], (1, 1, 3))
    x = x / 127.5 - 1.0
    print(x.min(), x.max())
    return numpy.stack([x])


@ANSWERS.right("Keras' Rescaling layer")
def _(image):
    import keras

    x = np.asarray(image, dtype="float32")
    if x.ndim == 2:
        x = x[..., None].repeat(3, axis=-1)
    scaled = keras.layers.Rescaling(1 / 127.5, offset=-1)(x[None])
    return keras.ops.convert_to_numpy(scaled)


@ANSWERS.right("Keras' Rescaling layer, its tensor handed back")
def _(image):
    import keras

    x = np.asarray(image, dtype="float32")
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return keras.layers.Rescaling(1 / 127.5, offset=-1)(x[None])


class _Prepare:
    middle = 127.5

    def __call__(self, image):
        batch = (image[None] - self.middle) / self.middle
        if batch.ndim == 3:
            batch = np.concatenate([batch[..., None]] * 3, axis=3)
        return batch


ANSWERS.right("an object with __call__")(_Prepare())


def _scale(black, white, image):
    x = np.asarray(image, dtype=float)
    if x.ndim == 2:
        x = np.stack((x, x, x), axis=2)
    return (black + (white - black) * x / 255)[None]


ANSWERS.right("functools.partial")(functools.partial(_scale, -1, 1))
ANSWERS.wrong("scaled to 0 … 1 in place of −1 … 1", ("scaled to 0 … 1",))(
    functools.partial(_scale, 0, 1)
)
ANSWERS.wrong("black and white swapped", ("black and white exchanged",))(
    functools.partial(_scale, 1, -1)
)
ANSWERS.wrong("not scaled at all", ("not scaled",))(functools.partial(_scale, 0, 255))
ANSWERS.wrong("scaled to −0.5 … 0.5", ("scaled to −½ … ½",))(
    functools.partial(_scale, -0.5, 0.5)
)


@ANSWERS.wrong("the faults all left as they were", ("the faults left in",))
def _(image):
    image = image / 255
    image = image[..., ::-1]
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=-1)


@ANSWERS.wrong("scaled twice", ("scaled twice",))
def _(image):
    if image.ndim == 2:
        image = np.dstack([image] * 3)
    image = image / 255
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=0)


@ANSWERS.wrong("blue still comes first", ("channels reversed",))
def _(image):
    if image.ndim == 2:
        image = np.dstack([image] * 3)
    image = image[..., ::-1]
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=0)


@ANSWERS.wrong("the batch axis is still the last one", ("batch axis last",))
def _(image):
    if image.ndim == 2:
        image = np.dstack([image] * 3)
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=-1)


@ANSWERS.wrong("no batch axis", ("batch axis missing",))
def _(image):
    if image.ndim == 2:
        image = np.dstack([image] * 3)
    return image / 127.5 - 1


@ANSWERS.wrong("a grey image keeps two axes", ("grey left without channels",))
def _(image):
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=0)


@ANSWERS.wrong("a grey image gets one channel only", ("one channel for grey",))
def _(image):
    if image.ndim == 2:
        image = image[..., None]
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=0)


@ANSWERS.wrong(
    "the grey plane is stacked along the first axis", ("grey channels in front",)
)
def _(image):
    if image.ndim == 2:
        image = np.stack([image] * 3)
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=0)


@ANSWERS.wrong(
    "a grey image gets its plane once and two planes of zeros",
    ("grey put into one channel",),
)
def _(image):
    if image.ndim == 2:
        image = np.dstack([image, 0 * image, 0 * image])
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=0)


@ANSWERS.wrong(
    "a grey image of three columns is taken for one in colour",
    ("grey known by its width",),
)
def _(image):
    if image.shape[-1] != 3:
        image = np.dstack([image] * 3)
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=0)


@ANSWERS.wrong("colour images are made grey as well", ("colours made grey",))
def _(image):
    if image.ndim == 3:
        image = image.mean(axis=-1)
    image = np.dstack([image] * 3)
    return (image / 127.5 - 1)[None]


@ANSWERS.wrong("a float image is scaled in place")
def _(image):
    if not np.issubdtype(image.dtype, np.floating):
        image = image.astype(float)
    image /= 127.5
    image -= 1
    if image.ndim == 2:
        image = np.dstack([image] * 3)
    return image[None]


@ANSWERS.wrong("np.asarray makes no copy of a float32 image, which is scaled in place")
def _(image):
    from keras.applications.mobilenet_v2 import preprocess_input

    x = preprocess_input(np.asarray(image, dtype="float32"))
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong(
    "each image is stretched to its own darkest and brightest value",
    ("scaled by the image's own range",),
)
def _(image):
    x = image.astype(float)
    x = 2 * (x - x.min()) / max(x.max() - x.min(), 1) - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong(
    "divided by the image's own maximum",
    ("scaled by the image's own brightest value",),
)
def _(image):
    x = image / max(image.max(), 1) * 2 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong("mean 0 and deviation 1 in place of −1 … 1", ("standardised",))
def _(image):
    x = (image - image.mean()) / max(image.std(), 1e-6)
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong("doubled in its own type: bytes overflow", ("bytes overflow",))
def _(image):
    x = (image * 2) / 255 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong(
    "turned into bytes first: fractions are lost", ("turned into bytes first",)
)
def _(image):
    x = image.astype("uint8") / 127.5 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong("whole-number division", ("whole-number division",))
def _(image):
    x = image // 127.5 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong("divided by 128, so white is not quite 1", ("divided by 128 or 127",))
def _(image):
    x = image / 128 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong(
    "mirrored: the columns are turned round, not the channels", ("columns mirrored",)
)
def _(image):
    x = image / 127.5 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None, :, ::-1]


@ANSWERS.wrong("channels before rows and columns", ("channels first",))
def _(image):
    x = image / 127.5 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return np.transpose(x, (2, 0, 1))[None]


@ANSWERS.wrong("rows and columns swapped", ("height and width swapped",))
def _(image):
    x = image / 127.5 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x.transpose(1, 0, 2)[None]


@ANSWERS.wrong("a pair: the batch and its shape")
def _(image):
    x = image / 127.5 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None], x[None].shape


@ANSWERS.wrong("None for a grey image")
def _(image):
    if image.ndim == 3:
        return (image / 127.5 - 1)[None]
    return None


@ANSWERS.wrong(
    "scaled twice and the batch axis last", ("scaled twice", "batch axis last")
)
def _(image):
    if image.ndim == 2:
        image = np.dstack([image] * 3)
    image = image / 255
    image = image / 127.5 - 1
    return np.expand_dims(image, axis=-1)


@ANSWERS.wrong(
    "blue first and scaled to 0 … 1", ("scaled to 0 … 1", "channels reversed")
)
def _(image):
    if image.ndim == 2:
        image = np.dstack([image] * 3)
    return (image[..., ::-1] / 255)[None]


@ANSWERS.wrong("scaled in place and no grey images")
def _(image):
    if image.dtype.kind == "f":
        image /= 127.5
        image -= 1
        return image[None]
    return (image / 127.5 - 1)[None]


@ANSWERS.wrong(
    "blue first and the grey image mirrored",
    ("channels reversed", "grey image mirrored"),
)
def _(image):
    x = image[..., ::-1] / 127.5 - 1
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


@ANSWERS.wrong(
    "128 subtracted in its own type and divided by 127",
    ("divided by 128 or 127", "bytes overflow"),
)
def _(image):
    x = (image - 128) / 127
    if x.ndim == 2:
        x = np.dstack([x] * 3)
    return x[None]


def _upright(image):
    x = np.asarray(image, float)
    return x if x.ndim == 3 else np.stack([x] * 3, axis=-1)


@ANSWERS.wrong("the image is upside down", ("rows upside down",))
def _(image):
    return (_upright(image)[::-1] / 127.5 - 1)[None]


@ANSWERS.wrong("the image is turned by 180°", ("turned by 180°",))
def _(image):
    return (_upright(image)[::-1, ::-1] / 127.5 - 1)[None]


@ANSWERS.wrong("left and right are exchanged", ("columns mirrored",))
def _(image):
    return (_upright(image)[:, ::-1] / 127.5 - 1)[None]


@ANSWERS.wrong(
    "divided by half of the image's own maximum",
    ("scaled by the image's own brightest value",),
)
def _(image):
    x = _upright(image)
    return (x / (x.max() / 2 or 1) - 1)[None]


@ANSWERS.wrong("rows and columns of a square grey image exchanged")
def _(image):
    if image.ndim == 2:
        square = image.shape[0] == image.shape[1]
        image = np.stack([image.T if square else image] * 3, axis=-1)
    return image[None] / 127.5 - 1


@ANSWERS.wrong("a black image becomes grey")
def _(image):
    scaled = image / 127.5 - 1 if image.any() else np.zeros(image.shape)
    return (scaled if scaled.ndim == 3 else np.stack([scaled] * 3, -1))[None]
