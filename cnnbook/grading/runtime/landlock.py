"""Take away the right to files, with Linux's Landlock: no privilege is needed for it.

In the sandbox this is a second wall; without one it is what keeps a student's code from
other files. See https://docs.kernel.org/userspace-api/landlock.html.
"""

from __future__ import annotations

import ctypes
import functools
import os
import struct
import sys
from collections.abc import Iterable

CREATE, ADD, RESTRICT = 444, 445, 446
EXECUTE, WRITE, READ, LIST = 1, 2, 4, 8
ALL = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
DEVICE_CONTROL = 1 << 15
NETWORK, SIGNALS_AND_SOCKETS = 3, 3
DIRECTORIES_ONLY = LIST | sum(1 << bit for bit in range(4, 14))


def version() -> int:
    """Return the version of Landlock that the kernel offers, 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(CREATE, None, 0, 1))


def keep_only(
    readable: Iterable[str], writable: Iterable[str], listable: Iterable[str]
) -> bool:
    """Leave this process and its children these folders and files, and no network.

    Parameters
    ----------
    readable, writable, listable : iterable of str
        What may be read and executed, what may be changed too, and folders of which
        only the names may be seen; those that do not exist are left out.

    Returns
    -------
    bool
        Whether the kernel took them.
    """
    rules = make_rules(readable, writable, listable)
    return rules >= 0 and restrict(rules)


def make_rules(
    readable: Iterable[str], writable: Iterable[str], listable: Iterable[str]
) -> int:
    """Return rules as a file descriptor, for `restrict`; below 0 if there can't be any.

    Parameters
    ----------
    readable, writable, listable : iterable of str
        See `keep_only`.
    """
    abi = version()
    if not abi:
        return -1
    everything = ALL.get(abi, ALL[3]) | (DEVICE_CONTROL if abi >= 5 else 0)
    rules = struct.pack("=Q", everything)
    if abi >= 4:
        rules += struct.pack("=Q", NETWORK)
    if abi >= 6:
        rules += struct.pack("=Q", SIGNALS_AND_SOCKETS)
    ruleset = _call(CREATE, rules, len(rules), 0)
    if ruleset < 0:
        return -1
    for path in readable:
        _allow(ruleset, path, EXECUTE | READ | LIST)
    for path in listable:
        _allow(ruleset, path, LIST)
    for path in writable:
        _allow(ruleset, path, everything)
    return ruleset


def restrict(ruleset: int) -> bool:
    """Put rules in force for this process and its children, and close them."""
    ctypes.CDLL(None).prctl(38, ctypes.c_ulong(1), 0, 0, 0)  # no new privileges
    done = _call(RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return done


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):  # noqa: PTH112
        rights &= ~DIRECTORIES_ONLY
    _call(ADD, ruleset, 1, struct.pack("=Qi", rights, opened), 0)
    os.close(opened)


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(number: int, *arguments: bytes | int | None) -> int:
    libc = _libc()
    plain = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return int(libc.syscall(ctypes.c_long(number), *plain))
