"""What a decision about episodes would do: the wishes it needs, tried on the whole history before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.domains.ledger.models.acts import Act
from rapport.domains.ledger.models.decisions import GapSetting, Wish
from rapport.domains.ledger.models.episodes import Episode
from rapport.domains.ledger.models.histories import standing, whole
from rapport.domains.ledger.models.histories.whole import Decided, Stored
from rapport.domains.ledger.rules import Boundary, Group, Ties, first_way, meant, sure_way
from rapport.domains.ledger.types import DecisionKind, WishKind
from rapport.foundation.actors import Actor, NotFound

ROUNDS = 4  # an act kept apart may let another one come along; more than a few never do


class NothingToDecide(ValueError):
    """This would leave an episode without acts, or everything as it is; nothing was changed."""


class StandsAgainst(ValueError):
    """An earlier decision stands against this one. Take that one back first; nothing was changed."""


@dataclass(frozen=True)
class Choice:
    """What somebody wants: an act moved (to another episode or one of its own), an episode split at it, two joined."""

    kind: str
    episode_id: int
    act_id: int | None = None
    other_id: int | None = None


@dataclass(frozen=True)
class Plan:
    """The wishes that bring it about, those they take the place of, and the episodes before and after."""

    rows: dict[int, Stored]
    ties: Ties
    replaced: tuple[int, ...]
    before: tuple[Group, ...]
    after: tuple[Group, ...]

    def person_of(self, act_id: int) -> int:
        """Whose act it is; of merged rows the one it was recorded for."""
        return int(self.rows[act_id]["own_id"])


def person_of_episode(actor: Actor, episode_id: int) -> int:
    """Whose episode this is, for those who reach it."""
    found = Episode.objects.in_reach_of(actor).filter(pk=episode_id).values_list("person_id", flat=True).first()
    if found is None:
        raise NotFound("episode")
    return int(found)


def plan(actor: Actor, choice: Choice) -> Plan:
    """Find wishes after which exactly the episodes meant stand; raises before anything is written.

    As few as possible are tried first; where they do not suffice, every act concerned is tied to the next one, and
    acts nobody spoke of that would come along are kept apart.
    """
    persons = standing.rows_of(person_of_episode(actor, choice.episode_id))
    rows = whole.stored_acts(persons)
    here = _acts_of(rows, choice.episode_id)
    there = _other(actor, rows, choice)
    _refuse_strange_act(actor, choice, here)
    turn = {row["id"]: number for number, row in enumerate(rows)}
    wanted = meant(choice.kind, here=here, there=there, act=choice.act_id)
    groups = [tuple(sorted(group, key=turn.__getitem__)) for group in wanted]
    before = _grouped(rows)
    if not all(groups) or set(groups) <= set(before):
        raise NothingToDecide(NothingToDecide.__doc__)
    stored, replaced = _without_contrary(persons, groups)
    for first in (first_way(choice.kind, here=here, there=there, act=choice.act_id), sure_way(groups)):
        ties = first
        for _ in range(ROUNDS):
            after = _tried(rows, [*stored, *_decided(ties)])
            if set(groups) <= set(after):
                return _plan(rows, ties, replaced, before, after)
            strangers = _came_along(groups, after)
            if not strangers or _were_tied(stored, strangers):
                break
            ties = Ties(together=ties.together, apart=(*ties.apart, *strangers))
    raise StandsAgainst(StandsAgainst.__doc__)


def _came_along(groups: Sequence[Group], after: Iterable[Group]) -> tuple[Boundary, ...]:
    """Acts nobody spoke of that stand with those of a decision all the same, each as (act decided about, stranger)."""
    spoken_of = {act for group in groups for act in group}
    found: list[Boundary] = []
    for group in after:
        ours = [act for act in group if act in spoken_of]
        found += [(ours[0], act) for act in group if ours and act not in spoken_of]
    return tuple(found)


def _were_tied(stored: Iterable[Decided], strangers: Iterable[Boundary]) -> bool:
    """Whether somebody decided that one of those who came along stands with others: that is not undone unasked."""
    came = {act for _, act in strangers}
    return any(kind == WishKind.TOGETHER and {one, other} & came for kind, one, other in stored)


def _plan(rows: list[Stored], ties: Ties, replaced: Sequence[int], before: list[Group], after: list[Group]) -> Plan:
    return Plan(
        rows={row["id"]: row for row in rows},
        ties=ties,
        replaced=tuple(replaced),
        before=tuple(group for group in before if group not in set(after)),
        after=tuple(group for group in after if group not in set(before)),
    )


def _acts_of(rows: list[Stored], episode_id: int | None) -> Group:
    return tuple(row["id"] for row in rows if row["episode_id"] == episode_id)


def _other(actor: Actor, rows: list[Stored], choice: Choice) -> Group:
    """The acts of the other episode; it must be within reach and the same person's."""
    if choice.other_id == choice.episode_id or (choice.other_id is None and choice.kind == DecisionKind.JOIN):
        raise NothingToDecide(NothingToDecide.__doc__)
    if choice.other_id is None:
        return ()
    person_of_episode(actor, choice.other_id)
    found = _acts_of(rows, choice.other_id)
    if not found:
        raise NotFound("episode")
    return found


def _refuse_strange_act(actor: Actor, choice: Choice, here: Group) -> None:
    if choice.kind in {DecisionKind.MOVE, DecisionKind.SPLIT}:
        known = choice.act_id in here and Act.objects.in_reach_of(actor).filter(pk=choice.act_id).exists()
        if not known:
            raise NotFound("act")


def _grouped(rows: list[Stored]) -> list[Group]:
    groups: dict[int | None, list[int]] = {}
    for row in rows:
        groups.setdefault(row["episode_id"], []).append(row["id"])
    return [tuple(group) for group in groups.values()]


def _without_contrary(persons: Sequence[int], groups: Sequence[Group]) -> tuple[list[Decided], list[int]]:
    """What was decided before and still stands, and the ids of wishes that this decision takes back."""
    home = {act: number for number, group in enumerate(groups) for act in group}
    kept: list[Decided] = []
    replaced: list[int] = []
    wishes: Any = Wish.objects.filter(person__in=persons).exclude(kind=WishKind.NAME).order_by("id")
    for pk, kind, one, other in wishes.values_list("id", "kind", "one", "other"):
        together = one in home and other in home and home[one] == home[other]
        parted = one in home and other in home and home[one] != home[other]
        if (kind == WishKind.APART and together) or (kind == WishKind.TOGETHER and parted):
            replaced.append(pk)
        else:
            kept.append((kind, one, other))
    return kept, replaced


def _decided(ties: Ties) -> Iterable[Decided]:
    yield from ((WishKind.TOGETHER, one, other) for one, other in ties.together)
    yield from ((WishKind.APART, one, other) for one, other in ties.apart)


def _tried(rows: list[Stored], wishes: list[Decided]) -> list[Group]:
    found = whole.segmentation(rows, wishes, GapSetting.objects.in_force())
    return [episode.acts for episode in found.episodes]
