"""Wait with everything imported, and fork a process for every notebook.

`cnnbook.grading.sandbox.server_process` runs it, as
``python -m cnnbook.grading.runtime.server CONFIG``. This process never sees a
student's code or results: the forked one reads its request from a stream of its own and
answers there.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from cnnbook.grading.runtime import lockdown
from cnnbook.grading.runtime.notebook import leave, read_request, serve
from cnnbook.grading.runtime.shell import Shell, new_shell

ALWAYS_PRELOADED = (
    "cnnbook.arithmetic",
    "cnnbook.ops",
    "cnnbook.kernels",
    "cnnbook.lecture",
    "cnnbook.grading",
)
MAX_PROCESSES = 100
"""Processes in the sandbox above which it is closed."""


def main(config: dict[str, Any]) -> None:
    """Serve until the grader goes away."""
    if config.get("user"):
        lockdown.become_user(config["user"], config["reads_all"])
    lockdown.hide_memory()
    lockdown.prctl(lockdown.PR_SET_CHILD_SUBREAPER, 1)
    shell = _preload(config["preload"])
    control = socket.socket(fileno=config["control"])
    control.send(b"ready")
    while True:
        order, streams, _, _ = socket.recv_fds(control, 1 << 12, 1)
        if not order:
            break
        if not streams:  # the end of a process that had ended by itself
            continue
        pid = os.fork()
        if not pid:
            _run_notebook(config, json.loads(order), streams[0], shell)
        os.close(streams[0])
        status = _wait_for(pid, control, config["private_pids"])
        clean = _clean_up(config)
        spent = os.times()
        seconds = spent.children_user + spent.children_system
        report = {"status": status, "clean": clean, "seconds": seconds}
        control.send(json.dumps(report).encode())
    _kill_children()
    leave()


def _preload(modules: list[str]) -> Shell:
    for name in (*ALWAYS_PRELOADED, *modules):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    return new_shell()


def _run_notebook(
    config: dict[str, Any], order: dict[str, Any], descriptor: int, shell: Shell
) -> NoReturn:
    """Be the process of one notebook; never come back."""
    status = 1
    try:
        os.setsid()
        lockdown.prctl(lockdown.PR_SET_PDEATHSIG, signal.SIGKILL)
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        os.dup2(descriptor, 3)
        os.closerange(4, 4096)
        os.chdir(config["scratch"])
        lockdown.confine(config, order["seconds"])
        stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=3)
        serve(read_request(stream), shell, stream)
        status = 0
    finally:
        leave(status)


def _wait_for(pid: int, control: socket.socket, private_pids: bool) -> int:
    """Wait for a process; end it when the grader says so or goes away."""
    waiter = select.poll()
    waiter.register(control, select.POLLIN)
    ended = os.pidfd_open(pid)
    waiter.register(ended, select.POLLIN)
    while True:
        events = waiter.poll(100)
        if any(number == control.fileno() for number, _ in events):
            if not control.recv(16):
                _kill(pid)
                _kill_children()
                leave()
            _kill(pid)
        if any(number == ended for number, _ in events):
            break
        if private_pids and len(_processes()) > MAX_PROCESSES:
            leave(1)  # the sandbox ends with this process, and everything in it
    os.close(ended)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _clean_up(config: dict[str, Any]) -> bool:
    """Return whether nothing is left of the notebook."""
    if config["private_pids"]:
        if any(number not in (1, os.getpid()) for number in _processes()):
            return False
        if len(Path("/proc/sysvipc/shm").read_text().splitlines()) > 1:
            return False
    else:
        _kill_children()
    try:
        for entry in os.scandir(config["scratch"]):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                Path(entry.path).unlink()
    except (OSError, RecursionError):
        return False
    return True


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _kill_children() -> None:
    """End every process below this one; orphans come here, so it takes a few rounds."""
    for _ in range(1000):
        children = [number for number in _processes() if _parent(number) == os.getpid()]
        if not children:
            return
        for child in children:
            _kill(child)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _parent(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
