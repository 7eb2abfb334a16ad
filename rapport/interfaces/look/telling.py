"""The last matter and what is next, read from what the ledger and the promises say of one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils import timezone

from rapport.domains.ledger.types import RelationshipSeen, Timeline, TimelineEpisode
from rapport.domains.promises.types import PromiseSeen, Standing
from rapport.interfaces.look import relationships
from rapport.interfaces.look.story import Matter, Next, Promised, Told, tell

OWED = {Standing.OPEN, Standing.AT_RISK}


def told(
    timeline: Timeline, made: Iterable[PromiseSeen], ahead: Next | None, *, their: str, at: datetime
) -> Told | None:
    """The two sentences for the top of a page; None before there was any contact. `their` names the person."""
    episode = last_episode(timeline.as_of(at))
    if episode is None:
        return None
    return tell(_matter(episode, made, their), ahead, today=timezone.localtime(at).date())


def last_episode(timeline: Timeline) -> TimelineEpisode | None:
    """The episode in which something happened last; an answer to a survey, thanks or an idea is none."""
    met = [episode for episode in timeline.episodes if not relationships.stands_alone(episode)]
    return max(met, key=lambda episode: (episode.last_act_at, episode.id), default=None)


def ahead_of(
    timeline: Timeline,
    made: Iterable[PromiseSeen],
    relationship: RelationshipSeen | None = None,
    *,
    owner: str = "",
    planned: Iterable[Next] = (),
) -> Next | None:
    """What is next: promise, next step or planned contact, whichever comes first; one without a day comes last."""
    open_refs = {episode.ref for episode in timeline.episodes if episode.ended_at is None}
    found = [_owed(one) for one in made if _still_owed(one, open_refs)]
    if relationship is not None and relationship.next_step:
        found.append(Next(relationship.next_step, relationship.next_step_on, owner))
    return min(
        [*found, *planned],
        key=lambda one: (one.on is None, _day(one.on), not isinstance(one.on, datetime)),
        default=None,
    )


def _day(on: date | None) -> date:
    return on.date() if isinstance(on, datetime) else on or date.max


def _still_owed(one: PromiseSeen, open_refs: Collection[object]) -> bool:
    return one.standing in OWED or (one.standing == Standing.BROKEN and one.kept_at is None and one.ref in open_refs)


def _owed(one: PromiseSeen) -> Next:
    return Next(one.text, timezone.localtime(one.due_at), late=one.standing == Standing.BROKEN)


def _matter(episode: TimelineEpisode, made: Iterable[PromiseSeen], their: str) -> Matter:
    return Matter(
        title=episode.title,
        begun_by=_begun_by(episode, their),
        started_at=timezone.localtime(episode.started_at),
        ended_at=timezone.localtime(episode.ended_at) if episode.ended_at else None,
        faded=episode.faded,
        again_at=timezone.localtime(episode.reopened_at) if episode.reopened_at else None,
        promised=_promised(episode, made),
    )


def _begun_by(episode: TimelineEpisode, their: str) -> str:
    """Who did the first act; nobody is named when it lies before the acts that were read."""
    if not episode.acts or episode.acts[0].at != episode.started_at:
        return ""
    first = episode.acts[0]
    return their if first.direction == "theirs" else first.author or "we"


def _promised(episode: TimelineEpisode, made: Iterable[PromiseSeen]) -> Promised | None:
    """The promise that is open, else the one made last."""
    about = [one for one in made if one.ref == episode.ref and one.standing != Standing.WITHDRAWN]
    # What was kept before this episode began belongs to an earlier one of the same ticket.
    about = [one for one in about if one.due_at >= episode.started_at or one.standing in OWED]
    if not about:
        return None
    one = max(about, key=lambda one: (one.standing in OWED, one.made_at))
    return Promised(one.text, timezone.localtime(one.due_at), str(one.standing))
