"""The child that reads mail: one message after another from a pipe, under limits it cannot lift.

Started as a program of its own, so that it shares no memory, no sockets and no database with its parent.
"""

from __future__ import annotations

import importlib
import math
import pickle
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

HEAD = struct.Struct("!Q")
_MEGABYTE = 1024 * 1024
_MOST_FILES = 64


def main(arguments: list[str]) -> int:
    """Serve until the parent closes the pipe: `module:function cpu_seconds memory_mb`."""
    module, _, name = arguments[0].partition(":")
    cpu_seconds, memory_mb = int(arguments[1]), int(arguments[2])
    work = getattr(importlib.import_module(module), name)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _confine(memory_mb)
    _send(sys.stdout.buffer, ("ready", None))
    while (message := _receive(sys.stdin.buffer)) is not None:
        _allow(cpu_seconds)
        if not _answer(work, message):
            return 1
    return 0


def _confine(memory_mb: int) -> None:
    """No more memory, no written files, no core dumps, few open files; for good."""
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * _MEGABYTE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _MOST_FILES),
    ):
        resource.setrlimit(what, (most, most))


def _allow(cpu_seconds: int) -> None:
    """This many more seconds of computing, from now on; the kernel ends the child when they are used."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(usage.ru_utime + usage.ru_stime) + cpu_seconds, hard))


def _answer(work: Callable[..., Any], message: bytes) -> bool:
    """Read one mail and send back what came of it; False when the child should not go on."""
    from rapport.interfaces.mail.reading.types import Unreadable

    goes_on = True
    try:
        raw, keywords = pickle.loads(message)
        result = ("read", work(raw, **keywords))
    except Unreadable as refusal:
        result = ("unreadable", refusal.reason)
        goes_on = "memory" not in refusal.reason
    except MemoryError:
        result, goes_on = ("unreadable", "Reading this mail needs more memory than one mail may use."), False
    except Exception as fault:
        result = ("unreadable", f"This mail could not be read: our reader failed on it ({type(fault).__name__}).")
    return _send(sys.stdout.buffer, result) and goes_on


def _send(pipe: BinaryIO, result: tuple[str, Any]) -> bool:
    try:
        answer = pickle.dumps(result, protocol=5)
    except MemoryError:
        answer = pickle.dumps(("unreadable", "Reading this mail needs more memory than one mail may use."))
    pipe.write(HEAD.pack(len(answer)))
    pipe.write(answer)
    pipe.flush()
    return True


def _receive(pipe: BinaryIO) -> bytes | None:
    head = pipe.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    return pipe.read(HEAD.unpack(head)[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
