"""What pages of an organisation, a site, or a team with an organisation show: the line of many, effort in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.queries import WorthSaid
from rapport.domains.ledger.types import Group, GroupContact, GroupNarrowed, MonthOfContact, NewestOfGroup
from rapport.domains.people import queries as people
from rapport.domains.people.types import PersonCard
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import KeptRate, PromiseSeen, TheirPromiseSeen
from rapport.foundation.actors import Actor
from rapport.interfaces.look import relationships
from rapport.interfaces.look.figures import line_months
from rapport.interfaces.look.figures.marks import Line, MonthMark, SequenceMark
from rapport.interfaces.look.wording import moments
from rapport.interfaces.look.wording.line_words import FOR_STAFF, LineWords
from rapport.interfaces.look.wording.words import HIDDEN_BELOW, count, number, percent
from rapport.measures.effort import Effort
from rapport.measures.proportions import wilson

LEAST = timedelta(days=7)
SHOWN, PAIRS = 50, 30


@dataclass(frozen=True)
class Row:
    """One line of costs: what it is, how much to them and to us, each with what it was counted from."""

    name: str
    theirs: str = ""
    theirs_n: str = ""
    ours: str = ""
    ours_n: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One of their people and the last contact."""

    id: int
    name: str
    key: str
    site: str
    acts: int
    last_at: datetime


@dataclass(frozen=True)
class PairRow:
    """One of them and one of us."""

    id: int
    name: str
    us: str
    acts: int
    last_at: datetime


@dataclass(frozen=True)
class EpisodeRow:
    """One episode and whose it is."""

    title: str
    ticket_id: int | None
    name: str
    started_at: datetime
    ended_at: datetime | None
    theirs: int
    ours: int
    reopened_at: datetime | None = None
    faded: bool = False


@dataclass(frozen=True)
class Read:
    """Everything a page of a group shows, read; `more_people` and `more_pairs` when there are more than it lists."""

    contact: GroupContact
    newest: NewestOfGroup
    people: tuple[PersonRow, ...]
    pairs: tuple[PairRow, ...]
    episodes: tuple[EpisodeRow, ...]
    owed: tuple[PromiseSeen, ...]
    kept: KeptRate
    worth: tuple[int, int] | None = None
    theirs_kept: KeptRate | None = None
    ideas: tuple[int, int] = (0, 0)
    they_owe: tuple[tuple[TheirPromiseSeen, str], ...] = ()
    more_people: bool = False
    more_pairs: bool = False

    @property
    def effort(self) -> Effort:
        """What contact asked of both sides."""
        return self.contact.effort


def read(viewer: Actor, group: Group, narrowed: GroupNarrowed, *, at: datetime) -> Read:
    """Read it all, within reach; NotFound for strangers."""
    contact = ledger.group_contact(viewer, group, narrowed)
    newest = ledger.newest_of_group(viewer, group, narrowed, contact=contact)
    all_met, all_pairs = ledger.people_met(viewer, group), ledger.pairs_met(viewer, group)
    met, pairs = all_met[:SHOWN], all_pairs[:PAIRS]
    ids = {one.person_id for one in (*met, *pairs)} | {one.author_id for one in pairs if one.author_id}
    named = {"organisation_id": group.organisation_id, "team_id": group.team_id, "site_id": group.site_id}
    told_us = promises.promises_of_group(viewer, at=at, **named)  # type: ignore[arg-type]
    cards = people.names(viewer, ids | set(newest.person_of.values()) | {one.person_id for one in told_us})
    since = datetime.combine(narrowed.since, time(), ZoneInfo("UTC"))
    return Read(
        contact=contact,
        newest=newest,
        people=tuple(_person(cards[one.person_id], one.acts, one.last_at) for one in met if one.person_id in cards),
        pairs=tuple(
            PairRow(one.person_id, cards[one.person_id].name, cards[one.author_id].name, one.acts, one.last_at)
            for one in pairs
            if one.person_id in cards and one.author_id in cards
        ),
        episodes=_episodes(newest, cards, at),
        owed=tuple(promises.promises_to_group(viewer, at=at, **named)),  # type: ignore[arg-type]
        kept=promises.kept_rate(viewer, since=since, until=at.replace(minute=0, second=0, microsecond=0), **named),
        worth=ledger.worth_among(viewer, organisation_id=group.organisation_id, since=since, site_id=group.site_id),
        they_owe=tuple((one, cards[one.person_id].name) for one in told_us if one.person_id in cards),
        theirs_kept=promises.their_kept_rate(viewer, since=narrowed.since, until=timezone.localdate(at), **named),  # type: ignore[arg-type]
        more_people=len(all_met) > SHOWN,
        more_pairs=len(all_pairs) > PAIRS,
        ideas=ledger.ideas_among(viewer, organisation_id=group.organisation_id, since=since, site_id=group.site_id),
    )


def _person(card: PersonCard, acts: int, last_at: datetime) -> PersonRow:
    return PersonRow(card.id, card.name, card.key, card.site, acts, last_at)


def _episodes(newest: NewestOfGroup, cards: dict[int, PersonCard], at: datetime) -> tuple[EpisodeRow, ...]:
    found = []
    for episode in newest.timeline.as_of(at).episodes:
        card = cards.get(newest.person_of[episode.id])
        ticket = episode.ref[1] if episode.ref and episode.ref[0] == "ticket" else None
        told = (episode.started_at, episode.ended_at, episode.theirs, episode.ours, episode.reopened_at, episode.faded)
        found.append(EpisodeRow(episode.title, ticket, card.name if card else "", *told))
    return tuple(found)


def months_back(today: date, months: int) -> date:
    """The first day of the month that many months ago, this month counted.

    >>> months_back(date(2026, 2, 11), 3)
    datetime.date(2025, 12, 1)
    """
    place = today.year * 12 + today.month - months
    return date(place // 12, place % 12 + 1, 1)


def line_of_months(found: Read, *, since: date, at: datetime, ahead: bool = True) -> tuple[Line, int]:
    """The line by month with the sequences of many, and how many acts one dot stands for."""
    start = datetime.combine(since, time(), ZoneInfo("UTC"))
    now = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    marks = tuple(mark for month in found.contact.months for mark in _marks(month))
    sequences = tuple(
        SequenceMark(start=one.started_at, end=one.ended_at or now, name=one.name)
        for one in found.newest.timeline.sequences
    )
    end = now + (now - start) * (relationships.AHEAD if ahead else 0)
    line = Line(now=now, start=start, end=end, months=marks, sequences=sequences)
    return line.since(start), line_months.unit_of(marks)


def caption_of(unit: int, *, said: LineWords = FOR_STAFF) -> str:
    """What the line by month shows."""
    many = f"one {said.acts[0]}" if unit == 1 else f"about {count(unit, *said.acts)}"
    return f"By month, each dot {many}"


def _marks(month: MonthOfContact) -> list[MonthMark]:
    at = datetime.combine(month.month + timedelta(days=14), time(), ZoneInfo("UTC"))
    sides = [
        MonthMark(at, ours=False, planned=month.theirs_planned, unplanned=month.theirs - month.theirs_planned),
        MonthMark(at, ours=True, planned=month.ours_planned, unplanned=month.ours - month.ours_planned),
    ]
    return [mark for mark in sides if mark.planned + mark.unplanned]


def line_of_episodes(found: Read, *, at: datetime) -> Line | None:
    """The newest acts in their episodes, from the first that is shown; None without any."""
    acts = found.newest.timeline.acts
    if not acts:
        return None
    return relationships.draw_line(found.newest.timeline, list(found.owed), start=min(acts[0].at, at - LEAST), at=at)


def costs_and_brings(
    effort: Effort,
    kept: KeptRate,
    worth: tuple[Row, ...] = (),
    *,
    theirs: KeptRate | None = None,
    ideas: tuple[int, int] = (0, 0),
    said: LineWords = FOR_STAFF,
) -> tuple[Row, ...]:
    """What contact costs and brings both sides, in plain numbers, each with what it was counted from."""
    return (*_costs(effort, said), *worth, *_brings(kept, theirs), *_ideas(*ideas))


def worth_rows(said: Iterable[WorthSaid], *, today: date) -> tuple[Row, ...]:
    """Was it worth it to one person? Each answer as it was given."""
    return tuple(
        Row("Worth it to them", f"{one.score} of 7", f"{one.name}, {moments.short_day(one.at, today=today)}")
        for one in said
    )


def worth_of_many(found: tuple[int, int] | None) -> tuple[Row, ...]:
    """The same of many: how many said 5 to 7, with the range; nothing below five people."""
    if found is None:
        return ()
    n, good = found
    share = wilson(good, n)
    between = f"{percent(share.low)} and {percent(share.high)}"
    return (Row("Worth it to them", number(good), f"of {count(n, 'answer')} said 5 to 7 of 7: between {between}"),)


def _brings(kept: KeptRate, theirs: KeptRate | None) -> tuple[Row, ...]:
    """What came of it; a side of which nothing is known is left empty."""
    said, they_said = kept_words(kept), kept_words(theirs) if theirs else ""
    ours = (Row("Promises we kept", number(kept.kept), f"of {number(kept.n)}: {said}"),) if said else ()
    if theirs is None or not they_said:
        return ours
    return (*ours, Row("Promises they kept", "", "", number(theirs.kept), f"of {number(theirs.n)}: {they_said}"))


def _ideas(delivered: int, n: int) -> tuple[Row, ...]:
    """What they thought of and now is there."""
    return (Row("Ideas delivered", number(delivered), f"of {count(n, 'idea')} of theirs"),) if n else ()


def _costs(effort: Effort, said: LineWords) -> tuple[Row, ...]:
    several = said.acts[1]
    hours, waits = number(effort.waited / 3600, decimals=1), count(effort.waits, "wait")
    return (
        Row("Contacts", number(effort.theirs), f"{several} of {said.whose}", number(effort.ours), f"{several} of ours"),
        Row("Had to come back", number(effort.repeats), f"in {count(effort.begun, *said.matters)} begun"),
        Row("Passed on to somebody else", number(effort.hand_offs), f"in {count(effort.ours, *said.acts)} of ours"),
        Row("Back and forth", number(effort.turns), f"changes of side in {count(effort.contacts, *said.acts)}"),
        Row("Waiting, in working hours", f"{hours} h" if effort.waits else "none", f"in {waits} that ended"),
        Row("Visits", *(number(effort.visits), f"of {count(effort.contacts, *said.acts)}") * 2),
        _minutes(effort, said),
    )


def _minutes(effort: Effort, said: LineWords) -> Row:
    """Lost as they state it, worked as we wrote it down."""
    stated = (number(effort.stated), f"lost, as they said in {count(effort.n_stated, *said.acts)}")
    worked = (number(effort.worked), f"worked, noted in {count(effort.n_worked, *said.acts)}")
    nothing = ("–", "nobody said how many were lost"), ("–", "none noted")
    return Row("Minutes", *(stated if effort.n_stated else nothing[0]), *(worked if effort.n_worked else nothing[1]))


def opening(effort: Effort, *, period: str, said: LineWords = FOR_STAFF) -> tuple[str, str]:
    """The claim of the page, and the sentence after it."""
    if not effort.contacts:
        return f"No contact {period}.", "When somebody writes, calls or is visited, it stands here."
    claim = f"{count(effort.contacts, *said.acts)} {period}."
    if not effort.planned:
        return claim, "None of them was planned: so far we only meet when something is wrong."
    planned = planned_of(effort.planned, effort.contacts)
    often = {1: "once", 2: "twice"}.get(effort.repeats, f"{number(effort.repeats)} times")
    return claim, f"{planned}; {often} somebody had to come back." if effort.repeats else f"{planned}."


def planned_of(planned: int, n: int) -> str:
    """How much of contact was planned: the number always, the share with its range only where there is enough of it.

    >>> planned_of(1, 3), planned_of(2, 3)
    ('One of them was planned', '2 of them were planned')
    >>> planned_of(6, 24)
    '6 of them were planned (25\\xa0%, between 12\\xa0% and 45\\xa0%)'
    """
    said = "One of them was planned" if planned == 1 else f"{number(planned)} of them were planned"
    if n < HIDDEN_BELOW:
        return said
    share = wilson(planned, n)
    return f"{said} ({percent(share.value)}, between {percent(share.low)} and {percent(share.high)})"


def kept_words(kept: KeptRate) -> str:
    """How many promises were kept, with the range."""
    if not kept.n or kept.share is None or kept.low is None or kept.high is None:
        return ""
    return f"{percent(kept.share)}, between {percent(kept.low)} and {percent(kept.high)}"
