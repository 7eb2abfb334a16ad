"""Histories of many people put together in memory: every episode as the rules and decisions say, beside what stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from rapport.domains.ledger.models import sets
from rapport.domains.ledger.models.acts import Act
from rapport.domains.ledger.models.decisions import Wish
from rapport.domains.ledger.models.episodes import Episode
from rapport.domains.ledger.models.histories.told import Told, acts_of, as_they_hold
from rapport.domains.ledger.rules import Gaps, Held, leading, stays_with
from rapport.domains.ledger.types import NAMELESS, Ref, WishKind
from rapport.measures import episodes as measure

FACTS = (
    *("id", "person_id", "organisation_id", "team_id", "service_id", "site_id", "ref_kind", "ref_id", "title"),
    *("started_at", "last_act_at", "completed_at", "follows_id", "theirs", "ours", "ambiguous"),
)
_EPISODES = sets.Those("person_id", lambda: Episode.objects.order_by().values_list(*FACTS))
_WISHES = sets.Those("person_id", lambda: Wish.objects.order_by("id").values_list("kind", "one", "other", "words"))
_POINTERS = sets.Those("id", lambda: _persons().order_by().values_list("pk", "merged_into_id"))
_ROWS_LOCKED = sets.Those(
    ("id", "merged_into_id"),
    lambda: _persons().order_by("pk").select_for_update(no_key=True).values_list("pk", "merged_into_id", "unnamed"),
)
KEPT_ALWAYS = 2  # the organisation an episode was begun with stays, whatever its acts say later


@dataclass(frozen=True)
class Humans:
    """Rows of people, locked: row → the row kept; and those of them who stand for many whom nobody named."""

    human: dict[int, int]
    unnamed: frozenset[int]


@dataclass(frozen=True)
class Together:
    """Acts of some humans, and the episodes they make; `home` says where each act stands, once all have ids."""

    humans: Humans
    told: list[Told]
    corrections: dict[int, list[int]]
    held: list[Held]
    groups: list[tuple[int, ...]]
    stood: dict[int, tuple[Any, ...]]
    firsts: dict[int, int]

    def home(self) -> dict[int, int]:
        """Act → episode, corrections where their act stands."""
        own = {act: held.id or 0 for held, group in zip(self.held, self.groups, strict=True) for act in group}
        return own | {one: own[act] for act, ids in self.corrections.items() for one in ids}

    def moved(self, home: Mapping[int, int]) -> list[Told]:
        """Acts that stood elsewhere."""
        return [row for row in self.told if row.id in home and row.episode_id != home[row.id]]


def _persons() -> Any:
    return Act._meta.get_field("person").related_model._default_manager  # type: ignore[union-attr]


def humans_locked(person_ids: Collection[int]) -> Humans:
    """All rows of these humans; nobody else writes their episodes meanwhile."""
    kept = {merged_into or pk for pk, merged_into in _POINTERS(person_ids)}
    found = _ROWS_LOCKED(kept)
    return Humans({pk: into or pk for pk, into, _ in found}, frozenset(pk for pk, _, unnamed in found if unnamed))


def put_together(humans: Humans, gaps: Gaps) -> Together:
    """Segment all acts of these humans by the rules, decisions first, and give episodes the ids they go on with."""
    told = acts_of(humans.human)
    rows, corrections = as_they_hold(told)
    ties, names = _decided(humans, {row.id for row in rows})
    stood = {row[0]: row for row in _EPISODES(humans.human)}
    found = _segmented(rows, ties, gaps)
    groups = [episode.acts for episode in found]
    by_id = {row.id: row for row in rows}
    firsts = _firsts(rows, stood, humans.human)
    held = _held(found, stays_with(firsts, groups), by_id, stood)
    if names:
        _name(held, groups, names)
    _compare(held, stood)
    return Together(humans, told, corrections, held, groups, stood, firsts)


def _decided(humans: Humans, here: Collection[int]) -> tuple[dict[str, list[tuple[int, int]]], dict[int, str]]:
    """What people decided about these acts, in the order it was first said, and the names they gave."""
    pairs: dict[str, list[tuple[int, int]]] = {WishKind.TOGETHER: [], WishKind.APART: []}
    names: dict[int, str] = {}
    for kind, one, other, words in _WISHES(humans.human):
        if kind == WishKind.NAME:
            names[one] = words
        elif one in here and other in here:  # two rows were one human when it was decided, and are no more
            pairs[kind].append((one, other))
    return pairs, names


def _segmented(rows: list[Told], ties: Mapping[str, list[tuple[int, int]]], gaps: Gaps) -> Sequence[measure.Episode]:
    return measure.segment_detailed(
        cast("list[measure.ActRow]", rows),
        gap={channel: gaps.of(channel) for channel in {row.channel for row in rows}},
        reopen=gaps.reopen,
        together=ties[WishKind.TOGETHER],
        apart=ties[WishKind.APART],
    ).episodes


def _firsts(rows: Iterable[Told], stood: Mapping[int, tuple[Any, ...]], human: Mapping[int, int]) -> dict[int, int]:
    """Id of each episode that stands → id of its first act, where that act is of the episode's own human."""
    firsts: dict[int, tuple[Any, int]] = {}
    for row in rows:
        stands = stood.get(row.episode_id or 0)
        if stands is not None and human[stands[1]] == row.person:
            known = firsts.get(stands[0])
            if known is None or (row.at, row.id) < known:
                firsts[stands[0]] = (row.at, row.id)
    return {episode_id: act_id for episode_id, (_, act_id) in firsts.items()}


def _held(
    found: Sequence[measure.Episode],
    ids: Sequence[int | None],
    by_id: Mapping[int, Told],
    stood: Mapping[int, tuple[Any, ...]],
) -> list[Held]:
    held: list[Held] = []
    everywhere: dict[int, Counter[Ref]] = {}
    for episode, kept in zip(found, ids, strict=True):
        acts = [by_id[act] for act in episode.acts]
        ref, title = _about(acts, episode.reference, everywhere, by_id)
        organisation = stood[kept][KEPT_ALWAYS] if kept is not None else acts[0].organisation_id
        home = Held(episode.person, organisation, ref, id=kept, title=title)
        home.follows = held[episode.follows] if episode.follows is not None else None
        home.ambiguous = bool(episode.ambiguous)
        for act in acts:
            home.take(act)  # type: ignore[arg-type]  # it has all that an episode takes of an act
        held.append(home)
    return held


def _about(
    acts: Sequence[Told], opened: Ref | None, everywhere: dict[int, Counter[Ref]], by_id: Mapping[int, Told]
) -> tuple[Ref | None, str]:
    """What an episode of these acts is about, and its title: the first one given, of that reference if there is one."""
    refs = [act.ref for act in acts]
    ref = opened
    if len({*refs} - {None}) > 1:
        if not everywhere:
            everywhere |= _everywhere(by_id.values())
        ref = leading(refs, everywhere=everywhere[acts[0].person], opened=opened)
    titled = [act for act in acts if act.title and act.channel not in NAMELESS]
    if ref != opened:
        titled = [act for act in titled if act.ref == ref]
    return ref, titled[0].title if titled else ""


def _everywhere(rows: Iterable[Told]) -> dict[int, Counter[Ref]]:
    """Of each human how many acts each reference has."""
    found: dict[int, Counter[Ref]] = defaultdict(Counter)
    for row in rows:
        if row.ref is not None:
            found[row.person][row.ref] += 1
    return found


def _name(held: Sequence[Held], groups: Sequence[tuple[int, ...]], names: Mapping[int, str]) -> None:
    """A name somebody gave holds against the title of any act."""
    for episode, group in zip(held, groups, strict=True):
        episode.title = next((names[act] for act in group if act in names), episode.title)


def _compare(held: Iterable[Held], stood: Mapping[int, tuple[Any, ...]]) -> None:
    """Only what differs from what stands is written."""
    for episode in held:
        episode.changed = episode.id is None or _facts(episode) != stood[episode.id]


def _facts(held: Held) -> tuple[Any, ...]:
    """In the order of FACTS."""
    ref = held.ref or ("", None)
    return (
        *(held.id, held.person_id, held.organisation_id, held.team_id, held.service_id, held.site_id, *ref),
        *(held.title[:200], held.started_at, held.last_act_at, held.completed_at),
        held.follows and held.follows.id,
        *(held.theirs, held.ours, held.ambiguous),
    )
