"""The shapes the API reads and writes; fields nobody named are refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

Item = TypeVar("Item")


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("a NUL character is no text")
    return text


Said = Annotated[str, AfterValidator(_without_nul)]


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
    """What was said to expect, and from what: recompute it from the tickets of that period."""

    kind: str
    due_at: datetime | None
    n: int
    q: float | None
    period_from: datetime | None
    period_to: datetime | None
    minutes: int | None


class TicketOut(Schema):
    """A ticket; `solve_minutes` is working time from opening to solving, what estimates are made of."""

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
    solve_minutes: int | None = None
    estimate: EstimateOut | None = None


class MessageOut(Schema):
    """One message of a conversation."""

    id: int
    ticket_id: int
    author_id: int | None
    side: str
    channel: str
    text: str
    said_at: datetime


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
    ref_kind: str
    ref_id: int | None
    episode_id: int | None


class EpisodeOut(Schema):
    """Acts that together make one complete service exchange."""

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


class TicketIn(Schema):
    """A new ticket, in the name of the token's person, or by staff for somebody."""

    model_config = ConfigDict(extra="forbid")

    text: Said = Field(min_length=1, max_length=50_000)
    subject: Said = Field(default="", max_length=500)
    service_id: int | None = Field(default=None, ge=1, le=2**62)
    requester_id: int | None = Field(default=None, ge=1, le=2**62)
    kind: Literal["incident", "request", "question", "complaint", "praise"] = "question"


class MessageIn(Schema):
    """One more message; by staff it is an answer, else a reply of the person."""

    model_config = ConfigDict(extra="forbid")

    text: Said = Field(min_length=1, max_length=50_000)
    then: Literal["keep_open", "wait", "finish"] = "keep_open"


class Problem(Schema):
    """RFC 9457: what went wrong, in a sentence."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
