"""What stands behind an invitation's link, and what of an answer by name goes into the ledger."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from rapport.domains.ledger.types import Channel, Direction, Exchange, NewAct
from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import Answer, Invitation
from rapport.domains.surveys.types import InvitationPage, Mode, Rest
from rapport.foundation import links
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.refs import Card, cards_of

PURPOSE = "answer"
REF = "invitation:"


def invitation_id(viewer: Actor, token: str, *, at: datetime) -> int:
    """The id of the invitation a link leads to; whoever holds the link may use it, else WrongLink."""
    del viewer  # the link is the right
    return int(links.read(token, PURPOSE, at).ref.removeprefix(REF))


def invitation_page(viewer: Actor, token: str, *, at: datetime) -> InvitationPage:
    """The page behind a link; looking at it changes and counts nothing."""
    rows = Invitation.objects.select_related("survey__owner", "survey__service__owner", "version", "person", "sample")
    invitation = rows.filter(pk=invitation_id(viewer, token, at=at)).first()
    if invitation is None or invitation.person is None:
        raise NotFound
    given = Answer.objects.filter(invitation=invitation).first()
    return InvitationPage(
        wording=rules.wording_in(invitation.version.wording, invitation.person.language),
        brand=people.brand(),
        owner=owner_name(viewer, invitation),
        named=(given.mode if given else invitation.survey.default_mode) == Mode.NAMED,
        asks_again_on=_asks_again_on(invitation),
        answered=given is not None,
        declined=invitation.person.opted_out_at is not None,
        score=given.score if given else None,
        reasons=tuple(given.reasons) if given else (),
        words=given.words if given else "",
        may_print=given.may_print if given else False,
    )


def owner_name(viewer: Actor, invitation: Invitation) -> str:
    """The name of the one who sees answers by name: the survey's owner, else the owner of its service."""
    del viewer  # everybody who is asked is told
    survey = invitation.survey
    owner = survey.owner or (survey.service.owner if survey.service else None)
    return owner.name if owner else ""


def act_of_answer(viewer: Actor, answer_id: int) -> NewAct | None:
    """The act an answer by name becomes; None for every other answer, which leaves nothing in the ledger."""
    if not viewer.reach.whole:
        raise NotFound
    answer = Answer.objects.filter(pk=answer_id, mode=Mode.NAMED, person__isnull=False).first()
    if answer is None or answer.organisation_id is None or answer.person_id is None:
        return None
    return NewAct(
        person_id=answer.person_id,
        organisation_id=answer.organisation_id,
        at=answer.answered_at or datetime.combine(answer.answered_on, time(12), UTC),
        channel=Channel.ANSWER,
        direction=Direction.THEIRS,
        kind="answer",
        source_key=f"answer:{answer.pk}",
        author_id=answer.person_id,
        service_id=answer.service_id,
        site_id=answer.site_id,
        ref=("answer", answer.pk),
        completes=True,  # asked about nothing in particular, it stands alone as an episode of its own
        exchange=Exchange.INFORMATION,
        title=str(answer.score),
        audience="named",
    )


@cards_of("answer")
def _cards(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    rows = Answer.objects.in_reach_of(viewer).filter(pk__in=ids).select_related("survey")
    return {row.pk: Card(f"{row.score} of 10", remark=row.survey.name) for row in rows}


def _asks_again_on(invitation: Invitation) -> date:
    rest = invitation.sample.rest_days if invitation.sample else rules.REST_DAYS[Rest.RELATIONAL]
    return (invitation.sent_at or invitation.send_at).date() + timedelta(days=rest)
