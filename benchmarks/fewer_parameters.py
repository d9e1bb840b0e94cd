"""Train the small network that stands behind the exercise `fewer-parameters`.

    python -m benchmarks.fewer_parameters

Writes its weights to ``cnnbook/exercises/ch08/fewer_parameters.npz``, beside the
exercise, so that the tests need not train. They are there and not in ``cnnbook/data``,
which students' code may read.
"""

from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf

import cnnbook as cb
from cnnbook.exercises.ch08.fewer_parameters import WEIGHTS, small_network


def main() -> None:
    """Train, write, and print the share of the test pictures that it gets right."""
    tf.config.experimental.enable_op_determinism()
    (x_train, y_train), (x_test, y_test) = cb.data.fashion_mnist()
    keras.utils.set_random_seed(0)
    network = small_network()
    network.compile(
        keras.optimizers.Adam(0.003),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    images = x_train[..., None] / np.float32(255)
    network.fit(images, y_train, batch_size=50, epochs=15, verbose=0)
    np.savez_compressed(
        WEIGHTS,
        *(w.astype(np.float16) for w in network.get_weights()),
        command="python -m benchmarks.fewer_parameters",
    )
    answers = network.predict(x_test[..., None] / 255, verbose=0).argmax(axis=1)
    print(f"{np.mean(answers == y_test):.3f}")


if __name__ == "__main__":
    main()
