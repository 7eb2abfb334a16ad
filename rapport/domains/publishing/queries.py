"""What everybody may read: targets, results with their range and n, how people were asked, what was done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q

from rapport.domains.insights import queries as insights
from rapport.domains.insights.types import Figure, LoyaltyPage
from rapport.domains.promises import queries as promises
from rapport.domains.publishing.models import Deed, Target
from rapport.domains.publishing.types import PUBLISHES, DeedRow, Measure, ResultsPage, TargetResult
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor, NotFound, system
from rapport.measures import proportions
from rapport.measures.disclosure import LEAST

DEEDS = 12
ON_RECORD = 100


def results(viewer: Actor, *, at: datetime) -> ResultsPage:
    """The public page; the same for everybody, so nothing in it depends on who is looking."""
    del viewer
    page = _page()
    figure = page.figure if page else None
    since, until = _period(page, at)
    shares = _shares(since, until)
    return ResultsPage(
        period=figure.label if figure else "",
        published_at=page.as_of if page else None,
        facts_since=since,
        facts_until=until,
        targets=[_result(target, figure, shares) for target in targets(system())],
        deeds=deeds(system()),
        asked=figure.asked if figure else 0,
        answered=figure.replied if figure else 0,
        response_rate=figure.response_rate if figure else None,
        response_low=figure.response_low if figure else None,
        response_high=figure.response_high if figure else None,
        voices=_voices(page.survey_id, at) if page else [],
        hidden=_hidden(page) if page else [],
    )


def _voices(survey_id: int, at: datetime) -> list[str]:
    among = insights.words_released(system(), survey_id=survey_id)
    return surveys.words_to_print(system(), survey_id=survey_id, before=at.date(), among=among)


def targets(viewer: Actor) -> list[Target]:
    """The targets of today, in their order."""
    del viewer  # public
    return list(Target.objects.filter(until__isnull=True).order_by("place", "id"))


def deeds(viewer: Actor) -> list[DeedRow]:
    """The newest of what people said and what came of it."""
    del viewer  # public
    rows = Deed.objects.filter(withdrawn_on__isnull=True).order_by("-published_on", "-id")
    return [DeedRow(row.said, row.did, row.asked_by, row.published_on) for row in rows[:DEEDS]]


def deeds_for(
    viewer: Actor, *, organisation_id: int, services: Collection[int], since: date, until: date
) -> list[DeedRow]:
    """What was done for one client in a period: what they asked for, and what came of what was said of their services.

    For staff and for the contact of this client; else NotFound.
    """
    if not viewer.staff and not viewer.reach.whole and organisation_id not in viewer.reach.organisation_ids:
        raise NotFound
    theirs = Q(organisation_id=organisation_id) | Q(organisation__isnull=True, service_id__in=list(services))
    rows = Deed.objects.filter(theirs, withdrawn_on__isnull=True, published_on__gte=since, published_on__lt=until)
    return [
        DeedRow(row.said, row.did, row.asked_by, row.published_on, row.organisation_id == organisation_id)
        for row in rows.order_by("-published_on", "-id")[:DEEDS]
    ]


def targets_on_record(viewer: Actor) -> list[Target]:
    """Every target there was, those that hold first, for who publishes."""
    viewer.require(PUBLISHES)
    rows = Target.objects.order_by("place", "-since", "-id")
    return sorted(rows[:ON_RECORD], key=lambda one: one.until is not None)


def deeds_on_record(viewer: Actor) -> list[Deed]:
    """What was published, the newest hundred, also what was withdrawn, for who publishes."""
    viewer.require(PUBLISHES)
    return list(Deed.objects.order_by("-published_on", "-id")[:ON_RECORD])


def _page() -> LoyaltyPage | None:
    try:
        return insights.loyalty(system())
    except NotFound:
        return None


def _period(page: LoyaltyPage | None, at: datetime) -> tuple[date, date]:
    """The period of the score; without one the month that ended last."""
    if page and page.since and page.until:
        return page.since, page.until
    this_month = at.date().replace(day=1)
    return (this_month - timedelta(days=1)).replace(day=1), this_month


def _shares(since: date, until: date) -> dict[str, tuple[int, int]]:
    """How many of how many were kept, by measure."""
    begun, ended = _midnight(since), _midnight(until)
    kept = promises.kept_rate(system(), since=begun, until=ended)
    held = promises.estimates_kept(system(), since=begun, until=ended)
    return {Measure.PROMISES_KEPT: (kept.kept, kept.n), Measure.ESTIMATES_KEPT: (held.kept, held.n)}


def _result(target: Target, figure: Figure | None, shares: dict[str, tuple[int, int]]) -> TargetResult:
    said = (target.name, target.measure, target.goal)
    if target.measure == Measure.RECOMMEND:
        if figure is None or figure.points is None:
            return TargetResult(*said, 0, None, None, None)
        return TargetResult(*said, figure.n, figure.points, figure.low, figure.high)
    if target.measure == Measure.RESPONSE_RATE:
        kept, n = (figure.replied, figure.asked) if figure else (0, 0)
    else:
        kept, n = shares[target.measure]
    if n < LEAST:
        return TargetResult(*said, 0, None, None, None)
    share = proportions.wilson(kept, n)
    return TargetResult(*said, n, share.value, share.low, share.high)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _hidden(page: LoyaltyPage) -> list[str]:
    return sorted(one.label for one in (*page.services, *page.sites) if one.hidden)
