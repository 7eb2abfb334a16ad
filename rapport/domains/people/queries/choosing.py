"""Somebody of a site or of an organisation, for staff who choose among them."""

from __future__ import annotations

from django.db.models import QuerySet

from rapport.domains.people.models import Person
from rapport.domains.people.queries.persons import names
from rapport.domains.people.types import PersonCard
from rapport.foundation import search as finding
from rapport.foundation.actors import Actor, NotFound

LOOKED_AT = 100


def people_at(
    viewer: Actor, *, site_id: int | None = None, organisation_id: int | None = None, size: int = 100
) -> list[tuple[int, str]]:
    """Ids and names of the people of a site or an organisation, for staff who choose among them; by name."""
    rows = _there(viewer, site_id, organisation_id)
    return list(rows.order_by("name", "id").values_list("id", "name")[:size])


def people_called(
    viewer: Actor, said: str, *, site_id: int | None = None, organisation_id: int | None = None, size: int = 6
) -> list[PersonCard]:
    """Those of a site or an organisation whom these words find, the likeliest first, for staff who choose one."""
    rows = _there(viewer, site_id, organisation_id)
    hits = [hit.ref_id for hit in finding.find(viewer, said, kinds=["person"], size=LOOKED_AT).rows]
    here = set(rows.filter(pk__in=hits).values_list("id", flat=True))
    chosen = [pk for pk in dict.fromkeys(hits) if pk in here][:size]
    cards = names(viewer, chosen)
    return [cards[pk] for pk in chosen if pk in cards]


def _there(viewer: Actor, site_id: int | None, organisation_id: int | None) -> QuerySet[Person]:
    if not (viewer.reach.whole or (viewer.staff and viewer.reach.may("people.read"))):
        raise NotFound
    rows = Person.objects.filter(merged_into__isnull=True, left_at=None, unnamed=False)
    return rows.filter(site_id=site_id) if site_id is not None else rows.filter(organisation=organisation_id)
