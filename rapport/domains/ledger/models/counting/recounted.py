"""What whole histories put into the counters, computed from nothing and compared with what stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from rapport.domains.ledger.models import sets
from rapport.domains.ledger.models.counters import Acquaintances, CountedEpisode, Uncounted
from rapport.domains.ledger.models.counting import contacting, folding
from rapport.domains.ledger.models.histories.together import Together
from rapport.domains.ledger.models.histories.told import Told
from rapport.measures.worktime import Calendar

_MARKS = sets.Those("act_id", lambda: Uncounted.objects.order_by().values_list("pk", flat=True))
_COUNTED = sets.Those("episode_id", lambda: CountedEpisode.objects.values_list("episode_id", "parts"))
_ACQUAINTANCES = sets.Those("person_id", lambda: Acquaintances.objects.values_list("cell", "acts", "last_at"))


def count(found: Together, home: Mapping[int, int], *, working: Calendar, reopen: timedelta) -> None:
    """Keep what each episode of these humans puts into the counters, and who met whom; the sums follow at the end.

    Marks of new acts are done with by that, and marks of episodes may come again without harm.
    """
    rows = contacting.corrected(_counting(found.told, home))
    soon = _following_soon(found, reopen)
    _keep_parts(found, folding.parts_of(contacting.efforts(rows, soon=soon, working=working)))
    _keep_acquaintances(found.humans.human, rows)
    if marks := _MARKS(row.id for row in rows):
        Uncounted.objects.filter(pk__in=marks).delete()


def _counting(told: Iterable[Told], home: Mapping[int, int]) -> list[Told]:
    """Those that count, in order, where they stand now."""
    rows = sorted((row for row in told if row.contact), key=lambda row: (row.at, row.id))
    return [row if row.episode_id == home[row.id] else row._replace(episode_id=home[row.id]) for row in rows]


def _following_soon(found: Together, reopen: timedelta) -> set[int]:
    """Among all episodes of these humans."""
    ended = [
        contacting.Ended(
            one.id or 0,
            one.person_id,
            one.service_id,
            one.started_at,
            one.completed_at,
            one.person_id in found.humans.unnamed,
        )
        for one in found.held
        if one.service_id is not None
    ]
    return contacting.following_soon(ended, ended, reopen=reopen)


def _keep_parts(found: Together, new: Mapping[int, folding.Parts]) -> None:
    here = {*found.stood, *(held.id or 0 for held in found.held)}
    stored = dict(_COUNTED(here))
    rows = [(pk, parts) for pk, parts in sorted(new.items()) if stored.get(pk) != _as_stored(parts)]
    sets.upsert(CountedEpisode, ("episode_id", "parts"), rows, key="episode_id")
    if gone := stored.keys() - new.keys():
        CountedEpisode.objects.filter(pk__in=gone).delete()


def _as_stored(parts: folding.Parts) -> dict[str, list[int]]:
    return {cell: list(sums) for cell, sums in parts.items()}


def _keep_acquaintances(person_ids: Iterable[int], rows: Iterable[Told]) -> None:
    """All acts of these people are at hand, so what is counted here is the whole."""
    met = folding.met(rows)
    stored: dict[str, Any] = {cell: [acts, last] for cell, acts, last in _ACQUAINTANCES(person_ids)}
    changed = [(cell, told) for cell, told in sorted(met.items()) if stored.get(cell) != told]
    made = [(cell, *folding.ids_of(cell), *told) for cell, told in changed]
    sets.upsert(Acquaintances, folding.ACQUAINTANCE, made, key="cell")
    if gone := stored.keys() - met.keys():
        Acquaintances.objects.filter(cell__in=gone).delete()
