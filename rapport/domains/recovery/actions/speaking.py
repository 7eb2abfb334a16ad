"""A person speaks for us: their own words, where they may be shown, and taken back by themself at any time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import NewEvidence
from rapport.domains.recovery.models import Testimonial
from rapport.domains.recovery.types import Place
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound, system
from rapport.measures.stages import Kind

LONGEST = 500
PUBLISHES = "exports.make"  # whoever answers for what everybody reads
KEPT_OFF = ("kept_off_at", "kept_off_why")


class NothingSaid(ValueError):
    """Write what we may quote, and choose where it may stand. Nothing was kept."""


class NoReason(ValueError):
    """Say why: they read it on their page. Their words stand as they did."""


def _own(actor: Actor) -> Testimonial:
    rows = Testimonial.objects.select_for_update(of=("self",)).filter(person_id__in=actor.reach.person_ids)
    row = rows.order_by("pk").first() if actor.is_person else None
    if row is None:
        raise NotFound("testimonial")
    return row


@transaction.atomic
def speak(*, words: str, places: Collection[str], with_name: bool, actor: Actor, at: datetime) -> Testimonial:
    """Agree to be quoted with these words in these places; said again it takes the place of what stood there."""
    row, line = _own(actor), words.strip()[:LONGEST]
    chosen = [place.value for place in Place if place in set(places)]
    if not line or not chosen:
        raise NothingSaid(NothingSaid.__doc__)
    row.words, row.places, row.with_name = line, chosen, with_name
    row.agreed_at, row.withdrawn_at = at, None
    row.kept_off_at, row.kept_off_why = None, ""
    row.save(update_fields=["words", "places", "with_name", "agreed_at", "withdrawn_at", *KEPT_OFF])
    told = NewEvidence(row.person_id, Kind.TESTIMONIAL, at, f"testimonial:{row.pk}", ref=("testimonial", row.pk))
    ledger.record_evidence(evidence=[told], actor=system(), at=at)
    audit.record("testimonial.agreed", actor=actor, subject_kind="testimonial", subject_id=row.pk, at=at)
    return row


@transaction.atomic
def keep_off(*, testimonial_id: int, why: str, actor: Actor, at: datetime) -> Testimonial:
    """Show somebody's words nowhere any more, and tell them why on their page; other words of theirs stand again."""
    actor.require(PUBLISHES)
    rows = Testimonial.objects.select_for_update(of=("self",)).filter(agreed_at__isnull=False, kept_off_at=None)
    row = rows.filter(pk=testimonial_id).first()
    if row is None:
        raise NotFound("testimonial")
    said = " ".join(why.split())[:300]
    if not said:
        raise NoReason(NoReason.__doc__)
    row.kept_off_at, row.kept_off_why = at, said
    row.save(update_fields=KEPT_OFF)
    audit.record("testimonial.kept_off", actor=actor, subject_kind="testimonial", subject_id=row.pk, at=at)
    return row


@transaction.atomic
def take_back(*, actor: Actor, at: datetime) -> Testimonial:
    """Withdraw the words, or say no: they are forgotten and shown nowhere any more; nobody asks again."""
    row = _own(actor)
    row.words, row.places, row.with_name, row.agreed_at = "", [], False, None
    row.withdrawn_at = row.withdrawn_at or at
    row.save(update_fields=["words", "places", "with_name", "agreed_at", "withdrawn_at"])
    audit.record("testimonial.withdrawn", actor=actor, subject_kind="testimonial", subject_id=row.pk, at=at)
    return row
