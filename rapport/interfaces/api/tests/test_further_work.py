"""A program changes many tickets, copies people in, keeps macros and views, moves visits, sends files, hands over."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rapport.domains.desk.models import Attachment, Message, Ticket
from rapport.domains.desk.types import LARGEST_ATTACHED
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseSeen
from rapport.interfaces.api.tests.test_working import Program
from tests.cast import ONE_DAY
from tests.outsiders import recovery, visits, workspace
from tests.world import PICTURE, World


def send(world: World, who: str, path: str, *contents: bytes, key: str = "", **fields: Any) -> Any:
    """A form with files in it."""
    files = [SimpleUploadedFile(f"plan-{n}.png", content) for n, content in enumerate(contents, 1)]
    headers = {"Authorization": f"Bearer {world.api_tokens[who]}"} | ({"Idempotency-Key": key} if key else {})
    return Client().post(f"/api/v1/uploads/{path}", {**fields, "files": files}, headers=headers)


def test_many_tickets_are_changed_all_or_none(world: World) -> None:
    hugo, ids = Program(world, "hugo"), [world.ticket.pk, world.done.pk]
    said = {"ticket_ids": ids, "priority": 1, "tags": ["attic"], "assignee_id": None}
    assert hugo.call("POST", "ticket-changes", said) == {"changed": 2}
    told = [hugo.call("GET", f"tickets/{pk}") for pk in ids]
    assert [(one["priority"], one["tags"], one["assignee_id"]) for one in told] == [(1, ["attic"], None)] * 2
    foreign = [*ids, world.others["lena"].pk, 987_654_321]
    hugo.call("POST", "ticket-changes", {"ticket_ids": foreign, "priority": 4}, status=404)
    assert set(Ticket.objects.filter(pk__in=ids).values_list("priority", flat=True)) == {1}
    assert "Nothing was chosen" in hugo.call("POST", "ticket-changes", {"ticket_ids": ids}, status=400)["detail"]


def test_somebody_is_copied_in_reads_it_and_is_copied_out(world: World) -> None:
    hugo, lena, at = Program(world, "hugo"), Program(world, "lena"), f"tickets/{world.ticket.pk}"
    lena.call("GET", f"{at}/messages", status=404)
    told = hugo.call("POST", f"{at}/participants", {"person_id": world.cast.lena.person_id}, status=201)
    assert {(row["name"], row["asked"]) for row in told["rows"]} == {("Marta Kolb", True), ("Lena Fors", False)}
    assert lena.call("GET", f"{at}/messages")["rows"]
    hugo.call("DELETE", f"{at}/participants/{world.cast.lena.person_id}", status=204)
    lena.call("GET", f"{at}/messages", status=404)
    hugo.call("DELETE", f"{at}/participants/{world.marta}", status=400)


def test_a_macro_is_kept_changed_answers_a_ticket_and_goes(world: World) -> None:
    hugo = Program(world, "hugo")
    said = {"name": "Restart", "text": "Dear {{ first_name }}, restart it.", "then": "wait", "tags": ["restart"]}
    made = hugo.call("POST", "macros", said, status=201)
    at = f"macros/{made['id']}"
    assert "weather" in hugo.call("PUT", at, said | {"text": "{{ weather }}"}, status=400)["detail"]
    assert hugo.call("PUT", at, said | {"name": "Restart it"})["name"] == "Restart it"
    sent = hugo.call("POST", f"tickets/{world.ticket.pk}/{at}", {"minutes": 2}, status=201)
    ticket = hugo.call("GET", f"tickets/{world.ticket.pk}")
    assert (sent["text"], ticket["state"], ticket["tags"]) == ("Dear Marta, restart it.", "waiting", ["restart"])
    hugo.call("DELETE", at, status=204)
    hugo.call("GET", at, status=404)


def test_a_view_is_kept_changed_read_and_goes(world: World) -> None:
    hugo = Program(world, "hugo")
    made = hugo.call("POST", "views", {"name": "Mine", "filters": {"stands": "any", "assignee": "me"}}, status=201)
    at = f"views/{made['id']}"
    assert hugo.call("PUT", at, {"name": "All of it", "filters": {"stands": "any"}})["count"] >= 2
    kept = hugo.call("GET", at)["filters"]
    assert (kept["stands"], kept.get("assignee", "")) == ("any", "")
    assert "already" in hugo.call("POST", "views", {"name": "all of it"}, status=400)["detail"]
    hugo.call("POST", "views", {"name": "Odd", "filters": {"assignee": "the moon"}}, status=422)
    hugo.call("DELETE", at, status=204)
    hugo.call("GET", f"{at}/tickets", status=404)


def test_a_visit_is_moved_by_both_sides_and_called_off(world: World) -> None:
    hugo, marta, at = Program(world, "hugo"), Program(world, "marta"), f"visits/{visits.visit_of_marta(world)}"
    free = marta.call("GET", f"{at}/free-times")["rows"][0]
    moved = marta.call("POST", f"{at}/move", {"starts_at": free["starts_at"]})
    assert (moved["starts_at"], moved["moves_theirs"], moved["version"]) == (free["starts_at"], 1, 1)
    taken = {"starts_at": moved["starts_at"].replace(":00:00Z", ":07:00Z")}
    assert "was taken" in marta.call("POST", f"{at}/move", taken, status=409)["detail"]
    assert "meanwhile" not in hugo.call("PATCH", at, {"version": 1, "what": "Change the fuser"})["what"]
    assert "Nothing was changed" in hugo.call("PATCH", at, {"version": 1, "kit": []}, status=400)["detail"]
    assert marta.call("POST", f"{at}/other-time", {"words": "Any Friday"})["asked_for"] == "Any Friday"
    same = {name: moved[name] for name in ("site_id", "starts_at", "ends_at", "technician_id")}
    same |= {"ticket_id": world.ticket.pk, "what": "Fit a tray"}
    assert "another visit then" in hugo.call("POST", "visits", same, status=409)["detail"]
    hugo.call("POST", "visits", same | {"anyway": True}, status=201)
    assert hugo.call("POST", f"{at}/cancel", {"words": "It prints again."})["state"] == "cancelled"
    hugo.call("PATCH", at, {"version": 3, "kit": []}, status=400)


def test_files_go_up_with_a_ticket_a_reply_and_a_note(world: World) -> None:
    made = send(world, "marta", "tickets", PICTURE, text="It looks like this.")
    assert made.status_code == 201, made.content
    marta, hugo = Program(world, "marta"), Program(world, "hugo")
    (kept,) = marta.call("GET", f"tickets/{made.json()['id']}/attachments")["rows"]
    assert (kept["name"], kept["content_type"], kept["size"]) == ("plan-1.png", "image/png", len(PICTURE))
    at = f"tickets/{world.ticket.pk}/messages"
    assert send(world, "marta", at, b"one", b"two", text="Two more.").json()["side"] == "theirs"
    before = len(marta.call("GET", f"tickets/{world.ticket.pk}/attachments")["rows"])
    assert send(world, "hugo", at, b"a log", text="From the switch.").json()["side"] == "note"
    assert len(marta.call("GET", f"tickets/{world.ticket.pk}/attachments")["rows"]) == before
    note = hugo.call("GET", f"tickets/{world.ticket.pk}/attachments")["rows"][-1]
    marta.call("GET", f"attachments/{note['id']}", status=404)


def test_an_answer_takes_files_and_its_message_lists_them(world: World) -> None:
    marta, at = Program(world, "marta"), f"tickets/{world.ticket.pk}"
    first, again = (send(world, "hugo", f"{at}/answers", PICTURE, b"a log", key="k", text="Here.") for _ in range(2))
    assert (first.status_code, first.content) == (201, again.content), first.content
    listed = marta.call("GET", f"{at}/messages")["rows"][-1]
    assert [(one["name"], one["size"]) for one in listed["attachments"]] == [("plan-1.png", 40), ("plan-2.png", 5)]
    assert first.json()["attachments"] == listed["attachments"] and first.json()["side"] == "ours"
    kept = Message.objects.count()
    assert "10 files at most" in send(world, "hugo", f"{at}/answers", *[b"x"] * 11, text="All.").json()["detail"]
    assert "empty" in send(world, "hugo", f"{at}/answers", b"", text="Nothing.").json()["detail"]
    assert send(world, "marta", f"{at}/answers", b"x", text="Mine.").status_code == 404
    assert Message.objects.count() == kept


def cable(world: World) -> PromiseSeen:
    """What was promised by one of the answers."""
    made = promises.promises_on(world.cast.hugo, [("ticket", world.ticket.pk)], at=timezone.now())
    return next(one for one in made if one.text == "Bring a cable")


def test_an_answer_with_files_promises_and_keeps_like_any_other(world: World) -> None:
    at, soon = f"tickets/{world.ticket.pk}", (timezone.now() + ONE_DAY).isoformat()
    deed = {"text": "I bring one.", "promise_until": soon, "promise_kind": "deed", "promise_text": "Bring a cable"}
    assert send(world, "hugo", f"{at}/answers", PICTURE, **deed).status_code == 201
    made = cable(world)
    assert made.kept_at is None
    hugo = Program(world, "hugo")
    macro = hugo.call("POST", "macros", {"name": "Cable", "text": "Here.", "tags": ["cable"]}, status=201)["id"]
    said = {"text": "Here is the picture of it.", "keeps": [made.id, 10**9], "macro_id": macro}
    assert send(world, "hugo", f"{at}/answers", b"other", **said).status_code == 201
    assert cable(world).kept_at is not None
    assert hugo.call("GET", at)["tags"] == ["cable"]
    past = send(world, "hugo", f"{at}/answers", b"third", text="Soon.", promise_until="2020-01-01T12:00:00+00:00")
    assert past.status_code == 400 and "still to come" in past.json()["detail"]
    empty = send(world, "hugo", f"{at}/answers", b"third", text="Soon.", promise_until=soon, promise_kind="deed")
    assert empty.status_code == 400 and "in a few words" in empty.json()["detail"]


def test_too_many_or_too_large_files_are_refused_and_nothing_is_said(world: World) -> None:
    at, before = f"tickets/{world.ticket.pk}/messages", Message.objects.count()
    for contents in ([b"x"] * 6, [b"x" * (LARGEST_ATTACHED + 1)]):
        answer = send(world, "marta", at, *contents, text="Here.")
        assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
        assert "Nothing was sent" in answer.json()["detail"]
    assert send(world, "marta", at, text="Here.").status_code == 422
    assert Message.objects.count() == before


def test_a_form_with_files_sent_twice_under_one_key_is_taken_once(world: World) -> None:
    at, before = f"tickets/{world.ticket.pk}/messages", Attachment.objects.count()
    first, second = (send(world, "marta", at, PICTURE, key="a-key", text="Here.") for _ in range(2))
    assert (first.status_code, first.content) == (201, second.content)
    assert Attachment.objects.count() == before + 1
    assert send(world, "marta", at, b"another file", key="a-key", text="Here.").status_code == 422


def test_a_recovery_is_handed_over_to_one_of_its_takers(world: World) -> None:
    at = f"recoveries/{recovery.recovery_of_marta(world)}"
    owner, ines = Program(world, "dev"), world.cast.ines
    takers = {row["person_id"]: row["name"] for row in owner.call("GET", f"{at}/takers")["rows"]}
    assert takers[ines.person_id] == ines.name
    assert world.marta not in takers
    owner.call("POST", f"{at}/hand-over", {"to_id": world.marta}, status=404)
    said = {"person_id": ines.person_id, "name": ines.name}
    assert owner.call("POST", f"{at}/hand-over", {"to_id": ines.person_id}) == said


def test_a_macro_of_a_team_one_does_not_serve_in_is_not_kept(world: World) -> None:
    sanna = Program(world, "sanna")
    said = {"name": "Theirs", "text": "Hello.", "team_id": world.cast.service_desk.pk}
    sanna.call("POST", "macros", said, status=404)
    sanna.call("DELETE", f"macros/{workspace.macro_of_hugo(world)}", status=404)
