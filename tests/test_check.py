"""`check` survives every answer, is quick, and keeps the right answer to itself."""

import contextlib
import importlib
import re
import signal
import sys
import threading
import time
import weakref
from dataclasses import replace

import numpy as np
import pytest

import cnnbook as cb
from cnnbook.exercises import (
    REGISTRY,
    Case,
    FunctionExercise,
    ValueExercise,
    find,
)
from cnnbook.grading import check_answer
from cnnbook.grading.judging.compare import difference, locate
from cnnbook.grading.judging.feedback import LAST_STEP
from cnnbook.grading.runtime import timeout, usage
from cnnbook.grading.runtime.answers import send_answer
from cnnbook.grading.runtime.outcome import run
from cnnbook.grading.runtime.timeout import (
    CallTimeout,
    _Alarm,
    _Watcher,
    time_limit,
)


class Evil:
    def __array__(self, *args, **kwargs):
        raise RuntimeError("no")

    def __repr__(self):
        raise RuntimeError("no")


def endless(*args, **kwargs):
    while True:
        pass


def stubborn(*args, **kwargs):
    while True:
        with contextlib.suppress(Exception):
            time.sleep(10)


def noisy(*args, **kwargs):
    while True:
        print("x" * 1000)


def leave(*args, **kwargs):
    raise SystemExit


def deep(*args, **kwargs):
    return deep(*args, **kwargs)


RESULTS = [
    None, "text", b"bytes", [[1, 2], [3]], np.nan, [[np.nan] * 4] * 4, np.inf, 1j, {},
    object(), Evil(), [Evil()], True, np.array([]), np.array("text"), np.array([None]),
    np.broadcast_to(1.0, (10**6, 10**6)), np.zeros((1,) * 20), 10**400, [], [[]], set(),
    lambda: 1,
]  # fmt: skip
SHARED_OUT = 6
"""Each result is tried on every sixth function: all are judged by the same code."""
REPRESENTATIVES = {"output-size", "conv2d", "nms"}
"""Functions that give a number, a map, and a list of any length: they meet all."""


def odd_results(exercise):
    """Return results with their numbers: all, or some that differ from one to the next.

    Values, designs and models meet all.
    """
    if not isinstance(exercise, FunctionExercise) or exercise.id in REPRESENTATIVES:
        return list(enumerate(RESULTS))
    first = list(REGISTRY).index(exercise.id) % SHARED_OUT
    return list(enumerate(RESULTS))[first::SHARED_OUT]


def test_every_odd_result_meets_several_functions():
    functions = [e for e in REGISTRY.values() if isinstance(e, FunctionExercise)]
    assert {e.id for e in functions} >= REPRESENTATIVES
    met = [number for e in functions for number, _ in odd_results(e)]
    assert all(met.count(number) >= 8 for number in range(len(RESULTS)))


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_no_result_passes_or_raises_by_its_strangeness(exercise):
    for number, result in odd_results(exercise):
        for answer in (result, lambda *args, result=result, **kwargs: result):
            feedback = cb.check(exercise.id, answer)
            assert not feedback, f"result {number}"
            assert str(feedback)
            assert feedback._repr_html_()


# Deep in a recursion there is no room for Hypothesis' callback of the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (endless, "had not come back"),
        (stubborn, "had not come back"),
        (noisy, "had not come back"),
        (leave, "SystemExit"),
        (deep, "RecursionError"),
        (lambda: 1, "TypeError"),
        (lambda image, kernel, padding=0, stride=1: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_functions_that_go_wrong(answer, words, monkeypatch):
    monkeypatch.setattr(check_answer, "CALL_TIMEOUT", 0.2)
    start = time.monotonic()
    feedback = cb.check("conv2d", answer)
    assert time.monotonic() - start < 10
    assert not feedback
    assert words in str(feedback)


def test_what_a_helper_imports_is_counted_nowhere(tmp_path, monkeypatch):
    monkeypatch.setattr(check_answer, "CALL_TIMEOUT", 0.1)
    monkeypatch.syspath_prepend(tmp_path)
    burn = "import time\nend = time.thread_time() + 0.04\n"
    burn += "while time.thread_time() < end: pass\n"
    for name in ("a_large_library", "another_large_library"):
        parts = [f"part_{number}_of_{name}" for number in range(5)]
        for part in parts:
            (tmp_path / f"{part}.py").write_text(burn)
        (tmp_path / f"{name}.py").write_text("\n".join(f"import {p}" for p in parts))

    def answer(library):
        def helper(*sizes):
            importlib.import_module(library)
            return cb.output_size(*sizes)

        return lambda n, f, p=0, s=1: helper(n, f, p, s)

    feedback = cb.check("output-size", answer("a_large_library"))
    assert feedback, feedback
    # What the grader runs beside a student's code; each step tells it that all is well.
    sent = []
    task = {"exercise": "output-size", "answer": "output_size", "kind": "function"}
    task |= {"limit": 0.1, "given": [[[6, 3], {}]], "others": [], "stand_ins": {}}
    task |= {"settings": {}, "optional": [], "keeps_arguments": False}
    names = {"output_size": answer("another_large_library")}
    send_answer(task, (), names, lambda header, arrays: sent.append((header, arrays)))
    steps = [header for header, _ in sent if "step" in header]
    assert len(steps) > 1
    assert sent[-1][0]["kind"] == "value"
    assert sent[-1][1][0] == 4


def test_pairs_that_are_no_arrays_are_not_called_always_the_same():
    def answer(image, kernel, bias, wanted, rate):
        return kernel - rate * image.sum(), bias

    words = str(cb.check("one-gradient-step", answer))
    assert "a tuple of 2 things" in words
    assert "same in every call" not in words


def test_a_result_that_came_too_late_is_not_called_another_one(monkeypatch):
    monkeypatch.setattr(check_answer, "CALL_TIMEOUT", 0.1)
    calls = []

    def answer(n, f, p=0, s=1):
        calls.append(n)
        while len(calls) == 1:
            pass
        return cb.output_size(n, f, p, s)

    assert "Called twice" not in str(cb.check("output-size", answer))


def test_what_a_function_prints_is_shown_in_part(capsys):
    def answer(n, f, p=0, s=1):
        print("<b>trying</b>", n)
        print("y" * 5000)
        return 0

    feedback = cb.check("output-size", answer)
    assert capsys.readouterr().out == ""
    assert "<b>trying</b> 6" in str(feedback)
    assert len(feedback.printed) <= 2000
    assert "&lt;b&gt;trying" in feedback._repr_html_()
    assert "<b>" not in feedback._repr_html_()


def test_an_answer_that_changes_its_arguments_passes_with_a_word_about_it():
    def zero_sum(kernel):
        kernel[...] = balanced = kernel - kernel.mean()
        return balanced

    feedback = cb.check("zero-sum", zero_sum)
    assert feedback
    assert "it changes what it is given" in str(feedback)
    assert "changes" not in str(cb.check("zero-sum", lambda k: k - k.mean()))


def test_an_answer_that_changes_its_arguments_spoils_nothing():
    def answer(image, kernel, padding=0, stride=1):
        result = cb.conv2d(image, kernel, padding, stride)
        image[:] = 0
        kernel[:] = 0
        return result

    assert cb.check("conv2d", answer)
    assert cb.check("conv2d", answer)


def test_an_answer_that_should_keep_its_arguments_fails_where_it_does_not():
    def prepare(image):
        image = image if image.dtype.kind == "f" else image.astype(float)
        image /= 127.5
        image -= 1
        return (image if image.ndim == 3 else np.dstack([image] * 3))[None]

    feedback = cb.check("preprocess-fault", prepare)
    assert not feedback
    assert "where image holds floats are wrong" in feedback.condition
    assert "changed what it was given" in feedback.where


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_feedback_does_not_hold_the_right_answer(exercise):
    # For a value: no number of the reference. For a function: no value that a case
    # should give, where it differs from every number of the call itself.
    if isinstance(exercise, ValueExercise):
        wrong = np.asarray(exercise.reference) + np.pi * 1000
        feedback = cb.check(exercise.id, wrong)
        steps = (replace(feedback, step=step) for step in range(1, LAST_STEP + 1))
        told = re.sub(r"(row|column|position) \d+", "", "\n".join(map(str, steps)))
        for number in np.ravel(exercise.reference):
            assert not re.search(rf"(?<![\d.]){number}(?![\d.])", told)
    elif isinstance(exercise, FunctionExercise):
        feedback = cb.check(
            exercise.id, lambda *a, **k: exercise.reference(*a, **k) + 1000.5
        )
        case = exercise.cases[0]
        for number in np.ravel(case.call(exercise.reference)):
            if number > 20:
                assert not re.search(rf"(?<![\d.]){number}(?![\d.])", feedback.where)
        assert not feedback


def first_one_off(image, kernel, padding=0, stride=1):
    result = cb.conv2d(image, kernel, padding, stride)
    result[0, 0] += 1
    return result


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda i, k, **s: cb.conv2d(i, k, **s) + 3, "every value is 3 too large"),
        (first_one_off, "in row 0, column 0"),
        (
            lambda i, k, padding=0, stride=1: cb.conv2d(i, k, padding, stride)[:-1],
            "but should be (2, 2)",
        ),
        (lambda i, k, **s: cb.conv2d(i, k, **s).sum(), "but is one number"),
        (lambda i, k, **s: cb.conv2d(i, k, **s) * np.nan, "not a finite number"),
    ],
)
def test_an_unknown_mistake_gets_the_first_difference(answer, words):
    feedback = cb.check("conv2d", answer)
    assert not feedback
    assert not feedback.misconception
    assert words in feedback.where or words in str(feedback)


def test_swapped_axes_are_named_where_they_are():
    right = np.arange(6).reshape(3, 2)
    assert "height and width are swapped" in difference(right.T, right)
    assert "swapped" not in difference(right.reshape(2, 3), right)


@pytest.mark.parametrize(
    "answer",
    [
        lambda x, f=2, s=2: cb.pool2d(x, f, s),
        lambda x, f=2, s=2, **ignored: cb.pool2d(x, f, s),
        lambda x, **settings: cb.pool2d(x, **{"size": 2, "stride": 2} | settings),
        lambda *all_of_it, **settings: cb.pool2d(
            *all_of_it, **{"size": 2, "stride": 2} | settings
        ),
    ],
)
def test_settings_may_have_other_names(answer):
    assert cb.check("max-pool", answer)


def test_zeros_are_not_called_off_by_a_factor():
    assert "factor" not in difference(np.zeros(3), np.array([2, 3, 5]))


def test_a_constant_factor_is_named():
    factor = lambda i, k, p=0, s=1: cb.convolve2d(i, k) * 2  # noqa: E731
    assert "2 times what it should be" in cb.check("convolve2d", factor).condition


def test_the_window_of_a_wrong_value_is_named():
    case = Case((np.ones((4, 5)), np.ones((2, 3))), {"stride": 2})
    said = locate(find("conv2d"), case, (1, 1))
    assert "rows 2 to 3 and columns 2 to 4" in said
    assert "its window is row" in cb.check("conv2d", first_one_off).where


def test_a_float_count_passes_with_a_remark():
    feedback = cb.check(
        "output-size", lambda n, f, p=0, s=1: float((n + 2 * p - f) // s + 1)
    )
    assert feedback
    assert "remark" in feedback.hint


def test_an_unknown_id_is_an_error_that_helps():
    with pytest.raises(ValueError, match="did you mean 'conv2d'"):
        cb.check("conv-2d", cb.conv2d)
    with pytest.raises(ValueError, match=f"the ids are {next(iter(REGISTRY))}, "):
        cb.check(7, cb.conv2d)


def test_time_limit_off_the_main_thread_lets_the_body_run():
    seen = []

    def work():
        with time_limit(0.01):
            seen.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [1]


def test_the_limit_without_signals_stops_a_loop_too():
    # A process in the background may have been told to ignore interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(CallTimeout), _Watcher(0.1):
            endless()
    finally:
        signal.signal(signal.SIGINT, before)


def swallowing():
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(0.01)  # where nearly every interruption falls


@pytest.mark.parametrize("limit", [_Alarm, _Watcher])
def test_a_loop_that_swallows_every_interruption_ends_too(limit):
    before = signal.getsignal(signal.SIGINT), sys.gettrace()
    with pytest.raises(CallTimeout), limit(0.02):
        swallowing()
    assert (signal.getsignal(signal.SIGINT), sys.gettrace()) == before


def test_what_a_child_waits_for_others_does_not_count(monkeypatch):
    monkeypatch.setattr(usage, "_notice", None)
    usage.notice(2.0)
    assert usage.noticed() == 0.0, "no process above this one tells"
    usage.share_notice()
    usage.notice(3.0)
    monkeypatch.setattr(timeout, "waited", lambda: 1.0)
    alarm = _Alarm(0.1)
    alarm._wall_end, alarm._waited = 0.0, 0.0
    assert not alarm._late(1.0)
    assert alarm._wall_end == 4.0
    assert alarm._late(5.0), "nobody waits any more"


class Endless:
    def __del__(self):
        while True:
            pass


def one_after_the_other():
    while True:
        Endless()


def within_a_try():
    with contextlib.suppress(BaseException):
        Endless()


@pytest.mark.parametrize("limit", [_Alarm, _Watcher])
@pytest.mark.parametrize("body", [Endless, one_after_the_other, within_a_try])
def test_what_never_ends_while_an_object_ends_is_stopped_too(limit, body, monkeypatch):
    monkeypatch.setattr(sys, "unraisablehook", id)  # pytest's can't be interrupted
    before = signal.getsignal(signal.SIGINT), sys.gettrace()
    with pytest.raises(CallTimeout), limit(0.02):
        body()
    assert (signal.getsignal(signal.SIGINT), sys.gettrace()) == before


def never_heard():
    """Swallow many interruptions, the last where no line of one's own follows."""

    class Held:
        pass

    ending = [Held() for _ in range(timeout.PATIENCE + 3)]
    held = [*(weakref.ref(one, endless) for one in ending), *ending]
    del ending
    return len(held)


def test_nothing_is_raised_where_a_body_is_left(monkeypatch):
    monkeypatch.setattr(sys, "unraisablehook", id)
    before = signal.getsignal(signal.SIGALRM), sys.gettrace()
    outcomes, _ = run(never_heard, (Case(()),), 0.02)
    assert [outcome.kind for outcome in outcomes] == ["slow"]
    assert (signal.getsignal(signal.SIGALRM), sys.gettrace()) == before


def test_where_there_are_no_threads_there_is_no_limit(monkeypatch):
    def start(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    with _Watcher(0.01):
        time.sleep(0.02)


def test_ctrl_and_c_still_interrupts():
    # Where the tests run in the background, it may be ignored from the start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), _Watcher(10):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_no_alarm_is_left_behind():
    with time_limit(0.05):
        pass
    time.sleep(0.1)


def test_a_function_that_remembers_is_told_so():
    seen = []

    def count_windows(height, width, f_h, f_w):
        seen.append((height - f_h + 1) * (width - f_w + 1))
        return sum(seen)

    assert "gives two results" in cb.check("count-windows", count_windows).condition


def test_parameters_in_another_order_are_found_out():
    swapped = lambda n, f, s=1, p=0: (n + 2 * p - f) // s + 1  # noqa: E731
    feedback = cb.check("output-size", swapped)
    assert not feedback
    assert "right but for the order of its parameters" in str(feedback)
    assert "in the order n, f, p, s" in str(feedback)
    looks_like_another = lambda f, c_out, c_in, bias=True: c_out * (f * f * c_in + bias)  # noqa: E731
    feedback = cb.check("conv-parameters", looks_like_another)
    assert "in the order f, c_in, c_out" in feedback.hint
    assert feedback.misconception == ""
    only_by_place = lambda n, f, p=0, s=1, /: (n + 2 * p - f) // s + 1  # noqa: E731
    assert cb.check("output-size", only_by_place)


def test_what_is_counted_is_counted_exactly():
    nearly = lambda h, w, a, b: (h - a + 1) * (w - b + 1) * (1 + 1e-6) + 0.6  # noqa: E731
    assert not cb.check("count-windows", nearly)


def test_a_result_that_is_far_too_large_is_refused():
    feedback = cb.check("conv2d", lambda i, k: np.broadcast_to(1.0, (3000, 3000)))
    assert "9,000,000 numbers" in feedback.where


def test_a_wrong_helper_is_named_and_the_rest_judged_without_it():
    source = (
        "import cnnbook as cb, numpy as np\n"
        "def conv2d(image, kernel): return cb.convolve2d(image, kernel)\n"
        "def convolve2d(image, kernel): return conv2d(image, kernel[::-1, ::-1])\n"
        "def half_flipped(image, kernel): return conv2d(image, kernel[::-1])\n"
    )
    names = {}
    exec(source, names)
    feedback = cb.check("convolve2d", names["convolve2d"])
    assert feedback.follows_from == "conv2d"
    assert not feedback.misconception
    feedback = cb.check("convolve2d", names["half_flipped"])
    assert feedback.misconception == "only the rows flipped"
    assert "It calls conv2d, where there is a mistake too" in feedback.hint
    names["conv2d"] = cb.conv2d
    assert cb.check("convolve2d", names["convolve2d"])


def test_a_call_that_is_too_long_in_one_line_is_not_shown():
    def in_bytes(labels, answers, classes):
        matrix = np.zeros((classes, classes), dtype=np.uint8)
        for label, answer in zip(labels, answers, strict=True):
            matrix[label, answer] += 1
        return matrix

    feedback = cb.check("confusion-matrix", in_bytes)
    assert feedback.misconception == "starts again at 256"
    assert feedback.case == ""


def test_a_value_may_have_two_readings_and_names_for_all_its_entries():
    assert cb.check("which-option", [(1, 2), (2, 4), (0, 3), (0, 1)])
    assert cb.check("which-option", [(1, 2), (0, 4), (0, 3), (0, 1)])
    feedback = cb.check("which-option", [(2, 2), (0, 4), (0, 3), (0, 1)])
    assert not feedback.misconception
    assert feedback.condition.endswith("Not right: choice for A.")
    assert feedback.condition.startswith("7 of 8 are right.")


def test_an_empty_result_is_not_called_0():
    feedback = cb.check("nms", lambda boxes, scores, threshold: [])
    assert "whatever it is given: nothing at all" in feedback.condition


def test_an_array_that_is_kept_from_call_to_call_is_seen_to_be():
    kept = {}

    def confusion_matrix(labels, answers, classes):
        matrix = kept.setdefault(classes, np.zeros((classes, classes), int))
        np.add.at(matrix, (labels, answers), 1)
        return matrix

    feedback = cb.check("confusion-matrix", confusion_matrix)
    assert "from one call to the next" in str(feedback)


def test_a_class_is_no_model():
    import keras

    for answer in (keras.Sequential, lambda: keras.Sequential):
        assert "the class Sequential" in str(cb.check("make-it-invariant", answer))
