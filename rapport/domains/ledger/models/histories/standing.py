"""What record_acts has to know before it writes: who was there last, which keys are known, which episodes stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from rapport.domains.ledger.models import Act, Episode, Wish
from rapport.domains.ledger.rules import Gaps, Held
from rapport.domains.ledger.types import NewAct
from rapport.foundation import erased_keys

FIELDS = [
    "id",
    "person_id",
    "organisation_id",
    "team_id",
    "service_id",
    "site_id",
    "title",
    "started_at",
    "last_act_at",
    "completed_at",
    "theirs",
    "ours",
    "ambiguous",
]


class Standing(NamedTuple):
    """Of one person: the moment of the last act, whether wishes exist, and the row this human is known by."""

    last: datetime | None
    wished: bool
    kept_id: int


def persons_locked(person_ids: Collection[int]) -> dict[int, Standing]:
    """For each person how they stand; nobody else writes theirs meanwhile.

    The rows locked are those the acts point to, reached by the foreign key and not by importing people.
    """
    persons = Act._meta.get_field("person").related_model._default_manager  # type: ignore[union-attr]
    last = Act.objects.filter(person_id=OuterRef("pk")).order_by("-at").values("at")[:1]
    found = (
        persons.filter(pk__in=person_ids)
        .order_by("pk")
        .select_for_update(no_key=True)
        .annotate(last_act=Subquery(last), wished=Exists(Wish.objects.filter(person_id=OuterRef("pk"))))
        .values_list("pk", "last_act", "wished", "merged_into_id")
    )
    return {pk: Standing(at, wished, merged_into or pk) for pk, at, wished, merged_into in found}


def rows_of(person_id: int) -> list[int]:
    """All rows that are one human, the one kept first (people merges two by a pointer, which can be taken back)."""
    persons = Act._meta.get_field("person").related_model._default_manager  # type: ignore[union-attr]
    kept = persons.filter(pk=person_id).values_list("merged_into_id", flat=True).first() or person_id
    return [kept, *persons.filter(merged_into_id=kept).order_by("pk").values_list("pk", flat=True)]


def at_home(act: NewAct, found: Mapping[int, Standing]) -> NewAct:
    """The act as the human's who is kept: episodes stand with that row, the act itself stays where it was."""
    kept = found[act.person_id].kept_id
    return act if kept == act.person_id else replace(act, person_id=kept)


def known_acts(acts: Iterable[NewAct]) -> dict[tuple[int, str], tuple[int, int | None]]:
    """Organisation and source key of the acts recorded already → act id and episode id."""
    organisations = {act.organisation_id for act in acts}
    kept = erased_keys.as_kept({act.source_key for act in acts})
    found = Act.objects.filter(organisation_id__in=organisations, source_key__in=kept).values_list(
        "organisation_id", "source_key", "id", "episode_id"
    )
    return {(organisation, kept[key]): (act_id, episode_id) for organisation, key, act_id, episode_id in found}


def episodes_held(acts: Collection[NewAct], *, gaps: Gaps) -> list[Held]:
    """The episodes these acts may join: those of their references, and for acts without one the open ones."""
    rows = {row["id"]: row for row in [*_of_references(acts), *_open_lately(acts, gaps)]}
    return [_held(row) for row in rows.values()]


def _of_references(acts: Collection[NewAct]) -> list[dict[str, Any]]:
    refs: dict[str, set[int]] = {}
    for act in acts:
        if act.ref is not None:
            refs.setdefault(act.ref[0], set()).add(act.ref[1])
    if not refs:
        return []
    named = Q(pk__in=[])
    for kind, ids in refs.items():
        named |= Q(ref_kind=kind, ref_id__in=ids)
    return _rows(Episode.objects.filter(named))


def _open_lately(acts: Collection[NewAct], gaps: Gaps) -> list[dict[str, Any]]:
    loose = [act for act in acts if act.ref is None]
    if not loose:
        return []
    since = min(act.at for act in loose) - gaps.longest()
    persons = {act.person_id for act in loose}
    return _rows(Episode.objects.filter(person_id__in=persons, completed_at__isnull=True, last_act_at__gte=since))


def _rows(episodes: Any) -> list[dict[str, Any]]:
    return list(episodes.values(*FIELDS, "ref_kind", "ref_id", "follows_id"))


def _held(row: dict[str, Any]) -> Held:
    ref = (row["ref_kind"], row["ref_id"]) if row["ref_kind"] else None
    known = {name: row[name] for name in FIELDS}
    return Held(**known, ref=ref, second=row["follows_id"] is not None)
