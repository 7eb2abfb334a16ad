"""What somebody told us they would do: noted in one line, and settled by their own word or by whoever waited."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.promises.actions.promising import FURTHEST, NothingPromised, TooFarAhead
from rapport.domains.promises.models import TheirPromise
from rapport.domains.promises.types import Ref, Said
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound

LONG_PAST, SETTLED = timedelta(days=366), "their_promise.settled"
STANDS = {Said.KEPT: "kept", Said.BROKEN: "not kept", Said.WITHDRAWN: "they never said so", Said.OPEN: "open again"}


class TheirWordStands(Exception):
    """They have said themselves what became of it. Their word stands; ask them, and they can change it."""


class SettledMeanwhile(Exception):
    """It was settled otherwise after that page was opened. Nothing was changed."""


@transaction.atomic
def note_their_promise(
    *,
    person_id: int,
    text: str,
    due_on: date,
    team_id: int,
    source_key: str,
    ref: Ref | None = None,
    actor: Actor,
    at: datetime,
) -> TheirPromise:
    """Write down what somebody told a team they would do, in their words, and by which day; told twice it stands once.

    By the team, or by the person, to a team that has acted in a matter of theirs. A day that has passed
    may be noted too: what was said on the phone last week.
    """
    _refuse_outsiders(actor, person_id, team_id)
    _refuse_odd(text, due_on, at)
    person = people.person(actor, person_id)
    noted, new = TheirPromise.objects.get_or_create(
        person_id=person.kept_id,
        source_key=source_key,
        defaults={
            "organisation_id": person.organisation_id,
            "team_id": team_id,
            "ref_kind": ref[0] if ref else "",
            "ref_id": ref[1] if ref else None,
            "noted_by_id": actor.person_id,
            "text": text.strip()[:300],
            "made_at": at,
            "due_on": due_on,
        },
    )
    if new:
        audit.record("their_promise.noted", actor=actor, subject_kind="their_promise", subject_id=noted.pk, at=at)
    return noted


def _refuse_outsiders(actor: Actor, person_id: int, team_id: int) -> None:
    if actor.reach.whole or actor.kind == "system":
        return
    if person_id in actor.reach.person_ids and team_id in dict(ledger.teams_met(actor)):
        return
    if not actor.staff or team_id not in actor.reach.team_ids:
        raise NotAllowed("tickets.answer")


def _refuse_odd(text: str, due_on: date, at: datetime) -> None:
    if not text.strip():
        raise NothingPromised(NothingPromised.__doc__)
    if due_on > (at + FURTHEST).date() or due_on < (at - LONG_PAST).date():
        raise TooFarAhead("That day is too far away. Choose one within the last year or the next two.")


@transaction.atomic
def settle_their_promise(*, promise_id: int, said: str, stood: str = "", actor: Actor, at: datetime) -> TheirPromise:
    """Say that it was kept or broken, that it was never promised, or that it is open after all.

    The person may say so at any time; what they said no agent changes. Saying the same again changes nothing.
    `stood` is what a page showed: where something else stands by now, nothing is changed.
    """
    word = Said(said)
    row = TheirPromise.objects.in_reach_of(actor).select_for_update().filter(pk=promise_id).first()
    if row is None:
        raise NotFound("promise")
    own = row.person_id in actor.reach.person_ids
    if row.said_by_them and not own:
        raise TheirWordStands(TheirWordStands.__doc__)
    if row.said == word and row.said_by_them == own:
        return row
    if stood and row.said not in {stood, word}:
        raise SettledMeanwhile(_stands(row, actor))
    row.said, row.said_at, row.said_by_them = word, at if word != Said.OPEN else None, own and word != Said.OPEN
    row.save(update_fields=["said", "said_at", "said_by_them"])
    audit.record(SETTLED, actor=actor, subject_kind="their_promise", subject_id=row.pk, at=at)
    return row


def _stands(row: TheirPromise, actor: Actor) -> str:
    """What stands, who said so and when, for whoever would say otherwise from an older page."""
    rows = audit.rows(subject_kind="their_promise", subject_id=row.pk)
    last = next((one for one in rows if one.verb == SETTLED), None)
    who = people.names(actor, [last.actor_person_id]) if last and last.actor_person_id else {}
    name = next((one.name for one in who.values()), "Somebody")
    when = f" on {timezone.localtime(last.at):%-d %B at %H:%M}" if last else ""
    return f"{name} said{when} of “{row.text}”: {STANDS[Said(row.said)]}. Nothing was changed now."
