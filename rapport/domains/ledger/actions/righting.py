"""A person says that something is not right; staff accept it, which corrects the ledger, or say why not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.actions.correcting import correct_act, wish
from rapport.domains.ledger.models import Act, Correction
from rapport.domains.ledger.types import NAMELESS, About, WishKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound

MOST_WAITING = 20


class NothingSaid(ValueError):
    """Say in a few words what is not right. Nothing was sent yet."""


class AlreadyAsked(Exception):
    """You told us about this already, and it waits for an answer. What you wrote first is kept."""


class TooManyWaiting(Exception):
    """Twenty of your corrections wait for us already. They are kept; this one was not sent. Please try again later."""


class AlreadyDecided(Exception):
    """Somebody decided this before you did. Nothing was changed."""


@transaction.atomic
def ask_correction(*, about: str, act_id: int, words: str, actor: Actor, at: datetime) -> Correction:
    """The actor says what is not right about an act of their own history, or about the episode it began."""
    own = Act.objects.in_reach_of(actor).filter(person_id__in=actor.reach.person_ids)
    act = own.exclude(channel__in=NAMELESS).filter(pk=act_id).first()  # an answer and thanks are changed where given
    if act is None:
        raise NotFound("act")
    said = words.strip()[:1000]
    if not said:
        raise NothingSaid(NothingSaid.__doc__)
    waiting = Correction.objects.waiting().filter(person_id__in=actor.reach.person_ids)
    if waiting.filter(about=About(about), act_id=act_id).exists():
        raise AlreadyAsked(AlreadyAsked.__doc__)
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting(TooManyWaiting.__doc__)
    asked = Correction.objects.create(
        person_id=act.person_id, team_id=act.team_id, about=About(about), act_id=act_id, words=said, asked_at=at
    )
    _record("correction.asked", asked, actor, at)
    return asked


@transaction.atomic
def accept_correction(
    *,
    correction_id: int,
    title: str = "",
    minutes: int | None = None,
    planned: bool | None = None,
    actor: Actor,
    at: datetime,
) -> Correction:
    """Put it right: an act gets its correction beside it, an episode its name; the person sees that it was done."""
    asked = _to_decide(correction_id, actor)
    if asked.about == About.EPISODE:
        wish(kind=WishKind.NAME, one=asked.act_id, words=title, actor=actor, at=at)
    else:
        correct_act(
            act_id=asked.act_id, title=title.strip() or None, minutes=minutes, planned=planned, actor=actor, at=at
        )
    return _decided(asked, accepted=True, answer="", actor=actor, at=at)


@transaction.atomic
def decline_correction(*, correction_id: int, answer: str, actor: Actor, at: datetime) -> Correction:
    """Leave it as it is and say why; the person reads the reason."""
    asked = _to_decide(correction_id, actor)
    if not answer.strip():
        raise NothingSaid("Say in a few words why it stays as it is; they read it. Nothing was decided yet.")
    return _decided(asked, accepted=False, answer=answer.strip()[:300], actor=actor, at=at)


def _to_decide(correction_id: int, actor: Actor) -> Correction:
    rows = Correction.objects.in_reach_of(actor).select_for_update(of=("self",))
    asked = rows.filter(pk=correction_id).first()
    if asked is None:
        raise NotFound("correction")
    if not actor.staff:
        raise NotAllowed("tickets.read")
    if asked.decided_at is not None:
        raise AlreadyDecided(AlreadyDecided.__doc__)
    return asked


def _decided(asked: Correction, *, accepted: bool, answer: str, actor: Actor, at: datetime) -> Correction:
    asked.accepted, asked.answer, asked.decided_at, asked.decided_by_id = accepted, answer, at, actor.person_id
    asked.save(update_fields=["accepted", "answer", "decided_at", "decided_by"])
    _record("correction.accepted" if accepted else "correction.declined", asked, actor, at)
    return asked


def _record(verb: str, asked: Correction, actor: Actor, at: datetime) -> None:
    audit.record(
        verb, actor=actor, subject_kind="correction", subject_id=asked.pk, at=at, fields=[str(About(asked.about))]
    )
