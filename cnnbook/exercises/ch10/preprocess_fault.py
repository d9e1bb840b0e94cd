"""An image made ready for MobileNet."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _prepare(
    image,
    *,
    scale=lambda x: x / 127.5 - 1,
    grey=lambda x: np.stack([x] * 3, axis=-1),
    finish=lambda x: x,
    batch=lambda x: x[None],
):
    """Prepare an image, with one of the steps done wrong."""
    image = np.asarray(image, float)
    image = grey(image) if image.ndim == 2 else image
    return batch(finish(scale(image)))


def _prepare_with(**mistake):
    return lambda image: _prepare(image, **mistake)


def _own_range(x):
    return 2 * (x - x.min()) / (np.ptp(x) or 1) - 1


def _standard(x):
    return (x - x.mean()) / (x.std() or 1)


def _only_first(x):
    return np.stack([x, 0 * x, 0 * x], axis=-1)


def _draw_image(random: np.random.Generator) -> Case:
    height = int(random.integers(2, 4))
    shape = (height, height + int(random.integers(1, 3)), 3)
    most = int(random.choice([60, 200, 256]))
    image = random.integers(1, most, shape[: int(random.integers(2, 4))])
    return Case((image.astype(random.choice(["uint8", "float32"])),))


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


EXERCISE = FunctionExercise(
    __name__,
    title="Find the preprocessing faults",
    difficulty=1,
    points=2,
    place=20,
    answer="prepare",
    reference=_prepare,
    cases=(
        Case((np.array([[[255, 0, 51], [102, 0, 204]]], np.uint8),)),
        Case((np.array([[0, 51, 102], [204, 255, 153]], np.uint8),)),
        Case((_random.integers(3, 40, (2, 3, 3)).astype(np.float32),)),
        Case((_random.integers(0, 256, (3, 2, 3)).astype(np.uint8),)),
    ),
    draw=_draw_image,
    misconceptions=(
        Misconception(
            "scaled to 0 … 1",
            "Your values end at 0 at the dark end. Where does this network want its black?",
            _prepare_with(scale=lambda x: x / 255),
        ),
        Misconception(
            "scaled twice",
            "Everything lies close to −1. Somebody has divided before you did, or you "
            "have divided twice.",
            _prepare_with(scale=lambda x: x / 255 / 127.5 - 1),
        ),
        Misconception(
            "not scaled",
            "These are the values of the photograph as they came.",
            _prepare_with(scale=lambda x: x),
        ),
        Misconception(
            "scaled to −½ … ½",
            "Your values have the right middle and half the right range.",
            _prepare_with(scale=lambda x: x / 255 - 0.5),
        ),
        Misconception(
            "divided by 127.5, nothing subtracted",
            "Your values run from 0 to 2. The range is wide enough; where is its middle?",
            _prepare_with(scale=lambda x: x / 127.5),
        ),
        Misconception(
            "channels reversed",
            "Red and blue have changed places.",
            _prepare_with(finish=lambda x: x[..., ::-1]),
        ),
        Misconception(
            "scaled by the image's own range",
            "You stretch every image to its own darkest and brightest value. So a dark "
            "photograph looks as bright as any; the network has learnt otherwise.",
            _prepare_with(scale=_own_range),
        ),
        Misconception(
            "standardised",
            "You give each image mean 0 and deviation 1. This network was trained with "
            "one fixed scale for all.",
            _prepare_with(scale=_standard),
        ),
        Misconception(
            "batch axis missing",
            "This is the image alone. A network takes batches, even of one.",
            _prepare_with(batch=lambda x: x),
        ),
        Misconception(
            "batch axis last",
            "The axis for the batch stands at the end. It comes first.",
            _prepare_with(batch=lambda x: x[..., None]),
        ),
        Misconception(
            "grey put into one channel",
            "Your grey image comes out red: one channel has it, the others are empty.",
            _prepare_with(grey=_only_first),
        ),
        Misconception(
            "height and width swapped",
            "Your image is turned: its rows have become columns.",
            _prepare_with(finish=lambda x: x.swapaxes(0, 1)),
        ),
    ),
    alternatives=(
        Alternative("loops; nested lists come back", _prepare_loops),
        Alternative("the function that Keras has for it", _prepare_keras),
    ),
)
