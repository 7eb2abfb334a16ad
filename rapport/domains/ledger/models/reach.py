"""Reach over the ledger's rows: who may see an act, an episode, a relationship."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from rapport.domains.people.types import SHOW_ANSWERS
from rapport.foundation.actors import Actor

EVERYTHING = Q()
NOTHING = Q(pk__in=[])
WHOLE_ORGANISATION = "relationships.organisation"
"""The ability of a client contact: by naming one, an organisation grants a look at everybody's contact with us."""


def acts_in_reach(viewer: Actor) -> Q:
    """Acts the viewer may see; one for named people needs the person, the author, or who answers for recoveries."""
    if viewer.reach.whole:
        return EVERYTHING
    seen = NOTHING
    if viewer.reach.person_ids:
        seen |= Q(person_id__in=viewer.reach.person_ids, audience__in=["both", "named", "private"])
    if viewer.staff and viewer.reach.team_ids and viewer.reach.may("tickets.read"):
        seen |= _of_teams(viewer)
    if viewer.staff and viewer.person_id is not None:
        seen |= Q(author_id=viewer.person_id)
    return seen | _of_organisations(viewer, granted=Q(audience="both"))


def _of_teams(viewer: Actor) -> Q:
    audiences = ["both", "staff"] + (["named"] if viewer.reach.may("loyalty.read") else [])
    return Q(team_id__in=viewer.reach.team_ids, audience__in=audiences)


def answers_agreed_to(viewer: Actor, person_ids: Collection[int]) -> Q:
    """Answers by name of one human who agreed that those who help see them; for staff whose teams dealt with them.

    Not part of `acts_in_reach`: a list of everybody's acts would lose its index for it.
    """
    if not (viewer.staff and viewer.reach.team_ids and viewer.reach.may("tickets.read")):
        return NOTHING
    agreed = apps.get_model("people", "Consent").objects.filter(
        person_id__in=person_ids, kind=SHOW_ANSWERS, withdrawn_at__isnull=True
    )
    helped = apps.get_model("ledger", "Episode").objects.filter(
        person_id__in=person_ids, team_id__in=viewer.reach.team_ids
    )
    return Q(Exists(agreed), Exists(helped), audience="named")


def addressed_to(viewer: Actor) -> Q:
    """Acts addressed to the viewer by name, such as thanks: nobody else of us sees them.

    Not part of `acts_in_reach` either; the audience comes first, so that no other row is looked up.
    """
    if not (viewer.staff and viewer.reach.person_ids):
        return NOTHING
    mine = apps.get_model("ledger", "Addressed").objects.filter(
        act_id=OuterRef("pk"), person_id__in=viewer.reach.person_ids
    )
    return Q(audience="private") & Q(Exists(mine))


def episodes_in_reach(viewer: Actor) -> Q:
    """Episodes the viewer may see: the person's own, those of the viewer's teams, of organisations granted.

    One that holds an act not for both sides is not part of a grant: its title and counts would tell of that act. An
    answer asked after it, or thanks for it, leaves no trace in them.
    """
    told = Q(audience="both") | (Q(channel__in=["answer", "thanks"]) & ~Q(ref_kind__in=["answer", "thanks"]))
    hidden = apps.get_model("ledger", "Act").objects.filter(episode=OuterRef("pk")).exclude(told)
    return _rows_in_reach(viewer, granted=~Q(Exists(hidden)))


def relationships_in_reach(viewer: Actor) -> Q:
    """Relationships the viewer may see; what we do next with a person is the team's, and in no grant."""
    return _rows_in_reach(viewer, organisation="person__organisation_id__in", granted=NOTHING)


def corrections_in_reach(viewer: Actor) -> Q:
    """What people say is not right: the person's own, those of the viewer's teams; no part of a grant."""
    return _rows_in_reach(viewer, organisation="person__organisation_id__in", granted=NOTHING)


def looks_by_grant(viewer: Actor, person_id: int) -> bool:
    """A client contact who looks at somebody else's contact: without answers, taps and what is for staff."""
    granted = viewer.is_person and not viewer.staff and viewer.reach.may(WHOLE_ORGANISATION)
    return granted and person_id not in viewer.reach.person_ids


def traces_in_reach(viewer: Actor) -> Q:
    """Traces: the person's own, and staff who may read people."""
    if viewer.reach.whole or (viewer.staff and viewer.reach.may("people.read")):
        return EVERYTHING
    return Q(person_id__in=viewer.reach.person_ids) if viewer.reach.person_ids else NOTHING


def _rows_in_reach(viewer: Actor, *, granted: Q, organisation: str = "organisation_id__in") -> Q:
    if viewer.reach.whole:
        return EVERYTHING
    seen = NOTHING
    if viewer.reach.person_ids:
        seen |= Q(person_id__in=viewer.reach.person_ids)
    if viewer.staff and viewer.reach.team_ids and viewer.reach.may("tickets.read"):
        seen |= Q(team_id__in=viewer.reach.team_ids)
    return seen | _of_organisations(viewer, field=organisation, granted=granted)


def _of_organisations(viewer: Actor, *, granted: Q, field: str = "organisation_id__in") -> Q:
    """What belongs to the organisations in reach: to their system all of it, to a client contact what is granted."""
    if not viewer.reach.organisation_ids:
        return NOTHING
    if viewer.kind == "system":
        return Q(**{field: viewer.reach.organisation_ids})
    if viewer.staff or not viewer.reach.may(WHOLE_ORGANISATION):
        return NOTHING
    return Q(**{field: viewer.reach.organisation_ids}) & granted
