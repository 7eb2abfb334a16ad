"""Calls to other programs: queued with the fact, signed at each attempt, tried for three days, then given up."""

from __future__ import annotations

import json
import secrets as chance
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from rapport.domains.notices import rules
from rapport.domains.notices.actions.endpoints import REF, _to_change
from rapport.domains.notices.actions.noting import note_changes
from rapport.domains.notices.models import Endpoint, HookCall
from rapport.domains.notices.types import CallState, Change, HookEvent, NewCall, NoticeKind
from rapport.domains.people import queries as people
from rapport.domains.people.types import RoleName
from rapport.foundation import jobs, outward, secrets, signed_calls
from rapport.foundation.actors import Actor, NotFound, system

CALL = "notices.call"
QUEUE = "webhooks"
SECONDS = 15.0
MOST_BYTES = 64 * 1024
SHOWN = 500  # of an answer
STOP_AFTER = timedelta(days=3)


@transaction.atomic
def queue_calls(*, calls: Sequence[NewCall], actor: Actor, at: datetime) -> int:
    """Queue what happened for every program that chose it; the same key is told to each once. How many calls."""
    actor.require("settings.write")
    told = Endpoint.objects.filter(ended_at__isnull=True, paused_at__isnull=True, stopped_at__isnull=True)
    pairs = [(one, call) for one in told.order_by("pk") for call in calls if call.event in one.events]
    return _queue(pairs, at) if pairs else 0


@transaction.atomic
def send_test_call(*, endpoint_id: int, actor: Actor, at: datetime) -> int:
    """Queue a call that says nothing but that calls arrive; the id of its line in the log."""
    found = _to_change(endpoint_id, actor)
    call = NewCall(HookEvent.TEST, f"test:{chance.token_hex(8)}", at, {"words": "This is a test. Nothing happened."})
    _queue([(found, call)], at)
    return HookCall.objects.get(endpoint=found, key=call.key).pk


@transaction.atomic
def resend_call(*, call_id: int, actor: Actor, at: datetime) -> int:
    """Try a call again from the start, with the id it had; the webhook it belongs to."""
    actor.require("settings.write")
    call = HookCall.objects.select_for_update().filter(pk=call_id, endpoint__ended_at__isnull=True).first()
    if call is None:
        raise NotFound("call")
    call.state, call.attempts, call.next_at = CallState.WAITING, 0, at
    call.save(update_fields=["state", "attempts", "next_at"])
    _enqueue([call.pk], at=at)
    return call.endpoint_id


def make_call(*, call_id: int, actor: Actor, at: datetime) -> None:
    """One attempt; nothing is held in the database while the other side is called."""
    actor.require("settings.write")
    call = HookCall.objects.select_related("endpoint").filter(pk=call_id, state=CallState.WAITING).first()
    if call is None or call.endpoint.ended_at is not None or (call.next_at is not None and call.next_at > at):
        return  # settled, or to be tried later by a job of its own
    status, answer, fault = _attempt(call, at)
    with transaction.atomic():
        endpoint = Endpoint.objects.select_for_update().get(pk=call.endpoint_id)
        same = HookCall.objects.select_for_update().filter(pk=call.pk, attempts=call.attempts, state=CallState.WAITING)
        found = same.first()
        if found is None:
            return  # another worker made the same attempt: the other program knows it by its id
        found.attempts, found.tried_at = found.attempts + 1, at
        found.status, found.answer, found.fault = status, answer, fault
        _settle(found, endpoint, at, good=not fault)


def _attempt(call: HookCall, at: datetime) -> tuple[int | None, str, str]:
    """Status, how the answer begins, and what was wrong; redirects are not followed."""
    body, stamp = call.body.encode(), str(int(at.timestamp()))
    try:
        keys = call.endpoint.secrets_at(at)
        signed = " ".join(signed_calls.signature(key, id=call.call_id, stamp=stamp, body=body) for key in keys)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Rapport-Webhooks",
            "webhook-id": call.call_id,
            "webhook-timestamp": stamp,
            "webhook-signature": signed,
        }
        answer = outward.fetch(
            call.endpoint.url, method="POST", body=body, headers=headers, max_bytes=MOST_BYTES, seconds=SECONDS
        )
    except (outward.Refused, outward.NoAnswer, secrets.WrongKey) as error:
        return None, "", str(error)[:SHOWN]
    words = "".join(one if one.isprintable() else " " for one in answer.body[:SHOWN].decode("utf-8", "replace"))
    fault = "" if 200 <= answer.status < 300 else _wrong(answer.status)
    return answer.status, words, fault


def _wrong(status: int) -> str:
    if 300 <= status < 400:
        return f"It answered {status} and named another address. Redirects are not followed: enter the final address."
    return f"It answered {status}. Anything from 200 to 299 means that it took the call."


def _settle(call: HookCall, endpoint: Endpoint, at: datetime, *, good: bool) -> None:
    wait = None if good or call.status == 410 else rules.wait_after(call.attempts)
    call.next_at = at + wait if wait else None
    call.state = CallState.TAKEN if good else CallState.WAITING if wait else CallState.GIVEN_UP
    call.save(update_fields=["attempts", "tried_at", "status", "answer", "fault", "next_at", "state"])
    if call.next_at:
        _enqueue([call.pk], at=at, run_at=call.next_at)
    endpoint.last_at = at
    if good:
        endpoint.failing_since, endpoint.fault, endpoint.taken = None, "", F("taken") + 1
    else:
        endpoint.failing_since = endpoint.failing_since or at
        endpoint.fault, endpoint.failed = call.fault, F("failed") + int(call.state == CallState.GIVEN_UP)
        _stop(endpoint, at, gone=call.status == 410)
    endpoint.save(update_fields=["last_at", "failing_since", "fault", "taken", "failed", "stopped_at"])


def _stop(endpoint: Endpoint, at: datetime, *, gone: bool) -> None:
    """Nothing is told to who has not answered for three days, or says 410 Gone; administrators learn of it."""
    if endpoint.stopped_at is not None or not (
        gone or (endpoint.failing_since and at - endpoint.failing_since >= STOP_AFTER)
    ):
        return
    endpoint.stopped_at = at
    who = people.people_with_role(system(), {RoleName.ADMINISTRATOR})
    change = Change(NoticeKind.STOPPED, (REF, endpoint.pk), tuple(card.id for card in who))
    note_changes(changes=[change], actor=system(), at=at)


def _queue(pairs: Sequence[tuple[Endpoint, NewCall]], at: datetime) -> int:
    rows = [
        HookCall(
            endpoint=endpoint,
            key=call.key[:120],
            call_id=f"msg_{chance.token_urlsafe(20)}",
            event=call.event,
            body=_body(call),
            made_at=at,
            next_at=at,
        )
        for endpoint, call in pairs
    ]
    HookCall.objects.bulk_create(rows, ignore_conflicts=True)
    made = (
        HookCall.objects.filter(call_id__in=[row.call_id for row in rows]).order_by("pk").values_list("pk", flat=True)
    )
    _enqueue(list(made), at=at)
    return len(made)


def _body(call: NewCall) -> str:
    said = {"type": call.event, "timestamp": call.at.isoformat(), "data": dict(call.data)}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def _enqueue(ids: Sequence[int], *, at: datetime, run_at: datetime | None = None) -> None:
    jobs.enqueue_many(CALL, [jobs.Row(args={"call": pk}, run_at=run_at) for pk in ids], at=at, queue=QUEUE)
