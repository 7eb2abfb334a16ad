"""Facets for a sample that was sent before they were known: from the ledger as of the day it was sent."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction

from rapport.domains.surveys import events, queries, rules
from rapport.domains.surveys.models import Answer, Invitation, Sample
from rapport.domains.surveys.types import Counted, How, Mode
from rapport.foundation import audit
from rapport.foundation import events as foundation_events
from rapport.foundation.actors import Actor, NotFound

BATCH = 500
Alike = tuple[int, date, int | None, tuple[tuple[str, str], ...]]


@transaction.atomic
def place_sample(*, sample_id: int, actor: Actor, at: datetime) -> int:
    """Give invitations that miss some facets, and their answers, what is known now; counts them, says how many."""
    actor.require("surveys.send")
    sample = Sample.objects.in_reach_of(actor).filter(pk=sample_id).first()
    if sample is None:
        raise NotFound
    rows = Invitation.objects.filter(sample=sample, person__isnull=False).exclude(facets__has_key="way")
    rows = rows.exclude(survey__default_mode=Mode.ANONYMOUS)
    waiting = list(rows.select_for_update(of=("self",)).order_by("pk"))
    persons = [one.person_id for one in waiting if one.person_id is not None]
    found = queries.facets_of(actor, persons, at=sample.sent_at or sample.made_at)
    new = {one.pk: _new(one.facets, found.get(one.person_id or 0, {})) for one in waiting}
    placed = [one for one in waiting if new[one.pk]]
    for one in placed:
        one.facets = one.facets | new[one.pk]
    Invitation.objects.bulk_update(placed, ["facets"], batch_size=BATCH)
    answers = _answers(placed)
    foundation_events.publish(events.AnswersCounted(counts=_counted(placed, answers, new)))
    audit.record("sample.placed", actor=actor, subject_kind="sample", subject_id=sample.pk, at=at)
    return len(placed)


def _new(known: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    """What is found and was not known; what was counted stays as it was."""
    return {name: value for name, value in found.items() if name not in known}


def _answers(placed: list[Invitation]) -> list[Answer]:
    facets = {one.pk: one.facets for one in placed}
    answers = list(Answer.objects.filter(invitation__in=list(facets)))
    for one in answers:
        one.facets = facets[one.invitation_id or 0]
    Answer.objects.bulk_update(answers, ["facets"], batch_size=BATCH)
    return answers


def _counted(placed: list[Invitation], answers: list[Answer], new: dict[int, dict[str, str]]) -> tuple[Counted, ...]:
    """Only the new facets: everything else about these asks and answers is counted already."""
    asked: Counter[Alike] = Counter((one.survey_id, one.month, None, rules.facet_pairs(new[one.pk])) for one in placed)
    answered: Counter[Alike] = Counter(
        (one.survey_id, one.month, one.score, rules.facet_pairs(new[one.invitation_id or 0])) for one in answers
    )
    return tuple(
        Counted(
            survey_id=survey,
            month=month,
            how=How.DRAWN,
            organisation_id=None,
            site_id=None,
            service_id=None,
            stratum="",
            score=score,
            answered=answered[survey, month, score, facets],
            asked=asked[survey, month, score, facets] if score is None else 0,
            facets=facets,
            facets_only=True,
        )
        for survey, month, score, facets in sorted({*asked, *answered}, key=str)
    )
