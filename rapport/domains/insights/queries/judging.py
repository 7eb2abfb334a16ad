"""How the answers of one survey are read, and what its further questions are."""

from __future__ import annotations

from rapport.domains.insights import rules
from rapport.domains.insights.queries.counts import refuse_all_but_staff
from rapport.domains.insights.types import Judging
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types import Asking
from rapport.foundation.actors import Actor


def judging(viewer: Actor, *, survey_id: int) -> Judging:
    """Kind, figure, scale and direction of one survey; NotFound where it is not in reach."""
    refuse_all_but_staff(viewer)
    return _judging_of(surveys.asking_of(viewer, survey_id))


def _judging_of(asked: Asking) -> Judging:
    """The same of what is known of a survey already."""
    return rules.judging_of(asked.kind, low=asked.low, high=asked.high, better=asked.better)
