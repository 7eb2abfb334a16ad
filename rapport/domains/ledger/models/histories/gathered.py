"""Sequences by service as they should stand, beside those that stand; only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from rapport.domains.ledger.models import sets
from rapport.domains.ledger.models.episodes import Episode, Sequence, SequenceEpisode
from rapport.domains.ledger.rules import Held, runs
from rapport.domains.ledger.types import SequenceKind

SOME = 500  # the newest episodes of a person that sequences by service are made of
FACTS = ("id", "person_id", "organisation_id", "service_id", "started_at", "last_act_at", "completed_at")


class One(NamedTuple):
    """An episode as sequences need it."""

    id: int
    person_id: int
    organisation_id: int
    service_id: int
    started_at: datetime
    last_act_at: datetime
    completed_at: datetime | None


class Run(NamedTuple):
    """A sequence as it should stand; two are the same when all of this is."""

    organisation_id: int
    person_id: int
    service_id: int | None
    name: str
    started_at: datetime
    ended_at: datetime | None
    episode_ids: tuple[int, ...]


def gather_held(person_ids: Iterable[int], held: Iterable[Held]) -> None:
    """The same for all these people, whose episodes are at hand, in few statements."""
    of_person: dict[int, list[One]] = {person_id: [] for person_id in person_ids}
    for one in held:
        if one.service_id is not None:
            of_person[one.person_id].append(One(*(getattr(one, name) for name in FACTS)))
    newest = [sorted(some, key=lambda one: one.started_at)[-SOME:] for some in of_person.values()]
    gather(of_person, [one for some in newest for one in some])


def gather(person_ids: Collection[int], episodes: Iterable[One]) -> int:
    """Write the sequences of those people for whom others stand; how many there should be."""
    wanted, standing = _wanted(episodes), _standing(person_ids)
    differing = {p for p in person_ids if wanted.get(p, set()) != standing.get(p, set())}
    if differing:
        if known := differing & standing.keys():
            Sequence.objects.filter(person_id__in=known, kind=SequenceKind.SERVICE).delete()
        _write(sorted((run for person in differing for run in wanted.get(person, ())), key=_begun))
    return sum(map(len, wanted.values()))


def _wanted(episodes: Iterable[One]) -> dict[int, set[Run]]:
    by_service: dict[tuple[int, int], list[One]] = defaultdict(list)
    for one in sorted(episodes, key=lambda one: (one.started_at, one.id)):
        by_service[one.person_id, one.service_id].append(one)
    several = {key: some for key, some in by_service.items() if len(some) > 1}
    names = _names({service for _, service in several})
    found: dict[int, set[Run]] = defaultdict(set)
    for (person, service), some in several.items():
        known = {one.id: one for one in some}
        for ids in runs([(one.id, one.started_at, one.last_act_at) for one in some]):
            if len(ids) > 1:
                first, last = known[ids[0]], known[ids[-1]]
                told = (service, names[service], first.started_at, last.completed_at, tuple(ids))
                found[person].add(Run(first.organisation_id, person, *told))
    return found


def _names(service_ids: Collection[int]) -> dict[int, str]:
    return {one.pk: str(one) for one in _SERVICES(service_ids)} if service_ids else {}


def _services() -> Any:
    return Episode._meta.get_field("service").related_model._default_manager.all()  # type: ignore[union-attr]


_SERVICES = sets.Those("id", _services)


def _standing(person_ids: Collection[int]) -> dict[int, set[Run]]:
    told: dict[int, tuple[tuple[Any, ...], list[int]]] = {}
    for pk, episode_id, *row in _STANDING(person_ids):
        told.setdefault(pk, (tuple(row), []))[1].append(episode_id)
    found: dict[int, set[Run]] = defaultdict(set)
    for row, episode_ids in told.values():
        run = Run(*row, episode_ids=tuple(episode_ids))  # type: ignore[misc]  # of the others there are as many
        # One that stands twice is made anew, so that it stands once.
        found[run.person_id].add(run if run not in found[run.person_id] else run._replace(episode_ids=()))
    return found


_STANDING = sets.Those(
    "person_id",
    lambda: (
        Sequence.objects.filter(kind=SequenceKind.SERVICE)
        .order_by("places__episode__started_at", "places__episode_id")
        .values_list("id", "places__episode_id", *Run._fields[:-1])
    ),
)


def _begun(run: Run) -> tuple[int, datetime, tuple[int, ...]]:
    return run.person_id, run.started_at, run.episode_ids


def _write(wanted: list[Run]) -> None:
    rows = [(SequenceKind.SERVICE, *run[:-1]) for run in wanted]
    ids = sets.add_numbered(Sequence, ("kind", *Run._fields[:-1]), rows)
    places = [(pk, episode) for pk, run in zip(ids, wanted, strict=True) for episode in run.episode_ids]
    sets.add(SequenceEpisode, ("sequence_id", "episode_id"), places)
