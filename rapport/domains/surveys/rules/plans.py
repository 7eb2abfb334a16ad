"""How many to ask for a wanted margin. Plain functions over the people a draw would see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil

import numpy as np

from rapport.domains.surveys.rules.columns import REASONS, reasons_of, services_in, users_of
from rapport.domains.surveys.rules.pacing import lasts_until
from rapport.domains.surveys.types import Asked, Columns, Per, Plan, Rate, ServicePlan, Skipped, SurveyKind
from rapport.domains.surveys.types.draws import Array
from rapport.measures import proportions, sampling

ASSUMED = 0.3  # the usual share of answers to a mail from a known sender, until there are enough of our own
ENOUGH_ASKED = 30
# Of one answer, at its worst: a net score on −1..1, a share on 0..1; of a mean a quarter of its scale as deviation.
VARIANCE: Mapping[str, float] = {SurveyKind.NPS: 1.0, SurveyKind.CSAT: 0.25}
OF_A_MEAN = 0.0625
MONTHS_OF = {Per.MONTH: 1, Per.QUARTER: 3, Per.SERVICE: 1}


def rate_of(asked: int, answered: int) -> Rate:
    """The response rate with its Wilson interval; a stated assumption where fewer than thirty were asked.

    >>> rate_of(200, 46).low
    0.17709...
    """
    if asked < ENOUGH_ASKED:
        return Rate(asked, answered, ASSUMED, ASSUMED, ASSUMED, assumed=True)
    found = proportions.wilson(answered, asked)
    return Rate(asked, answered, found.value, found.low, found.high)


def asked_for(answers: int, rate: Rate) -> int:
    """How many must be asked so that as many as are needed answer.

    >>> asked_for(94, rate_of(0, 0))
    314
    """
    return ceil(answers / max(rate.value, 0.01))


def plan(
    found: Columns,
    *,
    per: Per,
    margin: int,
    rate: Rate,
    rest_days: int,
    day: date,
    asked: Asked = Asked.USER,
    names: dict[int | str, str] | None = None,
    kind: str = SurveyKind.NPS,
) -> Plan:
    """The planner's answer; margin in hundredths: of the score's points, of a share, or of the length of the scale."""
    why = reasons_of(found, day=day, asked=asked)
    skipped = Counter(dict(zip(REASONS, np.bincount(why, minlength=len(REASONS)).tolist(), strict=True)))
    frame = skipped.pop("")
    people = frame + skipped[Skipped.RESTS]  # who rests now can be asked within the year
    by_service = per is Per.SERVICE
    services = _services(found, why == 0, margin=margin, rate=rate, names=names or {}, kind=kind) if by_service else []
    answers = sum(one.answers for one in services) if services else _answers(margin, people, kind)
    ask = _largest(services, frame) if services else ceil(asked_for(answers, rate) / MONTHS_OF[per])
    resting = found.rests_until[why == REASONS.index(Skipped.RESTS)]
    return Plan(
        per=per,
        margin=margin,
        people=people,
        frame=frame,
        skipped=[(str(reason), n) for reason, n in skipped.most_common() if n],
        answers=answers,
        ask=min(ask, frame),
        rate=rate,
        enough=ask <= frame,
        rest_days=rest_days,
        lasts_until=lasts_until(
            free=frame,
            returning=[date.fromordinal(one) for one in resting.tolist()],
            ask=max(ask, 1),
            rest_days=rest_days,
            start=day,
        ),
        services=services,
        asked=asked,
    )


def _answers(margin: int, people: int, kind: str) -> int:
    variance = VARIANCE.get(kind, OF_A_MEAN)
    return sampling.answers_needed(margin / 100, variance=variance, population=people) if people else 0


def _services(
    found: Columns, inside: Array, *, margin: int, rate: Rate, names: dict[int | str, str], kind: str
) -> list[ServicePlan]:
    """What each service needs by those who use it, the one with the most users first."""
    used = Counter({service: int(users_of(found, service)[inside].sum()) for service in services_in(found)})
    rows = []
    for service, people in used.most_common():
        if not people:
            continue
        answers = _answers(margin, people, kind)
        ask = asked_for(answers, rate)
        rows.append(ServicePlan(names.get(service, str(service)), people, answers, min(ask, people), ask <= people))
    return rows


def _largest(services: Sequence[ServicePlan], frame: int) -> int:
    """A draw in proportion gives every service its number when its share of the frame does.

    Services too small for the range even with everybody asked do not decide, else everybody would always be asked.
    """
    return max((ceil(one.ask * frame / one.people) for one in services if one.enough), default=frame + 1)
