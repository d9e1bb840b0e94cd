"""Answers to `one-gradient-step`."""

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("one-gradient-step")


@ANSWERS.right("as in the chapter, joined with np.append")
def _(image, kernel, bias, wanted, rate):
    z = cb.conv2d(image, kernel) + bias
    error = cb.relu(z) - wanted
    by_z = 2 * error / error.size * (z > 0)
    _, by_kernel = cb.conv2d_backward(by_z, image, kernel)
    return np.append(kernel - rate * by_kernel, bias - rate * by_z.sum())


@ANSWERS.right("four loops, as a list")
def _(image, kernel, bias, wanted, rate):
    image, kernel, wanted = map(np.asarray, (image, kernel, wanted))
    rows, columns = wanted.shape
    f_h, f_w = kernel.shape
    by_kernel, by_bias = [[0.0] * f_w for _ in range(f_h)], 0.0
    for i in range(rows):
        for j in range(columns):
            z = bias
            for u in range(f_h):
                for v in range(f_w):
                    z += image[i + u, j + v] * kernel[u, v]
            if z > 0:
                message = 2 / (rows * columns) * (z - wanted[i, j])
                by_bias += message
                for u in range(f_h):
                    for v in range(f_w):
                        by_kernel[u][v] += message * image[i + u, j + v]
    new = [
        float(kernel[u, v] - rate * by_kernel[u][v])
        for u in range(f_h)
        for v in range(f_w)
    ]
    return [*new, float(bias - rate * by_bias)]


@ANSWERS.right("with windows and einsum")
def _(image, kernel, bias, wanted, rate):
    kernel = np.array(kernel, float)
    windows = np.lib.stride_tricks.sliding_window_view(np.array(image), kernel.shape)
    z = np.einsum("ijuv,uv->ij", windows, kernel) + bias
    message = np.where(z > 0, 2 * (z - wanted) / z.size, 0)
    slope = np.einsum("ij,ijuv->uv", message, windows)
    return np.concatenate(
        [(kernel - rate * slope).ravel(), [bias - rate * message.sum()]]
    )


@ANSWERS.right("with SciPy's correlate2d")
def _(image, kernel, bias, wanted, rate):
    from scipy.signal import correlate2d

    z = correlate2d(image, kernel, mode="valid") + bias
    a = np.maximum(z, 0)
    g = 2 * (a - np.asarray(wanted)) / a.size
    g[z <= 0] = 0
    step = rate * correlate2d(image, g, mode="valid")
    new = list((np.asarray(kernel) - step).flat)
    new.append(bias - rate * np.sum(g))
    return new


@ANSWERS.right("as a linear map of the windows, one row each")
def _(image, kernel, bias, wanted, rate):
    kernel = np.asarray(kernel, dtype=np.float64)
    image = np.asarray(image)
    h, w = kernel.shape
    out_h, out_w = image.shape[0] - h + 1, image.shape[1] - w + 1
    rows = [
        [*image[i : i + h, j : j + w].ravel(), 1]
        for i in range(out_h)
        for j in range(out_w)
    ]
    table = np.array(rows, float)
    parameters = np.array([*kernel.ravel(), bias])
    z = table @ parameters
    message = 2 / len(z) * (np.maximum(z, 0) - np.ravel(wanted)) * (z > 0)
    return parameters - rate * (message @ table)


@ANSWERS.right("by TensorFlow's GradientTape, in float64")
def _(image, kernel, bias, wanted, rate):
    import tensorflow as tf

    image = tf.constant(np.asarray(image, float)[None, :, :, None])
    weights = tf.Variable(np.asarray(kernel, float)[:, :, None, None])
    shift = tf.Variable(np.float64(bias))
    with tf.GradientTape() as tape:
        a = tf.nn.relu(tf.nn.conv2d(image, weights, 1, "VALID")[0, :, :, 0] + shift)
        loss = tf.reduce_mean((a - np.asarray(wanted, float)) ** 2)
    by_weights, by_shift = tape.gradient(loss, [weights, shift])
    new = (weights - rate * by_weights).numpy().ravel()
    return np.append(new, (shift - rate * by_shift).numpy())


@ANSWERS.right("with Keras and SGD, in float32")
def _(image, kernel, bias, wanted, rate):
    import keras

    image, kernel, wanted = (np.asarray(x, "float32") for x in (image, kernel, wanted))
    layer = keras.layers.Conv2D(1, kernel.shape, activation="relu")
    model = keras.Sequential([keras.Input((*image.shape, 1)), layer])
    model.set_weights([kernel[:, :, None, None], np.array([bias])])
    model.compile(keras.optimizers.SGD(rate), "mse")
    model.train_on_batch(image[None, :, :, None], wanted[None, :, :, None])
    weights, shift = layer.get_weights()
    return np.r_[weights.ravel(), shift]


@ANSWERS.right("renamed arguments, the slope of the ReLU by np.sign")
def _(x, w, b, y, learning_rate, **unused):
    from cnnbook import conv2d, conv2d_backward, relu

    a = relu(conv2d(x, w) + b)
    message = np.sign(a) * (a - y) / (a.size / 2)
    slope = conv2d_backward(message, x, w)[1]
    new = [*(w - learning_rate * slope).ravel().tolist()]
    new.append(b - learning_rate * message.sum())
    print("step:", new)
    return np.array(new)


@ANSWERS.right("a sum of shifted pieces of the image, in a comprehension")
def _(image, kernel, bias, wanted, rate):
    image, kernel = np.array(image), np.array(kernel)
    height, width = np.shape(wanted)
    pieces = {
        (u, v): image[u : u + height, v : v + width]
        for u, v in np.ndindex(kernel.shape)
    }
    z = sum(kernel[at] * piece for at, piece in pieces.items()) + bias
    message = (z > 0) * 2 * (z - wanted) / z.size
    new = [kernel[at] - rate * (message * piece).sum() for at, piece in pieces.items()]
    return [*new, bias - rate * message.sum()]


class Layer:
    """A small layer that learns."""

    def __init__(self, kernel, bias):
        self.kernel, self.bias = np.array(kernel, float), float(bias)

    def forward(self, image):
        import cnnbook as cb

        self.image = image
        self.z = cb.conv2d(image, self.kernel) + self.bias
        return cb.relu(self.z)

    def backward(self, message, rate):
        import cnnbook as cb

        message = np.where(self.z > 0, message, 0.0)
        self.kernel -= rate * cb.conv2d_backward(message, self.image, self.kernel)[1]
        self.bias -= rate * message.sum()


@ANSWERS.right("a class with forward and backward")
def _(image, kernel, bias, wanted, rate):
    layer = Layer(kernel, bias)
    error = layer.forward(image) - np.asarray(wanted)
    layer.backward(2 * error / error.size, rate)
    return np.hstack([layer.kernel.ravel(), layer.bias])


@ANSWERS.right("reading: the ReLU is open where z is exactly 0")
def _(image, kernel, bias, wanted, rate):
    z = cb.conv2d(image, kernel) + bias
    by_z = np.where(z >= 0, 2 * (cb.relu(z) - wanted) / z.size, 0)
    _, by_kernel = cb.conv2d_backward(by_z, image, kernel)
    return np.append(kernel - rate * by_kernel, bias - rate * by_z.sum())


def parts(image, kernel, bias, wanted):
    """Return z, the error, and the message to z."""
    z = cb.conv2d(image, kernel) + bias
    error = cb.relu(z) - wanted
    return z, error, 2 * error / error.size * (z > 0)


def slope(message, image, kernel):
    """Return the gradient of the kernel."""
    return cb.conv2d_backward(message, image, kernel)[1]


@ANSWERS.wrong(
    "the gate of the ReLU is missing on the way back",
    names=("gate of the ReLU forgotten",),
)
def _(image, kernel, bias, wanted, rate):
    _, error, _ = parts(image, kernel, bias, wanted)
    message = 2 * error / error.size
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong("there is no ReLU at all", names=("ReLU forgotten",))
def _(image, kernel, bias, wanted, rate):
    z, _, _ = parts(image, kernel, bias, wanted)
    message = 2 * (z - wanted) / z.size
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the gate of the ReLU looks at the sum without the bias",
    names=("gate without the bias",),
)
def _(image, kernel, bias, wanted, rate):
    z, error, _ = parts(image, kernel, bias, wanted)
    message = 2 * error / error.size * (z - bias > 0)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the bias is added behind the ReLU",
    names=(
        "bias behind the ReLU",
        "bias moved past the gate",
    ),
)
def _(image, kernel, bias, wanted, rate):
    z = cb.conv2d(image, kernel)
    error = cb.relu(z) + bias - wanted
    message = 2 * error / error.size
    new = kernel - rate * slope(message * (z > 0), image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the bias is left out on the way forward",
    names=("bias left out on the way forward",),
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, 0, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong("the 2 of the square is missing", names=("factor 2 forgotten",))
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    message = message / 2
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong("the sum of the squares, not their mean", names=("sum for mean",))
def _(image, kernel, bias, wanted, rate):
    _, error, message = parts(image, kernel, bias, wanted)
    message = message * error.size
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the mean is taken over the open places only", names=("mean over the open places",)
)
def _(image, kernel, bias, wanted, rate):
    z, error, message = parts(image, kernel, bias, wanted)
    message = message * error.size / max(1, (z > 0).sum())
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "divided by the number of rows, not of all values", names=("divided by the rows",)
)
def _(image, kernel, bias, wanted, rate):
    z, error, _ = parts(image, kernel, bias, wanted)
    message = 2 * error / len(error) * (z > 0)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong("always divided by 4, as in the chapter", names=("always divided by 4",))
def _(image, kernel, bias, wanted, rate):
    z, error, _ = parts(image, kernel, bias, wanted)
    message = 2 / 4 * error * (z > 0)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "always with the rate 0.05, as in the chapter", names=("always a rate of 0.05",)
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - 0.05 * slope(message, image, kernel)
    return np.append(new, bias - 0.05 * message.sum())


@ANSWERS.wrong("the step goes up, with a plus", names=("uphill",))
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel + rate * slope(message, image, kernel)
    return np.append(new, bias + rate * message.sum())


@ANSWERS.wrong("the error has the wrong sign, wanted minus given", names=("uphill",))
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(-message, image, kernel)
    return np.append(new, bias - rate * -message.sum())


@ANSWERS.wrong("the bias stays as it was", names=("bias left alone",))
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    return np.append(kernel - rate * slope(message, image, kernel), bias)


@ANSWERS.wrong(
    "the bias moves by the mean of the messages, not by their sum",
    names=("bias moved by the mean",),
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.mean())


@ANSWERS.wrong(
    "the bias moves by the messages that the ReLU has not held up",
    names=("bias moved past the gate",),
)
def _(image, kernel, bias, wanted, rate):
    _, error, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * 2 * error.mean())


@ANSWERS.wrong(
    "the gradients are returned, no step is taken", names=("gradient returned",)
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    return np.append(slope(message, image, kernel), message.sum())


@ANSWERS.wrong(
    "the changes are returned, not the new numbers", names=("changes returned",)
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    return -rate * np.append(slope(message, image, kernel), message.sum())


@ANSWERS.wrong("the bias stands first", names=("bias first",))
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(bias - rate * message.sum(), new)


@ANSWERS.wrong("the weights column by column", names=("weights column by column",))
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new.T, bias - rate * message.sum())


@ANSWERS.wrong(
    "the gradient of the kernel is flipped", names=("gradient turned round",)
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)[::-1, ::-1]
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the kernel is flipped on the way forward",
    names=("kernel flipped on the way forward",),
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, np.array(kernel)[::-1, ::-1], bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the gradient of the kernel is transposed, which fits square ones only",
    names=("gradient transposed",),
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel).T
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the gradient of the pixels is taken for that of the weights",
    names=("gradient of the pixels",),
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    by_image, _ = cb.conv2d_backward(message, image, kernel)
    rows, columns = np.shape(kernel)
    new = kernel - rate * by_image[:rows, :columns]
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong("a table and a number in a tuple, not one list")
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return new, bias - rate * message.sum()


@ANSWERS.wrong("only the weights are returned", names=("weights alone",))
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    return (kernel - rate * slope(message, image, kernel)).ravel()


@ANSWERS.wrong("rows of weights as lists, and the bias behind them")
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return [*new.tolist(), bias - rate * message.sum()]


@ANSWERS.wrong("the loss is returned as well")
def _(image, kernel, bias, wanted, rate):
    _, error, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    new = np.append(new, bias - rate * message.sum())
    return new, (error**2).mean()


@ANSWERS.wrong(
    "the bias uses the new weights, two steps one after the other",
    names=("bias after a second step",),
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    _, _, message = parts(image, new, bias, wanted)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong("the new weights are rounded to three places", names=("rounded",))
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    new = kernel - rate * slope(message, image, kernel)
    return np.round(np.append(new, bias - rate * message.sum()), 3)


@ANSWERS.wrong(
    "the sign of the errors, as for absolute differences",
    names=("sign of the error alone",),
)
def _(image, kernel, bias, wanted, rate):
    z, error, _ = parts(image, kernel, bias, wanted)
    message = np.sign(error) / error.size * (z > 0)
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "only the top left window of the image is used for the gradient",
    names=("gradient of one window",),
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    rows, columns = np.shape(kernel)
    new = kernel - rate * message.sum() * np.array(image)[:rows, :columns]
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the gate of the ReLU is missing and the 2 is missing",
    names=(
        "gate of the ReLU forgotten",
        "factor 2 forgotten",
    ),
)
def _(image, kernel, bias, wanted, rate):
    _, error, _ = parts(image, kernel, bias, wanted)
    message = error / error.size
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong(
    "the step goes up and the bias stays as it was",
    names=(
        "bias left alone",
        "uphill",
        "weights uphill",
    ),
)
def _(image, kernel, bias, wanted, rate):
    _, _, message = parts(image, kernel, bias, wanted)
    return np.append(kernel + rate * slope(message, image, kernel), bias)


@ANSWERS.wrong(
    "the sum instead of the mean and the bias stands first",
    names=(
        "sum for mean",
        "bias first",
    ),
)
def _(image, kernel, bias, wanted, rate):
    _, error, message = parts(image, kernel, bias, wanted)
    message = message * error.size
    new = kernel - rate * slope(message, image, kernel)
    return np.append(bias - rate * message.sum(), new)


@ANSWERS.wrong(
    "divided by the size of the kernel", names=("divided by the size of the kernel",)
)
def _(image, kernel, bias, wanted, rate):
    _, error, message = parts(image, kernel, bias, wanted)
    message = message * error.size / kernel.size
    new = kernel - rate * slope(message, image, kernel)
    return np.append(new, bias - rate * message.sum())


@ANSWERS.wrong("two steps", names=("two steps",))
def _(image, kernel, bias, wanted, rate):
    for _ in range(2):
        _, _, message = parts(image, kernel, bias, wanted)
        kernel = kernel - rate * slope(message, image, kernel)
        bias = bias - rate * message.sum()
    return np.append(kernel, bias)


def _one_step(image, kernel, bias, wanted, rate):
    z = cb.conv2d(image, kernel) + bias
    slope = 2 * (np.maximum(z, 0) - wanted) / z.size * (z > 0)
    weights = kernel - rate * cb.conv2d(image, slope)
    return np.append(weights, bias - rate * slope.sum())


@ANSWERS.wrong("a ReLU for what is wanted, too")
def _(image, kernel, bias, wanted, rate):
    return _one_step(image, kernel, bias, np.maximum(wanted, 0), rate)


@ANSWERS.wrong("a rate of at most 1")
def _(image, kernel, bias, wanted, rate):
    return _one_step(image, kernel, bias, wanted, min(rate, 1))


@ANSWERS.wrong("a rate of 0 is taken for none given")
def _(image, kernel, bias, wanted, rate):
    return _one_step(image, kernel, bias, wanted, rate or 0.1)


@ANSWERS.wrong("a negative bias stays negative")
def _(image, kernel, bias, wanted, rate):
    new = _one_step(image, kernel, bias, wanted, rate)
    new[-1] = min(new[-1], 0) if bias < 0 else new[-1]
    return new


@ANSWERS.wrong("no more than 10 wanted")
def _(image, kernel, bias, wanted, rate):
    return _one_step(image, kernel, bias, np.minimum(wanted, 10), rate)
