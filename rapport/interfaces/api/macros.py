"""The REST API's macros, written: one read, made, changed, taken away, and a ticket answered with one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import Then
from rapport.domains.promises.types import PromiseKind
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, Id, actor_of
from rapport.interfaces.api.desk import MacroOut, router  # one address is one router's, whatever its method
from rapport.interfaces.api.messages import Keeps, Minutes, told
from rapport.interfaces.api.schemas import IdIn, MessageOut, Moment, Said, Tag

__all__ = ["router"]
READ, WRITE = needs("tickets:read", staff=True), needs("tickets:write", staff=True)


class MacroIn(Schema):
    """A macro of your own, or of a team you serve in; `takes` gives the ticket to whoever answers with it."""

    model_config = STRICT

    name: Said = Field(min_length=1, max_length=80)
    text: Said = Field(min_length=1, max_length=20_000, description="May hold placeholders such as {{ first_name }}.")
    then: Then = Then.KEEP_OPEN
    tags: list[Tag] = Field(default_factory=list, max_length=10)
    takes: bool = False
    team_id: int | None = Field(default=None, ge=1, le=MOST)


class AnswerWithIn(Schema):
    """What goes with an answer by macro; the rest is the macro's. `seen_message_id` as with any message."""

    model_config = STRICT

    promise_until: Moment | None = None
    promise_kind: PromiseKind = PromiseKind.WORD
    promise_text: Said = Field(default="", max_length=300)
    keeps: list[IdIn] = Keeps
    seen_message_id: int | None = Field(default=None, ge=1, le=MOST)
    minutes: int | None = Minutes


@router.get("macros/{macro_id}", response={200: MacroOut, **FAULTS}, auth=READ)
def get_macro(request: HttpRequest, macro_id: int = Id) -> Any:
    """One macro within reach, with its placeholders."""
    return queries.macro(actor_of(request), macro_id)


@router.post("macros", response={201: MacroOut, **FAULTS}, auth=WRITE)
def make_macro(request: HttpRequest, given: MacroIn) -> Any:
    """Write down an answer that comes again."""
    return Status(201, _kept(request, given, None))


@router.put("macros/{macro_id}", response={200: MacroOut, **FAULTS}, auth=WRITE)
def change_macro(request: HttpRequest, given: MacroIn, macro_id: int = Id) -> Any:
    """Change all of a macro; without `team_id` it is your own from then on."""
    return _kept(request, given, macro_id)


@router.delete("macros/{macro_id}", response={204: None, **FAULTS}, auth=WRITE)
def remove_macro(request: HttpRequest, macro_id: int = Id) -> Any:
    """Take a macro away; answers that were sent with it stay."""
    actions.remove_macro(macro_id=macro_id, actor=actor_of(request), at=timezone.now())
    return Status(204, None)


@router.post("tickets/{ticket_id}/macros/{macro_id}", response={201: MessageOut, **FAULTS}, auth=WRITE)
def answer_with_macro(request: HttpRequest, given: AnswerWithIn, ticket_id: int = Id, macro_id: int = Id) -> Any:
    """Answer a ticket with a macro: its text filled in, its tags put on, then what it says."""
    actor = actor_of(request)
    macro, card = queries.macro(actor, macro_id), queries.ticket_card(actor, ticket_id)
    said: dict[str, Any] = {"text": queries.macro_text(actor, macro_id, card), "then": macro.then, "macro_id": macro_id}
    return told(actor, actions.answer(ticket_id=card.id, actor=actor, at=timezone.now(), **said, **given.dict()))


def _kept(request: HttpRequest, given: MacroIn, macro_id: int | None) -> Any:
    actor, said = actor_of(request), given.dict()
    said["tags"] = ", ".join(said["tags"])
    row = actions.keep_macro(macro_id=macro_id, actor=actor, at=timezone.now(), **said)
    return queries.macro(actor, row.pk)
