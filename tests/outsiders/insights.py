"""Insights: counters, releases and the Loyalty page."""

from __future__ import annotations

from datetime import date, timedelta

from rapport.domains.insights import actions, queries
from rapport.domains.insights.models import Release, Saying, WordGroup
from rapport.domains.insights.types import NPS
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import system
from tests.outsiders import gap, stages
from tests.outsiders.cases import Case, Table
from tests.world import World

NOVEMBER = date(2026, 11, 1)
LINES = (
    "The line holds, mostly.",
    "The line holds at night.",
    "The line holds on site.",
    "A printer that works.",
)


def _survey(w: World) -> int:
    return w.survey_id


def released(w: World) -> int:
    """Four dozen more answered in words without a name, and their figures and words are read; the survey."""
    if Saying.objects.exists():
        return w.survey_id
    rows = [NewAnswer(9, NOVEMBER, words=LINES[n % len(LINES)]) for n in range(48)]
    surveys.import_answers(rows, drawn=True, anonymous=True, survey_id=w.survey_id, actor=w.cast.dev, at=w.at)
    release = Release.objects.filter(survey_id=w.survey_id).latest("number")
    actions.gather_words(survey_id=w.survey_id, release_id=release.pk, actor=system(), at=w.at)
    return w.survey_id


def note(w: World) -> int:
    """What Dev wrote beside the figures."""
    made = actions.add_annotation(on=NOVEMBER, words="Signal tests begin", kind="change", actor=w.cast.dev, at=w.at)
    return made.pk


def benchmark(w: World) -> int:
    """A figure of others."""
    made = actions.add_benchmark(
        survey_id=w.survey_id, name="Ten", value=12, source="A study", on=NOVEMBER, actor=w.cast.dev, at=w.at
    )
    return made.pk


def saying(w: World) -> int:
    """Words that may be read."""
    released(w)
    return Saying.objects.filter(open=True)[0].pk


def group(w: World) -> int:
    """Words that are like each other."""
    released(w)
    return WordGroup.objects.all()[0].pk


def rule(w: World) -> str:
    """A tag and its words."""
    return actions.set_tag_rule(tag="line", words="line", actor=w.cast.dev, at=w.at).tag


ACTIONS = Table(
    tried={
        "add_annotation": Case(
            lambda w, who, _: actions.add_annotation(on=NOVEMBER, words="Mine", kind="change", actor=who, at=w.at),
            insider="noor",
        ),
        "add_benchmark": Case(
            lambda w, who, on: actions.add_benchmark(
                survey_id=on, name="Ten", value=12, source="Mine", on=NOVEMBER, actor=who, at=w.at
            ),
            on=_survey,
            insider="dev",
        ),
        "drop_tag_rule": Case(
            lambda w, who, on: actions.drop_tag_rule(tag=str(on), actor=who, at=w.at) or "done", on=rule, insider="noor"
        ),
        "gather_words": Case(
            lambda w, who, on: [actions.gather_words(survey_id=on, release_id=1, actor=who, at=w.at)],
            on=_survey,
            insider="system",
        ),
        "name_group": Case(
            lambda w, who, on: actions.name_group(group_id=on, name="Mine", actor=who, at=w.at),
            on=group,
            insider="noor",
        ),
        "remove_annotation": Case(
            lambda w, who, on: actions.remove_annotation(annotation_id=on, actor=who, at=w.at) or "done",
            on=note,
            insider="dev",
        ),
        "remove_benchmark": Case(
            lambda w, who, on: actions.remove_benchmark(benchmark_id=on, actor=who, at=w.at) or "done",
            on=benchmark,
            insider="dev",
        ),
        "set_tag_rule": Case(
            lambda w, who, _: actions.set_tag_rule(tag="mine", words="mine", actor=who, at=w.at), insider="noor"
        ),
        "tag_anew": Case(lambda w, who, _: actions.tag_anew(actor=who, at=w.at) or "done", insider="noor"),
        "tag_words": Case(
            lambda w, who, on: actions.tag_words(saying_id=on, tag="mine", actor=who, at=w.at),
            on=saying,
            insider="noor",
        ),
        **gap.ACTIONS,
        "fold_counts": Case(lambda w, who, _: [actions.fold_counts(actor=who, at=w.at)], insider="noor"),
        "try_to_subtract": Case(lambda w, who, _: actions.try_to_subtract(actor=who, at=w.at), insider="system"),
        "make_release": Case(
            lambda w, who, on: [actions.make_release(survey_id=on, actor=who, at=w.at)], on=_survey, insider="noor"
        ),
    },
    inner={"count_answers": "called by a reaction to an answer, in its transaction"},
)

QUERIES = Table(
    tried={
        "annotations_of": Case(
            lambda w, who, on: [queries.annotations_of(who, survey_id=on)], on=_survey, insider="noor"
        ),
        "benchmarks": Case(lambda w, who, on: [queries.benchmarks(who, survey_id=on)], on=_survey, insider="noor"),
        "reading": Case(lambda w, who, on: queries.reading(who, survey_id=on), on=_survey, insider="noor"),
        "tag_rules": Case(lambda w, who, _: [queries.tag_rules(who)], insider="noor"),
        "their_words": Case(lambda w, who, on: queries.their_words(who, survey_id=on), on=released, insider="noor"),
        "word_groups": Case(lambda w, who, on: [queries.word_groups(who, survey_id=on)], on=released, insider="noor"),
        "words_released": Case(
            lambda w, who, on: [queries.words_released(who, survey_id=on)], on=released, insider="noor"
        ),
        **gap.QUERIES,
        **stages.INSIGHTS,
        "cells": Case(lambda w, who, on: queries.cells(who, survey_id=on, view="whole"), on=_survey, insider="noor"),
        "client_cells": Case(
            lambda w, who, on: queries.client_cells(who, survey_id=on, since=w.at.date(), judging=NPS) or who.staff,
            on=_survey,
            insider="noor",
        ),
        "class_moves": Case(lambda w, who, _: [queries.class_moves(who)], insider="noor"),
        "cells_with_unnamed": Case(
            lambda w, who, on: queries.cells_with_unnamed(who, survey_id=on, view="whole"), on=_survey, insider="noor"
        ),
        "effort_of": Case(
            lambda w, who, on: queries.effort_of(who, on, start=w.at - timedelta(days=60), end=w.at).contacts,
            on=lambda w: w.marta,
        ),
        "item_counts": Case(lambda w, who, on: [queries.item_counts(who, survey_id=on)], on=_survey, insider="noor"),
        "item_counts_by_quarter": Case(
            lambda w, who, on: [queries.item_counts_by_quarter(who, survey_id=on)], on=_survey, insider="noor"
        ),
        "judging": Case(lambda w, who, on: queries.judging(who, survey_id=on), on=_survey, insider="noor"),
        "latest_release": Case(
            lambda w, who, on: [queries.latest_release(who, survey_id=on)], on=_survey, insider="noor"
        ),
        "loyalty": Case(lambda w, who, on: queries.loyalty(who, survey_id=on), on=_survey, insider="noor"),
        "received_by_way": Case(
            lambda w, who, on: queries.received_by_way(who, survey_id=on), on=_survey, insider="noor"
        ),
        "refuse_all_but_staff": Case(lambda w, who, _: [queries.refuse_all_but_staff(who)], insider="noor"),
        "score_rows": Case(lambda w, who, on: queries.score_rows(who, survey_id=on), on=_survey, insider="noor"),
        "surveys_to_release": Case(lambda w, who, _: [queries.surveys_to_release(who)], insider="noor"),
    },
    open={
        **gap.OPEN,
        "cell_of": "a sum over counts the caller gives; nothing is read",
        "scale_of": "the two ends of a scale the caller gives; nothing is read",
    },
    inner=gap.INNER,
)
