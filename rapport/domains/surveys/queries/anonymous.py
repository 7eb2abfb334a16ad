"""What stands behind the link of an anonymous invitation: the question once, and afterwards nothing of the answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AnonymousInvitation
from rapport.domains.surveys.types import InvitationPage
from rapport.foundation import links
from rapport.foundation.actors import Actor, NotFound

REF = "anonymous_invitation"


def anonymous_invitation_id(viewer: Actor, token: str, *, at: datetime) -> int | None:
    """The anonymous invitation a link leads to; None where it leads to another one, else WrongLink."""
    del viewer  # the link is the right
    kind, _, number = links.read(token, "answer", at).ref.partition(":")
    return int(number) if kind == REF else None


def anonymous_page(viewer: Actor, invitation_id: int, *, language: str = "") -> InvitationPage:
    """The page behind such a link; once answered it says only that it was."""
    del viewer  # the link was read before
    rows = AnonymousInvitation.objects.select_related("survey", "sample__anonymous__version", "person")
    one = rows.filter(pk=invitation_id).first()
    if one is None or one.person is None:
        raise NotFound
    asked = one.version.wording
    wording = rules.wording_in(asked, language if language in asked else one.person.language)
    return InvitationPage(
        wording=wording,
        survey_id=one.survey_id,
        kind=one.survey.kind,
        classes=rules.classes(one.survey.kind, wording),
        languages=rules.languages_of(asked),
        brand=people.brand(),
        owner="",
        named=False,
        anonymous=True,
        language=one.person.language,
        asks_again_on=(one.sent_on or one.send_on) + timedelta(days=one.sample.rest_days),
        answered=one.answered,
        declined=one.person.opted_out_at is not None,
    )
