"""A site by the key on its poster: what everybody may read there, and what only its own people may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rapport.domains.people.models import Person, Site, SiteDetails, SiteDoor, Use
from rapport.domains.people.rules.sites import SiteStanding, site_standing
from rapport.foundation.actors import Actor, NotFound

LONGEST_KEY = 32


@dataclass(frozen=True)
class SiteAt:
    """One site as its poster opens it; `decides` and `line_call` are empty for who does not belong there."""

    id: int
    name: str
    key: str
    standing: SiteStanding
    service_ids: frozenset[int]
    own: bool
    decides: str = ""
    line_call: str = ""


def site_door(viewer: Actor, site_id: int) -> str:
    """The key of the site's public page, to staff, who see all sites; empty where it has none."""
    if not viewer.staff and not viewer.reach.whole:
        raise NotFound("site")
    rows = SiteDoor.objects.filter(site_id=site_id)
    return rows.values_list("key", flat=True).first() or ""


def site_at(viewer: Actor, key: str, *, today: date) -> SiteAt:
    """The site behind a key: its name for everybody, whom to ask there for the people of that site and for staff."""
    rows = Site.objects.filter(door__key=key) if 0 < len(key) <= LONGEST_KEY else Site.objects.none()
    found = rows.select_related("door").first()
    if found is None:
        raise NotFound("site")
    own = _belongs(viewer, found)
    details = SiteDetails.objects.select_related("decides").filter(site=found).first() if own else None
    return SiteAt(
        id=found.pk,
        name=found.name,
        key=key,
        standing=site_standing(opens_on=found.opens_on, closes_on=found.closes_on, today=today),
        service_ids=_services(found, today),
        own=own,
        decides=details.decides.name if details and details.decides else "",
        line_call=details.line_call if details else "",
    )


def _belongs(viewer: Actor, found: Site) -> bool:
    if viewer.staff:
        return True
    return viewer.is_person and Person.objects.filter(pk__in=viewer.reach.person_ids, site=found).exists()


def _services(found: Site, today: date) -> frozenset[int]:
    rows = Use.objects.filter(Q(until__isnull=True) | Q(until__gte=today), site=found, since__lte=today)
    return frozenset(rows.values_list("service_id", flat=True))
