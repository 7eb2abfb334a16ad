"""Who somebody is to Rapport: their reach from roles, read once per request."""

from __future__ import annotations

from django.db.models import Exists, F, Min, OuterRef, Q

from rapport.domains.people import rules
from rapport.domains.people.models import Person, Role, Team
from rapport.domains.people.types import STAFF_ROLES, STAFF_TOKEN
from rapport.foundation.actors import Actor, NotFound, system
from rapport.foundation.prepared import Prepared
from rapport.foundation.reach import Reach


def actor_of(person_id: int, *, account_id: int | None = None) -> Actor:
    """The actor a person is, with at most four queries; read before anybody is known, so without a viewer.

    With `account_id` the person must belong to that account; otherwise NotFound.
    """
    row = _person(person_id, account_id)
    own = frozenset({row.pk, *_MERGED(system(), person_id=row.pk)})
    granted = [rules.Granted(*found) for found in _ROLES(system(), person_ids=own)]
    staff = rules.serves(granted)
    abilities = rules.abilities_of(granted)
    reach = Reach(
        person_ids=own,
        team_ids=_teams(granted),
        organisation_ids=rules.organisations_granted(granted),
        abilities=abilities,
        tokens=frozenset({STAFF_TOKEN}) if staff and "people.read" in abilities else frozenset(),
    )
    return _actor(row, reach, staff)


def persons_of_account(account_id: int) -> list[Person]:
    """The persons one account may be, with their organisations; the first is whom it signs in as.

    Whoever serves comes before whoever is served, the one whose address was proven first before one that others
    wrote down, and the one known longest before those made later.
    """
    found = Person.objects.filter(account_id=account_id, merged_into__isnull=True)
    serves = Role.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")), role__in=STAFF_ROLES)
    proven = Min("addresses__verified_at")
    rows = found.annotate(serves=Exists(serves), proven=proven).select_related("organisation")
    return list(rows.order_by("-serves", F("proven").asc(nulls_last=True), "id"))


def _person(person_id: int, account_id: int | None) -> Person:
    found: list[Person] = (
        _NAMED(system(), person_id=person_id)
        if account_id is None
        else _OF_ACCOUNT(system(), person_id=person_id, account_id=account_id)
    )
    if not found:
        raise NotFound
    return found[0].merged_into or found[0]


def _teams(granted: list[rules.Granted]) -> frozenset[int]:
    if rules.serves_everywhere(granted):
        return frozenset(Team.objects.values_list("id", flat=True))
    return rules.teams_of(granted)


def _actor(row: Person, reach: Reach, staff: bool) -> Actor:
    return Actor(
        kind="person",
        reach=reach,
        person_id=row.pk,
        organisation_id=row.organisation_id,
        name=row.name,
        staff=staff,
        language=row.language or row.organisation.language,
        zone=row.organisation.zone,
    )


# Asked at every request, so they are compiled once; whoever asks is not known before they are answered.
_PEOPLE = Person.objects.select_related("organisation", "merged_into__organisation")
_NAMED = Prepared(lambda _viewer, *, person_id: _PEOPLE.filter(pk__in=person_id), "person_id")
_OF_ACCOUNT = Prepared(
    lambda _viewer, *, person_id, account_id: _PEOPLE.filter(pk__in=person_id, account_id__in=account_id),
    "person_id",
    "account_id",
)
_MERGED = Prepared(
    lambda _viewer, *, person_id: Person.objects.filter(merged_into_id__in=person_id).values_list("id", flat=True),
    "person_id",
)
_ROLES = Prepared(
    lambda _viewer, *, person_ids: (
        Role.objects.filter(person_id__in=person_ids).order_by().values_list("role", "team_id", "organisation_id")
    ),
    "person_ids",
)
