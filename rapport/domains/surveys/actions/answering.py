"""Answering by the link of an invitation, changing that answer, and asking never to be asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.domains.people.actions import opt_out as people_opt_out
from rapport.domains.surveys import events, queries, rules
from rapport.domains.surveys.actions.sealing import seal
from rapport.domains.surveys.models import AnonymousInvitation, Answer, AnswerChange, AnswerItem, Invitation
from rapport.domains.surveys.models import items as further
from rapport.domains.surveys.types import Counted, Mode, Said
from rapport.foundation import audit
from rapport.foundation.actors import NOBODY, Actor, system_of
from rapport.foundation.events import publish
from rapport.foundation.prepared import Prepared

NOTHING: Mapping[str, Sequence[str]] = {}
_LOCKED = Prepared(
    lambda viewer, *, invitation: (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("survey", "version", "organisation")
        .filter(pk__in=invitation)
    ),
    "invitation",
)
_GIVEN = Prepared(
    lambda viewer, *, invitation: Answer.objects.select_related("version").filter(invitation__in=invitation),
    "invitation",
)


class TooManyWords(ValueError):
    """The text is longer than 4,000 characters."""


class NothingSaid(ValueError):
    """A survey without a lead scale was sent with nothing in it."""


class NotAsked(Exception):
    """The person behind this link asked never to be asked again, or is gone."""


@transaction.atomic
def answer(
    *,
    token: str,
    score: object = None,
    reasons: Sequence[str] = (),
    words: str = "",
    leave_name_out: bool = False,
    may_print: bool = False,
    items: Mapping[str, Sequence[str]] = NOTHING,
    at: datetime,
    actor: Actor = NOBODY,
) -> Answer:
    """Take an answer, or change it by the same link; under which promise it stands is decided by the first one.

    The same said again (a page sent twice, a request that was repeated) changes nothing and leaves no history.
    `items` are the raw values of the further questions by their key; those of another class are left aside. Raises
    WrongLink, NotAScore, NotAnAnswer, NothingSaid, TooManyWords, NotAsked or AnsweredForGood, each before anything is
    written. Of an anonymous answer nothing comes back but that it was taken.
    """
    if len(words) > rules.MOST_WORDS:
        raise TooManyWords
    invitation = _locked_invitation(token, at, actor)
    said, replies = _read(invitation, score, reasons, items)
    said |= {"words": words.strip(), "may_print": may_print}
    if isinstance(invitation, AnonymousInvitation):
        return seal(invitation=invitation, said=said, replies=replies, actor=actor, at=at)
    given = next(iter(_GIVEN(actor, invitation=invitation.pk)), None)
    before: list[Counted] = []
    if given is None:
        given = _first(invitation, said, _mode(invitation, leave_name_out), at)
    elif further.said_again(given, said, replies):
        return given
    else:
        before = _changed(given, said, at)
    AnswerItem.objects.bulk_create(further.rows(given, replies))
    _tell(given, replies, before)
    if given.mode == Mode.NAMED:  # of the others no trail shows who did what when
        audit.record("answer.given", actor=actor, subject_kind="answer", subject_id=given.pk, at=at)
    return given


def _read(
    invitation: Invitation | AnonymousInvitation,
    score: object,
    reasons: Sequence[str],
    items: Mapping[str, Sequence[str]],
) -> tuple[dict[str, Any], list[Said]]:
    """What was said, read by the wording the person was asked with."""
    wording = rules.wording_in(invitation.version.wording, "en")
    number = None if wording.last is None else rules.read_score(score, first=wording.first, last=wording.last)
    felt = rules.felt(invitation.survey.kind, wording, number)
    replies = rules.replies(wording, felt, items)
    if number is None and not replies:
        raise NothingSaid
    return {"score": number, "reasons": rules.reasons_of_class(wording, felt, reasons)}, replies


@transaction.atomic
def opt_out(*, token: str, at: datetime, actor: Actor = NOBODY) -> None:
    """Never ask the person behind this link again; an answer they gave is kept."""
    anonymous = queries.anonymous_invitation_id(actor, token, at=at)
    if anonymous is not None:
        _decline_anonymously(anonymous, at=at)
        return
    invitation = Invitation.objects.select_for_update().get(pk=queries.invitation_id(actor, token, at=at))
    if invitation.person_id is None:
        raise NotAsked
    people_opt_out(person_id=invitation.person_id, actor=system_of(invitation.organisation_id), at=at)
    if invitation.answered_on is None:
        Invitation.objects.filter(pk=invitation.pk).update(declined_at=at)


def _decline_anonymously(invitation_id: int, *, at: datetime) -> None:
    invitation = AnonymousInvitation.objects.locked(invitation_id)
    if invitation is None or invitation.person is None:
        raise NotAsked
    person = invitation.person
    people_opt_out(person_id=person.pk, actor=system_of(person.organisation_id), at=at)
    AnonymousInvitation.objects.filter(pk=invitation.pk, answered=False).update(declined=True)


def _locked_invitation(token: str, at: datetime, actor: Actor) -> Invitation | AnonymousInvitation:
    anonymous, behind = queries.invitation_behind(actor, token, at=at)
    invitation: Invitation | AnonymousInvitation | None
    if anonymous:
        invitation = AnonymousInvitation.objects.locked(behind)
    else:
        invitation = next(iter(_LOCKED(actor, invitation=behind)), None)
    if invitation is None or invitation.person_id is None:
        raise NotAsked
    return invitation


def _mode(invitation: Invitation, leave_name_out: bool) -> Mode:
    named = invitation.survey.default_mode == Mode.NAMED and not leave_name_out
    return Mode.NAMED if named else Mode.CONFIDENTIAL


def _first(invitation: Invitation, said: dict[str, Any], mode: Mode, at: datetime) -> Answer:
    day = at.astimezone(ZoneInfo(invitation.organisation.zone)).date()
    named = mode == Mode.NAMED
    given = Answer.objects.create(
        survey=invitation.survey,
        version=invitation.version,
        invitation=invitation,
        person_id=invitation.person_id if named else None,
        organisation_id=invitation.organisation_id,
        site_id=invitation.site_id,
        service_id=invitation.service_id,
        services=invitation.services,
        stratum=invitation.stratum,
        facets=invitation.facets,
        month=invitation.month,
        how=invitation.how,
        mode=mode,
        answered_at=at if named else None,
        answered_on=day,
        **said,
    )
    Invitation.objects.filter(pk=invitation.pk).update(answered_on=day)
    return given


def _changed(given: Answer, said: dict[str, Any], at: datetime) -> list[Counted]:
    """Change the answer, keep what it was, return what no longer counts."""
    before = further.told(given)
    gone = [_counted(given, given.score, -1), *_counted_items(given, further.told_counts(before), -1)]
    AnswerChange.objects.create(answer=given, score=given.score, words=given.words, items=before, changed_on=at.date())
    for name, value in said.items():
        setattr(given, name, value)
    given.save(update_fields=list(said))
    given.items.all().delete()
    return gone


def _tell(given: Answer, replies: Sequence[Said], before: Sequence[Counted]) -> None:
    said = further.counts(given, replies)
    counts = (*before, _counted(given, given.score, 1), *_counted_items(given, said, 1))
    publish(events.AnswersCounted(counts=counts))
    publish(events.AnswerGiven(answer_id=given.pk, named=given.mode == Mode.NAMED))


def _counted_items(given: Answer, said: Sequence[further.Tally], answered: int) -> list[Counted]:
    return [_counted(given, one.number, answered, question=one.question, choice=one.choice) for one in said]


def _counted(given: Answer, score: int | None, answered: int, *, question: str = "", choice: str = "") -> Counted:
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
        facets=rules.facet_pairs(given.facets),
        question=question,
        choice=choice,
    )
