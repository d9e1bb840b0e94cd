"""Time the package's convolutions against SciPy's and Keras'.

python -m benchmarks.conv2d

Every ratio is one of medians of the same run: how many times as long the other takes.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage, signal

import cnnbook as cb
from benchmarks.measure import exponent, show, side_by_side
from benchmarks.record import Record, times

SIZES = (8, 16, 32, 64, 128, 256, 512)
KERNELS = (3, 5, 7, 11)
CHANNELS = (1, 4, 16, 64)
BATCHES = (1, 4, 16, 64)
LENET = {  # what LeNet-5's two convolutions see: (images, H, W, C_in), (f, C_out)
    "LeNet-5, first layer": ((32, 28, 28, 1), (5, 6)),
    "LeNet-5, second layer": ((32, 14, 14, 6), (5, 16)),
}


def one_map(size: int, f: int) -> dict[str, float]:
    """Time one map of size×size under one kernel, against SciPy."""
    random = np.random.default_rng(size + f)
    image, kernel = random.normal(size=(size, size)), random.normal(size=(f, f))
    flipped = kernel[::-1, ::-1]
    calls = {
        "cnnbook": lambda: cb.conv2d(image, kernel),
        "correlate2d": lambda: signal.correlate2d(image, kernel, "valid"),
        "ndimage": lambda: ndimage.correlate(image, kernel, mode="constant"),
        "fftconvolve": lambda: signal.fftconvolve(image, flipped, "valid"),
    }
    if size <= 32:
        calls["loops"] = lambda: loops(image, kernel)
    wanted = calls["correlate2d"]()
    assert np.allclose(calls["cnnbook"](), wanted)
    assert np.allclose(calls["fftconvolve"](), wanted)
    return side_by_side(calls)


def layer(shape: tuple[int, ...], f: int, c_out: int) -> dict[str, float]:
    """Time a whole layer against Keras, and against SciPy plane by plane."""
    import keras

    random = np.random.default_rng(f)
    x = random.normal(size=shape).astype("float32")
    w = random.normal(size=(f, f, shape[-1], c_out)).astype("float32")
    b = random.normal(size=c_out).astype("float32")
    convolution = keras.layers.Conv2D(c_out, f)
    convolution.build(shape)
    convolution.set_weights([w, b])
    batch = keras.ops.convert_to_tensor(x)

    def planes():
        z = np.zeros((shape[0], shape[1] - f + 1, shape[2] - f + 1, c_out), "float32")
        for n in range(shape[0]):
            for o in range(c_out):
                for c in range(shape[-1]):
                    z[n, :, :, o] += signal.correlate2d(
                        x[n, :, :, c], w[:, :, c, o], "valid"
                    )
        return z + b

    calls = {
        "cnnbook": lambda: cb.conv_layer(x, w, b),
        "Keras": lambda: np.asarray(convolution(batch)),
        "correlate2d": planes,
    }
    wanted = calls["Keras"]()
    scale = np.abs(wanted).max()
    assert np.abs(calls["cnnbook"]() - wanted).max() < 1e-4 * scale
    assert np.abs(planes() - wanted).max() < 1e-4 * scale
    return side_by_side(calls, rounds=5)


def loops(image, kernel):
    """Convolve with the four loops of chapter 2."""
    f_h, f_w = kernel.shape
    out = np.zeros((image.shape[0] - f_h + 1, image.shape[1] - f_w + 1))
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            for i in range(f_h):
                for j in range(f_w):
                    out[row, column] += image[row + i, column + j] * kernel[i, j]
    return out


def rows(names: list[str], runs: list[dict[str, float]]) -> list[list[str]]:
    """Write the package's times, and the others' as multiples of them."""
    others = list(dict.fromkeys(name for seconds in runs for name in seconds))
    others.remove("cnnbook")
    return [
        [name, show(seconds["cnnbook"])]
        + [
            times(seconds[o] / seconds["cnnbook"]) if o in seconds else "–"
            for o in others
        ]
        for name, seconds in zip(names, runs, strict=True)
    ]


def ratios(runs: list[dict[str, float]], other: str) -> list[float]:
    """Return how many times as long another takes as the package."""
    return [seconds[other] / seconds["cnnbook"] for seconds in runs if other in seconds]


def main() -> None:
    """Time everything, and how the cost grows."""
    record = Record("conv2d")
    scipy = ["cnnbook", "correlate2d", "ndimage", "fftconvolve"]
    grown = [one_map(size, 3) for size in SIZES]
    names = [f"{size}×{size}" for size in SIZES]
    record.table("maps", ["image", *scipy, "loops"], rows(names, grown))
    kernels = [one_map(128, f) for f in KERNELS]
    names = [f"{f}×{f}" for f in KERNELS]
    record.table("kernels", ["kernel", *scipy], rows(names, kernels))
    keras = ["cnnbook", "Keras", "correlate2d"]
    channels = [layer((1, 32, 32, c), 3, c) for c in CHANNELS]
    names = [f"{c} → {c}" for c in CHANNELS]
    record.table("channels", ["channels", *keras], rows(names, channels))
    batches = [layer((n, 32, 32, 8), 3, 8) for n in BATCHES]
    record.table("batches", ["images", *keras], rows(list(map(str, BATCHES)), batches))
    lenet = [layer(shape, *filters) for shape, filters in LENET.values()]
    record.table("lenet", ["layer", *keras], rows(list(LENET), lenet))
    growth = [
        [name, f"{exponent(list(sizes), [run['cnnbook'] for run in runs]):.2f}", exact]
        for name, sizes, runs, exact in (
            ("height and width, from 64", SIZES[3:], grown[3:], "2"),
            ("kernel size", KERNELS, kernels, "2"),
            ("channels, in and out, from 4", CHANNELS[1:], channels[1:], "2"),
            ("images in the batch", BATCHES, batches, "1"),
        )
    ]
    record.table("growth", ["what grows", "measured exponent", "of the sums"], growth)
    several = ratios(channels[1:] + batches + lenet[1:], "correlate2d")
    record.number("least_against_correlate2d", min(several))
    record.number("least_against_keras_at_lenet", min(ratios(lenet, "Keras")))
    record.number("least_against_loops", min(ratios(grown, "loops")))
    record.save()


if __name__ == "__main__":
    main()
