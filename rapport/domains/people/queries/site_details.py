"""What is known of a site beside its name, to staff and to those its organisation was granted to."""

from __future__ import annotations

from datetime import date

from rapport.domains.people.models import Installed, SiteDetails
from rapport.domains.people.queries.places import site
from rapport.domains.people.rules.sites import SiteStanding, site_standing
from rapport.foundation.actors import Actor


def site_details(viewer: Actor, site_id: int) -> SiteDetails | None:
    """Who decides, what happens at its closing, how it is connected; None where nobody said anything yet."""
    found = site(viewer, site_id)
    return SiteDetails.objects.select_related("decides").filter(site=found).first()


def installed_at(viewer: Actor, site_id: int) -> list[Installed]:
    """What stands there and what stood there, what is there now first."""
    found = site(viewer, site_id)
    rows = Installed.objects.filter(site=found).order_by("kind", "name", "pk")
    return sorted(rows, key=lambda row: row.until is not None)


def standing_of_site(viewer: Actor, site_id: int, *, today: date) -> SiteStanding:
    """Planned, open, closing or closed, by its dates."""
    found = site(viewer, site_id)
    return site_standing(opens_on=found.opens_on, closes_on=found.closes_on, today=today)
