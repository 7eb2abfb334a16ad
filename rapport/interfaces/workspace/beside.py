"""Who this is: what stands beside a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk.types import REF, TicketPage
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import TimelineEpisode
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseKind, PromiseSeen, Ref, RefStanding, Standing
from rapport.foundation.actors import Actor
from rapport.interfaces.look import kept, relationships
from rapport.interfaces.look.figures.marks import Words
from rapport.interfaces.look.wording import moments
from rapport.interfaces.workspace import tapped
from rapport.interfaces.workspace.theirs import pages as theirs
from rapport.interfaces.workspace.theirs.forms import TheirPromiseForm

DAYS = 120


def person_beside(viewer: Actor, page: TicketPage, *, at: datetime) -> dict[str, Any]:
    """The person, the line of the last months, what we owe them, what both sides tapped, and what came before."""
    person_id, ref = page.ticket.requester_id, (REF, page.ticket.id)
    authors = {one.author_id for one in page.messages if one.author_id}  # of the line's acts, too: named at once
    card = people.names(viewer, {person_id, *authors}).get(person_id)
    made = list(promises.promises_to(viewer, person_id, at=at))
    timeline = ledger.timeline(viewer, person_id).as_of(at)
    matters = [e for e in timeline.episodes if not relationships.stands_alone(e)]
    ended = [e.id for e in timeline.episodes if e.ref == ref and e.ended_at]  # nobody is asked before the end
    said = ledger.reflections_on(viewer, ended)
    stands = page.expectation if isinstance(page.expectation, RefStanding) else None
    start = at.replace(microsecond=0) - relationships.timedelta(days=DAYS)
    turn: dict[str, Any] = {"runs": page.ticket.our_turn, "answered_at": page.ticket.answered_at}
    told = stands.told(**turn)[0] if stands else None
    keep_to = stands.kept_to(**turn)[0] if stands else None
    return {
        "person": card,
        "line": relationships.without_names(relationships.draw_line(timeline, made, start=start, at=at)),
        "words": Words(their=card.name if card else "them", ours="us"),
        "owed": sorted((p for p in made if _is_owed(p)), key=lambda p: p.due_at),
        "deeds": deeds_owed(made, ref),
        "tapped": tapped.sentences(one for both in said.values() for one in both),
        **theirs.beside(viewer, person_id, ref, at=at),
        "they_said_form": kept.fields(TheirPromiseForm, initial=()),
        "stands": stands,
        "told": told,
        "our_target": keep_to if told is None else None,
        "for_them": by_their_clock(told, page.ticket.zone) if told else "",
        "earlier": [(e, _leads_to(viewer, person_id, e)) for e in matters if e.ref != ref][:4],
        "n_episodes": timeline.n_episodes,
    }


def _leads_to(viewer: Actor, person_id: int, episode: TimelineEpisode) -> str:
    """The page of an earlier matter: its ticket, else the episode where one of the viewer's teams has it."""
    if episode.ref is not None and episode.ref[0] == REF:
        return reverse("workspace:ticket", args=[episode.ref[1]])
    if viewer.reach.whole or episode.team_id in viewer.reach.team_ids:
        return reverse("workspace:episode", args=[person_id, episode.id])
    return ""


def by_their_clock(told: datetime, zone: str) -> str:
    """The day as the person who waits reads it on their page, where their clock shows another time than ours."""
    there = told.astimezone(ZoneInfo(zone)) if zone else timezone.localtime(told)
    if there.utcoffset() == timezone.localtime(told).utcoffset():
        return ""
    return f" ({moments.stamp(there, today=timezone.now().astimezone(there.tzinfo).date())} for them)"


def deeds_owed(made: Iterable[PromiseSeen], ref: Ref) -> list[PromiseSeen]:
    """Deeds that were promised about one reference and are still to be done, late ones too, the next due first."""
    found = (one for one in made if one.ref == ref and one.kind == PromiseKind.DEED and _is_owed(one))
    return sorted(found, key=lambda one: one.due_at)


def _is_owed(one: PromiseSeen) -> bool:
    return one.kept_at is None and one.standing != Standing.WITHDRAWN
