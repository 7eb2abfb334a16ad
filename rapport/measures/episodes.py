"""Acts become episodes: the rules by which single exchanges are told apart as complete service exchanges.

An episode belongs to one person; acts are taken in the order of (at, id); each stands in exactly one episode.

1. A reference's episode ends only by completion, however long the silence. An act with that reference at most
   `reopen` after the last act of the completed episode belongs to it and leaves it completed; a later one opens a new
   episode that follows, and is from then on the reference's episode.
2. An act without reference joins the episode of the same person (and team, where both are known) whose last act is
   latest, not completed, at most `gap` (of the act's channel) ago, service equal or unknown on either side. With
   several candidates the act is marked ambiguous. It never completes an episode opened by a reference.
3. Otherwise it opens one, which ends by completion or after `gap`.

People's wishes come before all rules and never cross persons; see `segment_detailed`.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from rapport.measures._accept import each
from rapport.measures._gaps import GapEstimate, HistogramBin, estimate_gap
from rapport.measures._segmentation import Draft, Sweep
from rapport.measures._wishes import Pair, Wishes

__all__ = [
    "ActRow",
    "Episode",
    "GapEstimate",
    "HistogramBin",
    "Segmentation",
    "Silences",
    "estimate_gap",
    "segment",
    "segment_detailed",
    "silences",
]

Gap = timedelta | Mapping[Any, timedelta]
EVER = timedelta(days=200_000)  # longer than any history


@dataclass(frozen=True, slots=True)
class ActRow:
    """What the rules need to know of one act; `person` is whose episode it is, for a reference its requester.

    quiet is what not everybody may see, such as thanks in private: it stands in its episode, but for the acts after it
    the episode's last act, service and team are those without it, so that where they stand tells nothing of it.
    """

    id: Any
    person: Hashable
    at: datetime
    reference: Hashable | None = None
    service: Hashable | None = None
    completes: bool = False
    team: Hashable | None = None
    channel: Hashable | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode: its acts in time order, the reference that opened it, and what became of it.

    completed_at is the moment of the act that completed it first, None while it is not completed; follows is the
    index of the episode it follows in `Segmentation.episodes`; ambiguous are those of its acts that rule 2 could
    have put elsewhere.
    """

    acts: tuple[Any, ...]
    person: Any
    reference: Any
    completed_at: datetime | None
    follows: int | None
    ambiguous: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Segmentation:
    """All episodes by first act, and the wishes that could not be granted, as (first id, second id)."""

    episodes: tuple[Episode, ...]
    refused_together: tuple[Pair, ...]
    refused_apart: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Silences:
    """Of one channel, in seconds: every silence that rule 2 has to judge, and those known to lie inside an episode."""

    seconds: tuple[float, ...]
    within: tuple[float, ...]


def segment(
    acts: Iterable[ActRow],
    *,
    gap: Gap,
    reopen: timedelta,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[Any]]:
    """The acts' ids by episode: each list in time order, the lists by first act. See `segment_detailed`.

    >>> nine, ten = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (9, 10))
    >>> acts = [ActRow(1, "ana", nine), ActRow(2, "ben", nine), ActRow(3, "ana", ten)]
    >>> segment(acts, gap=timedelta(days=5), reopen=timedelta(days=7))
    [[1, 3], [2]]
    """
    drafts, _ = _swept(acts, gap=gap, reopen=reopen, together=together, apart=apart)
    return [draft.acts for draft in drafts]


def segment_detailed(
    acts: Iterable[ActRow],
    *,
    gap: Gap,
    reopen: timedelta,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> Segmentation:
    """Segment acts into episodes by the three rules, with everything a ledger stores about them.

    acts: rows with distinct, comparable ids, in any order; moments all with or all without zone. gap: a length of
    time ≥ 0, or channel → length (None is the channel of acts without one); reopen ≥ 0. Bad values, ids given twice, a
    missing person and a channel without gap (of an act without reference) raise ValueError. Time: n log n.

    Wishes are pairs of act ids. *apart* always holds: the later act's episode is another than the earlier one's;
    an act with a reference then opens an episode that follows, to which the reference's later acts go. *together*
    always holds but when it names unknown acts, two persons, or acts that (also by way of others) are to be apart:
    these come back as refused. Acts tied together stand where the first of them belongs; one without reference is
    placed as if it had the reference of those it is tied to. To join two references' episodes tie their first acts;
    an act tied elsewhere later leaves the rest of its reference where it is.
    """
    drafts, wishes = _swept(acts, gap=gap, reopen=reopen, together=together, apart=apart)
    return Segmentation(
        episodes=tuple(_episode(draft) for draft in drafts),
        refused_together=tuple(wishes.refused_together),
        refused_apart=tuple(wishes.refused_apart),
    )


def silences(acts: Iterable[ActRow]) -> dict[Any, Silences]:
    """What the gap of each channel is read from: `estimate_gap(found.seconds, within=found.within)`.

    Rule 2 judges the silence between an act without reference and the latest act of an episode of the same person
    that is not completed and whose service and team do not contradict; it stands under the later act's channel. Where
    the later act completes an episode without reference, the silence before it lies within. Refuses what `segment`
    refuses.
    """
    rows = {act.id: act for act in each(acts, name="acts")}
    found: dict[Any, tuple[list[float], list[float]]] = {}
    for draft in _swept(rows.values(), gap=EVER, reopen=timedelta(), together=(), apart=())[0]:
        for before, after in pairwise(rows[number] for number in draft.acts):
            if after.reference is None:
                every, within = found.setdefault(after.channel, ([], []))
                every.append((_moment(after.at) - _moment(before.at)).total_seconds())
                within += every[-1:] if after.completes and draft.reference is None else ()
    return {channel: Silences(tuple(every), tuple(within)) for channel, (every, within) in found.items()}


def _swept(
    acts: Iterable[ActRow], *, gap: Gap, reopen: timedelta, together: Iterable[Pair], apart: Iterable[Pair]
) -> tuple[list[Draft], Wishes]:
    rows = _in_order(acts)
    in_order = [act for _, _, act in rows]
    wishes = Wishes(in_order, together=each(together, name="together"), apart=each(apart, name="apart"))
    sweep = Sweep(gap_of=_gaps(gap, in_order), reopen=_length(reopen, name="reopen"), wishes=wishes)
    for moment, _, act in rows:
        sweep.take(act, moment)
    return sweep.drafts, wishes


def _episode(draft: Draft) -> Episode:
    return Episode(
        acts=tuple(draft.acts),
        person=draft.person,
        reference=draft.reference,
        completed_at=draft.completed_at,
        follows=draft.follows,
        ambiguous=tuple(draft.ambiguous),
    )


def _in_order(acts: Iterable[ActRow]) -> list[tuple[datetime, Any, ActRow]]:
    """The acts by (moment, id), refused where that order does not exist."""
    rows = [(_moment(act.at), act.id, act) for act in each(acts, name="acts")]
    seen: set[Any] = set()
    for moment, known, act in rows:
        if known in seen or known is None:
            raise ValueError(f"each act needs an id of its own; {known!r} is missing or given twice")
        if act.person is None:
            raise ValueError(f"an act needs a person; act {known!r} has {act.person!r}")
        if (moment.tzinfo is None) is not (rows[0][0].tzinfo is None):
            raise ValueError(f"moments must all have a zone or all have none; act {known!r} differs: {act.at!r}")
        seen.add(known)
    try:
        return sorted(rows)
    except TypeError as error:
        raise ValueError(f"ids must be comparable: {error}") from error


def _moment(at: Any) -> datetime:
    """The moment in UTC, because Python compares two moments of one zone by their clock readings."""
    if not isinstance(at, datetime):
        raise ValueError(f"an act's moment must be a date and time, not {at!r}")
    return at if at.tzinfo is None or at.tzinfo is UTC else at.astimezone(UTC)


def _gaps(gap: Any, acts: list[ActRow]) -> dict[Any, timedelta]:
    """The gap of every channel that rule 2 may ask for."""
    channels = {act.channel for act in acts if act.reference is None}
    if not isinstance(gap, Mapping):
        return dict.fromkeys(channels, _length(gap, name="gap"))
    for channel in channels - gap.keys():
        raise ValueError(f"gap must name a length for every channel; it has none for {channel!r}")
    return {channel: _length(length, name=f"gap of {channel!r}") for channel, length in gap.items()}


def _length(length: Any, *, name: str) -> timedelta:
    if not isinstance(length, timedelta) or length < timedelta():
        raise ValueError(f"{name} must be a length of time from 0 up, not {length!r}")
    return length
