"""The networks are as they say, and a record of one is the model in numbers."""

import dataclasses
import http.client

import numpy as np
import pytest

import cnnbook as cb
from cnnbook import models
from cnnbook.exercises import Demand, Misconception, ModelExercise
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.runtime.keras_models import run_model
from cnnbook.models.reading import as_numpy

LENET = ModelExercise(
    "tests.ch08.a_lenet",
    title="Build it",
    difficulty=2,
    points=2,
    answer="build_it",
    reference=models.lenet5,
    demands=(
        Demand("it takes 28×28×1", lambda r: r.input_shape == (28, 28, 1), "Look."),
        Demand(
            "it pads",
            lambda r: r.steps[0][1] == (28, 28, 6),
            "Pad.",
            lambda r: f"the first layer makes {r.steps[0][1]}",
        ),
    ),
    misconceptions=(
        Misconception(
            "no padding",
            "Your first convolution makes the image smaller.",
            shows=lambda r: r.of_kind("Conv2D")[0].settings["padding"] == "valid",
        ),
    ),
)


def ask(exercise, answer):
    outcome, printed = run_model(exercise, answer, 30)
    return judge(exercise, [outcome], printed)


@pytest.mark.parametrize(
    ("build", "layers"),
    [
        (
            models.convnet,
            [
                cb.Conv(10, 3),
                cb.Conv(20, 5, stride=2),
                cb.Conv(40, 5, stride=2),
                cb.Flatten(),
                cb.Dense(10),
            ],
        ),
        (
            models.lenet5,
            [
                cb.Conv(6, 5, padding="same"),
                cb.Pool(2),
                cb.Conv(16, 5),
                cb.Pool(2),
                cb.Flatten(),
                cb.Dense(120),
                cb.Dense(84),
                cb.Dense(10),
            ],
        ),
        (models.dense_net, [cb.Flatten(), cb.Dense(77), cb.Dense(10)]),
    ],
)
def test_a_network_is_as_its_trace(build, layers):
    model = build()
    traced = cb.trace(model.input_shape[1:], layers)
    record = models.record_model(model)
    assert [shape for _, shape in record.steps] == [row.shape for row in traced[1:]]
    assert record.parameters == sum(row.parameters for row in traced)
    assert record.parameters == model.count_params()


def test_lenet_of_1998_is_nearer_with_average_and_tanh():
    record = models.record_model(models.lenet5(activation="tanh", pooling="average"))
    assert len(record.of_kind("AveragePooling2D")) == 2
    assert record.of_kind("Conv2D")[0].settings["activation"] == "tanh"


def test_embedded_weights_are_learnt_ones():
    kept, random = models.mobilenet(), models.mobilenet(weights=None)
    assert kept.count_params() == random.count_params() == 2_257_984
    image = cb.data.photo("animal_cat")[None] / 127.5 - 1
    assert as_numpy(kept(image)).std() > 10 * as_numpy(random(image)).std()


def test_a_transfer_model_trains_only_its_head_and_scales_its_images():
    import keras

    base = models.mobilenet()
    model = models.transfer_model(base, classes=3)
    record = models.record_model(model, weights=False)
    assert record.trainable_parameters == 1281 * 3
    assert record.parameters == 2_257_984 + 1281 * 3
    image = cb.data.photo("animal_cat")[None].astype("float32")
    scaled = keras.applications.mobilenet_v2.preprocess_input(image.copy())
    features = np.asarray(base(scaled)).mean((1, 2))
    weights, bias = model.layers[-1].get_weights()
    logits = features @ weights + bias
    wanted = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose(as_numpy(model(image)), wanted, rtol=1e-3)


def test_unfreezing_moves_weights_and_leaves_batch_normalisation_alone():
    base = models.mobilenet(size=32)
    model = models.transfer_model(base, classes=2)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    models.unfreeze(model, "block_16_expand", learning_rate=1e-3)
    before = {w.path: np.asarray(w).copy() for w in base.weights}
    random = np.random.default_rng(0)
    images = random.uniform(0, 255, (8, 32, 32, 3)).astype("float32")
    history = model.fit(images, np.arange(8) % 2, epochs=2, verbose=0).history
    assert "accuracy" in history
    moved = {w.path for w in base.weights if not np.array_equal(before[w.path], w)}
    assert moved
    assert all("block_16" in path or path.startswith("Conv_1") for path in moved)
    assert not any("BN" in path for path in moved)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: models.lenet5(1), ValueError, "classes .* at least 2, got 1"),
        (lambda: models.lenet5(2.5), TypeError, "classes .* got 2.5"),
        (lambda: models.lenet5(pooling="mean"), ValueError, "pooling .*'mean'"),
        (lambda: models.dense_net(0), ValueError, "units .* got 0"),
        (lambda: models.mobilenet("best"), ValueError, "weights .*'best'"),
        (lambda: models.mobilenet(size=16), ValueError, "size .* 32, got 16"),
        (lambda: models.mobilenet("imagenet", 100), ValueError, "sizes .* got 100"),
        (lambda: models.transfer_model("x", 3), TypeError, "base must be"),
        (
            lambda: models.transfer_model(models.mobilenet(size=32), 3, dropout=1),
            ValueError,
            "dropout .* got 1",
        ),
        (lambda: models.unfreeze(models.lenet5(), "x"), ValueError, "no base"),
        (
            lambda: models.unfreeze(
                models.transfer_model(models.mobilenet(size=32), 2), "x"
            ),
            ValueError,
            "compile",
        ),
    ],
)
def test_bad_input_is_answered(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_an_unknown_layer_is_answered_with_those_there_are():
    model = models.transfer_model(models.mobilenet(size=32), 2)
    model.compile("adam", "sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match=r"no layer 'block_99'.*block_13_expand"):
        models.unfreeze(model, "block_99")


@pytest.mark.parametrize(
    "error",
    [
        Exception("URL fetch failure on https://example.org: None -- no route"),
        TimeoutError("the read operation timed out"),
        http.client.IncompleteRead(b"half"),
    ],
)
def test_without_a_network_the_online_weights_say_so(monkeypatch, error):
    import keras

    def unreachable(*args, **kwargs):
        raise error

    monkeypatch.setattr(keras.applications, "MobileNetV2", unreachable)
    with pytest.raises(ConnectionError, match='weights="embedded"'):
        models.mobilenet("imagenet")
    with pytest.raises(type(error), match=r"URL|timed|Incomplete"):
        models.mobilenet(None)


def test_a_model_or_a_function_that_builds_it_is_an_answer():
    assert ask(LENET, models.lenet5)
    assert ask(LENET, models.lenet5())


def test_a_wrong_model_is_told_what_it_lacks():
    def build_it():
        import keras

        return keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(6, 5)])

    feedback = ask(LENET, build_it)
    assert not feedback
    assert feedback.misconception == "no padding"
    seen = "Not met: it pads. Seen: the first layer makes (24, 24, 6). Pad."
    assert feedback.hint == f"Your first convolution makes the image smaller. {seen}"


def test_a_mistake_is_not_named_since_a_demand_failed():
    import keras

    feedback = ask(LENET, keras.Sequential([keras.Input((28, 28, 1))]))
    assert not feedback
    assert feedback.misconception == ""
    odd = keras.layers.Conv2D(7, 5, padding="same")
    feedback = ask(LENET, keras.Sequential([keras.Input((28, 28, 1)), odd]))
    assert feedback.misconception == ""
    assert "Seen: the first layer makes (28, 28, 7)." in feedback.hint


def strange():
    import keras

    unbuilt = keras.Sequential([keras.layers.Dense(3)])
    two = keras.Input((3,)), keras.Input((3,))
    double = keras.Model(two, keras.layers.Add()(two))
    return [
        (..., "nothing here yet"),
        (None, "nothing here yet"),
        (3, "of type int, not a Keras model"),
        (models.lenet5, None),
        (lambda: None, "returned nothing"),
        (lambda: "model", "of type str"),
        (lambda: 1 / 0, "ZeroDivisionError"),
        (lambda: exit(), "SystemExit"),
        (lambda x: x, "TypeError"),
        (unbuilt, "keras.Input"),
        (double, "one array"),
    ]


def test_strange_answers_are_survived():
    for answer, words in strange():
        feedback = ask(LENET, answer)
        if words is None:
            assert feedback
        else:
            assert not feedback
            assert words in feedback.hint


def test_a_slow_builder_is_stopped():
    def build_it():
        while True:
            pass

    outcome, _ = run_model(LENET, build_it, 0.2)
    assert "not come back" in outcome.problem


def test_a_function_gets_its_arguments_fresh():
    calls = []
    exercise = dataclasses.replace(LENET, given=lambda: (models.lenet5(),))
    assert ask(exercise, lambda model: calls.append(model) or model)
    assert ask(exercise, lambda model: calls.append(model) or model)
    assert calls[0] is not calls[1]


def test_probes_and_training_are_recorded():
    import keras

    model = models.lenet5()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.5), loss)
    images = np.random.default_rng(0).uniform(size=(2, 28, 28, 1))
    record = models.record_model(model, [images])
    np.testing.assert_allclose(record.predictions[0].sum(1), 1, rtol=1e-5)
    assert record.training["optimizer"] == "SGD"
    assert record.training["learning_rate"] == 0.5
    assert record.training["from_logits"]
    assert [w.shape for w in record.layers[0].weights] == [(5, 5, 1, 6), (6,)]
    assert models.record_model(models.lenet5()).training == {}


def test_a_model_written_as_a_class_is_read_as_its_graph():
    import keras

    class Small(keras.Model):
        def __init__(self):
            super().__init__()
            self.last = keras.layers.Dense(2)
            self.parts = [keras.layers.Flatten(), keras.layers.Dense(5)]

        def call(self, images):
            for part in self.parts:
                images = part(images)
            return self.last(keras.ops.tanh(images))

    model = Small()
    with pytest.raises(ValueError, match="input shape"):
        models.record_model(model)
    images = np.random.default_rng(0).uniform(size=(3, 4, 4, 1)).astype("float32")
    wanted = as_numpy(model(images))
    record = models.record_model(model, [images])
    assert record.input_shape == (4, 4, 1)
    kinds = [layer.kind for layer in record.layers]
    assert kinds == ["InputLayer", "Flatten", "Dense", "Activation", "Dense"]
    assert record.layers[3].activation == "tanh"
    assert record.parameters == 17 * 5 + 6 * 2
    np.testing.assert_allclose(record.predictions[0], wanted, rtol=1e-6)
    assert ask(dataclasses.replace(LENET, probes=lambda: (images,)), model).hint


def test_a_model_that_takes_batches_of_one_size_is_asked_in_these():
    import keras

    layers = [keras.layers.Flatten(), keras.layers.Dense(2)]
    model = keras.Sequential([keras.Input((3, 1), batch_size=4), *layers])
    free = keras.Sequential([keras.Input((3, 1)), *layers])
    for size in (1, 4, 6):
        probe = np.random.default_rng(0).uniform(size=(size, 3, 1)).astype("float32")
        (answers,) = models.record_model(model, [probe]).predictions
        np.testing.assert_allclose(answers, as_numpy(free(probe)), rtol=1e-6)
    exercise = dataclasses.replace(LENET, probes=lambda: (probe,))
    outcome, _ = run_model(exercise, model, 30)
    assert outcome.value.predictions[0].shape == (6, 2)


def open_network():
    import keras
    from keras import layers

    inside = keras.Sequential(
        [keras.Input((None, None, 1)), layers.Conv2D(2, 3), layers.MaxPooling2D(2)]
    )
    return keras.Sequential(
        [keras.Input((None, None, 1)), inside, layers.GlobalMaxPooling2D()]
    )


def test_open_sizes_are_recorded_as_the_probes_have_them():
    model = open_network()
    images = np.zeros((2, 8, 10, 1), "float32")
    record = models.record_model(model, [images])
    assert record.input_shape == (8, 10, 1)
    assert record.output_shape == (2,)
    assert [
        layer.output_shape for layer in record.layers if layer.kind != "InputLayer"
    ] == [
        (6, 8, 2),
        (3, 4, 2),
        (2,),
    ]
    leaves = [*model.layers[0].layers, model.layers[1]]
    assert not any("call" in vars(layer) for layer in leaves), "left as it was"


def test_open_sizes_stay_open_if_the_probes_differ_or_there_are_none():
    probes = [np.zeros((1, n, n, 1), "float32") for n in (8, 9)]
    for given in ([], probes):
        record = models.record_model(open_network(), given)
        assert record.input_shape == (None, None, 1)


def test_a_class_takes_every_size_that_the_probes_have_shown():
    import keras

    class Sliding(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner = open_network()

        def call(self, x):
            return self.inner(x)

    model = Sliding()
    model(np.zeros((1, 5, 5, 1), "float32"))
    probes = [np.zeros((1, n, n + 1, 1), "float32") for n in (8, 9)]
    assert models.record_model(model, probes).input_shape == (None, None, 1)
    assert models.record_model(model, probes[:1]).input_shape == (8, 9, 1)
    assert models.record_model(model).input_shape == (5, 5, 1)


def test_numbers_that_are_no_parameters_are_seen():
    import keras

    draw = np.random.default_rng(0)
    outside = draw.normal(size=(9, 4)).astype("float32")
    probe = draw.normal(size=(5, 9)).astype("float32")

    class Looks(keras.layers.Layer):
        def call(self, x):
            return keras.ops.matmul(x, keras.ops.convert_to_tensor(outside))

    class Halves(keras.layers.Layer):
        def call(self, x):
            return x / 2

    def network(*layers):
        return keras.Sequential([keras.Input((9,)), *layers])

    dense = keras.layers.Dense
    honest = network(Halves(), dense(8, "sigmoid"), dense(4, "softmax"))
    for model, hidden in (
        (honest, False),
        (network(dense(8), keras.layers.BatchNormalization(), dense(4)), False),
        (network(Looks()), True),
        (network(Looks(), keras.layers.Softmax()), True),
    ):
        before = list(map(as_numpy, model.weights))
        record = models.record_model(model, (probe,))
        assert record.hidden is hidden
        assert all(map(np.array_equal, before, map(as_numpy, model.weights)))
        assert not models.record_model(model, (probe,), weights=False).hidden
