"""Who is erased takes stage, moves, evidence and what they said of who sent them along; the counts by quarter stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import Evidence, Referral, StageCount, StageHeld, StageMove
from rapport.domains.ledger.types import NewEvidence
from rapport.domains.people import actions
from rapport.foundation import jobs
from rapport.measures.stages import Kind
from tests.outsiders.stages import judged
from tests.world import NOW, World


def test_an_erased_person_stands_nowhere_and_sent_nobody(world: World, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    ledger.say_who_sent_me(said="Marta Kolb", actor=world.cast.ivo, at=NOW)
    told = NewEvidence(world.cast.ivo.person_id or 0, Kind.HELPED, NOW, "hand:1", words="Showed Marta Kolb the way")
    ledger.record_evidence(evidence=[told], actor=world.cast.hugo, at=NOW)
    judged(world)
    counted = sorted(StageCount.objects.values_list("quarter", "before", "after", "n"))
    assert counted
    assert StageHeld.objects.filter(person_id=world.marta).exists()
    assert Evidence.objects.filter(person_id=world.marta).exists()
    actions.erase_person(person_id=world.marta, name="Marta Kolb", actor=world.cast.ines, at=NOW)
    assert jobs.run_all("default").failed == []
    for model in (StageHeld, StageMove, Evidence):
        assert not model.objects.filter(person_id=world.marta).exists()
    assert Referral.objects.get().by_id is None
    assert "Kolb" not in Evidence.objects.get().words
    assert sorted(StageCount.objects.values_list("quarter", "before", "after", "n")) == counted
