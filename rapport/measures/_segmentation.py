"""The sweep behind `episodes.segment`: acts in time order, one after the other, each put where the rules say."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from rapport.measures._wishes import Wishes

ANY = object()  # stands for every service, or every team, in the index of open episodes


@dataclass(slots=True, eq=False)
class Draft:
    """An episode in the making."""

    index: int
    person: Any
    reference: Any
    follows: int | None
    service: Any = None
    team: Any = None
    last_at: datetime = datetime.min
    last_turn: int = -1
    completed_at: datetime | None = None
    acts: list[Any] = field(default_factory=list)
    ambiguous: list[Any] = field(default_factory=list)


Entry = tuple[int, Draft]  # the turn of the episode's latest act when it was put in


class OpenEpisodes:
    """Episodes not completed, found by person, service and team, the one with the latest act first.

    Each stands in a stack under (service, team), (service, any), (any, team) and (any, any), so that an act meets
    only episodes it could join: the search stays short for someone with thousands of open references, too. An entry
    goes stale when its episode gets another act or is completed; stale ones are thrown away when they are met.
    """

    def __init__(self) -> None:
        self._stacks: dict[Any, list[Entry]] = defaultdict(list)

    def add(self, draft: Draft) -> None:
        """Put it on top: its act is the latest of all."""
        entry = (draft.last_turn, draft)
        stacks, person = self._stacks, draft.person
        for service in (draft.service, ANY):
            stacks[person, service, draft.team].append(entry)
            stacks[person, service, ANY].append(entry)

    def candidates(self, act: Any, *, moment: datetime, gap: timedelta, wishes: Wishes) -> list[Draft]:
        """The one or two an act may join, the latest first."""
        services = (ANY,) if act.service is None else (act.service, None)
        teams = (ANY,) if act.team is None else (act.team, None)
        found = []
        for service, team in product(services, teams):
            stack = self._stacks.get((act.person, service, team))
            if stack:
                found += _top_two(stack, act, moment=moment, gap=gap, wishes=wishes)
        return sorted(found, key=lambda draft: -draft.last_turn)[:2]


def _top_two(stack: list[Entry], act: Any, *, moment: datetime, gap: timedelta, wishes: Wishes) -> list[Draft]:
    found: list[Draft] = []
    met: list[Entry] = []
    while stack and len(found) < 2:
        turn, draft = entry = stack.pop()
        if turn != draft.last_turn or draft.completed_at is not None:
            continue
        met.append(entry)
        if moment - draft.last_at > gap:
            break
        if wishes.allow(act.id, draft):
            found.append(draft)
    stack.extend(reversed(met))
    return found


class Sweep:
    """Take acts in time order; `drafts` are the episodes by first act."""

    def __init__(self, *, gap_of: dict[Any, timedelta], reopen: timedelta, wishes: Wishes) -> None:
        self.drafts: list[Draft] = []
        self._gap_of = gap_of
        self._reopen = reopen
        self._wishes = wishes
        self._open = OpenEpisodes()
        self._of_reference: dict[tuple[Any, Any], Draft] = {}
        self._turn = 0

    def take(self, act: Any, moment: datetime) -> None:
        """Put one act into its episode: wishes first, then rule 1, then rules 2 and 3."""
        reference = self._wishes.reference_of(act)
        draft = self._wishes.place_of(act.id)
        if draft is None and reference is None:
            draft = self._nearest(act, moment)
        elif draft is None:
            draft = self._by_reference(act, reference, moment)
        self._remember_reference(act, draft)
        self._put(act, draft, moment)

    def _by_reference(self, act: Any, reference: Any, moment: datetime) -> Draft:
        current = self._of_reference.get((act.person, reference))
        if current is None:
            return self._opened(act, reference)
        ended = current.completed_at is not None and moment - current.last_at > self._reopen
        if ended or not self._wishes.allow(act.id, current):
            return self._opened(act, reference, follows=current.index)
        return current

    def _nearest(self, act: Any, moment: datetime) -> Draft:
        gap = self._gap_of[act.channel]
        candidates = self._open.candidates(act, moment=moment, gap=gap, wishes=self._wishes)
        if not candidates:
            return self._opened(act, None)
        if len(candidates) > 1:
            candidates[0].ambiguous.append(act.id)
        return candidates[0]

    def _opened(self, act: Any, reference: Any, *, follows: int | None = None) -> Draft:
        draft = Draft(index=len(self.drafts), person=act.person, reference=reference, follows=follows)
        self.drafts.append(draft)
        if reference is not None:
            self._of_reference[act.person, reference] = draft
        return draft

    def _remember_reference(self, act: Any, draft: Draft) -> None:
        """The reference goes along with its first act, and with acts that are brought back to an episode of its own."""
        if act.reference is not None:
            self._of_reference.setdefault((act.person, act.reference), draft)
            if draft.reference == act.reference:
                self._of_reference[act.person, act.reference] = draft

    def _put(self, act: Any, draft: Draft, moment: datetime) -> None:
        self._turn += 1
        draft.acts.append(act.id)
        if act.quiet and len(draft.acts) > 1:  # it stands in the episode and moves nothing that others read
            self._wishes.placed(act.id, draft)
            return
        draft.last_at, draft.last_turn = moment, self._turn
        # What the latest act says: a reference may be moved to another service or team on its way.
        draft.service = draft.service if act.service is None else act.service
        draft.team = draft.team if act.team is None else act.team
        self._wishes.placed(act.id, draft)
        may_complete = act.reference is not None or draft.reference is None
        if act.completes and may_complete and draft.completed_at is None:
            draft.completed_at = act.at
        if draft.completed_at is None:
            self._open.add(draft)
