"""A team is told in its chat tool by number and link; what the tool answers is told to whoever tries it."""

from __future__ import annotations

import json
from datetime import time, timedelta
from typing import Any

import pytest

from rapport.domains.notices import actions, queries
from rapport.domains.notices.actions import channels
from rapport.domains.notices.models import Channel, NoticeChoice, OwnChat
from rapport.domains.notices.tests.conftest import Program
from rapport.domains.notices.types import Change, Hours, NoticeKind, ToolKind, Way
from rapport.foundation import jobs, refs, secrets
from rapport.foundation.actors import NotAllowed, system
from rapport.foundation.models.mail import Letter
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


@pytest.fixture
def own(cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hugo is told in his own chat of answers alone; every matter has a card."""
    address = "https://8.8.8.8/services/T0/B0/xyz"
    actions.keep_own_chat(tool=ToolKind.MATTERMOST, address=address, actor=cast.hugo, at=MONDAY)
    OwnChat.objects.update(sealed=secrets.seal(program.url), host="127.0.0.1")
    actions.choose(ways={NoticeKind.REPLY: Way.CHAT}, hours=Hours(time(20), time(7)), actor=cast.hugo, at=MONDAY)
    named = "rapport.domains.notices.queries.notices.cards"
    monkeypatch.setattr(named, lambda _, wanted: {one: _card(one[1]) for one in wanted})


def _card(pk: int) -> refs.Card:
    return refs.Card(f"R-{pk} Plotter", "workspace:ticket", (pk,))


def told(cast: Cast, kind: NoticeKind, pk: int, *, at: Any = MONDAY) -> None:
    """Something changed on a ticket of Hugo's, and what is due is told."""
    change = Change(kind, ("ticket", pk), (cast.hugo.person_id or 0,))
    actions.note_changes(changes=[change], actor=system(), at=at)
    actions.tell_due(actor=system(), at=at)
    jobs.run_all("webhooks", at=at + ONE_MINUTE)


@pytest.mark.usefixtures("own")
def test_each_chooses_their_own_chat_for_what_they_want_there(cast: Cast, program: Program) -> None:
    told(cast, NoticeKind.REPLY, 7)
    ((_, body),) = program.taken
    said = json.loads(body)["text"]
    assert (
        said.startswith("An answer for you: R-7 http") and said.endswith("/desk/tickets/7/") and "Plotter" not in said
    )
    assert not Letter.objects.filter(kind="notices").exists(), "told once, in one way"
    told(cast, NoticeKind.ASSIGNED, 8)
    assert len(program.taken) == 1 and Letter.objects.filter(kind="notices").count() == 1


@pytest.mark.usefixtures("own")
def test_the_own_chat_is_quiet_at_night_and_says_one_matter_once(cast: Cast, program: Program) -> None:
    night = MONDAY.replace(hour=21)
    told(cast, NoticeKind.REPLY, 7, at=night)
    assert program.taken == []
    for pk in (7, 9):
        told(cast, NoticeKind.REPLY, pk, at=night + timedelta(minutes=pk))
    actions.tell_due(actor=system(), at=night + timedelta(hours=12))
    jobs.run_all("webhooks", at=night + timedelta(hours=13))
    ((_, body),) = program.taken
    assert json.loads(body)["text"].count("An answer for you") == 2


@pytest.mark.usefixtures("own")
def test_an_own_chat_taken_away_leaves_the_usual_way(cast: Cast, program: Program) -> None:
    actions.end_own_chat(actor=cast.hugo, at=MONDAY)
    assert queries.own_chat(cast.hugo) is None and not NoticeChoice.objects.filter(way=Way.CHAT).exists()
    told(cast, NoticeKind.REPLY, 7)
    assert program.taken == [] and Letter.objects.filter(kind="notices").count() == 1


@pytest.mark.usefixtures("own")
def test_what_the_own_chat_does_not_take_stands_on_the_page(cast: Cast, program: Program) -> None:
    program.status = 410
    told(cast, NoticeKind.REPLY, 7)
    seen = queries.own_chat(cast.hugo)
    assert seen is not None and "410" in seen.fault and "xyz" not in repr(seen)
    with pytest.raises(NotAllowed):
        queries.own_chat(cast.marta)
    with pytest.raises(actions.WrongChannel):
        actions.keep_own_chat(tool="slack", address="https://127.0.0.1/", actor=cast.hugo, at=MONDAY)
