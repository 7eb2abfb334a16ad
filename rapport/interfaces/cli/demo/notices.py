"""Notices: what changed for an agent this morning, and how another one chose to be told."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from rapport.domains.desk import queries as desk
from rapport.domains.notices import actions as notices
from rapport.domains.notices.types import Change, Hours, NoticeKind, Way
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately
from rapport.interfaces.cli.demo.placing import Cast

MORNING = (NoticeKind.AT_RISK, NoticeKind.REPLY, NoticeKind.ASSIGNED, NoticeKind.MENTION)


def tell(cast: Cast, *, at: datetime) -> None:
    """Four matters of Hugo's changed within the hour; Sanna is told once a day and left alone at night."""
    hugo, sanna = cast.actor(n.HUGO), cast.actor(n.SANNA)
    night = Hours(quiet_from=time(19), quiet_until=time(7))
    notices.choose(ways={NoticeKind.REPLY: Way.DAILY}, hours=night, actor=sanna, at=at)
    waiting = desk.queue(hugo, view="mine").rows[: len(MORNING)]
    for minutes, kind, row in zip((50, 35, 20, 10), MORNING, waiting, strict=False):
        change = Change(kind, ("ticket", row.ticket_id), (hugo.person_id or 0,))
        notices.note_changes(changes=[change], actor=system(), at=lately(at - timedelta(minutes=minutes)))
    notices.tell_due(actor=system(), at=at)
