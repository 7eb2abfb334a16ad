"""The cells of a release that tell of one organisation, as a whole and by service: what its client review shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from rapport.domains.insights import rules
from rapport.domains.insights.actions.labels import _fixed
from rapport.domains.insights.actions.releasing_cells import REST, Before, _Known, _margin, _near, _reasons
from rapport.domains.insights.actions.summing import Cells, _by
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.insights.types import Cell, ClientPlace, Margin

Counts = tuple[int, ...]
Columns = dict[str, Cells]


def _clients_of_release(known: _Known, beside: Sequence[ReleaseCell]) -> list[ReleaseCell]:
    """One cell for each organisation and quarter, and one for each of its services; `beside` is already decided."""
    wholes = list(_wholes(known, [cell for cell in beside if cell.margin == Margin.SITE_QUARTER]))
    silent = {cell.key for cell in wholes if cell.hidden}
    gone = {cell.key for cell in beside if cell.margin == Margin.SERVICE_QUARTER and cell.hidden}
    return [*wholes, *_services(known, silent, gone)]


def _wholes(known: _Known, sites: Sequence[ReleaseCell]) -> Iterator[ReleaseCell]:
    """Quarter by quarter, because the organisations of one add up to what is published of it."""
    margin, parts_of = Margin.ORGANISATION_QUARTER, _parts(known, sites)
    for cells in _columns(known, lambda place: place.service_id is None, _whole_key, _quarter).values():
        told = _by_name_where_few(known, cells)
        parts = {key: parts_of(key) for key in told}
        few = {key for key, cell in told.items() if parts[key].leave_few_nameless(cell)}
        told = {key: rules.by_name(cell, known.judging) if key in few else cell for key, cell in told.items()}
        near = {key for key, cell in told.items() if parts[key].tell_too_much(cell)} | _near(known, margin, told)
        hidden = rules.hidden_cells({key: cell.n for key, cell in told.items()}, hidden=near)
        still = {key for key, cell in told.items() if parts[key].moved_by_few(cell)}
        yield from _margin(known, margin, told, _reasons(told, hidden), _name_of_client(known), still=still)


def _parts(known: _Known, sites: Sequence[ReleaseCell]) -> Callable[[str], _Parts]:
    """The sites of an organisation, by its key: those that have answers in the quarter."""
    at_sites = _by(known.whole, lambda p: f"{p.site_id}|{rules.quarter_of(p.month)}" if p.site_id else None)
    here: dict[str, list[ReleaseCell]] = defaultdict(list)
    answers: Counter[str] = Counter()
    for cell in sites:
        site, _, quarter = cell.key.partition("|")
        whole = f"{known.homes.get(site)}|{quarter}"
        here[whole].append(cell)
        answers[whole] += at_sites[cell.key].n if cell.key in at_sites else 0

    def parts(key: str) -> _Parts:
        last = known.before.get((Margin.ORGANISATION_QUARTER, key))
        return _Parts(here[key], last=last, before=known.before, answers=answers[key])

    return parts


def _name_of_client(known: _Known) -> Callable[[str], str]:
    return lambda key: known.organisations.get(key.partition("|")[0], "no longer there")


def _services(known: _Known, silent: Collection[str], gone: Collection[str]) -> Iterator[ReleaseCell]:
    """Service by service and quarter: those of all organisations add up to what is published of the service.

    Where the organisation or the service is hidden as a whole, so is every part of it.
    """
    margin = Margin.ORGANISATION_SERVICE
    by_service = _columns(known, lambda place: place.service_id is not None, _part_key, _service)
    for column, cells in by_service.items():
        told = _by_name_where_few(known, cells)
        near = {key for key in told if column in gone or _client(key) in silent} | _near(known, margin, told)
        hidden = rules.hidden_cells({key: cell.n for key, cell in told.items()}, hidden=near)
        name = known.services.get(column.partition("|")[0], "no longer there")
        yield from _margin(known, margin, told, _reasons(told, hidden), _fixed(name))


def _columns(
    known: _Known,
    wanted: Callable[[ClientPlace], bool],
    key: Callable[[ClientPlace], str],
    column: Callable[[ClientPlace], str],
) -> Columns:
    found: Columns = defaultdict(dict)
    for place in sorted(filter(wanted, known.clients), key=key):
        found[column(place)][key(place)] = known.clients[place]
    return found


def _by_name_where_few(known: _Known, cells: Cells) -> Cells:
    short = rules.named_only(cells, known.judging)
    return {key: rules.by_name(cell, known.judging) if key in short else cell for key, cell in cells.items()}


class _Parts:
    """The sites of one organisation in a quarter: whoever takes the shown ones off the whole reads what is left."""

    def __init__(self, sites: Sequence[ReleaseCell], *, last: ReleaseCell | None, before: Before, answers: int) -> None:
        self.shown = [cell for cell in sites if not cell.hidden]
        self.hidden = len(sites) - len(self.shown)
        self.answers = answers  # of all its sites, the hidden ones as well
        self.last = None if last is None or last.hidden else last
        known = {cell.key: before.get((cell.margin, cell.key)) for cell in self.shown}
        self.before = {key: cell for key, cell in known.items() if cell is not None and not cell.hidden}

    def leave_few_nameless(self, whole: Cell) -> bool:
        """Whether one to four without a name stand in no site that is shown: then the whole tells of names alone."""
        return 0 < sum(_less(whole.unnamed, _nameless(self.shown))) < rules.LEAST

    def tell_too_much(self, whole: Cell) -> bool:
        """Whether what is left is a group of few, or the one site that is hidden."""
        left = sum(abs(n) for n in _less(_counts(whole), map(_counts_of, self.shown)))
        return 0 < left < rules.LEAST or (self.hidden == 1 and whole.n <= self.answers)

    def moved_by_few(self, whole: Cell) -> bool:
        """Whether what is left changed by one to four answers since the last release."""
        if self.last is None:
            return False
        now = [cell for cell in self.shown if cell.key in self.before]
        then = [self.before[cell.key] for cell in now]
        every = _apart(_less(_counts(whole), map(_counts_of, now)), _less(_counts_of(self.last), map(_counts_of, then)))
        unnamed = _apart(_less(whole.unnamed, _nameless(now)), _less(_nameless([self.last])[0], _nameless(then)))
        return 0 < every < rules.LEAST or 0 < unnamed < rules.LEAST


def _counts(cell: Cell) -> Counts:
    return (*cell.scores, cell.unscored)


def _counts_of(cell: ReleaseCell) -> Counts:
    return (*cell.scores, cell.unscored)


def _nameless(cells: Sequence[ReleaseCell]) -> list[Counts]:
    return [tuple(cell.unnamed or (0,) * 11) for cell in cells]


def _less(whole: Counts, parts: Iterable[Counts]) -> Counts:
    return tuple(n - sum(column) for n, *column in zip(whole, *parts, strict=True))


def _apart(one: Counts, other: Counts) -> int:
    return rules.moved_by(one, other)


def _whole_key(place: ClientPlace) -> str:
    return f"{place.organisation_id or REST}|{place.quarter}"


def _part_key(place: ClientPlace) -> str:
    return f"{place.organisation_id or REST}:{place.service_id}|{place.quarter}"


def _quarter(place: ClientPlace) -> str:
    return place.quarter


def _service(place: ClientPlace) -> str:
    return f"{place.service_id}|{place.quarter}"


def _client(key: str) -> str:
    """The whole that a part belongs to: "7:3|2026-Q3" → "7|2026-Q3"."""
    place, _, quarter = key.partition("|")
    return f"{place.partition(':')[0]}|{quarter}"
