"""Recording acts, traces and parts: lists in, few statements whatever their length."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.actions.beginnings import begin_relationships
from rapport.domains.ledger.events import ActsRecorded, EpisodesCompleted
from rapport.domains.ledger.models import Act, Episode, GapSetting, Part, Trace
from rapport.domains.ledger.models.counting.marking import mark_acts
from rapport.domains.ledger.models.histories import standing, storing
from rapport.domains.ledger.rules import Desktop, Gaps, Placed
from rapport.domains.ledger.types import NewAct, NewPart, NewTrace, RecordedAct, Ref
from rapport.foundation import events, jobs
from rapport.foundation.actors import Actor

RESEGMENT = "ledger.resegment"
Key = tuple[int, str]


class NamelessAct(ValueError):
    """An act without a source key cannot be told from a repeat; give one that is the same each time it is sent."""


class UnknownPerson(LookupError):
    """An act names a person who is not there; nothing was recorded."""


def record_acts(acts: Sequence[NewAct], *, actor: Actor, at: datetime, gaps: Gaps | None = None) -> list[RecordedAct]:
    """Record acts and put each into its episode; one answer per act, in the order given.

    A source key that is known already is ignored and answered with `repeat`. Acts that come later than others of the
    same person are put where they most likely belong, and a job segments that person's history again. The `gaps` in
    force are read here, unless the caller has read them before its transaction began.
    """
    _refuse_nameless(acts)
    if not acts:
        return []
    gaps = gaps or GapSetting.objects.in_force()
    with transaction.atomic(savepoint=False):  # in a caller's transaction; what is refused here, is before any write
        last_acts = standing.persons_locked({act.person_id for act in acts})
        missing = {act.person_id for act in acts} - last_acts.keys()
        if not missing:
            return _record(acts, last_acts, gaps, actor=actor, at=at)
    raise UnknownPerson(f"no such person: {sorted(missing)}")


def _record(
    acts: Sequence[NewAct],
    last_acts: dict[int, standing.Standing],
    gaps: Gaps,
    *,
    actor: Actor,
    at: datetime,
) -> list[RecordedAct]:
    known = standing.known_acts(acts)
    new = _new_ones(acts, known)
    if not new:
        return [_repeat(known[_key(act)]) for act in acts]
    known_until = {person: stood.last for person, stood in last_acts.items() if stood.last is not None}
    home = [standing.at_home(act, last_acts) for act in new]
    desktop = Desktop(standing.episodes_held(home, gaps=gaps), gaps=gaps, known_until=known_until)
    placed = [desktop.place(act) for act in home]
    storing.store_episodes(desktop.held)
    rows = storing.store_acts(new, placed, at=at)
    mark_acts(rows)
    _segment_again(
        new, placed, wished={p for p, stood in last_acts.items() if stood.wished or stood.kept_id != p}, at=at
    )
    _tell(rows, placed, actor=actor, at=at)
    made = {_key(act): _answer(row, place) for act, row, place in zip(new, rows, placed, strict=True)}
    return _answers(acts, made, known)


def _answers(
    acts: Sequence[NewAct], made: dict[Key, RecordedAct], known: dict[Key, tuple[int, int | None]]
) -> list[RecordedAct]:
    """One answer per act given; the second of two with the same key is a repeat, too."""
    answers, told = [], set()
    for act in acts:
        key = _key(act)
        if key in known:
            answers.append(_repeat(known[key]))
        elif key in told:
            answers.append(_repeat((made[key].act_id, made[key].episode_id)))
        else:
            answers.append(made[key])
        told.add(key)
    return answers


def _refuse_nameless(acts: Sequence[NewAct]) -> None:
    for act in acts:
        if not act.source_key:
            raise NamelessAct(f"the act of person {act.person_id} at {act.at.isoformat()} has no source key")
        if act.at.utcoffset() is None:
            raise ValueError(f"the moment of act {act.source_key} has no zone: {act.at!r}")


def _new_ones(acts: Sequence[NewAct], known: dict[Key, tuple[int, int | None]]) -> list[NewAct]:
    """Acts not known yet, each key once, in time order (the order given where moments are equal)."""
    first: dict[Key, NewAct] = {}
    for act in acts:
        if _key(act) not in known:
            first.setdefault(_key(act), act)
    return sorted(first.values(), key=lambda act: act.at)


def _key(act: NewAct) -> Key:
    return act.organisation_id, act.source_key


def _repeat(found: tuple[int, int | None]) -> RecordedAct:
    act_id, episode_id = found
    return RecordedAct(act_id=act_id, episode_id=episode_id or 0, episode_completed=False, repeat=True)


def _answer(row: Act, placed: Placed) -> RecordedAct:
    return RecordedAct(
        act_id=row.pk,
        episode_id=row.episode_id or 0,
        episode_completed=placed.completed,
        late=placed.late,
    )


def _segment_again(acts: list[NewAct], placed: list[Placed], *, wished: set[int], at: datetime) -> None:
    """One waiting job per person whose acts came late, or whose history holds decisions the rules here do not see."""
    doubtful = {a.person_id for a, p in zip(acts, placed, strict=True) if p.late or p.unsure} | wished
    if not doubtful:
        return
    rows = [{"args": {"person_id": person}, "key": str(person), "priority": 60} for person in sorted(doubtful)]
    jobs.enqueue_many(RESEGMENT, rows, at=at)


def _tell(rows: list[Act], placed: list[Placed], *, actor: Actor, at: datetime) -> None:
    events.publish(ActsRecorded(act_ids=tuple(row.pk for row in rows)))
    completed = dict.fromkeys(p.held.id for p in placed if p.completed)
    if completed:
        events.publish(EpisodesCompleted(episode_ids=tuple(i for i in completed if i is not None)))
    pairs = {(p.held.person_id, p.held.team_id) for p in placed if p.counted and p.held.team_id is not None}
    begin_relationships({(person, team) for person, team in pairs if team is not None}, actor=actor, at=at)


@transaction.atomic(savepoint=False)
def record_traces(traces: Sequence[NewTrace], *, actor: Actor, at: datetime) -> None:
    """Keep notices sent and articles read beside the acts."""
    Trace.objects.bulk_create(
        Trace(
            person_id=trace.person_id,
            kind=trace.kind,
            ref_kind=trace.ref[0] if trace.ref else "",
            ref_id=trace.ref[1] if trace.ref else None,
            at=trace.at,
        )
        for trace in traces
    )


@transaction.atomic
def note_parts(parts: Sequence[NewPart], *, actor: Actor, at: datetime) -> int:
    """Note who worked on what; how many could be noted, the rest name nothing that has an episode yet."""
    episodes = _latest_of({part.ref for part in parts})
    rows = [
        Part(person_id=part.person_id, episode_id=episodes[part.ref], role=part.role, at=part.at)
        for part in parts
        if part.ref in episodes
    ]
    Part.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _latest_of(refs: set[Ref]) -> dict[Ref, int]:
    ids: dict[str, set[int]] = {}
    for kind, ref_id in refs:
        ids.setdefault(kind, set()).add(ref_id)
    found: dict[Ref, int] = {}
    for kind, of_kind in ids.items():
        rows = Episode.objects.filter(ref_kind=kind, ref_id__in=of_kind).order_by("started_at", "id")
        found |= {(kind, ref_id): pk for ref_id, pk in rows.values_list("ref_id", "pk") if ref_id is not None}
    return found
