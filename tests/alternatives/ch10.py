"""Chapter 10: loops, counting by building, models in other shapes."""

import numpy as np


def count_by_loops(height, width, f, c_in, c_out):
    slices = [(f, f)] * c_in
    mixtures = [c_in] * c_out
    weights = sum(rows * columns for rows, columns in slices) + sum(mixtures)
    work = 0
    for _ in range(height):
        for _ in range(width):
            work += weights
    return weights, work


def prepare_loops(image):
    rows = []
    for line in np.asarray(image).tolist():
        rows.append([])
        for pixel in line:
            colours = pixel if isinstance(pixel, list) else [pixel] * 3
            rows[-1].append([(value - 127.5) / 127.5 for value in colours])
    return [rows]


def prepare_keras(image):
    import keras

    image = np.array(image, "float32")
    if image.ndim == 2:
        image = image[:, :, None].repeat(3, axis=2)
    batch = np.expand_dims(image, 0)
    return keras.applications.mobilenet_v2.preprocess_input(batch)


def freeze_each_layer(model):
    def walk(layer):
        for inner in getattr(layer, "layers", []):
            walk(inner)
        if not hasattr(layer, "layers"):
            layer.trainable = type(layer).__name__ == "Dense"

    walk(model)
    return model


def rebuild_around_it(model):
    import keras

    base, *head = [x for x in model.layers if type(x).__name__ != "InputLayer"]
    base.trainable = False
    images = keras.Input(model.input_shape[1:])
    answers = base(images, training=False)
    for layer in head:
        answers = layer(answers)
    frozen = keras.Model(images, answers)
    frozen.compile("sgd", "sparse_categorical_crossentropy")
    return frozen


def logits_and_a_sequential_model(base):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            base,
            layers.GlobalAveragePooling2D(keepdims=True),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(7),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss)
    return model


def hidden_layer_and_a_softmax_apart(base):
    import keras
    from keras import layers

    x = layers.AveragePooling2D(base.output_shape[1])(base.output)
    x = layers.Flatten()(x)
    x = layers.Dense(9, activation="relu")(x)
    x = layers.Softmax()(layers.Dense(7)(x))
    model = keras.Model(base.input, x)
    model.compile(loss="sparse_categorical_crossentropy")
    return model


def largest_instead_of_mean(base):
    import keras
    from keras import layers

    base.trainable = False
    model = keras.Sequential(
        [base, layers.GlobalMaxPooling2D(), layers.Dense(7, "softmax")]
    )
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy())
    return model


def trainable_by_arrays(layers):
    shapes = []
    for kind, f, c_in, c_out, frozen in layers:
        if frozen:
            continue
        if kind == "conv":
            shapes += [(f, f, c_in, c_out)]
        elif kind == "depthwise":
            shapes += [(f, f, c_in, 1)]
        elif kind == "batchnorm":
            shapes += [(c_in,), (c_in,)]
        else:
            shapes += [(c_in, c_out), (c_out,)]
    return int(sum(np.prod(shape) for shape in shapes))


def probe_by_inner_products(train_maps, train_labels, test_maps):
    """Compare |m|² − 2 x·m instead of |x − m|²."""
    x = np.einsum("nijc->nc", train_maps.astype(float)) / train_maps[0, ..., 0].size
    z = np.einsum("nijc->nc", test_maps.astype(float)) / train_maps[0, ..., 0].size
    mean, sd = x.mean(axis=0), x.std(axis=0)
    tells = sd > 0
    x, z = ((part - mean)[:, tells] / sd[tells] for part in (x, z))
    names = sorted(set(train_labels.tolist()))
    means = np.stack([x[train_labels == name].mean(axis=0) for name in names])
    scores = 2 * z @ means.T - (means**2).sum(axis=1)
    return [names[best] for best in scores.argmax(axis=1)]


def probe_loops(train_maps, train_labels, test_maps):
    count, channels = len(train_maps), train_maps.shape[-1]
    pooled = [[m[..., c].mean() for c in range(channels)] for m in train_maps]
    asked = [[m[..., c].mean() for c in range(channels)] for m in test_maps]
    for c in range(channels):
        column = [row[c] for row in pooled]
        mean = sum(column) / count
        sd = (sum((value - mean) ** 2 for value in column) / count) ** 0.5 or 1.0
        for row in (*pooled, *asked):
            row[c] = (row[c] - mean) / sd
    out = []
    for row in asked:
        best = None
        for name in set(train_labels.tolist()):
            members = [
                p for p, k in zip(pooled, train_labels, strict=True) if k == name
            ]
            middle = [
                sum(values) / len(members) for values in zip(*members, strict=True)
            ]
            gap = sum((a - b) ** 2 for a, b in zip(row, middle, strict=True))
            if best is None or gap < best[0]:
                best = gap, name
        out.append(best[1])
    return out


RIGHT = [
    ("depthwise-cost", count_by_loops),
    (
        "depthwise-cost",
        lambda h, w, f, c, k: np.array([1, h * w]) * c * (f**2 + k),
    ),
    ("preprocess-fault", prepare_loops),
    ("preprocess-fault", prepare_keras),
    ("freeze-the-base", freeze_each_layer),
    ("freeze-the-base", rebuild_around_it),
    ("head-for-task", logits_and_a_sequential_model),
    ("head-for-task", hidden_layer_and_a_softmax_apart),
    ("head-for-task", largest_instead_of_mean),
    ("trainable-parameters", trainable_by_arrays),
    ("probe-a-layer", probe_by_inner_products),
    ("probe-a-layer", probe_loops),
]
