"""Operations of the API at the desk: what is done with Marta's ticket, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.domains.desk import actions
from tests.outsiders import notices, theirs, workspace
from tests.world import World


def _ticket(w: World) -> dict[str, int]:
    return {"ticket_id": w.ticket.pk}


def _sent(**body: Any) -> Any:
    return lambda w, on: body


def _linked(w: World) -> dict[str, int]:
    return {"ticket_id": w.ticket.pk, "other_id": workspace.linked_of_marta(w)}


def _last_message(w: World, on: int) -> dict[str, Any]:
    return {"message_id": w.ticket.messages.filter(side="ours").order_by("-said_at")[0].pk}


def _macro(w: World) -> dict[str, int]:
    return {"ticket_id": w.ticket.pk, "macro_id": workspace.macro_of_hugo(w)}


def _listing(make: Any) -> Any:
    return lambda w: (make(w), {})[1]


def _reminder(w: World) -> dict[str, int]:
    return {"reminder_id": workspace.reminder_of_hugo(w)}


def _view(w: World) -> dict[str, int]:
    return {"view_id": workspace.view_of_hugo(w)}


def _own_macro(w: World) -> dict[str, int]:
    return {"macro_id": workspace.macro_of_hugo(w)}


def _copied_in(w: World) -> dict[str, int]:
    """Ruth is copied in, so that she can be copied out."""
    ruth = w.cast.ruth.person_id or 0
    actions.add_participant(ticket_id=w.ticket.pk, person_id=ruth, actor=w.cast.hugo, at=w.at)
    return {"ticket_id": w.ticket.pk, "person_id": ruth}


A_DAY = "2026-11-20"
AT = "/api/v1/tickets/{ticket_id}"
OPERATIONS: Mapping[str, dict[str, Any]] = {
    f"PATCH {AT}": {"on": _ticket, "sent": _sent(priority=1, tags=["mine"])},
    f"POST {AT}/solve": {"on": _ticket},
    f"POST {AT}/reopen": {"on": lambda w: {"ticket_id": w.done.pk}},
    f"GET {AT}/fields": {"on": lambda w: {"ticket_id": workspace.with_field(w)}},
    f"POST {AT}/notes": {"on": _ticket, "sent": _sent(text="Mine.")},
    f"POST {AT}/contacts": {"on": _ticket, "sent": _sent(text="Mine.")},
    f"GET {AT}/attachments": {"on": _ticket},
    "GET /api/v1/attachments/{attachment_id}": {"on": lambda w: {"attachment_id": w.attachment.pk}},
    f"GET {AT}/merges": {"on": lambda w: {"ticket_id": workspace.after_merging(w)}},
    f"POST {AT}/merge": {
        "on": lambda w: {"ticket_id": w.done.pk},
        "sent": lambda w, on: {"into_id": w.ticket.pk},
    },
    "POST /api/v1/merges/{merge_id}/undo": {"on": lambda w: {"merge_id": workspace.merged_of_marta(w)}},
    f"POST {AT}/split": {"on": _ticket, "sent": _last_message},
    f"GET {AT}/links": {"on": lambda w: {"ticket_id": workspace.after_linking(w)}},
    f"POST {AT}/links": {"on": _ticket, "sent": lambda w, on: {"other_id": w.done.pk, "kind": "related"}},
    f"DELETE {AT}/links/{{other_id}}": {"on": _linked},
    "GET /api/v1/macros": {"query": _listing(workspace.macro_of_hugo), "desk": True},
    f"GET {AT}/macros/{{macro_id}}": {"on": _macro},
    "GET /api/v1/views": {"query": _listing(workspace.view_of_hugo), "desk": True},
    "GET /api/v1/views/{view_id}/tickets": {"on": lambda w: {"view_id": workspace.view_of_hugo(w)}},
    "GET /api/v1/fields": {"query": _listing(workspace.field_of_mail), "desk": True},
    "GET /api/v1/tags": {"query": _listing(workspace.tagged), "desk": True},
    "GET /api/v1/reminders": {"query": _listing(workspace.reminder_of_hugo), "desk": True},
    f"POST {AT}/reminders": {"on": _ticket, "sent": _sent(on=A_DAY, words="Mine.")},
    "DELETE /api/v1/reminders/{reminder_id}": {"on": _reminder},
    "POST /api/v1/ticket-changes": {"sent": lambda w, on: {"ticket_ids": [w.ticket.pk], "tags": ["mine"]}},
    f"GET {AT}/promises": {"on": _ticket},
    **theirs.OPERATIONS,
    **notices.OPERATIONS,
    f"GET {AT}/participants": {"on": _ticket},
    f"POST {AT}/participants": {"on": _ticket, "sent": lambda w, on: {"person_id": w.cast.ruth.person_id}},
    f"DELETE {AT}/participants/{{person_id}}": {"on": _copied_in},
    "GET /api/v1/macros/{macro_id}": {"on": _own_macro},
    "POST /api/v1/macros": {"sent": _sent(name="Mine", text="Mine.")},
    "PUT /api/v1/macros/{macro_id}": {"on": _own_macro, "sent": _sent(name="Mine", text="Mine.")},
    "DELETE /api/v1/macros/{macro_id}": {"on": _own_macro},
    f"POST {AT}/macros/{{macro_id}}": {"on": _macro, "sent": _sent(minutes=2)},
    "GET /api/v1/views/{view_id}": {"on": _view},
    "POST /api/v1/views": {"sent": _sent(name="Mine")},
    "PUT /api/v1/views/{view_id}": {"on": _view, "sent": _sent(name="Mine")},
    "DELETE /api/v1/views/{view_id}": {"on": _view},
    "GET /api/v1/held": {"desk": True},
    "POST /api/v1/held/{held_id}/decision": {"on": lambda w: {"held_id": w.held.pk}, "sent": _sent(accept=True)},
}
