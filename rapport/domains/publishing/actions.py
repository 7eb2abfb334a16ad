"""Setting targets in public, and saying what was done after people spoke."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.publishing.models import Deed, Target
from rapport.domains.publishing.types import PUBLISHES, Measure
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

SCORE = (-100.0, 100.0)
SHARE = (0.0, 1.0)


class ImpossibleGoal(ValueError):
    """The goal does not lie on the scale of its measure."""


class NothingSaid(ValueError):
    """Both are needed: what people said and what was done."""


@transaction.atomic
def set_target(*, measure: Measure, name: str, goal: float, actor: Actor, at: datetime) -> Target:
    """Set a target in public; the one before ends today and stays on record. Shares lie in 0..1."""
    actor.require(PUBLISHES)
    low, high = SCORE if measure == Measure.RECOMMEND else SHARE
    if not low <= goal <= high:
        raise ImpossibleGoal(f"A goal for {measure} lies between {low:g} and {high:g}, not at {goal:g}.")
    open_one = Target.objects.select_for_update().filter(measure=measure, until__isnull=True).first()
    if open_one is not None and (open_one.name, open_one.goal) == (name, goal):
        return open_one
    if open_one is not None:
        open_one.until = max(at.date(), open_one.since)
        open_one.save(update_fields=["until"])
    place = list(Measure).index(measure)
    target = Target.objects.create(measure=measure, name=name, goal=goal, since=at.date(), place=place)
    audit.record("target.set", actor=actor, subject_kind="target", subject_id=target.pk, at=at, fields=["goal"])
    return target


@transaction.atomic
def publish_deed(
    *,
    said: str,
    did: str,
    asked_by: str = "",
    service_id: int | None = None,
    organisation_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Deed:
    """Say in public what came of what people said; "no" with its reason is an answer, too. Twice is once.

    It stands in the client review of an organisation that asked for it, or of all that use the service.
    """
    actor.require(PUBLISHES)
    _known_here(service_id, organisation_id, actor)
    if not said.strip() or not did.strip():
        raise NothingSaid
    known = Deed.objects.filter(said=said.strip(), did=did.strip(), withdrawn_on__isnull=True).first()
    if known is not None:
        return known
    about = {"service_id": service_id, "organisation_id": organisation_id}
    words = {"said": said.strip(), "did": did.strip(), "asked_by": asked_by.strip()}
    deed = Deed.objects.create(**words, **about, published_on=at.date())
    audit.record("deed.published", actor=actor, subject_kind="deed", subject_id=deed.pk, at=at)
    return deed


@transaction.atomic
def withdraw_deed(*, deed_id: int, actor: Actor, at: datetime) -> None:
    """Take a deed off the page; it stays on record."""
    actor.require(PUBLISHES)
    if not Deed.objects.filter(pk=deed_id, withdrawn_on__isnull=True).update(withdrawn_on=at.date()):
        raise NotFound
    audit.record("deed.withdrawn", actor=actor, subject_kind="deed", subject_id=deed_id, at=at)


def _known_here(service_id: int | None, organisation_id: int | None, actor: Actor) -> None:
    """Refuse a service or organisation that is not there or not within reach."""
    if service_id is not None:
        people.service(actor, service_id)
    if organisation_id is not None:
        people.organisation(actor, organisation_id)
