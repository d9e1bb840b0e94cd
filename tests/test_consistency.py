"""No sentence of a feedback contradicts another, whatever odd thing is handed in."""

from dataclasses import replace

import numpy as np
import scipy.signal

import cnnbook as cb
from cnnbook.exercises import find
from cnnbook.exercises.base import Case
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.features import Flag, features
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.judging.recognise import _says_something
from cnnbook.grading.judging.relations import find_relation
from cnnbook.grading.judging.where import Call, table
from cnnbook.grading.judging.words import beside_another
from cnnbook.grading.runtime.outcome import NOTHING_YET, ArrayOutcome, as_outcome
from cnnbook.grading.runtime.protocol import Frame
from cnnbook.grading.runtime.replying import send_outcome
from cnnbook.grading.sandbox.replies import _outcome
from cnnbook.grading.tries import TRIES

from .consistency import contradictions


def pasted(
    values, kernel, stride, each=lambda value, kernel: value * kernel, last=None
):
    (h, w), (a, b) = values.shape, kernel.shape
    out = np.zeros(((h - 1) * stride + a, (w - 1) * stride + b))
    for i, j in np.ndindex(h, w if last is None else w + last):
        place = out[i * stride : i * stride + a, j * stride : j * stride + b]
        place += each(values[i, j], kernel)
    return out


def slid(values, kernel, stride):
    fits = np.all(np.array(values.shape) >= kernel.shape)
    return cb.conv2d(values, kernel, stride=stride) if fits else np.zeros((1, 1))


def spread_out(values, kernel, stride):
    grown = np.zeros([(n - 1) * stride + 1 for n in values.shape])
    grown[::stride, ::stride] = values
    return scipy.signal.correlate2d(grown, kernel)


TRANSPOSED = {
    "slid": slid,
    "slid over the spread map": spread_out,
    "result transposed": lambda v, k, s: pasted(v, k, s).T,
    "kernel transposed": lambda v, k, s: pasted(v, k.T, s),
    "last column left out": lambda v, k, s: pasted(v, k, s, last=-1),
    "kernel turned": lambda v, k, s: pasted(v, k[::-1, ::-1], s),
    "stride forgotten": lambda v, k, s: pasted(v, k, 1),
    "stride one too many": lambda v, k, s: pasted(v, k, s + (s > 1)),
    "only where the stride is even": lambda v, k, s: pasted(v, k, s) + s % 2,
    "amounts": lambda v, k, s: pasted(v, k, s, each=lambda x, k: abs(x * k)),
}


def backward(axes, rest=lambda passed, deviation: passed / deviation):
    def answer(message, x, gamma, epsilon=0.001):
        mean = x.mean(axis=axes, keepdims=True)
        deviation = np.sqrt(x.var(axis=axes, keepdims=True) + epsilon)
        n, g = (x - mean) / deviation, message * gamma
        straight = g.mean(axis=axes, keepdims=True)
        passed = g - straight - n * (g * n).mean(axis=axes, keepdims=True)
        return rest(passed, deviation)

    return answer


def dropout(keep, scale, in_use=lambda x, rate: x * 1.0):
    def answer(x, rate, dice, training=True):
        if not training:
            return in_use(x, rate)
        return np.where(keep(dice, rate), x * scale(rate), 0)

    return answer


def ranks_compared(before, after):
    def ranks(numbers):
        return np.ravel(numbers).argsort().argsort()

    return np.corrcoef(ranks(before), ranks(after))[0, 0]


def in_two_parts(image, kernel, bias, wanted, rate):
    z = cb.conv2d(image, kernel) + bias
    g = 2 * (cb.relu(z) - wanted) / wanted.size * (z > 0)
    _, slopes = cb.conv2d_backward(g, image, kernel)
    return kernel - rate * slopes, bias - rate * g.sum()


def with_stride(made):
    def answer(values, kernel, stride=1):
        return made(values, kernel, stride)

    return answer


ODD = [
    *(("transposed-conv2d", with_stride(made)) for made in TRANSPOSED.values()),
    ("batchnorm-backward", backward((0, 1, 2), lambda passed, deviation: passed)),
    ("batchnorm-backward", backward((0, 1, 2), lambda p, deviation: p / deviation**2)),
    ("batchnorm-backward", backward(3)),
    ("batchnorm-backward", backward(0)),
    ("inverted-dropout", dropout(np.greater_equal, lambda rate: 1)),
    ("inverted-dropout", dropout(np.less, lambda rate: 1 / (1 - rate))),
    ("inverted-dropout", dropout(np.greater, lambda rate: 1 / (1 - rate))),
    ("inverted-dropout", dropout(np.greater_equal, lambda rate: 1 + rate)),
    ("inverted-dropout", dropout(np.greater_equal, lambda r: 1, lambda x, r: x - r)),
    ("output-size", lambda n, f, p=0, s=1: (n + p - f) // s + 1),
    ("output-size", lambda n, f, p=0, s=1: n + 2 * p - f + 1),
    ("output-size", lambda n, f, p=0, s=1: (n + 2 * p - f) // s + 1 + (s > p)),
    ("output-size", lambda n, f, p=0, s=1: -(-(n + 2 * p - f) // s) + 1),
    ("output-size", lambda n, f, p=0, s=1: 3),
    ("multiply-adds", lambda *sizes, p=0, s=1: 0),
    ("pixel-usage", lambda height, width, f, s=1: np.full((height, width), f // s)),
    ("average-pool", lambda x, size=2: x[::size, ::size]),
    ("max-pool", lambda x, size=2, stride=2: x[: x.shape[0] // 2, : x.shape[1] // 2]),
    ("sanity-check", ranks_compared),
    ("one-gradient-step", in_two_parts),
]


def test_odd_functions_hear_nothing_that_contradicts_itself_and_always_the_same():
    found = []
    for number, (identifier, answer) in enumerate(ODD):
        TRIES.forget()
        first, again = cb.check(identifier, answer), cb.check(identifier, answer)
        for bad in contradictions(find(identifier), answer, first):
            found.append(f"{number}: {bad}\n{first}")
        if str(first) != str(again):
            found.append(f"{number} changes from try to try\n{first}\n{again}")
    assert not found, "\n\n".join(found)


def test_a_switch_is_named_by_its_value():
    answer = dropout(np.greater_equal, lambda rate: 1)
    works = cb.check("inverted-dropout", answer).works
    assert works == "training=True partly, training=False ✓"


def test_settings_alone_are_told_from_settings_together():
    works = cb.check("output-size", lambda n, f, p=0, s=1: (n + p - f) // s + 1).works
    assert works == "plain ✓, p alone ✗, s alone ✓, p and s partly"


def test_a_setting_that_makes_no_difference_is_not_said_to_work():
    def calls(*cases):
        return [
            Call(case, as_outcome(number), as_outcome(1), right=number == 1)
            for case, number in cases
        ]

    plain = Case((4, 4)), 0
    window_as_large = Case((3, 3), {"s": 2}), 1  # one step, however long it is
    assert table(find("output-size"), calls(plain, window_as_large)) == ()
    two_steps = Case((4, 3), {"s": 2}), 1
    fine = ("s", 2, 2)
    rows = table(find("output-size"), calls(plain, window_as_large, two_steps))
    assert rows == (("plain", 0, 1), fine)


def test_the_same_answer_is_called_as_often_when_there_is_less_time(monkeypatch):
    answer = with_stride(lambda v, k, s: pasted(np.round(v), k, s))
    first = cb.check("transposed-conv2d", answer)
    assert "calls that were tried" in first.condition
    monkeypatch.setattr("cnnbook.grading.calls.EVIDENCE_SECONDS", 0)
    monkeypatch.setattr("cnnbook.grading.calls.WITNESS_SECONDS", 0)
    assert cb.check("transposed-conv2d", answer).condition == first.condition


def test_what_is_always_the_same_is_no_two_mistakes_at_once():
    ones = [ArrayOutcome(np.array(1.0))] * 4
    assert not _says_something(ones)
    assert _says_something([*ones, ArrayOutcome(np.array(2.0))])
    said = cb.check("sanity-check", lambda before, after: 0.3)
    assert said.misconception == ""
    assert "the same in every call" in said.hint


def test_what_differs_is_told_by_the_reading_that_fits_best():
    own = find("pixel-usage")
    from_one = replace(
        own, readings=(lambda *sizes, s=1: own.reference(*sizes, s) + 1,)
    )
    key = AnswerKey(from_one)
    outcomes = [*key.readings[0][:1], *key.readings[1][1:]]
    said = judge(from_one, outcomes, key=key)
    assert f"{len(outcomes) - 1} of {len(outcomes)}" in said.headline
    assert "none of its values is right" in said.where


def test_beside_a_headline_of_nothing_right_stands_no_table_of_what_works():
    whole = Feedback("conv2d", False, "Not yet, 0 of 9 cases right.")
    own = replace(whole, table=(("plain", 9, 9), ("stride", 0, 4)), share=0.5)
    assert beside_another(whole, own, ("pad",)).table == ()
    assert beside_another(replace(whole, share=0.1), own, ("pad",)).table


def test_parts_come_out_of_the_sandbox_as_they_are():
    outcome = as_outcome((np.ones((2, 1)), 5))
    frames = []
    task = {"exercise": "one-gradient-step", "kind": "function"}
    send_outcome(lambda *frame: frames.append(Frame(*frame)), task, 0, outcome)
    assert _outcome(frames[0], task).joined.tolist() == [1, 1, 5]
    send_outcome(lambda *frame: frames.append(Frame(*frame)), task, 0, NOTHING_YET)
    assert _outcome(frames[1], task).joined is None


def test_parts_that_are_right_are_to_be_joined():
    joined = cb.check("one-gradient-step", in_two_parts).hint
    assert "Join them" in joined
    turned = cb.check("one-gradient-step", lambda *a: in_two_parts(*a)[::-1])
    assert "Join them" not in str(turned)
    assert "return that alone" not in str(turned)
    assert "Join them" in cb.check("stacked-reach", (17, [3600, 10404])).hint
    assert "Join them" not in str(cb.check("stacked-reach", (17, [3600, 10405])))


def test_a_list_of_arrays_and_numbers_has_no_rows_that_differ_in_length():
    said = cb.check("stacked-reach", [np.ones((2, 2)), 5]).hint
    assert "rows differ" not in said
    assert "rows differ" in cb.check("stacked-reach", [[1, 2], [3]]).hint


def test_noise_is_in_no_direction():
    want = [np.array([n / 7, 100.0 + n]) for n in range(1, 9)]
    off = [(w + np.array([0.5, 1e-13]), w) for w in want]
    assert find_relation(off) == ""
    off = [(w + np.array([0.1, 1e-9 * (-1) ** n]), w) for n, w in enumerate(want)]
    assert "now too large" not in find_relation(off)


def test_small_numbers_that_differ_are_not_called_the_same():
    def tiny(before, after):
        return np.corrcoef(np.ravel(before), np.ravel(after))[0, 1] * 1e-12

    said = cb.check("sanity-check", tiny)
    assert "same in every call" not in said.hint

    def nearly_always_none(kinds, a_before, a_after, b_before, b_after):
        fooled = (a_before == kinds) & (b_before == kinds) & (a_after != kinds)
        moved = fooled & (b_after != kinds)
        return moved.sum() // fooled.sum() if fooled.any() else 0

    said = cb.check("transfer-rate", nearly_always_none)
    assert "same in every call" not in said.hint


def test_pictures_in_a_batch_are_turned_and_mirrored_one_by_one():
    same_row = np.arange(4.0).reshape(4, 1, 1) * np.ones((4, 2, 2))
    found = features({"x": same_row}, {"x": ("number of pictures", "height", "width")})
    turned = Flag("x looks the same turned by 180°", "x looks different turned by 180°")
    assert found[turned]
    mirrored = Flag(
        "x is symmetric about its diagonal", "x is not symmetric about its diagonal"
    )
    assert found[mirrored]
