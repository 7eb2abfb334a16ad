"""What passives and promoters said, wishes to be called, and words that people say for us."""

from __future__ import annotations

from rapport.domains.recovery.models import CallRequest, Said, Testimonial
from rapport.domains.recovery.types import CallAsked, Card, TestimonialSeen
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

TODAY = 20
MOST = 100
NEWEST = 12

_CARDS = Prepared(
    lambda _viewer, *, own: (
        Said.objects.filter(card_of_id__in=own, put_away_at__isnull=True)
        .order_by("-said_at", "-pk")
        .values_list(
            *(
                "id",
                "person_id",
                "person__name",
                "person__site__name",
                "person__organisation__name",
                "mood",
                "score",
                "kind",
            ),
            *("words", "reasons", "said_at", "thanked_at", "person__opted_out_at"),
            named=True,
        )[:TODAY]
    ),
    "own",
)


def cards(viewer: Actor) -> list[Card]:
    """Answers of passives and promoters that are the viewer's to read, the newest first; at most twenty."""
    if not viewer.staff or not viewer.reach.person_ids:
        return []
    rows = _CARDS(viewer, own=viewer.reach.person_ids)
    persons = {row.person_id for row in rows}
    asked = set(Testimonial.objects.filter(person__in=persons).values_list("person_id", flat=True)) if rows else set()
    return [
        Card(
            id=row.id,
            person_id=row.person_id,
            name=row.person__name,
            place=row.person__site__name or row.person__organisation__name,
            mood=row.mood,
            score=row.score,
            kind=row.kind,
            words=row.words,
            reasons=tuple(row.reasons),
            said_at=row.said_at,
            thanked=row.thanked_at is not None,
            asked=row.person_id in asked or row.person__opted_out_at is not None,
        )
        for row in rows
    ]


def call_requests(viewer: Actor) -> list[CallAsked]:
    """Wishes to be called that nobody has met, by day and name: in no order that tells which answer was theirs."""
    rows = CallRequest.objects.in_reach_of(viewer).filter(called_on__isnull=True)
    found = rows.order_by("asked_on", "name", "reach")[:MOST]
    return [CallAsked(row.pk, row.name, row.reach, row.words, row.asked_on) for row in found]


def thanks_for_answers(viewer: Actor) -> list[tuple[str, str]]:
    """The viewer's own answers that somebody thanked for: the name of who did, and their own words."""
    if not viewer.is_person:
        return []
    rows = Said.objects.filter(person__in=viewer.reach.person_ids, thanked_at__isnull=False)
    found = rows.order_by("-thanked_at").values_list("card_of__name", "words")[:NEWEST]
    return [(name or "", words) for name, words in found]


def own_words(viewer: Actor) -> TestimonialSeen | None:
    """What the viewer was asked to say for us, and what they said; None where nobody asked."""
    if not viewer.is_person:
        return None
    rows = Testimonial.objects.select_related("person").filter(person__in=viewer.reach.person_ids)
    row = rows.order_by("pk").first()
    return None if row is None else _testimonial(row, row.person.name)


def shown_words(viewer: Actor, *, place: str) -> list[TestimonialSeen]:
    """What people say for us in one place, the newest first; a name only where they agreed to it."""
    del viewer  # agreed to be read by everybody who opens that place
    rows = Testimonial.objects.select_related("person").filter(agreed_at__isnull=False, withdrawn_at=None)
    rows = rows.filter(kept_off_at=None)
    found = [row for row in rows.order_by("-agreed_at", "-pk")[:MOST] if place in row.places]
    return [_testimonial(row, row.person.name if row.with_name else "") for row in found[:NEWEST]]


def _testimonial(row: Testimonial, name: str) -> TestimonialSeen:
    return TestimonialSeen(
        id=row.pk,
        name=name,
        words=row.words,
        places=tuple(row.places),
        with_name=row.with_name,
        asked_at=row.asked_at,
        agreed_at=row.agreed_at,
        withdrawn_at=row.withdrawn_at,
        kept_off_why=row.kept_off_why,
    )
