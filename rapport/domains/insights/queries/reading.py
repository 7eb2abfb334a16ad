"""Every figure of the Loyalty page as rows: what CSV, XLSX and the API give, suppression included."""

from __future__ import annotations

from rapport.domains.insights import rules
from rapport.domains.insights.queries.page import loyalty
from rapport.domains.insights.queries.words import word_groups
from rapport.domains.insights.types import Reading
from rapport.foundation.actors import Actor


def reading(viewer: Actor, *, survey_id: int | None = None, how: str = rules.DRAWN) -> Reading:
    """The page of one way and its rows; raises NotFound where there is no survey."""
    page = loyalty(viewer, survey_id=survey_id, how=how)
    read = page.release and page.how == rules.DRAWN
    groups = word_groups(viewer, survey_id=page.survey_id, judged=page.judging) if read else ()
    return Reading(page=page, groups=groups, rows=tuple(rules.rows_of(page, groups)))
