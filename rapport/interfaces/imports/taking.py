"""Taking in a log of tickets: batch by batch in time order, each batch one transaction, the same row never twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from rapport.domains.desk import actions as desk
from rapport.domains.desk.types import ImportedMessage, ImportedTicket
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import NewAct, NewPart
from rapport.foundation import imports
from rapport.foundation.actors import Actor
from rapport.interfaces.imports import reading
from rapport.interfaces.imports.cast import Cast
from rapport.interfaces.imports.logs import ACT, PART, RAW, ActFound, Case, Log, Taken
from rapport.interfaces.imports.mapping import LogMapping
from rapport.interfaces.imports.reading import Row, Sheet
from rapport.interfaces.imports.refusing import RefusedRow
from rapport.interfaces.imports.spool import Spool

BATCH = 1000
REF = "ticket"
ERASED = "It is about somebody who was erased here. They are known again once they write to us themselves."


@dataclass
class Counts:
    """What became of the rows: acts + taking_part + kept_raw + refused = rows, those it got to where it was stopped.

    `added` rows are new, `known` ones were taken in before; `acts_recorded` counts acts of the ledger, which are
    more than the rows where a first row tells of the opening and of what happened since.
    """

    rows: int = 0
    acts: int = 0
    taking_part: int = 0
    kept_raw: int = 0
    refused: int = 0
    added: int = 0
    known: int = 0
    tickets: int = 0
    people: int = 0
    acts_recorded: int = 0
    interrupted: bool = False

    def stop(self) -> None:
        """It was stopped: only the rows it got to are counted."""
        self.interrupted = True
        self.rows = self.acts + self.taking_part + self.kept_raw + self.refused

    def as_json(self) -> dict[str, int | bool]:
        """Plain names and numbers."""
        return asdict(self)


def beside_of(sheet: Sheet, mapping: LogMapping) -> tuple[dict[str, Row], Path | None]:
    """One row per ticket from the second file in the same folder, and which file that is; empty without one."""
    if mapping.beside is None or mapping.beside.replace not in sheet.path.name:
        return {}, None
    path = sheet.path.with_name(sheet.path.name.replace(mapping.beside.replace, mapping.beside.by))
    if not path.is_file():
        return {}, None
    second = reading.open_sheet(path, encoding=mapping.encoding)
    second.require([mapping.beside.ticket])
    wanted = [c for c in mapping.wanted() if c in second.columns and c not in sheet.columns]
    found = (line.row for line in second.lines() if not line.wrong)
    return {row[mapping.beside.ticket]: {c: row[c] for c in wanted} for row in found}, path


@dataclass
class Taking:
    """One run over a log."""

    mapping: LogMapping
    log: Log
    cast: Cast
    actor: Actor
    clock: Callable[[], datetime]
    counts: Counts
    refused: list[RefusedRow] = field(default_factory=list)

    def run(self, spool: Spool, *, advance: Callable[[int], None]) -> None:
        """Take everything in; stopped at any moment, whole batches stay and the next run goes on from there."""
        try:
            for batch in spool.in_time_order(BATCH):
                self._batch([(self.log.take(one.row, one.at), one.line) for one in batch])
                advance(len(batch))
        finally:
            self.counts.people = len({(case.person, case.unnamed) for case in self.log.cases.values()})

    def _batch(self, read: list[tuple[Taken, int]]) -> None:
        new, gone = self._new_ones([one for one, _ in read]), set[str]()
        if new:
            with transaction.atomic():
                made, acts, gone = self._write(new, self.clock())
            self.counts.tickets += made
            self.counts.acts_recorded += acts
        left_out = [RefusedRow(line, ERASED, one.row) for one, line in read if one.key in gone]
        self.refused += left_out
        self.counts.refused += len(left_out)
        self._count([one for one, _ in read if one.key not in gone], len(new) - len(gone))

    def _new_ones(self, taken: list[Taken]) -> list[Taken]:
        known = imports.known(self.mapping.name, [one.key for one in taken])
        return list({one.key: one for one in reversed(taken) if one.key not in known}.values())[::-1]

    def _write(self, new: list[Taken], at: datetime) -> tuple[int, int, set[str]]:
        """Tickets made, acts recorded, and the keys of rows about somebody who was erased: nothing of them is kept."""
        cases = {one.case.key: one.case for one in new}
        self.cast.call([*cases.values()], teams={one.team for one in new}, staff={one.by for one in new}, at=at)
        gone = {one.key for one in new if self.cast.was_erased(one.case)}
        new = [one for one in new if one.key not in gone]
        cases = {one.case.key: one.case for one in new}
        openings = {one.case.key: act for one in new for act in one.acts if act.opening}
        tickets = [self._ticket(case, openings.get(case.key)) for case in cases.values()]
        done = desk.import_batch(tickets=tickets, actor=self.actor, at=at)
        acts = [self._act(one, act, done.ticket_ids) for one in new for act in one.acts if not act.opening]
        recorded = ledger.record_acts(acts, actor=self.actor, at=at)
        ledger.note_parts(
            [self._part(one, done.ticket_ids) for one in new if one.kind == PART], actor=self.actor, at=at
        )
        imports.keep(self.mapping.name, [_kept(one) for one in new], at=at)
        return done.made, done.messages + sum(not one.repeat for one in recorded), gone

    def _ticket(self, case: Case, opening: ActFound | None) -> ImportedTicket:
        person_id, team_id = self.cast.person(case), self.cast.team(case.team)
        return ImportedTicket(
            source_key=self._key(case),
            requester_id=person_id,
            organisation_id=self.cast.organisation_id,
            team_id=team_id,
            subject=case.subject,
            opened_at=case.opened_at,
            state=case.state,
            kind=case.kind,
            priority=case.priority,
            assignee_id=self.cast.staff(case.assignee) if case.assignee else None,
            answered_at=case.answered_at,
            solved_at=case.solved_at,
            closed_at=case.closed_at,
            messages=(_message(case, opening, person_id),) if opening else (),
        )

    def _act(self, one: Taken, act: ActFound, ticket_ids: Mapping[str, int]) -> NewAct:
        person_id = self.cast.person(one.case)
        ours = self.cast.staff(one.by) if one.by else None
        return NewAct(
            person_id=person_id,
            organisation_id=self.cast.organisation_id,
            at=act.at,
            channel=act.channel,
            direction=act.direction,
            kind=act.kind,
            source_key=act.source_key,
            author_id=person_id if act.direction == "theirs" else ours,
            team_id=self.cast.team(one.team or one.case.team),
            ref=(REF, ticket_ids[self._key(one.case)]),
            completes=act.completes,
            title=act.title,
        )

    def _part(self, one: Taken, ticket_ids: Mapping[str, int]) -> NewPart:
        worker = self.cast.staff(one.by or one.team)
        return NewPart(person_id=worker, ref=(REF, ticket_ids[self._key(one.case)]), role=one.role, at=one.at)

    def _key(self, case: Case) -> str:
        return f"{self.mapping.name}:{case.key}"

    def _count(self, taken: list[Taken], added: int) -> None:
        kinds = Counter(one.kind for one in taken)
        self.counts.acts += kinds[ACT]
        self.counts.taking_part += kinds[PART]
        self.counts.kept_raw += kinds[RAW]
        self.counts.added += added
        self.counts.known += len(taken) - added


def _message(case: Case, opening: ActFound, person_id: int) -> ImportedMessage:
    return ImportedMessage(
        source_key=opening.source_key,
        side="theirs",
        text=case.text,
        said_at=opening.at,
        author_id=person_id,
        channel=opening.channel,
    )


def _kept(one: Taken) -> imports.NewRow:
    return imports.NewRow(one.key, one.kind, one.row if one.kind == RAW else None)
