"""Answering by the link of an invitation, changing that answer, and asking never to be asked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.domains.people.actions import opt_out as people_opt_out
from rapport.domains.surveys import events, queries, rules
from rapport.domains.surveys.models import Answer, AnswerChange, Invitation
from rapport.domains.surveys.types import Counted, How, Mode
from rapport.foundation import audit
from rapport.foundation.actors import NOBODY, Actor, system_of
from rapport.foundation.events import publish

MOST_WORDS = 4000


class TooManyWords(ValueError):
    """The text is longer than 4,000 characters."""


class NotAsked(Exception):
    """The person behind this link asked never to be asked again, or is gone."""


@transaction.atomic
def answer(
    *,
    token: str,
    score: object,
    reasons: Sequence[str] = (),
    words: str = "",
    leave_name_out: bool = False,
    may_print: bool = False,
    at: datetime,
    actor: Actor = NOBODY,
) -> Answer:
    """Take an answer, or change it by the same link; under which promise it stands is decided by the first one.

    Raises WrongLink, NotAScore, TooManyWords or NotAsked, each before anything is written.
    """
    read = rules.read_score(score)
    if len(words) > MOST_WORDS:
        raise TooManyWords
    invitation = _locked_invitation(token, at, actor)
    wording = rules.wording_in(invitation.version.wording, "en")
    said = {
        "score": read,
        "reasons": rules.reasons_of_class(wording, read, reasons),
        "words": words.strip(),
        "may_print": may_print,
    }
    given = Answer.objects.filter(invitation=invitation).first()
    if given is None:
        given = _first(invitation, said, _mode(invitation, leave_name_out), at)
        _tell(given, before=None)
    else:
        before = _changed(given, said, at)
        _tell(given, before=before)
    if given.mode == Mode.NAMED:  # of the others no trail shows who did what when
        audit.record("answer.given", actor=actor, subject_kind="answer", subject_id=given.pk, at=at)
    return given


@transaction.atomic
def opt_out(*, token: str, at: datetime, actor: Actor = NOBODY) -> None:
    """Never ask the person behind this link again; an answer they gave is kept."""
    invitation = Invitation.objects.select_for_update().get(pk=queries.invitation_id(actor, token, at=at))
    if invitation.person_id is None:
        raise NotAsked
    people_opt_out(person_id=invitation.person_id, actor=system_of(invitation.organisation_id), at=at)
    if invitation.answered_on is None:
        Invitation.objects.filter(pk=invitation.pk).update(declined_at=at)


def _locked_invitation(token: str, at: datetime, actor: Actor) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("survey", "version", "organisation")
    invitation = rows.filter(pk=queries.invitation_id(actor, token, at=at)).first()
    if invitation is None or invitation.person_id is None:
        raise NotAsked
    return invitation


def _mode(invitation: Invitation, leave_name_out: bool) -> Mode:
    named = invitation.survey.default_mode == Mode.NAMED and not leave_name_out
    return Mode.NAMED if named else Mode.CONFIDENTIAL


def _first(invitation: Invitation, said: dict[str, object], mode: Mode, at: datetime) -> Answer:
    day = at.astimezone(ZoneInfo(invitation.organisation.zone)).date()
    named = mode == Mode.NAMED
    given = Answer.objects.create(
        survey_id=invitation.survey_id,
        version_id=invitation.version_id,
        invitation=invitation,
        person_id=invitation.person_id if named else None,
        organisation_id=invitation.organisation_id,
        site_id=invitation.site_id,
        service_id=invitation.service_id,
        services=invitation.services,
        stratum=invitation.stratum,
        month=invitation.month,
        how=How.DRAWN,
        mode=mode,
        answered_at=at if named else None,
        answered_on=day,
        **said,
    )
    Invitation.objects.filter(pk=invitation.pk).update(answered_on=day)
    return given


def _changed(given: Answer, said: dict[str, object], at: datetime) -> int:
    """Change the answer, keep what it was, return the score before."""
    before = given.score
    AnswerChange.objects.create(answer=given, score=before, words=given.words, changed_on=at.date())
    for name, value in said.items():
        setattr(given, name, value)
    given.save(update_fields=list(said))
    return before


def _tell(given: Answer, *, before: int | None) -> None:
    counts = [_counted(given, given.score, 1)]
    if before is not None:
        counts = [_counted(given, before, -1), *counts]
    publish(events.AnswersCounted(counts=tuple(counts)))
    publish(events.AnswerGiven(answer_id=given.pk, named=given.mode == Mode.NAMED))


def _counted(given: Answer, score: int, answered: int) -> Counted:
    return Counted(
        survey_id=given.survey_id,
        month=given.month,
        how=given.how,
        organisation_id=given.organisation_id,
        site_id=given.site_id,
        service_id=given.service_id,
        stratum=given.stratum,
        score=score,
        answered=answered,
        used=tuple(given.services),
    )
