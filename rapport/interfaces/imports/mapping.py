"""Mapping files: what the columns of another desk's export mean; some ship, others are written beside an export."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapport.interfaces.imports.reading import Unreadable

SHIPPED = Path(__file__).parent / "mappings"
STATES = ("new", "open", "waiting", "solved", "closed")
KINDS = ("incident", "request", "question", "complaint", "praise")
CHANNELS = ("mail", "portal", "phone", "visit", "chat", "import")
DIRECTIONS = ("theirs", "ours")
TAKING_PART, KEPT_RAW = "taking part", "kept raw"
LONGEST_NAME = 30
UTF_8 = "utf-8-sig"
SPOKEN = frozenset({"epoch"})  # a format by name: seconds since 1970
SEVERAL = frozenset({"person", "unnamed", "subject", "text"})  # these may name more than one column


@dataclass(frozen=True)
class Choice:
    """A value looked up by the words of one column."""

    otherwise: Any
    column: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def of(self, row: Mapping[str, str]) -> Any:
        """The value for a row; what is not listed is `otherwise`."""
        return self.values.get(row.get(self.column, ""), self.otherwise)


@dataclass(frozen=True)
class ActRule:
    """Which rows are acts: the opening, certain activities, or changes from one state to another."""

    direction: str
    kind: str
    title: str = ""
    channel: str = ""
    opens: bool = False
    completes: bool = False
    to: frozenset[str] = frozenset()
    came_from: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Columns:
    """Which column says what; empty where the export has none."""

    ticket: str
    at: str
    activity: str
    opened: str = ""
    order: str = ""
    person: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    team: str = ""
    by: str = ""
    assignee: str = ""
    subject: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """A second file in the same folder with one row per ticket."""

    replace: str
    by: str
    ticket: str


@dataclass(frozen=True)
class LogMapping:
    """A log of tickets: rows are states after an update, or activities."""

    name: str
    states_log: bool
    columns: Columns
    organisation: str
    team: str
    acts: tuple[ActRule, ...]
    states: Mapping[str, str]
    kind: Choice
    priority: Choice
    channel: Choice
    missing: frozenset[str] = frozenset({""})
    bad: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    rest_role: str = ""
    moment: str = "%Y-%m-%d %H:%M:%S"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    beside: Beside | None = None
    encoding: str = UTF_8

    def needed(self) -> list[str]:
        """The columns without which nothing can be read."""
        columns = self.columns
        return [
            c
            for c in (columns.ticket, columns.at, columns.activity, columns.opened, columns.order, *columns.person)
            if c
        ]

    def wanted(self) -> list[str]:
        """All other columns it reads."""
        columns = self.columns
        single = (columns.team, columns.by, columns.assignee, self.kind.column, self.priority.column)
        named = (*single, self.channel.column, *columns.unnamed, *columns.subject, *columns.text)
        return [c for c in dict.fromkeys(named) if c]


@dataclass(frozen=True)
class AnswersMapping:
    """A wave of answers."""

    name: str
    wave: str
    drawn: bool
    anonymous: bool
    judged: str
    blank: frozenset[str]
    score: str
    key: str = ""
    site: str = ""
    service: str = ""
    words: str = ""
    answered_on: str = ""
    encoding: str = UTF_8
    weight: str = ""
    group: str = ""
    day: str = ""  # the form of answered_on; "" takes 2026-01-31 and 31.01.2026
    survey: str = ""
    kind: str = "nps"
    question: str = ""
    scale: tuple[int, int] | None = None
    better: str = "high"
    strange_sites: str = "refuse"
    person: str = ""

    def needed(self) -> list[str]:
        """Every column it names."""
        named = (
            self.score,
            self.key,
            self.site,
            self.service,
            self.words,
            self.answered_on,
            self.weight,
            self.group,
            self.person,
        )
        return [c for c in named if c]


def find(given: str, *, takes: str, columns: Collection[str]) -> LogMapping | AnswersMapping:
    """The mapping of that name or in that file; without one, the shipped one whose columns are all there."""
    if given:
        return read(_path(given, takes), takes=takes)
    for path in sorted(SHIPPED.glob("*.toml")):
        if _toml(path).get("takes") == takes:
            mapping = read(path, takes=takes)
            if set(mapping.needed()) <= set(columns):
                return mapping
    raise Unreadable(
        f"No mapping that ships fits these columns. Write one and name it with --map; "
        f"these ship: {', '.join(shipped(takes))}. Nothing was changed."
    )


def encoding_of(given: str, *, takes: str) -> str:
    """The encoding that a mapping says its files have; a file is opened before its columns can be looked at."""
    return read(_path(given, takes), takes=takes).encoding if given else UTF_8


def shipped(takes: str) -> list[str]:
    """The names of the mappings that ship for tickets or answers."""
    return [path.stem for path in sorted(SHIPPED.glob("*.toml")) if _toml(path).get("takes") == takes]


def read(path: Path, *, takes: str) -> LogMapping | AnswersMapping:
    """One mapping file; Unreadable with a sentence when something in it cannot be."""
    said = _toml(path)
    try:
        if _one_of(said, "takes", ("tickets", "answers")) != takes:
            raise ValueError(f"it takes {said['takes']}, not {takes}")
        return _log(said) if takes == "tickets" else _answers(said)
    except KeyError as error:
        raise Unreadable(f"The mapping {path.name} does not say {error}. Nothing was changed.") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise Unreadable(f"The mapping {path.name} cannot be used: {error}. Nothing was changed.") from None


def _path(given: str, takes: str) -> Path:
    for path in (Path(given), SHIPPED / f"{given}.toml"):
        if path.is_file():
            return path
    raise Unreadable(
        f"There is no mapping {given!r}: neither a file nor one of {', '.join(shipped(takes))}. Nothing was changed."
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"The mapping {path} cannot be read: {error}. Nothing was changed.") from None
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"The mapping {path.name} is not TOML: {error}. Nothing was changed.") from None


def _log(said: dict[str, Any]) -> LogMapping:
    moments, people, rest = said.get("moments", {}), said["people"], said.get("rest", {"as": KEPT_RAW})
    states = dict(said.get("states", {}))
    _known(states.values(), STATES, "state")
    return LogMapping(
        name=_name(said),
        states_log=_one_of(said, "log", ("states", "activities")) == "states",
        columns=_columns(said["columns"]),
        organisation=str(people["organisation"])[:200],
        team=str(people["team"])[:200],
        acts=tuple(_act(one) for one in said["acts"]),
        states=states,
        kind=_choice(said.get("kind"), "question", KINDS),
        priority=_choice(said.get("priority"), 3, (1, 2, 3, 4)),
        channel=_choice(said.get("channel"), "import", CHANNELS),
        missing=frozenset(_words(said.get("missing", [""]), "missing")),
        bad=frozenset(_words(said.get("bad", []), "bad")),
        parts={activity: str(part["role"])[:32] for part in said.get("parts", []) for activity in part["of"]},
        rest_role=str(rest["role"])[:32] if _one_of(rest, "as", (TAKING_PART, KEPT_RAW)) == TAKING_PART else "",
        moment=_moment(moments),
        zone=_zone(moments.get("zone", "UTC")),
        beside=_beside(said["beside"]) if "beside" in said else None,
        encoding=_encoding(said),
    )


def _columns(said: dict[str, Any]) -> Columns:
    _known(said, tuple(one.name for one in fields(Columns)), "thing a column can say")
    named: dict[str, Any] = {
        name: tuple(_words(value, name)) if name in SEVERAL else _word(value, name) for name, value in said.items()
    }
    missing = [name for name in ("ticket", "at", "activity") if name not in named]
    if missing:
        raise ValueError(f"its columns do not say {' or '.join(missing)}")
    return Columns(**named)


def _beside(said: dict[str, Any]) -> Beside:
    return Beside(**{name: _word(said[name], f"beside.{name}") for name in ("replace", "by", "ticket")})


def _word(value: Any, what: str) -> str:
    if not (isinstance(value, str) and value):
        raise ValueError(f"{what} is {value!r}; write one name in quotes")
    return value


def _words(value: Any, what: str) -> list[str]:
    if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        raise ValueError(f"{what} is {value!r}; write a list of names in quotes")
    return value


def _encoding(said: dict[str, Any]) -> str:
    name = str(said.get("encoding", UTF_8))
    try:
        codecs.lookup(name)
    except LookupError:
        raise ValueError(f"{name!r} is no encoding; use one such as utf-8 or latin-1") from None
    return name


def _moment(said: dict[str, Any]) -> str:
    """A format that can write a moment and read the same one back, or seconds since 1970."""
    written = str(said.get("format", "%Y-%m-%d %H:%M:%S"))
    if written in SPOKEN:
        return written
    try:
        whole = datetime.strptime(datetime(2026, 1, 31, 12).strftime(written), written).date() == date(2026, 1, 31)
    except ValueError:
        whole = False
    if not whole:
        raise ValueError(f"{written!r} does not say a moment; write it as %d-%m-%Y %H:%M, with day, month and year")
    return written


def _act(said: dict[str, Any]) -> ActRule:
    rule = ActRule(
        direction=_one_of(said, "direction", DIRECTIONS),
        kind=str(said["kind"])[:24],
        title=str(said.get("title", ""))[:200],
        channel=_one_of(said, "channel", CHANNELS) if "channel" in said else "",
        opens=bool(said.get("opens", False)),
        completes=bool(said.get("completes", False)),
        to=frozenset(_words(said.get("to", []), "to")),
        came_from=frozenset(_words(said.get("from", []), "from")),
    )
    if not (rule.opens or rule.to or rule.came_from):
        raise ValueError("one of its acts says neither opens nor to nor from, so it would be every row")
    return rule


def _answers(said: dict[str, Any]) -> AnswersMapping:
    survey = said.get("survey", {})
    _known(survey, ("name", "kind", "question", "scale", "better"), "thing a survey can say")
    mode = _one_of(said, "mode", ("anonymous", "confidential", "named"))
    if (mode == "named") != ("person" in said["columns"]):
        raise ValueError("answers by name need a column person with mail addresses, and no others may have one")
    if mode == "anonymous" and "group" in said["columns"]:
        raise ValueError("anonymous answers keep no group; say mode confidential, or leave the group out")
    return AnswersMapping(
        survey=_word(survey.get("name", said["name"]), "survey.name")[:200],
        kind=_one_of({"kind": "nps"} | survey, "kind", ("nps", "csat", "ces", "single", "own")),
        question=str(survey.get("question", ""))[:300],
        scale=_ends(survey["scale"]) if "scale" in survey else None,
        better=_one_of({"better": "high"} | survey, "better", ("high", "low")),
        strange_sites=_one_of({"unknown_site": "refuse"} | said, "unknown_site", ("refuse", "create", "not known")),
        name=_name(said),
        wave=str(said["wave"]),
        drawn=_one_of(said, "how", ("drawn", "volunteered")) == "drawn",
        anonymous=mode == "anonymous",
        judged=str(said["judged"]),
        blank=frozenset(str(value) for value in said.get("blank", [""])),
        encoding=_encoding(said),
        day=_moment({"format": said["day"]}) if "day" in said else "",
        **_answer_columns(said["columns"]),
    )


def _ends(raw: Any) -> tuple[int, int]:
    if not (isinstance(raw, list) and len(raw) == 2 and all(type(one) is int for one in raw)):
        raise ValueError(f"survey.scale is {raw!r}; write its two ends as [1, 5]")
    return raw[0], raw[1]


def _answer_columns(said: dict[str, Any]) -> dict[str, str]:
    _known(
        said,
        ("score", "key", "site", "service", "words", "answered_on", "weight", "group", "person"),
        "thing a column can say",
    )
    if "score" not in said:
        raise ValueError("its columns do not say score")
    return {name: _word(value, name) for name, value in said.items()}


def _name(said: dict[str, Any]) -> str:
    name = str(said["name"])
    if not name.replace("_", "").isalnum() or len(name) > LONGEST_NAME:
        raise ValueError(f"its name {name!r} is not at most {LONGEST_NAME} letters, digits and _")
    return name


def _choice(said: dict[str, Any] | None, otherwise: Any, allowed: tuple[Any, ...]) -> Choice:
    choice = Choice(**{"otherwise": otherwise, **(said or {})})
    if choice.column != "":
        _word(choice.column, "column")
    _known([choice.otherwise, *choice.values.values()], allowed, "value")
    return choice


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{name!r} is not a time zone") from None


def _one_of(said: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    _known([said[key]], allowed, key)
    return said[key]


def _known(values: Collection[Any], allowed: tuple[Any, ...], what: str) -> None:
    for value in values:
        if value not in allowed:
            raise ValueError(f"{value!r} is not a {what}; use one of {', '.join(str(one) for one in allowed)}")
