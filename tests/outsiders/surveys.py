"""Surveys: samples, invitations and answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.models import Invitation, SurveyVersion
from rapport.domains.surveys.types import Asked
from tests.outsiders import asking, gap
from tests.outsiders.cases import Case, Table
from tests.world import OCTOBER, World

LINK = "whoever holds the link may answer by it; the story of the sample tests a wrong one"
NOVEMBER, MARCH = date(2026, 11, 1), date(2027, 3, 1)


def _survey(w: World) -> int:
    return w.survey_id


def _behind(w: World) -> int:
    SurveyVersion.objects.filter(survey_id=w.survey_id).update(behind={"de": ["question"]})
    return w.survey_id


def _sample(w: World) -> int:
    return w.sample_id


def _answer(w: World) -> int:
    return w.answer.pk


def _expectation(w: World) -> int:
    """A survey of what people expect."""
    made = actions.start_survey(template="expectation", name="Expected", asked=Asked.USER, actor=w.cast.dev, at=w.at)
    return made.pk


def _reworded(w: World) -> dict[str, Any]:
    """The wording of the world's survey with another question."""
    found = queries.wording_in_force(w.cast.dev, w.survey_id)
    return {code: {**words, "question": "Would you?"} for code, words in found.items()}


def _unsent(w: World) -> int:
    """A second sample that nobody has sent yet."""
    made = actions.draw_sample(
        survey_id=w.survey_id, month=MARCH, size=5, rest_days=14, seed=1, actor=w.cast.dev, at=w.at
    )
    return made.sample_id or 0


ACTIONS = Table(
    tried={
        **asking.ACTIONS,
        "ask_now": Case(
            lambda w, who, on: [actions.ask_now(sample_id=on, person_ids=[w.marta], actor=who, at=w.at)],
            on=_sample,
            insider="noor",
        ),
        "confirm_language": Case(
            lambda w, who, on: actions.confirm_language(survey_id=on, language="de", actor=who, at=w.at),
            on=_behind,
            insider="noor",
        ),
        "change_wording": Case(
            lambda w, who, on: actions.change_wording(survey_id=on, wording=_reworded(w), actor=who, at=w.at),
            on=_survey,
            insider="noor",
        ),
        "draw_sample": Case(
            lambda w, who, on: actions.draw_sample(
                survey_id=on, month=MARCH, size=5, rest_days=14, seed=1, actor=who, at=w.at
            ),
            on=_survey,
            insider="noor",
        ),
        "import_answers": Case(
            lambda w, who, _: actions.import_answers([], drawn=True, anonymous=True, actor=who, at=w.at),
            insider="noor",
        ),
        "pause_survey": Case(
            lambda w, who, on: actions.pause_survey(survey_id=on, actor=who, at=w.at), on=_survey, insider="noor"
        ),
        "remember_answers": Case(
            lambda w, who, _: actions.remember_answers(answers=[], actor=who, at=w.at) or True, insider="noor"
        ),
        "remember_asks": Case(
            lambda w, who, on: actions.remember_asks(survey_id=on, asks=[], how="drawn", actor=who, at=w.at) or True,
            on=_survey,
            insider="noor",
        ),
        "remember_sent": Case(
            lambda w, who, on: actions.remember_sent(sample_id=on, until=w.at, actor=who, at=w.at),
            on=_sample,
            insider="noor",
        ),
        "remind_due": Case(lambda w, who, _: [actions.remind_due(actor=who, at=w.at)], insider="noor"),
        "resume_survey": Case(
            lambda w, who, on: actions.resume_survey(survey_id=on, actor=who, at=w.at), on=_survey, insider="noor"
        ),
        "move_sealed": Case(lambda w, who, _: [actions.move_sealed(actor=who, at=w.at)], insider="noor"),
        "remember_anonymously": Case(
            lambda w, who, on: [actions.remember_anonymously(sample_id=on, answers=[], actor=who, at=w.at)],
            on=_sample,
            insider="noor",
        ),
        "remind_anonymous_due": Case(
            lambda w, who, _: [actions.remind_anonymous_due(actor=who, at=w.at)], insider="noor"
        ),
        "send_anonymous_due": Case(lambda w, who, _: [actions.send_anonymous_due(actor=who, at=w.at)], insider="noor"),
        "try_to_link": Case(lambda w, who, _: actions.try_to_link(actor=who, at=w.at), insider="system"),
        "send_due": Case(lambda w, who, _: [actions.send_due(actor=who, at=w.at)], insider="noor"),
        "send_sample": Case(
            lambda w, who, on: actions.send_sample(sample_id=on, actor=who, at=w.at), on=_unsent, insider="noor"
        ),
        "start_default_survey": Case(
            lambda w, who, _: actions.start_default_survey(actor=who, at=w.at), insider="noor"
        ),
        "survey_of_import": Case(
            lambda w, who, _: actions.survey_of_import(name="Theirs", kind="csat", actor=who, at=w.at), insider="noor"
        ),
        "start_survey": Case(
            lambda w, who, _: actions.start_survey(template="csat", name="Mine", asked=Asked.USER, actor=who, at=w.at),
            insider="noor",
        ),
        "place_sample": Case(
            lambda w, who, on: [actions.place_sample(sample_id=on, actor=who, at=w.at)],
            on=_sample,
            insider="noor",
        ),
        "stop_survey": Case(
            lambda w, who, on: actions.stop_survey(survey_id=on, actor=who, at=w.at), on=_survey, insider="noor"
        ),
    },
    open={
        **asking.OPEN_ACTIONS,
        "answer": LINK,
        "opt_out": LINK,
        "draw_from_rows": "a sum over rows the caller gives; nothing is read and nothing is stored",
        "too_far": "two months compared; nothing is read and nothing is stored",
    },
)

QUERIES = Table(
    tried={
        **asking.QUERIES,
        **gap.SURVEYS,
        "acts_of_answers": Case(lambda w, who, on: queries.acts_of_answers(who, [on]), on=_answer, insider="system"),
        "act_of_answer": Case(lambda w, who, on: queries.act_of_answer(who, on), on=_answer, insider="system"),
        "answers_by_name": Case(lambda w, who, _: queries.answers_by_name(who), insider="system"),
        "asked_on": Case(
            lambda w, who, on: queries.asked_on(who, on),
            on=lambda w: Invitation.objects.filter(person_id=w.marta).latest("pk").pk,
            insider="system",
        ),
        "answers_told": Case(lambda w, who, on: queries.answers_told(who, [on]), on=_answer, insider="system"),
        "frame_columns": Case(
            lambda w, who, _: len(queries.frame_columns(who, day=NOVEMBER, rest_days=14)), insider="noor"
        ),
        "frame_of": Case(
            lambda w, who, on: len(queries.frame_of(who, survey=queries.survey(who, on), day=NOVEMBER, rest_days=14)),
            on=_survey,
            insider="noor",
        ),
        "strata_of": Case(
            lambda w, who, on: queries.strata_of(
                who, queries.trial_draw(who, survey_id=on, month=MARCH, size=5, rest_days=14, seed=1)
            ),
            on=_survey,
            insider="noor",
        ),
        "weights_given": Case(
            lambda w, who, on: [queries.weights_given(who, survey_id=on)], on=_survey, insider="noor"
        ),
        "reasons_ticked": Case(
            lambda w, who, on: queries.reasons_ticked(who, survey_id=on, since=OCTOBER) or who.staff,
            on=_survey,
            insider="noor",
        ),
        "other_halves": Case(
            lambda w, who, on: queries.other_halves(who, on) or who.staff, on=_expectation, insider="noor"
        ),
        "frame": Case(lambda w, who, on: queries.frame(who, on), on=_sample, insider="noor"),
        "frame_sizes": Case(
            lambda w, who, on: queries.frame_sizes(who, survey_id=on, month=OCTOBER), on=_survey, insider="noor"
        ),
        "preview": Case(lambda w, who, on: queries.preview(who, on), on=_survey, insider="noor"),
        "samples": Case(lambda w, who, _: queries.samples(who), insider="noor"),
        "asking_of": Case(lambda w, who, on: queries.asking_of(who, on), on=_survey, insider="noor"),
        "facets_of": Case(lambda w, who, _: queries.facets_of(who, [w.marta], at=w.at), insider="noor"),
        "owns_survey": Case(lambda w, who, on: [queries.owns_survey(who, on)], on=_survey, insider="noor"),
        "words_by_name": Case(lambda w, who, on: [queries.words_by_name(who, survey_id=on)], on=_survey, insider="dev"),
        "words_of_answers": Case(lambda w, who, on: [queries.words_of_answers(who, [on])], on=_answer, insider="noor"),
        "words_said": Case(lambda w, who, on: [queries.words_said(who, survey_id=on)], on=_survey, insider="system"),
        "survey": Case(lambda w, who, on: queries.survey(who, on), on=_survey, insider="noor"),
        "survey_page": Case(lambda w, who, on: queries.survey_page(who, on), on=_survey, insider="noor"),
        "survey_rows": Case(lambda w, who, _: queries.survey_rows(who), insider="noor"),
        "survey_templates": Case(lambda w, who, _: queries.survey_templates(who), insider="noor"),
        "survey_to_change": Case(lambda w, who, on: queries.survey_to_change(who, on), on=_survey, insider="noor"),
        "surveys": Case(lambda w, who, _: queries.surveys(who), insider="noor"),
        "alike_counts": Case(
            lambda w, who, on: list(queries.alike_counts(who, survey_id=on)) or who.staff, on=_survey, insider="noor"
        ),
        "client_counts": Case(
            lambda w, who, on: list(queries.client_counts(who, survey_id=on, since=MARCH)) or who.staff,
            on=_survey,
            insider="noor",
        ),
        "template_wording": Case(lambda w, who, on: queries.template_wording(who, on), on=_survey, insider="noor"),
        "trial_draws": Case(
            lambda w, who, _: list(queries.trial_draws(who, month=MARCH, size=5, rest_days=14, seeds=[1])),
            insider="noor",
        ),
        "was_asked": Case(
            lambda w, who, on: queries.was_asked(who, version_id=on), on=lambda w: w.answer.version_id, insider="noor"
        ),
        "wording_in_force": Case(lambda w, who, on: queries.wording_in_force(who, on), on=_survey, insider="noor"),
        "unnamed_counts": Case(
            lambda w, who, on: queries.unnamed_counts(who, survey_id=on, view="used") or who.staff,
            on=_survey,
            insider="noor",
        ),
        "words_to_print": Case(
            lambda w, who, on: queries.words_to_print(who, survey_id=on, before=MARCH, among=()) or who.staff,
            on=_survey,
            insider="noor",
        ),
    },
    open={
        **asking.OPEN_QUERIES,
        "default_survey": "that there is a question, and how it is called, is no secret",
        "in_an_order": "the order of reasons the caller gives",
        "anonymous_invitation_id": LINK,
        "invitation_behind": LINK,
        "invitation_id": LINK,
        "invitation_page": LINK,
        "who_calls_back": LINK,
        "owner_name": "everybody who is asked is told who reads the answer",
    },
)
