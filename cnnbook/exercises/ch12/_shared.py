"""What several exercises of chapter 12 use."""

from __future__ import annotations

import numpy as np


def lengths(a, b):
    """Return height and width of what two boxes share, negative where they are apart."""
    return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def overlap(a, b):
    height, width = lengths(a, b)
    return max(height, 0) * max(width, 0)


def iou(a, b):
    both = overlap(a, b)
    return both / (area(a) + area(b) - both)


def best_first(scores):
    return np.argsort(-np.asarray(scores), kind="stable")


def gram_of(features):
    flat = np.reshape(features, (-1, np.shape(features)[-1]))
    return flat.T @ flat / len(flat)


def random_features(random, height, width, channels):
    return random.integers(-3, 6, (height, width, channels)).astype(float)


def iou_of_masks(a, b):
    def mask(box):
        plane = np.zeros((64, 64), bool)
        top, left, bottom, right = box
        plane[top:bottom, left:right] = True
        return plane

    return (mask(a) & mask(b)).sum() / (mask(a) | mask(b)).sum()
