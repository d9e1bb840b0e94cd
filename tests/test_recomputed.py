"""What a network should answer is worked out again, and 32 bits are forgiven."""

from types import SimpleNamespace

import numpy as np
import pytest

from cnnbook.exercises import recomputed

SCORES = np.random.default_rng(0).normal(0, 3, (5, 10))


def softmax_as_written(scores):
    powers = np.exp(scores.astype("float32"))
    return powers / powers.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize("moved", [0, 60, 200, -60, -95, -200])
def test_a_softmax_as_it_is_written_down_is_one_where_it_has_a_value(moved):
    scores = [SCORES, SCORES + moved]
    with np.errstate(all="ignore"):
        answers = [softmax_as_written(s) for s in scores]
        record = SimpleNamespace(predictions=answers, training={})
        assert recomputed.form(record, scores) == "probabilities"
        answers[0] = 1 / (1 + np.exp(-SCORES))
        assert recomputed.form(record, scores) == ""
