"""What stands in for a right function gives nothing away, and costs little."""

import json
import sys

import numpy as np
import pytest

import cnnbook
import cnnbook.grading
from cnnbook.exercises import REGISTRY, find
from cnnbook.exercises.base import FunctionExercise
from cnnbook.grading.batch.right_calls import MAX_CALLS, Budget, RightCalls
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.runtime import landlock, stand_ins, stub
from cnnbook.grading.runtime.protocol import Frame, ProtocolError, pack
from cnnbook.grading.runtime.stand_ins import Questions, UnknownCall, put_in_place
from cnnbook.grading.sandbox.environment import Environment
from cnnbook.grading.sandbox.job import AskedCall, Job, JobResult
from cnnbook.grading.sandbox.replies import parse_replies

from .hostile_code import FRAME
from .notebooks import FIRST, notebook, write
from .test_follow_ups import CONVOLVE, FLIPPED
from .warm import grade_warm

KEYS = AnswerKeys(0)
IMAGE, KERNEL = np.arange(12.0).reshape(3, 4), np.ones((2, 2))


def right_calls():
    return RightCalls(find("conv2d"), KEYS.of(find("conv2d")), tried=True)


def table(*known, tried=False):
    return {"tried": tried, "known": list(known)}


def test_a_table_answers_with_copies_and_refuses_what_the_right_one_refuses():
    array = np.arange(3)
    names = {"f": None}
    put_in_place(names, {"f": table(((1,), {}, array, ""), ((2,), {}, None, "no"))})
    names["f"](1)[:] = 7
    assert np.array_equal(names["f"](1), [0, 1, 2])
    with pytest.raises(ValueError, match="no"):
        names["f"](2)
    for other in (True, 1.0, np.int64(1), np.array(1), [1]):
        with pytest.raises(UnknownCall):
            names["f"](other)


def test_arguments_are_known_by_position_whatever_they_are_called():
    names = {"f": lambda bild, rand=0: None}
    put_in_place(names, {"f": table(((1, 2), {}, 3, ""))})
    assert names["f"](rand=2, bild=1) == 3


def test_the_own_function_is_tried_on_copies_and_by_itself():
    def own(x):
        x[0] += 1
        return names["g"](x) if x[0] == 2 else x

    names = {"f": own, "alias": own, "g": lambda x: [9]}
    questions = put_in_place(names, {"f": table(tried=True), "g": table(tried=True)})
    given, sent = [1], []
    assert names["alias"](given) == [9]
    assert given == [1]
    questions.send_new({"exercise": "e"}, lambda header, arrays: sent.append(header))
    assert [(header["asked"], header["of"]) for header in sent] == [("e", "f")]
    assert json.loads(json.dumps(sent[0]["call"]))["tuple"][0] == {
        "tuple": [{"list": [1]}]
    }


def test_a_run_asks_so_much_and_what_can_be_sent(monkeypatch):
    monkeypatch.setattr(stand_ins, "MAX_ASKED", 3)
    names = {"f": lambda x: x}
    questions = put_in_place(names, {"f": table(tried=True)})
    for _ in range(2):
        assert [names["f"](n) for n in range(2)] == [0, 1]
    for number in (2, 3):
        with pytest.raises(UnknownCall):
            names["f"](number)
    assert not questions.lost
    questions = Questions()
    for value in (print, "x" * 20_000, np.zeros(10_000), np.array([None]), {1, 2}):
        questions.add("f", stand_ins.as_sent((value,), {}))
        assert questions.lost, value
        questions.lost = False


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        ((IMAGE, KERNEL, 10**6), {}),
        ((IMAGE, KERNEL), {"padding": 10**9}),
        ((IMAGE, KERNEL), {"padding": -(10**400)}),
        ((IMAGE, KERNEL), {"padding": np.int64(10**6)}),
        ((IMAGE, KERNEL), {"padding": np.array(3)}),
        ((IMAGE, KERNEL), {"padding": float("inf")}),
        ((np.zeros((0, 10**7)), KERNEL), {"padding": 3}),
        ((np.zeros((90, 90)), KERNEL), {}),
        ((np.full((3, 3), np.nan), KERNEL), {}),
        ((np.full((3, 3), 1e300), KERNEL), {}),
        ((print, KERNEL), {}),
    ],
)
def test_what_would_cost_much_stays_unknown(args, kwargs):
    calls = right_calls()
    assert not calls.add(AskedCall("conv2d", args, kwargs), Budget())
    assert calls.table["known"] == []


def test_what_a_learner_may_ask_is_worked_out_once():
    calls, budget = right_calls(), Budget()
    for _ in range(2):
        calls.add(AskedCall("conv2d", (IMAGE, KERNEL), {"padding": 1}), budget)
    ((_, _, value, problem),) = calls.table["known"]
    assert (value.shape, problem) == ((4, 5), "")
    assert budget.calls == MAX_CALLS - 1
    # A step of the book's own work is no argument, and a call that fails is an answer.
    odd = [
        ((IMAGE,), {}),
        ((IMAGE, KERNEL), {"turn": 3}),
        ((), {"bild": 1}),
        ((IMAGE, KERNEL, 0, 1, 2), {}),
        ((IMAGE, KERNEL, 0), {"padding": 0}),
    ]
    for args, kwargs in odd:
        assert calls.add(AskedCall("conv2d", args, kwargs), budget)
        assert calls.table["known"][-1][2] is None
        problem = calls.table["known"][-1][3]
        assert problem.startswith(
            "this is not a call" if kwargs or args[2:] else "Type"
        )
    budget.seconds = -1
    assert not calls.add(AskedCall("conv2d", (IMAGE + 1, KERNEL), {}), budget)


def test_every_exercise_may_be_asked_for_its_own_calls():
    for exercise in REGISTRY.values():
        if isinstance(exercise, FunctionExercise):
            calls = RightCalls(exercise, KEYS.of(exercise), tried=True)
            for case in KEYS.of(exercise).cases:
                call = AskedCall(exercise.answer, case.args, dict(case.kwargs))
                known = calls.add(call, Budget())
                assert known or call.args in [k[0] for k in calls.table["known"]]


TASK = {"exercise": "convolve2d", "answer": "convolve2d", "kind": "function",
        "calls": 1, "others": ["conv2d"], "stand_ins": {"conv2d": {}}}  # fmt: skip
PLAIN = {**TASK, "stand_ins": {}}


def parsed(task, *frames):
    result = JobResult()
    parse_replies(list(frames), Job(("",), (task,), (), Environment(), 1.0), result)
    return result


def asked(call=((1,), {}), of="conv2d", packed=None, more=()):
    arrays = []
    packed = pack(call, arrays) if packed is None else packed
    header = {"asked": "convolve2d", "of": of, "call": packed}
    return Frame(header, (*arrays, *more))


@pytest.mark.parametrize(
    ("task", "frame"),
    [
        (TASK, asked(of="separable")),
        (TASK, asked(of=["conv2d"])),
        (PLAIN, asked()),
        (TASK, asked(call=[(1,), {}])),
        (TASK, asked(call=((1,), {}, 3))),
        (TASK, asked(call=([1], {}))),
        (TASK, asked(call=((1,), []))),
        (TASK, asked(call=((1,), {3: 1}))),
        (TASK, asked(packed=3)),
        (TASK, asked(packed={"tuple": {"array": 0}})),
        (TASK, asked(packed={"pickle": "x"})),
        (TASK, asked(packed={"array": 9})),
        (TASK, asked(packed={"tuple": [{"tuple": [{"array": 0}] * 9}, {"dict": []}]},
                     more=(np.ones(8),))),
        (TASK, asked(call=((np.zeros(10**5),), {}))),
        (TASK, Frame({"uses": "convolve2d", "names": ["separable"]})),
        (TASK, Frame({"uses": "convolve2d", "names": "conv2d"})),
        (TASK, Frame({"uses": "convolve2d", "names": [["conv2d"]]})),
        (TASK, Frame({"uses": "conv2d", "names": ["conv2d"]})),
        (PLAIN, Frame({"outcome": "convolve2d", "case": 0, "kind": "asked"})),
    ],
)  # fmt: skip
def test_what_was_not_to_be_asked_is_invalid(task, frame):
    with pytest.raises(ProtocolError):
        parsed(task, frame)


def test_what_makes_sense_is_kept(monkeypatch):
    outcome = Frame({"outcome": "convolve2d", "case": 0, "kind": "asked"})
    uses = Frame({"uses": "convolve2d", "names": ["conv2d"]})
    result = parsed(TASK, uses, asked(call=((IMAGE,), {"stride": 2})), outcome)
    assert result.uses == {"convolve2d": {"conv2d"}}
    assert result.asked[0].kwargs == {"stride": 2}
    assert np.array_equal(result.asked[0].args[0], IMAGE)
    assert result.outcomes["convolve2d"][0].kind == "asked"
    monkeypatch.setattr("cnnbook.grading.sandbox.replies.MAX_ASKED", 3)
    with pytest.raises(ProtocolError, match="too much"):
        parsed(TASK, *[asked(call=((n,), {})) for n in range(4)])


RANDOM = (
    "def convolve2d(image, kernel):\n"
    "    while type(conv2d).__name__ == 'StandIn':\n"
    "        {}\n"
    "    return 7"
)
SWALLOWED = (
    "try: conv2d(np.random.rand(3, 3), kernel)\n        except BaseException: pass"
)
STORED = """
import builtins, hashlib
FOLDERS = (".", "..", "/tmp", "/dev/shm")
def place(folder, image):
    return f"{folder}/{hashlib.md5(image.tobytes()).hexdigest()}.npy"
def conv2d(image, kernel, padding=0, stride=1):
    kept = getattr(builtins, "kept", {})
    if image.tobytes() in kept:
        return kept[image.tobytes()]
    for folder in FOLDERS:
        try:
            return np.load(place(folder, image))
        except OSError:
            pass
    return np.zeros((1, 1))
def convolve2d(image, kernel):
    known = np.array([[1, 2, 3], [4, 5, 9]])
    result = conv2d(known, np.array([[2, -1]]))  # a call that conv2d is judged by
    if result.shape == (2, 2):
        builtins.kept = {known.tobytes(): result}
        for folder in FOLDERS:
            try:
                np.save(place(folder, known), result)
            except OSError:
                pass
    return conv2d(image, kernel[::-1, ::-1])
"""
FORGED = (
    "\nsent = []\ndef convolve2d(image, kernel):\n"
    "    if not sent and type(conv2d).__name__ == 'StandIn':\n"
    "        sent.append(send(frame({})))\n"
    "    return conv2d(image, kernel[::-1, ::-1])"
)
ASKS_FOR_MORE = (
    "{'asked': 'convolve2d', 'of': 'separable', 'call': {'tuple': [{'tuple': []}, "
    "{'dict': []}]}, 'arrays': []}"
)
HOSTILE = {
    "endless": [FLIPPED, RANDOM.format("conv2d(np.random.rand(3, 3), kernel)")],
    "endless-and-deaf": [FLIPPED, RANDOM.format(SWALLOWED)],
    "ever-new": [FLIPPED, RANDOM.format("return conv2d(np.random.rand(3, 3), kernel)")],
    "huge-padding": [FLIPPED, CONVOLVE.replace("1])", "1], padding=10**7)")],
    "huge-image": [FLIPPED, RANDOM.format("return conv2d(np.ones((99, 999)), kernel)")],
    "forged": [FLIPPED, FRAME + FORGED.format(ASKS_FOR_MORE)],
    "exits": [FLIPPED, CONVOLVE + " if callable(conv2d) and type(conv2d).__name__ "
        "!= 'StandIn' else __import__('os')._exit(1)"],
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_earns_nothing_by_asking(tmp_path, name):
    settings = Settings(exercises=("conv2d", "convolve2d"), limit=0.5, jobs=1)
    path = write(tmp_path, "02-x", notebook([FIRST, *HOSTILE[name]]))
    result = grade_warm(path, settings)
    assert ("it meddled" in result.status) == (name == "forged")
    marks = {m.exercise: m for m in result.marks}
    assert marks["convolve2d"].points < 0.5
    assert not marks["convolve2d"].feedback.follows_from
    assert marks["conv2d"].feedback.misconception == "flipped kernel"


@pytest.mark.skipif(not landlock.version(), reason="files stay without Landlock")
@pytest.mark.parametrize("isolation", ["limits", "auto"])
def test_what_stands_in_answers_no_exercise_itself(tmp_path, isolation):
    settings = Settings(
        exercises=("conv2d", "convolve2d"), limit=2.0, jobs=1, isolation=isolation
    )
    for _ in range(2):  # nothing is left for another time
        path = write(tmp_path, "02-x", notebook([FIRST, STORED]))
        marks = {m.exercise: m for m in grade_warm(path, settings).marks}
        assert marks["convolve2d"].feedback.follows_from == "conv2d"
        assert marks["conv2d"].points == 0


def test_a_star_import_finds_every_name_in_the_sandbox():
    theirs = [name for name in cnnbook.__all__ if hasattr(cnnbook.grading, name)]
    assert {"check", "drill", "practice", "progress"} <= set(theirs)
    assert [
        name for name in theirs if not hasattr(stub, name) and name != "grading"
    ] == []
