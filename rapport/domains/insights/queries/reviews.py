"""The client review of one organisation and quarter, for staff and for the client's own contact."""

from __future__ import annotations

from datetime import date, datetime

from rapport.domains.insights import rules
from rapport.domains.insights.models import Release, ReviewAction, ReviewSignature
from rapport.domains.insights.models import Review as ReviewRow
from rapport.domains.insights.queries.client_figures import client_figures, services_judged
from rapport.domains.insights.queries.counts import answers_of_sites
from rapport.domains.insights.queries.gaps import perception_targets, shown_cells
from rapport.domains.insights.queries.scores import latest_release
from rapport.domains.insights.queries.words import words_released
from rapport.domains.insights.rules import gaps as judging
from rapport.domains.insights.types import (
    Cell,
    Figure,
    GapKind,
    GapStanding,
    ReviewActionSeen,
    ReviewSeen,
    Side,
    SignatureSeen,
    SiteGap,
)
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import TargetsMet, TargetView
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system

SHOWN = 8


def review(viewer: Actor, organisation_id: int, *, quarter: date, at: datetime) -> ReviewSeen:
    """Facts, perception, words and what was agreed; to staff who may read loyalty and to the client's contact."""
    refuse_strangers_to(viewer, organisation_id)
    release = latest_release(system())
    felt = client_figures(viewer, organisation_id, quarter, release)
    cell, hidden, sites = _felt(organisation_id, quarter, release)
    cell, hidden = (felt[None], 0) if None in felt else (cell, hidden)
    facts, by_service = _facts(organisation_id, quarter)
    targets = perception_targets(viewer)
    target = targets[0]
    judged = judging.judged(facts, cell, target)
    row = ReviewRow.objects.filter(organisation_id=organisation_id, quarter=quarter).first()
    partial = cell is not None and hidden > 0 and _less_than_half(cell, organisation_id, quarter, release)
    return ReviewSeen(
        organisation_id=organisation_id,
        quarter=quarter,
        facts=facts,
        facts_by_service=tuple((name, one) for _, name, one in by_service),
        judged=judged,
        standing=judging.standing(facts, judged),
        target=target,
        figure=None if partial else _figure(cell),
        partial=partial,
        sites=sites,
        hidden_sites=hidden,
        by_service=services_judged(viewer, by_service, felt, targets),
        whole=None in felt,
        by_site=_by_site(organisation_id, quarter, release, target),
        words=tuple(_words(viewer, organisation_id, quarter, release, at)),
        actions=_actions(viewer, organisation_id, quarter),
        before=_actions(viewer, organisation_id, rules.two_newest_quarters(quarter)[0]),
        signatures=_signatures(viewer, row),
        next_step=row.next_step if row else "",
        next_on=row.next_on if row else None,
    )


def review_quarters(viewer: Actor, organisation_id: int, *, at: datetime) -> list[date]:
    """The quarters a review can be read of, the newest first: this one, and those with facts before it."""
    refuse_strangers_to(viewer, organisation_id)
    counted = promises.target_quarters(system())
    return sorted({*counted, *rules.two_newest_quarters(at.date())}, reverse=True)[:SHOWN]


def refuse_strangers_to(viewer: Actor, organisation_id: int) -> None:
    """Staff who may read loyalty, and the contact of this very client; else NotFound or NotAllowed."""
    reach = viewer.reach
    if reach.whole or (viewer.staff and reach.may("loyalty.read")):
        people.organisation(viewer, organisation_id)
        return
    if viewer.staff:
        raise NotAllowed("loyalty.read")
    if not reach.may("relationships.organisation") or organisation_id not in reach.organisation_ids:
        raise NotFound


def side_of(viewer: Actor) -> Side:
    """Whose side somebody signs for."""
    return Side.OURS if viewer.staff else Side.THEIRS


def _facts(organisation_id: int, quarter: date) -> tuple[TargetsMet | None, tuple[tuple[int, str, TargetsMet], ...]]:
    view = TargetView.ORGANISATION
    found = promises.targets_met(system(), view=view, quarter=quarter, group_id=organisation_id)
    parted = promises.targets_by_service(system(), organisation_id=organisation_id, quarter=quarter)
    named = dict(people.service_names(system()))
    by_service = [(pk, named[pk], one) for pk, one in parted.items() if pk in named]
    return found.get(organisation_id), tuple(sorted(by_service, key=lambda row: row[1]))


def _felt(organisation_id: int, quarter: date, release: Release | None) -> tuple[Cell | None, int, int]:
    """The sum of what the release shows of the organisation's sites, how many are hidden, and how many there are.

    It stands in where the organisation's own figure may not be shown, or is older than a year.
    """
    sites = {one.pk for one in people.sites(system(), organisation_id=organisation_id)}
    shown = shown_cells(system(), release).get(quarter, {}) if release else {}
    cells = [cell for (kind, pk), cell in shown.items() if kind == GapKind.SITE and pk in sites]
    if not cells:
        return None, len(sites), len(sites)
    return _together(cells), len(sites) - len(cells), len(sites)


def _less_than_half(cell: Cell, organisation_id: int, quarter: date, release: Release | None) -> bool:
    """Whether most of the organisation's answers are in sites that may not be shown: then no score speaks for it."""
    sites = [one.pk for one in people.sites(system(), organisation_id=organisation_id)]
    every = answers_of_sites(system(), sites, survey_id=release.survey_id, quarter=quarter) if release else 0
    return 2 * cell.n < every


def _by_site(organisation_id: int, quarter: date, release: Release | None, target: float) -> tuple[SiteGap, ...]:
    """Each site whose perception the release shows, flagged ones first; services are judged over all clients."""
    shown = shown_cells(system(), release).get(quarter, {}) if release else {}
    facts = promises.targets_met(system(), view=GapKind.SITE, quarter=quarter)
    found = []
    for site in people.sites(system(), organisation_id=organisation_id):
        known = facts.get(site.pk)
        judged = judging.judged(known, shown.get((GapKind.SITE, site.pk)), target)
        if known is not None and judged is not None:
            found.append(SiteGap(site.name, known, judged, judging.standing(known, judged)))
    return tuple(sorted(found, key=lambda one: (one.standing is not GapStanding.FLAGGED, one.name)))


def _together(cells: list[Cell]) -> Cell:
    scores = tuple(sum(column) for column in zip(*(cell.scores for cell in cells), strict=True))
    unhappy, content, happy = (sum(cell.classes[place] for cell in cells) for place in range(3))
    return Cell(unhappy, content, happy, sum(c.asked for c in cells), sum(c.replied for c in cells), scores)


def _figure(cell: Cell | None) -> Figure | None:
    return rules.figure_of("organisation", "", cell) if cell else None


def _words(viewer: Actor, organisation_id: int, quarter: date, release: Release | None, at: datetime) -> list[str]:
    """Only of months that are over, like on the page of results."""
    if release is None:
        return []
    until = min(rules.bounds(rules.quarter_of(quarter))[1], at.date().replace(day=1))
    among = words_released(system(), survey_id=release.survey_id)
    named = {"survey_id": release.survey_id, "since": quarter, "until": until, "among": among}
    return surveys.words_of_group(viewer, organisation_id=organisation_id, **named)  # type: ignore[arg-type]


def _actions(viewer: Actor, organisation_id: int, quarter: date) -> tuple[ReviewActionSeen, ...]:
    rows = ReviewAction.objects.filter(review__organisation_id=organisation_id, review__quarter=quarter)
    found = list(rows.filter(left_out_at__isnull=True).order_by("due_on", "id"))
    named = people.names(viewer, {row.who_id for row in found if row.who_id})
    return tuple(
        ReviewActionSeen(
            id=row.pk,
            text=row.text,
            side=Side(row.side),
            who=named[row.who_id].name if row.who_id in named else "",
            who_id=row.who_id,
            due_on=row.due_on,
            done_on=row.done_on,
        )
        for row in found
    )


def _signatures(viewer: Actor, row: ReviewRow | None) -> tuple[SignatureSeen, ...]:
    """The last signature of each person."""
    if row is None:
        return ()
    last = {one.person_id: one for one in ReviewSignature.objects.filter(review=row).order_by("signed_at", "id")}
    named = people.names(viewer, set(last))
    return tuple(
        SignatureSeen(named[pk].name, pk, Side(one.side), one.signed_at, one.of == row.version)
        for pk, one in last.items()
        if pk in named
    )
