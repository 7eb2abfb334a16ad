"""What people of one group said in a stretch of time: by name to who may call them, in words only where many agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from rapport.domains.surveys import rules
from rapport.domains.surveys.models import Answer, SurveyVersion
from rapport.domains.surveys.types import How, Mode, NamedAnswer
from rapport.foundation.actors import Actor, NotAllowed, NotFound

UNHAPPY = 6
FEWEST_WORDS, PRINTED, SHOWN = 10, 6, 12
NAMES = ("person_id", "score", "services", "service_id", "site_id", "answered_on", "words")


def named_answers(viewer: Actor, *, survey_id: int, since: date, until: date) -> Iterator[NamedAnswer]:
    """Every drawn answer by name of these months; for the system, which compares them in sets."""
    if not viewer.reach.whole:
        raise NotAllowed("loyalty.read")
    rows = _of(survey_id, since, until).filter(mode=Mode.NAMED, person__isnull=False)
    return (_named(row) for row in rows.order_by("id").values_list(*NAMES).iterator(chunk_size=2000))


def unhappy_by_name(
    viewer: Actor,
    *,
    survey_id: int,
    since: date,
    until: date,
    service_id: int | None = None,
    site_id: int | None = None,
) -> list[NamedAnswer]:
    """The newest unhappy answers by name of a group, only for who may read them: the survey's owner, or oneself."""
    viewer.require("loyalty.read")
    rows = Answer.objects.in_reach_of(viewer).filter(
        pk__in=_of(survey_id, since, until).values("pk"), score__lte=UNHAPPY
    )
    found = [_named(row) for row in rows.order_by("-answered_on", "-id").values_list(*NAMES)[:200]]
    return [one for one in found if _fits(one, service_id, site_id)][:SHOWN]


def words_of_group(
    viewer: Actor,
    *,
    survey_id: int,
    since: date,
    until: date,
    among: Collection[int],
    service_id: int | None = None,
    site_id: int | None = None,
    organisation_id: int | None = None,
) -> list[str]:
    """What was written with leave to print it, once ten of the group did; in an order that tells nothing.

    among: the answers whose words were released, for the newest sentence alone would be that of whoever just answered.
    To staff who may read loyalty, and to a client contact of the organisation that is asked for.
    """
    _refuse_strangers(viewer, organisation_id)
    rows = _of(survey_id, since, until).filter(may_print=True).exclude(words="")
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    if site_id is not None:
        rows = rows.filter(site_id=site_id)
    found = rows.order_by("-month", "id").values_list("pk", "words", "services", "service_id")[:1000]
    here = (row for row in found if service_id is None or service_id in {*row[2], row[3]})
    words = [said for pk, said, _, _ in here if pk in among]
    return sorted(words, key=lambda said: (len(said), said))[:PRINTED] if len(words) >= FEWEST_WORDS else []


def ticks_of_unhappy(
    viewer: Actor, *, survey_id: int, since: date, until: date
) -> Iterator[tuple[tuple[str, ...], tuple[int, ...], int | None]]:
    """The reasons each unhappy answer by name ticked, with its services and site, and nobody's name; for the system.

    Who reads those by name would take them off: one without a name among them would be left.
    """
    if not viewer.reach.whole:
        raise NotAllowed("loyalty.read")
    labels = _labels(survey_id)
    rows = _of(survey_id, since, until).filter(score__lte=UNHAPPY, mode=Mode.NAMED).order_by("id")
    for reasons, services, one, site_id in rows.values_list("reasons", "services", "service_id", "site_id"):
        used = tuple(sorted({pk for pk in (*services, one) if pk}))
        yield tuple(dict.fromkeys(labels.get(key, key) for key in reasons)), used, site_id


def _of(survey_id: int, since: date, until: date) -> QuerySet[Answer]:
    return Answer.objects.filter(survey_id=survey_id, month__gte=since, month__lt=until, how=How.DRAWN)


def _refuse_strangers(viewer: Actor, organisation_id: int | None) -> None:
    if viewer.reach.whole or (viewer.staff and viewer.reach.may("loyalty.read")):
        return
    if viewer.staff:
        raise NotAllowed("loyalty.read")
    if organisation_id is None or organisation_id not in viewer.reach.organisation_ids:
        raise NotFound


def _named(row: tuple[Any, ...]) -> NamedAnswer:
    person_id, score, services, service_id, site_id, on, words = row
    used = tuple(sorted({one for one in (*services, service_id) if one}))
    return NamedAnswer(person_id, score, used, site_id, on, words)


def _fits(one: NamedAnswer, service_id: int | None, site_id: int | None) -> bool:
    return (service_id is None or service_id in one.services) and (site_id is None or one.site_id == site_id)


def _labels(survey_id: int) -> dict[str, str]:
    """Every reason's words, the newest wording last."""
    found: dict[str, str] = {}
    versions = SurveyVersion.objects.filter(survey_id=survey_id).order_by("number")
    for stored in versions.values_list("wording", flat=True):
        for offered in rules.wording_in(stored, "en").reasons.values():
            found |= {reason.key: reason.label for reason in offered}
    return found
