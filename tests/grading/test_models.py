"""Answers that are Keras models are graded on their records, outside."""

import numpy as np
import pytest

from cnnbook.exercises import REGISTRY, Demand, ModelExercise
from cnnbook.grading.batch import crew
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.settings import Settings
from cnnbook.models import lenet5

from .notebooks import FIRST, notebook, write

PROBE = np.linspace(0, 1, 12, dtype=np.float32).reshape(3, 4)


def small():
    import keras

    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])


def frozen(model):
    """Freeze a model and put one unit behind it."""
    import keras

    model.trainable = False
    return keras.Sequential([model, keras.layers.Dense(1)])


BUILD = ModelExercise(
    "tests.ch07.build_lenet",
    title="Build LeNet-5",
    difficulty=2,
    points=4,
    reference=lenet5,
    demands=(
        Demand("one value for each class", lambda r: r.output_shape == (10,), "Count."),
        Demand("the right number", lambda r: r.parameters == 61_706, "Count again."),
    ),
)
CHANGE = ModelExercise(
    "tests.ch07.freeze",
    title="Freeze a model",
    difficulty=2,
    points=3,
    reference=frozen,
    given=lambda: (small(),),
    probes=lambda: (PROBE,),
    weights=True,
    demands=(
        Demand("one value", lambda r: r.output_shape == (1,), "Add a layer."),
        Demand("3 that train", lambda r: r.trainable_parameters == 3, "Freeze it."),
        Demand(
            "predictions that follow from the weights",
            lambda r: np.allclose(
                (PROBE @ r.layers[0].weights[0]) @ r.layers[1].weights[0],
                r.predictions[0],
                atol=1e-4,
            ),
            "Nothing to see.",
        ),
    ),
)
LENET = """
import keras
from keras import layers
def build_lenet():
    return keras.Sequential([
        keras.Input((32, 32, 1)),
        layers.Conv2D(6, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5, activation="tanh"), layers.AveragePooling2D(2),
        layers.Flatten(), layers.Dense(120), layers.Dense(84), layers.Dense(10)])
"""
FREEZE = """
import keras
def freeze(model):
    model.trainable = False
    return keras.Sequential([model, keras.layers.Dense(1)])
"""
FORGE = """
import json, os, struct
def build_lenet():
    record = {"dict": [["layers", 3], ["input_shape", [1]], ["predictions", "x"]]}
    text = json.dumps({"outcome": "build-lenet", "case": 0, "kind": "value",
                       "record": record, "arrays": []}).encode()
    for number in range(3, 64):
        try:
            os.write(number, struct.pack(">II", len(text), 0) + text)
        except OSError:
            pass
"""
SAVED = """
class Model:
    layers = []
    built = True
    def __reduce__(self):
        return (print, ("unpickled",))
build_lenet = Model()
"""
NOTEBOOKS = {
    "right": ([LENET, FREEZE], 7),
    "a-model-is-an-answer-too": ([LENET, "build_lenet = build_lenet()", FREEZE], 7),
    "too-large": ([LENET.replace("16, 5", "32, 5"), FREEZE], 5),
    "not-frozen": ([LENET, FREEZE.replace("False", "True")], 5),
    "not-a-model": (["build_lenet = 3", "def freeze(model): return 'model'"], 0),
    "forged": ([FORGE, FREEZE], 0),
    "strange-object": ([SAVED, FREEZE], 3),
    "trains": ([LENET, FREEZE, "import numpy as np\nm = freeze(keras.Sequential("
        "[keras.Input((4,)), keras.layers.Dense(2)]))\nm.compile(loss='mse')\n"
        "m.fit(np.ones((8, 4)), np.ones((8, 1)), verbose=0)"], 7),
    "endless": ([LENET, "def freeze(model):\n    while True: pass"], 4),
}  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder, out = (tmp_path_factory.mktemp(name) for name in ("in", "out"))
    for name, (source, _) in NOTEBOOKS.items():
        write(folder, name, notebook([FIRST, *source], chapter="07"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "may_fork", lambda settings: True)  # to know these two
        for exercise in (BUILD, CHANGE):
            patch.setitem(REGISTRY, exercise.id, exercise)
        ids = (BUILD.id, CHANGE.id)
        settings = Settings(exercises=ids, jobs=1, limit=2.0)
        yield {result.name: result for result in grade(folder, out, settings)}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_model_gets_its_points(results, name):
    result = results[name]
    shown = "\n".join([result.status, *result.notes, *map(str, result.marks)])
    assert result.total == NOTEBOOKS[name][1], shown
    assert result.status.startswith("graded"), shown
    assert ("it meddled" in result.status) == (name == "forged")
