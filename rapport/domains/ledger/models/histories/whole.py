"""Whole histories as the rules take them: the acts of one human, or of several, and what they decided about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from rapport.domains.ledger.models.acts import Act
from rapport.domains.ledger.models.decisions import Wish
from rapport.domains.ledger.rules import Gaps, as_corrected, leading
from rapport.domains.ledger.types import NAMELESS, QUIET, WishKind
from rapport.measures import episodes as measure

COPIED = (
    *("person_id", "organisation_id", "at", "channel", "direction", "kind", "source_key"),
    *("team_id", "service_id", "site_id", "completes", "title"),
)
CORRECTED = (*("at", "channel", "direction", "team_id", "service_id", "completes", "ref_kind", "ref_id", "title"),)
Stored = dict[str, Any]
Decided = tuple[str, int, int]
"""Together or apart, and the two acts."""


def stored_acts(persons: Sequence[int]) -> list[Stored]:
    """All acts of one human but corrections, which stand where the act they correct stands; all as the row kept's."""
    return [
        {**row, "person_id": persons[0], "own_id": row["person_id"]}
        for row in _rows(Act.objects.filter(person__in=persons))
    ]


def acts_of_humans(kept_ids: Collection[int]) -> list[Stored]:
    """The same of several humans, each known by the row kept."""
    human = rows_of_humans(kept_ids)
    return [{**row, "person_id": human[row["person_id"]]} for row in _rows(Act.objects.filter(person__in=human))]


def rows_of_humans(kept_ids: Collection[int]) -> dict[int, int]:
    """Every row of these humans, and the row each is known by."""
    persons = Act._meta.get_field("person").related_model._default_manager  # type: ignore[union-attr]
    merged = persons.filter(merged_into__in=kept_ids).values_list("pk", "merged_into_id")
    return {pk: pk for pk in kept_ids} | dict(merged)


def _rows(acts: Any) -> list[Stored]:
    """Acts with the facts that hold; corrections stand where their act stands."""
    whole = acts.order_by("at", "id").values("id", "episode_id", "corrects", "ref_kind", "ref_id", *COPIED)
    return as_corrected(whole, facts=CORRECTED)


def decided(persons: Collection[int]) -> list[Decided]:
    """What stands about these persons' acts, in the order it was first said."""
    wishes = Wish.objects.filter(person__in=persons).exclude(kind=WishKind.NAME).order_by("id")
    return [(kind, one, other or 0) for kind, one, other in wishes.values_list("kind", "one", "other")]


def segmentation(rows: list[Stored], wishes: Iterable[Decided], gaps: Gaps) -> measure.Segmentation:
    """These acts in episodes by the rules; what was decided about other acts is left out."""
    pairs: dict[str, list[tuple[int, int]]] = {WishKind.TOGETHER: [], WishKind.APART: []}
    here = {row["id"] for row in rows}
    for kind, one, other in wishes:
        if one in here and other in here:  # two rows were one human when it was decided, and are no more
            pairs[kind].append((one, other))
    return measure.segment_detailed(
        [act_row(row) for row in rows],
        gap={row["channel"]: gaps.of(row["channel"]) for row in rows},
        reopen=gaps.reopen,
        together=pairs[WishKind.TOGETHER],
        apart=pairs[WishKind.APART],
    )


def act_row(row: Stored) -> measure.ActRow:
    """One stored act as the measure takes it."""
    return measure.ActRow(
        id=row["id"],
        person=row["person_id"],
        at=row["at"],
        reference=ref_of(row),
        service=row["service_id"],
        completes=row["completes"],
        team=row["team_id"],
        channel=row["channel"],
        quiet=row["channel"] in QUIET,
    )


def ref_of(row: Stored) -> tuple[str, int] | None:
    """What the act is about."""
    return (row["ref_kind"], row["ref_id"]) if row["ref_kind"] else None


def refs_everywhere(rows: Iterable[Stored]) -> Counter[tuple[str, int]]:
    """How many of these acts each reference has."""
    return Counter(ref for row in rows if (ref := ref_of(row)) is not None)


def about(
    rows: Sequence[Stored], everywhere: Counter[tuple[str, int]], opened: tuple[str, int] | None
) -> tuple[tuple[str, int] | None, str]:
    """What an episode of these acts is about, and its title: the first one given, of that reference if there is one."""
    ref = leading([ref_of(row) for row in rows], everywhere=everywhere, opened=opened)
    titled = [row for row in rows if row["title"] and row["channel"] not in NAMELESS]
    own = [row["title"] for row in titled if ref_of(row) == ref]
    every = [row["title"] for row in titled]
    return ref, next(iter(own if ref != opened else every), "")
