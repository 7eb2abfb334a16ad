"""What recovery forgets of a person who leaves: every word; that somebody was called stays without a name."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from rapport.domains.recovery.models import CallRequest, Contact, Recovery
from rapport.domains.recovery.types import Outcome
from rapport.foundation import leaving
from rapport.foundation.leaving import Leaver
from rapport.foundation.leaving.exporting import Contributed, Entry, as_json


@leaving.step("recovery.words", order=30)
def _words(leaver: Leaver, after: int) -> int | None:
    """Before the recoveries lose their person by the registry; what stands open has nobody left to call."""
    theirs = Recovery.objects.filter(person__in=leaver.person_ids)
    Contact.objects.filter(recovery__in=theirs.values("pk")).exclude(words="").update(words="")
    theirs.standing().update(ended_at=timezone.now(), outcome=Outcome.LEFT, next_turn_at=None)
    theirs.update(outcome_words="", cause_words="", cause_id=None, cause_kind="", ask_again_on=None)
    _wishes(leaver).delete()
    return None


def _wishes(leaver: Leaver) -> QuerySet[CallRequest]:
    """A wish to be called is found by what they wrote there, for nothing else ties it to them."""
    found = Q(pk__in=[])
    for word in [*leaver.own_addresses, *leaver.own_names]:
        found |= Q(reach__icontains=word) | Q(name__icontains=word) | Q(words__icontains=word)
    return CallRequest.objects.filter(found)


@leaving.contribution("recovery.followed_up")
def _followed_up(leaver: Leaver, after: int) -> Contributed:
    """That they were called after an answer, when, and what came of it."""
    rows = Recovery.objects.filter(person__in=leaver.person_ids).order_by("pk")
    found = [
        {
            "opened_at": row.opened_at,
            "contacted_at": row.contacted_at,
            "ended_at": row.ended_at,
            "outcome": row.outcome,
            "words": row.outcome_words,
        }
        for row in rows
    ]
    return ([Entry("recovery/after-your-answers.json", as_json(found))] if found else []), None
