"""What changed is noted for those who want to know; of one matter one notice waits, and what follows joins it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max, Q

from rapport.domains.notices import rules
from rapport.domains.notices.models import Channel, Notice
from rapport.domains.notices.queries.choices import choices_of
from rapport.domains.notices.types import Change, Choices, NoticeKind, Way
from rapport.foundation import jobs
from rapport.foundation.actors import Actor

CHAT = "notices.chat"
Matter = tuple[int, str, int]  # person, kind and id of what changed


@transaction.atomic
def note_changes(*, changes: Sequence[Change], actor: Actor, at: datetime) -> int:
    """Note what changed for everybody who chose to be told, but for who did it; how many notices that made."""
    actor.require("settings.write")
    _tell_channels(changes, at)
    wanted = _wanted(changes)
    if not wanted:
        return 0
    chosen = choices_of(actor, {person_id for person_id, _, _ in wanted})
    ways = {matter: _way(chosen[matter[0]], kinds) for matter, kinds in wanted.items()}
    told = [matter for matter, way in ways.items() if way != Way.NONE]
    return _write({matter: wanted[matter] for matter in told}, ways, chosen, at) if told else 0


def _wanted(changes: Iterable[Change]) -> dict[Matter, list[NoticeKind]]:
    wanted: dict[Matter, list[NoticeKind]] = {}
    for change in changes:
        for person_id in dict.fromkeys(change.person_ids):
            if person_id != change.by_id:
                wanted.setdefault((person_id, *change.ref), []).append(change.kind)
    return wanted


def _way(chosen: Choices, kinds: list[NoticeKind]) -> Way:
    """The soonest way of these kinds; kinds that are not wanted fall out of the list."""
    kinds[:] = [kind for kind in dict.fromkeys(kinds) if chosen.ways[kind] != Way.NONE]
    return rules.soonest(chosen, kinds)


def _write(
    wanted: dict[Matter, list[NoticeKind]], ways: dict[Matter, Way], chosen: dict[int, Choices], at: datetime
) -> int:
    told = _told_lately(wanted, at)
    dues = {
        m: rules.due(ways[m], chosen[m[0]].hours, zone=chosen[m[0]].zone, at=at, told_before=told.get(m))
        for m in wanted
    }
    waiting = _waiting(wanted)
    for matter, row in waiting.items():
        row.kinds = list(dict.fromkeys([*row.kinds, *wanted[matter]]))
        row.count, row.at, row.due_at = row.count + 1, at, min(row.due_at, dues[matter])
    Notice.objects.bulk_update(list(waiting.values()), ["kinds", "count", "at", "due_at"])
    new = [
        Notice(person_id=m[0], ref_kind=m[1], ref_id=m[2], kinds=kinds, at=at, due_at=dues[m])
        for m, kinds in sorted(wanted.items())
        if m not in waiting
    ]
    Notice.objects.bulk_create(new, ignore_conflicts=True)  # another worker noted the same matter just now
    return len(wanted)


def _waiting(matters: Collection[Matter]) -> dict[Matter, Notice]:
    rows = Notice.objects.filter(_these(matters), told_at__isnull=True).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    found = {(row.person_id, row.ref_kind, row.ref_id): row for row in rows}
    return {matter: row for matter, row in found.items() if matter in matters}


def _told_lately(matters: Collection[Matter], at: datetime) -> dict[Matter, datetime]:
    rows = Notice.objects.filter(_these(matters), told_at__gt=at - rules.PER_MATTER)
    last = rows.values_list("person_id", "ref_kind", "ref_id").annotate(last=Max("told_at")).order_by()
    return {(person_id, kind, pk): moment for person_id, kind, pk, moment in last}


def _these(matters: Collection[Matter]) -> Q:
    """The matters of these persons; a few more than asked for are told apart by their keys."""
    by_kind: dict[str, set[int]] = {}
    for _, kind, pk in matters:
        by_kind.setdefault(kind, set()).add(pk)
    about = Q(pk__in=[])
    for kind, ids in by_kind.items():
        about |= Q(ref_kind=kind, ref_id__in=sorted(ids))
    return about & Q(person_id__in=sorted({person_id for person_id, _, _ in matters}))


def _tell_channels(changes: Iterable[Change], at: datetime) -> None:
    """One job for each channel and matter, beside the persons' own notices."""
    of_teams = [change for change in changes if change.team_id is not None]
    if not of_teams:
        return
    channels = list(Channel.objects.filter(team_id__in={c.team_id for c in of_teams}, ended_at__isnull=True))
    rows = [
        jobs.Row(
            args={"channel": channel.pk, "kind": change.kind.value, "ref_kind": change.ref[0], "ref_id": change.ref[1]},
            key=f"{channel.pk} {change.kind} {change.ref[0]} {change.ref[1]}",
        )
        for change in of_teams
        for channel in channels
        if channel.team_id == change.team_id and change.kind in channel.kinds
    ]
    if rows:
        jobs.enqueue_many(CHAT, rows, at=at)
