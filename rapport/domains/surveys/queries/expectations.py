"""What people expect of a service beside what they found: the zone of tolerance, item by item."""

from __future__ import annotations

from rapport.domains.surveys.models import Survey
from rapport.domains.surveys.queries.samples import survey
from rapport.domains.surveys.types import SurveyKind
from rapport.foundation.actors import Actor


def other_halves(viewer: Actor, survey_id: int) -> list[Survey]:
    """The surveys an expectation survey is compared with: the one it follows, else its followers, newest first."""
    found = survey(viewer, survey_id)
    if found.kind != SurveyKind.EXPECTATION:
        return []
    if found.follows_id:
        return [survey(viewer, found.follows_id)]
    return list(Survey.objects.in_reach_of(viewer).filter(follows_id=found.pk).order_by("-pk"))
