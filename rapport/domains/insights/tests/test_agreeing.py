"""Facts and people agree only where they say the same; everything between is told apart."""

from __future__ import annotations

import pytest

from rapport.domains.insights.types import GapKind, GapRow, GapStanding
from rapport.domains.promises.types import TargetsMet
from rapport.measures import gaps


@pytest.mark.parametrize(
    ("met", "unhappy", "agrees"),
    [
        (90, 5, True),  # in time, and liked
        (90, 28, False),  # in time, and below its target within the range
        (50, 70, True),  # late, and told so
        (50, 10, False),  # late, and liked nevertheless
    ],
)
def test_they_agree_where_they_say_the_same(met: int, unhappy: int, agrees: bool) -> None:
    facts = TargetsMet("solve", met, 100, met / 100, 0.0, 1.0, 0.75)
    judged = gaps.perception_gap(
        unhappy_met=unhappy, met=100, unhappy_missed=0, missed=0, level_met=facts.reached, perception_target=0.75
    )
    row = GapRow(GapKind.SERVICE, 1, "Mail", "", facts, judged, GapStanding.AGREE, 0.75)
    assert row.agrees is agrees
