"""The card of somebody who helps: nobody writes or shows it but they themself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.people.models import AgentCard
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

LONGEST = {"does": 300, "languages": 120, "hours": 120, "reach": 200}


class EmptyCard(ValueError):
    """A card that is shown says at least what you do. Nothing was changed."""


@transaction.atomic
def keep_own_card(*, words: dict[str, str], actor: Actor, at: datetime) -> AgentCard:
    """Write what the actor tells those they help: does, languages, hours, reach. Whether it is shown stays as it is."""
    card = _own_card(actor, at)
    plain = {name: " ".join(words.get(name, "").split())[:most] for name, most in LONGEST.items()}
    if card.shown_at is not None and not plain["does"]:
        raise EmptyCard(EmptyCard.__doc__)
    changed = [name for name, value in plain.items() if getattr(card, name) != value]
    if card.pk is None or changed:
        for name in changed:
            setattr(card, name, plain[name])
        card.changed_at = at
        card.save()
        _record("card.changed", card, actor, at, changed)
    return card


@transaction.atomic
def show_own_card(*, actor: Actor, at: datetime) -> AgentCard:
    """From now on those the actor helps see the card."""
    card = _own_card(actor, at)
    if not card.does:
        raise EmptyCard(EmptyCard.__doc__)
    if card.shown_at is None:
        card.shown_at = at
        card.save(update_fields=["shown_at"])
        _record("card.shown", card, actor, at, ["shown_at"])
    return card


@transaction.atomic
def hide_own_card(*, actor: Actor, at: datetime) -> AgentCard:
    """Nobody else sees the card any more; its words are kept for the actor."""
    card = _own_card(actor, at)
    if card.shown_at is not None:
        card.shown_at = None
        card.save(update_fields=["shown_at"])
        _record("card.hidden", card, actor, at, ["shown_at"])
    return card


def _own_card(actor: Actor, at: datetime) -> AgentCard:
    if not actor.staff or actor.person_id is None:
        raise NotFound
    found = AgentCard.objects.select_for_update().filter(person_id=actor.person_id).first()
    return found or AgentCard(person_id=actor.person_id, changed_at=at)


def _record(verb: str, card: AgentCard, actor: Actor, at: datetime, fields: list[str]) -> None:
    audit.record(verb, actor=actor, subject_kind="person", subject_id=card.person_id, at=at, fields=fields)
