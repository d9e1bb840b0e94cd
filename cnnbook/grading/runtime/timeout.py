"""Stop a learner's cell or function that does not come back in time."""

from __future__ import annotations

import _thread
import contextlib
import signal
import sys
import threading
import time
from types import FrameType
from typing import Any

from cnnbook.grading.runtime.usage import noticed, waited

TICK, SOON = 0.05, 0.001
"""Seconds between two looks at the clocks, and where the next has to come at once."""
PATIENCE = 5
"""How many exceptions code may swallow before one is raised where it can't be."""
WALL_FACTOR = 10.0
"""How many times the limit may pass on the wall's clock."""

IN_BROWSER = sys.platform == "emscripten"
SLOWNESS = 3.0 if IN_BROWSER else 1.0
"""How many times longer the same work takes here than in an ordinary Python."""
cpu_seconds = time.monotonic if IN_BROWSER else time.thread_time
"""Seconds that this thread has computed; a browser's worker knows only the wall's."""


class CallTimeout(BaseException):
    """Raised inside code that has used up its time.

    Not an `Exception`, so that ``except Exception`` in that code does not catch it.
    """


def time_limit(seconds: float) -> contextlib.AbstractContextManager[None]:
    """Raise `CallTimeout` in the body once it has computed for `seconds`.

    Parameters
    ----------
    seconds : float
        Processor time allowed, above 0. Asleep, the body may take `WALL_FACTOR` times
        as long. While it could run and others did, as on a busy machine, no clock runs.

    Notes
    -----
    A call into compiled code ends before it is interrupted. Off the main thread, and in
    a browser, nothing can be interrupted, and the body runs without a limit: there a
    page ends the whole worker. Code that swallows the exception gets another one at
    the next look, and after a few of them one at the beginning of a line. In a
    ``__del__``, where Python itself swallows it, it ends that, and another one follows
    at the next line outside. If the body ends all the same, it is raised behind it.

    Examples
    --------
    >>> with time_limit(0.1):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
        ...
    cnnbook.grading.runtime.timeout.CallTimeout
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or IN_BROWSER:
        return contextlib.nullcontext()
    return _Alarm(seconds) if hasattr(signal, "setitimer") else _Watcher(seconds)


OUTSIDE = (__file__, contextlib.__file__)
"""In a function of these the body is not entered yet, or left already."""


def _ends_an_object(frame: FrameType | None) -> bool:
    """Whether a ``__del__`` is running: what is raised there, nobody gets."""
    while frame is not None and not _outside(frame):
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


def _outside(frame: FrameType | None) -> bool:
    return frame is None or frame.f_code.co_filename in OUTSIDE


def _owners(frame: FrameType | None) -> list[FrameType]:
    """Return the frame of a ``with``, and that of one which it is a part of."""
    found = []
    while frame is not None:
        found.append(frame)
        above = frame.f_back
        if above is None or above.f_code.co_filename != contextlib.__file__:
            break
        while above is not None and above.f_code.co_filename == contextlib.__file__:
            above = above.f_back
        frame = above
    return found


class _Stop:
    """Raises in the code that runs, and remembers how often that was in vain.

    Parameters
    ----------
    entered_from : frame
        That of the ``with``. An exception at one of its lines could come when the body
        is left and nothing is put back yet; so it could at one of a ``with`` of which
        this one is a part.
    """

    def __init__(self, entered_from: FrameType) -> None:
        self._entered_from = _owners(entered_from)
        self._times, self._tracer_before = 0, sys.gettrace()
        self._traces = False

    def now(self, frame: FrameType | None) -> None:
        """Raise here; later on, or in a ``__del__``, also at the next line outside.

        Raises
        ------
        CallTimeout
            Here, in any case.
        """
        self._times += 1
        if self._times > PATIENCE or _ends_an_object(frame):
            self._traces = True
            while frame is not None and frame not in self._entered_from:
                frame.f_trace = self._at_a_line
                frame = frame.f_back
            sys.settrace(self._at_a_line)
        raise CallTimeout

    def _at_a_line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "call":  # a hook, perhaps, that swallows it too
            return None
        if event == "line" and not (_outside(frame) or _ends_an_object(frame)):
            sys.settrace(self._tracer_before)
            raise CallTimeout
        return self._at_a_line

    def over(self, error: type[BaseException] | None) -> None:
        """Leave everything as it was.

        Parameters
        ----------
        error : type or None
            What the body ended with.

        Raises
        ------
        CallTimeout
            If it was raised before, and somebody has swallowed it.
        """
        self._entered_from = []
        if self._traces:
            sys.settrace(self._tracer_before)
        if self._times and not (error and issubclass(error, CallTimeout)):
            raise CallTimeout


def _waited_in_all() -> float:
    """Return what this process has waited for others, or one that it has started."""
    return max(waited(), noticed())


class _Alarm(contextlib.AbstractContextManager[None]):
    """Look at the clocks at every alarm of the system."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        self._cpu_end = time.thread_time() + self.seconds
        self._wall_end = time.monotonic() + WALL_FACTOR * self.seconds
        self._waited, self._stop = -1.0, _Stop(sys._getframe(1))
        self._before = signal.signal(signal.SIGALRM, self._look)
        # Not before the limit can be reached: every alarm interrupts compiled code too.
        signal.setitimer(signal.ITIMER_REAL, self.seconds, TICK)

    def _look(self, number: int, frame: FrameType | None) -> None:
        spent, now = time.thread_time(), time.monotonic()
        if not _outside(frame) and (spent >= self._cpu_end or self._late(now)):
            if _ends_an_object(frame):  # there may be many of them
                signal.setitimer(signal.ITIMER_REAL, SOON, SOON)
            self._stop.now(frame)

    def _late(self, now: float) -> bool:
        """Return whether the wall's clock has run out, without what others took."""
        if now < self._wall_end:
            if self._waited < 0:
                self._waited = _waited_in_all()
            return False
        in_all = _waited_in_all()
        excused = in_all - max(self._waited, 0.0)
        if excused < TICK:
            return True
        self._wall_end, self._waited = now + excused, in_all
        return False

    def __exit__(self, kind: type[BaseException] | None, *error: Any) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)
        self._stop.over(kind)


class _Watcher(contextlib.AbstractContextManager[None]):
    """Let a thread look at the clocks, where there are no alarms: on Windows."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock, self._left = threading.Lock(), threading.Event()
        self._fired = False

    def __enter__(self) -> None:
        self._cpu_end = time.process_time() + self.seconds
        self._wall_end = time.monotonic() + WALL_FACTOR * self.seconds
        self._stop = _Stop(sys._getframe(1))
        before = signal.signal(signal.SIGINT, self._interrupted)
        self._before = before or signal.SIG_DFL
        with contextlib.suppress(RuntimeError):  # no threads here: there is no limit
            threading.Thread(target=self._watch, daemon=True).start()

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        if not self._fired:  # somebody has pressed Ctrl and C
            if callable(self._before):
                self._before(number, frame)
        elif not _outside(frame):
            self._stop.now(frame)

    def _watch(self) -> None:
        while not self._left.wait(TICK):
            spent, now = time.process_time(), time.monotonic()
            if spent < self._cpu_end and now < self._wall_end:
                continue
            with self._lock:
                if not self._left.is_set():
                    self._fired = True
                    _thread.interrupt_main()

    def __exit__(self, kind: type[BaseException] | None, *error: Any) -> None:
        with self._lock:
            self._left.set()
        signal.signal(signal.SIGINT, self._before)
        self._stop.over(kind)
