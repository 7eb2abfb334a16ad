"""A client review says nothing of what each of a few people said."""

from __future__ import annotations

import pytest

from rapport.domains.insights import rules
from rapport.domains.insights.types import Cell, GapStanding, ServiceGap
from rapport.interfaces.look import reviews


@pytest.mark.parametrize("happy", [0, 1, 3, 6, 7])
def test_the_share_of_seven_is_told_to_within_one_person(happy: int) -> None:
    figure = rules.figure_of("service", "", Cell(7 - happy, 0, happy))
    said = reviews._score_of(ServiceGap(1, "Mail", None, None, GapStanding.UNKNOWN, 0.75, figure))
    assert said.startswith("7 answers")
    told = {0: "14 %", 1: "14 %", 3: "43 %", 6: "86 %", 7: "86 %"}[happy]
    assert f"about {told} of them favourable" in said.replace("\u202f", " ").replace("\xa0", " ")
