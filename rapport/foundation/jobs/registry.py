"""Which jobs exist: their names, queues, batches and the functions that do them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar

Work = TypeVar("Work", bound=Callable[..., Any])
Retry = Callable[[int, timedelta], timedelta | None]


class UnknownJob(LookupError):
    """No job of this name is registered; the module that registers it was not imported or renamed it."""


class TakenName(ValueError):
    """Two functions claim the same job name."""


@dataclass(frozen=True)
class Kind:
    """What is known about all jobs of one name."""

    name: str
    work: Callable[..., Any]
    queue: str = "default"
    batch: int = 1
    once: bool = False
    retry: Retry | None = None


@dataclass(frozen=True)
class Clockwork:
    """A job the clock starts."""

    name: str
    every: str


_kinds: dict[str, Kind] = {}
_clockworks: dict[str, Clockwork] = {}


def job(
    name: str, *, queue: str = "default", batch: int = 1, once: bool = False, retry: Retry | None = None
) -> Callable[[Work], Work]:
    """Register the function that does jobs of this name.

    A plain job is `f(**args)` and may return new args for its continuation. With `batch` > 1 it is
    `f(items: list[Claimed])`. With `once` the function and its finishing are one transaction, so its
    effects in our database happen exactly once; leave it off for work that is long or calls outside.
    `retry(attempts, age)` says how long to wait before the next attempt, None to give up.
    """

    def register(work: Work) -> Work:
        add(Kind(name=name, work=work, queue=queue, batch=batch, once=once, retry=retry))
        return work

    return register


def cron(name: str, *, every: str, queue: str = "default") -> Callable[[Work], Work]:
    """Register `f(*, at: datetime)` to run once per slot: "30s", "5m", "2h" or "daily@06:00" (UTC)."""
    slot_at(every, at=datetime(2026, 1, 1, tzinfo=UTC))

    def register(work: Work) -> Work:
        def at_the_slot(*, slot: str) -> Any:
            return work(at=datetime.fromisoformat(slot))

        at_the_slot.__doc__ = work.__doc__
        add(Kind(name=name, work=at_the_slot, queue=queue))
        _clockworks[name] = Clockwork(name=name, every=every)
        return work

    return register


def add(kind: Kind) -> None:
    """Make a kind of job known; the same name from another place is refused."""
    known = _kinds.get(kind.name)
    if known is not None and known.work.__module__ != kind.work.__module__:
        raise TakenName(f"{kind.name} is registered by {known.work.__module__} and by {kind.work.__module__}")
    _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """The kind of this name."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownJob(f"{name}: no function is registered for this job") from None


def said_of(name: str) -> str:
    """What jobs of this name do, in the one sentence they open with; the name where that is not known any more."""
    known = _kinds.get(name)
    return ((known.work.__doc__ or "").strip().splitlines() or [name])[0] if known else name


def queue_of(name: str) -> str:
    """The queue in which jobs of this name wait."""
    return kind_of(name).queue


def kinds() -> list[Kind]:
    """All kinds by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def clockworks() -> list[Clockwork]:
    """All jobs the clock starts, by name."""
    return [_clockworks[name] for name in sorted(_clockworks)]


def slot_at(every: str, *, at: datetime) -> datetime:
    """The latest slot that has begun at this moment.

    >>> slot_at("5m", at=datetime(2026, 11, 2, 12, 7, 30, tzinfo=UTC))
    datetime.datetime(2026, 11, 2, 12, 5, tzinfo=datetime.timezone.utc)
    >>> slot_at("daily@06:00", at=datetime(2026, 11, 2, 5, 0, tzinfo=UTC)).isoformat()
    '2026-11-01T06:00:00+00:00'
    """
    daily = re.fullmatch(r"daily@(\d\d):(\d\d)", every)
    if daily:
        slot = datetime.combine(at.astimezone(UTC), time(int(daily[1]), int(daily[2])), tzinfo=UTC)
        return slot if slot <= at else slot - timedelta(days=1)
    step = re.fullmatch(r"([1-9]\d*)([smh])", every)
    if not step:
        raise ValueError(f"{every!r} is neither 30s, 5m, 2h nor daily@06:00")
    seconds = int(step[1]) * {"s": 1, "m": 60, "h": 3600}[step[2]]
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=UTC)
