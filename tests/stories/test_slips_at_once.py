"""Slips of two people, or two tabs, at once: whoever comes second reads what stands, and nothing typed is lost."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Attachment, DraftFile
from rapport.domains.promises import actions as promises
from rapport.interfaces.look import styles
from tests.cast import ONE_HOUR
from tests.outsiders import articles, workspace
from tests.stories.conftest import Clock
from tests.visitors import browser, plain
from tests.world import World


def test_what_was_sent_signed_out_is_said_not_to_be_taken(world: World) -> None:
    at = reverse("workspace:answer", args=[world.ticket.pk])
    shown = plain(Client().post(at, {"text": "Nearly done."}, follow=True))
    assert "what you just sent was not taken" in shown
    assert "“Back” in your browser has it" in shown
    assert "was not taken" not in plain(Client().get(reverse("workspace:queue"), follow=True))


def test_a_tab_hears_which_answer_arrived_and_forgets_no_other(world: World) -> None:
    hugo, name = browser(world.cast.hugo), f"{world.cast.hugo.person_id}-{world.ticket.pk}"
    assert f'data-sent="{name}"' in plain(hugo.get(reverse("workspace:ticket", args=[world.ticket.pk])))
    refused = hugo.post(reverse("workspace:note", args=[world.ticket.pk]), {"text": ""})
    assert "answer_taken" not in refused.cookies
    for page in ("workspace:note", "workspace:answer"):
        sent = hugo.post(reverse(page, args=[world.ticket.pk]), {"text": f"By {page}.", "then": "keep_open"})
        assert sent.cookies["answer_taken"].value == name


def test_that_somebody_writes_is_said_at_once() -> None:
    script = (styles.FOLDER.parent / "js" / "desk.js").read_text(encoding="utf-8")
    assert "if (begins && beside) look();" in script
    assert "setInterval(look, 7000)" in script


def test_every_deed_on_a_ticket_has_a_key_of_its_own_and_words_to_find_it_by(world: World) -> None:
    shown = plain(browser(world.cast.hugo).get(reverse("workspace:ticket", args=[world.ticket.pk])))
    keys = re.findall(r'data-key="(.)"((?: data-[a-z]+(?:="[^"]*")?)*)', shown)
    twice = [key for key, times in Counter(key for key, _ in keys if key != "/").items() if times > 1]
    assert not twice
    words = dict(keys)
    deeds = {
        "a": "assign",
        "v": "visit",
        "s": "split",
        "l": "link",
        "b": "known problem",
        "w": "promised",
        "i": "solve",
    }
    assert [key for key, word in deeds.items() if word not in words.get(key, "")] == []
    assert not {"j", "k"} & set(words), "taken by next and previous"


def test_what_came_while_two_were_one_is_named_when_they_are_parted(world: World, clock: Clock) -> None:
    merge_id, hugo = workspace.merged_of_marta(world), browser(world.cast.hugo)
    part = reverse("workspace:part_ticket", args=[world.ticket.pk, merge_id])
    said = {"text": "The <b>other</b> one, too.", "actor": world.cast.marta, "at": world.at}
    came = desk.reply_as_customer(ticket_id=world.ticket.pk, **said).pk
    shown = plain(hugo.post(part, follow=True))
    assert f"What came meanwhile stays in {world.ticket.key}" in shown
    assert "The <b>other" not in shown
    split = f"{reverse('workspace:split_ticket', args=[world.ticket.pk])}?message={came}"
    assert f'<a href="{split}">Marta Kolb: “The &lt;b&gt;other&lt;/b&gt; one, too.”</a>' in shown
    assert f'value="{came}" checked' in plain(hugo.get(split))


def test_nothing_is_said_of_messages_where_none_came(world: World, clock: Clock) -> None:
    part = reverse("workspace:part_ticket", args=[world.ticket.pk, workspace.merged_of_marta(world)])
    shown = plain(browser(world.cast.hugo).post(part, follow=True))
    assert "is a ticket of its own again" in shown
    assert "meanwhile" not in shown


def test_fixed_in_two_tabs_says_who_was_first_and_keeps_the_sentence(world: World) -> None:
    made, hugo = articles.problem(world), browser(world.cast.hugo)
    at = reverse("workspace:problem_state", args=[made.key])
    hugo.post(at, {"decision": "fix", "words": "The lamp was changed."})
    second = hugo.post(at, {"decision": "fix", "words": "The cable was loose."})
    assert second.status_code == 409
    shown = plain(second)
    assert "Hugo Marek said on" in shown
    assert "The lamp was changed." in shown
    assert "Your sentence was sent to nobody: “The cable was loose.”" in shown


def test_what_they_promised_is_settled_once_and_put_right_by_us(world: World, clock: Clock) -> None:
    w, hugo = world, browser(world.cast.hugo)
    said = {"person_id": w.marta, "text": "I send the log.", "due_on": w.at.date(), "ref": ("ticket", w.ticket.pk)}
    row = promises.note_their_promise(team_id=w.ticket.team_id, source_key="call", actor=w.cast.hugo, at=w.at, **said)
    ticket = reverse("workspace:ticket", args=[w.ticket.pk])
    at, opened = reverse("workspace:settle_theirs", args=[row.pk]), plain(hugo.get(ticket))
    assert 'name="stood" value="open"' in opened
    hugo.post(at, {"said": "broken", "stood": "open", "back": ticket})
    told = plain(hugo.post(at, {"said": "kept", "stood": "open", "back": ticket}, follow=True))
    assert "Hugo Marek said on 11 November" in told
    assert "“I send the log.”: not kept. Nothing was changed now." in told
    row.refresh_from_db()
    assert row.said == "broken"
    for page in (ticket, reverse("workspace:person", args=[w.marta])):
        assert "Not so, open again: I send the log." in plain(hugo.get(page))
    hugo.post(at, {"said": "open", "stood": "broken", "back": ticket})
    hugo.post(at, {"said": "kept", "stood": "open", "back": ticket})
    row.refresh_from_db()
    assert row.said == "kept"


def test_a_promise_names_who_made_it_also_where_somebody_else_has_the_request(world: World, clock: Clock) -> None:
    w, desk_of = world, {"ref": ("ticket", world.ticket.pk), "team_id": world.ticket.team_id}
    sanna = w.cast.sanna.person_id or 0
    type(w.ticket).objects.filter(pk=w.ticket.pk).update(assignee=sanna)
    due = {"kind": "deed", "due_at": w.at + ONE_HOUR, "actor": w.cast.hugo, "at": w.at}
    promises.promise(person_id=w.marta, text="Boxes are fetched.", **due, **desk_of)
    marta = browser(w.cast.marta)
    for page in (reverse("portal:request", args=[w.ticket.public_key]), reverse("portal:requests"), "/"):
        shown = plain(marta.get(page))
        assert "Sanna Virta has it. Hugo Marek promised: Boxes are fetched." in shown, page
    type(w.ticket).objects.filter(pk=w.ticket.pk).update(assignee=w.cast.hugo.person_id)
    assert "Hugo Marek: Boxes are fetched." in plain(marta.get(reverse("portal:requests")))


@pytest.mark.parametrize("size", [10, 3_000_000], ids=["in memory", "on disk"])
def test_a_file_keeps_the_name_it_had(world: World, size: int) -> None:
    sent, meant = "a%22<b>%0D%0A50%25.txt", 'a"<b> 50%25.txt'
    ticket, hugo, marta = world.ticket, browser(world.cast.hugo), browser(world.cast.marta)
    attach = reverse("workspace:attach_files", args=[ticket.pk])
    hugo.post(attach, {"enclosed": SimpleUploadedFile(sent, b"x" * size)})
    assert DraftFile.objects.get().name == meant
    assert "a&quot;&lt;b&gt; 50%25.txt" in hugo.get(reverse("workspace:ticket", args=[ticket.pk])).content.decode()
    reply = {"text": "Here.", "enclosed": SimpleUploadedFile(sent, b"y" * size)}
    marta.post(reverse("portal:request", args=[ticket.public_key]), reply)
    assert Attachment.objects.latest("pk").name == meant
    new = {"text": "By a program.", "files": [SimpleUploadedFile(sent, b"z" * size)]}
    key = {"Authorization": f"Bearer {world.api_tokens['hugo']}"}
    assert Client().post("/api/v1/uploads/tickets", new, headers=key).status_code == 201
    assert Attachment.objects.latest("pk").name == meant
