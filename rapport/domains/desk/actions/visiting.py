"""Visits are arranged, changed and called off by staff; each change is told to both sides and counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.domains.desk.actions import visit_letters
from rapport.domains.desk.actions.visit_overlaps import TwoAtOnce, _refuse_two_at_once
from rapport.domains.desk.models import Ticket, Visit
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules.visiting import VisitState, WrongWindow, checked_window
from rapport.domains.desk.types import REF
from rapport.domains.people import queries as people
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

__all__ = [
    "ArrangedAlready",
    "TwoAtOnce",
    "VisitEnded",
    "WrongVisit",
    "WrongWindow",
    "arrange_visit",
    "cancel_visit",
    "change_visit",
]


UNANSWERED = {"answer_theirs": "", "answer_ours": ""}  # calendars are asked anew when a visit changes


class WrongVisit(ValueError):
    """This visit cannot be arranged so; nothing was changed."""


class ArrangedAlready(Exception):
    """This visit was arranged before and is here once. Nothing was sent again."""


class VisitEnded(Exception):
    """This visit has an outcome or was called off, so it cannot be changed. Arrange another one."""


@transaction.atomic
def arrange_visit(
    *,
    site_id: int,
    starts_at: datetime,
    ends_at: datetime,
    what: str,
    actor: Actor,
    at: datetime,
    ticket_id: int | None = None,
    person_id: int | None = None,
    team_id: int | None = None,
    technician_id: int | None = None,
    kit: Sequence[str] = (),
    follows_id: int | None = None,
    source_key: str | None = None,
    anyway: bool = False,
) -> Visit:
    """Arrange a visit, for a ticket (then the one who asked is told) or for a person and team without one.

    `anyway` arranges it where who goes has another visit then. Raises NotFound, WrongVisit, WrongWindow,
    ArrangedAlready, TwoAtOnce.
    """
    ticket = changing.ticket_to_change(actor, ticket_id) if ticket_id is not None else None
    actor.require("tickets.answer")
    _refuse_twice(source_key)
    site, (start, end) = people.site(actor, site_id), checked_window(starts_at, ends_at, at=at)
    team, person = _between(ticket, person_id, team_id, actor)
    _refuse_other_site(site, people.person(actor, person).organisation_id)
    goes = _who_goes(actor, team, technician_id)
    if not anyway:
        _refuse_two_at_once(actor, goes, (start, end))
    row = Visit.objects.create(
        ticket=ticket,
        site=site,
        organisation_id=site.organisation_id,
        team_id=team,
        person_id=person,
        technician_id=goes,
        starts_at=start,
        ends_at=end,
        zone=site.zone or site.organisation.zone,
        what=_what(what),
        kit=list(kit),
        follows_id=_before(actor, follows_id),
        arranged_by_id=actor.person_id,
        arranged_at=at,
        source_key=source_key,
    )
    _told(row, "arranged", actor, at)
    return row


def _refuse_twice(source_key: str | None) -> None:
    if source_key and Visit.objects.filter(source_key=source_key).exists():
        raise ArrangedAlready(ArrangedAlready.__doc__)


@transaction.atomic
def change_visit(
    *,
    visit_id: int,
    starts_at: datetime,
    ends_at: datetime,
    what: str,
    kit: Sequence[str],
    technician_id: int | None,
    version: int,
    actor: Actor,
    at: datetime,
    anyway: bool = False,
) -> Visit:
    """Change a visit to come; they hear of it where the time, who goes or what is done is another one.

    `version` is the one that was seen: when it has changed meanwhile nothing is done and WrongVisit says so.
    `anyway` moves it, or gives it to somebody, where who goes has another visit then; without it TwoAtOnce is raised.
    """
    row = _to_change(actor, visit_id)
    if version != row.version:
        raise WrongVisit("Somebody changed this visit while you did. Nothing was changed. See how it stands now.")
    moved = (starts_at, ends_at) != (row.starts_at, row.ends_at)
    window = checked_window(starts_at, ends_at, at=at) if moved else (row.starts_at, row.ends_at)
    before = (row.technician_id, row.what)
    goes = before[0] if technician_id == before[0] else _who_goes(actor, row.team_id, technician_id)
    after = (goes, _what(what))
    if not anyway and (moved or goes != before[0]):
        _refuse_two_at_once(actor, goes, window, but=row.pk)
    fields: dict[str, Any] = {"technician_id": after[0], "what": after[1], "kit": list(kit)}
    if moved:
        fields |= {"starts_at": window[0], "ends_at": window[1], "asked_for": "", "reminded_at": None}
        fields["moves_ours"] = row.moves_ours + 1
    if moved or before != after:
        fields |= {"version": row.version + 1} | UNANSWERED
    keep(row, "changed", actor=actor, at=at, **fields)
    if moved or before != after:
        dropped = before[0] if before[0] != after[0] else None
        visit_letters.tell(
            changing.visit_as_told(actor, row.pk), "moved" if moved else "changed", actor=actor, at=at, dropped=dropped
        )
    return row


@transaction.atomic
def cancel_visit(*, visit_id: int, words: str, actor: Actor, at: datetime) -> Visit:
    """Call a visit off and say why; both hear of it, and their calendars take it out."""
    row = _to_change(actor, visit_id)
    if not words.strip():
        raise WrongVisit("Say why it does not take place: they read it.")
    fields = {"state": VisitState.CANCELLED, "words": words.strip()[:1000], "ended_at": at}
    keep(row, "cancelled", actor=actor, at=at, version=row.version + 1, **fields)
    visit_letters.tell(changing.visit_as_told(actor, row.pk), "cancelled", words=row.words, actor=actor, at=at)
    return row


def keep(row: Visit, verb: str, *, actor: Actor, at: datetime, **fields: Any) -> None:
    """Write what changed of a locked visit, and that it was done."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[name.removesuffix("_id") for name in fields])
    audit.record(f"visit.{verb}", actor=actor, subject_kind="visit", subject_id=row.pk, at=at, fields=tuple(fields))


def _to_change(actor: Actor, visit_id: int) -> Visit:
    row = changing.visit_to_change(actor, visit_id)
    if row.state != VisitState.ARRANGED:
        raise VisitEnded(VisitEnded.__doc__)
    return row


def _told(row: Visit, said: str, actor: Actor, at: datetime) -> None:
    audit.record(f"visit.{said}", actor=actor, subject_kind="visit", subject_id=row.pk, at=at)
    if row.ticket_id is not None:
        audit.record("ticket.visit_arranged", actor=actor, subject_kind=REF, subject_id=row.ticket_id, at=at)
    visit_letters.tell(changing.visit_as_told(actor, row.pk), said, actor=actor, at=at)


def _between(ticket: Ticket | None, person_id: int | None, team_id: int | None, actor: Actor) -> tuple[int, int]:
    """The team that goes and the person who is told."""
    if ticket is not None:
        return ticket.team_id, ticket.requester_id
    if person_id is None:
        raise WrongVisit("Say who is told of it: somebody at the site.")
    if team_id is None or not (actor.reach.whole or team_id in actor.reach.team_ids):
        raise NotFound("team")
    return team_id, person_id


def _refuse_other_site(site: Any, organisation_id: int) -> None:
    """Who is told belongs to the organisation of the site: no mail tells one client of another's place."""
    if site.organisation_id != organisation_id:
        raise WrongVisit(f"{site.name} belongs to another organisation than the person who would be told.")


def _who_goes(actor: Actor, team_id: int, technician_id: int | None) -> int | None:
    if technician_id is not None and technician_id not in dict(people.staff_of_team(actor, team_id)):
        raise WrongVisit("The technician must be one of the team.")
    return technician_id


def _what(words: str) -> str:
    said = " ".join(words.split())[:500]
    if not said:
        raise WrongVisit("Say in one line what is to be done.")
    return said


def _before(actor: Actor, follows_id: int | None) -> int | None:
    if follows_id is not None and not Visit.objects.served_by(actor).filter(pk=follows_id).exists():
        raise NotFound
    return follows_id
