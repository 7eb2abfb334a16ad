"""Everybody who is served and what is used on a day: rows for a few, columns for draws from very many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Case, Max, Q, QuerySet, Value, When

from rapport.domains.people.models import Address, Organisation, Person, Role, Service, Use
from rapport.domains.people.types import STAFF_ROLES, OrganisationKind, RoleName
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.columns import Column, Ordinal, columns, places_in


class ServedRow(NamedTuple):
    """One person as a draw needs them."""

    person_id: int
    organisation_id: int
    site_id: int | None
    known_since: date | None
    opted_out: bool
    reachable: bool
    serves: bool
    contact: bool
    public: bool


class ServedColumns(NamedTuple):
    """Everybody as a draw needs them, in order of the person; 0 stands for no site and no day, days are ordinals."""

    person: Column
    organisation: Column
    site: Column
    known_since: Column
    opted_out: Any  # these five are true or false
    public: Any
    reachable: Any
    serves: Any
    contact: Any


class UseColumns(NamedTuple):
    """Uses by a person or by a site, whose other column is 0 then; `since` is an ordinal."""

    person: Column
    site: Column
    service: Column
    since: Column


def served(viewer: Actor, *, person_ids: Collection[int]) -> list[ServedRow]:
    """These persons, where they have a name of their own and are not merged; for those who may send surveys only."""
    _refuse(viewer)
    some = {"person_id__in": list(person_ids)}
    reachable = set(Address.objects.filter(**some).values_list("person_id", flat=True))
    roles = set(Role.objects.filter(**some).values_list("person_id", "role"))
    serving = {person for person, role in roles if role in STAFF_ROLES}
    named = Person.objects.filter(merged_into__isnull=True, unnamed=False, pk__in=list(person_ids))
    rows = named.values_list("id", "organisation_id", "site_id", "known_since", "opted_out_at", "organisation__kind")
    return [
        ServedRow(
            person_id=pk,
            organisation_id=organisation,
            site_id=site,
            known_since=known,
            opted_out=opted_out is not None,
            reachable=pk in reachable,
            serves=pk in serving,
            contact=(pk, RoleName.CLIENT_CONTACT) in roles,
            public=kind == OrganisationKind.PUBLIC,
        )
        for pk, organisation, site, known, opted_out, kind in rows
    ]


def served_columns(viewer: Actor) -> ServedColumns:
    """Every person with a name of their own, not merged into another one; for those who may send surveys only."""
    _refuse(viewer)
    named = Person.objects.filter(merged_into__isnull=True, unnamed=False)
    rows = named.values_list(
        "id",
        "organisation_id",
        "site_id",
        Ordinal("known_since"),
        Case(When(opted_out_at__isnull=False, then=Value(1)), default=Value(0)),
    )
    person, organisation, site, known_since, opted_out = columns(rows, count=5)
    public = list(Organisation.objects.filter(kind=OrganisationKind.PUBLIC).values_list("id", flat=True))
    order = np.argsort(person, kind="stable")
    person = person[order]
    return ServedColumns(
        person,
        organisation[order],
        site[order],
        known_since[order],
        opted_out[order] > 0,
        np.isin(organisation[order], public),
        _among(person, Address.objects.all()),
        _among(person, Role.objects.filter(role__in=STAFF_ROLES)),
        _among(person, Role.objects.filter(role=RoleName.CLIENT_CONTACT)),
    )


def use_columns(viewer: Actor, *, day: date) -> UseColumns:
    """Every use that holds on that day."""
    _refuse(viewer)
    rows = _holding(day).values_list("person_id", "site_id", "service_id", Ordinal("since"))
    return UseColumns(*columns(rows, count=4))


def uses_by_role(viewer: Actor, *, role: RoleName | None, day: date) -> UseColumns:
    """What people have to do with by their role, whether they use it or not.

    Client contacts: whatever their organisation's people and sites use, since its latest use. None, those who serve:
    the services of their teams and those they own.
    """
    _refuse(viewer)
    rows = _of_their_organisations(day) if role is RoleName.CLIENT_CONTACT else _of_their_teams()
    person, service, since = np.array(sorted(rows) or np.zeros((0, 3)), np.int64).T
    return UseColumns(person, np.zeros_like(person), service, since)


def _of_their_organisations(day: date) -> set[tuple[int, int, int]]:
    contacts = list(Role.objects.filter(role=RoleName.CLIENT_CONTACT).values_list("organisation_id", "person_id"))
    theirs = {organisation for organisation, _ in contacts}
    used: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    for home in ("person__organisation_id", "site__organisation_id"):
        uses = _holding(day).filter(**{f"{home}__in": theirs}).values_list(home, "service_id").order_by()
        for organisation, service, last in uses.annotate(last=Max("since")):
            used[organisation].append((service, last.toordinal()))
    return {(person, *use) for organisation, person in contacts for use in used[organisation]}


def _of_their_teams() -> set[tuple[int, int, int]]:
    services: dict[int | None, list[int]] = defaultdict(list)
    for team, service in Service.objects.values_list("team_id", "id"):
        services[team].append(service)
    roles = Role.objects.filter(role__in=STAFF_ROLES).values_list("person_id", "team_id", "granted_at")
    found = {(person, one, granted.date().toordinal()) for person, team, granted in roles for one in services[team]}
    owned = Service.objects.filter(owner__roles__role__in=STAFF_ROLES).values_list("owner_id", "id")
    return found | {(owner, service, 1) for owner, service in owned if owner is not None}


def _holding(day: date) -> QuerySet[Use]:
    return Use.objects.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


def _among(people: Column, rows: QuerySet[Any]) -> Any:
    """Of each of these people, who are in order, whether any row names them."""
    (named,) = columns(rows.filter(person__isnull=False).values_list("person_id"), count=1)
    found = np.zeros(len(people), bool)
    found[places_in(people, named)[0]] = True
    return found


def _refuse(viewer: Actor) -> None:
    if not viewer.reach.may("surveys.send"):
        raise NotFound
