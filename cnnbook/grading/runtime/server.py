"""Wait with everything imported, and fork a process for every notebook.

`cnnbook.grading.sandbox.server_process` runs it, as
``python -m cnnbook.grading.runtime.server CONFIG``. This process never sees a
student's code or results: the forked one reads its request from a stream of its own and
answers there.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import platform
import select
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from cnnbook.grading.runtime import landlock, lockdown, seccomp
from cnnbook.grading.runtime.notebook import leave, read_request, serve
from cnnbook.grading.runtime.shell import Shell, new_shell, run_cell
from cnnbook.grading.runtime.usage import below, share_notice
from cnnbook.grading.runtime.watch import ASKS, Watch

ALWAYS_PRELOADED = (
    "cnnbook.arithmetic",
    "cnnbook.ops",
    "cnnbook.kernels",
    "cnnbook.lecture",
    "cnnbook.grading",
    "pwd",
    "resource",
)
WARMING = """%matplotlib inline
def _f(a, b=1): return a * b
del _f
"""


def main(config: dict[str, Any]) -> None:
    """Serve until the grader goes away."""
    lockdown.leave_key_rings()
    lockdown.lift_soft_limits()
    if config.get("user"):
        lockdown.become_user(config["user"], config["reads_all"])
    lockdown.hide_memory()
    lockdown.prctl(lockdown.PR_SET_CHILD_SUBREAPER, 1)
    shell = _preload(config["preload"])
    if config["wrapped"]:  # what is the same for all notebooks there
        paths = (config[kind] for kind in ("readable", "writable", "listable"))
        config["rules"] = landlock.make_rules(*paths)
        config["tasks"] = lockdown.tasks_of_user()
    if seccomp.supported():
        seccomp.compiled(platform.machine(), config["wrapped"])
    control = socket.socket(fileno=config["control"])
    control.send(b"ready")
    while True:
        order, streams, _, _ = socket.recv_fds(control, 1 << 12, 1)
        if not order:
            break
        if not streams:  # the end of a process that had ended by itself
            continue
        order = json.loads(order)
        before = _seconds_of_children()
        share_notice()  # a new one, or a notebook could leave a word for the next
        pid = os.fork()
        if not pid:
            _run_notebook(config, order, streams[0], shell)
        os.close(streams[0])
        often = 0.1 if config["private_pids"] else 0.5
        allowed = order["seconds"], order["beside"]
        watch = Watch(pid, *allowed, config["resident"], config["scratch"], often)
        over = _wait_for(pid, control, watch, config["private_pids"])
        clean = _clean_up(config)
        seconds = _seconds_of_children()
        report = {"clean": clean, "over": over, "seconds": seconds}
        report |= {"spent": seconds - before, **watch.told()}
        control.send(json.dumps(report).encode())
    _kill_children()
    leave()


def _preload(modules: list[str]) -> Shell:
    for name in (*ALWAYS_PRELOADED, *modules):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    shell = new_shell()
    # The first cell of a shell prepares much that all others use, once for all here.
    run_cell(shell, WARMING, 60.0)
    gc.collect()
    gc.freeze()  # nothing of this is looked through, and so copied, in a forked process
    return shell


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
        rules = config.get("rules", -1)
        kept = [os.dup(one) for one in (descriptor, rules) if one >= 0]
        for number, one in enumerate(kept, 3):
            os.dup2(one, number)
        os.closerange(3 + len(kept), 4096)
        config["rules"] = 4 if rules >= 0 else -1
        os.chdir(config["scratch"])
        lockdown.confine(config, order["seconds"])
        stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=3)
        serve(read_request(stream), shell, stream)
        status = 0
    finally:
        leave(status)


def _seconds_of_children() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


def _wait_for(
    pid: int, control: socket.socket, watch: Watch, private_pids: bool
) -> str:
    """Wait for a process; end it when the grader says so, or goes away.

    Returns what it took too much of, if it was ended for that.
    """
    waiter = select.poll()
    waiter.register(control, select.POLLIN)
    ended = os.pidfd_open(pid)
    waiter.register(ended, select.POLLIN)
    over = ""
    while True:
        events = waiter.poll(100)
        if any(number == control.fileno() for number, _ in events):
            words = control.recv(16)
            if not words:
                _kill_children()
                leave()
            if words == ASKS:
                control.send(json.dumps(watch.told()).encode())
            else:
                _kill(pid)
        if any(number == ended for number, _ in events):
            break
        over = over or watch.look()
        if over == "processes" and private_pids:
            report = {"clean": False, "over": over, **watch.told()}
            control.send(json.dumps(report).encode())
            leave(1)  # the sandbox ends with this process, and everything in it
        if over:
            _kill(pid)
    os.close(ended)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    return over


def _clean_up(config: dict[str, Any]) -> bool:
    """Return whether nothing is left of the notebook."""
    _kill_children()
    if config["private_pids"]:
        if any(number not in (1, os.getpid()) for number in _processes()):
            return False
        if any(_left_in(Path("/proc/sysvipc", kind)) for kind in ("msg", "sem", "shm")):
            return False
    try:
        for folder in config["emptied"]:
            _empty(folder)
    except (OSError, RecursionError):
        return False
    return True


def _left_in(table: Path) -> bool:
    """Return whether a table of the kernel has more than its header."""
    return table.exists() and len(table.read_text().splitlines()) > 1


def _empty(folder: str) -> None:
    """Take away all that is in a folder, and what is written on itself."""
    place = Path(folder)
    if place.stat().st_uid == os.getuid():  # so a notebook could write there too
        place.chmod(0o700)
        os.utime(folder)
        for name in os.listxattr(folder) if hasattr(os, "listxattr") else ():
            os.removexattr(folder, name)
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _kill_children() -> None:
    """End every process below this one; orphans come here, so it takes a few rounds."""
    for _ in range(1000):
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        processes = below(os.getpid())
        if not processes:
            return
        for process in processes:
            _kill(process.pid)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
