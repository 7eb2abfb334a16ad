"""What the rows of a log mean, one after the other in time order: acts, taking part, or kept raw. No database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from rapport.interfaces.imports.mapping import ActRule, LogMapping
from rapport.interfaces.imports.reading import Row

ACT, PART, RAW = "act", "part", "raw"
EPOCH = "epoch"
LONGEST_TICKET = 60
DONE = ("solved", "closed")


class WrongRow(ValueError):
    """The row cannot be used; the text says why."""


@dataclass(frozen=True)
class ActFound:
    """One act a row tells of; `opening` where it opens its ticket."""

    source_key: str
    at: datetime
    direction: str
    kind: str
    channel: str
    title: str
    completes: bool = False
    opening: bool = False


@dataclass
class Case:
    """One ticket as far as the log has told."""

    key: str
    opened_at: datetime
    person: str
    unnamed: bool
    subject: str
    text: str
    kind: str
    priority: int
    channel: str
    state: str = "new"
    activity: str = ""
    team: str = ""
    assignee: str = ""
    opened: bool = False
    acted: bool = False
    answered_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Taken:
    """What one row became: its key, its ticket, and what it tells."""

    key: str
    kind: str
    case: Case
    row: Row
    at: datetime
    team: str = ""
    by: str = ""
    role: str = ""
    acts: tuple[ActFound, ...] = ()


@dataclass
class Log:
    """All tickets of a log so far; rows come in time order."""

    mapping: LogMapping
    beside: Mapping[str, Row] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)

    def take(self, row: Row, at: datetime) -> Taken:
        """What this row means after all rows before it."""
        key = f"{row[self.mapping.columns.ticket]}:{fingerprint(row)}"
        case = self.cases.get(row[self.mapping.columns.ticket]) or self._begin(row, at)
        activity = row[self.mapping.columns.activity]
        if activity in self.mapping.bad:
            return Taken(key, RAW, case, row, at)
        acts = self._acts(case, row, activity, at, key)
        self._follow(case, row, activity, at, acts)
        role = "" if acts or not case.acted else self.mapping.parts.get(activity, self.mapping.rest_role)
        kind = ACT if acts else PART if role else RAW
        return Taken(key, kind, case, row, at, self._said(row, "team"), self._said(row, "by"), role, acts)

    def _begin(self, row: Row, at: datetime) -> Case:
        mapping, columns = self.mapping, self.mapping.columns
        ticket = row[columns.ticket]
        row = {**self.beside.get(ticket, {}), **row}
        opened = at if not columns.opened else min(at, moment(row[columns.opened], mapping.moment, mapping.zone))
        named = _first(row, columns.person, self._absent)
        case = Case(
            key=ticket,
            opened_at=opened,
            person=named or _first(row, columns.unnamed, self._absent) or ticket,
            unnamed=not named,
            subject=", ".join(_all(row, columns.subject, self._absent)) or ticket,
            text=" · ".join(_all(row, columns.text, self._absent)) or ticket,
            kind=mapping.kind.of(row),
            priority=mapping.priority.of(row),
            channel=mapping.channel.of(row),
        )
        self.cases[ticket] = case
        return case

    def _acts(self, case: Case, row: Row, activity: str, at: datetime, key: str) -> tuple[ActFound, ...]:
        """A row that opens a ticket may tell of a second act: what has happened to it by then."""
        found = []
        for rule in self.mapping.acts:
            if rule.opens and not case.opened and (not rule.to or activity in rule.to):
                case.opened = True
                # The first state of a log is dated by its own column, a first activity by the row.
                when = case.opened_at if self.mapping.columns.opened else at
                found.append(self._act(rule, case, when, f"{case.key}:opened", opening=True))
                if rule.to:
                    return tuple(found)
            elif self._fits(rule, case, activity):
                found.append(self._act(rule, case, at, key))
                return tuple(found)
        return tuple(found)

    def _fits(self, rule: ActRule, case: Case, activity: str) -> bool:
        if rule.opens and not rule.to:
            return False
        if self.mapping.states_log and activity == case.activity:
            return False  # the state did not change
        if rule.came_from and case.activity not in rule.came_from:
            return False
        return not rule.to or activity in rule.to

    def _act(self, rule: ActRule, case: Case, at: datetime, key: str, *, opening: bool = False) -> ActFound:
        return ActFound(
            source_key=f"{self.mapping.name}:{key}",
            at=at,
            direction=rule.direction,
            kind=rule.kind,
            channel=rule.channel or (case.channel if opening else "import"),
            title=rule.title or case.subject,
            completes=rule.completes,
            opening=opening,
        )

    def _follow(self, case: Case, row: Row, activity: str, at: datetime, acts: tuple[ActFound, ...]) -> None:
        """The ticket after this row."""
        case.activity = activity
        case.acted = case.acted or bool(acts)
        case.team = self._said(row, "team") or case.team
        case.assignee = self._said(row, "assignee") or case.assignee
        ours = [act.at for act in acts if act.direction == "ours"]
        case.answered_at = case.answered_at or min(ours, default=None)
        state = self.mapping.states.get(activity, case.state)
        if state not in DONE:
            case.solved_at = case.closed_at = None
        elif case.state not in DONE:
            case.solved_at = at
        if state == "closed" and case.state != "closed":
            case.closed_at = at
        case.state = state

    def _said(self, row: Row, column: str) -> str:
        name = getattr(self.mapping.columns, column)
        value = row.get(name, "") if name else ""
        return "" if value in self._absent else value

    @property
    def _absent(self) -> frozenset[str]:
        return self.mapping.missing | self.mapping.bad


def check(row: Row, mapping: LogMapping) -> datetime:
    """When the row happened; WrongRow where ticket, moment or activity cannot be read."""
    columns, absent = mapping.columns, mapping.missing | mapping.bad
    ticket = row[columns.ticket]
    if ticket in absent:
        raise WrongRow(f"{columns.ticket} is empty, so the row belongs to no ticket.")
    if len(ticket) > LONGEST_TICKET:
        raise WrongRow(f"{columns.ticket} is longer than {LONGEST_TICKET} characters.")
    activity = row[columns.activity]
    if activity in mapping.missing:
        raise WrongRow(f"{columns.activity} is empty.")
    if mapping.states_log and activity not in mapping.states and activity not in mapping.bad:
        raise WrongRow(f"{columns.activity} is {activity[:40]!r}, which the mapping does not know.")
    if columns.opened:
        _moment_of(row, columns.opened, mapping)
    return _moment_of(row, columns.at, mapping)


def comes_first(row: Row, mapping: LogMapping) -> bool:
    """True for acts, which come before everything else of the same moment."""
    return any(row[mapping.columns.activity] in rule.to for rule in mapping.acts) and not mapping.states_log


def fingerprint(row: Mapping[str, str]) -> str:
    """Names a row by all it says, whatever the order of the columns.

    >>> fingerprint({"a": "1", "b": "2"}) == fingerprint({"b": "2", "a": "1"})
    True
    """
    said = "\x1f".join(f"{name}\x1e{row[name]}" for name in sorted(row))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


@lru_cache(maxsize=50_000)
def moment(text: str, form: str, zone: ZoneInfo) -> datetime:
    """A moment in UTC from the words of a row: seconds since 1970, or a date in the form and zone of the mapping.

    >>> moment("29-02-2016 06:10", "%d-%m-%Y %H:%M", ZoneInfo("UTC")).isoformat()
    '2016-02-29T06:10:00+00:00'
    """
    if form == EPOCH:
        return datetime.fromtimestamp(float(text), UTC)
    said = datetime.strptime(text, form)
    return (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)


def _moment_of(row: Row, column: str, mapping: LogMapping) -> datetime:
    text = row[column]
    try:
        found = moment(text, mapping.moment, mapping.zone)
    except (ValueError, OverflowError, OSError):
        raise WrongRow(f"{column} is {text[:40]!r}, which is not a moment like the mapping says.") from None
    if found.year < 1970:
        raise WrongRow(f"{column} is {text[:40]!r}, which is before 1970.")
    return found


def _first(row: Row, columns: tuple[str, ...], absent: frozenset[str]) -> str:
    return next(iter(_all(row, columns, absent)), "")


def _all(row: Row, columns: tuple[str, ...], absent: frozenset[str]) -> list[str]:
    return [row[name] for name in columns if row.get(name, "") not in absent]
