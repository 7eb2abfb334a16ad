"""Insights: counters, releases and the Loyalty page."""

from __future__ import annotations

from datetime import timedelta

from rapport.domains.insights import actions, queries
from tests.outsiders import stages
from tests.outsiders.cases import Case, Table
from tests.world import World


def _survey(w: World) -> int:
    return w.survey_id


ACTIONS = Table(
    tried={
        "fold_counts": Case(lambda w, who, _: [actions.fold_counts(actor=who, at=w.at)], insider="noor"),
        "make_release": Case(
            lambda w, who, on: [actions.make_release(survey_id=on, actor=who, at=w.at)], on=_survey, insider="noor"
        ),
    },
    inner={"count_answers": "called by a reaction to an answer, in its transaction"},
)

QUERIES = Table(
    tried={
        **stages.INSIGHTS,
        "cells": Case(lambda w, who, on: queries.cells(who, survey_id=on, view="whole"), on=_survey, insider="noor"),
        "class_moves": Case(lambda w, who, _: [queries.class_moves(who)], insider="noor"),
        "cells_with_unnamed": Case(
            lambda w, who, on: queries.cells_with_unnamed(who, survey_id=on, view="whole"), on=_survey, insider="noor"
        ),
        "effort_of": Case(
            lambda w, who, on: queries.effort_of(who, on, start=w.at - timedelta(days=60), end=w.at).contacts,
            on=lambda w: w.marta,
        ),
        "latest_release": Case(
            lambda w, who, on: [queries.latest_release(who, survey_id=on)], on=_survey, insider="noor"
        ),
        "loyalty": Case(lambda w, who, on: queries.loyalty(who, survey_id=on), on=_survey, insider="noor"),
        "received": Case(lambda w, who, on: [queries.received(who, survey_id=on)], on=_survey, insider="noor"),
        "refuse_all_but_staff": Case(lambda w, who, _: [queries.refuse_all_but_staff(who)], insider="noor"),
        "score_rows": Case(lambda w, who, on: queries.score_rows(who, survey_id=on), on=_survey, insider="noor"),
        "surveys_to_release": Case(lambda w, who, _: [queries.surveys_to_release(who)], insider="noor"),
    },
)
