"""Channels of teams in their chat tools, without their addresses."""

from __future__ import annotations

from rapport.domains.notices.models import Channel
from rapport.domains.notices.types import ChannelSeen
from rapport.foundation.actors import Actor


def channels(viewer: Actor) -> list[ChannelSeen]:
    """Every channel that is used, by team, for those who may change settings."""
    viewer.require("settings.write")
    rows = Channel.objects.filter(ended_at__isnull=True).select_related("team").order_by("team__name", "name", "id")
    return [_seen(row) for row in rows]


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
