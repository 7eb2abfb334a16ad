"""Lists out of a stream: what has come within a moment goes on together, and nobody waits for a late one."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from typing import TypeVar

LIST = 30
MOMENT = 0.06

One = TypeVar("One")


class _End:
    """The stream has ended, or broken off with an error."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def in_lists(stream: Iterator[One], *, expected: int, most: int = LIST) -> Iterator[list[One]]:
    """Pull a stream in a thread beside; a list goes on when it is long, when all have come, or after a moment."""
    come: queue.Queue[One | _End] = queue.Queue()
    thread = threading.Thread(target=_pull, args=(stream, come), daemon=True)
    thread.start()
    try:
        while expected > 0:
            some = _next_list(come, min(most, expected))
            expected -= len(some)
            yield some
    finally:
        thread.join()


def _next_list(come: queue.Queue[One | _End], most: int) -> list[One]:
    some = [_checked(come.get())]
    until = time.monotonic() + MOMENT
    while len(some) < most:
        try:
            some.append(_checked(come.get(timeout=max(0.0, until - time.monotonic()))))
        except queue.Empty:
            break
    return some


def _checked(one: One | _End) -> One:
    if isinstance(one, _End):
        raise one.error or EOFError("the stream ended before everything had come")
    return one


def _pull(stream: Iterator[One], come: queue.Queue[One | _End]) -> None:
    try:
        for one in stream:
            come.put(one)
        come.put(_End())
    except Exception as error:
        come.put(_End(error))
