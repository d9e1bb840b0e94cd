"""Chapter 12: masks, einsum, other orders, other layers."""

import numpy as np


def iou(a, b):
    def mask(box):
        plane = np.zeros((64, 64), bool)
        top, left, bottom, right = box
        plane[top:bottom, left:right] = True
        return plane

    return (mask(a) & mask(b)).sum() / (mask(a) | mask(b)).sum()


def iou_by_ranges(a, b):
    rows = len(set(range(a[0], a[2])) & set(range(b[0], b[2])))
    columns = len(set(range(a[1], a[3])) & set(range(b[1], b[3])))
    sizes = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return np.float32(rows * columns / (sum(sizes) - rows * columns))


def nms(boxes, scores, threshold):
    left = sorted(range(len(scores)), key=lambda i: -scores[i])
    kept = []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [i for i in left if iou(boxes[i], boxes[best]) <= threshold]
    return np.array(kept)


def in_functional_style(classifier):
    import keras
    from keras import layers

    convolution, pooling, _, first, last = classifier.layers
    scenes = keras.Input((None, None, 1))
    windows = layers.Conv2D(6, (4, 5))
    # A dense layer on a volume works at every place: it is a 1×1 convolution.
    head = layers.Dense(3)
    maps = layers.Dropout(0.5)(pooling(convolution(scenes)))
    model = keras.Model(scenes, head(layers.ReLU()(windows(maps))))
    kernel, bias = first.get_weights()
    windows.set_weights([kernel.reshape(4, 5, 4, 6), bias])
    head.set_weights(last.get_weights())
    return model


def entry_by_entry(classifier):
    import keras
    from keras import layers

    weights = classifier.get_weights()
    kernel = np.zeros((4, 5, 4, 6))
    for place, row in enumerate(weights[2]):
        kernel[place // 20, place // 4 % 5, place % 4] = row
    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(4, 3),
            layers.Activation("relu"),
            layers.MaxPooling2D((2, 2)),
            layers.Conv2D(6, (4, 5), activation="relu"),
            layers.Conv2D(3, 1),
        ]
    )
    weights[2], weights[4] = kernel, weights[4].reshape(1, 1, 6, 3)
    model.set_weights(weights)
    return model


def precision_recall(found, truth):
    free = [tuple(box) for box in truth]
    hits = 0
    for box in found:
        best = max(free, key=lambda t: iou(box, t), default=None)
        if best is not None and iou(box, best) > 0.5:
            free.remove(best)
            hits += 1
    return hits / len(found), 1 - len(free) / len(truth)


def gram(features):
    height, width, channels = np.shape(features)
    matrix = np.zeros((channels, channels))
    for row in features:
        for values in row:
            matrix += np.outer(values, values)
    return matrix / (height * width)


def style_loss(features, wanted):
    a, b = (np.einsum("ijk,ijl->kl", f, f) / f[..., 0].size for f in (features, wanted))
    return float(np.linalg.norm(a - b) ** 2) / a.size


def threshold(scores, hits, truths, precision):
    best = None
    for candidate in sorted(scores, reverse=True):
        kept = [
            hit for score, hit in zip(scores, hits, strict=True) if score >= candidate
        ]
        if sum(kept) >= precision * len(kept):
            best = [candidate, sum(kept) / truths]
    return best


RIGHT = [
    ("iou", iou),
    ("iou", iou_by_ranges),
    ("nms", nms),
    ("dense-to-conv", in_functional_style),
    ("dense-to-conv", entry_by_entry),
    ("precision-recall", precision_recall),
    ("gram-matrix", gram),
    ("gram-matrix", lambda f: np.einsum("ijk,ijl->kl", f, f) / f[..., 0].size),
    ("style-loss", style_loss),
    ("detector-threshold", threshold),
]
"""Right answers written in other ways than the references."""
