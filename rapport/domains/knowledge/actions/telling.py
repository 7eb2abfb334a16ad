"""Telling those who follow a known problem that it is fixed: one letter each, in their language, once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from rapport.domains.knowledge.models import Problem, ProblemFollower
from rapport.domains.knowledge.types import PROBLEM, ProblemState
from rapport.domains.people import queries as people
from rapport.domains.people.types import PersonCard
from rapport.foundation import postroom
from rapport.foundation.actors import Actor

AT_ONCE = 100


@transaction.atomic
def tell_followers(*, problem_id: int, actor: Actor, at: datetime, size: int = AT_ONCE) -> int:
    """Post the letters of the next followers nobody has told, and mark them as told with it; how many there were."""
    actor.require("tickets.answer")
    row = Problem.objects.select_for_update().filter(pk=problem_id, state=ProblemState.FIXED).first()
    if row is None:
        return 0
    waiting = ProblemFollower.objects.filter(problem=row, told_at__isnull=True).order_by("pk")
    found = dict(waiting.values_list("pk", "person_id")[:size])
    ProblemFollower.objects.filter(pk__in=found).update(told_at=at)
    cards = people.names(actor, found.values())
    brand = people.brand()
    postroom.post([_letter(row, card, brand) for card in cards.values() if card.address], at=at)
    return len(found)


def _letter(row: Problem, card: PersonCard, brand: str) -> postroom.NewLetter:
    return postroom.NewLetter(
        kind="problem_fixed",
        data={"name": card.name, "brand": brand, "title": row.title, "words": row.fixed_words, "key": row.key},
        to=[(card.name, card.address)],
        sender=(brand, f"rapport@{settings.MAIL_DOMAIN}"),
        subject="",  # worded by the letter, in the language of whoever reads it
        message_id=postroom.new_message_id("problemfixed"),
        organisation_id=card.organisation_id,
        automatic=True,
        ref=(PROBLEM, row.pk),
        language=card.language or "en",
        priority=30,
    )
