"""Five ways to share out chapter 16's folder: what each step is worth.

    python -m benchmarks.own_task

Writes chapters/data/own_task.csv. `steps`: the largest kind, six numbers about the
colours, a head on features, and a base that moves; all but the first at the best of
three rates by the loss on validation photographs. `stopping`: fine-tuning for six
epochs, what the epoch of the least validation loss scores, and what the last.
`calibration`: the head before and after its logits are divided by a number that was
chosen on validation photographs. Takes about three minutes on two cores.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

import cnnbook as cb

import keras  # isort: skip
import tensorflow as tf  # isort: skip
from keras import layers  # isort: skip

CSV_FILE = Path(__file__).resolve().parent.parent / "chapters/data/own_task.csv"
DRAWS = range(5)
EPOCHS = 6
HEAD_RATES, MOVING_RATES = (0.03, 0.1, 0.3), (1e-5, 3e-5, 1e-4)
EDGES = np.linspace(0, 1, 6)
SAME = {
    "kutubMinar": "tower",
    "qutubMinar": "tower",
    "greatWall": "wall",
    "greatWallofChina": "wall",
}
Row = tuple[str, str, int, dict[str, float]]


def laid_out(place: Path) -> None:
    """Write the book's photographs as a folder of one's own."""
    for name in cb.data.photo_names():
        kind = place / name.split("_")[0]
        kind.mkdir(exist_ok=True)
        Image.fromarray(cb.data.photo(name)).save(kind / f"{name}.jpg", quality=95)


def thing(file: str) -> str | None:
    """Return what a file shows, where two of them show the same."""
    return SAME.get(Path(file).stem.removeprefix("building_"))


def softmax(z: NDArray) -> NDArray:
    """Return probabilities."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def loss_of(logits: NDArray, labels: NDArray) -> float:
    """Return the cross-entropy."""
    p = softmax(logits)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(p, 1e-12)).mean())


def calibration_error(p: NDArray, labels: NDArray) -> float:
    """Return the mean gap between confidence and accuracy, in five bins."""
    return gap(p.max(axis=1), p.argmax(axis=1) == labels)


def gap(sure: NDArray, right: NDArray) -> float:
    """Return the mean over all answers of the gap in the bin of each."""
    places = np.digitize(sure, EDGES[1:-1])
    gaps = [abs(np.sum(sure[places == n] - right[places == n])) for n in set(places)]
    return float(sum(gaps) / len(sure))


def head(x: NDArray, y: NDArray, train: NDArray, rate: float) -> list[NDArray]:
    """Fit a softmax layer to numbers that are scaled by one deviation."""
    mean, sd = x[train].mean(axis=0), x[train].std()
    z, wanted = (x[train] - mean) / sd, np.eye(y.max() + 1)[y[train]]
    weights, bias = np.zeros((x.shape[1], wanted.shape[1])), np.zeros(wanted.shape[1])
    for _ in range(300):
        error = (softmax(z @ weights + bias) - wanted) / len(z)
        weights -= rate * z.T @ error
        bias -= rate * error.sum(axis=0)
    return [weights / sd, bias - mean @ weights / sd]


def best_head(x: NDArray, data: cb.data.PictureFolder) -> list[NDArray]:
    """Return the head of the rate with the least validation loss."""
    y, choose = data.labels, data.validation
    heads = [head(x, y, data.train, rate) for rate in HEAD_RATES]
    losses = [loss_of(x[choose] @ w + b, y[choose]) for w, b in heads]
    return heads[int(np.argmin(losses))]


def temperature(logits: NDArray, labels: NDArray) -> float:
    """Return what to divide logits by, for the least loss."""
    tried = np.geomspace(0.25, 8, 101)
    return float(tried[np.argmin([loss_of(logits / t, labels) for t in tried])])


def draws() -> Iterator[Row]:
    """Go through the chapter once for each way to share out."""
    base = cb.models.mobilenet()
    border = base.get_layer("block_12_add").output
    lower, top = keras.Model(base.input, border), keras.Model(border, base.output)
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    with tempfile.TemporaryDirectory() as here:
        laid_out(Path(here))
        folders = [cb.data.folder(here, seed=n, together=thing) for n in DRAWS]
    photos = folders[0].pictures
    maps = through(lower, photos / np.float32(127.5) - 1)
    features = through(top, maps).mean(axis=(1, 2)).astype(float)
    colours = np.concatenate(
        [photos.mean(axis=(1, 2)), photos.std(axis=(1, 2))], axis=1
    )
    at_first = top.get_weights()
    dense = layers.Dense(len(folders[0].kinds))
    model = keras.Sequential(
        [
            keras.Input(maps.shape[1:]),
            top,
            layers.GlobalAveragePooling2D(),
            dense,
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(), loss)
    for draw, data in zip(DRAWS, folders, strict=True):
        y, train, choose, test = data.labels, data.train, data.validation, data.test

        def right(logits: NDArray, y: NDArray = y, test: NDArray = test) -> float:
            return float((logits.argmax(axis=1) == y[test]).mean())

        most = np.bincount(y[train]).argmax()
        yield "steps", "largest kind", draw, {"test": float((y[test] == most).mean())}
        weights, bias = best_head(colours, data)
        yield "steps", "colours", draw, {"test": right(colours[test] @ weights + bias)}
        weights, bias = best_head(features, data)
        of_head = {k: features[k_] @ weights + bias for k, k_ in parts_of(data)}
        scores = {
            "test": right(of_head["test"]),
            "validation loss": loss_of(of_head["choose"], y[choose]),
            "test loss": loss_of(of_head["test"], y[test]),
        }
        yield "steps", "head", draw, scores
        t = temperature(of_head["choose"], y[choose])
        p, softer = softmax(of_head["test"]), softmax(of_head["test"] / t)
        by_chance = errors_if_calibrated(p, np.random.default_rng(draw))
        yield (
            "calibration",
            "head",
            draw,
            {
                "temperature": t,
                "error before": calibration_error(p, y[test]),
                "error after": calibration_error(softer, y[test]),
                "loss before": loss_of(of_head["test"], y[test]),
                "loss after": loss_of(of_head["test"] / t, y[test]),
                "error if calibrated": float(np.mean(by_chance)),
                "95 of 100 below": float(np.quantile(by_chance, 0.95)),
            },
        )
        runs = []
        for rate in MOVING_RATES:
            top.set_weights(at_first)
            dense.set_weights([weights, bias])
            keras.utils.set_random_seed(draw)
            for state in model.optimizer.variables[2:]:  # what Adam remembers
                state.assign(np.zeros(state.shape))
            model.optimizer.iterations.assign(0)
            model.optimizer.learning_rate = rate
            run = []
            for _ in range(EPOCHS):
                model.fit(maps[train], y[train], batch_size=10, verbose=0)
                of_both = model.predict_on_batch(maps[np.r_[choose, test]])
                said = np.split(of_both, [len(choose)])
                run.append(
                    (
                        loss_of(said[0], y[choose]),
                        right(said[1]),
                        loss_of(said[1], y[test]),
                    )
                )
            runs.append(run)
            kept = int(np.argmin([losses for losses, *_ in run]))
            yield (
                "stopping",
                f"rate {rate:g}",
                draw,
                {
                    "kept epoch": kept + 1,
                    "validation loss, kept": run[kept][0],
                    "validation loss, last": run[-1][0],
                    "test, kept": run[kept][1],
                    "test, last": run[-1][1],
                    "test loss, kept": run[kept][2],
                    "test loss, last": run[-1][2],
                },
            )
        best = min((row for run in runs for row in run), key=lambda row: row[0])
        scores = dict(zip(("validation loss", "test", "test loss"), best, strict=True))
        yield "steps", "base moves", draw, scores


def parts_of(data: cb.data.PictureFolder) -> list[tuple[str, NDArray]]:
    """Return the parts that choose and test, by name."""
    return [("choose", data.validation), ("test", data.test)]


def errors_if_calibrated(p: NDArray, random: np.random.Generator) -> list[float]:
    """Return errors of answers that are right as often as they are sure."""
    sure = p.max(axis=1)
    errors = []
    for _ in range(2000):
        hit = random.random(len(sure)) < sure
        places = np.digitize(sure, EDGES[1:-1])
        gaps = [
            abs(sure[places == n].sum() - hit[places == n].sum()) for n in set(places)
        ]
        errors.append(sum(gaps) / len(sure))
    return errors


def through(model: keras.Model, x: NDArray) -> NDArray:
    """Return what a model answers, in pieces that fit into memory."""
    pieces = [x[i : i + 31] for i in range(0, len(x), 31)]
    return np.concatenate(
        [np.asarray(model(piece, training=False)) for piece in pieces]
    )


def main() -> None:
    """Measure all and write the table."""
    tf.config.experimental.enable_op_determinism()
    with CSV_FILE.open("w", encoding="utf-8", newline="") as file:
        file.write("# python -m benchmarks.own_task\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["experiment", "way", "draw", "measure", "value"])
        for experiment, way, draw, values in draws():
            for measure, value in values.items():
                table.writerow([experiment, way, draw, measure, f"{value:.6g}"])
            print(experiment, way, draw, values, flush=True)


if __name__ == "__main__":
    main()
