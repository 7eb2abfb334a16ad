"""The provider, organisations, sites, teams and services, as far as the viewer reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from rapport.domains.people.models import Organisation, Person, Service, Site, Team, Use
from rapport.domains.people.types import OrganisationKind, ServiceUsed
from rapport.foundation.actors import NOBODY, Actor, NotFound
from rapport.foundation.prepared import Prepared

PRODUCT = "Rapport"


_PROVIDER = Prepared(
    lambda _viewer: Organisation.objects.filter(kind=OrganisationKind.PROVIDER).order_by("pk")[:1], planned_anew=True
)


def provider() -> Organisation | None:
    """The one who serves; read before anybody is known, so without a viewer."""
    return next(iter(_PROVIDER(NOBODY)), None)


def has_provider() -> bool:
    """True once this installation is set up."""
    return provider() is not None


def brand(known: Organisation | None = None) -> str:
    """The name every page carries: the provider's, or the product's before there is one; `known` spares asking."""
    found = known or provider()
    return found.name if found and found.name else PRODUCT


def organisations(viewer: Actor) -> list[Organisation]:
    """Staff see all, contacts those granted, everybody their own."""
    rows = Organisation.objects.order_by("name", "id")
    return list(rows if _serves(viewer) else rows.filter(_own_organisations(viewer)))


def organisation(viewer: Actor, organisation_id: int) -> Organisation:
    """One organisation to staff and to those it was granted to; not there and not yours look the same."""
    rows = Organisation.objects.filter(pk=organisation_id)
    found = (rows if _serves(viewer) else rows.filter(pk__in=viewer.reach.organisation_ids)).first()
    if found is None:
        raise NotFound
    return found


def site(viewer: Actor, site_id: int) -> Site:
    """One site with its organisation, to staff and to those the organisation was granted to."""
    rows = Site.objects.select_related("organisation").filter(pk=site_id)
    found = (rows if _serves(viewer) else rows.filter(organisation_id__in=viewer.reach.organisation_ids)).first()
    if found is None:
        raise NotFound
    return found


def sites(
    viewer: Actor, *, organisation_id: int | None = None, search: str = "", most: int | None = None
) -> list[Site]:
    """Staff see all sites, contacts those of their organisation, everybody their own site.

    `search` is the beginning of any word of each site's name, as in the command bar, word by word.
    """
    rows = Site.objects.select_related("organisation").order_by("organisation__name", "name", "id")
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    for word in search.split():
        rows = rows.filter(Q(name__istartswith=word) | Q(name__icontains=f" {word}"))
    if not _serves(viewer):
        own = Person.objects.filter(pk__in=viewer.reach.person_ids, site__isnull=False).values("site_id")
        rows = rows.filter(Q(organisation_id__in=viewer.reach.organisation_ids) | Q(pk__in=own))
    return list(rows[:most])


def services(viewer: Actor) -> list[Service]:
    """Staff see all services; everybody else those that they, their site or their granted organisation use."""
    return list(_services(viewer).select_related("team", "owner").order_by("name", "id"))


def service_names(viewer: Actor) -> list[tuple[int, str]]:
    """Ids and names of the same services, for a choice among them."""
    return _NAMES(viewer)


def service(viewer: Actor, service_id: int) -> Service:
    """One service with team and owner; not there and not yours look the same."""
    found = _services(viewer).select_related("team", "owner").filter(pk=service_id).first()
    if found is None:
        raise NotFound
    return found


def service_by_key(viewer: Actor, key: str) -> Service:
    """The same by the public key of its address."""
    found = _services(viewer).select_related("team", "owner").filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def teams(viewer: Actor) -> list[Team]:
    """Staff see all teams; everybody else those that support their services."""
    return _TEAMS(viewer)


def team_names(viewer: Actor) -> list[tuple[int, str]]:
    """Ids and names of the teams one serves in, by name, for a choice among them."""
    return _TEAM_NAMES(viewer, teams=viewer.reach.team_ids) if viewer.staff else []


def services_of(viewer: Actor, person_ids: Collection[int]) -> dict[int, list[ServiceUsed]]:
    """The services that persons within reach use now, directly or through their site, with two queries.

    What a row uses that was merged into one of these, that one uses.
    """
    rows = _SITES(viewer, persons=set(person_ids))
    used = _open_uses({pk: site for pk, _, site in rows})
    found: dict[int, dict[int, ServiceUsed]] = {pk: {} for pk, _, _ in rows if pk in person_ids}
    for pk, merged_into, site in rows:
        home = merged_into if merged_into in found else pk
        if home in found:
            found[home] |= {**used["site", site], **used["person", pk]}
    return {pk: sorted(theirs.values(), key=lambda s: s.name) for pk, theirs in found.items()}


def team_of_service(viewer: Actor, service_id: int) -> int | None:
    """The team that supports a service within reach, or None."""
    return _services(viewer).filter(pk=service_id).values_list("team_id", flat=True).first()


def _open_uses(site_of: Mapping[int, int | None]) -> dict[tuple[str, int | None], dict[int, ServiceUsed]]:
    sites = {site for site in site_of.values() if site}
    found: dict[tuple[str, int | None], dict[int, ServiceUsed]] = defaultdict(dict)
    for person_id, site_id, *told in _OPEN_USES(NOBODY, persons=site_of, sites=sites or {NOWHERE}):
        used = ServiceUsed(*told)
        found["person" if person_id else "site", person_id or site_id][used.service_id] = used
    return found


USED = ("person_id", "site_id", "service_id", "service__name", "service__team_id", "since")
NOWHERE = 0  # the id of no site
_OPEN_USES = Prepared(
    lambda _viewer, *, persons, sites: (
        Use.objects.filter(person_id__in=persons, until__isnull=True)
        .values_list(*USED)
        .union(Use.objects.filter(site_id__in=sites, until__isnull=True).values_list(*USED), all=True)
    ),
    "persons",
    "sites",
)


def _site_of(viewer: Actor, *, persons: Collection[int]) -> QuerySet[Any, Any]:
    rows = Person.objects.filter(Q(pk__in=persons) | Q(merged_into__in=persons))
    if not _serves(viewer):
        reach = viewer.reach
        rows = rows.filter(Q(pk__in=reach.person_ids) | Q(organisation_id__in=reach.organisation_ids))
    return rows.values_list("id", "merged_into_id", "site_id")


_SITES = Prepared(_site_of, "persons")


def _teams(viewer: Actor) -> QuerySet[Team]:
    rows = Team.objects.order_by("name", "id")
    return rows if _serves(viewer) else rows.filter(services__in=_services(viewer)).distinct()


_TEAMS = Prepared(_teams)
_TEAM_NAMES = Prepared(
    lambda _viewer, *, teams: Team.objects.filter(pk__in=teams).order_by("name", "id").values_list("id", "name"),
    "teams",
)
_NAMES = Prepared(lambda viewer: _services(viewer).order_by("name", "id").values_list("id", "name"))


def _serves(viewer: Actor) -> bool:
    return viewer.reach.whole or (viewer.staff and viewer.reach.may("people.read"))


def _own_organisations(viewer: Actor) -> Q:
    own = Person.objects.filter(pk__in=viewer.reach.person_ids).values("organisation_id")
    return Q(pk__in=viewer.reach.organisation_ids) | Q(pk__in=own)


def _services(viewer: Actor) -> QuerySet[Service]:
    if _serves(viewer):
        return Service.objects.all()
    reach = viewer.reach
    people = Person.objects.filter(Q(pk__in=reach.person_ids) | Q(organisation_id__in=reach.organisation_ids))
    uses = Use.objects.filter(until__isnull=True).filter(
        Q(person__in=people.values("id")) | Q(site__in=people.values("site_id"))
    )
    return Service.objects.filter(pk__in=uses.values("service_id"))
