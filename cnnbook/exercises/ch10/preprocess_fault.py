"""An image made ready for MobileNet."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def _planes(x):
    return np.stack([x] * 3, axis=-1)


def prepare_in_steps(
    image,
    *,
    first=lambda image: np.asarray(image, float),
    grey=lambda x: _planes(x) if x.ndim == 2 else x,
    scale=lambda x: x / 127.5 - 1,
    finish=lambda x: x,
    batch=lambda x: x[None],
):
    """Prepare an image, one step after another.

    Parameters
    ----------
    image : ndarray
        Grey or in colour, values from 0 to 255.
    first : callable
        Makes numbers of it that can be reckoned with.
    grey : callable
        Gives three channels to what has none.
    scale, finish : callable
        Bring the values into the range, and the pixels and channels into their order.
    batch : callable
        Adds the axis of the batch.
    """
    return batch(finish(scale(grey(first(image)))))


def _own_range(x):
    return 2 * (x - x.min()) / (np.ptp(x) or 1) - 1


def _standard(x):
    return (x - x.mean()) / (x.std() or 1)


def _only(channel):
    def grey(x):
        if x.ndim == 3:
            return x
        planes = np.zeros((*x.shape, 3))
        planes[..., channel] = x
        return planes

    return grey


def _draw_image(random: np.random.Generator) -> Case:
    """Draw a small image of any type; a grey one may be three pixels wide."""
    height, width = (int(n) for n in random.permutation([1, 2, 3])[:2])
    shape = (height, width, 3)[: int(random.integers(2, 4))]
    most = int(random.choice([2, 60, 200, 256, 256]))
    image = random.integers(0, most, shape)
    kind = random.choice(["uint8", "float32", "float64", "int64"])
    if kind.startswith("float") and random.integers(2):
        image = np.minimum(image + 0.5, 255)
    return Case((image.astype(kind),))


def _features(image):
    grey = image.ndim == 2
    return {
        ("the image is grey", "the image has colours"): grey,
        (
            "the image is grey and three pixels wide",
            "the image has another width or colours",
        ): (grey and image.shape[1] == 3),
        ("the image holds bytes", "the image holds other numbers than bytes"): (
            image.dtype == np.uint8
        ),
        ("the image is of type float32", "the image is of another type than float32"): (
            image.dtype == np.float32
        ),
        ("the image is wider than high", "the image is not wider than high"): (
            image.shape[1] > image.shape[0]
        ),
        ("the image has a value above 1", "no value is above 1"): image.max() > 1,
        ("the image has a value above 127", "all values are below 128"): (
            image.max() > 127
        ),
    }


_random = np.random.default_rng(1010)


def _prepare_loops(image):
    rows = []
    for line in np.asarray(image).tolist():
        rows.append([])
        for pixel in line:
            colours = pixel if isinstance(pixel, list) else [pixel] * 3
            rows[-1].append([(value - 127.5) / 127.5 for value in colours])
    return [rows]


def _prepare_keras(image):
    import keras

    image = np.array(image, "float32")
    if image.ndim == 2:
        image = image[:, :, None].repeat(3, axis=2)
    batch = np.expand_dims(image, 0)
    return keras.applications.mobilenet_v2.preprocess_input(batch)


def _scaled(name, hint, *scales):
    return each(name, hint, scale=scales)


_SCALES = (
    *_scaled(
        "scaled to 0 … 1",
        "Your values end at 0 at the dark end. Where does this network want its black?",
        lambda x: x / 255,
    ),
    *_scaled(
        "scaled twice",
        "Everything lies close to −1. Somebody has divided before you did, or you "
        "have divided twice.",
        lambda x: x / 255 / 127.5 - 1,
        lambda x: (x / 127.5 - 1) / 127.5 - 1,
    ),
    *_scaled(
        "not scaled",
        "These are the values of the photograph as they came.",
        lambda x: x,
    ),
    *_scaled(
        "scaled to −½ … ½",
        "Your values have the right middle and half the right range.",
        lambda x: x / 255 - 0.5,
    ),
    *_scaled(
        "divided by 127.5, nothing subtracted",
        "Your values run from 0 to 2. The range is wide enough; where is its middle?",
        lambda x: x / 127.5,
    ),
    *_scaled(
        "divided by 255, 1 subtracted",
        "Your values run from −1 to 0. Black is right; where is white?",
        lambda x: x / 255 - 1,
    ),
    *_scaled(
        "127.5 subtracted, not divided",
        "Your values have the right middle. How far does their range reach?",
        lambda x: x - 127.5,
    ),
    *_scaled(
        "black and white exchanged",
        "Your image is a negative: black has become 1, and white −1.",
        lambda x: 1 - x / 127.5,
    ),
    *_scaled(
        "divided by 128 or 127",
        "White should become exactly 1 and black exactly −1. The middle of 0 and 255 is no "
        "whole number.",
        lambda x: x / 128 - 1,
        lambda x: x / 127 - 1,
        lambda x: (x - 128) / 127,
        lambda x: (x - 127) / 128,
    ),
    *_scaled(
        "whole-number division",
        "Your values are whole numbers: // cuts the fraction off. Divide by /.",
        lambda x: x // 127.5 - 1,
    ),
    *_scaled(
        "scaled by the image's own range",
        "You stretch every image to its own darkest and brightest value. So a dark "
        "photograph looks as bright as any; the network has learnt otherwise.",
        _own_range,
    ),
    *_scaled(
        "scaled by the image's own brightest value",
        "You divide every image by its own brightest value. So a dark photograph looks as "
        "bright as any; the network has learnt otherwise.",
        lambda x: x / (x.max() or 1) * 2 - 1,
        lambda x: x / max(x.max(), 1) * 2 - 1,
    ),
    *_scaled(
        "standardised",
        "You give each image mean 0 and deviation 1. This network was trained with "
        "one fixed scale for all.",
        _standard,
    ),
)

_TYPES = (
    wrong_step(
        "turned into bytes first",
        "You make bytes of the values first. An image of floats may hold fractions.",
        first=lambda image: np.asarray(image).astype(np.uint8).astype(float),
    ),
    *each(
        "bytes overflow",
        "You reckon with bytes before you divide. A byte ends at 255, and what is larger "
        "begins at 0 again.",
        first=[
            lambda image: (np.asarray(image) * 2) / 2,
            lambda image: (np.asarray(image) - 128) + 128.0,
        ],
    ),
)

_ORDERS = (
    wrong_step(
        "channels reversed",
        "Red and blue have changed places.",
        finish=lambda x: x[..., ::-1],
    ),
    wrong_step(
        "columns mirrored",
        "Your image is mirrored, left and right. It is the last axis that holds the "
        "colours.",
        finish=lambda x: x[:, ::-1],
    ),
    wrong_step(
        "rows upside down",
        "Your image is upside down: its first row has become the last.",
        finish=lambda x: x[::-1],
    ),
    wrong_step(
        "turned by 180°",
        "Your image is turned by 180°: rows and columns both run backwards.",
        finish=lambda x: x[::-1, ::-1],
    ),
    wrong_step(
        "grey image mirrored",
        "Your grey image is mirrored: its last axis is the width, not the colours.",
        grey=lambda x: _planes(x[:, ::-1]) if x.ndim == 2 else x,
    ),
    wrong_step(
        "height and width swapped",
        "Your image is turned: its rows have become columns.",
        finish=lambda x: x.swapaxes(0, 1),
    ),
    wrong_step(
        "channels first",
        "You put the channels before the rows and the columns. Here they come last.",
        finish=lambda x: np.moveaxis(x, -1, 0),
    ),
)

_GREY = (
    *each(
        "grey put into one channel",
        "Your grey image has a colour: one channel has it, the others are empty.",
        grey=[_only(0), _only(1), _only(2)],
    ),
    wrong_step(
        "grey left without channels",
        "Your grey image has no axis for its channels yet. Give it three equal ones.",
        grey=lambda x: x,
    ),
    wrong_step(
        "one channel for grey",
        "Your grey image has one channel. Give it three equal ones.",
        grey=lambda x: x[..., None] if x.ndim == 2 else x,
    ),
    wrong_step(
        "grey channels in front",
        "You stack the three equal planes in front of the rows. The channels come last.",
        grey=lambda x: np.stack([x] * 3) if x.ndim == 2 else x,
    ),
    wrong_step(
        "grey known by its width",
        "You tell grey images by their last axis. A grey image that is three pixels wide "
        "looks like one in colour then: count the axes.",
        grey=lambda x: x if x.shape[-1] == 3 else np.dstack([x] * 3),
    ),
    wrong_step(
        "colours made grey",
        "You make images in colour grey too. They should keep their colours.",
        grey=lambda x: _planes(x.mean(axis=-1) if x.ndim == 3 else x),
    ),
)

_BATCHES = (
    wrong_step(
        "batch axis missing",
        "This is the image alone. A network takes batches, even of one.",
        batch=lambda x: x,
    ),
    wrong_step(
        "batch axis last",
        "The axis for the batch stands at the end. It comes first.",
        batch=lambda x: x[..., None],
    ),
    wrong_step(
        "two axes for the batch",
        "There is an axis too many in front. A batch has one.",
        batch=lambda x: x[None, None],
    ),
)


def _faulty(image):
    image = np.asarray(image) / 255
    image = image[..., ::-1]
    image = image / 127.5 - 1
    return image[..., None]


EXERCISE = FunctionExercise(
    __name__,
    title="Find the preprocessing faults",
    difficulty=1,
    points=2,
    place=20,
    answer="prepare",
    look=(
        "Take a grey image of two pixels, np.array([[0, 255]]), and one in colour, "
        "np.array([[[255, 0, 51]]]). Print shape and values after each line."
    ),
    section="What the base wants to see",
    reference=prepare_in_steps,
    keeps_arguments=True,
    library=("preprocess_input",),
    cases=(
        Case((np.array([[[255, 0, 51]]], np.uint8),)),
        Case((np.array([[0, 255]], np.uint8),)),
        Case((np.array([[0, 1]], np.uint8),)),
        Case((np.array([[[255, 0, 51], [102, 0, 204]]], np.uint8),)),
        Case((np.array([[0, 51, 102], [204, 255, 153]], np.uint8),)),
        Case((np.array([[0.5, 51, 255]], np.float32),)),
        Case((np.array([[[8, 16.5, 40]], [[32, 5, 11]]]),)),
        Case((_random.integers(0, 256, (3, 2, 3)),)),
        Case((np.array([[0, 51], [204, 255]], np.uint8),)),
        Case((np.zeros((1, 2, 3), np.uint8),)),
    ),
    draw=_draw_image,
    features=_features,
    misconceptions=(
        *_SCALES,
        *_TYPES,
        *_ORDERS,
        *_GREY,
        *_BATCHES,
        *rounded(1, 2, 3, 4),
        Misconception(
            "the faults left in",
            "This is what the faulty function gives. Print shape and values after each of "
            "its lines.",
            answer=_faulty,
        ),
        Misconception(
            "cut to whole numbers",
            "Your values are whole numbers: the fractions are lost. Which type has the "
            "array?",
            after=np.trunc,
        ),
    ),
    alternatives=(
        Alternative("loops; nested lists come back", _prepare_loops),
        Alternative("the function that Keras has for it", _prepare_keras),
    ),
)
