"""The ledger's groups: what is tried on an organisation, a site and a team with either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import ReflectionFigure
from rapport.domains.ledger.types import Group, GroupNarrowed
from rapport.domains.promises.models.hours import office_hours
from rapport.foundation.actors import Actor, system
from tests.world import World


def of_aldergate(w: World) -> int:
    return w.cast.aldergate.pk


def whole(w: World) -> GroupNarrowed:
    return GroupNarrowed(since=(w.at - timedelta(days=400)).date().replace(day=1))


def newest(w: World, who: Actor, on: int) -> object:
    contact = queries.group_contact(who, Group(on), whole(w))
    return queries.newest_of_group(who, Group(on), whole(w), contact=contact).timeline.acts


def after_counting(w: World, found: Callable[[], object]) -> object:
    while actions.count_contacts(working=office_hours("UTC"), actor=system(), at=w.at):
        pass
    return found()


def with_a_step(w: World, who: Actor, on: int) -> object:
    """Hugo's team does something next with Marta's organisation."""
    actions.set_group_step(
        organisation_id=w.cast.aldergate.pk,
        team_id=w.cast.service_desk.pk,
        owner_id=None,
        next_step="Call",
        next_step_on=None,
        actor=w.cast.hugo,
        at=w.at,
    )
    return queries.group_relationships(who, on)


def effort(w: World, who: Actor, on: int) -> object:
    since, working = w.at - timedelta(days=60), partial(office_hours, "UTC")
    return queries.effort(who, on, start=since, end=w.at, working=working).contacts


def between(w: World, who: Actor, _: object) -> object:
    """A quarter of Aldergate's with the desk, as it was released."""
    ReflectionFigure.objects.create(
        organisation=w.cast.aldergate, team=w.cast.service_desk, quarter=w.at.date(), made_at=w.at, told={}
    )
    return queries.reflections_between(who)
