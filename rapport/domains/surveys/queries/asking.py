"""What stands behind an invitation's link, and what of an answer by name goes into the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Channel, Direction, Exchange, NewAct
from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import Answer, AnswerItem, Invitation
from rapport.domains.surveys.queries.anonymous import REF as ANONYMOUS
from rapport.domains.surveys.queries.anonymous import anonymous_page
from rapport.domains.surveys.types import InvitationPage, Mode, Rest, SurveyKind, Wording
from rapport.foundation import links
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.refs import Card, cards_of

PURPOSE = "answer"
REF = "invitation:"


def invitation_id(viewer: Actor, token: str, *, at: datetime) -> int:
    """The id of the invitation a link leads to; whoever holds the link may use it, else WrongLink."""
    anonymous, found = invitation_behind(viewer, token, at=at)
    if anonymous:
        raise NotFound  # see anonymous_invitation_id
    return found


def invitation_behind(viewer: Actor, token: str, *, at: datetime) -> tuple[bool, int]:
    """Whether a link leads to an anonymous invitation, and to which, read once; WrongLink where it leads nowhere."""
    del viewer  # the link is the right
    ref = links.read(token, PURPOSE, at).ref
    kind, _, number = ref.partition(":")
    if kind != ANONYMOUS and not ref.startswith(REF):
        raise NotFound
    return kind == ANONYMOUS, int(number)


def invitation_page(viewer: Actor, token: str, *, at: datetime, language: str = "") -> InvitationPage:
    """The page behind a link, in the person's language or another one of the survey's; looking counts nothing."""
    anonymous, behind = invitation_behind(viewer, token, at=at)
    if anonymous:
        page = anonymous_page(viewer, behind, language=language)
        return replace(page, wording=in_an_order(viewer, page.wording, seed=f"anonymous:{behind}"))
    rows = Invitation.objects.select_related("survey__owner", "survey__service__owner", "version", "person", "sample")
    invitation = rows.filter(pk=behind).first()
    if invitation is None or invitation.person is None:
        raise NotFound
    given = Answer.objects.filter(invitation=invitation).prefetch_related("items").first()
    asked = invitation.version.wording
    wording = rules.wording_in(asked, language if language in asked else invitation.person.language)
    return InvitationPage(
        wording=in_an_order(viewer, wording, seed=f"invitation:{invitation.pk}"),
        survey_id=invitation.survey_id,
        sent_at=invitation.sent_at,
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
        kind=invitation.survey.kind,
        classes=rules.classes(invitation.survey.kind, wording),
        items={item.key: _told(item) for item in given.items.all()} if given else {},
        languages=rules.languages_of(asked),
        language=invitation.person.language,
    )


def in_an_order(viewer: Actor, wording: Wording, *, seed: str) -> Wording:
    """The same wording with its reasons shuffled: another order for each link, always the same for one of them."""
    del viewer  # an order says nothing
    return replace(wording, reasons={felt: rules.shuffled(own, seed) for felt, own in wording.reasons.items()})


def _told(item: AnswerItem) -> tuple[str, ...]:
    """What was answered, as a form sends it."""
    return tuple(item.choices) or ((item.words,) if item.number is None else (str(item.number),))


def owner_name(viewer: Actor, invitation: Invitation) -> str:
    """The name of the one who sees answers by name: the survey's owner, else the owner of its service."""
    del viewer  # everybody who is asked is told
    survey = invitation.survey
    owner = survey.owner or (survey.service.owner if survey.service else None)
    return owner.name if owner else ""


def act_of_answer(viewer: Actor, answer_id: int) -> NewAct | None:
    """The act an answer by name becomes; None for every other answer, which leaves nothing in the ledger."""
    return next(iter(acts_of_answers(viewer, [answer_id])), None)


def acts_of_answers(viewer: Actor, answer_ids: Collection[int]) -> list[NewAct]:
    """The acts that answers by name become, in the order of their ids; every other answer is left out."""
    if not viewer.reach.whole:
        raise NotFound
    rows = Answer.objects.select_related("survey", "version", "invitation").filter(
        pk__in=answer_ids, mode=Mode.NAMED, person__isnull=False, organisation__isnull=False
    )
    return [_act_of(viewer, answer) for answer in rows.order_by("pk")]


def _act_of(viewer: Actor, answer: Answer) -> NewAct:
    """Asked about an episode it stands there while that is open to it, else alone, as an episode of its own."""
    at = answer.answered_at or datetime.combine(answer.answered_on, time(12), UTC)
    asked = answer.invitation.episode_id if answer.invitation else None
    joins = ledger.reference_to_join(viewer, asked, at=at) if asked is not None else None
    return NewAct(
        person_id=answer.person_id or 0,
        organisation_id=answer.organisation_id or 0,
        at=at,
        channel=Channel.ANSWER,
        direction=Direction.THEIRS,
        kind="answer",
        source_key=f"answer:{answer.pk}",
        author_id=answer.person_id,
        service_id=answer.service_id,
        site_id=answer.site_id,
        ref=joins or ("answer", answer.pk),
        completes=joins is None,
        exchange=Exchange.INFORMATION,
        title=_title(answer),
        audience="named",
    )


@cards_of("answer")
def _cards(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    rows = Answer.objects.in_reach_of(viewer).filter(pk__in=ids).select_related("survey", "version")
    return {row.pk: Card(_of_its_scale(row), remark=row.survey.name) for row in rows}


def _title(answer: Answer) -> str:
    """The bare number is that of the loyalty question, which others read as 0 to 10.

    Every other scale says its end, and how the answer is read there: "4 of 5, happy".
    """
    if answer.survey.kind == SurveyKind.NPS or answer.score is None:
        return str(answer.score) if answer.score is not None else answer.survey.name
    wording = rules.wording_in(answer.version.wording, "en")
    return f"{_of_its_scale(answer)}, {rules.felt(answer.survey.kind, wording, answer.score)}"


def _of_its_scale(answer: Answer) -> str:
    if answer.score is None:
        return answer.survey.name
    return f"{answer.score} of {rules.wording_in(answer.version.wording, 'en').last}"


def _asks_again_on(invitation: Invitation) -> date:
    rest = invitation.sample.rest_days if invitation.sample else rules.REST_DAYS[Rest.RELATIONAL]
    return (invitation.sent_at or invitation.send_at).date() + timedelta(days=rest)
