"""A program reads its person's notices and chooses how they are told, as they do on their page."""

from __future__ import annotations

from rapport.domains.notices.models import OwnChat
from rapport.domains.notices.types import NoticeKind
from rapport.interfaces.api.tests.test_working import Program
from tests.outsiders import notices
from tests.world import World


def test_hugo_reads_what_changed_for_him_alone(world: World) -> None:
    notices.of_hugo(world)
    [row] = Program(world, "hugo").call("GET", "notices")["rows"]
    assert row["kinds"] == ["assigned"]
    assert row["address"] == f"/desk/tickets/{world.ticket.pk}/"
    assert Program(world, "noor").call("GET", "notices")["rows"] == []
    Program(world, "marta").call("GET", "notices", status=404)


def test_hugo_chooses_how_he_is_told_and_where(world: World) -> None:
    hugo, at = Program(world, "hugo"), "notices/choices"
    assert hugo.call("GET", at)["chat"] is None
    refused = hugo.call("PUT", at, {"ways": {"reply": "chat"}}, status=400)
    assert "Say first where your chat tool takes messages" in refused["detail"]
    chat = hugo.call("PUT", "notices/chat", {"tool": "slack", "address": notices.ADDRESS})
    assert chat == {"tool": "slack", "host": "8.8.8.8", "last_at": None, "fault": ""}
    hours = {"quiet_from": "19:00", "quiet_until": "07:00", "digest_at": "07:30", "weekday": 4}
    chosen = hugo.call("PUT", at, {"ways": {"reply": "chat"}, **hours})
    assert chosen["ways"]["reply"] == "chat" and set(chosen["ways"]) == set(NoticeKind)
    assert chosen["chat"] == chat and {name: chosen[name] for name in hours} == hours
    assert hugo.call("PUT", at, {"ways": {"assigned": "daily"}})["ways"]["reply"] == "chat", "the others keep theirs"
    hugo.call("DELETE", "notices/chat", status=204)
    hugo.call("DELETE", "notices/chat", status=404)
    assert hugo.call("GET", at)["ways"]["reply"] == "at_once"


def test_what_cannot_be_is_refused_and_changes_nothing(world: World) -> None:
    hugo = Program(world, "hugo")
    for sent in ({"quiet_from": "19:00"}, {"quiet_from": "07:00", "quiet_until": "07:00"}):
        assert "Quiet hours need" in hugo.call("PUT", "notices/choices", sent, status=400)["detail"]
    for unknown in ({"ways": {"weather": "daily"}}, {"digest_at": "25:00"}, {"weekday": 7}):
        hugo.call("PUT", "notices/choices", unknown, status=422)
    for address in ("http://8.8.8.8/hook", "https://127.0.0.1/hook", "https://[::1]:x/"):
        hugo.call("PUT", "notices/chat", {"tool": "slack", "address": address}, status=400)
    assert not OwnChat.objects.exists()
    notices.own_chat(world)
    assert "127.0.0.1" in hugo.call("POST", "notices/chat/test", status=400)["detail"]
