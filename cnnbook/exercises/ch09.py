"""Exercises of chapter 9: why convolutions work."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic, ops
from cnnbook.exercises.base import (
    Case,
    Demand,
    FunctionExercise,
    Misconception,
    ModelExercise,
    ValueExercise,
)

COUNT_SHARING = ValueExercise(
    id="count-sharing",
    chapter="09",
    title="Count what is shared",
    difficulty=1,
    points=1,
    answer="count_sharing",
    reference=[700, 120, 6, 20],
    misconceptions=(
        Misconception(
            "map too small",
            "Your map has one row and one column too few. The window also stands "
            "somewhere before its first step.",
            [420, 72, 6, 12],
        ),
        Misconception(
            "map as large as the image",
            "Your map is as large as the image. Without padding it is smaller.",
            [1225, 210, 6, 35],
        ),
        Misconception(
            "zeros counted",
            "Your second number counts the empty places. Count the others.",
            [700, 580, 6, 20],
        ),
        Misconception(
            "zero taken for a weight",
            "You count the zero as one more weight. It says that there is no connection.",
            [700, 120, 7, 20],
        ),
        Misconception(
            "weights not shared",
            "You give each connection a weight of its own. All windows use the same "
            "kernel.",
            [700, 120, 120, 1],
        ),
        Misconception(
            "weights of one row",
            "Your last number says how many weights stand in a row of the matrix. How "
            "often does one of them stand in the whole matrix?",
            [700, 120, 6, 6],
        ),
    ),
)


def _strides(layers):
    return np.array([s for _, s in layers])


def _draw_layers(random: np.random.Generator) -> list[tuple[int, int]]:
    """Draw four to six layers whose strides and kernel sizes differ."""
    count = int(random.integers(4, 7))
    sizes = random.integers(2, 8, count)
    strides = random.permutation([2, 3, 1, 2, 1, 1][:count])
    return [(int(f), int(s)) for f, s in zip(sizes, strides, strict=True)]


_LENET = [(5, 1), (2, 2), (5, 1), (2, 2), (5, 1)]
_PLAIN = [(3, 1), (3, 1), (3, 1)]
_MIXED = [(7, 2), (3, 2), (4, 1), (2, 3), (3, 1)]
_STEEP = [(2, 3), (5, 1), (3, 2), (6, 2)]

JUMP = FunctionExercise(
    id="jump",
    chapter="09",
    title="How far apart are neighbours?",
    difficulty=1,
    points=1,
    answer="jump",
    reference=lambda layers: np.cumprod(_strides(layers)),
    cases=tuple(Case((layers,)) for layers in (_LENET, _MIXED, _STEEP, [(4, 3)])),
    draw=lambda random: Case((_draw_layers(random),)),
    whole=True,
    misconceptions=(
        Misconception(
            "strides added",
            "You add the strides. Two steps of a map that moves by 2 are how many pixels "
            "when the next map moves by 3 of them?",
            lambda layers: np.cumsum(_strides(layers)),
        ),
        Misconception(
            "own stride only",
            "You list the stride of each layer, in steps of its own input. Pixels of the "
            "image are wanted.",
            _strides,
        ),
        Misconception(
            "kernel sizes multiplied",
            "You multiply the kernel sizes. How far a window moves does not depend on how "
            "large it is.",
            lambda layers: np.cumprod([f for f, _ in layers]),
        ),
        Misconception(
            "before the layer",
            "You list the jump before each layer. After the layer, its own stride counts.",
            lambda layers: np.cumprod([1, *_strides(layers)[:-1]]),
        ),
        Misconception(
            "the last one only",
            "You return one number. There is a jump after every layer.",
            lambda layers: np.prod(_strides(layers)),
        ),
        Misconception(
            "image listed too",
            "Your list begins with the image itself. Begin with the first layer.",
            lambda layers: np.cumprod([1, *_strides(layers)]),
        ),
        Misconception(
            "from the last layer",
            "You multiply from the end. A layer knows the strides before it, and its own.",
            lambda layers: np.cumprod(_strides(layers)[::-1])[::-1],
        ),
    ),
)


def _field(layers, start=1, less=1, jump=lambda jump, s: jump * s):
    """Add up a receptive field, with a place for every mistake."""
    field, step = start, 1
    for f, s in layers:
        field += (f - less) * step
        step = jump(step, s)
    return field


def _field_with_own_stride(layers):
    field, step = 1, 1
    for f, s in layers:
        step *= s
        field += (f - 1) * step
    return field


RECEPTIVE_FIELD = FunctionExercise(
    id="receptive-field",
    chapter="09",
    title="How far does one value see?",
    difficulty=2,
    points=2,
    answer="receptive_field",
    reference=arithmetic.receptive_field,
    cases=tuple(
        Case((layers,)) for layers in (_PLAIN, _LENET, _MIXED, _STEEP, [(4, 3)])
    ),
    draw=lambda random: Case((_draw_layers(random),)),
    whole=True,
    misconceptions=(
        Misconception(
            "strides ignored",
            "Your result does not change with the strides. Beyond a stride, one step of a "
            "window is more than one pixel of the image.",
            lambda layers: _field(layers, jump=lambda jump, s: 1),
        ),
        Misconception(
            "own stride included",
            "You multiply by the layer's own stride. It matters only to the layers that "
            "come after.",
            _field_with_own_stride,
        ),
        Misconception(
            "f for f − 1",
            "Each of your layers adds too much. The window already stands on one value.",
            lambda layers: _field(layers, less=0),
        ),
        Misconception(
            "no pixel to begin with",
            "You start from nothing. Without any layer, a value sees its own pixel.",
            lambda layers: _field(layers, start=0),
        ),
        Misconception(
            "kernel sizes multiplied",
            "You multiply the kernel sizes. Windows overlap, so a layer adds to the field.",
            lambda layers: int(np.prod([f for f, _ in layers])),
        ),
        Misconception(
            "strides added",
            "You add up the strides before a layer. A step of steps is their product.",
            lambda layers: _field(layers, jump=lambda jump, s: jump + s - 1),
        ),
        Misconception(
            "only the stride just before",
            "You use the stride of one layer, the one just before. All the layers before "
            "count.",
            lambda layers: _field(layers, jump=lambda jump, s: s),
        ),
        Misconception(
            "layers from the end",
            "You multiply by the strides that come after a layer. Those before it decide "
            "how long its steps are.",
            lambda layers: _field(layers[::-1]),
        ),
    ),
)


def _toeplitz(kernel, height, width, place=None, window=None, count=None):
    """Write a kernel as a matrix, with a place for every mistake.

    `place` numbers the pixels, `window` the windows, from row and column.
    """
    f_h, f_w = kernel.shape
    rows, columns = height - f_h + 1, width - f_w + 1
    place = place or (lambda i, j: i * width + j)
    window = window or (lambda i, j: i * columns + j)
    matrix = np.zeros((rows * columns, height * width), kernel.dtype)
    for i, j in np.ndindex(rows, columns):
        for (u, v), weight in np.ndenumerate(kernel):
            matrix[window(i, j), place(i + u, j + v)] = weight
    return matrix


def _columnwise(kernel, height, width):
    return _toeplitz(kernel, height, width, place=lambda i, j: j * height + i)


def _windows_columnwise(kernel, height, width):
    rows = height - kernel.shape[0] + 1
    return _toeplitz(kernel, height, width, window=lambda i, j: j * rows + i)


def _wrapping(kernel, height, width):
    """Move the pattern by one place in every row, also at the image's edge."""
    f_h, f_w = kernel.shape
    pattern = np.zeros((f_h, width), kernel.dtype)
    pattern[:, :f_w] = kernel
    pattern = pattern.ravel()[: (f_h - 1) * width + f_w]
    starts = height * width - len(pattern) + 1
    return np.stack(
        [np.pad(pattern, (start, starts - 1 - start)) for start in range(starts)]
    )


def _side_by_side(kernel, height, width):
    f_h, f_w = kernel.shape
    rows, columns = height - f_h + 1, width - f_w + 1
    matrix = np.zeros((rows * columns, height * width), kernel.dtype)
    for number, (i, j) in enumerate(np.ndindex(rows, columns)):
        start = i * width + j
        matrix[number, start : start + kernel.size] = kernel.ravel()
    return matrix


def _padded(kernel, height, width):
    """Let the map be as large as the image."""
    spots = np.eye(height * width, dtype=kernel.dtype).reshape(-1, height, width)
    return ops.conv2d(spots, kernel, "same").reshape(height * width, -1).T


def _draw_toeplitz(random: np.random.Generator) -> Case:
    f_h, f_w = (int(n) for n in random.permutation([2, 3]))
    height, width = (int(n) for n in random.permutation([4, 5, 6, 7])[:2])
    kernel = random.permutation(np.arange(1, 18))[: f_h * f_w].reshape(f_h, f_w)
    return Case((kernel * random.choice([-1, 1], kernel.shape), height, width))


def _window(case, index):
    kernel, _, width = case.args
    columns = width - kernel.shape[1] + 1
    i, j = divmod(index[0], columns)
    row, column = divmod(index[1], width)
    return (
        f"the window begins in row {i}, column {j} of the image, and the weight is that of "
        f"the pixel in row {row}, column {column}"
    )


TOEPLITZ = FunctionExercise(
    id="toeplitz",
    chapter="09",
    title="A kernel as a matrix",
    difficulty=2,
    points=3,
    answer="toeplitz",
    reference=_toeplitz,
    cases=(
        Case((np.array([[1, 2], [-1, 3]]), 3, 3)),
        Case((np.array([[1, -2, 4], [3, 5, -7]]), 4, 5)),
        Case((np.array([[2, 1], [7, -3], [4, 5]]), 5, 4)),
        Case((np.array([[0.5, -1.5, 2.0]]), 2, 6)),
    ),
    draw=_draw_toeplitz,
    locate=_window,
    misconceptions=(
        Misconception(
            "flipped kernel",
            "Your kernel is turned by 180°. Slide it as it is.",
            lambda k, h, w: _toeplitz(k[::-1, ::-1], h, w),
        ),
        Misconception(
            "image column by column",
            "You number the pixels column by column. The image is written row after row.",
            _columnwise,
        ),
        Misconception(
            "map column by column",
            "Your rows are right but in another order: you slide down the columns. Slide "
            "along the rows.",
            _windows_columnwise,
        ),
        Misconception(
            "transposed",
            "You have a row for each pixel. A row belongs to a value of the map.",
            lambda k, h, w: _toeplitz(k, h, w).T,
        ),
        Misconception(
            "windows over the edge",
            "You move the pattern by one place in every row. At the right edge of the "
            "image the window goes on to the next row.",
            _wrapping,
        ),
        Misconception(
            "weights side by side",
            "All your weights stand side by side. The second row of the kernel lies on "
            "the next row of the image.",
            _side_by_side,
        ),
        Misconception(
            "padded",
            "You have a row for each pixel. Without padding there are fewer windows.",
            _padded,
        ),
        Misconception(
            "ones for weights",
            "You mark the pixels under the window with 1. Their weights are wanted.",
            lambda k, h, w: _toeplitz(np.ones_like(k), h, w),
        ),
    ),
)


def _right(image, shift):
    return np.pad(image, ((0, 0), (shift, 0)))[:, : image.shape[1]]


def _left(image, shift):
    return np.pad(image, ((0, 0), (0, shift)))[:, shift:]


def _down(image, shift):
    return np.pad(image, ((shift, 0), (0, 0)))[: image.shape[0]]


def _inside(x, rows, columns):
    height, width = x.shape
    return x[rows : height - rows, columns : width - columns]


def _error(image, kernel, shift, margin, move=_right, keep=np.abs, pick=np.max):
    one = ops.conv2d(move(image, shift), kernel, "same")
    other = move(ops.conv2d(image, kernel, "same"), shift)
    return pick(_inside(keep(one - other), margin, margin))


def _invariance(image, kernel, shift, margin):
    one = ops.conv2d(_right(image, shift), kernel, "same")
    other = ops.conv2d(image, kernel, "same")
    return np.abs(_inside(one - other, margin, margin)).max()


def _columns_only(image, kernel, shift, margin):
    one = ops.conv2d(_right(image, shift), kernel, "same")
    other = _right(ops.conv2d(image, kernel, "same"), shift)
    return np.abs(_inside(one - other, 0, margin)).max()


def _draw_error(random: np.random.Generator) -> Case:
    height, width = (int(n) for n in random.permutation([7, 8, 9, 11])[:2])
    shift = int(random.integers(2, 4))
    image = random.integers(1, 30, (height, width))
    kernel = random.integers(1, 8, (3, 3)) * random.choice([-1, 1], (3, 3))
    return Case((image, kernel, shift, int(random.integers(0, shift))))


_random = np.random.default_rng(909)
_IMAGE = _random.integers(1, 30, (7, 9))
_TALL = _random.integers(1, 30, (9, 6))
_KERNEL = np.array([[1, 2, -4], [3, 1, -2], [-1, 5, -3]])

EQUIVARIANCE_ERROR = FunctionExercise(
    id="equivariance-error",
    chapter="09",
    title="Measure the equivariance",
    difficulty=2,
    points=3,
    answer="equivariance_error",
    reference=_error,
    cases=(
        Case((_IMAGE, _KERNEL, 2, 0)),
        Case((_IMAGE, -_KERNEL, 3, 1)),
        Case((_IMAGE, _KERNEL, 3, 2)),
        Case((_IMAGE, _KERNEL, 2, 2)),
        Case((_TALL, _KERNEL.T, 2, 1)),
        Case((_TALL, -_KERNEL[:, ::-1], 1, 0)),
    ),
    draw=_draw_error,
    misconceptions=(
        Misconception(
            "compared with the map that did not move",
            "You compare with the map of the picture before it moved. That measures "
            "invariance. Move that map too.",
            _invariance,
        ),
        Misconception(
            "rolled around",
            "What leaves on the right comes back on the left. Zeros should come in.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, lambda x, d: np.roll(x, d, 1)
            ),
        ),
        Misconception(
            "moved down",
            "You move along the first axis, which is down. To the right is the second.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, _down
            ),
        ),
        Misconception(
            "moved to the left",
            "You move to the left. Zeros should come in from the left.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, _left
            ),
        ),
        Misconception(
            "margin ignored",
            "Your result does not change with the margin. Leave out that many rows and "
            "columns on every side.",
            lambda image, kernel, shift, margin: _error(image, kernel, shift, 0),
        ),
        Misconception(
            "margin at two sides only",
            "You leave out columns at the left and right, and no rows at the top and the "
            "bottom.",
            _columns_only,
        ),
        Misconception(
            "sign kept",
            "You take the largest difference with its sign. −9 is a larger error than 2.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, keep=lambda x: x
            ),
        ),
        Misconception(
            "mean instead of the largest",
            "You average the differences. One wrong value should not be hidden by many "
            "right ones.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, pick=np.mean
            ),
        ),
        Misconception(
            "squared",
            "You square the differences. Their size is wanted.",
            lambda image, kernel, shift, margin: _error(
                image, kernel, shift, margin, keep=np.square
            ),
        ),
    ),
)


def _first(layers, size, field=_field, enough=lambda field, size: field >= size):
    """Return the number of the first layer that sees enough, or 0."""
    numbers = range(1, len(layers) + 1)
    return next((n for n in numbers if enough(field(layers[:n]), size)), 0)


def _draw_which(random: np.random.Generator) -> Case:
    layers = _draw_layers(random)
    fields = [_field(layers[:n]) for n in range(1, len(layers) + 1)]
    size = int(random.choice(fields)) + int(random.choice([0, 1, 2]))
    return Case((layers, size))


WHICH_LAYER = FunctionExercise(
    id="which-layer",
    chapter="09",
    title="Which layer can know it?",
    difficulty=2,
    points=2,
    answer="which_layer",
    reference=_first,
    cases=(
        Case((_LENET, 14)),
        Case((_LENET, 15)),
        Case((_PLAIN, 7)),
        Case((_PLAIN, 8)),
        Case((_MIXED, 11)),
        Case((_MIXED, 26)),
        Case((_STEEP, 30)),
        Case(([(6, 2), (3, 2)], 5)),
    ),
    draw=_draw_which,
    whole=True,
    misconceptions=(
        Misconception(
            "counted from 0",
            "You count the layers from 0. The first layer has number 1.",
            lambda layers, size: max(_first(layers, size) - 1, 0),
        ),
        Misconception(
            "more than the size",
            "You ask for more pixels than the thing has. When the field is as large as "
            "the thing, that is enough.",
            lambda layers, size: _first(layers, size, enough=lambda r, n: r > n),
        ),
        Misconception(
            "strides ignored",
            "Your fields do not change with the strides. Beyond a stride, a step is more "
            "than one pixel.",
            lambda layers, size: _first(
                layers, size, lambda some: _field(some, jump=lambda jump, s: 1)
            ),
        ),
        Misconception(
            "own stride included",
            "Your fields grow too fast: a layer's own stride matters only to the layers "
            "after it.",
            lambda layers, size: _first(layers, size, _field_with_own_stride),
        ),
        Misconception(
            "jump for the field",
            "You compare with the distance between neighbouring values. How far does one "
            "value see?",
            lambda layers, size: _first(
                layers, size, lambda some: int(np.prod(_strides(some)))
            ),
        ),
        Misconception(
            "kernel for the field",
            "You compare with the kernel of one layer. It lies on values that see windows "
            "themselves.",
            lambda layers, size: _first(layers, size, lambda some: some[-1][0]),
        ),
        Misconception(
            "field returned",
            "You return how many pixels the layer sees. Its number is wanted.",
            lambda layers, size: (
                _field(layers[: _first(layers, size)]) if _first(layers, size) else 0
            ),
        ),
        Misconception(
            "last layer when none does",
            "When no layer sees enough, you return the last one. It should be 0.",
            lambda layers, size: _first(layers, size) or len(layers),
        ),
    ),
)


BAR = np.array([[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
BLOCK = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
"""Two shapes of the same brightness."""

FAR = ((8, 0), (0, 8), (8, 8))
NEAR = ((1, 0), (0, 1), (3, 5))


def _probes():
    """Return an empty picture, then both shapes: at home, moved far, moved a little."""
    places = [(0, 0), *FAR, *NEAR]
    pictures = np.zeros((1 + 2 * len(places), 32, 32, 1), "float32")
    shapes = [(shape, at) for shape in (BAR, BLOCK) for at in places]
    for picture, (shape, (down, right)) in zip(pictures[1:], shapes, strict=True):
        picture[10 + down : 14 + down, 10 + right : 14 + right, 0] = 10 * shape
    return (pictures,)


def _answers(record):
    """Return the answers to the shapes, (2, places, 10), less that to no shape."""
    (answers,) = record.predictions
    answers = np.asarray(answers, float)
    return (answers[1:] - answers[0]).reshape(2, -1, answers.shape[-1])


def _stays(record, places):
    answers = _answers(record)
    change = answers[:, places] - answers[:, :1]
    return bool(np.abs(change).max() <= 1e-3 * np.abs(answers).max() + 1e-9)


def _tells_apart(record):
    bar, block = _answers(record)[:, 0]
    size = max(np.abs(bar).max(), np.abs(block).max())
    return bool(np.abs(bar - block).max() > 1e-3 * size + 1e-9)


def _has_windows(record):
    kinds = ("Conv2D", "SeparableConv2D", "DepthwiseConv2D")
    sizes = [
        layer.settings.get("kernel_size", (1, 1))
        for kind in kinds
        for layer in record.of_kind(kind)
    ]
    return any(max(np.atleast_1d(size)) > 1 for size in sizes)


def _network(*middle):
    """Return a builder of a network that ends with ten outputs."""

    def build():
        import keras

        return keras.Sequential(
            [keras.Input((32, 32, 1)), *(make(keras.layers) for make in middle)]
        )

    return build


def _conv(**settings):
    return lambda layers: layers.Conv2D(16, 3, **({"activation": "relu"} | settings))


def _ten(layers):
    return layers.Dense(10)


def _pool(layers):
    return layers.GlobalAveragePooling2D()


_DEMANDS = (
    Demand(
        "ten numbers for a picture",
        lambda r: r.output_shape == (10,),
        "Your model returns something of another shape. Ten maps are not ten numbers yet: "
        "what makes one number of a whole map?",
        "maps returned",
    ),
    Demand(
        "it looks through windows",
        _has_windows,
        "No layer looks at a pixel together with its neighbours.",
        "no window",
    ),
    Demand(
        "the same answer when a shape moves by 8 pixels",
        lambda r: _stays(r, slice(1, 1 + len(FAR))),
        "The maps move along with the shape, but after them a layer has a weight of its own "
        "for every place.",
        "a weight for every place",
    ),
    Demand(
        "the same answer when it moves by any number of pixels",
        lambda r: _stays(r, slice(1 + len(FAR), None)),
        "Moves by 8 pixels leave no trace, smaller ones do. Something in your model takes "
        "steps of more than one pixel.",
        "steps of more than one pixel",
    ),
    Demand(
        "another answer to another shape of the same brightness",
        _tells_apart,
        "Your model can't tell a bar from a block: all it finds out is how bright the picture "
        "is. A sum of sums is only a sum; what has to come in between?",
        "no nonlinearity",
    ),
)

MAKE_IT_INVARIANT = ModelExercise(
    id="make-it-invariant",
    chapter="09",
    title="Make it invariant",
    difficulty=3,
    points=3,
    answer="make_it_invariant",
    reference=_network(_conv(), _conv(), _pool, _ten),
    demands=_DEMANDS,
    probes=_probes,
    weights=False,
    misconceptions=tuple(
        Misconception(demand.mistake, demand.hint, answer)
        for demand, answer in zip(
            _DEMANDS,
            (
                _network(_conv(), lambda layers: layers.Conv2D(10, 1)),
                _network(_pool, _ten),
                _network(_conv(), lambda layers: layers.Flatten(), _ten),
                _network(
                    _conv(), lambda layers: layers.MaxPooling2D(), _conv(), _pool, _ten
                ),
                _network(
                    _conv(activation=None, padding="same"),
                    _conv(activation=None, padding="same"),
                    _pool,
                    _ten,
                ),
            ),
            strict=True,
        )
    ),
)

EXERCISES = (
    COUNT_SHARING,
    JUMP,
    RECEPTIVE_FIELD,
    TOEPLITZ,
    EQUIVARIANCE_ERROR,
    WHICH_LAYER,
    MAKE_IT_INVARIANT,
)
