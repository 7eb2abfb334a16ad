"""The line at a zoom and a period, of one team, service or channel; chosen by the address, so it can be sent on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Narrowed, Timeline
from rapport.domains.promises.types import PromiseSeen
from rapport.foundation.actors import Actor
from rapport.interfaces.look import relationships
from rapport.interfaces.look.figures.marks import Line
from rapport.interfaces.look.wording import words
from rapport.interfaces.workspace.person.forms import ZOOMS, Everything, LineForm

Chosen = LineForm | Everything
A_YEAR, THREE_WEEKS = timedelta(days=365), timedelta(days=21)
CAPTIONS = {
    "sequences": "All of it, by sequence",
    "episodes": "Twelve months, by episode",
    "acts": "Three weeks, act by act",
}
NAMES = {"sequences": "By sequence", "episodes": "By episode", "acts": "Act by act"}


@dataclass(frozen=True)
class Shown:
    """A line as the page prints it, the ways to other zooms and times, and counts of what was chosen."""

    line: Line
    zoom: str
    caption: str
    tabs: tuple[tuple[str, str, bool], ...]
    earlier: str
    later: str
    narrowed: bool
    empty: bool
    more: bool
    counted: Timeline
    n_open: int
    exchanges: str


def shown(viewer: Actor, whole: Timeline, made: list[PromiseSeen], form: Chosen, *, at: datetime) -> Shown:
    """What was chosen of the line; the timeline that was read already serves where nothing narrows it."""
    zoom = form.chosen.get("zoom", "episodes")
    since, until = form.period
    narrowed = form.only != Narrowed()
    timeline = whole
    if narrowed or since or until:
        timeline = ledger.timeline(viewer, whole.person_id, start=since, end=until, only=form.only)
    end = min(until, at) if until else at
    start = since or end - _span(zoom, whole, end)
    if start >= end:
        start = end - timedelta(days=1)
    line = relationships.draw_line(timeline, made, start=start, at=at, end=end if until and end < at else None)
    counted = timeline.as_of(at)
    return Shown(
        line=line,
        zoom=zoom,
        caption=CAPTIONS[zoom] if not (since or until) else NAMES[zoom],
        tabs=tuple((name, _address({**form.chosen, "zoom": value}), value == zoom) for value, name in ZOOMS),
        earlier=_moved(form, start, start - end, end) if timeline.more or _before(whole, start) else "",
        later=_moved(form, start, end - start, end) if end < at else "",
        narrowed=narrowed or bool(since or until),
        empty=not (line.acts or line.episodes or line.answers or line.promises),
        more=timeline.more and bool(timeline.acts) and timeline.acts[0].at > start,
        counted=counted,
        n_open=sum(one.ended_at is None for one in counted.episodes if not relationships.stands_alone(one)),
        exchanges=words.exchanges(counted.exchanges),
    )


def _span(zoom: str, whole: Timeline, end: datetime) -> timedelta:
    if zoom == "acts":
        return THREE_WEEKS
    if zoom == "episodes" or not whole.acts:
        return A_YEAR
    first = min(whole.acts[0].at, *(episode.started_at for episode in whole.episodes), end)
    return max((end - first) * 1.02, A_YEAR)


def _before(whole: Timeline, start: datetime) -> bool:
    return whole.more or bool(whole.acts and whole.acts[0].at < start)


def _moved(form: Chosen, start: datetime, by: timedelta, end: datetime) -> str:
    since, until = (timezone.localtime(moment + by).date() for moment in (start, end))
    return _address({**form.chosen, "since": since.isoformat(), "until": until.isoformat()})


def _address(chosen: Mapping[str, Any]) -> str:
    return f"?{urlencode(chosen)}#line"
