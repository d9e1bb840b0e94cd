"""Stop a learner's cell or function that does not come back in time."""

from __future__ import annotations

import _thread
import contextlib
import signal
import threading
from collections.abc import Iterator


class CallTimeout(BaseException):
    """Raised inside code that has used up its time.

    Not an `Exception`, so that ``except Exception`` in that code does not catch it.
    """


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `CallTimeout` in the body after `seconds`.

    Parameters
    ----------
    seconds : float
        Wall-clock time allowed, above 0.

    Notes
    -----
    A call into compiled code ends before it is interrupted. Off the main thread nothing
    can be interrupted, and the body runs without a limit.

    Examples
    --------
    >>> with time_limit(0.1):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
        ...
    cnnbook.grading.runtime.timeout.CallTimeout
    """
    if threading.current_thread() is not threading.main_thread():
        yield
    elif hasattr(signal, "setitimer"):
        with _alarm(seconds):
            yield
    else:  # Windows
        with _timer(seconds):
            yield


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise CallTimeout

    before = signal.signal(signal.SIGALRM, stop)
    # The alarm repeats, for code that swallows the first one.
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _timer(seconds: float) -> Iterator[None]:
    lock, state = threading.Lock(), {"running": True, "fired": False}

    def stop() -> None:
        with lock:
            if state["running"]:
                state["fired"] = True
                _thread.interrupt_main()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if state["fired"]:
            raise CallTimeout from None
        raise
    finally:
        with lock:
            state["running"] = False
        timer.cancel()
