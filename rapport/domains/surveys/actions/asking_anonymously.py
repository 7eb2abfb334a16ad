"""Sending an anonymous sample: invitations that keep days and a yes, their letters and their one reminder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from rapport.domains.people import queries as people
from rapport.domains.surveys import events, rules
from rapport.domains.surveys.actions import pacing, sending
from rapport.domains.surveys.actions.drawing import TooFewToAsk, begin_rest
from rapport.domains.surveys.models import AnonymousAsk, AnonymousInvitation, FrameRow, Invitation, Sample
from rapport.domains.surveys.rules.coarse import Cell
from rapport.domains.surveys.types import Counted, How
from rapport.foundation import events as foundation_events
from rapport.foundation import links, postroom, tokens
from rapport.foundation.actors import Actor
from rapport.measures.disclosure import LEAST

MORNING, EVENING = 9, 17
REF = "anonymous_invitation"


def make_invitations(*, sample: Sample, version_id: int, actor: Actor, at: datetime) -> int:
    """Invitations for everyone drawn, on working days where they are; what an answer may keep is settled here."""
    actor.require("surveys.send")
    rows = _drawn(sample)
    if len(rows) < LEAST:
        raise TooFewToAsk
    asked = Counter(_cell(row) for row in rows)
    kept = rules.kept_of_cells(asked)
    as_words = {rules.cell_key(cell): list(part) for cell, part in kept.items()}
    AnonymousAsk.objects.create(sample=sample, version_id=version_id, kept=as_words)
    start = max(localtime(at).date() + timedelta(days=1), sample.month)
    closed = pacing._closed()
    days = rules.days_to_spread(sample.month, start=start, holidays=closed)
    made = [_invitation(sample, row, days[i * len(days) // len(rows)], closed) for i, row in enumerate(rows)]
    AnonymousInvitation.objects.bulk_create(made, batch_size=500)
    foundation_events.publish(events.AnswersCounted(counts=_asked(sample, asked, kept)))
    return len(made)


def send_anonymous_due(*, actor: Actor, at: datetime, limit: int = sending.IN_A_SET) -> int:
    """Send one set of anonymous invitations whose morning has come; returns how many were looked at."""
    actor.require("surveys.send")
    with transaction.atomic():
        due = _due(AnonymousInvitation.objects.to_send, at, limit)
        may = [one for one in due if _can_be_asked(one)]
        _mark(set(due) - set(may), declined=True)
        going = _rested(may, on=at.date())
        _mark(going, sent_on=at.date())
        _catch_up(going, on=at.date())
        _post(going, at=at, reminder=False)
        for rest_days in {one.sample.rest_days for one in going}:
            rested = [one.person_id for one in going if one.sample.rest_days == rest_days and one.person_id]
            begin_rest(person_ids=rested, since=at.date(), rest_days=rest_days, actor=actor, at=at)
    return len(due)


def _rested(may: list[AnonymousInvitation], *, on: date) -> list[AnonymousInvitation]:
    """Those whom no survey asked in 14 days; the others are asked on the first working day after these."""
    last = pacing._last_asked([one.person_id for one in may if one.person_id], on=on, but=[one.pk for one in may])
    closed = pacing._closed()
    going = []
    for one in may:
        asked = last.get(one.person_id or 0)
        if asked is None:
            going.append(one)
            last[one.person_id or 0] = on  # a second one of the same set waits, too
            continue
        day = rules.working_days(max(asked + pacing.APART, on + timedelta(days=1)), 1, closed)[0]
        again = rules.working_days(day + timedelta(days=1), rules.REMIND_AFTER, closed)[-1]
        _mark([one], send_on=day, remind_on=again, expires_on=day + timedelta(days=rules.LINK_DAYS))
    return going


def _catch_up(going: list[AnonymousInvitation], *, on: date) -> None:
    """Whose day passed while nothing left has all days to answer from now on, and the reminder after five of them."""
    late = [one for one in going if one.send_on < on]
    again = rules.working_days(on + timedelta(days=1), rules.REMIND_AFTER, pacing._closed())[-1]
    _mark(late, remind_on=again, expires_on=on + timedelta(days=rules.LINK_DAYS))


def remind_anonymous_due(*, actor: Actor, at: datetime, limit: int = sending.IN_A_SET) -> int:
    """Send one set of reminders to those without a yes; returns how many were looked at."""
    actor.require("surveys.send")
    with transaction.atomic():
        due = _due(AnonymousInvitation.objects.to_remind, at, limit)
        _mark(due, reminded_on=at.date())
        _post([one for one in due if _can_be_asked(one)], at=at, reminder=True)
    return len(due)


def _drawn(sample: Sample) -> list[FrameRow]:
    rows = FrameRow.objects.filter(sample=sample, person__isnull=False)
    return sorted(rows, key=lambda row: tokens.sign("order", f"{sample.seed}:{row.pk}"))


def _cell(row: FrameRow) -> Cell:
    return row.organisation_id, row.site_id, row.service_id


def _invitation(sample: Sample, row: FrameRow, day: date, closed: frozenset[date]) -> AnonymousInvitation:
    again = rules.working_days(day + timedelta(days=1), rules.REMIND_AFTER, closed)[-1]
    return AnonymousInvitation(
        survey_id=sample.survey_id,
        sample=sample,
        person_id=row.person_id,
        send_on=day,
        remind_on=again,
        expires_on=day + timedelta(days=rules.LINK_DAYS),
    )


def _asked(sample: Sample, asked: Counter[Cell], kept: dict[Cell, Cell]) -> tuple[Counted, ...]:
    sums: Counter[Cell] = Counter()
    for cell, n in asked.items():
        sums[kept[cell]] += n
    return tuple(
        Counted(
            survey_id=sample.survey_id,
            month=sample.month,
            how=How.DRAWN,
            organisation_id=organisation,
            site_id=site,
            service_id=service,
            stratum=rules.stratum_of(site, service) if site and service else "",
            score=None,
            asked=n,
            used=(service,) if service else (),
        )
        for (organisation, site, service), n in sums.items()
    )


def _due(
    waiting: Callable[[date], QuerySet[AnonymousInvitation]], at: datetime, limit: int
) -> list[AnonymousInvitation]:
    """Those whose day has come in a zone where it is between nine and five on a working day, zone by zone."""
    found: list[AnonymousInvitation] = []
    closed = pacing._closed()
    zones = waiting(at.date() + timedelta(days=1)).values_list("person__organisation__zone", flat=True).distinct()
    for zone in zones.order_by():
        local = at.astimezone(ZoneInfo(zone or "UTC"))
        if MORNING <= local.hour < EVENING and rules.is_working_day(local.date(), closed):
            rows = waiting(local.date()).filter(person__organisation__zone=zone).order_by("pk")
            locked = rows.select_for_update(of=("self",), skip_locked=True)
            joined = locked.select_related("survey__owner", "survey__service__owner", "sample__anonymous__version")
            found += joined.select_related("person").prefetch_related("person__addresses")[: limit - len(found)]
    return found


def _can_be_asked(one: AnonymousInvitation) -> bool:
    return sending._can_be_asked(_as_invitation(one, at=None))


def _mark(rows: set[AnonymousInvitation] | list[AnonymousInvitation], **said: Any) -> None:
    AnonymousInvitation.objects.filter(pk__in=[row.pk for row in rows]).update(**said)


def _post(invitations: list[AnonymousInvitation], *, at: datetime, reminder: bool) -> None:
    """The same letter as everybody's; a trace in the ledger is left of none."""
    if not invitations:
        return
    expires = at + timedelta(days=rules.LINK_DAYS)
    made = links.issue_many(
        "answer", refs=[(i.person_id, f"{REF}:{i.pk}") for i in invitations], expires_at=expires, at=at
    )
    brand = people.brand()
    letters = []
    for one, token in zip(invitations, made, strict=True):
        letter = sending._letter(_as_invitation(one, at=at), token, brand, reminder)
        message_id = postroom.new_message_id(tokens.thread_token("anonymous", one.pk))
        letters.append(replace(letter, ref=(REF, one.pk), message_id=message_id))
    postroom.post(letters, at=at)


def _as_invitation(one: AnonymousInvitation, *, at: datetime | None) -> Invitation:
    """An invitation that is stored nowhere, so that its letter says the same as everybody's."""
    assert one.person is not None  # erased people are found by no zone
    return Invitation(
        pk=one.pk,
        survey=one.survey,
        version=one.version,
        sample=one.sample,
        person=one.person,
        organisation_id=one.person.organisation_id,
        month=one.sample.month,
        sent_at=at,
    )
