"""One answer by name in full, for what follows from it; answers without a name are told to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AnonymousInvitation, Answer, AnswerChange, Invitation, Survey
from rapport.domains.surveys.queries.anonymous import anonymous_invitation_id
from rapport.domains.surveys.queries.asking import invitation_id
from rapport.domains.surveys.types import How, Mode, Wording
from rapport.foundation.actors import Actor, NotFound

AT_ONCE = 200
CHANGES = Prefetch("changes", AnswerChange.objects.order_by("pk"))


@dataclass(frozen=True)
class ToldBefore:
    """What an answer was before it was changed, and from which day on it was that."""

    score: int
    mood: str
    words: str
    on: date


@dataclass(frozen=True)
class AnswerTold:
    """One answer by name: who said what, when, to whom; `changes` is how often it was changed, `before` what it was."""

    answer_id: int
    survey_id: int
    person_id: int
    organisation_id: int
    service_id: int | None
    survey_owner_id: int | None
    kind: str
    mood: str
    score: int
    reasons: tuple[str, ...]
    words: str
    said_at: datetime
    said_on: date
    drawn: bool
    again: bool
    changes: int
    before: tuple[ToldBefore, ...] = ()


def answers_told(viewer: Actor, answer_ids: Sequence[int]) -> list[AnswerTold]:
    """Answers by name as they stand now, oldest first; for the system."""
    if not viewer.reach.whole:
        raise NotFound("answer")
    rows = Answer.objects.filter(pk__in=answer_ids, mode=Mode.NAMED, person__isnull=False, score__isnull=False)
    return _told(rows.select_related("survey__service", "version").prefetch_related(CHANGES).order_by("pk"))


def answers_by_name(viewer: Actor, *, after: int = 0, survey_id: int | None = None) -> list[AnswerTold]:
    """Some 200 answers by name behind one of them, in the order of their ids; for the system."""
    if not viewer.reach.whole:
        raise NotFound("answer")
    rows = Answer.objects.filter(pk__gt=after, mode=Mode.NAMED, person__isnull=False)
    rows = rows if survey_id is None else rows.filter(survey_id=survey_id)
    return answers_told(viewer, list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]))


def _told(rows: Iterable[Answer]) -> list[AnswerTold]:
    return [_one(row) for row in rows if row.person_id is not None and row.organisation_id is not None]


def _one(row: Answer) -> AnswerTold:
    survey = row.survey
    asked = rules.wording_in(row.version.wording, "en")
    changed = list(row.changes.all())
    labels = {reason.key: reason.label for offered in asked.reasons.values() for reason in offered}
    return AnswerTold(
        answer_id=row.pk,
        survey_id=row.survey_id,
        person_id=row.person_id or 0,
        organisation_id=row.organisation_id or 0,
        service_id=row.service_id,
        survey_owner_id=survey.owner_id or (survey.service.owner_id if survey.service else None),
        kind=survey.kind,
        mood=rules.felt(survey.kind, asked, row.score),
        score=row.score or 0,
        reasons=tuple(labels.get(key, key) for key in row.reasons),
        words=row.words,
        said_at=row.answered_at or datetime.combine(row.answered_on, time(12), UTC),
        said_on=row.answered_on,
        drawn=row.how == How.DRAWN,
        again=row.how == How.AGAIN,
        changes=len(changed),
        before=_before(row, changed, asked),
    )


def _before(row: Answer, changed: Sequence[AnswerChange], asked: Wording) -> tuple[ToldBefore, ...]:
    """Oldest first: each held from the day of the change before it, the first from the day of the answer."""
    days = [row.answered_on, *(one.changed_on for one in changed)]
    return tuple(
        ToldBefore(one.score, rules.felt(row.survey.kind, asked, one.score), one.words, day)
        for one, day in zip(changed, days, strict=False)
        if one.score is not None
    )


def asked_on(viewer: Actor, invitation_id: int) -> date:
    """On which day, where the person is, the letter of an invitation leaves; for the system."""
    if not viewer.reach.whole:
        raise NotFound("invitation")
    row = Invitation.objects.select_related("site", "organisation").get(pk=invitation_id)
    return row.send_at.astimezone(ZoneInfo((row.site.zone if row.site else "") or row.organisation.zone)).date()


def who_calls_back(viewer: Actor, token: str, *, at: datetime) -> int | None:
    """Who calls somebody who answered without a name and asks for it; whoever holds the link asks, else WrongLink.

    NotFound before an answer is there, and for answers by name: those are called anyway. None: nobody owns the survey.
    """
    anonymous = anonymous_invitation_id(viewer, token, at=at)
    survey = _asked_by(invitation_id(viewer, token, at=at)) if anonymous is None else _asked_anonymously_by(anonymous)
    if survey is None:
        raise NotFound("answer")
    return survey.owner_id or (survey.service.owner_id if survey.service else None)


def _asked_by(invitation_id: int) -> Survey | None:
    row = Invitation.objects.select_related("survey__service").filter(pk=invitation_id).first()
    named = Answer.objects.filter(invitation_id=invitation_id, mode=Mode.NAMED).exists()
    return None if row is None or row.answered_on is None or named else row.survey


def _asked_anonymously_by(invitation_id: int) -> Survey | None:
    row = AnonymousInvitation.objects.select_related("survey__service").filter(pk=invitation_id, answered=True).first()
    return row.survey if row else None
