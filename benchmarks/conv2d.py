"""Time the package's convolutions against SciPy's and Keras'.

python -m benchmarks.conv2d

Every figure is a ratio of medians of one run: how many times as long the other takes.
"""

from __future__ import annotations

import os

import numpy as np
from scipy import ndimage, signal

import cnnbook as cb
from benchmarks.measure import exponent, show, side_by_side

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


def tell(name: str, seconds: dict[str, float]) -> None:
    """Print the package's time, and every other one as a multiple of it."""
    ours = seconds["cnnbook"]
    others = "  ".join(
        f"{other} {time / ours:.2f}×"
        for other, time in seconds.items()
        if other != "cnnbook"
    )
    print(f"{name:34} {show(ours):>8}   {others}")


def main() -> None:
    """Print every comparison, and how the cost grows."""
    print(f"{os.cpu_count()} cores, NumPy {np.__version__}\n")
    print("one map, one 3×3 kernel; the others as multiples of conv2d")
    grown = [one_map(size, 3) for size in SIZES]
    for size, seconds in zip(SIZES, grown, strict=True):
        tell(f"{size}×{size}", seconds)
    print("\none map of 128×128, larger kernels")
    kernels = [one_map(128, f) for f in KERNELS]
    for f, seconds in zip(KERNELS, kernels, strict=True):
        tell(f"{f}×{f} kernel", seconds)
    print("\na layer of 3×3 kernels on 32×32, as many maps out as in")
    channels = [layer((1, 32, 32, c), 3, c) for c in CHANNELS]
    for c, seconds in zip(CHANNELS, channels, strict=True):
        tell(f"{c} channels", seconds)
    print("\na layer of 8 3×3 kernels on 8 maps of 32×32")
    batches = [layer((n, 32, 32, 8), 3, 8) for n in BATCHES]
    for n, seconds in zip(BATCHES, batches, strict=True):
        tell(f"batch of {n}", seconds)
    print("\nthe layers of LeNet-5, a batch of 32")
    for name, (shape, (f, c_out)) in LENET.items():
        tell(name, layer(shape, f, c_out))
    print("\ncost of ours grows like size^b")
    for name, sizes, runs in (
        ("height and width", SIZES[3:], grown[3:]),
        ("kernel size", KERNELS, kernels),
        ("channels, in and out", CHANNELS[1:], channels[1:]),
        ("batch", BATCHES, batches),
    ):
        ours = [seconds["cnnbook"] for seconds in runs]
        print(f"{name:24} b = {exponent(list(sizes), ours):.2f}")


if __name__ == "__main__":
    main()
