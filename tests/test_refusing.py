"""What cannot be used is refused with a sentence before anything begins."""

from __future__ import annotations

import json
import sys

import pytest
import typer
from django.utils import timezone

from rapport.config import databases
from rapport.config.env import WrongSetting
from rapport.domains.people import queries as people
from rapport.interfaces.cli import main, supervisor, tokens, welcome
from rapport.interfaces.cli.refusals import Refused
from tests.cast import build

WRONG = ["postgresql://x@127.0.0.1:abc/x", "postgresql://[x/y", "mysql://x/y", "postgresql://x"]


@pytest.mark.parametrize("address", WRONG)
def test_an_address_that_cannot_be_read_is_refused(address: str) -> None:
    with pytest.raises(WrongSetting, match="must look like postgresql://"):
        databases._postgresql(address)


def test_a_host_that_is_no_address_is_named_not_its_port() -> None:
    with pytest.raises(Refused, match=r"RAPPORT_HOST is 999\.1\.1\.1, which is not an address"):
        supervisor._refuse_busy("web pages", "RAPPORT_PORT", "999.1.1.1", 8000)


@pytest.mark.parametrize("asked", [["sample", "--size", "0"], ["sample"], ["score"], ["nonsense"], ["doctor", "--x"]])
def test_who_asked_for_json_reads_json_of_a_wrong_option_too(
    asked: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main, "app", typer.Typer(no_args_is_help=True, add_completion=False))
    monkeypatch.setattr(sys, "argv", ["rapport", *asked, "--json"])
    with pytest.raises(SystemExit) as stopped:
        main.main()
    assert stopped.value.code == 2
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["refused"].endswith("Nothing was begun.")


@pytest.mark.django_db
def test_a_token_made_on_the_command_line_is_its_owners() -> None:
    cast = build()
    token = tokens.token_for("Hugo.Marek@northwind.example", scopes=["tickets:read"], name="Script")
    actor, scopes = people.actor_of_token(token, at=timezone.now())
    assert (actor.person_id, set(scopes)) == (cast.hugo.person_id, {"tickets:read"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "scope"), [("nobody@x.example", "tickets:read"), ("hugo.marek@northwind.example", "all")]
)
def test_a_token_for_nobody_or_for_no_scope_is_refused(email: str, scope: str) -> None:
    build()
    with pytest.raises(Refused, match="Nothing was made"):
        tokens.token_for(email, scopes=[scope], name="Script")


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["nonsense", "nobody@x.example", ""])
def test_a_link_for_nobody_is_refused(email: str) -> None:
    build()
    with pytest.raises(Refused, match=r"No link was made|rapport admin invite --email"):
        welcome.administrator_link(email)
