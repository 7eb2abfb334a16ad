"""Judgements about people need no database."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime

import pytest

from rapport.domains.people import rules
from rapport.domains.people.rules import Candidate, Granted, WrongLine, judgements, read_line, who_wrote
from rapport.domains.people.types import ABILITIES, ROLES, RoleName, Scope

EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
TWO = [Candidate(1, 10), Candidate(2, 20)]


def test_examples_hold() -> None:
    assert doctest.testmod(judgements).failed == 0


@pytest.mark.parametrize(
    "bad", ["", "marta", "marta@", "@x.example", "a b@x.example", "a@x@y", "a@x.example\nBcc: b@y"]
)
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(rules.WrongAddress):
        rules.plain_address(bad)


@pytest.mark.parametrize("good", ["o'neil+tag@sub.x.example", "jürgen@büro.example", "a@localhost"])
def test_unusual_addresses_are_addresses(good: str) -> None:
    assert rules.plain_address(good) == good


@pytest.mark.parametrize("name", ['"Kolb, Marta"', "Kolb,\r\n Marta", "  Kolb, Marta "])
def test_a_name_is_one_plain_line(name: str) -> None:
    assert rules.plain_name(name, "m@x.example") == "Kolb, Marta"


def test_the_mailboxs_client_decides_between_two() -> None:
    assert who_wrote(TWO, mailbox_organisation_id=20, last_act={1: LATE}) == TWO[1]


def test_else_the_latest_act_decides() -> None:
    assert who_wrote(TWO, mailbox_organisation_id=None, last_act={1: LATE, 2: EARLY}) == TWO[0]


def test_else_nobody_is_guessed() -> None:
    assert who_wrote(TWO, mailbox_organisation_id=30, last_act={}) is None
    assert who_wrote(TWO, mailbox_organisation_id=None, last_act={1: LATE, 2: LATE}) is None


def test_everybody_is_a_customer() -> None:
    assert rules.abilities_of([]) == ROLES[RoleName.CUSTOMER].abilities


def test_an_administrator_may_everything_but_what_a_client_grants_its_contact() -> None:
    assert ROLES[RoleName.ADMINISTRATOR].abilities == ABILITIES - {"relationships.organisation"}


def test_staff_and_scope_go_together() -> None:
    for name, rule in ROLES.items():
        assert rule.staff == (rule.scope in {Scope.TEAM, Scope.PROVIDER}), name


def test_an_agents_reach_is_their_team_and_a_contacts_their_organisation() -> None:
    granted = [Granted("agent", team_id=3), Granted("client_contact", organisation_id=5)]
    assert (rules.teams_of(granted), rules.organisations_granted(granted)) == ({3}, {5})


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("email", "", "no email"),
        ("email", "marta at x", "not a mail address"),
        ("organisation", "", "no organisation"),
        ("known_since", "1.2.2026", "2026-11-22"),
        ("site_kind", "castle", "use one of"),
        ("role", "king", "use one of"),
        ("role", "agent", "needs a team"),
        ("language", "english please!", "use a code"),
        ("site_closes", "2020-01-01", "closes before it opens"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(column: str, value: str, reason: str) -> None:
    good = {"email": "m@x.example", "organisation": "Aldergate", "site_opens": "2025-01-01"}
    with pytest.raises(WrongLine, match=reason):
        read_line(good | {column: value}, 2)
