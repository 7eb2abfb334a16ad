"""What a person said is not right, and what became of it."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery

from rapport.domains.ledger.models import Act, Correction
from rapport.domains.ledger.queries.timelines import refuse_strangers
from rapport.domains.ledger.types import About, CorrectionSeen
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

SHOWN = 40


def corrections(viewer: Actor, person_id: int) -> list[CorrectionSeen]:
    """What one person within reach said is not right, the newest 40: those that wait first."""
    refuse_strangers(viewer, person_id)
    found = [
        CorrectionSeen(
            id=row.pk,
            person_id=row.person_id,
            about=row.about,
            act_id=row.act_id,
            words=row.words,
            asked_at=row.asked_at,
            stands=row.episode_title if row.about == About.EPISODE else row.act_title,
            decided_at=row.decided_at,
            accepted=row.accepted,
            answer=row.answer,
        )
        for row in _OF_PERSON(viewer, person=people.same_human(viewer, person_id))
    ]
    return sorted(found, key=lambda seen: seen.decided_at is not None)


_ACT = Act.objects.filter(pk=OuterRef("act_id"))
_OF_PERSON = Prepared(
    lambda viewer, *, person: (
        Correction.objects.in_reach_of(viewer)
        .filter(person_id__in=person)
        .annotate(
            act_title=Subquery(_ACT.values("title")), episode_title=Subquery(_ACT.values(title_of=F("episode__title")))
        )
        .order_by("-asked_at", "-id")[:SHOWN]
    ),
    "person",
)
