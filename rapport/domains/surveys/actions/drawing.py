"""Drawing a month's sample and storing all that repeats it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
from django.db import transaction

from rapport.domains.surveys import queries, rules
from rapport.domains.surveys.models import FrameCell, FrameRow, RestPeriod, Sample, Survey
from rapport.domains.surveys.types import (
    Asked,
    Columns,
    ColumnsDrawn,
    FrameLine,
    How,
    Mode,
    Outcome,
    Rest,
    SampleMade,
)
from rapport.domains.surveys.types.draws import Array
from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.measures.disclosure import LEAST

BATCH = 2000


class SampleThere(Exception):
    """This survey has a sample for that month; a second draw would ask twice."""


class SurveyRests(Exception):
    """The survey is paused or stopped; nobody is asked with it."""


class NobodyToDraw(Exception):
    """Nobody who uses the service can be asked in that month; the text says how many were skipped."""


class TooFewToAsk(NobodyToDraw):
    """Fewer than five would be asked anonymously, so nobody among them could stay unknown; nothing was done."""


def draw_sample(
    *,
    survey_id: int,
    month: date,
    size: int = 100,
    rest_days: int = 90,
    seed: int,
    wave: str = "",
    only: Collection[int] | None = None,
    but: Collection[int] = (),
    actor: Actor,
    at: datetime,
) -> SampleMade:
    """Draw the sample of a month and store frame, seed, probabilities and everyone skipped with the reason.

    Around a change `wave` names the draw, which is taken from `only` these persons, or from all but those of `but`,
    and counts from its own day instead of the first of the month. Raises SurveyRests, SampleThere, NobodyToDraw.
    """
    actor.require("surveys.send")
    survey = queries.survey(actor, survey_id)
    if not survey.asking:
        raise SurveyRests
    day = month.replace(day=1)
    if Sample.objects.filter(survey=survey, month=day, wave=wave).exists():
        raise SampleThere
    rest = rules.rest_of(survey.kind, How.DRAWN)
    counts_from = month if wave else day
    found = queries.frame_of(actor, survey=survey, day=counts_from, rest_days=rest_days)
    wanted = rules.some_of(found, _wanted(found, only, but))
    made = rules.draw_columns(
        wanted, month=day, size=size, rest_days=rest_days, seed=seed, on=counts_from, asked=Asked(survey.asked)
    )
    if not made.drawn:
        raise NobodyToDraw(rules.nobody_to_draw(len(made.skipped), survey.asked))
    if survey.default_mode == Mode.ANONYMOUS and len(made.drawn) < LEAST:
        raise TooFewToAsk(
            "An anonymous survey asks at least five, else nobody could stay unknown. Nothing was drawn or sent. "
            "Ask more people, or ask by name."
        )
    return replace(made, sample_id=_store(made, survey=survey, wave=wave, rest=rest, actor=actor, at=at))


def _wanted(found: Columns, only: Collection[int] | None, but: Collection[int]) -> Array:
    """For each person whether they are looked at in this draw at all."""
    wanted = ~np.isin(found.key, list(but))
    return wanted if only is None else wanted & np.isin(found.key, list(only))


@transaction.atomic
def _store(made: SampleMade, *, survey: Survey, wave: str, rest: Rest, actor: Actor, at: datetime) -> int:
    sample = Sample.objects.create(
        survey=survey,
        month=made.month,
        wave=wave,
        size=made.size,
        seed=made.seed,
        rest_days=made.rest_days,
        made_at=at,
        frame_hash=made.frame_hash,
        framed=len(made.frame),
        drawn=len(made.drawn),
        skipped=len(made.skipped),
    )
    assert made.of is not None  # drawn from columns
    FrameCell.objects.bulk_create(_cells(sample.pk, made.of), batch_size=BATCH)
    FrameRow.objects.bulk_create((_row(sample.pk, line) for line in made.drawn), batch_size=BATCH)
    drawn = [int(line.candidate.key) for line in made.drawn]
    begin_rest(person_ids=drawn, since=made.month, rest_days=made.rest_days, rest=rest, actor=actor, at=at)
    audit.record("sample.drawn", actor=actor, subject_kind="sample", subject_id=sample.pk, at=at)
    return sample.pk


def _cells(sample_id: int, made: ColumnsDrawn) -> Iterator[FrameCell]:
    """Everybody, together with those who are alike; whoever was drawn has a row of their own and is counted here."""
    for cell in rules.cells_of(made):
        yield FrameCell(
            sample_id=sample_id,
            organisation_id=cell.organisation_id,
            site_id=cell.site,
            service_id=cell.service,
            stratum=cell.stratum,
            outcome=cell.outcome,
            reason=cell.reason,
            probability=cell.probability,
            n=len(cell.keys),
            people=b"" if cell.outcome is Outcome.DRAWN else rules.packed(cell.keys),
        )


def _row(sample_id: int, line: FrameLine) -> FrameRow:
    one = line.candidate
    return FrameRow(
        sample_id=sample_id,
        person_id=one.key,
        organisation_id=one.organisation_id,
        site_id=one.site,
        service_id=one.service,
        stratum=line.stratum,
        services=list(one.services),
        probability=line.probability,
    )


def begin_rest(
    *, person_ids: list[int], since: date, rest_days: int, rest: Rest = Rest.RELATIONAL, actor: Actor, at: datetime
) -> None:
    """Let these persons rest from that day on, over all surveys."""
    del actor, at  # part of the draw or sending that is audited itself
    days = {rest: rest_days, Rest.ANY: rules.REST_DAYS[Rest.ANY]}
    RestPeriod.objects.bulk_create(
        [
            RestPeriod(person_id=person, kind=kind, since=since, until=since + timedelta(days=length))
            for person in dict.fromkeys(person_ids)  # asked in two surveys on one morning, they rest once
            for kind, length in days.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["since", "until"],
    )
