"""What a draw would give, without drawing: to see a frame before a sample is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from rapport.domains.surveys import rules
from rapport.domains.surveys.queries.frames import frame_columns
from rapport.domains.surveys.queries.samples import survey as survey_in_reach
from rapport.domains.surveys.types import Asked, How, Outcome, Rest, SampleMade, TrialStratum
from rapport.foundation.actors import Actor

Place = tuple[int | None, int]


def trial_draws(
    viewer: Actor,
    *,
    month: date,
    size: int,
    rest_days: int,
    seeds: Iterable[int],
    service_id: int | None = None,
    rest: Rest = Rest.RELATIONAL,
    asked: Asked = Asked.USER,
) -> Iterator[SampleMade]:
    """One draw for each seed from the frame of a month, none of them stored; the frame is read once."""
    viewer.require("surveys.send")
    day = month.replace(day=1)
    found = frame_columns(viewer, day=day, rest_days=rest_days, service_id=service_id, rest=rest, asked=asked)
    for seed in seeds:
        yield rules.draw_columns(found, month=day, size=size, rest_days=rest_days, seed=seed, asked=asked)


def trial_draw(viewer: Actor, *, survey_id: int, month: date, size: int, rest_days: int, seed: int) -> SampleMade:
    """What a draw of this survey would give from this seed; nothing is stored."""
    survey = survey_in_reach(viewer, survey_id)
    draws = trial_draws(
        viewer,
        month=month,
        size=size,
        rest_days=rest_days,
        seeds=[seed],
        service_id=survey.service_id,
        rest=rules.rest_of(survey.kind, How.DRAWN),
        asked=Asked(survey.asked),
    )
    return next(iter(draws))


def strata_of(viewer: Actor, made: SampleMade) -> list[TrialStratum]:
    """How many stand in each stratum of a trial draw, and how many of them the lot would take."""
    viewer.require("surveys.send")
    framed: Counter[Place] = Counter()
    drawn: Counter[Place] = Counter()
    for cell in rules.cells_of(made.of) if made.of else ():
        if cell.outcome is not Outcome.SKIPPED:
            framed[cell.site, cell.service] += len(cell.keys)
            drawn[cell.site, cell.service] += len(cell.keys) * (cell.outcome is Outcome.DRAWN)
    return [TrialStratum(*place, framed[place], drawn[place]) for place in framed]
