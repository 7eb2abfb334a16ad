"""Saved views: kept, taken away, and counted by a job so that no page counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rapport.domains.desk.models import SavedView
from rapport.domains.desk.queries import changing, views
from rapport.domains.desk.rules.viewing import ViewFilters, WrongView, refuse_wrong
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound, system

MOST = 30


@transaction.atomic
def keep_view(
    *,
    name: str,
    filters: ViewFilters,
    order: str = "longest",
    team_id: int | None = None,
    view_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> SavedView:
    """Keep a view of one's own, or of a team one serves in; counted at once and then every minute."""
    actor.require("tickets.answer")
    row = _to_change(actor, view_id) if view_id is not None else SavedView(made_by_id=actor.person_id)
    refuse_wrong(name, filters, order, of_team=team_id is not None)
    if team_id is not None and not (actor.reach.whole or team_id in actor.reach.team_ids):
        raise NotFound
    there = Q(owner_id=changing.person_of(actor)) if team_id is None else Q(team_id=team_id)
    if view_id is None and SavedView.objects.filter(there).count() >= MOST:
        raise WrongView(f"There are {MOST} views already. Take one away that nobody reads.")
    if SavedView.objects.filter(there, name__iexact=" ".join(name.split())).exclude(pk=row.pk).exists():
        raise WrongView("A view of this name is there already. Choose another name, or change that one.")
    row.owner_id, row.team_id = (None, team_id) if team_id is not None else (actor.person_id, None)
    row.name, row.filters, row.order = " ".join(name.split()), filters.kept(), order
    row.save()
    _count([row], system(), at)
    audit.record("view.kept", actor=actor, subject_kind="view", subject_id=row.pk, at=at)
    return row


@transaction.atomic
def remove_view(*, view_id: int, actor: Actor, at: datetime) -> None:
    """Take a view away; the tickets in it stay as they are."""
    actor.require("tickets.answer")
    row = _to_change(actor, view_id)
    audit.record("view.removed", actor=actor, subject_kind="view", subject_id=row.pk, at=at)
    row.delete()


def count_views(*, actor: Actor, at: datetime) -> int:
    """Count every saved view anew; returns how many changed."""
    actor.require("settings.write")
    return _count(list(SavedView.objects.order_by("pk")), actor, at)


def _count(rows: Sequence[SavedView], actor: Actor, at: datetime) -> int:
    changed = []
    for row in rows:
        count = views.counted(actor, row, at=at)
        if count != row.count or row.counted_at is None:
            row.count, row.counted_at = count, at
            changed.append(row)
    SavedView.objects.bulk_update(changed, ["count", "counted_at"])
    return len(changed)


def _to_change(actor: Actor, view_id: int) -> SavedView:
    found = SavedView.objects.in_reach_of(actor).select_for_update().filter(pk=view_id).first()
    if found is None:
        raise NotFound
    return found  # type: ignore[return-value]
