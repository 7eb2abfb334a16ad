"""Notices: one's own, and what administrators set: webhooks and chat channels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from rapport.domains.notices import actions, queries
from rapport.domains.notices.models import Channel, Endpoint, HookCall, Notice, OwnChat
from rapport.domains.notices.types import Attempt, Change, Hours, NewCall, NoticeKind, Way
from rapport.foundation import secrets, signed_calls
from rapport.foundation.actors import Actor, system
from tests.outsiders.cases import Case, Table
from tests.world import World

ADDRESS = "https://8.8.8.8/hook"  # only looked at, never called
INSIDE = "https://127.0.0.1/hook"  # refused when it is called


def webhook(w: World) -> int:
    """A program that is told."""
    known = Endpoint.objects.filter(ended_at=None).first()
    sealed = secrets.seal(signed_calls.new_secret())
    made = {"name": "Ours", "url": INSIDE, "events": ["ticket.opened"], "sealed": sealed, "made_at": w.at}
    return (known or Endpoint.objects.create(**made)).pk


def call(w: World) -> int:
    """A call that was made to it."""
    known = HookCall.objects.first()
    return (known or HookCall.objects.create(**_call(w))).pk


def _call(w: World) -> dict[str, Any]:
    said = {"key": "k", "call_id": "msg_k", "event": "ticket.opened", "body": "{}", "state": "given_up"}
    return {"endpoint_id": webhook(w), "made_at": w.at, **said}


def channel(w: World) -> int:
    """Where the Service Desk is told."""
    made = {"team": w.cast.service_desk, "name": "desk", "tool": "slack", "host": "8.8.8.8", "made_at": w.at}
    known = Channel.objects.filter(ended_at=None).first()
    return (known or Channel.objects.create(sealed=secrets.seal(INSIDE), kinds=["new_ticket"], **made)).pk


def own_chat(w: World) -> None:
    """Hugo is told in his own chat."""
    made = {"tool": "slack", "host": "127.0.0.1", "sealed": secrets.seal(INSIDE), "made_at": w.at}
    OwnChat.objects.get_or_create(person_id=w.cast.hugo.person_id, defaults=made)


def of_hugo(w: World) -> None:
    """Hugo is to be told of Marta's ticket."""
    if not Notice.objects.exists():
        _noted(w, system(), None)


def _noted(w: World, who: Actor, _: object) -> object:
    change = Change(NoticeKind.ASSIGNED, ("ticket", w.ticket.pk), (w.cast.hugo.person_id or 0,))
    return actions.note_changes(changes=[change], actor=who, at=w.at)


def _chosen(w: World, who: Actor, _: object) -> object:
    hours = Hours(time(20), time(7))
    return actions.choose(ways={NoticeKind.REPLY: Way.DAILY}, hours=hours, actor=who, at=w.at)


def _opened(w: World, who: Actor, _: object) -> object:
    return actions.open_endpoint(name="A", url=ADDRESS, events=["ticket.opened"], actor=who, at=w.at)


def _changed(w: World, who: Actor, on: int) -> object:
    return actions.change_endpoint(endpoint_id=on, name="A", url=ADDRESS, events=["ticket.opened"], actor=who, at=w.at)


def _added(w: World, who: Actor, _: object) -> object:
    team = w.cast.service_desk.pk
    return actions.add_channel(
        team_id=team, name="A", tool="slack", address=ADDRESS, kinds=["new_ticket"], actor=who, at=w.at
    )


def _posted(w: World, who: Actor, on: int) -> object:
    return actions.post_to_channel(channel_id=on, kind="new_ticket", ref=("nothing", 1), actor=who, at=w.at)


def _on_webhook(do: Any) -> Case:
    return Case(lambda w, who, on: do(endpoint_id=on, actor=who, at=w.at), on=webhook, insider="ines")


def _attempted(w: World, who: Actor, on: int) -> object:
    return actions.note_attempt(call_id=on, attempt=Attempt(200, "", "", 1), before=0, actor=who, at=w.at)


def _tell(w: World, who: Actor, _: object) -> object:
    of_hugo(w)
    return actions.tell_due(actor=who, at=w.at)


ACTIONS = Table(
    tried={
        "add_channel": Case(_added, insider="ines"),
        "change_endpoint": Case(_changed, on=webhook, insider="ines"),
        "choose": Case(_chosen),
        "end_channel": Case(
            lambda w, who, on: actions.end_channel(channel_id=on, actor=who, at=w.at), on=channel, insider="ines"
        ),
        "end_endpoint": _on_webhook(actions.end_endpoint),
        "end_own_chat": Case(lambda w, who, _: own_chat(w) or [actions.end_own_chat(actor=who, at=w.at)]),
        "keep_own_chat": Case(
            lambda w, who, _: actions.keep_own_chat(tool="slack", address=ADDRESS, actor=who, at=w.at)
        ),
        "forget_old": Case(lambda w, who, _: actions.forget_old(actor=who, at=w.at), insider="system"),
        "make_call": Case(
            lambda w, who, on: actions.make_call(call_id=on, actor=who, at=w.at), on=call, insider="system"
        ),
        "note_attempt": Case(_attempted, on=call, insider="system"),
        "note_changes": Case(_noted, insider="system"),
        "open_endpoint": Case(_opened, insider="ines"),
        "pause_endpoint": _on_webhook(actions.pause_endpoint),
        "post_to_channel": Case(_posted, on=channel, insider="system"),
        "post_to_own_chat": Case(
            lambda w, who, _: actions.post_to_own_chat(person_id=0, lines=["New"], actor=who, at=w.at), insider="system"
        ),
        "queue_calls": Case(
            lambda w, who, _: actions.queue_calls(calls=list[NewCall](), actor=who, at=w.at), insider="system"
        ),
        "renew_endpoint_secret": _on_webhook(actions.renew_endpoint_secret),
        "resend_call": Case(
            lambda w, who, on: actions.resend_call(call_id=on, actor=who, at=w.at), on=call, insider="ines"
        ),
        "resume_endpoint": _on_webhook(actions.resume_endpoint),
        "send_test_call": _on_webhook(actions.send_test_call),
        "tell_due": Case(_tell, insider="system"),
        "try_channel": Case(
            lambda w, who, on: actions.try_channel(channel_id=on, actor=who, at=w.at), on=channel, insider=""
        ),
        "try_notice": Case(lambda w, who, _: actions.try_notice(actor=who, at=w.at)),
        "try_own_chat": Case(lambda w, who, _: actions.try_own_chat(actor=who, at=w.at), insider=""),
    },
)

QUERIES = Table(
    tried={
        "anybody_is_told": Case(lambda w, who, _: [queries.anybody_is_told(who)], insider="system"),
        "calls": Case(lambda w, who, on: call(w) and queries.calls(who, on).rows, on=webhook, insider="ines"),
        "channels": Case(lambda w, who, _: channel(w) and queries.channels(who), insider="ines"),
        "endpoint": Case(lambda w, who, on: queries.endpoint(who, on), on=webhook, insider="ines"),
        "endpoint_of": Case(lambda w, who, on: [queries.endpoint_of(who, on)], on=call, insider="ines"),
        "endpoints": Case(lambda w, who, _: webhook(w) and queries.endpoints(who), insider="ines"),
        "own_chat": Case(lambda w, who, _: own_chat(w) or queries.own_chat(who)),
        "own_choices": Case(lambda w, who, _: queries.own_choices(who)),
        "own_notices": Case(lambda w, who, _: of_hugo(w) or queries.own_notices(who).rows),
    },
)


TOLD = {
    "assigned": "none",
    "reply": "daily",
    "at_risk": "at_once",
    "new_ticket": "weekly",
    "mention": "none",
    "recovery": "daily",
}
TOLD |= {"weekday": "0", "digest_at": "08:00"}


def _nothing(w: World) -> dict[str, Any]:
    return {}


def _own_chat(w: World) -> dict[str, Any]:
    own_chat(w)
    return {}


def _webhook(w: World) -> dict[str, Any]:
    return {"endpoint_id": webhook(w)}


def _channel(w: World) -> dict[str, Any]:
    return {"channel_id": channel(w)}


# What a page is asked for, who opens it, and what is sent: the fields of a Page.
PAGES: dict[str, tuple[Any, ...]] = {
    "workspace:notices": (_nothing,),
    "workspace:notices POST": (_nothing, "hugo", lambda w: TOLD),
    "workspace:try_notice": (_nothing, "hugo", _nothing),
    "workspace:keep_own_chat": (_nothing, "hugo", lambda w: {"tool": "slack", "address": ADDRESS}),
    **{f"workspace:{do}_own_chat": (_own_chat, "hugo", _nothing) for do in ("test", "end")},
    "workspace:channels": (_nothing, "ines"),
    "workspace:webhooks": (_nothing, "ines"),
    "workspace:webhook": (_webhook, "ines"),
    "workspace:change_webhook": (_webhook, "ines"),
    "workspace:resend_call": (lambda w: {"call_id": call(w)}, "ines", _nothing),
    **{f"workspace:{do}_channel": (_channel, "ines", _nothing) for do in ("test", "end")},
    **{f"workspace:{do}_webhook": (_webhook, "ines", _nothing) for do in ("test", "renew", "pause", "resume", "end")},
}


def _told_there(w: World) -> dict[str, Any]:
    of_hugo(w)
    return {}


def _own_chat_there(w: World) -> dict[str, Any]:
    own_chat(w)
    return {}


OPERATIONS: Mapping[str, dict[str, Any]] = {
    "GET /api/v1/notices": {"on": _told_there},
    "GET /api/v1/notices/choices": {"on": _own_chat_there},
    "PUT /api/v1/notices/choices": {"on": _own_chat_there, "sent": lambda w, on: {"ways": {"reply": "daily"}}},
    "PUT /api/v1/notices/chat": {"sent": lambda w, on: {"tool": "slack", "address": ADDRESS}},
    "DELETE /api/v1/notices/chat": {"on": _own_chat_there},
    "POST /api/v1/notices/chat/test": {"on": _own_chat_there, "refused": 400},
}
