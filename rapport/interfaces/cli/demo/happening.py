"""Tickets, promises and acts of the story, written a month at a time and remembered in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from rapport.domains.desk import actions as desk
from rapport.domains.desk.types import ImportedMessage, ImportedTicket, TicketState
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import ENDS, NewAct, NewPart, NewTrace
from rapport.domains.promises import actions as promises
from rapport.domains.promises.types import PastPromise, PromiseKind
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import both_ways
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.cli.demo.script import Pledge, Said, Script, Talk

AT_ONCE = 1500
CLOSES_AFTER = timedelta(days=5)
TICKET = "ticket"
WORDS = ("An answer", "News about", "A word about")  # what any answer keeps; the rest are deeds


def remember(scripts: Sequence[Script], cast: Cast, *, at: datetime) -> dict[str, int]:
    """Write the tickets of a month with what was promised about them; ids by key."""
    ids = desk.remember_tickets(tickets=[_ticket(one, cast, at) for one in scripts], actor=system(), at=at)
    past = [_promise(one, pledge, ids[one.key], cast) for one in scripts for pledge in one.pledges]
    promises.remember_promises(promises=past, actor=system(), at=at)
    return ids


def acts_of_ticket(script: Script, ticket_id: int, cast: Cast) -> Iterator[NewAct]:
    """The acts of one ticket; the last one of ours before it was solved completes the episode."""
    ends = [place for place, one in enumerate(script.said) if one.side == "ours" and one.at == script.solved_at]
    for place, one in enumerate(script.said):
        if one.side != "note":
            yield _act(
                one,
                cast,
                key=f"import:{script.key}:{place}",
                asker=script.asker,
                service=script.service,
                title=script.subject,
                site=script.site,
                ref=(TICKET, ticket_id),
                completes=place in ends or one.turn == ENDS,
            )


def acts_of_talk(talk: Talk, cast: Cast) -> Iterator[NewAct]:
    """The acts of a talk that has no ticket; its last one ends it."""
    for place, one in enumerate(talk.said):
        yield _act(
            one,
            cast,
            key=f"{talk.key}:{place}",
            asker=talk.person,
            service=talk.service,
            title=talk.title,
            completes=place == len(talk.said) - 1,
        )


def record(acts: Iterable[NewAct], *, at: datetime) -> dict[tuple[str, int], int]:
    """Record everything in the order of time; the episode of each ticket."""
    ordered = sorted(acts, key=lambda act: (act.at, act.source_key))
    episodes: dict[tuple[str, int], int] = {}
    for start in range(0, len(ordered), AT_ONCE):
        batch = ordered[start : start + AT_ONCE]
        found = ledger.record_acts(batch, actor=system(), at=at)
        episodes |= {act.ref: one.episode_id for act, one in zip(batch, found, strict=True) if act.ref is not None}
    return episodes


def note_work(scripts: Iterable[tuple[Script, int]], cast: Cast, *, at: datetime) -> None:
    """Who worked on what, and which acknowledgements were sent."""
    parts, traces = [], []
    for script, ticket_id in scripts:
        ref = (TICKET, ticket_id)
        parts += [_part(one, ref, cast) for one in script.said if one.side != "theirs" and one.who in cast.persons]
        if script.said[0].channel in {"mail", "portal"}:
            person = cast.persons[script.asker]
            traces.append(NewTrace(person, "acknowledgement", script.opened_at + timedelta(seconds=2), ref))
    ledger.note_parts(parts, actor=system(), at=at)
    ledger.record_traces(traces, actor=system(), at=at)


def _part(one: Said, ref: tuple[str, int], cast: Cast) -> NewPart:
    return NewPart(cast.persons[one.who], ref, "note" if one.side == "note" else "answer", one.at)


def _ticket(script: Script, cast: Cast, at: datetime) -> ImportedTicket:
    closed = script.state == TicketState.CLOSED and script.solved_at is not None
    ahead = [pledge.due_at for pledge in script.pledges if pledge.kept_at is None]
    return ImportedTicket(
        source_key=script.key,
        requester_id=cast.persons[script.asker],
        organisation_id=cast.organisation_of[script.asker],
        team_id=cast.teams[n.TEAM_OF[script.service]],
        subject=script.subject,
        opened_at=script.opened_at,
        state=script.state,
        kind=script.kind,
        priority=script.priority,
        service_id=cast.services[script.service],
        site_id=cast.sites.get(script.site),
        assignee_id=cast.persons.get(script.assignee),
        solved_at=script.solved_at,
        closed_at=min(script.solved_at + CLOSES_AFTER, at) if closed and script.solved_at else None,
        messages=tuple(_message(script.key, place, one, cast) for place, one in enumerate(script.said)),
        channel=script.said[0].channel,
        next_word_at=min(ahead, default=None),
    )


def _message(key: str, place: int, one: Said, cast: Cast) -> ImportedMessage:
    return ImportedMessage(
        source_key=f"{key}:{place}",
        side=one.side,
        text=one.text,
        said_at=one.at,
        author_id=cast.persons.get(one.who),
        channel=one.channel,
        minutes=one.minutes,
    )


def _promise(script: Script, pledge: Pledge, ticket_id: int, cast: Cast) -> PastPromise:
    return PastPromise(
        person_id=cast.persons[script.asker],
        organisation_id=cast.organisation_of[script.asker],
        team_id=cast.teams[n.TEAM_OF[script.service]],
        ref=(TICKET, ticket_id),
        text=pledge.text,
        made_at=pledge.made_at,
        due_at=pledge.due_at,
        made_by_id=cast.persons.get(pledge.who),
        kept_at=pledge.kept_at,
        kind=PromiseKind.WORD if pledge.text.startswith(WORDS) else PromiseKind.DEED,
    )


def _act(
    one: Said,
    cast: Cast,
    *,
    key: str,
    asker: str,
    service: str,
    title: str,
    completes: bool,
    site: str = "",
    ref: tuple[str, int] | None = None,
) -> NewAct:
    return NewAct(
        person_id=cast.persons[asker],
        organisation_id=cast.organisation_of[asker],
        at=one.at,
        channel=one.channel,
        direction=one.side,
        kind=one.kind,
        source_key=key,
        author_id=cast.persons.get(one.who),
        team_id=cast.teams[n.TEAM_OF[service]],
        service_id=cast.services[service],
        site_id=cast.sites.get(site),
        ref=ref,
        completes=completes,
        planned=one.planned,
        title=title,
        minutes=one.minutes,
        exchange=both_ways.exchange_of(title, ref=ref is not None),
    )
