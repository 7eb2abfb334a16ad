"""What promises forget of a person who leaves: their words; that it was kept or broken stays counted."""

from __future__ import annotations

from django.db.models import Q

from rapport.domains.promises.models import Promise, TheirPromise
from rapport.foundation import leaving
from rapport.foundation.leaving import Leaver


@leaving.step("promises.words", order=30)
def _words(leaver: Leaver, after: int) -> int | None:
    """What was promised to them, what they promised as one of us, and what they said they would do."""
    theirs = Q(person__in=leaver.person_ids) | Q(made_by__in=leaver.person_ids)
    Promise.objects.filter(theirs).exclude(text="").update(text="")
    TheirPromise.objects.filter(person__in=leaver.person_ids).exclude(text="").update(text="")
    return None
