"""Webhooks as Settings show them."""

from __future__ import annotations

import time

from rapport.domains.notices import rules
from rapport.domains.notices.models import Endpoint, HookCall
from rapport.domains.notices.types import CallSeen, EndpointSeen
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of

REMEMBERED = 30.0  # seconds
_told: dict[str, tuple[float, bool]] = {}


def anybody_is_told(viewer: Actor) -> bool:
    """Whether there is any webhook at all; remembered for half a minute, since every message asks it."""
    viewer.require("settings.write")
    until, known = _told.get("anybody", (0.0, False))
    if time.monotonic() >= until:
        known = Endpoint.objects.filter(ended_at__isnull=True).exists()
        _told["anybody"] = (time.monotonic() + REMEMBERED, known)
    return known


def look_again(viewer: Actor) -> None:
    """A webhook was made here: the next message finds it."""
    viewer.require("settings.write")
    _told.clear()


def endpoints(viewer: Actor) -> list[EndpointSeen]:
    """All webhooks, ended ones last, for those who may change settings."""
    viewer.require("settings.write")
    rows = [_endpoint(row) for row in Endpoint.objects.order_by("name", "id")]
    return sorted(rows, key=lambda one: one.ended_at is not None)


def endpoint(viewer: Actor, endpoint_id: int) -> EndpointSeen:
    """One of them."""
    viewer.require("settings.write")
    row = Endpoint.objects.filter(pk=endpoint_id).first()
    if row is None:
        raise NotFound("webhook")
    return _endpoint(row)


def calls(viewer: Actor, endpoint_id: int, *, after: str | None = None, size: int = 25) -> Page[CallSeen]:
    """The calls made to one of them in the last month, the latest first."""
    viewer.require("settings.write")
    rows = HookCall.objects.filter(endpoint_id=endpoint_id)
    page = page_of(rows, by=("-made_at", "-id"), after=after, size=size)
    return Page([_call(row) for row in page.rows], page.next)


def endpoint_of(viewer: Actor, call_id: int) -> int:
    """The webhook that a call belongs to."""
    viewer.require("settings.write")
    found = HookCall.objects.filter(pk=call_id).values_list("endpoint_id", flat=True).first()
    if found is None:
        raise NotFound("call")
    return found


def _endpoint(row: Endpoint) -> EndpointSeen:
    return EndpointSeen(
        id=row.pk,
        name=row.name,
        url=row.url,
        events=tuple(row.events),
        made_at=row.made_at,
        paused_at=row.paused_at,
        ended_at=row.ended_at,
        stopped_at=row.stopped_at,
        failing_since=row.failing_since,
        last_at=row.last_at,
        taken=row.taken,
        failed=row.failed,
        before_until=row.before_until,
        fault=row.fault,
        slow=rules.is_slow(failing=row.failing_since is not None, took_ms=row.took_ms),
    )


def _call(row: HookCall) -> CallSeen:
    return CallSeen(
        id=row.pk,
        call_id=row.call_id,
        event=row.event,
        body=row.body,
        state=row.state,
        made_at=row.made_at,
        tried_at=row.tried_at,
        attempts=row.attempts,
        status=row.status,
        answer=row.answer,
        fault=row.fault,
        next_at=row.next_at,
        took_ms=row.took_ms,
    )
