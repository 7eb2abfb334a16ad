"""Nobody is at two places at once, unless whoever arranges it says that it is meant so."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from rapport.domains.desk.models import Visit
from rapport.domains.desk.rules.visiting import Window, met
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor


class TwoAtOnce(Exception):
    """Who goes has another visit at that time. Nothing was changed."""


def _refuse_two_at_once(actor: Actor, technician_id: int | None, window: Window, *, but: int | None = None) -> None:
    """Raise TwoAtOnce, naming the other visit; `but` is the visit that is being changed."""
    if technician_id is None:
        return
    people.wait_for(actor, technician_id)  # two who arrange at one moment: the second sees what the first arranged
    rows = Visit.objects.to_come().filter(technician_id=technician_id, ends_at__gt=window[0], starts_at__lt=window[1])
    others = list(rows.exclude(pk=but or 0).select_related("site", "technician").order_by("starts_at", "pk"))
    number = met(window, [(row.starts_at, row.ends_at) for row in others])
    if number is not None:
        raise TwoAtOnce(_sentence(actor, others[number]))


def _sentence(actor: Actor, other: Visit) -> str:
    """The site and what is done there are for those who serve that visit too; the hours, by its clock, are for all."""
    place = ZoneInfo(other.zone)
    start, end = other.starts_at.astimezone(place), other.ends_at.astimezone(place)
    hours = f"on {start.day} {start:%b}, {start:%H:%M} to {end:%H:%M}"
    near = actor.reach.whole or other.team_id in actor.reach.team_ids
    where = f"at {other.site.name} ({other.what})" if near else "of another team"
    who = other.technician.name if other.technician else "Who goes"
    return f"{who} has another visit then: {hours} {where}. Nothing was changed and nobody was told."
