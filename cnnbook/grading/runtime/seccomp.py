"""Take away system calls that no exercise needs, with Linux's seccomp filter.

That is what all of a machine share and no name space or Landlock covers: mailboxes of
the kernel, key rings, other processes. See
https://docs.kernel.org/userspace-api/seccomp_filter.html.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import sys
from collections.abc import Sequence

LOAD, EQUAL, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x45, 0x54, 0x06
"""Instructions of the filter: with a number, or with what was loaded."""
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
"""To refuse with the error 0 is to pretend that a call was made."""
NEW_NAME_SPACES = 0x7E020000
MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
NO_NEW_PRIVILEGES, SET_FILTER, ALLOW_SPECULATION = 38, 22, 4
SECCOMP = {"x86_64": 317, "aarch64": 277}

# The number of each call on x86_64 and on aarch64; 0 where there is none.
SHARED = {
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semctl": (66, 191),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgctl": (71, 187),
    "msgrcv": (70, 188),
    "msgsnd": (69, 189),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "fanotify_init": (300, 262),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "inotify_init": (253, 0),
    "inotify_init1": (294, 26),
}
"""Refused in any case."""
FLOCK, FCNTL = (73, 32), (72, 25)
LOCKS = (6, 7, 37, 38, 1024, 1026)
"""What `fcntl` may not do, all locks and leases: as with `flock` it is pretended. They
hold for a file wherever it is opened, so that one notebook could shut the weights of a
network to others, or leave them a note."""
ATTRIBUTES = {
    "chmod": (90, 0),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, 0),
    "fchown": (93, 55),
    "lchown": (94, 0),
    "fchownat": (260, 54),
    "utime": (132, 0),
    "utimes": (235, 0),
    "futimesat": (261, 0),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
}
"""Pretended outside bubblewrap: Landlock does not ask whose file it is."""
OF_OTHERS = {
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
}
"""Refused outside bubblewrap but for the process that asks."""
OUTSIDE = {"connect": (42, 203), "ioprio_set": (251, 30), "bind": (49, 200)}
"""Refused outside bubblewrap."""
SOCKET, SOCKETPAIR = (41, 198), (53, 199)
CLONE, CLONE3 = (56, 220), (435, 435)
SETPRIORITY = (141, 140)
FAMILIES = (1, 2, 10, 16)
"""Of sockets, that lead nowhere in bubblewrap: Unix, both of IP, netlink."""
DATAGRAM, KIND_OF_SOCKET = 2, 0xF
SETSOCKOPT = (54, 208)
BUFFERS = (7, 8, 32, 33)
"""Options that let a socket hold more, in memory that no process is charged for: it is
pretended that they are set."""

Instruction = tuple[int, int, int, int]


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def supported() -> bool:
    """Return whether the filter is written for this machine."""
    return sys.platform == "linux" and platform.machine() in MACHINES


def refuse_calls(wrapped: bool) -> bool:
    """Take the calls from this process and from all that it will start.

    Parameters
    ----------
    wrapped : bool
        In bubblewrap, where files and network are the process's own: less is refused.

    Returns
    -------
    bool
        Whether the kernel took the filter.
    """
    if not supported():
        return False
    machine = platform.machine()
    code = compiled(machine, wrapped)
    filter_ = _Filter(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVILEGES, ctypes.c_ulong(1), 0, 0, 0)
    number = ctypes.c_long(SECCOMP[machine])
    flag = ctypes.c_long(ALLOW_SPECULATION)
    if libc.syscall(number, ctypes.c_long(1), flag, ctypes.byref(filter_)) == 0:
        return True
    done = libc.prctl(SET_FILTER, ctypes.c_ulong(2), ctypes.byref(filter_), 0, 0)
    return int(done) == 0


@functools.cache
def compiled(machine: str, wrapped: bool) -> bytes:
    """Return the filter as the kernel takes it; see `program`."""
    return b"".join(_bytes(*one) for one in program(machine, wrapped))


def program(machine: str, wrapped: bool) -> list[Instruction]:
    """Return the instructions of the filter.

    Parameters
    ----------
    machine : {"x86_64", "aarch64"}
        Whose numbers the calls have.
    wrapped : bool
        See `refuse_calls`.
    """
    architecture, column = MACHINES[machine]
    no = REFUSE | errno.EPERM
    code: list[Instruction] = [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, no),
        (LOAD, 0, 0, NUMBER),
    ]
    if machine == "x86_64":  # the numbers of another calling convention
        code += [(ANY_BIT, 0, 1, 0x40000000), (RETURN, 0, 0, no)]
    calls = SHARED if wrapped else {**SHARED, **OUTSIDE}
    for numbers in calls.values():
        code += _refuse(numbers[column], no) if numbers[column] else []
    code += _refuse(FLOCK[column], REFUSE)
    code += _if(FCNTL[column], _pretended(LOCKS), argument=1)
    code += _refuse(CLONE3[column], REFUSE | errno.ENOSYS)  # so clone is tried instead
    code += _if(CLONE[column], [(ANY_BIT, 0, 1, NEW_NAME_SPACES), (RETURN, 0, 0, no)])
    code += _if(SETPRIORITY[column], [(EQUAL, 1, 0, 0), (RETURN, 0, 0, no)])
    code += _if(SETSOCKOPT[column], _pretended(BUFFERS), argument=2)
    if wrapped:
        allowed = [(EQUAL, len(FAMILIES) - n, 0, f) for n, f in enumerate(FAMILIES)]
        code += _if(SOCKET[column], [*allowed, (RETURN, 0, 0, no)])
        return [*code, (RETURN, 0, 0, ALLOW)]
    code += _refuse(SOCKET[column], no)
    # A pair of datagram sockets could write to any other.
    kind = [(AND, 0, 0, KIND_OF_SOCKET), (EQUAL, 0, 1, DATAGRAM), (RETURN, 0, 0, no)]
    code += _if(SOCKETPAIR[column], kind, argument=1)
    for numbers in OF_OTHERS.values():
        code += _if(numbers[column], [(EQUAL, 1, 0, 0), (RETURN, 0, 0, no)])
    for numbers in ATTRIBUTES.values():
        code += _refuse(numbers[column], REFUSE) if numbers[column] else []
    return [*code, (RETURN, 0, 0, ALLOW)]


def _refuse(number: int, how: int) -> list[Instruction]:
    return [(EQUAL, 0, 1, number), (RETURN, 0, 0, how)]


def _pretended(values: Sequence[int]) -> list[Instruction]:
    """Say that it was done, where what was loaded is one of these."""
    last = len(values) - 1
    found = [(EQUAL, last - n, int(n == last), v) for n, v in enumerate(values)]
    return [*found, (RETURN, 0, 0, REFUSE)]


def _if(number: int, then: list[Instruction], argument: int = 0) -> list[Instruction]:
    """Look at an argument of one call; the number is loaded again behind it."""
    body = [(LOAD, 0, 0, FIRST_ARGUMENT + 8 * argument), *then, (LOAD, 0, 0, NUMBER)]
    return [(EQUAL, 0, len(body), number), *body]


def _bytes(code: int, yes: int, no: int, value: int) -> bytes:
    order: str = sys.byteorder
    return code.to_bytes(2, order) + bytes([yes, no]) + value.to_bytes(4, order)  # type: ignore[arg-type]
