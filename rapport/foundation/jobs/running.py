"""Running: one batch after the other is claimed, done and settled; a failing job never undoes the fact."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from rapport.foundation.jobs import finishing
from rapport.foundation.jobs.claiming import Claimed, claim
from rapport.foundation.jobs.registry import Kind, UnknownJob, kind_of

log = structlog.get_logger(__name__)


@dataclass
class Ran:
    """What a run came to: how many jobs were done, name and reason of those that failed, and whom the last served."""

    done: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    served: int | None = None


class Leases:
    """The claims this process is working on; the heartbeat extends them."""

    def __init__(self) -> None:
        self._tokens: set[str] = set()

    @contextmanager
    def holding(self, token: str) -> Iterator[None]:
        """Keep the lease of one claim for as long as the block runs."""
        self._tokens.add(token)
        try:
            yield
        finally:
            self._tokens.discard(token)

    def tokens(self) -> list[str]:
        """The claims held now."""
        return list(self._tokens)


leases = Leases()


def run_next(queue: str | None, *, at: Callable[[], datetime] = timezone.now, spare: int | None = None) -> Ran | None:
    """Claim and do one batch; None when nothing is ready."""
    batch = claim(queue, at=at(), spare=spare)
    if not batch:
        return None
    with leases.holding(batch[0].token):
        ran = _do(batch, at)
    ran.served = batch[0].organisation_id if len(batch) == 1 else None
    return ran


def run_all(queue: str | None = None, at: datetime | None = None) -> Ran:
    """Do everything that is due, here and now, until nothing is left; used by tests and by `rapport mail take`."""
    total = Ran()
    clock = (lambda: at) if at else timezone.now
    while (ran := run_next(queue, at=clock)) is not None:
        total.done += ran.done
        total.failed += ran.failed
    return total


def _do(batch: Sequence[Claimed], at: Callable[[], datetime]) -> Ran:
    name = batch[0].name
    try:
        kind = kind_of(name)
        _work(kind, batch, at)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        log.warning("job failed", job=name, ids=[item.id for item in batch], error=_place(error))
        failed = [item for item in batch if item.outcome in {"", finishing.AGAIN, finishing.REFUSED}]
        _settle_failed(batch, error, reason, at())
        return Ran(done=len(batch) - len(failed), failed=[(name, reason) for _ in failed])
    wrong = [(name, item.reason) for item in batch if item.reason]
    return Ran(done=len(batch) - len(wrong), failed=wrong)


def _work(kind: Kind, batch: Sequence[Claimed], at: Callable[[], datetime]) -> None:
    if kind.batch > 1:
        kind.work(list(batch))
        finishing.settle(batch, at=at())
        return
    item = batch[0]
    if kind.once:
        with transaction.atomic():
            _single(kind, item, at)
    else:
        _single(kind, item, at)


def _single(kind: Kind, item: Claimed, at: Callable[[], datetime]) -> None:
    more = kind.work(**item.args)
    if isinstance(more, dict):
        finishing.carry_on(item, more, at=at())
    else:
        with transaction.atomic():
            finishing.finish([item])


def _settle_failed(batch: Sequence[Claimed], error: Exception, reason: str, at: datetime) -> None:
    if isinstance(error, finishing.LostLease):
        return
    for item in batch:
        if item.outcome == finishing.GONE and len(batch) == 1:
            item.outcome = ""
        if isinstance(error, UnknownJob):
            finishing.refuse(item, reason)
    finishing.fail(batch, reason, at=at)


def _place(error: Exception) -> str:
    """What failed and where, without values: logs carry no names, addresses or tokens."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/rapport/" in frame.filename] or frames
    return f"{type(error).__name__} at {ours[-1].filename.rpartition('/rapport/')[2]}:{ours[-1].lineno}"
