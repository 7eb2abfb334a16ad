"""Drawing a month's sample and storing all that repeats it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Any

from django.db import connection, transaction

from rapport.domains.surveys import queries, rules
from rapport.domains.surveys.models import FrameRow, RestPeriod, Sample, Survey
from rapport.domains.surveys.rules.coarse import LEAST
from rapport.domains.surveys.types import FrameLine, How, Mode, Outcome, Rest, SampleMade
from rapport.foundation import audit
from rapport.foundation.actors import Actor

BATCH = 2000
COLUMNS = (
    "sample_id", "person_id", "organisation_id", "site_id", "service_id", "stratum",
    "outcome", "reason", "probability", "services",
)  # fmt: skip


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
    found = queries.candidates(actor, day=counts_from, rest_days=rest_days, service_id=survey.service_id, rest=rest)
    asked = [one for one in found if one.key not in but and (only is None or one.key in only)]
    made = rules.draw(asked, month=day, size=size, rest_days=rest_days, seed=seed, on=counts_from)
    if not made.drawn:
        raise NobodyToDraw(f"Nobody can be asked: {len(made.skipped)} people use the service and all were skipped.")
    if survey.default_mode == Mode.ANONYMOUS and len(made.drawn) < LEAST:
        raise TooFewToAsk(
            "An anonymous survey asks at least five, else nobody could stay unknown. Nothing was drawn or sent. "
            "Ask more people, or ask by name."
        )
    return replace(made, sample_id=_store(made, survey=survey, wave=wave, rest=rest, actor=actor, at=at))


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
    _write_frame(sample.pk, chain(made.frame, made.skipped))
    drawn = [int(line.candidate.key) for line in made.drawn]
    begin_rest(person_ids=drawn, since=made.month, rest_days=made.rest_days, rest=rest, actor=actor, at=at)
    audit.record("sample.drawn", actor=actor, subject_kind="sample", subject_id=sample.pk, at=at)
    return sample.pk


def _write_frame(sample_id: int, lines: Iterable[FrameLine]) -> None:
    """Row by row as they come, never all at once: PostgreSQL copies them, SQLite takes them in lists."""
    if connection.vendor == "postgresql":
        names = ", ".join(COLUMNS)
        with connection.cursor() as cursor:
            to = f"COPY {FrameRow._meta.db_table} ({names}) FROM STDIN"
            with cursor.copy(to) as copy:  # type: ignore[attr-defined]
                for line in lines:
                    *plain, services = _values(sample_id, line)
                    copy.write_row((*plain, json.dumps(services)))
        return
    rows = (FrameRow(**dict(zip(COLUMNS, _values(sample_id, line), strict=True))) for line in lines)
    while some := list(islice(rows, BATCH)):
        FrameRow.objects.bulk_create(some)


def _values(sample_id: int, line: FrameLine) -> tuple[Any, ...]:
    """One row in the order of COLUMNS."""
    one = line.candidate
    place = (one.organisation_id, one.site, one.service, line.stratum)
    services = list(one.services) if line.outcome is Outcome.DRAWN else []
    return (sample_id, one.key, *place, line.outcome.value, str(line.reason), line.probability, services)


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
