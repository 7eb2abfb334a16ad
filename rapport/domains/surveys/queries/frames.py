"""Everybody who uses the service, as a draw sees them: a few set queries whatever the number of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from rapport.domains.people.queries.served import UseRow, served, uses_on
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import RestPeriod
from rapport.domains.surveys.types import Candidate, Rest
from rapport.foundation.actors import Actor

Used = tuple[date, int]


def candidates(
    viewer: Actor, *, day: date, rest_days: int, service_id: int | None = None, rest: Rest = Rest.RELATIONAL
) -> list[Candidate]:
    """Who uses any service (or this one) on that day, with all that decides whether they can be drawn."""
    by_person, by_site = _uses(uses_on(viewer, day=day))
    rests = _rests(day=day, rest_days=rest_days, rest=rest)
    found = []
    for one in served(viewer):
        uses = by_person.get(one.person_id, []) + by_site.get(one.site_id, [])
        services = {service for _, service in uses}
        if not services or (service_id is not None and service_id not in services):
            continue
        found.append(
            Candidate(
                key=one.person_id,
                site=one.site_id,
                service=rules.latest_use(uses),
                known_since=one.known_since,
                organisation_id=one.organisation_id,
                services=tuple(sorted(services)),
                opted_out=one.opted_out,
                rests_until=rests.get(one.person_id),
                reachable=one.reachable,
                serves=one.serves,
            )
        )
    return found


def _uses(rows: Iterable[UseRow]) -> tuple[dict[int, list[Used]], dict[int | None, list[Used]]]:
    by_person: dict[int, list[Used]] = defaultdict(list)
    by_site: dict[int | None, list[Used]] = defaultdict(list)
    for row in rows:
        if row.person_id is not None:
            by_person[row.person_id].append((row.since, row.service_id))
        else:
            by_site[row.site_id].append((row.since, row.service_id))
    return by_person, by_site


def _rests(*, day: date, rest_days: int, rest: Rest) -> dict[int, date]:
    """Until when each person rests from an ask of this kind."""
    other = Rest.TRANSACTIONAL if rest is Rest.RELATIONAL else Rest.RELATIONAL
    holding = RestPeriod.objects.exclude(kind=other).filter(
        Q(until__gt=day) | Q(kind=rest, since__gt=day - timedelta(days=rest_days))
    )
    found: dict[int, date] = {}
    for person_id, kind, since, until in holding.values_list("person_id", "kind", "since", "until"):
        own = Rest.RELATIONAL if kind == rest else kind
        end = rules.rests_until(own, since=since, until=until, rest_days=rest_days)
        found[person_id] = max(end, found.get(person_id, end))
    return found
