"""A worker that writes down how long each list of mails held its write transaction."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from django.db import transaction


def durations() -> list[tuple[float, float]]:
    """What all workers of this place have written down so far: milliseconds by the clock, and of a processor."""
    lines = _book().read_text(encoding="utf-8").splitlines()
    return [(float(clock), float(processor)) for clock, processor in map(str.split, lines)]


def main() -> None:
    """Work like `rapport worker` until SIGTERM."""
    import django

    django.setup()
    from rapport.domains.desk.actions import receiving
    from rapport.interfaces.cli.worker import run_worker

    receiving.transaction = SimpleNamespace(atomic=_timed)  # type: ignore[assignment]
    run_worker()


@contextmanager
def _timed() -> Iterator[None]:
    """From when the lock is ours until the commit is done: as long others wait."""
    with transaction.atomic():
        began = time.perf_counter(), time.thread_time()
        yield
    clock, processor = time.perf_counter() - began[0], time.thread_time() - began[1]
    with _book().open("a", encoding="utf-8") as book:
        book.write(f"{clock * 1000:.1f} {processor * 1000:.1f}\n")


def _book() -> Path:
    return Path(os.environ["RAPPORT_DATA"]) / "write-transactions.txt"


if __name__ == "__main__":
    main()
