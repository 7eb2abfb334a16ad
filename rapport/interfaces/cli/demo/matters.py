"""Contact without a ticket: chats and short calls, where only the silence says when a new matter begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import log
from random import Random

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as ledger_queries
from rapport.domains.ledger.types import Channel, Direction, NewAct
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import some_moment
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.cli.demo.script import Part, Story
from rapport.measures import episodes
from rapport.measures.episodes import ActRow

PEOPLE, MATTERS = 40, 5
SINCE = timedelta(days=170)
CHAT_GAP = timedelta(hours=12)
PACE = {Channel.CHAT: (3 / 60, 1.0), Channel.PHONE: (20.0, 0.6)}  # median hours between two acts, spread of its log
ABOUT = {
    Channel.CHAT: ("Where is the new form?", "Which cable for the plotter?", "Is the line slow for all of us?"),
    Channel.PHONE: ("Asked how far the order is", "The badge at the side door", "How to share one drawing"),
}
NAMED = "One person who stays with it, for Tomas"


def loose_talks(story: Story, cast: Cast, *, at: datetime) -> list[NewAct]:
    """Chats of a few minutes and calls of a few days, weeks apart, with people the pages do not name."""
    lot = Random("matters")
    known = [part for part in story.parts if part.email in cast.persons and part.email not in (n.MARTA, n.IVO, n.TOMAS)]
    people = lot.sample([part for part in known if part.services], PEOPLE)
    return [act for part in people for act in _of_person(part, lot, cast, at) if act.at < at]


def _of_person(part: Part, lot: Random, cast: Cast, at: datetime) -> Iterator[NewAct]:
    service = part.services[0]
    for number in range(MATTERS):
        channel = lot.choice((Channel.CHAT, Channel.CHAT, Channel.PHONE))
        hours, spread = PACE[channel]
        begins = at - SINCE + SINCE / MATTERS * number
        when = some_moment(lot, begins.date(), (begins + timedelta(days=12)).date())
        title = lot.choice(ABOUT[channel])
        for place in range(lot.randrange(4, 9) if channel is Channel.CHAT else lot.randrange(2, 4)):
            ours = place % 2 == 1
            yield NewAct(
                person_id=cast.persons[part.email],
                organisation_id=cast.organisation_of[part.email],
                at=when,
                channel=channel,
                direction=Direction.OURS if ours else Direction.THEIRS,
                kind="chat" if channel is Channel.CHAT else "call",
                source_key=f"loose {part.email} {number}:{place}",
                author_id=cast.persons[lot.choice(n.DESK[n.TEAM_OF[service]])] if ours else cast.persons[part.email],
                team_id=cast.teams[n.TEAM_OF[service]],
                service_id=cast.services[service],
                title=title if place == 0 else "",
            )
            when += timedelta(hours=lot.lognormvariate(log(hours), spread))


def set_gaps(talks: list[NewAct], cast: Cast, *, at: datetime) -> None:
    """Calls go by what their silences say; Paul has decided that a chat is over after half a day."""
    rows = [ActRow(a.source_key, a.person_id, a.at, service=a.service_id, channel=a.channel) for a in talks]
    calls = episodes.silences(rows)[Channel.PHONE]
    found = episodes.estimate_gap(calls.seconds, within=calls.within)
    ledger.set_gap(channel=Channel.PHONE, gap=found.gap, n=found.n, actor=system(), at=at)
    ledger.set_gap(channel=Channel.CHAT, gap=CHAT_GAP, actor=cast.actor(n.PAUL), at=at)


def read_and_decide(cast: Cast, *, at: datetime) -> None:
    """The silences are read, and Hugo has given one of Tomas' episodes a name."""
    ledger.read_gaps(actor=system(), at=at)
    hugo = cast.actor(n.HUGO)
    for episode in ledger_queries.episodes(hugo, person_id=cast.persons[n.TOMAS], size=1).rows:
        ledger.name_episode(episode_id=episode.pk, words=NAMED, actor=hugo, at=at)
