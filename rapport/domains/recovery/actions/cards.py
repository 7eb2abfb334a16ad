"""What passives and promoters said: read, put away, thanked for; and a promoter may be asked to speak for us, once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.people.queries.served import served
from rapport.domains.recovery.models import Said, Testimonial
from rapport.domains.recovery.types import Mood
from rapport.foundation import audit, postroom
from rapport.foundation.actors import Actor, NotFound, system


class AskedBefore(Exception):
    """They were asked before, and are asked once only. Nothing was sent."""


class NeverAsk(Exception):
    """They asked never to be asked again, or have no address. Nothing was sent; they read your thanks on their page."""


class NotPromoter(ValueError):
    """Only somebody who gave 9 or 10 is asked to speak for us."""


def _card(card_id: int, actor: Actor) -> Said:
    rows = Said.objects.select_for_update(of=("self",)).filter(card_of_id__in=actor.reach.person_ids)
    row = rows.filter(pk=card_id).first() if actor.staff else None
    if row is None:
        raise NotFound("card")
    return row


@transaction.atomic
def put_away(*, card_id: int, actor: Actor, at: datetime) -> None:
    """Read; it does not stand on Today any more, and nothing else follows."""
    row = _card(card_id, actor)
    row.put_away_at = row.put_away_at or at
    row.save(update_fields=["put_away_at"])


@transaction.atomic
def thank_for(*, card_id: int, actor: Actor, at: datetime) -> None:
    """Thank them in one tap; they read it on their own page, with the name of who thanks."""
    row = _card(card_id, actor)
    if row.thanked_at is None:
        row.thanked_at = at
        row.save(update_fields=["thanked_at"])
        audit.record("answer.thanked", actor=actor, subject_kind="answer", subject_id=row.answer_id, at=at)


@transaction.atomic
def ask_to_speak(*, card_id: int, actor: Actor, at: datetime) -> Testimonial:
    """Ask a promoter for words we may show: one letter, never a second one, and none to whoever wants no questions."""
    row = _card(card_id, actor)
    if row.mood != Mood.HAPPY:
        raise NotPromoter(NotPromoter.__doc__)
    if not any(one.reachable and not one.opted_out for one in served(system(), person_ids=[row.person_id])):
        raise NeverAsk(NeverAsk.__doc__)
    made, new = Testimonial.objects.get_or_create(
        person_id=row.person_id, defaults={"asked_at": at, "asked_by_id": actor.person_id}
    )
    if not new:
        raise AskedBefore(AskedBefore.__doc__)
    _write(made, actor, at)
    audit.record("testimonial.asked", actor=actor, subject_kind="testimonial", subject_id=made.pk, at=at)
    return made


def _write(made: Testimonial, actor: Actor, at: datetime) -> None:
    card = people.names(system(), [made.person_id]).get(made.person_id)
    if card is None or not card.address:
        return
    brand = people.brand()
    said = {"name": card.name, "brand": brand, "by": actor.name, "link": f"{settings.BASE_URL}/you-and-us/your-words/"}
    letter = postroom.NewLetter(
        kind="testimonial",
        data=said,
        to=[(card.name, card.address)],
        sender=(brand, f"rapport@{settings.MAIL_DOMAIN}"),
        subject="",  # worded by the letter, in the language of whoever reads it
        message_id=postroom.new_message_id("testimonial"),
        organisation_id=card.organisation_id,
        automatic=True,
        language=card.language or "en",
        ref=("testimonial", made.pk),
    )
    postroom.post([letter], at=at)
