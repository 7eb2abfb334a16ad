"""The draw of `draws.py` from columns: the same rules for very many people, without an object for each of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np

from rapport.domains.surveys.rules.draws import KNOWN_DAYS, check_draw, stratum_of
from rapport.domains.surveys.types import (
    Asked,
    Candidate,
    Cell,
    Columns,
    ColumnsDrawn,
    Lines,
    SampleMade,
    Skipped,
)
from rapport.domains.surveys.types.draws import Array
from rapport.measures import sampling

REASONS = ("", *Skipped)
AT_ONCE = 50_000


def columns_of(candidates: Iterable[Candidate]) -> Columns:
    """Candidates whose keys are whole numbers, as columns.

    >>> columns_of([Candidate(7, None, 2, date(2026, 1, 1))]).candidate(0).services
    (2,)
    """
    rows = sorted(candidates, key=lambda one: one.key)
    uses = sorted({(i, int(s)) for i, one in enumerate(rows) for s in (one.services or (one.service,))})
    numbers = [
        (one.key, one.organisation_id, one.site or 0, one.service, _ordinal(one.known_since), _ordinal(one.rests_until))
        for one in rows
    ]
    flags = [(one.opted_out, one.reachable, one.serves, one.contact, one.public) for one in rows]
    return Columns(
        *np.array(numbers or np.zeros((0, 6)), np.int64).T,
        *np.array(flags or np.zeros((0, 5)), bool).T,
        *np.array(uses or np.zeros((0, 2)), np.int64).T,
    )


def some_of(columns: Columns, kept: Array) -> Columns:
    """Those of the places that are kept, true or false for each."""
    if kept.all():
        return columns
    now_at, uses = np.cumsum(kept) - 1, kept[columns.use_place]
    each = {name: value[kept] for name, value in vars(columns).items() if name not in {*_USES, "of_site"}}
    return Columns(
        **each,
        use_place=now_at[columns.use_place[uses]],
        use_service=columns.use_service[uses],
        of_site=columns.of_site,
    )


_USES = ("use_place", "use_service")


def users_of(columns: Columns, service: int) -> Array:
    """For each place whether the person uses this service, by themself or with everybody at their site."""
    sites = [site for site, services in columns.of_site.items() if service in services]
    found = np.isin(columns.site, sites) if sites else np.zeros(len(columns), bool)
    found[columns.use_place[columns.use_service == service]] = True
    return found


def services_in(columns: Columns) -> list[int]:
    """Every service that anybody there uses."""
    sites = set(np.unique(columns.site).tolist())
    of_sites = {one for site, services in columns.of_site.items() if site in sites for one in services}
    return sorted({*np.unique(columns.use_service).tolist(), *of_sites})


def reasons_of(columns: Columns, *, day: date, asked: Asked = Asked.USER) -> Array:
    """For each place why the person is not in the draw of that day, as a number of REASONS; 0 when they are.

    >>> REASONS[reasons_of(columns_of([Candidate(1, 1, 1, date(2026, 9, 20))]), day=date(2026, 10, 1))[0]].value
    'known for less than 30 days'
    """
    known = (day - timedelta(days=KNOWN_DAYS)).toordinal()
    first_that_holds = [
        *_not_asked(columns, asked),
        (Skipped.OPTED_OUT, columns.opted_out),
        (Skipped.SINCE_WHEN, columns.known_since == 0),
        (Skipped.NEW, columns.known_since > known),
        (Skipped.RESTS, columns.rests_until > day.toordinal()),
        (Skipped.NO_ADDRESS, ~columns.reachable),
    ]
    found = np.zeros(len(columns), np.int8)
    for reason, holds in reversed(first_that_holds):
        found[holds] = REASONS.index(reason)
    return found


def _not_asked(columns: Columns, asked: Asked) -> list[tuple[Skipped, Array]]:
    """The same order as `draws.not_asked`."""
    if asked == Asked.STAFF:
        return [(Skipped.NOT_STAFF, ~columns.serves)]
    outside = {
        Asked.CLIENT_CONTACT: [(Skipped.NOT_CONTACT, ~columns.contact)],
        Asked.FRONT_LINE: [(Skipped.NOT_FRONT_LINE, columns.contact | columns.public)],
    }
    return [(Skipped.SERVES, columns.serves), *outside.get(asked, [])]


def draw_columns(
    columns: Columns,
    *,
    month: date,
    size: int,
    rest_days: int,
    seed: int,
    on: date | None = None,
    asked: Asked = Asked.USER,
) -> SampleMade:
    """As `draw`: the same people from the same frame and seed, with the same reasons, chances and fingerprint."""
    check_draw(size=size, rest_days=rest_days)
    day = month.replace(day=1)
    reason = reasons_of(columns, day=on or day, asked=asked)
    strata, stratum = _strata(columns)
    inside = np.flatnonzero(reason == 0)
    probability, drawn = np.zeros(len(columns)), np.zeros(len(columns), bool)
    if len(inside):
        used, stands = np.unique(stratum[inside], return_inverse=True)
        names = [strata[one] for one in used.tolist()]
        made = sampling.draw_columns(
            columns.key[inside], size=min(size, len(inside)), strata=stands, names=names, seed=seed
        )
        probability[inside] = made.probability
        drawn[inside[made.drawn]] = True
    of = ColumnsDrawn(columns, REASONS, reason, strata, stratum, probability, drawn)
    frame, skipped = Lines(of, inside), Lines(of, np.flatnonzero(reason))
    chosen = list(Lines(of, np.flatnonzero(drawn)))
    return SampleMade(day, size, seed, rest_days, frame, chosen, skipped, _hash_of(of, inside), of=of)


def cells_of(made: ColumnsDrawn) -> Iterator[Cell]:
    """Those who are alike together: everybody's chance and reason in as many rows as there are different ones."""
    columns = made.columns
    if not len(columns):
        return
    _, organisation = np.unique(columns.organisation, return_inverse=True)
    became = made.reason.astype(np.int64) + len(REASONS) * made.drawn
    alike = (organisation * len(made.strata) + made.stratum) * (2 * len(REASONS)) + became
    order = np.argsort(alike, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(alike[order])) + 1):
        one = made.line(int(places[0]))
        yield Cell(
            organisation_id=one.candidate.organisation_id,
            site=int(columns.site[places[0]]) or None,
            service=int(columns.service[places[0]]),
            stratum=one.stratum,
            outcome=one.outcome,
            reason=one.reason,
            probability=one.probability,
            keys=columns.key[places],
        )


def _strata(columns: Columns) -> tuple[list[str], Array]:
    """Every stratum by name, and the number of each person's."""
    sites, site = np.unique(columns.site, return_inverse=True)
    services, service = np.unique(columns.service, return_inverse=True)
    used, stratum = np.unique(site * max(len(services), 1) + service, return_inverse=True)
    pairs = [divmod(one, len(services)) for one in used.tolist()]
    return [stratum_of(int(sites[one]) or None, int(services[other])) for one, other in pairs], stratum


def _hash_of(of: ColumnsDrawn, inside: Array) -> str:
    """As `frame_hash`, some thousand lines at a time."""
    digest = hashlib.sha256()
    ends = [f"|{name}\n" for name in of.strata]
    for begin in range(0, len(inside), AT_ONCE):
        some = inside[begin : begin + AT_ONCE]
        keys, strata = of.columns.key[some].tolist(), of.stratum[some].tolist()
        digest.update("".join([f"{key}{ends[stratum]}" for key, stratum in zip(keys, strata, strict=True)]).encode())
    return digest.hexdigest()


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
