"""A program does what a person does at the desk, through the same actions and within the same reach."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rapport.domains.desk import queries as desk
from rapport.domains.promises.models import Promise
from rapport.foundation.models import File
from rapport.foundation.models.files import ScanState
from tests.outsiders import gap, recovery, workspace
from tests.visitors import browser
from tests.world import NOW, PICTURE, World


class Program:
    """Calls with somebody's token."""

    def __init__(self, world: World, who: str) -> None:
        self.headers = {"Authorization": f"Bearer {world.api_tokens[who]}"}

    def call(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        """The answer's JSON; its status is as said."""
        answer = Client().generic(
            method,
            f"/api/v1/{path}",
            "" if body is None else json.dumps(body),
            "application/json",
            headers=self.headers,
        )
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None


def test_a_program_works_on_a_ticket_as_an_agent_does(world: World) -> None:
    hugo, at = Program(world, "hugo"), f"tickets/{world.ticket.pk}"
    workspace.field_of_mail(world)
    (field,) = hugo.call("GET", f"{at}/fields")["rows"]
    change = {"priority": 1, "kind": "incident", "tags": ["Attic"], "fields": [{"id": field["id"], "value": "Room 4"}]}
    changed = hugo.call("PATCH", at, change)
    assert (changed["priority"], changed["kind"], changed["tags"]) == (1, "incident", ["attic"])
    assert hugo.call("GET", f"{at}/fields")["rows"][0]["value"] == "Room 4"
    until = NOW + timedelta(days=1)
    text = hugo.call("GET", f"{at}/macros/{workspace.macro_of_hugo(world)}")["text"]
    said = {"text": text, "then": "wait", "promise_until": until.isoformat()}
    assert hugo.call("POST", f"{at}/messages", said, status=201)["text"] == "Dear Marta Kolb"
    assert hugo.call("GET", at)["state"] == "waiting"
    assert Promise.objects.get(ref_kind="ticket", ref_id=world.ticket.pk, kept_at=None).due_at == until
    hugo.call("POST", f"{at}/notes", {"text": "Ask @Noor Haddad.", "minutes": 3}, status=201)
    assert desk.mentions(world.cast.noor)[0].text == "Ask @Noor Haddad."


def test_all_of_a_change_is_done_or_nothing(world: World) -> None:
    hugo, at = Program(world, "hugo"), f"tickets/{world.ticket.pk}"
    before = hugo.call("GET", at)
    refused = hugo.call("PATCH", at, {"priority": 1, "tags": ["x"], "assignee_id": world.marta}, status=400)
    assert "does not serve here" in refused["detail"]
    assert hugo.call("GET", at) == before


def test_who_answers_what_they_have_not_read_is_told(world: World) -> None:
    at = f"tickets/{world.ticket.pk}/messages"
    said = {"text": "Mine.", "seen_message_id": world.message.pk}
    assert "read it first" in Program(world, "hugo").call("POST", at, said, status=409)["detail"]


def test_a_file_is_given_to_those_who_see_its_message(world: World) -> None:
    (row,) = Program(world, "marta").call("GET", f"tickets/{world.ticket.pk}/attachments")["rows"]
    answer = Client().get(f"/api/v1/attachments/{row['id']}", headers=Program(world, "marta").headers)
    assert b"".join(answer.streaming_content) == PICTURE
    assert answer.headers["Content-Disposition"].startswith("attachment")
    Program(world, "lena").call("GET", f"attachments/{row['id']}", status=404)


@pytest.mark.parametrize("scan", [ScanState.WAITING, ScanState.FOUND])
def test_a_file_that_the_scanner_has_not_cleared_stays_closed(world: World, scan: str) -> None:
    File.objects.filter(pk=world.attachment.file_id).update(scan=scan)
    hugo = Program(world, "hugo")
    assert hugo.call("GET", f"tickets/{world.ticket.pk}/attachments")["rows"][0]["scan"] == scan
    hugo.call("GET", f"attachments/{world.attachment.pk}", status=409)


def test_a_known_problem_is_opened_followed_and_fixed(world: World) -> None:
    hugo, marta = Program(world, "hugo"), Program(world, "marta")
    told = {"title": "No mail", "advice": "Wait.", "audience": "everybody", "team_id": world.cast.service_desk.pk}
    at = f"problems/{hugo.call('POST', 'problems', told, status=201)['key']}"
    followed = marta.call("POST", f"{at}/follow")
    assert (followed["followed"], followed["followers"]) == (True, None)
    assert hugo.call("GET", at)["followers"] == 1
    marta.call("POST", f"{at}/fix", {"words": "Mine."}, status=404)
    assert hugo.call("POST", f"{at}/fix", {"words": "It runs again."})["state"] == "fixed"
    assert "Nothing was changed" in hugo.call("POST", f"{at}/fix", {"words": "Again."}, status=400)["detail"]


def test_a_recovery_is_contacted_and_ended_by_who_answers_for_it(world: World) -> None:
    at = f"recoveries/{recovery.recovery_of_marta(world)}"
    dev = Program(world, "dev")
    assert dev.call("GET", at)["said"][0]["score"] == 3
    assert dev.call("POST", f"{at}/end", {"outcome": "explained"}, status=400)
    assert dev.call("POST", f"{at}/contacts", {"reached": True, "words": "We spoke."}, status=201)["tries"] == 1
    assert dev.call("POST", f"{at}/end", {"outcome": "explained", "words": "The jam."})["outcome"] == "explained"
    dev.call("POST", f"{at}/contacts", {"reached": True}, status=409)
    ines = Program(world, "ines").call("GET", at)
    assert (ines["said"], ines["score"], ines["words"]) == ([], None, "")


def test_gaps_are_those_of_the_table(world: World) -> None:
    gap.counted(world)
    gap.taken(world)
    told = Program(world, "noor").call("GET", "gaps?quarter=2026-Q4")
    page = browser(world.cast.noor).get("/desk/gap/table.csv?quarter=2026Q4").content.decode()
    table = list(csv.DictReader(page.splitlines()))
    assert [row["name"] for row in told["rows"]] == [row["group"] for row in table]
    for row, line in zip(told["rows"], table, strict=True):
        facts, felt = row["facts"] or {}, row["satisfied"] or {}
        assert [_cell(facts.get(name)) for name in ("met", "n")] == [line["in time"], line["of"]]
        assert [_cell(felt.get("n")), row["standing"]] == [line["answers"], line["standing"]]
        assert (row["taken"] or {"owner": ""})["owner"] == line["owner"]


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
