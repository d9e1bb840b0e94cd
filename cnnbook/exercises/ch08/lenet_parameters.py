"""What LeNet-5 learns, for pictures of any size and any classes."""

from __future__ import annotations

import math

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def count(
    height,
    width,
    channels,
    classes,
    *,
    first=lambda n: n,
    second=lambda n: n - 4,
    pools=(lambda n: n // 2, lambda n: n // 2),
    weights=25,
    depths=(None, 6),
    biases=(1, 1, 1, 1, 1),
    pairs=96,
    pooling=0,
    flat=lambda h, w: h * w * 16,
    units=(120, 84),
    answers=lambda classes: classes,
    parts=lambda numbers: sum(numbers),
):
    """Count the parameters of LeNet-5, one layer after another.

    Parameters
    ----------
    height, width, channels, classes
        As in the exercise.
    first, second, pools : callable
        What the convolutions and the poolings make of a size.
    weights : int
        Of a kernel of the convolutions.
    depths : tuple
        Of the filters of C1 and C3; that of the picture, if None.
    biases : tuple of int
        Of each filter or unit, layer by layer.
    pairs : int
        Kernels of C3, one for each pair of maps that are joined.
    pooling : int
        Parameters of both poolings.
    flat, units, answers : callable, tuple, callable
        What goes into the first dense layer; units of those in between, and of the last.
    parts : callable
        Takes the numbers of the layers.
    """
    sizes = [pools[1](second(pools[0](first(n)))) for n in (height, width)]
    numbers = [(weights * (depths[0] or channels) + biases[0]) * 6 + pooling]
    numbers.append(weights * pairs * depths[1] // 6 + 16 * biases[1])
    into = flat(*sizes)
    for outputs, bias in zip((*units, answers(classes)), biases[-3:], strict=False):
        numbers.append((into + bias) * outputs)
        into = outputs
    return parts(numbers)


def _up(n):
    return -(-n // 2)


def _half(n):
    return n / 2


def _draw(random: np.random.Generator) -> Case:
    height, width = random.integers(14, 41, 2)
    channels, classes = random.integers([1, 2], [5, 16])
    kind = random.integers(7)
    if kind == 0:
        width = height
    if kind == 1:
        height, width = 28, 28
    if kind == 2:
        classes = 10
    if kind == 6:
        height, width, channels = random.integers([12, 12, 5], [19, 19, 13])
        classes = random.integers(20, 1001)
    if kind == 3:
        height, width = (
            4 * (height // 4) + 4,
            4 * (width // 4) + 4,
        )  # nothing is dropped
    return Case((int(height), int(width), int(channels), int(classes)))


def _about(height, width, channels, classes):
    def drops(n):
        return n % 2 == 1 or (n // 2 - 4) % 2 == 1

    return {
        ("a pooling drops a row or a column", "no pooling drops anything"): (
            drops(height) or drops(width)
        ),
        ("the picture is square", "the picture is not square"): height == width,
        ("classes is 10", "classes is not 10"): classes == 10,
        ("channels is 1", "channels is above 1"): channels == 1,
    }


def _traced(height, width, channels, classes):
    layers = [
        arithmetic.Conv(6, 5, padding="same"),
        arithmetic.Pool(2),
        arithmetic.Conv(16, 5),
        arithmetic.Pool(2),
        arithmetic.Flatten(),
        *(arithmetic.Dense(units) for units in (120, 84, classes)),
    ]
    return arithmetic.trace((height, width, channels), layers).parameters


def _by_building(height, width, channels, classes):
    h, w = ((n // 2 - 4) // 2 for n in (height, width))
    shapes = [(5, 5, channels, 6), (6,), (5, 5, 6, 16), (16,)]
    shapes += [(h * w * 16, 120), (120,), (120, 84), (84,), (84, classes), (classes,)]
    return float(sum(math.prod(shape) for shape in shapes))


def _before(name, hint, change):
    return Misconception(name, hint, before=change)


EXERCISE = FunctionExercise(
    __name__,
    title="Count LeNet's parameters",
    difficulty=2,
    points=2,
    place=20,
    look=(
        "Print the number of each layer by itself, for pictures of 28×28 with one channel "
        "and ten classes, and compare with the chapter: C1 and C3 have 156 and 2,416, and "
        "48,120 follow. Then change one of the four arguments at a time."
    ),
    section="What has changed since",
    reference=count,
    cases=tuple(
        Case(args)
        for args in [
            (28, 28, 1, 10),
            (28, 28, 3, 10),
            (28, 28, 1, 4),
            (16, 20, 1, 10),
            (32, 44, 3, 7),
            (30, 22, 2, 5),
            (47, 29, 1, 4),
            (70, 27, 6, 3),
            (512, 500, 3, 7),
            (12, 15, 10, 1000),
        ]
    ),
    draw=_draw,
    integer_result=True,
    features=_about,
    misconceptions=(
        wrong_step(
            "bias missing",
            "You count the weights only. Each filter and each unit learns a bias too.",
            biases=(0, 0, 0, 0, 0),
        ),
        wrong_step(
            "bias missing in the convolutions",
            "You count the weights only in the two convolutions. Each filter learns a bias "
            "too.",
            biases=(0, 0, 1, 1, 1),
        ),
        wrong_step(
            "bias missing in the dense layers",
            "You count the weights only in the dense layers. Each unit learns a bias too.",
            biases=(1, 1, 0, 0, 0),
        ),
        *each(
            "bias missing in one layer",
            "In one of the layers you count the weights only.",
            biases=[tuple(int(k != n) for k in range(5)) for n in range(5)],
        ),
        *each(
            "one bias for a layer",
            "You give a layer a single bias. Each filter and each unit has its own.",
            parts=[
                lambda numbers: (
                    sum(numbers) - 5 - 15 - 119 - 83 - (numbers[-1] // 85 - 1)
                ),
                lambda numbers: sum(numbers) - 5 - 15,
            ],
        ),
        wrong_step(
            "pictures taken to be grey",
            "Your first layer always has 25 weights to a filter. How deep is a filter, if "
            "the pictures have several channels?",
            depths=(1, 6),
        ),
        wrong_step(
            "filters of C3 taken to be flat",
            "Your second convolution has 25 weights to a filter. How many maps does it "
            "look at?",
            depths=(None, 1),
        ),
        wrong_step(
            "pairs of maps as in 1998",
            "You join 60 pairs of maps in C3, as in 1998. Today all 96 are joined.",
            pairs=60,
        ),
        wrong_step(
            "padding forgotten",
            "Your first dense layer has too few inputs. C1 pads, so its maps are as large "
            "as the picture.",
            first=lambda n: n - 4,
        ),
        wrong_step(
            "padding in the second convolution too",
            "Your first dense layer has too many inputs. Only C1 pads.",
            second=lambda n: n,
        ),
        wrong_step(
            "a kernel of 5 taken to cost 5 pixels",
            "Your second convolution takes off a row too many. The first window counts "
            "too.",
            second=lambda n: n - 5,
        ),
        wrong_step(
            "kernels of 3×3",
            "Your kernels have nine weights. How large are those of LeNet-5?",
            second=lambda n: n - 2,
            weights=9,
        ),
        wrong_step(
            "first pooling forgotten",
            "Your first dense layer has too many inputs. There is a pooling after each of "
            "the two convolutions.",
            pools=(lambda n: n, lambda n: n // 2),
        ),
        wrong_step(
            "second pooling forgotten",
            "Your first dense layer has too many inputs. There is a pooling after each of "
            "the two convolutions.",
            pools=(lambda n: n // 2, lambda n: n),
        ),
        wrong_step(
            "rounded up",
            "Where a size is odd, you round up. Pooling drops the last row or column.",
            pools=(_up, _up),
        ),
        *each(
            "rounded up in one pooling",
            "Where a size is odd, one of your two poolings rounds up. Pooling drops the "
            "last row or column.",
            pools=[(_up, lambda n: n // 2), (lambda n: n // 2, _up)],
        ),
        wrong_step(
            "halves kept",
            "Where a size is odd, you go on with half a pixel. Pooling drops the last row "
            "or column.",
            pools=(_half, _half),
        ),
        wrong_step(
            "rounded",
            "Python's round takes 2.5 to 2 and 3.5 to 4. Pooling drops the last row or "
            "column, so every half is rounded down.",
            pools=(lambda n: round(n / 2), lambda n: round(n / 2)),
        ),
        wrong_step(
            "one map flattened instead of all",
            "Your first dense layer sees a single map. Flattening writes all of the maps "
            "into one list.",
            flat=lambda h, w: h * w,
        ),
        wrong_step(
            "always 5×5 in S4",
            "Your first dense layer always has 400 inputs. How large the maps of S4 are, "
            "the size of the picture says.",
            flat=lambda h, w: 400,
        ),
        wrong_step(
            "maps of S4 taken to be square",
            "Your maps of S4 are as wide as they are high. How wide is the picture?",
            flat=lambda h, w: h * h * 16,
        ),
        wrong_step(
            "maps of S4 taken to be square",
            "Your maps of S4 are as high as they are wide. How high is the picture?",
            flat=lambda h, w: w * w * 16,
        ),
        wrong_step(
            "pooling learns, as in 1998",
            "You count two numbers for each pooled map, as the original had them. The "
            "pooling of today learns nothing.",
            pooling=2 * (6 + 16),
        ),
        wrong_step(
            "C5 left out",
            "You go from the flattened maps straight to 84 units. There is a layer with "
            "120 in between.",
            units=(84,),
        ),
        wrong_step(
            "F6 left out",
            "You go from 120 units straight to the classes. There is a layer in between.",
            units=(120,),
        ),
        *each(
            "a layer not counted",
            "The numbers of one of the layers are missing from your sum. There are five "
            "that learn.",
            parts=[lambda numbers, n=n: sum(numbers) - numbers[n] for n in range(4)],
        ),
        wrong_step(
            "output left out",
            "You stop at F6. In 1998 the outputs were not learnt; today they are.",
            parts=lambda numbers: sum(numbers[:-1]),
        ),
        wrong_step(
            "convolutions left out",
            "You count the dense layers alone.",
            parts=lambda numbers: sum(numbers[2:]),
        ),
        wrong_step(
            "dense layers left out",
            "You count the convolutions alone.",
            parts=lambda numbers: sum(numbers[:2]),
        ),
        wrong_step(
            "layer by layer",
            "You return the numbers of the layers. Their sum is wanted.",
            parts=lambda numbers: np.array(numbers),
        ),
        wrong_step(
            "always ten classes",
            "Your number does not depend on the classes. How many outputs are there?",
            answers=lambda classes: 10,
        ),
        _before(
            "channels and classes exchanged",
            "You take the classes for the channels, and the channels for the classes.",
            lambda channels, classes, **rest: {
                "channels": classes,
                "classes": channels,
            },
        ),
    ),
    alternatives=(
        Alternative("the tracer of the package counts", _traced),
        Alternative("the sizes of all arrays; a float comes back", _by_building),
    ),
)
