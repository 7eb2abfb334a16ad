"""A team is told in its chat tool by number and link; what the tool answers is told to whoever tries it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rapport.domains.notices import actions, queries
from rapport.domains.notices.actions import channels
from rapport.domains.notices.models import Channel
from rapport.domains.notices.tests.conftest import Program
from rapport.domains.notices.types import Change, NoticeKind, ToolKind
from rapport.foundation import jobs, refs, secrets
from rapport.foundation.actors import system
from tests.cast import MONDAY, ONE_MINUTE, Cast

pytestmark = pytest.mark.django_db
MATRIX = "https://matrix.example/?access_token=abc#!room:matrix.example"


@pytest.fixture
def channel(cast: Cast, program: Program) -> int:
    """The Service Desk is told; a tool on this machine stands in for one that speaks https."""
    made = actions.add_channel(
        team_id=cast.service_desk.pk,
        name="#desk",
        tool=ToolKind.SLACK,
        address="https://8.8.8.8/services/T0/B0/xyz",
        kinds=[NoticeKind.NEW_TICKET],
        actor=cast.ines,
        at=MONDAY,
    )
    Channel.objects.update(sealed=secrets.seal(program.url), host="127.0.0.1")
    return made


def test_the_team_is_told_once_by_number_and_link(
    cast: Cast, program: Program, channel: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reaches = []

    def card(viewer: Any, wanted: Any) -> dict[Any, refs.Card]:
        reaches.append(viewer.reach.team_ids)
        return {one: refs.Card("R-7 Plotter in the attic", "workspace:ticket", (7,)) for one in wanted}

    monkeypatch.setattr(channels.refs, "cards", card)
    told = [
        Change(kind, ("ticket", 7), (), team_id=team.pk)
        for kind in (NoticeKind.NEW_TICKET, NoticeKind.NEW_TICKET, NoticeKind.AT_RISK)
        for team in (cast.service_desk, cast.field_team)
    ]
    actions.note_changes(changes=told, actor=system(), at=MONDAY)
    jobs.run_all("webhooks", at=MONDAY + ONE_MINUTE)
    ((_, body),) = program.taken
    said = json.loads(body)["text"]
    assert said.startswith("New: R-7 http") and said.endswith("/desk/tickets/7/")
    assert "Plotter" not in said
    assert reaches == [frozenset({cast.service_desk.pk})]


def test_a_test_says_what_the_tool_answered(cast: Cast, program: Program, channel: int) -> None:
    actions.try_channel(channel_id=channel, actor=cast.ines, at=MONDAY)
    program.status = 404
    with pytest.raises(actions.ToolRefused, match="answered 404: thank"):
        actions.try_channel(channel_id=channel, actor=cast.ines, at=MONDAY)
    (seen,) = queries.channels(cast.ines)
    assert "404" in seen.fault
    assert "xyz" not in repr(seen)


def test_a_channel_that_ended_forgets_its_address(cast: Cast, program: Program, channel: int) -> None:
    actions.end_channel(channel_id=channel, actor=cast.ines, at=MONDAY)
    assert (Channel.objects.get().sealed, queries.channels(cast.ines)) == ("", [])
    actions.post_to_channel(channel_id=channel, kind="new_ticket", ref=("ticket", 7), actor=system(), at=MONDAY)
    assert program.taken == []


@pytest.mark.parametrize("address", ["http://8.8.8.8/", "https://127.0.0.1/", "https://a@8.8.8.8/", "#general"])
def test_addresses_that_are_not_called(cast: Cast, address: str) -> None:
    with pytest.raises(actions.WrongChannel):
        actions.add_channel(
            team_id=cast.service_desk.pk,
            name="A",
            tool="slack",
            address=address,
            kinds=["new_ticket"],
            actor=cast.ines,
            at=MONDAY,
        )


def test_each_tool_has_its_shape() -> None:
    method, url, body, headers = channels._call(ToolKind.MATRIX, MATRIX, "New", MONDAY)
    assert (method, headers["Authorization"]) == ("PUT", "Bearer abc")
    assert url.startswith(
        "https://matrix.example/_matrix/client/v3/rooms/%21room%3Amatrix.example/send/m.room.message/"
    )
    assert json.loads(body) == {"msgtype": "m.notice", "body": "New"}
    for tool in ToolKind:
        assert b"New" in channels._call(tool, MATRIX, "New", MONDAY)[2]
