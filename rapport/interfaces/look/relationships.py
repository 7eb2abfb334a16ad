"""The ledger's timeline as one relationship line, for both sides of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import ALONE, Timeline, TimelineAct, TimelineEpisode
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseSeen, Standing
from rapport.foundation.actors import Actor
from rapport.interfaces.look.figures.marks import (
    ActMark,
    AnswerMark,
    EpisodeMark,
    Line,
    PromiseMark,
    SequenceMark,
    Words,
)
from rapport.interfaces.look.wording import line_words
from rapport.interfaces.look.wording.german import say

ON_A_SCALE = re.compile(r"(\d{1,2}) of (\d{1,2}), (unhappy|passive|happy)", re.ASCII)
THEIR_WORDS = Words(their="you", ours="us", now="today", said=line_words.YOURS)
IN_GERMAN = Words(their="Sie", ours="uns", now="heute", nothing="noch nichts", said=line_words.YOURS_IN_GERMAN)
AHEAD = 0.12
SAID = {"thanks": "Thanks", "idea": "Idea", "idea delivered": "Idea delivered"}
ALMOST = timedelta(minutes=59, seconds=59)  # to the next full hour


def line_of(viewer: Actor, person_id: int, *, at: datetime, days: int) -> Line:
    """The last `days` days of one person and us, and a little of what is ahead."""
    start = at - timedelta(days=days)
    timeline = ledger.timeline(viewer, person_id, start=start)
    made = promises.promises_to(viewer, person_id, at=at)
    return draw_line(timeline, list(made), start=start, at=at)


def draw_line(
    timeline: Timeline, made: list[PromiseSeen], *, start: datetime, at: datetime, end: datetime | None = None
) -> Line:
    """Marks for acts, episodes, sequences, answers and promises between start and end, else a little after now.

    The line begins and ends at whole hours: less than a pixel, and the drawing can be kept.
    """
    timeline = timeline.as_of(at)
    at, start = _hour(at + ALMOST), _hour(start)
    end = end or at + (at - start) * AHEAD
    acts = [a for a in timeline.acts if a.kind != "answer" or _answer(a) is None]
    whole = Line(
        now=at,
        start=start,
        end=end,
        acts=tuple(_act(a) for a in acts),
        episodes=tuple(_episode(e) for e in timeline.episodes if not stands_alone(e)),
        sequences=tuple(
            SequenceMark(start=s.started_at, end=s.ended_at or at, name=s.name) for s in timeline.sequences
        ),
        answers=tuple(answers_of(timeline)),
        promises=tuple(_promise(p) for p in made if start <= p.due_at <= end and p.standing != Standing.WITHDRAWN),
    )
    return whole.since(start)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def answers_of(timeline: Timeline) -> list[AnswerMark]:
    """The answers by name that the viewer may see, newest first, each on the scale it was given on."""
    found = [one for act in timeline.acts if (one := _answer(act)) is not None]
    return sorted(found, key=lambda one: (one.at, one.score), reverse=True)


def their_words(language: str) -> Words:
    """How both sides are named on a person's own page."""
    return IN_GERMAN if language == "de" else THEIR_WORDS


def named(name: str) -> Words:
    """How both sides are named to those of an organisation who read of one of theirs, or of all of them."""
    return Words(their=name, ours="us", said=line_words.THEIRS)


def without_names(line: Line) -> Line:
    """The same line without the names of episodes, for a column too narrow to write them."""
    return replace(line, episodes=tuple(replace(one, label="") for one in line.episodes))


def stands_alone(episode: TimelineEpisode) -> bool:
    """An answer, thanks or an idea that stands alone is drawn as what it is, not as a matter of its own."""
    return episode.ref is not None and episode.ref[0] in ALONE


def _act(act: TimelineAct) -> ActMark:
    return ActMark(at=act.at, ours=act.direction == "ours", planned=act.planned, label=label_of(act))


def label_of(act: TimelineAct) -> str:
    """What an act is called: its words, and before them what they are where they do not say so.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 2, 12, tzinfo=UTC)
    >>> label_of(TimelineAct(1, noon, "thanks", "theirs", "thanks", "", 1, "", False, None, "private", None, 1, None))
    'Thanks'
    """
    said = say(SAID.get(act.kind, ""))
    return f"{said}: {act.title}" if said and act.title else said or act.title


def _episode(episode: TimelineEpisode) -> EpisodeMark:
    begun_by_us = bool(episode.acts) and episode.acts[0].direction == "ours"
    again = episode.reopened_at is not None
    return EpisodeMark(
        start=episode.started_at, end=episode.ended_at, label=episode.title, begun_by_us=begun_by_us, again=again
    )


def _promise(promise: PromiseSeen) -> PromiseMark:
    standing = {Standing.KEPT: "kept", Standing.BROKEN: "broken"}.get(promise.standing, "open")
    return PromiseMark(at=promise.due_at, label=promise.text[:40], standing=standing)  # type: ignore[arg-type]


def _answer(act: TimelineAct) -> AnswerMark | None:
    """An answer's act carries its score as its title: 9, or on another scale "4 of 5, happy"."""
    if act.kind != "answer":
        return None
    mark = AnswerMark(act.at, 0, before=act.before, changed_at=act.changed_at)
    if act.title.isdigit():
        return replace(mark, score=int(act.title))
    found = ON_A_SCALE.fullmatch(act.title)
    return found and replace(mark, score=int(found[1]), mood=found[3], last=int(found[2]))
