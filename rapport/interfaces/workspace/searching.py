"""What the operators of a search mean here: names become ids within reach, days become moments, slips become words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.desk.queries import Narrowing
from rapport.domains.desk.types import TicketKind, TicketState
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor
from rapport.foundation.search_operators import Asked, days
from rapport.foundation.text import fold
from rapport.interfaces.web.days import clamped

STATES = {
    "open": (TicketState.NEW, TicketState.OPEN, TicketState.WAITING),
    "waiting": (TicketState.WAITING,),
    "closed": (TicketState.SOLVED, TicketState.CLOSED),
}
THINGS = frozenset({"ticket", "message", "person", "term", "article", "problem"})
BETWEEN = ("OR", "AND", "NOT")  # as other searches join words
MOST_PEOPLE = 25
MOST_ALIKE, LEAST_BEGINNING = 3, 2
ALWAYS = (datetime(1970, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC))


@dataclass
class Meant:
    """What a search is narrowed by, and what is to be said about how it was typed."""

    by: Narrowing = field(default_factory=Narrowing)
    within: list[frozenset[str]] = field(default_factory=list)
    kinds: frozenset[str] | None = None
    dated: tuple[datetime, datetime] | None = None
    remarks: list[str] = field(default_factory=list)
    instead: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # of an operator the value typed, and one there is

    @property
    def of_the_desk(self) -> bool:
        """Narrowed by something only tickets and messages have."""
        return self.by != Narrowing(since=self.by.since, until=self.by.until)


def meaning(actor: Actor, asked: Asked, *, at: datetime) -> Meant:
    """Resolve all operators; each that finds nothing is said, and then nothing is found."""
    meant = Meant()
    for word in asked.left_out:
        meant.remarks.append(f"“-{word}”: words cannot be left out here, so “{word}” was looked for.")
    for word in sorted({*BETWEEN} & {*asked.words.split()}):
        meant.remarks.append(f"“{word}” is looked for as a word: all words must be there. Look for each on its own.")
    for name, near in asked.unknown:
        also = f" Did you mean “{near}:”?" if near else ""
        meant.remarks.append(f"“{name}:” is no operator here, so it was looked for as words.{also}")
    for name in ("from", "to"):
        for value in asked.values(name):
            _people(actor, meant, name, value)
    _places(actor, meant, asked)
    for value in asked.values("is"):
        _standing(actor, meant, value.lower())
    _tags(actor, meant, asked)
    for value in asked.values("kind"):
        _kind(meant, value.lower())
    _dates(actor, meant, asked, at)
    return meant


def _people(actor: Actor, meant: Meant, name: str, value: str) -> None:
    ids, staff = (set(actor.reach.person_ids), True) if value.lower() == "me" else _persons(actor, value)
    if not ids:
        begins = people.people(actor, search=value[:LEAST_BEGINNING] + "*", size=MOST_PEOPLE).rows
        known = f"Nobody within your reach is called “{value}”."
        meant.remarks.append(known + _alike(meant, name, value, [one.name for one in begins]))
    if staff and name == "to":
        meant.remarks.append(f"“to:” is whom we wrote to. What {_whose(value)} wrote is found with “from:{value}”.")
    which = "author_ids" if name == "from" else "reader_ids"
    _also(meant, which, ids)
    if ids and not staff:  # what they take part in carries their token, so the index itself looks nowhere else
        meant.within.append(frozenset(f"p{pk}" for pk in ids))


def _whose(value: str) -> str:
    return "you" if value.lower() == "me" else f"“{value}”"


def _persons(actor: Actor, value: str) -> tuple[set[int], bool]:
    """Who is called so, with every row merged into them, and whether one of them serves."""
    found = people.people(actor, search=value, size=MOST_PEOPLE).rows
    return {pk for one in found for pk in people.same_human(actor, one.id)}, any(one.staff for one in found)


def _places(actor: Actor, meant: Meant, asked: Asked) -> None:
    sources: tuple[tuple[str, str, Callable[[], Iterable[tuple[int, str]]]], ...] = (
        ("site", "site_ids", lambda: ((row.pk, row.name) for row in people.sites(actor))),
        ("org", "organisation_ids", lambda: ((row.pk, row.name) for row in people.organisations(actor))),
        ("service", "service_ids", lambda: people.service_names(actor)),
    )
    for name, which, rows in sources:
        for value in asked.values(name):
            there = list(rows())
            ids = {pk for pk, called in there if fold(value) in fold(called)}
            if not ids:
                what = {"org": "organisation"}.get(name, name)
                none = f"No {what} within your reach is called “{value}”."
                meant.remarks.append(none + _alike(meant, name, value, [called for _, called in there]))
            _also(meant, which, ids)
            if name == "org" and ids:
                meant.within.append(frozenset(f"o{pk}" for pk in ids))


def _tags(actor: Actor, meant: Meant, asked: Asked) -> None:
    if not (tags := frozenset(value.lower() for value in asked.values("tag"))):
        return
    meant.by, known = replace(meant.by, tags=tags), desk.tag_names(actor, among=tags)
    for value in sorted(tags.difference(known)):
        meant.remarks.append(f"There is no tag “{value}”." + _alike(meant, "tag", value, known))


def _alike(meant: Meant, name: str, typed: str, there: Iterable[str]) -> str:
    """What there is that is written much like it, as a whole or by one of its words; kept to be chosen instead."""
    by: dict[str, str] = {}
    for called in there:
        for part in (called, *called.split()):
            by.setdefault(fold(part), called)
    found = list(dict.fromkeys(by[near] for near in get_close_matches(fold(typed), by, n=2 * MOST_ALIKE)))[:MOST_ALIKE]
    meant.instead += [(name, typed, one) for one in found]
    return "" if found else " Nothing is written like it, either."


def _standing(actor: Actor, meant: Meant, value: str) -> None:
    if value == "mine":
        _also(meant, "assignee_ids", set(actor.reach.person_ids))
    elif value in STATES:
        _also(meant, "states", set(STATES[value]))
    else:
        meant.remarks.append(f"“is:{value}” is not known. It is open, waiting, closed or mine.")


def _kind(meant: Meant, value: str) -> None:
    if value in THINGS:
        meant.kinds = frozenset({value})
    elif value in set(TicketKind):
        _also(meant, "kinds", {value})
    else:
        known = ", ".join([*sorted(THINGS), *TicketKind])
        meant.remarks.append(f"“kind:{value}” is not known. It is one of: {known}.")


def _dates(actor: Actor, meant: Meant, asked: Asked, at: datetime) -> None:
    zone = ZoneInfo(actor.zone)
    since, until = ALWAYS
    for name in ("after", "before"):
        for value in asked.values(name):
            span = days(value, timezone.localdate(at, zone))
            if span is None:
                meant.remarks.append(f"“{name}:{value}” is no day. Days are written like 2026-01-31, 2026-01 or 30d.")
            elif name == "after":
                since = max(since, datetime.combine(clamped(span[0]), time(), zone))
            else:
                until = min(until, datetime.combine(clamped(span[0]), time(), zone))
    if (since, until) != ALWAYS:
        meant.dated = (since, until)
        meant.by = replace(meant.by, since=since, until=until)


def _also(meant: Meant, which: str, values: set[Any]) -> None:
    """Narrow by one more set: what was narrowed before stays so."""
    before = getattr(meant.by, which)
    meant.by = replace(meant.by, **{which: frozenset(values if before is None else before & values)})
