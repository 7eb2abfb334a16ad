"""What the ledger forgets of a person who leaves: titles, so that only a nameless skeleton is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.models import Act, Addressed, Episode
from rapport.domains.ledger.types import Audience, Ref
from rapport.foundation import leaving
from rapport.foundation.actors import Actor
from rapport.foundation.leaving import Leaver

AT_ONCE = 500


@leaving.step("ledger.titles", order=30)
def _titles(leaver: Leaver, after: int) -> int | None:
    """Titles are the person's own words: the subject of what they asked."""
    Episode.objects.filter(person__in=leaver.person_ids).exclude(title="").update(title="")
    theirs = Act.objects.filter(person__in=leaver.person_ids)
    theirs.exclude(title="").update(title="")
    Addressed.objects.filter(act_id__in=theirs.filter(audience=Audience.PRIVATE).values("pk")).delete()
    return None


@transaction.atomic
def forget_titles(*, refs: Sequence[Ref], actor: Actor, at: datetime) -> None:
    """Empty the titles of acts and episodes about these things, whoever they stand with: the words were a leaver's."""
    actor.require("settings.write")
    for kind in {kind for kind, _ in refs}:
        ids = [ref_id for one, ref_id in refs if one == kind]
        for start in range(0, len(ids), AT_ONCE):
            named = {"ref_kind": kind, "ref_id__in": ids[start : start + AT_ONCE]}
            Episode.objects.filter(**named).update(title="")
            Act.objects.filter(**named).update(title="")
