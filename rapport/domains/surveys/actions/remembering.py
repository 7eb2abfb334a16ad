"""Asks and answers of the past, taken over in sets: nobody gets a letter about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from rapport.domains.surveys import events, rules
from rapport.domains.surveys.models import Answer, Invitation
from rapport.domains.surveys.types import Counted, How, Mode, PastAnswer, PastAsk
from rapport.foundation import audit
from rapport.foundation import events as foundation_events
from rapport.foundation.actors import Actor

BATCH = 500


@transaction.atomic
def remember_sent(*, sample_id: int, until: datetime, actor: Actor, at: datetime) -> list[PastAsk]:
    """Invitations whose morning came before a moment were sent then, and so was each reminder; returns them."""
    actor.require("surveys.send")
    gone = Invitation.objects.filter(sample_id=sample_id, send_at__lt=until, sent_at__isnull=True)
    gone.update(sent_at=F("send_at"))
    sent = Invitation.objects.filter(sample_id=sample_id, sent_at__isnull=False).select_related("site")
    sent.filter(remind_at__lt=until, reminded_at__isnull=True).update(reminded_at=F("remind_at"))
    audit.record("sample.sent", actor=actor, subject_kind="sample", subject_id=sample_id, at=at)
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
def remember_answers(*, answers: Sequence[PastAnswer], actor: Actor, at: datetime) -> dict[int, int]:
    """Take over answers to invitations of the past; invitation id to answer id for those given by name.

    They are counted; the acts of those by name are the caller's, who knows the order of everything else.
    """
    actor.require("surveys.send")
    asked = Invitation.objects.select_related("organisation").in_bulk([one.invitation_id for one in answers])
    rows = [_answer(one, asked[one.invitation_id]) for one in answers if one.invitation_id in asked]
    Answer.objects.bulk_create(rows, batch_size=BATCH)
    for row in rows:
        asked[row.invitation_id].answered_on = row.answered_on
    Invitation.objects.bulk_update(asked.values(), ["answered_on"], batch_size=100)
    foundation_events.publish(events.AnswersCounted(counts=_counted(rows)))
    lines = [audit.Line("answer.imported", "answer", row.pk) for row in rows if row.mode == Mode.NAMED]
    audit.record_many(lines, actor=actor, at=at)
    return {row.invitation_id: row.pk for row in rows if row.invitation_id and row.mode == Mode.NAMED}


def _answer(one: PastAnswer, asked: Invitation) -> Answer:
    mode = Mode.CONFIDENTIAL if one.leave_name_out else Mode.NAMED
    return Answer(
        survey_id=asked.survey_id,
        version_id=asked.version_id,
        invitation=asked,
        person_id=asked.person_id if mode == Mode.NAMED else None,
        organisation_id=asked.organisation_id,
        site_id=asked.site_id,
        service_id=asked.service_id,
        services=asked.services,
        stratum=asked.stratum,
        month=asked.month,
        score=one.score,
        reasons=list(one.reasons),
        words=one.words,
        may_print=one.may_print,
        how=How.DRAWN,
        mode=mode,
        answered_at=one.at if mode == Mode.NAMED else None,
        answered_on=one.at.astimezone(ZoneInfo(asked.organisation.zone)).date(),
    )


def _counted(rows: Sequence[Answer]) -> tuple[Counted, ...]:
    alike = Counter(
        (
            row.survey_id, row.month, row.how, row.organisation_id, row.site_id,
            row.service_id, row.stratum, row.score, tuple(row.services),
        )
        for row in rows
    )  # fmt: skip
    return tuple(Counted(*same[:8], answered=n, used=same[8]) for same, n in alike.items())
