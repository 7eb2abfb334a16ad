"""What notices do by the clock: what is due is told, calls are made, what is old is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from rapport.domains.notices import actions, rules
from rapport.foundation.actors import system
from rapport.foundation.jobs import cron, job

MOST_BATCHES = 40


@cron("notices.tell", every="1m")
def tell(*, at: datetime) -> None:
    """Write what is due, ten persons in each transaction."""
    for _ in range(MOST_BATCHES):
        if not actions.tell_due(actor=system(), at=timezone.now()):
            return


@job("notices.call", queue="webhooks")
def call(*, call: int) -> None:
    """One attempt; the next has a job of its own."""
    actions.make_call(call_id=call, actor=system(), at=timezone.now(), patient=False)


@job("notices.call_slow", queue="webhooks-slow")
def call_slow(*, call: int) -> None:
    """One attempt at a program that is slow or fails: it holds up none but its like."""
    actions.make_call(call_id=call, actor=system(), at=timezone.now())


def _chat_wait(attempts: int, age: timedelta) -> timedelta | None:
    return rules.wait_after(attempts) if age < timedelta(hours=6) else None


@job("notices.chat", queue="webhooks", retry=_chat_wait)
def chat(*, channel: int, kind: str, ref_kind: str, ref_id: int) -> None:
    """One line in a team's chat tool; what is six hours old is news no more."""
    actions.post_to_channel(channel_id=channel, kind=kind, ref=(ref_kind, ref_id), actor=system(), at=timezone.now())


@job("notices.own_chat", queue="webhooks", retry=_chat_wait)
def own_chat(*, person: int, lines: list[str]) -> None:
    """What changed for one person, in their own chat tool."""
    actions.post_to_own_chat(person_id=person, lines=lines, actor=system(), at=timezone.now())


@cron("notices.forget", every="daily@03:40")
def forget(*, at: datetime) -> None:
    """Forget what is a month old."""
    actions.forget_old(actor=system(), at=at)
