"""The planner: how many to ask, whom, who is left out, and what the rules of a survey did."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AskRule, Invitation, RuleRun
from rapport.domains.surveys.queries.frames import frame_of
from rapport.domains.surveys.queries.samples import survey as survey_in_reach
from rapport.domains.surveys.types import Asked, AskKind, How, Per, Plan, Rate, RuleSeen
from rapport.foundation.actors import Actor

ANSWERED_BY_THEN = timedelta(days=10)  # later answers are few; earlier ones would make the rate look lower than it is
RATE_OF = timedelta(days=365)


def plan(viewer: Actor, *, survey_id: int, margin: int, per: Per, rest_days: int, at: datetime) -> Plan:
    """How many to ask for a margin of 1 to 100 in the survey's own unit; nothing is drawn and nothing is stored."""
    viewer.require("surveys.send")
    survey = survey_in_reach(viewer, survey_id)
    day = _first_of(at)
    found = frame_of(viewer, survey=survey, day=day, rest_days=rest_days)
    names: dict[int | str, str] = {row.pk: row.name for row in people.services(viewer)}
    rate = response_rate(viewer, survey_id=survey.pk, at=at)
    return rules.plan(
        found,
        per=per,
        margin=margin,
        rate=rate,
        rest_days=rest_days,
        day=day,
        asked=Asked(survey.asked),
        names=names,
        kind=survey.kind,
    )


def response_rate(viewer: Actor, *, survey_id: int, at: datetime) -> Rate:
    """The share of drawn persons who answered in the last year, of those who had ten days to do so."""
    survey = survey_in_reach(viewer, survey_id)
    sent = Invitation.objects.filter(survey=survey, how=How.DRAWN, sent_at__gt=at - RATE_OF)
    counted = sent.filter(sent_at__lte=at - ANSWERED_BY_THEN).aggregate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered_on__isnull=False))
    )
    return rules.rate_of(counted["asked"], counted["answered"])


def ask_rules(viewer: Actor, survey_id: int) -> list[RuleSeen]:
    """The rules of a survey that are in force, each with what it did last."""
    viewer.require("surveys.send")
    survey = survey_in_reach(viewer, survey_id)
    found = list(AskRule.objects.filter(survey=survey, ended_at__isnull=True).select_related("service").order_by("pk"))
    runs = {run.rule_id: run for run in RuleRun.objects.filter(rule__in=found).order_by("ran_at", "pk")}
    after = Invitation.objects.filter(survey=survey, how=How.AFTER_EPISODE, sent_at__isnull=False).aggregate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered_on__isnull=False))
    )
    return [_seen(rule, runs.get(rule.pk), after) for rule in found]


def asks_after_episodes(viewer: Actor) -> bool:
    """Whether any survey asks after an episode; for those who may send surveys."""
    viewer.require("surveys.send")
    return AskRule.objects.filter(kind=AskKind.AFTER_EPISODE, ended_at__isnull=True).exists()


def _seen(rule: AskRule, run: RuleRun | None, after: dict[str, int]) -> RuleSeen:
    episodes = rule.kind == AskKind.AFTER_EPISODE
    return RuleSeen(
        id=rule.pk,
        kind=AskKind(rule.kind),
        service=rule.service.name if rule.service else "",
        delay_minutes=rule.delay_minutes,
        share=rule.share,
        least_contacts=rule.least_contacts,
        on=rule.on,
        days_before=rule.days_before,
        days_after=rule.days_after,
        same_people=rule.same_people,
        size=rule.size,
        every=rule.every,
        day=rule.day,
        started_at=rule.started_at,
        asked=after["asked"] if episodes else run.asked if run else 0,
        answered=after["answered"] if episodes else 0,
        ran_at=run.ran_at if run else None,
        words=run.words if run else "",
    )


def _first_of(at: datetime) -> date:
    return at.date().replace(day=1)
