"""Reminders of tickets on a day, and mentions that were seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from rapport.domains.desk.events import PeopleMentioned
from rapport.domains.desk.models import Mention, Message, Reminder
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules.mentions import named_in
from rapport.domains.people import queries as people
from rapport.foundation import events
from rapport.foundation.actors import Actor, NotFound

FURTHEST = timedelta(days=2 * 366)


class WrongDay(ValueError):
    """Choose today or a later day, within two years. Nothing was kept."""


@transaction.atomic
def remind(*, ticket_id: int, on: date, words: str = "", actor: Actor, at: datetime) -> Reminder:
    """Tell the one who asks of a ticket again on a day."""
    here = changing.ticket_to_read(actor, ticket_id)
    if not at.date() - timedelta(days=1) <= on <= (at + FURTHEST).date():
        raise WrongDay(WrongDay.__doc__)
    words = " ".join(words.split())[:200]
    return Reminder.objects.create(person_id=changing.person_of(actor), ticket_id=here, on=on, words=words, made_at=at)


def end_reminder(*, reminder_id: int, actor: Actor, at: datetime) -> None:
    """It is done, or not wanted any more."""
    actor.require("tickets.answer")
    rows = Reminder.objects.filter(pk=reminder_id, person_id__in=actor.reach.person_ids, done_at__isnull=True)
    if not rows.update(done_at=at):
        raise NotFound


def see_mention(*, mention_id: int, actor: Actor, at: datetime) -> None:
    """The one who was named has seen it."""
    actor.require("tickets.answer")
    rows = Mention.objects.filter(pk=mention_id, person_id__in=actor.reach.person_ids, seen_at__isnull=True)
    if not rows.update(seen_at=at):
        raise NotFound


def note_mentions(message: Message, *, team_id: int, actor: Actor, at: datetime) -> Sequence[int]:
    """Keep whom a note names among those of its team, but for its author; returns their ids."""
    if "@" not in message.text:
        return []
    named = [pk for pk in named_in(message.text, people.staff_of_team(actor, team_id)) if pk != actor.person_id]
    Mention.objects.bulk_create([Mention(person_id=pk, message=message, made_at=at) for pk in named])
    if named:
        told = PeopleMentioned(message.ticket_id, tuple(named), at=at, by_id=actor.person_id)
        events.publish(told)
    return named
