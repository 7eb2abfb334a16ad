"""What both sides agree on in a client review, what was done of it, and who signed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from rapport.domains.insights.models import Review, ReviewAction, ReviewSignature
from rapport.domains.insights.queries.reviews import refuse_strangers_to, side_of
from rapport.domains.insights.types import Side
from rapport.domains.people import queries as people
from rapport.domains.people.types import OrganisationKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound

LONGEST_TEXT, LONGEST_STEP = 300, 200


class NothingAgreed(ValueError):
    """What is agreed needs words, and there must be something to sign."""


@transaction.atomic
def agree_action(
    *,
    organisation_id: int,
    quarter: date,
    text: str,
    side: str,
    who_id: int | None,
    due_on: date | None,
    actor: Actor,
    at: datetime,
) -> ReviewAction:
    """Write down what was agreed; ours to write, the client signs it."""
    review = _to_change(organisation_id, quarter, actor)
    if not text.strip():
        raise NothingAgreed("text")
    if who_id is not None and who_id not in people.names(actor, [who_id]):
        raise NotFound
    row = ReviewAction.objects.create(
        review=review, text=text.strip()[:LONGEST_TEXT], side=Side(side), who_id=who_id, due_on=due_on
    )
    _changed(review, "review.action_agreed", row.pk, actor, at)
    return row


@transaction.atomic
def finish_action(*, action_id: int, done: bool, actor: Actor, at: datetime) -> ReviewAction:
    """Say that something agreed was done, or that it was not after all; what was signed stays as it is."""
    row = _action(action_id, actor)
    row.done_on = at.date() if done else None
    row.save(update_fields=["done_on"])
    audit.record("review.action_done", actor=actor, subject_kind="review_action", subject_id=row.pk, at=at)
    return row


@transaction.atomic
def leave_out_action(*, action_id: int, actor: Actor, at: datetime) -> None:
    """It is not agreed any more; the row is kept, and both sides sign anew."""
    row = _action(action_id, actor)
    row.left_out_at = at
    row.save(update_fields=["left_out_at"])
    _changed(row.review, "review.action_left_out", row.pk, actor, at)


@transaction.atomic
def plan_review(
    *, organisation_id: int, quarter: date, next_step: str, next_on: date | None, actor: Actor, at: datetime
) -> Review:
    """What comes next between both sides and when; empty words clear it."""
    review = _to_change(organisation_id, quarter, actor)
    review.next_step = next_step.strip()[:LONGEST_STEP]
    review.next_on = next_on if review.next_step else None
    review.save(update_fields=["next_step", "next_on"])
    _changed(review, "review.planned", review.pk, actor, at)
    return review


@transaction.atomic
def sign_review(*, organisation_id: int, quarter: date, actor: Actor, at: datetime) -> ReviewSignature:
    """Sign what was agreed as it stands now, by name, for one's own side; twice is once."""
    refuse_strangers_to(actor, organisation_id)
    review = Review.objects.select_for_update().filter(organisation_id=organisation_id, quarter=quarter).first()
    if review is None or actor.person_id is None:
        raise NothingAgreed("signature")
    row, first = ReviewSignature.objects.get_or_create(
        review=review,
        person_id=actor.person_id,
        of=review.version,
        defaults={"side": side_of(actor), "signed_at": at},
    )
    if first:
        audit.record("review.signed", actor=actor, subject_kind="review", subject_id=review.pk, at=at)
    return row


def _to_change(organisation_id: int, quarter: date, actor: Actor) -> Review:
    refuse_strangers_to(actor, organisation_id)
    if not actor.staff:
        raise NotAllowed("loyalty.read")
    if people.organisation(actor, organisation_id).kind == OrganisationKind.PROVIDER:
        raise NotFound("a review has two sides")
    rows = Review.objects.select_for_update()
    return rows.get_or_create(organisation_id=organisation_id, quarter=quarter)[0]


def _action(action_id: int, actor: Actor) -> ReviewAction:
    rows = ReviewAction.objects.select_for_update(of=("self",)).select_related("review")
    row = rows.filter(pk=action_id, left_out_at__isnull=True).first()
    if row is None:
        raise NotFound
    refuse_strangers_to(actor, row.review.organisation_id)
    if not actor.staff:
        raise NotAllowed("loyalty.read")
    return row


def _changed(review: Review, verb: str, subject_id: int, actor: Actor, at: datetime) -> None:
    review.version += 1
    review.save(update_fields=["version"])
    audit.record(verb, actor=actor, subject_kind="review", subject_id=subject_id, at=at)
