"""The last matter and what is next, read from what the ledger and the promises say of one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from math import inf

from django.utils import timezone

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Channel, Ref, RelationshipSeen, Timeline, TimelineAct, TimelineEpisode
from rapport.domains.promises.types import PromiseSeen, Standing
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import relationships
from rapport.interfaces.look.story import NOTHING, Matter, Next, Promised, Told, tell

OWED = {Standing.OPEN, Standing.AT_RISK}
NOTHING_OWED = "Nothing is promised next."  # what we plan among ourselves is not theirs to read
WORD_OF: Mapping[str, str] = {Channel.PHONE: "call", Channel.VISIT: "visit", Channel.CHAT: "chat"}


def told(
    viewer: Actor, timeline: Timeline, made: Collection[PromiseSeen], ahead: Next | None, *, their: str, at: datetime
) -> Told | None:
    """The four sentences for the top of a page; None before there was any contact. `their` names the person."""
    timeline = timeline.as_of(at)
    episode = leading(timeline, made)
    if episode is None:
        return None
    if not _from_its_beginning(episode):
        with suppress(NotFound):  # another team has it now: what was read of it stands
            episode = ledger.matter(viewer, episode.id).as_of(at)
    matter = replace(_matter(episode, made, their), others_open=_open_beside(timeline, episode))
    following = ahead and _of_another(ahead, episode, timeline)
    nothing = NOTHING if viewer.staff else NOTHING_OWED
    return tell(matter, following, today=timezone.localtime(at).date(), nothing=nothing)


def leading(timeline: Timeline, made: Iterable[PromiseSeen]) -> TimelineEpisode | None:
    """The matter a page opens with: of those still open the one we owe something for next, else the newest.

    One that ended leads where none is open; an answer to a survey, thanks or an idea is none.
    """
    due = _due(made)
    met = [episode for episode in timeline.episodes if not relationships.stands_alone(episode)]
    return max(met, key=lambda one: (one.ended_at is None, _soonest(one, due), one.last_act_at, one.id), default=None)


def _due(made: Iterable[PromiseSeen]) -> dict[Ref, datetime]:
    """When what we still owe is due first, by what it is about."""
    found: dict[Ref, datetime] = {}
    for one in made:
        if one.kept_at is None and one.standing != Standing.WITHDRAWN and one.ref is not None:
            found[one.ref] = min(one.due_at, found.get(one.ref, one.due_at))
    return found


def _soonest(episode: TimelineEpisode, due: Mapping[Ref, datetime]) -> float:
    """Greater, the sooner something is due; what ended and what nothing is owed for come last."""
    if episode.ended_at is not None or episode.ref is None or episode.ref not in due:
        return -inf
    return -due[episode.ref].timestamp()


def _open_beside(timeline: Timeline, episode: TimelineEpisode) -> int:
    return sum(
        one.ended_at is None and one.id != episode.id and not relationships.stands_alone(one)
        for one in timeline.episodes
    )


def _from_its_beginning(episode: TimelineEpisode) -> bool:
    return bool(episode.acts) and episode.acts[0].at == episode.started_at


def _of_another(ahead: Next, episode: TimelineEpisode, timeline: Timeline) -> Next:
    """Next belongs to another matter than the one told of: it says to which."""
    if ahead.ref is None or ahead.ref == episode.ref:
        return ahead
    titles = {one.ref: one.title for one in timeline.episodes}
    return replace(ahead, about=titles.get(ahead.ref, ""))


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


def owed_and_ended(timeline: Timeline, made: Iterable[PromiseSeen]) -> tuple[list[PromiseSeen], list[PromiseSeen]]:
    """What is still owed, the first due first, and the rest, the last due first.

    What was not kept is still owed as long as its matter is open.
    """
    open_refs = {episode.ref for episode in timeline.episodes if episode.ended_at is None}
    due = sorted(made, key=lambda one: (one.due_at, one.id))
    owed = [one for one in due if _still_owed(one, open_refs)]
    return owed, [one for one in reversed(due) if not _still_owed(one, open_refs)]


def _day(on: date | None) -> date:
    return on.date() if isinstance(on, datetime) else on or date.max


def _still_owed(one: PromiseSeen, open_refs: Collection[object]) -> bool:
    return one.standing in OWED or (one.standing == Standing.BROKEN and one.kept_at is None and one.ref in open_refs)


def _owed(one: PromiseSeen) -> Next:
    return Next(one.text, timezone.localtime(one.due_at), late=one.standing == Standing.BROKEN, ref=one.ref)


def _matter(episode: TimelineEpisode, made: Iterable[PromiseSeen], their: str) -> Matter:
    return Matter(
        title=episode.title,
        begun_by=_begun_by(episode, their),
        started_at=timezone.localtime(episode.started_at),
        ended_at=timezone.localtime(episode.ended_at) if episode.ended_at else None,
        faded=episode.faded,
        again_at=timezone.localtime(episode.reopened_at) if episode.reopened_at else None,
        promised=_promised(episode, made),
        ended_by=_ended_by(episode, their),
    )


def _begun_by(episode: TimelineEpisode, their: str) -> str:
    """Who did the first act; nobody is named when it lies before the acts that were read."""
    return _who(episode.acts[0], their) if _from_its_beginning(episode) else ""


def _who(act: TimelineAct, their: str) -> str:
    return their if act.direction == "theirs" else act.author or "we"


def _ended_by(episode: TimelineEpisode, their: str) -> str:
    """The word by which it ended and whose it was; empty where no act says so."""
    last = [act for act in episode.acts if act.completes and act.at == episode.ended_at]
    if not last or episode.faded:
        return ""
    one_talk = last[-1].channel in WORD_OF and episode.acts[0].at == last[-1].at
    who = _who(episode.acts[0] if one_talk else last[-1], their)  # a call is whose began it
    whose = {"we": "our", "you": "your"}.get(who, f"{who}’s")
    return f"{whose} {WORD_OF.get(last[-1].channel, 'answer' if last[-1].direction == 'ours' else 'reply')}"


def _promised(episode: TimelineEpisode, made: Iterable[PromiseSeen]) -> Promised | None:
    """The promise that is open, else the one made last."""
    about = [one for one in made if one.ref == episode.ref and one.standing != Standing.WITHDRAWN]
    # What was kept before this episode began belongs to an earlier one of the same ticket.
    about = [one for one in about if one.due_at >= episode.started_at or one.standing in OWED]
    if not about:
        return None
    one = max(about, key=lambda one: (one.standing in OWED, one.made_at))
    kept_at = timezone.localtime(one.kept_at) if one.kept_at else None
    due_at, made_at = timezone.localtime(one.due_at), timezone.localtime(one.made_at)
    return Promised(one.text, due_at, str(one.standing), kept_at=kept_at, made_at=made_at)
