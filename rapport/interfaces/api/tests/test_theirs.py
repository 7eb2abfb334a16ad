"""A program notes what somebody told us and says what became of it, as an agent and the person do."""

from __future__ import annotations

from datetime import timedelta

from rapport.domains.ledger.models import Act
from rapport.interfaces.api.tests.test_working import Program
from tests.outsiders.outreach import plan_of_marta
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


def test_a_promise_made_about_no_ticket_is_noted_by_person_and_settled(world: World) -> None:
    hugo, marta, dev = Program(world, "hugo"), Program(world, "marta"), Program(world, "dev")
    body = {"text": "I bring the key back.", "due_on": (NOW + timedelta(days=3)).date().isoformat()}
    at = f"people/{world.marta}/their-promises"
    made = hugo.call("POST", at, body, status=201)
    assert (made["ref_id"], made["team_id"], made["noted_by_them"]) == (None, world.cast.service_desk.pk, False)
    for said in ("kept", "broken", "open", "withdrawn"):
        stood = hugo.call("GET", at)["rows"][0]["said"]
        assert hugo.call("POST", f"their-promises/{made['id']}", {"said": said, "stood": stood})["said"] == said
    assert hugo.call("GET", at)["rows"] == [], "what they never said is not listed"
    assert marta.call("POST", at, body, status=201)["noted_by_them"] is True
    own = hugo.call("POST", at, body | {"team_id": world.cast.service_desk.pk}, status=201)
    assert own["team_id"] == world.cast.service_desk.pk
    hugo.call("POST", at, body | {"team_id": 987_654_321}, status=403)
    hugo.call("POST", at, body | {"due_on": "2099-01-01"}, status=400)
    hugo.call("POST", at, body | {"text": ""}, status=422)
    hugo.call("POST", at, body | {"said": "kept"}, status=422)
    dev.call("POST", "people/987654321/their-promises", body, status=404)


def test_a_logged_call_overwrites_no_step_the_program_did_not_read(world: World) -> None:
    hugo, plan_id = Program(world, "hugo"), plan_of_marta(world)
    at, day = f"planned-contacts/{plan_id}/calls", (NOW + timedelta(days=3)).date().isoformat()
    first = {"outcome": "talked", "words": "All is well.", "next_step": "Send the list", "next_step_on": day}
    hugo.call("POST", at, first, status=201)
    acts = Act.objects.count()
    other = {"outcome": "talked", "words": "They called again.", "next_step": "Nothing to send"}
    refused = hugo.call("POST", at, other, status=409)
    assert f"The next step is “Send the list”, {day} by now. Nothing was kept." in refused["detail"]
    assert "Send the list" in hugo.call("POST", at, other | {"next_step": ""}, status=409)["detail"]
    half = [{"next_step": "Send the list"}]
    hugo.call("POST", at, other | {"instead_of": half}, status=409)
    assert Act.objects.count() == acts
    read = hugo.call("GET", f"planned-contacts/{plan_id}")
    seen = [{name: read[name] for name in ("next_step", "next_step_on")}]
    hugo.call("POST", at, other | {"instead_of": seen}, status=201)
    assert hugo.call("GET", f"planned-contacts/{plan_id}")["next_step"] == "Nothing to send"
    by_person = other | {"team_id": world.cast.service_desk.pk, "next_step": "A third one"}
    hugo.call("POST", f"people/{world.marta}/calls", by_person, status=409)
    hugo.call("POST", at, other | {"instead_of": [{"next_step": ""}]}, status=422)


def test_a_call_is_logged_as_planned_or_as_theirs(world: World) -> None:
    hugo = Program(world, "hugo")
    plan_id = plan_of_marta(world)
    body = {"outcome": "talked", "words": "All is well."}
    first = hugo.call("POST", f"planned-contacts/{plan_id}/calls", body, status=201)
    assert (first["plan_id"], first["person_id"]) == (plan_id, world.marta)
    by_person = body | {"team_id": world.cast.service_desk.pk, "began": "theirs"}
    second = hugo.call("POST", f"people/{world.marta}/calls", by_person, status=201)
    assert second["plan_id"] == plan_id, "the team's plan with her is counted anew"
    planned = {act.ref_id: act.planned for act in Act.objects.filter(ref_kind="call")}
    assert planned == {first["id"]: True, second["id"]: False}
    refused = hugo.call("POST", f"people/{world.marta}/calls", by_person | {"outcome": "not reached"}, status=400)
    assert "Nothing was kept" in refused["detail"]
