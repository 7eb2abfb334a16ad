"""What an action changes, fetched within reach and locked; and for which side somebody may speak."""

from __future__ import annotations

from rapport.domains.knowledge.models import Term
from rapport.domains.knowledge.types import Side, TermState
from rapport.foundation.actors import Actor, NotFound

ANSWERS = "tickets.answer"
OPENS = "tickets.open"


def term_to_change(viewer: Actor, term_id: int) -> Term:
    """The term, locked; not there and not yours look the same."""
    seen = Term.objects.in_reach_of(viewer).values("pk")
    found = Term.objects.select_for_update().filter(pk=term_id, pk__in=seen).first()
    if found is None:
        raise NotFound
    return found


def side_of(viewer: Actor, *, team_id: int) -> Side | None:
    """Staff of the team speak for us, whoever is served for them; other staff for nobody."""
    reach = viewer.reach
    if reach.whole or (viewer.staff and team_id in reach.team_ids and reach.may(ANSWERS)):
        return Side.OURS
    return Side.THEIRS if viewer.is_person and not viewer.staff and reach.may(OPENS) else None


def may_decide(viewer: Actor, term: Term) -> bool:
    """True where a proposal of the other side waits for the viewer."""
    return Term.objects.filter(pk=term.pk).waiting_for(viewer).exists()


def may_retire(viewer: Actor, term: Term) -> bool:
    """What is in force: the team and the client contact; a proposal: the side that put it forward, by who did so."""
    granted = term.organisation_id in viewer.reach.organisation_ids
    ours = side_of(viewer, team_id=term.team_id) == Side.OURS
    if term.in_force_since is not None:
        return granted or ours
    if term.state == TermState.PROPOSED_BY_US:
        return ours
    return granted or bool({term.proposed_by_id, term.asked_id} & viewer.reach.person_ids)


def sees_proposals(viewer: Actor, term: Term) -> bool:
    """What is not agreed is read by the team, the client contact, and those between whom it is."""
    reach = viewer.reach
    between = {term.proposed_by_id, term.asked_id} & reach.person_ids
    asked_all = term.state == TermState.PROPOSED_BY_US and term.asked_id is None and not viewer.staff
    ours = viewer.staff and term.team_id in reach.team_ids
    return bool(reach.whole or ours or between or asked_all or term.organisation_id in reach.organisation_ids)


def stands_already(viewer: Actor, *, organisation_id: int, service_id: int | None, pair: str) -> bool:
    """True where the viewer sees both words there, in force or waiting."""
    named: dict[str, object] = {"organisation_id": organisation_id, "service_id": service_id, "pair": pair}
    rows = Term.objects.in_reach_of(viewer).filter(**named)
    return rows.exclude(state__in=(TermState.DECLINED, TermState.RETIRED)).exists()
