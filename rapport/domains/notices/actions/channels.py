"""Channels of teams in their chat tools: each tool takes a short text its own way, and every call is checked."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from rapport.domains.notices.models import Channel, OwnChat
from rapport.domains.notices.types import OF_TEAMS, NoticeKind, ToolKind
from rapport.domains.people import queries as people
from rapport.foundation import audit, outward, refs, secrets
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.reach import Reach

SECONDS = 10.0
MOST_BYTES = 64 * 1024
WORDS = {NoticeKind.NEW_TICKET: "New", NoticeKind.AT_RISK: "A promise is at risk"}
TEST = "This is a test from your desk. Notices for your team arrive here."


class WrongChannel(ValueError):
    """The channel cannot be like that; the text says why. Nothing was kept."""


class ToolRefused(Exception):
    """The chat tool did not take it; the text says what it answered."""


def add_channel(
    *, team_id: int, name: str, tool: str, address: str, kinds: Collection[str], actor: Actor, at: datetime
) -> int:
    """Tell a team in its chat tool from now on; the address is sealed and never shown again."""
    actor.require("settings.write")
    if not kinds or set(kinds) - set(OF_TEAMS):
        raise WrongChannel("Choose at least one thing the team is told of.")
    _check(tool, address)
    if team_id not in {team.pk for team in people.teams(actor)}:
        raise NotFound("team")
    with transaction.atomic():
        made = Channel.objects.create(
            team_id=team_id,
            name=name.strip()[:80],
            tool=tool,
            host=urlsplit(address).hostname or "",
            sealed=secrets.seal(address),
            kinds=[str(kind) for kind in OF_TEAMS if kind in kinds],
            made_at=at,
        )
        audit.record("channel.added", actor=actor, subject_kind="channel", subject_id=made.pk, at=at)
    return made.pk


def try_channel(*, channel_id: int, actor: Actor, at: datetime) -> None:
    """Send one line that says that it is a test; raises ToolRefused with what was wrong, in words."""
    actor.require("settings.write")
    _send(_open(channel_id), TEST, at)


@transaction.atomic
def end_channel(*, channel_id: int, actor: Actor, at: datetime) -> None:
    """Tell nothing there any more; its address is forgotten."""
    actor.require("settings.write")
    if not Channel.objects.filter(pk=channel_id, ended_at__isnull=True).update(ended_at=at, sealed=""):
        raise NotFound("channel")
    audit.record("channel.ended", actor=actor, subject_kind="channel", subject_id=channel_id, at=at)


def post_to_channel(*, channel_id: int, kind: str, ref: tuple[str, int], actor: Actor, at: datetime) -> None:
    """Say in one line what changed, as far as the team reaches; a channel that ended hears nothing."""
    actor.require("settings.write")
    channel = Channel.objects.filter(pk=channel_id, ended_at__isnull=True).first()
    if channel is None:
        return
    card = refs.cards(_team(channel), [ref]).get(ref)
    if card is not None:
        link = settings.BASE_URL + reverse(card.url_name, args=card.args) if card.url_name else ""
        # The number and no words of people: they would stay in the tool when everything here is erased.
        _send(channel, f"{WORDS[NoticeKind(kind)]}: {card.title.split(' ', maxsplit=1)[0]} {link}".strip(), at)


def _team(channel: Channel) -> Actor:
    return Actor(kind="system", reach=Reach(team_ids=frozenset({channel.team_id})), staff=True, name="Rapport")


def _open(channel_id: int) -> Channel:
    found = Channel.objects.filter(pk=channel_id, ended_at__isnull=True).first()
    if found is None:
        raise NotFound("channel")
    return found


def _check(tool: str, address: str) -> None:
    if tool not in set(ToolKind):
        raise WrongChannel("Choose one of the tools offered.")
    try:
        parts = urlsplit(address)
        port = parts.port or 443
    except ValueError:
        raise WrongChannel("This is no address. It begins with https://, as your chat tool shows it.") from None
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise WrongChannel("The address begins with https://, as your chat tool shows it.")
    if tool == ToolKind.MATRIX and not parts.fragment.startswith("!"):
        raise WrongChannel("For Matrix write https://server/?access_token=TOKEN#!room:server.")
    try:
        outward.check(parts.hostname, port)
    except outward.Refused as error:
        raise WrongChannel(str(error)) from None


def _send(channel: Channel | OwnChat, words: str, at: datetime) -> None:
    fault = ""
    try:
        method, url, body, headers = _call(ToolKind(channel.tool), secrets.unseal(channel.sealed), words, at)
        answer = outward.fetch(url, method=method, body=body, headers=headers, max_bytes=MOST_BYTES, seconds=SECONDS)
        if not 200 <= answer.status < 300:
            said = answer.body[:200].decode("utf-8", "replace")
            said = "".join(one if one.isprintable() else " " for one in said).strip()
            fault = f"{channel.host} answered {answer.status}{': ' if said else '.'}{said}"
    except (outward.Refused, outward.NoAnswer, secrets.WrongKey) as error:
        fault = str(error)
    type(channel)._default_manager.filter(pk=channel.pk).update(last_at=at, fault=fault[:500])
    if fault:
        raise ToolRefused(fault)


def _call(tool: ToolKind, address: str, words: str, at: datetime) -> tuple[str, str, bytes, dict[str, str]]:
    """Method, address, body and headers, as the tool's own description of incoming messages says."""
    headers = {"Content-Type": "application/json"}
    if tool == ToolKind.MATRIX:
        parts = urlsplit(address)
        token = parts.query.removeprefix("access_token=")
        path = f"/_matrix/client/v3/rooms/{quote(parts.fragment, safe='')}/send/m.room.message/{at.timestamp():.6f}"
        body = {"msgtype": "m.notice", "body": words}
        headers["Authorization"] = f"Bearer {token}"
        return "PUT", f"https://{parts.netloc}{path}", json.dumps(body).encode(), headers
    return "POST", address, json.dumps(_said(tool, words)).encode(), headers


def _said(tool: ToolKind, words: str) -> dict[str, object]:
    if tool == ToolKind.DISCORD:
        return {"content": words, "allowed_mentions": {"parse": []}}
    if tool == ToolKind.TEAMS:
        card = {"type": "AdaptiveCard", "version": "1.2", "body": [{"type": "TextBlock", "text": words, "wrap": True}]}
        kind = "application/vnd.microsoft.card.adaptive"
        return {"type": "message", "attachments": [{"contentType": kind, "content": card}]}
    return {"text": words}
