"""Calls that wait: those to a program that is slow or fails wait apart, so that others need not wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rapport.domains.notices import rules
from rapport.domains.notices.models import Endpoint, HookCall
from rapport.domains.notices.types import CallState
from rapport.foundation import jobs

CALL = "notices.call"
CALL_SLOW = "notices.call_slow"


def _enqueue(endpoint: Endpoint, ids: Sequence[int], *, at: datetime, run_at: datetime | None = None) -> None:
    """Jobs for calls to one program, in the queue that suits how it answers just now."""
    if ids:
        name = CALL_SLOW if _is_slow(endpoint) else CALL
        jobs.enqueue_many(name, [jobs.Row(args={"call": pk}, run_at=run_at) for pk in ids], at=at)


def _is_slow(endpoint: Endpoint) -> bool:
    return rules.is_slow(failing=endpoint.failing_since is not None, took_ms=endpoint.took_ms)


def _call_now(endpoint: Endpoint, at: datetime) -> None:
    """What waits for a program is tried at once: it was resumed, or has another address."""
    waiting = HookCall.objects.filter(endpoint=endpoint, state=CallState.WAITING)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    waiting.update(next_at=at)
    _enqueue(endpoint, ids, at=at)
