"""Answers to `dense-to-conv`."""

import functools

from tests.answers import Answers

ANSWERS = Answers("dense-to-conv")


def _network(*top, pool=None, first=None, size=(None, None, 1)):
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(size),
            first or layers.Conv2D(4, 3, activation="relu"),
            pool or layers.MaxPooling2D(2),
            *top,
        ]
    )


def _numbers(classifier, shape=(4, 5, 4, 6)):
    numbers = classifier.get_weights()
    numbers[2] = numbers[2].reshape(shape)
    numbers[4] = numbers[4].reshape(1, 1, 6, 3)
    return numbers


@ANSWERS.right("Sequential, the dense weights reshaped to kernels")
def _(classifier):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(6, (4, 5), activation="relu"),
            layers.Conv2D(3, 1),
        ]
    )
    weights = classifier.get_weights()
    weights[2] = weights[2].reshape(4, 5, 4, 6)
    weights[4] = weights[4].reshape(1, 1, 6, 3)
    model.set_weights(weights)
    return model


@ANSWERS.right("functional, weights given to each layer")
def _(classifier):
    import keras
    from keras import layers

    k1, b1, k2, b2, k3, b3 = classifier.get_weights()
    steps = [
        layers.Conv2D(4, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(6, (4, 5), activation="relu"),
        layers.Conv2D(3, (1, 1)),
    ]
    x = scene = keras.Input((None, None, 1))
    for step in steps:
        x = step(x)
    steps[0].set_weights([k1, b1])
    steps[2].set_weights([k2.reshape(4, 5, 4, 6), b2])
    steps[3].set_weights([k3[None, None], b3])
    return keras.Model(scene, x)


@ANSWERS.right("the convolution and the pooling of the classifier are used again")
def _(classifier):
    import keras
    from keras import layers

    kept = [
        layer
        for layer in classifier.layers
        if isinstance(layer, layers.Conv2D | layers.MaxPooling2D)
    ]
    scene = keras.Input((None, None, 1))
    x = kept[1](kept[0](scene))
    wide = layers.Conv2D(6, (4, 5), activation="relu")
    point = layers.Conv2D(3, 1)
    model = keras.Model(scene, point(wide(x)))
    weights = classifier.get_weights()
    wide.set_weights([weights[2].reshape(4, 5, 4, 6), weights[3]])
    point.set_weights([weights[4].reshape(1, 1, 6, 3), weights[5]])
    return model


@ANSWERS.right("the last dense layer stays: it reads the last axis at every place")
def _(classifier):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(6, (4, 5), activation="relu"),
            layers.Dense(3),
        ]
    )
    weights = classifier.get_weights()
    weights[2] = weights[2].reshape(4, 5, 4, 6)
    model.set_weights(weights)
    return model


@ANSWERS.right("ReLU layers of their own, and names")
def _(classifier):
    import keras
    from keras import layers

    model = keras.Sequential(name="scanner")
    model.add(keras.Input((None, None, 1), name="scene"))
    model.add(layers.Conv2D(4, 3, name="conv"))
    model.add(layers.ReLU())
    model.add(layers.MaxPooling2D(pool_size=2, strides=2, padding="valid"))
    model.add(layers.Conv2D(6, kernel_size=(4, 5), name="was_dense_6"))
    model.add(layers.Activation("relu"))
    model.add(layers.Conv2D(3, kernel_size=1, name="was_dense_3"))
    old = classifier.get_weights()
    model.get_layer("conv").set_weights(old[:2])
    model.get_layer("was_dense_6").set_weights([old[2].reshape(4, 5, 4, 6), old[3]])
    model.get_layer("was_dense_3").set_weights([old[4].reshape(1, 1, 6, 3), old[5]])
    return model


@ANSWERS.right("every weight gets the shape that the new model has for it")
def _(classifier):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(6, (4, 5), activation="relu"),
            layers.Conv2D(3, 1),
        ]
    )
    model.set_weights(
        [
            old.reshape(new.shape)
            for old, new in zip(
                classifier.get_weights(), model.get_weights(), strict=True
            )
        ]
    )
    return model


@ANSWERS.right("keras.ops for the ReLUs, weights by assign, a compiled model")
def _(classifier):
    import keras
    from keras import layers, ops

    first, wide, point = (
        layers.Conv2D(4, 3),
        layers.Conv2D(6, (4, 5)),
        layers.Conv2D(3, 1),
    )
    scene = keras.Input((None, None, 1))
    x = ops.max_pool(ops.relu(first(scene)), 2)
    model = keras.Model(scene, point(ops.relu(wide(x))))
    for weight, old in zip(model.weights, classifier.get_weights(), strict=True):
        weight.assign(ops.reshape(old, weight.shape))
    model.compile("adam", "mse")
    return model


@ANSWERS.right("reading: every window, at a step of one pixel, by a dilated kernel")
def _(classifier):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2, strides=1),
            layers.Conv2D(6, (4, 5), dilation_rate=2, activation="relu"),
            layers.Conv2D(3, 1),
        ]
    )
    weights = classifier.get_weights()
    weights[2] = weights[2].reshape(4, 5, 4, 6)
    weights[4] = weights[4].reshape(1, 1, 6, 3)
    model.set_weights(weights)
    return model


class _Convert:
    def __call__(self, net):
        from keras import layers

        wide = layers.Conv2D(6, (4, 5), activation="relu")
        model = _network(wide, layers.Conv2D(3, 1))
        model.set_weights(_numbers(net))
        print("weights:", model.count_params())
        return model


ANSWERS.right("an object with __call__, printing")(_Convert())


def _with_kernel(shape, classifier):
    from keras import layers

    wide = layers.Conv2D(shape[-1], shape[:2], activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    model.set_weights(_numbers(classifier, shape))
    return model


ANSWERS.right("functools.partial")(functools.partial(_with_kernel, (4, 5, 4, 6)))

ANSWERS.wrong("a kernel of 5 by 4 in place of 4 by 5", ("kernel on its side",))(
    functools.partial(_with_kernel, (5, 4, 4, 6))
)


@ANSWERS.wrong(
    "channels, rows, columns: the axes of the kernel in another order",
    ("wrong axis order",),
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    numbers = _numbers(classifier, (4, 4, 5, 6))
    numbers[2] = numbers[2].transpose(1, 2, 0, 3)
    model.set_weights(numbers)
    return model


@ANSWERS.wrong(
    "columns before rows: the kernel is filled in the wrong order",
    ("wrong axis order",),
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    numbers = _numbers(classifier, (5, 4, 4, 6))
    numbers[2] = numbers[2].transpose(1, 0, 2, 3)
    model.set_weights(numbers)
    return model


@ANSWERS.wrong("the kernel is turned by 180 degrees", ("kernel turned",))
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    numbers = _numbers(classifier)
    numbers[2] = numbers[2][::-1, ::-1]
    model.set_weights(numbers)
    return model


@ANSWERS.wrong("the weights are not set: random ones", ("weights not set",))
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    return _network(wide, layers.Conv2D(3, 1))


@ANSWERS.wrong("the biases of the dense layers are left out", ("biases left at 0",))
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    numbers = _numbers(classifier)
    for place in (3, 5):
        numbers[place] = 0 * numbers[place]
    model.set_weights(numbers)
    return model


@ANSWERS.wrong("only the first convolution gets its weights", ("weights not set",))
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    first = layers.Conv2D(4, 3, activation="relu")
    model = _network(wide, layers.Conv2D(3, 1), first=first)
    first.set_weights(classifier.get_weights()[:2])
    return model


@ANSWERS.wrong("ReLU is missing where the dense layer was", ("no nonlinearity",))
def _(classifier):
    from keras import layers

    model = _network(layers.Conv2D(6, (4, 5)), layers.Conv2D(3, 1))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong(
    "ReLU is missing after the first convolution",
    ("activation of the convolution lost",),
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1), first=layers.Conv2D(4, 3))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong(
    "a softmax at the end, which the classifier does not have", ("softmax added",)
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1, activation="softmax"))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong(
    "ReLU at the end, which the classifier does not have", ("ReLU at the end",)
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1, activation="relu"))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong(
    "same padding where the dense layer was: windows over the edge",
    ("padding in the head",),
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu", padding="same")
    model = _network(wide, layers.Conv2D(3, 1))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong("same padding in the first convolution", ("padding in the convolution",))
def _(classifier):
    from keras import layers

    first = layers.Conv2D(4, 3, activation="relu", padding="same")
    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1), first=first)
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong("the input is fixed at 10 by 12", ("size of the window kept",))
def _(classifier):
    import keras
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1), size=(10, 12, 1))
    model.set_weights(_numbers(classifier))
    return keras.Model(model.inputs, model.outputs)


@ANSWERS.wrong("the classifier itself", ("size of the window kept",))
def _(classifier):
    return classifier


@ANSWERS.wrong("the answers of all windows are averaged to three numbers")
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1), layers.GlobalAveragePooling2D())
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong(
    "average pooling in place of the largest value", ("means for the largest values",)
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1), pool=layers.AveragePooling2D(2))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong("the pooling steps by 1, the kernel is not dilated")
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    pool = layers.MaxPooling2D(2, strides=1)
    model = _network(wide, layers.Conv2D(3, 1), pool=pool)
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong("the new kernel steps by its own size: windows side by side only")
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), strides=(4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong("the dense layer becomes 1 by 1: it reads one place, with new weights")
def _(classifier):
    from keras import layers

    model = _network(layers.Conv2D(6, 1, activation="relu"), layers.Conv2D(3, 1))
    numbers = _numbers(classifier)
    numbers[2] = numbers[2].mean(axis=(0, 1), keepdims=True)
    model.set_weights(numbers)
    return model


@ANSWERS.wrong(
    "the last layer's weights are transposed before the reshape",
    ("inputs and outputs exchanged",),
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    numbers = classifier.get_weights()
    numbers[2] = numbers[2].reshape(4, 5, 4, 6)
    numbers[4] = numbers[4].T.reshape(1, 1, 6, 3)
    model.set_weights(numbers)
    return model


@ANSWERS.wrong("a list of weights in place of a model")
def _(classifier):
    return _numbers(classifier)


@ANSWERS.wrong("only one answer for each window: the largest of the three")
def _(classifier):
    import keras
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    model.set_weights(_numbers(classifier))
    x = keras.Input((None, None, 1))
    return keras.Model(x, keras.ops.max(model(x), axis=-1, keepdims=True))


@ANSWERS.wrong("pooling and flattening kept: a global pooling before dense layers")
def _(classifier):
    from keras import layers

    model = _network(
        layers.GlobalMaxPooling2D(), layers.Dense(6, activation="relu"), layers.Dense(3)
    )
    numbers = classifier.get_weights()
    numbers[2] = numbers[2].reshape(20, 4, 6).sum(axis=0)
    model.set_weights(numbers)
    return model


@ANSWERS.wrong(
    "axes of the kernel in another order and a softmax at the end",
    ("wrong axis order",),
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1, activation="softmax"))
    numbers = _numbers(classifier, (4, 4, 5, 6))
    numbers[2] = numbers[2].transpose(1, 2, 0, 3)
    model.set_weights(numbers)
    return model


@ANSWERS.wrong("same padding and ReLU missing", ("padding in the head",))
def _(classifier):
    from keras import layers

    model = _network(layers.Conv2D(6, (4, 5), padding="same"), layers.Conv2D(3, 1))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong(
    "the input fixed and the weights not set",
    ("size of the window kept", "weights not set"),
)
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    return _network(wide, layers.Conv2D(3, 1), size=(10, 12, 1))


@ANSWERS.wrong("a pair: the model and its weights")
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu")
    model = _network(wide, layers.Conv2D(3, 1))
    model.set_weights(_numbers(classifier))
    return model, model.get_weights()


@ANSWERS.wrong("relu6 for the ReLU of the dense layer")
def _(classifier):
    from keras import layers

    wide = layers.Conv2D(6, (4, 5), activation="relu6")
    model = _network(wide, layers.Conv2D(3, 1))
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.right("a class of its own, called once with a window")
def _(classifier):
    import keras
    import numpy as np
    from keras import layers

    inner = _network(layers.Conv2D(6, (4, 5), activation="relu"), layers.Conv2D(3, 1))
    inner.set_weights(_numbers(classifier))

    class Sliding(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner = inner

        def call(self, x):
            return self.inner(x)

    model = Sliding()
    model(np.zeros((1, 10, 12, 1), "float32"))
    return model


@ANSWERS.wrong("the three answers in reverse order", ("answers in another order",))
def _(classifier):
    from keras import layers

    model = _network(layers.Conv2D(6, (4, 5), activation="relu"), layers.Conv2D(3, 1))
    numbers = _numbers(classifier)
    numbers[4] = numbers[4][..., ::-1]
    model.set_weights(numbers)
    return model


@ANSWERS.wrong("the first dense layer's six units in reverse order")
def _(classifier):
    from keras import layers

    model = _network(layers.Conv2D(6, (4, 5), activation="relu"), layers.Conv2D(3, 1))
    numbers = _numbers(classifier)
    numbers[2] = numbers[2][..., ::-1]
    model.set_weights(numbers)
    return model


@ANSWERS.wrong(
    "the pooling pads, which shows on odd sizes", ("padding in the pooling",)
)
def _(classifier):
    from keras import layers

    model = _network(
        layers.Conv2D(6, (4, 5), activation="relu"),
        layers.Conv2D(3, 1),
        pool=layers.MaxPooling2D(2, padding="same"),
    )
    model.set_weights(_numbers(classifier))
    return model


@ANSWERS.wrong("all weights rounded to two digits")
def _(classifier):
    from keras import layers

    model = _network(layers.Conv2D(6, (4, 5), activation="relu"), layers.Conv2D(3, 1))
    model.set_weights([array.round(2) for array in _numbers(classifier)])
    return model
