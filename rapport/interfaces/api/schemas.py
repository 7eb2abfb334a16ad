"""The shapes the API reads and writes; fields nobody named are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

Item = TypeVar("Item")
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("a NUL character is no text")
    return text


def _in_our_time(moment: datetime) -> datetime:
    if not EARLIEST <= moment < LATEST:
        raise ValueError("a moment lies between 1970 and 2999")
    return moment


Said = Annotated[str, AfterValidator(_without_nul), Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})]
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
IdIn = Annotated[int, Field(ge=1, le=2**62)]
Tag = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\u0000-\u001f,]*$")]


class Listed(Schema, Generic[Item]):
    """One keyset page; `next` is the value of `after` for the following one, null on the last."""

    rows: list[Item]
    next: str | None


class PersonOut(Schema):
    """A person within reach."""

    id: int
    name: str
    organisation_id: int
    organisation: str
    site: str
    language: str
    address: str
    unproven: bool


class EstimateOut(Schema):
    """What was said to expect, and from what: `q` of `n` tickets of the pool took at most `minutes` of working time.

    The pool: tickets opened from `period_from` to `period_to` with the service and priority named; null is any. To
    compute `minutes` again, read /tickets with since=period_from and as_of=period_to and take the `solve_clock` of
    each: method conformal is the ⌈(n+1)q⌉-th smallest of the minutes, kaplan_meier the first time by which the curve
    has a share q finished. The result is rounded up: to 5 minutes up to an hour, 15 up to four hours, 30 up to eight,
    then to whole hours. `minutes` of /calendar from the opening of the ticket lead to `due_at`.
    """

    kind: str
    about: str = "solve"
    made_at: datetime | None = None
    due_at: datetime | None
    n: int
    q: float | None
    period_from: datetime | None
    period_to: datetime | None
    minutes: int | None
    method: str = ""
    pool: str | None = None
    pool_service_id: int | None = None
    pool_priority: int | None = None
    finished: int | None = None


class PauseOut(Schema):
    """The clock stood still: we waited for the person, or the ticket was solved before it came back."""

    since: datetime
    until: datetime | None


class SolveClockOut(Schema):
    """Working minutes from opening to solving; while not `finished`, those run by the moment asked for.

    `service_id` and `priority` are those by which estimates count the ticket.
    """

    service_id: int | None
    priority: int
    started_at: datetime
    met_at: datetime | None
    minutes: int
    finished: bool
    pauses: list[PauseOut]


class CalendarOut(Schema):
    """When we work. `week` has seven days, Monday first, each with its segments in the zone's local time.

    `changed_at`: estimates made before it were computed with the calendar of then.
    """

    zone: str
    week: list[list[Annotated[list[str], Field(min_length=2, max_length=2)]]]
    holidays: list[date]
    changed_at: datetime | None


class TicketOut(Schema):
    """A ticket; `solve_clock` is what estimates are made of, `solve_minutes` its working time once it is solved.

    Clocks are for the teams whose clocks they are; others find null.
    """

    id: int
    key: str
    subject: str
    kind: str
    state: str
    priority: int
    channel: str
    organisation_id: int
    requester_id: int
    team_id: int
    service_id: int | None
    site_id: int | None
    assignee_id: int | None
    opened_at: datetime
    last_message_at: datetime
    solved_at: datetime | None
    closed_at: datetime | None
    next_word_at: datetime | None
    tags: list[str] = []
    installed_id: int | None = None
    solve_minutes: int | None = None
    solve_clock: SolveClockOut | None = None
    estimate: EstimateOut | None = None


class FileOut(Schema):
    """A file of a message; `scan` is clean, found, waiting or not scanned, and found and waiting stay closed."""

    id: int
    name: str
    content_type: str
    size: int
    scan: str


class MessageOut(Schema):
    """One message of a conversation with its files, whose bytes /attachments/{id} gives."""

    id: int
    ticket_id: int
    author_id: int | None
    side: str
    channel: str
    text: str
    said_at: datetime
    language: str | None = None
    attachments: list[FileOut] = []


class ActOut(Schema):
    """The smallest exchange: who, whom, when."""

    id: int
    person_id: int
    author_id: int | None
    team_id: int | None
    at: datetime
    channel: str
    direction: str
    kind: str
    planned: bool
    exchange: str
    ref_kind: str
    ref_id: int | None
    episode_id: int | None


class EpisodeOut(Schema):
    """Acts that together make one complete service exchange.

    It is open while both `ended_at` and `quiet_since` are null; `reopened_at` says that it was done and is open again,
    or was done once more since. `completed_at` is the first completion, which stands. `quiet_since`: without a ticket,
    nobody has said more since then for longer than the silence that parts matters.
    """

    id: int
    person_id: int
    team_id: int | None
    service_id: int | None
    title: str
    ref_kind: str
    ref_id: int | None
    started_at: datetime
    last_act_at: datetime
    completed_at: datetime | None
    theirs: int
    ours: int
    reopened_at: datetime | None
    ended_at: datetime | None
    quiet_since: datetime | None


class TicketIn(Schema):
    """A new ticket, in the name of the token's person, or by staff for somebody."""

    model_config = ConfigDict(extra="forbid")

    text: Said = Field(min_length=1, max_length=50_000)
    subject: Said = Field(default="", max_length=500)
    service_id: int | None = Field(default=None, ge=1, le=2**62)
    requester_id: int | None = Field(default=None, ge=1, le=2**62)
    kind: Literal["incident", "request", "question", "complaint", "praise"] = "question"


class Problem(Schema):
    """RFC 9457: what went wrong, in a sentence."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
