"""Making a frozen release: one fixed set of margins, what is hidden decided once over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from rapport.domains.insights import queries, rules
from rapport.domains.insights.actions.releasing_items import _items_of_release, _reasons_of_release
from rapport.domains.insights.events import ReleaseMade
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.domains.insights.queries.counts import NEW_ANSWERS, Place
from rapport.domains.insights.rules.periods import last_month, month_key
from rapport.domains.insights.types import Cell, Hidden, Judging, Margin, Weighted
from rapport.domains.people import queries as people
from rapport.domains.surveys import queries as surveys
from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.foundation.events import publish

Cells = dict[str, Cell]
Before = Mapping[tuple[str, str], ReleaseCell]
NO_SITE = "no site"


@dataclass(frozen=True)
class _Known:
    """What a release is made from."""

    survey_id: int
    how: str
    whole: dict[Place, Cell]
    used: dict[Place, Cell]
    period: dict[date, str]
    before: Before
    sites: Mapping[str, str]
    services: Mapping[str, str]
    teams: Mapping[str, str]
    running: date
    judging: Judging
    facets: dict[Place, Cell]
    items: dict[str, dict[str, int]]
    item_quarters: dict[str, dict[str, int]]
    reasons: dict[str, dict[str, int]]
    weights: dict[tuple[date, int], tuple[float, float]]


@transaction.atomic
def make_release(*, survey_id: int, how: str = rules.DRAWN, actor: Actor, at: datetime) -> Release | None:
    """Publish a survey's answers of one way as known now; None with fewer than five new ones since the last time."""
    queries.refuse_all_but_staff(actor)
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
    ReleaseCell.objects.bulk_create(_cells(known, release, actor), batch_size=500)
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
    return _Known(
        survey_id=survey_id,
        how=how,
        whole=whole,
        used=queries.cells_with_unnamed(actor, survey_id=survey_id, view="used", judging=judging, how=how),
        period=rules.periods_of(answered, running=running, published=published),
        before=before,
        sites={str(site.pk): site.name for site in people.sites(actor)},
        services={str(service.pk): service.name for service in people.services(actor)},
        running=running,
        teams={str(team.pk): team.name for team in people.teams(actor)},
        judging=judging,
        facets=queries.cells_with_unnamed(actor, survey_id=survey_id, view="facet", judging=judging, how=how),
        items=queries.item_counts(actor, survey_id=survey_id, how=how),
        item_quarters=queries.item_counts_by_quarter(actor, survey_id=survey_id, how=how),
        weights=surveys.weights_given(actor, survey_id=survey_id, how=how),
        reasons=rules.reasons_by_class(
            surveys.reasons_ticked(actor, survey_id=survey_id, since=rules.reasons_since(running), how=how), judging
        ),
    )


def _cells(known: _Known, release: Release, actor: Actor) -> list[ReleaseCell]:
    all_in_one, _ = _told(known, _by(known.whole, lambda place: "all"))
    periods, few_by_name = _told(known, _by(known.whole, lambda place: known.period[place.month]))
    services, short_services = _told(known, _by(known.used, lambda place: str(place.service_id)))
    sites, short_sites = _told(known, _by(known.whole, lambda place: str(place.site_id) if place.site_id else None))
    strata = _told_pairs(known, _by(known.whole, lambda place: place.stratum or None), ":", short_sites)
    by_service = _by(known.used, lambda place: f"{place.service_id}|{rules.quarter_of(place.month)}")
    by_service = _told_pairs(known, by_service, "|", short_services)
    by_site = _by(known.whole, lambda p: f"{p.site_id}|{rules.quarter_of(p.month)}" if p.site_id else None)
    by_site = _told_pairs(known, by_site, "|", short_sites)
    hidden_services, hidden_sites = _hidden(services), _hidden(sites)
    site_quarters = _hidden_pairs(by_site, "|", hidden_sites)
    found = [
        *_margin(known, Margin.ALL, all_in_one, _hidden(all_in_one), _fixed("All answers")),
        *_margin(known, Margin.PERIOD, periods, _hidden_periods(known, periods), rules.period_label),
        *_margin(known, Margin.SERVICE, services, hidden_services, _name(known.services)),
        *_margin(known, Margin.SITE, sites, hidden_sites, _name(known.sites)),
        *_margin(known, Margin.STRATUM, strata, _hidden_pairs(strata, ":", hidden_sites), _stratum_name(known)),
        *_margin(
            known,
            Margin.SERVICE_QUARTER,
            by_service,
            _hidden_pairs(by_service, "|", hidden_services),
            _pair_name(known.services),
        ),
        *_margin(known, Margin.SITE_QUARTER, by_site, site_quarters, _pair_name(known.sites)),
        *(cell for facet in (*rules.FACETS, rules.WAVE) for cell in _facet(known, facet)),
        *_reasons_of_release(known.reasons, rules.reasons_since(known.running), known.before),
        *_items_of_release(known.items, known.item_quarters, known.before),
    ]
    for place, cell in enumerate(found):
        cell.release, cell.place = release, place
        if cell.margin == Margin.PERIOD and not cell.hidden:
            _weigh(cell, known, actor, by_name=cell.key in few_by_name)
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
    hidden = _hidden(own)
    pairs = _hidden_pairs(quarters, "|", hidden)
    cells = _margin(known, Margin(facet), own, hidden, _facet_name(known, facet))
    if facet == rules.WAVE:
        return cells
    return [
        *cells,
        *_margin(known, Margin(f"{facet}_quarter"), quarters, pairs, _facet_name(known, facet)),
    ]


def _value(place: Place, facet: str) -> str | None:
    name, _, value = place.part.partition(":")
    return value if name == facet else None


def _in_quarter(value: str | None, place: Place) -> str | None:
    return None if value is None else f"{value}|{rules.quarter_of(place.month)}"


def _rest(every: Cells, own: Cells, name: Callable[[str], str]) -> Cells:
    """What of all the answers no cell of the facet holds: else it could be worked out from the sum."""
    parts: dict[str, list[Cell]] = defaultdict(list)
    for key, cell in own.items():
        parts[name(key)].append(cell)
    left = {key: _less(cell, parts[key]) for key, cell in every.items()}
    return {key: cell for key, cell in left.items() if cell.n > 0}


def _less(cell: Cell, parts: list[Cell]) -> Cell:
    def less(of: Callable[[Cell], int]) -> int:
        return max(of(cell) - sum(of(part) for part in parts), 0)

    return Cell(
        less(lambda c: c.detractors),
        less(lambda c: c.passives),
        less(lambda c: c.promoters),
        less(lambda c: c.asked),
        less(lambda c: c.replied),
        tuple(max(n - sum(part.scores[score] for part in parts), 0) for score, n in enumerate(cell.scores)),
        less(lambda c: c.unscored),
        tuple(max(n - sum(part.unnamed[score] for part in parts), 0) for score, n in enumerate(cell.unnamed)),
    )


def _by(cells: Mapping[Place, Cell], name: Callable[[Place], str | None]) -> Cells:
    """Cells added up by a name; None leaves a cell out."""
    parts: dict[str, list[Cell]] = defaultdict(list)
    for place, cell in cells.items():
        key = name(place)
        if key is not None:
            parts[key].append(cell)
    return {key: _sum(parts[key]) for key in sorted(parts)}


def _sum(parts: list[Cell]) -> Cell:
    return Cell(
        sum(one.detractors for one in parts),
        sum(one.passives for one in parts),
        sum(one.promoters for one in parts),
        sum(one.asked for one in parts),
        sum(one.replied for one in parts),
        tuple(map(sum, zip(*(one.scores for one in parts), strict=True))),
        sum(one.unscored for one in parts),
        tuple(map(sum, zip(*(one.unnamed for one in parts), strict=True))),
    )


def _told(known: _Known, cells: Cells) -> tuple[Cells, frozenset[str]]:
    """The cells of a margin, some of them with their answers by name alone; which these are."""
    short = rules.named_only(cells, known.judging)
    return {key: rules.by_name(cell, known.judging) if key in short else cell for key, cell in cells.items()}, short


def _told_pairs(known: _Known, cells: Cells, mark: str, rows: Collection[str]) -> Cells:
    pairs = {(key.partition(mark)[0], key.partition(mark)[2]): key for key in cells}
    by_pair = {pair: cells[key] for pair, key in pairs.items()}
    short = {pairs[pair] for pair in rules.named_only_in_table(by_pair, known.judging, rows=rows)}
    return {key: rules.by_name(cell, known.judging) if key in short else cell for key, cell in cells.items()}


def _hidden(cells: Cells) -> dict[str, str]:
    return _reasons(cells, rules.hidden_cells({key: cell.n for key, cell in cells.items()}))


def _hidden_periods(known: _Known, periods: Cells) -> dict[str, str]:
    """As everywhere, and the running month while it holds fewer than 30 answers."""
    running = month_key(known.running)
    found = _hidden(periods)
    if running in periods and periods[running].n < 30:
        # Its count can be worked out from the sum of all, which is no harm: below five the rule above holds.
        found = found | {running: found.get(running, Hidden.OPEN)}
    return found


def _hidden_pairs(cells: Cells, mark: str, hidden_rows: Mapping[str, str]) -> dict[str, str]:
    """A table of two margins; a row that is hidden as a whole is hidden in each of its cells."""
    pairs: dict[tuple[str, str], str] = {}
    for key in cells:
        row, _, column = key.partition(mark)
        pairs[row, column] = key
    counts = {pair: cells[key].n for pair, key in pairs.items()}
    whole_rows = [pair for pair in pairs if pair[0] in hidden_rows]
    found = {pairs[pair] for pair in rules.hidden_in_table(counts, hidden=whole_rows)}
    return _reasons(cells, found)


def _reasons(cells: Cells, found: Collection[str]) -> dict[str, str]:
    few: dict[str, str] = {key: Hidden.FEW for key, cell in cells.items() if cell.n < 5}
    return few | {key: few.get(key, Hidden.BESIDE) for key in found}


def _margin(
    known: _Known, margin: Margin, cells: Cells, hidden: Mapping[str, str], label: Callable[[str], str]
) -> list[ReleaseCell]:
    """The cells of one margin; where a small movement would show single answers, the last figure stands.

    How many were asked and how many answered is as of now in any case: what anybody said is not in it.
    """
    moved = {key: _moved(cell, known.before.get((margin, key))) for key, cell in cells.items()}
    unnamed = {key: _unnamed_moved(cell, known.before.get((margin, key))) for key, cell in cells.items()}
    held = rules.held_back(moved, unnamed)
    found = []
    for key, cell in cells.items():
        last = known.before.get((margin, key))
        if key in hidden:
            found.append(ReleaseCell(margin=margin, key=key, label=label(key), hidden=True, reason=hidden[key]))
        elif last is not None and not last.hidden and key in held:
            found.append(_shown(margin, key, label(key), replace(_of(last), asked=cell.asked, replied=cell.replied)))
        else:
            found.append(_shown(margin, key, label(key), cell))
    return found


def _moved(cell: Cell, last: ReleaseCell | None) -> int:
    """How many answers came or changed since the cell was last shown; 0 where it was not."""
    if last is None or last.hidden:
        return 0
    before = (last.detractors, last.passives, last.promoters)
    return sum(abs(now - then) for now, then in zip(cell.classes, before, strict=True))


def _unnamed_moved(cell: Cell, last: ReleaseCell | None) -> int:
    """The same of answers without a name; whoever knows the others would see these few move."""
    if last is None or last.hidden:
        return 0
    return sum(abs(now - then) for now, then in zip(cell.unnamed, last.unnamed or (0,) * 11, strict=True))


def _of(last: ReleaseCell) -> Cell:
    return last.told()[2]


def _shown(margin: Margin, key: str, label: str, cell: Cell) -> ReleaseCell:
    return ReleaseCell(
        margin=margin,
        key=key,
        label=label,
        detractors=cell.detractors,
        passives=cell.passives,
        promoters=cell.promoters,
        asked=cell.asked,
        replied=cell.replied,
        unscored=cell.unscored,
        scores=list(cell.scores),
        unnamed=list(cell.unnamed),
    )


def _weigh(cell: ReleaseCell, known: _Known, actor: Actor, *, by_name: bool) -> None:
    """Add the score weighted to the frame of the period's last month, where there was a sample."""
    if known.weights:
        _keep(cell, rules.weighted_by_file(_weights_in(known, cell.key), _of(cell).n, known.judging))
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
    _keep(cell, rules.weighted(pooled, people, known.judging))


def _weights_in(known: _Known, period: str) -> dict[int, tuple[float, float]]:
    """What the file says of the answers of one period, by score."""
    found: dict[int, tuple[float, float]] = {}
    for (month, score), (w, w2) in known.weights.items():
        if known.period.get(month) == period:
            before = found.get(score, (0.0, 0.0))
            found[score] = (before[0] + w, before[1] + w2)
    return found


def _keep(cell: ReleaseCell, found: Weighted | None) -> None:
    if found is not None:
        cell.weighted, cell.weighted_low, cell.weighted_high = found.points, found.low, found.high


def _fixed(words: str) -> Callable[[str], str]:
    return lambda key: words


def _name(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key, "no longer there")


def _pair_name(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key.partition("|")[0], "no longer there")


def _facet_name(known: _Known, facet: str) -> Callable[[str], str]:
    return lambda key: rules.facet_label(facet, key.partition("|")[0], known.teams)


def _stratum_name(known: _Known) -> Callable[[str], str]:
    def label(key: str) -> str:
        site, _, service = key.partition(":")
        return f"{known.sites.get(site, NO_SITE)}, {known.services.get(service, 'no longer there')}"

    return label
