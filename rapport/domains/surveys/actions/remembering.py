"""Asks and answers of the past, taken over in sets: nobody gets a letter about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q

from rapport.domains.surveys import events, queries, rules
from rapport.domains.surveys.models import Answer, AnswerItem, Invitation, SurveyVersion
from rapport.domains.surveys.models import items as further
from rapport.domains.surveys.types import Counted, How, Mode, NewPastAsk, PastAnswer, PastAsk
from rapport.foundation import audit
from rapport.foundation import events as foundation_events
from rapport.foundation.actors import Actor

BATCH = 500


@transaction.atomic
def remember_sent(
    *, sample_id: int | None, survey_id: int | None = None, until: datetime, actor: Actor, at: datetime
) -> list[PastAsk]:
    """Invitations whose morning came before a moment were sent then, and so was each reminder; returns them.

    Without a sample those of a survey that an occasion made: after an episode, or once more after a recovery.
    """
    actor.require("surveys.send")
    asked = Q(sample__isnull=True, survey_id=survey_id) if sample_id is None else Q(sample_id=sample_id)
    gone = Invitation.objects.filter(asked, send_at__lt=until, sent_at__isnull=True)
    gone.update(sent_at=F("send_at"))
    sent = Invitation.objects.filter(asked, sent_at__isnull=False).select_related("site")
    sent.filter(remind_at__lt=until, reminded_at__isnull=True).update(reminded_at=F("remind_at"))
    audit.record("sample.sent", actor=actor, subject_kind="sample", subject_id=sample_id or 0, at=at)
    return [
        PastAsk(i.pk, i.person_id or 0, i.organisation_id, i.site_id, i.sent_at or i.send_at)
        for i in sent.order_by("pk")
    ]


@transaction.atomic
def ask_now(*, sample_id: int, person_ids: Collection[int], actor: Actor, at: datetime) -> int:
    """Ask these drawn persons this morning instead of a later one; how many of them wait for it now."""
    actor.require("surveys.send")
    waiting = Invitation.objects.filter(sample_id=sample_id, person_id__in=person_ids, answered_on__isnull=True)
    moved = waiting.filter(declined_at__isnull=True).update(
        send_at=at,
        sent_at=None,
        remind_at=rules.reminder_at(at),
        reminded_at=None,
        expires_at=at + timedelta(days=rules.LINK_DAYS),
    )
    audit.record("sample.hurried", actor=actor, subject_kind="sample", subject_id=sample_id, at=at)
    return moved


@transaction.atomic
def remember_asks(*, survey_id: int, asks: Sequence[NewPastAsk], how: How, actor: Actor, at: datetime) -> list[PastAsk]:
    """People who were asked one by one in the past, with the wording of now; no letter leaves and nobody rests."""
    actor.require("surveys.send")
    version = queries.survey(actor, survey_id).versions.latest("number")
    made = Invitation.objects.bulk_create((_asked(version, one, how) for one in asks), batch_size=BATCH)
    alike = Counter((i.month, i.organisation_id, i.site_id, i.service_id, tuple(i.services)) for i in made)
    counts = tuple(
        Counted(survey_id, month, how, organisation, site, service, "", None, asked=n, used=used)
        for (month, organisation, site, service, used), n in alike.items()
    )
    foundation_events.publish(events.AnswersCounted(counts=counts))
    audit.record("survey.asked", actor=actor, subject_kind="survey", subject_id=survey_id, at=at)
    return [PastAsk(i.pk, i.person_id or 0, i.organisation_id, i.site_id, i.send_at) for i in made]


def _asked(version: SurveyVersion, one: NewPastAsk, how: How) -> Invitation:
    remind = rules.reminder_at(one.sent_at)
    return Invitation(
        survey_id=version.survey_id,
        version=version,
        person_id=one.person_id,
        organisation_id=one.organisation_id,
        site_id=one.site_id,
        service_id=one.service_id,
        services=[one.service_id] if one.service_id else [],
        month=one.sent_at.date().replace(day=1),
        how=how,
        send_at=one.sent_at,
        sent_at=one.sent_at,
        remind_at=remind,
        reminded_at=remind,
        expires_at=one.sent_at + timedelta(days=rules.LINK_DAYS),
    )


@transaction.atomic
def remember_answers(*, answers: Sequence[PastAnswer], actor: Actor, at: datetime) -> dict[int, int]:
    """Take over answers to invitations of the past; invitation id to answer id for those given by name.

    They are counted; the acts of those by name are the caller's, who knows the order of everything else.
    """
    actor.require("surveys.send")
    joined = Invitation.objects.select_related("organisation", "survey", "version")
    asked = joined.in_bulk([one.invitation_id for one in answers])
    known = [one for one in answers if one.invitation_id in asked]
    rows = [_answer(one, asked[one.invitation_id]) for one in known]
    Answer.objects.bulk_create(rows, batch_size=BATCH)
    said = _items(known, rows)
    AnswerItem.objects.bulk_create((item for _, items in said for item in items), batch_size=BATCH)
    for row in rows:
        asked[row.invitation_id].answered_on = row.answered_on
    Invitation.objects.bulk_update(asked.values(), ["answered_on"], batch_size=100)
    foundation_events.publish(events.AnswersCounted(counts=(*_counted(rows), *_counted_items(said))))
    lines = [audit.Line("answer.imported", "answer", row.pk) for row in rows if row.mode == Mode.NAMED]
    audit.record_many(lines, actor=actor, at=at)
    return {row.invitation_id: row.pk for row in rows if row.invitation_id and row.mode == Mode.NAMED}


def _answer(one: PastAnswer, asked: Invitation) -> Answer:
    mode = Mode.CONFIDENTIAL if one.leave_name_out else Mode.NAMED
    return Answer(
        survey=asked.survey,
        version=asked.version,
        invitation=asked,
        person_id=asked.person_id if mode == Mode.NAMED else None,
        organisation_id=asked.organisation_id,
        site_id=asked.site_id,
        service_id=asked.service_id,
        services=asked.services,
        stratum=asked.stratum,
        facets=asked.facets,
        month=asked.month,
        score=one.score,
        reasons=list(one.reasons),
        words=one.words,
        may_print=one.may_print,
        how=asked.how,
        mode=mode,
        answered_at=one.at if mode == Mode.NAMED else None,
        answered_on=one.at.astimezone(ZoneInfo(asked.organisation.zone)).date(),
    )


def _items(given: Sequence[PastAnswer], rows: Sequence[Answer]) -> list[tuple[Answer, list[AnswerItem]]]:
    """What each answered to the further questions, read by the wording they were asked with."""
    found = []
    for one, row in zip(given, rows, strict=True):
        if one.items:
            wording = rules.wording_in(row.version.wording, "en")
            felt = rules.felt(row.survey.kind, wording, row.score)
            found.append((row, further.rows(row, rules.replies(wording, felt, one.items))))
    return found


def _counted_items(said: Sequence[tuple[Answer, list[AnswerItem]]]) -> tuple[Counted, ...]:
    alike: Counter[tuple[Any, ...]] = Counter()
    for row, items in said:
        alike.update((*_place(row), *one) for one in further.counts(row, items))
    return tuple(
        Counted(*place, number, answered=n, used=used, question=key, choice=choice)  # type: ignore[call-arg,misc]
        for (*place, used, _, key, number, choice), n in alike.items()
    )


def _counted(rows: Sequence[Answer]) -> tuple[Counted, ...]:
    alike = Counter((*_place(row), row.score) for row in rows)
    return tuple(
        Counted(*place, score, answered=n, used=used, facets=facets)  # type: ignore[call-arg,misc]
        for (*place, used, facets, score), n in alike.items()
    )


def _place(row: Answer) -> tuple[Any, ...]:
    """What is alike in answers that are counted together."""
    return (
        row.survey_id, row.month, row.how, row.organisation_id, row.site_id,
        row.service_id, row.stratum, tuple(row.services), rules.facet_pairs(row.facets),
    )  # fmt: skip
