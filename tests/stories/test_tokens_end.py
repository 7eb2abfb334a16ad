"""Programs have tokens: what they open says so, and an administrator ends a token at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.desk.models import Message, Ticket
from rapport.domains.ledger.models import Act
from rapport.domains.people import actions, queries
from rapport.foundation.actors import system
from rapport.interfaces.cli import tokens
from rapport.interfaces.cli.refusals import Refused
from tests.cast import Cast
from tests.stories.scene import leaving
from tests.visitors import browser, plain
from tests.world import NOW

SCOPES = ("tickets:read", "tickets:write")
LIST = "/api/v1/tickets"


def bearer(token: str) -> dict[str, str]:
    """The header a program sends."""
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def test_an_administrator_ends_a_token_and_the_program_is_refused(stage: Cast) -> None:
    ines, page = browser(stage.ines), reverse("workspace:tokens")
    assert "No program has a token" in plain(ines.get(page))
    token = actions.issue_token(name="Monitoring", scopes=SCOPES, actor=stage.hugo, at=NOW)
    assert Client().get(LIST, **bearer(token)).status_code == 200
    shown = plain(ines.get(page))
    assert "Monitoring" in shown and "Hugo Marek" in shown and token not in shown
    (row,) = queries.all_tokens(system())
    ends = reverse("workspace:revoke_token", args=[row.pk])
    assert browser(stage.noor).post(ends).status_code == 403
    assert "refused from now on" in plain(ines.post(ends, follow=True))
    assert Client().get(LIST, **bearer(token)).status_code == 401
    assert ines.post(ends).status_code == 404


def test_the_command_line_lists_and_ends_them(stage: Cast) -> None:
    assert tokens.listed() == "No program has a token."
    token = tokens.token_for("hugo.marek@northwind.example", scopes=["tickets:read"], name="Screen in the hall")
    (row,) = queries.all_tokens(system())
    line = tokens.listed()
    assert str(row.pk) in line and "'Screen in the hall'" in line and "tickets:read" in line and token not in line
    assert "has ended" in tokens.revoked(row.pk)
    with pytest.raises(Refused, match="Nothing was changed"):
        tokens.revoked(row.pk)
    with pytest.raises(Refused, match="Say whose token it is"):
        tokens.token_for("", scopes=["tickets:read"], name="")


def test_what_a_program_opened_says_so(stage: Cast) -> None:
    token = actions.issue_token(name="Monitoring", scopes=SCOPES, actor=stage.hugo, at=NOW)
    asked = {"text": "Disk full on the plotter.", "requester_id": stage.marta.person_id}
    made = Client().post(LIST, asked, content_type="application/json", **bearer(token))
    assert made.status_code == 201
    ticket = Ticket.objects.get()
    assert (ticket.channel, Message.objects.get(ticket=ticket, side="theirs").channel) == ("api", "api")
    assert Act.objects.get(ref_kind="ticket", ref_id=ticket.pk, direction="theirs").channel == "portal"
    assert leaving("acknowledgement", stage.marta), "she hears of it as if she had asked herself"
    assert "by another program" in plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[ticket.pk])))
