"""A recovery ends: with an outcome somebody chose, with a changed answer, or because the person left."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.domains.recovery import rules
from rapport.domains.recovery.events import RecoveryEnded
from rapport.domains.recovery.models import Contact, Recovery
from rapport.domains.recovery.queries.changing import recovery_to_change
from rapport.domains.recovery.queries.pages import cause_names
from rapport.domains.recovery.types import CHOSEN, CauseKind, Mood, Outcome
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound


class EndedAlready(Exception):
    """This recovery has ended; what was chosen then stands."""


class NobodyTalked(ValueError):
    """Nobody has talked with them yet. Log the contact first, or choose that they were not reached or want none."""


class TooFewTries(ValueError):
    """They were tried fewer than three times. Log each try, on different days if you can."""


class WrongOutcome(ValueError):
    """Choose what came of it; nothing was kept."""


@transaction.atomic
def end_recovery(*, recovery_id: int, outcome: str, words: str, actor: Actor, at: datetime) -> Recovery:
    """End it with an outcome in words; three weeks later they are asked once more, unless they want no contact."""
    row = recovery_to_change(actor, recovery_id)
    if row.ended_at is not None:
        raise EndedAlready(EndedAlready.__doc__)
    _refuse_too_early(row, outcome)
    _end(row, outcome=Outcome(outcome), words=words, actor=actor, at=at)
    return row


def _refuse_too_early(row: Recovery, outcome: str) -> None:
    if outcome not in set(CHOSEN):
        raise WrongOutcome(WrongOutcome.__doc__)
    if outcome == Outcome.NOT_REACHED and row.tries < rules.MOST_TRIES:
        raise TooFewTries(TooFewTries.__doc__)
    if outcome not in {Outcome.NOT_REACHED, Outcome.NOT_WANTED} and row.contacted_at is None:
        raise NobodyTalked(NobodyTalked.__doc__)


def _end(row: Recovery, *, outcome: Outcome, words: str, actor: Actor, at: datetime) -> None:
    """End a locked recovery and tell of it."""
    day = at.astimezone(ZoneInfo(row.organisation.zone)).date()
    row.outcome, row.outcome_words = outcome, words.strip()[: rules.LONGEST_WORDS]
    row.ended_at, row.ended_by_id, row.next_turn_at = at, actor.person_id, None
    row.ask_again_on = rules.asked_again_on(outcome=outcome, ended_on=day)
    row.save(update_fields=["outcome", "outcome_words", "ended_at", "ended_by", "next_turn_at", "ask_again_on"])
    audit.record("recovery.ended", actor=actor, subject_kind="recovery", subject_id=row.pk, at=at, fields=["outcome"])
    if row.person_id is not None:
        unhappy = row.said.filter(mood=Mood.UNHAPPY).order_by("-said_at", "-pk").values_list("survey_id", flat=True)
        told = RecoveryEnded(
            recovery_id=row.pk,
            person_id=row.person_id,
            ask_again_on=row.ask_again_on,
            at=at,
            survey_id=unhappy.first(),
        )
        events.publish(told)


@transaction.atomic
def note_asked_again(*, recovery_id: int, on: date | None, actor: Actor, at: datetime) -> None:
    """On which day the one more question leaves; None where it may not, so that no page says they are asked."""
    del at
    if not actor.reach.whole:
        raise NotFound("recovery")
    Recovery.objects.filter(pk=recovery_id, ended_at__isnull=False).update(ask_again_on=on)


class NoSuchCause(ValueError):
    """What it was about is not there, or not within reach."""


@transaction.atomic
def link_cause(
    *, recovery_id: int, kind: str, actor: Actor, at: datetime, ref_id: int | None = None, words: str = ""
) -> Recovery:
    """Say what it was about: a ticket, service or term by its number (else NoSuchCause), a change or idea in words."""
    row = recovery_to_change(actor, recovery_id)
    if kind != CauseKind.CHANGE and not cause_names(actor, [(kind, ref_id or 0)]):
        raise NoSuchCause(
            f"There is no {kind} of this name or number that you can open. Nothing was changed: look at how it is "
            "written on its page, or choose “A change or an idea” and say in words what it was about."
        )
    row.cause_kind = CauseKind(kind)
    row.cause_id = None if kind == CauseKind.CHANGE else ref_id
    row.cause_words = words.strip()[: rules.LONGEST_LINE]
    row.save(update_fields=["cause_kind", "cause_id", "cause_words"])
    audit.record("recovery.linked", actor=actor, subject_kind="recovery", subject_id=row.pk, at=at, fields=["cause"])
    return row


@transaction.atomic
def join_people(*, kept_id: int, other_id: int, actor: Actor, at: datetime) -> int:
    """Two rows turn out to be one person: one recovery stands for both; parted again, it stays with the one kept."""
    if not actor.reach.whole:
        raise NotFound("recovery")
    rows = list(Recovery.objects.select_for_update(of=("self",)).standing().filter(person_id__in=[kept_id, other_id]))
    rows.sort(key=lambda row: row.opened_at)
    for row in rows[1:]:
        row.said.update(recovery=rows[0])
        Contact.objects.filter(recovery=row).update(recovery=rows[0])
        row.notices.all().delete()
        row.delete()
    Recovery.objects.filter(person_id=other_id).update(person_id=kept_id)
    return len(rows)
