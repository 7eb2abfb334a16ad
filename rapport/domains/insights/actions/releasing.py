"""Making a frozen release: one fixed set of margins, what is hidden decided once over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from rapport.domains.insights import queries, rules
from rapport.domains.insights.actions.labels import _fixed, _name, _open_month, _pair_name
from rapport.domains.insights.actions.nearing import _moving_alike, _too_near
from rapport.domains.insights.actions.releasing_cells import REST, _Known, _margin, _near, _of, _reasons
from rapport.domains.insights.actions.releasing_clients import _clients_of_release
from rapport.domains.insights.actions.releasing_items import _items_of_release, _items_told, _reasons_of_release
from rapport.domains.insights.actions.summing import Cells, _by, _rest, _sum, _without
from rapport.domains.insights.events import ReleaseMade
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.domains.insights.queries.counts import NEW_ANSWERS, Place
from rapport.domains.insights.rules.periods import last_month
from rapport.domains.insights.types import Cell, ClientPlace, Hidden, Judging, Margin, Weighted
from rapport.domains.people import queries as people
from rapport.domains.surveys import queries as surveys
from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.foundation.events import publish
from rapport.foundation.one_moment import see_one_moment
from rapport.measures.disclosure import told_singly

NO_SITE = "no site"


@transaction.atomic
def make_release(*, survey_id: int, how: str = rules.DRAWN, actor: Actor, at: datetime) -> Release | None:
    """Publish a survey's answers of one way as known now; None with fewer than five new ones since the last time."""
    queries.refuse_all_but_staff(actor)
    see_one_moment()  # answers that come meanwhile are in none of the views, instead of in some
    before = Release.objects.select_for_update().filter(survey_id=survey_id, how=how)
    last = before.order_by("-number").first()
    judging = queries.judging(actor, survey_id=survey_id)
    whole = queries.cells_with_unnamed(actor, survey_id=survey_id, view="whole", judging=judging, how=how)
    answers = sum(cell.n for cell in whole.values())
    if answers - (last.answers if last else 0) < NEW_ANSWERS:
        return None
    known = _known(actor, survey_id, whole, how=how, judging=judging, last=last, at=at)
    release = Release.objects.create(
        survey_id=survey_id, how=how, number=last.number + 1 if last else 1, made_at=at, as_of=at, answers=answers
    )
    cells = _settled(known, release, actor)
    _part_where_few_came(cells, known)
    ReleaseCell.objects.bulk_create(cells, batch_size=500)
    audit.record("release.made", actor=actor, subject_kind="release", subject_id=release.pk, at=at)
    publish(ReleaseMade(release_id=release.pk, survey_id=survey_id))
    return release


def _known(
    actor: Actor,
    survey_id: int,
    whole: dict[Place, Cell],
    *,
    how: str,
    judging: Judging,
    last: Release | None,
    at: datetime,
) -> _Known:
    before = {(c.margin, c.key): c for c in last.cells.all()} if last else {}
    running = at.date().replace(day=1)
    answered: dict[date, int] = defaultdict(int)
    for place, cell in whole.items():
        answered[place.month] += cell.n
    published = [key for (margin, key), c in before.items() if margin == Margin.PERIOD and not c.hidden]
    period = rules.periods_of(answered, running=running, published=published)
    waiting = running if rules.is_waiting(running, answered, period) else None
    sites = people.sites(actor)
    figured: dict[str, Any] = {"survey_id": survey_id, "judging": judging, "how": how}
    return _Known(
        survey_id=survey_id,
        how=how,
        whole=_without(waiting, whole),
        used=_without(waiting, queries.cells_with_unnamed(actor, view="used", **figured)),
        waiting=waiting,
        period=period,
        before=before,
        sites={str(site.pk): site.name for site in sites},
        homes={str(site.pk): str(site.organisation_id) for site in sites},
        organisations={str(one.pk): one.name for one in people.organisations(actor)},
        services={str(service.pk): service.name for service in people.services(actor)},
        running=running,
        teams={str(team.pk): team.name for team in people.teams(actor)},
        judging=judging,
        facets=_without(waiting, queries.cells_with_unnamed(actor, view="facet", **figured)),
        clients=_clients(actor, survey_id, judging=judging, how=how, running=running, waiting=waiting),
        items_told=_items_told(survey_id, how),
        items=queries.item_counts(actor, survey_id=survey_id, how=how, without=waiting),
        item_quarters=queries.item_counts_by_quarter(actor, survey_id=survey_id, how=how, without=waiting),
        weights=surveys.weights_given(actor, survey_id=survey_id, how=how),
        reasons=rules.reasons_by_class(
            surveys.reasons_ticked(
                actor, survey_id=survey_id, since=rules.reasons_since(running), how=how, without=waiting
            ),
            judging,
        ),
    )


def _clients(
    actor: Actor, survey_id: int, *, judging: Judging, how: str, running: date, waiting: date | None
) -> dict[ClientPlace, Cell]:
    """What clients said in a year of quarters; a review is about drawn answers alone."""
    if how != rules.DRAWN:
        return {}
    since = rules.year_of_quarters(running)
    return queries.client_cells(actor, survey_id=survey_id, since=since, judging=judging, how=how, without=waiting)


def _settled(known: _Known, release: Release, actor: Actor) -> list[ReleaseCell]:
    """The cells, once no two that are shown differ by few people: what is hidden for that may hide others."""
    while True:
        cells = _cells(known, release)
        told = surveys.alike_counts(actor, survey_id=known.survey_id, how=known.how)
        of = (one for one in told if one.month != known.waiting)  # a stream, read where two may be near
        near = _too_near(of, cells=cells, period=known.period) - known.near
        still = _moving_alike(cells, known.before) - known.still
        if not near and not still:
            return _weighted(cells, known, actor)
        known = replace(known, near=known.near | near, still=known.still | still)


def _part_where_few_came(cells: list[ReleaseCell], known: _Known) -> None:
    """Months and quarters stand in classes alone, where what came since each answer was last shown would be of few."""
    here = {cell.key: cell for cell in cells if cell.margin == Margin.PERIOD and not cell.hidden}
    last = {key: known.before[Margin.PERIOD, key] for key in here if (Margin.PERIOD, key) in known.before}
    moved = []
    for key, then in last.items():
        if then.hidden or _counts(here[key]) != _counts(then):
            moved.append(key)
        else:
            here[key].reason = then.reason
    shown = ReleaseCell.objects.filter(release__survey_id=known.survey_id, release__how=known.how, hidden=False)
    told = shown.filter(margin=Margin.PERIOD, key__in=moved).exclude(reason=Hidden.GROUPED)
    for key, scores in dict(told.order_by("release__number").values_list("key", "scores")).items():
        if told_singly(scores) and not rules.added_singly(here[key].scores, scores):
            here[key].reason = Hidden.GROUPED


def _weighted(cells: list[ReleaseCell], known: _Known, actor: Actor) -> list[ReleaseCell]:
    """The same, each period that is shown with its score weighted to the frame."""
    told, few_by_name = _told(known, _by(known.whole, lambda place: known.period[place.month]))
    for cell in cells:
        if cell.margin == Margin.PERIOD and not cell.hidden:
            last = known.before.get((Margin.PERIOD, cell.key))
            if last is not None and _counts(cell) != (list(told[cell.key].scores), told[cell.key].unscored):
                _keep(cell, last)  # the figure of the last release stands, so this one does, too
            else:
                _weigh(cell, known, actor, by_name=cell.key in few_by_name)
    return cells


def _counts(cell: ReleaseCell) -> tuple[list[int], int]:
    return list(cell.scores), cell.unscored


def _cells(known: _Known, release: Release) -> list[ReleaseCell]:
    all_in_one, _ = _told(known, _by(known.whole, lambda place: "all"))
    periods, _ = _told(known, _by(known.whole, lambda place: known.period[place.month]))
    services, short_services = _told(known, _by(known.used, lambda place: str(place.service_id)))
    sites, short_sites = _told(known, _by(known.whole, lambda place: str(place.site_id or REST)))
    strata = _by(known.whole, lambda place: place.stratum or f"{place.site_id or REST}:{REST}")
    strata = _told_pairs(known, strata, ":", short_sites)
    by_service = _by(known.used, lambda place: f"{place.service_id}|{rules.quarter_of(place.month)}")
    by_service = _told_pairs(known, by_service, "|", short_services)
    by_site = _by(known.whole, lambda p: f"{p.site_id or REST}|{rules.quarter_of(p.month)}")
    by_site = _told_pairs(known, by_site, "|", short_sites)
    few_services = _hidden(services)
    hidden_services = _beside(few_services, _near(known, Margin.SERVICE, services))
    hidden_sites = _hidden(sites, _near(known, Margin.SITE, sites))
    site_quarters = _hidden_pairs(by_site, "|", hidden_sites, _near(known, Margin.SITE_QUARTER, by_site))
    strata_hidden = _hidden_pairs(strata, ":", hidden_sites, _near(known, Margin.STRATUM, strata))
    service_quarters = _hidden_quarters(known, by_service, few_services, hidden_services)
    found = [
        *_margin(
            known,
            Margin.ALL,
            all_in_one,
            _hidden(all_in_one, _near(known, Margin.ALL, all_in_one)),
            _fixed("All answers"),
        ),
        *_margin(
            known, Margin.PERIOD, periods, _hidden(periods, _near(known, Margin.PERIOD, periods)), rules.period_label
        ),
        *_open_month(known.waiting),
        *_margin(known, Margin.SERVICE, services, hidden_services, _name(known.services)),
        *_margin(known, Margin.SITE, sites, hidden_sites, _name(known.sites)),
        *_margin(known, Margin.STRATUM, strata, strata_hidden, _stratum_name(known)),
        *_margin(known, Margin.SERVICE_QUARTER, by_service, service_quarters, _pair_name(known.services)),
        *_margin(known, Margin.SITE_QUARTER, by_site, site_quarters, _pair_name(known.sites)),
        *(cell for facet in (*rules.FACETS, rules.WAVE) for cell in _facet(known, facet)),
        *_reasons_of_release(known.reasons, rules.reasons_since(known.running), known.before, known.items_told),
        *_items_of_release(known.items, known.item_quarters, known.before, known.items_told),
    ]
    found += _clients_of_release(known, found)
    for place, cell in enumerate(found):
        cell.release, cell.place = release, place
    return found


def _facet(known: _Known, facet: str) -> list[ReleaseCell]:
    """One facet and the same by quarter; answers that carry none stand beside it as a cell of their own."""
    own = _by(known.facets, lambda place: _value(place, facet))
    quarters = _by(known.facets, lambda place: _in_quarter(_value(place, facet), place))
    if not own:
        return []
    every = _by(known.whole, lambda place: rules.UNKNOWN)
    quarterly = _by(known.whole, lambda place: _in_quarter(rules.UNKNOWN, place))
    own |= _rest(every, own, lambda key: rules.UNKNOWN)
    quarters |= _rest(quarterly, quarters, lambda key: f"{rules.UNKNOWN}|{key.partition('|')[2]}")
    own, short = _told(known, own)
    quarters = _told_pairs(known, quarters, "|", short)
    hidden = _hidden(own, _near(known, Margin(facet), own))
    cells = _margin(known, Margin(facet), own, hidden, _facet_name(known, facet))
    if facet == rules.WAVE:
        return cells
    pairs = _hidden_pairs(quarters, "|", hidden, _near(known, Margin(f"{facet}_quarter"), quarters))
    return [
        *cells,
        *_margin(known, Margin(f"{facet}_quarter"), quarters, pairs, _facet_name(known, facet)),
    ]


def _value(place: Place, facet: str) -> str | None:
    name, _, value = place.part.partition(":")
    return value if name == facet else None


def _in_quarter(value: str | None, place: Place) -> str | None:
    return None if value is None else f"{value}|{rules.quarter_of(place.month)}"


def _told(known: _Known, cells: Cells) -> tuple[Cells, frozenset[str]]:
    """The cells of a margin, some of them with their answers by name alone; which these are."""
    short = rules.named_only(cells, known.judging)
    return {key: rules.by_name(cell, known.judging) if key in short else cell for key, cell in cells.items()}, short


def _told_pairs(known: _Known, cells: Cells, mark: str, rows: Collection[str]) -> Cells:
    pairs = {(key.partition(mark)[0], key.partition(mark)[2]): key for key in cells}
    by_pair = {pair: cells[key] for pair, key in pairs.items()}
    short = {pairs[pair] for pair in rules.named_only_in_table(by_pair, known.judging, rows=rows)}
    return {key: rules.by_name(cell, known.judging) if key in short else cell for key, cell in cells.items()}


def _hidden(cells: Cells, near: Collection[str] = ()) -> dict[str, str]:
    return _reasons(cells, rules.hidden_cells({key: cell.n for key, cell in cells.items()}, hidden=near))


def _hidden_pairs(
    cells: Cells, mark: str, hidden_rows: Mapping[str, str], near: Collection[str] = ()
) -> dict[str, str]:
    """A table of two margins; a row that is hidden as a whole is hidden in each of its cells."""
    pairs: dict[tuple[str, str], str] = {}
    for key in cells:
        row, _, column = key.partition(mark)
        pairs[row, column] = key
    counts = {pair: cells[key].n for pair, key in pairs.items()}
    gone = [pair for pair in pairs if pair[0] in hidden_rows or pairs[pair] in near]
    found = {pairs[pair] for pair in rules.hidden_in_table(counts, hidden=gone)}
    return _reasons(cells, found)


def _hidden_quarters(
    known: _Known, cells: Cells, few: Mapping[str, str], hidden_services: Mapping[str, str]
) -> dict[str, str]:
    """Services by quarter; they overlap, so one that stands too near another takes along only some of its own row."""
    found = _hidden_pairs(cells, "|", few)
    counts = {(key.partition("|")[0], key.partition("|")[2]): cell.n for key, cell in cells.items()}
    near = _near(known, Margin.SERVICE_QUARTER, cells)
    gone = [pair for pair in counts if "|".join(pair) in {*found, *near} or pair[0] in hidden_services]
    return _beside(found, {"|".join(pair) for pair in rules.hidden_in_rows(counts, hidden=gone)})


def _beside(found: Mapping[str, str], also: Collection[str]) -> dict[str, str]:
    return dict.fromkeys(also, Hidden.BESIDE.value) | dict(found)


def _weigh(cell: ReleaseCell, known: _Known, actor: Actor, *, by_name: bool) -> None:
    """Add the score weighted to the frame of the period's last month, where there was a sample."""
    if known.weights:
        if not by_name:  # weights are summed over all answers, with those that wait to be told among them
            _set(cell, rules.weighted_by_file(_weights_in(known, cell.key), _of(cell).n, known.judging))
        return
    if known.how != rules.DRAWN:
        return  # a frame stands behind a draw alone
    sizes = surveys.frame_sizes(actor, survey_id=known.survey_id, month=last_month(cell.key))
    within = {place: c for place, c in known.whole.items() if known.period[place.month] == cell.key}
    strata = _by(within, lambda place: place.stratum or None)
    if by_name:
        strata = {key: rules.by_name(c, known.judging) for key, c in strata.items()}
    together = rules.pooled({key: c for key, c in strata.items() if key in sizes})
    pooled = {name: _sum([strata[key] for key in keys]) for name, keys in together.items()}
    people = {name: sum(sizes[key] for key in keys) for name, keys in together.items()}
    _set(cell, rules.weighted(pooled, people, known.judging))


def _weights_in(known: _Known, period: str) -> dict[int, tuple[float, float]]:
    """What the file says of the answers of one period, by score."""
    found: dict[int, tuple[float, float]] = {}
    for (month, score), (w, w2) in known.weights.items():
        if known.period.get(month) == period:
            before = found.get(score, (0.0, 0.0))
            found[score] = (before[0] + w, before[1] + w2)
    return found


def _keep(cell: ReleaseCell, last: ReleaseCell) -> None:
    cell.weighted, cell.weighted_low, cell.weighted_high = last.weighted, last.weighted_low, last.weighted_high


def _set(cell: ReleaseCell, found: Weighted | None) -> None:
    if found is not None:
        cell.weighted, cell.weighted_low, cell.weighted_high = found.points, found.low, found.high


def _facet_name(known: _Known, facet: str) -> Callable[[str], str]:
    return lambda key: rules.facet_label(facet, key.partition("|")[0], known.teams)


def _stratum_name(known: _Known) -> Callable[[str], str]:
    def label(key: str) -> str:
        site, _, service = key.partition(":")
        return f"{known.sites.get(site, NO_SITE)}, {known.services.get(service, 'no longer there')}"

    return label
