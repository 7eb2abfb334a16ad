"""Asking: rules, the planner, the open page, and one's own open questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.models import Answer, AskRule, Invitation
from rapport.domains.surveys.types import Matter, Per
from tests.outsiders.cases import Case
from tests.world import World

LINK = "whoever holds the link may use it; the stories of asking test a wrong one"
CHANGE = date(2027, 6, 1)


def _survey(w: World) -> int:
    return w.survey_id


def _rule(w: World) -> int:
    """A rule set by those who may."""
    return actions.ask_after(survey_id=w.survey_id, actor=w.cast.dev, at=w.at).pk


def rule_of(w: World) -> dict[str, int]:
    """The same as an address names it."""
    rule = AskRule.objects.filter(survey_id=w.survey_id).first()
    return {"survey_id": w.survey_id, "rule_id": rule.pk if rule else _rule(w)}


def waiting(w: World) -> int:
    """Marta's invitation, as if she had not answered."""
    Answer.objects.filter(invitation=w.invitation).delete()
    Invitation.objects.filter(pk=w.invitation.pk).update(answered_on=None)
    return w.invitation.pk


def _matter(w: World) -> Matter:
    return Matter(1, w.marta, w.cast.aldergate.pk, None, w.cast.mail.pk, w.at, 4)


def _paged(w: World) -> int:
    actions.open_say_page(survey_id=w.survey_id, actor=w.cast.dev, at=w.at)
    return w.survey_id


def _other(w: World) -> int:
    """A survey without samples."""
    return actions.start_default_survey(service_id=w.cast.mail.pk, actor=w.cast.dev, at=w.at).pk


ACTIONS: Mapping[str, Case] = {
    "allow_origins": Case(
        lambda w, who, on: actions.allow_origins(survey_id=on, origins=["https://a.example"], actor=who, at=w.at),
        on=_paged,
        insider="noor",
    ),
    "ask_after": Case(
        lambda w, who, on: actions.ask_after(survey_id=on, actor=who, at=w.at), on=_survey, insider="noor"
    ),
    "ask_after_episodes": Case(
        lambda w, who, _: actions.ask_after_episodes(matters=[_matter(w)], actor=who, at=w.at), insider="system"
    ),
    "ask_again": Case(
        lambda w, who, on: actions.ask_again(person_id=on, after=w.at, actor=who, at=w.at),
        on=lambda w: w.marta,
        insider="system",
    ),
    "ask_around": Case(
        lambda w, who, on: actions.ask_around(survey_id=on, on=CHANGE, size=5, actor=who, at=w.at),
        on=_other,
        insider="noor",
    ),
    "ask_on_schedule": Case(
        lambda w, who, on: actions.ask_on_schedule(survey_id=on, every="month", day=3, size=5, actor=who, at=w.at),
        on=_survey,
        insider="noor",
    ),
    "close_say_page": Case(
        lambda w, who, on: actions.close_say_page(survey_id=on, actor=who, at=w.at), on=_paged, insider="noor"
    ),
    "end_rule": Case(lambda w, who, on: actions.end_rule(rule_id=on, actor=who, at=w.at), on=_rule, insider="noor"),
    "open_question": Case(
        lambda w, who, on: actions.open_question(invitation_id=on, actor=who, at=w.at), on=waiting, insider="marta"
    ),
    "open_say_page": Case(
        lambda w, who, on: actions.open_say_page(survey_id=on, actor=who, at=w.at), on=_survey, insider="noor"
    ),
    "run_rules": Case(lambda w, who, _: [actions.run_rules(actor=who, at=w.at)], insider="noor"),
}
OPEN_ACTIONS: Mapping[str, str] = {
    "decline": LINK,
    "notice_opening": "a count without anybody; whoever opens a link adds to it and reads nothing",
    "say": "the open page of a survey, for everybody who has its address",
}
QUERIES: Mapping[str, Case] = {
    "ask_rules": Case(lambda w, who, on: [queries.ask_rules(who, on)], on=_survey, insider="noor"),
    "asks_after_episodes": Case(lambda w, who, _: [queries.asks_after_episodes(who)], insider="noor"),
    "open_question": Case(
        lambda w, who, on: (
            found.invitation_id
            if (found := queries.open_question(who, at=w.at)) and found.invitation_id == on
            else None
        ),
        on=waiting,
        insider="marta",
    ),
    "own_invitation": Case(lambda w, who, on: queries.own_invitation(who, on, at=w.at), on=waiting, insider="marta"),
    "plan": Case(
        lambda w, who, on: queries.plan(who, survey_id=on, margin=15, per=Per.MONTH, rest_days=90, at=w.at),
        on=_survey,
        insider="noor",
    ),
    "response_rate": Case(
        lambda w, who, on: queries.response_rate(who, survey_id=on, at=w.at), on=_survey, insider="noor"
    ),
    "say_settings": Case(lambda w, who, on: queries.say_settings(who, on), on=_paged, insider="noor"),
    "suspected_openings": Case(lambda w, who, on: [queries.suspected_openings(who, on)], on=_survey, insider="noor"),
    "trial_draw": Case(
        lambda w, who, on: queries.trial_draw(who, survey_id=on, month=date(2027, 3, 1), size=5, rest_days=14, seed=1),
        on=_survey,
        insider="noor",
    ),
}
OPEN_QUERIES: Mapping[str, str] = {
    "open_page": "the open page of a survey, for everybody who has its address",
    "say_page": "the open page of a survey, for everybody who has its address",
}
