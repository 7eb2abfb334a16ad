"""Channels of teams in their chat tools, without their addresses."""

from __future__ import annotations

from rapport.domains.notices.models import Channel, OwnChat
from rapport.domains.notices.types import ChannelSeen, OwnChatSeen
from rapport.foundation.actors import Actor, NotAllowed


def channels(viewer: Actor) -> list[ChannelSeen]:
    """Every channel that is used, by team, for those who may change settings."""
    viewer.require("settings.write")
    rows = Channel.objects.filter(ended_at__isnull=True).select_related("team").order_by("team__name", "name", "id")
    return [_seen(row) for row in rows]


def own_chat(viewer: Actor) -> OwnChatSeen | None:
    """Where the viewer is told in their own chat tool."""
    if not viewer.staff or viewer.person_id is None:
        raise NotAllowed("notices")
    row = OwnChat.objects.filter(person_id=viewer.person_id).first()
    return OwnChatSeen(row.tool, row.host, row.last_at, row.fault) if row else None


def _seen(row: Channel) -> ChannelSeen:
    return ChannelSeen(
        id=row.pk,
        team_id=row.team_id,
        team=row.team.name,
        name=row.name,
        tool=row.tool,
        host=row.host,
        kinds=tuple(row.kinds),
        made_at=row.made_at,
        last_at=row.last_at,
        fault=row.fault,
    )
