"""The REST API's notices: what changed for whoever serves, how they choose to be told, and their own chat tool."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.notices import actions, queries
from rapport.domains.notices.types import Hours, NoticeKind, NoticeSeen, ToolKind, Way
from rapport.foundation.actors import Actor
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, STRICT, After, actor_of
from rapport.interfaces.api.schemas import Listed, Said

READ, WRITE = needs("tickets:read", staff=True), needs("tickets:write", staff=True)
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
router = Router(tags=["notices"])


class NoticeOut(Schema):
    """Something that changed: `count` times since it was told last; `address` leads to its page, empty without one."""

    id: int
    kinds: list[NoticeKind]
    title: str
    address: str
    count: int
    at: datetime
    due_at: datetime
    told_at: datetime | None


class OwnChatOut(Schema):
    """Where you are told in your chat tool, when it last took something, and what was wrong; never the address."""

    tool: ToolKind
    host: str
    last_at: datetime | None
    fault: str


class ChoicesOut(Schema):
    """A way for each kind, and your hours in `zone`; `weekday` 0 is Monday. Without quiet hours both are null."""

    ways: dict[NoticeKind, Way]
    digest_at: str
    weekday: int
    quiet_from: str | None
    quiet_until: str | None
    zone: str
    chat: OwnChatOut | None


class ChoicesIn(Schema):
    """The hours as they are to be; kinds that are not named keep their way. `chat` needs a chat tool of your own."""

    model_config = STRICT

    ways: dict[NoticeKind, Way] = Field(default_factory=dict)
    digest_at: str = Field("08:00", pattern=CLOCK)
    weekday: int = Field(0, ge=0, le=6)
    quiet_from: str | None = Field(None, pattern=CLOCK)
    quiet_until: str | None = Field(None, pattern=CLOCK)


class OwnChatIn(Schema):
    """The address for incoming messages as your tool shows it; it is sealed and never told again."""

    model_config = STRICT

    tool: ToolKind
    address: Said = Field(min_length=9, max_length=1000)


@router.get("notices", response={200: Listed[NoticeOut], **FAULTS}, auth=READ)
def list_notices(request: HttpRequest, after: str | None = After) -> Any:
    """What changed for you, the latest first; what is beyond your reach by now is left out."""
    page = queries.own_notices(actor_of(request), after=after)
    return {"rows": [_out(one) for one in page.rows], "next": page.next}


@router.get("notices/choices", response={200: ChoicesOut, **FAULTS}, auth=READ)
def notice_choices(request: HttpRequest) -> Any:
    """How you are told of each kind, and when you are left alone."""
    return _choices(actor_of(request))


@router.put("notices/choices", response={200: ChoicesOut, **FAULTS}, auth=WRITE)
def choose_notices(request: HttpRequest, given: ChoicesIn) -> Any:
    """Choose how you are told; what waits already comes as it was chosen when it happened."""
    actor = actor_of(request)
    clocks = {name: _clock(getattr(given, name)) for name in ("quiet_from", "quiet_until")}
    hours = Hours(digest_at=time.fromisoformat(given.digest_at), weekday=given.weekday, **clocks)
    ways = {**queries.own_choices(actor).ways, **given.ways}
    actions.choose(ways=ways, hours=hours, actor=actor, at=timezone.now())
    return _choices(actor)


@router.put("notices/chat", response={200: OwnChatOut, **FAULTS}, auth=WRITE)
def keep_own_chat(request: HttpRequest, given: OwnChatIn) -> Any:
    """Be told in your chat tool, too, of what you choose; it takes the place of one you had."""
    actor = actor_of(request)
    actions.keep_own_chat(tool=given.tool, address=given.address, actor=actor, at=timezone.now())
    return queries.own_chat(actor)


@router.delete("notices/chat", response={204: None, **FAULTS}, auth=WRITE)
def end_own_chat(request: HttpRequest) -> Any:
    """Be told nothing there any more: its address is forgotten, and what went there comes in the usual way."""
    actions.end_own_chat(actor=actor_of(request), at=timezone.now())
    return Status(204, None)


@router.post("notices/chat/test", response={200: OwnChatOut, **FAULTS}, auth=WRITE)
def try_own_chat(request: HttpRequest) -> Any:
    """Send yourself one line; 400 with the tool's own words where it does not take it."""
    actor = actor_of(request)
    actions.try_own_chat(actor=actor, at=timezone.now())
    return queries.own_chat(actor)


def _choices(actor: Actor) -> dict[str, Any]:
    chosen = queries.own_choices(actor)
    hours = {name: _told(getattr(chosen.hours, name)) for name in ("digest_at", "quiet_from", "quiet_until")}
    said = {"ways": dict(chosen.ways), "weekday": chosen.hours.weekday, "zone": chosen.zone, **hours}
    return {**said, "chat": queries.own_chat(actor)}


def _out(one: NoticeSeen) -> dict[str, Any]:
    address = reverse(one.url_name, args=one.args) if one.url_name else ""
    return {**vars(one), "address": address}


def _clock(said: str | None) -> time | None:
    return time.fromisoformat(said) if said else None


def _told(clock: time | None) -> str | None:
    return f"{clock:%H:%M}" if clock else None
