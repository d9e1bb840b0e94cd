"""Small signed steps against LeNet-5 and MobileNet, and training on them.

    python -m benchmarks.signed_steps

Writes chapters/data/signed_steps.csv, for chapter 15. `transfer`: three LeNets and
three dense networks, what steps against each do to itself and to others. `rate` and
`training`: LeNet-5 taught in four ways by three seeds, signed steps by two, each way at
the better of two rates. Takes about four minutes of processor.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import cnnbook as cb

import keras  # isort: skip
import tensorflow as tf  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/signed_steps.csv"
SEEDS = range(3)
EPS = 0.05
RATE = 0.004
"""The best of chapter 8's search, for either network."""
RATES = (0.002, 0.004)
WAYS = ("plain", "plain, longer", "random signs", "signed steps")
PLUS_MINUS = np.array([-1, 1], "float32")
Row = tuple[str, str, str, int, float]

(_PICTURES, _LABELS), (_UNSEEN, Y_TEST) = cb.data.fashion_mnist()
_X = _PICTURES[..., None] / np.float32(255)
X_TRAIN, Y_TRAIN, X_VAL, Y_VAL = _X[:4000], _LABELS[:4000], _X[4000:], _LABELS[4000:]
X_TEST = _UNSEEN[..., None] / np.float32(255)
LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def lenet() -> keras.Model:
    """Build LeNet-5 without its softmax, whose rounding would hide small gradients."""
    return _without_softmax(cb.models.lenet5())


def dense() -> keras.Model:
    """Build the dense rival of chapter 8 without its softmax."""
    return _without_softmax(cb.models.dense_net())


def _without_softmax(model: keras.Model) -> keras.Model:
    model.layers[-1].activation = keras.activations.linear
    return model


def lead(z: Any, y: Any) -> Any:
    """Return how far the wrong kinds lead, added up over pictures.

    Its gradient at the logits is p - y divided by what is missing to p = 1 of the right
    kind: the same signs, and no rounding where the network is sure.
    """
    right = tf.one_hot(y, z.shape[1])
    rivals = tf.reduce_logsumexp(z - 1e9 * right, axis=1)
    return tf.reduce_sum(rivals - tf.reduce_sum(z * right, axis=1))


def gradient(model: keras.Model, x: Any, y: Any) -> Any:
    """Return the direction in which the loss grows, at the pixels."""
    x = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = lead(model(x), y)
    return tape.gradient(value, x)


def stepped(model: keras.Model, x: Any, y: Any, eps: float = EPS) -> Any:
    """Return pictures after one signed step uphill, within 0 and 1."""
    return tf.clip_by_value(x + eps * tf.sign(gradient(model, x, y)), 0, 1)


def ten_steps(model: keras.Model, x: NDArray, y: NDArray, eps: float = EPS) -> Any:
    """Return pictures after ten smaller steps, never farther off than eps."""
    moved = tf.convert_to_tensor(x)
    for _ in range(10):
        moved = moved + eps / 4 * tf.sign(gradient(model, moved, y))
        moved = tf.clip_by_value(tf.clip_by_value(moved, x - eps, x + eps), 0, 1)
    return moved


def signs(seed: int, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return random signs."""
    return np.random.default_rng(seed).choice(PLUS_MINUS, shape)


def noisy(x: NDArray, seed: int) -> NDArray:
    """Return pictures after a step of the same size in a random direction."""
    return np.clip(x + EPS * signs(seed, x.shape), 0, 1)


def taught(
    way: str, rate: float, seed: int, build: Callable[[], keras.Model] = lenet
) -> keras.Model:
    """Train on 4,000 pictures, in batches of 50 with what `way` adds to them."""
    keras.utils.set_random_seed(seed)
    model = build()
    optimizer = keras.optimizers.Adam(rate)
    optimizer.build(model.trainable_variables)
    random = np.random.default_rng(seed)

    @tf.function  # type: ignore[untyped-decorator]
    def step(x: Any, y: Any, sign: Any) -> None:
        if way in ("random signs", "signed steps"):
            added = tf.clip_by_value(x + EPS * sign, 0, 1)
            if way == "signed steps":
                added = stepped(model, x, y)
            x, y = tf.concat([x, added], 0), tf.concat([y, y], 0)
        with tf.GradientTape() as tape:
            loss = LOSS(y, model(x))
        found = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(found, model.trainable_variables)

    for _ in range(16 if way == "plain, longer" else 8):
        order = random.permutation(4000)
        for part in np.split(order, 80):
            sign = random.choice(PLUS_MINUS, (50, 28, 28, 1))
            step(X_TRAIN[part], tf.constant(Y_TRAIN[part].astype("int32")), sign)
    return model


def answers(model: keras.Model, x: Any) -> NDArray:
    """Return the kinds that a network names."""
    return np.asarray(model(x)).argmax(axis=1)


def transfer() -> Iterator[Row]:
    """Make pictures against one network, and show them to all."""
    builds = {"LeNet-5": lenet, "dense": dense}
    models = {
        (name, seed): taught("plain", RATE, seed, build)
        for name, build in builds.items()
        for seed in SEEDS
    }
    clean = {key: answers(model, X_TEST) == Y_TEST for key, model in models.items()}
    noise = noisy(X_TEST, 0)
    for key, model in models.items():
        yield "transfer", f"{key[0]}: clean", "right", key[1], clean[key].mean()
        right = answers(model, noise) == Y_TEST
        yield "transfer", f"{key[0]}: random signs", "right", key[1], right.mean()
    for (name, seed), model in models.items():
        made = stepped(model, X_TEST, Y_TEST)
        fooled = clean[name, seed] & (answers(model, made) != Y_TEST)
        itself = 1 - fooled.sum() / clean[name, seed].sum()
        yield "transfer", f"{name}: itself", "still right", seed, itself
        for other in builds:
            shares, rights, noises = [], [], []
            for place in SEEDS:
                if (other, place) == (name, seed):
                    continue
                known = fooled & clean[other, place]
                wrong = answers(models[other, place], made) != Y_TEST
                shares.append(wrong[known].mean())
                rights.append(1 - wrong.mean())
                lost = answers(models[other, place], noise) != Y_TEST
                noises.append(lost[known].mean())
            way = f"{name} to {other}"
            yield "transfer", way, "fooled too", seed, float(np.mean(shares))
            yield "transfer", way, "right", seed, float(np.mean(rights))
            yield "transfer", way, "by random signs", seed, float(np.mean(noises))


def score(model: keras.Model, way: str) -> float:
    """Return how well it does on validation pictures what it was taught."""
    right = [answers(model, X_VAL) == Y_VAL]
    if way == "random signs":
        right.append(answers(model, noisy(X_VAL, 1)) == Y_VAL)
    if way == "signed steps":
        right.append(answers(model, stepped(model, X_VAL, Y_VAL)) == Y_VAL)
    return float(np.mean(right))


def training() -> Iterator[Row]:
    """Teach LeNet-5 in each way, at its best rate, and attack it in four."""
    stranger = taught("plain", RATE, 50)
    from_stranger = stepped(stranger, X_TEST, Y_TEST)
    for way in WAYS:
        found = {}
        for rate in RATES:
            found[rate] = score(taught(way, rate, 100), way)
            yield "rate", way, str(rate), 100, found[rate]
        best = max(found, key=lambda rate: found[rate])
        for seed in SEEDS[:2] if way == "signed steps" else SEEDS:
            model = taught(way, best, seed)
            shown = {
                "clean": X_TEST,
                "random signs": noisy(X_TEST, 0),
                "one step": stepped(model, X_TEST, Y_TEST),
                "ten steps": ten_steps(model, X_TEST, Y_TEST),
                "another network's step": from_stranger,
            }
            for name, x in shown.items():
                right = (answers(model, x) == Y_TEST).mean()
                yield "training", way, name, seed, float(right)


def main() -> None:
    """Write a line for each experiment, way, measure and seed."""
    tf.config.experimental.enable_op_determinism()
    with CSV_FILE.open("w", newline="", encoding="utf-8") as file:
        file.write("# python -m benchmarks.signed_steps\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["experiment", "way", "measure", "seed", "value"])
        for experiment in (transfer, training):
            for *named, value in experiment():
                writer.writerow([*named, f"{value:.4f}"])
                file.flush()
                print(*named, f"{value:.3f}", flush=True)


if __name__ == "__main__":
    main()
