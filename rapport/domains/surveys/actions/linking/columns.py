"""Attempts by columns: what both sides share, what stands finer than a day, what names somebody."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from django.db import models

from rapport.domains.surveys import events
from rapport.domains.surveys.models import AnonymousInvitation, Answer, AnswerChange, SealedAnswer
from rapport.domains.surveys.types import Attempt, Counted, Mode
from rapport.foundation.actors import Actor

WHO = frozenset({"person_id", "invitation_id", "answer_id", "actor_person_id", "address", "token"})
SHARED = frozenset({"id", "survey_id"})
FINE = (models.DateTimeField, models.TimeField, models.DurationField)
UNNAMED = (Mode.CONFIDENTIAL, Mode.ANONYMOUS)


def common_columns(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Which columns lie on both sides, by name or by what they point to, with anything in them."""
    here, found = _columns(AnonymousInvitation), []
    anonymous = Answer.objects.filter(mode=Mode.ANONYMOUS)
    for rows in (anonymous, SealedAnswer.objects.all()):
        there = _columns(rows.model)
        alike = {c for c, leads_to in there.items() if leads_to and leads_to in here.values()} | (
            here.keys() & there.keys()
        )
        shared = sorted(c for c in alike - SHARED if rows.exclude(**{c: None}).exists() or rows.model is not Answer)
        words = f"only the survey; besides {_or(shared)}"
        found.append(
            Attempt("common columns", f"invitations beside {rows.model.__name__}", len(there), not shared, words)
        )
    return found


def equal_values(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Numbers and keys of anonymous answers that are numbers of invitations or persons, too."""
    answers = Answer.objects.filter(mode=Mode.ANONYMOUS)
    numbers = set(AnonymousInvitation.objects.values_list("pk", flat=True))
    asked = set(AnonymousInvitation.objects.values_list("person_id", flat=True)) - {None}
    drawn = answers.filter(survey__in=AnonymousInvitation.objects.values("survey"))
    same = [pk for pk in drawn.values_list("pk", flat=True) if pk in numbers or pk in asked]
    sealed = [pk for pk in SealedAnswer.objects.values_list("pk", flat=True) if pk in numbers or pk in asked]
    keys = drawn.exclude(source_key="").count()
    good = not (same or sealed or keys)
    words = f"{len(same) + len(sealed)} equal numbers, {keys} source keys"
    return [Attempt("equal values", "ids and keys of answers beside invitations", len(numbers), good, words)]


def fine_times(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Columns that hold moments in the tables of anonymous asks, and moments in answers without a name."""
    found = []
    for model in (AnonymousInvitation, SealedAnswer, AnswerChange):
        fine = [f.name for f in model._meta.concrete_fields if isinstance(f, FINE)]
        found.append(
            Attempt("times", f"{model.__name__}, finer than a day", model.objects.count(), not fine, _or(fine))
        )
    timed = Answer.objects.filter(mode__in=UNNAMED, answered_at__isnull=False).count()
    n = Answer.objects.filter(mode__in=UNNAMED).count()
    return [*found, Attempt("times", "answers without a name", n, not timed, f"{timed} with a moment")]


def fields_that_name(*, actor: Actor, at: datetime) -> list[Attempt]:
    """A person in an answer without a name, an invitation in an anonymous one."""
    unnamed, anonymous = Answer.objects.filter(mode__in=UNNAMED), Answer.objects.filter(mode=Mode.ANONYMOUS)
    persons = unnamed.filter(person__isnull=False).count()
    asked = anonymous.filter(invitation__isnull=False).count()
    return [
        Attempt("person", "answers without a name", unnamed.count(), not persons, f"{persons} point to a person"),
        Attempt("invitation", "anonymous answers", anonymous.count(), not asked, f"{asked} point to an invitation"),
    ]


def events_that_name(*, actor: Actor, at: datetime) -> list[Attempt]:
    """What events about counting carry: they end in jobs and counters."""
    carried = {f.name for f in (*fields(Counted), *fields(events.AnswersCounted))}
    found = sorted(carried & WHO)
    return [Attempt("events", "fields of what is counted", len(carried), not found, _or(found))]


def _columns(model: type[models.Model]) -> dict[str, str]:
    """Column to the label of the model it points to, or nothing."""
    return {
        f.attname: f.related_model._meta.label if f.is_relation and f.related_model else ""  # type: ignore[union-attr]
        for f in model._meta.concrete_fields
    }


def _or(found: list[str]) -> str:
    return ", ".join(found) or "none"
