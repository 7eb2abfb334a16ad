"""Other programs are told, signed, once; who does not answer is tried for three days and then stopped."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from rapport.domains.notices import actions, queries, rules
from rapport.domains.notices.models import Endpoint, HookCall, Notice
from rapport.domains.notices.tests.conftest import Program
from rapport.domains.notices.types import CallState, HookEvent, NewCall
from rapport.foundation import signed_calls
from rapport.foundation.actors import system
from rapport.foundation.models.jobs import Job
from tests.cast import MONDAY, ONE_HOUR, Cast

pytestmark = pytest.mark.django_db
EVERYTHING = [str(one) for one in HookEvent if one != HookEvent.TEST]


def opened(cast: Cast, program: Program, events: list[str] | None = None) -> tuple[int, str]:
    """The program is told."""
    named = {"name": "Dashboard", "url": program.url, "events": events or EVERYTHING}
    return actions.open_endpoint(actor=cast.ines, at=MONDAY, **named)


def tell(key: str = "a", at: datetime = MONDAY) -> int:
    """Something happened."""
    call = NewCall(HookEvent.TICKET_OPENED, key, at, {"ticket": {"id": 7}})
    return actions.queue_calls(calls=[call], actor=system(), at=at)


def attempt(at: datetime) -> HookCall:
    """The newest call is tried."""
    call = HookCall.objects.latest("pk")
    actions.make_call(call_id=call.pk, actor=system(), at=at)
    call.refresh_from_db()
    return call


def test_a_call_is_signed_and_told_once(cast: Cast, program: Program) -> None:
    endpoint_id, secret = opened(cast, program)
    assert (tell(), tell()) == (1, 0)
    assert attempt(MONDAY).state == CallState.TAKEN
    attempt(MONDAY)  # a second worker finds it settled
    ((headers, body),) = program.taken
    call = signed_calls.Call(headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], body)
    assert signed_calls.is_fresh(call, at=MONDAY)
    assert signed_calls.is_signed(call, [secret])
    assert not signed_calls.is_signed(call, [signed_calls.new_secret()])
    assert json.loads(body) == {"type": "ticket.opened", "timestamp": MONDAY.isoformat(), "data": {"ticket": {"id": 7}}}
    seen = queries.endpoint(cast.ines, endpoint_id)
    assert (seen.taken, seen.failed, seen.failing_since) == (1, 0, None)
    assert queries.calls(cast.ines, endpoint_id).rows[0].answer.startswith("thank")


def test_a_renewed_secret_signs_beside_the_one_before_for_a_day(cast: Cast, program: Program) -> None:
    endpoint_id, old = opened(cast, program)
    new = actions.renew_endpoint_secret(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY)
    for days, good in ((0, [new, old]), (2, [new])):
        at = MONDAY + timedelta(days=days)
        tell(f"of day {days}", at)
        attempt(at)
        headers, body = program.taken[-1]
        signed = headers["webhook-signature"].split()
        stamp = str(int(at.timestamp()))
        assert signed == [signed_calls.signature(one, id=headers["webhook-id"], stamp=stamp, body=body) for one in good]


def test_nobody_answers_for_three_days(cast: Cast, program: Program) -> None:
    endpoint_id, _ = opened(cast, program)
    program.status = 500
    tell()
    at, ids = MONDAY, set()
    while (call := attempt(at)).state == CallState.WAITING:
        assert call.next_at is not None and call.next_at > at
        assert Job.objects.filter(name="notices.call_slow", due_at=call.next_at).exists()
        attempt(at + timedelta(seconds=1))  # too early: nothing is called
        at = call.next_at
    ids = {headers["webhook-id"] for headers, _ in program.taken}
    assert (len(program.taken), len(ids), call.state) == (len(rules.WAITS) + 1, 1, CallState.GIVEN_UP)
    assert timedelta(days=2, hours=12) < at - MONDAY < timedelta(days=3, hours=12)
    assert "500" in call.fault
    tell("another", MONDAY + timedelta(days=4))
    attempt(MONDAY + timedelta(days=4))
    assert queries.endpoint(cast.ines, endpoint_id).stopped_at
    assert tell("a third", MONDAY + timedelta(days=4)) == 0
    assert Notice.objects.get().person_id == cast.ines.person_id


def test_what_was_given_up_is_sent_again_with_its_id(cast: Cast, program: Program) -> None:
    endpoint_id, _ = opened(cast, program)
    program.status = 410
    tell()
    assert attempt(MONDAY).state == CallState.GIVEN_UP
    assert queries.endpoint(cast.ines, endpoint_id).stopped_at == MONDAY
    program.status = 204
    actions.resume_endpoint(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY)
    assert actions.resend_call(call_id=HookCall.objects.get().pk, actor=cast.ines, at=MONDAY + ONE_HOUR) == endpoint_id
    assert attempt(MONDAY + ONE_HOUR).state == CallState.TAKEN
    assert len({headers["webhook-id"] for headers, _ in program.taken}) == 1


def test_a_redirect_leads_nowhere(cast: Cast, program: Program) -> None:
    opened(cast, program)
    program.status = 307
    tell()
    assert "Redirects are not followed" in attempt(MONDAY).fault


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/", "http://169.254.169.254/", "https://[::1]/", "ftp://a.example/", "http://a@8.8.8.8/", "x"],
)
def test_addresses_inside_are_no_webhooks(cast: Cast, url: str) -> None:
    with pytest.raises(actions.WrongEndpoint):
        actions.open_endpoint(name="A", url=url, events=EVERYTHING, actor=cast.ines, at=MONDAY)


def test_an_address_that_leads_inside_later_is_not_called(cast: Cast, program: Program, settings: Any) -> None:
    opened(cast, program)
    settings.PRIVATE_TARGETS = []
    tell()
    assert "inside this network" in attempt(MONDAY).fault
    assert program.taken == []


def test_paused_and_ended_ones_are_told_nothing(cast: Cast, program: Program) -> None:
    endpoint_id, _ = opened(cast, program)
    tell()
    actions.pause_endpoint(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY)
    assert tell("b") == 0
    actions.end_endpoint(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY)
    assert attempt(MONDAY).state == CallState.GIVEN_UP
    assert (program.taken, Endpoint.objects.get().sealed) == ([], "")


def test_a_slow_one_holds_up_only_its_like(cast: Cast, program: Program) -> None:
    opened(cast, program)
    quick, _ = actions.open_endpoint(name="Quick", url=program.url, events=EVERYTHING, actor=cast.ines, at=MONDAY)
    Endpoint.objects.exclude(pk=quick).update(took_ms=14_000)
    tell()
    waits = {HookCall.objects.get(pk=job.args["call"]).endpoint_id == quick: job.queue for job in Job.objects.all()}
    assert waits == {True: "webhooks", False: "webhooks-slow"}


def test_a_program_that_fails_meanwhile_is_left_to_those_who_wait_for_it(cast: Cast, program: Program) -> None:
    opened(cast, program)
    program.status = 500
    tell()
    tell("b")
    first, second = HookCall.objects.order_by("pk")
    actions.make_call(call_id=first.pk, actor=system(), at=MONDAY, patient=False)
    actions.make_call(call_id=second.pk, actor=system(), at=MONDAY, patient=False)
    assert len(program.taken) == 1
    assert [job.args["call"] for job in Job.objects.filter(queue="webhooks-slow", due_at=None)] == [second.pk]


def test_a_paused_one_is_told_what_waited_when_it_is_resumed(cast: Cast, program: Program) -> None:
    endpoint_id, _ = opened(cast, program)
    tell()
    actions.pause_endpoint(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY)
    assert attempt(MONDAY).state == CallState.WAITING
    with pytest.raises(actions.WrongEndpoint, match="Resume it first"):
        actions.resend_call(call_id=HookCall.objects.get().pk, actor=cast.ines, at=MONDAY)
    assert program.taken == []
    Job.objects.all().delete()
    actions.resume_endpoint(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY + ONE_HOUR)
    assert Job.objects.filter(queue="webhooks").count() == 1
    assert attempt(MONDAY + ONE_HOUR).state == CallState.TAKEN


def test_at_a_new_address_what_waits_is_tried_at_once(cast: Cast, program: Program) -> None:
    endpoint_id, _ = opened(cast, program)
    program.status = 500
    tell()
    assert attempt(MONDAY).next_at == MONDAY + rules.WAITS[0]
    program.status = 200
    changed = {"name": "Dashboard", "url": f"{program.url}&new=1", "events": EVERYTHING}
    actions.change_endpoint(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY, **changed)
    assert attempt(MONDAY).state == CallState.TAKEN
    assert queries.endpoint(cast.ines, endpoint_id).failing_since is None


def test_a_test_is_one_call_also_when_paused_and_its_failing_stops_nothing(cast: Cast, program: Program) -> None:
    endpoint_id, _ = opened(cast, program)
    actions.pause_endpoint(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY)
    program.status = 500
    actions.send_test_call(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY)
    assert attempt(MONDAY).state == CallState.GIVEN_UP
    assert (len(program.taken), Job.objects.filter(name__startswith="notices.call").count()) == (1, 0)
    seen = queries.endpoint(cast.ines, endpoint_id)
    assert (seen.failing_since, seen.stopped_at, seen.failed) == (None, None, 0)


def test_what_is_held_for_a_month_is_forgotten(cast: Cast, program: Program) -> None:
    endpoint_id, _ = opened(cast, program)
    tell()
    actions.pause_endpoint(endpoint_id=endpoint_id, actor=cast.ines, at=MONDAY)
    assert actions.forget_old(actor=system(), at=MONDAY + timedelta(days=29)) == 0
    assert actions.forget_old(actor=system(), at=MONDAY + timedelta(days=31)) == 1
