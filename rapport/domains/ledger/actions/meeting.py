"""Relationships between organisations and teams: when they begin, who looks after them, what comes next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from rapport.domains.ledger.actions.relating import _refuse_unseen
from rapport.domains.ledger.models import Episode, GroupRelationship, sets
from rapport.domains.ledger.types import Owner, Step
from rapport.domains.people import queries as people
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound

Pair = tuple[int, int]
CHANGED = ["owner", "next_step", "next_step_on"]


class NotOfTheTeam(ValueError):
    """Who looks after a relationship is somebody of its team; the owner stays as they were."""


def begin_group_relationships(episode_ids: Collection[int], *, actor: Actor, at: datetime) -> None:
    """With the second completed episode in which both sides acted, whoever of the organisation it was with."""
    ended = Episode.objects.completed().of_both_sides().filter(pk__in=episode_ids, team__isnull=False)
    pairs = {(o, t) for o, t in ended.values_list("organisation_id", "team_id") if t is not None}
    begin_missing(pairs, actor=actor, at=at)


def begin_missing(pairs: set[Pair], *, actor: Actor, at: datetime) -> None:
    """Those of these organisations and teams that have come to their second episode and have not begun yet."""
    for pair in sorted(pairs - _begun(pairs)):
        _begin(pair)


def _begun(pairs: set[Pair]) -> set[Pair]:
    """Those that have begun, and others of these organisations."""
    return set(_BEGUN({organisation for organisation, _ in pairs})) if pairs else set()


_BEGUN = sets.Those(
    "organisation_id",
    lambda: GroupRelationship.objects.filter(since__isnull=False).values_list("organisation_id", "team_id"),
)


def _begin(pair: Pair) -> None:
    organisation_id, team_id = pair
    ended = Episode.objects.completed().of_both_sides().filter(organisation_id=organisation_id, team_id=team_id)
    second = ended.order_by("started_at", "id").values_list("completed_at", flat=True)[1:2]
    for since in second:
        GroupRelationship.objects.update_or_create(
            organisation_id=organisation_id, team_id=team_id, defaults={"since": since}
        )


@transaction.atomic
def set_group_step(
    *,
    organisation_id: int,
    team_id: int,
    owner_id: int | None,
    next_step: str,
    next_step_on: date | None,
    actor: Actor,
    at: datetime,
    instead_of: Collection[Step] | None = None,
    owner_was: Owner | None = None,
) -> GroupRelationship:
    """Say who of the team looks after an organisation, what comes next and when; empty words clear the step.

    `instead_of` and `owner_was` are what its writer saw: where others stand by now, nothing is overwritten unseen.
    """
    row = _to_change(organisation_id, team_id, actor)
    _refuse_unseen(Step(row.next_step, row.next_step_on), Step(next_step.strip()[:200], next_step_on), seen=instead_of)
    _refuse_unseen(Owner(row.owner_id), Owner(owner_id), seen=None if owner_was is None else [owner_was])
    if owner_id is not None and owner_id not in {pk for pk, _ in people.staff_of_team(actor, team_id)}:
        raise NotOfTheTeam(str(owner_id))
    row.owner_id, row.next_step = owner_id, next_step.strip()[:200]
    row.next_step_on = next_step_on if row.next_step else None
    row.save(update_fields=CHANGED)
    audit.record(
        "relationship.changed",
        actor=actor,
        subject_kind="group_relationship",
        subject_id=row.pk,
        at=at,
        fields=CHANGED,
    )
    return row


def _to_change(organisation_id: int, team_id: int, actor: Actor) -> GroupRelationship:
    """Staff of the team may begin to look after an organisation before there was any contact."""
    reach = actor.reach
    if not reach.whole and not (actor.staff and team_id in reach.team_ids):
        raise NotFound("organisation")
    if not reach.may("tickets.read"):
        raise NotAllowed("tickets.read")
    known = {row.pk for row in people.organisations(actor)}
    if organisation_id not in known or team_id not in {row.pk for row in people.teams(actor)}:
        raise NotFound("organisation")
    rows = GroupRelationship.objects.select_for_update()
    return rows.get_or_create(organisation_id=organisation_id, team_id=team_id)[0]
