"""Persons within reach: one, a page of them, or their cards for a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from rapport.domains.people.models import Address, Consent, Organisation, Person, Role, Site
from rapport.domains.people.types import STAFF_ROLES, PersonCard, RoleName
from rapport.foundation import search as finding
from rapport.foundation.actors import NOBODY, Actor, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared, noted
from rapport.foundation.refs import Card, cards_of

AT_ONCE = 1000


def person(viewer: Actor, person_id: int) -> Person:
    """One person with organisation, site and addresses; not there and not yours look the same."""
    return _whole(_ONE(viewer, ids=person_id))


def person_by_key(viewer: Actor, key: str) -> Person:
    """The same by the key that public addresses carry."""
    return _whole(list(_with_place(_in_reach(viewer).filter(key=key))[:1]))


def people(
    viewer: Actor,
    *,
    search: str = "",
    after: str | None = None,
    organisation_id: int | None = None,
    size: int = 25,
) -> Page[PersonCard]:
    """Persons by name, or those that a search finds, best first."""
    if search.strip():
        found = finding.find(viewer, search, kinds=["person"], after=after, size=size)
        by_id = names(viewer, [hit.ref_id for hit in found.rows])
        return Page([by_id[hit.ref_id] for hit in found.rows if hit.ref_id in by_id], found.next)
    rows = _in_reach(viewer).filter(merged_into__isnull=True, left_at=None)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    page = page_of(_for_cards(rows), by=("name", "id"), after=after, size=size)
    return Page([_card(row) for row in page.rows], page.next)


def people_with_role(viewer: Actor, roles: Collection[RoleName], *, team_id: int | None = None) -> list[PersonCard]:
    """Those who hold one of the roles, in one team where given, by name."""
    held = Role.objects.filter(role__in=list(roles))
    held = held.filter(team_id=team_id) if team_id is not None else held
    rows = _in_reach(viewer).filter(pk__in=held.values("person_id"), merged_into__isnull=True)
    return [_card(row) for row in _for_cards(rows).order_by("name", "id")]


def is_anybody_served(viewer: Actor) -> bool:
    """For who sets a desk up: True when somebody is known who does not serve."""
    viewer.require("settings.write")
    return bool(_for_cards(_in_reach(viewer)).filter(serves=False)[:1])


def staff_of_team(viewer: Actor, team_id: int | Collection[int]) -> list[tuple[int, str]]:
    """Ids and names of those who serve in one team, or in any of several, by name, within reach; one statement."""
    return _STAFF(viewer, team=team_id)


def staff_of_teams(viewer: Actor, team_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Ids of those who serve in each of these teams, within reach; one statement."""
    held = Role.objects.filter(role__in=STAFF_ROLES, team_id__in=set(team_ids), person__merged_into__isnull=True)
    found: dict[int, list[int]] = {}
    rows = held.filter(person__in=_in_reach(viewer)).order_by("team_id", "person_id").distinct()
    for team_id, person_id in rows.values_list("team_id", "person_id"):
        found.setdefault(team_id or 0, []).append(person_id)
    return {team_id: tuple(ids) for team_id, ids in found.items()}


def wait_for(viewer: Actor, person_id: int) -> int:
    """Wait until nobody else plans the hours of one person within reach, and let others wait until we are done."""
    rows = Person.objects.filter(pk__in=_in_reach(viewer).filter(pk=person_id).values("pk"))
    if rows.select_for_update(no_key=True, of=("self",)).first() is None:
        raise NotFound("person")
    return person_id


def names(viewer: Actor, ids: Iterable[int]) -> dict[int, PersonCard]:
    """The cards of many persons: those within reach, and for everybody signed in those who serve.

    Of staff beyond one's reach the card says the name and no address. One query, two with such staff; on a page that
    reads everything once only for those it has not named yet.
    """
    wanted, known = set(ids), noted((names, viewer))
    if fresh := wanted - known.keys():
        known |= dict.fromkeys(fresh) | _cards_of(viewer, fresh)
    return {pk: known[pk] for pk in sorted(wanted) if known[pk] is not None}


def _cards_of(viewer: Actor, wanted: set[int]) -> dict[int, PersonCard]:
    cards = {row.id: _card(row) for some in _slices(wanted) for row in _CARDS(viewer, ids=some)}
    missing = wanted - cards.keys()
    if missing and viewer.is_person:
        serving = [row for some in _slices(missing) for row in _SERVING_CARDS(NOBODY, ids=some)]
        cards |= {row.id: replace(_card(row), address="") for row in serving}
    return cards


def _slices(ids: set[int]) -> list[list[int]]:
    every = sorted(ids)
    return [every[n : n + AT_ONCE] for n in range(0, len(every), AT_ONCE)]


def _in_reach(viewer: Actor) -> QuerySet[Person]:
    """Staff who may read people see everybody here; contacts their organisation; everybody themself."""
    reach = viewer.reach
    if reach.whole or (viewer.staff and reach.may("people.read")):
        return Person.objects.all()
    return Person.objects.filter(Q(pk__in=reach.person_ids) | Q(organisation_id__in=reach.organisation_ids))


@cards_of("person")
def _person_cards(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    return {
        i: Card(card.name, "workspace:person" if viewer.staff else "", (i,) if viewer.staff else (), card.organisation)
        for i, card in names(viewer, ids).items()
    }


def _whole(rows: list[tuple[Any, ...]]) -> Person:
    """The one found with organisation, site and addresses, from two statements that are kept."""
    if not rows:
        raise NotFound
    n, m = len(OF_PERSON), len(OF_PERSON) + len(OF_ORGANISATION)
    found = Person.from_db("default", OF_PERSON, rows[0][:n])
    found.organisation = Organisation.from_db("default", OF_ORGANISATION, rows[0][n:m])
    if found.site_id is not None:
        found.site = Site.from_db("default", OF_SITE, rows[0][m:])
    addresses = found.addresses.all()
    addresses._result_cache = _ADDRESSES(NOBODY, ids=found.pk)
    found._prefetched_objects_cache = {"addresses": addresses}  # type: ignore[attr-defined]
    return found


def _for_cards(rows: QuerySet[Person]) -> QuerySet[Any, Any]:
    serving = Role.objects.filter(person_id=OuterRef("pk"), role__in=STAFF_ROLES)
    # The verified address that is known longest, else the first.
    known = Address.objects.filter(person_id=OuterRef("pk")).order_by(IsNull(F("verified_at"), True), "pk")
    first = Subquery(known.values("address")[:1])
    return rows.annotate(serves=Exists(serving), first_address=first).values_list(*SHOWN, named=True)


SHOWN = (
    *("id", "name", "organisation_id", "organisation__name", "organisation__language", "site__name", "language"),
    *("first_address", "unproven", "serves", "key", "unnamed"),
)
OF_PERSON, OF_ORGANISATION, OF_SITE = (
    [field.attname for field in model._meta.concrete_fields] for model in (Person, Organisation, Site)
)


def _with_place(rows: QuerySet[Person]) -> QuerySet[Any, Any]:
    places = (f"organisation__{name}" for name in OF_ORGANISATION), (f"site__{name}" for name in OF_SITE)
    return rows.values_list(*OF_PERSON, *places[0], *places[1])


_ONE = Prepared(lambda viewer, *, ids: _with_place(_in_reach(viewer).filter(pk__in=ids)), "ids")
_ADDRESSES = Prepared(lambda _nobody, *, ids: Address.objects.filter(person__in=ids), "ids")
_CARDS = Prepared(lambda viewer, *, ids: _for_cards(_in_reach(viewer).filter(pk__in=ids)), "ids")
_SERVING_CARDS = Prepared(
    lambda _nobody, *, ids: _for_cards(Person.objects.filter(pk__in=ids, roles__role__in=STAFF_ROLES).distinct()), "ids"
)
_STAFF = Prepared(
    lambda viewer, *, team: (
        _in_reach(viewer)
        .filter(
            pk__in=Role.objects.filter(role__in=STAFF_ROLES, team_id__in=team).values("person_id"),
            merged_into__isnull=True,
        )
        .order_by("name", "id")
        .values_list("id", "name")
    ),
    "team",
)


def _card(row: Any) -> PersonCard:
    return PersonCard(
        id=row.id,
        name=row.name,
        organisation_id=row.organisation_id,
        organisation=row.organisation__name,
        site=row.site__name or "",
        language=row.language or row.organisation__language,
        address=row.first_address or "",
        unproven=row.unproven,
        staff=row.serves,
        key=row.key,
        unnamed=row.unnamed,
        own_language=row.language,
    )


def has_agreed(viewer: Actor, kind: str) -> bool:
    """True where the viewer agreed to this and has not taken it back; nobody is asked about somebody else."""
    held = Consent.objects.filter(person_id=viewer.person_id or 0, kind=kind, withdrawn_at__isnull=True)
    return held.exists()
