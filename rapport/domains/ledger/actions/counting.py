"""Counting contact: marks with the fact, taken by one job that reads the episodes as they stand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from rapport.domains.ledger.actions.meeting import begin_group_relationships
from rapport.domains.ledger.models import Act, CountedEpisode, Episode, GapSetting, Uncounted
from rapport.domains.ledger.models.counting import contacting, folding
from rapport.domains.ledger.models.counting.marking import counting_alone
from rapport.foundation.actors import Actor
from rapport.measures.worktime import Calendar

TAKEN_AT_ONCE = 50  # marks; a worker's write transaction stays below 50 ms


@transaction.atomic
def count_contacts(*, working: Calendar, actor: Actor, at: datetime, size: int = TAKEN_AT_ONCE) -> int:
    """Take some marks and bring the counters up to date; how many were taken, so that the caller comes back for more.

    Waiting is counted in this working calendar. Done twice it changes nothing: the difference is to what was counted.
    """
    actor.require("settings.write")
    counting_alone()
    marks = list(Uncounted.objects.select_for_update().order_by("id")[:size])
    if not marks:
        return 0
    episodes, soon = _touched(_episodes_of(marks))
    rows = contacting.contacts(folding.rows_of(episodes), "organisation__zone")
    _write(episodes, folding.parts_of(contacting.efforts(rows, soon=soon, working=working)))
    done = {*_meet(rows), *(mark.pk for mark in marks)}
    Uncounted.objects.filter(pk__in=done).delete()
    begin_group_relationships(episodes, actor=actor, at=at)
    return len(marks)


def _episodes_of(marks: list[Uncounted]) -> set[int]:
    """Where the marks say, and where their acts are by now."""
    acts = Act.objects.filter(pk__in=[mark.act_id for mark in marks if mark.act_id is not None])
    now = acts.values_list("episode_id", flat=True)
    return {mark.episode_id for mark in marks} | {pk for pk in now if pk is not None}


def _touched(marked: set[int]) -> tuple[set[int], set[int]]:
    """The marked episodes and those that may follow one of them soon; and which of all these do."""
    reopen = GapSetting.objects.in_force().reopen
    known = contacting.ended(Episode.objects.filter(pk__in=marked))
    near = _near([one for one in known if not one.unnamed], reopen)
    later = [one for one in near if one.id not in marked and _may_follow(one, known, reopen)]
    around = {one.id: one for one in (*known, *near)}
    soon = contacting.following_soon([*known, *later], around.values(), reopen=reopen)
    return {*marked, *(one.id for one in later)}, soon


def _near(known: list[contacting.Ended], reopen: timedelta) -> list[contacting.Ended]:
    if not known:
        return []
    since = min(one.started_at for one in known)
    until = max(one.completed_at or one.started_at for one in known) + reopen
    begun = Q(started_at__gte=since, started_at__lte=until)
    over = Q(completed_at__gte=since - reopen, completed_at__lte=until)
    return contacting.ended(Episode.objects.filter(begun | over, person_id__in={one.person_id for one in known}))


def _may_follow(one: contacting.Ended, known: list[contacting.Ended], reopen: timedelta) -> bool:
    return any(
        before.completed_at is not None
        and before.person_id == one.person_id
        and timedelta() <= one.started_at - before.completed_at <= reopen
        for before in known
    )


def _write(episodes: set[int], new: dict[int, folding.Parts]) -> None:
    """Put the difference to what was counted into the counters, and keep what is counted now."""
    stored = CountedEpisode.objects.filter(pk__in=episodes).values_list("episode_id", "parts")
    old = {pk: {cell: tuple(sums) for cell, sums in parts.items()} for pk, parts in stored}
    folding.add_contacts(folding.difference(new.get(pk, {}), old.get(pk, {})) for pk in episodes)
    CountedEpisode.objects.bulk_create(
        [CountedEpisode(episode_id=pk, parts=parts) for pk, parts in sorted(new.items()) if parts != old.get(pk)],
        update_conflicts=True,
        unique_fields=["episode_id"],
        update_fields=["parts"],
    )
    CountedEpisode.objects.filter(pk__in=old.keys() - new.keys()).delete()


def _meet(rows: list[Any]) -> list[int]:
    """Count who met in the acts that are new, each once; the marks that are done with by that."""
    by_id = {row.id: row for row in rows}
    marked = dict(Uncounted.objects.filter(act_id__in=by_id).values_list("act_id", "id"))
    folding.add_acquaintances(by_id[act_id] for act_id in sorted(pk for pk in marked if pk is not None))
    return list(marked.values())
