"""Reach over the ledger's rows: who may see an act, an episode, a relationship."""

from __future__ import annotations

from django.db.models import Q

from rapport.foundation.actors import Actor

EVERYTHING = Q()
NOTHING = Q(pk__in=[])
WHOLE_ORGANISATION = "relationships.organisation"
"""The ability of a client contact whose organisation granted a look at everybody's contact."""


def acts_in_reach(viewer: Actor) -> Q:
    """Acts the viewer may see; one for named people needs the person, the author, or who answers for recoveries."""
    if viewer.reach.whole:
        return EVERYTHING
    seen = NOTHING
    if viewer.reach.person_ids:
        seen |= Q(person_id__in=viewer.reach.person_ids, audience__in=["both", "named"])
    if viewer.staff and viewer.reach.team_ids and viewer.reach.may("tickets.read"):
        seen |= _of_teams(viewer)
    if viewer.staff and viewer.person_id is not None:
        seen |= Q(author_id=viewer.person_id)
    return seen | _of_organisations(viewer, audience="both")


def _of_teams(viewer: Actor) -> Q:
    audiences = ["both", "staff"] + (["named"] if viewer.reach.may("loyalty.read") else [])
    return Q(team_id__in=viewer.reach.team_ids, audience__in=audiences)


def episodes_in_reach(viewer: Actor) -> Q:
    """Episodes the viewer may see: the person's own, those of the viewer's teams, of organisations granted."""
    return _rows_in_reach(viewer)


def relationships_in_reach(viewer: Actor) -> Q:
    """Relationships the viewer may see; their organisation is the person's."""
    return _rows_in_reach(viewer, organisation="person__organisation_id__in")


def traces_in_reach(viewer: Actor) -> Q:
    """Traces: the person's own, and staff who may read people."""
    if viewer.reach.whole or (viewer.staff and viewer.reach.may("people.read")):
        return EVERYTHING
    return Q(person_id__in=viewer.reach.person_ids) if viewer.reach.person_ids else NOTHING


def _rows_in_reach(viewer: Actor, *, organisation: str = "organisation_id__in") -> Q:
    if viewer.reach.whole:
        return EVERYTHING
    seen = NOTHING
    if viewer.reach.person_ids:
        seen |= Q(person_id__in=viewer.reach.person_ids)
    if viewer.staff and viewer.reach.team_ids and viewer.reach.may("tickets.read"):
        seen |= Q(team_id__in=viewer.reach.team_ids)
    return seen | _of_organisations(viewer, field=organisation)


def _of_organisations(viewer: Actor, *, field: str = "organisation_id__in", audience: str = "") -> Q:
    if not viewer.reach.organisation_ids:
        return NOTHING
    if viewer.kind == "system":
        return Q(**{field: viewer.reach.organisation_ids})
    if viewer.staff or not viewer.reach.may(WHOLE_ORGANISATION):
        return NOTHING
    limits = {"audience": audience} if audience else {}
    return Q(**{field: viewer.reach.organisation_ids}, **limits)
