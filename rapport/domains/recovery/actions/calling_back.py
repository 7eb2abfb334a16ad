"""May somebody call you? What an answerer without a name wrote in a field of its own, and what became of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from rapport.domains.recovery.models import CallRequest
from rapport.foundation import audit
from rapport.foundation.actors import NOBODY, Actor, NotFound

KEPT_FOR = timedelta(days=30)


class NoWayToReach(ValueError):
    """Write a number or an address at which we reach you. Nothing was kept."""


@transaction.atomic
def ask_for_call(
    *, reach: str, on: date, owner_id: int | None, at: datetime, name: str = "", words: str = "", actor: Actor = NOBODY
) -> CallRequest:
    """Keep a wish to be called: only what is written there, and the day. No answer, link or time is kept with it.

    The same number or address on the same day is the same wish. No trail says who asked, or when.
    """
    del actor, at  # whoever answers without a name leaves neither
    line = " ".join(reach.split())[:200]
    if not line:
        raise NoWayToReach(NoWayToReach.__doc__)
    said = {"owner_id": owner_id, "name": " ".join(name.split())[:200], "words": words.strip()[:500]}
    row, _ = CallRequest.objects.get_or_create(reach=line, asked_on=on, defaults=said)
    return row


@transaction.atomic
def note_called(*, request_id: int, actor: Actor, at: datetime) -> CallRequest:
    """Somebody called back; the wish goes from the list and is forgotten after thirty days."""
    row = CallRequest.objects.in_reach_of(actor).select_for_update(of=("self",)).filter(pk=request_id).first()
    if row is None:
        raise NotFound("call request")
    row.called_on, row.called_by_id = row.called_on or at.date(), actor.person_id
    row.save(update_fields=["called_on", "called_by"])
    audit.record("call_request.called", actor=actor, subject_kind="call_request", subject_id=row.pk, at=at)
    return row


@transaction.atomic
def forget_calls(*, actor: Actor, at: datetime) -> int:
    """Forget wishes that were met thirty days ago; how many."""
    if not actor.reach.whole:
        raise NotFound("call request")
    return CallRequest.objects.filter(called_on__lt=(at - KEPT_FOR).date()).delete()[0]
