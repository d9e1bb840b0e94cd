"""Submissions whose code misbehaves, each with its known truth."""

import platform
from pathlib import Path

import cnnbook
from cnnbook.grading.runtime import seccomp

from .notebooks import FIRST, cells

FULL, NONE, THREE = (1, 1, 1, 4), (0, 0, 0, 0), (1, 1, 1, 0)
PACKAGE = Path(cnnbook.__file__).parent
WRONG = (
    "def conv2d(image, kernel, padding=0, stride=1):\n    return np.full((2, 3), 1e9)"
)


def function(*lines):
    """Return a conv2d with this body."""
    body = "\n".join(f"    {line}" for line in lines)
    return f"def conv2d(image, kernel, padding=0, stride=1):\n{body}"


def first(source):
    """Return a right notebook with one more cell at its beginning."""
    return [source, *cells()]


SLOWLY = ["import time\ntime.sleep(1)\nmine = 1", *cells()]
"""A right notebook in which something that was left behind has time to grow."""
FRAME = """
import json, struct
def frame(header, payload=b""):
    text = json.dumps(header).encode()
    return struct.pack(">II", len(text), len(payload)) + text + payload
def send(content):
    import os
    for number in range(3, 64):
        try:
            os.write(number, content)
        except OSError:
            pass
"""
CLOSURE = "import os\nfor pid in {}:\n    try:\n        os.kill(pid, 9)\n    except OSError:\n        pass"

COLUMN = seccomp.MACHINES.get(platform.machine(), (0, 0))[1]


def works(number_or_call, *arguments):
    """Return an answer that is right if a system call works, and missing if not."""
    call = number_or_call
    if number_or_call in seccomp.SHARED:
        number = seccomp.SHARED[number_or_call][COLUMN]
        call = (
            f"syscall({', '.join(f'ctypes.c_long({n})' for n in (number, *arguments))})"
        )
    return (
        f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nassert libc.{call} >= 0\n"
        "conv2d = cb.conv2d"
    )


CODE = {
    # Answers are found by their names.
    "checks-deleted": ([c.split("\ncb.check")[0] for c in cells()], FULL, "graded"),
    "duplicated-cells": (cells() * 2, FULL, "graded"),
    "starter-duplicated": (cells("def conv2d(image, kernel, padding=0, stride=1):\n"
        "    ...  # your code\n\none_window = ...  # your answer"), FULL, "graded"),
    "syntax-error": (cells(conv2d="def conv2d(:\n    pass"), THREE, "graded"),
    "answer-deleted": (cells(conv2d=None), THREE, "graded"),
    "not-a-function": (cells(conv2d="conv2d = np.ones((2, 2))"), THREE, "graded"),
    "other-order": ([*cells(conv2d="conv2d = helper")[:3], "conv2d = helper",
        "one_window = -29", cells()[3], FIRST,
        cells()[4].replace("def conv2d", "def helper").split("\ncb.check")[0]],
        (1, 1, 1, 4), "graded"),
    "error-before-def": (cells(conv2d="print(unknown)\n" + cells()[4]), FULL, "graded"),
    "magics": ([ "%matplotlib inline\n" + FIRST, "%%time\nx = 1", "!ls /", "?np.pad",
        "%timeit -n1 -r1 1 + 1", *cells()], FULL, "graded"),
    "needs-the-shell": (cells(one_window="lines = !echo -29\none_window = int(lines[0])"),
        FULL, "graded"),
    "top-level-await": (first("import asyncio\nawait asyncio.sleep(0.01)"), FULL, "graded"),
    # It does not come back.
    "endless-top": (first("while True:\n    pass"), FULL, "graded; stopped: code cell 1"),
    "endless-in-function": (cells(conv2d=function("while True: pass")), THREE,
        "graded; stopped: conv2d"),
    "endless-after-def": (cells(conv2d=cells()[4] + "\nwhile True: pass"), FULL,
        "graded; stopped: code cell 5"),
    "deaf-top": (first("import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\n"
        "while True: pass"), FULL, "graded; stopped: code cell 1"),
    "deaf-in-function": (cells(conv2d=function("import signal",
        "signal.signal(signal.SIGALRM, signal.SIG_IGN)", "while True: pass")), THREE,
        "graded; stopped: conv2d"),
    "swallows-all": (cells(conv2d=function("while True:", "    try:", "        while True:",
        "            pass", "    except BaseException:", "        pass")), THREE,
        "graded; stopped: conv2d"),
    "never-ends-an-object": (first("class Endless:\n    def __del__(self):\n"
        "        while True: pass\nEndless()"), FULL, "graded; stopped: code cell 1"),
    "never-ends-objects-in-function": (cells(conv2d=function("class Endless:",
        "    def __del__(self):", "        while True: pass", "while True: Endless()")),
        THREE, "graded; stopped: conv2d"),
    "sleeps": (cells(conv2d=function("import time", "time.sleep(1000)")), THREE,
        "graded; stopped: conv2d"),
    "stops-itself": (first("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"),
        FULL, "graded; stopped: code cell 1"),
    # It takes too much.
    "memory-top": (first("x = bytearray(10**11)"), FULL, "graded"),
    "memory-by-and-by": (first("x = []\nwhile True:\n    x.append(bytearray(10**8))"),
        FULL, "graded"),
    "memory-in-function": (cells(conv2d=function("return np.ones((10**6, 10**6))")),
        THREE, "graded"),
    "fork-bomb": (first("import os\nwhile True:\n    os.fork()"), FULL, "graded"),
    # What goes on when its cell or its function has ended is nobody else's fault.
    "leaves-processes": (["import os, time\nfor _ in range(55):\n"
        "    if not os.fork():\n        time.sleep(100)", *SLOWLY], FULL,
        "graded"),
    "leaves-memory": (["import os, time\nfor _ in range(9):\n"
        "    if not os.fork():\n        x = b'x' * (300 << 20)\n"
        "        time.sleep(100)\ntime.sleep(0.8)", *SLOWLY], FULL,
        "graded"),
    "leaves-processes-in-function": (cells(count_windows="import os, time\n"
        "def count_windows(height, width, f_h, f_w):\n    for _ in range(2):\n"
        "        if not os.fork():\n            time.sleep(100)\n"
        "    return (height - f_h + 1) * (width - f_w + 1)",
        conv2d="left = []\n" + cells()[4].split("\ncb.")[0].replace(
            "    f_h,", "    if len(left) < 15:\n        left.append(os.fork())\n"
            "        time.sleep(0 if left[-1] else 100)\n"
            "    time.sleep(0.05)\n    f_h,")), FULL, "graded"),
    # Nor does it cost what a right answer has opened before, and needs.
    "opens-a-pool-beside-them": (["import os, time, subprocess as s\n"
        "def work(n): return n\nfrom concurrent.futures import ProcessPoolExecutor\n"
        "pool = ProcessPoolExecutor(2)\nlist(pool.map(work, [1]))\n"
        "cat = s.Popen('cat', stdin=s.PIPE, stdout=s.PIPE)",
        "for _ in range(55):\n    if not os.fork():\n        time.sleep(100)\n"
        "time.sleep(1)", *cells(conv2d=cells()[4].split("\ncb.")[0].replace(
        "    f_h,", "    list(pool.map(work, [1, 2]))\n    cat.stdin.write(b'1\\n')\n"
        "    cat.stdin.flush()\n    cat.stdout.readline()\n    f_h,"))], FULL,
        "graded; stopped: code cell 2"),
    "leaves-processes-by-and-by": ([*["import os, time\nfor _ in range(17):\n"
        "    if not os.fork():\n        time.sleep(100)\ntime.sleep(0.2)"] * 3, *SLOWLY],
        FULL, "graded"),
    "fork-bomb-in-function": (cells(conv2d=function("import os", "while True:",
        "    os.fork()")), THREE, "graded"),
    "threads": (first("import threading, time\nwhile True:\n"
        "    threading.Thread(target=time.sleep, args=(100,)).start()"), FULL, "graded"),
    "output-flood": (first("while True:\n    print('x' * 10**6)"), FULL,
        "graded; stopped: code cell 1"),
    "raw-flood": (first("import os\nwhile True:\n    os.write(1, b'x' * 10**6)"), FULL,
        "graded; stopped: code cell 1"),
    "flood-in-function": (cells(conv2d=cells()[4].split("\ncb.")[0].replace(
        "    f_h,", "    print('y' * 10**6)\n    f_h,")), FULL, "graded"),
    "huge-file": (first("with open('big', 'wb') as f:\n    while True:\n"
        "        f.write(b'x' * 10**7)"), FULL, "graded"),
    "deep-folders": (first("import os\nfor _ in range(1500):\n    os.mkdir('d')\n"
        "    os.chdir('d')"), FULL, "graded"),
    "recursion": (cells(conv2d=function("import sys", "sys.setrecursionlimit(10**9)",
        "def dive(): return max([dive()], key=lambda x: dive())", "dive()")), THREE,
        "graded"),
    # It ends its process.
    "os-exit-top": (first("import os\nos._exit(0)"), FULL, "graded; stopped"),
    "os-exit-in-function": (cells(conv2d=function("import os", "os._exit(0)")), THREE,
        "graded"),
    "sys-exit-top": (first("import sys\nsys.exit(0)"), FULL, "graded"),
    "sys-exit-in-function": (cells(conv2d=function("raise SystemExit")), THREE, "graded"),
    "quit": (first("quit()"), FULL, "graded"),
    "segfault": (first("import ctypes\nctypes.string_at(0)"), FULL, "graded; stopped"),
    "abort-in-function": (cells(conv2d=function("import os", "os.abort()")), THREE,
        "graded"),
    "closes-everything": (first("import os\nos.closerange(0, 300)"), FULL, "graded"),
    "late-exit": (cells("import threading, os, time\ndef end():\n    time.sleep(0.02)\n"
        "    os._exit(0)\nthreading.Thread(target=end).start()\ntime.sleep(5)"), FULL,
        "graded; stopped: code cell 6"),
    # It harms others.
    "kills-parent": (first(CLOSURE.format("[os.getppid()] * 3")), FULL, "graded"),
    "kills-all": (first(CLOSURE.format("range(2, 70000)")), FULL, "graded"),
    "deletes-files": (first("import shutil\nfor place in ('/tmp', '/work', '/root', "
        f"'/home', {str(PACKAGE)!r}):\n    shutil.rmtree(place, ignore_errors=True)"),
        FULL, "graded"),
    "overwrites-package": (first("import cnnbook, pathlib\n"
        "p = pathlib.Path(cnnbook.__file__).parent / 'ops/convolution.py'\n"
        f"for q in (p, pathlib.Path({str(PACKAGE / 'ops/convolution.py')!r})):\n"
        "    try:\n        q.write_text('broken')\n    except OSError:\n        pass"),
        FULL, "graded"),
    "daemon": (first("import os, time\nif not os.fork():\n    os.setsid()\n"
        "    if not os.fork():\n        while True: time.sleep(1)\n    os._exit(0)"), FULL,
        "graded"),
    "fills-disk": (first("import os\nfor n in range(20):\n"
        "    with open(f'/tmp/{n}', 'wb') as f: f.write(b'x' * 50_000_000)"), FULL,
        "graded"),
    "links-left": (first("import os\nos.symlink('/', 'root')\nos.symlink('a', 'a')\n"
        "os.mkfifo('pipe')"), FULL, "graded"),
    # It tampers with the checker.
    "patches-numpy": ([*cells(conv2d=WRONG), "np.allclose = np.array_equal = lambda *a, "
        "**k: True\nnp.abs = lambda x: np.zeros(1)\nnp.all = lambda *a: True"], THREE,
        "graded"),
    "patches-cnnbook": ([*cells(conv2d=WRONG), "import cnnbook.grading\n"
        "cb.check = lambda *a: True\nfor n, m in list(__import__('sys').modules.items()):\n"
        "    if n.startswith('cnnbook.grading'):\n        for k in ('same', 'judge'):\n"
        "            setattr(m, k, lambda *a, **b: True)"], THREE, "graded"),
    "patches-ipython": (["get_ipython().run_cell = lambda *a, **k: None\n"
        "type(get_ipython()).run_cell = lambda *a, **k: None", *cells()], FULL, "graded"),
    "transformers": ([*cells(conv2d=WRONG), "def hook(lines):\n    raise RuntimeError\n"
        "get_ipython().input_transformers_post.append(hook)", "conv2d = cb.conv2d"], THREE,
        "graded"),
    "garbage-records": ([FRAME, "send(b'garbage' * 1000)", *cells()], NONE, "graded; it meddled"),
    "forged-verdict": ([FRAME, "send(frame({'passed': True, 'exercise': 'conv2d', "
        "'points': 4, 'arrays': []}))", *cells(conv2d=WRONG)], NONE, "graded; it meddled"),
    "forged-end": ([*cells(conv2d=WRONG), FRAME, "send(frame({'end': True, "
        "'arrays': []}))"], NONE, "graded; it meddled"),
    "forged-length": ([FRAME, "send(struct.pack('>II', 2**32 - 1, 2**32 - 1))", *cells()],
        NONE, "graded; it meddled"),
    "forged-shape": (cells(FRAME, conv2d=function("send(frame({'outcome': 'conv2d', "
        "'case': 0, 'kind': 'value', 'arrays': [{'dtype': '<f8', 'shape': "
        "[2**40, 2**40]}]}))", "return 0")), THREE, "graded; it meddled"),
    "forged-objects": (cells(FRAME, conv2d=function("send(frame({'outcome': 'conv2d', "
        "'case': 0, 'kind': 'value', 'arrays': [{'dtype': '|O', 'shape': [1]}]}, "
        "b'x' * 8))", "return 0")), THREE, "graded; it meddled"),
    "patches-exit": (first("import os, sys\nos._exit = sys.exit = lambda *a: None"), FULL,
        "graded"),
    "forged-nesting": ([FRAME, "send(struct.pack('>II', 200000, 0) + b'[' * 200000)",
        *cells()], NONE, "graded; it meddled"),
    # It takes from others, or leaves something for them.
    "spinners": (first("import os\nfor _ in range(20):\n    if not os.fork():\n"
        "        os.setsid()\n        while True: pass"), FULL, "graded"),
    "kills-its-group": (first("import os\nos.killpg(0, 9)"), FULL, "graded; stopped"),
    "many-files": (first("for n in range(30_000):\n    open(f'{n}', 'w').close()"), FULL,
        "graded"),
    "shuts-the-room": (first("import os\nos.chmod('.', 0)"), FULL, "graded"),
    "changes-modes": (first("import os\nfor path in (" f"{str(PACKAGE)!r}, "
        f"{str(PACKAGE / 'ops/convolution.py')!r}, 'OUT'):\n    for change in (lambda p: "
        "os.chmod(p, 0), lambda p: os.utime(p, (0, 0))):\n        try: change(path)\n"
        "        except OSError: pass"), FULL, "graded"),
    "leaves-a-note": (first("for place in ('/dev/shm', '/tmp', '.', '/var/tmp'):\n"
        "    try:\n        open(place + '/cnnbook-note', 'w').write('conv2d')\n"
        "    except OSError:\n        pass"), FULL, "graded"),
    "reads-a-note": (cells(conv2d="import os\nassert any(os.path.exists(place + "
        "'/cnnbook-note') for place in ('/dev/shm', '/tmp', '.', '/var/tmp'))\n"
        "conv2d = cb.conv2d"), THREE, "graded"),
    "session-key-ring": (cells(conv2d=works("keyctl", 0, -3, 1)), THREE, "graded"),
    "user-key-ring": (cells(conv2d=works("keyctl", 0, -4, 1)), THREE, "graded"),
    "message-queue": (cells(conv2d=works("msgget", 0xC4A, 0o1666)), THREE, "graded"),
    "shared-memory": (cells(conv2d=works("shmget", 0xC4A, 4096, 0o1666)), THREE, "graded"),
    "semaphores": (cells(conv2d=works("semget", 0xC4A, 1, 0o1666)), THREE, "graded"),
    "posix-queue": (cells(conv2d=works("mq_open(b'/cnnbook', 0o102, 0o666, None)")), THREE,
        "graded"),
    "watches-files": (cells(conv2d=works("inotify_init1", 0)), THREE, "graded"),
    "locks-what-all-share": (cells(conv2d="import fcntl, os\n"
        "a, b = open(os.__file__), open(os.__file__)\n"
        "fcntl.flock(a, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
        "try:\n    fcntl.flock(b, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
        "except OSError:\n    conv2d = cb.conv2d"), THREE, "graded"),
    "record-locks": (cells(conv2d="import fcntl, os, struct\n"
        "def ask(file, what, kind):\n"
        "    lock = struct.pack('hhqqi', kind, 0, 0, 1, 0)\n"
        "    return struct.unpack_from('h', fcntl.fcntl(file, what, lock))[0]\n"
        "a, b = open(os.__file__), open(os.__file__)\n"
        "ask(a, 37, fcntl.F_RDLCK)\n"
        "assert ask(b, 36, fcntl.F_WRLCK) == fcntl.F_RDLCK\n"
        "conv2d = cb.conv2d"), THREE, "graded"),
    "memory-in-no-file": (cells(conv2d=works("memfd_create(b'a', 0)")), THREE, "graded"),
    "large-sockets": (cells(conv2d="import socket as s\na, b = s.socketpair()\n"
        "a.setsockopt(s.SOL_SOCKET, s.SO_SNDBUF, 1 << 22)\n"
        "b.setsockopt(s.SOL_SOCKET, s.SO_RCVBUF, 1 << 22)\n"
        "sizes = [o.getsockopt(s.SOL_SOCKET, w) for o in (a, b)"
        " for w in (s.SO_SNDBUF, s.SO_RCVBUF)]\n"
        "assert max(sizes) > 300_000\nconv2d = cb.conv2d"), THREE, "graded"),
    "user-name-space": (cells(conv2d=works("unshare", 0x10000000)), THREE, "graded"),
    "virtual-socket": (cells(conv2d="import socket\nsocket.socket(40, 1)\n"
        "conv2d = cb.conv2d"), THREE, "graded"),
    "socket-by-path": (cells(conv2d="import socket\ns = socket.socket(socket.AF_UNIX)\n"
        "s.connect('SOCKET')\nconv2d = cb.conv2d"), THREE, "graded"),
    "abstract-socket": (cells(conv2d="import socket\ns = socket.socket(socket.AF_UNIX)\n"
        "s.connect('\\0SOCKET')\nconv2d = cb.conv2d"), THREE, "graded"),
    "priorities": (cells(conv2d="import os\nos.setpriority(os.PRIO_USER, 0, 19)\n"
        "conv2d = cb.conv2d"), THREE, "graded"),
    "records-without-end": ([FRAME, "while True:\n    send(frame({'step': 'cell', "
        "'cell': 0, 'more': [0] * 9000, 'arrays': []}))", *cells()], NONE, "graded; it meddled"),
    # It is honest, and large.
    "long-words": (first("raise type('E' * (1 << 21), (SyntaxError,), {})('x' * (1 << 21))"),
        FULL, "graded"),
    "large-honest": (cells(conv2d=function("return np.zeros((1000, 1000))")), THREE,
        "graded"),
    "very-large-honest": (cells(conv2d=function("return np.zeros((1900, 2000))")), THREE,
        "graded"),
    "forged-checks": (cells("import cnnbook.grading.runtime.checked as c\n"
        "for guess in range(-40, 40):\n    c.CHECKS.add('one-window', guess)\n"
        "c.CHECKS._last['conv2d'] = 3", one_window="one_window = 0"), (0, 1, 1, 4),
        "graded"),
    "patches-checks": (cells("import cnnbook.grading.runtime.checked as c\n"
        "def changed(*a):\n    raise SystemExit\nc.Checks.changed = changed"), FULL,
        "graded"),
    "guesses-by-checks": (cells("for guess in range(-40, 40):\n"
        "    cb.check('one-window', guess)", one_window="one_window = 0"), (0, 1, 1, 4),
        "graded"),
    "goes-on-after-an-attack": (cells(conv2d="import no_such_module\n"
        f"source = open({str(PACKAGE / 'exercises/ch02/conv2d.py')!r}).read()\n"
        "conv2d = cb.conv2d"), THREE, "graded"),
    # It looks for the answers.
    "imports-answers": (cells(conv2d="from cnnbook.exercises import REGISTRY\n"
        "conv2d = REGISTRY['conv2d'].reference"), THREE, "graded"),
    "imports-chapter": (cells(conv2d="from cnnbook.exercises.ch02 import conv2d as answers\n"
        "conv2d = answers.EXERCISE.reference"), THREE, "graded"),
    "reads-answers": (cells(conv2d=f"source = open({str(PACKAGE / 'exercises/ch02/conv2d.py')!r})"
        ".read()\nconv2d = cb.conv2d"), THREE, "graded"),
    "searches-path": (cells(conv2d="import sys, pathlib\nplaces = [*sys.path, sys.prefix, "
        "sys.prefix + '/lib64/python3.11/site-packages', *pathlib.Path('/').iterdir()]\n"
        "found = [p for s in places for p in "
        "[pathlib.Path(s) / 'cnnbook/exercises/ch02/conv2d.py'] if p.exists()]\n"
        "print(found[0].read_text())\nconv2d = cb.conv2d"), THREE, "graded"),
    "searches-memory": (cells(conv2d="import gc\nfound = [o for o in gc.get_objects() "
        "if type(o).__name__ == 'FunctionExercise']\nconv2d = found[0].reference"), THREE,
        "graded"),
    "reads-parent": (cells(conv2d="import os\nmemory = open(f'/proc/{os.getppid()}/mem', "
        "'rb').read(1)\nconv2d = cb.conv2d"), THREE, "graded"),
    "attaches-to-parent": (cells(conv2d="import ctypes, os\nlibc = ctypes.CDLL(None)\n"
        "assert libc.ptrace(16, os.getppid(), 0, 0) == 0\nconv2d = cb.conv2d"), THREE,
        "graded"),
    "asks-the-network": (cells(conv2d="import socket\n"
        "socket.create_connection(('127.0.0.1', PORT), 1)\nconv2d = cb.conv2d"), THREE,
        "graded"),
    "reads-environment": (cells(conv2d="import os\nconv2d = {'yes': cb.conv2d}"
        "[os.environ['CNNBOOK_SECRET']]"), THREE, "graded"),
    # It returns strange things.
    "hostile-array": (cells(conv2d="class E:\n    def __array__(self, *a, **k):\n"
        "        while True: pass\n" + function("return E()")), THREE, "graded; stopped"),
    "raising-array": (cells(one_window="class E:\n    def __array__(self, *a, **k):\n"
        "        raise SystemExit\none_window = E()"), (0, 1, 1, 4), "graded"),
    "endless-value": (cells(one_window="class E:\n    def __array__(self, *a, **k):\n"
        "        while True: pass\none_window = E()"), (0, 1, 1, 4), "graded; stopped"),
    "always-equal": (cells(one_window="class E(float):\n    __eq__ = lambda a, b: True\n"
        "    __sub__ = __rsub__ = lambda a, b: 0.0\none_window = E(99)"), (0, 1, 1, 4),
        "graded"),
    "float-subclass": (cells(one_window="class F(float): pass\none_window = F(-29)",
        count_windows=cells()[3].split("\ncb.")[0].replace("return (", "return np.float32(")
        + "\n"), FULL, "graded"),
    "matrix": (cells("right = conv2d\ndef conv2d(*a, **k): return np.matrix(right(*a, **k))"
        ), FULL, "graded"),
    "claims-huge-shape": (cells(conv2d=function(
        "return np.broadcast_to(1.0, (10**6, 10**6))")), THREE, "graded"),
    "nan": (cells(conv2d=function("return np.full((4, 4), np.nan)")), THREE, "graded"),
    "text-and-none": (cells(one_window="one_window = '12'", conv2d=function("pass")),
        (0, 1, 1, 0), "graded"),
    "masked": (cells(conv2d=function("return np.ma.masked_all((4, 4))")), THREE, "graded"),
    "objects": (cells(conv2d=function("return np.array([print] * 4)")), THREE, "graded"),
    # It is right all the same.
    "asks-for-input": (first("name = input('Your name? ')"), FULL, "graded"),
    "reads-stdin": (first("import sys\nsys.stdin.read()"), FULL, "graded"),
    "warns": (cells(conv2d=cells()[4].split("\ncb.")[0].replace("    f_h,",
        "    import warnings, sys\n    warnings.warn('slow')\n"
        "    print('careful', file=sys.stderr)\n    f_h,")), FULL, "graded"),
    "warnings-as-errors": (first("import warnings\nwarnings.simplefilter('error')\n"
        "import numpy as np\nnp.seterr(all='raise')"), FULL, "graded"),
    "threads-left": (first("import threading, time\ndef work():\n    while True: "
        "time.sleep(0.01)\nthreading.Thread(target=work).start()"), FULL, "graded"),
    "sliding-windows": (cells(conv2d=function("view = np.lib.stride_tricks."
        "sliding_window_view(np.pad(image, padding), kernel.shape)[::stride, ::stride]",
        "return np.einsum('ijkl,kl->ij', view.astype(float), kernel)")), FULL, "graded"),
    "library": (cells(conv2d="conv2d = cb.conv2d"), FULL, "graded"),
    "extra-arguments": (cells(conv2d="def conv2d(image, kernel, padding=0, stride=1, *, "
        "dtype=np.float32, verbose=False):\n    return cb.conv2d(image, kernel, padding, "
        "stride).astype(dtype)"), FULL, "graded"),
    "one-job-left": (cells("import subprocess\nsubprocess.Popen(['sleep', '60'])"), FULL,
        "graded"),
}  # fmt: skip
"""Name to cells, points of the four exercises, and how the status begins."""
