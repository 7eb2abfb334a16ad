"""An agent sends files with an answer: chosen in the box, taken back and sent, they arrive by mail and on the page."""

from __future__ import annotations

import email
import email.policy
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk.models import Attachment, DraftFile, Outgoing, Ticket
from rapport.foundation import jobs
from rapport.foundation.models import Letter
from rapport.interfaces.mail.tests.test_sending import FakeHost
from tests.cast import Cast, address
from tests.clamd import listening
from tests.stories.conftest import Clock
from tests.stories.scene import letters, ticket_of, work, write
from tests.visitors import browser, plain

GUIDE, NAME = b"%PDF-1.4\n" + bytes(range(256)) * 40, "Größe 😀 der Pläne.pdf"
COLLEAGUE = "lena.voss@aldergate.example"


@pytest.fixture
def host(settings: Any) -> Iterator[FakeHost]:
    fake = FakeHost()
    settings.SMARTHOST = fake.setting
    yield fake
    fake.close()


def upload(name: str = NAME, content: bytes = GUIDE) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def asked(stage: Cast) -> Ticket:
    return Ticket.objects.get(pk=ticket_of(write(stage.marta, "How large are the plans?", "I cannot find it.")))


def say(client: Client, ticket: Ticket, door: str = "answer", **said: Any) -> Any:
    return client.post(reverse(f"workspace:{door}", args=[ticket.pk]), {"text": "See it.", "then": "keep_open", **said})


def ids_on(page: str) -> list[str]:
    return re.findall(r'name="files" value="(\d+)"', page)


def test_it_is_kept_taken_back_sent_and_arrives_whole_by_smtp(
    stage: Cast, clock: Clock, host: FakeHost, settings: Any
) -> None:
    settings.UNDO_SECONDS = 10
    ticket, hugo = asked(stage), browser(stage.hugo)
    here = reverse("workspace:ticket", args=[ticket.pk])
    early = say(hugo, ticket, promise_until="2020-01-01T10:00", enclosed=[upload()])
    (kept,) = ids_on(early.content.decode())
    assert early.status_code == 400 and NAME in plain(early), "what was chosen stays when something else is wrong"
    assert say(hugo, ticket, files=kept).status_code == 302
    assert f"With {NAME}" in plain(hugo.get(here)) and not ids_on(hugo.get(here).content.decode())
    hugo.post(reverse("workspace:take_back_answer", args=[Outgoing.objects.get().pk]))
    assert ids_on(hugo.get(here).content.decode()) == [kept]
    assert (
        say(hugo, ticket, files=kept, enclosed=[upload("page.html", b"<script>alert(1)</script>")]).status_code == 302
    )
    clock.wait(seconds=11)
    host.answers["multipart/mixed"] = "451 not now"
    jobs.run_all(at=timezone.now())
    assert not [body for to, body in host.taken if b"See it." in body]
    host.answers.clear()
    clock.wait(hours=1)
    jobs.run_all(at=timezone.now())
    ((to, raw),) = [(to, body) for to, body in host.taken if b"multipart/mixed" in body]
    message: Any = email.message_from_bytes(raw, policy=email.policy.default)
    first, second = message.iter_attachments()
    assert (first.get_filename(), first.get_content_type(), first.get_payload(decode=True)) == (
        NAME,
        "application/pdf",
        GUIDE,
    )
    assert (second.get_content_disposition(), second.get_payload(decode=True)) == (
        "attachment",
        b"<script>alert(1)</script>",
    )
    asked_with = ticket.messages.get(side="theirs").mail_id.strip("<>")
    assert to == [address(stage.marta)] and message["In-Reply-To"] == f"<{asked_with}>" and message["Thread-Index"]
    (letter,) = Letter.objects.filter(kind="answer")
    assert len(bytes(letter.mime or b"")) < len(GUIDE) and letter.state == Letter.SENT
    _both_sides_see_it(stage, ticket)


def _both_sides_see_it(stage: Cast, ticket: Ticket) -> None:
    page = browser(stage.marta).get(reverse("portal:request", args=[ticket.public_key]))
    assert NAME in plain(page) and NAME in plain(browser(stage.noor).get(reverse("workspace:ticket", args=[ticket.pk])))
    row = Attachment.objects.get(name=NAME)
    opened = browser(stage.marta).get(reverse("portal:attachment", args=[ticket.public_key, row.pk]))
    assert b"".join(opened.streaming_content) == GUIDE and opened.headers["Content-Disposition"].startswith(
        "attachment"
    )


def test_a_copy_gets_the_same_files_and_the_post_of_the_demo_opens_them(stage: Cast, settings: Any) -> None:
    from rapport.domains.desk import actions

    ticket = asked(stage)
    said = {"text": "See it.", "cc": [("Lena", COLLEAGUE)], "attached": [(NAME, GUIDE)]}
    actions.answer(ticket_id=ticket.pk, actor=stage.hugo, at=timezone.now(), **said)
    work()
    (letter,) = letters("answer", stage.marta)
    assert COLLEAGUE in letter["Cc"] and letter.get_content_type() == "multipart/mixed"
    settings.DEMO = settings.LOOPBACK = True
    row = Letter.objects.get(kind="answer")
    assert NAME in plain(Client().get(reverse("post:letter", args=[row.pk])))
    opened = Client().get(reverse("post:attachment", args=[row.pk, 0]))
    assert b"".join(opened.streaming_content) == GUIDE
    assert Client().get(reverse("post:attachment", args=[row.pk, 1])).status_code == 404


def test_what_cannot_go_is_named_and_the_rest_is_kept(stage: Cast, clock: Clock, settings: Any) -> None:
    settings.LARGEST_LETTER = 5 * 1024 * 1024
    ticket, hugo = asked(stage), browser(stage.hugo)
    files = [upload(f"{n}.txt", b"%d" % n) for n in range(25)]
    page = say(hugo, ticket, enclosed=[upload("empty.txt", b""), upload("film.mov", b"x" * 2_500_000), *files])
    told = plain(page)
    assert page.status_code == 400 and len(ids_on(page.content.decode())) == 10
    assert "“film.mov” does not fit: it has 2.4 MB, and a file may have 2 MB at most." in told
    assert "“10.txt” does not fit: 10 files may come along at most." in told
    assert "The same is true of" in told and "Nothing was sent; the other files are kept." in told
    assert "“empty.txt” was not attached. The file is empty." in told and "Your text is kept." in told
    assert not Letter.objects.filter(kind="answer").exists()
    kept = ids_on(page.content.decode())
    shorter = hugo.post(
        reverse("workspace:remove_file", args=[ticket.pk, kept[0]]), headers={"X-Requested-With": "script"}
    )
    assert ids_on(shorter.content.decode()) == kept[1:] and b"<html" not in shorter.content
    gone = say(hugo, ticket, files=kept)
    assert gone.status_code == 409 and "is not in its draft any more" in plain(gone)


def test_a_note_and_a_draft_take_files_and_nobody_elses(stage: Cast, clock: Clock) -> None:
    ticket, hugo, noor = asked(stage), browser(stage.hugo), browser(stage.noor)
    say(hugo, ticket, "keep_draft", enclosed=[upload()])
    (file,) = ids_on(hugo.get(reverse("workspace:ticket", args=[ticket.pk])).content.decode())
    where = reverse("workspace:draft_file", args=[ticket.pk, file])
    assert (hugo.get(where).status_code, noor.get(where).status_code) == (200, 404)
    assert not ids_on(noor.get(reverse("workspace:ticket", args=[ticket.pk])).content.decode())
    assert say(noor, ticket, files=file).status_code == 409
    assert say(hugo, ticket, "note", files=file, once="a-key").status_code == 302
    assert say(hugo, ticket, "note", files=file, once="a-key").status_code == 302, "sent twice it is there once"
    assert (Attachment.objects.get().message.side, DraftFile.objects.count()) == ("note", 0)
    assert NAME not in plain(browser(stage.marta).get(reverse("portal:request", args=[ticket.public_key])))


def test_a_form_sent_twice_with_its_files_is_one_answer(stage: Cast, clock: Clock) -> None:
    ticket, hugo = asked(stage), browser(stage.hugo)
    for _ in range(2):
        assert say(hugo, ticket, once="a-key", enclosed=[upload()]).status_code == 302
    assert (Letter.objects.filter(kind="answer").count(), Attachment.objects.count(), DraftFile.objects.count()) == (
        1,
        1,
        0,
    )


def test_a_letter_waits_for_the_scanner_and_never_leaves_with_a_virus(
    stage: Cast, clock: Clock, host: FakeHost, settings: Any
) -> None:
    ticket, hugo = asked(stage), browser(stage.hugo)
    with tempfile.TemporaryDirectory() as short, listening(Path(short)) as path:
        settings.CLAMD = path
        say(hugo, ticket, enclosed=[upload()])
        jobs.run_all("post")
        (letter,) = Letter.objects.filter(kind="answer")
        assert letter.state == Letter.WAITING and not [body for _, body in host.taken if b"See it." in body]
        say(hugo, ticket, text="And this.", enclosed=[upload("bad.txt", b"EICAR")])
        jobs.run_all("default")
        clock.wait(minutes=2)
        jobs.run_all(at=timezone.now())
    letter.refresh_from_db()
    refused = Letter.objects.get(kind="answer", state=Letter.REFUSED)
    assert letter.state == Letter.SENT and "The virus scanner found Eicar-Signature" in refused.reason
    assert "Not delivered: The virus scanner found" in plain(hugo.get(reverse("workspace:ticket", args=[ticket.pk])))
