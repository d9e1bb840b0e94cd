"""Chapter 3: SciPy, einsum, one weight at a time, other designs."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage
from scipy.signal import correlate2d


def scipy_magnitude(image):
    across = ndimage.sobel(image.astype(float), axis=1)
    down = ndimage.sobel(image.astype(float), axis=0)
    return np.sqrt(across**2 + down**2)[1:-1, 1:-1]


def loop_magnitude(image):
    image = image.tolist()
    rows, columns = range(1, len(image) - 1), range(1, len(image[0]) - 1)

    def length(i, j):
        def pixel(di, dj):
            return image[i + di][j + dj]

        weights = {-1: 1, 0: 2, 1: 1}
        across = sum(w * (pixel(d, -1) - pixel(d, 1)) for d, w in weights.items())
        down = sum(w * (pixel(-1, d) - pixel(1, d)) for d, w in weights.items())
        return (across**2 + down**2) ** 0.5

    return [[length(i, j) for j in columns] for i in rows]


def einsum_gradient(image, kernel, target):
    windows = sliding_window_view(image, kernel.shape)
    error = np.einsum("ijuv,uv->ij", windows, kernel) - target
    return 2 * np.einsum("ijuv,ij->uv", windows, error) / error.size


def measured_gradient(image, kernel, target):
    def loss(weights):
        return ((correlate2d(image, weights, "valid") - target) ** 2).mean()

    gradient = np.zeros(kernel.shape)
    for place in np.ndindex(kernel.shape):
        nudge = np.zeros(kernel.shape)
        nudge[place] = 0.5  # exact: the loss is a parabola in every weight
        gradient[place] = loss(kernel + nudge) - loss(kernel - nudge)
    return gradient


def learn_by_regression(image, target, size, rate, steps):
    rows = sliding_window_view(image, (size, size)).reshape(-1, size * size)
    square, mixed = rows.T @ rows / len(rows), rows.T @ target.ravel() / len(rows)
    weights = np.zeros(size * size)
    for _ in range(steps):
        weights += 2 * rate * (mixed - square @ weights)
    return weights.reshape(size, size)


RIGHT = [
    ("edge-sign", [1, -1, 0, 0, 0, 1.0]),
    ("design-horizontal", [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]),
    ("design-horizontal", np.array([[0, 0.3, 0], [0, 0, 0], [0, -0.3, 0]], "float32")),
    ("design-horizontal", [[3, 10, 3], [0, 0, 0], [-3, -10, -3]]),
    ("design-oblique", [[0, -1, -1], [1, 0, -1], [1, 1, 0]]),
    ("design-oblique", [[0, 0, -1], [0, 0, 0], [1, 0, 0]]),
    ("design-oblique", np.array([[0, -13, -6], [13, 0, -13], [6, 13, 0]]) / 7),
    ("sobel-magnitude", scipy_magnitude),
    ("sobel-magnitude", loop_magnitude),
    ("kernel-gradient", einsum_gradient),
    ("kernel-gradient", measured_gradient),
    ("learn-a-kernel", learn_by_regression),
]
