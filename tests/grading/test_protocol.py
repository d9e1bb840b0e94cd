"""What comes from students' processes is checked before it is believed."""

import contextlib
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnbook.grading.runtime import protocol
from cnnbook.grading.runtime.protocol import (
    LENGTHS,
    Decoder,
    Frame,
    ProtocolError,
    encode,
    pack,
    unpack,
)
from cnnbook.grading.sandbox.environment import Environment
from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.replies import Step, parse_replies

TASK = {"exercise": "conv2d", "answer": "conv2d", "kind": "function", "calls": 2}
JOB = Job(("x = 1",), (TASK,), (), Environment(), 1.0)
ONE = np.array([1.5])


def raw(header, payload=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return LENGTHS.pack(len(text), len(payload)) + text + payload


def frames(content):
    decoder = Decoder()
    decoder.feed(content)
    return list(decoder)


def about(dtype, shape):
    return {"arrays": [{"dtype": dtype, "shape": shape}]}


@pytest.mark.parametrize("dtype", ["?", "i1", "u2", ">i4", "f2", ">f8", "<u8"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 4), (2, 3, 4)])
def test_arrays_arrive_as_they_were(dtype, shape):
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    (frame,) = frames(encode({"a": "é"}, (array, array[..., None])))
    assert frame.header == {"a": "é"}
    assert frame.arrays[0].shape == shape
    assert np.array_equal(frame.arrays[0], array)
    assert frame.arrays[1].shape == (*shape, 1)


def test_a_frame_arrives_in_pieces():
    content = encode({"n": 1}, (ONE,)) + encode({"n": 2})
    decoder, seen = Decoder(), []
    for byte in content:
        decoder.feed(bytes([byte]))
        seen += [frame.header["n"] for frame in decoder]
    assert seen == [1, 2]


@pytest.mark.parametrize(
    "content",
    [
        b"garbage" * 3,
        LENGTHS.pack(2**32 - 1, 0),
        LENGTHS.pack(2, 2**32 - 1),
        raw(b"{"),
        raw(b"[" * 100_000),
        raw([]),
        raw({}),
        raw({"arrays": 3}),
        raw({"arrays": [3]}),
        raw({"arrays": []}, b"left over"),
        raw(about("|O", [1]), b"x" * 8),
        raw(about("<M8[s]", [1]), b"x" * 8),
        raw(about("<c16", [1]), b"x" * 16),
        raw(about("<f8", [2]), b"x" * 8),
        raw(about("<f8", [2**40, 2**40])),
        raw(about("<f8", [2**63, 2, 0])),
        raw(about("<f8", [-1]), b"x" * 8),
        raw(about("<f8", [True]), b"x" * 8),
        raw(about("<f8", [1.0]), b"x" * 8),
        raw(about("<f8", [1] * 64), b"x" * 8),
        raw(about("<f8", "11"), b"x" * 8),
        raw(about(["<f8"], [1]), b"x" * 8),
    ],
)
def test_what_is_no_frame_is_invalid(content):
    with pytest.raises(ProtocolError):
        frames(content)


def test_floods_are_cut_off(monkeypatch):
    monkeypatch.setattr(protocol, "MAX_FRAMES", 10)
    assert len(frames(raw({"arrays": []}) * 10)) == 10
    with pytest.raises(ProtocolError, match="too many frames"):
        frames(raw({"arrays": []}) * 11)
    monkeypatch.setattr(protocol, "MAX_TOTAL", 100)
    with pytest.raises(ProtocolError, match="too many bytes"):
        frames(b"\0" * 101)


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(content):
    with contextlib.suppress(ProtocolError):
        frames(content)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.tuples(inner, inner)
    | st.dictionaries(st.text(), inner),
    max_leaves=10,
)  # fmt: skip


@given(PLAIN)
def test_plain_values_arrive_as_they_were(value):
    arrays = []
    packed = json.loads(json.dumps(pack(value, arrays)))
    assert unpack(packed, tuple(arrays)) == value


def outcome(**changed):
    header = {"outcome": "conv2d", "case": 0, "kind": "value", **changed}
    return Frame(header, (ONE,))


@pytest.mark.parametrize(
    "bad",
    [
        [outcome(case=1)],
        [outcome(case="0")],
        [outcome(kind="passed")],
        [outcome(kind=[])],
        [outcome(kind="raised", problem=3)],
        [outcome(printed={})],
        [outcome(), outcome(case=1), outcome(case=2)],
        [outcome(outcome="max-pool")],
        [outcome(outcome=["conv2d"])],
        [Frame({"outcome": "conv2d", "case": 0, "kind": "value"})],
        [Frame({"step": "cell", "cell": 1})],
        [Frame({"step": "cell", "cell": -1})],
        [Frame({"failed": True})],
        [Frame({"end": 1})],
        [Frame({"passed": True})],
        [Frame({})],
    ],
)
def test_what_makes_no_sense_is_invalid(bad):
    with pytest.raises(ProtocolError):
        parse_replies(bad, JOB, JobResult())


def test_what_makes_sense_is_kept():
    result = JobResult()
    sent = [
        Frame({"step": "cell", "cell": 0}),
        Frame({"failed": 0, "why": "<script>"}),
        Frame({"step": "call", "exercise": "conv2d", "case": 0}),
        outcome(printed="a\ud800" * 3000),
        Frame({"library": "conv2d"}),
    ]
    assert parse_replies(sent, JOB, result) == Step(exercise="conv2d")
    assert result.cell_problems == {0: "error"}
    assert result.library == {"conv2d"}
    assert len(result.printed["conv2d"]) == 2000
    assert result.outcomes["conv2d"][0].value == 1.5


RECORD = {
    "layers": [{"kind": "Dense", "settings": {"units": 2}, "output_shape": (2,),
                "parameters": 10, "trainable_parameters": 10, "weights": (ONE,),
                "activation": "relu"}],
    "input_shape": (4,), "output_shape": (2,), "predictions": (ONE,), "training": {},
    "hidden": False,
}  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"layers": 3},
        {"layers": [3]},
        {"input_shape": ("4",)},
        {"predictions": (3,)},
        {"training": []},
        {"hidden": 1},
        {"layers": [{**RECORD["layers"][0], "parameters": 1.5}]},
        {"layers": [{**RECORD["layers"][0], "weights": ("x",)}]},
        {"layers": [{**RECORD["layers"][0], "kind": None}]},
        {"layers": [{**RECORD["layers"][0], "settings": {"a": {"b": 1}}}]},
    ],
)
def test_a_forged_model_is_invalid(changed):
    job = Job(("",), ({**TASK, "kind": "model", "calls": 1},), (), Environment(), 1.0)
    header = {"outcome": "conv2d", "case": 0, "kind": "value"}
    for record in (RECORD, RECORD | changed):
        arrays = []
        packed = pack(record, arrays)
        frame = Frame({**header, "record": packed}, tuple(arrays))
        if record is RECORD:
            result = JobResult()
            parse_replies([frame], job, result)
            assert result.outcomes["conv2d"][0].value.parameters == 10
        else:
            with pytest.raises(ProtocolError):
                parse_replies([frame], job, JobResult())
    with pytest.raises(ProtocolError):
        parse_replies([Frame({**header, "record": {"array": 9}})], job, JobResult())
