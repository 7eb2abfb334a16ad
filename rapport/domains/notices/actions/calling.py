"""Calls to other programs: queued with the fact, signed at each attempt, tried for three days, then given up."""

from __future__ import annotations

import json
import secrets as chance
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from rapport.domains.notices import rules
from rapport.domains.notices.actions.endpoints import REF, WrongEndpoint, _to_change
from rapport.domains.notices.actions.noting import note_changes
from rapport.domains.notices.actions.waiting_calls import _enqueue, _is_slow
from rapport.domains.notices.models import Endpoint, HookCall
from rapport.domains.notices.types import Attempt, CallState, Change, HookEvent, NewCall, NoticeKind
from rapport.domains.people import queries as people
from rapport.domains.people.types import RoleName
from rapport.foundation import outward, secrets, signed_calls
from rapport.foundation.actors import Actor, NotFound, system

SECONDS = 15.0
MOST_BYTES = 64 * 1024
SHOWN = 500  # of an answer
STOP_AFTER = timedelta(days=3)


@transaction.atomic
def queue_calls(*, calls: Sequence[NewCall], actor: Actor, at: datetime, only: int | None = None) -> int:
    """Queue what happened for every program that chose it, or for one; each key is told once. How many calls."""
    actor.require("settings.write")
    told = Endpoint.objects.filter(ended_at__isnull=True, paused_at__isnull=True, stopped_at__isnull=True)
    told = told if only is None else told.filter(pk=only)
    pairs = [(one, call) for one in told.order_by("pk") for call in calls if call.event in one.events]
    return _queue(pairs, at) if pairs else 0


@transaction.atomic
def send_test_call(*, endpoint_id: int, actor: Actor, at: datetime) -> int:
    """Keep a call that says nothing but that calls arrive, for who makes it at once; the id of its line in the log."""
    found = _to_change(endpoint_id, actor)
    call = NewCall(HookEvent.TEST, f"test:{chance.token_hex(8)}", at, {"words": "This is a test. Nothing happened."})
    row = _row(found, call, at)
    row.save()
    return row.pk


@transaction.atomic
def resend_call(*, call_id: int, actor: Actor, at: datetime) -> int:
    """Try a call again from the start, with the id it had; the webhook it belongs to. Raises WrongEndpoint."""
    actor.require("settings.write")
    rows = HookCall.objects.select_related("endpoint").filter(pk=call_id, endpoint__ended_at__isnull=True)
    call = rows.select_for_update(of=("self",)).first()
    if call is None:
        raise NotFound("call")
    if _is_held(call):
        raise WrongEndpoint("It is told nothing just now, so nothing was sent. Resume it first, then send it again.")
    call.state, call.attempts, call.next_at = CallState.WAITING, 0, at
    call.save(update_fields=["state", "attempts", "next_at"])
    _enqueue(call.endpoint, [call.pk], at=at)
    return call.endpoint_id


def make_call(*, call_id: int, actor: Actor, at: datetime, patient: bool = True) -> None:
    """One attempt; nothing is held in the database while the other side is called.

    Who is not patient leaves a program that is slow or fails to those who are.
    """
    actor.require("settings.write")
    call = HookCall.objects.select_related("endpoint").filter(pk=call_id, state=CallState.WAITING).first()
    if call is None or _is_held(call) or (call.next_at is not None and call.next_at > at):
        return  # settled, told when it is resumed, or to be tried later by a job of its own
    if not patient and _is_slow(call.endpoint):
        _enqueue(call.endpoint, [call.pk], at=at)
        return
    note_attempt(call_id=call.pk, attempt=_attempt(call, at), before=call.attempts, actor=actor, at=at)


@transaction.atomic
def note_attempt(*, call_id: int, attempt: Attempt, before: int, actor: Actor, at: datetime) -> None:
    """Keep how a call was taken after so many attempts before; what was noted meanwhile stands."""
    actor.require("settings.write")
    rows = HookCall.objects.filter(pk=call_id, attempts=before, state=CallState.WAITING)
    endpoint = Endpoint.objects.select_for_update().filter(pk__in=rows.values("endpoint_id")).first()
    found = rows.select_for_update().first()
    if found is None or endpoint is None:
        return  # another worker made the same attempt: the other program knows it by its id
    found.attempts, found.tried_at, found.took_ms = found.attempts + 1, at, attempt.took_ms
    found.status, found.answer, found.fault = attempt.status, attempt.answer, attempt.fault
    _settle(found, endpoint, at, good=not attempt.fault)


def _is_held(call: HookCall) -> bool:
    """Told nothing: ended, or paused and stopped but for a test, which somebody asks for."""
    one = call.endpoint
    return one.ended_at is not None or (call.event != HookEvent.TEST and bool(one.paused_at or one.stopped_at))


def _attempt(call: HookCall, at: datetime) -> Attempt:
    """One call, signed as of now; redirects are not followed."""
    begun = time.monotonic()
    status, answer, fault = _called(call, at)
    return Attempt(status, answer, fault, took_ms=round((time.monotonic() - begun) * 1000))


def _called(call: HookCall, at: datetime) -> tuple[int | None, str, str]:
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
    tested = call.event == HookEvent.TEST  # tried once: somebody looks at what came of it
    wait = None if good or tested or call.status == 410 else rules.wait_after(call.attempts)
    call.next_at = at + wait if wait else None
    call.state = CallState.TAKEN if good else CallState.WAITING if wait else CallState.GIVEN_UP
    call.save(update_fields=["attempts", "tried_at", "took_ms", "status", "answer", "fault", "next_at", "state"])
    if tested and not good and call.status != 410:
        return  # that a test failed says nothing of what happened here
    endpoint.last_at, endpoint.took_ms = at, call.took_ms or 0
    if good:
        endpoint.failing_since, endpoint.fault, endpoint.taken = None, "", F("taken") + 1
    else:
        endpoint.failing_since = endpoint.failing_since or at
        endpoint.fault, endpoint.failed = call.fault, F("failed") + int(call.state == CallState.GIVEN_UP)
        _stop(endpoint, at, gone=call.status == 410)
    endpoint.save(update_fields=["last_at", "failing_since", "fault", "taken", "failed", "stopped_at", "took_ms"])
    if call.next_at:
        _enqueue(endpoint, [call.pk], at=at, run_at=call.next_at)


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
    rows = [_row(endpoint, call, at) for endpoint, call in pairs]
    HookCall.objects.bulk_create(rows, ignore_conflicts=True)
    kept = HookCall.objects.filter(call_id__in=[row.call_id for row in rows]).order_by("pk")
    made = list(kept.values_list("pk", "endpoint_id"))
    for endpoint in {one.pk: one for one, _ in pairs}.values():
        _enqueue(endpoint, [pk for pk, of in made if of == endpoint.pk], at=at)
    return len(made)


def _row(endpoint: Endpoint, call: NewCall, at: datetime) -> HookCall:
    return HookCall(
        endpoint=endpoint,
        key=call.key[:120],
        call_id=f"msg_{chance.token_urlsafe(20)}",
        event=call.event,
        body=_body(call),
        made_at=at,
        next_at=at,
    )


def _body(call: NewCall) -> str:
    said = {"type": call.event, "timestamp": call.at.isoformat(), "data": dict(call.data)}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)
