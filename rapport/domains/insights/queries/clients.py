"""What the people of one organisation said of all and of each service they use, by quarter: for the release alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rapport.domains.insights.queries.counts import cell_of, refuse_all_but_staff
from rapport.domains.insights.rules.periods import quarter_of
from rapport.domains.insights.rules.ways import DRAWN
from rapport.domains.insights.types import Cell, ClientPlace, Judging
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types.clients import ClientCount
from rapport.foundation.actors import Actor


def client_cells(
    viewer: Actor, *, survey_id: int, since: date, judging: Judging, how: str = DRAWN, without: date | None = None
) -> dict[ClientPlace, Cell]:
    """Cells by organisation and quarter, and by each service besides; `without` is a month that is not told yet."""
    refuse_all_but_staff(viewer)
    scores: dict[ClientPlace, Counter[int]] = defaultdict(Counter)
    nameless: dict[ClientPlace, list[int]] = defaultdict(lambda: [0] * 11)
    unscored: Counter[ClientPlace] = Counter()
    asked: Counter[ClientPlace] = Counter()
    for one in surveys.client_counts(viewer, survey_id=survey_id, since=since, how=how):
        for place in _places(one) if one.month != without else ():
            asked[place] += one.asked
            if one.score is None:
                unscored[place] += one.answered
                continue
            scores[place][one.score] += one.answered
            nameless[place][one.score] += 0 if one.named else one.answered
    return {
        place: replace(
            cell_of(viewer, scores[place], asked[place], unscored[place], judging), unnamed=tuple(nameless[place])
        )
        for place in {*scores, *unscored}
    }


def _places(one: ClientCount) -> Iterator[ClientPlace]:
    quarter = quarter_of(one.month)
    yield ClientPlace(one.organisation_id, None, quarter)
    for service in one.services:
        yield ClientPlace(one.organisation_id, service, quarter)
