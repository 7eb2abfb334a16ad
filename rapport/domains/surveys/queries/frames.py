"""Everybody who uses the service, as a draw sees them: a few set queries and columns whatever the number of people."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import numpy as np
from django.db.models import Q

from rapport.domains.people.queries.served import ServedColumns, UseColumns, served_columns, use_columns, uses_by_role
from rapport.domains.people.types import RoleName
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import RestPeriod, Survey
from rapport.domains.surveys.types import Asked, Columns, How, Rest
from rapport.domains.surveys.types.draws import Array
from rapport.foundation.actors import Actor
from rapport.foundation.columns import distinct, places_in

# A use as one number, so that the smallest is the latest and of two on one day the one with the lower id.
LAST_DAY, SERVICE_BITS = date.max.toordinal(), 36
A_SERVICE = (1 << SERVICE_BITS) - 1
NO_USE = np.iinfo(np.int64).max
BY_ROLE = {Asked.CLIENT_CONTACT: RoleName.CLIENT_CONTACT, Asked.STAFF: None}


def frame_of(viewer: Actor, *, survey: Survey, day: date, rest_days: int) -> Columns:
    """Everybody a draw of this survey would look at on that day."""
    return frame_columns(
        viewer,
        day=day,
        rest_days=rest_days,
        service_id=survey.service_id,
        rest=rules.rest_of(survey.kind, How.DRAWN),
        asked=Asked(survey.asked),
    )


def frame_columns(
    viewer: Actor,
    *,
    day: date,
    rest_days: int,
    service_id: int | None = None,
    rest: Rest = Rest.RELATIONAL,
    asked: Asked = Asked.USER,
) -> Columns:
    """The same as columns, for very many.

    Where client contacts or staff are asked, what they have to do with by their role counts as what they use.
    """
    everybody = served_columns(viewer)
    uses = use_columns(viewer, day=day)
    if asked in BY_ROLE:
        uses = _joined(uses, uses_by_role(viewer, role=BY_ROLE[asked], day=day))
    found = _columns(everybody, uses, _rests(everybody.person, day=day, rest_days=rest_days, rest=rest))
    using = found.service > 0
    return rules.some_of(found, using if service_id is None else using & rules.users_of(found, service_id))


def _columns(everybody: ServedColumns, uses: UseColumns, rests_until: Array) -> Columns:
    by_site = uses.site > 0
    of_site, last = _of_sites(everybody.site, uses, by_site)
    # Of persons who are merged or have no name nothing counts, so their uses fall away here; those of sites are done.
    place, known = places_in(everybody.person, uses.person)
    service, latest = uses.service[known], _codes(uses)[known]
    np.minimum.at(last, place, latest)
    pairs = distinct((place << SERVICE_BITS) + service)
    return Columns(
        key=everybody.person,
        organisation=everybody.organisation,
        site=everybody.site,
        service=np.where(last == NO_USE, 0, last & A_SERVICE),
        known_since=everybody.known_since,
        rests_until=rests_until,
        opted_out=everybody.opted_out,
        reachable=everybody.reachable,
        serves=everybody.serves,
        contact=everybody.contact,
        public=everybody.public,
        use_place=pairs >> SERVICE_BITS,
        use_service=pairs & A_SERVICE,
        of_site=of_site,
    )


def _codes(uses: UseColumns) -> Array:
    return ((LAST_DAY - uses.since) << SERVICE_BITS) + uses.service


def _of_sites(sites: Array, uses: UseColumns, by_site: Array) -> tuple[dict[int, frozenset[int]], Array]:
    """What everybody at a site uses; and for each person the latest use of their site."""
    services: dict[int, set[int]] = defaultdict(set)
    latest: dict[int, int] = {}
    rows = zip(uses.site[by_site].tolist(), uses.service[by_site].tolist(), _codes(uses)[by_site].tolist(), strict=True)
    for site, service, code in rows:
        services[site].add(service)
        latest[site] = min(code, latest.get(site, code))
    there, which = np.unique(sites, return_inverse=True)
    of_each = np.array([latest.get(site, NO_USE) for site in there.tolist()] or [NO_USE], np.int64)
    return {site: frozenset(used) for site, used in services.items()}, of_each[which]


def _joined(uses: UseColumns, more: UseColumns) -> UseColumns:
    return UseColumns(*(np.concatenate(pair) for pair in zip(uses, more, strict=True)))


def _rests(people: Array, *, day: date, rest_days: int, rest: Rest) -> Array:
    """Until when each person rests from an ask of this kind, as ordinals; 0 for nobody's rest."""
    other = Rest.TRANSACTIONAL if rest is Rest.RELATIONAL else Rest.RELATIONAL
    holding = RestPeriod.objects.exclude(kind=other).filter(
        Q(until__gt=day) | Q(kind=rest, since__gt=day - timedelta(days=rest_days))
    )
    ends: dict[int, int] = {}
    rows = holding.values_list("person_id", "kind", "since", "until").iterator(chunk_size=5000)
    for person_id, kind, since, until in rows:
        own = Rest.RELATIONAL if kind == rest else kind
        end = rules.rests_until(own, since=since, until=until, rest_days=rest_days).toordinal()
        ends[person_id] = max(end, ends.get(person_id, end))
    found = np.zeros(len(people), np.int64)
    resting = np.array(sorted(ends), np.int64)
    places, there = places_in(people, resting)
    found[places] = [ends[one] for one in resting[there].tolist()]
    return found
