"""What a release shows of one client: everybody there, and each service, beside the facts of the same service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from rapport.domains.insights import rules
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.domains.insights.rules import gaps as judging
from rapport.domains.insights.types import Cell, GapStanding, Margin, ServiceGap
from rapport.domains.people import queries as people
from rapport.domains.promises.types import TargetsMet
from rapport.foundation.actors import Actor, system

Figures = Mapping[int | None, Cell]
Facts = Sequence[tuple[int, str, TargetsMet]]
MARGINS = (Margin.ORGANISATION_QUARTER, Margin.ORGANISATION_SERVICE)


def client_figures(viewer: Actor, organisation_id: int, quarter: date, release: Release | None) -> Figures:
    """By service what may be shown of an organisation's people in a quarter; None is all of them together."""
    del viewer  # whoever reads a review was looked at before
    if release is None:
        return {}
    return _shown(release.pk, release.key).get((organisation_id, rules.quarter_of(quarter)), {})


def services_judged(viewer: Actor, facts: Facts, felt: Figures, targets: Mapping[int, float]) -> tuple[ServiceGap, ...]:
    """Each service with a fact or an opinion, the flagged ones first."""
    del viewer  # of what was read for them
    named = dict(people.service_names(system())) | {pk: name for pk, name, _ in facts}
    known = {pk: one for pk, _, one in facts}
    found = [
        _judged(pk, named[pk], known.get(pk), felt.get(pk), targets.get(pk, targets[0]))
        for pk in {*known, *(pk for pk in felt if pk is not None)}
        if pk in named
    ]
    return tuple(sorted(found, key=lambda one: (one.standing is not GapStanding.FLAGGED, one.name)))


def _judged(service_id: int, name: str, facts: TargetsMet | None, cell: Cell | None, target: float) -> ServiceGap:
    judged = judging.judged(facts, cell, target)
    figure = rules.figure_of("service", "", cell) if cell else None
    return ServiceGap(service_id, name, facts, judged, judging.standing(facts, judged), target, figure)


@lru_cache(maxsize=8)
def _shown(release_id: int, key: str) -> Mapping[tuple[int, str], Figures]:
    """A release never changes, so it is put together once."""
    found: dict[tuple[int, str], dict[int | None, Cell]] = defaultdict(dict)
    for row in ReleaseCell.objects.filter(release_id=release_id, release__key=key, hidden=False, margin__in=MARGINS):
        place, _, quarter = row.key.partition("|")
        client, _, service = place.partition(":")
        found[int(client), quarter][int(service) if service else None] = row.told()[2]
    return dict(found)
