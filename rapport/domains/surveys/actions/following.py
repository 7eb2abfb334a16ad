"""Asking one person by an occasion: after an episode, and once more after a recovery."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.people.queries.served import ServedRow, served
from rapport.domains.promises import queries as promises
from rapport.domains.surveys import events, queries, rules
from rapport.domains.surveys.actions.drawing import begin_rest
from rapport.domains.surveys.models import AskRule, Invitation, RestPeriod, Survey, SurveyVersion
from rapport.domains.surveys.types import AskKind, How, Matter, Mode, Rest, SurveyKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.foundation.events import publish
from rapport.measures import worktime

FRESH = timedelta(days=3)  # what ended longer ago is nobody's memory any more: an import, or a worker that was off
LONG_AGO = date(2000, 1, 1)


@transaction.atomic
def ask_after_episodes(*, matters: Sequence[Matter], actor: Actor, at: datetime) -> int:
    """Make an invitation for each of these episodes that a rule takes and whose person may be asked; how many."""
    actor.require("surveys.send")
    rows = AskRule.objects.filter(kind=AskKind.AFTER_EPISODE, ended_at__isnull=True).select_related("survey")
    found = list(rows.order_by("pk"))
    fresh = [one for one in matters if one.completed_at > at - FRESH]
    wanted = [(rule, one) for rule in found for one in fresh if _fits(rule, one)]
    if not wanted:
        return 0
    may = _may_be_asked({one.person_id for _, one in wanted}, actor=actor, at=at)
    made = []
    for rule, one in wanted:
        if one.person_id in may and not rules.not_asked(may[one.person_id], rule.survey.asked):
            del may[one.person_id]  # two rules, or two matters, are still one ask
            made.append(_after(rule, one, actor=actor, at=at))
    return _keep(made, rest=Rest.TRANSACTIONAL, actor=actor, at=at)


@transaction.atomic
def ask_again(
    *, person_id: int, after: datetime, survey_id: int | None = None, actor: Actor, at: datetime
) -> int | None:
    """Ask somebody whose unhappy answer was followed up once more, 21 days after that; None where that may not be.

    `after` is when the recovery ended, `survey_id` where they were unhappy: a loyalty question is put again, after any
    other one that about the whole of IT, where they were asked it before. It stands outside the 90 days, never outside
    24 hours, a decline or opting out. Called twice it asks once; returns the invitation's id.
    """
    actor.require("surveys.send")
    list(_rests([person_id]))  # locked, so that two calls at once make one
    known = Invitation.objects.filter(person_id=person_id, how=How.AGAIN, send_at__gt=after)
    if pk := known.values_list("pk", flat=True).first():
        return pk
    declined = RestPeriod.objects.filter(person_id=person_id, kind=Rest.DECLINED, until__gt=at.date()).exists()
    last = _last_ask(person_id, survey_id, actor)
    theirs = _reachable([person_id], actor).get(person_id)
    if declined or last is None or theirs is None or rules.not_asked(theirs, last.survey.asked):
        return None
    due = max(after + timedelta(days=rules.AGAIN_DAYS), at)
    made = _invitation(last.survey, last, due, how=How.AGAIN, month=_month(after))
    publish(events.AnswersCounted(counts=rules.asked([made])))
    audit.record("person.asked_again", actor=actor, subject_kind="person", subject_id=person_id, at=at)
    return made.pk


def _last_ask(person_id: int, survey_id: int | None, actor: Actor) -> Invitation | None:
    """The latest invitation to the question that is put once more; None where they were asked none that still goes."""
    theirs = Survey.objects.filter(pk=survey_id).first() if survey_id else None
    whole = queries.default_survey(actor)
    order = [theirs, whole] if theirs and theirs.kind == SurveyKind.NPS else [whole, theirs]
    rows = Invitation.objects.filter(person_id=person_id).select_related("survey", "site", "organisation")
    for survey in order:
        going = survey is not None and survey.stopped_at is None and survey.default_mode != Mode.ANONYMOUS
        if going and (last := rows.filter(survey=survey).order_by("-send_at", "-pk").first()):
            return last
    return None


def _month(moment: datetime) -> date:
    return moment.date().replace(day=1)


def _fits(rule: AskRule, one: Matter) -> bool:
    service = rule.service_id or rule.survey.service_id
    return (
        one.completed_at >= rule.started_at
        and service in {None, one.service_id}
        and one.contacts >= rule.least_contacts
        and rules.is_taken(rule.pk, one.episode_id, share=rule.share)
    )


def _may_be_asked(person_ids: Collection[int], *, actor: Actor, at: datetime) -> dict[int, ServedRow]:
    """Those who are rested, wait for no other ask, did not opt out and have an address."""
    day = at.date()
    rests: dict[int, dict[str, date]] = {}
    for person_id, kind, until in _rests(person_ids):
        rests.setdefault(person_id, {})[kind] = until
    rested = {pk for pk in person_ids if rules.is_rested(rests.get(pk, {}), rest=Rest.TRANSACTIONAL, day=day)}
    unsent = Invitation.objects.filter(person_id__in=rested, sent_at__isnull=True, declined_at__isnull=True)
    waiting = set(unsent.values_list("person_id", flat=True))
    return {pk: row for pk, row in _reachable(rested, actor).items() if pk not in waiting}


def _rests(person_ids: Collection[int]) -> list[tuple[int, str, date]]:
    """The rests of these persons; each has a row to lock, so that two occasions at once ask once."""
    empty = [
        RestPeriod(person_id=pk, kind=Rest.TRANSACTIONAL, since=LONG_AGO, until=LONG_AGO) for pk in sorted(person_ids)
    ]
    RestPeriod.objects.bulk_create(empty, ignore_conflicts=True)
    rows = RestPeriod.objects.select_for_update().filter(person_id__in=person_ids).order_by("pk")
    return list(rows.values_list("person_id", "kind", "until"))


def _reachable(person_ids: Collection[int], actor: Actor) -> dict[int, ServedRow]:
    rows = served(actor, person_ids=person_ids)
    return {one.person_id: one for one in rows if one.reachable and not one.opted_out}


def _after(rule: AskRule, one: Matter, *, actor: Actor, at: datetime) -> Invitation:
    hours = promises.default_calendar()
    due = worktime.due(hours, one.completed_at, timedelta(minutes=rule.delay_minutes)) or at
    service = one.service_id or rule.survey.service_id
    row = Invitation(
        survey=rule.survey,
        version=SurveyVersion.objects.filter(survey_id=rule.survey_id).latest("number"),
        person_id=one.person_id,
        organisation_id=one.organisation_id,
        site_id=one.site_id,
        service_id=service,
        services=[service] if service else [],
        stratum=rules.stratum_of(one.site_id, service) if service else "",
        month=_month(at),
        how=How.AFTER_EPISODE,
        episode_id=one.episode_id,
    )
    closed = frozenset(hours.holidays)
    moment = rules.in_their_day(max(due, at), zone=_zone(one, actor), holidays=closed)
    return _timed(row, moment, closed)


def _zone(one: Matter, actor: Actor) -> str:
    site = people.site(actor, one.site_id).zone if one.site_id else ""
    return site or people.organisation(actor, one.organisation_id).zone


def _timed(row: Invitation, moment: datetime, closed: frozenset[date]) -> Invitation:
    for name, value in rules.timed(moment, closed).items():
        setattr(row, name, value)
    return row


def _invitation(survey: Survey, last: Invitation, due: datetime, *, how: How, month: date) -> Invitation:
    """One more ask that stands where the last one stood."""
    closed = frozenset(promises.default_calendar().holidays)
    zone = (last.site.zone if last.site else "") or last.organisation.zone
    row = Invitation(
        survey=survey,
        version=SurveyVersion.objects.filter(survey=survey).latest("number"),
        person_id=last.person_id,
        organisation_id=last.organisation_id,
        site_id=last.site_id,
        service_id=last.service_id,
        services=last.services,
        stratum=last.stratum,
        month=month,
        how=how,
    )
    _timed(row, rules.in_their_day(due, zone=zone, holidays=closed), closed).save()
    return row


def _keep(made: list[Invitation], *, rest: Rest, actor: Actor, at: datetime) -> int:
    """Store what is new, count it, and let these persons rest; an episode asked about before is left out."""
    known = set(
        Invitation.objects.filter(episode_id__in=[one.episode_id for one in made]).values_list(
            "survey_id", "episode_id"
        )
    )
    new = [one for one in made if (one.survey_id, one.episode_id) not in known]
    persons = [one.person_id for one in new if one.person_id is not None]
    helped = queries.facets_of(actor, persons, at=at) if new else {}
    for one in new:
        one.facets = helped.get(one.person_id or 0, {})
    Invitation.objects.bulk_create(new)
    if new:
        begin_rest(person_ids=persons, since=at.date(), rest_days=rules.REST_DAYS[rest], rest=rest, actor=actor, at=at)
        publish(events.AnswersCounted(counts=rules.asked(new)))
        audit.record("survey.asked", actor=actor, subject_kind="survey", subject_id=new[0].survey_id, at=at)
    return len(new)
