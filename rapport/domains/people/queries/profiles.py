"""What people say of themselves: critical days, consents, the cards of those who help, and who may look by a grant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rapport.domains.people.models import AgentCard, Consent, CriticalDay, Role
from rapport.domains.people.queries.humans import same_human
from rapport.domains.people.queries.persons import _in_reach
from rapport.domains.people.types import STAFF_ROLES, AgentCardSeen, CriticalDaySeen, RoleName
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared

DAYS_SHOWN = 24


def critical_days(viewer: Actor, person_id: int, *, today: date) -> list[CriticalDaySeen]:
    """The days to come on which nothing may go wrong for one person within reach, the next first."""
    return [CriticalDaySeen(*row) for row in reversed(_DAYS(viewer, person=person_id)) if row[1] >= today]


def consents(viewer: Actor, person_id: int) -> frozenset[str]:
    """The kinds of consent that one human within reach has given and not taken back."""
    return frozenset(_CONSENTS(viewer, person=same_human(viewer, person_id)))


def agent_cards(viewer: Actor, person_ids: Iterable[int]) -> dict[int, AgentCardSeen]:
    """The cards of those who help, by person; of those who chose to show one, and for somebody signed in."""
    wanted = sorted(set(person_ids))
    if not wanted or not viewer.is_person:
        return {}
    return {row.person_id: _card(row) for row in _SHOWN(NOBODY, persons=wanted)}


def agent_cards_of_team(viewer: Actor, team_id: int) -> list[AgentCardSeen]:
    """The cards of those in one team who chose to show one, by name, for somebody signed in; twelve at most."""
    if not viewer.is_person:
        return []
    serving = Role.objects.filter(team_id=team_id, role__in=STAFF_ROLES).values("person_id")
    shown = AgentCard.objects.filter(person__in=serving, shown_at__isnull=False).order_by("person__name", "person_id")
    return [_card(row) for row in shown.values_list(*CARD, named=True)[:12]]


def own_agent_card(viewer: Actor) -> AgentCardSeen | None:
    """The card of the one who looks, shown or not; None before it was written."""
    rows = _OWN(NOBODY, persons=viewer.person_id) if viewer.person_id is not None else []
    return _card(rows[0]) if rows else None


def contacts_by_grant(viewer: Actor) -> list[str]:
    """Who was named contact of the viewer's own organisation, and so sees what is between its people and us."""
    if not viewer.is_person or viewer.organisation_id is None:
        return []
    return [name for pk, name in _CONTACTS(NOBODY, organisation=viewer.organisation_id) if pk != viewer.person_id]


def client_contacts(viewer: Actor, organisation_id: int) -> dict[int, str]:
    """Who was named contact of an organisation, to staff who may read people; nobody to others."""
    if not (viewer.reach.whole or (viewer.staff and viewer.reach.may("people.read"))):
        return {}
    return dict(_CONTACTS(NOBODY, organisation=organisation_id))


def _card(row: Any) -> AgentCardSeen:
    return AgentCardSeen(
        person_id=row.person_id,
        name=row.person__name,
        does=row.does,
        languages=row.languages,
        hours=row.hours,
        reach=row.reach,
        shown=row.shown_at is not None,
    )


CARD = ("person_id", "person__name", "does", "languages", "hours", "reach", "shown_at")
_DAYS = Prepared(
    lambda viewer, *, person: (
        CriticalDay.objects.filter(person__in=_in_reach(viewer).filter(pk__in=person).values("pk"))
        .order_by("-on")
        .values_list("id", "on", "words")[:DAYS_SHOWN]
    ),
    "person",
)
_CONSENTS = Prepared(
    lambda viewer, *, person: (
        Consent.objects.filter(person__in=_in_reach(viewer).filter(pk__in=person).values("pk"), withdrawn_at=None)
        .order_by("kind")
        .values_list("kind", flat=True)
    ),
    "person",
)
_SHOWN = Prepared(
    lambda _nobody, *, persons: (
        AgentCard.objects.filter(person_id__in=persons, shown_at__isnull=False)
        .order_by("person_id")
        .values_list(*CARD, named=True)
    ),
    "persons",
)
_OWN = Prepared(
    lambda _nobody, *, persons: (
        AgentCard.objects.filter(person_id__in=persons).order_by("person_id").values_list(*CARD, named=True)
    ),
    "persons",
)
_CONTACTS = Prepared(
    lambda _nobody, *, organisation: (
        Role.objects.filter(role=RoleName.CLIENT_CONTACT, organisation_id__in=organisation)
        .order_by("person__name", "person_id")
        .values_list("person_id", "person__name")
    ),
    "organisation",
)
