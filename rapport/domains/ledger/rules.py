"""Where does an act belong? The three rules of episodes, one act after the other, in memory; no database, no clock.

`measures.episodes` states the same rules over a whole history. Here they continue from episodes that stand already,
so that recording costs the same however long the history is. Both give the same episodes for acts in time order; acts
that come late are put where they most likely belong and their person's history is segmented again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from math import inf
from typing import Any

from rapport.domains.ledger.types import NAMELESS, QUIET, DecisionKind, Direction, NewAct, Ref

NOT_YET = datetime.max.replace(tzinfo=UTC)  # of an episode that holds no act yet
DEFAULT_GAP = timedelta(days=5)
DEFAULT_REOPEN = timedelta(days=7)
SHORTEST_GAP = timedelta(hours=1)
NEARLY = 0.25  # a gap read anew that differs by less changes nothing
SEQUENCE_GAP = timedelta(days=60)
A_DAY_AT_MOST = 5  # reflections asked of one agent on one day


@dataclass(frozen=True)
class Gaps:
    """The silence that parts two episodes, by channel, and how long a completed reference stays open to replies."""

    by_channel: Mapping[str, timedelta] = field(default_factory=dict)
    reopen: timedelta = DEFAULT_REOPEN

    def of(self, channel: str) -> timedelta:
        """The gap of one channel, five days where nothing was set."""
        return self.by_channel.get(channel, DEFAULT_GAP)

    def longest(self) -> timedelta:
        """The longest gap of all channels, those without a setting among them."""
        return max([DEFAULT_GAP, *self.by_channel.values()])

    def with_gap(self, channel: str, gap: timedelta) -> Gaps:
        """The same with another gap of one channel."""
        return replace(self, by_channel={**self.by_channel, channel: gap})


def differs(gap: timedelta, now: timedelta) -> bool:
    """Whether a gap read anew says something else than the one in force: at least a quarter more or less.

    >>> differs(timedelta(hours=50), timedelta(hours=48)), differs(timedelta(hours=12), timedelta(hours=48))
    (False, True)
    """
    return abs(gap - now) >= NEARLY * now


Boundary = tuple[int, int]
"""Two acts that follow one another in an episode."""


def boundaries(groups: Iterable[Sequence[int]], others: Iterable[Sequence[int]]) -> list[Boundary]:
    """Where acts that follow one another in `groups` stand in different `others`: what they join.

    >>> boundaries([(1, 2, 3, 4)], [(1, 2), (3, 4)]), boundaries([(1, 2), (3, 4)], [(1, 2, 3, 4)])
    ([(2, 3)], [])
    """
    home = {act: number for number, group in enumerate(others) for act in group}
    return [(one, other) for group in groups for one, other in pairwise(group) if home[one] != home[other]]


@dataclass(eq=False)
class Held:
    """An episode in memory: as stored when `id` is there, otherwise still to be made."""

    person_id: int
    organisation_id: int
    ref: Ref | None
    id: int | None = None
    follows: Held | None = None
    team_id: int | None = None
    service_id: int | None = None
    site_id: int | None = None
    title: str = ""
    started_at: datetime = NOT_YET
    last_act_at: datetime = NOT_YET
    completed_at: datetime | None = None
    theirs: int = 0
    ours: int = 0
    ambiguous: bool = False
    second: bool = False  # follows another of its reference
    changed: bool = False

    @property
    def counts(self) -> bool:
        """A completed episode in which both sides acted: two of them make a relationship."""
        return self.completed_at is not None and self.theirs > 0 and self.ours > 0

    def take(self, act: NewAct) -> None:
        """Count one act in; what the latest act says of team, service and site holds."""
        empty = self.last_act_at is NOT_YET
        latest = empty or act.at >= self.last_act_at
        if act.channel in QUIET and not empty:
            # An answer asked after an episode, or thanks for it, stands in it; its counts, title, service and last
            # day tell nothing of that, and no contact of both sides is newer by it.
            return
        self.started_at = act.at if empty else min(self.started_at, act.at)
        self.last_act_at = act.at if latest else self.last_act_at
        self._place(act, latest)
        if act.channel not in NAMELESS:  # an answer's words are its score, and those of thanks are for the thanked
            self.title = self.title or act.title
        self.theirs += act.direction == Direction.THEIRS
        self.ours += act.direction == Direction.OURS
        self._complete(act)
        self.changed = True

    def _place(self, act: NewAct, latest: bool) -> None:
        for name in ("team_id", "service_id", "site_id"):
            known = getattr(act, name)
            if known is not None and (latest or getattr(self, name) is None):
                setattr(self, name, known)

    def _complete(self, act: NewAct) -> None:
        if act.completes and (act.ref is not None or self.ref is None):
            self.completed_at = act.at if self.completed_at is None else min(self.completed_at, act.at)


@dataclass(frozen=True)
class Placed:
    """Where an act went; `completed` when it ended its episode, `unsure` when only the whole history can tell."""

    held: Held
    completed: bool
    counted: bool
    late: bool
    unsure: bool


class Desktop:
    """The episodes that new acts may join, and where each act goes; acts come in time order."""

    def __init__(self, held: Iterable[Held], *, gaps: Gaps, known_until: Mapping[int, datetime]) -> None:
        self._gaps = gaps
        self._known_until = known_until
        self._of_reference: dict[tuple[int, Ref], Held] = {}
        self._open: dict[int, dict[Held, None]] = {}
        self.held: list[Held] = []
        for episode in sorted(held, key=_by_last_act):
            self._keep(episode)

    def place(self, act: NewAct) -> Placed:
        """Put one act into an episode by the rules and count it there."""
        late = act.at < self._known_until.get(act.person_id, act.at)
        held, unsure = self._home(act, late)
        stands = act.channel in QUIET and held.last_act_at is not NOT_YET
        was_complete, counted_before = held.completed_at is not None, held.counts
        held.take(act)
        if not stands:
            self._shelve(held, late)
        return Placed(
            held=held,
            completed=held.completed_at is not None and not was_complete,
            counted=held.counts and not counted_before,
            late=late,
            unsure=unsure,
        )

    def _home(self, act: NewAct, late: bool) -> tuple[Held, bool]:
        if act.ref is not None:
            return self._by_reference(act, act.ref, late), False
        found = self._candidates(act)
        if not found:
            return self._opened(act, None), False
        if len(found) > 1:
            found[0].ambiguous = True
        tied = len(found) > 1 and found[0].last_act_at == found[1].last_act_at
        return found[0], tied

    def _by_reference(self, act: NewAct, ref: Ref, late: bool) -> Held:
        current = self._of_reference.get((act.person_id, ref))
        if current is None or (late and _stands_before(act, current)):
            return self._opened(act, ref)
        if current.completed_at is not None and act.at - current.last_act_at > self._gaps.reopen:
            return self._opened(act, ref, follows=current)
        return current

    def _candidates(self, act: NewAct) -> list[Held]:
        """Rule 2: open episodes the act may join, the one with the latest act first."""
        listed = reversed(self._open.get(act.person_id, {}))
        gap = self._gaps.of(act.channel)
        return [held for held in listed if act.at - held.last_act_at <= gap and _fits(act, held)]

    def _opened(self, act: NewAct, ref: Ref | None, *, follows: Held | None = None) -> Held:
        held = Held(act.person_id, act.organisation_id, ref, follows=follows, second=follows is not None)
        held.started_at = act.at
        self._keep(held)
        return held

    def _keep(self, held: Held) -> None:
        self.held.append(held)
        if held.ref is not None:
            self._of_reference[held.person_id, held.ref] = _later(
                held, self._of_reference.get((held.person_id, held.ref))
            )
        if held.completed_at is None:
            self._open.setdefault(held.person_id, {})[held] = None

    def _shelve(self, held: Held, late: bool) -> None:
        """The episode with the latest act stands last; completed ones take no more acts without reference."""
        shelf = self._open.setdefault(held.person_id, {})
        if held.completed_at is not None:
            shelf.pop(held, None)
        elif not late or held not in shelf:
            shelf.pop(held, None)
            shelf[held] = None


def _by_last_act(held: Held) -> tuple[datetime, int]:
    return held.last_act_at, held.id or 0


def _later(one: Held, other: Held | None) -> Held:
    """A reference's episode is the one that began last."""
    return one if other is None or _began(one) >= _began(other) else other


def _began(held: Held) -> tuple[datetime, float]:
    return held.started_at, inf if held.id is None else held.id


def _fits(act: NewAct, held: Held) -> bool:
    return act.at >= held.started_at and _same(act.team_id, held.team_id) and _same(act.service_id, held.service_id)


def _same(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _stands_before(act: NewAct, held: Held) -> bool:
    """A late act that may belong to an earlier episode of the reference than the one that stands."""
    return act.at < held.started_at and (act.completes or held.second)


def stays_with(first_acts: Mapping[int, int], groups: list[tuple[int, ...]]) -> list[int | None]:
    """Which stored episode each new group of acts goes on as: the oldest of those whose first act it holds.

    first_acts: stored episode id → id of its first act.

    >>> stays_with({7: 1, 8: 3}, [(1, 2), (3, 4), (5,)])
    [7, 8, None]
    >>> stays_with({7: 1, 8: 3}, [(1, 2, 3)])
    [7]
    """
    holder = {act: index for index, group in enumerate(groups) for act in group}
    kept: list[int | None] = [None] * len(groups)
    for episode_id in sorted(first_acts):
        index = holder.get(first_acts[episode_id])
        if index is not None and kept[index] is None:
            kept[index] = episode_id
    return kept


def drawn_for(agent_id: int, *, day: str, episode_ids: Iterable[int], at_most: int = A_DAY_AT_MOST) -> list[int]:
    """A few episodes at random, the same all day for the same agent.

    >>> drawn_for(1, day="2026-11-02", episode_ids=[1, 2, 3]) == drawn_for(1, day="2026-11-02", episode_ids=[3, 2, 1])
    True
    """

    def lot(episode_id: int) -> bytes:
        return blake2b(f"{agent_id} {day} {episode_id}".encode(), digest_size=8).digest()

    return sorted(set(episode_ids), key=lot)[:at_most]


def runs(moments: list[tuple[int, datetime, datetime]], *, gap: timedelta = SEQUENCE_GAP) -> list[list[int]]:
    """Episodes (id, start, last act) of one service, in order of start, cut where the silence is longer than gap."""
    found: list[list[int]] = []
    until: datetime | None = None
    for episode_id, start, last in moments:
        if until is None or start - until > gap:
            found.append([])
        found[-1].append(episode_id)
        until = last if until is None else max(until, last)
    return found


def leading(refs: Sequence[Ref | None], *, everywhere: Mapping[Ref, int], opened: Ref | None) -> Ref | None:
    """What an episode is about that people put together from several: the reference most of whose acts stand here.

    everywhere: how many acts of the person each reference has; opened: the reference of the first act, which holds
    where there is no other.

    >>> moved, own = ("ticket", 1), ("ticket", 2)
    >>> leading([moved, own], everywhere={moved: 3, own: 1}, opened=moved)
    ('ticket', 2)
    """
    here = Counter(ref for ref in refs if ref is not None)
    if len(here) < 2:
        return opened
    return max(here, key=lambda ref: here[ref] / everywhere[ref])


Group = tuple[int, ...]
"""Acts of one episode, in time order."""


@dataclass(frozen=True)
class Ties:
    """Pairs of acts to stand together, and pairs to stand apart."""

    together: tuple[Boundary, ...]
    apart: tuple[Boundary, ...]


def meant(kind: str, *, here: Group, there: Group, act: int | None) -> list[Group]:
    """The episodes that shall stand after a decision about the acts `here`, an act among them, and those `there`.

    >>> meant("move", here=(1, 2, 3), there=(4,), act=2), meant("split", here=(1, 2, 3), there=(), act=2)
    ([(1, 3), (2, 4)], [(1,), (2, 3)])
    """
    if kind == DecisionKind.JOIN:
        return [(*here, *there)]
    at = here.index(act or 0)
    if kind == DecisionKind.SPLIT:
        return [here[:at], here[at:]]
    return [here[:at] + here[at + 1 :], (here[at], *there)]


def first_way(kind: str, *, here: Group, there: Group, act: int | None) -> Ties:
    """The fewest wishes that mostly bring it about."""
    if kind == DecisionKind.JOIN:
        return Ties(together=((here[0], there[0]),), apart=())
    at = here.index(act or 0)
    neighbours = here[max(at - 1, 0) : at] if kind == DecisionKind.SPLIT else here[max(at - 1, 0) : at + 2]
    apart = tuple((here[at], one) for one in neighbours if one != here[at])
    return Ties(together=((here[at], there[0]),) if there else (), apart=apart)


def sure_way(groups: Sequence[Group]) -> Ties:
    """Each act tied to the next of its episode, and the first ones kept apart: whatever the rules would say."""
    apart = ((one[0], other[0]) for one, other in pairwise(groups))
    return Ties(together=tuple(pair for group in groups for pair in pairwise(group)), apart=tuple(apart))


def spoken_to(acts: Iterable[tuple[int | None, str, int | None]]) -> Counter[int]:
    """How many acts of theirs went to whom of us: to whoever of us spoke last before in the same episode.

    Acts are (episode, direction, author), the oldest first. First words of an episode go to nobody yet.

    >>> spoken_to([(1, "theirs", 9), (1, "ours", 4), (1, "theirs", 9), (1, "ours", 5), (1, "theirs", 9)])
    Counter({4: 1, 5: 1})
    """
    last: dict[int | None, int | None] = {}
    found: Counter[int] = Counter()
    for episode_id, direction, author_id in acts:
        if direction == Direction.OURS:
            last[episode_id] = author_id
        elif (spoken := last.get(episode_id)) is not None:
            found[spoken] += 1
    return found


OWN_WORDS = "correction of "  # what people correct on a page: title, minutes, planned; where an act stands, stays


def as_corrected(rows: Iterable[dict[str, Any]], *, facts: Collection[str]) -> list[dict[str, Any]]:
    """Acts in time order with the facts that hold now, each with the ids of its corrections under `corrections`.

    >>> first = {"id": 1, "at": 5, "corrects": None, "source_key": "a"}
    >>> again = {"id": 2, "at": 3, "corrects": 1, "source_key": "b"}
    >>> as_corrected([first, again], facts=["at"])
    [{'id': 1, 'at': 3, 'corrects': None, 'source_key': 'a', 'corrections': [2]}]
    """
    known = list(rows)
    follows = {row["corrects"]: row for row in known if row["corrects"] is not None}
    found = [_with_corrections(row, follows, facts) for row in known if row["corrects"] is None]
    return sorted(found, key=lambda row: (row["at"], row["id"]))


def _with_corrections(
    row: dict[str, Any], follows: Mapping[int, dict[str, Any]], facts: Collection[str]
) -> dict[str, Any]:
    held, last, ids = dict(row), row, []
    while (last := follows.get(last["id"], {})) and last["id"] not in ids:
        ids.append(last["id"])
        if not last["source_key"].startswith(OWN_WORDS):
            held |= {name: last[name] for name in facts}
    return held | {"corrections": ids}
