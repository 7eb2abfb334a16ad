"""What a person's page works out by itself: who would be left, and which part of the line an address asks for."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime, timedelta

import pytest

from rapport.domains.ledger.types import Acquaintance, Narrowed
from rapport.interfaces.web import days
from rapport.interfaces.workspace.person import pages
from rapport.interfaces.workspace.person.forms import LineForm
from tests.cast import MONDAY

TEAMS, SERVICES = [(1, "Service Desk")], [(2, "Mail")]


def knows(name: str, acts: int, days: int) -> Acquaintance:
    return Acquaintance(acts, name, acts, 1, MONDAY - timedelta(days=days))


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(pages, extraglobs={"datetime": datetime}).failed == 0


@pytest.mark.parametrize("day", ["0001-01-01", "1000-01-01", "9999-12-31", "9999-12-30"])
def test_a_day_that_no_clock_can_hold_is_left_out(day: str) -> None:
    for given in ({"since": day}, {"until": day}, {"since": "1000-01-01", "until": day}):
        assert LineForm(given, teams=TEAMS, services=SERVICES).period == (None, None)
    assert not days.counts(datetime.fromisoformat(f"{day}T12:00:00+14:00"))
    assert doctest.testmod(days).failed == 0


def test_who_is_left_counts_the_last_half_year_only() -> None:
    hugo, dev, old = knows("Hugo", 4, 3), knows("Dev", 2, 9), knows("Sanna", 9, 300)
    assert "Dev is the only one left" in pages.who_is_left([dev, hugo, old], "Marta", MONDAY)
    assert pages.who_is_left([hugo, old], "Marta", MONDAY).startswith("Only Hugo knows Marta.")
    assert "Nobody of us has spoken with Marta" in pages.who_is_left([old], "Marta", MONDAY)
    assert pages.who_is_left([], "Marta", MONDAY) == ""


def test_an_address_is_read_leniently() -> None:
    form = LineForm(
        {"zoom": "acts", "team": "1", "service": "99", "channel": "pigeon", "planned": "no", "until": "2026-11-02"},
        teams=TEAMS,
        services=SERVICES,
    )
    assert form.chosen["zoom"] == "acts"
    assert form.only == Narrowed(team_id=1, planned=False)  # a service and a channel nobody has are left out
    since, until = form.period
    assert since is None and until is not None and until.astimezone(UTC) > MONDAY  # the day itself belongs to it
