"""Thanks: given in one tap and some words, read by those they are for, published only with consent."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.domains.outreach import rules
from rapport.domains.outreach.events import ThanksGiven
from rapport.domains.outreach.models import Thanks, ThanksTo
from rapport.domains.outreach.queries.about import about_episode, about_service
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound

LONGEST = 500


class NobodyToThank(Exception):
    """Nobody of us has taken part yet, so there is nobody to pass it on to. Nothing was kept."""


class TooLate(Exception):
    """Thanks can be changed for a day. After that they stand; you may still take back that others see them."""


class NotYoursToPublish(Exception):
    """Only those who were thanked, or who leads their team, show thanks to others, and only when the giver agreed."""


@transaction.atomic
def give_thanks(
    *,
    words: str,
    actor: Actor,
    at: datetime,
    episode_id: int | None = None,
    service_id: int | None = None,
    consent: bool = False,
) -> Thanks:
    """Thank everybody who took part in an episode, or those who serve a service; again within a day changes it."""
    about = about_episode(actor, episode_id) if episode_id is not None else about_service(actor, service_id)
    day = at.astimezone(ZoneInfo(actor.zone)).date()
    known = Thanks.objects.select_for_update(of=("self",)).filter(giver_id__in=actor.reach.person_ids, **about.columns)
    row = known.filter(given_on=day).first() if service_id is not None else known.first()
    if row is not None:
        return _change(row, words, consent, actor=actor, at=at)
    if not about.to:
        raise NobodyToThank(NobodyToThank.__doc__)
    row = Thanks.objects.create(
        giver_id=actor.person_id or 0,
        team_id=about.team_id,
        about=about.title[:200],
        words=words.strip()[:LONGEST],
        given_at=at,
        given_on=day,
        consent=consent,
        **about.columns,
    )
    ThanksTo.objects.bulk_create(ThanksTo(thanks=row, person_id=person, at=at) for person in sorted(about.to))
    _record("thanks.given", row, actor=actor, at=at)
    events.publish(ThanksGiven(thanks_id=row.pk))
    return row


def _change(row: Thanks, words: str, consent: bool, *, actor: Actor, at: datetime) -> Thanks:
    if not rules.may_change(row.given_at, at=at):
        raise TooLate(TooLate.__doc__)
    row.words, row.consent = words.strip()[:LONGEST], consent
    if not consent:
        row.published_at = row.published_by_id = None
    row.save(update_fields=["words", "consent", "published_at", "published_by"])
    _record("thanks.changed", row, actor=actor, at=at)
    events.publish(ThanksGiven(thanks_id=row.pk))
    return row


@transaction.atomic
def set_consent(*, thanks_id: int, consent: bool, actor: Actor, at: datetime) -> Thanks:
    """The giver agrees that others see the words, or takes that back at any time; then nobody else does any more."""
    rows = Thanks.objects.select_for_update(of=("self",)).filter(giver_id__in=actor.reach.person_ids)
    row = rows.filter(pk=thanks_id).first()
    if row is None:
        raise NotFound("thanks")
    row.consent = consent
    if not consent:
        row.published_at = row.published_by_id = None
    row.save(update_fields=["consent", "published_at", "published_by"])
    _record("thanks.consent", row, actor=actor, at=at)
    return row


@transaction.atomic
def publish_thanks(*, thanks_id: int, actor: Actor, at: datetime) -> Thanks:
    """Show thanks to all who serve; by those who were thanked or lead the team, with the giver's consent."""
    row = _to_publish(thanks_id, actor)
    if not row.consent:
        raise NotYoursToPublish(NotYoursToPublish.__doc__)
    if row.published_at is None:
        row.published_at, row.published_by_id = at, actor.person_id
        row.save(update_fields=["published_at", "published_by"])
        _record("thanks.published", row, actor=actor, at=at)
    return row


def _to_publish(thanks_id: int, actor: Actor) -> Thanks:
    """A lead may publish what they were shown: their team's thanks given with consent."""
    row = Thanks.objects.select_for_update(of=("self",)).filter(pk=thanks_id).first()
    if row is None or not actor.staff:
        raise NotFound("thanks")
    mine = ThanksTo.objects.filter(thanks=row, person_id__in=actor.reach.person_ids).exists()
    leads = row.consent and row.team_id in actor.reach.team_ids and actor.reach.may("people.write")
    if not mine and not leads:
        raise NotFound("thanks")
    return row


@transaction.atomic
def read_thanks(*, actor: Actor, at: datetime) -> int:
    """The actor has seen the thanks for them; how many were new."""
    if actor.person_id is None:
        raise NotFound("thanks")
    return ThanksTo.objects.filter(person_id__in=actor.reach.person_ids, seen_at__isnull=True).update(seen_at=at)


def _record(verb: str, row: Thanks, *, actor: Actor, at: datetime) -> None:
    audit.record(verb, actor=actor, subject_kind="thanks", subject_id=row.pk, at=at)
