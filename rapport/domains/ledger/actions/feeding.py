"""What another desk sends, row by row: accepted, known already, or refused with a reason; a bad one stops no other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from rapport.domains.ledger.actions.amending import amend_acts
from rapport.domains.ledger.actions.recording import note_parts, record_acts, record_traces
from rapport.domains.ledger.actions.sequencing import WrongSequence
from rapport.domains.ledger.actions.taking_sequences import join_by_key, take_sequence
from rapport.domains.ledger.models import Act, Episode, Feed, FeedDelivery, FeedMatter, FeedRefusal
from rapport.domains.ledger.models.looking_back import sequences_known
from rapport.domains.ledger.queries.feeds import REF
from rapport.domains.ledger.types import (
    Direction,
    FedAnswer,
    FedPerson,
    FedRow,
    NewAct,
    NewPart,
    NewSequence,
    NewTrace,
    Ref,
)
from rapport.domains.people import actions as people
from rapport.domains.people import queries as people_queries
from rapport.foundation import erased_keys, imports
from rapport.foundation.actors import Actor, NotFound

MOST_ROWS = 500
ACCEPTED, DUPLICATE, REFUSED = "accepted", "duplicate", "refused"
Given = FedRow | FedAnswer
NO_SEQUENCE = "No sequence of this desk has this name here. Send it first, then this row again."
NOT_THEIRS = "This address is of somebody outside this feed's organisation. Nothing of the row was taken."
ERASED = "It corrects an act of somebody who was erased here. Nothing of the row was taken."
ERASED_BEFORE = "It is about somebody who was erased here and was not taken. They are known again once they write."
NO_EPISODE = "Nothing was said about this reference yet. Send its acts first, then this row again."


class TooManyRows(ValueError):
    """One call carries 500 rows at most; nothing of it was taken. Send it in parts."""


@dataclass(frozen=True)
class Taken:
    """What became of a call, in the order of its rows; `before` when the same call was taken already."""

    answers: tuple[FedAnswer, ...]
    before: bool = False


@dataclass
class _Batch:
    """The rows of a call on their way: by their place, and the answers found so far."""

    feed: Feed
    rows: dict[int, FedRow]
    told: dict[int, FedAnswer] = field(default_factory=dict)
    refs: dict[str, Ref] = field(default_factory=dict)
    persons: dict[people.Named, int] = field(default_factory=dict)

    def tell(self, place: int, answer: str, reason: str = "") -> None:
        self.told[place] = FedAnswer(self.rows[place].source_key, answer, reason)

    def left(self, *kinds: str) -> dict[int, FedRow]:
        """Rows of these kinds that have no answer yet."""
        return {p: row for p, row in self.rows.items() if p not in self.told and row.row in kinds}


def take_rows(
    *,
    feed_id: int,
    call_id: str,
    rows: Sequence[Given],
    refs: Mapping[str, Ref],
    actor: Actor,
    at: datetime,
) -> Taken:
    """Take in what another desk says happened; `refs` are numbers of that desk that stand here as something else.

    A row that could not be read comes as its answer. The same call id is answered as before and changes nothing; the
    same source key is a duplicate for good. Unknown people are made as imports make them.
    """
    actor.require("people.write")
    if len(rows) > MOST_ROWS:
        raise TooManyRows(TooManyRows.__doc__)
    places = _Places.of(actor)
    with transaction.atomic():
        feed = Feed.objects.select_for_update().filter(pk=feed_id, ended_at__isnull=True).first()
        if feed is None:
            raise NotFound("feed")
        known = FeedDelivery.objects.filter(feed=feed, call_id=call_id).first()
        if known is not None:
            return Taken(tuple(FedAnswer(**one) for one in known.answers), before=True)
        batch = _Batch(feed, {p: row for p, row in enumerate(rows) if isinstance(row, FedRow)})
        _take(batch, refs, places, actor=actor, at=at)
        answers = tuple(row if isinstance(row, FedAnswer) else batch.told[p] for p, row in enumerate(rows))
        _remember(feed, call_id, answers, at)
    return Taken(answers)


def _take(batch: _Batch, refs: Mapping[str, Ref], places: _Places, *, actor: Actor, at: datetime) -> None:
    _leave_out_known(batch)
    _refuse_unplaced(batch, places, at)
    _refuse_erased(batch)
    _take_sequences(batch, actor=actor, at=at)
    _find_served(batch, actor=actor, at=at)
    batch.refs = {**_matters(batch, refs), **refs}
    serving = {_serving(batch.feed, row, places) for row in batch.left("act", "part").values()} - {None}
    batch.persons |= people.resolve_named(people=[one for one in serving if one], actor=actor, at=at).persons
    _record(batch, places, actor=actor, at=at)
    _amend(batch, places, actor=actor, at=at)
    _note_parts(batch, places, actor=actor, at=at)
    _trace(batch, places, actor=actor, at=at)
    taken = [one.source_key for one in batch.told.values() if one.answer == ACCEPTED]
    kinds = {row.source_key: row.row for row in batch.rows.values()}
    imports.keep(_source(batch.feed), [imports.NewRow(key, kinds[key]) for key in taken], at=at)


@dataclass(frozen=True)
class _Places:
    """Teams and services by their names, and who serves: read before anything is written."""

    teams: Mapping[str, int]
    services: Mapping[str, int]
    provider_id: int

    @classmethod
    def of(cls, actor: Actor) -> _Places:
        provider = people_queries.provider()
        return cls(
            teams={team.name.casefold(): team.pk for team in people_queries.teams(actor)},
            services={name.casefold(): pk for pk, name in people_queries.service_names(actor)},
            provider_id=provider.pk if provider else 0,
        )


def _source(feed: Feed) -> str:
    return f"feed:{feed.source}"


def _leave_out_known(batch: _Batch) -> None:
    known = imports.known(_source(batch.feed), [row.source_key for row in batch.rows.values()])
    for place, row in batch.rows.items():
        if row.source_key in known:
            batch.tell(place, DUPLICATE)
        known.add(row.source_key)


def _refuse_erased(batch: _Batch) -> None:
    """A correction of what an erased person did would bring their words back, and them with it."""
    wanted = {f"{batch.feed.source}:{row.corrects}" for row in batch.left("act").values() if row.corrects}
    if not wanted:
        return
    kept = erased_keys.as_kept(wanted)
    of_leavers = Act.objects.filter(
        organisation=batch.feed.organisation_id, source_key__in=kept, person__left_at__isnull=False
    )
    gone = {kept[key] for key in of_leavers.values_list("source_key", flat=True)}
    for place, row in batch.left("act").items():
        if row.corrects and f"{batch.feed.source}:{row.corrects}" in gone:
            batch.tell(place, REFUSED, ERASED)


def _refuse_unplaced(batch: _Batch, places: _Places, at: datetime) -> None:
    for place, row in batch.left("act", "part", "trace").items():
        if row.at > at:
            batch.tell(place, REFUSED, "It lies ahead. An act is told when it has happened.")
        elif row.team and row.team.casefold() not in places.teams:
            batch.tell(place, REFUSED, "No team has this name here. Leave the team out, or add it in Settings.")
        elif row.service and row.service.casefold() not in places.services:
            batch.tell(place, REFUSED, "No service has this name here. Leave it out, or add it in Settings.")


def _matters(batch: _Batch, refs: Mapping[str, Ref]) -> dict[str, Ref]:
    """Numbers of the other desk that acts name and that nothing here stands for."""
    named = {row.reference for row in batch.left("act").values() if row.reference} - refs.keys()
    feed = batch.feed
    FeedMatter.objects.bulk_create((FeedMatter(feed=feed, reference=n) for n in sorted(named)), ignore_conflicts=True)
    asked = {row.reference for row in batch.rows.values() if row.reference}
    rows = FeedMatter.objects.filter(feed=feed, reference__in=asked)
    return {reference: (REF, pk) for pk, reference in rows.values_list("pk", "reference")}


def _find_served(batch: _Batch, *, actor: Actor, at: datetime) -> None:
    """Whom the rows are about; a row about somebody of another organisation is refused before anything is written."""
    about = {place: _served(batch.feed, row) for place, row in batch.left("act", "trace").items()}
    wanted = {one for one in about.values() if one}
    batch.persons, erased = people.resolve_named(people=wanted, actor=actor, at=at)
    for place, one in about.items():
        if one is not None and one not in batch.persons:
            batch.tell(place, REFUSED, ERASED_BEFORE if one in erased else NOT_THEIRS)


def _served(feed: Feed, row: FedRow) -> people.Named | None:
    """The person the act, or the trace, is about."""
    ours = row.row == "part" or (row.row == "act" and row.direction == Direction.OURS)
    one = row.whom if ours or (row.row == "trace" and row.whom) else row.who
    return None if one is None or row.row == "part" else _as_named(one, feed, "person", feed.organisation_id)


def _serving(feed: Feed, row: FedRow, places: _Places) -> people.Named | None:
    """Who of us worked, where the other desk says so."""
    ours = row.row == "part" or (row.row == "act" and row.direction == Direction.OURS)
    return _as_named(row.who, feed, "staff", places.provider_id) if ours and row.who else None


def _as_named(one: FedPerson, feed: Feed, kind: str, organisation_id: int) -> people.Named:
    return people.Named(
        organisation_id=organisation_id, source=feed.source, kind=kind, served=kind == "person", **asdict(one)
    )


def _act(batch: _Batch, row: FedRow, places: _Places) -> NewAct:
    served, serving = _served(batch.feed, row), _serving(batch.feed, row, places)
    person = batch.persons[served] if served else 0
    author = person if row.direction == Direction.THEIRS else batch.persons.get(serving) if serving else None
    return NewAct(
        person_id=person,
        organisation_id=batch.feed.organisation_id,
        at=row.at,
        channel=row.channel,
        direction=row.direction,
        kind=row.kind,
        source_key=f"{batch.feed.source}:{row.source_key}",
        author_id=author,
        team_id=places.teams.get(row.team.casefold(), batch.feed.team_id),
        service_id=places.services.get(row.service.casefold()),
        ref=batch.refs.get(row.reference),
        completes=row.completes,
        planned=row.planned,
        exchange=row.exchange,
        title=row.title or (f"{batch.feed.name} {row.reference}" if row.reference else ""),
        minutes=row.minutes,
    )


def _record(batch: _Batch, places: _Places, *, actor: Actor, at: datetime) -> None:
    acts = {p: _act(batch, row, places) for p, row in batch.left("act").items() if not row.corrects}
    recorded = record_acts(list(acts.values()), actor=actor, at=at)
    joining: dict[str, set[int]] = defaultdict(set)
    for place, one in zip(acts, recorded, strict=True):
        batch.tell(place, DUPLICATE if one.repeat else ACCEPTED)
        if batch.rows[place].sequence:
            joining[_key_of(batch, batch.rows[place])].add(one.episode_id)
    if joining:
        join_by_key(organisation_id=batch.feed.organisation_id, episodes=joining, actor=actor, at=at)


def _take_sequences(batch: _Batch, *, actor: Actor, at: datetime) -> None:
    """Sequences come before the acts that join them; an act that names one we do not know is refused."""
    home = batch.feed.organisation_id
    for place, row in batch.left("sequence").items():
        given = NewSequence(_key_of(batch, row), home, row.kind, row.title, row.at, ends_on=row.ends_on)
        try:
            take_sequence(given, actor=actor, at=at)
            batch.tell(place, ACCEPTED)
        except WrongSequence as error:
            batch.tell(place, REFUSED, str(error))
    named = {place: row for place, row in batch.left("act").items() if row.sequence}
    known = sequences_known(home, {_key_of(batch, row) for row in named.values()}) if named else set()
    for place, row in named.items():
        if _key_of(batch, row) not in known:
            batch.tell(place, REFUSED, NO_SEQUENCE)


def _key_of(batch: _Batch, row: FedRow) -> str:
    return f"{batch.feed.source}:{row.sequence}"


def _amend(batch: _Batch, places: _Places, *, actor: Actor, at: datetime) -> None:
    rows = batch.left("act")
    wanted = [(f"{batch.feed.source}:{row.corrects}", _act(batch, row, places)) for row in rows.values()]
    for place, reason in zip(rows, amend_acts(wanted, actor=actor, at=at) if wanted else (), strict=True):
        batch.tell(place, REFUSED if reason else ACCEPTED, reason)


def _note_parts(batch: _Batch, places: _Places, *, actor: Actor, at: datetime) -> None:
    parts, standing = [], _standing(batch)
    for place, row in batch.left("part").items():
        who, ref = _serving(batch.feed, row, places), batch.refs.get(row.reference)
        if ref is None or ref not in standing or who is None:
            batch.tell(place, REFUSED, NO_EPISODE)
        elif who not in batch.persons:
            batch.tell(place, REFUSED, ERASED_BEFORE)
        else:
            parts.append(NewPart(person_id=batch.persons[who], ref=ref, role=row.kind, at=row.at))
            batch.tell(place, ACCEPTED)
    if parts:
        note_parts(parts, actor=actor, at=at)


def _standing(batch: _Batch) -> set[Ref]:
    """References of parts that have an episode."""
    wanted = {batch.refs[row.reference] for row in batch.left("part").values() if row.reference in batch.refs}
    found: set[Ref] = set()
    for kind in {kind for kind, _ in wanted}:
        ids = [pk for one, pk in wanted if one == kind]
        rows = Episode.objects.filter(ref_kind=kind, ref_id__in=ids).values_list("ref_id", flat=True)
        found |= {(kind, pk) for pk in rows if pk is not None}
    return found


def _trace(batch: _Batch, places: _Places, *, actor: Actor, at: datetime) -> None:
    traces = []
    for place, row in batch.left("trace").items():
        served = _served(batch.feed, row)
        person_id = batch.persons[served] if served else 0
        traces.append(NewTrace(person_id=person_id, kind=row.kind, at=row.at, ref=batch.refs.get(row.reference)))
        batch.tell(place, ACCEPTED)
    if traces:
        record_traces(traces, actor=actor, at=at)


def _remember(feed: Feed, call_id: str, answers: Sequence[FedAnswer], at: datetime) -> None:
    """The answers, for the same call again; the counters; and the refused rows for the page."""
    counts = Counter(one.answer for one in answers)
    FeedDelivery.objects.create(feed=feed, call_id=call_id, at=at, answers=[asdict(one) for one in answers])
    FeedRefusal.objects.bulk_create(
        FeedRefusal(feed=feed, source_key=one.source_key[:90], reason=one.reason[:300], at=at)
        for one in answers
        if one.answer == REFUSED
    )
    Feed.objects.filter(pk=feed.pk).update(last_at=at, **{name: F(name) + n for name, n in counts.items()})
