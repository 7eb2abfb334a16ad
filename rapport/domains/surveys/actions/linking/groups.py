"""Attempts by small groups: days on which few came, places few were asked in, boxes that lie alone."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import connection
from django.db.models import Count

from rapport.domains.surveys.models import AnonymousAsk, AnonymousInvitation, Answer, FrameRow, SealedAnswer
from rapport.domains.surveys.models.places import places_of
from rapport.domains.surveys.models.sealed import FIRST_RANDOM
from rapport.domains.surveys.types import Attempt, Mode
from rapport.foundation import boxes
from rapport.foundation.actors import Actor
from rapport.measures.disclosure import LEAST


def small_days(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Days on which fewer than five anonymous answers to one survey were moved."""
    rows = Answer.objects.filter(mode=Mode.ANONYMOUS, pk__gte=FIRST_RANDOM).values_list("survey_id", "answered_on")
    days = list(rows.annotate(n=Count("pk")).order_by().values_list("n", flat=True))
    few = [n for n in days if n < LEAST]
    found = [Attempt("batches", "answers moved on one day", sum(days), not few, f"smallest {min(days, default=0)}")]
    if connection.vendor == "postgresql":
        marks = Counter(place["xmin"] for place in places_of(Answer).values() if place["id"] >= FIRST_RANDOM)
        small = [n for n in marks.values() if n < LEAST]
        found.append(
            Attempt("batches", "answers of one transaction", sum(marks.values()), not small, f"{len(small)} small")
        )
    return found


def small_places(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Places kept with anonymous answers in which fewer than five were asked in that month."""
    asked: Counter[tuple[object, ...]] = Counter()
    for ask in AnonymousAsk.objects.select_related("sample"):
        rows = FrameRow.objects.filter(sample_id=ask.sample_id)
        for row in rows.values_list("organisation_id", "site_id", "service_id").iterator():
            for level in range(4):
                part = tuple(value if place < level else None for place, value in enumerate(row))
                asked[(ask.sample.survey_id, ask.sample.month, *part)] += 1
    kept = Answer.objects.filter(mode=Mode.ANONYMOUS, pk__gte=FIRST_RANDOM)
    cells = set(kept.values_list("survey_id", "month", "organisation_id", "site_id", "service_id").distinct())
    few = [cell for cell in cells if asked[cell] < LEAST]
    return [
        Attempt("places", "places kept with answers, by how many were asked", len(cells), not few, f"{len(few)} small")
    ]


def boxes_waiting(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Sealed answers: how many wait, and which lie alone in the transaction that wrote somebody's yes."""
    waiting = SealedAnswer.objects.count()
    old = sum(1 for box in SealedAnswer.objects.values_list("sealed", flat=True)[:500] if not _opens(box))
    found = [Attempt("sealed boxes", "answers that wait, and can be opened here", waiting, not old, f"{old} cannot")]
    age = boxes.oldest_key_hours(at=at)
    found.append(
        Attempt(
            "sealed boxes", "age of the oldest key, at most a day in use", age, age <= 24 or not waiting, f"{age} h"
        )
    )
    if connection.vendor == "postgresql" and waiting > 1:
        marks = Counter(place["xmin"] for place in places_of(SealedAnswer).values())
        yes = {place["xmin"] for place in places_of(AnonymousInvitation).values()}
        alone = [mark for mark, n in marks.items() if n == 1 and mark in yes]
        found.append(Attempt("sealed boxes", "boxes alone with one yes", waiting, not alone, f"{len(alone)} alone"))
    return found


def _opens(box: str) -> bool:
    try:
        boxes.opened(box)
    except boxes.NoKey:
        return False
    return True
