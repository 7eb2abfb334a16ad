"""Expected and found: two surveys, one linked to the other, read together item by item as of their last releases."""

from __future__ import annotations

from dataclasses import replace

from rapport.domains.insights import rules
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.insights.queries.scores import latest_release
from rapport.domains.insights.types import LoyaltyPage, Margin
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor, system


def with_zones(viewer: Actor, page: LoyaltyPage) -> LoyaltyPage:
    """The page with the zone of tolerance of each item, once what was expected and what was found are both released.

    Answers of the same way only are set beside each other.
    """
    halves = surveys.other_halves(viewer, page.survey_id)
    if not halves or page.release is None:
        return page
    released = ((one, latest_release(viewer, survey_id=one.pk, how=page.how)) for one in halves)
    found = next(((one, release) for one, release in released if release is not None), None)
    if found is None:
        return replace(page, pair=(halves[0].pk, halves[0].name))
    other, release = found
    questions = [q for pk in (page.survey_id, other.pk) for q in surveys.asking_of(system(), pk).questions]
    cells = ReleaseCell.objects.filter(release__in=[page.release[0], release.pk], margin=Margin.ITEM, hidden=False)
    counted = {cell.key: (cell.unscored, dict(cell.scores)) for cell in cells}
    return replace(page, pair=(other.pk, other.name), zones=rules.zones_of(counted, questions))
