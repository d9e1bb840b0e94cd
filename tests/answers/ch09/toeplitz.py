"""Answers to `toeplitz`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("toeplitz")


@ANSWERS.right("a row for each window, the kernel put into an empty image")
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    f_h, f_w = kernel.shape
    rows = []
    for i in range(height - f_h + 1):
        for j in range(width - f_w + 1):
            empty = np.zeros((height, width))
            empty[i : i + f_h, j : j + f_w] = kernel
            rows.append(empty.ravel())
    return np.array(rows)


@ANSWERS.right("four loops and the place of each pixel in the line")
def _(kernel, height, width):
    f_h, f_w = len(kernel), len(kernel[0])
    out_h, out_w = height - f_h + 1, width - f_w + 1
    matrix = np.zeros((out_h * out_w, height * width), dtype=np.asarray(kernel).dtype)
    for i in range(out_h):
        for j in range(out_w):
            for u in range(f_h):
                for v in range(f_w):
                    matrix[i * out_w + j, (i + u) * width + j + v] = kernel[u][v]
    return matrix


@ANSWERS.right("asks the layer, a column for each pixel")
def _(kernel, height, width):
    import cnnbook as cb

    columns = []
    for pixel in range(height * width):
        spot = np.zeros((height, width), dtype=int)
        spot.flat[pixel] = 1
        columns.append(cb.conv2d(spot, kernel).ravel())
    return np.stack(columns, axis=1)


@ANSWERS.right("the rows of the identity as a batch of images")
def _(kernel, height, width):
    import cnnbook as cb

    spots = np.eye(height * width, dtype=int).reshape(-1, height, width)
    return cb.conv2d(spots, kernel).reshape(height * width, -1).T


@ANSWERS.right("the numbers of the pixels in windows, filled in by fancy indexing")
def _(kernel, height, width):
    kernel = np.array(kernel)
    pixels = np.arange(height * width).reshape(height, width)
    windows = np.lib.stride_tricks.sliding_window_view(pixels, kernel.shape)
    windows = windows.reshape(-1, kernel.size)
    matrix = np.zeros((len(windows), pixels.size))
    np.put_along_axis(matrix, windows, np.tile(kernel.ravel(), (len(windows), 1)), 1)
    return matrix


@ANSWERS.right("a sum of Kronecker products of shifted identities")
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    out_h, out_w = height - kernel.shape[0] + 1, width - kernel.shape[1] + 1
    total = np.zeros((out_h * out_w, height * width))
    for (u, v), weight in np.ndenumerate(kernel):
        down, right = np.eye(out_h, height, k=u), np.eye(out_w, width, k=v)
        total += weight * np.kron(down, right)
    return total


@ANSWERS.right("blocks of SciPy's toeplitz")
def _(kernel, height, width):
    from scipy.linalg import toeplitz

    kernel = np.asarray(kernel)
    f_h, f_w = kernel.shape
    out_w = width - f_w + 1
    blocks = []
    for row in kernel:
        first = np.zeros(width, dtype=kernel.dtype)
        first[:f_w] = row
        column = np.zeros(out_w, dtype=kernel.dtype)
        column[0] = row[0]
        blocks.append(toeplitz(column, first))
    empty = np.zeros((out_w, width), dtype=kernel.dtype)
    return np.block(
        [
            [blocks[r - i] if 0 <= r - i < f_h else empty for r in range(height)]
            for i in range(height - f_h + 1)
        ]
    )


@ANSWERS.right("a first row that is rolled on")
def _(kernel, height, width):
    kernel = np.asarray(kernel, dtype=float)
    corner = np.zeros((height, width))
    corner[: kernel.shape[0], : kernel.shape[1]] = kernel
    rows = height - kernel.shape[0] + 1
    columns = width - kernel.shape[1] + 1
    return np.array(
        [np.roll(corner, i * width + j) for i in range(rows) for j in range(columns)]
    ).reshape(rows * columns, -1)


@ANSWERS.right(
    "a comprehension with a test whether the window covers the pixel, nested lists"
)
def _(kernel, height, width):
    f_h, f_w = np.shape(kernel)

    def weight(i, j, r, c):
        u, v = r - i, c - j
        return float(kernel[u][v]) if 0 <= u < f_h and 0 <= v < f_w else 0.0

    return [
        [weight(i, j, r, c) for r in range(height) for c in range(width)]
        for i in range(height - f_h + 1)
        for j in range(width - f_w + 1)
    ]


@ANSWERS.right("with stride tricks on a padded line")
def _(kernel, height, width):
    kernel = np.asarray(kernel, dtype=np.float64)
    f_h, f_w = kernel.shape
    line = np.zeros((f_h, width))
    line[:, :f_w] = kernel
    matrix = np.zeros((height - f_h + 1, width - f_w + 1, height * width))
    for (i, j), _ in np.ndenumerate(matrix[..., 0]):
        start = i * width + j
        part = line.ravel()[: height * width - start]
        matrix[i, j, start : start + len(part)] = part
    return matrix.reshape(-1, height * width)


class Matrix:
    """The matrix of a layer."""

    def __call__(self, kernel, height, width, **unused):
        kernel = np.array(kernel)
        shape = height - len(kernel) + 1, width - len(kernel[0]) + 1
        rows = [self.row(kernel, at, (height, width)) for at in np.ndindex(shape)]
        print(len(rows), "windows")
        return np.vstack(rows)

    def row(self, kernel, at, shape):
        around = [
            (k, n - k - f) for k, n, f in zip(at, shape, kernel.shape, strict=True)
        ]
        return np.pad(kernel, around).reshape(1, -1)


ANSWERS.right("a class with __call__ that pads the kernel to the image")(Matrix())


@ANSWERS.right("reading: a sparse matrix of SciPy")
def _(kernel, height, width):
    from scipy.sparse import lil_array

    kernel = np.asarray(kernel)
    out_w = width - kernel.shape[1] + 1
    rows = (height - kernel.shape[0] + 1) * out_w
    matrix = lil_array((rows, height * width))
    for k in range(rows):
        i, j = divmod(k, out_w)
        for (u, v), weight in np.ndenumerate(kernel):
            matrix[k, (i + u) * width + j + v] = weight
    return matrix.tocsr()


def matrix_of(kernel, height, width):
    """Return the right matrix, a row for each window."""
    kernel = np.asarray(kernel)
    f_h, f_w = kernel.shape
    shape = height - f_h + 1, width - f_w + 1
    matrix = np.zeros((*shape, height, width), dtype=kernel.dtype)
    for i, j in np.ndindex(shape):
        matrix[i, j, i : i + f_h, j : j + f_w] = kernel
    return matrix.reshape(-1, height * width)


@ANSWERS.wrong("transposed, a column for each window", ("transposed",))
def _(kernel, height, width):
    return matrix_of(kernel, height, width).T


@ANSWERS.wrong("the kernel is flipped", ("flipped kernel",))
def _(kernel, height, width):
    return matrix_of(np.asarray(kernel)[::-1, ::-1], height, width)


@ANSWERS.wrong("rows and columns of the kernel are exchanged", ("kernel transposed",))
def _(kernel, height, width):
    return matrix_of(np.asarray(kernel).T, height, width)


@ANSWERS.wrong("the kernel is upside down", ("kernel upside down",))
def _(kernel, height, width):
    return matrix_of(np.asarray(kernel)[::-1], height, width)


@ANSWERS.wrong("height and width are exchanged", ("height and width exchanged",))
def _(kernel, height, width):
    return matrix_of(kernel, width, height)


@ANSWERS.wrong("the image is written column after column", ("image column by column",))
def _(kernel, height, width):
    matrix = matrix_of(kernel, height, width).reshape(-1, height, width)
    return matrix.transpose(0, 2, 1).reshape(len(matrix), -1)


@ANSWERS.wrong("the map is written column after column", ("map column by column",))
def _(kernel, height, width):
    rows, columns = np.shape(kernel)
    shape = height - rows + 1, width - columns + 1
    matrix = matrix_of(kernel, height, width).reshape(*shape, -1)
    return matrix.swapaxes(0, 1).reshape(-1, height * width)


@ANSWERS.wrong(
    "the weights move by one in every row, also where a new row begins",
    ("windows over the edge",),
)
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    first = matrix_of(kernel, height, width)[0]
    rows = (height - kernel.shape[0] + 1) * (width - kernel.shape[1] + 1)
    return np.array([np.roll(first, k) for k in range(rows)])


@ANSWERS.wrong(
    "one row of windows is missing, the + 1 is forgotten", ("one window too few",)
)
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    rows = [
        matrix_of(kernel, height, width)[i * (width - kernel.shape[1] + 1) + j]
        for i in range(height - kernel.shape[0])
        for j in range(width - kernel.shape[1])
    ]
    return np.array(rows)


@ANSWERS.wrong(
    "the weights of a window stand side by side, as if the image had one row",
    ("weights side by side",),
)
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    shape = height - kernel.shape[0] + 1, width - kernel.shape[1] + 1
    matrix = np.zeros((shape[0] * shape[1], height * width))
    for k, (i, j) in enumerate(np.ndindex(shape)):
        start = i * width + j
        part = kernel.ravel()[: height * width - start]
        matrix[k, start : start + len(part)] = part
    return matrix


@ANSWERS.wrong("padded, a row for every pixel of the image", ("padded",))
def _(kernel, height, width):
    import cnnbook as cb

    spots = np.eye(height * width, dtype=int).reshape(-1, height, width)
    maps = cb.conv2d(spots, kernel, padding="same")
    return maps.reshape(height * width, -1).T


@ANSWERS.wrong("stride 2", ("stride 2",))
def _(kernel, height, width):
    import cnnbook as cb

    spots = np.eye(height * width, dtype=int).reshape(-1, height, width)
    return cb.conv2d(spots, kernel, stride=2).reshape(height * width, -1).T


@ANSWERS.wrong("only for square kernels, its rows are taken for its columns too")
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    f = len(kernel)
    rows = []
    for i in range(height - f + 1):
        for j in range(width - f + 1):
            empty = np.zeros((height, width))
            empty[i : i + f, j : j + f] = kernel
            rows.append(empty.ravel())
    return np.array(rows)


@ANSWERS.wrong("only for square images, the height is taken for the width too")
def _(kernel, height, width):
    return matrix_of(kernel, height, height)


@ANSWERS.wrong(
    "only for square images, the place in the line counted with the height",
    ("height for the width in the place of a pixel",),
)
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    shape = height - kernel.shape[0] + 1, width - kernel.shape[1] + 1
    matrix = np.zeros((shape[0] * shape[1], height * width))
    for k, (i, j) in enumerate(np.ndindex(shape)):
        for (u, v), weight in np.ndenumerate(kernel):
            matrix[k, (i + u) * height + j + v] = weight
    return matrix


@ANSWERS.wrong(
    "the rows of the matrix are numbered with the height of the map",
    ("rows of the map for its columns",),
)
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    shape = height - kernel.shape[0] + 1, width - kernel.shape[1] + 1
    matrix = np.zeros((shape[0] * shape[1], height * width))
    for i, j in np.ndindex(shape):
        for (u, v), weight in np.ndenumerate(kernel):
            row = min(i * shape[0] + j, len(matrix) - 1)
            matrix[row, (i + u) * width + j + v] = weight
    return matrix


@ANSWERS.wrong(
    "only where the weights are, ones in place of them", ("ones for weights",)
)
def _(kernel, height, width):
    return matrix_of(np.ones(np.shape(kernel)), height, width)


@ANSWERS.wrong("cut to whole numbers", ("fractions cut off",))
def _(kernel, height, width):
    return matrix_of(kernel, height, width).astype(int)


@ANSWERS.wrong(
    "one empty image for all rows, the old weights are not wiped out",
    ("weights of the last window left in",),
)
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    f_h, f_w = kernel.shape
    empty, rows = np.zeros((height, width)), []
    for i in range(height - f_h + 1):
        for j in range(width - f_w + 1):
            empty[i : i + f_h, j : j + f_w] = kernel
            rows.append(empty.flatten())
    return np.array(rows)


@ANSWERS.wrong(
    "all rows are the last one, views of one image", ("all rows like the last one",)
)
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    f_h, f_w = kernel.shape
    empty, rows = np.zeros((height, width)), []
    for i in range(height - f_h + 1):
        for j in range(width - f_w + 1):
            empty[:] = 0
            empty[i : i + f_h, j : j + f_w] = kernel
            rows.append(empty.ravel())
    return np.array(rows)


@ANSWERS.wrong(
    "the windows are left as images, with four axes", ("windows left as images",)
)
def _(kernel, height, width):
    kernel = np.asarray(kernel)
    shape = height - kernel.shape[0] + 1, width - kernel.shape[1] + 1
    return matrix_of(kernel, height, width).reshape(*shape, height, width)


@ANSWERS.wrong("all in one line", ("the matrix in one line",))
def _(kernel, height, width):
    return matrix_of(kernel, height, width).ravel()


@ANSWERS.wrong(
    "the places of the pixels, not the weights, as im2col", ("places for weights",)
)
def _(kernel, height, width):
    pixels = np.arange(height * width).reshape(height, width)
    windows = np.lib.stride_tricks.sliding_window_view(pixels, np.shape(kernel))
    return windows.reshape(-1, np.size(kernel))


@ANSWERS.wrong("only the first row of windows", ("one row of windows only",))
def _(kernel, height, width):
    return matrix_of(kernel, height, width)[: width - np.shape(kernel)[1] + 1]


@ANSWERS.wrong("the rows in reverse order", ("rows in reverse order",))
def _(kernel, height, width):
    return matrix_of(kernel, height, width)[::-1]


@ANSWERS.wrong("returns the matrix and the size of the map")
def _(kernel, height, width):
    rows, columns = np.shape(kernel)
    return matrix_of(kernel, height, width), (height - rows + 1, width - columns + 1)


@ANSWERS.wrong("the map of an image of ones, not the matrix")
def _(kernel, height, width):
    import cnnbook as cb

    return cb.conv2d(np.ones((height, width)), kernel)


@ANSWERS.wrong("printed and not returned")
def _(kernel, height, width):
    print(matrix_of(kernel, height, width))


@ANSWERS.wrong("transposed and the kernel is flipped", ("flipped kernel", "transposed"))
def _(kernel, height, width):
    return matrix_of(np.asarray(kernel)[::-1, ::-1], height, width).T


@ANSWERS.wrong(
    "rows and columns of the kernel and height and width are exchanged",
    (
        "kernel transposed",
        "height and width exchanged",
        "image column by column",
        "map column by column",
    ),
)
def _(kernel, height, width):
    return matrix_of(np.asarray(kernel).T, width, height)


@ANSWERS.wrong(
    "padded and the kernel is flipped", ("flipped kernel", "padded", "transposed")
)
def _(kernel, height, width):
    import cnnbook as cb

    spots = np.eye(height * width, dtype=int).reshape(-1, height, width)
    maps = cb.conv2d(spots, np.asarray(kernel)[::-1, ::-1], padding="same")
    return maps.reshape(height * width, -1).T


@ANSWERS.wrong("rows of zeros where no window fits", ("a row for every pixel",))
def _(kernel, height, width):
    matrix = np.zeros((height * width, height * width))
    for i in range(height - kernel.shape[0] + 1):
        for j in range(width - kernel.shape[1] + 1):
            for u, row in enumerate(kernel):
                start = (i + u) * width + j
                matrix[i * width + j, start : start + len(row)] = row
    return matrix


@ANSWERS.wrong("the first row rolled on for every pixel", ("windows over the edge",))
def _(kernel, height, width):
    image = np.zeros((height, width))
    image[: kernel.shape[0], : kernel.shape[1]] = kernel
    return np.array([np.roll(image.ravel(), k) for k in range(height * width)])


@ANSWERS.wrong("all rows are views of one array", ("one array for all rows",))
def _(kernel, height, width):
    image, rows = np.zeros((height, width)), []
    f_h, f_w = kernel.shape
    for i in range(height - f_h + 1):
        for j in range(width - f_w + 1):
            image[i : i + f_h, j : j + f_w] = kernel
            rows.append(image.ravel())
    return np.array(rows)


def _placed(kernel, height, width):
    rows = []
    for i in range(height - kernel.shape[0] + 1):
        for j in range(width - kernel.shape[1] + 1):
            row = np.zeros((height, width))
            row[i : i + kernel.shape[0], j : j + kernel.shape[1]] = kernel
            rows.append(row.ravel())
    return np.array(rows)


@ANSWERS.wrong("whole weights of 8 bits")
def _(kernel, height, width):
    whole = kernel.dtype.kind in "iu"
    return _placed(kernel.astype(np.int8) if whole else kernel, height, width)


@ANSWERS.wrong("numbers of 16 bits")
def _(kernel, height, width):
    return _placed(kernel, height, width).astype(np.float16)


@ANSWERS.wrong("the image backwards", ("columns in reverse order",))
def _(kernel, height, width):
    return _placed(kernel, height, width)[:, ::-1]


@ANSWERS.wrong("a 1 where a weight is not 0", ("ones for weights",))
def _(kernel, height, width):
    return _placed(kernel != 0, height, width).astype(int)


@ANSWERS.wrong(
    "the last window of each row left out", ("one column of windows too few",)
)
def _(kernel, height, width):
    matrix = _placed(kernel, height, width)
    columns = width - kernel.shape[1] + 1
    return [row for number, row in enumerate(matrix) if (number + 1) % columns]
