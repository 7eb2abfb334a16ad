"""The gap and the client review: doors of promises, surveys and insights, and their pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rapport.domains.insights import actions, queries
from rapport.domains.insights.models import Gap, ReviewAction
from rapport.domains.people import queries as people
from rapport.domains.promises import actions as promises
from rapport.domains.promises import queries as promise_queries
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor, system
from tests.outsiders.cases import Case
from tests.world import World

AUTUMN, WINTER = date(2026, 10, 1), date(2027, 1, 1)


def taken(w: World) -> int:
    """Noor looks after the gap of Mail; made once."""
    known = Gap.objects.filter(closed_at=None).values_list("pk", flat=True).first()
    return known or _take(w, w.cast.noor, w.cast.mail.pk).pk


def agreed(w: World) -> int:
    """Something Aldergate and we agreed on; made once."""
    known = ReviewAction.objects.filter(left_out_at=None).values_list("pk", flat=True).first()
    return known or _agree(w, w.cast.noor, w.cast.aldergate.pk).pk


def counted(w: World) -> int:
    """Facts of the quarter; the id of Aldergate."""
    promises.count_targets(quarter=AUTUMN, actor=system(), at=w.at + timedelta(days=9))
    return w.cast.aldergate.pk


def _take(w: World, who: Actor, on: Any) -> Gap:
    said = {"quarter": AUTUMN, "next_step": "Ask ten people", "next_on": None}
    return actions.take_gap(
        kind="service", group_id=on, owner_id=w.cast.noor.person_id or 0, actor=who, at=w.at, **said
    )


def _agree(w: World, who: Actor, on: Any) -> ReviewAction:
    said = {"text": "A list two weeks ahead", "side": "ours", "who_id": None, "due_on": None}
    return actions.agree_action(organisation_id=on, quarter=AUTUMN, actor=who, at=w.at, **said)


def _mail(w: World) -> int:
    return w.cast.mail.pk


def _home(w: World) -> int:
    return w.cast.aldergate.pk


def _survey(w: World) -> int:
    return w.survey_id


def _period(on: Any) -> dict[str, Any]:
    return {"survey_id": on, "since": AUTUMN, "until": WINTER}


PROMISES = {
    "count_targets": Case(
        lambda w, who, _: [promises.count_targets(quarter=AUTUMN, actor=who, at=w.at)], insider="ines"
    )
}
AIMS = {
    "aims_of": Case(
        lambda w, who, on: promise_queries.aims_of(
            who, [on], since=w.at - timedelta(days=90), until=w.at + timedelta(days=9)
        ),
        on=lambda w: w.marta,
        insider="system",
    ),
    "target_quarters": Case(lambda w, who, _: counted(w) and promise_queries.target_quarters(who), insider="noor"),
    "targets_met": Case(
        lambda w, who, on: promise_queries.targets_met(who, view="organisation", quarter=AUTUMN, group_id=on),
        on=counted,
        insider="ruth",
    ),
    "targets_by_service": Case(
        lambda w, who, on: promise_queries.targets_by_service(who, organisation_id=on, quarter=AUTUMN) or who.staff,
        on=counted,
        insider="noor",
    ),
}
PEOPLE = {
    "client_contacts": Case(lambda w, who, on: people.client_contacts(who, on), on=_home, insider="noor"),
}
SURVEYS = {
    "counted_again": Case(lambda w, who, _: [surveys.counted_again(who)], insider="system"),
    "months_to_count": Case(lambda w, who, _: [surveys.months_to_count(who)], insider="system"),
    "named_answers": Case(
        lambda w, who, on: [*surveys.named_answers(who, **_period(on)), who.reach.whole], on=_survey, insider="system"
    ),
    "ticks_of_unhappy": Case(
        lambda w, who, on: [*surveys.ticks_of_unhappy(who, **_period(on)), who.reach.whole],
        on=_survey,
        insider="system",
    ),
    "unhappy_by_name": Case(
        lambda w, who, on: surveys.unhappy_by_name(who, **_period(on)) or who.staff, on=_survey, insider="noor"
    ),
    "words_of_group": Case(
        lambda w, who, on: surveys.words_of_group(who, among=(), **_period(on)) or who.staff, on=_survey, insider="noor"
    ),
}
ACTIONS = {
    "agree_action": Case(_agree, on=_home, insider="noor"),
    "close_gap": Case(
        lambda w, who, on: actions.close_gap(gap_id=on, found="Nobody was told.", actor=who, at=w.at),
        on=taken,
        insider="noor",
    ),
    "compare_gaps": Case(
        lambda w, who, on: [actions.compare_gaps(survey_id=on, quarter=AUTUMN, actor=who, at=w.at)],
        on=_survey,
        insider="system",
    ),
    "finish_action": Case(
        lambda w, who, on: actions.finish_action(action_id=on, done=True, actor=who, at=w.at), on=agreed, insider="noor"
    ),
    "leave_out_action": Case(
        lambda w, who, on: [actions.leave_out_action(action_id=on, actor=who, at=w.at)], on=agreed, insider="noor"
    ),
    "plan_review": Case(
        lambda w, who, on: actions.plan_review(
            organisation_id=on, quarter=AUTUMN, next_step="Meet", next_on=None, actor=who, at=w.at
        ),
        on=_home,
        insider="noor",
    ),
    "recount_answers": Case(lambda w, who, _: [actions.recount_answers(actor=who, at=w.at)], insider="ines"),
    "set_perception_target": Case(
        lambda w, who, on: [actions.set_perception_target(service_id=on, share=0.8, actor=who, at=w.at)],
        on=_mail,
        insider="dev",
    ),
    "sign_review": Case(
        lambda w, who, on: agreed(w) and actions.sign_review(organisation_id=on, quarter=AUTUMN, actor=who, at=w.at),
        on=_home,
        insider="ruth",
    ),
    "take_gap": Case(_take, on=_mail, insider="noor"),
}
QUERIES = {
    "gap_group": Case(lambda w, who, on: queries.gap_group(who, "service", on), on=_mail, insider="noor"),
    "gap_groups": Case(lambda w, who, _: queries.gap_groups(who), insider="noor"),
    "gap_history": Case(
        lambda w, who, on: taken(w) and queries.gap_history(who, "service", on), on=_mail, insider="noor"
    ),
    "gap_page": Case(lambda w, who, _: queries.gap_page(who, at=w.at).rows, insider="noor"),
    "review": Case(lambda w, who, on: queries.review(who, on, quarter=AUTUMN, at=w.at), on=_home, insider="ruth"),
    "review_quarters": Case(lambda w, who, on: queries.review_quarters(who, on, at=w.at), on=_home, insider="ruth"),
}
INNER = {"gap_owners": "gets a group, which only `gap_group` gives to those who look after it"}
OPEN = {"perception_targets": "like targets of facts they are for everybody to read"}


def gap_of_mail(w: World) -> dict[str, Any]:
    """The address of the gap of Mail."""
    return {"kind": "service", "group_id": w.cast.mail.pk}


def gap_to_close(w: World) -> dict[str, Any]:
    """The same, and the one that Noor took."""
    return gap_of_mail(w) | {"gap_id": taken(w)}


def review_of_home(w: World) -> dict[str, Any]:
    """The review of Aldergate."""
    return {"organisation_id": w.cast.aldergate.pk}


def action_of_home(w: World) -> dict[str, Any]:
    """Something agreed in it."""
    return review_of_home(w) | {"action_id": agreed(w)}


def takes(w: World) -> Mapping[str, Any]:
    """Noor takes it herself."""
    return {"owner_id": w.cast.noor.person_id, "next_step": "Ask ten people", "quarter": "2026Q4"}


def agrees(w: World) -> Mapping[str, Any]:
    """What is agreed."""
    return {"text": "A list two weeks ahead", "side": "ours", "quarter": "2026Q4"}


def _nothing(w: World) -> dict[str, Any]:
    return {}


def _says(**said: Any) -> Any:
    return lambda w: said


SERVICE = {"kind": "service"}
PAGES: dict[str, tuple[Any, ...]] = {  # on, insider, post, absent: as pages.Page takes them
    "workspace:gap": (_nothing, "noor"),
    "workspace:gap_csv": (_nothing, "noor"),
    "workspace:gap_targets": (_nothing, "dev"),
    "workspace:one_gap": (gap_of_mail, "noor", None, SERVICE),
    "workspace:take_gap": (gap_of_mail, "noor", takes, SERVICE),
    "workspace:close_gap": (gap_to_close, "noor", _says(found="Nobody was told."), SERVICE),
    "workspace:review": (review_of_home, "noor"),
    "workspace:review_agree": (review_of_home, "noor", agrees),
    "workspace:review_plan": (review_of_home, "noor", _says(next_step="Meet")),
    "workspace:review_sign": (review_of_home, "noor", _says(quarter="2026Q4")),
    "workspace:review_change": (action_of_home, "noor", _says(then="done")),
    "portal:your_review": (_nothing, "ruth"),
    "portal:sign_your_review": (_nothing, "ruth", _says(quarter="2026Q4")),
}
