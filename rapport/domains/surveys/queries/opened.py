"""What the viewer was asked and has not answered, and the open pages on which everybody may."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet, Sum

from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import Answer, Invitation, Openings, SayPage
from rapport.domains.surveys.queries.samples import survey as survey_in_reach
from rapport.domains.surveys.types import How, OpenQuestion, SayPageSeen, SaySettings
from rapport.foundation.actors import Actor, NotAllowed, NotFound


def open_question(viewer: Actor, *, at: datetime) -> OpenQuestion | None:
    """The newest invitation of the viewer that waits for an answer; None for most."""
    if not viewer.is_person or not viewer.reach.person_ids:
        return None
    row = _waiting(viewer, at).select_related("survey", "version", "person").order_by("-sent_at", "-pk").first()
    if row is None or row.person is None or row.person.opted_out_at is not None:
        return None
    spoken = rules.language_of(row.version.wording, row.person.language)
    wording, scale = row.version.wording[spoken], rules.lead_scale(row.survey.kind, row.version.wording[spoken])
    until = row.expires_at.date()
    return OpenQuestion(row.pk, wording["question"], wording["low"], wording["high"], *scale, until, language=spoken)


def own_invitation(viewer: Actor, invitation_id: int, *, at: datetime) -> Invitation:
    """One of the viewer's own that waits for an answer, else NotFound."""
    row = _waiting(viewer, at).filter(pk=invitation_id).first() if viewer.is_person else None
    if row is None:
        raise NotFound("invitation")
    return row


def open_page(viewer: Actor, key: str) -> SayPage:
    """The open page of a key; NotFound where there is none or it was closed."""
    del viewer  # it is open to everybody
    found = SayPage.objects.filter(key=key, closed_at__isnull=True).select_related("survey").first()
    if found is None:
        raise NotFound("page")
    return found


def say_page(viewer: Actor, key: str, *, language: str = "en") -> SayPageSeen:
    """What an open page asks, in a language it has."""
    page = open_page(viewer, key)
    wording = page.survey.versions.latest("number").wording
    spoken = rules.language_of(wording, language)
    said = wording[spoken]
    first, last = rules.lead_scale(page.survey.kind, said)
    return SayPageSeen(
        survey_id=page.survey_id,
        language=spoken,
        languages=tuple(wording),
        question=said["question"],
        low=said["low"],
        high=said["high"],
        first=first,
        last=last,
        brand=people.brand(),
        origins=tuple(page.origins),
    )


def say_settings(viewer: Actor, survey_id: int) -> SaySettings | None:
    """The open page of a survey for those who may send it; None where it never had one."""
    viewer.require("surveys.send")
    survey = survey_in_reach(viewer, survey_id)
    page = SayPage.objects.filter(survey=survey).first()
    if page is None:
        return None
    n = Answer.objects.filter(survey=survey, how=How.VOLUNTEERED).count()
    return SaySettings(survey.pk, survey.name, page.key, page.closed_at is None, tuple(page.origins), n)


def suspected_openings(viewer: Actor, survey_id: int) -> int:
    """How many visits of machines links of a survey had, one a link and minute; for its owner and who may send it."""
    survey = survey_in_reach(viewer, survey_id)
    if survey.owner_id not in viewer.reach.person_ids and not viewer.reach.may("surveys.send"):
        raise NotAllowed("surveys.send")
    return Openings.objects.filter(survey=survey).aggregate(n=Sum("n"))["n"] or 0


def _waiting(viewer: Actor, at: datetime) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(person_id__in=viewer.reach.person_ids, sent_at__isnull=False)
    return rows.filter(answered_on__isnull=True, declined_at__isnull=True, expires_at__gt=at)
