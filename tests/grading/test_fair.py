"""Nobody loses points to others or to a busy machine, and nobody gets any by lying."""

import errno
import io
import os
import subprocess
import sys
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from cnnbook.exercises import REGISTRY, find
from cnnbook.exercises.ch08._shared import fashion, share
from cnnbook.grading.batch import crew, member, plan
from cnnbook.grading.batch.aggregate import aggregate
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.job_builder import JobBuilder
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.notebooks import Notebook, NotebookError, read_file
from cnnbook.grading.batch.seed import seed_for
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.judging.demands import flaw_of, judge_model
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.runtime import server
from cnnbook.grading.runtime import watch as watch_module
from cnnbook.grading.runtime.usage import Process, below, folder_size, read_process
from cnnbook.grading.runtime.watch import Watch
from cnnbook.grading.sandbox import isolation, stripped_package, worker
from cnnbook.grading.sandbox.job import JobResult
from cnnbook.grading.sandbox.server_process import why_not_started
from cnnbook.grading.sandbox.stripped_package import LOCK, PREFIX, StrippedPackage
from cnnbook.models.record import LayerRecord, ModelRecord

from .notebooks import IDS, cells, notebook, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc, forks")


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(worker, "time", made)
    return made


def test_what_others_took_is_not_charged(clock):
    countdown = worker.Countdown(7, 70)
    clock.now = 10
    assert countdown.left() < 0
    countdown.excuse(9.0)
    assert countdown.left() == pytest.approx(6)
    assert countdown.charged() == pytest.approx(1)
    clock.now = 16.5
    assert countdown.ending() == "idle"
    assert countdown.left() < 0


def test_a_word_starts_the_waiting_anew_and_not_the_whole(clock):
    countdown = worker.Countdown(7, 20)
    for clock.now in (5, 10, 15, 19):
        assert countdown.left() > 0
        countdown.restart()
    clock.now = 21
    assert countdown.left() < 0
    assert countdown.ending() == "deadline"


def test_a_machine_that_is_far_too_busy_is_named(clock):
    countdown = worker.Countdown(7, 70)
    for clock.now in range(0, int(7 * worker.LOOSELY) + 6, 5):
        countdown.excuse(clock.now)
    assert countdown.left() < 0
    assert countdown.ending() == "starved"


def test_the_word_keras_gives_no_longer_limits():
    builder = JobBuilder(AnswerKeys(0))
    exercises = [find("one-window")]
    for code in ("# keras", "import keras", "x = 'tensorflow'"):
        job = builder.build((code,), exercises)
        assert (job.limit, job.seconds) == (5, 70)
    plain, keras = (
        builder.build((code,), exercises).environment.preload
        for code in ("x = 1  # no deep learning\n# keras", "import keras")
    )
    assert "keras" not in plain
    assert "keras" in keras
    assert builder.build((), [find("build-lenet")]).limit == 60


def mark(points, identifier="one-window", blank=False):
    feedback = Feedback(identifier, points == 1, "…")
    return Mark(identifier, points, False, blank, False, False, feedback)


def test_forty_notebooks_that_guess_leave_a_trace_and_three_tries():
    submission = Submission("a", (Notebook(("",), "02"),) * 40, (), "")
    marks = [[mark(float(number == 5))] for number in range(40)]
    result = aggregate(submission, [JobResult()] * 40, marks, "")
    assert result.total == 0
    assert "40 notebooks answer one-window" in result.notes[0]
    marks = [[mark(1.0)], [mark(0.0)], [mark(0.0, blank=True)]]
    assert aggregate(submission, [JobResult()] * 3, marks, "").total == 1


WATCHES = """
import os, signal, subprocess, sys, time
from cnnbook.grading.runtime.usage import below
from cnnbook.grading.runtime.watch import Watch

code, seconds, beside, memory, folder = sys.argv[1:]
process = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
try:
    watch = Watch(
        process.pid, float(seconds), float(beside), int(memory), folder, 0.0
    )
    watch._forked_with = 0  # this one was not forked, and shares nothing
    over, end = "", time.monotonic() + 30
    while not over and time.monotonic() < end:
        time.sleep(0.02)
        over = watch.look()
    print(over)
finally:
    # Stopped first, since whose parent has gone is below nobody any more.
    process.send_signal(signal.SIGSTOP)
    for one in below(process.pid):
        os.kill(one.pid, signal.SIGKILL)
    process.kill()
    process.wait()
"""
"""In a process of its own: whatever runs below the one of the tests would count too."""


SPINNERS = """
import os, signal, time
for _ in range(3):
    if not os.fork():
        os.setsid()
        signal.alarm(40)
        while True: pass
time.sleep(60)
"""
"""Whatever becomes of the test, they end by themselves."""


def forked(code):
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True)


@pytest.mark.parametrize(
    ("code", "limits", "over"),
    [
        ("while True: pass", (0.5, 0.1, 1 << 40), "seconds"),
        (SPINNERS, (0.5, 60, 1 << 40), "seconds"),
        (SPINNERS, (60, 0.5, 1 << 40), "beside"),
        (
            "x = b'x' * (1 << 29)\nimport time; time.sleep(60)",
            (60, 60, 1 << 28),
            "memory",
        ),
    ],
)
def test_all_processes_of_a_notebook_are_counted(tmp_path, code, limits, over):
    command = [sys.executable, "-c", WATCHES, code, *map(str, limits), str(tmp_path)]
    watched = subprocess.run(command, capture_output=True, text=True, check=True)
    assert watched.stdout.strip() == over


@pytest.mark.parametrize(
    ("seconds", "waits", "excused"), [(0.5, 30.0, 28.5), (20, 19, 0.2)]
)
def test_who_is_started_may_wait_for_others_and_not_for_itself(
    tmp_path, monkeypatch, seconds, waits, excused
):
    own, started = 1 << 30, (1 << 30) + 1  # there are no such processes
    found = [Process(own, 1, 1.0, 0), Process(started, own, seconds, 0)]
    monkeypatch.setattr(watch_module, "below", lambda top: found)
    waited = {own: 0.2, started: waits, "self": 0.0}
    monkeypatch.setattr(watch_module, "waited", lambda pid="self": waited[pid])
    watch = Watch(own, 1e9, 1e9, 1 << 50, str(tmp_path), 0.0)
    assert watch.look() == ""
    assert watch.told() == {"waited": excused}
    # Asleep, as this one has to end others first, it waits for what this one waits for.
    own_waits = iter([0.5, 4.5])
    monkeypatch.setattr(
        watch_module, "waited", lambda pid=0: waited[pid] if pid else next(own_waits)
    )
    monkeypatch.setattr(watch_module, "asked_to_settle", lambda: 1.0)
    monkeypatch.setattr(Watch, "_end_others", lambda self: None)
    assert watch.look() == ""
    assert watch.told() == {"waited": max(excused, 4.7)}


OUTLIVED = """
import ctypes, os, threading, time
def hold():
    time.sleep(0.2)
    held = b"x" * (1 << 27)
    time.sleep(40)
if not os.fork():
    os._exit(0)
threading.Thread(target=hold).start()
call = {"x86_64": 60}.get(os.uname().machine, 93)  # exit, of this thread alone
ctypes.CDLL(None).syscall(ctypes.c_long(call), ctypes.c_long(0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_threads_that_outlive_the_first_are_counted_and_who_has_ended_is_not():
    process = forked(OUTLIVED)
    try:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            outlived, children = read_process(process.pid), below(process.pid)
            if outlived.resident > 1 << 27 and [one.ended for one in children]:
                break
            time.sleep(0.02)
        assert outlived.resident > 1 << 27
        assert not outlived.ended
        assert [one.ended for one in children] == [True]
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("ended", [True, False])
def test_who_has_ended_is_no_process_too_many(tmp_path, monkeypatch, ended):
    found = [Process((1 << 30) + n, 1, 0.0, 0, ended) for n in range(60)]
    monkeypatch.setattr(watch_module, "below", lambda top: found)
    watch = Watch(1 << 30, 1e9, 1e9, 1 << 50, str(tmp_path), 0.0)
    assert watch.look() == ("" if ended else "processes")


def test_files_that_are_in_no_folder_fill_the_disk_too(tmp_path, monkeypatch):
    free = [9 << 30]
    monkeypatch.setattr(watch_module, "free_bytes", lambda folder: free[0])
    watch = Watch(os.getpid(), 1e9, 1e9, 1 << 50, str(tmp_path), 0.0)
    free[0] -= 1 << 30
    assert watch.look() == ""
    free[0] -= (1 << 30) + 1
    assert watch.look() == "disk"


def test_a_folder_is_measured_no_further_than_it_may_grow(tmp_path):
    for number in range(30):
        (tmp_path / f"{number}").write_bytes(b"x" * 5000)
    size, entries = folder_size(str(tmp_path), 1 << 30, 1000)
    assert entries == 30
    assert size >= 150_000
    assert folder_size(str(tmp_path), 1 << 30, 10)[1] == 11
    watch = Watch(os.getpid(), 1e9, 1e9, 1 << 50, str(tmp_path), 0.0)
    assert watch.look() == ""
    assert read_process(1 << 22 | 12345) is None


def test_a_seed_is_drawn_kept_and_may_be_given(two):
    folder, out, settings = two
    drawn = {seed_for(out) for _ in range(4)}
    assert len(drawn) == 4
    grade(folder, out, replace(settings, seed=77))
    assert seed_for(out) == 77
    assert seed_for(out, 7) == 7
    before = {path: path.stat().st_mtime_ns for path in (out / "results").iterdir()}
    grade(folder, out, replace(settings, seed=seed_for(out)))
    assert before == {p: p.stat().st_mtime_ns for p in (out / "results").iterdir()}


def test_half_of_the_test_labels_are_not_in_the_room():
    (_, _), (pictures, labels) = fashion()
    with StrippedPackage() as package:
        code = (
            "import cnnbook as cb, sys, numpy as np\n"
            "np.save(sys.argv[1], cb.data.fashion_mnist()[1][0])"
        )
        path = package.path.parent / "seen.npy"
        variables = {**os.environ, "PYTHONPATH": str(package.path)}
        command = [sys.executable, "-P", "-c", code, str(path)]
        subprocess.run(command, check=True, env=variables, cwd="/")
        seen = np.load(path)
    assert np.array_equal(seen[::2], pictures[::2])
    there = {picture.tobytes() for picture in seen}
    assert not any(picture.tobytes() in there for picture in pictures[1::2])
    looked_up = np.eye(10)[labels]
    assert share(looked_up) == 1
    looked_up[1::2] = np.eye(10)[3]
    assert share(looked_up) < 0.2


def test_a_folder_in_use_is_left_alone_whatever_numbers_processes_have(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(stripped_package.tempfile, "tempdir", str(tmp_path))
    used = StrippedPackage()
    left = tmp_path / f"{PREFIX}left"
    left.mkdir()
    (left / LOCK).touch()
    with StrippedPackage():
        assert used.path.exists()
        assert not left.exists()
    used.close()
    assert not list(tmp_path.iterdir())


def record(**changes):
    layer = LayerRecord("Dense", {}, (10,), 20, 20, (np.ones((1, 10)), np.ones(10)))
    predictions = tuple(
        np.ones((len(probe), 10)) for probe in find("fewer-parameters").probes()
    )
    whole = ModelRecord((28, 28, 1), (10,), (layer,), predictions)
    return replace(whole, **changes)


def test_a_network_answers_each_picture_once():
    exercise = find("fewer-parameters")
    assert flaw_of(exercise, record()) == ""
    predictions = record().predictions
    few = tuple(answer[:1] for answer in predictions)
    assert "1000 pictures" in flaw_of(exercise, record(predictions=few))
    for bad in (
        tuple(answer[:0] for answer in predictions),
        predictions[:-1],
        tuple(answer[:, :3] for answer in predictions),
        tuple(np.array(1.0) for _ in predictions),
    ):
        assert flaw_of(exercise, record(predictions=bad))
    (layer,) = record().layers
    forged = replace(layer, weights=(np.ones((100, 10)), np.ones(10)))
    assert flaw_of(exercise, record(layers=(forged,)))


def test_numbers_beside_the_parameters_count_as_too_many():
    found = judge_model(find("fewer-parameters"), record(hidden=True))
    assert "it tells pictures apart with all of them at 0" in found.hint
    assert "apart" not in judge_model(find("fewer-parameters"), record()).hint


@pytest.fixture
def two(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("ada", "ben"):
        write(folder, name, notebook(cells()))
    return folder, tmp_path / "out", Settings(jobs=2, limit=1.0, exercises=IDS)


def test_a_process_that_dies_of_an_answer_takes_no_one_along(two, monkeypatch):
    folder, out, settings = two
    monkeypatch.setattr(crew, "may_fork", lambda settings: True)
    real = plan.mark_better

    def dies(exercise, result, key, code, too_large):
        if exercise.id == "conv2d" and not too_large and "ada" in str(code):
            os._exit(1)
        return real(exercise, result, key, code, too_large)

    write(folder, "ada", notebook([*cells(), "ada = 1"]))
    monkeypatch.setattr(plan, "mark_better", dies)
    ada, ben = grade(folder, out, settings)
    assert (ada.total, ben.total) == (3, 7)
    assert "too large" in str(ada.marks[-1].feedback)
    assert ada.status == "graded"


def test_judging_is_bounded(two, monkeypatch):
    folder, out, settings = two
    monkeypatch.setattr(member, "JUDGING_SECONDS", 2)
    monkeypatch.setattr(member, "JUDGING_BYTES", 1 << 28)
    monkeypatch.setattr(crew, "may_fork", lambda settings: True)
    real = plan.mark_better

    def greedy(exercise, result, key, code, too_large):
        if exercise.id == "conv2d" and not too_large:
            while "ada" in str(code):
                pass
            if "ben" in str(code):
                bytearray(1 << 30)
        return real(exercise, result, key, code, too_large)

    for name in ("ada", "ben"):
        write(folder, name, notebook([*cells(), f"{name} = 1"]))
    write(folder, "cleo", notebook(cells()))
    monkeypatch.setattr(plan, "mark_better", greedy)
    ada, ben, cleo = grade(folder, out, settings)
    assert (ada.total, cleo.total) == (3, 7)
    assert "MemoryError" in ben.status


def test_regrading_one_exercise_keeps_the_others_marks(two):
    folder, out, settings = two
    grade(folder, out, settings)
    some = replace(settings, exercises=("conv2d",), regrade=True)
    ada, ben = grade(folder, out, some)
    assert (ada.total, ben.total) == (7, 7)
    write(folder, "ada", notebook(cells(one_window="one_window = 0")))
    ada, ben = grade(folder, out, some)  # of another notebook they would not be true
    assert (ada.total, ben.total) == (4, 7)


def test_what_is_always_the_same_earns_nothing(two):
    folder, out, settings = two
    same = "def count_windows(height, width, f_h, f_w):\n    return {}"
    write(folder, "ada", notebook(cells(count_windows=same.format(1))))
    wrong = "(height - f_h) * (width - f_w)"
    write(folder, "ben", notebook(cells(count_windows=same.format(wrong))))
    ada, ben = grade(folder, out, settings)
    marks = [{m.exercise: m for m in r.marks}["count-windows"] for r in (ada, ben)]
    assert marks[0].points == 0
    assert "the same in every call" in str(marks[0].feedback)
    assert "the same in every call" not in str(marks[1].feedback)


def starving(monkeypatch, times, path):
    real = plan.aggregate

    def starved(submission, results, marks, fingerprint):
        with path.open("a") as file:
            file.write(f"{submission.name}\n")
        seen = path.read_text().split().count(submission.name)
        if submission.name == "ada" and seen <= times:
            results[0].starved = True
        return real(submission, results, marks, fingerprint)

    monkeypatch.setattr(crew, "may_fork", lambda settings: True)
    monkeypatch.setattr(plan, "aggregate", starved)


def test_what_was_stopped_is_graded_once_more_alone_at_the_end(
    two, monkeypatch, tmp_path
):
    folder, out, settings = two
    starving(monkeypatch, 1, tmp_path / "seen")
    ada, ben = grade(folder, out, settings)
    assert (ada.total, ben.total) == (7, 7)
    assert ada.status == "graded"
    assert (tmp_path / "seen").read_text().split()[-1] == "ada"


def test_what_does_not_start_is_told_in_one_line(monkeypatch):
    complaint = "Traceback:\n  File x\nModuleNotFoundError: No module named 'numpy'\n"
    monkeypatch.delenv("PYTHONPATH", raising=False)
    plain = (
        "the process for students' code did not start: ModuleNotFoundError: No module "
    )
    assert why_not_started(complaint) == plain + "named 'numpy'"
    assert why_not_started("").endswith("start: ")
    monkeypatch.setenv("PYTHONPATH", "/opt/numpy")
    assert "what is on PYTHONPATH is not there; install" in why_not_started(complaint)


def test_a_fault_of_the_machine_is_called_that_and_never_sticks(
    two, monkeypatch, tmp_path
):
    folder, out, settings = two
    starving(monkeypatch, 2, tmp_path / "seen")
    ada, ben = grade(folder, out, settings)
    assert ada.status.startswith("not graded, run again")
    assert "too busy" in ada.status
    assert ben.total == 7
    ada, ben = grade(folder, out, settings)
    assert ada.total == 7


def test_auto_refuses_what_can_not_hold_for_the_code_of_others(monkeypatch):
    monkeypatch.setattr(isolation, "_problem_with_bubblewrap", lambda root: "it is not")
    monkeypatch.setattr(isolation.os, "geteuid", lambda: 1000)
    with pytest.raises(RuntimeError, match=r"runs as you.*--isolation limits"):
        isolation.choose("auto", own_code=False)
    assert isolation.choose("auto").kind == "limits"
    assert isolation.choose("limits", own_code=False).kind == "limits"


def test_an_error_of_the_disk_names_the_file_and_goes_on(tmp_path, monkeypatch):
    path = write(tmp_path, "a", notebook(cells()))

    class Broken(io.FileIO):
        def read(self, size=-1):
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fdopen", lambda opened, mode: Broken(opened, mode))
    with pytest.raises(NotebookError, match="Input/output error"):
        read_file(path)


def test_every_exercise_on_a_model_can_be_asked_for_without_its_labels():
    models = [e for e in REGISTRY.values() if hasattr(e, "probes")]
    assert len(models) > 10
    for exercise in models:
        for probe in exercise.probes():
            assert probe.ndim == 4


def test_a_process_with_tensorflow_is_not_forked(monkeypatch):
    assert crew.may_fork(Settings()) == (
        sys.platform == "linux" and "tensorflow" not in sys.modules
    )
    monkeypatch.setitem(sys.modules, "tensorflow", object())
    assert not crew.may_fork(Settings())
    assert not crew.may_fork(Settings(scheduler="tcp://127.0.0.1:1"))


def test_where_a_class_stands_still_it_says_at_whom(monkeypatch):
    connection = SimpleNamespace(send=lambda what: None, recv=lambda: ("graded", "x"))
    mine = crew.Crew.__new__(crew.Crew)
    mine._members = [crew._Member(None, connection, 0)]
    mine._fingerprints, mine._seconds_with_keras = {"ann": ""}, 0.5
    mine._plan = SimpleNamespace(needs_keras=lambda submission: False)
    ready = iter([[], [connection]])
    monkeypatch.setattr(crew, "wait", lambda waiting, seconds: next(ready))
    said, ann = [], Submission("ann", (), (), "")
    assert list(mine.run([ann], None, say=said.append)) == [(ann, "x")]
    assert [line.partition(" s)")[0] for line in said] == [
        "Nothing has come back for 60 s; still at ann (0"
    ]


def test_no_note_is_left_on_the_folder_itself(tmp_path):
    os.setxattr(tmp_path, "user.note", b"one_window = -29")
    os.utime(tmp_path, (9e9, 9e9))
    tmp_path.chmod(0o1731)
    (tmp_path / "file").touch()
    server._empty(str(tmp_path))
    about = tmp_path.stat()
    assert os.listxattr(tmp_path) == []
    assert max(about.st_atime, about.st_mtime) < 8e9
    assert about.st_mode & 0o7777 == 0o700
    assert list(tmp_path.iterdir()) == []
