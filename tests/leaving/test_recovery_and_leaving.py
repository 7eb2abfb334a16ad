"""Whoever leaves takes along every word around a recovery; that somebody was called stays, without a name."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.domains.people import actions as people
from rapport.domains.recovery import actions
from rapport.domains.recovery.models import CallRequest, Contact, Recovery, Said
from rapport.domains.recovery.types import Outcome
from rapport.foundation import jobs
from tests.leaving.traces import traces
from tests.outsiders import recovery
from tests.world import NOW, World

pytestmark = pytest.mark.filled

WORDS = ["lighthouse keeper", "Kolb, room 4", "mast behind"]


def test_nothing_around_her_recovery_is_left(place: World, settings: Any) -> None:
    row = Recovery.objects.get(pk=recovery.recovery_of_marta(place))
    said = {"recovery_id": row.pk, "actor": place.cast.dev, "at": NOW}
    actions.log_contact(reached=True, words="Spoke with the lighthouse keeper", **said)
    actions.link_cause(kind="change", words="The mast behind her window", **said)
    actions.ask_for_call(reach="Marta Kolb, room 4", on=NOW.date(), owner_id=place.cast.dev.person_id, at=NOW)
    actions.ask_for_call(reach="+49 30 2", on=NOW.date(), owner_id=None, at=NOW)
    people.erase_person(person_id=place.marta, name="Marta Kolb", actor=place.cast.ines, at=NOW)
    assert jobs.run_all("default").failed == []
    assert traces([*WORDS, "Marta Kolb"], settings.DATA) == []
    row.refresh_from_db()
    assert (row.person_id, row.outcome, Contact.objects.count()) == (None, Outcome.LEFT, 1)
    assert not Said.objects.filter(person_id=place.marta).exists()
    assert [wish.reach for wish in CallRequest.objects.all()] == ["+49 30 2"]
