"""Files of a draft go with the answer, come back when it does, are nobody else's, and go when nothing holds them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Attachment, DraftFile, Message, Outgoing, Ticket
from rapport.domains.desk.tests.mails import mail, mailbox, receive
from rapport.domains.desk.types import MOST_ENCLOSED
from rapport.foundation import jobs
from rapport.foundation.actors import Actor, NotFound, system
from rapport.foundation.models import File, Letter
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

pytestmark = pytest.mark.django_db
TEN = timedelta(seconds=10)
GUIDE = b"%PDF-1.4 a guide"


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    settings.DATA = tmp_path
    found = build()
    mailbox(found)
    return found


@pytest.fixture
def vpn(cast: Cast) -> Ticket:
    receive(mail(cast.marta, "VPN drops"))
    return Ticket.objects.get()


def attach(ticket: Ticket, actor: Actor, name: str = "guide.pdf", content: bytes = GUIDE) -> int:
    return actions.attach_file(ticket_id=ticket.pk, name=name, content=content, actor=actor, at=MONDAY).pk


def names(actor: Actor, ticket: Ticket) -> list[str]:
    return [one.name for one in queries.draft_files(actor, ticket.pk)]


def send(ticket: Ticket, actor: Actor, *files: int, text: str = "See the guide.", wait: timedelta = TEN) -> Outgoing:
    return actions.send_answer(
        ticket_id=ticket.pk, text=text, wait=wait, draft_files=files, actor=actor, at=MONDAY + ONE_HOUR
    )


def let_leave(row: Outgoing) -> Message | None:
    return actions.let_leave(outgoing_id=row.pk, actor=system(), at=MONDAY + ONE_HOUR + TEN)


def test_a_file_goes_with_the_answer_and_is_the_messages_then(cast: Cast, vpn: Ticket) -> None:
    guide, other = attach(vpn, cast.hugo), attach(vpn, cast.hugo, "not yet.txt", b"for later")
    assert attach(vpn, cast.hugo) == guide, "attached twice it is there once"
    row = send(vpn, cast.hugo, guide)
    assert [one.files for one in queries.on_the_way(cast.hugo, vpn.pk)] == [("guide.pdf",)]
    assert names(cast.hugo, vpn) == ["not yet.txt"]
    message = let_leave(row)
    assert message is not None and [a.name for a in message.attachments.all()] == ["guide.pdf"]
    file = File.objects.get(sha256=Attachment.objects.get().file.sha256)
    assert Letter.objects.get(kind="answer").files == [[file.pk, "guide.pdf", "application/pdf"]]
    assert [row.pk for row in DraftFile.objects.all()] == [other]
    (card,) = queries.message(cast.marta, message.pk).attachments
    assert (card.name, card.size, queries.attachment(cast.marta, card.id)[0]) == ("guide.pdf", len(GUIDE), file)


def test_taken_back_or_refused_the_files_are_the_drafts_again(cast: Cast, vpn: Ticket) -> None:
    guide = attach(vpn, cast.hugo)
    actions.take_back_answer(outgoing_id=send(vpn, cast.hugo, guide).pk, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    assert names(cast.hugo, vpn) == ["guide.pdf"]
    row = send(vpn, cast.hugo, guide)
    File.objects.update(scan="found", scan_found="Eicar")
    assert let_leave(row) is None and names(cast.hugo, vpn) == ["guide.pdf"]
    (back,) = queries.returned_drafts(cast.hugo)
    assert "The virus scanner found Eicar in guide.pdf" in back.fault and not Letter.objects.filter(kind="answer")


def test_nobody_elses_file_is_there_and_none_is_left_out_silently(cast: Cast, vpn: Ticket) -> None:
    guide = attach(vpn, cast.hugo)
    for actor in (cast.noor, cast.marta, cast.nobody):
        with pytest.raises(NotFound):
            queries.draft_file(actor, guide)
        with pytest.raises(NotFound):
            actions.remove_file(file_id=guide, actor=actor, at=MONDAY)
    with pytest.raises(actions.NotInDraft):
        send(vpn, cast.noor, guide)
    with pytest.raises(NotFound):
        attach(vpn, cast.sanna)
    actions.remove_file(file_id=guide, actor=cast.hugo, at=MONDAY)
    with pytest.raises(actions.NotInDraft):
        send(vpn, cast.hugo, guide)
    assert Outgoing.objects.count() == 0


def test_the_same_words_with_another_file_are_another_answer(cast: Cast, vpn: Ticket) -> None:
    let_leave(send(vpn, cast.hugo, attach(vpn, cast.hugo), text="Here it is."))
    let_leave(send(vpn, cast.hugo, attach(vpn, cast.hugo, "two.txt", b"another"), text="Here it is."))
    with pytest.raises(actions.SaidAlready):
        send(vpn, cast.hugo, attach(vpn, cast.hugo), text="Here it is.")
    assert [letter.files[0][1] for letter in Letter.objects.filter(kind="answer").order_by("pk")] == [
        "guide.pdf",
        "two.txt",
    ]


def test_what_would_not_arrive_is_refused_with_a_sentence(cast: Cast, vpn: Ticket, settings: Any) -> None:
    settings.LARGEST_LETTER = 5 * 1024 * 1024  # 2 MB of files
    with pytest.raises(actions.EmptyFile, match="empty"):
        attach(vpn, cast.hugo, "empty.txt", b"")
    with pytest.raises(actions.TooLargeEnclosed, match="2 MB together"):
        attach(vpn, cast.hugo, "film.mov", b"x" * (2 * 1024 * 1024 + 1))
    attach(vpn, cast.hugo, "half.bin", b"x" * (1024 * 1024 + 1))
    with pytest.raises(actions.TooLargeEnclosed):
        attach(vpn, cast.hugo, "other half.bin", b"y" * (1024 * 1024))
    for number in range(MOST_ENCLOSED - 1):
        attach(vpn, cast.hugo, f"{number}.txt", b"%d" % number)
    with pytest.raises(actions.TooManyEnclosed, match="10 files at most"):
        attach(vpn, cast.hugo, "eleventh.txt", b"one more")
    with pytest.raises(actions.TooManyEnclosed):
        attached = [(f"{number}.txt", b"x") for number in range(MOST_ENCLOSED + 1)]
        actions.answer(ticket_id=vpn.pk, text="All.", attached=attached, actor=cast.hugo, at=MONDAY)
    long = attach(vpn, cast.noor, "../" + "x" * 290 + "😀 größe.pdf")
    assert DraftFile.objects.get(pk=long).name.endswith("x😀 größe.pdf") and "/" not in names(cast.noor, vpn)[0]


def test_a_note_takes_files_of_the_draft_which_the_customer_never_sees(cast: Cast, vpn: Ticket) -> None:
    note = actions.write_note(
        ticket_id=vpn.pk, text="Look.", draft_files=[attach(vpn, cast.hugo)], actor=cast.hugo, at=MONDAY
    )
    (file,) = note.attachments.all()
    assert (names(cast.hugo, vpn), queries.attachment(cast.noor, file.pk)[1]) == ([], "guide.pdf")
    with pytest.raises(NotFound):
        queries.attachment(cast.marta, file.pk)


def test_files_nothing_holds_go_from_the_disk(cast: Cast, vpn: Ticket, settings: Any) -> None:
    kept, gone = attach(vpn, cast.hugo), attach(vpn, cast.hugo, "gone.txt", b"gone")
    again = attach(vpn, cast.noor)
    actions.remove_file(file_id=gone, actor=cast.hugo, at=MONDAY)
    actions.remove_file(file_id=kept, actor=cast.hugo, at=MONDAY)
    assert File.objects.count() == 2, "for a day, since the same may be on its way in"
    assert jobs.run_all(at=MONDAY + 2 * ONE_DAY).failed == []
    assert [file.pk for file in File.objects.all()] == [DraftFile.objects.get(pk=again).file_id]
    assert len([path for path in (Path(settings.DATA) / "files").rglob("*") if path.is_file()]) == 1
    actions.forget_draft_files(actor=system(), at=MONDAY + 31 * ONE_DAY)
    jobs.run_all(at=MONDAY + 33 * ONE_DAY)
    assert (DraftFile.objects.count(), File.objects.count()) == (0, 0)
