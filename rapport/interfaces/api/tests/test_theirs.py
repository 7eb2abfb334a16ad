"""A program notes what somebody told us and says what became of it, as an agent and the person do."""

from __future__ import annotations

from datetime import timedelta

from rapport.interfaces.api.tests.test_working import Program
from tests.world import NOW, World


def test_a_promise_of_hers_is_noted_read_and_settled(world: World) -> None:
    hugo, marta = Program(world, "hugo"), Program(world, "marta")
    body = {"text": "I send the log.", "due_on": (NOW + timedelta(days=3)).date().isoformat()}
    at = f"tickets/{world.ticket.pk}/their-promises"
    made = hugo.call("POST", at, body, status=201)
    assert (made["said"], made["passed"], made["ref_id"]) == ("open", False, world.ticket.pk)
    assert hugo.call("POST", at, body | {"due_on": "2099-01-01"}, status=400)["status"] == 400
    [row] = marta.call("GET", f"people/{world.marta}/their-promises")["rows"]
    assert row == made
    assert marta.call("POST", f"their-promises/{made['id']}", {"said": "kept"})["said_by_them"] is True
    hugo.call("POST", f"their-promises/{made['id']}", {"said": "broken"}, status=409)
    undone = {"said": "withdrawn", "stood": "kept"}
    assert marta.call("POST", f"their-promises/{made['id']}", undone)["said"] == "withdrawn"


def test_who_settles_what_was_settled_meanwhile_reads_what_stands(world: World) -> None:
    hugo, marta = Program(world, "hugo"), Program(world, "marta")
    body = {"text": "I send the log.", "due_on": (NOW + timedelta(days=3)).date().isoformat()}
    made = marta.call("POST", f"tickets/{world.ticket.pk}/their-promises", body, status=201)
    assert made["noted_by_them"] is True
    at = f"their-promises/{made['id']}"
    hugo.call("POST", at, {"said": "kept"})
    refused = marta.call("POST", at, {"said": "broken"}, status=409)
    assert "Hugo Marek said" in refused["detail"]
    assert "kept" in refused["detail"]
    assert marta.call("POST", at, {"said": "broken", "stood": "kept"})["said"] == "broken"
