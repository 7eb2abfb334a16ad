"""Whom to ask at a site, and what may be chosen as what a ticket is about."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.domains.people.models import Installed, SiteContact
from rapport.domains.people.queries.places import site
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.prepared import Prepared


@dataclass(frozen=True)
class SiteContactCard:
    """Somebody to turn to at a site."""

    id: int
    person_id: int
    name: str
    role: str
    phone: str


def site_contacts(viewer: Actor, site_id: int) -> list[SiteContactCard]:
    """Whom to ask there, by role and name, to staff and to those its organisation was granted to."""
    found = site(viewer, site_id)
    rows = SiteContact.objects.filter(site=found).order_by("role", "person__name", "pk")
    return [SiteContactCard(*row) for row in rows.values_list("pk", "person_id", "person__name", "role", "phone")]


def installed_names(viewer: Actor, site_id: int) -> tuple[tuple[int, str], ...]:
    """What stands at a site now, for staff who choose among it; one prepared query."""
    if not viewer.staff and not viewer.reach.whole:
        raise NotFound
    return tuple((pk, name if kind in name else f"{kind}: {name}") for pk, kind, name in _NAMES(viewer, site=site_id))


_NAMES = Prepared(
    lambda _viewer, *, site: (
        Installed.objects.filter(site_id__in=site, until__isnull=True)
        .order_by("kind", "name", "pk")
        .values_list("pk", "kind", "name")[:200]
    ),
    "site",
)
