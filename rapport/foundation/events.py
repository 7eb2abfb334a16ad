"""Events: facts told inside the transaction that made them, and the reactions that follow as jobs."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from django.db import connection

from rapport.foundation.jobs.queue import Row, enqueue_each
from rapport.foundation.jobs.registry import Kind, add


class NotInTransaction(RuntimeError):
    """An event was told outside a transaction: the fact and its reactions could part company."""


class UnknownEvent(LookupError):
    """A job names an event class that no longer exists."""


class Event:
    """Base of all events: frozen dataclasses of ids, lists of ids, moments and short strings."""

    name: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        folders = cls.__module__.split(".")
        cls.name = f"{folders[-2] if len(folders) > 1 else folders[-1]}.{cls.__name__}"
        _classes[cls.name] = cls


E_ = TypeVar("E_", bound=Event)
Reaction = Callable[[Any], None]


@dataclass(frozen=True)
class Subscription:
    """One reaction to one class of events."""

    event: type[Event]
    reaction: Reaction
    now: bool
    queue: str
    priority: int
    when: Callable[[], bool] | None = None

    @property
    def job_name(self) -> str:
        """Where the reaction lives, without the project's own name."""
        return f"{self.reaction.__module__.removeprefix('rapport.')}.{self.reaction.__name__}"


_classes: dict[str, type[Event]] = {}
_subscriptions: dict[type[Event], list[Subscription]] = defaultdict(list)


def on(
    event: type[Event],
    *,
    now: bool = False,
    queue: str = "default",
    priority: int = 50,
    once: bool = True,
    when: Callable[[], bool] | None = None,
) -> Callable[[Reaction], Reaction]:
    """Subscribe a reaction: as a job of its own, or with `now` inside the transaction (it may only write rows).

    With `once` (the default) the job's function and its finishing are one transaction; say once=False when
    the reaction computes for long or calls outside. With `when` a job is made only while it says so: it is asked inside
    the transaction, so it answers from memory.
    """

    def subscribe(reaction: Reaction) -> Reaction:
        subscription = Subscription(event=event, reaction=reaction, now=now, queue=queue, priority=priority, when=when)
        known = [s for s in _subscriptions[event] if s.job_name != subscription.job_name]
        _subscriptions[event] = [*known, subscription]
        if not now:
            add(Kind(name=subscription.job_name, work=_as_job(reaction), queue=queue, once=once))
        return reaction

    return subscribe


def publish(event: Event) -> None:
    """Tell a fact: run its immediate reactions and insert one job per other reaction, all in this transaction."""
    publish_all([event])


def publish_all(told: Sequence[Event]) -> None:
    """Tell several facts in their order; the jobs of all of them are one insert."""
    rows: list[tuple[str, str, Row]] = []
    for event in told:
        if not connection.in_atomic_block:
            raise NotInTransaction(f"{event.name} must be published inside transaction.atomic()")
        subscriptions = reactions_of(type(event))
        for subscription in subscriptions:
            if subscription.now:
                subscription.reaction(event)
        rows += _jobs_of(event, [s for s in subscriptions if not s.now and (s.when is None or s.when())])
    if rows:
        enqueue_each(rows)


def _jobs_of(event: Event, later: Sequence[Subscription]) -> list[tuple[str, str, Row]]:
    if not later:
        return []
    args: dict[str, object] = {"event": event.name, "facts": _encode(event)}
    organisation_id = getattr(event, "organisation_id", None)
    return [
        (one.job_name, one.queue, Row(args=args, organisation_id=organisation_id, priority=one.priority))
        for one in later
    ]


def reactions_of(event: type[Event]) -> list[Subscription]:
    """The reactions to one class of events, in the order in which they were subscribed."""
    return list(_subscriptions.get(event, ()))


def table() -> list[tuple[str, list[Subscription]]]:
    """Every event and what happens then, for the page "what happens when"."""
    return [(name, reactions_of(_classes[name])) for name in sorted(_classes)]


def _as_job(reaction: Reaction) -> Callable[..., None]:
    def react(*, event: str, facts: dict[str, Any]) -> None:
        reaction(_decode(event, facts))

    react.__module__, react.__doc__ = reaction.__module__, reaction.__doc__
    return react


def _encode(event: Event) -> dict[str, Any]:
    return {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, tuple | frozenset):
        return {"several": [_plain(item) for item in value]}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"An event holds ids, lists of ids, moments and short strings, not {type(value).__name__}")


def _decode(name: str, facts: dict[str, Any]) -> Event:
    try:
        event = _classes[name]
    except KeyError:
        raise UnknownEvent(name) from None
    return event(**{field: _rich(value) for field, value in facts.items()})


def _rich(value: Any) -> Any:
    if isinstance(value, list):
        return [_rich(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    return tuple(_rich(item) for item in value["several"])
