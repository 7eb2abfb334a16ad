"""What a draw would give, without drawing: to see a frame before a sample is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rapport.domains.surveys import rules
from rapport.domains.surveys.queries.frames import candidates
from rapport.domains.surveys.queries.samples import survey as survey_in_reach
from rapport.domains.surveys.types import How, Rest, SampleMade
from rapport.foundation.actors import Actor


def trial_draws(
    viewer: Actor,
    *,
    month: date,
    size: int,
    rest_days: int,
    seeds: Iterable[int],
    service_id: int | None = None,
    rest: Rest = Rest.RELATIONAL,
) -> Iterator[SampleMade]:
    """One draw for each seed from the frame of a month, none of them stored; the frame is read once."""
    viewer.require("surveys.send")
    day = month.replace(day=1)
    found = candidates(viewer, day=day, rest_days=rest_days, service_id=service_id, rest=rest)
    for seed in seeds:
        yield rules.draw(found, month=day, size=size, rest_days=rest_days, seed=seed)


def trial_draw(viewer: Actor, *, survey_id: int, month: date, size: int, rest_days: int, seed: int) -> SampleMade:
    """What a draw of this survey would give from this seed; nothing is stored."""
    survey = survey_in_reach(viewer, survey_id)
    rest = rules.rest_of(survey.kind, How.DRAWN)
    draws = trial_draws(
        viewer, month=month, size=size, rest_days=rest_days, seeds=[seed], service_id=survey.service_id, rest=rest
    )
    return next(iter(draws))
