"""The sentences of the planner and of the rules of asking."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.domains.insights.types import Judging, Metric
from rapport.domains.surveys.types import REST_DAYS, Asked, AskKind, Per, Plan, Rate, Rest, RuleSeen, TrialStratum
from rapport.interfaces.look.wording import moments, words

PER = {Per.MONTH: "each month", Per.QUARTER: "each quarter", Per.SERVICE: "each service and month"}
KINDS = {
    AskKind.AFTER_EPISODE: "After an episode",
    AskKind.AROUND_CHANGE: "Around a change",
    AskKind.ON_SCHEDULE: "On a schedule",
}
WHOM = {
    Asked.USER: "It asks those who use it and do not work for the provider.",
    Asked.CLIENT_CONTACT: "It asks client contacts only; what their organisation uses counts as theirs.",
    Asked.FRONT_LINE: "It asks the front line only: people who serve customers of their own with what they use here, "
    "neither citizens nor client contacts.",
    Asked.STAFF: "It asks our own staff only; the services of their teams count as theirs.",
}
HOUR = 60


def margin_words(margin: int, judging: Judging) -> str:
    """A margin in the unit of the survey's own figure: ±15 points, ±15 percentage points, ±0.9 on 1 to 7."""
    if judging.metric is Metric.NET:
        return f"±{margin} points"
    if judging.metric is Metric.SHARE:
        return f"±{margin} percentage points"
    return f"±{margin / 100 * (judging.high - judging.low):.1f} on {judging.low} to {judging.high}"


def lead(plan: Plan, margin: str) -> str:
    """How many to ask, in one sentence, or why nobody can be."""
    if not plan.frame and not plan.skipped:
        return "Nobody can be asked now: nobody uses the service yet."
    if not plan.frame:
        return "Nobody can be asked now: everyone who uses the service is left out, for the reasons below."
    if not plan.enough:
        return (
            f"{margin} for {PER[plan.per]} cannot be reached: asking everybody, "
            f"{words.count(plan.frame, 'person', 'people')} now, is not enough."
        )
    small = [one.name for one in plan.services if not one.enough]
    but = f" But not for {', '.join(small)}: there even asking everybody is not enough." if small else ""
    return f"Ask {words.count(plan.ask, 'person', 'people')} a month for {margin}, {PER[plan.per]}.{but}"


def why(plan: Plan) -> str:
    """How the number comes about."""
    return (
        f"{words.count(plan.answers, 'answer')} are needed {PER[plan.per] if not plan.services else 'over all'}, "
        f"counted for the {words.count(plan.people, 'person', 'people')} who could ever be asked. {rate(plan.rate)}"
    )


def rate(found: Rate) -> str:
    """The response rate so far with its range and n, or what is reckoned with until there is one."""
    if found.assumed:
        so_far = f"Only {found.asked} were" if found.asked else "Nobody was"
        return f"{so_far} asked long enough ago, so this reckons with {words.percent(found.value)} who answer."
    return (
        f"{words.share(found.value, found.low, found.high)} answer, from {words.number(found.answered)} of "
        f"{words.number(found.asked)} asked in the last year."
    )


def lasts(plan: Plan) -> str:
    """How long asking so many a month can go on under the rest period."""
    if not plan.frame:
        return ""
    if plan.lasts_until is None:
        return f"With {plan.rest_days} days of rest this can go on: for two years there are always enough to ask."
    return (
        f"With {plan.rest_days} days of rest too few are rested in {moments.month(plan.lasts_until)}. "
        "Ask fewer a month, or accept a wider range."
    )


def rests() -> list[tuple[str, str]]:
    """How long somebody rests after which ask, the same words on both pages.

    >>> rests()[0]
    ('14 days', 'After any question, whatever asked and whatever asks next.')
    """
    days = {rest: f"{n} days" for rest, n in REST_DAYS.items()}
    again = f"After a recovery they are asked once more; this one ask does not wait for the {days[Rest.RELATIONAL]}."
    return [
        (days[Rest.ANY], "After any question, whatever asked and whatever asks next."),
        (
            days[Rest.RELATIONAL],
            "Between two about the relationship (NPS, trust, expectation). A draw may choose another number.",
        ),
        (days[Rest.TRANSACTIONAL], "Between two about a matter or a change, also after an episode."),
        (days[Rest.DECLINED], "After “not this time”."),
        ("For good", "After “never ask me again”, until they take it back themselves."),
        ("21 days", again),
    ]


def strata(
    found: Sequence[TrialStratum], sites: dict[int, str], services: dict[int, str]
) -> list[tuple[str, str, int, int]]:
    """Site, service, how many stand in the frame and how many the lot would take."""
    rows = (
        (sites.get(one.site_id or 0, "no site"), services.get(one.service_id, ""), one.framed, one.drawn)
        for one in found
    )
    return sorted(rows)


def rule(one: RuleSeen) -> dict[str, object]:
    """One rule as a row: its kind, what it does, what came of it."""
    return {"id": one.id, "kind": KINDS[one.kind], "does": _does(one), "came": _came(one)}


def _does(one: RuleSeen) -> str:
    if one.kind is AskKind.AFTER_EPISODE:
        of = one.service or "every service"
        soon = f"{one.delay_minutes // HOUR} working hours later" if one.delay_minutes else "at once"
        return f"{one.share} of 100 episodes of {of} with {one.least_contacts} contacts or more, {soon}."
    if one.kind is AskKind.AROUND_CHANGE and one.on is not None:
        whom = "the same people" if one.same_people else "as many others"
        return (
            f"{words.count(one.size, 'person', 'people')} from {one.days_before} days before "
            f"{moments.long_day(one.on)}, {whom} {one.days_after} days after it."
        )
    first = " of its first month" if one.every == "quarter" else ""
    return f"{words.count(one.size, 'person', 'people')} every {one.every}, on day {one.day}{first}."


def _came(one: RuleSeen) -> str:
    if one.words:
        return one.words
    if one.kind is AskKind.AFTER_EPISODE:
        return (
            f"{words.number(one.answered)} of {words.number(one.asked)} answered" if one.asked else "Nobody asked yet"
        )
    if one.ran_at is None:
        return "Nobody asked yet"
    return f"{words.count(one.asked, 'person', 'people')} asked on {moments.short_day(one.ran_at)}"
