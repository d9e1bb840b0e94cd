"""Networks that are judged by their answers have to be able to give them."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cnnbook.exercises import REGISTRY, find
from cnnbook.grading.batch.marking import mark_exercise
from cnnbook.grading.batch.reports import RunFacts, _class_page
from cnnbook.grading.batch.results import Result
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.borne_out import OTHERS, TOO_LARGE, doubt_about
from cnnbook.grading.runtime.outcome import ModelOutcome
from cnnbook.grading.sandbox.job import JobResult
from cnnbook.models import record_model

FEWER, DETECT = find("fewer-parameters"), find("detect-a-pattern")
PICTURES = np.random.default_rng(0).random((3, 28, 28, 1), np.float32)
ASKED = replace(FEWER, probes=lambda: (PICTURES, 40 * PICTURES[:1]))


def recorded(model, exercise=ASKED):
    return record_model(model, exercise.probes(), exercise.weights)


def network(*layers):
    """Return a network in which no weight is 0 by chance."""
    import keras

    made = keras.Sequential([keras.Input((28, 28, 1)), *layers])
    made.set_weights([w + 0.1 * (w == 0) for w in made.get_weights()])
    return made


def honest():
    """Yield networks as students build them, which together have all known layers."""
    import keras
    from keras import layers as k

    yield DETECT, DETECT.reference()
    for alternative in DETECT.alternatives:
        yield DETECT, alternative.answer()
    yield ASKED, FEWER.reference()
    for part in (
        (k.SeparableConv2D(4, 3, strides=2, padding="same", activation="relu"),
         k.BatchNormalization(), k.DepthwiseConv2D(3, activation="silu"),
         k.Permute((2, 1, 3)), k.GlobalAveragePooling2D(), k.Dense(10)),
        (k.RandomFlip(), k.Rescaling(2, offset=-1), k.ZeroPadding2D(((1, 2), (0, 3))),
         k.Conv2D(4, 3, strides=2, use_bias=False), k.BatchNormalization(scale=False),
         k.LeakyReLU(), k.MaxPooling2D(3, 2, padding="same"), k.Cropping2D(1),
         k.GlobalMaxPooling2D(keepdims=True), k.Reshape((-1,)),
         k.Dense(10, "log_softmax")),
        (k.Normalization(mean=0.3, variance=0.1), k.Conv2D(4, 3, activation="gelu"),
         k.AveragePooling2D(2, padding="same"), k.Conv2D(4, 3, activation="selu"),
         k.PReLU(shared_axes=[1, 2]), k.Conv2D(4, 3, dilation_rate=2, padding="same",
         activation="softplus"), k.ELU(), k.Conv2D(4, 1, groups=2), k.ReLU(6),
         k.Flatten(), k.Dropout(0.2), k.Dense(10, "sigmoid"), k.Softmax()),
    ):  # fmt: skip
        yield ASKED, network(*part)
    normalisation = k.Normalization(axis=None)
    normalisation.adapt(PICTURES)
    picture = keras.Input((28, 28, 1))
    x = keras.ops.relu(k.Conv2D(4, 5)(normalisation(picture)))
    inner = keras.Model(picture, keras.ops.max(x, axis=(1, 2)))
    yield ASKED, keras.Model(picture, keras.ops.softmax(k.Dense(10)(inner(picture))))


def test_what_students_build_can_be_worked_out_again():
    for exercise, model in honest():
        record = recorded(model, exercise)
        assert doubt_about(exercise, record) == "", [x.kind for x in record.layers]
        first, *others = record.predictions
        first = first.copy()
        first[-1] += 1  # as no network of these layers and weights answers
        forged = replace(record, predictions=(first, *others))
        assert doubt_about(exercise, forged) == OTHERS


def test_numbers_that_hide_are_told_to_the_instructor():
    import keras
    from keras import layers as k

    outside = np.random.default_rng(0).normal(size=(784, 10)).astype("float32")

    class Looks(k.Layer):
        def build(self, shape):
            self.scale = self.add_weight(shape=(1,), initializer="ones")

        def call(self, x):  # silent where it is tried with weights of 0
            return self.scale * keras.ops.matmul(x, outside)

    hiding = recorded(network(k.Flatten(), Looks()))
    assert not hiding.hidden
    assert doubt_about(ASKED, hiding) == "what Looks computes can't be worked out again"
    scaled = network(k.Rescaling(np.full((28, 28, 1), 0.5)), k.Flatten(), k.Dense(10))
    assert doubt_about(ASKED, recorded(scaled)) == OTHERS
    plain = recorded(network(k.Flatten(), k.Dense(10)))
    for kind, settings in {
        "ZeroPadding2D": {"padding": ((9**9, 0), (0, 0))},
        "MaxPooling2D": {"pool_size": 9**9, "strides": 1, "padding": "same"},
    }.items():
        vast = replace(plain.layers[0], kind=kind, settings=settings)
        assert doubt_about(ASKED, replace(plain, layers=(vast,))) == TOO_LARGE
    assert doubt_about(ASKED, replace(plain, layers=())) == OTHERS
    loud = np.stack([PICTURES[0], 1e4 * PICTURES[1]])  # which must not drown the first
    asked = replace(ASKED, probes=lambda: (loud,))
    record = recorded(network(k.Flatten(), k.Dense(10)), asked)
    assert doubt_about(asked, record) == ""
    answers = record.predictions[0].copy()
    answers[0] = np.roll(answers[0], 1)
    assert doubt_about(asked, replace(record, predictions=(answers,))) == OTHERS


def test_the_page_names_the_exercises_in_which_answers_decide():
    page = (Path(__file__).parents[2] / "book" / "grading.md").read_text("utf-8")
    told = page[page.index("Where answers\nalone decide") :].partition(", they are")[0]
    asked = {i for i, e in REGISTRY.items() if getattr(e, "by_answers", False)}
    assert set(re.findall("`(.+?)`", told)) == asked
    assert all(REGISTRY[identifier].weights for identifier in asked)


@pytest.mark.parametrize("anonymous", [False, True])
def test_a_right_network_keeps_its_points_and_is_named(anonymous):
    record = recorded(DETECT.reference(), DETECT)
    (conv,) = (layer for layer in record.layers if layer.parameters)
    other = replace(conv, weights=tuple(0 * array for array in conv.weights))
    layers = tuple(other if layer is conv else layer for layer in record.layers)

    def marked(record):
        result = JobResult(outcomes={DETECT.id: [ModelOutcome(record)]})
        return mark_exercise(DETECT, result, AnswerKey(DETECT))

    assert marked(record).doubt == ""
    mark = marked(replace(record, layers=layers))
    assert (mark.points, mark.doubt) == (DETECT.points, OTHERS)
    result = Result("ann", "graded", (), "", (mark,), "")
    facts = RunFacts(1, 12, "5 s", 1.0, 3.0, anonymous=anonymous)
    page = _class_page([result], [DETECT.id], facts)
    assert "Networks to look at" in page
    assert (OTHERS in page) is not anonymous
