"""Aims that people were told: found before they pass, and noted when the people know."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.promises.actions.promising import AT_ONCE
from rapport.domains.promises.events import TargetsAtRisk
from rapport.domains.promises.models import Estimate
from rapport.domains.promises.models.hours import working_hours
from rapport.domains.promises.rules import LONGEST_WARNING, looked_ahead, warning_of
from rapport.foundation import events
from rapport.foundation.actors import Actor

STILL_NEWS = timedelta(days=1)  # an aim that passed longer ago is history, and telling of it would only be noise


@transaction.atomic
def warn_of_targets(*, actor: Actor, at: datetime) -> list[int]:
    """Find aims told to people that are at risk or have just passed, once each, with the hours of promises.

    Left out are those where an agent has given a time since: then the promise counts.
    """
    actor.require("tickets.answer")
    ahead = looked_ahead(working_hours(), at=at)
    if ahead is None:
        return []
    until = max(at + LONGEST_WARNING, ahead)
    rows = Estimate.objects.to_warn_of(since=at - STILL_NEWS, until=until).order_by("due_at", "pk")
    late = [row.pk for row in rows[:AT_ONCE] if row.due_at and (row.due_at <= ahead or _is_at_risk(row, at))]
    if late:
        Estimate.objects.filter(pk__in=late).update(warned_at=at)
        events.publish(TargetsAtRisk(estimate_ids=tuple(late)))
    return late


@transaction.atomic
def note_targets_told(*, estimate_ids: Collection[int], actor: Actor, at: datetime) -> list[int]:
    """People are told that an aim may be missed; the ids of those nobody had told them of before."""
    actor.require("tickets.answer")
    rows = Estimate.objects.running_targets().filter(pk__in=list(estimate_ids), told_late_at__isnull=True)
    noted = list(rows.order_by("pk").values_list("pk", flat=True))
    Estimate.objects.filter(pk__in=noted).update(told_late_at=at)
    return noted


def _is_at_risk(row: Estimate, at: datetime) -> bool:
    return row.due_at is not None and row.due_at - at <= warning_of(made=row.made_at, due=row.due_at)
